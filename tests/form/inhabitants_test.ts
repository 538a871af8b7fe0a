import assert from "node:assert/strict";
import { jsonText } from "../../lib/form/mod.ts";
import { inhabitants, tellInhabitants } from "../../lib/reference/mod.ts";
import { EmbeddedSelections } from "../../lib/selection/mod.ts";
import { openStore } from "../../lib/store/mod.ts";

Deno.test("a store's own inhabitants hold while it is the one opened last, and go with its pages", async () => {
  const home = await Deno.makeTempDir(), rows = [{ region: "Dalarna", manad: "2025-12", antal: 286_001 }];
  await Deno.mkdir(`${home}/egen/uppgifter/invanare`, { recursive: true });
  await Deno.writeTextFile(
    `${home}/egen/uppgifter/invanare/2025.json`,
    jsonText({ underlag: "SCB", rader: rows }),
  );
  try {
    using _own = await openStore(`${home}/egen/lager`);
    assert.equal(inhabitants("Region Dalarna", "2026-10"), 286_001);
    using _other = await openStore(`${home}/annan/lager`);
    assert.equal(inhabitants("Region Dalarna", "2026-10"), 287_451);
    await Deno.writeTextFile(`${home}/egen/uppgifter/invanare/2025b.json`, "{}");
    await assert.rejects(openStore(`${home}/egen/lager`), /invanare\/2025b\.json: 2 fel/);
  } finally {
    tellInhabitants([]);
    await Deno.remove(home, { recursive: true });
  }
  const page = {
    manad: "2026-10",
    limitDays: 90,
    months: [],
    from: "2024-10",
    covers: [],
    held: [],
    names: [],
  };
  assert.ok(EmbeddedSelections.parse({ ...page, cells: "", inhabitants: [{ ...rows[0] }] }).inhabitants);
});
