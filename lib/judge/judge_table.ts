import {
  blankSkip,
  type Breach,
  duplicateRule,
  fieldBreach,
  type Layout,
  type Skip,
  totalSkip,
} from "../contract/mod.ts";
import type { CodedTableColumn, Extract } from "../extract/mod.ts";
import { arithmeticTotalSkip } from "../plausibility/mod.ts";
import { BLOCK } from "./_block_values.ts";
import { ConditionCompiler } from "./compile_condition.ts";
import { findDuplicates } from "./duplicates.ts";
import { MISSING, RESTORED, type TypedField, UNREADABLE } from "./read_fields.ts";
import { findDifferentTotals, findTotals } from "./totals.ts";
import type { Texts } from "./typed_value.ts";

/** A rule, how many records broke it, and the first of them. */
export interface RuleCount extends Breach {
  /** The records that broke it, of those that were not skipped. */
  readonly count: number;
  /** The first one's number, -1 where there is none. */
  readonly first: number;
}

/** A reason to skip records, how many there are, and the first of them. */
export interface SkipCount {
  /** The reason's number: the layout's own come first, then {@linkcode SKIPS_OF_ALL}. */
  readonly skip: number;
  readonly count: number;
  readonly first: number;
}

/** The verdict on every good record of a table. */
export interface TableVerdict {
  /** 1 for each record that is accepted. */
  readonly accepted: Uint8Array;
  /** The rejected records in order, with the rules of level error or stop that they break; not all when they are too many. */
  readonly rejected: readonly { readonly record: number; readonly rules: readonly Breach[] }[];
  /** Every rule that was tried, and what it found. */
  readonly rules: readonly RuleCount[];
  /** Why records were skipped. */
  readonly skips: readonly SkipCount[];
  /** The records that were skipped as totals, over all regions or within one. */
  readonly totals: readonly number[];
  /** The accepted records of what an earlier one holds in another state: a contact that both waits and was operated. */
  readonly otherState: readonly number[];
  /** The skipped totals over the bands that are not the sum of their parts. */
  readonly differentTotals: readonly number[];
  /** Each is counted for itself, so that they can be held against the records of the file. */
  readonly counts: { readonly accepted: number; readonly rejected: number; readonly skipped: number };
}

/** The reasons to skip a record that every layout has, after its own. */
export const SKIPS_OF_ALL: readonly Omit<Skip, "when">[] = [
  totalSkip,
  blankSkip,
  arithmeticTotalSkip,
  { name: "rubrikrad_igen", says: "raden är tabellens rubrikrad en gång till", fields: [] },
  { name: "anmarkning", says: "raden är en titel eller en anmärkning: en enda text", fields: [] },
  {
    name: "delmangd",
    says: "raden räknar en del av dem som en annan rad räknar (varav), och räknas inte en gång till",
    fields: [],
  },
  {
    name: "inget_antal",
    says: "raden räknar inga väntande: det är ett medelvärde, en andel, ett mål eller en förändring",
    fields: [],
  },
  { name: "annan_tabell", says: "raden hör till en annan tabell än den som --rubrikrad anger", fields: [] },
];

/** What is known of records that the layout's fields alone do not report, and a limit. */
export interface TableOptions {
  /** How many rejected records are remembered with their rules; of more, only the number is exact. @default {Infinity} */
  readonly mostRejected?: number;
  /** The table's header once more. */
  readonly headersAgain?: readonly number[];
  /** Titles and notes. */
  readonly notes?: readonly number[];
  /** Rows that count some of those whom others count. */
  readonly subsets?: readonly number[];
  /** Rows that count nobody. */
  readonly measures?: readonly number[];
  /** The first record of another table, which is not read, nor any after it. */
  readonly end?: number;
  /** Among candidates those that are totals over columns that are not read. */
  readonly byColumns?: (candidates: readonly number[]) => readonly number[];
  /** Among candidates those that are the sums of others, whatever they are called. */
  readonly byArithmetic?: (candidates: readonly number[]) => readonly number[];
}

/** Rules in one word of 32 bits, whose sign is left out. */
const BITS = 31;

/**
 * Judges every record by the layout's rules, a block at a time, after the records to skip are known.
 *
 * @param extract The coded table.
 * @param layout The layout.
 * @param fields Its fields as read from the table.
 * @param texts The texts of their values.
 * @param options Records that are no data of the table, more totals, which are asked for of an aggregate only, and the
 * number of rejected records that are remembered.
 * @returns The verdict; accepted, rejected and skipped are counted each for itself.
 */
