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

/** Something that each right is for. */
const ATTEMPTS = `{
  read: () => Deno.stat(Deno.execPath()),
  write: () => Deno.writeTextFile(Deno.args[0], ""),
  run: () => new Deno.Command(Deno.build.os === "windows" ? "hostname" : "true").output(),
  net: () => Deno.listen({ hostname: "0.0.0.0", port: 0 }).close(),
  here: () => Deno.listen({ hostname: "127.0.0.1", port: 0 }).close(),
  ffi: () => Deno.dlopen("finns-inte.so", {}),
  env: () => Deno.env.get("HEMLIGT"),
  sys: () => Deno.hostname(),
}`;

/** What a module is refused when it runs with a task's permissions; it may first take steps of its own. */
async function refused(task: string, { imports = "", within = "await tried();" } = {}): Promise<string> {
  const folder = await Deno.makeTempDir(), file = `${folder}/prov.ts`;
  await Deno.writeTextFile(
    file,
    `${imports}
     async function tried() {
       const names = [];
       for (const [name, attempt] of Object.entries(${ATTEMPTS})) {
         try { await attempt(); } catch (error) {
           if (error instanceof Deno.errors.NotCapable) names.push(name);
         }
       }
       console.log(names.join(" "));
       return 0;
     }
     ${within}`,
  );
  const { code, out, err } = await deno(["--no-check", ...await permissionsOf(task), file, `${folder}/ny`]);
  assert.equal(code, 0, err);
  await Deno.remove(folder, { recursive: true });
  return out.trim();
}

/** What a command is refused when it has given up what it does without. */
function refusedOf(command: string, ...args: string[]): Promise<string> {
  const module = (name: string) => JSON.stringify(`file://${ROOT}lib/cli/${name}.ts`);
  return refused(command, {
    imports: `import { ${command}Command } from ${module(command)};
              import { runCommand } from ${module("_command")};`,
    within: `await runCommand({ ...${command}Command, run: tried }, ${JSON.stringify(args)});`,
  });
}

/** What is tried and refused with the permissions of each task. */
const REFUSED: Readonly<Record<string, string>> = {
  report: "net ffi env sys",
  load: "run net here ffi env sys",
  validate: "write run net here ffi env sys",
  profile: "run net here ffi env sys",
  compare: "write run net ffi env sys",
  round: "run net here ffi env sys",
  table: "write run net ffi env sys",
  rejected: "run net here ffi env sys",
  store: "run net env sys",
  start: "run net here ffi env sys",
  data: "run net here ffi env sys",
  signal: "run net here ffi env sys",
  decision: "run net here ffi env sys",
  comment: "run net here ffi env sys",
  sample: "run net here ffi env sys",
  plan: "run net here ffi env sys",
  lab: "write net here ffi env sys",
  package: "net here ffi sys",
  completion: "write run net here ffi env sys",
  kernel: "read write run net here ffi env sys",
  new: "read write run net here ffi env sys",
  watch: "write run net ffi env sys",
  check: "net here ffi env sys",
};

Deno.test("each command is refused every right wider than its task's", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`));
  const commands = Object.entries<string>(tasks).filter(([, task]) => task.includes(" lib/cli/"));
  assert.deepEqual(Object.keys(REFUSED), commands.map(([name]) => name));
  for (const [task, names] of Object.entries(REFUSED)) assert.equal(await refused(task), names, task);
  for (const [name, task] of Object.entries<string>(tasks)) {
    assert.doesNotMatch(task, / (?:-A|--allow-all)\b/, name);
    assert.doesNotMatch(task, /--allow-net(?!=127\.0\.0\.1)/, name);
  }
});

Deno.test("commands that only read give up writing, and store foreign code unless native DuckDB is to write a file", async () => {
  const reads = "write run net here ffi env sys";
  for (
    const [command, ...args] of [
      ["store", "verify"],
      ["table"],
      ["compare"],
      ["signal", "list"],
      ["decision", "list"],
      ["comment", "list"],
      ["data", "kontrollera", "fil.xlsx"],
      ["profile", "fil.csv"],
    ]
  ) {
    assert.equal(await refusedOf(command, ...args), reads, command);
  }
  assert.equal(await refusedOf("store", "compact"), "run net here ffi env sys");
  assert.equal(await refusedOf("store", "export", "--format", "duckdb"), "run net here env sys");
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
      "--lager",
      store,
    ]);
  const done = await load(`${folder}/lager`);
  assert.equal(done.code, 0, done.err);
  const table = await deno([...limits, "lib/cli/table.ts", "--lager", `${folder}/lager`]);
  assert.match(table.out, /Region Dalarna/);
  const validated = await deno([
    ...limits,
    "lib/cli/validate.ts",
    `${folder}/april.csv`,
    "--lager",
    `${folder}/lager`,
  ]);
  assert.match(validated.out, /april\.csv: kan läsas in/);
  const elsewhere = await load(`${folder}/annat`);
  assert.notEqual(elsewhere.code, 0);
  assert.match(elsewhere.err, /Requires write access to ".*annat/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("tasks whose options name a folder may write in any", async () => {
  for (const task of ["signal", "plan", "sample", "report", "store"]) {
    assert.ok((await permissionsOf(task)).includes("--allow-write"), task);
  }
});
