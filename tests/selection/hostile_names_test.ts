import assert from "node:assert/strict";
import { equalityIntervals, operationRates, overLimitGroups } from "../../lib/cooperation/mod.ts";
import { packCells, rollUp, unpackCells } from "../../lib/cube/mod.ts";
import { protect, protectedWaitTable } from "../../lib/disclosure/mod.ts";
import {
  boughtByRegion,
  boughtFlows,
  cooperationTable,
  couldStayFigure,
  planGaps,
} from "../../lib/figures/mod.ts";
import { rejectedTable } from "../../lib/judge/mod.ts";
import {
  cube,
  type CubeCell,
  deviationsByRegion,
  findings,
  hospitalMap,
  largestGroups,
  loadFiles,
  longWaitersByRegion,
  monthFindings,
  openStore,
  overLimitByHospital,
  overLimitByRegion,
  performedByRegion,
  performedTable,
  performedTableFigure,
  select,
  show,
  sql,
  standardisedFunnel,
  waitingByBandFigure,
  waitTable,
  waitTableFigure,
} from "../../lib/mod.ts";
import { careCost, type CareFlow } from "../../lib/plan/mod.ts";

/** Names that an object has of its own before anybody gave it one, and names alike that it has not. */
const HOSTILE = ["__proto__", "constructor", "toString", "hasOwnProperty"] as const;
const HARMLESS = ["__prota__", "constructos", "toStrinh", "hasOwnPropertz"] as const;
type Names = readonly [string, string, string, string];

const manad = "2024-04";

/** Cells of four regions, hospitals and vårdutbud of these names. */
function cellsOf(names: Names): CubeCell[] {
  return names.flatMap((region, at) =>
    names.flatMap((vardutbud, kind): CubeCell[] => {
      const cell = {
        ...{ manad, region, sjukhus: names[(at + 1) % 4], vardutbud, agarform: null, vardgaranti: true },
        ...{ hemregion: names[(at + kind) % 4], avvikelse: null },
      } as const;
      return [
        { ...cell, status: "vantande", lo: 0, hi: 30, antal: 40 + 7 * at },
        { ...cell, status: "vantande", lo: 100, hi: 100, antal: 21 + 5 * kind },
        { ...cell, status: "vantande", avvikelse: "PvV", lo: 100, hi: 100, antal: 6 + at },
        { ...cell, status: "genomforda", lo: 20 + kind, hi: 20 + kind, antal: 30 + at },
      ];
    })
  );
}

const countOf = (cells: readonly { antal: number }[]) => cells.reduce((sum, { antal }) => sum + antal, 0);

