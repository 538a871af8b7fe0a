import { differentCells, type Extract, textAt } from "../extract/mod.ts";
import { namesPlaces, readColumnName } from "./_column_names.ts";
import { ColumnTally } from "./_column_tally.ts";
import { partedNumbers } from "./_parted_number.ts";
import { holdsPersonalNumber } from "./holds_personal_number.ts";

/** A column that holds personal numbers, or whose name says so. No value is ever kept or shown. */
export interface PersonalNumberColumn {
  /** The column's header; "" for a nameless column, a record that could not be split, or what is no column. */
  readonly column: string;
  /** How many cells look like personal numbers; of two columns together, how many of the records looked at. */
  readonly cells: number;
  /**
   * Why: by the column's name, by its content, with a column of days, or because the header line, what stands beside
   * the table or the file's own name holds such numbers.
   */
  readonly by: "namn" | "innehåll" | "par" | "rubrik" | "bredvid" | "filnamn";
  /** The header of the column of days, by "par". */
  readonly day?: string;
  /** Set where nothing but bare numbers was found and so few that chance explains them: a running number would do so. */
  readonly mayRun?: true;
}

/** A column of running numbers of which some could be read as personal numbers and were let through. */
export interface RunningNumberColumn {
  /** The column's header. */
  readonly column: string;
  /** The bare numbers of ten or twelve digits in it. */
  readonly numbers: number;
  /** Those of them that could be read as personal numbers. */
  readonly letThrough: number;
}

/** What the gate says of a delivery. */
export interface PersonalNumberScreening {
  /** The columns and other places that hold personal numbers; none when the delivery may be loaded. */
  readonly found: readonly PersonalNumberColumn[];
  /** The columns of running numbers that were let through. */
  readonly running: readonly RunningNumberColumn[];
}

/** Options for {@linkcode screenCells} and {@linkcode screenPersonalNumbers}. */
export interface ScreeningOptions {
  /** Columns that the person who loads the delivery says hold running numbers, and nothing about a person. @default {[]} */
  readonly runningNumbers?: readonly string[];
}

/** A delivery holds personal numbers: nothing of it may be stored. The message names columns and counts only. */
export class PersonalNumberError extends Error {
  /** The name of the error. */
  override readonly name: string = "PersonalNumberError";
  /** The file's name, its digits hidden where it holds a personal number itself. */
  readonly file: string;
  /** The columns found. */
  readonly columns: readonly PersonalNumberColumn[];

  /** Makes the error for a file and the columns found in it. */
  constructor(file: string, columns: readonly PersonalNumberColumn[]) {
    const inName = columns.some(({ by }) => by === "filnamn");
    const shownFile = inName ? file.replace(/\p{Nd}/gu, "x") : file;
    const byName = columns.filter(({ by }) => by === "namn").map(({ column }) => `"${column}"`);
    super(
      `Inläsningen av ${shownFile} stoppades: filen ser ut att innehålla personnummer eller annat som pekar ut en ` +
        `person i ${columns.map(placeName).join(", ")}. ` +
        "Inget har sparats. Ta bort det eller ersätt det med ett pseudonymt id, och läs in filen igen." +
        (byName.length > 0 ? ` Gäller ${byName.join(", ")} inte personer, så döp om kolumnen i filen.` : "") +
        columns.filter(({ mayRun }) => mayRun).map(({ column }) =>
          ` Är "${column}" ett löpnummer som inget säger om en person, så ange --lopnummer "${column}".`
        ).join(""),
    );
    this.file = shownFile;
    this.columns = columns;
  }
}

function placeName({ column, cells, by, day }: PersonalNumberColumn): string {
  const counted = `(${cells} ${cells === 1 ? "cell" : "celler"})`;
  if (by === "namn") return `kolumnen "${column}" (namnet)`;
  if (by === "par") return `kolumnerna "${day}" och "${column}" tillsammans (minst ${cells} rader)`;
  if (by === "rubrik") return `den första raden ${counted}; saknar filen rubrikrad?`;
  if (by === "bredvid") return `texten ovanför tabellen eller bladens namn ${counted}`;
  if (by === "filnamn") return "filens namn";
  return `${column === "" ? "rader utan läsbara kolumner" : `kolumnen "${column}"`} ${counted}`;
}

/** A column as its different cells, without quotes. */
export interface DifferentCells {
  /** The column's header. */
  readonly name: string;
  /** Each different cell and how many records have it; a new iterable at each call, as the gate asks more than once. */
  cells(): Iterable<readonly [text: string, count: number]>;
}

/** A column as places in UTF-8, one of each record: a column whose cells are nearly all different. */
export interface CellPlaces {
  /** The column's header. */
  readonly name: string;
  /** The bytes that the places are in. */
  readonly bytes: Uint8Array;
  /** The first byte of each record's cell, inside its quotes. */
  readonly from: ArrayLike<number>;
  /** The byte after its last. */
  readonly to: ArrayLike<number>;
}

