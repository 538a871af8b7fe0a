import type { Month } from "../calendar/mod.ts";
import { GUARANTEE_DAYS } from "../indicators/mod.ts";
import type { CarePlace, Travel } from "../reference/mod.ts";
import { type Distance, distances, travelBetween } from "../reference/mod.ts";
import type { SignalConditions } from "./signal.ts";
import { type AgeCount, ASSUMED_SUITABILITY, type Suitability, suitableShare } from "./suitability.ts";

/** A list of one vårdutbud at a place, as it stands before anybody is transferred. */
export interface TransferList extends CarePlace {
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** Who waits actively: contacts. */
  readonly vantande: number;
  /** Those of them who have waited over the limit: contacts. */
  readonly over: number;
  /**
   * Those of `over` who have waited over a year or whose medicinskt måldatum has passed: contacts. They go first of those who
   * are moved. @default {0}
   */
  readonly lange?: number;
  /** Their mean wait so far, days; `null` when nobody waits. */
  readonly medelvantan: number | null;
  /** The ages of those over the limit, where the deliveries say them. */
  readonly aldrar?: readonly AgeCount[];
  /** Whether its region has signalled that it needs help. @default {false} */
  readonly behov?: boolean;
}

/** Operations that a place can do for others in a month, beside its own. */
export interface FreeCapacity extends CarePlace {
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** The month. */
  readonly manad: Month;
  /** Operations. */
  readonly antal: number;
  /** What it is known from: the place has signalled it, or its flows show it. */
  readonly kalla: "signal" | "beräknad";
  /** Whom it takes. @default anybody */
  readonly villkor?: SignalConditions;
  /**
   * How many of the place's own patients each received one puts over the limit, 0–1.
   * @default the rules' displacement
   */
  readonly undantrangning?: number;
}

/**
 * What regions have agreed (avtal). Between places that an agreement is about, operations are moved only in months that
 * one of them covers, and all that it covers share its numbers. Places without an agreement may exchange freely.
 */
export interface TransferContract {
  /** What the regions call it. */
  readonly namn: string;
  /** The regions whose patients travel. */
  readonly kopare: readonly string[];
  /** Where they are operated: a hospital, or all of a region. */
  readonly till: CarePlace;
  /** The vårdutbud. */
  readonly vardutbud: readonly string[];
  /** The fewest operations over its months, all buyers and vårdutbud together. */
  readonly minst: number;
  /** The most operations likewise; `null` for no limit. */
  readonly hogst: number | null;
  /** The first month; `null` when it has begun. */
  readonly start: Month | null;
  /** The last month; `null` when it does not end. */
  readonly slut: Month | null;
}

/** A share of those who wait accepts a way up to so many kilometres. */
export interface Acceptance {
  /** One way, km. */
  readonly km: number;
  /** The share that accepts it, 0–1. */
  readonly andel: number;
}

/** How many accept to travel (resvilja), by distance. An assumption: nothing here has measured it. */
export const ASSUMED_ACCEPTANCE: readonly Acceptance[] = [
  { km: 50, andel: 0.8 },
  { km: 100, andel: 0.6 },
  { km: 150, andel: 0.5 },
  { km: 200, andel: 0.4 },
  { km: 300, andel: 0.2 },
];

/** What a proposal has to keep to. */
export interface TransferRules {
  /** The months in which operations may be moved, in order. */
  readonly months: readonly Month[];
  /** The limit that `over` was counted by, whole days. @default {90} */
  readonly limitDays?: number;
  /** The smallest group that is worth while: operations a month between two places. @default {5} */
  readonly smallestGroup?: number;
  /** The fewest operations over all the months that are worth an agreement between two places. @default {10} */
  readonly smallestSum?: number;
  /**
   * How much more it weighs to operate somebody of a list's `lange` than another over the limit, >= 0: at 0.5 two of them
   * weigh as three others. @default {0.5}
   */
  readonly longWeight?: number;
  /** Who accepts to travel; nobody accepts more than the longest way. @default ASSUMED_ACCEPTANCE */
  readonly acceptance?: readonly Acceptance[];
  /**
   * The largest share over the limit that a place may have and still receive, 0–1: its own limit, that it may not
   * pass. @default the share of all the lists of the vårdutbud together
   */
  readonly receiverShare?: number;
  /**
   * The largest difference between regions' shares over the limit that the proposals should leave, 0–1, by vårdutbud: it goes
   * before the fewest over the limit. Where it cannot be kept it is passed by as little as possible. @default none
   */
  readonly mostDifference?: Readonly<Record<string, number>>;
  /**
   * How many of a receiver's own patients each received one puts over the limit, 0–1, where the capacity itself does
   * not say. At 0 the free capacity is wholly beside its own. @default {0}
   */
  readonly displacement?: number;
  /** Agreements that bind. @default none */
  readonly contracts?: readonly TransferContract[];
  /** How many of a list meet the conditions of an offer, where the deliveries do not report. @default ASSUMED_SUITABILITY */
  readonly suitability?: Suitability;
  /** Measured ways. @default distances of lib/reference */
  readonly distances?: readonly Distance[];
}

