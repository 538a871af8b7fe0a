import { namedOperations } from "../reference/mod.ts";
import type { CareFlow } from "./care_flow.ts";

/** A region that seldom or never does an operation, and the one that does most of it. */
export interface CompetenceGap {
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** The region that lacks it, or does it seldom. */
  readonly region: string;
  /** Done in that region in the year, contacts. */
  readonly antal: number;
  /** What its inhabitants got, wherever it was done, contacts. */
  readonly invanare: number;
  /** The region that does most of it, one of those that do it often. */
  readonly finns: string;
  /** Done there in the year, contacts. */
  readonly finns_antal: number;
}

/** Options for {@linkcode competenceGaps}. */
export interface CompetenceGapOptions {
  /** The regions that are compared: those whose deliveries hold the whole year. */
  readonly regions: readonly string[];
  /** An operation done less often than this a year is seldom done. @default {24, two a month} */
  readonly least?: number;
}

/**
 * Where an operation is seldom or never done, though another of the regions does it often (kompetens som saknas i en region
 * men finns i en annan). Who can do an operation is not delivered: that it is seldom done is what there is to see of it.
 * Groups that hold what is left of a speciality ("övriga") are no operation and are left out.
 *
 * @param flows Operations of a year, from {@linkcode careFlows}.
 * @param options The regions, and how often is seldom.
 * @returns A row for each vårdutbud and region, those done least often first; none that is seldom done everywhere.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { competenceGaps } from "vantelage/plan";
 * const flow = (hemregion: string, utforarregion: string, antal: number) => ({ manad: "2024-04", hemregion, utforarregion,
 *   utforare: null, agarform: null, vardutbud: "Bukplastik", antal, kalla: "egen" }) as const;
 * const flows = [flow("Region Uppsala", "Region Uppsala", 90), flow("Region Dalarna", "Region Uppsala", 7)];
 * const [gap] = competenceGaps(flows, { regions: ["Region Dalarna", "Region Uppsala"] });
 * assert.deepEqual([gap.region, gap.antal, gap.invanare, gap.finns], ["Region Dalarna", 0, 7, "Region Uppsala"]);
 * ```
 */
export function competenceGaps(
  flows: readonly CareFlow[],
  { regions, least = 24 }: CompetenceGapOptions,
): CompetenceGap[] {
  const named = flows.filter(({ vardutbud }) => namedOperations.has(vardutbud));
  return [...Map.groupBy(named, ({ vardutbud }) => vardutbud)].flatMap(([vardutbud, own]) => {
    const count = (of: "hemregion" | "utforarregion", region: string) =>
      own.reduce((sum, flow) => flow[of] === region ? sum + flow.antal : sum, 0);
    const done = regions.map((region) => ({ region, antal: count("utforarregion", region) }));
    const [most] = done.toSorted((a, b) => b.antal - a.antal);
    if (most === undefined || most.antal < least) return [];
    return done.filter(({ antal }) => antal < least).map(({ region, antal }): CompetenceGap => ({
      ...{ vardutbud, region, antal, invanare: count("hemregion", region) },
      ...{ finns: most.region, finns_antal: most.antal },
    }));
  }).sort((a, b) => a.antal - b.antal || b.invanare - a.invanare);
}
