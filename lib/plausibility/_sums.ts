import { type Finding, type Layout, TOTAL } from "../contract/mod.ts";
import type { Dimension } from "../cube/mod.ts";
import { hospitalNames, nameKey } from "../reference/mod.ts";
import { totalWords } from "./_total_words.ts";
import { fewNames, warning } from "./_wording.ts";
import { keyFields, keyOf } from "./repeated_rows.ts";
import type { Delivered, TypedRow } from "./delivered.ts";

/** The option of a load that counts rows whose names say that they are sums. */
const ACCEPT_SUMS = "godta-summa";

/**
 * Names that, in every month, of every status, count as many as all others of their dimension together. Where a region
 * has one other it is as large as that; somewhere there must be two or more. Known names are warned of, as chance does
 * that too; others stop the delivery where they count many.
 */
export function likelySums(delivered: Delivered): Finding[] {
  const found = (["region", "sjukhus", "vardutbud", "agarform", "hemregion"] as const).flatMap(
    (dimension) => {
      const within: Dimension[] = dimension === "region"
        ? ["manad", "status"]
        : ["manad", "status", "region"];
      const cells = delivered.roll(
        [...within, dimension] as ("manad" | "status" | "region" | typeof dimension)[],
      );
      const places = Map.groupBy(cells, (cell) => within.map((name) => cell[name as "manad"]).join("|"));
      const compared = [...places.values()].flatMap((cells) => {
        const all = cells.reduce((sum, { antal }) => sum + antal, 0);
        return cells.map((cell) => ({
          name: cell[dimension],
          antal: cell.antal,
          others: cells.length - 1,
          sum: cells.length > 1 && cell.antal > 0 && 2 * cell.antal === all,
        }));
      });
      return [...Map.groupBy(compared, ({ name }) => name)]
        .filter(([, places]) => places.every(({ sum }) => sum) && places.some(({ others }) => others > 1))
        .map(([name, places]) => ({
          // A row without a name may be the total of the others too.
          says: name === null ? `rader utan ${dimension}` : `${dimension} "${name}"`,
          isSure: places.reduce((sum, { antal }) => sum + 2 * antal, 0) >= LEAST_SURE &&
            (name === null || dimension === "sjukhus" && !hospitalNames.has(nameKey(name))),
        }));
    },
  );
  const says =
    "namn som har lika många som alla andra tillsammans, och alltså kan vara en summa som räknas en gång till";
  const sure = found.filter(({ isSure }) => isSure), rest = found.filter(({ isSure }) => !isSure);
  const named = (those: typeof found) => those.map(({ says }) => says).sort();
  return [
    ...sure.length === 0 ? [] : [{
      rule: "summa_misstankt",
      level: "stop" as const,
      says: `${says}: ${fewNames(named(sure))}`,
      count: sure.length,
      first: null,
      hint: `Ta bort raderna om de är summor; är de egna enheter, så läs in filen igen med --${ACCEPT_SUMS}`,
      option: ACCEPT_SUMS,
    }],
    ...warning("summa_misstankt", says, named(rest)),
  ];
}

/** Rows whose names say that they are sums, next to other rows of their region, month and status. */
export function namedSums(delivered: Delivered): Finding[] {
  const { rows, place } = delivered;
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
    return sums.length === numbers.length ? [] : [...sums, ...nearSums(delivered, numbers)];
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

/** How far a sum may be from its parts, as where some of them are rounded or hidden. */
const NEARLY = 0.05;

/** The rows of a slot that are called as a group may be ("Hela länet") and count nearly as many as all the others. */
function nearSums({ rows, reading: { layout } }: Delivered, numbers: readonly number[]): number[] {
  const groups = numbers.filter((number) => {
    const { sjukhus } = rows[number];
    return typeof sjukhus === "string" && sjukhus !== TOTAL && totalWords(sjukhus) === 1 &&
      !hospitalNames.has(nameKey(sjukhus));
  });
  if (groups.length === 0) return [];
  const count = (those: readonly number[]) =>
    those.reduce((sum, number) => sum + countOf(rows[number], layout), 0);
  const all = count(numbers);
  return [...Map.groupBy(groups, (number) => rows[number].sjukhus).values()].flatMap((group) => {
    const own = count(group), others = all - own;
    const isNear = others >= LEAST_SURE && Math.abs(own - others) <= NEARLY * others;
    return numbers.length - group.length > 1 && isNear ? group : [];
  });
}

/** What a row counts in all. */
function countOf(row: TypedRow, { bands }: Layout): number {
  const count = (field: string) => Number(row[field] ?? 0);
  const counted = bands.filter(({ utom }) => utom === undefined)
    .reduce((sum, { field }) => sum + count(field), 0);
  return Number(row.antal ?? counted) + count("pvv") + count("mov");
}

/** Fewer people than this in all may be a sum by chance. */
const LEAST_SURE = 50;

/**
 * The columns that are not read and distinguish rows, where each three or more rows that they alone distinguish hold one
 * with as many as the others together.
 */
export function unreadSums({ rows, unread, reading: { layout } }: Delivered): Finding[] {
  const key = keyFields(layout),
    groups = [...Map.groupBy(rows.keys(), (row) => keyOf(rows[row], key)).values()]
      .filter((group) => group.length > 2);
  const counted = groups.map((group) => group.map((number) => countOf(rows[number], layout))).filter((
    counts,
  ) => counts.some((count) => count > 0));
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
