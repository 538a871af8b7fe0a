import assert from "node:assert/strict";
import { deliveryFigure, reconciliationKeyFigures } from "../../lib/figures/mod.ts";
import {
  hospitalMap,
  listCells,
  listHistory,
  loadFiles,
  openStore,
  overLimitByRegion,
  performedByRegion,
  performedTableFigure,
  Profile,
  select,
  waitTableFigure,
} from "../../lib/mod.ts";
import { deliveryRows, queueCells, validationRows } from "../../lib/selection/mod.ts";

const HEADER = "månad;status;region;sjukhus;vårdutbud;0-30;31-60;61-90;91-365;366+;pvv;mov";

/** A store with two regions in April 2024, one of them a year before, and an unreadable row. */
async function store(folder: string): Promise<string> {
  const write = (name: string, ...lines: string[]) =>
    Deno.writeTextFile(`${folder}/${name}`, [HEADER, ...lines, ""].join("\n"));
  await write("2023.csv", "2023-04;väntande;Dalarna;Mora;Gråstarr;10;0;0;10;0;1;1");
  await write(
    "2024.csv",
    "2024-04;väntande;Dalarna;Mora;Gråstarr;30;0;0;10;0;1;1",
    "2024-04;väntande;Dalarna;Falun;Gallsten;5;0;0;0;5;0;0",
    "2024-04;väntande;Uppsala;Enköping;Gråstarr;20;0;0;20;0;0;0",
    "2024-04;genomförda;Uppsala;Enköping;Gråstarr;6;0;0;2;0;;",
    "2024-04;väntande;Uppsala;Enköping;Gråstar;1;0;0;0;0;0;0",
  );
  await loadFiles(`${folder}/lager`, [`${folder}/2023.csv`, `${folder}/2024.csv`], { minAccepted: 0 });
  return `${folder}/lager`;
}

