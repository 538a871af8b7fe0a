import assert from "node:assert/strict";
import project from "../../deno.json" with { type: "json" };
import { KeptRuns } from "../../lib/cli/_kept_runs.ts";
import { type ExecutedNotebook, type Notebook, readNotebook, runNotebook } from "../../lib/notebook/mod.ts";
import { eraseFromStore, loadFile, openStore } from "../../lib/store/mod.ts";
import { notebookJson } from "../notebook/_write_notebook.ts";
import { ROOT, run } from "./_run.ts";

const folder = await Deno.makeTempDir();
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
const store = `${folder}/lager`, data = `${folder}/uppgifter`;

async function deliver(manad: string, first: number): Promise<void> {
  const path = `${folder}/${manad}.csv`;
  const head = "månad;status;region;0-30;31-60;61-90;91-365;366+";
  await Deno.writeTextFile(path, `${head}\n${manad};väntande;Dalarna;${first};20;10;10;10\n`);
  await loadFile(store, path);
}

/** What each notebook's code is, and what it has read when it ran, below the store and the data. */
const NOTEBOOKS: Readonly<
  Record<string, { code: string; months?: string[]; read?: string[]; takes?: string[] }>
> = {
  inget: { code: "1 + 1" },
  april: { code: "cells", months: ["2024-04"] },
  mars: { code: "cells", months: ["2024-03"] },
  data: { code: "files", read: [`${data}/priser`, `${data}/priser/2024.json`] },
  klocka: { code: "new Date()" },
  leveranser: { code: "deliveries", months: ["2024-04"], read: ["leveranser"] },
  kod: { code: 'import { ett } from "./eget.ts";' },
  parameter: { code: "parameters", takes: ["vad"] },
};

async function write(name: string, code: string, text = `# ${name}?`): Promise<void> {
  await Deno.writeTextFile(`${folder}/${name}.ipynb`, notebookJson([{ text }, code]));
}

/** What a run would have read. */
async function readBy({ months, read = [] }: typeof NOTEBOOKS[string]): Promise<string[]> {
  if (months === undefined) return read;
  using opened = await openStore(store);
  const cells = opened.holdings.filter(({ manad }) => months.includes(manad)).flatMap(({ delivery }) =>
    delivery.files.filter(({ kind }) => kind === "cells").map(({ path }) => `${store}/${path}`)
  );
  const history = [...Deno.readDirSync(`${store}/history`)].map(({ name }) => `${store}/history/${name}`);
  return [`${store}/manifest.json`, ...history, ...cells, ...read];
}

/** Makes all that is not kept, as a report does, and says what that was. */
async function made(parameters: Record<string, string> = {}): Promise<string[]> {
  using opened = await openStore(store);
  const kept = new KeptRuns(opened, { VANTELAGE_STORE: store }), names: string[] = [], runs = [];
  for (const [name, of] of Object.entries(NOTEBOOKS)) {
    const notebook = await readNotebook(`${folder}/${name}.ipynb`);
    if (kept.find(notebook, parameters) !== null) continue;
    names.push(name);
    const values = Object.fromEntries((of.takes ?? []).map((name) => [name, parameters[name] ?? "x"]));
    const value = executed(notebook, values, await readBy(of));
    runs.push({ notebook, parameters, result: { status: "fulfilled" as const, value } });
  }
  await kept.keep(runs, "2024-05-02T08:00:00Z");
  return names;
}

function executed(notebook: Notebook, parameters: Record<string, string>, read: string[]): ExecutedNotebook {
  const outputs = [{ type: "stream" as const, name: "stdout" as const, text: `${notebook.name}\n` }];
  const cells = notebook.cells.map((cell) => ({ ...cell, outputs: cell.kind === "code" ? outputs : [] }));
  return { name: notebook.name, path: notebook.path, cells, seconds: 1, parameters, read, invented: [] };
}

/** Until what is written from now on has a later time than what was written before. */
const pastNow = () => new Promise((resolve) => setTimeout(resolve, 20));

