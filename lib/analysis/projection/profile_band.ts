/** The chance of an operation by days waited. */
export interface ProfileBand {
  /** The first day of the band. */
  readonly lo: number;
  /** The last day; `null` in the open last band. */
  readonly hi: number | null;
  /** Operations per contact and day of waiting in the band, in a month of mean capacity. */
  readonly perDay: number;
}
