import type { Extract } from "../extract/mod.ts";
import { bandDays } from "./_band_days.ts";
import { readBandLabel } from "./_band_label.ts";
import { ColumnLook } from "./_column_look.ts";
import { doubtsOf, flowsIn, inOtherUnits } from "./_draft_doubts.ts";
import { codesOf, MOST_CODES } from "./_draft_codes.ts";
import { saysWhatWordsSay } from "./_draft_numbers.ts";
import { spellingOf } from "./_draft_spelling.ts";
import { mayBeTotal } from "./_draft_total.ts";
import { absentColumn, type FileLook, finder } from "./_file_look.ts";
import { matchColumns, type Matches } from "./_match_columns.ts";
import { type ColumnRole, columnsOf, decideRoles, type Roles } from "./_roles.ts";
import { saidBeside } from "./said_beside.ts";
import { cellsOf } from "./cells_of.ts";
import { type DraftQuestion, questionsOf } from "./draft_question.ts";
import { LayoutError } from "./recognise.ts";
import { Profile, profileSpelling } from "./profile.ts";
import { profiles } from "./profiles.ts";
import type { FileAnswers } from "./file_answers.ts";

/** Options for {@linkcode draftProfile}. */
export interface DraftOptions extends FileAnswers {
  /** What the profile is to be called: a–z, 0–9, _ and -. */
  readonly name: string;
  /** Fields that the file does not say and that are the same for every row; a region or vårdutbud may be a new one. */
  readonly constants?: Readonly<Record<string, string>>;
  /** Profiles whose headers are tried as other names of a field. @default {profiles} */
  readonly known?: readonly Profile[];
}

/** A profile for an unknown file, and what in it is a guess. */
export interface ProfileDraft {
  /** The profile; what it leaves open stands in its `fragor`, and no file is read by it until that is empty. */
  readonly profile: Profile;
  /** What to look at before it is used, Swedish sentences. */
  readonly unsure: readonly string[];
  /** What only a person can say; {@linkcode answerQuestion} makes options of the answer. */
  readonly questions: readonly DraftQuestion[];
  /** Constants that the text beside the table proposes for fields that the file lacks; they are not in the profile. */
  readonly proposed: Readonly<Record<string, string>>;
}

/** A match below this is reported. */
const SURE = 0.85;

/**
 * Drafts a profile for a file of another hand: which column is which field, from how alike the headers are and how many
 * of the values the field can read; which columns or labels are bands or limits; how dates and thousands are written; and
 * codes that are spelt otherwise. It is a proposal for a person to look through.
 *
 * @param extract The file. Only the values of code fields come into the profile, so let the personal-number gate pass it first.
 * @param options What it is called, and what the file does not say.
 * @throws {LayoutError} If the answers name a column that the file does not have.
 * @returns The profile, which the file's header fits where nothing required is missing, what is unsure about it, and what it leaves open.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { draftProfile } from "vantelage/contract";
 * import { parseExtract } from "vantelage/extract";
 * const file = "Månad;Läge;Län;0-12 veckor;> 12 veckor\n2024-04;väntande;Dalarna;30;12\n";
 * const { profile, unsure } = draftProfile(parseExtract(new TextEncoder().encode(file), "nord.csv"), { name: "nord" });
 * assert.deepEqual(profile.band?.map(({ lo, hi }) => [lo, hi]), [[0, 84], [85, null]]);
 * assert.equal(profile.kolumner.region, "Län");
 * assert.ok(unsure.some((sentence) => sentence.includes("Läge")));
 * ```
 */
