import { addMonths, type Month, monthName, monthRange } from "../../calendar/mod.ts";
import type { WaitCell } from "../../numeric/mod.ts";
import { flowsOfCells, type ListFlow, strikeBalance } from "../queueing/mod.ts";
import type { GivenDecisions, ProjectionCell } from "./calibrate.ts";
import { daysIn, FINEST, spreadOver, sumOf } from "./_compartments.ts";
import type { CountedMonth } from "./_profile.ts";

/** All that is known of a region: counted once, read from every month that something is forecast from. */
export interface RegionBook {
  readonly region: string;
  /** The months of each status that were delivered. */
  readonly delivered: Readonly<Record<FlowStatus, ReadonlySet<Month>>>;
  /** The months whose flows are known. */
  readonly months: readonly CountedMonth[];
  readonly lists: readonly ListBook[];
}

interface ListBook {
  readonly vardutbud: string | null;
  /** The months that have somebody on it, or operated from it. */
  readonly seen: ReadonlySet<Month>;
  readonly waiting: ReadonlyMap<Month, readonly WaitCell[]>;
  /** Those who wait, by finest band. */
  readonly counts: ReadonlyMap<Month, Float64Array>;
  readonly flows: readonly ListFlow[];
}

type FlowStatus = ProjectionCell["status"];

/** The books of some regions, in order. */
export function regionBooks(
  cells: readonly ProjectionCell[],
  given: readonly GivenDecisions[],
): RegionBook[] {
  return [...Map.groupBy(cells, ({ region }) => region)].sort(([a], [b]) => a < b ? -1 : 1)
    .map(([region, own]) => bookOf(region, own, given));
}

function bookOf(
  region: string,
  cells: readonly ProjectionCell[],
  given: readonly GivenDecisions[],
): RegionBook {
  const byStatus = Map.groupBy(cells, ({ status }) => status);
  const of = (status: FlowStatus) => Map.groupBy(byStatus.get(status) ?? [], ({ manad }) => manad);
  const waiting = of("vantande"), performed = of("genomforda");
  const after = spreadMonths(waiting), operated = spreadMonths(performed);
  const known = [...waiting.keys(), ...performed.keys()].sort(),
    first = known[0],
    last = known[known.length - 1];
  const span = { from: addMonths(first, 1), asAt: last };
  // A list that nobody waits on in a delivered month is empty, not missing.
  const empty = [...waiting.values(), ...performed.values()]
    .map(([{ manad, status }]) => ({ manad, status, lo: 0, hi: 0, antal: 0 }));
  return {
    region,
    delivered: { vantande: new Set(waiting.keys()), genomforda: new Set(performed.keys()) },
    months: monthRange(span.from, last).flatMap((manad) => {
      const start = after.get(addMonths(manad, -1)), end = after.get(manad), done = operated.get(manad);
      return start && end && done ? [{ manad, before: start, after: end, performed: done }] : [];
    }),
    lists: [...Map.groupBy(cells, ({ vardutbud }) => vardutbud)].map(([vardutbud, own]) => {
      const there = Map.groupBy(own.filter(({ status }) => status === "vantande"), ({ manad }) => manad);
      return {
        vardutbud,
        seen: new Set(own.map(({ manad }) => manad)),
        waiting: there,
        counts: spreadMonths(there),
        flows: withGiven(flowsOfCells([...own, ...empty], span).flows, given, { region, vardutbud }),
      };
    }).sort((a, b) => (a.vardutbud ?? "") < (b.vardutbud ?? "") ? -1 : 1),
  };
}

function spreadMonths(cells: ReadonlyMap<Month, readonly WaitCell[]>): Map<Month, Float64Array> {
  return new Map([...cells].map(([manad, there]) => [manad, spreadOver(there, FINEST)]));
}

/** A region's months whose flows are known, oldest first. */
export interface RegionHistory {
  readonly region: string;
  /** Whether the list at the end of the last month is known. */
  readonly current: boolean;
  /** The deliveries that are lacking, in Swedish, the latest first. */
  readonly lacking: readonly string[];
  readonly months: readonly CountedMonth[];
  readonly lists: readonly ListHistory[];
}

/** A list's months. */
export interface ListHistory extends Pick<ListBook, "vardutbud" | "waiting" | "counts"> {
  readonly flows: readonly ListFlow[];
}

/** What the book says of the flows of some months; `null` where the region has nothing in them. */
export function historyOf(
  book: RegionBook,
  { from, asAt }: { readonly from: Month; readonly asAt: Month },
): RegionHistory | null {
  const { region, delivered } = book, before = addMonths(from, -1);
  const within = (manad: Month) => manad >= from && manad <= asAt;
  const lists = book.lists.filter(({ seen }) => [...seen].some((manad) => manad >= before && manad <= asAt));
  if (lists.length === 0) return null;
  return {
    region,
    current: delivered.vantande.has(asAt),
    lacking: monthRange(from, asAt).toReversed().flatMap((manad) => [
      ...(delivered.genomforda.has(manad) ? [] : [`genomförda i ${monthName(manad)}`]),
      ...(delivered.vantande.has(addMonths(manad, -1))
        ? []
        : [`väntande i ${monthName(addMonths(manad, -1))}`]),
    ]),
    months: book.months.filter(({ manad }) => within(manad)),
    lists: lists.map((list) => ({
      ...list,
      flows: conserved(list.flows.filter(({ manad }) => within(manad))),
    })),
  };
}

/** The flows with delivered decisions in the place of those that follow from the list. */
function withGiven(
  flows: readonly ListFlow[],
  given: readonly GivenDecisions[],
  list: { region: string; vardutbud: string | null },
): readonly ListFlow[] {
  const own = new Map(
    given.filter(({ region, vardutbud }) => region === list.region && vardutbud === list.vardutbud)
      .map(({ manad, antal }) => [manad, antal]),
  );
  return flows.map((flow) => {
    const antal = own.get(flow.manad);
    return antal === undefined
      ? flow
      : strikeBalance({ ...flow, decisions: { value: antal, low: antal, high: antal } });
  });
}

/**
 * The flows with every month's balance struck. Bands say the decisions of a single month badly, but their sum well: so
 * what is unexplained in all months together is what left (as many a day as there are on the list) or came, and each
 * month's decisions are what then remains.
 */
function conserved(flows: readonly ListFlow[]): ListFlow[] {
  const unseen = sumOf(flows.map(({ rest }) => rest.value));
  const listDays = flows.map(({ manad, start, end }) => (start + end) / 2 * daysIn(manad)),
    all = sumOf(listDays);
  return flows.map((flow, index) => {
    const left = unseen < 0 && all > 0 ? unseen * listDays[index] / all : 0;
    const value = Math.max(0, flow.decisions.value + flow.rest.value - left);
    return strikeBalance({ ...flow, decisions: { value, low: value, high: value } });
  });
}
