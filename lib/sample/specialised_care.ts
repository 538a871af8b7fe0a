import { monthRange } from "../calendar/mod.ts";
import { type Random, seededRandom } from "../numeric/mod.ts";
import { hospitals, inhabitants, memberRegions } from "../reference/mod.ts";
import { SAMPLE_SEED, type SampleOptions } from "./sample.ts";

/** What a region ordered of a university hospital in an area of care: contacts in 2024. Made up. */
export interface SampleOrder {
  /** The university hospital. */
  sjukhus: string;
  /** The region that orders. */
  region: string;
  /** The area of care. */
  omrade: string;
  /** Contacts in 2024. */
  volym: number;
}

/** What a university hospital did of it: contacts a month from `fran`. Made up. */
export interface SampleSpecialisedCare {
  /** The university hospital. */
  sjukhus: string;
  /** The region the patients live in. */
  hemregion: string;
  /** The area of care. */
  omrade: string;
  /** The first month. */
  fran: string;
  /** Contacts in that month and those that follow. */
  antal: number[];
}

const AKADEMISKA = "Akademiska sjukhuset", USO = "Universitetssjukhuset Örebro (USÖ)";

/** Contacts a year per 100 000 inhabitants of the regions that order, in each hospital's areas. */
const AREAS: readonly (readonly [hospital: string, area: string, rate: number])[] = [
  [AKADEMISKA, "Thoraxkirurgi", 26],
  [AKADEMISKA, "Neurokirurgi", 32],
  [AKADEMISKA, "Barnkirurgi", 14],
  [AKADEMISKA, "Brännskadevård", 4],
  [AKADEMISKA, "Avancerad bukkirurgi", 18],
  [USO, "Thoraxkirurgi", 24],
  [USO, "Kärlkirurgi", 15],
  [USO, "Avancerad bukkirurgi", 12],
  [USO, "Avancerad urologi", 17],
];

/** Regions turn rather to the hospital that is near. */
const NEAREST: Readonly<Record<string, string>> = {
  "Region Dalarna": AKADEMISKA,
  "Region Gävleborg": AKADEMISKA,
  "Region Sörmland": AKADEMISKA,
  "Region Värmland": USO,
  "Region Västmanland": AKADEMISKA,
};

/** Planned operations ordered, by speciality: contacts a year per 100 000 inhabitants. */
const PLANNED: readonly (readonly [area: string, rate: number])[] = [
  ["Kirurgi", 18],
  ["Ortopedi", 14],
  ["Ögon", 20],
  ["Urologi", 8.5],
  ["Öron, näs och hals", 8.5],
  ["Gynekologi", 4.2],
];

/** July counts less, as operations do. */
const MONTHS = monthRange("2024-01", "2024-04"), PART_OF_YEAR = [0.088, 0.088, 0.084, 0.088];

/**
 * Orders at the two university hospitals for 2024, and what they did of the highly specialised part until April.
 *
 * Nobody in it exists. data/bestallningar and data/hogspecialiserad_vard hold what the sample's own seed gives; what
 * was done of the planned operations is in the sample's deliveries.
 *
 * @param options The seed.
 * @returns Orders of the six or five other regions in each area, and the care given.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { sampleSpecialisedCare } from "vantelage/sample";
 * const { orders, care } = sampleSpecialisedCare();
 * assert.ok(orders.length > care.length);
 * assert.ok(care.every(({ antal }) => antal.length === 4));
 * ```
 */
export function sampleSpecialisedCare(
  { seed = SAMPLE_SEED }: SampleOptions = {},
): { orders: SampleOrder[]; care: SampleSpecialisedCare[] } {
  const random = seededRandom(`${seed}/högspecialiserad vård`);
  const specialised = AREAS.flatMap(([sjukhus, omrade, rate]) => ordersOf(sjukhus, omrade, rate, random));
  const planned = [AKADEMISKA, USO].flatMap((sjukhus) =>
    PLANNED.flatMap(([omrade, rate]) => ordersOf(sjukhus, omrade, rate, random))
  );
  const care = specialised.map(({ sjukhus, region, omrade, volym }) => {
    const level = Math.max(0.6, 1 + 0.12 * random.normal());
    return {
      sjukhus,
      hemregion: region,
      omrade,
      fran: MONTHS[0],
      antal: PART_OF_YEAR.map((part) => random.poisson(volym * level * part)),
    };
  });
  return { orders: [...specialised, ...planned], care };
}

/** The orders of every region but the hospital's own. */
function ordersOf(sjukhus: string, omrade: string, rate: number, random: Random): SampleOrder[] {
  const own = hospitals.find(({ namn }) => namn === sjukhus)?.region;
  return memberRegions.filter((region) => region !== own).map((region) => {
    const near = NEAREST[region] === undefined ? 0.7 : NEAREST[region] === sjukhus ? 1.25 : 0.6;
    const spread = Math.max(0.5, 1 + 0.15 * random.normal());
    const volym = Math.round(rate * near * spread * (inhabitants(region, "2024-04") ?? 0) / 100_000);
    return { sjukhus, region, omrade, volym };
  });
}
