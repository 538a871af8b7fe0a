import {
  activityTable,
  barFigure,
  boughtByMonth,
  boughtByRegion,
  boughtFlows,
  competenceGapTable,
  concentrationTable,
  contractTable,
  contractUseFigure,
  cooperationTable,
  cooperationVolumes,
  couldStayFigure,
  type Figure,
  goalFollowUp,
  hiredShareFigure,
  imagingAssumptionsFigure,
  imagingNeedFigure,
  imagingOptionsTable,
  orderOutcomeFigure,
  orderTable,
  outcomeByMonth,
  ownProductionFigure,
  planByMonth,
  planChanges,
  planCostFigure,
  planFollowUp,
  planGaps,
  priceListTable,
  privateProviders,
  processTable,
  procurementTable,
  reliefFigure,
} from "../../lib/figures/mod.ts";
import { monthRange } from "../../lib/calendar/mod.ts";
import {
  type CareFlow,
  contractUse,
  imagingNeeds,
  imagingOptions,
  type OutcomeSum,
  type PlanSum,
  type PriceList,
  type YearlyReport,
} from "../../lib/plan/mod.ts";

const plan = { ar: 2024, version: 2 };
const span = "maj 2023–april 2024";

const sum = (namn: string, behov: number): PlanSum => {
  const egen = Math.round(0.85 * behov),
    samverkan = Math.round(0.03 * behov),
    privat = Math.round(0.02 * behov);
  return { namn, behov, egen, samverkan, utanfor: 3, privat, glapp: behov - egen - samverkan - privat - 3 };
};

/** A plan's sums by month. */
export const monthSums: readonly PlanSum[] = monthRange("2024-01", "2024-12").map((manad, index) =>
  sum(manad, index === 6 ? 3100 : 14_000 + 700 * index)
);

/** Outcome against plan of two regions. */
export const outcomeSums: readonly OutcomeSum[] = [
  {
    region: "Region Gävleborg",
    manad: "2024-01",
    plan: 1256,
    utfall: 1189,
    avvikelse: { egen: -59, samverkan: -10, utanfor: -1, privat: 3 },
    orsaker: [{
      region: "Region Gävleborg",
      vardutbud: null,
      manad: "2024-01",
      orsak: "bemanning",
      kommentar: "Två salar stängda i tre veckor.",
    }],
    orsakSaknas: false,
  },
  {
    region: "Region Värmland",
    manad: "2024-01",
    plan: 2159,
    utfall: 2284,
    avvikelse: { egen: 133, samverkan: -6, utanfor: 1, privat: -3 },
    orsaker: [],
    orsakSaknas: true,
  },
];

/** A price list of two. */
export const prices: PriceList = {
  ar: 2024,
  version: 1,
  underlag: "Prov",
  syntetisk: true,
  faktor: { egen: 1, samverkan: 1.03, utanfor: 1.18, privat: 0.94 },
  rader: [{ vardutbud: "Gråstarr", pris: 9400 }, { vardutbud: "Knäled protes", pris: 86_500 }],
};

/** Care of Uppsala and Dalarna, some of it bought. */
export const flows: readonly CareFlow[] = [
  bought("Region Uppsala", "Region Stockholm", "Ögonkliniken", "Gråstarr", 421),
  bought("Region Dalarna", "Region Stockholm", "Ortopedkliniken", "Knäled protes", 122),
  bought("Region Dalarna", "Region Uppsala", "Privatkliniken", "Gallsten", 12),
  {
    ...bought("Region Dalarna", "Region Dalarna", "Falu lasarett", "Gråstarr", 1200),
    agarform: "offentlig",
    kalla: "egen",
  },
];

function bought(
  hemregion: string,
  utforarregion: string,
  utforare: string,
  vardutbud: string,
  antal: number,
): CareFlow {
  return {
    manad: "2024-01",
    hemregion,
    utforarregion,
    utforare,
    agarform: "privat",
    vardutbud,
    antal,
    kalla: "privat",
  };
}

/** Care that one region gave another's inhabitants. */
export const shared: readonly CareFlow[] = ([
  ["Region Dalarna", "Region Uppsala", "Knäled protes", 5],
  ["Region Sörmland", "Region Uppsala", "Knäled protes", 3],
  ["Region Dalarna", "Region Gävleborg", "Gråstarr", 3],
] as const).map(([hemregion, utforarregion, vardutbud, antal]) => ({
  ...bought(hemregion, utforarregion, "Sjukhuset", vardutbud, antal),
  agarform: "offentlig",
  kalla: "samverkan",
}));

