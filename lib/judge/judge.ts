import {
  type Breach,
  type CellHint,
  cellHint,
  type Finding,
  type Level,
  type Reading,
  type Skip,
  usedColumns,
} from "../contract/mod.ts";
import { cubeDefinition } from "../cube/mod.ts";
import { type BrokenRecord, type Extract, MOST_REJECTED, placeText, textAt } from "../extract/mod.ts";
import { countCells } from "./count_cells.ts";
import type { RejectedRecord } from "./finding.ts";
import { judgeTable, SKIPS_OF_ALL, type TableVerdict } from "./judge_table.ts";
import type { JudgedCells } from "./judged_cells.ts";
import { sectionFindings } from "./_section_rows.ts";
import { typedRows } from "./delivered.ts";
import { findRowRoles, type RowRoles } from "./row_roles.ts";
import { unreadTotals } from "./unread_totals.ts";
import { totalsByArithmetic } from "../plausibility/mod.ts";
import { numbersOf, readFields, type TypedField } from "./read_fields.ts";
import { NULL, Texts } from "./typed_value.ts";

/** The verdict on a delivery, its accepted rows still coded. */
export interface Judgement {
  /** Rows accepted. */
  readonly loaded: number;
  /** Records rejected, broken ones among them, in the order of the file. */
  readonly rejected: readonly RejectedRecord[];
  /** Records skipped. */
  readonly skipped: number;
  /** What the rules found, most serious first. */
  readonly findings: readonly Finding[];
  /** The layout's fields as they were read. */
  readonly fields: readonly TypedField[];
  /** The texts of their values. */
  readonly texts: Texts;
  /** 1 for each good record that is accepted. */
  readonly accepted: Uint8Array;
  /** The records that were skipped as totals of others in the file. */
  readonly totals: readonly number[];
  /** The cells of the accepted rows. */
  readonly cells: JudgedCells;
}

/** Options for {@linkcode judge}. */
export interface JudgeOptions {
  /** How many records are rejected at most; of more, none is kept. @default {500 000} */
  readonly mostRejected?: number;
  /** Whether the header was chosen by a person: the table then ends where another begins. @default {false} */
  readonly tableChosen?: boolean;
}

const SERIOUSNESS: readonly Level[] = ["stop", "error", "warn", "info"];
const BROKEN_RULES: Readonly<Record<BrokenRecord["rule"], string>> = {
  fields: "fel_antal_falt",
  quote: "citattecken",
  nul: "nul_tecken",
  truncated: "avhuggen_fil",
};

/**
 * Judges a delivery: reads each different cell of each field once, tries every rule on every record, and counts the
 * accepted rows into cells. Nothing is stored, and no engine is needed.
 *
 * @param extract The delivery.
 * @param reading How it is read.
 * @param options Limits.
 * @returns The verdict; with a finding of level stop where more records are to be rejected than are remembered.
 * @throws {Error} If accepted, rejected and skipped records, each counted for itself, are not all of the file's.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { profiles, recognise } from "vantelage/contract";
 * import { parseExtract } from "vantelage/extract";
 * import { judge } from "vantelage/judge";
 * const file = "månad;status;region;0-30\n2024-04;väntande;Dalarna;7\n2024-04;väntande;Dalarna;x\n";
 * const extract = parseExtract(new TextEncoder().encode(file), "april.csv");
 * const { loaded, rejected } = judge(extract, recognise(extract.header, profiles));
 * assert.deepEqual([loaded, rejected[0].line, rejected[0].rules[0]], [1, 3, "d0_30_ogiltigt"]);
 * ```
 */
