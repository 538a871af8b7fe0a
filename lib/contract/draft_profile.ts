import type { Extract } from "../extract/mod.ts";
import { bandDays } from "./_band_days.ts";
import { readBandLabel } from "./_band_label.ts";
import { ColumnLook } from "./_column_look.ts";
import { codesOf, MOST_CODES } from "./_draft_codes.ts";
import { spellingOf } from "./_draft_spelling.ts";
import { mayBeTotal } from "./_draft_total.ts";
import type { FileLook } from "./_file_look.ts";
import { matchColumns, type Matches } from "./_match_columns.ts";
import { saidBeside } from "./_said_beside.ts";
import { type ColumnRole, decideRoles, type Roles } from "./_roles.ts";
import { cellsOf } from "./cells_of.ts";
import { type DraftQuestion, questionsOf } from "./draft_question.ts";
import { judgeRecord } from "./layout.ts";
import { Profile, profileSpelling } from "./profile.ts";
import { profiles } from "./profiles.ts";
import type { Told } from "./told.ts";

/** Options for {@linkcode draftProfile}. */
export interface DraftOptions extends Told {
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

/** Records that are tried, spread over the file in no rhythm. */
const TRIED = 5_000, STEP = 7_919;
/** A match below this is reported. */
const SURE = 0.85;

/**
 * Drafts a profile for a file of another hand: which column is which field, from how alike the headers are and how many
 * of the values the field can read; which columns or labels are bands or limits; how dates and thousands are written; and
 * codes that are spelt otherwise. It is a proposal for a person to look through.
 *
 * @param extract The file. Only the values of code fields come into the profile, so let the personal-number gate pass it first.
 * @param options What it is called, and what the file does not say.
 * @returns The profile, which the file's header fits where nothing required is missing, what is unsure about it, and what it leaves open.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { draftProfile, parseExtract } from "vantelage";
 * const file = "Månad;Läge;Län;0-12 veckor;> 12 veckor\n2024-04;väntande;Dalarna;30;12\n";
 * const { profile, unsure } = draftProfile(parseExtract(new TextEncoder().encode(file), "nord.csv"), { name: "nord" });
 * assert.deepEqual(profile.band?.map(({ lo, hi }) => [lo, hi]), [[0, 84], [85, null]]);
 * assert.equal(profile.kolumner.region, "Län");
 * assert.ok(unsure.some((sentence) => sentence.includes("Läge")));
 * ```
 */
export function draftProfile(
  extract: Extract,
  { name, constants = {}, known = profiles, ...told }: DraftOptions,
): ProfileDraft {
  const values = cellsOf(extract), unsure: string[] = [];
  const look: FileLook = { ...told, values, beside: extract.beside };
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
    column !== labels && !bands.includes(column) && !told.ignored?.includes(column.header)
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
  for (const [field, header] of Object.entries(told.columns ?? {})) {
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
  if (labels) fields.set("band", labels);
  const koder = codesOf(best.profile, fields, unsure);
  const kolumner = {
    ...Object.fromEntries([...fields].map(([field, { header }]) => [field, header])),
    ...best.joined && { manad: { av: best.joined.map(({ header }) => header) } },
  };
  const read = decideRoles(extract.header, { ...best.profile, kolumner, koder }, {}, look);
  const left = unreadIn(read, banded, columns);
  // In a row of its own each band is counted by one column: what else is a number is mostly a code, and stays unread.
  const unitless = read.stops.flatMap(({ about, names }) => about === "enhet" ? names : []);
  const asked = read.layout.name === "bandrader"
    ? []
    : left.counting.filter((header) => !unitless.includes(header));
  const questions = questionsOf(read, asked);
  const profile = Profile.parse({
    ...read.profile,
    bortse: [...new Set([...told.ignored ?? [], ...left.ignored])],
    ...questions.length > 0 && { fragor: questions.map(({ says }) => says) },
  });
  for (const [field, { header }] of fields) {
    const score = best.matches.get(field)?.column === fields.get(field) ? best.matches.get(field)!.score : 0;
    if (score < SURE && field !== "band" && told.columns?.[field] === undefined) {
      unsure.push(`${header} är antagen att vara ${field}: kontrollera.`);
    }
  }
  unsure.push(...inOtherUnits(profile, told.unit), ...flowsIn(read, left.counting));
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

/** Of a file without bands: the register where contacts are told apart by their dates or identities, else counts. */
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
  { roles, layout }: Roles,
  banded: readonly ColumnRole[],
  columns: readonly ColumnLook[],
): { ignored: string[]; counting: string[] } {
  const twice = new Set(banded.filter(({ field }) => field === undefined).map(({ column }) => column));
  const left = roles.filter(({ column, header, role }) =>
    header !== "" && (role === "not understood" || twice.has(column))
  );
  const counts = ({ column }: ColumnRole) =>
    layout.name !== "register" && !twice.has(column) && columns[column].counts;
  const headers = (some: readonly ColumnRole[]) => some.map(({ header }) => header);
  return { ignored: headers(left.filter((role) => !counts(role))), counting: headers(left.filter(counts)) };
}

/** How bands of weeks, months and years were made days. */
function inOtherUnits({ band = [], troskelvarden = [] }: Profile, told?: Told["unit"]): string[] {
  const limits = troskelvarden.map(({ namn, over }) => ({ namn, lo: over + 1, hi: null }));
  const longer = [...band, ...limits].filter(({ namn }) => {
    const label = readBandLabel(namn), unit = (label?.from ?? label?.to)?.unit ?? told ?? "dag";
    return unit !== "dag";
  });
  const read = longer.map(({ namn, lo, hi }) =>
    `${namn} är ${hi === null ? `över ${lo - 1}` : `${lo}–${hi}`}`
  );
  return read.length === 0 ? [] : [`Tiderna är omräknade till dagar: ${read.join("; ")}.`];
}

/** What comes and goes in a month, and does not wait at its end. */
const FLOWS =
  /\b(?:nya|new|tillkomna|inkomna|inflöde|utflöde|avgångna|genomförda|utförda|avslutade|borttagna|completed|removals?|removed|additions?|admitted|inflow|outflow|in|ut|out)\b/iu;

/** What is said of a table of flows: nobody's wait can be read from it. */
function flowsIn({ layout, roles }: Roles, counting: readonly string[]): string[] {
  const flows = counting.filter((header) => FLOWS.test(header.replaceAll("_", " ")));
  const bands = layout.name === "bandrader" || roles.some(({ role }) => role === "band");
  if (layout.name === "register" || (bands && flows.length === 0)) return [];
  const some = flows.length > 0 ? ` (${flows.join(", ")})` : "";
  if (bands) return [`Flöden och inte väntande${some}: de som kommer till eller lämnar kön under månaden.`];
  return [
    `Filen har inga väntetidsband${
      some === "" ? "" : `, och kolumner som ser ut att räkna flöden${some}`
    }: av den går det att läsa hur många som väntar, om en kolumn säger det, men inte hur länge.`,
  ];
}

/** What the file lacks by this profile, or how many of the records that were tried it takes. */
function doubtsOf(extract: Extract, { layout, sources, missing }: Roles): string[] {
  if (missing.length > 0) {
    return [
      `Filen saknar ${
        missing.join(", ")
      }: ange det i konstanter, eller med --konstant, om det är lika för alla rader.`,
    ];
  }
  const { good } = extract, count = Math.min(good, TRIED);
  const verdicts = Array.from({ length: count }, (_, index) => {
    const cells = extract.fields(count === good ? index : (index * STEP) % good);
    return judgeRecord(
      layout,
      Object.fromEntries(
        Object.entries(sources).map(([field, source]) => [
          field,
          "constant" in source ? source.constant : source.columns.map((column) => cells[column]).join(" "),
        ]),
      ),
    );
  });
  const wrong = verdicts.flatMap(({ breaches }) => breaches.find(({ level }) => level === "error") ?? []);
  const why = [...new Set(wrong.map(({ says }) => says))].slice(0, 3);
  return wrong.length === 0
    ? []
    : [`${wrong.length} av ${count} prövade rader underkänns: ${why.join("; ")}.`];
}
