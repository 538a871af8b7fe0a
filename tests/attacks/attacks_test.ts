import assert from "node:assert/strict";
import { seededRandom } from "../../lib/numeric/mod.ts";
import {
  DisclosureError,
  HIDDEN,
  isHidden,
  offeringKey,
  placeKey,
  protect,
  protectedWaitTable,
  type Protection,
  type PublishedTables,
} from "../../lib/disclosure/mod.ts";
import { guardedTable } from "../../lib/figures/mod.ts";
import {
  byChecksum,
  byMedian,
  byMonths,
  byOrder,
  byPercent,
  byPixels,
  byReading,
  byReadingPage,
  bySubtraction,
  byTwoRules,
} from "./attacks.ts";
import { hostilePage, shareShown, simplePage } from "./_hostile_page.ts";
import { smallPage } from "./_page.ts";
import { byIntegers, type ShownMedian } from "./by_integers.ts";

for (const [k, seed] of [[5, "ett"], [20, "två"]] as const) {
  Deno.test(`the attacks recover nothing of the page "${seed}" protected with k = ${k}`, async () => {
    const months = await Promise.all(
      ["2023-04", "2024-04"].map((manad) => protect(smallPage(seed + manad, manad), { k })),
    );
    const [, now] = months;
    assert.equal((await now.audit()).passed, true);
    assert.ok(now.secrets().some(({ value }) => value < k), "there is something to recover");
    assert.ok(now.hidden < now.offered, "and something is shown");
    const found = {
      subtraction: bySubtraction(now),
      percent: byPercent(now),
      median: byMedian(now),
      months: byMonths(months),
      order: byOrder(now),
      reading: byReading(now),
    };
    assert.deepEqual(found, {
      subtraction: [],
      percent: [],
      median: [],
      months: [],
      order: [],
      reading: [],
    });
  });
}

Deno.test("the attacks recover numbers from a page that only hides what is small", async () => {
  const cells = smallPage("ett").filter(({ lo, vardutbud }) => lo >= 75 && vardutbud === "Gråstarr");
  const open = await protect(cells, { k: 0 }), guarded = await protect(cells, { k: 5 });
  const careless: Protection = {
    ...guarded,
    rule: { ...guarded.rule },
    count: (where, measure) => {
      const count = open.count(where, measure);
      return isHidden(count) || count < 5 ? HIDDEN : count;
    },
    median: open.median,
  };
  assert.ok(bySubtraction(careless).length > 0);
  assert.ok(byMedian(careless).length > 0);
});

Deno.test("a second rule beside the first gives numbers away, which is why the report refuses it", async () => {
  const cells = smallPage("ett");
  const [five, twenty, rounded] = await Promise.all([
    protect(cells),
    protect(cells, { k: 20 }),
    protect(cells, { mode: "round", key: new Uint8Array(32).fill(1) }),
  ]);
  assert.deepEqual(byTwoRules(five, five), []);
  assert.ok(byTwoRules(twenty, five).length > 0);
  assert.ok(byTwoRules(five, rounded).length > 0);
});

Deno.test("a checksum of a delivery is found in a page that carries one", () => {
  const sums = ["a1".repeat(32), "b2".repeat(32)];
  assert.deepEqual(byChecksum(["<p>Kontrollsumma a1a1a1a1a1a1"], sums), ["kontrollsumma a1a1a1a1"]);
  assert.deepEqual(byChecksum(["<p>Inget"], sums), []);
});

Deno.test("the attacks on a page recover nothing of protected tables, and read unprotected ones", async () => {
  const cells = smallPage("två"), guarded = await protect(cells), open = await protect(cells, { k: 0 });
  const html = (protection: Protection) =>
    "<!doctype html>" +
    guardedTable(protectedWaitTable(protection, { by: "sjukhus" }), { by: "sjukhus", manad: "2024-04" })
      .html();
  assert.ok(html(guarded).includes(">dolt<"));
  assert.deepEqual([byPixels(html(guarded)), byReadingPage(html(guarded), guarded)], [[], []]);
  assert.ok(byReadingPage(html(open), guarded).length > 0);
  const leaking = html(guarded).replace("<td>dolt</td>", '<td><svg><rect width="7"/></svg>dolt</td>');
  assert.equal(byPixels(leaking).length, 1);
});

