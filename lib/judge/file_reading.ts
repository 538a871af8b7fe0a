import * as z from "zod";
import type { ColumnRole, Reading } from "../contract/mod.ts";
import type { Extract, HiddenCells } from "../extract/mod.ts";

/** How a file was read, for a person to check and for a program to ask. */
export interface FileReading {
  /** What was understood of it, a Swedish sentence without full stop. */
  readonly understood: string;
  /** What each column is, in the file's order; a band with its first and last day and the unit of its header. */
  readonly columns: readonly Omit<ColumnRole, "column">[];
  /** The headers of columns that nothing is read from. */
  readonly unused: readonly string[];
  /** What is hidden in the workbook's sheet, and whether it was read; only where something is. */
  readonly hidden?: HiddenCells;
}

/** How a file was read, checked. */
export const FileReading: z.ZodType<FileReading> = z.strictObject({
  understood: z.string(),
  columns: z.array(z.strictObject({
    header: z.string(),
    role: z.enum([
      "field",
      "band",
      "total",
      "share",
      "deviation",
      "ignored",
      "not understood",
      "blank",
    ]),
    field: z.string().optional(),
    band: z.strictObject({
      lo: z.int().nonnegative(),
      hi: z.int().nonnegative().nullable(),
      unit: z.enum(["dag", "vecka", "manad", "ar"]),
    }).optional(),
  })),
  unused: z.array(z.string()),
  hidden: z.strictObject({
    rows: z.int().nonnegative(),
    columns: z.array(z.string()),
    read: z.boolean(),
  }).optional(),
});

/**
 * How a file was read.
 *
 * @param extract The delivery.
 * @param reading How it is read.
 * @returns Plain data, which holds headers and no cell.
 */
export function fileReading({ hidden }: Pick<Extract, "hidden">, reading: Reading): FileReading {
  const isHidden = hidden !== undefined && (hidden.rows > 0 || hidden.columns.length > 0);
  return {
    understood: reading.understood,
    columns: reading.roles.map(({ column: _, ...role }) => role),
    unused: reading.unknown,
    ...isHidden && { hidden },
  };
}
