import { addMonths, type Month } from "../calendar/mod.ts";
import { GUARANTEE_DAYS } from "../indicators/mod.ts";
import type { CarePlace, Travel } from "../reference/mod.ts";
import { type Distance, distances, travelBetween } from "../reference/mod.ts";

/** A list of one vårdutbud at a place, as it stands before anybody is transferred. */
export interface TransferList extends CarePlace {
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** Who waits actively: contacts. */
  readonly vantande: number;
  /** Those of them who have waited over the limit: contacts. */
  readonly over: number;
  /** Their mean wait so far, days; `null` when nobody waits. */
  readonly medelvantan: number | null;
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
}

/** What two regions have agreed of one vårdutbud. */
export interface TransferContract {
  /** The region whose patients travel. */
  readonly fran: string;
  /** The region that operates them. */
  readonly till: string;
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** The fewest operations over all the months. */
  readonly minst: number;
  /** The most operations over all the months; `null` for no limit. */
  readonly hogst: number | null;
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
  /** Who accepts to travel; nobody accepts more than the longest way. @default ASSUMED_ACCEPTANCE */
  readonly acceptance?: readonly Acceptance[];
  /**
   * The largest share over the limit that a place may have and still receive, 0–1: its own limit, that it may not
   * pass. @default the share of all the lists of the vårdutbud together
   */
  readonly receiverShare?: number;
  /**
   * How many of a receiver's own patients each received one puts over the limit, 0–1. At 0 the free capacity is
   * wholly beside its own. @default {0}
   */
  readonly displacement?: number;
  /** Agreements that bind. @default none */
  readonly contracts?: readonly TransferContract[];
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
}

/** The rules with what is assumed where they say nothing. */
export function filledRules(rules: TransferRules): Required<Omit<TransferRules, "receiverShare">> {
  const filled = {
    limitDays: GUARANTEE_DAYS,
    smallestGroup: 5,
    acceptance: ASSUMED_ACCEPTANCE,
    displacement: 0,
    contracts: [],
    distances,
    ...rules,
  };
  const { smallestGroup, displacement, acceptance } = filled;
  if (!(Number.isInteger(smallestGroup) && smallestGroup >= 1)) {
    throw new RangeError(
      `Cannot propose transfers as smallestGroup must be a whole number >= 1: got ${smallestGroup}`,
    );
  }
  for (
    const [name, share] of [
      ["displacement", displacement],
      ...acceptance.map(({ andel }) => ["andel", andel]),
    ]
  ) {
    if (!(typeof share === "number" && share >= 0 && share <= 1)) {
      throw new RangeError(`Cannot propose transfers as ${name} must lie in 0–1: got ${share}`);
    }
  }
  return filled;
}

/** A pair of places between which operations of a vårdutbud may be moved. */
export interface TransferPair {
  readonly sender: TransferList;
  readonly receiver: CarePlace;
  readonly resa: Travel;
  /** The share that accepts the way. */
  readonly andel: number;
  /** The spans of months in which the receiver has the same room and no agreement has ended. */
  readonly spans: readonly TransferSpan[];
}

/** Months in a row with the same room, and the most that a pair can move in each of them. */
export interface TransferSpan {
  /** The months; fewer than there is room when too few may be moved to fill a smallest group in each. */
  readonly months: readonly Month[];
  /** The receiver's room in each month. */
  readonly plats: number;
  /** The most operations in each month. */
  readonly most: number;
}

/** What a place is told apart by. */
export const placeKey = ({ region, sjukhus }: CarePlace): string => `${region}|${sjukhus ?? ""}`;

/**
 * The pairs of one vårdutbud, in an order that does not depend on that of the rows. A place that has free capacity
 * sends nobody, and a region as a whole does not exchange with its own hospitals.
 */
export function transferPairs(problem: TransferProblem, vardutbud: string): TransferPair[] {
  const { lists, free, rules } = problem;
  const { months, smallestGroup, acceptance, contracts, distances } = filledRules(rules);
  const offered = free.filter((row) => row.vardutbud === vardutbud && row.antal > 0);
  const receivers = [...Map.groupBy(offered, placeKey)].sort(byKey);
  const senders = lists.filter((list) => list.vardutbud === vardutbud && list.over > 0)
    .filter((list) => !offered.some((row) => placeKey(row) === placeKey(list)))
    .map((list) => [placeKey(list), list] as const).sort(byKey);
  return senders.flatMap(([, sender]) =>
    receivers.flatMap(([, rows]): TransferPair[] => {
      const { region, sjukhus } = rows[0], receiver = { region, sjukhus };
      if (region === sender.region && (sjukhus === null || sender.sjukhus === null)) return [];
      const resa = travelBetween(sender, receiver, distances);
      if (resa === null) return [];
      const andel = Math.max(0, ...acceptance.filter(({ km }) => resa.km <= km).map((step) => step.andel));
      const agreed = contracts.filter((contract) => isBetween(contract, sender, receiver, vardutbud));
      const open = months.filter((manad) => agreed.every(({ slut }) => slut === null || manad <= slut));
      const total = Math.min(
        accepting(sender, andel),
        ownLimit(problem, receiver, vardutbud),
        ...agreed.map(({ hogst }) => hogst ?? Infinity),
      );
      const spans = spansOf(open, rows).flatMap(({ months, plats }) => {
        const kept = months.slice(0, Math.max(1, Math.floor(total / smallestGroup)));
        const most = Math.min(plats, Math.floor(total / kept.length));
        return most < smallestGroup ? [] : [{ months: kept, plats, most }];
      });
      return spans.length === 0 ? [] : [{ sender, receiver, resa, andel, spans }];
    })
  );
}

/** Months in a row in which the rows give the same room; months without room are in none. */
function spansOf(
  months: readonly Month[],
  rows: readonly FreeCapacity[],
): { months: Month[]; plats: number }[] {
  const spans: { months: Month[]; plats: number }[] = [];
  for (const manad of months) {
    const plats = rows.filter((row) => row.manad === manad).reduce((sum, { antal }) => sum + antal, 0);
    const last = spans.at(-1);
    if (last?.plats === plats && addMonths(last.months[last.months.length - 1], 1) === manad) {
      last.months.push(manad);
    } else spans.push({ months: [manad], plats });
  }
  return spans.filter(({ plats }) => plats > 0);
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => a < b ? -1 : 1;

/** Whether an agreement is about these places and this vårdutbud. */
export function isBetween(
  contract: TransferContract,
  from: CarePlace,
  to: CarePlace,
  vardutbud: string,
): boolean {
  return contract.fran === from.region && contract.till === to.region && contract.vardutbud === vardutbud;
}

/** How many a receiver may take before it passes its own limit; `Infinity` when nothing holds it back. */
export function ownLimit({ lists, rules }: TransferProblem, receiver: CarePlace, vardutbud: string): number {
  const same = lists.filter((list) => list.vardutbud === vardutbud);
  const own = same.find((list) => placeKey(list) === placeKey(receiver)) ??
    same.find((list) => list.region === receiver.region && list.sjukhus === null);
  if (own === undefined) return Infinity;
  const total = same.reduce((sum, list) => sum + list.vantande, 0);
  const share = rules.receiverShare ?? same.reduce((sum, list) => sum + list.over, 0) / Math.max(1, total);
  const room = share * own.vantande - own.over, { displacement } = filledRules(rules);
  if (room < 0) return 0;
  return displacement === 0 ? Infinity : Math.floor(room / displacement + 1e-9);
}

/** How many of a sender's patients accept at least this way. */
export function accepting(sender: TransferList, andel: number): number {
  return Math.floor(andel * sender.over + 1e-9);
}
