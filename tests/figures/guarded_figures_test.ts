import assert from "node:assert/strict";
import { HIDDEN, type Hidden } from "../../lib/disclosure/mod.ts";
import {
  deviationsByRegion,
  guardedTable,
  longWaitersByRegion,
  monthsWithYearBefore,
  overLimitByRegion,
  regionFigure,
  regionFindings,
  waitingByBandFigure,
} from "../../lib/figures/mod.ts";
import type { WaitTableRow } from "../../lib/indicators/mod.ts";
import { publishedSeries } from "../../lib/selection/mod.ts";
import { exactly } from "../../lib/numeric/mod.ts";

const OPTIONS = { manad: "2024-04" };

function row(name: string, total = false): WaitTableRow<Hidden> {
  return {
    name,
    region: total ? null : name,
    total,
    bands: [30, 20, 10, 30, 10].map(exactly),
    median: exactly(60),
    antal: 100,
    pvv: 7,
    mov: 8,
    deviationShare: 15 / 115,
    over: exactly(40),
    overShare: exactly(0.4),
    overIncluding: exactly(45),
    long: exactly(10),
    per1000: 1.5,
    per1000Including: 1.7,
    inhabitants: 288000,
  };
}

const WHOLE = [row("Region Dalarna"), row("Totalt", true)];
const GUARDED = [{
  ...row("Region Dalarna"),
  pvv: HIDDEN,
  bands: [HIDDEN, HIDDEN, ...row("").bands.slice(2)],
}, WHOLE[1]];

Deno.test("guardedTable() writes a word in the place of a hidden number, and says why", () => {
  const figure = guardedTable(GUARDED, { by: "region", ...OPTIONS }), html = figure.html();
  assert.equal(html.match(/<td>dolt<\/td>/g)?.length, 3);
  assert.match(figure.note ?? "", /kunde kännas igen/);
  assert.equal(figure.headline, "100 väntar, 40 av dem (40,0\u00a0%) över 90 dagar");
  assert.doesNotMatch(guardedTable(WHOLE, { by: "region", ...OPTIONS }).note ?? "", /kännas igen/);
});

Deno.test("guardedTable() says nothing of a hidden total in its headline", () => {
  const rows = [{ ...WHOLE[1], over: HIDDEN, overShare: HIDDEN }];
  assert.equal(guardedTable(rows, { by: "region", ...OPTIONS }).headline, "Väntande efter väntetid");
});

Deno.test("regionFigure() draws what is whole, and gives the table of what is not", () => {
  assert.equal(regionFigure(WHOLE, overLimitByRegion, OPTIONS).kind, "overLimitByRegion");
  const figure = regionFigure(GUARDED, overLimitByRegion, OPTIONS);
  assert.equal(figure.kind, "guardedTable");
  assert.equal(figure.hasChart, false);
  const columns = (draw: Parameters<typeof regionFigure>[1]) =>
    regionFigure(GUARDED, draw, OPTIONS).table.columns.map(({ key }) => key).join(" ");
  assert.equal(columns(overLimitByRegion), "namn andel antal");
  assert.equal(columns(waitingByBandFigure), "namn band0 band1 band2 band3 band4 antal");
  assert.equal(columns(longWaitersByRegion), "namn band4 antal");
  assert.equal(columns(deviationsByRegion), "namn pvv mov");
  const note = (draw: Parameters<typeof regionFigure>[1]) => regionFigure(GUARDED, draw, OPTIONS).note ?? "";
  const drawn = [overLimitByRegion, waitingByBandFigure, longWaitersByRegion, deviationsByRegion];
  for (const draw of drawn) {
    const cells = regionFigure(GUARDED, draw, OPTIONS).table;
    const hides = cells.rows.some((row) => cells.columns.some(({ key }) => row.cells[key] === "dolt"));
    assert.equal(note(draw).includes("dolt"), hides, "the note explains a word only where it stands");
  }
  assert.deepEqual(new Set(drawn.map((draw) => note(draw).includes("dolt"))), new Set([true, false]));
});

Deno.test("regionFindings() says only what holds for all together when something is hidden", () => {
  assert.match(regionFindings(WHOLE, OPTIONS).text(), /Dalarna/);
  assert.doesNotMatch(regionFindings(GUARDED, OPTIONS).text(), /Dalarna/);
});

Deno.test("guardedTable() compares in its headline only when no hidden number could make it false", () => {
  const total = "100 väntar, 40 av dem (40,0\u00a0%) över 90 dagar";
  const named = (name: string, over: Partial<WaitTableRow<Hidden>>) => ({ ...row(name), ...over });
  const headline = (by: "sjukhus" | "vardutbud", ...rows: WaitTableRow<Hidden>[]) =>
    guardedTable([...rows, WHOLE[1]], { by, ...OPTIONS }).headline;
  const falun = named("Falu lasarett", { overShare: exactly(0.5) });
  const mora = named("Mora lasarett", { overShare: exactly(0.25) });
  assert.match(headline("sjukhus", falun, mora), /^Från 25,0\u00a0%.*Mora.*50,0\u00a0% på Falu lasarett$/);
  assert.equal(headline("sjukhus", falun, mora, named("Avesta lasarett", { overShare: HIDDEN })), total);
  const cataract = named("Gråstarr", { antal: 60 }), other = named("Gallsten", { antal: 10 });
  const hidden = named("Ljumskbråck", { antal: HIDDEN });
  assert.equal(
    headline("vardutbud", cataract, other, hidden),
    "Flest väntar på operation av grå starr, 60 av 100",
  );
  assert.equal(headline("vardutbud", named("Gråstarr", { antal: 40 }), other, hidden), total);
});

Deno.test("monthsWithYearBefore() leaves a hidden month as a gap and says why", () => {
  const point = (
    manad: string,
    value: number | Hidden,
    yearBefore: number | Hidden,
    change: number | Hidden,
  ) => ({ manad, value, yearBefore, change, regions: ["Region Dalarna"], missing: [] });
  const series = {
    overShare: [],
    median: [point("2024-04", HIDDEN, HIDDEN, HIDDEN)],
    waiting: [point("2024-03", 70, 60, 10), point("2024-04", HIDDEN, 50, HIDDEN)],
  };
  const figure = monthsWithYearBefore(publishedSeries({ series }, "waiting"), {
    ...OPTIONS,
    measure: "waiting",
  });
  assert.match(figure.headline, /^Mars 2024: 70, 10 fler/);
  const { rows } = figure.toJSON().table;
  assert.deepEqual(
    rows.map(({ cells: { varde, aret_innan, forandring } }) => [varde, aret_innan, forandring]),
    [
      [70, 60, "+10"],
      ["dolt", 50, "dolt"],
    ],
  );
  assert.match(
    figure.toJSON().note ?? "",
    /Talet visas inte för april 2024, då det skulle avslöja ett litet tal/,
  );
  const all = monthsWithYearBefore(publishedSeries({ series }, "median"), { ...OPTIONS, measure: "median" });
  assert.equal(all.headline, "Talen visas inte, då de skulle avslöja små tal");
  assert.doesNotMatch(all.html(), /<svg/);
});

Deno.test("guardedTable() of a table that is left out says where the reason is", () => {
  const figure = guardedTable([], { by: "vardutbud", ...OPTIONS });
  assert.match(figure.toJSON().note ?? "", /Tabellen visas inte. Varför står sist på sidan/);
});
