import assert from "node:assert/strict";
import { inflateRawSync } from "node:zlib";
import { loadFiles, openStore, selections } from "../../../lib/mod.ts";
import { fitSelections } from "../../../lib/selection/mod.ts";
import { followFigure, followPanel } from "../../../lib/report/client/follow.ts";
import { fileName } from "../../../lib/report/client/reading/file_name.ts";
import { Page } from "../../../lib/report/client/view_rows.ts";

const HEADS = "månad;status;region;sjukhus;vårdutbud;ägarform;0-30;31-60;61-90;91-365;366+;PvV;MoV";

async function pageOf(lines: readonly string[]): Promise<Page> {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/april.csv`, [HEADS, ...lines].join("\n"));
  await loadFiles(`${folder}/lager`, [`${folder}/april.csv`]);
  using store = await openStore(`${folder}/lager`);
  const data = (await selections(store, { manad: "2024-04" })).toJSON();
  return new Page(data, inflateRawSync(Uint8Array.fromBase64(data.cells)));
}

const FALUN = "Falu lasarett",
  KINDS = [
    "overLimitByRegion",
    "waitingByBandFigure",
    "longWaitersByRegion",
    "deviationsByRegion",
    "waitTableFigure",
    "largestGroups",
    "hospitalMap",
    "regionTrends",
  ];

Deno.test("A chosen hospital's figures name the hospital, and neither give its numbers to the region nor count its inhabitants", async () => {
  const page = await pageOf([
    `2023-03;väntande;Dalarna;${FALUN};Gråstarr;offentlig;70;0;0;3;0;0;0`,
    `2023-04;väntande;Dalarna;${FALUN};Gråstarr;offentlig;70;0;0;3;0;0;0`,
    `2024-03;väntande;Dalarna;${FALUN};Gråstarr;offentlig;9;0;0;1;0;0;0`,
    `2024-04;väntande;Dalarna;${FALUN};Gråstarr;offentlig;50;0;0;7;3;2;1`,
    "2024-04;väntande;Dalarna;Mora lasarett;Gråstarr;offentlig;90;0;0;7;0;2;1",
    `2024-04;genomförda;Dalarna;${FALUN};Gråstarr;offentlig;6;0;0;2;0;;`,
    "2024-04;väntande;Uppsala;Aleris Elisabethsjukhuset;Gallsten;privat;4;0;0;0;1;0;0",
  ]);
  const rows = page.rows({ ...page.initial, plats: FALUN });
  for (const kind of KINDS) {
    const figure = followFigure(
      { kind, own: kind === "regionTrends" ? { measure: "overShare" } : {} },
      rows,
    )!;
    const html = figure.html();
    assert.ok(html.includes(FALUN), kind);
    assert.doesNotMatch(
      html.replaceAll(/<td[^>]*>Dalarna<\/td>|(?<=font-style="italic"[^>]*>\s*<text[^>]*>)Dalarna/g, ""),
      /Dalarna|per region|1\s000/u,
      kind,
    );
    assert.doesNotMatch(html, /\bi Falu lasarett/iu, kind);
  }
  assert.equal(
    followFigure({ kind: "waitingByBandFigure", own: {} }, rows)!.headline,
    "På Falu lasarett har 5,0\u00a0% väntat över ett år",
  );
  assert.match(
    followPanel({ kind: "keyFigures" }, rows)!.text(),
    /^Väntande: 60 \(−13 på ett år; april 2024\)\nÖver 90 dagar: 10 \(\+7 på ett år; 16,7/,
  );
  assert.match(
    followPanel({ kind: "findings" }, rows)!.text(),
    /Det här gäller Falu lasarett[^]*På Falu lasarett har/,
  );
  const done = page.rows({ ...page.initial, plats: FALUN, status: "genomforda" });
  assert.equal(
    followFigure({ kind: "overLimitByRegion", own: {} }, done)!.headline,
    "På Falu lasarett opererades 75,0\u00a0% inom 90 dagar",
  );
});

Deno.test("A chosen ownership stands at the names of the regions, whose numbers are of that ownership alone", async () => {
  const page = await pageOf([
    "2024-04;väntande;Uppsala;Aleris Elisabethsjukhuset;Gallsten;privat;24;0;0;0;6;0;0",
    "2024-04;väntande;Uppsala;Lasarettet i Enköping;Gallsten;offentlig;4;0;0;0;1;0;0",
  ]);
  const rows = page.rows({ ...page.initial, agarform: "privat" });
  assert.equal(
    followFigure({ kind: "waitingByBandFigure", own: {} }, rows)!.headline,
    "I Uppsala (privat) har 20,0\u00a0% väntat över ett år",
  );
  assert.match(
    followFigure({ kind: "overLimitByRegion", own: {} }, rows)!.alt,
    /per region, Uppsala \(privat\)/,
  );
  assert.match(
    followPanel({ kind: "findings" }, rows)!.text(),
    /^– Det här gäller bara gallsten, privat ägarform/,
  );
});

Deno.test("A hospital's year before, which no page carries, is said to be missing and never 0", async () => {
  const page = await pageOf([
    "2022-07;väntande;Dalarna;Falu lasarett;Gråstarr;offentlig;70;0;0;3;0;0;0",
    "2023-03;väntande;Dalarna;Falu lasarett;Gråstarr;offentlig;70;0;0;3;0;0;0",
    "2023-06;väntande;Dalarna;Falu lasarett;Gråstarr;offentlig;7;0;0;3;0;0;0",
    "2023-07;väntande;Dalarna;Falu lasarett;Gråstarr;offentlig;7;0;0;3;0;0;0",
    "2024-02;väntande;Dalarna;;Gråstarr;offentlig;7;0;0;3;0;0;0",
    "2024-04;väntande;Dalarna;Falu lasarett;Gråstarr;offentlig;50;0;0;7;3;2;1",
  ]);
  const figureOf = (manad: "2023-07" | "2024-02" | "2024-04", plats = FALUN) =>
    followFigure(
      { kind: "monthsWithYearBefore", own: { measure: "waiting" } },
      page.rows({ ...page.initial, plats, manad }),
    )!;
  const july = figureOf("2023-07");
  assert.equal(july.headline, "Juli 2023: 10");
  assert.match(july.text(), /Året innan finns inte med här/);
  assert.deepEqual(
    page.rows({ ...page.initial, plats: FALUN, manad: "2023-07" }).series("waiting").map((
      { manad, value },
    ) => [manad, value]),
    [["2023-06", 10], ["2023-07", 10]],
  );
  assert.match(figureOf("2023-07", "Region Dalarna").headline, /63 färre än ett år tidigare/);
  // A month whose delivery names no hospital has nobody that could be counted at one.
  const february = page.rows({ ...page.initial, plats: FALUN, manad: "2024-02" });
  assert.deepEqual(february.options.omitted, [{
    region: "Region Dalarna",
    reason: "leveransen anger inte sjukhus",
  }]);
  assert.equal(followPanel({ kind: "keyFigures" }, february)!.text().includes("Väntande: 0"), false);
});

Deno.test("Of a chosen region that has not delivered a month nothing is known, and nothing is 0", async () => {
  const page = await pageOf([
    "2024-03;väntande;Dalarna;Falu lasarett;Gråstarr;offentlig;9;0;0;1;0;0;0",
    "2024-04;väntande;Uppsala;Lasarettet i Enköping;Gråstarr;offentlig;4;0;0;0;1;0;0",
  ]);
  for (const status of ["vantande", "genomforda"] as const) {
    const rows = page.rows({ ...page.initial, plats: "Region Dalarna", status });
    assert.match(
      followPanel({ kind: "keyFigures" }, rows)!.text(),
      /: – \(Okänt i Dalarna: månaden är inte levererad\)/,
    );
    assert.match(
      followPanel({ kind: "findings" }, rows)!.text(),
      /Okänt i Dalarna: månaden är inte levererad/,
    );
  }
  assert.match(
    followFigure(
      { kind: "overLimitByRegion", own: {} },
      page.rows({ ...page.initial, plats: "Region Dalarna" }),
    )!
      .text(),
    /Dalarna ingår inte: månaden är inte levererad/,
  );
});

Deno.test("fileName() of a figure holds what is chosen on the page", () => {
  const pathname = "/rapporter/01_vantelaget.html";
  assert.equal(fileName("Figur 1", { pathname, hash: "#om" }), "01_vantelaget_figur_1");
  assert.equal(
    fileName("Figur 1", { pathname, hash: "#urval&plats=Falu+lasarett&grans=120" }),
    "01_vantelaget_figur_1_falu_lasarett_120",
  );
});

Deno.test("What a large page leaves out is unknown on it, and never nobody: hospitals of earlier months", async () => {
  const folder = await Deno.makeTempDir();
  const lines = ["2023-12", "2024-01", "2024-02", "2024-03", "2024-04"].flatMap((manad) =>
    Array.from(
      { length: 4 },
      (_, hospital) =>
        `${manad};väntande;Dalarna;Sjukhus ${hospital};Gråstarr;offentlig;${hospital + 50};0;0;7;3;0;0`,
    )
  );
  await Deno.writeTextFile(`${folder}/april.csv`, [HEADS, ...lines].join("\n"));
  await loadFiles(`${folder}/lager`, [`${folder}/april.csv`]);
  using store = await openStore(`${folder}/lager`);
  const whole = (await selections(store, { manad: "2024-04" })).toJSON();
  // Fewer characters for the same cells each time: without hospitals of earlier months, and last without any.
  const tried = Array.from(
    { length: whole.cells.length },
    (_, less) => fitSelections(whole, whole.cells.length - less),
  );
  const small = tried.find(({ hospitalsFrom }) => hospitalsFrom === "2024-04")!;
  assert.deepEqual(
    [...new Set([whole, ...tried].map(({ hospitalsFrom }) => hospitalsFrom))],
    [undefined, "2024-04", "2024-05"],
  );
  const least = new Page(tried.at(-1)!, inflateRawSync(Uint8Array.fromBase64(tried.at(-1)!.cells)));
  assert.deepEqual([...least.places.values()].flat(), []);
  assert.equal(least.rows(least.initial).waiting("region").at(-1)!.antal, 246);
  const page = new Page(small, inflateRawSync(Uint8Array.fromBase64(small.cells)));
  const april = page.rows({ ...page.initial, plats: "Sjukhus 1" });
  assert.deepEqual(april.waiting("region").map(({ antal }) => antal), [61, 61]);
  const march = page.rows({ ...page.initial, plats: "Sjukhus 1", manad: "2024-03" });
  assert.match(
    followPanel({ kind: "keyFigures" }, march)!.text(),
    /Väntande: – \(Okänt i Dalarna: sidan har inga sjukhus för så tidiga månader\)/,
  );
  const all = page.rows({ ...page.initial, manad: "2024-03", niva: "sjukhus" });
  assert.equal(all.waiting("region").at(-1)!.antal, 246);
  assert.equal(followFigure({ kind: "overLimitByHospital", own: {} }, all), null);
  assert.match(followFigure({ kind: "overLimitByRegion", own: {} }, all)!.alt, /per region/);
});
