import { nameKey } from "../reference/mod.ts";
import type { BandDays } from "./_band_days.ts";
import { readBandLabel } from "./_band_label.ts";
import { type Banded, daysAround, isStandard, NO_BANDS, unitAround, withPlacedRest } from "./_banded.ts";
import type { ColumnLook } from "./_column_look.ts";
import type { FileLook } from "./_file_look.ts";
import { overlapsOf } from "./_overlaps.ts";
import { countedTwice, noUnit } from "./_role_stops.ts";
import { TOTAL_BAND } from "./aggregate_layout.ts";
import type { Profile } from "./profile.ts";

/**
 * The bands that a column's cells name, each on rows of its own.
 *
 * @param profile The profile.
 * @param column The column.
 * @param look What else is known of the file.
 * @param slot The columns of region, month and status, within which no two bands may count the same days.
 */
export function labelBands(
  profile: Profile,
  column: ColumnLook | undefined,
  look: FileLook,
  slot: readonly number[],
): Banded {
  const known = Object.keys(profile.koder.band ?? {}).map(nameKey);
  const cells = column?.cells.map(([text]) => text).filter((text) => !known.includes(nameKey(text))) ?? [];
  const own = profile.band?.filter(({ namn }) => cells.some((text) => nameKey(text) === nameKey(namn)));
  const labels = withPlacedRest(
    own ? [] : cells.flatMap((text) => {
      const label = readBandLabel(text);
      return label === null ? [] : [{ text, label }];
    }),
  );
  const around = unitAround(look.beside ?? [], column?.header), unit = look.unit ?? around;
  const days = daysAround(labels.map(({ label }) => label), look.unit, around);
  if (days === null) return { ...NO_BANDS(profile), stops: [noUnit(labels.map(({ text }) => text))] };
  const read = own ?? labels.map(({ text }, index) => ({ namn: text, ...days[index] }));
  const counted = read.filter(({ lo, hi }) => `${lo}-${hi ?? ""}` !== TOTAL_BAND);
  const apart = counted.filter((band, index) =>
    counted.findIndex(({ lo, hi }) => lo === band.lo && hi === band.hi) === index
  );
  const { out, always } = column === undefined
    ? NONE
    : overlapping(apart, read, () => slotsOf(column, look, slot));
  const bands = apart.map(({ namn, lo, hi }) => ({
    name: namn,
    lo,
    hi,
    column: null,
    unit: "dag" as const,
    field: null,
  }));
  return {
    profile: own ||
        read.every(({ lo, hi }, index) =>
          isStandard({ lo, hi }) && labels[index].label.rest === false && unit === undefined
        )
      ? profile
      : { ...profile, band: read.toSorted((a, b) => a.lo - b.lo) },
    bands,
    limits: false,
    stops: out.length === 0 ? [] : [countedTwice(out.map(({ namn }) => namn), column!.header, always)],
    assumed: [],
  };
}

/** The sets of cells of each region, month and status; all of the column's in one where that is not known. */
function slotsOf(
  { column, cells }: ColumnLook,
  { together }: FileLook,
  slot: readonly number[],
): readonly ReadonlySet<string>[] {
  const sets = together?.(column, slot) ?? [new Set(cells.map(([text]) => text))];
  return sets.map((set) => new Set([...set].map(nameKey)));
}

/** Bands that count days twice, and whether they do wherever they stand, so that their rows can be left out. */
interface Overlapping<B> {
  readonly out: readonly B[];
  readonly always: boolean;
}

const NONE = { out: [], always: true } as const;

/** The bands that count days which others of the same region, month and status count too. */
function overlapping<B extends BandDays>(
  apart: readonly B[],
  read: readonly (BandDays & { readonly namn: string })[],
  slots: () => readonly ReadonlySet<string>[],
): Overlapping<B> {
  // Few files have such bands at all.
  if (overlapsAmong(apart).length === 0) return NONE;
  const tried = slots().map((cells) => {
    const here = read.filter(({ namn }) => cells.has(nameKey(namn)));
    const bands = apart.filter(({ lo, hi }) => here.some((band) => band.lo === lo && band.hi === hi));
    return { bands, twice: overlapsAmong(bands) };
  });
  const out = [...new Set(tried.flatMap(({ twice }) => twice))];
  return {
    out,
    always: tried.every(({ bands, twice }) =>
      out.every((band) => !bands.includes(band) || twice.includes(band))
    ),
  };
}

function overlapsAmong<B extends BandDays>(bands: readonly B[]): B[] {
  const { unions, inside, crossing } = overlapsOf(bands);
  return [...unions, ...inside, ...crossing];
}
