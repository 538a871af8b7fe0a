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
 * @param others All columns that are used beside the band and its count.
 */
export function labelBands(
  profile: Profile,
  column: ColumnLook | undefined,
  look: FileLook,
  slot: readonly number[],
  others: readonly number[],
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
  if (days === null) return { ...NO_BANDS(profile), stops: [noUnit(labels.map(({ text }) => text), null)] };
  const read = own ?? labels.map(({ text }, index) => ({ namn: text, ...days[index] }));
  const counted = read.filter(({ lo, hi }) => `${lo}-${hi ?? ""}` !== TOTAL_BAND);
  const apart = counted.filter((band, index) =>
    counted.findIndex(({ lo, hi }) => lo === band.lo && hi === band.hi) === index
  );
  const sets = (beside: readonly number[]) => column === undefined ? [] : cellsBeside(column, look, beside);
  const out = overlapping(apart, read, () => sets(slot));
  // What counts twice wherever it stands can be left out; of several, what is no standard band.
  const spare = out.length === 0 ? [] : alwaysOverlapping(out, apart, read, sets(others));
  const likely = (spare.find((band) => !isStandard(band)) ?? spare[0])?.namn ?? null;
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
    stops: out.length === 0 ? [] : [countedTwice(out.map(({ namn }) => namn), column!.header, likely)],
    assumed: [],
  };
}

/** The sets of cells next to the same cells of other columns; all of the column's in one where that is not known. */
function cellsBeside(
  { column, cells }: ColumnLook,
  { together }: FileLook,
  others: readonly number[],
): readonly ReadonlySet<string>[] {
  const sets = together?.(column, others) ?? [new Set(cells.map(([text]) => text))];
  return sets.map((set) => new Set([...set].map(nameKey)));
}

type NamedDays = BandDays & { readonly namn: string };

/** The bands that count days which others of the same region, month and status count too. */
function overlapping<B extends BandDays>(
  apart: readonly B[],
  read: readonly NamedDays[],
  slots: () => readonly ReadonlySet<string>[],
): B[] {
  // Few files have such bands at all.
  if (overlapsAmong(apart).length === 0) return [];
  return [...new Set(slots().flatMap((cells) => overlapsAmong(bandsOf(cells, apart, read))))];
}

/** Those of the bands that count the days of others wherever they stand. */
function alwaysOverlapping<B extends BandDays>(
  out: readonly B[],
  apart: readonly B[],
  read: readonly NamedDays[],
  sets: readonly ReadonlySet<string>[],
): B[] {
  const tried = sets.map((cells) => {
    const bands = bandsOf(cells, apart, read);
    return { bands, twice: overlapsAmong(bands) };
  });
  return out.filter((band) =>
    tried.every(({ bands, twice }) => !bands.includes(band) || twice.includes(band))
  );
}

function bandsOf<B extends BandDays>(
  cells: ReadonlySet<string>,
  apart: readonly B[],
  read: readonly NamedDays[],
): B[] {
  const here = read.filter(({ namn }) => cells.has(nameKey(namn)));
  return apart.filter(({ lo, hi }) => here.some((band) => band.lo === lo && band.hi === hi));
}

function overlapsAmong<B extends BandDays>(bands: readonly B[]): B[] {
  const { unions, inside, crossing } = overlapsOf(bands);
  return [...unions, ...inside, ...crossing];
}
