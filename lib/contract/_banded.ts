import { type BandDays } from "./_band_days.ts";
import type { BandLabel, BandUnit } from "./_band_label.ts";
import type { RoleStop } from "./_role_stops.ts";
import { STANDARD_BANDS } from "./aggregate_layout.ts";
import type { Profile } from "./profile.ts";

/** A band of waits that a column or a label counts. */
export interface RoleBand extends BandDays {
  /** `null` of a label in a cell. */
  readonly column: number | null;
  readonly name: string;
  readonly unit: BandUnit;
  /** The field that counts it; `null` where others count its days. */
  readonly field: string | null;
  readonly union?: boolean;
}

/** The bands that a file is read with. */
export interface Banded {
  readonly profile: Profile;
  readonly bands: readonly RoleBand[];
  /** Whether they count those over a limit, each those of higher limits too. */
  readonly limits: boolean;
  readonly stops: readonly RoleStop[];
  readonly assumed: readonly string[];
}

/** A file without bands. */
export const NO_BANDS = (profile: Profile): Banded => ({
  profile,
  bands: [],
  limits: false,
  stops: [],
  assumed: [],
});

/** The labels without "övriga" where no band ends, or one is open already: there it names something else. */
export function withPlacedRest<T extends { readonly label: BandLabel }>(labels: readonly T[]): T[] {
  const rests = labels.filter(({ label }) => label.rest), others = labels.filter(({ label }) => !label.rest);
  const placed = rests.length === 1 && others.length > 0 && others.every(({ label }) => label.to !== null);
  return placed ? [...labels] : others;
}

/** Whether it is one of the bands that we use. */
export function isStandard({ lo, hi }: BandDays): boolean {
  return STANDARD_BANDS.some((band) => band.lo === lo && band.hi === hi);
}

const UNIT_ABOVE =
  /(?:\b(?:i|in|antal|enhet)|[(,:])\s*(?:hela\s+)?(dagar|dygn|days|veckor|weeks|månader|months)\b/giu;

/** The unit of which the text above a table speaks, where it speaks of one. */
export function unitAbove(texts: readonly string[]): BandUnit | undefined {
  const words = texts.flatMap((text) =>
    [...text.normalize("NFC").matchAll(UNIT_ABOVE)].map(([, word]) => word.toLowerCase())
  );
  const units = new Set(
    words.map((word) =>
      /^(?:dag|dyg)/.test(word)
        ? "dag" as const
        : /^(?:v|w)/.test(word)
        ? "vecka" as const
        : /^m/.test(word)
        ? "manad" as const
        : "dag" as const
    ),
  );
  return units.size === 1 ? [...units][0] : undefined;
}
