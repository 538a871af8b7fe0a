import * as z from "zod";
import { type Day, monthOf } from "../calendar/mod.ts";
import { standingIn, tooEarly } from "../form/mod.ts";
import { regionShortName } from "../reference/mod.ts";
import { type Signal, SignalEvent, SignalFile } from "./signal.ts";

/** A signal that cannot be kept: a name is wrong, a text is unsafe, or the history forbids it. Reported in Swedish. */
export class SignalError extends Error {
  /** The name of the error. */
  override readonly name: string = "SignalError";
}

/** A signal as it stands on a day. */
export interface StandingSignal extends Signal {
  /** Its id. */
  readonly id: string;
  /** The region that gave it. */
  readonly region: string;
  /** The day it was given. */
  readonly lagd: Day;
  /** The day it was last changed; the day it was given when it never was. */
  readonly andrad: Day;
  /** Whether it is made up. */
  readonly syntetisk: boolean;
}

/**
 * Enters what happened to a signal last in its region's history (signalens historik).
 *
 * @param file The region's signals; not changed.
 * @param event What happened; names may be spelled in any accepted way.
 * @returns The signals with the event entered, checked.
 * @throws {SignalError} If a name or a text is refused (the nearest names are given), the day is before the last event,
 *   the id is taken, the signal is not there to be changed or withdrawn, its months are over, or it stands already.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { enterSignal, standingSignals } from "vantelage/cooperation";
 * const file = { region: "Region Värmland", syntetisk: true, handelser: [] };
 * const signal = { sjukhus: null, vardutbud: "knäprotes", slag: "behov", antal: 40, fran: "2024-05", till: "2024-08",
 *   villkor: { asa_hogst: 2 }, kontaktroll: "produktionsplanerare", galler_till: "2024-06-30" } as const;
 * const after = enterSignal(file, { id: "varmland-1", dag: "2024-04-02", handelse: "lagd", signal, skal: null });
 * assert.equal(standingSignals(after)[0].vardutbud, "Knäled protes");
 * ```
 */
export function enterSignal(file: SignalFile, event: SignalEvent): SignalFile {
  const early = tooEarly(file.handelser, event);
  if (early !== null) throw new SignalError(early);
  if (event.handelse === "andrad" || event.handelse === "aterkallad") standingSignal(file, event.id);
  else if (event.handelse === "lagd" && file.handelser.some(({ id }) => id === event.id)) {
    throw new SignalError(`Signalen ${event.id} finns redan.`);
  }
  const after = checkedSignals({ ...file, handelser: [...file.handelser, event] });
  refuseIdle(after, event);
  return after;
}

/**
 * The event that undoes what happened to a signal last (ångra): it says again what it said before. To undo that in turn
 * brings it back.
 *
 * @param file Its region's signals.
 * @param id Its id.
 * @param dag The day.
 * @returns The event, to be entered by {@linkcode enterSignal}.
 * @throws {SignalError} If nothing has happened to a signal of this id.
 *
 * @example A withdrawal that was a mistake
 * ```ts
 * import assert from "node:assert/strict";
 * import { enterSignal, standingSignals, undoneEvent } from "vantelage/cooperation";
 * const signal = { sjukhus: null, vardutbud: "Gallsten", slag: "behov", antal: 4, fran: "2024-05", till: "2024-08",
 *   villkor: {}, kontaktroll: "vårdlots", galler_till: "2024-06-30" } as const;
 * const id = "dalarna-1", dag = "2024-04-02";
 * const given = enterSignal({ region: "Region Dalarna", syntetisk: false, handelser: [] },
 *   { id, dag, handelse: "lagd", signal, skal: null });
 * const gone = enterSignal(given, { id, dag, handelse: "aterkallad", signal: null, skal: null });
 * assert.deepEqual(standingSignals(enterSignal(gone, undoneEvent(gone, id, dag))), standingSignals(given));
 * ```
 */
export function undoneEvent(file: SignalFile, id: string, dag: Day): SignalEvent {
  const own = file.handelser.filter((event) => event.id === id);
  if (own.length === 0) standingSignal(file, id);
  return { id, dag, handelse: "angrad", signal: own.at(-2)?.signal ?? null, skal: null };
}