Deno.test("select() takes the latest month, and answers by region, hospital and vårdutbud alike", async (t) => {
  const folder = await Deno.makeTempDir();
  using opened = await openStore(await store(folder));

  await t.step("the month and who is missing", async () => {
    const selection = await select(opened);
    assert.equal(selection.manad, "2024-04");
    assert.equal(selection.missing.length, 5);
    assert.equal(selection.label, "Bara gallsten och grå starr, alla ägarformer");
  });

  await t.step(
    "what figures of those operated say: Dalarna has delivered those who wait, and no operations",
    async () => {
      const selection = await select(opened), { missing } = selection.performedOptions;
      assert.deepEqual([missing.length, missing.includes("Region Dalarna")], [6, true]);
      const rows = selection.performed("region");
      assert.equal(rows.at(-1)?.name, "Region Uppsala", "a total names the regions it holds");
      const figure = performedByRegion(rows, selection.performedOptions);
      assert.match(figure.note ?? "", /Dalarna.* har inte levererat april 2024 och ingår inte/);
      const earlier = await select(opened, { manad: "2023-04" });
      const headlines = [
        performedByRegion(earlier.performed("region"), earlier.performedOptions),
        performedTableFigure(earlier.performed("sjukhus"), { by: "sjukhus", ...earlier.performedOptions }),
      ].map(({ headline }) => headline);
      assert.deepEqual(new Set(headlines), new Set(["Leveranserna har inga genomförda operationer"]));
    },
  );

  await t.step("a map does not claim that nobody waits where no hospital is told", async () => {
    const path = `${folder}/utan.csv`;
    await Deno.writeTextFile(path, "månad;status;region;0-30;91-365\n2024-04;väntande;Dalarna;5;7\n");
    await loadFiles(`${folder}/utan`, [path]);
    using without = await openStore(`${folder}/utan`);
    const april = await select(without), rows = april.waiting("region");
    assert.equal(
      hospitalMap(april.waiting("sjukhus"), april.options).headline,
      "Leveranserna anger inte vid vilka sjukhus man väntar",
    );
    assert.match(
      waitTableFigure(rows, { ...april.options, by: "region" }).subtitle ?? "",
      /; PvV och MoV anges inte\. Alla vårdutbud/,
    );
  });

  await t.step("a region that tells no vårdutbud is not nobody in a selection by one", async () => {
    const path = `${folder}/blandat.csv`;
    await Deno.writeTextFile(
      path,
      [
        "månad;status;region;sjukhus;vårdutbud;0-30;91-365",
        "2024-03;väntande;Dalarna;Falu lasarett;Gråstarr;9;1",
        "2024-04;väntande;Dalarna;;;50;7",
        "2024-04;väntande;Uppsala;Lasarettet i Enköping;Gråstarr;5;3",
        "2024-04;genomförda;Dalarna;;;40;2",
      ].join("\n"),
    );
    await loadFiles(`${folder}/blandat`, [path]);
    using mixed = await openStore(`${folder}/blandat`);
    const april = await select(mixed, { manad: "2024-04", vardutbud: "Gråstarr" }),
      rows = april.waiting("region");
    const lacks = [{ region: "Region Dalarna", reason: "leveransen anger inte vårdutbud" }];
    assert.deepEqual([april.options.omitted, april.delivered], [lacks, ["Region Uppsala"]]);
    assert.deepEqual(rows.map(({ name, antal }) => [name, antal]), [["Region Uppsala", 8], [
      "Region Uppsala",
      8,
    ]]);
    const figure = overLimitByRegion(rows, april.options);
    assert.match(figure.note ?? "", /Dalarna ingår inte: leveransen anger inte vårdutbud\./);
    const dalarna = await select(mixed, {
      manad: "2024-04",
      vardutbud: "Gråstarr",
      region: "Region Dalarna",
    });
    const series = await dalarna.months("waiting", { count: 2 });
    assert.deepEqual(series.map(({ manad, value }) => [manad, value]), [["2024-03", 10], ["2024-04", null]]);
    assert.equal(
      performedByRegion(april.performed("region"), april.performedOptions).headline,
      "Okänt i Dalarna: leveransen anger inte vårdutbud",
    );
    assert.deepEqual(april.performedOptions.omitted, lacks);
    const public_ = await select(mixed, { manad: "2024-04", agarform: "offentlig" });
    assert.deepEqual(public_.options.omitted?.map(({ reason }) => reason), [
      "leveransen anger inte ägarform",
      "leveransen omfattar bara grå starr",
    ]);
    const gallsten = await select(mixed, { manad: "2024-04", vardutbud: "Gallsten" });
    assert.equal(
      waitTableFigure([], { by: "region", ...gallsten.options }).headline,
      "Okänt i Dalarna och Uppsala",
    );
    assert.deepEqual((await select(mixed, { manad: "2024-04" })).delivered, ["Region Dalarna"]);
  });

  await t.step("rows and totals agree however they are told apart", async () => {
    const selection = await select(opened);
    for (const by of ["region", "sjukhus", "vardutbud", "agarform"] as const) {
      const total = selection.waiting(by).at(-1)!;
      assert.deepEqual([total.antal, total.over.value, total.long.value, total.pvv, total.mov], [
        90,
        35,
        5,
        1,
        1,
      ], by);
    }
    assert.equal(selection.performed("region").at(-1)!.volume, 8);
    assert.equal(selection.performed("region").at(-1)!.shareWithin?.value, 0.75);
  });

  await t.step("one vårdutbud only, and a limit of one's own", async () => {
    const selection = await select(opened, { vardutbud: "Gråstarr", limitDays: 365 });
    assert.deepEqual(selection.waiting("region").map((row) => [row.antal, row.over.value]), [
      [40, 0],
      [40, 0],
      [80, 0],
    ]);
    assert.equal(selection.label, "Gråstarr, alla ägarformer");
  });

  await t.step("a year before is compared only when it holds the same regions", async () => {
    const selection = await select(opened, { vardutbud: "Gråstarr" });
    const all = (await selection.months("over", { count: 1 }))[0];
    assert.deepEqual([all.value, all.yearBefore, all.missing.length], [30, null, 5]);
    const one = await select(opened, { vardutbud: "Gråstarr", region: "Region Dalarna" });
    const [dalarna] = await one.months("overShare", { count: 1 });
    assert.deepEqual([dalarna.value, dalarna.yearBefore, dalarna.change], [0.25, 0.5, -0.25]);
    const [march] = await selection.months("waiting", { count: 2 });
    assert.equal(march.value, null);
  });

  await t.step("a month that is not there, and an empty store, say so", async () => {
    await assert.rejects(select(opened, { manad: "2020-01" }), /Det har 2023-04 till 2024-04/);
    using empty = await openStore(`${folder}/tomt`);
    await assert.rejects(select(empty), /tomt/);
  });

  await t.step("deliveryRows() and validationRows() tell what came in, without a cell's content", () => {
    const [row] = deliveryRows(opened, "2024-04");
    assert.deepEqual([row.read, row.loaded, row.rejected, row.skipped, row.holds], [5, 4, 1, 0, true]);
    const [rule] = validationRows(opened, "2024-04").filter(({ failed }) => failed > 0);
    assert.deepEqual([rule.rule, rule.level, rule.failed, rule.first], [
      "vardutbud_ogiltigt",
      "error",
      1,
      "2024.csv:6:35",
    ]);
    assert.ok(!JSON.stringify(validationRows(opened)).includes('Gråstar"'));
  });
  await Deno.remove(folder, { recursive: true });
});

