import assert from "node:assert/strict";
import { sampleData } from "../_checkout.ts";
import { readSignals } from "../../lib/cooperation/mod.ts";
import { keyFigures } from "../../lib/figures/mod.ts";
import { readPriceLists } from "../../lib/plan/mod.ts";
import { inventedMark, inventedSources } from "../../lib/reference/mod.ts";
import { loadFiles, openStore } from "../../lib/store/mod.ts";

const READ = Symbol.for("vantelage.invented");

/** What a panel shows in Jupyter. */
const shown = (): string => {
  const panel = keyFigures([{ label: "Väntande", value: "3" }]);
  const display: unknown = Reflect.get(panel, Symbol.for("Jupyter.display"));
  assert.ok(typeof display === "function");
  return display.call(panel)["text/html"];
};

Deno.test("what reads invented data says so, and Jupyter marks what is shown from then on", async () => {
  const folder = await Deno.makeTempDir();
  const rows = "månad;status;region;0-30;366+\n2024-04;väntande;Dalarna;30;2\n";
  const reads: [string, () => Promise<unknown>, string[]][] = [
    ["own deliveries", () => loadAndOpen("april.csv"), []],
    ["the sample's", () => loadAndOpen("syntetisk_april.csv"), ["leveranser"]],
    ["the checkout's prices", () => readPriceLists(sampleData("priser")), ["priser"]],
    ["the checkout's signals", () => readSignals({ folder: sampleData("signaler") }), ["signaler"]],
    ["no signals", () => readSignals({ asAt: "2024-04-30", folder: `${folder}/inga` }), []],
  ];
  async function loadAndOpen(name: string): Promise<void> {
    await Deno.writeTextFile(`${folder}/${name}`, rows);
    await loadFiles(`${folder}/lager_${name}`, [`${folder}/${name}`]);
    (await openStore(`${folder}/lager_${name}`))[Symbol.dispose]();
  }
  for (const [name, read, expected] of reads) {
    Reflect.deleteProperty(globalThis, READ);
    await read();
    assert.deepEqual(inventedSources(), expected, name);
    const mark = inventedMark(expected);
    assert.equal(/<span class="mark">/.test(shown()), mark !== null, name);
    if (mark !== null) assert.ok(shown().includes(mark), name);
  }
  await Deno.remove(folder, { recursive: true });
});
