import { type Computed, countBetween, countContacts, type WaitCell } from "../../numeric/mod.ts";
import { type Reach, reachesOf, signalOf } from "./_spread.ts";
import type {
  AgainstChance,
  FunnelLimits,
  FunnelOptions,
  FunnelSignal,
  FunnelSpread,
  LeftOut,
} from "./funnel.ts";

/** A unit's contacts of one kind. */
export interface CaseMixGroup {
  /** The region, hospital or other unit. */
  readonly unit: string;
  /** The kind: the vårdutbud. */
  readonly kind: string;
  /** The waits. */
  readonly cells: readonly WaitCell[];
}

/** Options for {@linkcode standardisedFunnel}. */
export interface StandardisedOptions extends FunnelOptions {
  /** What is compared: the share that waited over this many days, or the mean wait. */
  readonly measure: { readonly overDays: number } | "meanDays";
}

/** A unit in the funnel. */
export interface StandardisedRow extends FunnelLimits, AgainstChance {
  /** The region, hospital or other unit. */
  readonly unit: string;
  /** Contacts that are compared: of kinds that some other unit has too. */
  readonly contacts: number;
  /** Contacts of kinds that no other unit has; they are in none of the numbers. */
  readonly unshared: number;
  /** What the unit has: contacts over the limit, or days waited by all together. */
  readonly observed: number;
  /** What it would have if each of its kinds waited as everywhere, in the unit of `observed`. */
  readonly expected: number;
  /** Observed over expected: 1 is as everywhere, and the limits are on this scale. */
  readonly ratio: number;
  /** The ratio's standard error by chance, if the unit were as everywhere. */
  readonly standardError: number;
  /** The ratio times the overall level: the unit's share or mean days, had it the case mix of all. */
  readonly standardised: number;
  /** Its place outside the limits; `null` when it is within the inner ones. */
  readonly signal: FunnelSignal | null;
}

