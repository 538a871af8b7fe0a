import assert from "node:assert/strict";
import fc from "fast-check";
import { formatBounded, formatChange, formatCount, formatShare } from "../../../../lib/figures/mod.ts";
import { numberOf } from "../../../../lib/figures/marks/sorting.ts";

Deno.test("numberOf() reads numbers as the page writes them, and nothing else", () => {
  const numbers = {
    "2\u00a0894": 2894,
    "42,1\u00a0%": 42.1,
    "≈\u00a060 (31–60)": 60,
    "−5": -5,
    "±0": 0,
    "+0,6 procentenheter": 0.6,
  };
  for (const [text, number] of Object.entries(numbers)) assert.equal(numberOf(text), number, text);
  for (const text of ["", "–", "saknas", "Gråstarr", "31–60", "2024-04", "3M vård"]) {
    assert.equal(numberOf(text), null, text);
  }
});

Deno.test("numberOf() gives back what was written, to its last decimal", () => {
  fc.assert(fc.property(fc.nat(10_000_000), fc.integer({ min: -1000, max: 1000 }), (count, part) => {
    assert.equal(numberOf(formatCount(count)), count);
    assert.equal(numberOf(formatShare(Math.abs(part) / 1000)), Math.abs(part) / 10);
    assert.equal(numberOf(formatChange(part / 1000, "share")), part / 10);
    assert.equal(numberOf(formatBounded({ value: count, low: 0, high: 2 * count + 1 }, "count")), count);
  }));
});

Deno.test("numberOf() takes time in proportion to a text's length, whatever lies in it", () => {
  const began = performance.now();
  for (const part of [" ", "\u00a0", "1 ", "1", "(", "1,", "≈ "]) {
    assert.equal(numberOf(`1${part.repeat(100_000)}x`), null);
  }
  assert.ok(performance.now() - began < 1000, `${performance.now() - began} ms`);
});
