import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { renderIndex, renderReport, ReportManifest, writeReports } from "../../lib/report/mod.ts";
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
    `${folder}/manifest.json`,
    `${folder}/index.html`,
  ]);
  assert.equal(await Deno.readTextFile(`${folder}/01_a.html`), reports[1].html);
  assert.equal(
    await Deno.readTextFile(`${folder}/index.html`),
    renderIndex(reports.toReversed().map((report) => ({ ...report, mark: "Syntetiska data" })), options),
  );
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  assert.deepEqual(names, ["01_a.html", "10_b.html", "index.html", "manifest.json", "mina anteckningar.txt"]);
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

Deno.test("writeReports() keeps reports of earlier runs in index and manifest as long as they lie there", async () => {
  const folder = await Deno.makeTempDir();
  const named = (name: string) => renderReport(executed([`# ${name}`], {}, name), options);
  const run = (commit: string) => ({ ...options, run: { started: "2024-05-02T08:00:00Z", commit } });
  const listed = async () => {
    const html = await Deno.readTextFile(`${folder}/index.html`);
    const { runs } = ReportManifest.parse(JSON.parse(await Deno.readTextFile(`${folder}/manifest.json`)));
    return [
      [...html.matchAll(/<li><a href="([^"]+)"/g)].map(([, name]) => name),
      runs.map(({ commit, reports }) => [commit, ...reports.map(({ fileName }) => fileName)]),
    ];
  };
  await writeReports(folder, [named("01_a"), named("02_b")], run("första"));
  await writeReports(folder, [named("02_b")], run("andra"));
  assert.deepEqual(await listed(), [["01_a.html", "02_b.html"], [["första", "01_a.html"], [
    "andra",
    "02_b.html",
  ]]]);
  await Deno.remove(`${folder}/01_a.html`);
  await writeReports(folder, [named("03_c")], run("tredje"));
  assert.deepEqual(await listed(), [["02_b.html", "03_c.html"], [["andra", "02_b.html"], [
    "tredje",
    "03_c.html",
  ]]]);
});

Deno.test("writeReports() lists the reports of its own store, and marks each that is of made-up data", async () => {
  const folder = await Deno.makeTempDir();
  const named = (name: string, of = options) => renderReport(executed([`# ${name}`], {}, name), of);
  const own = { ...options, store: "b", provenance: { ...options.provenance, synthetic: false } };
  const cards = async () => {
    const html = await Deno.readTextFile(`${folder}/index.html`);
    return [...html.matchAll(/<li><a href="([^"]+)".*?<\/li>/gs)].map(([card, name]) =>
      `${name}${card.includes("Syntetiska data") ? " syntetisk" : ""}`
    );
  };
  await writeReports(folder, [named("01_a"), named("43_plan")], { ...options, store: "a" });
  assert.deepEqual(await cards(), ["01_a.html", "43_plan.html"], "the page's own mark is of all of them");
  assert.match(await Deno.readTextFile(`${folder}/index.html`), /<p class="over">[^]*Syntetiska data/);
  await writeReports(folder, [named("01_a", own)], own);
  assert.deepEqual(await cards(), ["01_a.html"]);
  await writeReports(folder, [named("02_b")], { ...options, store: "a" });
  assert.deepEqual(await cards(), ["02_b.html", "43_plan.html"]);
  const failed = [{ fileName: "43_plan.html", reason: "nej" }];
  await writeReports(folder, [named("03_c", own)], { ...own, store: "a", failed });
  assert.deepEqual(await cards(), ["02_b.html syntetisk", "03_c.html"], "not what could not be made again");
});

