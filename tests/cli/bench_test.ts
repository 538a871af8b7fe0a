import assert from "node:assert/strict";
import { readNotebook, runNotebook } from "../../lib/notebook/mod.ts";
import { loadFiles } from "../../lib/store/mod.ts";
import { notebookJson } from "../notebook/_write_notebook.ts";
import { run as runHere } from "./_run.ts";
import { permissionsOf, ROOT } from "../_checkout.ts";

const decoder = new TextDecoder();
const WALK = "20_en_annan_ko.ipynb";

async function run(
  folder: string,
  command: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number; out: string; err: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      ...(await permissionsOf(command)).map(alsoOfCode),
      `${ROOT}lib/cli/${command}.ts`,
      ...args,
    ],
    cwd: folder,
    env: { NO_COLOR: "1", ...env },
  }).output();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

/** A permission to read the checkout's folders, in the working folder and where the code lies. */
function alsoOfCode(permission: string): string {
  const [, paths] = /^--allow-read=(.*)$/.exec(permission) ?? [];
  return paths === undefined
    ? permission
    : `${permission},${paths.split(",").map((path) => ROOT + path).join(",")}`;
}

async function smallStore(folder: string): Promise<string> {
  await Deno.writeTextFile(
    `${folder}/april.csv`,
    "månad;status;region;sjukhus;vårdutbud;0-30;31-60;61-90;91-365;366+\n" +
      "2024-04;väntande;Dalarna;Mora;Knäled protes;30;5;5;10;1\n2024-04;genomförda;Dalarna;Mora;Knäled protes;9;0;0;1;0\n",
  );
  await loadFiles(`${folder}/lager`, [`${folder}/april.csv`]);
  return `${folder}/lager`;
}

