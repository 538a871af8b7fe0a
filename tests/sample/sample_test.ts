import assert from "node:assert/strict";
import { dayFromNumber, dayNumber, firstDay, isWorkingDay, lastDay } from "../../lib/calendar/mod.ts";
import { careOfferings, countyCodes, hospitals, memberRegions } from "../../lib/reference/mod.ts";
import {
  contactHospital,
  contactId,
  HISTORY_MONTHS,
  makeSample,
  performedContacts,
  publishedApril,
  REGISTER_MONTHS,
  waitingContacts,
} from "../../lib/sample/mod.ts";
import { assumptions } from "../../lib/sample/targets.ts";

const sample = makeSample();
const MONTHS = [...HISTORY_MONTHS, ...REGISTER_MONTHS];
const CENSUS = dayNumber("2024-04-30");
const regionNumbers = sample.regioner.map((_, region) => region);
const waitInApril = (index: number) => CENSUS - sample.beslut_datum[index];

/** Waits in April 2024 of those who wait without PvV and MoV, shortest first. */
function activeWaits(region: number): number[] {
  return waitingContacts(sample, region, "2024-04").filter((index) => sample.avvikelse[index] === 0)
    .map(waitInApril).sort((a, b) => a - b);
}

/** The mean of the two in the middle. */
function median(sorted: readonly number[]): number {
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.floor(sorted.length / 2)]) / 2;
}

Deno.test("makeSample() carries each region's published bands, median, PvV and MoV of April 2024", () => {
  assert.deepEqual(sample.regioner.map(({ region }) => region), memberRegions);
  publishedApril.regioner.forEach((published, region) => {
    assert.equal(sample.regioner[region].region, published.region);
    const waits = activeWaits(region);
    const between = (from: number, to: number) => waits.filter((wait) => from <= wait && wait <= to).length;
    assert.deepEqual(
      [between(0, 30), between(31, 60), between(61, 90), between(91, 365), between(366, 9999)],
      published.band,
      published.region,
    );
    assert.equal(median(waits), published.median, published.region);
    const deviations = waitingContacts(sample, region, "2024-04").map((index) => sample.avvikelse[index]);
    assert.equal(deviations.filter((code) => code === 1).length, published.pvv, published.region);
    assert.equal(deviations.filter((code) => code === 2).length, published.mov, published.region);
  });
});

Deno.test("makeSample() carries the published figures of the seven regions together", () => {
  const waits = regionNumbers.flatMap(activeWaits).sort((a, b) => a - b);
  assert.equal(waits.length, 40_193);
  assert.equal(waits.filter((wait) => wait > 90).length, 14_177);
  assert.equal(waits.filter((wait) => wait > 365).length, 2_518);
  assert.equal(median(waits), 60);
  const deviations = regionNumbers.flatMap((region) => waitingContacts(sample, region, "2024-04"))
    .map((index) => sample.avvikelse[index]);
  assert.equal(deviations.filter((code) => code === 1).length, 2_294);
  assert.equal(deviations.filter((code) => code === 2).length, 2_167);
});

Deno.test("makeSample() carries the published patient groups over 90 days, and keeps every other under 200", () => {
  const counts = new Map<string, number>(assumptions.vardutbud.map(({ namn }) => [namn, 0]));
  for (const index of regionNumbers.flatMap((region) => waitingContacts(sample, region, "2024-04"))) {
    const { namn } = careOfferings[sample.vardutbud[index]];
    if (waitInApril(index) > 90) counts.set(namn, counts.get(namn)! + 1);
  }
  for (const { vardutbud, over_90_inkl, avrundning } of publishedApril.patientgrupper) {
    const count = counts.get(vardutbud)!;
    assert.ok(Math.abs(count - over_90_inkl) <= avrundning, `${vardutbud}: ${count}`);
    counts.delete(vardutbud);
  }
  assert.equal(counts.size, assumptions.vardutbud.length - 22);
  for (const [name, count] of counts) assert.ok(count > 0 && count < 200, `${name}: ${count}`);
});

Deno.test("makeSample() lets a region's list change by decisions, operations and withdrawals alone", () => {
  regionNumbers.forEach((region) => {
    const { from, to } = sample.regioner[region];
    MONTHS.slice(1).forEach((month, number) => {
      const first = dayNumber(firstDay(month)), last = dayNumber(lastDay(month));
      const within = (day: number) => first <= day && day <= last;
      let decided = 0, withdrawn = 0;
      for (let index = from; index < to; index++) {
        if (within(sample.beslut_datum[index])) decided++;
        if (sample.slut[index] === 2 && within(sample.slut_datum[index])) withdrawn++;
      }
      const performed = performedContacts(sample, region, month).length;
      const change = waitingContacts(sample, region, month).length -
        waitingContacts(sample, region, MONTHS[number]).length;
      assert.equal(change, decided - performed - withdrawn, `${sample.regioner[region].region} ${month}`);
    });
  });
});

Deno.test("makeSample() has no decision, operation or withdrawal on a day off, and no end before its decision", () => {
  const days = new Set([...sample.beslut_datum, ...sample.slut_datum]);
  days.delete(-1);
  for (const day of days) assert.ok(isWorkingDay(dayFromNumber(day)), dayFromNumber(day));
  for (let index = 0; index < sample.antal; index++) {
    if (sample.slut[index] === 0) assert.equal(sample.slut_datum[index], -1);
    else assert.ok(sample.slut_datum[index] > sample.beslut_datum[index]);
  }
});

