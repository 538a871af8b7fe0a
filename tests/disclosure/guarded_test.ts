import assert from "node:assert/strict";
import {
  deriveGuarded,
  DisclosureError,
  type Guarded,
  HIDDEN,
  hidesSomething,
  protect,
  protectedWaitTable,
  wholeRows,
} from "../../lib/disclosure/mod.ts";
import { overLimitByRegion } from "../../lib/figures/mod.ts";
import { smallPage } from "../attacks/_page.ts";

Deno.test("a hidden number refuses to become text or a number", () => {
  assert.throws(() => `${HIDDEN}`, TypeError);
  assert.throws(() => String(HIDDEN), TypeError);
  assert.throws(() => Number(HIDDEN), TypeError);
  assert.throws(() => [1, HIDDEN].join(), TypeError);
  assert.throws(() => new Intl.NumberFormat("sv").format(HIDDEN as unknown as number), TypeError);
  assert.throws(() => Math.max(1, HIDDEN as unknown as number), TypeError);
});

Deno.test("a hidden number says in JSON that it is hidden, and nothing more", () => {
  const counts: Guarded[] = [7, HIDDEN];
  assert.equal(JSON.stringify(counts), '[7,{"hidden":true}]');
  assert.deepEqual(Object.keys(HIDDEN), ["hidden"]);
});

Deno.test("deriveGuarded() hides what is made of a hidden number, wherever it stands", () => {
  const share = (part: number, all: number) => part / all;
  assert.equal(deriveGuarded([3, 12], share), 0.25);
  assert.equal(deriveGuarded([HIDDEN, 12], share), HIDDEN);
  assert.equal(deriveGuarded([3, HIDDEN], share), HIDDEN);
});

Deno.test("wholeRows() gives protected rows to figures as they are, and refuses those with a hidden number", async () => {
  const cells = smallPage("ett"), open = protectedWaitTable(await protect(cells, { k: 0 }), { by: "region" });
  assert.equal(hidesSomething(open), false);
  assert.equal(wholeRows(open), open);
  assert.match(overLimitByRegion(wholeRows(open), { manad: "2024-04" }).headline, /Dalarna|Uppsala/);
  const guarded = protectedWaitTable(await protect(cells), { by: "sjukhus" });
  assert.ok(hidesSomething(guarded));
  assert.throws(() => wholeRows(guarded), DisclosureError);
});