export function judgeTable(
  { columns, good }: Pick<Extract, "columns" | "good">,
  layout: Layout,
  fields: readonly TypedField[],
  texts: Texts,
  options: TableOptions = {},
): TableVerdict {
  const { mostRejected = Infinity } = options;
  const { skipOf, totals } = markSkips({ columns, good }, layout, fields, texts, options);
  const tried = new RuleWords(layout, fields, texts), accepted = new Uint8Array(good);
  const rejected: { record: number; rules: readonly Breach[] }[] = [];
  let wrong = 0;
  const reject = (record: number, rules: () => readonly Breach[]) => {
    if (wrong++ <= mostRejected) rejected.push({ record, rules: rules() });
  };
  for (let first = 0; first < good; first += BLOCK) {
    const count = Math.min(BLOCK, good - first);
    tried.run(first, count);
    for (let row = 0; row < count; row++) {
      const record = first + row;
      if (skipOf[record] !== 0) continue;
      if (tried.isClean(row) || !tried.note(row, record)) accepted[record] = 1;
      else reject(record, () => tried.broken(row));
    }
  }
  const key = fields.filter(({ name }) => layout.key.includes(name));
  const { later, otherState } = findDuplicates(key, accepted, layout.state);
  const { name: rule, level, says, fields: [field] } = duplicateRule;
  const duplicate: Breach = { rule, level, field, says };
  for (const record of later) {
    accepted[record] = 0;
    reject(record, () => [duplicate]);
  }
  rejected.sort((a, b) => a.record - b.record);
  const kept = layout.totals === null ? [] : recordsWhere(skipOf, 0);
  const skips = skipCounts(skipOf, layout.skips.length + SKIPS_OF_ALL.length);
  return {
    accepted,
    rejected,
    rules: [...tried.counts(), { ...duplicate, count: later.length, first: later[0] ?? -1 }],
    skips,
    totals: layout.totals === null ? [] : [...totalsOfRegions(layout, skipOf), ...totals],
    otherState,
    differentTotals: findDifferentTotals(layout, fields, texts, { totals, kept }),
    counts: {
      accepted: sum(accepted),
      rejected: wrong,
      skipped: skips.reduce((all, { count }) => all + count, 0),
    },
  };
}

/** For each record 0, or the number from 1 of the reason why it is skipped; and the totals over the bands among them. */
function markSkips(
  table: Pick<Extract, "columns" | "good">,
  layout: Layout,
  fields: readonly TypedField[],
  texts: Texts,
  { headersAgain = [], notes = [], subsets = [], measures = [], end = table.good, byColumns, byArithmetic }:
    TableOptions,
): { skipOf: Uint8Array; totals: number[] } {
  const skipOf = new Uint8Array(table.good), compiler = new ConditionCompiler(fields, texts);
  const masks = layout.skips.map(({ when }) => compiler.mask(when)), blank = blankRecords(table);
  for (let first = 0; first < table.good; first += BLOCK) {
    const count = Math.min(BLOCK, table.good - first);
    compiler.run(first, count);
    // The first reason that holds is the last to be set.
    for (let number = masks.length; number > 0; number--) {
      const mask = masks[number - 1];
      for (let row = 0; row < count; row++) if (mask[row] === 1) skipOf[first + row] = number;
    }
  }
  const [total, isBlank, sum, again, note, subset, measure, outside] = SKIPS_OF_ALL.map((_, index) =>
    layout.skips.length + 1 + index
  );
  const mark = (records: readonly number[], number: number) => {
    for (const record of records) skipOf[record] = number;
  };
  mark(headersAgain, again);
  mark(notes, note);
  mark(subsets, subset);
  mark(measures, measure);
  mark(blank, isBlank);
  skipOf.fill(outside, end);
  if (layout.totals === null) return { skipOf, totals: [] };
  const left = () => recordsWhere(skipOf, 0);
  mark(byColumns?.(left()) ?? [], total);
  mark(findTotals(layout, fields, texts, left()), total);
  mark(byArithmetic?.(left()) ?? [], sum);
  return { skipOf, totals: recordsWhere(skipOf, total) };
}

/** The records without a single cell. */
function blankRecords({ columns, good }: Pick<Extract, "columns" | "good">): number[] {
  const isEmpty = (column: CodedTableColumn) =>
    column.kind === "coded"
      ? (record: number) => column.codes[record] === 0
      : (record: number) => column.from[record] === column.to[record];
  // Nearly every table has a column that is always filled, which answers for all.
  let left: number[] | null = null;
  for (const column of columns) {
    const empty = isEmpty(column), found: number[] = [];
    if (left === null) {
      for (let record = 0; record < good; record++) if (empty(record)) found.push(record);
    } else for (const record of left) if (empty(record)) found.push(record);
    left = found;
    if (left.length === 0) return [];
  }
  return left ?? [];
}