Deno.test("all pages of a month give nothing hidden away, where a second page by itself does", async () => {
  const found = { protectedPages: 0, refused: 0, hidden: 0, alone: 0 };
  for (let store = 0; store < 12; store++) {
    const random = seededRandom(`sen ${store}`), names = ["A", "B", "C", "D", "E"];
    const cells = names.flatMap((region, at) =>
      [10, 45, 75, 100, 400].flatMap((days) =>
        ([null, "PvV", "MoV"] as const).map((avvikelse) => ({
          ...{
            manad: "2024-04",
            status: "vantande" as const,
            avvikelse,
            vardgaranti: true,
            region,
            sjukhus: null,
          },
          ...{ agarform: null, vardutbud: null, lo: days, hi: days },
          antal: at < 4 ? 8 + Math.floor(30 * random.next()) : Math.floor(9 * random.next()),
        }))
      )
    );
    const first = await protect(cells.filter(({ region }) => region !== "E")), before = [first.published()];
    const narrowed = async (page: PublishedTables) =>
      (await byIntegers([...before, page], cells, "vantande", 5)).broken;
    found.alone += (await narrowed((await protect(cells)).published())).length > 0 ? 1 : 0;
    const second = await protect(cells, { before }).catch((error) => {
      if (error instanceof DisclosureError) return null;
      throw error;
    });
    if (second === null) {
      found.refused++;
      continue;
    }
    found.protectedPages++;
    found.hidden += second.hidden;
    assert.deepEqual(await narrowed(second.published()), [], `store ${store}`);
  }
  assert.ok(found.alone > 0 && found.protectedPages > 6 && found.hidden > 20, JSON.stringify(found));
});

Deno.test("nothing is narrower than promised to one who knows which hospital has which vårdutbud", async () => {
  const found = { hidden: 0, broken: 0, unaware: 0, simple: 0, shown: 0, shownSimply: 0 };
  for (const seed of ["4"]) {
    const cells = hostilePage(seed, { hospitals: 2 }),
      simple = simplePage(cells, 5),
      protection = await protect(cells);
    const attack = (page: PublishedTables) => byIntegers([page], cells, "vantande", 5);
    const { hidden, broken, open } = await attack(protection.published());
    assert.equal(open, 0);
    found.hidden += hidden;
    found.broken += broken.length;
    found.unaware += (await attack((await protect(cells, {
      isNever: () => false,
    })).published())).broken.length;
    found.simple += (await attack(simple)).broken.length;
    found.shown += shareShown(protection.published());
    found.shownSimply += shareShown(simple);
  }
  assert.equal(found.broken, 0);
  assert.ok(found.hidden > 20 && found.unaware > 3 && found.simple > 5, JSON.stringify(found));
  assert.ok(found.shown > 0.9 * found.shownSimply, JSON.stringify(found));
});

Deno.test("a hospital that knows its own numbers narrows none of the others' where they are protected from the inside", async () => {
  const cells = hostilePage("fälttåg 0", { hospitals: 5 });
  const insider = { region: "Region Uppsala", sjukhus: "Region Uppsala sjukhus 4", agarform: null };
  const attack = async (insiders: boolean) => {
    const page = (await protect(cells, { insiders })).published();
    return await byIntegers([page], cells, "vantande", 5, { insider });
  };
  assert.ok((await attack(false)).broken.length > 0);
  const { hidden, broken, open } = await attack(true);
  assert.deepEqual([hidden > 10, broken, open], [true, [], 0]);
});

Deno.test("byIntegers() knows what a median says of bands", async () => {
  const cell = (days: number, antal: number) => ({
    ...{ manad: "2024-04", status: "vantande" as const, region: "Region Dalarna", sjukhus: null },
    ...{ agarform: null, vardutbud: null, avvikelse: null, vardgaranti: true, lo: days, hi: days, antal },
  });
  const where = [placeKey({ region: "Region Dalarna" }), offeringKey()] as const;
  const page: PublishedTables = {
    regions: ["Region Dalarna"],
    counts: [[...where, "antal", 6], [...where, "d0_30", null], [...where, "d31_60", null]],
  };
  const attack = async (medians: readonly ShownMedian[]) =>
    (await byIntegers([page], [cell(12, 4), cell(45, 2)], "vantande", 5, { medians })).broken
      .map(({ value }) => value);
  assert.deepEqual(await attack([]), []);
  // At least three of six wait at most 30 days, and so at most three longer.
  assert.deepEqual(await attack([[...where, 12]]), [4, 2]);
});

Deno.test("byIntegers() finds the numbers of two hospitals that have a vårdutbud each, from all vårdutbud", async () => {
  const cell = (sjukhus: string, vardutbud: string, antal: number) => ({
    ...{ manad: "2024-04", status: "vantande" as const, region: "Region Dalarna", sjukhus, agarform: null },
    ...{ vardutbud, avvikelse: null, vardgaranti: true, lo: 12, hi: 12, antal },
  });
  const cells = [cell("Mora lasarett", "Gråstarr", 3), cell("Falu lasarett", "Gallsten", 9)];
  const shown = (where: object, vardutbud: string | undefined, value: number | null) =>
    [placeKey(where), offeringKey(vardutbud), "antal", value] as const;
  const page: PublishedTables = {
    regions: ["Region Dalarna"],
    counts: [
      ...["Mora lasarett", "Falu lasarett"].map((sjukhus) =>
        shown({ region: "Region Dalarna", sjukhus }, undefined, null)
      ),
      shown({}, "Gråstarr", 3),
      shown({}, undefined, 12),
    ],
  };
  const attack = async (isNever: () => boolean) =>
    (await byIntegers([page], cells, "vantande", 5, { isNever })).broken.map(({ value }) => value);
  assert.deepEqual(await attack(() => true), [3, 9]);
  assert.deepEqual(await attack(() => false), []);
});
