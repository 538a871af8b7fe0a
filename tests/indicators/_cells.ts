import type { CubeCell } from "../../lib/cube/mod.ts";

/** A cell of one contact who waits in Dalarna, April 2024, with what differs. */
export function cell(some: Partial<CubeCell> = {}): CubeCell {
  return {
    manad: "2024-04",
    status: "vantande",
    region: "Region Dalarna",
    sjukhus: null,
    vardutbud: null,
    agarform: null,
    avvikelse: null,
    vardgaranti: true,
    hemregion: null,
    lo: 1,
    hi: 1,
    antal: 1,
    ...some,
  };
}

/** One contact who has waited this long. */
export function days(count: number, some: Partial<CubeCell> = {}): CubeCell {
  return cell({ lo: count, hi: count, ...some });
}

/** The published table of April 2024: region, five bands, median, total, PvV, MoV, per 1 000 without and with, inhabitants. */
export const PUBLISHED: readonly (readonly [string, ...number[]])[] = [
  ["Region Dalarna", 1787, 1259, 960, 2096, 546, 69, 6648, 322, 333, 23.13, 25.41, 287451],
  ["Region Gävleborg", 1166, 709, 477, 799, 63, 48, 3214, 167, 254, 11.23, 12.71, 286085],
  ["Region Sörmland", 1361, 782, 598, 1078, 93, 53, 3912, 131, 8, 12.94, 13.40, 302310],
  ["Region Uppsala", 1873, 1269, 988, 2002, 478, 64, 6610, 745, 886, 16.33, 20.36, 404714],
  ["Region Värmland", 1901, 1200, 880, 2058, 836, 69, 6875, 229, 174, 24.24, 25.66, 283661],
  ["Region Västmanland", 2390, 1180, 790, 1361, 127, 42, 5848, 334, 180, 20.81, 22.64, 280965],
  ["Region Örebro län", 2096, 1276, 1074, 2265, 375, 63, 7086, 366, 332, 22.98, 25.24, 308413],
  [
    "Sjukvårdsregion Mellansverige",
    12574,
    7675,
    5767,
    11659,
    2518,
    60,
    40193,
    2294,
    2167,
    18.66,
    20.73,
    2153599,
  ],
];