/** A funnel of units made comparable. */
export interface StandardisedFunnel extends FunnelSpread {
  /** The level of all units together: a share 0–1, or days. */
  readonly overall: number;
  /** The units, in the order they first appear. */
  readonly rows: readonly StandardisedRow[];
  /** Units that cannot be compared. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * Which units' waits differ by more than chance and case mix? (trattdiagram, indirekt standardiserat för vårdutbud)
 *
 * A unit with many contacts of a kind that waits long everywhere is not slow for that. Each unit is compared with what
 * it would have if its contacts of each kind waited as the same kind does in all units together.
 * Formula: ratio = Σ observed / Σ nₖ mₖ, with mₖ the pooled share or mean of kind k; standard error √(Σ nₖ vₖ) / Σ nₖ mₖ,
 * with vₖ = mₖ (1 − mₖ) for a share, the pooled variance for days. The pooled levels are taken as known. A kind that only
 * one unit has would be compared with itself: it is left out, and a unit with nothing else cannot be compared.
 * Source: D. J. Spiegelhalter 2005, Statistics in Medicine 24; N. E. Breslow & N. E. Day, IARC 1987, chapter 2.
 * Standardised ratios are for comparing each unit with all, not one unit with another.
 *
 * @param groups Groups in any order; the same unit and kind may come more than once. Not changed.
 * @param options The measure, over-dispersion and levels. Within a band contacts are taken as spread evenly.
 * @returns The funnel, or a reason when there is nothing to compare.
 * @throws {RangeError} If an option lies outside its range.
 *
 * @example B waits longer only because it has the kind that waits long
 * ```ts
 * import assert from "node:assert/strict";
 * import { standardisedFunnel } from "vantelage";
 * const group = (unit: string, kind: string, short: number, long: number) => ({ unit, kind,
 *   cells: [{ lo: 50, hi: 50, antal: short }, { lo: 200, hi: 200, antal: long }] });
 * const groups = [group("A", "gråstarr", 80, 20), group("B", "gråstarr", 8, 2), group("B", "knä", 20, 80)];
 * const funnel = standardisedFunnel(groups, { measure: { overDays: 90 } }).value!;
 * assert.deepEqual(funnel.rows.map((row) => row.ratio.toFixed(6)), ["1.000000", "1.000000"]);
 * ```
 */
export function standardisedFunnel(
  groups: readonly CaseMixGroup[],
  options: StandardisedOptions,
): Computed<StandardisedFunnel> {
  const { measure } = options;
  if (
    measure === "meanDays" &&
    groups.some(({ cells }) => cells.some(({ hi, antal }) => hi === null && antal > 0))
  ) {
    return { value: null, reason: "Ett öppet väntetidsband har ingen medelväntetid" };
  }
  const momentsOf = measure === "meanDays"
    ? daysOf
    : (cells: readonly WaitCell[]) => overOf(cells, measure.overDays);
  const measured = groups.map(({ unit, kind, cells }) => ({ unit, kind, ...momentsOf(cells) }));
  const held = measured.filter(({ contacts }) => contacts > 0);
  if (held.length === 0) return { value: null, reason: "Det finns inga väntande att jämföra" };
  const kinds = new Map(
    [...Map.groupBy(held, ({ kind }) => kind)]
      .filter(([, parts]) => parts.some(({ unit }) => unit !== parts[0].unit))
      .map(([kind, parts]) => [kind, pool(parts)]),
  );
  const all = pool(held.filter(({ kind }) => kinds.has(kind))), overall = all.sum / all.contacts;
  if (kinds.size === 0) {
    return { value: null, reason: "Inget vårdutbud finns hos mer än en, så ingen kan jämföras" };
  }
  if (!(all.sum > 0)) return { value: null, reason: "Ingen har väntat så länge" };
  const leftOut: LeftOut[] = [];
  const units = [...Map.groupBy(measured, ({ unit }) => unit)].flatMap(([unit, parts]) => {
    let expected = 0, variance = 0;
    const shared = parts.filter(({ kind }) => kinds.has(kind));
    for (const { kind, contacts } of shared) {
      const { contacts: n, sum, squares } = kinds.get(kind)!;
      expected += contacts * sum / n;
      variance += contacts * Math.max(0, squares / n - (sum / n) ** 2);
    }
    const { contacts, sum: observed } = pool(shared), own = pool(parts).contacts;
    if (!(expected > 0 && variance > 0)) {
      const reason = own === 0
        ? "Inga insatser"
        : contacts === 0
        ? "Ingen annan har samma vårdutbud"
        : "Ingen spridning att jämföra med";
      leftOut.push({ unit, reason });
      return [];
    }
    return [{
      unit,
      contacts,
      unshared: own - contacts,
      observed,
      expected,
      ratio: observed / expected,
      standardError: Math.sqrt(variance) / expected,
    }];
  });
  if (units.length === 0) return { value: null, reason: "Ingen enhet har någon spridning att jämföra med" };
  const { spread, reaches } = reachesOf(
    units.map(({ ratio, standardError }) => ({ deviation: ratio - 1, standardError })),
    options,
  );
  const rows = units.map((unit, index): StandardisedRow => {
    const limits = limitsOf(reaches[index].reach), chance = limitsOf(reaches[index].chance);
    return {
      ...{ ...unit, standardised: unit.ratio * overall, ...limits, signal: signalOf(unit.ratio, limits) },
      ...{ chance, chanceSignal: signalOf(unit.ratio, chance) },
    };
  });
  return { value: { ...spread, overall, rows, leftOut } };
}

/** Contacts, and the sum and the sum of squares of what each of them counts. */
interface Moments {
  readonly contacts: number;
  readonly sum: number;
  readonly squares: number;
}

function overOf(cells: readonly WaitCell[], overDays: number): Moments {
  const over = countBetween(cells, overDays + 1, null).value;
  return { contacts: countContacts(cells), sum: over, squares: over };
}

/** Days, spread evenly over each cell: a cell of k days adds a variance of (k² − 1) / 12. */
function daysOf(cells: readonly WaitCell[]): Moments {
  let sum = 0, squares = 0;
  for (const { lo, hi, antal } of cells) {
    const last = hi ?? lo, middle = (lo + last) / 2;
    sum += antal * middle;
    squares += antal * (middle ** 2 + ((last - lo + 1) ** 2 - 1) / 12);
  }
  return { contacts: countContacts(cells), sum, squares };
}

function pool(parts: readonly Moments[]): Moments {
  const total = (key: keyof Moments): number => parts.reduce((sum, part) => sum + part[key], 0);
  return { contacts: total("contacts"), sum: total("sum"), squares: total("squares") };
}

function limitsOf({ inner, outer }: Reach): FunnelLimits {
  const around = (reach: number) => ({ low: Math.max(0, 1 - reach), high: 1 + reach });
  return { inner: around(inner), outer: around(outer) };
}
