import * as z from "zod";
import { Month } from "../../calendar/mod.ts";
import { Status } from "../../cube/cell.ts";
import { BoundedValue } from "./figure_table.ts";
import { omittedFields } from "./_omitted.ts";

/** The fields of FigureOptions, which the options of single figures build on. */
export const optionFields = {
  manad: Month,
  status: Status.optional(),
  limitDays: z.int().nonnegative().optional(),
  selection: z.string().optional(),
  missing: z.array(z.string()).optional(),
  ...omittedFields,
  definition: z.string().optional(),
  covered: z.string().optional(),
  least: z.int().nonnegative().optional(),
  compared: z.array(z.strictObject({
    name: z.string(),
    status: Status,
    manad: Month,
    limitDays: z.int().nonnegative(),
    selection: z.string(),
    definition: z.string(),
    share: BoundedValue,
    median: BoundedValue.nullable(),
  })).optional(),
};

/** The fields of TableFigureOptions, which the options of single tables build on. */
export const tableOptionFields = {
  ...optionFields,
  by: z.enum(["region", "sjukhus", "vardutbud", "agarform"]),
};
