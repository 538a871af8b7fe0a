import * as z from "zod";
import { Day, Month } from "../calendar/mod.ts";
import {
  changeFile,
  changesHistory,
  type DataKind,
  dataKind,
  OwnDataError,
  readDataFiles,
  SafeText,
  standingIn,
  tooEarly,
} from "../form/mod.ts";
import { dataFolder, MemberRegion } from "../reference/mod.ts";
import { ContactRole } from "./signal.ts";
import { signalFileName } from "./signal_history.ts";

/** What a region says of a month, of a page of it, or of a figure there (kommentar). */
export interface Comment {
  /** The month. */
  readonly manad: Month;
  /** The page, as its notebook is called: "01_vantelaget"; `null` where it is about the month as a whole. */
  readonly rapport: string | null;
  /** The figure, as the page numbers it: "Figur 3", "Tabell 1"; `null` where it is about the whole page. */
  readonly figur: string | null;
  /** What that figure was on the page as it was written then, by which it is found when numbers change; `null` or left out where not known. */
  readonly figurslag?: string | null;
  /** What is said: one line without persons. */
  readonly text: string;
  /** Who says it: a role, never a person. */
  readonly kontaktroll: string;
  /** Whether it may stand on public pages; without numbers, as one could give away what is hidden. */
  readonly publik: boolean;
}

/** Something that happened to a comment. */
export interface CommentEvent {
  /** The comment's id: the region and a number, "dalarna-3". */
  readonly id: string;
  /** The day. */
  readonly dag: Day;
  /** It was made, changed, withdrawn, or what happened to it last was undone. */
  readonly handelse: "lagd" | "andrad" | "aterkallad" | "angrad";
  /** What it says from then on; `null` where nothing. */
  readonly kommentar: Comment | null;
}

/** A region's comments with their history (kommentarer/<region>.json). Nothing is ever taken out. */
export interface CommentFile {
  /** The region. */
  readonly region: string;
  /** Whether they are made up. */
  readonly syntetisk: boolean;
  /** What happened, oldest first. */
  readonly handelser: readonly CommentEvent[];
}

/** A comment as it stands. */
export interface StandingComment extends Comment {
  /** Its id. */
  readonly id: string;
  /** The region that made it. */
  readonly region: string;
  /** The day from which it says this. */
  readonly andrad: Day;
  /** Whether it is made up. */
  readonly syntetisk: boolean;
}

/** A number that is no year. */
const NUMBER = /\d/, YEARS = /\b(?:19|20)\d\d\b/g;

/** A comment, checked. */
export const Comment: z.ZodType<Comment> = z.strictObject({
  manad: Month,
  rapport: z.string().regex(
    /^[\p{L}\d_-]{1,80}$/u,
    "Rapporten anges som dess fil utan ändelse: 01_vantelaget",
  )
    .nullable(),
  figur: z.string().regex(/^(?:Figur|Tabell) [1-9]\d{0,2}$/, "Skriv som på sidan: Figur 3 eller Tabell 1")
    .nullable(),
  figurslag: z.string().regex(
    /^[a-z][a-z\d]{0,60}(?: [1-9]\d?)?$/i,
    "Figurens slag skrivs av deno task comment",
  )
    .nullable().optional(),
  text: SafeText,
  kontaktroll: ContactRole,
  publik: z.boolean(),
}).refine(({ rapport, figur }) => figur === null || rapport !== null, {
  path: ["rapport"],
  message: "En figur hör till en rapport: ange båda",
}).refine(({ publik, text }) => !publik || !NUMBER.test(text.replace(YEARS, "")), {
  path: ["text"],
  message: "En kommentar för publicering ska vara utan tal, utom årtal: ett tal kan röja ett som är dolt",
});

