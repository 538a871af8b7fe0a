import assert from "node:assert/strict";
import { enterComment, readComments } from "../../lib/cooperation/mod.ts";
import { writeReports } from "../../lib/report/mod.ts";
import { run } from "../cli/_run.ts";
import { sampleData } from "../_checkout.ts";

const SAID = [
  "--region",
  "dalarna",
  "--manad",
  "2024-04",
  "--roll",
  "verksamhetschef",
  "--dag",
  "2024-05-03",
];

Deno.test("a comment is made, changed, withdrawn and undone, and nothing of its history goes", async () => {
  const folder = await Deno.makeTempDir(), data = `${folder}/uppgifter`;
  await Deno.mkdir(data);
  const where = ["--data", data, "--lager", `${folder}/lager`];
  const comment = (...args: string[]) => run("comment", ...args, ...where);
  const texts = async () => (await readComments({ folder: `${data}/kommentarer` })).map(({ text }) => text);

  const figure = ["--rapport", "01", "--figur", "2", "--text", "Två salar stängda."];
  const added = await comment("add", ...SAID, ...figure);
  assert.deepEqual([added.code, added.out], [
    0,
    "dalarna-1  2024-04, 01_vantelaget, Figur 2: Två salar stängda. (verksamhetschef, 2024-05-03)\n",
  ], added.err);
  await comment("add", ...SAID, "--text", "Byte av journalsystem.", "--publik");
  const changed = await comment("change", "dalarna-1", "--text", "En sal stängd.", "--dag", "2024-05-06");
  assert.match(changed.out, /^dalarna-1 {2}2024-04, 01_vantelaget, Figur 2: En sal stängd\. .*2024-05-06/);
  assert.deepEqual(await texts(), ["En sal stängd.", "Byte av journalsystem."]);
  assert.match((await comment("withdraw", "dalarna-1")).out, /^dalarna-1 säger inget längre/);
  assert.deepEqual(await texts(), ["Byte av journalsystem."]);
  assert.match(
    (await comment("change", "dalarna-1", "--text", "x")).err,
    /är återkallad. Gällande i Region Dalarna: dalarna-2/,
  );
  await comment("undo", "dalarna-1");
  assert.deepEqual((await texts()).toSorted(), ["Byte av journalsystem.", "En sal stängd."]);
  const then = await comment("list", "--dag", "2024-05-04");
  assert.match(then.out, /Två salar stängda[^]*dalarna-2 .*för publicering/);
  const file = JSON.parse(await Deno.readTextFile(`${data}/kommentarer/dalarna.json`));
  assert.deepEqual(
    file.handelser.map(({ handelse }: { handelse: string }) => handelse),
    ["lagd", "lagd", "andrad", "aterkallad", "angrad"],
  );

  for (
    const [args, says] of [
      [["--text", "Ring 0243-123 45 67"], /telefonnummer/],
      [["--text", "Tolvan 19121212-1212"], /personnummer/],
      [["--text", "3 väntar i Mora sedan 2023.", "--publik"], /för publicering ska vara utan tal/],
      [["--text", "Ombyggt.", "--figur", "2"], /En figur hör till en rapport/],
      [["--text", "Ombyggt.", "--rapport", "01", "--figur", "andra"], /Figur 3 eller Tabell 1/],
      [["--text", "Ombyggt.", "--rapport", "vantelagt"], /Närmast är 01_vantelaget/],
    ] as const
  ) {
    const { code, err } = await comment("add", ...SAID.slice(0, 6), ...args);
    assert.ok(code > 0 && says.test(err), err);
    assert.doesNotMatch(err, /123 45|1212|Mora/);
  }
  await Deno.copyFile(`${sampleData("kommentarer")}/dalarna.json`, `${data}/kommentarer/dalarna.json`);
  assert.match((await comment("add", ...SAID, "--text", "Ombyggt.")).err, /är påhittade exempel/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a comment is tied to what its figure is where the page is written, and to the number where it is not", async () => {
  const folder = await Deno.makeTempDir(),
    data = `${folder}/uppgifter`,
    reports = `${folder}/rapporter/2024-04`;
  await Deno.mkdir(data);
  const where = ["--data", data, "--lager", `${folder}/lager`];
  const add = async (figur: string, id = "add") => {
    const said = id === "add" ? [...SAID, "--rapport", "01", "--text", "Två salar stängda."] : [id];
    return await run("comment", id === "add" ? "add" : "change", ...said, "--figur", figur, ...where);
  };
  const kinds = async () =>
    (await readComments({ folder: `${data}/kommentarer` })).map(({ figur, figurslag }) => [figur, figurslag]);

  const unwritten = await add("2");
  assert.match(unwritten.err, /^01_vantelaget är inte skriven för 2024-04 i .*: kommentaren hör till/);
  const provenance = { deliveries: [], version: { vantelage: "0.1.0" }, synthetic: false };
  const page = {
    ...{ fileName: "01_vantelaget.html", html: "", title: "Vem?", question: "Vem?", mainFinding: "Alla." },
    ...{ reader: null, front: "", notebook: "01_vantelaget.ipynb", parameters: {}, cellsRun: 1, seconds: 1 },
    ...{ hiddenCells: 0, manad: "2024-04", provenance },
    figures: [
      { number: "Figur 1", name: "regionTrends", headline: "Dalarna väntar längst" },
      { number: "Figur 2", name: "regionTrends 2", headline: "Uppsala opererar flest" },
    ],
  };
  await writeReports(reports, [page], { audience: "internal", manad: "2024-04", provenance });
  assert.equal((await add("2")).err, "Figur 2: Uppsala opererar flest\n");
  const { code, err } = await add("7");
  assert.equal(code, 2);
  assert.match(err, /har ingen Figur 7. Den har\nFigur 1: Dalarna väntar längst\nFigur 2: /);
  await add("1", "dalarna-1");
  assert.deepEqual(await kinds(), [["Figur 1", "regionTrends"], ["Figur 2", "regionTrends 2"]]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a comment's year may be published, and no event comes before the last", () => {
  const kommentar = {
    ...{ manad: "2024-04", rapport: null, figur: null, kontaktroll: "verksamhetschef", publik: true },
    text: "Som våren 2023.",
  };
  const event = { id: "dalarna-1", dag: "2024-05-03", handelse: "lagd", kommentar } as const;
  const file = enterComment({ region: "Dalarna", syntetisk: false, handelser: [] }, event);
  assert.equal(file.region, "Region Dalarna");
  assert.throws(
    () => enterComment(file, { ...event, id: "dalarna-2", dag: "2024-05-02" }),
    /historiken går redan/,
  );
  assert.throws(() => enterComment(file, { ...event, id: "dalarna-2", handelse: "andrad" }), /finns inte/);
});
