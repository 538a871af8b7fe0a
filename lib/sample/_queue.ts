import { dayNumber } from "../calendar/mod.ts";
import type { Random } from "../numeric/mod.ts";
import { deviationsOver90, type RegionGroups } from "./_group_table.ts";
import { capacityClock, decisionRate, FIRST_DAY, LAST_DAY } from "./_season.ts";
import { drawStay, meanStay, stayBeyond, type WaitProfile } from "./_wait_profile.ts";
import { PUBLISHED_BAND_ENDS, type PublishedRegion, type RegionAssumption } from "./targets.ts";

/** A contact before it has a person: day numbers, and what happened. */
export interface Draft {
  decision: number;
  /** The day it was performed or withdrawn; −1 while waiting. */
  end: number;
  /** 0 waiting at the last census, 1 performed, 2 withdrawn. */
  outcome: number;
  /** 0 none, 1 PvV, 2 MoV. */
  deviation: number;
  /** Index of the vårdutbud in `assumptions.vardutbud`. */
  group: number;
}

/** PvV and MoV stay long: about half of them over 90 days. */
const DEVIATION_PROFILE: WaitProfile = { delay: 90, scale: 260, shape: 2.2 };
/** The longest wait in the last census. */
const LONGEST_WAIT = 1460;
/** Contacts that left before the first month of the history are not kept. */
const FIRST_KEPT = dayNumber("2021-01-01");

/**
 * A region's contacts in the order of their decisions: those waiting in April 2024, exactly as published, and those
 * who left the queue between January 2021 and then. Both come of one process: decisions arrive by season, a stay is
 * drawn, and the contact leaves when the region's capacity clock has gone that far.
 */
export function regionQueue(
  published: PublishedRegion,
  assumed: RegionAssumption,
  groups: RegionGroups,
  random: Random,
): Draft[] {
  const clock = capacityClock(assumed);
  return [...waiting(published, groups, clock, random), ...left(published, groups, clock, random)]
    .sort((a, b) => a.decision - b.decision);
}

/** Those who wait at the last census: bands, median, PvV, MoV and groups exactly as published. */
function waiting(
  published: PublishedRegion,
  groups: RegionGroups,
  clock: Float64Array,
  random: Random,
): Draft[] {
  const { band, median, pvv, mov } = published;
  const drawers = [groups.profile, DEVIATION_PROFILE, DEVIATION_PROFILE].map((profile) =>
    waitDrawer(profile, clock, random)
  );
  const contacts: { wait: number; deviation: number }[] = [];
  const add = (deviation: number, count: number, from: number, to: number) => {
    for (const wait of drawers[deviation].draw(count, from, to)) contacts.push({ wait, deviation });
  };
  const total = band.reduce((sum, value) => sum + value, 0);
  let before = 0;
  band.forEach((count, index) => {
    const from = index === 0 ? 0 : PUBLISHED_BAND_ENDS[index - 1] + 1,
      to = PUBLISHED_BAND_ENDS[index] ?? LONGEST_WAIT;
    if (from <= median && median <= to) {
      const lowerRank = Math.floor((total + 1) / 2) - before; // of the one or two contacts in the middle
      const at = Math.max(
        2,
        Math.round(count * drawers[0].weight(median, median) / drawers[0].weight(from, to)),
      );
      const below = lowerRank - Math.ceil(at / 2);
      add(0, below, from, median - 1);
      add(0, at, median, median);
      add(0, count - below - at, median + 1, to);
    } else add(0, count, from, to);
    before += count;
  });
  const over = deviationsOver90(published);
  [[1, pvv, over.pvv], [2, mov, over.mov]].forEach(([deviation, count, over90]) => {
    add(deviation, count - over90, 0, 90);
    add(deviation, over90, 91, LONGEST_WAIT);
  });
  return [
    ...withGroups(contacts.filter(({ wait }) => wait <= 90), groups.within90, groups.slowness, random),
    ...withGroups(contacts.filter(({ wait }) => wait > 90), groups.over90, groups.slowness, random),
  ].map(({ wait, deviation, group }) => ({
    decision: LAST_DAY - wait,
    end: -1,
    outcome: 0,
    deviation,
    group,
  }));
}

