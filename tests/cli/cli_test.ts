import assert from "node:assert/strict";
import { registerLayout } from "../../lib/contract/mod.ts";
import { ROOT, run } from "./_run.ts";
import { exitStatus } from "../../lib/cli/_command.ts";
import { COMMANDS } from "../../lib/cli/_commands.ts";
import { helpOf } from "../../lib/cli/_help.ts";
import { completionCommand } from "../../lib/cli/completion.ts";

const TASKS: Readonly<Record<string, string>> = JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`)).tasks;

Deno.test("load says what is wrong with a file, and leaves the store as it was", async (t) => {
  const folder = await Deno.makeTempDir();
  const store = `${folder}/lager`;
  const header = Object.keys(registerLayout().shape).join(";");
  const cases: [string, string | null, RegExp][] = [
    ["saknas.csv", null, /finns inte/],
    ["tom.csv", "", /tom/],
    ["bara_rubrik.csv", `${header}\n`, /inga rader/],
    [
      "fel_layout.csv",
      "beslutdatum;regonkod;x\n2024-01-01;57;1\n",
      /regionkod.*Troligen omdöpta|Troligen omdöpta/s,
    ],
    [
      "personnummer.csv",
      `${header}\n2024-01-01;;;2024-04;;;;;;JA;;57;;;;;;ring 811228-9874;;;;1;1950;2080;;;;;;;A1;2;;VANTANDE;120\n`,
      /personnummer/,
    ],
  ];
  for (const [name, content] of cases) {
    if (content !== null) await Deno.writeTextFile(`${folder}/${name}`, content);
  }
  const names = cases.map(([name]) => name);
  const empty = `${folder}/mapp`;
  await Deno.mkdir(empty);
  const { code, out, err } = await run(
    "load",
    ...names.map((name) => `${folder}/${name}`),
    "--lager",
    store,
    "--json",
  );
  assert.equal(code, 1);
  assert.ok(!`${out}${err}`.includes("811228"), "a personal number is never shown");
  const reports = out.trimEnd().split("\n").map((line) => JSON.parse(line));
  const said = err.split(/^(?=\S+: STOPPAD)/m);
  for (const [index, [name, , message]] of cases.entries()) {
    await t.step(name, () => {
      const { file, read, loaded, rejected, skipped } = reports[index];
      assert.deepEqual([file, loaded], [name, 0]);
      assert.equal(read, loaded + rejected + skipped);
      assert.match(said.find((part) => part.startsWith(`${name}: `)) ?? "", message);
    });
  }
  await t.step("a folder without deliveries", async () => {
    const { code, err } = await run("load", empty, "--lager", store);
    assert.deepEqual([code, /mapp har inga filer att läsa: en leverans ska sluta på/.test(err)], [1, true]);
  });
  await t.step("the store is as empty as before", async () => {
    assert.match((await run("table", "--lager", store)).err, /tomt/);
  });
  await t.step("no file at all is wrong use", async () => {
    assert.equal((await run("load", "--lager", store)).code, 2);
  });
  await t.step("a store of a newer version", async () => {
    await Deno.mkdir(store, { recursive: true });
    await Deno.writeTextFile(
      `${store}/manifest.json`,
      JSON.stringify({ format: "vantelage-store", version: 99, deliveries: [] }),
    );
    const { code, err } = await run("table", "--lager", store);
    assert.deepEqual([code, /nyare version/.test(err)], [1, true]);
  });
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a file where a folder should be, a wrong profile with a byte order mark and a right that lacks are told in Swedish", async () => {
  const folder = await Deno.makeTempDir(), file = `${folder}/fil.json`;
  await Deno.writeTextFile(file, '\uFEFF{"namn": 3}');
  const signals = await run("signal", "list", "--data", file);
  assert.deepEqual(
    [signals.code, /fil\.json är ingen mapp\. Ange/.test(signals.err)],
    [1, true],
    signals.err,
  );
  const profile = await run("validate", file, "--profil", file);
  assert.deepEqual([profile.code, profile.err], [
    1,
    `Profilen ${file} är fel i namn: Ogiltig inmatning: förväntat string, fick antal\n`,
  ]);
  const lacking = await exitStatus({
    ...{ name: "prov", summary: "", uses: [""], options: {}, example: "" },
    run: () => Promise.reject(new Deno.errors.NotCapable("Requires read access")),
  }, []);
  assert.equal(lacking, 1);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("every command has a task, and --help made from its table: uses, options and an example that is taken", () => {
  for (const { name, options, ...command } of [...COMMANDS, completionCommand]) {
    assert.ok(name in TASKS, name);
    const help = helpOf({ name, options, ...command });
    const [, example] = new RegExp(`^Exempel: (deno task ${name}.*)$`, "m").exec(help) ?? [];
    assert.ok(example !== undefined && help.includes(`  deno task ${name}`), help);
    for (const [option, { says }] of Object.entries(options)) {
      assert.ok(says !== "" && help.includes(`--${option}`), `${name} --${option}`);
    }
    const own = name === "lab" ? "" : example;
    for (const [, option] of own.matchAll(/ --([\w-]+)/g)) {
      assert.ok(option in options, `${name} --${option}`);
    }
    assert.ok(help.split("\n").every((line) => line.length <= 118 || line.startsWith("Exempel:")), name);
  }
});

Deno.test("an option's older name is taken for one version, with a word about the new one", async () => {
  const older = await run("table", "--store", "/finns/inte", "--engine", "wasm", "--by=sjukhus");
  assert.match(older.err, /^--store heter nu --lager; .*\n--engine behövs inte, .*\n--by heter nu --per; /);
  assert.equal(older.code, (await run("table", "--lager", "/finns/inte", "--per=sjukhus")).code);
});

Deno.test({
  name: "completion bash completes commands, options and values",
  ignore: Deno.build.os === "windows",
  async fn() {
    const { out: script } = await run("completion", "bash");
    const typed = ["ta", "table --pe", "table --vardutbud Kn", "store er", "load --lager x", "table --ny"];
    const asked = typed.map((words) =>
      `COMP_WORDS=(deno task ${words}); COMP_CWORD=$((\${#COMP_WORDS[@]}-1)); _vantelage; (IFS='|'; echo "\${COMPREPLY[*]}")`
    );
    const { stdout } = await new Deno.Command("bash", { args: ["-c", `${script}\n${asked.join("\n")}`] })
      .output();
    assert.deepEqual(new TextDecoder().decode(stdout).split("\n"), [
      "table",
      "--per",
      "Knäled\\ protes|Knä\\,\\ menisk\\ och\\ artroskopi|Knä\\,\\ korsband",
      ...["erase", "", "", ""],
    ]);
  },
});

Deno.test("every task that is no command of lib/cli answers --help in Swedish too", async () => {
  for (const task of ["campaign", "bench", "attack", "pictures"]) {
    const { success, stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["task", "--quiet", task, "--help"],
      cwd: ROOT,
    }).output();
    assert.ok(success, task);
    assert.match(new TextDecoder().decode(stdout), new RegExp(`deno task ${task}[^]*Slutkod`));
  }
});
