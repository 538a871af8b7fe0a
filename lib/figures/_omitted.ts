import * as z from "zod";
import { shortName } from "./_wording.ts";

/** A region that a figure leaves out, and why, in Swedish. */
export interface Omitted {
  readonly region: string;
  readonly reason: string;
}

/** The fields of what is left out. */
export const omittedFields = {
  omitted: z.array(z.strictObject({ region: z.string(), reason: z.string() })).optional(),
};

/** The sentence that names who is left out and why; `null` for nobody. */
export function omittedNote(omitted: readonly Omitted[] = []): string | null {
  if (omitted.length === 0) return null;
  return omitted.map(({ region, reason }) => `${shortName(region)} ingår inte: ${reason}.`).join(" ");
}
