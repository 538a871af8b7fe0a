import { headerLikeness } from "./_header_key.ts";

/** Headers less alike than this are two columns, not one renamed. */
const ALIKE = 0.5;

/**
 * Columns that have probably changed their names: each header that is gone with the new one most like it.
 *
 * @param gone Headers that a file no longer has.
 * @param come Headers that it did not have before.
 * @returns Pairs, most alike first; a header is in one pair at most. Empty when nothing is alike.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { renamedHeaders } from "vantelage/contract";
 * assert.deepEqual(renamedHeaders(["remiss_id", "kon"], ["Remissnummer", "klinik"]), [{ from: "remiss_id", to: "Remissnummer" }]);
 * ```
 */
export function renamedHeaders(
  gone: readonly string[],
  come: readonly string[],
): { from: string; to: string }[] {
  const pairs = gone.flatMap((from) => come.map((to) => ({ from, to, alike: headerLikeness(from, to) })))
    .filter(({ alike }) => alike >= ALIKE).toSorted((a, b) => b.alike - a.alike);
  const renamed: { from: string; to: string }[] = [];
  for (const { from, to } of pairs) {
    if (!renamed.some((pair) => pair.from === from || pair.to === to)) renamed.push({ from, to });
  }
  return renamed;
}