/** A delivery as the gate looks at it. Nothing is known of the file's format. */
export interface ScreenedCells {
  /** The file's name. */
  readonly name: string;
  /** The columns, in the order of the file. */
  readonly columns: readonly (DifferentCells | CellPlaces)[];
  /** Text that stands with the table: titles above it, notes below it, the names of a workbook's sheets. */
  readonly beside: readonly string[];
  /** The records that could not be split into cells, as text. @default {[]} */
  readonly broken?: Iterable<string>;
  /**
   * The cells of two columns, given by their numbers, in each of some records: some hundred will do. Without it no day
   * is held against four digits in another column.
   */
  pairs?(first: number, second: number): Iterable<readonly [string, string]>;
}

/**
 * Looks for personal numbers (personnummer, samordningsnummer, interim and reserve numbers) in every different cell of a
 * delivery, in the text above its table, in its headers, in the names of a workbook's sheets and in the file's own name.
 *
 * It reads no more than it is given: the cells' values as text. It does not read a workbook's comments, text boxes,
 * pictures, document properties, formula text, or sheets that are not loaded, hidden ones among them; nor does it know a
 * person's name in a cell.
 *
 * - **A day and four digits.** YYMMDD or YYYYMMDD with a day of the calendar (day + 60 for coordination numbers), then
 *   signs, blanks or line ends of any kind or nothing, then four digits that make the ten pass the check digit. The
 *   day's parts and the last four may be parted too, all the digits as thousands are, or written 1,98E+11; digits,
 *   dashes and blanks may be of any script. After a hyphen the check digit may be wrong, where the four can be nothing
 *   else: no time, no day of a period, no year.
 * - **Reserve and interim numbers**: a day and four characters, letters among them, in the forms of the regions.
 * - **Lost zeros.** Whole numbers of seven to nine digits are asked of the column: it holds personal numbers when most of
 *   them are, with zeros before them.
 * - **Two columns**: days, and four digits that pass with them in nearly every record.
 * - **Headers** that say so (`pnr`, `namn`, `sista4`), by the lists of data/reference/personal_columns.json. A column
 *   named for patients stops where it holds anything of a personal number's length; `namn` does not where every cell is
 *   a region, a hospital or a vårdutbud.
 *
 * UUIDs and other ids of hex digits are no personal numbers, nor are times: a column whose twelve digits are all
 * YYYYMMDDhhmm, not every one with a right check digit. Forms that other numbers have as well (a decimal number of 6 + 4
 * digits, ten digits after letters) count where there are more than chance explains.
 *
 * Of bare ten-digit numbers nearly one in a hundred passes by chance: so in a column that is named as a running number
 * (`vardkontakt_id`, `remiss_id`, `löpnr`) twenty or more that begin with a day, of which no more pass than chance explains,
 * are let through; and so are, of a column that is declared one, the few that chance explains among twenty numbers or
 * more. Twelve digits, of which two in ten thousand pass, are let through in the same columns. In any other column one is
 * enough, and any other form is enough everywhere.
 *
 * @param delivery The delivery.
 * @param options The columns that are declared running numbers.
 * @returns What was found, and what was let through. Counts are of records: a cell that three records have counts three.
 *
 * @example A number from a public library's tests, in two records
 * ```ts
 * import assert from "node:assert/strict";
 * import { screenCells } from "vantelage/contract";
 * const columns = [{ name: "anteckning", cells: () => [["ringt 811228-9874", 2], ["", 5]] as const }];
 * const { found } = screenCells({ name: "x.csv", columns, beside: [] });
 * assert.deepEqual(found, [{ column: "anteckning", cells: 2, by: "innehåll" }]);
 * ```
 */
export function screenCells(
  { name, columns, beside, broken = [], pairs }: ScreenedCells,
  { runningNumbers = [] }: ScreeningOptions = {},
): PersonalNumberScreening {
  const aside = (texts: Iterable<string>, by: PersonalNumberColumn["by"]): PersonalNumberColumn[] => {
    let cells = 0;
    for (const text of texts) if (holdsPersonalNumber(text)) cells++;
    return cells > 0 ? [{ column: "", cells, by }] : [];
  };
  const around = [...aside([name], "filnamn"), ...aside(beside, "bredvid")];
  const inHeader = aside(columns.map((column) => column.name), "rubrik");
  if (inHeader.length > 0) return { found: [...around, ...inHeader], running: [] };
  const declared = new Set(runningNumbers.map((column) => column.trim().toLowerCase()));
  const screened = columns.map((column) =>
    screenColumn(column, declared.has(column.name.trim().toLowerCase()))
  );
  const parted = pairs === undefined ? [] : partedNumbers(
    columns.map((column, index) =>
      screened[index].found === null && "cells" in column ? column.cells : undefined
    ),
    pairs,
  ).map(({ day, four, records }): PersonalNumberColumn => ({
    column: columns[four].name,
    cells: records,
    by: "par",
    day: columns[day].name,
  }));
  return {
    found: [
      ...around,
      ...screened.flatMap(({ found }) => found ?? []),
      ...parted,
      ...aside(pieces(broken), "innehåll"),
    ],
    running: screened.flatMap(({ running }) => running ?? []),
  };
}

