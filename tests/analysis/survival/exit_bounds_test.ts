import assert from "node:assert/strict";
import fc from "fast-check";
import {
  aalenJohansen,
  exitBounds,
  type ExitCell,
  exitCells,
  type ExitRow,
  exitsAfter,
  type Outcome,
} from "../../../lib/analysis/survival/mod.ts";
import { near, plainRows } from "./_waits.ts";

const BANDS: readonly (readonly [number, number | null])[] = [[0, 6], [7, 13], [14, 29], [30, null]];
const SHARES = ["operated", "withdrawn", "waiting"] as const;

Deno.test("exitBounds() of bands bracket what aalenJohansen() finds in the same contacts by day", () => {
  fc.assert(
    fc.property(plainRows, (list) => {
      const byDay = aalenJohansen(exitCells(list));
      for (const band of exitBounds(banded(list))) {
        if (band.toDays === null) continue;
        const point = byDay.points.findLast(({ days }) => days <= band.toDays!);
        for (const share of SHARES) {
          const exact = point?.[share].value ?? (share === "waiting" ? 1 : 0);
          assert.ok(
            band[share].low - 1e-12 <= exact && exact <= band[share].high! + 1e-12,
            `${share} ${band.toDays}`,
          );
          assert.ok(band[share].low <= band[share].value && band[share].value <= band[share].high!);
        }
      }
    }),
    { numRuns: 300 },
  );
});

Deno.test("exitBounds() are no wider than the orders within the bands demand", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.integer({ min: 0, max: 1 }),
          fc.constantFrom<Outcome>("operated", "withdrawn", "waiting"),
        ),
        {
          minLength: 1,
          maxLength: 6,
        },
      ),
      (list) => {
        const bounds = exitBounds(
          list.map(([band, outcome]) => ({ lo: 10 * band, hi: 10 * band + 9, antal: 1, outcome })),
        );
        const found = { operated: [] as number[], withdrawn: [] as number[], waiting: [] as number[] };
        for (const order of ordersOf(list.length)) {
          const exact = aalenJohansen(exitCells(
            list.map(([band, outcome], index) => ({ days: 10 * band + order[index], outcome })),
          )).points.at(-1)!;
          for (const share of SHARES) found[share].push(exact[share].value);
        }
        const last = bounds.at(-1)!;
        for (const share of SHARES) {
          near(Math.min(...found[share]), last[share].low);
          near(Math.max(...found[share]), last[share].high!);
        }
      },
    ),
    { numRuns: 40 },
  );
});

Deno.test("exitBounds() of whole days are what aalenJohansen() finds, late entry too", () => {
  const cells = exitCells([
    { days: 3, outcome: "operated" },
    { days: 3, outcome: "waiting" },
    { days: 5, outcome: "withdrawn", entryDays: 3 },
    { days: 8, outcome: "operated" },
  ]);
  const curves = aalenJohansen(cells);
  for (const { toDays, ...bounds } of exitBounds(cells)) {
    const exact = exitsAfter(curves, toDays!).value!;
    for (const share of SHARES) {
      assert.deepEqual(bounds[share], { value: exact[share], low: exact[share], high: exact[share] });
    }
  }
});

Deno.test("exitBounds() pools cells that overlap, in any order, and leaves an open band open", () => {
  const cells: ExitCell[] = [
    { lo: 366, hi: null, antal: 2, outcome: "waiting" },
    { lo: 0, hi: 30, antal: 3, outcome: "operated" },
    { lo: 12, hi: 12, antal: 1, outcome: "withdrawn" },
    { lo: 31, hi: 60, antal: 0, outcome: "waiting" },
  ];
  const bounds = exitBounds(cells);
  assert.deepEqual(bounds.map(({ fromDays, toDays }) => [fromDays, toDays]), [[0, 30], [366, null]]);
  assert.deepEqual(exitBounds(cells.toReversed()), bounds);
  assert.deepEqual(bounds[0].operated, { value: 0.5, low: 0.5, high: 0.5 });
  assert.deepEqual(exitBounds([]), []);
});

Deno.test("exitBounds() lets somebody enter before a band but not inside it", () => {
  const cell: ExitCell = { lo: 31, hi: 60, antal: 1, outcome: "operated", entryDays: 30 };
  assert.equal(exitBounds([cell])[0].operated.low, 1);
  const inside: ExitCell = { lo: 61, hi: 90, antal: 1, outcome: "operated", entryDays: 45 };
  assert.throws(() => exitBounds([cell, inside]), RangeError);
});

function banded(list: readonly ExitRow[]): ExitCell[] {
  return list.map(({ days, outcome }) => {
    const [lo, hi] = BANDS.find(([, hi]) => hi === null || days <= hi)!;
    return { lo, hi, antal: 1, outcome };
  });
}

/** Every order of `count` things, as the place of each. */
function ordersOf(count: number): number[][] {
  if (count === 0) return [[]];
  return ordersOf(count - 1).flatMap((order) =>
    Array.from(
      { length: count },
      (_, place) => [...order.map((each) => (each >= place ? each + 1 : each)), place],
    )
  );
}
