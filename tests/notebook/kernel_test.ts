import assert from "node:assert/strict";
import { dirname } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { KernelError, type Output, readNotebook, startKernel } from "../../lib/notebook/mod.ts";
import { PROJECT } from "./_write_notebook.ts";

const texts = (outputs: readonly Output[]) =>
  outputs.map((output) => "data" in output ? output.data["text/plain"] : "text" in output ? output.text : "");

Deno.test("startKernel() gives a kernel whose outputs, however late, lie with their own code", async () => {
  const kernel = await startKernel({ cwd: PROJECT });
  try {
    const show = (name: string, count: number, stepMs: number) =>
      `for (let i = 0; i < ${count}; i++) {
         const data = { "text/plain": "${name}" + i };
         setTimeout(() => Deno.jupyter.display(data, { raw: true }), i * ${stepMs});
       }
       undefined`;
    const a = await kernel.execute(show("a", 40, 5));
    const b = await kernel.execute(show("b", 40, 11));
    const c = await kernel.execute("console.log('genast'); setTimeout(() => console.warn('sent'), 600); 'c'");
    const d = await kernel.execute(
      "setTimeout(() => { throw new RangeError('för sent') }, 30); Promise.reject('x'); 0",
    );
    const e = await kernel.execute(
      "await new Promise((done) => setTimeout(done, 60)); console.log('e'.repeat(100_000))",
    );
    await kernel.settle();
    assert.deepEqual(texts(a.outputs), Array.from({ length: 40 }, (_, i) => `a${i}`));
    assert.deepEqual(texts(b.outputs), Array.from({ length: 40 }, (_, i) => `b${i}`));
    assert.deepEqual(new Set(texts(c.outputs)), new Set(["genast\n", '"c"', "sent\n"]));
    const errors = d.outputs.flatMap((output) => output.type === "error" ? [output.evalue] : []);
    assert.deepEqual(errors, ["x", "för sent"]);
    assert.ok(
      texts(d.outputs).includes("0"),
      "a result lies with its own code, though the next came at once",
    );
    assert.equal(String(texts(e.outputs)[0]).length, 100_001);
  } finally {
    await kernel.shutdown();
  }
});