/** A working folder without notebooks, whose tasks are this checkout's: a copied one would be compiled again. */
async function workingFolder(): Promise<string> {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  const config = JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`));
  const tasks = JSON.parse(JSON.stringify(config.tasks).replaceAll(" lib/cli/", ` ${ROOT}lib/cli/`));
  const imports = { ...config.imports, vantelage: `${ROOT}lib/mod.ts` };
  await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify({ tasks, imports, lock: false }));
  await Deno.mkdir(`${folder}/notebooks`);
  return folder;
}

const folder = await workingFolder(), store = await smallStore(folder);
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

Deno.test("new writes notebooks for a vårdutbud by any of its names and for a question, that run as they stand", async () => {
  const env = { VANTELAGE_STORE: store };
  await Deno.copyFile(`${ROOT}notebooks/${WALK}`, `${folder}/notebooks/${WALK}`);
  const { code, out, err } = await run(folder, "new", ["knäprotes"]);
  assert.equal(code, 0, err);
  assert.match(out, /^notebooks\/21_knaled_protes\.ipynb\n/);
  const path = `${folder}/notebooks/21_knaled_protes.ipynb`;
  const notebook = await readNotebook(path);
  assert.match(
    notebook.cells[0].source,
    /^# Vem väntar för länge på {vardutbud}\? <!-- läsare: planeringsgruppen \d -->\n/,
  );
  const { parameters } = await runNotebook(notebook, { cwd: ROOT, env });
  assert.deepEqual(Object.keys(parameters), ["manad", "vardutbud"]);
  assert.equal(parameters.vardutbud, "Knäled protes");
  const again = await run(folder, "new", ["Knäled protes"]);
  assert.deepEqual([again.code, /finns redan/.test(again.err)], [1, true]);
  const unknown = await run(folder, "new", ["Galsten"]);
  assert.deepEqual([unknown.code, /Närmast: Gallsten/.test(unknown.err)], [2, true]);
  const question = "Hur många väntar över ett år?";
  assert.equal((await run(folder, "new", [question, "--mall", "fraga"])).code, 0);
  const asked = `${folder}/notebooks/22_hur_manga_vantar_over_ett_ar.ipynb`;
  await runNotebook(await readNotebook(asked), { cwd: ROOT, env });
  assert.equal((await run(folder, "new", ["Och $& på 2 år?", "--mall", "22"])).code, 0);
  const copied = await readNotebook(`${folder}/notebooks/23_och_pa_2_ar.ipynb`);
  assert.match(copied.cells[0].source, /^# Och \$& på 2 år\?\n/);
});

Deno.test("kernel installs a kernelspec that interrupts by message and starts this Deno", async () => {
  const jupyter = `${folder}/jupyter`;
  const { stdout, success } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "kernel"],
    cwd: ROOT,
    env: { JUPYTER_DATA_DIR: jupyter },
  }).output();
  assert.ok(success);
  assert.match(decoder.decode(stdout), /Kärnan Vänteläge är installerad/);
  const spec = JSON.parse(await Deno.readTextFile(`${jupyter}/kernels/vantelage/kernel.json`));
  assert.equal(spec.interrupt_mode, "message");
  assert.equal(spec.language, "typescript");
  assert.equal(spec.env.LANG, "sv_SE.UTF-8");
  // A Deno that npx has fetched is started by npx again.
  const [program, ...args] = spec.argv.slice(0, spec.argv.indexOf("jupyter"));
  const version = await new Deno.Command(program, { args: [...args, "--version"] }).output();
  assert.match(decoder.decode(version.stdout), new RegExp(`^deno ${Deno.version.deno} `));
});

Deno.test("lab says what to install, and how to do without, where there is no Python", async () => {
  const { code, err } = await run(folder, "lab", [], { PATH: `${folder}/notebooks` });
  assert.equal(code, 1);
  assert.match(err, /Python 3\.11 eller senare[^]*VS Code[^]*deno task kernel[^]*deno task watch/);
});

Deno.test("watch shows the report, and after a save the new one or what failed", async () => {
  const path = `${folder}/notebooks/01_prov.ipynb`;
  const save = (heading: string, code: string) =>
    Deno.writeTextFile(path, notebookJson([{ text: heading }, code]));
  await save("# Första?", "1 + 1");
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-prompt", ...await permissionsOf("watch"), `${ROOT}lib/cli/watch.ts`],
      ...["01", "--lager", store, "--port", "0"],
    ],
    cwd: folder,
    stdout: "piped",
  }).spawn();
  const output = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  try {
    const { value } = await output.read();
    const address = /http:\S+\//.exec(value ?? "")?.[0] ?? "";
    const page = await (await fetch(address)).text();
    assert.match(page, /<html lang="sv">[^]*01_prov/);
    const events = await fetch(`${address}handelser`);
    const reader = events.body!.pipeThrough(new TextDecoderStream()).getReader();
    const until = async (state: string): Promise<string> => {
      const { value, done } = await reader.read();
      assert.ok(!done, `no ${state}`);
      return value!.includes(`"state":"${state}"`) ? value! : await until(state);
    };
    const report = async () => await (await fetch(`${address}rapport`)).text();
    await until("done");
    assert.match(await report(), /<h1[^>]*>Första\?/);
    await save("# Andra?", "1 + 1");
    await until("done");
    assert.match(await report(), /<h1[^>]*>Andra\?/);
    await save("# Tredje?", "saknas");
    assert.match(await until("failed"), /kodcell 1 \(cell 2\), rad 1: ReferenceError: saknas is not defined/);
    assert.match(await report(), /<h1[^>]*>Andra\?/);
    await reader.cancel();
  } finally {
    process.kill();
    await process.status;
    await output.cancel();
  }
});

Deno.test("report --varje writes a report for each vårdutbud that anybody waits for, named for it, by speciality where asked", async () => {
  const args = ["--anteckningsbok", "20_en_annan_ko", "--lager", store, "--ut", `${folder}/ut`];
  const { code, out, err } = await runHere("report", ...args, "--varje", "vardutbud");
  assert.equal(code, 0, err);
  assert.match(out, /20_en_annan_ko_knaled_protes\.html/);
  const names = (of: string) => [...Deno.readDirSync(of)].map(({ name }) => name).sort();
  const pages = names(`${folder}/ut`);
  const page = await Deno.readTextFile(`${folder}/ut/20_en_annan_ko_knaled_protes.html`);
  assert.match(page, /<title>Vem väntar för länge på knäprotes\? april 2024/);
  const packs = await runHere("report", ...args.with(-1, `${folder}/paket`), "--varje", "specialitet");
  assert.equal(packs.code, 0, packs.err);
  const inPacks = names(`${folder}/paket`).flatMap((area) => names(`${folder}/paket/${area}`));
  // Each page stands in the pack of its speciality, with a front page of the pack's own.
  assert.deepEqual([...new Set(inPacks)].sort(), pages);
  assert.ok(names(`${folder}/paket/ortopedi`).includes("20_en_annan_ko_knaled_protes.html"));
  const wrong = await runHere("report", "--varje", "sjukhus", "--lager", store);
  assert.equal(wrong.code, 2);
});