export function judge(
  extract: Extract,
  reading: Reading,
  { mostRejected = MOST_REJECTED, tableChosen = false }: JudgeOptions = {},
): Judgement {
  const texts = new Texts(), fields = readFields(extract, reading, texts);
  const rows = findRowRoles(extract, reading, fields), { other } = rows;
  const ends = other ?? { line: Infinity, record: extract.good };
  const broken = extract.broken.filter(({ line }) => line < ends.line && !rows.brokenNotes.has(line));
  const verdict = judgeTable(extract, reading.layout, fields, texts, {
    mostRejected,
    headersAgain: rows.headersAgain,
    notes: rows.notes,
    subsets: rows.subsets,
    measures: rows.measures,
    end: ends.record,
    byColumns: (candidates) => unreadTotals(extract, reading, candidates, countsOf(fields)),
    byArithmetic: (candidates) =>
      totalsByArithmetic(typedRows(fields, texts, candidates), reading).map(({ row }) => candidates[row]),
  });
  const { accepted, counts } = verdict, wrong = counts.rejected + broken.length;
  const passedOver = extract.broken.length - broken.length, skipped = counts.skipped + passedOver;
  if (counts.accepted + wrong + skipped !== extract.records) {
    throw new Error(
      `Cannot judge ${extract.name} as accepted, rejected and skipped must be all of ${extract.records} records: got ${counts.accepted}, ${wrong} and ${skipped}`,
    );
  }
  const words = new Wording(extract, reading, broken), bearable = wrong <= mostRejected;
  let rejected: readonly RejectedRecord[] | null = null;
  return {
    loaded: counts.accepted,
    // Places, reasons and cells are put into words when they are asked for: not every reader does.
    get rejected() {
      return rejected ??= bearable ? words.rejected(verdict) : [];
    },
    skipped,
    findings: [
      ...bearable ? [] : [tooMany(extract, wrong)],
      ...other === null || tableChosen ? [] : [anotherTable(extract, other.line)],
      ...sectionFindings(extract, reading, rows, fields),
      ...passedOver === 0 ? [] : [passedOverLines(extract, rows, ends.line)],
      ...words.findings(verdict),
    ].sort((a, b) => SERIOUSNESS.indexOf(a.level) - SERIOUSNESS.indexOf(b.level) || b.count - a.count),
    fields,
    texts,
    accepted,
    totals: verdict.totals,
    cells: countCells(cubeDefinition(reading), fields, texts, accepted),
  };
}

/** What a record counts, by every field of whole numbers. */
function countsOf(fields: readonly TypedField[]): (record: number) => (number | null)[] {
  const counts = fields.filter(({ spec: { kind }, given }) => given && kind === "whole").map(numbersOf);
  return (record) =>
    counts.map((number) => {
      const count = number(record);
      return count === NULL ? null : count;
    });
}

/** The finding that refuses a whole delivery, as so many of its records are wrong; the broken rules say why. */
function tooMany(extract: Extract, count: number): Finding {
  return {
    rule: "for_manga_underkanda",
    level: "stop",
    says: `fler poster är underkända än någon rättar för hand (${count.toLocaleString("sv-SE")} av ${
      extract.records.toLocaleString("sv-SE")
    }), så felet är ett och samma`,
    count,
    first: null,
  };
}

/** Another table below would be read under this one's header: the same people twice, or columns swapped. */
function anotherTable(extract: Extract, line: number): Finding {
  return {
    rule: "annan_tabell",
    level: "stop",
    says:
      `en annan tabell börjar på rad ${line}, och under den första tabellens rubriker skulle den läsas fel`,
    count: 1,
    first: placeText({ file: extract.name, line }),
    hint:
      `Läs in en tabell åt gången, den första med --rubrikrad ${extract.headerLine} eller den här med --rubrikrad ${line}`,
  };
}

/** Lines that could not be split into fields, and are no records: a footnote, or another table. */
function passedOverLines(extract: Extract, rows: RowRoles, end: number): Finding {
  const found = extract.broken.filter(({ line }) => line >= end || rows.brokenNotes.has(line));
  return {
    rule: "rader_utanfor_tabellen",
    level: "info",
    says: "raderna är en anmärkning eller en annan tabell, och läses inte",
    count: found.length,
    first: placeText({ file: extract.name, line: found[0].line }),
  };
}

/** The longest name of a column that is shown. */
const LONGEST_NAME = 40;

/** Puts a verdict into words: places, columns as the file names them, and what may help. */
class Wording {
  constructor(
    readonly extract: Extract,
    readonly reading: Reading,
    readonly broken: readonly BrokenRecord[],
  ) {}