/** Who waits, who can receive, and what has to be kept to. */
export interface TransferProblem {
  /** Lists; a place is there once for a vårdutbud. */
  readonly lists: readonly TransferList[];
  /** Free capacity. */
  readonly free: readonly FreeCapacity[];
  /** What has to be kept to. */
  readonly rules: TransferRules;
}

/** Operations moved from one place to another in a month. */
export interface Transfer {
  /** Where the patients wait. */
  readonly fran: CarePlace;
  /** Where they are operated. */
  readonly till: CarePlace;
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** The month. */
  readonly manad: Month;
  /** Operations, > 0. */
  readonly antal: number;
  /** The way between the places. */
  readonly resa: Travel;
  /** Whom the receiver takes. */
  readonly villkor: SignalConditions;
  /** Whether the receiver has signalled its room, or its flows show it. */
  readonly kalla: FreeCapacity["kalla"];
  /** How many of the receiver's own each operation puts over the limit, 0–1. */
  readonly undantrangning: number;
}

/** The rules with what is assumed where they say nothing. */
export function filledRules(rules: TransferRules): Required<Omit<TransferRules, "receiverShare">> {
  const filled = {
    limitDays: GUARANTEE_DAYS,
    smallestGroup: 5,
    smallestSum: 10,
    acceptance: ASSUMED_ACCEPTANCE,
    displacement: 0,
    longWeight: 0.5,
    mostDifference: {},
    contracts: [],
    suitability: ASSUMED_SUITABILITY,
    distances,
    ...rules,
  };
  const { smallestGroup, smallestSum, displacement, acceptance, longWeight } = filled;
  if (!(longWeight >= 0 && longWeight < Infinity)) {
    throw new RangeError(`Cannot propose transfers as longWeight must be a number >= 0: got ${longWeight}`);
  }
  for (const [name, least] of Object.entries({ smallestGroup, smallestSum })) {
    if (!(Number.isInteger(least) && least >= 1)) {
      throw new RangeError(`Cannot propose transfers as ${name} must be a whole number >= 1: got ${least}`);
    }
  }
  for (
    const [name, share] of [
      ["displacement", displacement],
      ...acceptance.map(({ andel }) => ["andel", andel]),
      ...Object.values(filled.mostDifference).map((most) => ["mostDifference", most]),
    ]
  ) {
    if (!(typeof share === "number" && share >= 0 && share <= 1)) {
      throw new RangeError(`Cannot propose transfers as ${name} must lie in 0–1: got ${share}`);
    }
  }
  return filled;
}

/** Room at a place for patients that meet the same conditions. */
export interface TransferOffer extends Pick<Transfer, "villkor" | "kalla" | "undantrangning"> {
  readonly place: CarePlace;
  /** Operations in each month with room, in order. */
  readonly months: readonly { readonly manad: Month; readonly plats: number }[];
}

/** A list and an offer between which operations of a vårdutbud may be moved. */
export interface TransferPair {
  readonly sender: TransferList;
  readonly offer: TransferOffer;
  readonly resa: Travel;
  /** The share of the list that accepts the way and meets the offer's conditions. */
  readonly andel: number;
  /** The months in which operations may be moved. */
  readonly months: readonly Month[];
}

/** What a place is distinguished by. */
export const placeKey = ({ region, sjukhus }: CarePlace): string => `${region}|${sjukhus ?? ""}`;

