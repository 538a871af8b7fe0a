import * as z from "zod";

/**
 * What a rule found in a delivery: how often, how serious, and where first. Of the cells' content it holds only
 * what `cellHint` lets be shown, and names of hospitals, vårdutbud and codes.
 */
export interface Finding {
  /** The rule's name. */
  readonly rule: string;
  /** How serious it is. */
  readonly level: "info" | "warn" | "error" | "stop";
  /** What is wrong, in Swedish. */
  readonly says: string;
  /** How many records. */
  readonly count: number;
  /** The first place, "file:line:column"; `null` when it concerns the file as a whole. */
  readonly first: string | null;
  /** What stood in the first place, where it may be shown: see `cellHint`. */
  readonly found?: string;
  /** What may help, in Swedish. */
  readonly hint?: string;
  /** The option of a load, without its dashes, that keeps the delivery in spite of this finding of level stop. */
  readonly option?: string;
}

/** What a rule found, checked. */
export const Finding: z.ZodType<Finding> = z.strictObject({
  rule: z.string(),
  level: z.enum(["info", "warn", "error", "stop"]),
  says: z.string(),
  count: z.int().nonnegative(),
  first: z.string().nullable(),
  found: z.string().optional(),
  hint: z.string().optional(),
  option: z.string().optional(),
});
