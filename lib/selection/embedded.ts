import * as z from "zod";
import { addMonths, Month } from "../calendar/month.ts";
import type { InhabitantsFigure } from "../reference/inhabitants.ts";
import { Status } from "../cube/cell.ts";
import { Cover, type CoveredSlot } from "../cube/cover.ts";

/** The MIME type under which a notebook hands over what its report's reader may choose from. */
export const SELECTIONS_MIME = "application/vnd.vantelage.selections+json";

/** Which months of a region and status were delivered, from the first month that cells hold to the last. */
export interface HeldMonths {
  /** The region. */
  readonly region: string;
  /** Waiting or performed. */
  readonly status: Status;
  /** For each month the place of its cover in the list, -1 where the month was not delivered. */
  readonly covers: readonly number[];
}

/** Cells of many months and what they were delivered by, as plain data for a page. */
export interface EmbeddedSelections {
  /** The month first shown, and counted to the day. */
  readonly manad: Month;
  /** The vårdutbud that the page is about, where it is one alone. */
  readonly vardutbud?: string;
  /** Whether PvV and MoV are counted at first; left out where they are not. */
  readonly inkl?: true;
  /** The limit first shown, in whole days. */
  readonly limitDays: number;
  /** The months to choose from. */
  readonly months: readonly Month[];
  /** The first month that the cells hold; months before {@linkcode months} are there to compare with. */
  readonly from: Month;
  /** The first month with hospitals, where that is not the first of {@linkcode months}: the page has no room for more. */
  readonly hospitalsFrom?: Month;
  /** The first month with vårdutbud, where that is not {@linkcode from}. */
  readonly offeringsFrom?: Month;
  /** What deliveries cover: each kind once. */
  readonly covers: readonly Cover[];
  /** What was delivered of each region and status. */
  readonly held: readonly HeldMonths[];
  /** The names that the packed cells point to. */
  readonly names: readonly (readonly (string | boolean | null)[])[];
  /** Inhabitants of one's own, where there are any. */
  readonly inhabitants?: readonly InhabitantsFigure[];
  /** The packed cells, deflated (raw), in base 64. */
  readonly cells: string;
}

/** Cells of many months as plain data, checked. */
export const EmbeddedSelections: z.ZodType<EmbeddedSelections> = z.strictObject({
  manad: Month,
  vardutbud: z.string().optional(),
  inkl: z.literal(true).optional(),
  limitDays: z.int().nonnegative(),
  months: z.array(Month),
  from: Month,
  hospitalsFrom: Month.optional(),
  offeringsFrom: Month.optional(),
  covers: z.array(Cover),
  held: z.array(z.strictObject({ region: z.string(), status: Status, covers: z.array(z.int().min(-1)) })),
  names: z.array(z.array(z.union([z.string(), z.boolean(), z.null()]))),
  inhabitants: z.array(z.strictObject({ region: z.string(), manad: Month, antal: z.int() })).optional(),
  cells: z.base64(),
});

/** What was delivered, one entry for each region, month and status. */
export function coversOf(
  { covers, held, from }: Pick<EmbeddedSelections, "covers" | "held" | "from">,
): CoveredSlot[] {
  return held.flatMap(({ region, status, covers: places }) =>
    places.flatMap((place, index) =>
      place < 0 ? [] : [{ region, status, manad: addMonths(from, index), cover: covers[place] }]
    )
  );
}
