import { monthRange } from "../calendar/mod.ts";
import { seededRandom } from "../numeric/mod.ts";
import type { Ownership } from "../reference/mod.ts";
import { SAMPLE_SEED, type SampleOptions } from "./sample.ts";

/** What one region bought of one provider outside the seven regions, contacts a month from `fran`. Made up. */
export interface SampleBoughtCare {
  /** The region that buys. */
  hemregion: string;
  /** Where the care is given. */
  utforarregion: string;
  /** The provider. */
  utforare: string;
  /** Who runs it. */
  agarform: Ownership;
  /** The vårdutbud. */
  vardutbud: string;
  /** The first month. */
  fran: string;
  /** Contacts in that month and those that follow. */
  antal: number[];
}

/** Home, provider, vårdutbud and contacts a year: regions with long lists buy most. */
const PURCHASES:
  readonly (readonly [home: string, provider: keyof typeof PROVIDERS, care: string, year: number])[] = [
    ["Region Värmland", "ortopedi", "Knäled protes", 150],
    ["Region Värmland", "ortopedi", "Höftled protes", 80],
    ["Region Värmland", "ogon", "Gråstarr", 340],
    ["Region Värmland", "vast", "Ljumskbråck", 70],
    ["Region Värmland", "vast", "Åderbråck i benen", 45],
    ["Region Dalarna", "ortopedi", "Knäled protes", 110],
    ["Region Dalarna", "ogon", "Gråstarr", 260],
    ["Region Dalarna", "rygg", "Rygg, diskbråck och förträngning", 55],
    ["Region Dalarna", "stockholm", "Sköldkörteloperation", 18],
    ["Region Uppsala", "ogon", "Gråstarr", 420],
    ["Region Uppsala", "ortopedi", "Axel, rotatorkuff och inklämning", 70],
    ["Region Uppsala", "rygg", "Rygg, diskbråck och förträngning", 60],
    ["Region Sörmland", "ost", "Urologi övriga", 60],
    ["Region Sörmland", "ortopedi", "Höftled protes", 45],
    ["Region Sörmland", "stockholm", "Öron, näs och hals övriga", 36],
    ["Region Örebro län", "ost", "Kirurgi övriga", 48],
    ["Region Örebro län", "ogon", "Gråstarr", 120],
    ["Region Västmanland", "stockholm", "Plastikkirurgi övriga", 30],
    ["Region Gävleborg", "rygg", "Rygg, diskbråck och förträngning", 35],
    ["Region Gävleborg", "stockholm", "Gyn övriga", 24],
  ];

const PROVIDERS = {
  ortopedi: ["Region Stockholm", "Ortopediklinik A (påhittad)", "privat"],
  ogon: ["Region Stockholm", "Ögonklinik B (påhittad)", "privat"],
  rygg: ["Region Stockholm", "Ryggklinik C (påhittad)", "privat"],
  stockholm: ["Region Stockholm", "Sjukhus i Region Stockholm", "offentlig"],
  vast: ["Västra Götalandsregionen", "Sjukhus i Västra Götalandsregionen", "offentlig"],
  ost: ["Region Östergötland", "Sjukhus i Region Östergötland", "offentlig"],
} as const;

/** Private clinics close in July too, but less; from May to April. */
const SEASON = [1.1, 0.9, 0.35, 0.8, 1.15, 1.2, 1.15, 0.75, 1, 1.1, 1.05, 1.1];
const FROM = "2023-05", TO = "2024-04";

/**
 * Care bought outside the seven regions, which their deliveries do not hold (köpt vård utanför sjukvårdsregionen).
 *
 * Nobody in it exists, nor do the private clinics. data/kopt_vard holds what the sample's own seed gives.
 *
 * @param options The seed.
 * @returns A row for each home, provider and vårdutbud, May 2023 to April 2024.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { sampleBoughtCare } from "vantelage/sample";
 * assert.ok(sampleBoughtCare().every(({ antal }) => antal.length === 12));
 * ```
 */
export function sampleBoughtCare({ seed = SAMPLE_SEED }: SampleOptions = {}): SampleBoughtCare[] {
  const random = seededRandom(`${seed}/köpt vård`);
  const year = SEASON.reduce((sum, part) => sum + part, 0);
  return PURCHASES.map(([hemregion, provider, vardutbud, antal]) => {
    const [utforarregion, utforare, agarform] = PROVIDERS[provider];
    return {
      hemregion,
      utforarregion,
      utforare,
      agarform,
      vardutbud,
      fran: FROM,
      antal: monthRange(FROM, TO).map((_, index) => random.poisson(antal * SEASON[index] / year)),
    };
  });
}
