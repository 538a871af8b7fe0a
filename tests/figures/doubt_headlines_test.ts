import assert from "node:assert/strict";
import {
  groupFindings,
  hospitalMap,
  largestGroups,
  longWaitersByRegion,
  monthFindings,
  monthKeyFigures,
  overLimitByHospital,
  overLimitByRegion,
  performedByRegion,
  performedTableFigure,
  waitingByBandFigure,
  waitTableFigure,
} from "../../lib/figures/mod.ts";
import { performedTable, type TableCell, type TableDimension, waitTable } from "../../lib/indicators/mod.ts";

const options = { manad: "2024-04", least: 1 };

/** Contacts that waited between two days, as a delivery of wide bands tells. */
function waiting(name: string, lo: number, hi: number | null, antal: number): TableCell {
  return {
    ...{ status: "vantande", avvikelse: null, agarform: null, vardutbud: name } as const,
    ...{ region: `Region ${name}`, sjukhus: name, lo, hi, antal },
  };
}

const table = (by: TableDimension, cells: readonly TableCell[]) => waitTable(cells, { by, manad: "2024-04" });

/** Somebody may be over a limit, but who waits in an open band from 61 days does not tell. */
const maybe = [waiting("Dalarna", 61, null, 10), waiting("Uppsala", 0, 30, 30)];

Deno.test("no headline says that nobody waits over a limit where a band reaches over it", () => {
  const regions = table("region", maybe),
    hospitals = table("sjukhus", maybe),
    groups = table("vardutbud", maybe);
  assert.equal(overLimitByRegion(regions, options).headline, "Ingen har säkert väntat över 90 dagar");
  assert.equal(
    overLimitByHospital(table("sjukhus", [...maybe, waiting("Falun", 61, null, 30)]), options).headline,
    "Inget sjukhus har säkert väntande över 90 dagar",
  );
  assert.equal(longWaitersByRegion(regions, options).headline, "Ingen har säkert väntat över ett år");
  assert.equal(waitingByBandFigure(regions, options).headline, "Ingen har säkert väntat över ett år");
  assert.equal(
    largestGroups(groups, options).headline,
    "Hur många som har väntat över 90 dagar är okänt: leveranserna säger inte hur länge alla har väntat",
  );
  assert.equal(
    waitTableFigure(regions, { by: "region", ...options }).headline,
    "40 väntar, 0–10 av dem över 90 dagar",
  );
  assert.match(
    hospitalMap(table("sjukhus", [waiting("Falu lasarett", 61, null, 5)]), options).headline,
    /^Ingen har säkert väntat/,
  );
  assert.match(groupFindings(regions, hospitals, options).text(), /Ingen har säkert väntat över 90 dagar/);
  assert.match(monthFindings(regions, groups, options)[0].text, /^Ingen har säkert/);
  assert.match(
    monthKeyFigures(regions, options).text(),
    /Över 90 dagar: 0–10 \(0,0\u00a0%–25,0\u00a0% av de väntande\)/,
  );
});

/** Half of Dalarna's lie in a band over the limit, so it may have more than Uppsala or fewer. */
const perhaps = [
  waiting("Dalarna", 61, 120, 30),
  waiting("Uppsala", 0, 30, 20),
  waiting("Uppsala", 91, 91, 10),
];

Deno.test("headlines say probably where bands leave the order in doubt, and surely where they do not", () => {
  const headline = (cells: readonly TableCell[]) =>
    overLimitByRegion(table("region", cells), options).headline;
  assert.equal(headline(perhaps), "Dalarna har troligen störst andel över 90 dagar, Uppsala minst");
  assert.equal(
    headline([waiting("Dalarna", 91, 120, 3), waiting("Dalarna", 61, 120, 1), waiting("Uppsala", 0, 30, 20)]),
    "Dalarna har störst andel över 90 dagar, Uppsala minst",
  );
  assert.equal(
    headline(perhaps.slice(0, 1)),
    "I Dalarna har omkring 50,0\u00a0% av de väntande väntat över 90 dagar",
  );
  assert.match(
    groupFindings(table("region", perhaps), [], options).text(),
    /Dalarna har troligen störst andel/,
  );
  assert.match(
    overLimitByHospital(table("sjukhus", perhaps), options).headline,
    /^Dalarna har troligen störst andel/,
  );
  assert.equal(
    largestGroups(table("vardutbud", perhaps), options).headline,
    "Dalarna är troligen den största gruppen över 90 dagar, uppsala den näst största",
  );
  const long = [
    waiting("Dalarna", 300, 430, 10),
    waiting("Uppsala", 366, 366, 4),
    waiting("Uppsala", 0, 0, 6),
  ];
  assert.equal(
    longWaitersByRegion(table("region", long), options).headline,
    "Flest har troligen väntat över ett år i Dalarna, omkring 5 av alla 9",
  );
  assert.match(
    waitingByBandFigure(table("region", long), options).headline,
    /omkring 49,6\u00a0% väntat över ett år/,
  );
});

Deno.test("charts and their texts write an estimate as one", () => {
  const figure = overLimitByRegion(table("region", perhaps), options);
  assert.match(figure.svg(680), />≈\u00a050,0\u00a0%</);
  assert.match(figure.svg(680), />≈\u00a015</);
  assert.match(figure.svg(680), /15 \(0–30\) av 30 väntande/);
  assert.match(figure.alt, /från Dalarna omkring 50,0\u00a0% till Uppsala 33,3\u00a0%/);
});

Deno.test("operations that a band leaves in doubt are told as about so many", () => {
  const done = (region: string, lo: number, hi: number) => ({
    ...waiting(region, lo, hi, 10),
    ...{ status: "genomforda", vardgaranti: true } as const,
  });
  const rows = performedTable([done("Dalarna", 61, 120), done("Uppsala", 80, 100)], { by: "region" });
  assert.match(performedByRegion(rows, options).headline, /^Uppsala har troligen störst andel opererade/);
  assert.match(
    performedTableFigure(rows, { by: "region", ...options }).headline,
    /^20 är genomförda; av dem som omfattas av vårdgarantin omkring 51,2\u00a0% inom/,
  );
});
