import assert from "node:assert/strict";
import {
  declaredParameters,
  NotebookError,
  type Output,
  runNotebook,
  runNotebookForEach,
  runNotebooks,
} from "../../lib/notebook/mod.ts";
import { PROJECT, type TestCell, writeNotebook } from "./_write_notebook.ts";

const PARAMETERS = new URL("../../lib/notebook/parameters.ts", import.meta.url).href;
const ASK = `import { parameters } from "${PARAMETERS}";
import { z } from "zod";
const { manad } = parameters({ manad: z.string().regex(/^\\d{4}-\\d{2}$/, "skriv åååå-mm").default("2024-04") });`;

const textOf = (output: Output) => "data" in output && output.data["text/plain"];

const failureOf = async (name: string, cells: TestCell[], options = {}) => {
  const run = runNotebook(await writeNotebook(name, cells), { cwd: PROJECT, ...options });
  const error = await run.then(() => null, (error) => error);
  assert.ok(error instanceof NotebookError);
  return error;
};

Deno.test("runNotebook() files outputs under their cells, tells progress and keeps parameters apart", async () => {
  const progress: string[] = [];
  const notebook = await writeNotebook("fråga", [
    { text: "# Hej" },
    ASK,
    "",
    "// bara en kommentar",
    "manad",
  ]);
  const executed = await runNotebook(notebook, {
    cwd: PROJECT,
    parameters: { manad: "2023-12" },
    onProgress: ({ notebook, done, total }) => progress.push(`${notebook} ${done}/${total}`),
  });
  assert.deepEqual([executed.parameters, executed.invented], [{ manad: "2023-12" }, []]);
  assert.deepEqual(executed.cells.map(({ kind, outputs }) => [kind, outputs.length]), [
    ["text", 0],
    ["code", 0],
    ["code", 0],
    ["code", 0],
    ["code", 1],
  ]);
  assert.deepEqual(executed.cells[4].outputs, [
    { type: "result", data: { "text/plain": '"2023-12"' }, metadata: {} },
  ]);
  assert.deepEqual(progress, ["fråga 0/4", "fråga 1/4", "fråga 2/4", "fråga 3/4", "fråga 4/4"]);
});

Deno.test("runNotebook() says whether the code has read invented data", async () => {
  const cells = ['Reflect.set(globalThis, Symbol.for("vantelage.invented"), ["priser"]);'];
  const { invented } = await runNotebook(await writeNotebook("påhitt", cells), { cwd: PROJECT });
  assert.deepEqual(invented, ["priser"]);
});

Deno.test("runNotebook() names notebook, cell and line of an error, whatever the kernel made of the lines", async () => {
  const multiline =
    `import {\n  z,\n} from "zod";\n\n// types and blank lines go\ninterface A {\n  x: number;\n}
const a: A = { x: 1 };\n\n\nif (a) throw new RangeError("nej");`;
  const error = await failureOf("kast", [{ text: "text" }, "const b = 1;", { text: "mer" }, multiline, "b"]);
  assert.equal(
    error.message,
    'Kan inte köra "kast": kodcell 2 (cell 4), rad 12: RangeError: nej\n' +
      '    if (a) throw new RangeError("nej");',
  );
  assert.deepEqual(error.place, {
    notebook: "kast",
    codeCell: 2,
    cell: 4,
    line: 12,
    text: 'if (a) throw new RangeError("nej");',
  });
});

Deno.test("runNotebook() explains a syntax error, which the kernel does not", async () => {
  const error = await failureOf("fel", ["const x = 1;\nconst y = = 2;"]);
  assert.equal(
    error.message,
    'Kan inte köra "fel": kodcell 1 (cell 1), rad 2: SyntaxError: Expression expected\n    const y = = 2;',
  );
});

Deno.test("runNotebook() fails for an error thrown after its cell's end, and blames that cell", async () => {
  const late = "1;\nsetTimeout(() => {\n\n  throw new Error('sent');\n}, 40);\n2";
  const error = await failureOf("sen", [late, "await new Promise((done) => setTimeout(done, 100))"]);
  assert.deepEqual([error.place?.codeCell, error.place?.line], [1, 4]);
  assert.match(error.message, /Error: sent\n {4}throw new Error\('sent'\);$/);
});

Deno.test("runNotebooks() keeps the order, and one that fails does not stop the others", async () => {
  const notebooks = [
    await writeNotebook("a", [ASK, "manad"]),
    await writeNotebook("b", ["Deno.exit(3)"]),
    await writeNotebook("c", ["while (true) {}"]),
    await writeNotebook("d", [ASK.replace("manad:", "månad:").replace("{ manad }", "{ månad }")]),
  ];
  const results = await runNotebooks(notebooks, { cwd: PROJECT, limitSeconds: 1, concurrency: 2 });
  assert.deepEqual(results.map(({ status }) => status), ["fulfilled", "rejected", "rejected", "fulfilled"]);
  const reasons = results.map((result) => result.status === "rejected" ? result.reason.message : "");
  assert.match(reasons[1], /^Kan inte köra "b": kodcell 1 \(cell 1\): Kärnan dog \(slutstatus 3\)/);
  assert.match(
    reasons[2],
    /^Kan inte köra "c": kodcell 1 \(cell 1\): Kärnan svarade inte inom 1 s och avbröts$/,
  );
  await assert.rejects(runNotebooks([], { concurrency: 0 }), RangeError);
});