/** A region's comments, checked. */
export const CommentFile: z.ZodType<CommentFile> = z.strictObject({
  region: MemberRegion,
  syntetisk: z.boolean(),
  handelser: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z]+-\d+$/, "Ett id är regionens namn och ett nummer: dalarna-3"),
      dag: Day,
      handelse: z.enum(["lagd", "andrad", "aterkallad", "angrad"]),
      kommentar: Comment.nullable(),
    }).refine(
      ({ handelse, kommentar }) =>
        handelse === "angrad" || (kommentar === null) === (handelse === "aterkallad"),
      { path: ["kommentar"], message: "En kommentar har ett innehåll, men inte när den är återkallad" },
    ),
  ),
});

/** Comments as files of data (kommentarer), one for each region. */
export const commentKind: DataKind<CommentFile> = dataKind({
  folder: "kommentarer",
  title: "Kommentarer",
  about:
    "Vad en region säger om en månad, en rapport eller en figur; det står där med dag, region och roll. En kommentar i taget läggs enklast med deno task comment add. Historiken ändras aldrig: nya händelser läggs sist.",
  schema: CommentFile,
  fields: {
    "handelser.id": "regionens namn och ett nummer: dalarna-3",
    "handelser.dag": "dagen för händelsen",
    "handelser.kommentar.manad": "månaden som kommentaren gäller",
    "handelser.kommentar.rapport": "rapportens fil utan ändelse: 01_vantelaget; tom för månaden som helhet",
    "handelser.kommentar.figur": "Figur 3 eller Tabell 1, som på sidan; tom för hela rapporten",
    "handelser.kommentar.figurslag":
      "vad figuren var på sidan som den då var skriven, så att den hittas när numren ändras; tom där det inte är känt",
    "handelser.kommentar.text": "en rad utan personuppgifter, högst 400 tecken",
    "handelser.kommentar.kontaktroll": "en roll, aldrig en person",
    "handelser.kommentar.publik": "om den får stå på publika sidor; då utan tal",
  },
  template: {
    ...{ region: "Region Dalarna", syntetisk: false },
    handelser: [{
      ...{ id: "dalarna-1", dag: "2026-05-12", handelse: "lagd" },
      kommentar: {
        ...{ manad: "2026-04", rapport: "01_vantelaget", figur: "Figur 1" },
        ...{ text: "Två operationssalar var stängda för ombyggnad.", kontaktroll: "verksamhetschef" },
        publik: false,
      },
    }],
  },
  words: { handelse: { lagd: "Lagd", andrad: "Ändrad", aterkallad: "Återkallad", angrad: "Ångrad" } },
  happened: ["dag"],
  identity: ["region"],
  fileName: ({ region }) => signalFileName(region),
  refuses: ({ handelser }, before) => changesHistory(handelser, before?.handelser),
});

/**
 * Enters what happened to a comment last in its region's history.
 *
 * @param file The region's comments; not changed.
 * @param event What happened.
 * @returns The comments with the event entered, checked.
 * @throws {OwnDataError} If a name or the text is refused, the day is before the last event, or there is no such comment.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { enterComment } from "vantelage/cooperation";
 * const kommentar = { manad: "2024-04", rapport: null, figur: null, text: "Ring 0243-123 45 67", kontaktroll: "verksamhetschef", publik: false };
 * const event = { id: "dalarna-1", dag: "2024-05-03", handelse: "lagd", kommentar } as const;
 * assert.throws(() => enterComment({ region: "Region Dalarna", syntetisk: false, handelser: [] }, event), /telefonnummer/);
 * ```
 */
export function enterComment(file: CommentFile, event: CommentEvent): CommentFile {
  const early = tooEarly(file.handelser, event);
  if (early !== null) throw new OwnDataError(early);
  if (event.handelse !== "lagd") standingEvent(file, event.id, event.handelse !== "angrad");
  const { data, error } = CommentFile.safeParse({ ...file, handelser: [...file.handelser, event] });
  if (error === undefined) return data;
  const told = error.issues.map(({ path, message }) => {
    const field = path.findLast((part) => typeof part === "string" && part !== "handelser");
    return field === undefined ? message : `${String(field)}: ${message}`;
  });
  throw new OwnDataError(`Kommentaren går inte att spara.\n${[...new Set(told)].join("\n")}`);
}

