/**
 * What somebody could try against a protected month, with nothing but the numbers shown. Each attack returns what it
 * recovered: descriptions of hidden small counts that it narrowed to less than the rule allows. None should.
 */
import { createHash } from "node:crypto";
import { parseHTML } from "linkedom";
import { HIDDEN_TEXT } from "../../lib/figures/mod.ts";
import {
  bandKey,
  type CountedOn,
  type Guarded,
  type Hidden,
  type HiddenCount,
  isHidden,
  type ProtectedPoint,
  protectedSeries,
  type ProtectedTableOptions,
  protectedWaitTable,
  type Protection,
  scanForHidden,
} from "../../lib/disclosure/mod.ts";
import type { WaitTableRow } from "../../lib/indicators/mod.ts";

interface Interval {
  low: number;
  high: number;
}

/** What a reader has worked out of each count so far, by what is counted. */
type Knowledge = Map<string, Interval>;

const named = (where: CountedOn, measure: string) =>
  JSON.stringify([
    where.region ?? (where.region === undefined ? "*" : null),
    where.sjukhus === undefined ? "*" : where.sjukhus,
    where.agarform === undefined ? "*" : where.agarform,
    where.vardutbud === undefined ? "*" : where.vardutbud,
    measure,
  ]);

/** Everything a page can be asked for. */
function everywhere({ places, offerings }: Protection): { places: CountedOn[]; offerings: CountedOn[] } {
  const all = [
    {},
    ...places.flatMap((
      { region, sjukhus, agarform },
    ) => [{ region }, { agarform }, { region, agarform }, { region, sjukhus }]),
  ];
  return {
    places: [...new Map(all.map((place) => [named(place, ""), place])).values()],
    offerings: [{}, ...offerings.map((vardutbud) => ({ vardutbud }))],
  };
}

const measuresOf = ({ status, bands }: Protection): string[] =>
  status === "vantande"
    ? ["antal", ...bands.map(bandKey), "over", "inkl", "overInkl", "pvv", "mov"]
    : ["volym", "omfattas", "inom"];

/** The sums that a reader knows of: total and parts. */
function sumsOf(protection: Protection): [string, string[]][] {
  const { places, offerings } = everywhere(protection), measures = measuresOf(protection);
  const sums: [string, string[]][] = [];
  for (const measure of measures) {
    for (const offering of offerings) {
      const name = (place: CountedOn) => named({ ...place, ...offering }, measure);
      const regions = places.filter((place) => Object.keys(place).join() === "region");
      sums.push([name({}), regions.map(name)]);
      sums.push([name({}), places.filter((place) => Object.keys(place).join() === "agarform").map(name)]);
      for (const { region } of regions) {
        const inside = places.filter((place) => place.region === region);
        sums.push([name({ region }), inside.filter((place) => "sjukhus" in place).map(name)]);
        sums.push([name({ region }), inside.filter((place) => "agarform" in place).map(name)]);
      }
    }
    for (const place of places) {
      sums.push([
        named(place, measure),
        offerings.slice(1).map((offering) => named({ ...place, ...offering }, measure)),
      ]);
    }
  }
  if (protection.status === "vantande") {
    const { bands, limitDays } = protection;
    for (const place of places) {
      for (const offering of offerings) {
        const name = (measure: string) => named({ ...place, ...offering }, measure);
        const within = bands.filter(({ hi }) => hi !== null && hi <= limitDays).map((band) =>
          name(bandKey(band))
        );
        sums.push([name("antal"), [...within, name("over")]]);
        sums.push([
          name("over"),
          bands.filter(({ lo }) => lo > limitDays).map((band) => name(bandKey(band))),
        ]);
        sums.push([name("inkl"), [name("antal"), name("pvv"), name("mov")]]);
      }
    }
  }
  return sums;
}

/** Subtraction over all linked tables, again and again until nothing new comes out. */
export function bySubtraction(protection: Protection): string[] {
  return narrowed(protection, reckon(protection));
}

function reckon(protection: Protection): Knowledge {
  const knowledge: Knowledge = new Map();
  const { places, offerings } = everywhere(protection);
  const slack = protection.rule.mode === "round" && protection.rule.k > 0 ? protection.rule.base - 1 : 0;
  for (const measure of measuresOf(protection)) {
    for (const place of places) {
      for (const offering of offerings) {
        const where = { ...place, ...offering }, count = protection.count(where, measure);
        knowledge.set(
          named(where, measure),
          isHidden(count)
            ? { low: 0, high: Infinity }
            : { low: Math.max(0, count - slack), high: count + slack },
        );
      }
    }
  }
  propagate(knowledge, sumsOf(protection));
  return knowledge;
}

