import assert from "node:assert/strict";
import { renderIndex, renderReport, writeReports } from "../../lib/report/mod.ts";
import { executed, options } from "./_executed.ts";

Deno.test("writeReports() writes each report and the index, and leaves other files alone", async () => {
  const folder = `${await Deno.makeTempDir()}/ny/mapp`;
  const reports = ["10_b", "01_a"].map((name) => renderReport(executed([`# ${name}`], {}, name), options));
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(`${folder}/mina anteckningar.txt`, "kvar");
  await Deno.writeTextFile(`${folder}/01_a.html`, "gammal");
  assert.deepEqual(await writeReports(folder, reports, options), [
    `${folder}/10_b.html`,
    `${folder}/01_a.html`,
    `${folder}/index.html`,
  ]);
  assert.equal(await Deno.readTextFile(`${folder}/01_a.html`), reports[1].html);
  assert.equal(await Deno.readTextFile(`${folder}/index.html`), renderIndex(reports, options));
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  assert.deepEqual(names, ["01_a.html", "10_b.html", "index.html", "mina anteckningar.txt"]);
});

Deno.test("writeReports() writes nothing when two pages want the same file", async () => {
  const folder = `${await Deno.makeTempDir()}/rapporter`;
  const named = (name: string) => renderReport(executed(["# T"], {}, name), options);
  for (const reports of [[named("a"), named("a")], [named("index")]]) {
    await assert.rejects(writeReports(folder, reports, options), {
      name: "ReportError",
      message: /två sidor vill heta/,
    });
  }
  await assert.rejects(Deno.stat(folder), Deno.errors.NotFound);
});