Deno.test("runNotebooks() gives every notebook all values: it takes those it has, or refuses them and says which it has", async () => {
  const notebooks = [
    await writeNotebook("a", [
      ASK.replace("parameters({", "parameters({ // vilken månad: annars den senaste\n"),
      "manad",
    ]),
    await writeNotebook("b", ["1"]),
    await writeNotebook("c", ["throw new Error('före')", ASK]),
  ];
  const run = (parameters: Record<string, string>) => runNotebooks(notebooks, { cwd: PROJECT, parameters });
  const [taken, none, before] = await run({ manad: "2024-03", annan: "1" });
  assert.deepEqual(taken.status === "fulfilled" && taken.value.parameters, { manad: "2024-03" });
  assert.deepEqual(none.status === "fulfilled" && none.value.parameters, {});
  assert.equal(before.status === "rejected" && before.reason.parameters, null);
  const [refused] = await run({ manad: "april" });
  assert.ok(refused.status === "rejected");
  assert.deepEqual(refused.reason.parameters, ["manad"]);
  const where = 'Kan inte köra "a": kodcell 1 (cell 1), rad 3: ParameterError:';
  const { message } = refused.reason;
  assert.ok(message.startsWith(`${where} Parametern manad kan inte vara "april": skriv åååå-mm\n`), message);
});

Deno.test("declaredParameters() asks parameters() itself, and runs no cell after it", async () => {
  const declaration = `// parameters({ inte: 1 })
const bas = { vardutbud: z.string().default("}") };
const värden = parameters({ ...bas, manad: z.string().default("2024-04") });`;
  const cells = [`${ASK.split("\n").slice(0, 2).join("\n")}`, declaration, "throw new Error('efter')"];
  const notebook = await writeNotebook("fråga", cells);
  assert.deepEqual(await declaredParameters(notebook, { cwd: PROJECT }), ["vardutbud", "manad"]);
  const failing = await writeNotebook("fel", ["1", "throw new Error('före')", ASK]);
  await assert.rejects(declaredParameters(failing, { cwd: PROJECT }), /kodcell 2 .*Error: före/);
});

Deno.test("parameters that reach the runner after their cell's end are known all the same, also when a value is refused", async () => {
  const late = `const now = Deno.jupyter.broadcast;
Deno.jupyter.broadcast = (...message) => new Promise((sent) => setTimeout(() => sent(now(...message)), 60));`;
  const notebook = await writeNotebook("sen", [late, ASK, "throw new Error('efter')"]);
  assert.deepEqual(await declaredParameters(notebook, { cwd: PROJECT }), ["manad"]);
  const refused = runNotebook(notebook, { cwd: PROJECT, parameters: { manad: "april" } });
  await assert.rejects(refused, { parameters: ["manad"] });
});

Deno.test("runNotebookForEach() runs anew for each set in one kernel, and goes on after one that fails", async () => {
  const notebook = await writeNotebook("var", [
    ASK,
    "const runs = globalThis as typeof globalThis & { runs?: number };\nruns.runs = (runs.runs ?? 0) + 1;",
    "`${manad} ${runs.runs}`",
  ]);
  const sets = [{ manad: "2024-01" }, { manad: "fel" }, { manad: "2024-03" }];
  const results = await runNotebookForEach(notebook, sets, { cwd: PROJECT });
  assert.deepEqual(results.map(({ status }) => status), ["fulfilled", "rejected", "fulfilled"]);
  const shown = results.flatMap((result) => result.status === "fulfilled" ? [result.value] : []);
  assert.deepEqual(shown.map(({ parameters }) => parameters), [{ manad: "2024-01" }, { manad: "2024-03" }]);
  assert.match(JSON.stringify(shown[0].cells[2].outputs), /2024-01 1/);
  assert.match(JSON.stringify(shown[1].cells[2].outputs), /2024-03 2/);
});

Deno.test("runNotebook() names the nearest of a name that vantelage does not have, where a cell fails by it", async () => {
  const cells = ['import { addMonth, type Month } from "vantelage";', "addMonth('2024-04', 1)"];
  const run = runNotebook(await writeNotebook("stavfel", cells), { cwd: PROJECT });
  await assert.rejects(
    run,
    /kodcell 2 [^]*addMonth is not a function\. "vantelage" har inget som heter addMonth; närmast är addMonths/,
  );
  const elsewhere = ['import { isAtLeast } from "vantelage";', "isAtLeast({})"];
  await assert.rejects(
    runNotebook(await writeNotebook("annorstades", elsewhere), { cwd: PROJECT }),
    /"vantelage" har inget som heter isAtLeast; det finns i "vantelage\/numeric"/,
  );
});

Deno.test("runNotebooks() lets plain notebooks share a kernel, and none sees what another has left", async () => {
  const sources: TestCell[][] = [
    ["const rest = 1; // kvar", "`${rest + 1}`;\nconst a = rest;"],
    ['import { tableText } from "vantelage";\nconst namn = [typeof rest, tableText.name];', "namn.join();"],
    ["1;", "null.x"],
    ["const rest = 2;", "rest"],
  ];
  const notebooks = await Promise.all(sources.map((cells, at) => writeNotebook(`bok${at}`, cells)));
  const results = await runNotebooks(notebooks, { cwd: PROJECT, concurrency: 1 });
  const shown = results.map((result) =>
    result.status === "rejected"
      ? result.reason.message.split(":")[1]
      : result.value.cells[1].outputs.map(textOf)
  );
  assert.deepEqual(shown, [
    ['"2"'],
    ['"undefined,tableText"'],
    " kodcell 2 (cell 2), rad 1",
    ["2"],
  ]);
});
