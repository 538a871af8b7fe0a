import { headerKey } from "./_header_key.ts";
import { cleanText, type Field, fieldSchema, type FieldSpec, type Spelling } from "./field.ts";

/** The different cells of a column, each with how often it stands there. */
export type Cells = (column: number) => Iterable<readonly [cell: string, count: number]>;

/** The different cells that a column has next to each combination of other columns' cells. */
export type CellsTogether = (column: number, others: readonly number[]) => readonly ReadonlySet<string>[];

/** A share, a rate or a sum per inhabitant. */
const SHARE =
  /[%‰]|\bandel|procent|\bpct\b|percent|\bshare\b|\bproportion\b|\brates?\b|\bkvot\b|\bper\s?\d|\/\s?1\s?0{2,}|\bandel\b/i;
/** Numbers beside the counts that count no one who waits in a band. */
const MEASURE =
  /median|medel|genomsnitt|mean\b|average|percentil|kvartil|quartile|inv[åa]nare|folkm[äa]ngd|befolkning|population/i;
/** Contacts that wait by choice or for medical reasons, perhaps among the others. */
const DEVIATION = /\b(?:pvv|mov)\b|patientvald|medicinskt orsakad/i;
/** Numbers that name something. */
const NAMING =
  /(?:^|_|\d)(?:ar|year|kod|code|id|nr|nummer|number|no|hsaid|lkf|lan)$|(?:kod|nummer|code|hsaid)$/;
/** What rows count besides operations and those who wait for them, by how their cells begin, the first that fits. */
const KINDS: readonly RegExp[] = [
  /^(?:%|andel|procent|percent|share|proportion|kvot|median|medel|genomsnitt|mean\b|average)/i,
  /\b(?:över|mer än|längre än|högst|inom|under|max|upp till|<|>|≤|≥)\s*\d+\s*(?:d|dgr|dag|dagar|v|veckor|mån|månader|år)\b/i,
  /^(?:antal )?(?:inkomna|nya (?:beslut|remisser|patienter)|remisser|avförda|avslutade)(?!\p{L})/iu,
  /^(?:antal )?(?:första besök|nybesök|återbesök|läkarbesök|besök|mottagning)/i,
  /^(?:inkl|inklusive|med)(?!\p{L})/iu,
  /^(?:exkl|exklusive|utan)(?!\p{L})/iu,
  /^(?:föregående|fg|mål|målvärde|budget|prognos|förändring|differens)(?!\p{L})/iu,
  /^(?:antal )?(?:väntande|väntar)(?!\p{L})/iu,
  /^(?:antal )?(?:genomförda?|utförda?|opererade)(?!\p{L})/iu,
];
/** Columns whose cells say what their rows count. */
const SAYS_WHAT =
  /^(?:fas|kontakttyp|vardkontakttyp|besokstyp|matt|matt_?namn|variabel|indikator|nyckeltal|measure|variable|indicator|metric)$/;
