import { flowsOfCells, walkList } from "../analysis/queueing/mod.ts";
import { addMonths, type Month, monthRange } from "../calendar/mod.ts";
import { activelyWaiting } from "../indicators/mod.ts";
import { type Computed, countBetween } from "../numeric/mod.ts";
import type { CarePlace } from "../reference/mod.ts";
import type { CapacityCell } from "./capacity.ts";
import { filledRules, ownList, type Transfer, type TransferProblem } from "./transfer_problem.ts";

/** Over the limit on a list when the last month is over, with and without the transfers; need not be whole. */
export interface CourseEnd {
  /** Without them. */
  readonly utan: number;
  /** With them. */
  readonly med: number;
}

/** What becomes of a list that moves while it is helped. */
export interface TransferCourse extends CarePlace {
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** Its end; a reason where a month of its history lacks a delivery. */
  readonly slut: Computed<CourseEnd>;
}

/** Options for {@linkcode transferCourse}. */
export interface TransferCourseOptions {
  /** The last month of the cells. */
  readonly asAt: Month;
}

/** Days of a compartment: a mean month. */
const MONTH_DAYS = 365.2425 / 12;

/** Compartments of a month each, the last for all who have waited longer. */
const COMPARTMENTS = 25;

/**
 * What becomes of the lists that transfers are about, while new come, people are operated, leave and age (listor som rör
 * sig): month by month to the last of the transfers' months, with and without them.
 *
 * People stand in compartments by months waited, one of whose edges is the limit. Of a year: the new a month, the
 * operations a month, and for each compartment the share that leaves and the chance of an operation
 * ({@linkcode walkList}). Those transferred are taken from the sender's longest waits; a receiver whose room is computed
 * does as many fewer of its own. The season is not in it: each month is a mean month. Source: NHS BNSSG Analytics, NHSRtt.
 *
 * @param problem The lists and rules.
 * @param transfers The transfers.
 * @param cells Cells of thirteen months of everybody who waits actively and was operated, by region and vårdutbud.
 * @param options The last month.
 * @returns A row for each list that the transfers are about, in the lists' order.
 *
 * @example Without transfers no list is asked about
 * ```ts
 * import assert from "node:assert/strict";
 * import { transferCourse } from "vantelage/cooperation";
 * assert.deepEqual(transferCourse({ lists: [], free: [], rules: { months: ["2024-06"] } }, [], [], { asAt: "2024-04" }), []);
 * ```
 */
export function transferCourse(
  problem: TransferProblem,
  transfers: readonly Transfer[],
  cells: readonly CapacityCell[],
  options: TransferCourseOptions,
): TransferCourse[] {
  const { asAt } = options, { limitDays, months } = filledRules(problem.rules);
  const last = months.at(-1);
  if (last === undefined) return [];
  const byList = Map.groupBy(
    [...activelyWaiting(cells), ...cells.filter(({ status }) => status === "genomforda")],
    ({ region, vardutbud }) => `${region}|${vardutbud}`,
  );
  return problem.lists.flatMap((list): TransferCourse[] => {
    const at = (place: (transfer: Transfer) => CarePlace) =>
      transfers.filter((row) => ownList(problem, place(row), row.vardutbud) === list);
    const sent = at(({ fran }) => fran), received = at(({ till }) => till);
    if (sent.length + received.length === 0) return [];
    const { region, sjukhus, vardutbud } = list;
    const learnt = learn(byList.get(`${region}|${vardutbud}`) ?? [], { asAt, limitDays });
    if (learnt.value === null) return [{ region, sjukhus, vardutbud, slut: learnt }];
    const course = (isHelped: boolean) =>
      walk(learnt.value, monthRange(addMonths(asAt, 1), last), (manad) => {
        const sum = (rows: readonly Transfer[]) =>
          rows.reduce((all, row) => row.manad === manad ? all + row.antal : all, 0);
        return isHelped
          ? { sent: sum(sent), received: sum(received.filter(({ kalla }) => kalla === "beräknad")) }
          : { sent: 0, received: 0 };
      });
    return [{ region, sjukhus, vardutbud, slut: { value: { utan: course(false), med: course(true) } } }];
  });
}

/** How a list has moved in a year, by compartment. */
interface Movement {
  readonly waiting: readonly number[];
  readonly additions: number;
  readonly operations: number;
  readonly leaving: readonly number[];
  readonly chances: readonly number[];
  /** The first compartment over the limit. */
  readonly over: number;
}

function learn(
  cells: readonly CapacityCell[],
  { asAt, limitDays }: { asAt: Month; limitDays: number },
): Computed<Movement> {
  const { flows, missing } = flowsOfCells(cells, { from: addMonths(asAt, -11), asAt });
  if (missing.length > 0) return { value: null, reason: missing[0].reason };
  const over = Math.max(1, Math.round(limitDays / MONTH_DAYS));
  const edges = Array.from(
    { length: COMPARTMENTS },
    (_, k) => k === 0 ? 0 : limitDays + 1 + Math.round((k - over) * MONTH_DAYS),
  );
  const groups = Map.groupBy(cells, ({ status, manad }) => `${status} ${manad}`);
  const parts = (status: "vantande" | "genomforda", manad: Month) =>
    edges.map((lo, k) =>
      countBetween(groups.get(`${status} ${manad}`) ?? [], lo, k + 1 < edges.length ? edges[k + 1] - 1 : null)
        .value
    );
  const inflow = edges.map(() => 0), operated = edges.map(() => 0), stayed = edges.map(() => 0);
  for (const { manad, decisions } of flows) {
    const before = parts("vantande", addMonths(manad, -1)), after = parts("vantande", manad);
    const performed = parts("genomforda", manad);
    edges.forEach((_, k) => {
      inflow[k] += (k === 0 ? decisions.value : before[k - 1]) + (k === edges.length - 1 ? before[k] : 0);
      operated[k] += performed[k];
      stayed[k] += after[k];
    });
  }
  const share = (part: number, k: number) => inflow[k] > 0 ? part / inflow[k] : 0;
  return {
    value: {
      waiting: parts("vantande", asAt),
      additions: inflow[0] / flows.length,
      operations: operated.reduce((sum, each) => sum + each, 0) / flows.length,
      leaving: edges.map((_, k) => Math.min(1, share(inflow[k] - operated[k] - stayed[k], k))),
      chances: edges.map((_, k) => share(operated[k], k)),
      over,
    },
  };
}

/** Who is over the limit when the months have passed. */
function walk(
  { waiting: start, additions, operations, leaving, chances, over }: Movement,
  months: readonly Month[],
  changed: (manad: Month) => { sent: number; received: number },
): number {
  let waiting = start;
  for (const manad of months) {
    const { sent, received } = changed(manad);
    const [next] = walkList({
      waiting,
      additions: [additions],
      operations: [Math.max(0, operations - received)],
      ...{ leaving, chances, surplus: "longest_first" },
    });
    let left = sent;
    waiting = next.waiting.toReversed().map((count) => {
      const taken = Math.min(count, left);
      left -= taken;
      return count - taken;
    }).toReversed();
  }
  return waiting.slice(over).reduce((sum, count) => sum + count, 0);
}
