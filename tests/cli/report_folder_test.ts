import assert from "node:assert/strict";
import { ownFolder } from "../../lib/cli/report.ts";

Deno.test("ownFolder() keeps stores, months and audiences apart", () => {
  assert.equal(ownFolder("/x/Vår lager 2/", "2024-04", "internal"), "reports/var_lager_2/2024-04");
  assert.equal(ownFolder("data/store", "2024-03", "public"), "reports/store/2024-03-publik");
  assert.equal(ownFolder("/", "2024-04", "internal"), "reports/lager/2024-04");
});
