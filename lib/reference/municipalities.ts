import * as z from "zod";
import codes from "../../data/reference/municipalities.json" with { type: "json" };

/** SCB's codes of the municipalities whose first digit is a zero (the counties 01–09). */
const zeroCodes: ReadonlySet<string> = new Set(z.array(z.string().regex(/^0\d{3}$/)).parse(codes));

/**
 * The code of a home municipality (lkf) whose first zero a spreadsheet took: 380 for 0380, 38001 for 038001, 0 for the
 * 0000 of an unknown home.
 *
 * @param text Three or five digits, or "0".
 * @returns The code with its zero; `null` where no municipality is known by it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { withMunicipalityZero } from "vantelage/reference";
 * assert.equal(withMunicipalityZero("380"), "0380");
 * assert.equal(withMunicipalityZero("208"), null, "nobody lives in 0208");
 * ```
 */
export function withMunicipalityZero(text: string): string | null {
  if (text === "0") return "0000";
  return /^(\d{3}|\d{5})$/.test(text) && zeroCodes.has(`0${text.slice(0, 3)}`) ? `0${text}` : null;
}