/** What the group wrote. */
export const report: YearlyReport = {
  ar: 2024,
  syntetisk: true,
  process: [
    { steg: "Behov", nar: "oktober", vad: "Regionerna lämnar behov", tillstand: "klar" },
    { steg: "Plan", nar: "januari", vad: "Planen fastställs", tillstand: "pagar" },
  ],
  aktiviteter: [{
    aktivitet: "Överblick över avtal",
    ansvarig: "Vårdavtalsgruppen",
    klart: "april",
    tillstand: "forsenad",
    kommentar: "Två regioner saknas.",
  }],
  mal: [],
};

/** How three agreements stand at the end of April 2024. */
export const uses = contractUse(
  [
    ["Gråstarr", "Ögonkliniken", "Gråstarr", 500, "2024-12-31"],
    ["Knä", "Ortopedkliniken", "Knäled protes", 900, "2025-12-31"],
    ["Galla", "Privatkliniken", "Gallsten", 10, "2024-06-30"],
  ].map(([namn, leverantor, vardutbud, volym, till]) => ({
    namn: String(namn),
    kopare: ["Region Uppsala", "Region Dalarna"],
    leverantor: String(leverantor),
    vardutbud: [String(vardutbud)],
    volym: Number(volym),
    fran: "2024-01-01",
    till: String(till),
    option: null,
  })),
  flows,
  { asAt: "2024-04-30" },
);

/** Assumptions of a need, and two regions. */
export const imaging = {
  undersokning: "CT-PET",
  underlag: "Antaganden.",
  syntetisk: true,
  per_kamera: 1500,
  belaggning: 0.85,
  aldersgrupper: [{ namn: "0–64 år", behov_per_1000: 2 }, { namn: "65 år och äldre", behov_per_1000: 11 }],
  regioner: [
    { region: "Region Dalarna", aldersandelar: [0.75, 0.25], kameror: 0.4 },
    { region: "Region Uppsala", aldersandelar: [0.81, 0.19], kameror: 2 },
  ],
};

const order = (namn: string, hittills: number, utfall: number) => ({
  namn,
  volym: 3 * hittills,
  manader: monthRange("2024-01", "2024-04"),
  hittills,
  utfall,
  andel: hittills === 0 ? { value: null, reason: "Inget beställt" } : { value: utfall / hittills },
});