Deno.test("KeptRuns gives the run of a notebook until something that it rests on has changed", async () => {
  await Deno.mkdir(`${data}/priser`, { recursive: true });
  await Deno.writeTextFile(`${folder}/eget.ts`, "export const ett = 1;\n");
  for (const [name, { code }] of Object.entries(NOTEBOOKS)) await write(name, code);
  await deliver("2024-03", 30);
  await deliver("2024-04", 40);
  await pastNow();
  assert.deepEqual(await made(), Object.keys(NOTEBOOKS), "first");
  const changes: [string, () => Promise<unknown>, string[], Record<string, string>?][] = [
    ["nothing", () => Promise.resolve(), []],
    ["a text cell", () => write("inget", NOTEBOOKS.inget.code, "# En annan fråga?"), []],
    ["a code cell", () => write("inget", "2 + 2"), ["inget"]],
    ["a data file more", () => Deno.writeTextFile(`${data}/priser/2024.json`, "{}"), ["data"]],
    ["a data file", () => Deno.writeTextFile(`${data}/priser/2024.json`, "{ }"), ["data"]],
    ["a module", () => Deno.writeTextFile(`${folder}/eget.ts`, "export const ett = 2;\n"), ["kod"]],
    ["a parameter", () => Promise.resolve(), ["parameter"], { vad: "y" }],
    ["a parameter that none has", () => Promise.resolve(), [], { annan: "y" }],
    ["March again", () => deliver("2024-03", 31), ["mars", "leveranser"]],
    ["a month more", () => deliver("2024-05", 31), ["april", "mars", "leveranser"]],
  ];
  for (const [what, change, expected, parameters] of changes) {
    await change();
    await pastNow();
    const names = Object.keys(NOTEBOOKS).filter((name) => name === "klocka" || expected.includes(name));
    assert.deepEqual(await made(parameters), names, what);
  }
});

Deno.test("what is kept of runs is nobody else's to read, goes when something is erased, and may be damaged at any time", async () => {
  const kept = () =>
    [...Deno.readDirSync(`${store}/korningar`)].map(({ name }) => `${store}/korningar/${name}`);
  for (const path of kept()) {
    assert.equal(Deno.statSync(path).mode! & 0o077, 0);
    Deno.writeTextFileSync(path, Deno.readTextFileSync(path).slice(0, -1));
  }
  assert.deepEqual(await made(), Object.keys(NOTEBOOKS), "damaged");
  assert.deepEqual(await made(), ["klocka"]);
  const said = { by: "Test", reason: "prov", at: new Date("2024-06-02") };
  await eraseFromStore(store, { region: "Region Dalarna", manad: "2024-05" }, said);
  assert.deepEqual(kept(), []);
});

Deno.test("nothing is kept of what was written to while it ran, nor of a store that was loaded or erased meanwhile", async () => {
  using opened = await openStore(store);
  const notebook = await readNotebook(`${folder}/kod.ipynb`);
  const keep = async (meanwhile: () => Promise<unknown>) => {
    const kept = new KeptRuns(opened, {});
    await pastNow();
    await meanwhile();
    const value = executed(notebook, {}, []);
    await kept.keep(
      [{ notebook, parameters: {}, result: { status: "fulfilled", value } }],
      "2024-05-02T08:00:00Z",
    );
    return new KeptRuns(opened, {}).find(notebook, {});
  };
  assert.equal((await keep(() => Promise.resolve()))?.started, "2024-05-02T08:00:00Z");
  const write = (text: string) => Deno.writeTextFile(`${folder}/eget.ts`, text);
  assert.equal(await keep(() => write("export const ett = 3;\n")), null);
  await pastNow();
  assert.equal(await keep(() => deliver("2024-06", 1)), null);
});

Deno.test("a page of a kept run has the text as it is now and says when it ran; --kor-alla runs it; what it read is known", async () => {
  await deliver("2024-04", 41);
  const imports = { ...project.imports, vantelage: `${ROOT}lib/mod.ts` };
  await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify({ imports, lock: false }));
  const path = `${folder}/bok.ipynb`,
    code = `import { openStore } from "vantelage";
using lager = await openStore();
Deno.readTextFileSync("${folder}/eget.ts");
(await lager.cells({ where: { manad: "2024-04" }, by: ["manad"] })).length;`;
  const save = (text: string) => Deno.writeTextFile(path, notebookJson([{ text }, code]));
  await save("# Första?");
  await pastNow();
  const report = async (...more: string[]) => {
    const asked = [
      "--lager",
      store,
      "--data",
      data,
      "--ut",
      `${folder}/sidor`,
      "--anteckningsbok",
      path,
      "--json",
      ...more,
    ];
    const { code, out, err } = await run("report", ...asked);
    assert.equal(code, 0, err);
    return JSON.parse(out).written[0].ran;
  };
  assert.equal(await report(), null);
  await save("# Andra?");
  assert.match(await report(), /^\d{4}-\d\d-\d\dT/);
  const page = await Deno.readTextFile(`${folder}/sidor/bok.html`);
  assert.match(page, /<h1[^>]*>Andra\?/);
  assert.match(
    page,
    /<dt>Körd<\/dt><dd>\d+ \S+ \d{4} kl\. \d\d:\d\d\. Inget som sidan bygger på har ändrats sedan dess\./,
  );
  assert.equal(await report("--kor-alla"), null);
  assert.match(await report(), /^\d{4}-/);
  const { read = [] } = await runNotebook(await readNotebook(path), {
    cwd: ROOT,
    env: { VANTELAGE_STORE: store },
  });
  assert.ok(read.includes(`${store}/manifest.json`) && read.includes(`${folder}/eget.ts`));
  assert.equal(read.filter((path) => path.startsWith(`${store}/cells/`)).length, 1);
  assert.ok(!read.includes("leveranser"));
});
