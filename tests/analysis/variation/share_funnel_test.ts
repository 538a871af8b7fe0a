import assert from "node:assert/strict";
import fc from "fast-check";
import { shareFunnel, shareFunnelLimits, type ShareUnit } from "../../../lib/analysis/variation/mod.ts";
import { type Random, seededRandom } from "../../../lib/numeric/mod.ts";

const units: fc.Arbitrary<ShareUnit[]> = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 })),
  { minLength: 1, maxLength: 20 },
).map((pairs) => pairs.map(([count, rest], index) => ({ unit: `${index}`, count, total: count + rest })));

Deno.test("shareFunnel() sets limits by hand: half of 100, 95 %", () => {
  const { target, rows } = shareFunnel([{ unit: "A", count: 50, total: 100 }]).value!;
  assert.equal(target, 0.5);
  const reach = 1.959963984540054 * 0.05;
  assert.ok(Math.abs(rows[0].inner.high - (0.5 + reach)) < 1e-12);
  assert.ok(Math.abs(rows[0].inner.low - (0.5 - reach)) < 1e-12);
  assert.equal(rows[0].signal, null);
});

Deno.test("shareFunnel() keeps limits in [0, 1], the outer around the inner, narrower for larger units", () => {
  fc.assert(
    fc.property(units, fc.constantFrom("multiplicative", "additive", "none"), (list, overDispersion) => {
      const funnel = shareFunnel(list, { overDispersion }).value;
      if (funnel === null) return;
      for (const { inner, outer, total, share, signal } of funnel.rows) {
        assert.ok(0 <= outer.low && outer.low <= inner.low && inner.low <= funnel.target + 1e-12);
        assert.ok(funnel.target - 1e-12 <= inner.high && inner.high <= outer.high && outer.high <= 1);
        const larger = shareFunnelLimits(funnel, 2 * total);
        assert.ok(larger.inner.high <= inner.high && larger.inner.low >= inner.low);
        assert.equal(signal?.strong ?? false, share < outer.low || share > outer.high);
      }
    }),
  );
});

Deno.test("shareFunnel() does not care for the order of units", () => {
  fc.assert(fc.property(units, (list) => {
    const forward = shareFunnel(list).value, back = shareFunnel(list.toReversed()).value;
    assert.deepEqual(back?.rows.toReversed().map(({ unit }) => unit), forward?.rows.map(({ unit }) => unit));
    back?.rows.toReversed().forEach(({ inner }, index) => {
      assert.ok(Math.abs(inner.high - forward!.rows[index].inner.high) < 1e-9);
    });
  }));
});

Deno.test("shareFunnel()'s inner limits hold about 95 % of units that differ by chance alone, of any size", () => {
  for (const total of [20, 50, 100, 300]) {
    for (const share of [0.1, 0.35, 0.7, 0.9]) {
      const { inner } = shareFunnelLimits(
        { target: share, phi: 1, tauSquared: 0, overDispersion: "none", innerLevel: 0.95, outerLevel: 0.998 },
        total,
      );
      let inside = 0, chance = (1 - share) ** total; // the exact binomial
      for (let count = 0; count <= total; count++) {
        if (count / total >= inner.low && count / total <= inner.high) inside += chance;
        chance *= (total - count) / (count + 1) * share / (1 - share);
      }
      assert.ok(inside > 0.93 && inside < 0.98, `${total} ${share}: ${inside}`);
    }
  }
});

Deno.test("shareFunnel() finds φ near 1 for units alike, and widens the limits for units that are not", () => {
  const random = seededRandom("tratt");
  const alike = shareFunnel(made(random, 0), { overDispersion: "none" }).value!;
  assert.ok(alike.phi > 0.5 && alike.phi < 1.2, `${alike.phi}`); // winsorising lowers it
  assert.ok(outside(alike.rows) < 0.09);
  const untrimmed = shareFunnel(made(random, 0), { trim: 0 }).value!;
  assert.ok(Math.abs(untrimmed.phi - 1) < 0.25, `${untrimmed.phi}`);
  const apart = made(random, 0.06);
  assert.ok(outside(shareFunnel(apart, { overDispersion: "none" }).value!.rows) > 0.3);
  assert.ok(outside(shareFunnel(apart).value!.rows) < 0.18);
  assert.ok(outside(shareFunnel(apart, { overDispersion: "additive" }).value!.rows) < 0.18);
  assert.ok(outside(shareFunnel(apart, { overDispersion: "additive", trim: 0 }).value!.rows) < 0.09);
});

Deno.test("shareFunnel() does not let one extreme unit hide itself in the over-dispersion", () => {
  const even = Array.from(
    { length: 20 },
    (_, index) => ({ unit: `${index}`, count: 300 + index - 10, total: 1000 }),
  );
  const { rows } = shareFunnel([...even, { unit: "X", count: 600, total: 1000 }], { target: 0.3 }).value!;
  assert.deepEqual(rows.filter(({ signal }) => signal !== null).map(({ unit, signal }) => [unit, signal]), [
    ["X", { side: "high", strong: true }],
  ]);
});

Deno.test("shareFunnel() names units without contacts and says why when there are no others", () => {
  const empty = { unit: "A", count: 0, total: 0 };
  assert.deepEqual(shareFunnel([empty, { unit: "B", count: 1, total: 2 }]).value?.leftOut, [
    { unit: "A", reason: "Inga insatser" },
  ]);
  const none = shareFunnel([{ unit: "A", count: 0, total: 9 }]);
  assert.ok(none.value === null && none.reason.startsWith("Andelen att jämföra med är 0 eller 1"));
  assert.deepEqual(shareFunnel([empty]), {
    value: null,
    reason: "Ingen enhet har några insatser att jämföra",
  });
});

Deno.test("shareFunnel() refuses more than all, a target above 1 and a trim of half", () => {
  const unit = { unit: "A", count: 1, total: 2 };
  assert.throws(() => shareFunnel([{ ...unit, count: 3 }]), RangeError);
  assert.throws(() => shareFunnel([unit], { target: 1.1 }), RangeError);
  assert.throws(() => shareFunnel([unit], { trim: 0.5 }), RangeError);
  assert.throws(() => shareFunnelLimits(shareFunnel([unit]).value!, 0), RangeError);
});

/** 200 units around 30 %, whose own shares vary with this standard deviation. */
function made(random: Random, between: number): ShareUnit[] {
  return Array.from({ length: 200 }, (_, index) => {
    const total = 100 + random.integer(900), own = Math.min(Math.max(0.3 + between * random.normal(), 0), 1);
    let count = 0;
    for (let contact = 0; contact < total; contact++) if (random.next() < own) count++;
    return { unit: `${index}`, count, total };
  });
}

function outside(rows: readonly { signal: unknown }[]): number {
  return rows.filter(({ signal }) => signal !== null).length / rows.length;
}