/** One figure of every kind about plans. */
export const planFigures: Readonly<Record<string, Figure>> = {
  planByMonth: planByMonth(monthSums, plan),
  planChanges: planChanges(
    [sum("Region Dalarna", 22_000), sum("Region Uppsala", 24_000)],
    [sum("Region Dalarna", 22_400), sum("Region Uppsala", 23_900)],
    plan,
  ),
  planCostFigure: planCostFigure(
    monthRange("2024-01", "2024-12").map((manad, index) => {
      const cost = (millions: number) => ({ kronor: millions * 1e6, utanPris: index === 6 ? 2 : 0 });
      const season = index === 6 ? 0.3 : 1 + index / 40;
      return {
        manad,
        kostnad: {
          egen: cost(380 * season),
          samverkan: cost(14.2 * season),
          utanfor: cost(1.3 * season),
          privat: cost(9.4 * season),
        },
      };
    }),
    plan,
  ),
  planGaps: planGaps([sum("Gråstarr", 9000), sum("Knäled protes", 4000), sum("Gallsten", 12)], {
    ...plan,
    by: "vardutbud",
  }),
  outcomeByMonth: outcomeByMonth(outcomeSums, plan),
  planFollowUp: planFollowUp(outcomeSums, plan),
  boughtByRegion: boughtByRegion(flows, { span, prices }),
  boughtByMonth: boughtByMonth(flows, { span, prices, months: monthRange("2023-11", "2024-02") }),
  boughtFlows: boughtFlows(flows, { span, prices, top: 2 }),
  privateProviders: privateProviders(flows, { span }),
  priceListTable: priceListTable(prices, { ar: 2024 }),
  ownProductionFigure: ownProductionFigure(
    ["Region Dalarna", "Region Uppsala"].map((region, at) => ({
      region,
      nu: { egen: 900 + at, inom: 600, andel: { value: 0.7, low: 0.7, high: 0.7 }, kopt: 30 },
      fore: { egen: 880, inom: 610, andel: { value: 0.75, low: 0.75, high: 0.75 }, kopt: 20 },
      forandring: at === 0 ? -0.15 : 0.02,
      ersatt: at === 0 ? 9 : 0,
    })),
    { manad: "2024-04" },
  ),
  couldStayFigure: couldStayFigure([{ vardutbud: "Gråstarr", kopt: 421, mojligt: 60 }, {
    vardutbud: "Gallsten",
    kopt: 12,
    mojligt: 0,
  }], { span }),
  procurementTable: procurementTable([
    { vardutbud: "Gråstarr", kopt: 421, planerat: 260, ryms: [30, 52] },
    { vardutbud: "Gallsten", kopt: 12, planerat: 0, ryms: [0, 0] },
  ], { span, ahead: "maj–december 2024", prices }),
  contractUseFigure: contractUseFigure(uses, { asAt: "2024-04-30" }),
  contractTable: contractTable(uses, { asAt: "2024-04-30" }),
  orderOutcomeFigure: orderOutcomeFigure([
    order("Thoraxkirurgi", 90, 88),
    order("Neurokirurgi", 60, 41),
    order("Annat", 0, 2),
  ], {
    by: "omrade",
    until: "2024-04",
  }),
  orderTable: orderTable(
    [
      ["Thoraxkirurgi", "Region Dalarna", 30, 12],
      ["Thoraxkirurgi", "Region Uppsala", 20, 22],
      ["Neurokirurgi", "Region Dalarna", 10, 9],
      ["Neurokirurgi", "Region Uppsala", 4, 0],
    ].map(([omrade, region, hittills, utfall]) => ({
      ...{ ar: 2024, sjukhus: "Akademiska sjukhuset", omrade: String(omrade), region: String(region) },
      ...{
        manader: monthRange("2024-01", "2024-04"),
        volym: 3 * Number(hittills),
        hittills: Number(hittills),
        utfall: Number(utfall),
      },
      andel: { value: Number(utfall) / Number(hittills) },
    })),
    { until: "2024-04" },
  ),
  reliefFigure: reliefFigure([{
    sjukhus: "Universitetssjukhuset Örebro (USÖ)",
    vardutbud: "Gråstarr",
    antal: 1365,
    fran_andra: 101,
    andra_sjukhus: 21,
    kan_flytta: 75,
  }], { span }),
  hiredShareFigure: hiredShareFigure([
    { region: "Region Dalarna", andel: { value: 0.073 } },
    { region: "Region Sörmland", andel: { value: null, reason: "Inte levererat" } },
    { region: "Region Uppsala", andel: { value: 0.028 } },
  ], { span }),
  imagingNeedFigure: imagingNeedFigure(imagingNeeds(imaging, { manad: "2024-04" }), {
    undersokning: "CT-PET",
    year: "i dag",
  }),
  concentrationTable: concentrationTable(
    ([["Kärlkirurgi", 30, 20], ["Brännskadevård", 24, 0], ["Avancerad urologi", 2, 3]] as const).flatMap((
      [omrade, ...at],
    ) =>
      at.map((antal, place) => ({
        ...{ hemregion: "Region Uppsala", omrade, manad: "2024-02", antal },
        sjukhus: ["Akademiska sjukhuset", "Universitetssjukhuset Örebro (USÖ)"][place],
      }))
    ),
    { until: "2024-04" },
  ),
  competenceGapTable: competenceGapTable(
    ([["Bukplastik", "Region Gävleborg", 15, 31], ["Sköldkörteloperation", "Region Dalarna", 0, 12]] as const)
      .map((
        [vardutbud, region, antal, invanare],
      ) => ({ vardutbud, region, antal, invanare, finns: "Region Uppsala", finns_antal: 91 })),
    { span, regions: ["Region Dalarna", "Region Gävleborg", "Region Uppsala"] },
  ),
  imagingOptionsTable: imagingOptionsTable([{
    growth: "6 % om året",
    options: imagingOptions({ ...imaging, kamera_tkr: 14_000, kopt_kr: 17_000 }, {
      manad: "2024-04",
      growth: 2,
    }),
  }], imaging),
  imagingAssumptionsFigure: imagingAssumptionsFigure(imaging),
  cooperationVolumes: cooperationVolumes([...flows, ...shared], { span }),
  cooperationTable: cooperationTable([...flows, ...shared], { span }),
  processTable: processTable(report),
  activityTable: activityTable(report),
  goalFollowUp: goalFollowUp([{
    mal: "Högst en fjärdedel över 90 dagar",
    matt: "andel_over_90",
    riktning: "hogst",
    varde: 0.25,
    utfall: 0.353,
    natt: false,
  }], { span }),
  barFigure: barFigure({
    headline: "Ingenting att jämföra",
    subtitle: "Utan staplar är tabellen figuren",
    alt: "Staplar",
    caption: "Tomt",
    columns: [{ key: "namn", label: "Namn", format: "text" }],
    rows: [{ cells: { namn: "Ingen" } }],
    bars: [],
  }),
};