/** The offers of one vårdutbud, in an order that does not depend on that of the rows. */
export function transferOffers({ free, rules }: TransferProblem, vardutbud: string): TransferOffer[] {
  const { months, displacement } = filledRules(rules);
  const rows = free.filter((row) => row.vardutbud === vardutbud && row.antal > 0);
  const conditions = ({ villkor = {} }: FreeCapacity) => JSON.stringify(Object.entries(villkor).sort());
  const pushed = ({ undantrangning = displacement }: FreeCapacity) => undantrangning;
  const key = (row: FreeCapacity) => [placeKey(row), row.kalla, conditions(row), pushed(row)].join("|");
  return [...Map.groupBy(rows, key)].sort(byKey).map(([, own]): TransferOffer => {
    const [{ region, sjukhus, kalla, villkor = {} }] = own;
    return {
      place: { region, sjukhus },
      kalla,
      villkor,
      undantrangning: pushed(own[0]),
      months: months.map((manad) => ({
        manad,
        plats: own.reduce((sum, row) => row.manad === manad ? sum + row.antal : sum, 0),
      })).filter(({ plats }) => plats > 0),
    };
  });
}

/**
 * The pairs of one vårdutbud, in an order that does not depend on that of the rows. A list whose own place, or a
 * hospital of whose region, has free capacity sends nobody: its patients would come first there.
 */
export function transferPairs(problem: TransferProblem, vardutbud: string): TransferPair[] {
  const { lists, rules } = problem;
  const { smallestGroup, smallestSum, acceptance, contracts, suitability, distances } = filledRules(rules);
  const offers = transferOffers(problem, vardutbud);
  const senders = lists.filter((list) => list.vardutbud === vardutbud && list.over > 0)
    .filter((list) => !offers.some(({ place }) => isOwn(list, place)))
    .map((list) => [placeKey(list), list] as const).sort(byKey);
  return senders.flatMap(([, sender]) =>
    offers.flatMap((offer): TransferPair[] => {
      const { place, villkor } = offer;
      if (place.region === sender.region && (place.sjukhus === null || sender.sjukhus === null)) return [];
      const resa = travelBetween(sender, place, distances);
      if (resa === null) return [];
      const accepted = Math.max(0, ...acceptance.filter(({ km }) => resa.km <= km).map((step) => step.andel));
      const andel = accepted * suitableShare(villkor, sender.aldrar, suitability).andel;
      const agreed = contracts.filter((contract) => isBetween(contract, sender, place, vardutbud));
      const months = offer.months.filter(({ manad, plats }) =>
        plats >= smallestGroup &&
        (agreed.length === 0 || agreed.some((contract) => isDuring(contract, manad)))
      ).map(({ manad }) => manad);
      const enough = accepting(sender, andel) >= Math.max(smallestGroup, smallestSum);
      return months.length === 0 || !enough ? [] : [{ sender, offer, resa, andel, months }];
    })
  );
}

/** Whether a place is a list's own: the same, or a part of its region when the list is the whole region's. */
function isOwn(list: CarePlace, place: CarePlace): boolean {
  return placeKey(list) === placeKey(place) || (list.sjukhus === null && list.region === place.region);
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => a < b ? -1 : 1;

/** Whether an agreement is about these places and this vårdutbud. */
export function isBetween(
  { kopare, till, vardutbud }: TransferContract,
  from: CarePlace,
  to: CarePlace,
  offering: string,
): boolean {
  return kopare.includes(from.region) && till.region === to.region &&
    (till.sjukhus === null || till.sjukhus === to.sjukhus) && vardutbud.includes(offering);
}

/** Whether an agreement covers a month. */
export function isDuring({ start, slut }: TransferContract, manad: Month): boolean {
  return (start === null || start <= manad) && (slut === null || manad <= slut);
}

/** The list that what a place does for others falls on: its own, or else its region's; `undefined` without one. */
export function ownList(
  { lists }: Pick<TransferProblem, "lists">,
  place: CarePlace,
  vardutbud: string,
): TransferList | undefined {
  const same = lists.filter((list) => list.vardutbud === vardutbud && list.region === place.region);
  return same.find(({ sjukhus }) => sjukhus === place.sjukhus) ??
    same.find(({ sjukhus }) => sjukhus === null);
}

/** How many of its own patients a list may get over the limit before it passes its own limit; below 0 it has. */
export function ownLimit({ lists, rules }: TransferProblem, list: TransferList): number {
  const same = lists.filter(({ vardutbud }) => vardutbud === list.vardutbud);
  const total = same.reduce((sum, { vantande }) => sum + vantande, 0);
  const share = rules.receiverShare ?? same.reduce((sum, { over }) => sum + over, 0) / Math.max(1, total);
  const room = share * list.vantande - list.over;
  return Math.abs(room) < 1e-9 ? 0 : room;
}

/** How many of a sender's patients accept the way and meet the conditions. */
export function accepting(sender: TransferList, andel: number): number {
  return Math.floor(andel * sender.over + 1e-9);
}
