/** How many characters of a name are shown. */
const LONGEST = 100;

/**
 * A name from data as it is shown: each run of blanks as one, and no longer than a hundred characters.
 *
 * @param name The name.
 * @returns The name; a longer one is cut and ends with an ellipsis.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { boundedName } from "vantelage/reference";
 * assert.equal(boundedName("Falu \u00a0  lasarett"), "Falu lasarett");
 * assert.equal(boundedName("x".repeat(3000)).length, 100);
 * ```
 */
export function boundedName(name: string): string {
  const words = name.replace(/\s+/g, " ").trim();
  return words.length <= LONGEST
    ? words
    : `${words.slice(0, LONGEST - 1).toWellFormed().replace(/\uFFFD$/, "")}…`;
}
