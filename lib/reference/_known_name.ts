import * as z from "zod";
import { nameKey, nearestNames } from "./name_key.ts";

/** The names that a schema knows, for lists to choose from. */
const nameLists = new WeakMap<object, readonly string[]>();

/** Enters the names that a schema knows. */
export function enterNames<T extends z.ZodType>(schema: T, names: readonly string[]): T {
  nameLists.set(schema, names);
  return schema;
}

/**
 * The names that a schema knows, though it reads them in other spellings too.
 *
 * @param schema A schema of names, such as `MemberRegion`.
 * @returns The names to choose from; none where it is no such schema.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { MemberRegion, namesKnown } from "vantelage/reference";
 * assert.equal(namesKnown(MemberRegion)[0], "Region Dalarna");
 * ```
 */
export function namesKnown(schema: object): readonly string[] {
  return nameLists.get(schema) ?? [];
}

/** A schema that reads a name in any spelling it is met in, and names the nearest for one that does not exist. */
export function knownName(what: string, spellings: ReadonlyMap<string, string>): z.ZodType<string, string> {
  const names = [...new Set(spellings.values())].sort(new Intl.Collator("sv").compare);
  const schema = z.string().transform((text, context) => {
    const name = spellings.get(nameKey(text));
    if (name !== undefined) return name;
    const near = new Set(nearestNames(text, spellings.keys(), 6).map((key) => spellings.get(key)));
    context.addIssue({
      code: "custom",
      message: `${what} "${text}" finns inte. ${
        near.size > 0
          ? `Närmast: ${[...near].slice(0, 3).join("; ")}`
          : `Det finns ${names.length}, till exempel ${names[0]}`
      }`,
    });
    return z.NEVER;
  });
  return enterNames(schema, names);
}
