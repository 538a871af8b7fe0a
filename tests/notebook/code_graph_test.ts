import assert from "node:assert/strict";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { CodeGraph } from "../../lib/notebook/code_graph.ts";

const folder = await Deno.makeTempDir();
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

const FILES = {
  "mod.ts": 'export * from "./stars.ts";\nexport { long as short, type Shape } from "./named.ts";\n',
  "stars.ts": 'export { one } from "./one.ts";\nexport * from "./two.ts";\n',
  "one.ts": 'import table from "./table.json" with { type: "json" };\nexport const one = table;\n',
  "two.ts":
    'import type { Shape } from "./named.ts";\nimport { one } from "./mod.ts";\nexport function two() {}\n',
  "named.ts":
    '/**\n * import { two } from "./two.ts";\n */\nexport interface Shape {\n  a: string;\n}\nexport const long = 1;\n',
  "table.json": "{}",
  "later.ts": 'export const later = async () => await import("./one.ts");\n',
  "all.ts": 'import * as all from "./stars.ts";\nimport "./named.ts";\nexport default all;\n',
  "thread.ts":
    'export const start = () => new Worker(new URL("./two.ts", import.meta.url), { type: "module" });\n',
};
for (const [name, text] of Object.entries(FILES)) await Deno.writeTextFile(`${folder}/${name}`, text);

const reached = (source: string) =>
  new CodeGraph().reached(source, `${folder}/bok.ipynb`)
    .map(([address]) => relative(folder, fileURLToPath(address))).filter((path) => !path.startsWith(".."));

Deno.test("CodeGraph reaches what a name is declared in, through modules that only hand it on, and no more", () => {
  assert.deepEqual(reached('import { one } from "./mod.ts";'), ["one.ts", "table.json"]);
  assert.deepEqual(reached('import { short as s } from "./mod.ts";'), ["named.ts"]);
  assert.deepEqual(reached('import { two } from "./mod.ts";'), ["one.ts", "table.json", "two.ts"]);
  assert.deepEqual(
    reached('import { type Shape } from "./mod.ts";\nimport type { two } from "./mod.ts";'),
    [],
  );
  assert.deepEqual(reached('import {\n  short,\n  two,\n} from "./mod.ts";'), [
    ...["named.ts", "one.ts", "table.json", "two.ts"],
  ]);
});

Deno.test("CodeGraph reaches what is loaded later, for its effect, as a whole or by another thread", () => {
  assert.deepEqual(reached('import { later } from "./later.ts";'), ["later.ts", "one.ts", "table.json"]);
  assert.deepEqual(reached('const { one } = await import("./one.ts");'), ["one.ts", "table.json"]);
  assert.deepEqual(reached('import all from "./all.ts";'), [
    ...["all.ts", "named.ts", "one.ts", "stars.ts", "table.json", "two.ts"],
  ]);
  assert.deepEqual(reached('import { start } from "./thread.ts";'), [
    "one.ts",
    "table.json",
    "thread.ts",
    "two.ts",
  ]);
});

Deno.test("CodeGraph tells that a file has changed by its bytes", async () => {
  const sumOf = () => new CodeGraph().reached('import { short } from "./mod.ts";', `${folder}/bok.ipynb`);
  const before = sumOf();
  assert.deepEqual(sumOf(), before);
  await Deno.writeTextFile(`${folder}/named.ts`, `${FILES["named.ts"]}// mer\n`);
  assert.notDeepEqual(sumOf(), before);
});

Deno.test("CodeGraph reaches every module that importing a name of the whole code runs", () => {
  const whole = new CodeGraph().reached('import * as all from "vantelage";', `${folder}/bok.ipynb`).map((
    [at],
  ) => at);
  const part = new CodeGraph().reached('import { addMonths } from "vantelage";', `${folder}/bok.ipynb`).map((
    [at],
  ) => at);
  const lib = new URL("../../lib/", import.meta.url).href,
    inLib = (paths: string[]) => paths.filter((at) => at.startsWith(lib));
  assert.ok(new Set(inLib(part)).isSubsetOf(new Set(whole)));
  assert.ok(part.includes(`${lib}calendar/month.ts`));
  assert.ok(inLib(part).length < 10, `${inLib(part)}`);
  assert.ok(inLib(whole).length > 300);
});
