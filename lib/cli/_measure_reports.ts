/**
 * The measures that are published, as FHIR R4 (MeasureReport). The codes are those of the Swedish cataract project (KCHD)
 * where it has any: its measures and their groups, its system for activity codes, populations and a share in per cent.
 */
import { createHash } from "node:crypto";
import { firstDay, lastDay } from "../calendar/mod.ts";
import { type CubeCell, type Status } from "../cube/mod.ts";
import {
  activelyWaiting,
  coveredByGuarantee,
  GUARANTEE_DAYS,
  performed,
  waitingByBand,
} from "../indicators/mod.ts";
import { type Bounded, countBetween, countContacts } from "../numeric/mod.ts";
import { careOfferings, regions } from "../reference/mod.ts";

/** A code of a system. */
interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}

/** What a thing is, by code and in words. */
interface Concept {
  readonly coding: readonly Coding[];
  readonly text?: string;
}

interface Population {
  readonly code: Concept;
  readonly count: number;
}

/** What a group or a stratum holds. */
export interface Scored {
  /** Counts; the numerator only where it is known. */
  readonly population: readonly Population[];
  /** The share in per cent or the days, where they are known. */
  readonly measureScore?: {
    readonly value: number;
    readonly unit: string;
    readonly system: string;
    readonly code: string;
  };
}

interface Stratifier {
  readonly code: readonly Concept[];
  readonly stratum: readonly (Scored & { readonly value: Concept })[];
}

/** A report, as FHIR R4 writes it. */
interface MeasureReport {
  readonly resourceType: "MeasureReport";
  readonly meta: { readonly security: readonly Coding[]; readonly tag?: readonly Coding[] };
  readonly status: "complete";
  readonly type: "summary";
  readonly measure: string;
  readonly reporter: {
    readonly identifier?: { readonly system: string; readonly value: string };
    readonly display: string;
  };
  readonly period: { readonly start: string; readonly end: string };
  readonly improvementNotation: Concept;
  readonly group:
    readonly (Scored & { readonly code: Concept; readonly stratifier?: readonly Stratifier[] })[];
}

/** Reports together. */
interface MeasureBundle {
  readonly resourceType: "Bundle";
  readonly type: "collection";
  readonly entry: readonly { readonly fullUrl: string; readonly resource: MeasureReport }[];
}

/** A number of a measure: a share of those counted, or days of all. */
interface Group {
  readonly code: string;
  readonly title: string;
  /** Those that a share is of; left out for days. */
  readonly denominator?: (cells: readonly CubeCell[]) => CubeCell[];
  /** The days; left out for a share. */
  readonly days?: (cells: readonly CubeCell[]) => Bounded | null;
}

/** A measure that is published. */
interface PublishedMeasure {
  readonly url: string;
  readonly status: Status;
  readonly improvement: Coding;
  readonly groups: readonly Group[];
}

const TERMINOLOGY = "http://terminology.hl7.org/CodeSystem";
const CATARACT_PROJECT = "https://kchd.se/fhir";
/** SCB's county codes, as Inera registers them. */
const COUNTIES = "urn:oid:1.2.752.129.2.2.1.18";

const IMPROVEMENT = `${TERMINOLOGY}/measure-improvement-notation`;
const MORE: Coding = {
  ...{ system: IMPROVEMENT, code: "increase", display: "Increased score indicates improvement" },
};
const LESS: Coding = {
  ...{ system: IMPROVEMENT, code: "decrease", display: "Decreased score indicates improvement" },
};

