import { type Reading, TOTAL, TOTAL_BAND, TOTAL_DIMENSIONS } from "../contract/mod.ts";
import { type Database, literal } from "../database/mod.ts";
import type { Extract } from "../extract/mod.ts";
import { unreadTotals } from "./_unread_totals.ts";

/**
 * Skips the totals whose parts stand in the file too, first those over columns that are not read. A row makes up a total of the same region, month and status
 * when it agrees in every dimension that the total tells apart, and tells apart more, or what we would rather have.
 * A total that leaves vårdutbud or ägarform empty does not tell it apart; an empty hospital is a private provider's.
 */
export async function skipTotals(database: Database, extract: Extract, reading: Reading): Promise<void> {
  const { layout } = reading, unread = unreadTotals(extract, reading);
  if (unread.length > 0) {
    await database.run(
      `UPDATE typade SET hoppas = ${layout.skips.length} WHERE hoppas IS NULL AND nr IN (${
        unread.join(", ")
      })`,
    );
  }
  const totals = [
    // That the bands are told apart is worth more than all else: without them nobody knows the waits.
    ...layout.shape.band === undefined
      ? []
      : [{ name: "band", total: TOTAL_BAND, worth: 64, unnamed: false }],
    ...TOTAL_DIMENSIONS.map((name, index) => ({
      name,
      total: TOTAL,
      worth: 16 - 2 ** index,
      unnamed: name !== "sjukhus",
    })),
  ];
  const detail = (row: string) =>
    totals.map(({ name, total, worth }) =>
      `CASE WHEN ${row}.${name} IS NOT NULL AND ${row}.${name} <> ${literal(total)} THEN ${worth} ELSE 0 END`
    ).join(" + ");
  const alike = totals.map(({ name, total, unnamed }) =>
    `(summa.${name} IS NOT DISTINCT FROM del.${name} OR ${literal(total)} IN (summa.${name}, del.${name})${
      unnamed ? ` OR summa.${name} IS NULL` : ""
    })`
  );
  const same = ["hemregion", "avvikelse"].filter((name) => layout.shape[name] !== undefined)
    .map((name) => `summa.${name} IS NOT DISTINCT FROM del.${name}`);
  const isTotal = totals.map(({ name, total }) => `summa.${name} = ${literal(total)}`).join(" OR ");
  await database.run(
    `UPDATE typade SET hoppas = ${layout.skips.length} WHERE nr IN (SELECT summa.nr FROM typade AS summa JOIN typade AS del
      ON summa.manad = del.manad AND summa.status = del.status AND summa.region = del.region
      AND ${[...alike, ...same].join(" AND ")} AND ${detail("summa")} < ${detail("del")}
      WHERE summa.hoppas IS NULL AND del.hoppas IS NULL AND (${isTotal}))`,
  );
}

/**
 * The totals over the bands that are skipped although they are not the sum of the bands beside them: how many, and the
 * first one's number.
 */
export async function differentTotals(
  database: Database,
  { layout }: Reading,
): Promise<{ count: number; first: number | null }> {
  if (layout.shape.band === undefined) return { count: 0, first: null };
  const same = Object.keys(layout.shape).filter((name) => name !== "band" && name !== "antal")
    .map((name) => `summa.${name} IS NOT DISTINCT FROM del.${name}`);
  const [found] = await database.query<{ count: number; first: number | null }>(
    `SELECT count(*) AS count, min(nr) AS first FROM (SELECT summa.nr FROM typade AS summa JOIN typade AS del
      ON ${same.join(" AND ")} WHERE summa.hoppas = ${layout.skips.length} AND del.hoppas IS NULL
      AND summa.band = ${literal(TOTAL_BAND)} AND del.band <> ${literal(TOTAL_BAND)}
      GROUP BY summa.nr, summa.antal HAVING sum(del.antal) <> summa.antal)`,
  );
  return found;
}
