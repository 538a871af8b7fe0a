import * as z from "zod";
import { Month } from "../calendar/month.ts";
import type { Status } from "../cube/cell.ts";
import { Cover, type CoveredSlot } from "../cube/cover.ts";

/** The MIME type under which a notebook hands over what its report's reader may choose from. */
export const SELECTIONS_MIME = "application/vnd.vantelage.selections+json";

/** Cells of many months and what they were delivered by, as plain data for a page. */
export interface EmbeddedSelections {
  /** The month first shown, and counted to the day. */
  readonly manad: Month;
  /** The limit first shown, in whole days. */
  readonly limitDays: number;
  /** The months to choose from. */
  readonly months: readonly Month[];
  /** The first month that the cells hold; months before {@linkcode months} are there to compare with. */
  readonly from: Month;
  /** What is missing: regions that have not delivered a month's waiting or performed. */
  readonly absent: readonly {
    /** The month. */
    readonly manad: Month;
    /** Of whom. */
    readonly status: Status;
    /** The region. */
    readonly region: string;
  }[];
  /** What the deliveries cover, but for {@linkcode otherCovers}. */
  readonly cover: Cover;
  /** What the deliveries cover of regions, months and statuses that differ from that; not there when none does. */
  readonly otherCovers?: readonly CoveredSlot[];
  /** The names that the packed cells point to. */
  readonly names: readonly (readonly (string | boolean | null)[])[];
  /** The packed cells, deflated (raw), in base 64. */
  readonly cells: string;
}

/** Cells of many months as plain data, checked. */
export const EmbeddedSelections: z.ZodType<EmbeddedSelections> = z.strictObject({
  manad: Month,
  limitDays: z.int().nonnegative(),
  months: z.array(Month),
  from: Month,
  absent: z.array(z.strictObject({
    manad: Month,
    status: z.enum(["vantande", "genomforda"]),
    region: z.string(),
  })),
  cover: Cover,
  otherCovers: z.array(z.strictObject({
    region: z.string(),
    manad: Month,
    status: z.enum(["vantande", "genomforda"]),
    cover: Cover,
  })).optional(),
  names: z.array(z.array(z.union([z.string(), z.boolean(), z.null()]))),
  cells: z.base64(),
});