/** The rules that the records of a block break, a bit each. */
class RuleWords {
  readonly #rules: Breach[] = [];
  readonly #found: { count: number; first: number }[];
  readonly #compiler: ConditionCompiler;
  readonly #across: { readonly bit: number; readonly mask: Uint8Array }[];
  readonly #flagged: {
    readonly codes: TypedField["codes"];
    readonly bits: Int32Array;
    readonly word: Int32Array;
  }[];
  readonly #words: Int32Array[];
  /** In each word the bits of rules of level error or stop. */
  readonly #errors: number[];

  constructor(layout: Layout, fields: readonly TypedField[], texts: Texts) {
    this.#compiler = new ConditionCompiler(fields, texts);
    const own: { field: TypedField; flag: number; bit: number }[] = [];
    for (const field of fields) {
      const add = (flag: number, suffix: Parameters<typeof fieldBreach>[2]) =>
        own.push({ field, flag, bit: this.#rules.push(fieldBreach(field.name, field.spec, suffix)) - 1 });
      if (field.given) add(UNREADABLE, "ogiltigt");
      if (field.spec.required) add(MISSING, "saknas");
      if (field.given && field.spec.lostZero) add(RESTORED, "nolla");
    }
    this.#across = layout.rules.map(({ name, level, fields: [field], says, broken }) => ({
      bit: this.#rules.push({ rule: name, level, field, says }) - 1,
      mask: this.#compiler.mask(broken),
    }));
    this.#words = Array.from(
      { length: Math.ceil(this.#rules.length / BITS) },
      () => new Int32Array(BLOCK),
    );
    this.#errors = this.#words.map((_, word) =>
      this.#rules.slice(word * BITS, (word + 1) * BITS)
        .reduce((mask, { level }, bit) => isError(level) ? mask | 1 << bit : mask, 0)
    );
    this.#flagged = own.filter(({ field, flag }) => field.flags?.includes(flag)).map((
      { field: { codes, flags }, flag, bit },
    ) => ({
      codes,
      // Each cell's bit, so that a record costs one look-up.
      bits: Int32Array.from(flags ?? [], (found) => found === flag ? 1 << bit % BITS : 0),
      word: this.#words[Math.floor(bit / BITS)],
    }));
    this.#found = this.#rules.map(() => ({ count: 0, first: -1 }));
  }

  /** Tries every rule on the records from `first`. */
  run(first: number, count: number): void {
    this.#compiler.run(first, count);
    for (const word of this.#words) word.fill(0);
    for (const { codes, bits, word } of this.#flagged) addFlags(codes, bits, word, first, count);
    for (const { bit, mask } of this.#across) {
      const found = mask.indexOf(1);
      if (found < 0 || found >= count) continue;
      const word = this.#words[Math.floor(bit / BITS)], shift = bit % BITS;
      for (let row = found; row < count; row++) word[row] |= mask[row] << shift;
    }
  }

  /** Whether a row of the block breaks no rule. */
  isClean(row: number): boolean {
    for (let word = 0; word < this.#words.length; word++) if (this.#words[word][row] !== 0) return false;
    return true;
  }

  /** Counts the rules that a row breaks; whether one of them rejects it. */
  note(row: number, record: number): boolean {
    let wrong = 0;
    for (let word = 0; word < this.#words.length; word++) {
      wrong |= this.#words[word][row] & this.#errors[word];
      for (let left = this.#words[word][row]; left !== 0; left &= left - 1) {
        const found = this.#found[word * BITS + 31 - Math.clz32(left & -left)];
        if (found.count++ === 0) found.first = record;
      }
    }
    return wrong !== 0;
  }

  /** The rules of level error or stop that a row breaks. */
  broken(row: number): Breach[] {
    return this.#rules.filter(({ level }, bit) =>
      isError(level) && (this.#words[Math.floor(bit / BITS)][row] >>> bit % BITS & 1) === 1
    );
  }

  counts(): RuleCount[] {
    return this.#rules.map((rule, bit) => ({ ...rule, ...this.#found[bit] }));
  }
}

function isError(level: Breach["level"]): boolean {
  return level === "error" || level === "stop";
}

function addFlags(
  codes: TypedField["codes"],
  bits: Int32Array,
  word: Int32Array,
  first: number,
  count: number,
): void {
  if (codes === "constant") { for (let row = 0; row < count; row++) word[row] |= bits[0]; }
  else if (codes === "record") { for (let row = 0; row < count; row++) word[row] |= bits[first + row]; }
  else for (let row = 0; row < count; row++) word[row] |= bits[codes[first + row]];
}

/** The records that are totals over all regions. */
function totalsOfRegions({ skips }: Layout, skipOf: Uint8Array): number[] {
  const reason = skips.findIndex(({ name }) => name === "totalrad_region") + 1;
  return reason === 0 ? [] : recordsWhere(skipOf, reason);
}

function skipCounts(skipOf: Uint8Array, reasons: number): SkipCount[] {
  const counts = Array.from({ length: reasons }, (_, skip) => ({ skip, count: 0, first: -1 }));
  for (let record = 0; record < skipOf.length; record++) {
    if (skipOf[record] === 0) continue;
    const found = counts[skipOf[record] - 1];
    if (found.count++ === 0) found.first = record;
  }
  return counts.filter(({ count }) => count > 0);
}

function recordsWhere(numbers: Uint8Array, wanted: number): number[] {
  const records: number[] = [];
  for (let record = 0; record < numbers.length; record++) {
    if (numbers[record] === wanted) records.push(record);
  }
  return records;
}

function sum(mask: Uint8Array): number {
  let ones = 0;
  for (let record = 0; record < mask.length; record++) ones += mask[record];
  return ones;
}
