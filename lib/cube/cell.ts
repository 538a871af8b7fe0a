import * as z from "zod";
import type { Month } from "../calendar/mod.ts";
import type { WaitCell } from "../numeric/mod.ts";
import type { Ownership } from "../reference/mod.ts";

/** Who is counted: those waiting at the end of the month (väntande), or those operated during it (genomförda). */
export type Status = "vantande" | "genomforda";
/** The statuses, in order. */
export const STATUSES: readonly Status[] = ["vantande", "genomforda"];
/** Who is counted, checked. */
export const Status: z.ZodType<Status> = z.enum(["vantande", "genomforda"]);

/** Why somebody waits longer than others (avvikelse): by own choice, for medical reasons, special reasons. */
export type Deviation = "PvV" | "MoV" | "SoV";

/** What a cell of the wait cube is about. */
export interface Dimensions {
  /** The month measured. */
  readonly manad: Month;
  /** Waiting or performed. */
  readonly status: Status;
  /** The region that gives the care, official name. */
  readonly region: string;
  /** The hospital; `null` where the delivery does not report. */
  readonly sjukhus: string | null;
  /** The vårdutbud; `null` where the delivery does not report. */
  readonly vardutbud: string | null;
  /** Who runs the hospital; `null` where unknown. */
  readonly agarform: Ownership | null;
  /** The deviation; `null` for none. */
  readonly avvikelse: Deviation | null;
  /** Whether the guarantee covers the contact; `null` where the delivery does not report. */
  readonly vardgaranti: boolean | null;
  /** The region the patient lives in; `null` where unknown. */
  readonly hemregion: string | null;
}

/** The name of a dimension. */
export type Dimension = keyof Dimensions;

/** One cell of the wait cube: `antal` contacts of this kind waited between `lo` and `hi` whole days. */
export type CubeCell = Dimensions & WaitCell;

/** The dimensions in the cube's order. */
export const DIMENSIONS: readonly Dimension[] = [
  "manad",
  "status",
  "region",
  "sjukhus",
  "vardutbud",
  "agarform",
  "avvikelse",
  "vardgaranti",
  "hemregion",
];
