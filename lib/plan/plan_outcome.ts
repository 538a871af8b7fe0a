import * as z from "zod";
import { Month } from "../calendar/mod.ts";
import { CareOffering, MemberRegion } from "../reference/mod.ts";
import { type Basis, basis } from "./_fields.ts";
import type { CareFlow } from "./care_flow.ts";
import { type PlanCell } from "./plan_table.ts";
import { type DataKind, dataKind, readDataFolder, SafeText } from "../form/mod.ts";
import { planFolder } from "./plan_folder.ts";
import { CARE_SOURCES, type CareSource } from "./source.ts";

/** Why an outcome is not as planned (orsak), as a region states it. */
export type DeviationCause =
  | "bemanning"
  | "lokaler"
  | "behov"
  | "patientval"
  | "akut"
  | "avtal"
  | "teknik"
  | "registrering";

/** What the reader sees of a cause. */
export const deviationCauseNames: Readonly<Record<DeviationCause, string>> = {
  bemanning: "Bemanning",
  lokaler: "Operationssal eller vårdplats",
  behov: "Behovet blev ett annat",
  patientval: "Patientens val",
  akut: "Akut vård trängde undan",
  avtal: "Avtal eller leverantör",
  teknik: "Teknik eller material",
  registrering: "Registrering eller leverans",
};

/** A cause that a region has stated. */
export interface StatedCause {
  /** The region. */
  readonly region: string;
  /** The vårdutbud; `null` when it is about all of them. */
  readonly vardutbud: string | null;
  /** The month. */
  readonly manad: Month;
  /** The cause. */
  readonly orsak: DeviationCause;
  /** What happened, in a sentence. */
  readonly kommentar: string;
}

/** The causes of a year, checked. */
export const StatedCauses: z.ZodType<
  Basis & { readonly rader: readonly StatedCause[] }
> = z
  .strictObject({
    ...basis,
    rader: z.array(z.strictObject({
      region: MemberRegion,
      vardutbud: CareOffering.nullable(),
      manad: Month,
      orsak: z.enum(
        ["bemanning", "lokaler", "behov", "patientval", "akut", "avtal", "teknik", "registrering"],
      ),
      kommentar: SafeText,
    })),
  });

/** Stated causes as files of data (planavvikelser). */
export const statedCausesKind: DataKind<z.infer<typeof StatedCauses>> = dataKind({
  folder: "planavvikelser",
  title: "Planavvikelser",
  about: "Varför utfallet inte blev som planerat (rapport 43).",
  schema: StatedCauses,
  fields: {
    "rader.vardutbud": "ett vårdutbud; tom för alla",
    "rader.orsak": "vad som låg bakom",
    "rader.kommentar": "vad som hände, i en mening",
  },
  template: {
    ...{ underlag: "Exempel: regionens redovisning till planeringsgruppen", syntetisk: false },
    rader: [{
      ...{ region: "Region Dalarna", vardutbud: null, manad: "2026-01", orsak: "bemanning" as const },
      kommentar: "Två salar var stängda i tre veckor.",
    }],
  },
  words: { orsak: deviationCauseNames },
  distinct: { rader: ["region", "vardutbud", "manad", "orsak"] },
  happened: ["manad"],
});

/**
 * Reads why outcomes were not as planned, as the regions state it.
 *
 * @param folder The folder. @default planavvikelser in the data folder
 * @returns The causes of every file; none when the folder is not there.
 * @throws {OwnDataError} If a file has another layout.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readStatedCauses } from "vantelage/plan";
 * assert.deepEqual(await readStatedCauses(await Deno.makeTempDir()), []);
 * ```
 */
export async function readStatedCauses(
  folder: string = planFolder("planavvikelser"),
): Promise<StatedCause[]> {
  return (await readDataFolder(statedCausesKind, folder)).flatMap(({ rader }) => rader);
}

/** Outcome against plan for one region, vårdutbud and month, contacts. */
export interface PlanOutcome {
  /** The region whose inhabitants it is about. */
  readonly region: string;
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** The month. */
  readonly manad: Month;
  /** What was planned, all sources together. */
  readonly plan: number;
  /** What was done. */
  readonly utfall: number;
  /** Outcome − plan of each source. */
  readonly avvikelse: Readonly<Record<CareSource, number>>;
}

/**
 * Outcome against plan, cell by cell (utfall mot plan).
 *
 * @param cells The plan.
 * @param flows What was done, by home region.
 * @param options Which regions have delivered a month: what a region that has not would have done is unknown, and its
 *   months are left out, never nought.
 * @returns A row for each cell of the plan in a delivered month, and for what was done without being planned in a region
 *   that the plan is about.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { planOutcomes } from "vantelage/plan";
 * const cell = { region: "Region Dalarna", vardutbud: "Gråstarr", manad: "2024-01",
 *   behov: 9, egen: 7, samverkan: 1, utanfor: 0, privat: 0, glapp: 1 };
 * const flow = { manad: "2024-01", hemregion: "Region Dalarna", utforarregion: "Region Dalarna", utforare: null,
 *   agarform: null, vardutbud: "Gråstarr", antal: 6, kalla: "egen" } as const;
 * const [row] = planOutcomes([cell], [flow], { delivered: () => ["Region Dalarna"] });
 * assert.deepEqual([row.plan, row.utfall, row.avvikelse.egen, row.avvikelse.samverkan], [8, 6, -1, -1]);
 * ```
 */