const ROW_NUMBERS = /^(?:|unnamed: ?\d+|index|rad|radnr|radnummer|rownames?|nr|#)$/i;

const COUNT: FieldSpec = {
  kind: "whole",
  required: false,
  level: "error",
  expects: "ett helt antal, minst 0",
  min: 0,
};
/** A column of more different cells than this holds no kinds of rows. */
const MOST_KINDS = 20;
/** Different cells that are looked at to say of which kind a column is. */
const LOOKED_AT = 300;

/** What a column holds beside its header; of a column whose cells are not known nothing is said. */
export class ColumnLook {
  /** The column's place in the header, 0-based. */
  readonly column: number;
  /** Its header. */
  readonly header: string;
  #cells: readonly (readonly [text: string, count: number])[] | undefined;
  readonly #values: Cells | undefined;
  readonly #spelling: Spelling;
  #count: Field | undefined;

  /** A column of a file whose cells are perhaps known. */
  constructor(column: number, header: string, values: Cells | undefined, spelling: Spelling) {
    this.column = column;
    this.header = header;
    this.#values = values;
    this.#spelling = spelling;
  }

  /** Its different cells that are not missing, without blanks at their ends. */
  get cells(): readonly (readonly [text: string, count: number])[] {
    return this.#cells ??= [...this.#values?.(this.column) ?? []].flatMap(([cell, count]) => {
      const text = cleanText(cell);
      return text === null ? [] : [[text, count] as const];
    });
  }

  /** {@linkcode cells}, or `null` where more than so many are different: no more of a long column is read. */
  fewCells(most: number): readonly (readonly [text: string, count: number])[] | null {
    if (this.#cells === undefined) {
      let different = 0;
      for (const _ of this.#values?.(this.column) ?? []) if (++different > most) return null;
    }
    return this.cells.length > most ? null : this.cells;
  }

  /** Some of {@linkcode cells}, spread over them, enough to say what kind they are. */
  get someCells(): readonly (readonly [text: string, count: number])[] {
    const step = Math.max(1, Math.ceil(this.cells.length / LOOKED_AT));
    return this.cells.filter((_, at) => at % step === 0);
  }

  /** Whether it names nothing and holds nothing. */
  get blank(): boolean {
    return this.header.trim() === "" && this.cells.length === 0;
  }

  /**
   * Whether it holds shares or rates, by its header or by a sign of per cent in most cells. Where a cell holds a whole
   * number above zero it does not: those who are counted there would be lost.
   */
  get share(): boolean {
    if (SHARE.test(this.header)) return true;
    const cells = this.#firstCells();
    return most(cells, (text) => /^[\d\s.,<>-]+ ?[%‰]$/.test(text)) &&
      !cells.some(([text]) => (this.number(text) ?? 0) > 0);
  }

  /** Whether it is a mean, a median or a number of inhabitants. */
  get measure(): boolean {
    return MEASURE.test(this.header);
  }

  /** Whether it counts PvV or MoV, or something with or without them. */
  get deviation(): boolean {
    return DEVIATION.test(this.header.replaceAll("_", " "));
  }

  /** Whether it may count contacts: whole numbers in most cells, and a header that names no code, year or number of a thing. */
  get counts(): boolean {
    if (this.cells.length === 0 || NAMING.test(headerKey(this.header)) || this.measure) return false;
    return most(this.cells, (text) => this.number(text) !== null);
  }

  /** Whether its cells say that rows do not count the same: shares, means, visits, some of those who wait. */
  get kindsOfNumbers(): boolean {
    const { cells } = this;
    if (cells.length < 2 || cells.length > MOST_KINDS) return false;
    return SAYS_WHAT.test(headerKey(this.header)) ||
      new Set(cells.map(([text]) => KINDS.findIndex((kind) => kind.test(text)))).size > 1;
  }

  /** How many different cells it has that are not missing, a few of them looked at. */
  get answers(): number {
    return new Set(this.#firstCells().map(([text]) => text)).size;
  }

  /** Whether it only numbers the rows, as R and pandas write. */
  get numbersRows(): boolean {
    if (!ROW_NUMBERS.test(this.header.trim())) return false;
    const numbers = this.cells.map(([text, count]) => count === 1 && /^\d+$/.test(text) ? Number(text) : NaN);
    const first = Math.min(...numbers);
    return numbers.length > 0 && (first === 0 || first === 1) &&
      Math.max(...numbers) === first + numbers.length - 1;
  }

  /** How many of its cells are missing; 0 where they are not known. */
  get missing(): number {
    return [...this.#values?.(this.column) ?? []].reduce(
      (missing, [cell, count]) => missing + (cleanText(cell) === null ? count : 0),
      0,
    );
  }

  /** The sum of what its cells count; `null` where they are not known. */
  get sum(): number | null {
    return this.#values === undefined
      ? null
      : this.cells.reduce((sum, [text, count]) => sum + count * (this.number(text) ?? 0), 0);
  }

  /** How many of its cells are words that a list knows, but for totals; 0 where the list does not know them all. */
  namesKnownTo(known: (text: string) => "name" | "total" | null): number {
    let names = 0;
    for (const [text] of this.cells) {
      const is = /^[\d.,]+$/.test(text) ? null : known(text);
      if (is === null) return 0;
      if (is === "name") names++;
    }
    return names;
  }

  /** The first of its different cells: of every column of a register they are asked for. */
  #firstCells(): (readonly [text: string, count: number])[] {
    const first: (readonly [text: string, count: number])[] = [];
    for (const cell of this.#values?.(this.column) ?? []) {
      if (first.push(cell) === LOOKED_AT) break;
    }
    return first.filter(([cell]) => cleanText(cell) !== null);
  }

  /** What a cell counts; `null` where it counts nothing that can be read. */
  number(text: string): number | null {
    const read = (this.#count ??= fieldSchema(COUNT, this.#spelling)).safeParse(text);
    return read.success && typeof read.data === "number" ? read.data : null;
  }
}

/** Whether a condition holds for half of the cells or more; of no cells it does not. */
function most(
  cells: readonly (readonly [text: string, count: number])[],
  is: (text: string) => boolean,
): boolean {
  let all = 0, some = 0;
  for (const [text, count] of cells) {
    all += count;
    if (is(text)) some += count;
  }
  return all > 0 && 2 * some >= all;
}
