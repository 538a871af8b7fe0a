import assert from "node:assert/strict";
import { checkNotebooks } from "../../lib/notebook/mod.ts";
import { notebookJson, PROJECT, type TestCell } from "./_write_notebook.ts";

const options = { config: `${PROJECT}deno.json` };

async function check(...notebooks: (TestCell[] | string)[]): Promise<string[]> {
  const folder = await Deno.makeTempDir();
  const paths = notebooks.map((_, i) => `${folder}/${i}.ipynb`);
  await Promise.all(
    notebooks.map((cells, i) =>
      Deno.writeTextFile(paths[i], typeof cells === "string" ? cells : notebookJson(cells))
    ),
  );
  return (await checkNotebooks(paths, options)).map(({ notebook, cell, line, rule, message }) =>
    `${paths.indexOf(notebook)}:${cell}:${line} ${rule}: ${message}`
  );
}

const places = (findings: string[]) => findings.map((finding) => finding.replace(/: .*/, ""));

Deno.test("checkNotebooks() finds nothing in a good notebook, and none in no notebooks", async () => {
  const good = [
    { text: "# För alla (också för en slinga)" },
    "const text = 'for (;;) while (true)'; // for (x of y)",
    "const antal: number = await Promise.resolve(text.length)\n",
    "(antal + 1).toFixed(1)",
  ];
  assert.deepEqual(await check(good), []);
  assert.deepEqual(await checkNotebooks([]), []);
});

Deno.test("checkNotebooks() maps type errors of several notebooks to cell and line", async () => {
  const findings = await check(
    [{ text: "en\ntvå\ntre" }, "const a = 1;\n\nconst b: string = a;", "// slut", "b.nosuch;\na.toFixed();"],
    ["1"],
    ["const c = (q) => q;", { text: "x" }, "const c = 2;"],
  );
  const again = "namnet c får sitt värde i två celler: ge dem var sitt namn";
  assert.deepEqual(findings, [
    "0:2:3 types: Type 'number' is not assignable to type 'string'.",
    "0:4:1 types: Property 'nosuch' does not exist on type 'string'.",
    `2:1:1 types: ${again}`,
    "2:1:1 types: Parameter 'q' implicitly has an 'any' type.",
    `2:3:1 types: ${again}`,
  ]);
});

Deno.test("checkNotebooks() finds unreadable code and still checks the other notebooks' types", async () => {
  const findings = await check(["1", "const x =\n\n= 2;"], ["const y: string = 1;"]);
  assert.deepEqual(findings, [
    "0:2:3 syntax: koden går inte att läsa: Expression expected",
    "1:1:1 types: Type 'number' is not assignable to type 'string'.",
  ]);
});

Deno.test("checkNotebooks() finds outputs, machine paths, long cells, loops and other imports", async () => {
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
  assert.deepEqual(places(await check([loops], [imports], paths, [long], left)), [
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