Deno.test("A corrected delivery leaves nothing rejected in the sums and rules of its month", async () => {
  const folder = await Deno.makeTempDir();
  const load = async (vardutbud: string) => {
    const row = (offering: string) => `2024-04;väntande;Dalarna;Mora;${offering};1;0;0;0;0;0;0`;
    await Deno.writeTextFile(
      `${folder}/${vardutbud}.csv`,
      [HEADER, row("Gråstarr"), row("Gallsten"), row(vardutbud), ""].join("\n"),
    );
    await loadFiles(`${folder}/lager`, [`${folder}/${vardutbud}.csv`]);
    return await openStore(`${folder}/lager`);
  };
  const month = { manad: "2024-04" };
  {
    using first = await load("Framfal");
    assert.equal(deliveryFigure(deliveryRows(first, "2024-04"), month).headline, "1 av 3 rader underkändes");
    const broken = validationRows(first, "2024-04").filter(({ failed }) => failed > 0);
    assert.deepEqual(broken.map(({ rule }) => rule), ["vardutbud_ogiltigt"]);
  }
  using corrected = await load("Framfall");
  const rows = deliveryRows(corrected, "2024-04"), figure = deliveryFigure(rows, month);
  assert.deepEqual(rows.map(({ holds }) => holds), [false, true]);
  assert.equal(figure.headline, "Alla rader godtogs");
  const { cells } = figure.table.rows.at(-1)!;
  assert.deepEqual([cells.file, cells.read, cells.rejected], ["1 av 2 filer gäller", 3, 0]);
  assert.match(reconciliationKeyFigures(rows, month).text(), /Underkända: 0/);
  assert.ok(validationRows(corrected, "2024-04").every(({ first }) => first === null));
  await Deno.remove(folder, { recursive: true });
});

Deno.test("select() reads any spelling of a vårdutbud and a region, and refuses those that do not exist", async () => {
  const folder = await Deno.makeTempDir();
  using opened = await openStore(await store(folder));
  const selection = await select(opened, { vardutbud: "grå starr" });
  assert.deepEqual([selection.vardutbud, selection.cells([]).length > 0], ["Gråstarr", true]);
  const none = await select(opened, { vardutbud: "Höftled protes" });
  assert.equal(none.cells([]).length, 0);
  await assert.rejects(select(opened, { vardutbud: "Gråstar" }), /"Gråstar" finns inte\. Närmast: Gråstarr/);
  const inDalarna = await select(opened, { vardutbud: "grå starr", region: "Dalarna" });
  const [dalarna] = await inDalarna.months("waiting", { count: 1 });
  assert.equal(dalarna.value, 40);
  const wrong = (options: object) => select(opened, options);
  await assert.rejects(
    wrong({ agarform: "Offentlg" }),
    /select: agarform ska vara offentlig eller privat, fick "Offentlg"\. Närmast: offentlig/,
  );
  await assert.rejects(
    wrong({ vardutbod: "Gråstarr" }),
    /select: valet vardutbod finns inte\. Närmast: vardutbud/,
  );
  const by = "hospital" as unknown as "sjukhus";
  const gråstarr = await select(opened, { vardutbud: "gråstarr" });
  assert.throws(() => gråstarr.waiting(by), /Rader per "hospital" finns inte\. Det finns region, sjukhus/);
  await assert.rejects(select(opened, { region: "Dalarne" }), /"Dalarne" finns inte\. Närmast:/);
  for (const ask of [listCells, listHistory, queueCells]) {
    await assert.rejects(ask(opened, { manad: "2024-04", vardutbud: "Gråstar" }), /finns inte\. Närmast/);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("select() takes a vårdutbud that only the store has", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(
    `${folder}/a.csv`,
    "månad;status;region;operation;0-30\n2024-04;väntande;Dalarna;Zonterapi;3\n",
  );
  const profile = Profile.parse({
    ...{ namn: "egen", beskrivning: "Egen", layout: "aggregat", kolumner: { vardutbud: "operation" } },
    koder: { vardutbud: { Zonterapi: "Zonterapi" } },
  });
  await loadFiles(`${folder}/lager`, [`${folder}/a.csv`], { profiles: [profile] });
  using opened = await openStore(`${folder}/lager`);
  assert.equal((await select(opened, { vardutbud: "Zonterapi" })).cells([]).length, 1);
  await Deno.remove(folder, { recursive: true });
});