Deno.test("writeReports() marks a page that rests on a made-up plan, and one whose deliveries have changed since", async () => {
  const folder = await Deno.makeTempDir();
  const provenance = { ...options.provenance, synthetic: false };
  const made = (name: string, invented: readonly string[]) =>
    renderReport(executed(["# T"], {}, name), { ...options, provenance: { ...provenance, invented } });
  const run = { ...options, provenance, deliveriesOf: () => provenance.deliveries };
  const plan = made("43_plan", ["planer"]);
  assert.match(plan.html, /Påhittade uppgifter ingår: plan<\/span>.*Leveranserna är verkliga/s);
  await writeReports(folder, [made("01_a", []), plan], run);
  const cards = async () => {
    const html = await Deno.readTextFile(`${folder}/index.html`);
    return [...html.matchAll(/<li><a href="\d.*?<\/li>/gs)].map(([card]) =>
      ["Syntetiska data", "Påhittade uppgifter ingår", "innan månadens leveranser ändrades"]
        .map((words) => card.includes(words))
    );
  };
  assert.deepEqual(await cards(), [[false, false, false], [false, true, false]]);
  const deliveries = [{ ...provenance.deliveries[0], sha256: "b".repeat(64) }];
  const newer = { ...run, provenance: { ...provenance, deliveries }, deliveriesOf: () => deliveries };
  await writeReports(folder, [renderReport(executed(["# T"], {}, "02_b"), newer)], newer);
  assert.deepEqual(await cards(), [[false, false, true], [false, false, false], [false, true, true]]);
});

Deno.test("writeReports() keeps the month and the deliveries of each report", async () => {
  const folder = await Deno.makeTempDir();
  const march = { ...options, manad: "2024-03", provenance: { ...options.provenance, deliveries: [] } };
  const report = renderReport(executed(["# T"], {}, "02_b"), march);
  await writeReports(folder, [renderReport(executed(["# T"], {}, "01_a"), options), report], options);
  const { runs } = ReportManifest.parse(JSON.parse(await Deno.readTextFile(`${folder}/manifest.json`)));
  assert.deepEqual(runs.map(({ manad, inputs }) => [manad, inputs.length]), [["2024-04", 1], ["2024-03", 0]]);
  assert.match(await Deno.readTextFile(`${folder}/index.html`), /Gäller mars 2024/);
});

Deno.test("writeReports() says what the manifest holds: inputs, parameters, cells, figures and checksums", async () => {
  const folder = await Deno.makeTempDir();
  const report = renderReport(executed(["# T"], {}, "01_a"), options);
  await writeReports(folder, [report], options);
  const { runs: [run] } = JSON.parse(await Deno.readTextFile(`${folder}/manifest.json`));
  assert.deepEqual(run.inputs, options.provenance.deliveries);
  assert.deepEqual(run.version, options.provenance.version);
  const [{ sha256, cellsRun, hiddenCells, figures }] = run.reports;
  assert.equal(sha256, createHash("sha256").update(report.html).digest("hex"));
  assert.deepEqual([cellsRun, hiddenCells, figures], [0, 0, []]);
});

Deno.test("writeReports() writes nothing over a manifest that it cannot read, and does not ask to delete it", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/manifest.json`, "{");
  await assert.rejects(writeReports(folder, [], options), {
    name: "ReportError",
    message:
      /manifest\.json ska vara förteckningen över mappens rapporter, men är något annat\. Inget har skrivits\. Ange en annan mapp med --ut$/,
  });
  assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["manifest.json"]);
});

Deno.test("writeReports() of several processes at once keeps every page in the list, and follows no link", async () => {
  const folder = await Deno.makeTempDir(), outside = await Deno.makeTempFile();
  await Deno.writeTextFile(outside, "kvar");
  for (const name of ["sida1.html", "sida1.html.part", "index.html"]) {
    await Deno.symlink(outside, `${folder}/${name}`);
  }
  await Deno.writeTextFile(`${folder}/sida2.html.${crypto.randomUUID()}.part`, "from a run that was killed");
  const names = ["sida1", "sida2", "sida3"];
  const writers = names.map((name) =>
    new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", import.meta.resolve("./_write_once.ts"), folder, name],
      ...{ stdin: "piped", stdout: "piped", stderr: "inherit" },
    }).spawn()
  );
  const readers = writers.map(({ stdout }) => stdout.getReader());
  for (const reader of readers) await reader.read();
  await Promise.all(writers.map(async ({ stdin }) => {
    const writer = stdin.getWriter();
    await writer.write(Uint8Array.of(10));
    await writer.close();
  }));
  for (const [at, { status }] of writers.entries()) {
    assert.equal((await status).success, true);
    await readers[at].cancel();
  }
  const { runs } = ReportManifest.parse(JSON.parse(await Deno.readTextFile(`${folder}/manifest.json`)));
  assert.deepEqual(
    runs.flatMap(({ reports }) => reports.map(({ fileName }) => fileName)).sort(),
    names.map((name) => `${name}.html`),
  );
  const index = await Deno.readTextFile(`${folder}/index.html`);
  for (const name of names) assert.ok(index.includes(`href="${name}.html"`), name);
  assert.equal(await Deno.readTextFile(outside), "kvar");
  const left = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name.endsWith(".part"));
  assert.deepEqual(left, ["sida1.html.part"], "somebody else's");
});

Deno.test("writeReports() puts a page's other formats beside it, and removes those that are not written again", async () => {
  const folder = await Deno.makeTempDir();
  const bytes = new TextEncoder().encode("arbetsbok");
  const report = renderReport(executed(["# T"], {}, "01_a"), options);
  const files = () => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  await Deno.writeTextFile(`${folder}/egen.xlsx`, "kvar");
  await writeReports(folder, [{ ...report, documents: [{ fileName: "01_a.xlsx", bytes }] }], options);
  assert.deepEqual(files(), ["01_a.html", "01_a.xlsx", "egen.xlsx", "index.html", "manifest.json"]);
  assert.deepEqual(await Deno.readFile(`${folder}/01_a.xlsx`), bytes);
  await writeReports(folder, [report], options);
  assert.deepEqual(files(), ["01_a.html", "egen.xlsx", "index.html", "manifest.json"]);
});