/** Narrows what is known by every sum, until nothing new comes out. */
function propagate(knowledge: Knowledge, sums: readonly [string, string[]][]): void {
  for (let changed = true, turns = 0; changed && turns < 60; turns++) {
    changed = false;
    const narrow = (interval: Interval, low: number, high: number) => {
      if (low > interval.low || high < interval.high) changed = true;
      interval.low = Math.max(interval.low, low);
      interval.high = Math.min(interval.high, high);
    };
    for (const [totalName, partNames] of sums) {
      const total = knowledge.get(totalName)!, parts = partNames.map((name) => knowledge.get(name)!);
      const low = parts.reduce((sum, part) => sum + part.low, 0);
      const high = parts.reduce((sum, part) => sum + part.high, 0);
      narrow(total, low, high);
      for (const part of parts) {
        const othersHigh = parts.reduce((sum, other) => other === part ? sum : sum + other.high, 0);
        narrow(part, total.low - othersHigh, total.high - (low - part.low));
      }
    }
  }
}

/** The hidden small counts of which the knowledge leaves fewer values than the rule demands. */
function narrowed(protection: Protection, knowledge: Knowledge): string[] {
  const { k, mode } = protection.rule;
  return protection.secrets().filter(({ value }) => mode === "suppress" && value < k).flatMap((secret) => {
    const { low, high } = knowledge.get(named(secret.where, secret.measure)) ?? { low: 0, high: Infinity };
    return low > 0 || high < k - 1 ? [`${describe(secret)} mellan ${low} och ${high}`] : [];
  });
}

/** Shares and rates times what they are counted on. */
export function byPercent(protection: Protection): string[] {
  return allRows(protection).flatMap(
    (
      {
        name,
        antal,
        over,
        overShare,
        deviationShare,
        pvv,
        mov,
        per1000,
        per1000Including,
        overIncluding,
        options,
      },
    ) => {
      const found: string[] = [],
        say = (what: string) => found.push(`${what}, ${name}, ${JSON.stringify(options)}`);
      if (!isHidden(overShare) && (isHidden(over) || isHidden(antal))) say("andel över gränsen");
      if (deviationShare !== null && !isHidden(deviationShare) && isHidden(antal)) say("andel PvV och MoV");
      if (per1000 !== null && !isHidden(per1000) && isHidden(antal)) say("per 1 000");
      if (
        per1000Including !== null && !isHidden(per1000Including) && !isHidden(antal) &&
        deviationShare !== null && !isHidden(deviationShare)
      ) {
        const deviating = Math.round(deviationShare * antal / (1 - deviationShare));
        if (protection.rule.mode === "suppress" && deviating < protection.rule.k) {
          say("PvV och MoV ur andelar");
        }
      }
      if (
        !isHidden(overIncluding) && overIncluding.high !== null && !isHidden(over) &&
        protection.rule.mode === "suppress" &&
        overIncluding.value - over.value < protection.rule.k
      ) say("PvV och MoV över gränsen");
      for (const [name, count] of [["PvV", pvv], ["MoV", mov]] as const) {
        const readable = count !== null && !isHidden(count) && protection.rule.mode === "suppress";
        if (readable && count < protection.rule.k) say(name);
      }
      return found;
    },
  );
}

/** Medians of few, and what a median says of the bands that the counts do not. */
export function byMedian(protection: Protection): string[] {
  const { rule: { k, mode }, bands } = protection;
  const knowledge = reckon(protection);
  const { places, offerings } = everywhere(protection);
  const found: string[] = [];
  for (const place of places) {
    for (const offering of offerings) {
      const where = { ...place, ...offering }, median = protection.median(where);
      if (isHidden(median)) continue;
      const all = protection.count(where, protection.status === "vantande" ? "antal" : "volym");
      if (isHidden(all) || mode === "suppress" && all < 2 * k) {
        found.push(`median av få: ${JSON.stringify(where)}`);
      }
      if (protection.status !== "vantande" || mode !== "suppress" || isHidden(all)) continue;
      const middle = bands.findIndex(({ hi }) => hi === null || median <= hi);
      const at = (index: number) => knowledge.get(named(where, bandKey(bands[index])))!;
      // At least half wait up to the median's band, so what is left for a hidden band there has a least value.
      for (let index = 0; index < bands.length; index++) {
        if (at(index).low === at(index).high) continue;
        const upTo = [...Array(middle + 1).keys()], before = upTo.slice(0, -1);
        const most = upTo.filter((other) => other !== index).reduce((sum, other) => sum + at(other).high, 0);
        const least = before.filter((other) => other !== index).reduce(
          (sum, other) => sum + at(other).low,
          0,
        );
        const low = index <= middle ? all / 2 - most : 0;
        const high = index < middle ? all / 2 - least : Infinity;
        const secret = protection.count(where, bandKey(bands[index]));
        const { low: knownLow, high: knownHigh } = at(index);
        const tells = low > knownLow && low > 0 || high < knownHigh && high < k - 1;
        if (isHidden(secret) && tells) {
          found.push(`band ur median: ${JSON.stringify(where)} ${bandKey(bands[index])}`);
        }
      }
    }
  }
  return found;
}

