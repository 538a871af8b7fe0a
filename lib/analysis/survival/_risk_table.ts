import type { ExitCell, Outcome } from "./exit_cell.ts";

/** What happens on one day of waiting. Contacts, or their weight. */
export interface RiskDay {
  readonly days: number;
  /** Who could leave on that day: entered before it and did not leave before it. */
  readonly atRisk: number;
  /** Those of them who would have been seen to leave without an operation. */
  readonly atRiskOfWithdrawal: number;
  readonly operated: number;
  readonly withdrawn: number;
  readonly waiting: number;
}

/**
 * Every day on which somebody leaves or is last seen, in order. Who is last seen waiting on a day was still at risk
 * when others left on it. `alsoDays` adds days on which nobody does.
 */
export function riskTable(cells: readonly ExitCell[], alsoDays: Iterable<number> = []): RiskDay[] {
  const exits = new Map<number, Record<Outcome, number>>();
  const entries = new Map<number, number>(), withdrawalEntries = new Map<number, number>();
  const exitsOn = (day: number): Record<Outcome, number> => {
    let exit = exits.get(day);
    if (!exit) exits.set(day, exit = { operated: 0, withdrawn: 0, waiting: 0 });
    return exit;
  };
  for (const cell of cells) {
    checkCell(cell);
    const { lo, hi, antal, outcome, entryDays } = cell;
    if (antal === 0) continue;
    if (lo !== hi) {
      throw new RangeError(
        `Cannot compute the curve as each cell must hold one day (for bands there are bounds): got ${lo}–${
          hi ?? ""
        }`,
      );
    }
    exitsOn(lo)[outcome] += antal;
    if (entryDays !== undefined) entries.set(entryDays, (entries.get(entryDays) ?? 0) + antal);
    const seenFrom = cell.withdrawalEntryDays ?? entryDays;
    if (seenFrom !== undefined) {
      // Operated or last seen before anybody looked: never among those who would have been seen to leave.
      const from = Math.min(seenFrom, lo);
      withdrawalEntries.set(from, (withdrawalEntries.get(from) ?? 0) + antal);
    }
  }
  for (const day of alsoDays) exitsOn(day);
  const days = [...exits.keys()].sort((a, b) => b - a);
  const [entered, enteredSeen] = [entries, withdrawalEntries].map((days) =>
    [...days].sort(([a], [b]) => b - a)
  );
  // from the last day backwards, so that the last who leave are exactly the last at risk, whatever the weights
  let atRisk = 0, next = 0, seen = 0, nextSeen = 0;
  return days.map((day) => {
    const { operated, withdrawn, waiting } = exitsOn(day);
    atRisk += operated + withdrawn + waiting;
    seen += operated + withdrawn + waiting;
    for (; next < entered.length && entered[next][0] >= day; next++) atRisk -= entered[next][1];
    for (; nextSeen < enteredSeen.length && enteredSeen[nextSeen][0] >= day; nextSeen++) {
      seen -= enteredSeen[nextSeen][1];
    }
    return { days: day, atRisk, atRiskOfWithdrawal: seen, operated, withdrawn, waiting };
  }).reverse();
}

/** Throws unless the cell makes sense. */
export function checkCell({ lo, antal, entryDays, withdrawalEntryDays, outcome }: ExitCell): void {
  if (!(lo >= 0 && lo < Infinity)) {
    throw new RangeError(`Cannot use the cell as its days must be >= 0: got ${lo}`);
  }
  if (!(antal >= 0 && antal < Infinity)) {
    throw new RangeError(`Cannot use the cell as antal must be a number >= 0: got ${antal}`);
  }
  if (entryDays !== undefined && !(entryDays < lo)) {
    throw new RangeError(
      `Cannot use the cell as it must be seen from before its wait ended: got entryDays ${entryDays}, days ${lo}`,
    );
  }
  if (withdrawalEntryDays !== undefined && outcome === "withdrawn" && !(withdrawalEntryDays < lo)) {
    throw new RangeError(
      `Cannot use the cell as who left must have been seen before: got withdrawalEntryDays ${withdrawalEntryDays}, days ${lo}`,
    );
  }
}

/** Curves that end before a day, as all who were followed from so early had left on it while others came in later. */
export interface Undetermined {
  /**
   * Where all who were followed from early had left while others are followed only from later: the day on which they
   * left, or on which the first of the last nine of them did; else `null`. The curve is not determined from this day on.
   */
  readonly brokenAt: number | null;
}

/** With fewer followed from early, who will all have left before others enter, what they do is chance. */
const FEW = 10;

/** The days before the risk set empties too early, or comes to be a few who will all leave, and the day on which it does. */
export function determinedDays(
  table: readonly RiskDay[],
  events: readonly ("operated" | "withdrawn")[],
): { days: readonly RiskDay[]; lastDays: number | null } & Undetermined {
  const end = table.findIndex((day, index) =>
    index < table.length - 1 && day.atRisk > 0 &&
    events.reduce((sum, event) => sum + day[event], 0) >= day.atRisk
  );
  if (end === -1) return { days: table, lastDays: table.at(-1)?.days ?? null, brokenAt: null };
  const few = table.findIndex((day) => day.atRisk < FEW && day.operated + day.withdrawn > 0);
  const last = few === -1 ? end : Math.min(few, end), brokenAt = table[last].days;
  return { days: table.slice(0, last), lastDays: brokenAt === 0 ? null : brokenAt - 1, brokenAt };
}

/** Why nothing is known from the day on which a curve ends too early. */
export function brokenReason(days: number): string {
  return `De få som har följts från så tidigt lämnade listan från dag ${days}, och andra följs först från senare, så andelen ` +
    "kan inte bestämmas";
}