/** What is answered of cells with these names, each as text. */
async function answers(names: Names): Promise<Map<string, string>> {
  const cells = cellsOf(names), options = { manad } as const;
  const [regions, hospitals, groups] = (["region", "sjukhus", "vardutbud"] as const)
    .map((by) => waitTable(cells, { by, manad }));
  const done = performedTable(cells, { by: "sjukhus" });
  const flows = cells.filter(({ status }) => status === "genomforda").map((cell, at): CareFlow => ({
    ...{ manad, hemregion: cell.hemregion ?? "", utforarregion: cell.region ?? "", utforare: cell.sjukhus },
    ...{ agarform: "privat", vardutbud: cell.vardutbud ?? "", antal: cell.antal },
    kalla: at % 2 === 0 ? "samverkan" : "privat",
  }));
  const prices = {
    ...{ ar: 2024, version: 1, underlag: "Prov", syntetisk: true },
    ...{ rader: names.map((vardutbud, at) => ({ vardutbud, pris: 1000 * (1 + at) })) },
    faktor: { egen: 1, samverkan: 1, utanfor: 1, privat: 1 },
  };
  const span = "april 2024", plan = { ar: 2024, version: 1, by: "vardutbud" } as const;
  const gap = { behov: 100, egen: 80, samverkan: 5, utanfor: 2, privat: 3 };
  const protection = await protect(cells, { k: 5 });
  const answered: Record<string, unknown> = {
    cube: cube(cells).by("sjukhus").map(({ sjukhus, cells }) => [sjukhus, countOf(cells)]),
    filter: countOf(cube(cells).filter({ sjukhus: names[0], vardutbud: names[1] }).cells),
    rollUp: rollUp(cells, ["sjukhus", "hemregion"]),
    packed: unpackCells(packCells(cells)),
    regions,
    hospitals,
    groups,
    done,
    protectedRows: protectedWaitTable(protection, { by: "sjukhus" }),
    findings: findings(monthFindings(regions, groups, options)).text(),
    standardised: standardisedFunnel(
      cells.map((cell) => ({ unit: cell.region, kind: cell.vardutbud ?? "", cells: [cell] })),
      { measure: { overDays: 90 } },
    ),
    rates: [...operationRates(cells, { asAt: manad })],
    equality: equalityIntervals(
      overLimitGroups(cells.map((cell) => ({ ...cell, dagar: cell.lo, tillMaldatum: null }))),
    ),
    cost: careCost(flows, prices),
    shown: show(names.map((name, at) => Object.fromEntries([["rad", at], [name, name]]))).text(),
    rejected: rejectedTable([
      { file: "a", line: 1, column: 1, rules: [], says: [], cells: Object.fromEntries([[names[0], "x"]]) },
    ], { columns: names }),
  };
  const figures = [
    overLimitByRegion(regions, options),
    overLimitByHospital(hospitals, options),
    hospitalMap(hospitals, options),
    longWaitersByRegion(regions, options),
    waitingByBandFigure(regions, options),
    deviationsByRegion(regions, options),
    largestGroups(groups, { ...options, top: 3, highlight: [names[1]] }),
    waitTableFigure(hospitals, { by: "sjukhus", ...options }),
    performedByRegion(performedTable(cells, { by: "region" }), options),
    performedTableFigure(done, { by: "sjukhus", ...options }),
    boughtByRegion(flows, { span, prices }),
    boughtFlows(flows, { span, prices }),
    cooperationTable(flows, { span }),
    couldStayFigure(names.map((vardutbud) => ({ vardutbud, kopt: 8, mojligt: 2 })), { span }),
    planGaps(names.map((namn, glapp) => ({ namn, glapp, ...gap })), plan),
  ];
  return new Map([
    ...Object.entries(answered).map(([what, value]) => [what, JSON.stringify(value)] as const),
    ...figures.map(({ headline, alt, note, table }, at) =>
      [`figure ${at}`, JSON.stringify({ headline, alt, note, table })] as const
    ),
  ]);
}

Deno.test("regions, hospitals and vårdutbud may be called what objects have of their own", async () => {
  const hostile = await answers(HOSTILE), harmless = await answers(HARMLESS);
  for (const [what, text] of harmless) {
    const renamed = HARMLESS.reduce(
      (all, name, at) => all.replaceAll(name.toLowerCase(), HOSTILE[at].toLowerCase()),
      text.toLowerCase(),
    );
    assert.equal(hostile.get(what)?.toLowerCase(), renamed, what);
  }
});

Deno.test("a store with hospitals and columns of such names is loaded, selected and asked as any other", async () => {
  const folder = await Deno.makeTempDir();
  const rows = HOSTILE.map((name, at) => `2024-04;väntande;Dalarna;${name};Gallsten;${20 + at};9;${name}`);
  const wrong = "2024-04;väntande;Dalarna;valueOf;Galsten;20;9;x";
  const text = ["månad;status;region;sjukhus;vårdutbud;0-90;91-;__proto__", ...rows, wrong, ""].join("\n");
  await Deno.writeTextFile(`${folder}/april.csv`, text);
  const [report] = await loadFiles(`${folder}/lager`, [`${folder}/april.csv`], { minAccepted: 0 });
  assert.deepEqual([report.loaded, report.rejected], [4, 1]);
  using store = await openStore(`${folder}/lager`);
  const selection = await select(store, { manad });
  assert.deepEqual(
    selection.waiting("sjukhus").filter(({ total }) => !total).map(({ name, antal }) => [name, antal]).sort(),
    HOSTILE.map((name, at) => [name, 29 + at]).sort(),
  );
  const own = sql(store)<{ sjukhus: string; antal: number }>`
    SELECT sjukhus, sum(antal) AS antal FROM celler GROUP BY sjukhus ORDER BY antal`;
  assert.deepEqual((await own).map(({ sjukhus }) => sjukhus), [...HOSTILE]);
  await Deno.remove(folder, { recursive: true });
});
