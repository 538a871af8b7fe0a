import { rowName, type WaitTableRow } from "../../indicators/wait_table.ts";
import type { Computed } from "../../numeric/mod.ts";
import { type Reach, reachesOf, reachOf, signalOf } from "./_spread.ts";
import type {
  AgainstChance,
  FunnelLimits,
  FunnelOptions,
  FunnelSignal,
  FunnelSpread,
  LeftOut,
} from "./funnel.ts";

/** A unit's share. */
export interface ShareUnit {
  /** The region, hospital or other unit. */
  readonly unit: string;
  /** Contacts that the share counts; may be fractional where bands leave doubt. */
  readonly count: number;
  /** All contacts: the denominator. */
  readonly total: number;
}

/**
 * The shares over the limit in a table of those who wait, as units of a funnel.
 *
 * @param rows The table; its total, and those of no stated hospital, are left out.
 * @returns One unit a row, in the rows' order.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { shareUnits, waitTable } from "vantelage";
 * const cell = (days: number) => ({ status: "vantande", avvikelse: null, region: "Region Uppsala", sjukhus: null,
 *   vardutbud: null, agarform: null, lo: days, hi: days, antal: 1 }) as const;
 * const rows = waitTable([cell(9), cell(91)], { by: "region", manad: "2024-04" });
 * assert.deepEqual(shareUnits(rows), [{ unit: "Region Uppsala", count: 1, total: 2 }]);
 * ```
 */
export function shareUnits(rows: readonly WaitTableRow[]): ShareUnit[] {
  return rows.filter(({ total, name }) => !total && name !== rowName("sjukhus", null))
    .map(({ name, over, antal }) => ({ unit: name, count: over.value, total: antal }));
}

/** Options for {@linkcode shareFunnel}. */
export interface ShareFunnelOptions extends FunnelOptions {
  /** The share to compare with, 0–1. @default the pooled share of the units */
  readonly target?: number;
}

/** A unit in the funnel. */
export interface ShareFunnelRow extends ShareUnit, FunnelLimits, AgainstChance {
  /** The share, 0–1. */
  readonly share: number;
  /** Its place outside the limits; `null` when it is within the inner ones. */
  readonly signal: FunnelSignal | null;
}

/** A funnel of shares. */
export interface ShareFunnel extends FunnelSpread {
  /** The share that the units are compared with, 0–1. */
  readonly target: number;
  /** The units, in the order given. */
  readonly rows: readonly ShareFunnelRow[];
  /** Units without contacts. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * Which units' shares differ by more than chance? (trattdiagram för andelar)
 *
 * Small units vary more: limits are wide for them, narrow for large ones.
 * Formula: target ± z √(φ target (1 − target) / n), kept inside [0, 1].
 * Source: D. J. Spiegelhalter 2005, "Funnel plots for comparing institutional performance", Statistics in Medicine
 * 24. For units of fewer than about 20 contacts the limits are approximate.
 *
 * @param units Units in any order.
 * @param options The target, over-dispersion and levels.
 * @returns The funnel, or a reason when no unit has contacts or there is nothing between 0 and 1 to compare with.
 * @throws {RangeError} If a count lies outside its total, or an option outside its range.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { shareFunnel } from "vantelage";
 * const units = [{ unit: "A", count: 30, total: 100 }, { unit: "B", count: 300, total: 1000 }, { unit: "C", count: 450, total: 1000 }];
 * const funnel = shareFunnel(units, { target: 0.3, overDispersion: "none" }).value!;
 * assert.deepEqual(funnel.rows.map((row) => row.signal?.side ?? null), [null, null, "high"]);
 * ```
 */
export function shareFunnel(
  units: readonly ShareUnit[],
  options: ShareFunnelOptions = {},
): Computed<ShareFunnel> {
  for (const { unit, count, total } of units) {
    if (!(count >= 0 && count <= total && total < Infinity)) {
      throw new RangeError(
        `Cannot make the funnel as each count must lie in [0, total]: got ${count} of ${total} for ${unit}`,
      );
    }
  }
  const held = units.filter(({ total }) => total > 0);
  if (held.length === 0) return { value: null, reason: "Ingen enhet har några insatser att jämföra" };
  const sum = (key: "count" | "total"): number => held.reduce((part, each) => part + each[key], 0);
  const { target = sum("count") / sum("total") } = options;
  if (!(target >= 0 && target <= 1)) {
    throw new RangeError(`Cannot make the funnel as target must lie in [0, 1]: got ${target}`);
  }
  if (target === 0 || target === 1) {
    return { value: null, reason: "Andelen att jämföra med är 0 eller 1, så det finns ingen spridning" };
  }
  const { spread, reaches } = reachesOf(
    held.map(({ count, total }) => ({
      deviation: count / total - target,
      standardError: standardErrorOf(target, total),
    })),
    options,
  );
  const rows = held.map(({ unit, count, total }, index): ShareFunnelRow => {
    const share = count / total, { reach, chance: byChance } = reaches[index];
    const limits = limitsAround(target, reach), chance = limitsAround(target, byChance);
    return {
      ...{ unit, count, total, share, ...limits, signal: signalOf(share, limits) },
      ...{ chance, chanceSignal: signalOf(share, chance) },
    };
  });
  const leftOut = units.filter(({ total }) => total === 0).map(({ unit }) => ({
    unit,
    reason: "Inga insatser",
  }));
  return { value: { ...spread, target, rows, leftOut } };
}

/**
 * The limits of a funnel of shares for any number of contacts, to draw its curves.
 *
 * @param funnel The funnel, or its target and spread.
 * @param total Contacts, > 0.
 * @returns Shares, 0–1.
 * @throws {RangeError} If `total` is not > 0.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { shareFunnel } from "vantelage";
 * import { shareFunnelLimits } from "vantelage/analysis";
 * const funnel = shareFunnel([{ unit: "A", count: 50, total: 100 }]).value!;
 * assert.equal(shareFunnelLimits(funnel, 100).inner.high.toFixed(3), "0.598");
 * ```
 */
export function shareFunnelLimits(
  funnel: FunnelSpread & Pick<ShareFunnel, "target">,
  total: number,
): FunnelLimits {
  if (!(total > 0)) throw new RangeError(`Cannot compute the limits as total must be > 0: got ${total}`);
  return limitsAround(funnel.target, reachOf(funnel, standardErrorOf(funnel.target, total)));
}

function limitsAround(target: number, { inner, outer }: Reach): FunnelLimits {
  const around = (width: number) => ({ low: Math.max(0, target - width), high: Math.min(1, target + width) });
  return { inner: around(inner), outer: around(outer) };
}

function standardErrorOf(target: number, total: number): number {
  return Math.sqrt(target * (1 - target) / total);
}
