import type { Month } from "../calendar/mod.ts";
import type { Status } from "../cube/mod.ts";
import type { DayBand } from "../indicators/mod.ts";
import type { AuditReport } from "./audit.ts";
import type { Guarded } from "./guarded.ts";
import type { PublishedTables } from "./published_tables.ts";
import type { CountedAt, PlacedCell } from "./place_axis.ts";

/** What a number is counted on: a place, and one vårdutbud (`null`: not reported) or, left out, all of them. */
export interface CountedOn extends CountedAt {
  /** One vårdutbud only. */
  readonly vardutbud?: string | null;
}

/** How numbers are protected. */
export interface ProtectionRule {
  /** Counts below this are small, contacts; 0 hides nothing. */
  readonly k: number;
  /** Whether small numbers are hidden, or all numbers rounded. */
  readonly mode: "suppress" | "round";
  /** What counts are rounded to in the mode "round", contacts. */
  readonly base: number;
}

/** A hidden number, for the last scan of a file. It holds the truth and never leaves the house. */
export interface HiddenCount {
  /** What it is counted on. */
  readonly where: CountedOn;
  /** Its measure: the key of a band, or one of `antal`, `over`, `inkl`, `overInkl`, `pvv`, `mov`, `volym`, `omfattas`, `inom`. */
  readonly measure: string;
  /** The number, contacts. */
  readonly value: number;
}

/**
 * A month's numbers as they may be shown. What it answers with is {@linkcode Guarded}; the truth stays inside, but for
 * what the audit and the last scan need.
 */
export interface Protection {
  /** The month. */
  readonly manad: Month;
  /** Those who wait, or those operated. */
  readonly status: Status;
  /** How its numbers are protected. */
  readonly rule: ProtectionRule;
  /** The bands of those who wait. */
  readonly bands: readonly DayBand[];
  /** The limit in whole days. */
  readonly limitDays: number;
  /** Every region, hospital and ownership that care is given at. */
  readonly places: readonly PlacedCell[];
  /** Every vårdutbud, `null` where the deliveries do not report. */
  readonly offerings: readonly (string | null)[];
  /** What numbers are hidden for besides that they are small: Swedish sentences. */
  readonly besides: readonly string[];
  /** Which tables are not shown at all, and why: Swedish sentences. */
  readonly leftOut: readonly string[];
  /** How many counts the tables of a page offer, small numbers aside. */
  readonly offered: number;
  /** How many of these are hidden. */
  readonly hidden: number;

  /**
   * Whether the deliveries can answer for a measure at all: what they do not report is not hidden, but missing.
   *
   * @param measure Its name, as in {@linkcode HiddenCount}.
   * @returns Whether it is counted.
   */
  has(measure: string): boolean;

  /**
   * A count, in contacts.
   *
   * @param where What it is counted on. What nobody waits at or for is hidden like any small number.
   * @param measure Its measure, as in {@linkcode HiddenCount}.
   * @returns The count, rounded in the mode "round", or hidden.
   */
  count(where: CountedOn, measure: string): Guarded;

  /**
   * The median wait in whole days: of those who wait actively, or of all operated. It is shown when at least 2 k
   * contacts stand behind it and it says nothing of the bands that the shown counts do not.
   *
   * @param where What it is counted on.
   * @returns Days, or hidden.
   */
  median(where: CountedOn): Guarded;

  /**
   * Audits the protection again.
   *
   * @returns The report. It stays in the house.
   */
  audit(): Promise<AuditReport>;

  /**
   * The numbers that are hidden. They stay in the house.
   *
   * @returns One for each hidden count that a page offers.
   */
  secrets(): HiddenCount[];

  /**
   * What a page of it shows and hides, for the store to remember. It stays in the house.
   *
   * @returns The counts by region, by hospital and by vårdutbud.
   */
  published(): PublishedTables;
}
