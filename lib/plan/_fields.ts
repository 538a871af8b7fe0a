import * as z from "zod";

/** A number of contacts. */
export const Count: z.ZodType<number> = z.int().nonnegative();

/** A number of contacts for each of the twelve months of a year. */
export const MonthCounts: z.ZodType<number[]> = z.array(Count).length(12);
