import { type BandDays, bandDays } from "./_band_days.ts";
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

const UNIT_WORD: readonly (readonly [unit: BandUnit, word: RegExp])[] = [
  ["dag", /dagar|dygn|days/],
  ["vecka", /veckor|weeks/],
  ["manad", /månader|months/],
];
/** A title's words that say in what a table counts; "de senaste 12 månaderna" and "vecka 17" do not. */
const UNIT_ABOVE =
  /(?:\b(?:i|in|antal|enhet:?)|[(,:])\s*(?:hela\s+)?(dagar|dygn|days|veckor|weeks|månader|months)\b/giu;

/** The unit of bands that name none: that of their column's header, else that of the text above the table. */
export function unitAround(beside: readonly string[], header = ""): BandUnit | undefined {
  return unitOf([header]) ?? unitOf(beside.flatMap((text) => {
    const cells = text.split(/[\n;\t|]/).map((cell) => cell.trim());
    return [
      ...[...text.normalize("NFC").matchAll(UNIT_ABOVE)].map(([, word]) => word),
      ...cells.filter((cell) =>
        /^(?:dagar|dygn|days|veckor|weeks|månader|months)$/i.test(cell.normalize("NFC"))
      ),
    ];
  }));
}

function unitOf(texts: readonly string[]): BandUnit | undefined {
  const units = UNIT_WORD.filter(([, word]) =>
    texts.some((text) => word.test(text.normalize("NFC").toLowerCase()))
  );
  return units.length === 1 ? units[0][0] : undefined;
}

/** The days of labels, in the unit that a person says, that stands around the table, or that they name. */
export function daysAround(
  labels: readonly BandLabel[],
  said: BandUnit | undefined,
  around: BandUnit | undefined,
): BandDays[] | null {
  const bare = labels.some(({ from, to }) => (from ?? to) !== null && (from ?? to)!.unit === null);
  // Days by themselves under a title of weeks: one of the two is wrong.
  if (bare && said === undefined && around !== undefined && around !== "dag" && bandDays(labels) !== null) {
    return null;
  }
  return bandDays(labels, said ?? around);
}
