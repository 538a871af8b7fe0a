import { type Axis, LinkedTables, makeAxis } from "../../lib/disclosure/mod.ts";

/** An axis of some categories, each a group of its own, and their total. */
export function plainAxis(name: string, size: number): Axis {
  const leaves = [...Array(size).keys()], parts = leaves.map(String);
  return makeAxis(name, size, [
    { key: "alla", leaves, price: 3 },
    ...leaves.map((leaf) => ({ key: String(leaf), leaves: [leaf] })),
  ], [{ total: "alla", parts }]);
}

/** Linked tables of plain axes. */
export function plainTables(sizes: readonly number[], finest: readonly number[]): LinkedTables {
  return new LinkedTables(
    sizes.map((size, index) => plainAxis(`axel ${index}`, size)),
    Int32Array.from(finest),
  );
}

/**
 * What a reader can reckon out by trying everything: the least and most of each count over all tables of whole numbers
 * up to `most` that agree with every count that is not hidden.
 */
export function bruteForce(
  tables: LinkedTables,
  hidden: Uint8Array,
  most: number,
): { low: number[]; high: number[] } {
  const low = [...tables.counts], high = [...tables.counts];
  const free = [...tables.finest.keys()].filter((at) => {
    const alone = [...tables.counts.keys()].find((count) =>
      tables.finestIn[count] === 1 && holds(tables, count, at)
    );
    return alone === undefined || hidden[alone] === 1;
  });
  const rows = [...tables.counts.keys()].filter((count) => !hidden[count]).map((count) => ({
    left: tables.counts[count] - [...tables.finest.keys()]
      .filter((at) => !free.includes(at) && holds(tables, count, at))
      .reduce((sum, at) => sum + tables.finest[at], 0),
    columns: free.map((at) => holds(tables, count, at)),
    last: free.findLastIndex((at) => holds(tables, count, at)),
  })).filter(({ last }) => last >= 0);
  const table = tables.finest.slice(), rest = rows.map(({ left }) => left);
  const choose = (column: number): void => {
    if (column === free.length) {
      tables.add(table).forEach((value, count) => {
        low[count] = Math.min(low[count], value);
        high[count] = Math.max(high[count], value);
      });
      return;
    }
    const mine = rows.flatMap((row, index) => row.columns[column] ? [index] : []);
    const top = Math.min(most, ...mine.map((index) => rest[index]));
    for (let value = 0; value <= top; value++) {
      for (const index of mine) rest[index] -= value;
      table[free[column]] = value;
      if (mine.every((index) => rows[index].last > column || rest[index] === 0)) choose(column + 1);
      for (const index of mine) rest[index] += value;
    }
  };
  choose(0);
  return { low, high };
}

function holds(
  { axes, finestStrides, groupsHolding, strides }: LinkedTables,
  count: number,
  at: number,
): boolean {
  return axes.every((axis, index) => {
    const group = Math.floor(count / strides[index]) % axis.groups.length;
    return groupsHolding[index][Math.floor(at / finestStrides[index]) % axis.size].includes(group);
  });
}
