import * as z from "zod";
import { boundedName } from "./bounded_name.ts";
import { nearestNames } from "./name_key.ts";

/**
 * Checks the options of a call (kontrollerar argument): a notebook is not type-checked, and a misspelt name would
 * otherwise be taken for one that was left out.
 *
 * @param call The function, for the message: "tabulate".
 * @param schema What the options must be, a strict object.
 * @param given What was given.
 * @returns The options.
 * @throws {TypeError} If an option does not exist or is of the wrong kind: the message, in Swedish, says which, what is
 * expected and the nearest name.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as z from "zod";
 * import { checkOptions } from "vantelage/reference";
 * const schema = z.strictObject({ rows: z.enum(["region", "sjukhus"]) });
 * assert.throws(() => checkOptions("tabulate", schema, { rows: "sjukhuss" }),
 *   { message: 'tabulate: rows ska vara region eller sjukhus, fick "sjukhuss". Närmast: sjukhus' });
 * ```
 */
export function checkOptions<T>(call: string, schema: z.ZodType<T>, given: unknown): T {
  const { data, error } = schema.safeParse(given, { error: z.locales.sv().localeError });
  if (error === undefined) return data as T;
  const [issue] = error.issues, at = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
    const [name] = issue.keys;
    throw new TypeError(
      `${call}: valet ${boundedName(name)} finns inte${nearest(name, known)}. Det finns ${known.join(", ")}`,
    );
  }
  const value: unknown = issue.path.reduce<unknown>(
    (part, key) => typeof part === "object" && part !== null ? Reflect.get(part, key) : undefined,
    given,
  );
  const shown = value === undefined
    ? "inget"
    : typeof value === "string"
    ? `"${boundedName(value)}"`
    : boundedName(String(value));
  const expected = issue.code === "invalid_value"
    ? `ska vara ${new Intl.ListFormat("sv", { type: "disjunction" }).format(issue.values.map(String))}`
    : issue.message;
  const near = issue.code === "invalid_value" && typeof value === "string"
    ? nearest(value, issue.values.map(String))
    : "";
  throw new TypeError(`${call}: ${at === "" ? "valen" : at} ${expected}, fick ${shown}${near}`);
}

function nearest(name: string, known: readonly string[]): string {
  const near = nearestNames(name, known);
  return near.length === 0 ? "" : `. Närmast: ${near.join(", ")}`;
}
