import { equalityIntervals, signalComparison } from "../../lib/cooperation/mod.ts";
import {
  decisionFollowUp,
  deferredDebt,
  deviationsByRegion,
  effectTable,
  equalityTable,
  exitCurvesFigure,
  type Figure,
  goalTable,
  hospitalMap,
  jointListFigure,
  largestGroups,
  listedTodayTable,
  longestWaitsFigure,
  longWaitersByRegion,
  mixedExitsTable,
  monthsWithYearBefore,
  moreOperationsFigure,
  needsAndOffers,
  overLimitByHospital,
  overLimitByRegion,
  performedByRegion,
  performedTableFigure,
  projectionFan,
  proposalTable,
  queueBalance,
  queueTableFigure,
  regionTrends,
  scenarioComparison,
  scenarioTable,
  shareFunnelFigure,
  signalComparisonTable,
  signalMatches,
  signalTable,
  spareTable,
  standardisedFigure,
  tableFigure,
  transferFlows,
  transferMatrix,
  twoWaitsFigure,
  waitingByBandFigure,
  waitTableFigure,
  workOffFigure,
  xmrFigure,
} from "../../lib/figures/mod.ts";
import { debtReckoning } from "../../lib/plan/mod.ts";
import { planFigures } from "./_plan_figures.ts";
import { aprilBoard, binding, effects, flows, jointRows, proposals } from "./_cooperation_rows.ts";
import {
  aprilByGroup,
  aprilByHospital,
  aprilByRegion,
  longestRows,
  performedByRegionRows,
  thirteenMonths,
} from "./_rows.ts";
import { deferredRows, fanRows, moreRows, outcomeRows, workOffRows } from "./_projection_rows.ts";
import {
  exitRows,
  listedRows,
  mixedRows,
  queueRows,
  standardised,
  twelveFlows,
  waitsRows,
} from "./_queue_rows.ts";

