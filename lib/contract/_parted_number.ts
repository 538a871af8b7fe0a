import { isLongDate, isShortDate, passesCheck } from "./_birth_number.ts";

/** Two columns, one of days and one of four digits, that are personal numbers together. */
export interface PartedColumns {
  /** The number of the column of days, and that of the last four. */
  readonly day: number;
  readonly four: number;
  /** Of the records looked at, those whose day and four digits pass the check digit. */
  readonly records: number;
}

/** The different cells of a column; those of one that is nearly all different are not looked at. */
export type Cells = () => Iterable<readonly [text: string, count: number]>;

const MOST_RECORDS = 500, FEWEST_PAIRS = 4, MANY_PAIRS = 10;

/**
 * Finds columns of days whose records' last four stand in another column: in nearly every record the day and the four
 * pass the check digit, which chance gives one in ten. Cells that lost the zeros before them have them again.
 *
 * @param columns The columns' cells; `undefined` where a column is none of the two.
 * @param pairs The cells of two columns in each of some records.
 */
export function partedNumbers(
  columns: readonly (Cells | undefined)[],
  pairs: (first: number, second: number) => Iterable<readonly [string, string]>,
): PartedColumns[] {
  const numbered = columns.map((cells, column) => ({ cells, column }));
  const fours = numbered.filter(({ cells }) => cells && holdsFours(cells)).map(({ column }) => column);
  if (fours.length === 0) return [];
  const days = numbered.filter(({ cells }) => cells && holdsDays(cells)).map(({ column }) => column);
  return days.flatMap((day) =>
    fours.flatMap((four) => {
      const records = day === four ? 0 : recordsThatPass(pairs(day, four));
      return records > 0 ? [{ day, four, records }] : [];
    })
  );
}

/** The records that pass when they are nearly all, else 0. Equal pairs say no more than one. */
function recordsThatPass(pairs: Iterable<readonly [string, string]>): number {
  const known = new Map<string, boolean>();
  let records = 0, passing = 0, passed = 0, looked = 0;
  for (const [day, four] of pairs) {
    if (looked++ >= MOST_RECORDS) break;
    const serial = fourDigits(day === "" ? "" : four), days = daysOf(day);
    if (serial === null || days.length === 0) continue;
    const key = `${day} ${four}`, before = known.get(key);
    const passes = before ?? days.some((digits) => passesCheck([...digits, ...serial], 0));
    if (before === undefined) {
      known.set(key, passes);
      if (passes) passed++;
    }
    records++;
    if (passes) passing++;
    if (known.size === 40 && passed < 20) return 0;
  }
  const share = known.size < MANY_PAIRS ? 1 : 0.8;
  return known.size >= FEWEST_PAIRS && passed >= share * known.size && records > 0 ? passing : 0;
}

/** Whether a column's cells are days, nearly all. */
function holdsDays(cells: Cells): boolean {
  return nearlyAll(cells, (text) => daysOf(text).length > 0);
}

/** Whether a column's cells are whole numbers of at most four digits, some of three or four. */
function holdsFours(cells: Cells): boolean {
  let longest = 0;
  return nearlyAll(cells, (text) => {
    const digits = fourDigits(text);
    if (digits !== null) longest = Math.max(longest, text.replace(/\D/g, "").length);
    return digits !== null;
  }) && longest >= 3;
}

function nearlyAll(cells: Cells, holds: (text: string) => boolean): boolean {
  let all = 0, wrong = 0;
  for (const [text] of cells()) {
    if (text.trim() === "") continue;
    all++;
    if (!holds(text) && ++wrong > 5 && wrong * 10 > all) return false;
  }
  return all > 0 && wrong * 10 <= all;
}

/** The last four, with the zeros that a program took away; a sign may stand before them. */
function fourDigits(text: string): number[] | null {
  const match = /^['\s]{0,3}[-+]?(\d{1,4})(?:[.,]0)?\s{0,3}$/.exec(text);
  return match && Array.from(match[1].padStart(4, "0"), Number);
}

/** YYMMDD of a day as text, in each way that it may be read; none if it is no day. */
function daysOf(text: string): number[][] {
  const match =
    /^\s{0,3}(\d{1,8})(?:[-./ ](\d{1,2})[-./ ](\d{1,4}))?(?:[T ][\d:.]{1,12}Z?)?(?:[.,]0)?\s{0,3}$/.exec(
      text,
    );
  if (!match) return [];
  const [, first, second, third] = match;
  const two = (digits: string) => digits.padStart(2, "0");
  if (third === undefined) {
    if (first.length === 8) return keep([first]);
    return first.length === 5 || first.length === 6 ? keep([first.padStart(6, "0")]) : [];
  }
  if (first.length === 4) return keep([first + two(second) + two(third)]);
  if (first.length > 2) return [];
  return keep(
    third.length === 4
      ? [third + two(second) + two(first), third + two(first) + two(second)]
      : third.length > 2
      ? []
      : [two(first) + two(second) + two(third), two(third) + two(second) + two(first)],
  );
}

function keep(days: readonly string[]): number[][] {
  return days.map((day) => Array.from(day, Number))
    .filter((digits) => digits.length === 8 ? isLongDate(digits, 0) : isShortDate(digits, 0))
    .map((digits) => digits.slice(-6));
}
