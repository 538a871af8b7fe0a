import type { Known, Leeway } from "./known.ts";
import type { LinkedTables } from "./linked_tables.ts";
import { proveAll } from "./_prove.ts";
import { Witnesses } from "./_witnesses.ts";

/** A protected count that can be narrowed to less than the rule allows. */
export interface Weakness {
  /** The count's index in the linked tables. */
  readonly count: number;
  /** The groups it belongs to, one for each axis. */
  readonly keys: readonly string[];
  /** What the rule demands of it. */
  readonly leeway: Leeway;
  /** The fewest contacts that it was proved able to be. */
  readonly low: number;
  /** The most contacts that it was proved able to be, as far as was looked: the search ends where the rule is met. */
  readonly high: number;
  /** The groups of the shown counts that narrow it; none for tables searched in whole numbers at once. */
  readonly by: readonly (readonly string[])[];
}

/** What an audit found. */
export interface AuditReport {
  /** Whether every protected count keeps what the rule demands. */
  readonly passed: boolean;
  /** How many counts are protected. */
  readonly audited: number;
  /** How many of them needed a search of their own. */
  readonly single: number;
  /** Those that can be narrowed too far, or could not be proved otherwise. */
  readonly weaknesses: readonly Weakness[];
}

/** Options for {@linkcode auditTables}. */
export interface AuditOptions {
  /** Up to so many unknown finest counts the best tables of whole numbers are found at once. @default {400} */
  readonly mostWhole?: number;
}

/**
 * Audits what a reader can derive: for every protected count it looks for tables that agree with everything
 * shown, and in which the count is as few and as many as the rule demands. Each table found is a proof; a count without
 * its proofs is a weakness. HiGHS finds the tables by linear optimisation, and each is added up and checked before it
 * is believed. The tables are of whole numbers, as contacts are: real ones, the customary audit, can call a count safe
 * that whole ones pin down. Up to 400 unknown finest counts the best whole tables are found and the answer is exact;
 * beyond that whole tables are sought near the best real ones, and a count may be called a weakness that is none.
 *
 * @param tables The linked tables, with the truth.
 * @param known What the reader knows of every count; the truth must lie within.
 * @param leeways What must stay possible.
 * @param options How it is searched.
 * @returns The report. It names true counts' bounds, so it stays in the house.
 *
 * @example A single hidden count in a row is no secret
 * ```ts
 * import assert from "node:assert/strict";
 * import { auditTables, knownWhenHidden, leewayWhenHidden, LinkedTables } from "vantelage/disclosure";
 * import { makeAxis } from "vantelage/disclosure";
 * const axis = makeAxis("region", 2, [{ key: "alla", leaves: [0, 1] }, { key: "A", leaves: [0] }, { key: "B", leaves: [1] }],
 *   [{ total: "alla", parts: ["A", "B"] }]);
 * const tables = new LinkedTables([axis], Int32Array.of(3, 9));
 * const hidden = Uint8Array.of(0, 1, 0);
 * const report = await auditTables(tables, knownWhenHidden(tables, hidden), leewayWhenHidden(tables, hidden, 5));
 * assert.deepEqual(report.weaknesses.map(({ keys, low, high }) => [keys, low, high]), [[["A"], 3, 3]]);
 * ```
 */
export async function auditTables(
  tables: LinkedTables,
  known: Known,
  leeways: readonly Leeway[],
  options: AuditOptions = {},
): Promise<AuditReport> {
  const witnesses = new Witnesses(tables, known);
  const { narrowed, single } = await proveAll(witnesses, tables, known, leeways, { as: "proof", ...options });
  const weaknesses = narrowed.map(({ leeway, by }) => ({
    count: leeway.count,
    keys: tables.keysOf(leeway.count),
    leeway,
    low: witnesses.low[leeway.count],
    high: witnesses.high[leeway.count],
    by: by.map((count) => tables.keysOf(count)),
  }));
  return { passed: weaknesses.length === 0, audited: leeways.length, single, weaknesses };
}

/**
 * What audits of several tables found together.
 *
 * @param reports The reports; without any, nothing was protected and all is well.
 * @returns One report.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { joinReports } from "vantelage/disclosure";
 * const report = { passed: true, audited: 3, single: 0, weaknesses: [] };
 * assert.deepEqual(joinReports([report, { ...report, passed: false }]), { ...report, passed: false, audited: 6 });
 * ```
 */
export function joinReports(reports: readonly AuditReport[]): AuditReport {
  return {
    passed: reports.every(({ passed }) => passed),
    audited: reports.reduce((sum, { audited }) => sum + audited, 0),
    single: reports.reduce((sum, { single }) => sum + single, 0),
    weaknesses: reports.flatMap(({ weaknesses }) => weaknesses),
  };
}
