import * as z from "zod";
import { type DataKind, dataKind, OwnDataError, readDataFolder, SafeText } from "../form/mod.ts";
import { type Basis, basis } from "./_fields.ts";
import { planFolder } from "./plan_folder.ts";

/** How far an activity or a step has come. */
export type ActivityState = "klar" | "pagar" | "forsenad" | "ej_paborjad";

/** What the reader sees of a state. */
export const activityStateNames: Readonly<Record<ActivityState, string>> = {
  klar: "Klar",
  pagar: "Pågår",
  forsenad: "Försenad",
  ej_paborjad: "Inte påbörjad",
};

/** What a goal is measured by. */
export type GoalMeasure = "andel_over_90" | "skillnad_regioner" | "samverkan" | "kopt_vard";

/** A goal of the planning group (mål). */
export interface PlanningGoal {
  /** The goal, as the group says it. */
  readonly mal: string;
  /** What it is measured by. */
  readonly matt: GoalMeasure;
  /** Whether the outcome is to be at most or at least the value. */
  readonly riktning: "hogst" | "minst";
  /** The value: a proportion (0–1) of the first two measures, contacts a year of the others. */
  readonly varde: number;
}

/** A step of the planning. */
export interface PlanningStep {
  /** What it is called. */
  readonly steg: string;
  /** When it is done. */
  readonly nar: string;
  /** What is done. */
  readonly vad: string;
  /** How far it has come. */
  readonly tillstand: ActivityState;
}

/** What the group writes itself in its yearly report (årsrapport). */
export interface YearlyReport extends Basis {
  /** The year. */
  readonly ar: number;
  /** The steps of the planning, in order. */
  readonly process: readonly PlanningStep[];
  /** Those of the planning of highly specialised care. @default none */
  readonly process_hogspecialiserad?: readonly PlanningStep[];
  /** The activities. */
  readonly aktiviteter: readonly {
    readonly aktivitet: string;
    readonly ansvarig: string;
    readonly klart: string;
    readonly tillstand: ActivityState;
    readonly kommentar: string;
  }[];
  /** The goals. */
  readonly mal: readonly PlanningGoal[];
}

const State = z.enum(["klar", "pagar", "forsenad", "ej_paborjad"]);
const Step = z.strictObject({ steg: SafeText, nar: SafeText, vad: SafeText, tillstand: State });

/** What the group writes itself, checked: responsible are roles, never persons' numbers or addresses. */
export const YearlyReport: z.ZodType<YearlyReport> = z.strictObject({
  ar: z.int().min(2000).max(2100),
  ...basis,
  process: z.array(Step),
  process_hogspecialiserad: z.array(Step).min(1).optional(),
  aktiviteter: z.array(z.strictObject({
    aktivitet: SafeText,
    ansvarig: SafeText,
    klart: SafeText,
    tillstand: State,
    kommentar: z.union([z.literal(""), SafeText]),
  })),
  mal: z.array(z.strictObject({
    mal: SafeText,
    matt: z.enum(["andel_over_90", "skillnad_regioner", "samverkan", "kopt_vard"]),
    riktning: z.enum(["hogst", "minst"]),
    varde: z.number().nonnegative(),
  })),
});

