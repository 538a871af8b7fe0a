/** How the limits meet units that differ more than chance would have it. */
export type OverDispersion =
  /** Limits widened by √φ, when φ is above 1. */
  | "multiplicative"
  /** A variance between units, τ², added: large units get room too. */
  | "additive"
  /** Limits by chance alone. */
  | "none";

/** Options for the limits of a funnel. */
export interface FunnelOptions {
  /** What to do about over-dispersion. @default {"multiplicative"} */
  readonly overDispersion?: OverDispersion;
  /**
   * Whether each unit's limits are widened by the spread of the others alone, so that a unit that differs does not hide
   * itself. With fewer than four others there is no spread to estimate, and the limits are those of chance.
   * @default {false}
   */
  readonly withoutSelf?: boolean;
  /** The share of z-scores pulled in at each end when over-dispersion is measured, in [0, 0.5). @default {0.1} */
  readonly trim?: number;
  /** The share of units between the inner limits when all are alike. @default {0.95} */
  readonly innerLevel?: number;
  /** The share of units between the outer limits when all are alike. @default {0.998} */
  readonly outerLevel?: number;
}

/** Limits, in the unit of what they limit. */
export interface Limits {
  /** The lower limit. */
  readonly low: number;
  /** The upper limit. */
  readonly high: number;
}

/** The limits for one unit. */
export interface FunnelLimits {
  /** Beyond these a unit is worth a look. */
  readonly inner: Limits;
  /** Beyond these a unit differs by more than chance. */
  readonly outer: Limits;
}

/** A unit held against chance alone, whatever was done about over-dispersion. */
export interface AgainstChance {
  /** The limits by chance alone. */
  readonly chance: FunnelLimits;
  /** The unit's place outside them; `null` when it is within the inner ones. */
  readonly chanceSignal: FunnelSignal | null;
}

/** A unit outside limits: on which side, and whether beyond the outer ones. */
export interface FunnelSignal {
  /** Below or above. */
  readonly side: "low" | "high";
  /** Whether beyond the outer limits too. */
  readonly strong: boolean;
}

/** How wide the limits of a funnel are. */
export interface FunnelSpread {
  /** The measure of over-dispersion: about 0.7 when many units differ by chance alone (trimmed), 1 untrimmed. */
  readonly phi: number;
  /** The variance between units beyond chance, on the scale of the limits. */
  readonly tauSquared: number;
  /** What was done about it. */
  readonly overDispersion: OverDispersion;
  /** The level of the inner limits. */
  readonly innerLevel: number;
  /** The level of the outer limits. */
  readonly outerLevel: number;
}

/** A unit that the funnel cannot hold. */
export interface LeftOut {
  /** The unit. */
  readonly unit: string;
  /** Why, in Swedish. */
  readonly reason: string;
}
