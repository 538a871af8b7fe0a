import assert from "node:assert/strict";
import { chosenNotebooks, unmetNeeds } from "../../lib/cli/_notebooks.ts";
import { ROOT } from "../_checkout.ts";
import { loadFiles, openStore } from "../../lib/store/mod.ts";

Deno.test("unmetNeeds() names what no delivery of the month covers, and notebooks say that they need it", async () => {
  const folder = await Deno.makeTempDir();
  const besides = [
    "planer",
    "priser",
    "kopt_vard",
    "arsrapport",
    "bestallningar",
    "signaler",
    "ctpet",
    "kunskapsbank",
  ];
  const file = (home: string) =>
    `månad;status;region;hemregion;0-30\n2024-04;genomförda;Dalarna;;3\n2024-04;genomförda;Uppsala;${home};3\n`;
  for (const [home, unmet] of [["", ["hemregion", "vantande"]], ["Dalarna", ["vantande"]]] as const) {
    const path = `${folder}/${home}.csv`, store = `${folder}/lager${home}`;
    await Deno.writeTextFile(path, file(home));
    await loadFiles(store, [path]);
    using opened = await openStore(store);
    assert.deepEqual([...(await unmetNeeds(opened, "2024-04", `${folder}/uppgifter`)).keys()], [
      ...unmet,
      ...besides,
    ]);
  }
  const needing = new Set((await chosenNotebooks([])).flatMap(({ needs }) => needs ?? []));
  assert.deepEqual([...needing].sort(), ["hemregion", "vantande", ...besides].sort());
  await Deno.remove(folder, { recursive: true });
});

Deno.test("report says what to name where there is no folder of notebooks, as in a project that has the package", async () => {
  const cwd = await Deno.makeTempDir();
  try {
    const config = `${ROOT}deno.json`;
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--no-check", "--allow-all", "--config", config, `${ROOT}lib/cli/report.ts`],
      cwd,
    }).output();
    assert.equal(code, 2);
    assert.match(new TextDecoder().decode(stderr), /ingen mapp notebooks.*--anteckningsbok SÖKVÄG\.ipynb/);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});
