import type { Day } from "../calendar/mod.ts";
import { OwnDataError } from "./read_folder.ts";

/** Something that happened to one of the things whose history a file keeps; nothing is ever taken out. */
export interface HistoryEvent {
  /** Which thing. */
  readonly id: string;
  /** When. */
  readonly dag: Day;
  /** What happened; "angrad" undoes what happened to it last. */
  readonly handelse: string;
}

/** What stands of a thing on a day. */
export interface Standing<T> {
  /** Which thing. */
  readonly id: string;
  /** The day of its first event. */
  readonly lagd: Day;
  /** The day from which it says this. */
  readonly andrad: Day;
  /** What it says. */
  readonly content: T;
}

/**
 * What stands after the events of a history (det som gäller): the newest of each thing holds, and one that is undone says
 * again what it said before.
 *
 * @param events The events, oldest first.
 * @param saysOf What a thing says from an event on; `null` where it is taken back.
 * @param asAt As at the end of this day. @default the last event
 * @returns What stands, in the order in which it was first said.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { standingIn } from "vantelage/form";
 * const given = { id: "a", dag: "2024-04-02", handelse: "lagd", says: 1 };
 * const events = [given, { ...given, dag: "2024-04-03", handelse: "andrad", says: 2 }];
 * assert.deepEqual(standingIn(events, ({ says }) => says, "2024-04-02"),
 *   [{ id: "a", lagd: "2024-04-02", andrad: "2024-04-02", content: 1 }]);
 * ```
 */
export function standingIn<E extends HistoryEvent, T>(
  events: readonly E[],
  saysOf: (event: E) => T | null,
  asAt?: Day,
): Standing<T>[] {
  const standing = new Map<string, Standing<T>>(), given = new Map<string, Day>();
  const before = new Map<string, (Standing<T> | undefined)[]>();
  for (const event of events) {
    const { id, dag, handelse } = event, content = saysOf(event);
    if (asAt !== undefined && dag > asAt) break;
    const lagd = given.get(id) ?? dag, past = before.get(id) ?? [];
    given.set(id, lagd);
    const now = content === null
      ? undefined
      : handelse === "angrad" && past.at(-2) !== undefined
      ? past.at(-2)
      : { id, lagd, andrad: dag, content };
    before.set(id, [...past, now]);
    if (now === undefined) standing.delete(id);
    else standing.set(id, now);
  }
  return [...standing.values()];
}

/**
 * Why an event cannot come last in a history, in Swedish; `null` where it can.
 *
 * @param events The events before it.
 * @param event The event.
 */
export function tooEarly(events: readonly HistoryEvent[], event: HistoryEvent): string | null {
  const last = events.at(-1);
  return last === undefined || event.dag >= last.dag
    ? null
    : `Händelsen är daterad ${event.dag}, men historiken går redan till ${last.dag}.`;
}

/**
 * Why a history may not take the place of another, in Swedish; `null` where it goes on from it.
 *
 * @param after The events that are to be stored.
 * @param before Those that are stored.
 */
export function changesHistory(after: readonly unknown[], before: readonly unknown[] = []): string | null {
  return before.every((event, index) => JSON.stringify(event) === JSON.stringify(after[index]))
    ? null
    : "historiken ändras aldrig: de händelser som är sparade ska stå kvar först, oförändrade. Lägg en ny händelse sist";
}

/** Refuses one's own entry in a file of made-up ones: it would be marked as made up. */
export function refuseInvented(file: { readonly syntetisk: boolean }, what: string): void {
  if (!file.syntetisk) return;
  throw new OwnDataError(
    `${what} är påhittade exempel, och en egen uppgift bland dem skulle märkas som påhittad. Inget har ändrats. Lägg den i en mapp med egna uppgifter: --data MAPP`,
  );
}
