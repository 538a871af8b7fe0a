import assert from "node:assert/strict";
import { treatmentProfile } from "../../../lib/analysis/projection/mod.ts";

const cell = (lo: number, hi: number | null, antal: number) => ({ lo, hi, antal });

Deno.test("treatmentProfile() counts each band's operations against its own days of waiting", () => {
  const list = [cell(0, 30, 20), cell(31, 60, 10)];
  const profile = treatmentProfile([{
    manad: "2024-04",
    before: list,
    after: list,
    performed: [cell(5, 5, 6), cell(40, 40, 9)],
  }]);
  assert.deepEqual(profile.map(({ perDay }) => perDay), [0.01, 0.03, 0, 0, 0, 0, 0]);
  assert.deepEqual(profile.map(({ lo, hi }) => [lo, hi]).at(-1), [366, null]);
});

Deno.test("treatmentProfile() takes a month of less capacity for what it is", () => {
  const month = (manad: string, half: number) => ({
    manad,
    before: [cell(0, 30, 20), cell(31, 60, 20)],
    after: [cell(0, 30, 20), cell(31, 60, 20)],
    performed: [cell(5, 5, 12 * half), cell(40, 40, 4 * half)],
  });
  const [first, second] = treatmentProfile([month("2024-04", 1), month("2024-06", 0.5)]);
  assert.ok(Math.abs(first.perDay / second.perDay - 3) < 1e-9, `${first.perDay} ${second.perDay}`);
});

Deno.test("treatmentProfile() draws a profile of few operations towards another, and gives 0 for none", () => {
  const empty = { manad: "2024-04", before: [], after: [], performed: [] };
  assert.ok(treatmentProfile([empty]).every(({ perDay }) => perDay === 0));
  const towards = treatmentProfile([empty]).map((band) => ({ ...band, perDay: 0.02 }));
  assert.ok(treatmentProfile([empty], { towards }).every(({ perDay }) => Math.abs(perDay - 0.02) < 1e-12));
  assert.ok(treatmentProfile([]).every(({ perDay }) => perDay === 0));
});