Deno.test("makeSample() stops in summer, when the list grows, and withdraws about a tenth", () => {
  const performed = (month: string) =>
    regionNumbers.reduce((sum, region) => sum + performedContacts(sample, region, month).length, 0);
  const waiting = (month: string) =>
    regionNumbers.reduce((sum, region) => sum + waitingContacts(sample, region, month).length, 0);
  assert.ok(performed("2023-07") < 0.25 * performed("2023-05"));
  assert.ok(performed("2023-12") < 0.75 * performed("2023-11"));
  assert.ok(waiting("2023-08") > 1.1 * waiting("2023-05"));
  const ends = sample.slut.reduce((tally, kind) => (tally[kind]++, tally), [0, 0, 0]);
  const withdrawn = ends[2] / (ends[1] + ends[2]);
  assert.ok(0.08 <= withdrawn && withdrawn <= 0.12, `${withdrawn}`);
});

Deno.test("makeSample() differs from year to year by region: some lists grew, some shrank, none by a quarter", () => {
  const ratios = regionNumbers.map((region) =>
    waitingContacts(sample, region, "2024-04").length / waitingContacts(sample, region, "2023-04").length
  );
  assert.ok(ratios.some((ratio) => ratio < 0.95) && ratios.some((ratio) => ratio > 1.05), `${ratios}`);
  for (const ratio of ratios) assert.ok(0.8 < ratio && ratio < 1.25, `${ratios}`);
});

Deno.test("makeSample() holds something to find: knees wait long in Värmland and short in Västmanland", () => {
  const knee = careOfferings.findIndex(({ namn }) => namn === "Knäled protes");
  const shareOver90 = (name: string) => {
    const region = sample.regioner.findIndex((entry) => entry.region === name);
    const knees = waitingContacts(sample, region, "2024-04").filter((index) =>
      sample.vardutbud[index] === knee
    );
    return knees.filter((index) => waitInApril(index) > 90).length / knees.length;
  };
  assert.ok(shareOver90("Region Värmland") > 0.55);
  assert.ok(shareOver90("Region Västmanland") < 0.35);
});

Deno.test("makeSample() gives each contact a hospital of its region, a home, a plausible age and an id of its own", () => {
  const ids = new Set<string>();
  let own = 0, member = 0, outside = 0, privately = 0;
  for (let index = 0; index < sample.antal; index++) {
    ids.add(contactId(sample, index));
    const { region, prefix } = sample.regioner[sample.region[index]];
    assert.ok(contactId(sample, index).startsWith(`${prefix}-`));
    const hospital = contactHospital(sample, index);
    if (hospital !== null) {
      const { region: place, niva } = hospitals[sample.sjukhus[index]];
      if (place !== region) assert.fail(`${hospital} is not in ${region}`);
      if (niva === "privat") privately++;
    } else assert.equal(region, "Region Värmland");
    const age = Number(dayFromNumber(sample.beslut_datum[index]).slice(0, 4)) - sample.fodelsear[index];
    if (age < 1 || age > 96) assert.fail(`age ${age}`);
    const home = countyCodes.get(String(sample.lkf[index]).padStart(4, "0").slice(0, 2));
    if (home === region) own++;
    else if (home !== undefined && memberRegions.includes(home)) member++;
    else if (sample.lkf[index] !== 0) outside++;
  }
  assert.equal(ids.size, sample.antal);
  assert.ok(own / sample.antal > 0.93);
  assert.ok(member / sample.antal > 0.03 && member / sample.antal < 0.05, `${member / sample.antal}`);
  assert.ok(outside / sample.antal > 0.005 && outside / sample.antal < 0.015, `${outside / sample.antal}`);
  assert.ok(
    privately / sample.antal > 0.005 && privately / sample.antal < 0.05,
    `${privately / sample.antal}`,
  );
  const outsideGuarantee = sample.vardgaranti.filter((code) => code === 0).length / sample.antal;
  assert.ok(0.05 <= outsideGuarantee && outsideGuarantee <= 0.08);
});

Deno.test("makeSample() has cells of fewer than five at small hospitals", () => {
  const cells = new Map<string, number>();
  for (const index of regionNumbers.flatMap((region) => waitingContacts(sample, region, "2024-04"))) {
    const key = `${sample.sjukhus[index]}/${sample.vardutbud[index]}`;
    cells.set(key, (cells.get(key) ?? 0) + 1);
  }
  assert.ok([...cells.values()].filter((count) => count < 5).length > 20);
});

Deno.test("makeSample() gives the published table for another seed, with other contacts", () => {
  const other = makeSample({ seed: "något annat" });
  assert.notDeepEqual(other.beslut_datum, sample.beslut_datum);
  publishedApril.regioner.forEach((published, region) => {
    const waits = waitingContacts(other, region, "2024-04").filter((index) => other.avvikelse[index] === 0)
      .map((index) => CENSUS - other.beslut_datum[index]).sort((a, b) => a - b);
    assert.equal(waits.filter((wait) => wait > 365).length, published.band[4]);
    assert.equal(median(waits), published.median);
  });
});