export function planOutcomes(
  cells: readonly PlanCell[],
  flows: readonly CareFlow[],
  options: { delivered: (manad: Month) => readonly string[] },
): PlanOutcome[] {
  const key = (region: string, vardutbud: string, manad: Month) => [region, vardutbud, manad].join("\u0000");
  const done = Map.groupBy(flows, ({ hemregion, vardutbud, manad }) => key(hemregion, vardutbud, manad));
  const planned = new Map(cells.map((cell) => [key(cell.region, cell.vardutbud, cell.manad), cell]));
  const months = new Set(cells.map(({ manad }) => manad));
  const regions = new Set(cells.map(({ region }) => region));
  const unplanned = [...done]
    .filter(([at, [{ hemregion, manad }]]) => !planned.has(at) && regions.has(hemregion) && months.has(manad))
    .map(([, [{ hemregion: region, vardutbud, manad }]]) => ({ ...NOTHING, region, vardutbud, manad }));
  const deliveredIn = new Map([...months].map((manad) => [manad, new Set(options.delivered(manad))]));
  return [...cells, ...unplanned].filter(({ region, manad }) => deliveredIn.get(manad)?.has(region))
    .map((cell) => {
      const own = done.get(key(cell.region, cell.vardutbud, cell.manad)) ?? [];
      const outcome = (kalla: CareSource) =>
        own.reduce((sum, flow) => sum + (flow.kalla === kalla ? flow.antal : 0), 0);
      return {
        region: cell.region,
        vardutbud: cell.vardutbud,
        manad: cell.manad,
        plan: CARE_SOURCES.reduce((sum, kalla) => sum + cell[kalla], 0),
        utfall: CARE_SOURCES.reduce((sum, kalla) => sum + outcome(kalla), 0),
        avvikelse: {
          egen: outcome("egen") - cell.egen,
          samverkan: outcome("samverkan") - cell.samverkan,
          utanfor: outcome("utanfor") - cell.utanfor,
          privat: outcome("privat") - cell.privat,
        },
      };
    });
}

const NOTHING = { behov: 0, egen: 0, samverkan: 0, utanfor: 0, privat: 0, glapp: 0 };

/** The sum of outcomes with something in common, with the cause that was stated for it. */
export interface OutcomeSum {
  /** The region; `null` for all. */
  readonly region: string | null;
  /** The month. */
  readonly manad: Month;
  /** What was planned, contacts. */
  readonly plan: number;
  /** What was done, contacts. */
  readonly utfall: number;
  /** Outcome − plan of each source. */
  readonly avvikelse: Readonly<Record<CareSource, number>>;
  /** The causes that the region has stated, each once. */
  readonly orsaker: readonly StatedCause[];
  /** Whether the deviation is large and nobody has said why. */
  readonly orsakSaknas: boolean;
}

/**
 * Outcome against plan month by month, for each region or for all together, with the causes stated (uppföljning).
 *
 * @param outcomes Outcomes of any regions and vårdutbud; those given are summed.
 * @param options Whether regions are distinguished; the causes; and from which part of the plan a deviation needs one.
 * @returns Sums in order of region and month.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { outcomesByMonth } from "vantelage/plan";
 * const avvikelse = { egen: -20, samverkan: 0, utanfor: 0, privat: 0 };
 * const row = { region: "Region Dalarna", vardutbud: "Gråstarr", manad: "2024-01", plan: 100, utfall: 80, avvikelse };
 * assert.equal(outcomesByMonth([row], { by: "region" })[0].orsakSaknas, true);
 * ```
 */
export function outcomesByMonth(
  outcomes: readonly PlanOutcome[],
  options: { by: "region" | "alla"; causes?: readonly StatedCause[]; largeShare?: number },
): OutcomeSum[] {
  const { by, causes = [], largeShare = 0.05 } = options;
  const groups = Map.groupBy(outcomes, (row) => by === "region" ? `${row.region} ${row.manad}` : row.manad);
  return [...groups.values()].map((group) => {
    const [{ region, manad }] = group;
    const sum = (of: (row: PlanOutcome) => number) => group.reduce((total, row) => total + of(row), 0);
    const plan = sum((row) => row.plan), utfall = sum((row) => row.utfall);
    const offerings = new Set(group.map(({ vardutbud }) => vardutbud));
    const orsaker = causes.filter((cause) =>
      cause.manad === manad && (by === "alla" || cause.region === region) &&
      (cause.vardutbud === null || offerings.has(cause.vardutbud))
    );
    return {
      region: by === "region" ? region : null,
      manad,
      plan,
      utfall,
      avvikelse: {
        egen: sum((row) => row.avvikelse.egen),
        samverkan: sum((row) => row.avvikelse.samverkan),
        utanfor: sum((row) => row.avvikelse.utanfor),
        privat: sum((row) => row.avvikelse.privat),
      },
      orsaker,
      orsakSaknas: orsaker.length === 0 && Math.abs(utfall - plan) > largeShare * plan,
    };
  }).sort((a, b) => (a.region ?? "").localeCompare(b.region ?? "", "sv") || (a.manad < b.manad ? -1 : 1));
}
