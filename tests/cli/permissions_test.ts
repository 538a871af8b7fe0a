import assert from "node:assert/strict";
import { permissionsOf, ROOT } from "../_checkout.ts";

const CSV = "månad;status;region;0-30;91-365\n2024-04;väntande;Dalarna;3;1\n";
const decoder = new TextDecoder();

async function deno(args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--config", `${ROOT}deno.json`, ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

/** What a command is denied when it runs with its task's permissions, less those that it gives up. */
async function denied(task: string, command: string, ...args: string[]): Promise<string[]> {
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(
    file,
    `import { ${command} } from ${JSON.stringify(`file://${ROOT}lib/cli/${task}.ts`)};
     import { runCommand } from ${JSON.stringify(`file://${ROOT}lib/cli/_command.ts`)};
     const attempts = {
       net: () => Deno.connect({ hostname: "127.0.0.1", port: 9 }),
       run: () => new Deno.Command("deno").output(),
       ffi: () => Deno.dlopen("nothing.so", {}),
       write: () => Deno.writeTextFile(${JSON.stringify(`${file}.txt`)}, ""),
       env: () => Deno.env.get("HOME"),
     };
     await runCommand({ ...${command}, run: async () => {
       for (const [name, attempt] of Object.entries(attempts)) {
         try { await attempt(); } catch (error) {
           if (error instanceof Deno.errors.NotCapable) console.log(name);
         }
       }
       return 0;
     } }, ${JSON.stringify(args)});`,
  );
  const { code, out, err } = await deno([...await permissionsOf(task), file]);
  assert.equal(code, 0, err);
  return out.trim().split("\n");
}

Deno.test("load, table and compare are denied the network, programs and foreign code, the last two also writing", async () => {
  assert.deepEqual(await denied("load", "loadCommand"), ["net", "run", "ffi", "env"]);
  assert.deepEqual(await denied("table", "tableCommand"), ["net", "run", "ffi", "write", "env"]);
  assert.deepEqual(await denied("compare", "compareCommand"), ["net", "run", "ffi", "write", "env"]);
});

Deno.test("store, signal and decision that only read give up writing", async () => {
  const reads = ["net", "run", "ffi", "write", "env"];
  assert.deepEqual(await denied("store", "storeCommand", "list"), reads);
  assert.deepEqual(await denied("store", "storeCommand", "verify"), reads);
  assert.deepEqual(await denied("signal", "signalCommand", "list"), reads);
  assert.deepEqual(await denied("decision", "decisionCommand", "list"), reads);
});

Deno.test("store gives up foreign code, unless native DuckDB is to write a file", async () => {
  assert.deepEqual(await denied("store", "storeCommand", "compact"), ["net", "run", "ffi", "env"]);
  assert.deepEqual(await denied("store", "storeCommand", "export", "--engine", "native"), [
    "net",
    "run",
    "env",
  ]);
});

Deno.test("load, table and validate need no engine: they read and write only the folders they are given", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  await Deno.writeTextFile(`${folder}/april.csv`, CSV);
  const limits = ["--allow-env=VANTELAGE_STORE", `--allow-read=${folder}`];
  const load = (store: string) =>
    deno([
      ...limits,
      `--allow-write=${folder}/lager`,
      "lib/cli/load.ts",
      `${folder}/april.csv`,
      "--store",
      store,
    ]);
  const done = await load(`${folder}/lager`);
  assert.equal(done.code, 0, done.err);
  const table = await deno([...limits, "lib/cli/table.ts", "--store", `${folder}/lager`]);
  assert.match(table.out, /Region Dalarna/);
  const validated = await deno([
    ...limits,
    "lib/cli/validate.ts",
    `${folder}/april.csv`,
    "--store",
    `${folder}/lager`,
  ]);
  assert.match(validated.out, /april\.csv: kan läsas in/);
  const elsewhere = await load(`${folder}/annat`);
  assert.notEqual(elsewhere.code, 0);
  assert.match(elsewhere.err, /Requires write access to ".*annat/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("new writes nothing but notebooks, and no task has every permission or reaches another machine", async () => {
  assert.deepEqual(await denied("new", "newCommand"), ["net", "run", "ffi", "write", "env"]);
  const { tasks } = JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`));
  for (const [name, task] of Object.entries<string>(tasks)) {
    assert.doesNotMatch(task, / (?:-A|--allow-all)\b/, name);
    assert.doesNotMatch(task, /--allow-net(?!=127\.0\.0\.1)/, name);
  }
});

Deno.test("tasks whose options name a folder may write in any", async () => {
  for (const task of ["signal", "plan", "sample", "report", "store"]) {
    assert.ok((await permissionsOf(task)).includes("--allow-write"), task);
  }
});