/**
 * What a comment says now.
 *
 * @param file Its region's comments.
 * @param id Its id.
 * @throws {OwnDataError} If it does not stand.
 */
export function standingComment(file: CommentFile, id: string): Comment {
  const { kommentar } = standingEvent(file, id, true);
  return kommentar!;
}

/** The newest event of a comment; refused where there is none, or where it must say something and does not. */
function standingEvent(file: CommentFile, id: string, says: boolean): CommentEvent {
  const event = file.handelser.findLast((each) => each.id === id);
  if (event !== undefined && !(says && event.kommentar === null)) return event;
  const there = standingComments([file]).map((comment) => comment.id).join(", ") || "inga";
  throw new OwnDataError(
    `Kommentaren ${id} ${
      event === undefined ? "finns inte" : "är återkallad"
    }. Gällande i ${file.region}: ${there}.`,
  );
}

/**
 * The event that undoes what happened to a comment last (ångra): it says again what it said before.
 *
 * @param file Its region's comments.
 * @param id Its id.
 * @param dag The day.
 * @returns The event, to be entered by {@linkcode enterComment}.
 * @throws {OwnDataError} If there is no such comment.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { undoneComment } from "vantelage/cooperation";
 * assert.throws(() => undoneComment({ region: "Region Dalarna", syntetisk: false, handelser: [] }, "dalarna-1", "2024-05-02"), /finns inte/);
 * ```
 */
export function undoneComment(file: CommentFile, id: string, dag: Day): CommentEvent {
  standingEvent(file, id, false);
  const before = file.handelser.filter((event) => event.id === id).at(-2);
  return { id, dag, handelse: "angrad", kommentar: before?.kommentar ?? null };
}

/**
 * The comments that stand (gällande kommentarer).
 *
 * @param files The regions' comments.
 * @param asAt As at the end of this day. @default the last event
 * @returns The comments, region by region, in the order in which they were made.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { standingComments } from "vantelage/cooperation";
 * assert.deepEqual(standingComments([{ region: "Region Dalarna", syntetisk: false, handelser: [] }]), []);
 * ```
 */
export function standingComments(files: readonly CommentFile[], asAt?: Day): StandingComment[] {
  return files.flatMap(({ region, syntetisk, handelser }) =>
    standingIn(handelser, ({ kommentar }) => kommentar, asAt)
      .map(({ content, id, andrad }) => ({ ...content, id, region, andrad, syntetisk }))
  );
}

/**
 * The comments of every region.
 *
 * Made-up ones are not reported as invented data: the one who shows them marks them.
 *
 * @param options The folder, by default that of the store opened last; the day.
 * @returns The comments that stand.
 * @throws {OwnDataError} If a file cannot be read as comments.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readComments } from "vantelage/cooperation";
 * assert.deepEqual(await readComments({ folder: await Deno.makeTempDir() }), []);
 * ```
 */
export async function readComments(
  { folder = `${dataFolder()}/${commentKind.folder}`, asAt }: { folder?: string; asAt?: Day } = {},
): Promise<StandingComment[]> {
  const files = await readDataFiles(commentKind, folder, { quiet: true });
  return standingComments(files.map(({ document }) => document), asAt);
}

/**
 * Changes a region's comments in their file.
 *
 * @param folder The folder; made when it is not there.
 * @param region The region's official name.
 * @param change Gives the new comments, normally by {@linkcode enterComment}.
 * @returns The new comments.
 * @throws {OwnDataError} If the change is refused, the file cannot be read, or somebody is writing it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { changeComments } from "vantelage/cooperation";
 * const folder = await Deno.makeTempDir();
 * await changeComments(folder, "Region Dalarna", (file) => file);
 * assert.match(await Deno.readTextFile(`${folder}/dalarna.json`), /"region": "Region Dalarna"/);
 * ```
 */
export async function changeComments(
  folder: string,
  region: string,
  change: (file: CommentFile) => CommentFile,
): Promise<CommentFile> {
  return await changeFile(commentKind, folder, { region, syntetisk: false, handelser: [] }, change);
}
