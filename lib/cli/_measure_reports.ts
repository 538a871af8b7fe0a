import { firstDay, lastDay, type Month } from "../calendar/mod.ts";
import type { CubeCell } from "../cube/mod.ts";
import { activelyWaiting, GUARANTEE_DAYS, overLimit, performed } from "../indicators/mod.ts";

/** A share within the limit: of how many, how many, and the share; a number that the bands leave in doubt is not given. */
interface Share {
  readonly of: number;
  readonly within: number | null;
  readonly share: number | null;
}

/** A measure that is published: its id, name, and arithmetic. */
interface PublishedMeasure {
  readonly id: string;
  readonly title: string;
  readonly compute: (cells: readonly CubeCell[]) => Share;
}

const MEASURES: readonly PublishedMeasure[] = [{
  id: `vantande-hogst-${GUARANTEE_DAYS}-dagar`,
  title: `Andel väntande som har väntat högst ${GUARANTEE_DAYS} dagar, exkl. PvV och MoV`,
  compute: (cells) => {
    const { count: { low, high }, total } = overLimit(activelyWaiting(cells));
    return shareOf(low === high ? total - low : null, total);
  },
}, {
  id: `genomforda-inom-${GUARANTEE_DAYS}-dagar`,
  title: `Andel genomförda inom ${GUARANTEE_DAYS} dagar, av dem som omfattas av vårdgarantin, exkl. PvV`,
  compute: (cells) => {
    const { shareWithin, covered } = performed(cells);
    const exact = shareWithin !== null && shareWithin.low === shareWithin.high;
    return shareOf(exact ? Math.round(shareWithin.value * covered) : null, covered);
  },
}];

function shareOf(within: number | null, of: number): Share {
  return { of, within, share: within === null || of === 0 ? null : within / of };
}

interface Concept {
  readonly text?: string;
  readonly coding?: readonly { readonly system: string; readonly code: string }[];
}

/** What a group or a stratum holds. */
export interface Scored {
  /** The denominator, and the numerator where it is known. */
  readonly population: readonly { readonly code: Concept; readonly count: number }[];
  /** The share, where it is known. */
  readonly measureScore?: {
    readonly value: number;
    readonly unit: string;
    readonly system: string;
    readonly code: string;
  };
}

/** A report, as FHIR R4 writes it. */
interface MeasureReport {
  readonly resourceType: "MeasureReport";
  readonly meta: { readonly security: Concept["coding"]; readonly tag?: Concept["coding"] };
  readonly status: "complete";
  readonly type: "summary";
  readonly measure: string;
  readonly reporter: { readonly display: string };
  readonly period: { readonly start: string; readonly end: string };
  readonly improvementNotation: Concept;
  readonly group: readonly (Scored & {
    readonly code: Concept;
    readonly stratifier?: readonly {
      readonly code: readonly Concept[];
      readonly stratum: readonly (Scored & { readonly value: { readonly text: string } })[];
    }[];
  })[];
}

/** Reports together. */
interface MeasureBundle {
  readonly resourceType: "Bundle";
  readonly type: "collection";
  readonly entry: readonly { readonly resource: MeasureReport }[];
}

/**
 * The measures that are published as FHIR R4 (MeasureReport): one report for each month, region, vårdutbud and measure,
 * with a stratum for each hospital. Small numbers are not protected, and each report says so in its security label.
 *
 * @param cells The cells.
 * @param isInvented Whether a cell is of made-up deliveries: its report is tagged as test data (HTEST).
 * @returns A Bundle of the type collection.
 */
export function measureReports(
  cells: readonly CubeCell[],
  isInvented: (cell: CubeCell) => boolean,
): MeasureBundle {
  const groups = Map.groupBy(
    cells,
    ({ manad, region, vardutbud }) => JSON.stringify([manad, region, vardutbud]),
  );
  const entry = [...groups.values()].flatMap((own) =>
    MEASURES.flatMap((measure) => reportOf(measure, own, own.some(isInvented)))
  );
  return { resourceType: "Bundle", type: "collection", entry: entry.map((resource) => ({ resource })) };
}

/** One report; none where nobody is counted. */
function reportOf(
  { id, title, compute }: PublishedMeasure,
  cells: readonly CubeCell[],
  invented: boolean,
): MeasureReport[] {
  const [{ manad, region, vardutbud }] = cells, all = compute(cells);
  if (all.of === 0) return [];
  const hospitals = Map.groupBy(cells, ({ sjukhus }) => sjukhus);
  const strata = [...hospitals].flatMap(([name, own]) => {
    const share = compute(own);
    return name === null || share.of === 0 ? [] : [{ value: { text: name }, ...scored(share) }];
  });
  return [{
    resourceType: "MeasureReport",
    meta: {
      security: [{ system: `${TERMINOLOGY}/v3-Confidentiality`, code: "R" }],
      ...invented && { tag: [{ system: `${TERMINOLOGY}/v3-ActReason`, code: "HTEST" }] },
    },
    ...{ status: "complete", type: "summary", measure: `urn:vantelage:${id}` },
    reporter: { display: region },
    period: periodOf(manad),
    improvementNotation: {
      coding: [{ system: `${TERMINOLOGY}/measure-improvement-notation`, code: "increase" }],
    },
    group: [{
      code: { text: vardutbud === null ? title : `${title}: ${vardutbud}` },
      ...scored(all),
      ...strata.length > 0 && { stratifier: [{ code: [{ text: "sjukhus" }], stratum: strata }] },
    }],
  }];
}

const TERMINOLOGY = "http://terminology.hl7.org/CodeSystem";

function periodOf(manad: Month): { start: string; end: string } {
  return { start: firstDay(manad), end: lastDay(manad) };
}

/** The populations, and the score where it is known. */
function scored({ of, within, share }: Share): Scored {
  const population = (code: string, count: number) => ({
    code: { coding: [{ system: `${TERMINOLOGY}/measure-population`, code }] },
    count,
  });
  return {
    population: [
      population("denominator", of),
      ...within === null ? [] : [population("numerator", within)],
    ],
    ...share !== null && {
      measureScore: { value: share, unit: "1", system: "http://unitsofmeasure.org", code: "1" },
    },
  };
}