  findings({ rules, skips, otherState, differentTotals }: TableVerdict): Finding[] {
    const { extract, reading: { layout } } = this;
    const reasons: Omit<Skip, "when">[] = [...layout.skips, ...SKIPS_OF_ALL];
    return [
      ...rules.filter(({ count }) => count > 0).map((broken): Finding => ({
        rule: broken.rule,
        level: broken.level,
        says: this.#says(broken),
        count: broken.count,
        first: this.#isConstant(broken.field) ? null : this.#place(broken.first, broken.field),
        ...this.#cell(broken.first, broken),
      })),
      ...skips.map(({ skip, count, first }): Finding => {
        const { name, says, fields: [field = ""] } = reasons[skip];
        return { rule: name, level: "info", says, count, first: this.#place(first, field) };
      }),
      ...otherState.length === 0 ? [] : [{
        rule: "vantar_och_opererad",
        level: "warn" as const,
        says:
          "samma vardkontakt_id finns i samma region och månad både som väntande och som genomförd: den räknas på båda ställena",
        count: otherState.length,
        first: this.#place(otherState[0], "status"),
      }],
      ...differentTotals.length === 0 ? [] : [{
        rule: "bandsumma_stammer_inte",
        level: "warn" as const,
        says: "raden för alla väntetider är inte summan av väntetidsbanden: banden räknas",
        count: differentTotals.length,
        first: this.#place(differentTotals[0], "antal"),
      }],
      ...brokenFindings(extract.name, this.broken),
      ...hiddenFindings(extract),
      ...mergedFindings(extract, this.reading),
      ...extract.suspicions.map(({ rule, count, hint, ...place }): Finding => ({
        rule,
        level: "warn",
        says: hint,
        count,
        first: placeText({ file: extract.name, ...place }),
      })),
    ];
  }

  rejected({ rejected }: TableVerdict): RejectedRecord[] {
    const { extract } = this, used = usedColumns(this.reading.sources);
    const none = Object.fromEntries(used.map((column) => [extract.header[column], ""]));
    // A copy that is filled: it is quicker than to make so many objects of pairs.
    const cellsOf = (record: number) => {
      const cells = { ...none };
      for (const column of used) cells[extract.header[column]] = textAt(extract.columns[column], record);
      return cells;
    };
    const judged = rejected.map(({ record, rules }): RejectedRecord => ({
      ...extract.place(record, this.#column(rules[0].field)),
      rules: rules.map(({ rule }) => rule),
      says: rules.map((breach) => {
        const { hint } = this.#cell(record, breach), says = this.#says(breach);
        return hint === undefined ? says : `${says}. ${hint}`;
      }),
      cells: cellsOf(record),
    }));
    const broken = this.broken.map(({ line, column = 1, cell, rule, why }): RejectedRecord => ({
      file: extract.name,
      line,
      column,
      ...(cell === undefined ? {} : { cell }),
      rules: [BROKEN_RULES[rule]],
      says: [why],
      cells: null,
    }));
    return [...judged, ...broken].sort((a, b) => a.line - b.line);
  }

  /** What is wrong, about the column as the file names it, or about the constant that was given in its place. */
  #says({ says, field }: Breach): string {
    const source = this.reading.sources[field];
    if (source === undefined || !says.startsWith(`${field} `)) return says;
    const name = "constant" in source ? field : this.extract.header[source.columns[0]];
    const shown = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
    return `${"constant" in source ? "konstanten " : ""}${shown}${says.slice(field.length)}`;
  }

  /** What is said of the cell that a rule of a field found unreadable; empty for any other rule. */
  #cell(record: number, { rule, field }: Breach): CellHint {
    const column = this.#column(field);
    if (column === undefined || rule !== `${field}_ogiltigt`) return {};
    return cellHint(this.reading.layout, field, textAt(this.extract.columns[column], record));
  }

  #place(record: number, field: string): string {
    return placeText(this.extract.place(record, this.#column(field)));
  }

  #isConstant(field: string): boolean {
    return "constant" in (this.reading.sources[field] ?? {});
  }

  #column(field: string): number | undefined {
    const source = this.reading.sources[field];
    return source !== undefined && "columns" in source ? source.columns[0] : undefined;
  }
}

/** The warning of hidden rows and columns that are read. */
function hiddenFindings({ hidden }: Extract): Finding[] {
  if (hidden === undefined || !hidden.read || (hidden.rows === 0 && hidden.columns.length === 0)) return [];
  const { rows, columns } = hidden;
  return [{
    rule: "dolt_i_bladet",
    level: "warn",
    says: `bladet har dolda rader (${rows}) eller kolumner (${columns.length}), och de läses som alla andra`,
    count: rows + columns.length,
    first: null,
    hint: "Ska de inte räknas, så läs in filen igen med --utan-dolda",
  }];
}

/** The stop at merged cells of columns that are read: but for the first, their rows would be read without the value. */
function mergedFindings({ name, header, merged = [] }: Extract, { sources }: Reading): Finding[] {
  const used = new Set(usedColumns(sources)), found = merged.filter(({ column }) => used.has(column));
  if (found.length === 0) return [];
  const columns = [...new Set(found.map(({ column }) => header[column]))];
  return [{
    rule: "sammanfogade_celler",
    level: "stop",
    says: `celler är sammanfogade, och bara den första av dem har deras värde: ${columns.join(", ")}`,
    count: found.length,
    first: placeText({ file: name, line: found[0].line }),
    hint: "Dela cellerna i kalkylprogrammet (Dela celler), fyll i värdet i varje cell och läs in filen igen",
  }];
}

function brokenFindings(file: string, broken: readonly BrokenRecord[]): Finding[] {
  return Object.entries(Object.groupBy(broken, ({ rule }) => rule)).map(([rule, records = []]) => ({
    rule: BROKEN_RULES[rule as BrokenRecord["rule"]],
    level: rule === "truncated" ? "stop" : "error",
    says: records[0].why,
    count: records.length,
    first: placeText({ file, ...records[0] }),
  }));
}
