import * as z from "zod";
import type { Gap } from "../../cube/cover.ts";
import { joinNames, shortName } from "./_wording.ts";

/** The fields of what is left out. */
export const omittedFields = {
  omitted: z.array(z.strictObject({ region: z.string(), reason: z.string() })).optional(),
};

/** The sentence that names who is left out and why; `null` for nobody. */
export function omittedNote(omitted: readonly Gap[] = []): string | null {
  if (omitted.length === 0) return null;
  const alike = Map.groupBy(omitted, ({ reason }) => reason);
  return [...alike].map(([reason, regions]) =>
    `${joinNames(regions.map(({ region }) => shortName(region)))} ingår inte: ${reason}.`
  ).join(" ");
}
