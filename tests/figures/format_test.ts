import assert from "node:assert/strict";
import {
  formatBounded,
  formatChange,
  formatCount,
  formatDays,
  formatNumber,
  formatRate,
  formatShare,
} from "../../lib/figures/mod.ts";

Deno.test("formatCount() puts a no-break space between thousands, and a real minus before what is below zero", () => {
  assert.deepEqual([0, 862, 2894, 1_234_567, -120].map(formatCount), [
    "0",
    "862",
    "2\u00a0894",
    "1\u00a0234\u00a0567",
    "\u2212120",
  ]);
});

Deno.test("formatShare() has a decimal comma and a no-break space before the sign", () => {
  assert.equal(formatShare(0.421), "42,1\u00a0%");
  assert.equal(formatShare(0.421, 0), "42\u00a0%");
  assert.equal(formatShare(1), "100,0\u00a0%");
});

Deno.test("formatDays() keeps half days, and rounds estimates to whole days", () => {
  assert.deepEqual([69, 59.5, 59.93, 0].map(formatDays), ["69", "59,5", "60", "0"]);
});

Deno.test("formatRate() has one decimal in figures and two in the published table", () => {
  assert.equal(formatRate(18.6633), "18,7");
  assert.equal(formatRate(18.6633, 2), "18,66");
});

Deno.test("formatNumber() writes a missing number as a dash, whatever it measures", () => {
  for (const format of ["count", "share", "days", "rate", "rate2"] as const) {
    assert.equal(formatNumber(null, format), "–");
  }
});

Deno.test("formatBounded() shows doubt with its bounds, and doubt below the last decimal not at all", () => {
  assert.equal(formatBounded({ value: 69, low: 69, high: 69 }, "days"), "69");
  assert.equal(formatBounded({ value: 59.9, low: 31, high: 60 }, "days"), "≈\u00a060 (31–60)");
  assert.equal(formatBounded({ value: 400, low: 366, high: null }, "days"), "≈\u00a0400 (minst\u00a0366)");
  assert.equal(formatBounded({ value: 91, low: 91, high: null }, "days"), "minst\u00a091");
  assert.equal(formatBounded({ value: 0.5, low: 0.49999, high: 0.50001 }, "share"), "50,0\u00a0%");
  assert.equal(formatBounded(null, "days"), "–");
});

Deno.test("formatChange() has a sign, and tells a change of a share in percentage points", () => {
  assert.equal(formatChange(0.032, "share"), "+3,2\u00a0procentenheter");
  assert.equal(formatChange(-120, "count"), "\u2212120");
  assert.equal(formatChange(-3, "days"), "\u22123\u00a0dagar");
  assert.equal(formatChange(0, "count"), "±0");
  assert.equal(formatChange(-0.0001, "share"), "±0,0\u00a0procentenheter");
  assert.equal(formatChange(null, "count"), "–");
});