const MEASURES: readonly PublishedMeasure[] = [{
  ...{ url: `urn:vantelage:vantande-hogst-${GUARANTEE_DAYS}-dagar`, status: "vantande", improvement: MORE },
  groups: [{
    code: `andel_hogst_${GUARANTEE_DAYS}`,
    title: `Andel väntande som har väntat högst ${GUARANTEE_DAYS} dagar, exkl. PvV och MoV`,
    denominator: activelyWaiting,
  }],
}, {
  url: `${CATARACT_PROJECT}/Measure/vantetid-vardgaranti`,
  ...{ status: "genomforda", improvement: MORE },
  groups: [{
    code: `andel_inom_${GUARANTEE_DAYS}`,
    title: `Andel genomförda inom ${GUARANTEE_DAYS} dagar, av dem som omfattas av vårdgarantin, exkl. PvV`,
    denominator: coveredByGuarantee,
  }],
}, {
  url: `${CATARACT_PROJECT}/Measure/vantetid-median`,
  ...{ status: "genomforda", improvement: LESS },
  groups: [
    {
      code: "median_vantetid",
      title: "Medianväntetid, genomförda",
      days: (cells) => performed(cells).median,
    },
    { code: "medel_vantetid", title: "Medelväntetid, genomförda", days: (cells) => performed(cells).mean },
  ],
}];

/** The bands of the cataract project. */
const BANDS = [[0, 30], [31, 60], [61, 90], [91, 120], [121, 180], [181, null]] as const;

/**
 * The measures that are published as FHIR R4 (MeasureReport): one report for each month, region, vårdutbud and measure,
 * with strata for the vårdutbud, for each hospital and for each band that the deliveries show. Small numbers are not
 * protected, and each report says so in its security label.
 *
 * @param cells The cells.
 * @param isInvented Whether a cell is of made-up deliveries: its report is tagged as test data (HTEST).
 * @returns A Bundle of the type collection; the same cells give the same.
 */
export function measureReports(
  cells: readonly CubeCell[],
  isInvented: (cell: CubeCell) => boolean,
): MeasureBundle {
  const groups = Map.groupBy(
    cells,
    ({ manad, region, vardutbud }) => JSON.stringify([manad, region, vardutbud]),
  );
  const entry = [...groups].flatMap(([key, own]) =>
    MEASURES.flatMap((measure) =>
      reportOf(measure, own, own.some(isInvented)).map((resource) => ({
        fullUrl: `urn:uuid:${uuidOf(`${measure.url} ${key}`)}`,
        resource,
      }))
    )
  );
  return { resourceType: "Bundle", type: "collection", entry };
}

/** One report; none where nobody is counted. */
function reportOf(
  { url, status, improvement, groups }: PublishedMeasure,
  cells: readonly CubeCell[],
  invented: boolean,
): MeasureReport[] {
  const all = cells.filter((cell) => cell.status === status), [{ manad, region, vardutbud }] = cells;
  const counted = groups.filter(({ denominator = () => all }) => countContacts(denominator(all)) > 0);
  if (counted.length === 0) return [];
  const county = regions.find(({ namn }) => namn === region)?.lan;
  return [{
    resourceType: "MeasureReport",
    meta: {
      security: [{ system: `${TERMINOLOGY}/v3-Confidentiality`, code: "R", display: "restricted" }],
      ...invented &&
        { tag: [{ system: `${TERMINOLOGY}/v3-ActReason`, code: "HTEST", display: "test health data" }] },
    },
    ...{ status: "complete", type: "summary", measure: url },
    reporter: {
      ...county !== undefined && { identifier: { system: COUNTIES, value: county } },
      display: region,
    },
    period: { start: firstDay(manad), end: lastDay(manad) },
    improvementNotation: { coding: [improvement] },
    group: counted.map((group) => {
      const stratifier = [
        ...vardutbud === null ? [] : [stratified("vardutbud", "Vårdutbud", [
          { value: { coding: [offeringCode(vardutbud)] }, ...scored(group, all) },
        ])],
        ...hospitalsOf(group, all),
        ...bandsOf(group, all),
      ];
      return {
        code: {
          coding: [ownCode("grupp", group.code, group.title)],
          text: vardutbud === null ? group.title : `${group.title}: ${vardutbud}`,
        },
        ...scored(group, all),
        ...stratifier.length > 0 && { stratifier },
      };
    }),
  }];
}

