import type {
  LongestWaitsRow,
  PerformedTableRow,
  SeriesPoint,
  WaitTableRow,
} from "../../lib/indicators/mod.ts";
import { exactly } from "../../lib/numeric/mod.ts";

/** A row of the table of those who wait, from the numbers that a test has something to say about. */
export function waitRow(
  name: string,
  bands: readonly number[],
  rest: Partial<WaitTableRow> = {},
): WaitTableRow {
  const antal = bands.reduce((sum, band) => sum + band, 0);
  const over = bands[3] + bands[4];
  const { inhabitants = null } = rest, pvv = rest.pvv ?? 0, mov = rest.mov ?? 0;
  return {
    name,
    region: rest.total ? null : name,
    total: false,
    bands: bands.map(exactly),
    median: antal === 0 ? null : exactly(60),
    antal,
    pvv,
    mov,
    deviationShare: antal + pvv + mov === 0 ? null : (pvv + mov) / (antal + pvv + mov),
    over: exactly(over),
    overShare: antal === 0 ? null : exactly(over / antal),
    overIncluding: exactly(over),
    long: exactly(bands[4]),
    per1000: inhabitants === null ? null : 1000 * antal / inhabitants,
    per1000Including: inhabitants === null ? null : 1000 * (antal + pvv + mov) / inhabitants,
    inhabitants,
    ...rest,
  };
}

const published = (
  name: string,
  bands: number[],
  [median, pvv, mov, inhabitants]: number[],
  total = false,
): WaitTableRow => waitRow(name, bands, { median: exactly(median), pvv, mov, inhabitants, total });

/** The published table of April 2024. */
export const aprilByRegion: readonly WaitTableRow[] = [
  published("Region Dalarna", [1787, 1259, 960, 2096, 546], [69, 322, 333, 287451]),
  published("Region Gävleborg", [1166, 709, 477, 799, 63], [48, 167, 254, 286085]),
  published("Region Sörmland", [1361, 782, 598, 1078, 93], [53, 131, 8, 302310]),
  published("Region Uppsala", [1873, 1269, 988, 2002, 478], [64, 745, 886, 404714]),
  published("Region Värmland", [1901, 1200, 880, 2058, 836], [69, 229, 174, 283661]),
  published("Region Västmanland", [2390, 1180, 790, 1361, 127], [42, 334, 180, 280965]),
  published("Region Örebro län", [2096, 1276, 1074, 2265, 375], [63, 366, 332, 308413]),
  published(
    "Sjukvårdsregion Mellansverige",
    [12574, 7675, 5767, 11659, 2518],
    [60, 2294, 2167, 2153599],
    true,
  ),
];

const GROUPS: readonly (readonly [string, number])[] = [
  ["Gråstarr", 2000],
  ["Knäled protes", 1100],
  ["Ögon övriga", 1029],
  ["Kirurgi övriga", 928],
  ["Ortopedi övriga", 908],
  ["Hörapparat", 840],
  ["Öron, näs och hals övriga", 765],
  ["Höftled protes", 600],
  ["Urologi övriga", 553],
  ["Plastikkirurgi övriga", 497],
  ["Åderbråck i benen", 421],
  ["Ljumskbråck", 420],
  ["Hand, nervinklämning (karpaltunnel)", 402],
  ["Tår vid hallux valgus rigiditas, hammartå", 342],
];

/** The largest patient groups of April 2024 as published, PvV and MoV among them. */
export const aprilByGroup: readonly WaitTableRow[] = [
  ...GROUPS.map(([name, over]) => waitRow(name, [over, over, over, over, 0], { region: null })),
  waitRow("Sjukvårdsregion Mellansverige", [10805, 10805, 10805, 10805, 0], { total: true }),
];

