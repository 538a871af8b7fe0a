import * as z from "zod";
import { SafeText } from "../form/mod.ts";
import { Day } from "../calendar/mod.ts";

/** A number of contacts. */
export const Count: z.ZodType<number> = z.int().nonnegative();

/** A number of contacts for each of the twelve months of a year. */
export const MonthCounts: z.ZodType<number[]> = z.array(Count).length(12);

/** Where figures come from and which day, where a kind has not always had it; and whether they are made up. */
export interface Basis {
  /** Where the figures come from. @default not stated */
  readonly underlag?: string;
  /** The day they were taken out. @default not stated */
  readonly datum?: Day;
  /** Whether they are made up. */
  readonly syntetisk: boolean;
}

/** {@linkcode Basis}, as fields of a schema. */
export const basis: {
  underlag: z.ZodOptional<typeof SafeText>;
  datum: z.ZodOptional<typeof Day>;
  syntetisk: z.ZodBoolean;
} = { underlag: SafeText.optional(), datum: Day.optional(), syntetisk: z.boolean() };

/** {@linkcode Basis} where the source must be stated. */
export interface SourcedBasis extends Basis {
  /** Where the figures come from. */
  readonly underlag: string;
}

/** {@linkcode SourcedBasis}, as fields of a schema. */
export const sourcedBasis: Omit<typeof basis, "underlag"> & { underlag: typeof SafeText } = {
  ...basis,
  underlag: SafeText,
};