/** Refuses a signal whose months are over, and one that says what another says that stands. */
function refuseIdle(file: SignalFile, { id, dag }: SignalEvent): void {
  const standing = standingSignals(file), entered = standing.find((signal) => signal.id === id);
  if (entered === undefined) return;
  if (entered.till < monthOf(dag)) {
    throw new SignalError(
      `Signalens månader är slut: den gäller till ${entered.till}, och dagen är ${dag}.`,
    );
  }
  const says = (signal: StandingSignal) =>
    JSON.stringify(Object.entries({ ...signal, id: "", lagd: "", andrad: "", galler_till: "" }).sort());
  const same = standing.find((signal) => signal.id !== id && says(signal) === says(entered));
  if (same !== undefined) {
    throw new SignalError(
      `Samma signal gäller redan: ${same.id}. Ändra den i stället, eller återkalla den först.`,
    );
  }
}

/**
 * A region's signals, checked (signalfil).
 *
 * @param data What a file holds, or what somebody has written.
 * @returns The signals, every name official.
 * @throws {SignalError} If it has not the form of {@linkcode SignalFile}; what is wrong is reported, one thing a line.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { checkedSignals } from "vantelage/cooperation";
 * assert.throws(() => checkedSignals({ region: "Dalarne", syntetisk: true, handelser: [] }), /Närmast: Region Dalarna/);
 * ```
 */
export function checkedSignals(data: unknown): SignalFile {
  const { data: file, error } = SignalFile.safeParse(data);
  if (error === undefined) return file;
  const told = error.issues.map(({ path, message }) => {
    const fields = path.filter((part) => typeof part === "string" && !["handelser", "signal"].includes(part));
    return fields.length === 0 ? message : `${fields.join(".")}: ${message}`;
  });
  throw new SignalError(`Signalen går inte att spara.\n${[...new Set(told)].join("\n")}`, {
    cause: z.prettifyError(error),
  });
}

/**
 * The signals that stand: given, perhaps changed, and not withdrawn (gällande signaler).
 *
 * @param file A region's signals.
 * @param asAt As they stood at the end of this day. @default the last event
 * @returns The signals in the order in which they were given; one that has run out of time stands until withdrawn.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { standingSignals } from "vantelage/cooperation";
 * assert.deepEqual(standingSignals({ region: "Region Dalarna", syntetisk: true, handelser: [] }), []);
 * ```
 */
export function standingSignals({ region, syntetisk, handelser }: SignalFile, asAt?: Day): StandingSignal[] {
  return standingIn(handelser, ({ signal }) => signal, asAt)
    .map(({ content, id, lagd, andrad }) => ({ ...content, id, region, syntetisk, lagd, andrad }));
}

/**
 * What a signal says now.
 *
 * @param file Its region's signals.
 * @param id Its id.
 * @returns The signal as it was last given.
 * @throws {SignalError} If it does not stand: never given, or withdrawn.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { standingSignal } from "vantelage/cooperation";
 * const none = { region: "Region Dalarna", syntetisk: true, handelser: [] };
 * assert.throws(() => standingSignal(none, "dalarna-1"), /Signalen dalarna-1 finns inte/);
 * ```
 */
export function standingSignal(file: SignalFile, id: string): Signal {
  const signal = file.handelser.findLast((event) => event.id === id)?.signal;
  if (signal) return signal;
  const there = standingSignals(file).map((standing) => standing.id).join(", ") || "inga";
  throw new SignalError(
    `Signalen ${id} ${
      signal === null ? "är återkallad" : "finns inte"
    }. Gällande i ${file.region}: ${there}.`,
  );
}

/**
 * The id that a region's next signal gets.
 *
 * @param file The region's signals.
 * @returns The region's short name in plain letters and the next number, "varmland-3".
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { nextSignalId } from "vantelage/cooperation";
 * assert.equal(nextSignalId({ region: "Region Örebro län", syntetisk: true, handelser: [] }), "orebro-1");
 * ```
 */
export function nextSignalId({ region, handelser }: SignalFile): string {
  const numbers = handelser.map(({ id }) => Number(id.slice(id.lastIndexOf("-") + 1)));
  return `${signalFileName(region)}-${Math.max(0, ...numbers) + 1}`;
}

/**
 * The name under which a region's signals are kept, without ending.
 *
 * @param region The region's official name.
 * @returns Its short name in plain letters.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { signalFileName } from "vantelage/cooperation";
 * assert.equal(signalFileName("Region Gävleborg"), "gavleborg");
 * ```
 */
export function signalFileName(region: string): string {
  return regionShortName(region).split(" ")[0].normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
