import type { Random } from "../numeric/mod.ts";
import { type Hospital, hospitals, regions } from "../reference/mod.ts";
import { assumptions, type GroupAssumption, municipalities } from "./targets.ts";

/** What a contact has beside its place in the queue. */
export interface Person {
  /** Index in `hospitals`, {@linkcode NO_HOSPITAL} when the delivery knows none. */
  hospital: number;
  /** 1 man, 2 kvinna. */
  sex: number;
  birthYear: number;
  /** Home municipality; 0 when unknown. */
  lkf: number;
  guarantee: boolean;
}

/** The hospital of a contact that is linked to none ("Sjukhus saknas"). */
export const NO_HOSPITAL = 255;

const OUTSIDE_GUARANTEE = 0.065;
/** Share of patients who live in another of the seven regions, and of those who live elsewhere. */
const FROM_OTHER_REGION: Record<Hospital["niva"], number> = {
  universitetssjukhus: 0.08,
  länssjukhus: 0.025,
  länsdelssjukhus: 0.025,
  närsjukhus: 0.015,
  privat: 0.12,
};
const FROM_ELSEWHERE = 0.01;
/** Some regions do not always know: the hospital in Värmland, the home municipality in Sörmland. */
const HOSPITAL_UNKNOWN: Record<string, number> = { "Region Värmland": 0.005 };
const HOME_UNKNOWN: Record<string, number> = { "Region Sörmland": 0.008 };

const SIZE: Record<Hospital["niva"], number> = {
  universitetssjukhus: 10,
  länssjukhus: 8,
  länsdelssjukhus: 2.2,
  närsjukhus: 0.8,
  privat: 0.7,
};
/** How a hospital's size counts for groups done mostly at large hospitals, by size, and also at small ones. */
const SIZE_POWER: Record<GroupAssumption["platser"], number> = { stora: 2.2, alla: 1, enkla: 0.55 };

/** Draws persons for one region's contacts. */
export function personDrawer(region: string, random: Random): (group: number, year: number) => Person {
  const county = regions.find(({ namn }) => namn === region)!.lan;
  const local = hospitals.map((hospital, index) => ({ hospital, index })).filter(({ hospital }) =>
    hospital.region === region
  );
  const hospitalWeights = assumptions.vardutbud.map(({ platser, privat }) =>
    local.map(({ hospital: { niva } }) =>
      (niva === "privat" && !privat ? 0 : SIZE[niva] ** SIZE_POWER[platser]) *
      Math.exp(0.25 * random.normal())
    )
  );
  const homeIn = (list: readonly [string, number][]): () => number => {
    const codes = list.map(([code]) => Number(code)), weights = list.map(([, weight]) => weight);
    return () => codes[random.pick(weights)];
  };
  const own = homeIn(municipalities[county]), elsewhere = homeIn(municipalities.annat);
  const other = homeIn(
    Object.entries(municipalities).flatMap(([key, list]) => key === county || key === "annat" ? [] : list),
  );
  return (group, year) => {
    const { andel_kvinnor, alder: [mean, deviation, least] } = assumptions.vardutbud[group];
    const { hospital, index } = local[random.pick(hospitalWeights[group])];
    const age = Math.min(96, Math.max(least, Math.round(mean + deviation * random.normal())));
    const origin = random.next();
    const away = FROM_OTHER_REGION[hospital.niva];
    return {
      hospital: random.next() < (HOSPITAL_UNKNOWN[region] ?? 0) ? NO_HOSPITAL : index,
      sex: random.next() < andel_kvinnor ? 2 : 1,
      birthYear: year - age,
      lkf: random.next() < (HOME_UNKNOWN[region] ?? 0)
        ? 0
        : origin < away
        ? other()
        : origin < away + FROM_ELSEWHERE
        ? elsewhere()
        : own(),
      guarantee: random.next() >= OUTSIDE_GUARANTEE,
    };
  };
}