interface ScreenedColumn {
  readonly found: PersonalNumberColumn | null;
  readonly running: RunningNumberColumn | null;
}

function screenColumn(column: DifferentCells | CellPlaces, isDeclared: boolean): ScreenedColumn {
  const tally = new ColumnTally();
  if ("cells" in column) { for (const [text, count] of column.cells()) tally.addText(text, count); }
  else {for (let record = 0; record < column.from.length; record++) {
      tally.addBytes(column.bytes, column.from[record], column.to[record]);
    }}
  const { name } = column, { stops, mayNamePlaces, isPatients, isRunning, isTime } = readColumnName(name);
  const { numbers, passed, reserve } = tally.bareNumbers(isTime), mayRun = tally.mayRun(isTime);
  const runs = isRunning ? tally.runs(isTime) : isDeclared && mayRun;
  const certain = tally.certainCells(isTime, isRunning || isDeclared), cells = certain + passed + reserve;
  const found = (by: PersonalNumberColumn["by"], count: number, more: { mayRun?: true } = {}) => ({
    found: { column: name, cells: count, by, ...more },
    running: null,
  });
  if (stops && !(mayNamePlaces && "cells" in column && namesPlaces(column.cells()))) {
    return found("namn", cells);
  }
  if (isPatients && tally.shaped > 0) return found("namn", tally.shaped);
  if (runs) {
    return {
      found: certain > 0 ? { column: name, cells: certain, by: "innehåll" } : null,
      running: passed + reserve > 0 ? { column: name, numbers, letThrough: passed + reserve } : null,
    };
  }
  if (cells === 0) return { found: null, running: null };
  return found("innehåll", cells, certain === 0 && mayRun ? { mayRun } : {});
}

/** The fields of records that could not be split, as well as they can be known. */
function* pieces(texts: Iterable<string>): Iterable<string> {
  for (const text of texts) {
    for (const piece of text.split(/[;|\t\r\n]/)) {
      // A comma parts fields, or a number's decimals.
      yield* holdsPersonalNumber(piece) ? [piece] : piece.split(",");
    }
  }
}

/** What is looked through of an extract. */
export type Screened = Pick<Extract, "name" | "beside" | "columns" | "broken" | "packedAs">;

/**
 * Looks for personal numbers in an extract, as {@linkcode screenCells} does in its cells.
 *
 * @param extract The delivery.
 * @param options The columns that are declared running numbers.
 * @returns What was found, and what was let through.
 *
 * @example A number from a public library's tests
 * ```ts
 * import assert from "node:assert/strict";
 * import { screenPersonalNumbers } from "vantelage/contract";
 * import { parseExtract } from "vantelage/extract";
 * const file = parseExtract(new TextEncoder().encode("anteckning;dagar\nringt 811228-9874;12\n"), "x.csv");
 * const { found, running } = screenPersonalNumbers(file, { runningNumbers: ["anteckning"] });
 * assert.deepEqual(found, [{ column: "anteckning", cells: 1, by: "innehåll" }]);
 * assert.deepEqual(running, []);
 * ```
 */
export function screenPersonalNumbers(
  extract: Screened,
  options: ScreeningOptions = {},
): PersonalNumberScreening {
  const { name, beside, columns, broken, packedAs } = extract;
  return screenCells({
    name: packedAs === undefined ? name : `${name}\n${packedAs}`,
    beside,
    broken: broken.map(({ raw }) => raw),
    columns: columns.map((column) =>
      column.kind === "plain" ? column : { name: column.name, cells: () => differentCells(column) }
    ),
    pairs: (first, second) => cellPairs(columns[first], columns[second]),
  }, options);
}

/** Records that are looked at, evenly spread, when two columns are held against each other. */
const PAIRED = 400;

function* cellPairs(
  first: Extract["columns"][number],
  second: Extract["columns"][number],
): Iterable<readonly [string, string]> {
  const records = first.kind === "coded" ? first.codes.length : first.from.length;
  const step = Math.max(1, Math.floor(records / PAIRED));
  for (let record = 0; record < records; record += step) {
    yield [textAt(first, record), textAt(second, record)];
  }
}

/**
 * The columns and other places of a delivery that hold personal numbers, as {@linkcode screenPersonalNumbers} says.
 *
 * @param extract The delivery.
 * @returns The columns and other places that hold any, or whose name says so; none when the delivery may be loaded.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { findPersonalNumbers } from "vantelage/contract";
 * import { parseExtract } from "vantelage/extract";
 * const file = parseExtract(new TextEncoder().encode("pnr;dagar\n1;12\n"), "x.csv");
 * assert.deepEqual(findPersonalNumbers(file), [{ column: "pnr", cells: 0, by: "namn" }]);
 * ```
 */
export function findPersonalNumbers(extract: Screened): readonly PersonalNumberColumn[] {
  return screenPersonalNumbers(extract).found;
}
