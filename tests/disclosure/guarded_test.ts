import assert from "node:assert/strict";
import { deriveGuarded, type Guarded, HIDDEN, shown } from "../../lib/disclosure/mod.ts";

Deno.test("a hidden number refuses to become text or a number", () => {
  assert.throws(() => `${HIDDEN}`, TypeError);
  assert.throws(() => String(HIDDEN), TypeError);
  assert.throws(() => Number(HIDDEN), TypeError);
  assert.throws(() => [1, HIDDEN].join(), TypeError);
  assert.throws(() => new Intl.NumberFormat("sv").format(HIDDEN as unknown as number), TypeError);
  assert.throws(() => Math.max(1, HIDDEN as unknown as number), TypeError);
});

Deno.test("a hidden number says in JSON that it is hidden, and nothing more", () => {
  const counts: Guarded[] = [shown(7), HIDDEN];
  assert.equal(JSON.stringify(counts), '[{"hidden":false,"value":7},{"hidden":true}]');
  assert.deepEqual(Object.keys(HIDDEN), ["hidden"]);
});

Deno.test("deriveGuarded() hides what is made of a hidden number, wherever it stands", () => {
  const share = (part: number, all: number) => part / all;
  assert.deepEqual(deriveGuarded([shown(3), shown(12)], share), shown(0.25));
  assert.equal(deriveGuarded([HIDDEN, shown(12)], share), HIDDEN);
  assert.equal(deriveGuarded([shown(3), HIDDEN], share), HIDDEN);
});
