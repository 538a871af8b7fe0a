import * as z from "zod";
import { addMonths, Day, Month } from "../calendar/mod.ts";
import {
  changeFile,
  changesHistory,
  type DataKind,
  dataKind,
  OwnDataError,
  readDataFolder,
  SafeText,
  standingIn,
  tooEarly,
} from "../form/mod.ts";
import { CareOffering, dataFolder, HospitalName, hospitals, MemberRegion } from "../reference/mod.ts";
import { ContactRole } from "./signal.ts";

/** What the management group said to a proposal: yes, no, or yes to another volume. */
export type DecisionAnswer = "ja" | "nej" | "andrat";

/** What the management group decided of one vårdutbud between two regions (beslut om produktionssamverkan). */
export interface Decision {
  /** Where the patients live. */
  readonly hemregion: string;
  /** The region that operates them. */
  readonly utforarregion: string;
  /** The hospital that does; `null` where the region chooses. */
  readonly sjukhus: string | null;
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** The answer. */
  readonly svar: DecisionAnswer;
  /** Operations that were proposed, all months together. */
  readonly foreslaget: number;
  /** The first month. */
  readonly fran: Month;
  /** Operations that month and those that follow, as decided; only noughts where the answer is no. */
  readonly antal: readonly number[];
  /** Who answers for it: a role, never a person. */
  readonly kontaktroll: string;
  /** The last day to come to terms. */
  readonly senast: Day;
}

/** Something that happened to a decision. */
export interface DecisionEvent {
  /** The decision's id: the year of its file and a number, "2024-3". */
  readonly id: string;
  /** The day. */
  readonly dag: Day;
  /** It was decided, decided otherwise, or what happened to it last was undone. */
  readonly handelse: "beslutad" | "andrad" | "angrad";
  /** What is decided from then on; `null` where the first decision is undone. */
  readonly beslut: Decision | null;
  /** Why, in a few words without persons. */
  readonly skal: string | null;
}

/** A year's decisions with their history (beslut/<year>.json). Nothing is ever taken out. */
export interface DecisionFile {
  /** The year. */
  readonly ar: number;
  /** Whether they are made up. */
  readonly syntetisk: boolean;
  /** What happened, oldest first. */
  readonly handelser: readonly DecisionEvent[];
}

