import type { Finding } from "../contract/mod.ts";
import { APART, countFields } from "./_counted.ts";
import { fewNames } from "./_wording.ts";
import type { Delivered, TypedRow } from "./delivered.ts";

/** The option of a load that keeps a delivery whose count looks like a sign for a missing value. */
export const ACCEPT_COUNTS = "godta-antal";

/** What systems write for a missing number: nines, eights and sevens, the largest number that they hold, and numbers below zero. */
const SIGN = /^(9{4,}|8{4,}|7{4,}|32767|65535|2147483647|4294967295|-1|-9+)$/;
/** A count is far outside when it is this many times as large as the others. */
const FAR = 3;

/**
 * Counts that stand for a missing value: 9999, 88888, 2147483647, -1, -9. Such a number is far outside the rest, and stops the
 * delivery, when it is below zero; when it is more than the row's count of all; or when it is at least three times as
 * large as every other count of its column (in one band a row: of its band) and of the row's other bands. Where there is
 * nothing to compare it with it is kept.
 *
 * @param delivered The delivery.
 * @returns At most one finding, of level stop, with the option that goes on.
 */
export function sentinelFindings(delivered: Delivered): Finding[] {
  const { rows, reading: { layout } } = delivered, fields = countFields(layout);
  const signs = rows.flatMap((row, number) =>
    fields.filter((field) => isSign(row[field])).map((field) => ({
      number,
      field,
      count: Number(row[field]),
    }))
  );
  if (signs.length === 0) return [];
  const largest = largestOthers(rows, fields);
  const far = signs.filter(({ number, field, count }) => {
    const row = rows[number], total = field === "antal" ? null : row.antal;
    if (count < 0 || typeof total === "number" && !isSign(total) && count > total) return true;
    const others = Math.max(largest.column(row, field), largest.row(row, field));
    return others > 0 && count >= FAR * others;
  });
  if (far.length === 0) return [];
  return [{
    rule: "antal_saknas_tecken",
    level: "stop",
    says: `antal som ser ut att stå för att värdet saknas, långt utanför de andra: ${
      fewNames(far.map(({ number, field, count }) => `${count} i ${delivered.place(number, field)}`))
    }`,
    count: far.length,
    first: delivered.place(far[0].number, far[0].field),
    hint: `Töm cellerna där antalet saknas; stämmer antalet, så läs in filen igen med --${ACCEPT_COUNTS}`,
    option: ACCEPT_COUNTS,
  }];
}

function isSign(value: unknown): boolean {
  return typeof value === "number" && SIGN.test(String(value));
}

/** The largest count beside a sign: in its column, and in the bands of its row. Signs do not count. */
function largestOthers(rows: readonly TypedRow[], fields: readonly string[]) {
  const columns = new Map<string, number>(), kinds = new Map<string, number>();
  const columnOf = (row: TypedRow, field: string) => `${field}|${row.band ?? ""}`;
  const kindOf = (row: TypedRow) =>
    JSON.stringify(["manad", "status", "region", "avvikelse", ...APART].map((field) => row[field]));
  const long = rows.some(({ band }) => typeof band === "string");
  const raise = (found: Map<string, number>, key: string, count: number) =>
    found.set(key, Math.max(found.get(key) ?? 0, count));
  for (const row of rows) {
    for (const field of fields) {
      const count = row[field];
      if (typeof count !== "number" || isSign(count)) continue;
      raise(columns, columnOf(row, field), count);
      if (long) raise(kinds, kindOf(row), count);
    }
  }
  return {
    column: (row: TypedRow, field: string) => columns.get(columnOf(row, field)) ?? 0,
    row: (row: TypedRow, field: string) =>
      long ? kinds.get(kindOf(row)) ?? 0 : field === "antal" ? 0 : Math.max(
        0,
        ...fields.filter((other) => other !== "antal").map((other) => row[other])
          .filter((count) => typeof count === "number" && !isSign(count)).map(Number),
      ),
  };
}
