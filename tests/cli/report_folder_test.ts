import assert from "node:assert/strict";
import { ownFolder, reportsRoot } from "../../lib/cli/_reports_folder.ts";

Deno.test("ownFolder() keeps stores, months and audiences apart", async () => {
  assert.equal(await ownFolder("/x/Vår lager 2/", "2024-04", "internal"), "reports/var_lager_2/2024-04");
  assert.equal(await ownFolder("data/store", "2024-03", "public"), "reports/store/2024-03-publik");
  assert.equal(await ownFolder("/", "2024-04", "internal"), "reports/lager/2024-04");
});

Deno.test("ownFolder() is in rapporter next to the store where that is there, outside the checkout", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  await Deno.mkdir(`${folder}/rapporter`);
  assert.equal(await ownFolder(`${folder}/lager`, "2026-10", "internal"), `${folder}/rapporter/2026-10`);
  assert.equal(await ownFolder(`${folder}/lager`, "2026-10", "public"), `${folder}/rapporter/2026-10-publik`);
  assert.equal(await reportsRoot(`${folder}/annat/lager`), "reports");
  await Deno.remove(folder, { recursive: true });
});