export function draftProfile(
  extract: Extract,
  { name, constants = {}, known = profiles, ...answers }: DraftOptions,
): ProfileDraft {
  const absent = absentColumn(extract.header, answers);
  if (absent !== undefined) {
    throw new LayoutError(absent, { nearest: name, missing: [], unknown: [], renamed: [] });
  }
  const values = cellsOf(extract), unsure: string[] = [];
  const look: FileLook = { ...answers, values, beside: extract.beside };
  const plain = extract.header.map((header, column) => new ColumnLook(column, header, values, {}));
  const base = Profile.parse({
    namn: name,
    beskrivning: `Utkast efter ${extract.name}`,
    layout: "aggregat",
    konstanter: constants,
    ...spellingOf(plain, unsure),
  });
  const columns = plain.map(({ column, header }) =>
    new ColumnLook(column, header, values, profileSpelling(base))
  );
  const wide = decideRoles(extract.header, base, {}, look), banded = wide.roles.filter(({ band }) => band);
  const labels = banded.length > 0 || wide.stops.some(({ about }) => about === "enhet")
    ? undefined
    : labelColumn(columns);
  const bands = banded.map(({ column }) => columns[column]);
  const free = columns.filter((column) =>
    column !== labels && !bands.includes(column) && !answers.ignored?.includes(column.header)
  );
  const best = labels
    ? matched({ ...base, layout: "bandrader" }, free, known)
    : bands.length > 0
    ? matched(wide.profile, free, known)
    : bestLayout(base, free, known);
  const fields = new Map([...best.matches].map(([field, { column }]) => [field, column]));
  const guessed = fields.get("antal");
  if (guessed && best.profile.layout === "aggregat" && !mayBeTotal(extract, guessed, bands)) {
    fields.delete("antal");
  }
  for (const [field, header] of Object.entries(answers.columns ?? {})) {
    const column = columns.find((one) => one.header === header);
    if (column !== undefined) fields.set(field, column);
  }
  if (best.profile.troskelvarden !== undefined && !fields.has("antal")) {
    const possible = free.filter((column) =>
      ![...fields.values()].includes(column) && column.counts && mayBeTotal(extract, column, bands)
    );
    if (possible.length === 1) fields.set("antal", possible[0]);
    else {
      unsure.push(
        "Filen säger hur många som väntat över gränserna, men inte hur många som väntar: bara de räknas.",
      );
    }
  }
  if (labels) {
    fields.set("band", labels);
    const counting = free.filter((column) =>
      column.counts && ![...fields.values()].includes(column) && !saysWhatWordsSay(extract, column, columns)
    );
    if (!fields.has("antal") && counting.length === 1) fields.set("antal", counting[0]);
  }
  for (const field of Object.keys(constants)) {
    const own = columnsOf(
      field,
      known.find(({ layout }) => layout === best.profile.layout) ?? base,
      finder(extract.header),
    );
    if (own === null) continue;
    unsure.push(
      `${
        own.map((at) => extract.header[at]).join(", ")
      } säger själv ${field}, och läses inte då det är angivet för alla rader.`,
    );
  }
  const koder = codesOf(best.profile, fields, unsure);
  const kolumner = {
    ...Object.fromEntries([...fields].map(([field, { header }]) => [field, header])),
    ...best.joined && { manad: { av: best.joined.map(({ header }) => header) } },
  };
  const noTotal = free.filter((column) => !mayBeTotal(extract, column, bands)).map(({ header }) => header);
  const read = decideRoles(extract.header, { ...best.profile, kolumner, koder }, {}, { ...look, noTotal });
  const left = unreadIn(extract, read, banded, columns);
  // In a row of its own each band is counted by one column: what else is a number is mostly a code, and stays unread.
  const unitless = read.stops.flatMap(({ about, names }) => about === "enhet" ? names : []);
  const asked = read.layout.name === "bandrader"
    ? []
    : left.counting.filter((header) => !unitless.includes(header));
  const questions = questionsOf(read, asked);
  const profile = Profile.parse({
    ...read.profile,
    bortse: [...new Set([...read.profile.bortse, ...left.ignored])],
    ...questions.length > 0 && { fragor: questions.map(({ says }) => says) },
  });
  for (const [field, { header }] of fields) {
    const score = best.matches.get(field)?.column === fields.get(field) ? best.matches.get(field)!.score : 0;
    if (score < SURE && field !== "band" && answers.columns?.[field] === undefined) {
      unsure.push(`${header} är antagen att vara ${field}: kontrollera.`);
    }
  }
  unsure.push(...inOtherUnits(profile, answers.unit), ...flowsIn(read, left.counting));
  const within = read.roles.filter(({ role, field }) => role === "deviation" && field === undefined);
  if (within.length > 0) {
    unsure.push(`Läses inte, och kan ingå i antalen: ${within.map(({ header }) => header).join(", ")}.`);
  }
  const unread = [
    ...left.ignored,
    ...left.counting.filter((header) => ![...asked, ...unitless].includes(header)),
  ];
  if (unread.length > 0) unsure.push(`Används inte: ${unread.join(", ")}.`);
  const few = columns.filter(({ header, cells }) =>
    left.ignored.includes(header) && cells.length > 1 && cells.length <= MOST_CODES
  );
  if (few.length > 0 && profile.layout !== "register") {
    unsure.push(
      `Kan vara region, sjukhus eller vårdutbud, då få värden återkommer: ${
        few.map(({ header }) => header).join(", ")
      }.`,
    );
  }
  const hospitals = fields.get("sjukhus")?.cells.map(([text]) => text) ?? [];
  const said = saidBeside(read.missing, extract.header, look, hospitals);
  return {
    profile,
    questions,
    unsure: [...unsure, ...doubtsOf(extract, read)],
    proposed: Object.fromEntries(said.map(({ field, value }) => [field, value])),
  };
}

