import assert from "node:assert/strict";
import { notebookJson } from "../notebook/_write_notebook.ts";
import { temporaryFolder } from "../store/_deliveries.ts";
import { run } from "./_run.ts";

const folder = temporaryFolder(), till = `${folder}/ut`;
const notebook = `${folder}/brev.ipynb`;
await Deno.writeTextFile(notebook, notebookJson([{ text: "# Vem väntar?" }, "1 + 1"]));

async function deliver(manad: string, rows: string): Promise<string> {
  const path = `${folder}/${manad}`;
  await Deno.mkdir(path, { recursive: true });
  await Deno.writeTextFile(`${path}/lista.csv`, `månad;status;region;0-90;91-\n${rows}`);
  return path;
}

const round = async (deliveries: string) =>
  await run("round", deliveries, "--lager", `${folder}/lager`, "--till", till, "--anteckningsbok", notebook);

const filesIn = (path: string) => [...Deno.readDirSync(path)].map(({ name }) => name).sort();

Deno.test("round loads, reports, compares and lists the months; a broken delivery leaves what stands and says what to do", async () => {
  const march = await deliver("mars", "2024-03;väntande;Dalarna;30;2\n2024-03;väntande;Uppsala;40;9\n");
  const first = await round(march);
  assert.equal(first.code, 0, first.out);
  assert.match(
    first.out,
    /^Runda: mars 2024: 1 fil, 1 ny; 1 sida, 1 körd; ingen månad före att jämföra med; 1 månad i .*; \d+ s\.\n$/,
  );
  const before = await Deno.readTextFile(`${till}/index.html`);
  assert.match(before, /<a href="2024-03\/index\.html">mars 2024<\/a>/);

  const april = await deliver("april", "2024-04;väntande;Dalarna;30;x\n2024-04;väntande;Uppsala;40;9\n");
  const broken = await round(april);
  assert.equal(broken.code, 1);
  assert.match(
    broken.out,
    /^Runda: stannade i inläsningen: 1 av 1 fil stoppades\. Rapporterna till och med mars 2024 är som de var\. Rätta .* kör samma kommando igen\.\n$/,
  );
  assert.equal(await Deno.readTextFile(`${till}/index.html`), before);

  await deliver("april", "2024-04;väntande;Dalarna;31;4\n2024-04;väntande;Uppsala;40;9\n");
  const mended = await round(april);
  assert.equal(mended.code, 0, mended.out);
  assert.equal(
    filesIn(`${till}/2024-04`).filter((name) => /^brev-\d{4}-\d\d-\d\dT\d{4}$/.test(name)).length,
    1,
  );
  assert.match(
    mended.out,
    /april 2024: .*; väntande \+3, över 90 dagar \+2 sedan månaden före; 2 månader i /,
  );
  assert.deepEqual(filesIn(till), [".runda", "2024-03", "2024-04", "index.html", "runda.log"]);
  assert.match(await Deno.readTextFile(`${till}/index.html`), /april 2024<\/a>[^]*mars 2024<\/a>/);
  assert.match(await Deno.readTextFile(`${till}/2024-04/jamforelse.txt`), /Dalarna +32 +35 +\+3/);

  const log = (await Deno.readTextFile(`${till}/runda.log`)).trim().split("\n");
  assert.ok(
    log.every((line) => /^\d{4}-\d\d-\d\dT[\d:.]+Z [a-zåäö ]+: slutkod \d$/.test(line)),
    log.join("\n"),
  );
});

Deno.test("round does not begin while another is going on", async () => {
  using lock = await Deno.open(`${till}/.runda`, { write: true });
  await lock.lock(true);
  const { code, err } = await round(`${folder}/mars`);
  assert.deepEqual([code, /^En annan runda pågår i /.test(err)], [1, true]);
});
