import assert from "node:assert/strict";
import { chosenNotebooks, untoldNeeds } from "../../lib/cli/_notebooks.ts";
import { loadFiles, openStore } from "../../lib/store/mod.ts";

Deno.test("untoldNeeds() names what no delivery of the month tells, and notebooks say that they need it", async () => {
  const folder = await Deno.makeTempDir();
  const file = (home: string) =>
    `månad;status;region;hemregion;0-30\n2024-04;genomförda;Dalarna;;3\n2024-04;genomförda;Uppsala;${home};3\n`;
  for (const [home, untold] of [["", ["hemregion"]], ["Dalarna", []]] as const) {
    const path = `${folder}/${home}.csv`, store = `${folder}/lager${home}`;
    await Deno.writeTextFile(path, file(home));
    await loadFiles(store, [path]);
    using opened = await openStore(store);
    assert.deepEqual([...(await untoldNeeds(opened, "2024-04")).keys()], untold);
  }
  const needing = (await chosenNotebooks([])).filter(({ needs }) => needs !== undefined);
  assert.ok(needing.length > 0 && needing.every(({ needs }) => needs?.join() === "hemregion"));
  await Deno.remove(folder, { recursive: true });
});
