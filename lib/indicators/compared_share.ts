import type { Month } from "../calendar/month.ts";
import type { Status } from "../cube/cell.ts";
import type { Bounded } from "../numeric/wait_cell.ts";

/** What a share is compared with and never summed with: the whole country's (riket), and what it was counted on. */
export interface ComparedShare {
  /** Whose it is: "Riket". */
  readonly name: string;
  /** Those who wait over the limit, or those operated within it. */
  readonly status: Status;
  /** The month. */
  readonly manad: Month;
  /** The limit in whole days. */
  readonly limitDays: number;
  /** The selection in words. */
  readonly selection: string;
  /** Whom it is counted on, in words. */
  readonly definition: string;
  /** The share, 0–1. */
  readonly share: Bounded;
  /** The median wait in days; `null` where it is not known. */
  readonly median: Bounded | null;
}
