import assert from "node:assert/strict";
import {
  DisclosureError,
  HIDDEN,
  hidesSomething,
  protect,
  ProtectedPoints,
  ProtectedWaitRows,
  protectedWaitTable,
  wholeWaitRows,
} from "../../lib/disclosure/mod.ts";
import { smallPage } from "../attacks/_page.ts";

Deno.test("ProtectedWaitRows reads what protected rows become as JSON, hidden numbers as HIDDEN", async () => {
  const rows = protectedWaitTable(await protect(smallPage("ett")), { by: "sjukhus" });
  assert.ok(hidesSomething(rows));
  assert.deepEqual(ProtectedWaitRows.parse(JSON.parse(JSON.stringify(rows))), rows);
  const [point] = ProtectedPoints.parse([{
    manad: "2024-04",
    value: { hidden: true },
    yearBefore: null,
    change: null,
  }]);
  assert.equal(point.value, HIDDEN);
});

Deno.test("ProtectedWaitRows refuses a hidden number that carries a value", () => {
  const point = { manad: "2024-04", value: { hidden: true, value: 3 }, yearBefore: null, change: null };
  assert.equal(ProtectedPoints.safeParse([point]).success, false);
});

Deno.test("wholeWaitRows() gives the numbers as they are shown, and refuses hidden ones", async () => {
  const cells = smallPage("ett");
  const open = protectedWaitTable(await protect(cells, { k: 0 }), { by: "region" });
  assert.equal(hidesSomething(open), false);
  const [first] = wholeWaitRows(open);
  assert.deepEqual(open[0].over, { hidden: false, value: first.over.value });
  const guarded = protectedWaitTable(await protect(cells), { by: "sjukhus" });
  assert.throws(() => wholeWaitRows(guarded), DisclosureError);
});
