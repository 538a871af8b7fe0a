import type { Month } from "../calendar/mod.ts";
import type { Finding } from "../contract/mod.ts";
import { type RuleResult, ruleResults } from "../judge/mod.ts";
import type { Delivery, Store } from "../store/mod.ts";

/** What came in of a month: one delivery. */
export interface DeliveryRow {
  /** The file's name. */
  readonly file: string;
  /** The regions in it, official names. */
  readonly regions: readonly string[];
  /** The months in it. */
  readonly months: readonly Month[];
  /** The profile it was read by. */
  readonly profile: string;
  /** Records in the file; always loaded + rejected + skipped. */
  readonly read: number;
  /** Records accepted. */
  readonly loaded: number;
  /** Records rejected. */
  readonly rejected: number;
  /** Records skipped. */
  readonly skipped: number;
  /** Whether it holds now for anything of the month, or newer deliveries have replaced all of it. */
  readonly holds: boolean;
  /** SHA-256 of the file. */
  readonly sha256: string;
}

/**
 * What came in: every delivery kept of a month, newest last.
 *
 * @param store An open store.
 * @param manad The month; every month when it is left out.
 * @returns One row for each delivery that answers for the month.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openStore } from "vantelage";
 * import { deliveryRows } from "vantelage/selection";
 * using store = await openStore(await Deno.makeTempDir());
 * assert.deepEqual(deliveryRows(store), []);
 * ```
 */
export function deliveryRows(store: Store, manad?: Month): DeliveryRow[] {
  const holding = holdingOf(store, manad);
  return deliveriesOf(store, manad).map((delivery) => {
    const { file, profile, read, loaded, rejected, skipped, sha256, slots } = delivery;
    const regions = [...new Set(slots.map((slot) => slot.region))];
    const months = [...new Set(slots.map((slot) => slot.manad))];
    return {
      file,
      regions,
      months,
      profile,
      read,
      loaded,
      rejected,
      skipped,
      holds: holding.has(delivery),
      sha256,
    };
  });
}

/** What became of a rule in one delivery, or in several together. */
export interface ValidationRow extends Omit<RuleResult, "first"> {
  /** The delivery's file, or how many files. */
  readonly file: string;
  /** The first place; `null` where nothing is broken. */
  readonly first: string | null;
}

/**
 * Every rule that the deliveries that hold for a month were judged by, with how many records it was tried on and how many broke it.
 *
 * @param store An open store.
 * @param manad The month; every month when it is left out.
 * @returns One row for each delivery and rule, in the order of the deliveries; no row holds a cell's content.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openStore } from "vantelage";
 * import { validationRows } from "vantelage/selection";
 * using store = await openStore(await Deno.makeTempDir());
 * assert.deepEqual(validationRows(store), []);
 * ```
 */
export function validationRows(store: Store, manad?: Month): ValidationRow[] {
  return [...holdingOf(store, manad)].flatMap((delivery) =>
    ruleResults(delivery).map((result) => ({ file: delivery.file, ...result }))
  );
}

/**
 * What was found in the deliveries that hold for a month by no rule of the records: drift, likely sums, what cannot be read.
 *
 * @param store An open store.
 * @param manad The month; every month when it is left out.
 * @returns One row for each delivery and finding, in the order of the deliveries.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openStore } from "vantelage";
 * import { deviationRows } from "vantelage/selection";
 * using store = await openStore(await Deno.makeTempDir());
 * assert.deepEqual(deviationRows(store), []);
 * ```
 */
export function deviationRows(store: Store, manad?: Month): (Finding & { readonly file: string })[] {
  return [...holdingOf(store, manad)].flatMap((delivery) => {
    const rules = new Set(ruleResults(delivery).map(({ rule }) => rule));
    return delivery.findings.filter(({ rule }) => !rules.has(rule)).map((finding) => ({
      file: delivery.file,
      ...finding,
    }));
  });
}

function deliveriesOf(store: Store, manad: Month | undefined): Delivery[] {
  return store.deliveries.filter((delivery) =>
    manad === undefined || delivery.slots.some((slot) => slot.manad === manad)
  );
}

/** The deliveries that hold for a month; those that newer ones have replaced all of are left out. */
function holdingOf(store: Store, manad: Month | undefined): Set<Delivery> {
  const holding = new Set(
    store.holdings.filter((held) => manad === undefined || held.manad === manad).map(({ delivery }) =>
      delivery
    ),
  );
  return new Set(deliveriesOf(store, manad).filter((delivery) => holding.has(delivery)));
}
