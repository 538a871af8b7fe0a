import { type Computed, normalQuantile } from "../../numeric/mod.ts";
import { aalenJohansen, type ExitCurves, exitsAfter } from "./aalen_johansen.ts";
import { type DatedWait, exitsInWindow, type Window } from "./exits_in_window.ts";

/** Options for {@linkcode exitsByMix}. */
export interface ExitsByMixOptions<W> {
  /** The window in which the lists are watched. */
  readonly window: Window;
  /** The name of a contact's list. */
  readonly by: (wait: W) => string;
  /** The kind of a contact: its vårdutbud. */
  readonly kind: (wait: W) => string;
  /** The days within which somebody shall have been operated. @default {90} */
  readonly days?: number;
  /** How sure the interval is, in (0, 1). @default {0.95} */
  readonly level?: number;
}

/** The share operated of those who join a list, had it the mix of all lists. */
export interface MixedExits {
  /** The share, 0–1. */
  readonly value: number;
  /** The lower end of its interval. */
  readonly low: number;
  /** The upper end. */
  readonly high: number;
}

/** A list's share operated, with the case mix of all. */
export interface ExitsByMixRow {
  /** The list. */
  readonly name: string;
  /** The share operated in time, had the list the mix of all; a reason where too little of the mix is known there. */
  readonly operated: Computed<MixedExits>;
  /** The share operated with the list's own mix, 0–1. */
  readonly own: Computed;
  /** How much of the common mix is kinds whose share can be determined on this list, 0–1. */
  readonly known: number;
  /** The kinds whose share cannot be determined there, each with the reason in Swedish; those nobody joins are among them. */
  readonly lacking: readonly { readonly kind: string; readonly reason: string }[];
}

/**
 * How many of those who join a list today are operated in time, had each list the same mix (andel opererade i tid, med
 * samma blandning): direct standardisation, so that lists can be compared with one another.
 *
 * Formula: Σ wₖ Fₖ(days) / Σ wₖ over the kinds known on the list, with wₖ the kind's share of all who joined any list in
 * the window and Fₖ {@linkcode aalenJohansen}'s share operated; variance Σ wₖ² vₖ / (Σ wₖ)². Less than nine tenths of the mix
 * known gives no answer: what is left would be another question. Source: K. J. Rothman et al., Modern Epidemiology, 2008,
 * chapter 3.
 *
 * @param waits Contacts of all lists, in any order.
 * @param options The window, what distinguishes lists and kinds, and the days.
 * @returns A row for each list, by name.
 *
 * @example Both kinds are operated alike on both lists; only their mix differs
 * ```ts
 * import assert from "node:assert/strict";
 * import { exitsByMix } from "vantelage";
 * const wait = (lista: string, slag: string, left: string, count: number) =>
 *   Array.from({ length: count }, () => ({ lista, slag, decided: "2024-01-01", left, exit: "operated" } as const));
 * const waits = [...wait("A", "kort", "2024-02-01", 30), ...wait("A", "lång", "2024-06-01", 10),
 *   ...wait("B", "kort", "2024-02-01", 10), ...wait("B", "lång", "2024-06-01", 30)];
 * const rows = exitsByMix(waits, { window: { from: "2024-01-01", to: "2024-12-31" }, by: ({ lista }) => lista,
 *   kind: ({ slag }) => slag });
 * assert.deepEqual(rows.map(({ operated }) => operated.value?.value), [0.5, 0.5]);
 * ```
 */
export function exitsByMix<W extends DatedWait>(
  waits: readonly W[],
  options: ExitsByMixOptions<W>,
): ExitsByMixRow[] {
  const { window, by, kind, days = 90, level = 0.95 } = options;
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`Cannot make an interval as level must lie in (0, 1): got ${level}`);
  }
  const joined = waits.filter(({ decided }) => decided >= window.from && decided <= window.to);
  const weights = new Map(
    [...Map.groupBy(joined, kind)].map(([name, own]) => [name, own.length / joined.length]),
  );
  const z = normalQuantile((1 + level) / 2);
  return [...Map.groupBy(waits, by)].map(([name, list]): ExitsByMixRow => {
    const kinds = Map.groupBy(list, kind), lacking: { kind: string; reason: string }[] = [];
    let known = 0, sum = 0, variance = 0;
    for (const [kind, weight] of weights) {
      const found = shareOf(aalenJohansen(exitsInWindow(kinds.get(kind) ?? [], window)), days);
      if (found.value === null) lacking.push({ kind, reason: found.reason });
      else {
        known += weight;
        sum += weight * found.value.share;
        variance += (weight * found.value.standardError) ** 2;
      }
    }
    const all = shareOf(aalenJohansen(exitsInWindow(list, window)), days);
    const value = sum / known, reach = z * Math.sqrt(variance) / known;
    return {
      name,
      own: all.value === null ? all : { value: all.value.share },
      known,
      lacking,
      operated: known >= ENOUGH
        ? { value: { value, low: Math.max(0, value - reach), high: Math.min(1, value + reach) } }
        : { value: null, reason: `Bara ${Math.round(100 * known)} procent av blandningen kan bestämmas här` },
    };
  }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** So much of the mix has to be known. */
const ENOUGH = 0.9;

function shareOf(curves: ExitCurves, days: number): Computed<{ share: number; standardError: number }> {
  if (curves.contacts === 0) return { value: null, reason: "Ingen har ställts i kö" };
  const after = exitsAfter(curves, days);
  if (after.value === null) return after;
  const point = curves.points.findLast((each) => each.days <= days);
  return { value: { share: after.value.operated, standardError: point?.operated.standardError ?? 0 } };
}