/** The populations, and the score where it is known. */
function scored({ denominator, days }: Group, cells: readonly CubeCell[]): Scored {
  const initial = population("initial-population", "Initial Population", countContacts(cells));
  if (denominator === undefined) {
    return { population: [initial], ...scoreOf(exact(days?.(cells) ?? null), "dagar", "d") };
  }
  const counted = denominator(cells), of = countContacts(counted);
  const within = exact(countBetween(counted, 0, GUARANTEE_DAYS));
  return {
    population: [
      initial,
      population("denominator", "Denominator", of),
      population("denominator-exclusion", "Denominator Exclusion", initial.count - of),
      ...within === null ? [] : [population("numerator", "Numerator", within)],
    ],
    ...scoreOf(within === null || of === 0 ? null : 100 * within / of, "%", "%"),
  };
}

/** A number that the bands leave in no doubt. */
function exact(number: Bounded | null): number | null {
  return number !== null && number.low === number.high ? number.value : null;
}

/** A score with one decimal, where it is known. */
function scoreOf(score: number | null, unit: string, code: string): Pick<Scored, "measureScore"> {
  if (score === null) return {};
  const value = Math.round(10 * score) / 10;
  return { measureScore: { value, unit, system: "http://unitsofmeasure.org", code } };
}

/** A stratum for each hospital, also for those of no stated one; none where no hospital is stated. */
function hospitalsOf(group: Group, cells: readonly CubeCell[]): Stratifier[] {
  const hospitals = Map.groupBy(cells, ({ sjukhus }) => sjukhus);
  if (![...hospitals.keys()].some((name) => name !== null)) return [];
  const strata = [...hospitals].map(([name, own]) => ({
    value: name === null ? UNKNOWN : { coding: [ownCode("sjukhus", name, name)] },
    ...scored(group, own),
  }));
  return [stratified("sjukhus", "Sjukhus", strata)];
}

const UNKNOWN: Concept = {
  coding: [{ system: `${TERMINOLOGY}/v3-NullFlavor`, code: "UNK", display: "unknown" }],
  text: "Sjukhus anges inte",
};

/** How many waited in each band; none where a delivery cuts elsewhere. */
function bandsOf({ denominator }: Group, cells: readonly CubeCell[]): Stratifier[] {
  const bands = BANDS.map(([lo, hi]) => ({ lo, hi }));
  const known = ([
    ["initial-population", "Initial Population", cells],
    ...denominator === undefined ? [] : [["denominator", "Denominator", denominator(cells)] as const],
  ] as const).map(([code, display, own]) => ({ code, display, counts: waitingByBand(own, bands) }))
    .filter(({ counts }) => counts.every((count) => exact(count) !== null));
  if (known.length === 0) return [];
  return [stratified(
    "vantetidsintervall",
    "Väntetid i dagar",
    BANDS.map(([lo, hi], band) => {
      const name = hi === null ? `>${lo - 1}` : `${lo}-${hi}`;
      return {
        value: { coding: [ownCode("vantetidsintervall", name, `${name} dagar`)] },
        population: known.map(({ code, display, counts }) => population(code, display, counts[band].value)),
      };
    }),
  )];
}

function stratified(code: string, display: string, stratum: Stratifier["stratum"]): Stratifier {
  return { code: [{ coding: [ownCode("indelning", code, display)] }], stratum };
}

function population(code: string, display: string, count: number): Population {
  return { code: { coding: [{ system: `${TERMINOLOGY}/measure-population`, code, display }] }, count };
}

/** The vårdutbud by SKR's activity code where it is one, as the cataract project writes it, else by name. */
function offeringCode(vardutbud: string): Coding {
  const { aktivitet = [] } = careOfferings.find(({ namn }) => namn === vardutbud) ?? {};
  return aktivitet.length === 1
    ? {
      ...{ system: `${CATARACT_PROJECT}/CodeSystem/skr-aktivitetskod`, code: aktivitet[0] },
      display: vardutbud,
    }
    : ownCode("vardutbud", vardutbud, vardutbud);
}

/** A code of ours, where nobody has made any: words with one space between. */
function ownCode(kind: string, code: string, display: string): Coding {
  return { system: `urn:vantelage:kod:${kind}`, code: code.trim().replaceAll(/\s+/g, " "), display };
}

/** The same identity for the same text. */
function uuidOf(text: string): string {
  const hash = createHash("sha256").update(text).digest("hex");
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${
    hash.slice(20, 32)
  }`;
}