interface Candidate extends Matches {
  readonly profile: Profile;
}

function matched(profile: Profile, columns: readonly ColumnLook[], known: readonly Profile[]): Candidate {
  return { profile, ...matchColumns(profile, columns, known) };
}

/** Of a file without bands: the register where contacts are distinguished by their dates or identities, else counts. */
function bestLayout(base: Profile, columns: readonly ColumnLook[], known: readonly Profile[]): Candidate {
  const register = matched({ ...base, layout: "register" }, columns, known);
  const aggregate = matched(base, columns, known);
  const contacts = register.matches.has("beslut_datum") || register.matches.has("vardkontakt_id");
  return contacts && register.matches.size >= aggregate.matches.size ? register : aggregate;
}

/** The column whose cells are all bands; those that write the unit go before those that may be ages. */
function labelColumn(columns: readonly ColumnLook[]): ColumnLook | undefined {
  const labelled = columns.flatMap((column) => {
    if (/\bage|ålder/i.test(column.header) || column.cells.length < 2 || column.cells.length > MOST_CODES) {
      return [];
    }
    const labels = column.cells.flatMap(([text]) => readBandLabel(text) ?? []);
    return labels.length === column.cells.length ? [{ column, named: bandDays(labels) !== null }] : [];
  });
  return labelled.toSorted((a, b) => Number(b.named) - Number(a.named)).at(0)?.column;
}

/** What nothing is read from: words, and bands whose days others count, are ignored; numbers are asked about. */
function unreadIn(
  extract: Extract,
  { roles, layout }: Roles,
  banded: readonly ColumnRole[],
  columns: readonly ColumnLook[],
): { ignored: string[]; counting: string[] } {
  const twice = new Set(banded.filter(({ field }) => field === undefined).map(({ column }) => column));
  const left = roles.filter(({ column, header, role }) =>
    header !== "" && (role === "not understood" || twice.has(column))
  );
  const counts = ({ column }: ColumnRole) =>
    layout.name !== "register" && !twice.has(column) && columns[column].counts &&
    !saysWhatWordsSay(extract, columns[column], columns);
  const headers = (some: readonly ColumnRole[]) => some.map(({ header }) => header);
  return { ignored: headers(left.filter((role) => !counts(role))), counting: headers(left.filter(counts)) };
}
