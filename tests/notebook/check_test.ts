import assert from "node:assert/strict";
import { checkNotebooks } from "../../lib/notebook/mod.ts";
import { notebookJson, PROJECT, type TestCell } from "./_write_notebook.ts";

const options = { config: `${PROJECT}deno.json` };

const asked: (TestCell[] | string)[] = [];
let found: ReturnType<typeof checkAll> | undefined;

/** Notebooks to be checked; all tests' in one go, since each check starts the compiler. */
function checked(...notebooks: (TestCell[] | string)[]): () => Promise<string[]> {
  const first = asked.length;
  asked.push(...notebooks);
  return async () =>
    (await (found ??= checkAll())).filter(({ number }) =>
      number >= first && number < first + notebooks.length
    )
      .map(({ number, cell, line, rule, message }) =>
        `${number - first}:${cell}:${line} ${rule}: ${message}`
      );
}

async function checkAll() {
  const folder = await Deno.makeTempDir(), paths = asked.map((_, i) => `${folder}/${i}.ipynb`);
  await Promise.all(
    asked.map((cells, i) =>
      Deno.writeTextFile(paths[i], typeof cells === "string" ? cells : notebookJson(cells))
    ),
  );
  const findings = await checkNotebooks(paths, options);
  return findings.map(({ notebook, ...finding }) => ({ number: paths.indexOf(notebook), ...finding }));
}

const places = (findings: string[]) => findings.map((finding) => finding.replace(/: .*/, ""));

const good = checked([
  { text: "# För alla (också för en slinga)" },
  "const text = 'for (;;) while (true)'; // for (x of y)",
  "const antal: number = await Promise.resolve(text.length)\n",
  "(antal + 1).toFixed(1)",
]);

Deno.test("checkNotebooks() finds nothing in a good notebook, and none in no notebooks", async () => {
  assert.deepEqual(await good(), []);
  assert.deepEqual(await checkNotebooks([]), []);
});

const mistyped = checked(
  [{ text: "en\ntvå\ntre" }, "const a = 1;\n\nconst b: string = a;", "// slut", "b.nosuch;\na.toFixed();"],
  ["1"],
  ["const c = (q) => q;", { text: "x" }, "const c = 2;"],
);

Deno.test("checkNotebooks() maps type errors of several notebooks to cell and line", async () => {
  const again = "namnet c får sitt värde i två celler: ge dem var sitt namn";
  assert.deepEqual(await mistyped(), [
    "0:2:3 types: Type 'number' is not assignable to type 'string'.",
    "0:4:1 types: Property 'nosuch' does not exist on type 'string'.",
    `2:1:1 types: ${again}`,
    "2:1:1 types: Parameter 'q' implicitly has an 'any' type.",
    `2:3:1 types: ${again}`,
  ]);
});

const waiting = checked([
  'const wait = async (n: number) => await Promise.resolve(n);\nconst text = "wait(1)";',
  "// wait(1)\nwait(\n  1,\n)",
  "await wait(1);\nvoid wait(2);\nconst held = wait(3);\ntext\n  .trim();\n[1].map((n) => n)\n",
  "text;\nPromise.all([wait(1), held])\n  .then(() => {});",
]);

Deno.test("checkNotebooks() finds a promise that no one awaits, and takes any other value", async () => {
  assert.deepEqual((await waiting()).map((finding) => finding.replace(/^0:/, "")), [
    "2:2 promise: ett löfte som ingen väntar på: skriv await framför",
    "4:2 promise: ett löfte som ingen väntar på: skriv await framför",
  ]);
});

const right =
  "# Väntar 0–30 dagar, inom 90-dagarsgränsen, från 2021 eller över 3 månader?\n1. Kod `51101`, CJE20, M17";
const fold =
  "<details><summary>Formel</summary>\n\n$x = 1,5$ och 92 procent\n\n</details>\n[sida](10_x.ipynb)";
const numbered = checked([{ text: right }, { text: fold }, {
  text: "Nu väntar 12 574.\n\nDet är 35,3 % av 7",
}]);

Deno.test("checkNotebooks() finds numbers in texts, but no limits, years, codes and folded formulas", async () => {
  assert.deepEqual((await numbered()).map((finding) => finding.replace(/ står.*/, "")), [
    "0:3:1 number: talet 12 574",
    "0:3:3 number: talet 35,3",
    "0:3:3 number: talet 7",
  ]);
});

const unreadable = checked(["1", "const x =\n\n= 2;"], ["const y: string = 1;"]);

Deno.test("checkNotebooks() finds unreadable code and still checks the other notebooks' types", async () => {
  assert.deepEqual(await unreadable(), [
    "0:2:3 syntax: koden går inte att läsa: Expression expected",
    "1:1:1 types: Type 'number' is not assignable to type 'string'.",
  ]);
});

const loops =
  "const xs = [1];\nfor (const x of xs) x;\nwhile (xs.pop()) xs;\ndo { xs.pop() } while (xs.length);";
const imports =
  'import assert from "node:assert/strict";\nimport {\n  z,\n} from "zod";\nawait import("zod");\nassert(z);';
const paths = ['"/home/anna/kö.csv";\n"C:\\\\kö.csv";\n"data/home/kö.csv";', {
  text: "Se /Users/anna/kö.csv",
}];
const long = Array.from({ length: 11 }, (_, i) => i).join("\n");
const left = notebookJson([], {
  cells: [{ cell_type: "code", source: "1", metadata: {}, outputs: [], execution_count: 4 }],
});
const careless = checked([loops], [imports], paths, [long], left);

Deno.test("checkNotebooks() finds outputs, machine paths, long cells, loops and other imports", async () => {
  assert.deepEqual(places(await careless()), [
    "0:1:2 loop",
    "0:1:3 loop",
    "0:1:4 loop",
    "1:1:1 import",
    "1:1:4 import",
    "1:1:5 import",
    "2:1:1 path",
    "2:1:2 path",
    "2:2:1 path",
    "3:1:11 length",
    "4:1:1 outputs",
  ]);
});

Deno.test("checkNotebooks() tells of a missing notebook", async () => {
  await assert.rejects(checkNotebooks(["saknas.ipynb"], options), { name: "NotFound" });
});