/** A decision as it stands. */
export interface StandingDecision extends Decision {
  /** Its id. */
  readonly id: string;
  /** The day of the first decision. */
  readonly lagd: Day;
  /** The day from which it says this. */
  readonly andrad: Day;
  /** Why, as it was last said. */
  readonly skal: string | null;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** What was decided, checked; names are read in any accepted spelling. */
export const Decision: z.ZodType<Decision> = z.strictObject({
  hemregion: MemberRegion,
  utforarregion: MemberRegion,
  sjukhus: HospitalName.nullable(),
  vardutbud: CareOffering,
  svar: z.enum(["ja", "nej", "andrat"]),
  foreslaget: z.int().min(0).max(99_999),
  fran: Month,
  antal: z.array(z.int().min(0).max(9999)).min(1).max(24),
  kontaktroll: ContactRole,
  senast: Day,
}).superRefine((decision, context) => {
  const { hemregion, utforarregion, sjukhus, svar, antal, foreslaget } = decision, total = sum(antal);
  const refuse = (field: string, message: string) =>
    context.addIssue({ code: "custom", path: [field], message });
  const hospital = hospitals.find(({ namn }) => namn === sjukhus);
  if (hemregion === utforarregion) refuse("utforarregion", "Den som skickar kan inte också ta emot");
  if (hospital !== undefined && hospital.region !== utforarregion) {
    refuse("sjukhus", `${hospital.namn} hör till ${hospital.region}, inte till ${utforarregion}`);
  }
  if ((svar === "nej") !== (total === 0)) {
    refuse(
      "antal",
      svar === "nej" ? "ska vara 0 när svaret är nej" : "ska vara minst 1 när svaret inte är nej",
    );
  }
  if (svar === "ja" && total !== foreslaget) {
    refuse("svar", `ett ja är till hela förslaget, ${foreslaget}: med ${total} är svaret andrat`);
  }
});

/** A year's decisions, checked. */
export const DecisionFile: z.ZodType<DecisionFile> = z.strictObject({
  ar: z.int().min(2000).max(2100),
  syntetisk: z.boolean(),
  handelser: z.array(
    z.strictObject({
      id: z.string().regex(/^\d{4}-\d+$/, "Ett id är året och ett nummer: 2024-3"),
      dag: Day,
      handelse: z.enum(["beslutad", "andrad", "angrad"]),
      beslut: Decision.nullable(),
      skal: SafeText.nullable(),
    }).refine(({ handelse, beslut }) => handelse === "angrad" || beslut !== null, {
      path: ["beslut"],
      message: "Ett beslut har ett innehåll",
    }),
  ),
});

/** Decisions as files of data (beslut), one for each year. */
export const decisionKind: DataKind<DecisionFile> = dataKind({
  folder: "beslut",
  title: "Beslut",
  about:
    "Vad ledningsgruppen beslutade om förslagen till produktionssamverkan (rapport 42 och 50 följer upp det). Ett beslut i taget skrivs enklast in med deno task decision add. Historiken ändras aldrig: nya händelser läggs sist.",
  schema: DecisionFile,
  fields: {
    "ar": "året då besluten fattades",
    "handelser.id": "året och ett nummer: 2026-3",
    "handelser.dag": "dagen för beslutet",
    "handelser.beslut.hemregion": "regionen som skickar",
    "handelser.beslut.utforarregion": "regionen som tar emot",
    "handelser.beslut.sjukhus": "sjukhuset som tar emot; tom om regionen väljer",
    "handelser.beslut.foreslaget": "antal operationer i förslaget",
    "handelser.beslut.fran": "första månaden",
    "handelser.beslut.antal": "antal operationer den månaden och de följande, som det beslutades; 0 vid nej",
    "handelser.beslut.kontaktroll": "en roll, aldrig en person",
    "handelser.beslut.senast": "sista dagen att komma överens",
    "handelser.skal": "varför det blev nej eller ändrades",
  },
  template: {
    ...{ ar: 2026, syntetisk: false },
    handelser: [{
      ...{ id: "2026-1", dag: "2026-04-23", handelse: "beslutad" },
      beslut: {
        ...{ hemregion: "Region Värmland", utforarregion: "Region Västmanland", sjukhus: null },
        ...{ vardutbud: "Knäled protes", svar: "ja", foreslaget: 40, fran: "2026-05", antal: [20, 20] },
        ...{ kontaktroll: "verksamhetschef", senast: "2026-04-30" },
      },
      skal: null,
    }],
  },
  words: {
    handelse: { beslutad: "Beslutad", andrad: "Ändrad", angrad: "Ångrad" },
    svar: { ja: "Ja", nej: "Nej", andrat: "Ändrat" },
  },
  happened: ["dag"],
  identity: ["ar"],
  fileName: ({ ar }) => String(ar),
  refuses: ({ handelser }, before) => changesHistory(handelser, before?.handelser),
});

/** Where the decisions lie unless another place is given: in the data folder of the store that was opened last. */
export const decisionFolder = (): string => `${dataFolder()}/${decisionKind.folder}`;

/**
 * Enters what happened to a decision last in its year's history.
 *
 * @param file The year's decisions; not changed.
 * @param event What happened; names may be spelled in any accepted way.
 * @returns The decisions with the event entered, checked.
 * @throws {OwnDataError} If a name, volume or text is refused, the day is before the last event, the decision is not there,
 *   or the same months, regions and vårdutbud are decided on already.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { enterDecision } from "vantelage/cooperation";
 * const beslut = { hemregion: "Värmland", utforarregion: "Västmanland", sjukhus: null, vardutbud: "knäprotes", svar: "ja",
 *   foreslaget: 40, fran: "2024-05", antal: [20, 20], kontaktroll: "verksamhetschef", senast: "2024-04-30" } as const;
 * const file = enterDecision({ ar: 2024, syntetisk: false, handelser: [] },
 *   { id: "2024-1", dag: "2024-04-25", handelse: "beslutad", beslut, skal: null });
 * assert.equal(file.handelser[0].beslut?.vardutbud, "Knäled protes");
 * ```
 */
export function enterDecision(file: DecisionFile, event: DecisionEvent): DecisionFile {
  const early = tooEarly(file.handelser, event);
  if (early !== null) throw new OwnDataError(early);
  if (event.handelse !== "beslutad") standingDecisionEvent(file, event.id);
  const { data: after, error } = DecisionFile.safeParse({ ...file, handelser: [...file.handelser, event] });
  if (error !== undefined) {
    const told = error.issues.map(({ path, message }) => {
      const field = path.findLast((part) => typeof part === "string" && part !== "handelser");
      return field === undefined ? message : `${String(field)}: ${message}`;
    });
    throw new OwnDataError(`Beslutet går inte att spara.\n${[...new Set(told)].join("\n")}`);
  }
  const standing = standingDecisions([after]), entered = standing.find(({ id }) => id === event.id);
  const same = entered === undefined
    ? undefined
    : standing.find((other) =>
      other.id !== entered.id && other.hemregion === entered.hemregion &&
      other.utforarregion === entered.utforarregion && other.vardutbud === entered.vardutbud &&
      decidedMonths(other).some(({ manad }) => decidedMonths(entered).some((own) => own.manad === manad))
    );
  if (same !== undefined) {
    throw new OwnDataError(
      `Beslut ${same.id} gäller redan samma regioner, vårdutbud och månader. Ändra det i stället: deno task decision change ${same.id}`,
    );
  }
  return after;
}

/** The event that a decision's newest content comes from; refused where there is none. */
function standingDecisionEvent(file: DecisionFile, id: string): DecisionEvent {
  const event = file.handelser.findLast((each) => each.id === id);
  if (event !== undefined) return event;
  const there = standingDecisions([file]).map((decision) => decision.id).join(", ") || "inga";
  throw new OwnDataError(`Beslutet ${id} finns inte. Beslut ${file.ar}: ${there}.`);
}

/**
 * The event that undoes what happened to a decision last (ångra): it says again what it said before.
 *
 * @param file Its year's decisions.
 * @param id Its id.
 * @param dag The day.
 * @returns The event, to be entered by {@linkcode enterDecision}.
 * @throws {OwnDataError} If there is no such decision.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { undoneDecision } from "vantelage/cooperation";
 * assert.throws(() => undoneDecision({ ar: 2024, syntetisk: false, handelser: [] }, "2024-1", "2024-05-02"), /finns inte/);
 * ```
 */
export function undoneDecision(file: DecisionFile, id: string, dag: Day): DecisionEvent {
  standingDecisionEvent(file, id);
  const before = file.handelser.filter((event) => event.id === id).at(-2);
  return { id, dag, handelse: "angrad", beslut: before?.beslut ?? null, skal: before?.skal ?? null };
}

/**
 * The decisions that stand (gällande beslut).
 *
 * @param files The years' decisions.
 * @param asAt As at the end of this day. @default the last event
 * @returns The decisions, in the order in which they were made.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { standingDecisions } from "vantelage/cooperation";
 * assert.deepEqual(standingDecisions([{ ar: 2024, syntetisk: false, handelser: [] }]), []);
 * ```
 */
export function standingDecisions(files: readonly DecisionFile[], asAt?: Day): StandingDecision[] {
  return files.flatMap(({ handelser }) =>
    standingIn(handelser, ({ beslut, skal }) => beslut === null ? null : { ...beslut, skal }, asAt)
  ).map(({ content, id, lagd, andrad }) => ({ ...content, id, lagd, andrad }));
}

/** A decision's months, each with its operations. */
export function decidedMonths({ fran, antal }: Decision): { manad: Month; antal: number }[] {
  return antal.map((number, index) => ({ manad: addMonths(fran, index), antal: number }));
}

/**
 * The decisions of every year, as they stood on a day.
 *
 * @param options The folder; the day.
 * @returns The decisions that stand, oldest first.
 * @throws {OwnDataError} If a file cannot be read as decisions.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readDecisions } from "vantelage/cooperation";
 * assert.deepEqual(await readDecisions({ folder: await Deno.makeTempDir() }), []);
 * ```
 */
export async function readDecisions(
  { folder = decisionFolder(), asAt }: { folder?: string; asAt?: Day } = {},
): Promise<StandingDecision[]> {
  return standingDecisions(await readDataFolder(decisionKind, folder), asAt);
}

/**
 * Changes a year's decisions in their file.
 *
 * @param folder The folder; made when it is not there.
 * @param ar The year.
 * @param change Gives the new decisions, normally by {@linkcode enterDecision}.
 * @returns The new decisions.
 * @throws {OwnDataError} If the change is refused, the file cannot be read, or somebody is writing it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { changeDecisions } from "vantelage/cooperation";
 * const folder = await Deno.makeTempDir();
 * await changeDecisions(folder, 2024, (file) => file);
 * assert.match(await Deno.readTextFile(`${folder}/2024.json`), /"ar": 2024/);
 * ```
 */
export async function changeDecisions(
  folder: string,
  ar: number,
  change: (file: DecisionFile) => DecisionFile,
): Promise<DecisionFile> {
  return await changeFile(decisionKind, folder, { ar, syntetisk: false, handelser: [] }, change);
}
