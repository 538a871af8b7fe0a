import assert from "node:assert/strict";
import { type Kernel, type Output, startKernel } from "../../lib/notebook/mod.ts";
import { copyOfCheckout } from "../_checkout.ts";

/** A checkout of its own for all tests, since each would have to be compiled again. */
const folder = await copyOfCheckout();
// Few modules instead of all: each reload compiles those that the face imports.
const FACE = {
  ...{ calendar: "addDays, addMonths", indicators: "activelyWaiting", numeric: "countContacts" },
  ...{ notebook: "parameters, reload" },
};
await Deno.writeTextFile(
  `${folder}/lib/mod.ts`,
  Object.entries(FACE).map(([name, list]) =>
    `export {\n${
      list.replace(/\w+,?/g, (each) => `  ${each.replace(",", "")}, // något\n`)
    }} from "./${name}/mod.ts";\n`
  ).join(""),
);
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

/** A kernel in the checkout's notebooks folder, and how to edit code, which is undone in the end. */
async function withCheckout(
  act: (kernel: Kernel, edit: (path: string, from: string, to: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const kernel = await startKernel({ cwd: `${folder}/notebooks` });
  const before = new Map<string, string>();
  try {
    await act(kernel, async (path, from, to) => {
      const text = await Deno.readTextFile(`${folder}/lib/${path}`);
      assert.ok(text.includes(from), `${path} has no "${from}"`);
      if (!before.has(path)) before.set(path, text);
      await Deno.writeTextFile(`${folder}/lib/${path}`, text.replace(from, to));
    });
  } finally {
    await kernel.shutdown();
    for (const [path, text] of before) await Deno.writeTextFile(`${folder}/lib/${path}`, text);
  }
}

/** The plain text of what the code shows. */
async function show(kernel: Kernel, code: string): Promise<string> {
  const { outputs, error } = await kernel.execute(code);
  await kernel.settle();
  assert.equal(error, null, error?.evalue);
  return outputs.map(textOf).join("\n");
}

const textOf = (output: Output): string =>
  "data" in output ? String(output.data["text/plain"]) : "text" in output ? output.text : output.evalue;

/** lib/mod.ts imports indicators/mod.ts, that indicators/waiting.ts, that numeric/mod.ts, that this file. */
const DEEP = "numeric/wait_cell.ts";

Deno.test("reload() brings an edit three imports deep into the notebook's names, and keeps its data", async () => {
  await withCheckout(async (kernel, edit) => {
    await show(
      kernel,
      `import { countContacts, reload, addMonths as later } from "vantelage";
       import { isExact } from "vantelage/numeric";
       const celler = [{ lo: 1, hi: 1, antal: 3 }, { lo: 2, hi: 2, antal: 4 }];`,
    );
    assert.equal(await show(kernel, "countContacts(celler)"), "7");
    await edit(
      DEEP,
      "export function countContacts",
      "export const countContacts = () => 42;\nfunction unused",
    );
    assert.equal(await show(kernel, "countContacts(celler)"), "7");
    const told = await show(kernel, "await reload()");
    assert.match(told, /Ändrat i lib\/: numeric\/wait_cell\.ts\. 3 namn i anteckningsboken/);
    assert.equal(await show(kernel, "countContacts(celler)"), "42");
    assert.equal(await show(kernel, "celler.length"), "2");
    assert.equal(
      await show(kernel, 'import { countContacts } from "vantelage"; countContacts(celler)'),
      "42",
    );
    await edit(DEEP, "=> 42", "=> 43");
    await show(kernel, "await reload()");
    assert.equal(await show(kernel, "countContacts(celler)"), "43");
  });
});

Deno.test("reload() leaves the old code running when the new cannot be read", async () => {
  await withCheckout(async (kernel, edit) => {
    await show(kernel, `import { countContacts, reload } from "vantelage"; 0`);
    await edit(DEEP, "export function countContacts", "export function countContacts (((");
    const { error } = await kernel.execute("await reload()");
    assert.match(error?.evalue ?? "", /wait_cell\.ts/);
    assert.equal(await show(kernel, `import { countContacts } from "vantelage"; countContacts([])`), "0");
    await edit(DEEP, "countContacts (((", "countContacts");
    await show(kernel, "await reload()");
    assert.equal(await show(kernel, "countContacts([])"), "0");
  });
});

Deno.test("parameters() has the notebook say which of its imports are misspelt, and what is nearest", async () => {
  await withCheckout(async (kernel) => {
    const code = `import { countContact, parameters, addDays as plus, type Day } from "vantelage";
      const tomt = undefined, mark = globalThis[Symbol.for("vantelage.notebook")];
      delete globalThis[Symbol.for("vantelage.notebook")];
      parameters({});
      globalThis[Symbol.for("vantelage.notebook")] = mark;
      await new Promise((done) => setTimeout(done, 300)); 0`;
    const nearest = /"vantelage" har inget som heter countContact; närmast är countContacts\./;
    let said = await show(kernel, code);
    // On a busy machine it is said in a later cell.
    for (let wait = 0; wait < 100 && !nearest.test(said); wait++) {
      said += await show(kernel, "await new Promise((done) => setTimeout(done, 100)); 0");
    }
    assert.match(said, nearest);
    assert.doesNotMatch(said, /tomt|plus|Day/);
  });
});

Deno.test("parameters() has the notebook warn of code that is older than its files, until reload()", async () => {
  await withCheckout(async (kernel, edit) => {
    // The runner's mark hidden while parameters() looks for it, as it is absent in plain Jupyter.
    const first = `import { parameters, reload } from "vantelage";
      const mark = globalThis[Symbol.for("vantelage.notebook")];
      delete globalThis[Symbol.for("vantelage.notebook")];
      parameters({});
      globalThis[Symbol.for("vantelage.notebook")] = mark;
      0`;
    const run = async (code: string) => (await kernel.execute(code)).outputs;
    const warned = (outputs: readonly Output[]) =>
      outputs.filter((output) => textOf(output).startsWith("Koden är äldre än sina filer: lib/numeric/"));
    const outputs = await run(first);
    assert.equal(warned(outputs).length, 0);
    await edit(DEEP, "export function countContacts", "\nexport function countContacts");
    await run("await new Promise((done) => setTimeout(done, 600)); 0");
    assert.equal(warned(outputs).length, 1, "after the edit");
    assert.ok(warned(await run(first)).length >= 1, "when the code is imported again");
    await run("await reload(); 0");
    assert.equal(warned(await run(first)).length, 0, "after reload()");
  });
});