/** One figure of every kind, on April 2024. */
export function everyFigure(): Readonly<Record<string, Figure>> {
  const manad = "2024-04";
  return {
    overLimitByRegion: overLimitByRegion(aprilByRegion, { manad }),
    overLimitByHospital: overLimitByHospital(aprilByHospital, { manad }),
    hospitalMap: hospitalMap(aprilByHospital, { manad }),
    longWaitersByRegion: longWaitersByRegion(aprilByRegion, { manad }),
    longestWaitsFigure: longestWaitsFigure(longestRows, { manad }),
    deviationsByRegion: deviationsByRegion(aprilByRegion, { manad, missing: ["Region Dalarna"] }),
    waitingByBandFigure: waitingByBandFigure(aprilByRegion, { manad }),
    largestGroups: largestGroups(aprilByGroup, { manad, highlight: ["Gråstarr", "Knäled protes"] }),
    monthsWithYearBefore: monthsWithYearBefore(thirteenMonths, {
      manad,
      measure: "overShare",
    }),
    regionTrends: regionTrends(
      ["Region Dalarna", "Region Uppsala"].map((region) => ({
        name: region,
        region,
        antal: 900,
        points: thirteenMonths,
      })),
      thirteenMonths,
      { manad, measure: "overShare" },
    ),
    waitTableFigure: waitTableFigure(aprilByRegion, { manad, by: "region" }),
    performedByRegion: performedByRegion(performedByRegionRows, { manad }),
    performedTableFigure: performedTableFigure(performedByRegionRows, { manad, by: "region" }),
    needsAndOffers: needsAndOffers(aprilBoard),
    signalTable: signalTable(aprilBoard),
    signalMatches: signalMatches(aprilBoard),
    signalComparisonTable: signalComparisonTable(
      signalComparison(aprilBoard, { lists: [], free: [], rules: { months: ["2024-06"] } }, []),
      { asAt: "2024-04-30" },
    ),
    queueBalance: queueBalance(twelveFlows, { manad, selection: "Gråstarr" }),
    queueTableFigure: queueTableFigure(queueRows, {
      manad,
      by: "vardutbud",
      target: { share: 0.92, days: 90 },
    }),
    exitCurvesFigure: exitCurvesFigure(exitRows, { manad, missing: ["Region Dalarna"] }),
    twoWaitsFigure: twoWaitsFigure(waitsRows, { manad }),
    listedTodayTable: listedTodayTable(listedRows, { manad, top: 2 }),
    mixedExitsTable: mixedExitsTable(mixedRows, { manad }),
    xmrFigure: xmrFigure(thirteenMonths, {
      manad,
      measure: "share",
      label: "Andel väntande över 90 dagar",
    }),
    shareFunnelFigure: shareFunnelFigure(
      aprilByHospital.filter(({ total }) => !total)
        .map(({ name, over, antal }) => ({ unit: name, count: over.value, total: antal })),
      { manad },
    ),
    ...planFigures,
    projectionFan: projectionFan(fanRows, { manad }),
    scenarioComparison: scenarioComparison(outcomeRows, { manad }),
    deferredDebt: deferredDebt(deferredRows, { manad: "2022-01", baseline: { from: "2023-05", to: manad } }),
    workOffFigure: workOffFigure(workOffRows, {
      manad: "2022-01",
      baseline: { from: "2023-05", to: manad },
      months: 24,
    }),
    moreOperationsFigure: moreOperationsFigure(moreRows, {
      manad,
      others: [debtReckoning(workOffRows, { asAt: "2023-04" })],
    }),
    standardisedFigure: standardisedFigure(standardised, { manad }),
    jointListFigure: jointListFigure(jointRows, { manad, selection: "Knäled protes" }),
    equalityTable: equalityTable([{
      namn: "Dagar till operation i dag",
      format: "days",
      measures: equalityIntervals([{ varden: [{ varde: 40, antal: 90 }, { varde: 60, antal: 10 }] }, {
        varden: [{ varde: 90, antal: 50 }, { varde: 120, antal: 9 }],
      }]),
    }], { manad, selection: "Knäled protes" }),
    transferFlows: transferFlows(flows, { from: "2024-05", to: "2024-10", selection: "Knäled protes" }),
    decisionFollowUp: decisionFollowUp([{
      ...{ id: "2024-1", lagd: "2024-01-25", andrad: "2024-01-25", skal: null, sjukhus: null, svar: "ja" },
      ...{ hemregion: "Region Värmland", utforarregion: "Region Västmanland", vardutbud: "Knäled protes" },
      ...{ foreslaget: 40, fran: "2024-03", antal: [20, 20], kontaktroll: "verksamhetschef" },
      ...{ senast: "2024-02-28", beslutat: 40, manader: ["2024-03", "2024-04"], avtalat: 40, gjort: 31 },
      ...{ fore: 3, overFore: 300, overNu: 281, varfor: ["Uppgifterna säger inte varför"] },
    }], { until: manad }),
    proposalTable: proposalTable(proposals, binding),
    transferMatrix: transferMatrix(proposals, { regions: ["Region Värmland", "Region Västmanland"] }),
    effectTable: effectTable(effects),
    goalTable: goalTable([
      { namn: "Utan förslag", over: 14_177, skillnad: 0.234, km: 0, storst: 0.421 },
      { namn: "Enkel regel", over: 13_493, skillnad: 0.196, km: 108_472, storst: 0.39 },
      { namn: "Förslag", over: 13_472, skillnad: 0.187, km: 109_392, storst: 0.392 },
    ]),
    spareTable: spareTable([
      {
        ...{
          region: "Region Västmanland",
          sjukhus: null,
          vardutbud: "Öronrör",
          lista: 67,
          malstorlek: 128.4,
        },
        ...{ overskott: 0.7, andelOver: 0.108, utrymme: 26, undantrangning: 0.6 },
      },
      {
        ...{ region: "Region Värmland", sjukhus: null, vardutbud: "Gråstarr", lista: 800, malstorlek: 412.6 },
        ...{ overskott: -3.1, andelOver: 0.409, utrymme: 0, undantrangning: 0.6 },
      },
    ], { share: 0.25 }),
    scenarioTable: scenarioTable([
      { andring: "Som föreslaget", flyttas: 705, over: 13_472 },
      { andring: "En fjärdedel mer ledig kapacitet", flyttas: 875, over: 13_302 },
      { andring: "Med ett avtal som inte går att hålla", flyttas: null, over: null },
    ]),
    tableFigure: tableFigure({
      headline: "En leverans är inläst",
      subtitle: "Antal rader",
      caption: "Leveranser",
      columns: [{ key: "fil", label: "Fil", format: "text" }, {
        key: "rader",
        label: "Lästa",
        format: "count",
      }],
      rows: [{ cells: { fil: "dalarna.csv", rader: 7303 } }],
      note: "Syntetiska data.",
    }),
  };
}