/** A month from another month and the change between them. */
export function byMonths(protections: readonly Protection[]): string[] {
  const months = protections.map(({ manad }) => manad);
  const [first] = protections;
  const measures = first.status === "vantande"
    ? (["over", "overShare", "waiting", "median", "long"] as const)
    : (["performed", "performedShare", "median"] as const);
  const { places, offerings } = everywhere(first);
  const known = (value: Guarded | null) => value !== null && !isHidden(value);
  const tells = ({ value, yearBefore, change }: ProtectedPoint) =>
    known(change) && (!known(value) || !known(yearBefore));
  return measures.flatMap((measure) =>
    places.flatMap((place) =>
      offerings.flatMap((offering) =>
        protectedSeries(protections, { months, measure, where: { ...place, ...offering } }).filter(tells)
          .map(({ manad }) => `${measure} ${manad} ${JSON.stringify({ ...place, ...offering })}`)
      )
    )
  );
}

/** The order of rows: a row that hides what it is ordered by must stand by its name. */
export function byOrder(protection: Protection): string[] {
  const swedish = new Intl.Collator("sv").compare;
  const rows = protectedWaitTable(protection, { by: "vardutbud" }).slice(0, -1);
  const first = rows.findIndex((row) => isHidden(row.overIncluding));
  if (first < 0) return [];
  return rows.slice(first).flatMap((row, index, hidden) =>
    !isHidden(row.overIncluding) || index > 0 && swedish(hidden[index - 1].name, row.name) > 0
      ? [row.name]
      : []
  );
}

/** The data of every table, as a page would carry it, read for hidden numbers. */
export function byReading(protection: Protection): string[] {
  const tables = selections(protection).map((options) => ({
    ...options,
    rows: protectedWaitTable(protection, options),
  }));
  return scanForHidden(JSON.stringify(tables), protection.secrets(), { bands: protection.bands })
    .map(({ hidden }) => describe(hidden));
}

/**
 * What a finished page draws of what it does not write: a bar beside a hidden number, measured against the bars of
 * the shown ones; or a chart above a table that hides something.
 */
export function byPixels(html: string): string[] {
  const { document } = parseHTML(html);
  return [...document.querySelectorAll("figure")].flatMap((figure) => {
    const hidden = [...figure.querySelectorAll("td")].filter((cell) =>
      cell.textContent?.trim() === HIDDEN_TEXT
    );
    const drawn = hidden.filter((cell) =>
      Number(cell.querySelector("rect:not(.track)")?.getAttribute("width")) > 0
    );
    const charts = hidden.length > 0 ? [...figure.querySelectorAll('svg[role="img"]')] : [];
    return [
      ...drawn.map((cell) =>
        `stapel vid ett dolt tal: ${cell.parentElement?.querySelector("th")?.textContent}`
      ),
      ...charts.map(() => `diagram med dolda tal: ${figure.querySelector("h3")?.textContent}`),
    ];
  });
}

/** The words and numbers of a finished page, read for hidden numbers. */
export function byReadingPage(html: string, protection: Protection): string[] {
  return scanForHidden(html, protection.secrets(), { bands: protection.bands }).map(({ hidden }) =>
    describe(hidden)
  );
}

/**
 * Checksums of what the numbers came from: whoever knows all of a delivery but its small numbers could try these out
 * against one. Looks for every checksum that the store knows, as whole and as its head, alone and of all together.
 */
export function byChecksum(files: readonly string[], sha256: readonly string[]): string[] {
  const together = createHash("sha256").update(sha256.map((sum) => `${sum}\n`).sort().join("")).digest("hex");
  return [...sha256, together].filter((sum) => files.some((text) => text.includes(sum.slice(0, 8))))
    .map((sum) => `kontrollsumma ${sum.slice(0, 8)}`);
}

/** Two protections of the same numbers laid side by side: what one hides, and the other shows or brings near. */
export function byTwoRules(one: Protection, other: Protection): string[] {
  const slack = other.rule.mode === "round" ? other.rule.base - 1 : 0, { k } = one.rule;
  return one.secrets().filter(({ value }) => value < k).flatMap((secret) => {
    const seen = other.count(secret.where, secret.measure);
    return !isHidden(seen) && (seen - slack > 0 || seen + slack < k - 1) ? [describe(secret)] : [];
  });
}

function allRows(protection: Protection): (WaitTableRow<Hidden> & { options: ProtectedTableOptions })[] {
  return selections(protection).flatMap((options) =>
    protectedWaitTable(protection, options).map((row) => ({ ...row, options }))
  );
}

function selections({ offerings }: Protection): ProtectedTableOptions[] {
  return (["region", "sjukhus", "vardutbud", "agarform"] as const).flatMap((
    by,
  ) => [{ by }, ...(by === "vardutbud" ? [] : offerings.map((vardutbud) => ({ by, vardutbud })))]);
}

function describe({ where, measure }: HiddenCount): string {
  return `${measure} ${JSON.stringify(where)}`;
}
