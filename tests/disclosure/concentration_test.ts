import assert from "node:assert/strict";
import { HIDDEN, isConcentrated, isHidden, protect, type ProtectedCell } from "../../lib/disclosure/mod.ts";

Deno.test("isConcentrated() tells (n, k)-dominance by hand-worked shares, its limit outside", () => {
  const by = (n: number, share: number) => (contributions: readonly number[]) =>
    isConcentrated(contributions, { dominance: { n, share } });
  assert.equal(by(1, 0.75)([75, 20, 5]), false, "75 of 100 is not more than 75 %");
  assert.equal(by(1, 0.75)([76, 20, 4]), true);
  assert.equal(by(2, 0.9)([5, 60, 30, 5]), false, "90 of 100");
  assert.equal(by(2, 0.9)([4, 60, 31, 5]), true, "91 of 100");
  assert.equal(by(3, 0.9)([30, 30, 30, 10]), false, "90 of 100");
});

Deno.test("isConcentrated() tells the p % rule by hand-worked remainders", () => {
  const at10 = (contributions: readonly number[]) => isConcentrated(contributions, { percent: 10 });
  assert.equal(at10([100, 50, 10]), false, "10 left of 100: the second largest misses it by 10 %");
  assert.equal(at10([100, 50, 9]), true, "9 left of 100");
  assert.equal(at10([100, 50, 5, 4]), true);
  assert.equal(at10([100, 50]), true, "nothing is left: the second largest knows the largest");
  assert.equal(at10([100]), true, "one alone is told");
  assert.equal(at10([]), false);
});

Deno.test("isConcentrated() refuses rules outside their range", () => {
  for (
    const rule of [{ percent: 0 }, { percent: 100 }, { dominance: { n: 0, share: 0.9 } }, {
      dominance: { n: 2, share: 1 },
    }]
  ) {
    assert.throws(() => isConcentrated([5, 5], rule), RangeError);
  }
});

/** Three regions of three hospitals each: the first region's waits over a year are nearly all at one of them. */
const cells = ["A", "B", "C"].flatMap((region) =>
  [0, 1, 2].flatMap((hospital) =>
    [10, 45, 75, 100, 400].flatMap((days) =>
      ([null, "PvV", "MoV"] as const).map((avvikelse): ProtectedCell => ({
        ...{ manad: "2024-04", status: "vantande", region, sjukhus: `${region}${hospital}`, agarform: null },
        ...{ vardutbud: "Gallsten", avvikelse, vardgaranti: true, lo: days, hi: days },
        antal: region === "A" && days === 400 && avvikelse === null ? [200, 6, 5][hospital] : 20,
      }))
    )
  )
);

Deno.test("protect() hides a region's count that nearly all comes from one hospital, where a rule says so", async () => {
  const plain = await protect(cells), guarded = await protect(cells, { concentration: { percent: 10 } });
  assert.equal(plain.count({ region: "A" }, "d366"), 211);
  // 211 − 200 − 6 = 5, less than a tenth of 200.
  assert.equal(guarded.count({ region: "A" }, "d366"), HIDDEN);
  assert.equal(
    guarded.count({ region: "B" }, "d366") === HIDDEN,
    guarded.count({ region: "C" }, "d366") !== HIDDEN,
  );
  assert.ok((await guarded.audit()).passed);
  const lax = await protect(cells, { concentration: { percent: 2 } });
  assert.equal(lax.count({ region: "A" }, "d366"), 211);
});

Deno.test("protect() hides small numbers from a hospital that knows its own", async () => {
  const small = cells.map((cell) =>
    cell.sjukhus === "A1" && cell.lo === 400 && cell.avvikelse === null ? { ...cell, antal: 3 } : cell
  );
  const hiddenOf = async (insiders: boolean) => {
    const protection = await protect(small, { insiders });
    return ["A0", "A1", "A2"].filter((sjukhus) =>
      isHidden(protection.count({ region: "A", sjukhus }, "d366"))
    ).length;
  };
  assert.deepEqual([await hiddenOf(false), await hiddenOf(true)], [2, 3]);
});
