import { type Finding, TOTAL } from "../contract/mod.ts";
import type { Dimension } from "../cube/mod.ts";
import { hospitalNames, nameKey } from "../reference/mod.ts";
import { totalWords } from "./_total_words.ts";
import { fewNames } from "./_wording.ts";
import { keyFields, keyOf } from "./repeated_rows.ts";
import type { Delivered } from "./delivered.ts";

/** The option of a load that counts rows whose names say that they are sums. */
const ACCEPT_SUMS = "godta-summa";

/**
 * Names that, in every month, of every status, count as many as all others of their dimension together. Where a region
 * has one other it is as large as that; somewhere there must be two or more.
 */
export function likelySums(delivered: Delivered): string[] {
  return (["region", "sjukhus", "vardutbud", "agarform"] as const).flatMap((dimension) => {
    const within: Dimension[] = dimension === "region" ? ["manad", "status"] : ["manad", "status", "region"];
    const cells = delivered.roll(
      [...within, dimension] as ("manad" | "status" | "region" | typeof dimension)[],
    );
    const places = Map.groupBy(cells, (cell) => within.map((name) => cell[name as "manad"]).join("|"));
    const compared = [...places.values()].flatMap((cells) => {
      const all = cells.reduce((sum, { antal }) => sum + antal, 0);
      return cells.map((cell) => ({
        name: cell[dimension],
        others: cells.length - 1,
        sum: cells.length > 1 && cell.antal > 0 && 2 * cell.antal === all,
      }));
    });
    return [...Map.groupBy(compared, ({ name }) => name)]
      .filter(([, places]) => places.every(({ sum }) => sum) && places.some(({ others }) => others > 1))
      // A row without a name may be the total of the others too.
      .map(([name]) => name === null ? `rader utan ${dimension}` : `${dimension} "${name}"`).sort();
  });
}

/** Rows whose names say that they are sums, next to other rows of their region, month and status. */
export function namedSums({ rows, place }: Delivered): Finding[] {
  const sure = new Map<unknown, boolean>();
  const isSum = (name: unknown) =>
    sure.getOrInsertComputed(
      name,
      () =>
        typeof name === "string" && name !== TOTAL && totalWords(name) === 2 &&
        !hospitalNames.has(nameKey(name)),
    );
  const slots = Map.groupBy(rows.keys(), (number) => keyOf(rows[number], ["region", "manad", "status"]));
  const sums = [...slots.values()].flatMap((numbers) => {
    const sums = numbers.filter((number) => isSum(rows[number].sjukhus));
    return sums.length === numbers.length ? [] : sums;
  });
  if (sums.length === 0) return [];
  const names = [...new Set(sums.map((number) => `"${rows[number].sjukhus}"`))];
  return [{
    rule: "summa_stammer_inte",
    level: "stop",
    says: `rader som heter som summor men inte säkert är summan av de andra raderna: ${fewNames(names)}`,
    count: sums.length,
    first: place(sums[0], "sjukhus"),
    hint: `Ta bort raderna om de är summor; är de egna enheter, så läs in filen igen med --${ACCEPT_SUMS}`,
    option: ACCEPT_SUMS,
  }];
}

/** Fewer people than this in all may be a sum by chance. */
const LEAST_SURE = 50;

/**
 * The columns that are not read and tell rows apart, where each three or more rows that they alone tell apart hold one
 * with as many as the others together.
 */
export function unreadSums({ rows, unread, reading: { layout } }: Delivered): Finding[] {
  const key = keyFields(layout),
    groups = [...Map.groupBy(rows.keys(), (row) => keyOf(rows[row], key)).values()]
      .filter((group) => group.length > 2);
  const counted = groups.map((group) =>
    group.map((number) => {
      const row = rows[number], count = (field: string) => Number(row[field] ?? 0);
      const bands = layout.bands.filter(({ utom }) => utom === undefined)
        .reduce((sum, { field }) => sum + count(field), 0);
      return Number(row.antal ?? bands) + count("pvv") + count("mov");
    })
  ).filter((counts) => counts.some((count) => count > 0));
  const isSum = (counts: readonly number[]) =>
    2 * Math.max(...counts) === counts.reduce((sum, count) => sum + count, 0);
  if (counted.length === 0 || !counted.every(isSum)) return [];
  const telling = unread.filter(({ cells }) =>
    groups.some((group) => new Set(group.map((row) => cells[row])).size > 1)
  );
  // A few small numbers agree by chance.
  const isSure = counted.flat().reduce((sum, count) => sum + count, 0) >= LEAST_SURE;
  return [{
    rule: "summa_olast_kolumn",
    level: isSure ? "stop" : "warn",
    says:
      `rader som bara skiljs åt av kolumner som inte läses, och där en är summan av de andra: räknas den också, räknas allt två gånger: ${
        fewNames(telling.map(({ header }) => header))
      }`,
    count: telling.length,
    first: null,
    hint:
      `Ta bort summaraderna, eller skriv Alla i kolumnen; är de inga summor, så läs in filen igen med --${ACCEPT_SUMS}`,
    option: ACCEPT_SUMS,
  }];
}