Deno.test("startKernel() gives the kernel its folder and environment, and removes its connection file", async () => {
  const kernel = await startKernel({ cwd: PROJECT, env: { PROVORD: "ja" } });
  const { outputs, error } = await kernel.execute("[Deno.env.get('PROVORD'), Deno.cwd() + '/'].join()");
  // The kernel's own command line names its connection file, where the system tells it.
  const told = await kernel.execute(`(await Deno.readTextFile("/proc/self/cmdline")).split("\\0")`);
  await kernel.settle();
  await kernel.shutdown();
  await kernel.shutdown();
  assert.equal(error, null);
  assert.deepEqual(texts(outputs), [`"ja,${PROJECT}"`]);
  if (Deno.build.os !== "linux") return;
  const [file] = /[^" ]+connection\.json/.exec(stripVTControlCharacters(String(texts(told.outputs)[0])))!;
  await assert.rejects(Deno.stat(file), Deno.errors.NotFound);
  await assert.rejects(Deno.stat(dirname(file)), Deno.errors.NotFound);
});

Deno.test("startKernel() takes rights away for good, and hands over what it is given", async () => {
  const folder = await Deno.makeTempDir(), file = `${folder}/rader.json`;
  await Deno.writeTextFile(file, '{"antal":1}');
  const path = JSON.stringify(file), url = JSON.stringify(`file://${file}`);
  const inWorker = `try { postMessage(Deno.readTextFileSync(${path})) } catch (e) { postMessage(e.message) }`;
  const attempts = {
    read: [
      `await Deno.readTextFile(${path})`,
      `[...Deno.readDirSync(${JSON.stringify(folder)})]`,
      `(await import("node:fs")).readFileSync(${path})`,
      `(await import("node:module")).createRequire(${url})(${path})`,
      `(await import(${url}, { with: { type: "json" } })).default`,
      `await (await fetch(${url})).text()`,
      `(await Deno.permissions.request({ name: "read" }), await Deno.open(${path}))`,
      `await new Promise((resolve, reject) => {
         const code = "data:application/javascript," + encodeURIComponent(${JSON.stringify(inWorker)});
         const worker = new Worker(code, { type: "module" });
         worker.onmessage = ({ data }) => { worker.terminate(); reject(new Error(data)); };
       })`,
    ],
    write: [`await Deno.writeTextFile(${path}, "")`, `await Deno.remove(${path})`],
    run: [`await new Deno.Command("cat", { args: [${path}] }).output()`, "Deno.kill(Deno.ppid)"],
    net: [`await Deno.connect({ hostname: "127.0.0.1", port: 9 })`],
    ffi: [`Deno.dlopen("ingen.so", {})`],
    sys: ["Deno.hostname()"],
  };
  const kernels = await Promise.all(
    (["none", "read"] as const).map((rights) =>
      startKernel({ cwd: PROJECT, rights, given: { "prov.antal": [7] } })
    ),
  );
  const denied = [Object.keys(attempts), ["write", "run", "net", "ffi"]];
  for (const [at, kernel] of kernels.entries()) {
    for (const [right, sources] of Object.entries(attempts)) {
      if (!denied[at].includes(right)) continue;
      for (const source of sources) {
        const { error } = await kernel.execute(`${source};`);
        assert.match(error?.evalue ?? "", new RegExp(`^Requires ${right} access`), source);
      }
    }
    const { outputs, error } = await kernel.execute(
      'import { formatCount } from "vantelage"; formatCount(globalThis[Symbol.for("prov.antal")][0])',
    );
    await kernel.settle();
    assert.deepEqual([error, texts(outputs)], [null, ['"7"']]);
  }
  const { outputs } = await kernels[1].execute(attempts.read[0]);
  await Promise.all(kernels.map((kernel) => kernel.settle()));
  await Promise.all(kernels.map((kernel) => kernel.shutdown()));
  assert.deepEqual(texts(outputs), [`'{"antal":1}'`]);
  assert.equal(await Deno.readTextFile(file), '{"antal":1}');
  await Deno.remove(folder, { recursive: true });
});

Deno.test("Kernel.execute() tells that the kernel died, and so does the next call", async () => {
  const kernel = await startKernel({ cwd: PROJECT });
  const died = { name: "KernelError", message: /^Kärnan dog \(slutstatus 3\)/ };
  await assert.rejects(kernel.execute("Deno.exit(3)"), died);
  await assert.rejects(kernel.execute("1"), died);
  await assert.rejects(kernel.settle(), died);
  await kernel.shutdown();
});

Deno.test("Kernel.execute() kills a kernel that gives no answer within the limit", async () => {
  const kernel = await startKernel({ cwd: PROJECT });
  const started = performance.now();
  const message = "Kärnan svarade inte inom 0.3 s och avbröts";
  await assert.rejects(kernel.execute("while (true) {}", { limitSeconds: 0.3 }), { message });
  await kernel.shutdown();
  assert.ok(performance.now() - started < 2000);
});

Deno.test("startKernel() throws a KernelError when the kernel does not start in time", async () => {
  await assert.rejects(startKernel({ limitSeconds: 0.001 }), KernelError);
});

Deno.test("A notebook that imports vantelage shows rows and Arquero tables as tables, and Plot and d3 find a document", async () => {
  const kernel = await startKernel({ cwd: PROJECT });
  const shown = async (code: string) => {
    const { outputs, error } = await kernel.execute(code);
    await kernel.settle();
    assert.equal(error, null, code);
    return outputs.map((output) => "data" in output ? output.data : {});
  };
  try {
    const { cells } = await readNotebook(`${PROJECT}notebooks/lar/rakna_sjalv.ipynb`);
    const [imports, rows, ...byHand] = cells.filter(({ kind }) => kind === "code").map(({ source }) =>
      source
    );
    await shown(imports);
    assert.match(String((await shown(rows))[0]["text/html"]), /<table[^]*Norra/);
    await shown(byHand[0]);
    const [shares] = await shown(byHand[1]);
    assert.deepEqual(
      String(shares["text/plain"]).split("\n").map((line) => line.split(/ {2,}/).join(" ")),
      ["sjukhus väntande sena andel", "Norra 5 2 40,0\u00a0%", "Södra 5 1 20,0\u00a0%", "", "2 rader"],
    );
    const [chart] = await shown(byHand[2]);
    assert.match(String(chart["image/svg+xml"]), /^<svg[^]*<rect/);
    assert.equal((await shown("[1, 2]"))[0]["text/html"], undefined);
    assert.match(
      String((await shown(`(await import("d3")).create("svg").node()`))[0]["image/svg+xml"]),
      /^<svg/,
    );
    assert.match(String((await shown("help(overLimit)"))[0]["text/markdown"]), /^## overLimit/);
  } finally {
    await kernel.shutdown();
  }
});