const HOSPITALS: readonly (readonly [string, string, number, number])[] = [
  ["Falu lasarett", "Region Dalarna", 3120, 1341],
  ["Mora lasarett", "Region Dalarna", 1408, 561],
  ["Avesta lasarett", "Region Dalarna", 1240, 401],
  ["Ludvika lasarett", "Region Dalarna", 880, 339],
  ["Gävle sjukhus", "Region Gävleborg", 1620, 470],
  ["Hudiksvalls sjukhus", "Region Gävleborg", 870, 211],
  ["Bollnäs sjukhus", "Region Gävleborg", 712, 176],
  ["Sandvikens närsjukhus", "Region Gävleborg", 12, 5],
  ["Mälarsjukhuset", "Region Sörmland", 2212, 741],
  ["Nyköpings lasarett", "Region Sörmland", 900, 236],
  ["Kullbergska sjukhuset", "Region Sörmland", 800, 194],
  ["Akademiska sjukhuset", "Region Uppsala", 4510, 1922],
  ["Lasarettet i Enköping", "Region Uppsala", 1300, 350],
  ["Aleris Elisabethsjukhuset", "Region Uppsala", 800, 208],
  ["Centralsjukhuset Karlstad", "Region Värmland", 4105, 1835],
  ["Sjukhuset i Arvika", "Region Värmland", 1570, 624],
  ["Sjukhuset i Torsby", "Region Värmland", 1200, 435],
  ["Västmanlands sjukhus Västerås", "Region Västmanland", 4010, 1107],
  ["Västmanlands sjukhus Köping", "Region Västmanland", 1408, 302],
  ["Västmanlands sjukhus Sala", "Region Västmanland", 412, 75],
  ["Västmanlands sjukhus Fagersta", "Region Västmanland", 18, 4],
  ["Universitetssjukhuset Örebro (USÖ)", "Region Örebro län", 4216, 1811],
  ["Karlskoga lasarett", "Region Örebro län", 1320, 421],
  ["Lindesbergs lasarett", "Region Örebro län", 1250, 336],
  ["Capio Läkargruppen", "Region Örebro län", 300, 72],
];

/** Hospitals with made-up numbers, two of them with few who wait. */
export const aprilByHospital: readonly WaitTableRow[] = [
  ...HOSPITALS.map(([name, region, antal, over]) =>
    waitRow(name, [antal - over, 0, 0, over - Math.round(over / 6), Math.round(over / 6)], { region })
  ),
  waitRow("Sjukvårdsregion Mellansverige", [26014, 0, 0, 11659, 2518], { total: true }),
];

const performedRow = (name: string, volume: number, within: number, total = false): PerformedTableRow => ({
  name,
  region: total ? null : name,
  total,
  volume,
  covered: volume,
  shareWithin: volume === 0 ? null : exactly(within),
  median: volume === 0 ? null : exactly(48),
  mean: volume === 0 ? null : exactly(71.4),
});

/** Operations performed in a month, made up. */
export const performedByRegionRows: readonly PerformedTableRow[] = [
  performedRow("Region Dalarna", 1420, 0.63),
  performedRow("Region Gävleborg", 1180, 0.71),
  performedRow("Region Sörmland", 1290, 0.702),
  performedRow("Region Uppsala", 2410, 0.664),
  performedRow("Region Värmland", 1370, 0.598),
  performedRow("Region Västmanland", 1820, 0.744),
  performedRow("Region Örebro län", 1990, 0.651),
  performedRow("Sjukvårdsregion Mellansverige", 11480, 0.67, true),
];

/** Thirteen months of a series; July lacks a region, and nothing was delivered in November. */
export const thirteenMonths: readonly SeriesPoint[] = Array.from({ length: 13 }, (_, index) => {
  const manad = index < 9 ? `2023-${String(index + 4).padStart(2, "0")}` : `2024-0${index - 8}`;
  const summer =
    [0, 0.004, 0.012, 0.031, 0.042, 0.03, 0.014, 0.005, 0.008, 0.012, 0.009, 0.004, 0.001][index];
  const value = manad === "2023-11" ? null : 0.352 + summer;
  const partial = manad === "2023-07";
  return {
    manad,
    value,
    yearBefore: value === null || partial ? null : 0.371 + summer * 0.8,
    change: value === null || partial ? null : -0.019 + summer * 0.2,
    regions: value === null ? [] : ["Region Uppsala", ...(partial ? [] : ["Region Dalarna"])],
    missing: value === null ? ["Region Uppsala", "Region Dalarna"] : partial ? ["Region Dalarna"] : [],
  };
});

/** The longest waits of two regions, one of which does not tell whom the guarantee covers. */
export const longestRows: readonly LongestWaitsRow[] = ([
  ["Region Dalarna", 6648, 2642, 2461],
  ["Region Gävleborg", 3214, 862, null],
  ["De 2 regionerna", 9862, 3504, null],
] as const).map(([name, antal, over, breach]) => ({
  ...{ name, antal, total: name.startsWith("De ") },
  ...{ over: exactly(over), breach: breach === null ? null : exactly(breach) },
  ...{ halfYear: exactly(over / 2), long: exactly(over / 5), twoYears: exactly(7) },
  ...{ percentile: exactly(375), performedPercentile: exactly(256) },
}));