/** Draws waits in days: as the decisions fell over the working days, thinned by those who have left since. */
function waitDrawer(profile: WaitProfile, clock: Float64Array, random: Random): {
  draw(count: number, from: number, to: number): number[];
  weight(from: number, to: number): number;
} {
  const sums = new Float64Array(LONGEST_WAIT + 2); // sums[w] = weight of the waits shorter than w
  for (let wait = 0; wait <= LONGEST_WAIT; wait++) {
    const day = LAST_DAY - wait - FIRST_DAY;
    sums[wait + 1] = sums[wait] +
      decisionRate[day] * stayBeyond(profile, clock[clock.length - 1] - clock[day]);
  }
  const weight = (from: number, to: number) => sums[to + 1] - sums[from];
  return {
    weight,
    draw: (count, from, to) =>
      Array.from(
        { length: count },
        () => firstReaching(sums, sums[from] + random.next() * weight(from, to), from) - 1,
      ),
  };
}

/** Deals the groups' places out over the contacts, longer waits rather to slower groups. */
function withGroups<T extends { wait: number }>(
  contacts: T[],
  places: readonly number[],
  slowness: readonly number[],
  random: Random,
): (T & { group: number })[] {
  const dealt = places.flatMap((count, group) =>
    Array.from({ length: count }, () => ({ group, key: Math.log(slowness[group]) + 0.9 * random.normal() }))
  ).sort((a, b) => a.key - b.key);
  return contacts.sort((a, b) => a.wait - b.wait).map((contact, rank) => ({
    ...contact,
    group: dealt[rank].group,
  }));
}

/** Those who left the queue from January 2021 to the last census. */
function left(
  published: PublishedRegion,
  groups: RegionGroups,
  clock: Float64Array,
  random: Random,
): Draft[] {
  const { profile, slowness, perDay } = groups;
  const usual = runningSums(perDay), deviating = runningSums(perDay.map((rate, g) => rate * slowness[g]));
  const perDaySum = usual[usual.length - 1];
  const deviationsPerDay = (published.pvv + published.mov) / meanStay(DEVIATION_PROFILE);
  const drafts: Draft[] = [];
  for (let day = 0; day < clock.length; day++) {
    if (decisionRate[day] === 0) continue;
    const count = random.poisson(decisionRate[day] * (perDaySum + deviationsPerDay));
    for (let number = 0; number < count; number++) {
      const deviates = random.next() * (perDaySum + deviationsPerDay) < deviationsPerDay;
      const sums = deviates ? deviating : usual;
      const group = firstReaching(sums, random.next() * sums[sums.length - 1], 0);
      const stay = deviates
        ? drawStay(DEVIATION_PROFILE, random)
        : slowness[group] * drawStay(profile, random);
      const end = firstReaching(clock, clock[day] + stay, day + 1);
      const withdrawn = random.next() < 0.055 + 0.09 * Math.min(1, (end - day) / 240);
      const deviation = !deviates
        ? 0
        : random.next() * (published.pvv + published.mov) < published.pvv
        ? 1
        : 2;
      if (end === clock.length || FIRST_DAY + end < FIRST_KEPT) continue;
      drafts.push({
        decision: FIRST_DAY + day,
        end: FIRST_DAY + end,
        outcome: withdrawn ? 2 : 1,
        deviation,
        group,
      });
    }
  }
  return drafts;
}

function runningSums(values: readonly number[]): Float64Array {
  let sum = 0;
  return Float64Array.from(values, (value) => sum += value);
}

/** The first index from `from` on where rising values exceed `level`; their length when none does. */
function firstReaching(rising: Float64Array, level: number, from: number): number {
  let low = from, high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle] > level) high = middle;
    else low = middle + 1;
  }
  return low;
}
