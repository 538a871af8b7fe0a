import { careOfferingNames } from "./care_offerings.ts";
import { hospitalNames } from "./hospitals.ts";
import { nameKey } from "./name_key.ts";
import { regionNames } from "./regions.ts";

/** The names that the cells use, each by every accepted spelling of it. */
const NAMES: ReadonlyMap<string, string> = new Map([...regionNames, ...hospitalNames, ...careOfferingNames]);

/** The names of regions, hospitals and vårdutbud that the cells use. */
export const officialNames: readonly string[] = [...new Set(NAMES.values())];

/**
 * What a region, a hospital or a vårdutbud is called in the cells.
 *
 * @param text Any accepted spelling.
 * @returns The name; `undefined` when nothing is called so.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { officialName } from "vantelage/reference";
 * assert.equal(officialName("knäprotes"), "Knäled protes");
 * assert.equal(officialName("Atlantis"), undefined);
 * ```
 */
export function officialName(text: string): string | undefined {
  return NAMES.get(nameKey(text));
}
