import * as z from "zod";
import { nameKey, nearestNames } from "./name_key.ts";

/** A schema that reads a name in any spelling it is met in, and names the nearest for one that does not exist. */
export function knownName(what: string, spellings: ReadonlyMap<string, string>): z.ZodType<string, string> {
  return z.string().transform((text, context) => {
    const name = spellings.get(nameKey(text));
    if (name !== undefined) return name;
    const names = [...new Set(spellings.values())];
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
}