/** Yearly reports as files of data (arsrapport). */
export const yearlyReportKind: DataKind<YearlyReport> = dataKind({
  folder: "arsrapport",
  title: "Årsrapport och mål",
  about: "Vad planeringsgruppen själv skriver om året: steg, aktiviteter och mål (rapport 50).",
  schema: YearlyReport,
  fields: {
    "process.nar": "när steget görs",
    "process.vad": "vad som görs",
    "process_hogspecialiserad.nar": "när steget görs",
    "process_hogspecialiserad.vad": "vad som görs",
    "aktiviteter.ansvarig": "en roll, aldrig en person",
    "aktiviteter.klart": "när den ska vara klar",
    "mal.mal": "målet som gruppen skriver det",
    "mal.matt": "vad målet mäts med",
    "mal.varde": "en andel 0–1 för de två första måtten, annars ett antal per år",
  },
  template: {
    ...{ ar: 2026, underlag: "Exempel: planeringsgruppens beslut i december", syntetisk: false },
    process: [{ steg: "Behov", nar: "oktober", vad: "Regionerna lämnar behov", tillstand: "pagar" }],
    aktiviteter: [{
      ...{ aktivitet: "Gemensam prislista", ansvarig: "Planeringsgruppen", klart: "december" },
      ...{ tillstand: "pagar", kommentar: "" },
    }],
    mal: [{
      ...{ mal: "Högst 30 % väntar över 90 dagar", matt: "andel_over_90" },
      ...{ riktning: "hogst", varde: 0.3 },
    }],
  },
  words: {
    tillstand: activityStateNames,
    matt: {
      andel_over_90: "Andel väntande över 90 dagar",
      skillnad_regioner: "Skillnad mellan regioner",
      samverkan: "Samverkan",
      kopt_vard: "Köpt vård",
    },
    riktning: { hogst: "Högst", minst: "Minst" },
  },
  distinct: {
    process: ["steg"],
    process_hogspecialiserad: ["steg"],
    aktiviteter: ["aktivitet"],
    mal: ["mal"],
  },
  identity: ["ar"],
  fileName: ({ ar }) => `${ar}`,
});

/**
 * Reads what the group has written, every year.
 *
 * @param folder The folder. @default arsrapport in the data folder
 * @returns A report for each file; none when the folder is not there.
 * @throws {OwnDataError} If a file has another layout.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readYearlyReports } from "vantelage/plan";
 * assert.deepEqual(await readYearlyReports(await Deno.makeTempDir()), []);
 * ```
 */
export function readYearlyReports(folder: string = planFolder("arsrapport")): Promise<YearlyReport[]> {
  return readDataFolder(yearlyReportKind, folder);
}

/**
 * Reads what the group has written for a year.
 *
 * @param ar The year.
 * @param folder The folder. @default arsrapport in the data folder
 * @returns It.
 * @throws {OwnDataError} If there is nothing for the year, or a file has another layout.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readYearlyReport } from "vantelage/plan";
 * await assert.rejects(readYearlyReport(2024, await Deno.makeTempDir()), /Det finns ingen årsrapport för 2024/);
 * ```
 */
export async function readYearlyReport(
  ar: number,
  folder: string = planFolder("arsrapport"),
): Promise<YearlyReport> {
  const report = (await readYearlyReports(folder)).find((report) => report.ar === ar);
  if (report === undefined) throw new OwnDataError(`Det finns ingen årsrapport för ${ar} i ${folder}`);
  return report;
}

/** A goal and how it went. */
export interface GoalOutcome extends PlanningGoal {
  /** What was measured; `null` when it is not known. */
  readonly utfall: number | null;
  /** Whether the goal is reached; `null` when it is not known. */
  readonly natt: boolean | null;
}

/**
 * Goals against what was measured (måluppfyllelse).
 *
 * @param goals The goals.
 * @param measured The measures; `null` for one that is not known.
 * @returns One for each goal; exactly at the value is reached.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { goalOutcomes } from "vantelage/plan";
 * const goal = { mal: "Högst 30 % över 90 dagar", matt: "andel_over_90", riktning: "hogst", varde: 0.3 } as const;
 * const measured = { andel_over_90: 0.35, skillnad_regioner: null, samverkan: null, kopt_vard: null };
 * assert.equal(goalOutcomes([goal], measured)[0].natt, false);
 * ```
 */
export function goalOutcomes(
  goals: readonly PlanningGoal[],
  measured: Readonly<Record<GoalMeasure, number | null>>,
): GoalOutcome[] {
  return goals.map((goal) => {
    const utfall = measured[goal.matt];
    const natt = utfall === null
      ? null
      : goal.riktning === "hogst"
      ? utfall <= goal.varde
      : utfall >= goal.varde;
    return { ...goal, utfall, natt };
  });
}
