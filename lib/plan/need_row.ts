import type { Month } from "../calendar/mod.ts";

/** How many contacts a region's inhabitants need of a vårdutbud in a month; any source may fill it. */
export interface NeedRow {
  /** The region they live in. */
  readonly region: string;
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** The month. */
  readonly manad: Month;
  /** Contacts. */
  readonly antal: number;
}
