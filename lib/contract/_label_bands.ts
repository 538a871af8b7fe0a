import { nameKey } from "../reference/mod.ts";
import { readBandLabel } from "./_band_label.ts";
import { type Banded, daysAround, isStandard, NO_BANDS, unitAround, withPlacedRest } from "./_banded.ts";
import type { ColumnLook } from "./_column_look.ts";
import type { FileLook } from "./_file_look.ts";
import { overlapsOf } from "./_overlaps.ts";
import { countedTwice, noUnit } from "./_role_stops.ts";
import { TOTAL_BAND } from "./aggregate_layout.ts";
import type { Profile } from "./profile.ts";

/** The bands that a column's cells name, each on rows of its own. */
export function labelBands(profile: Profile, column: ColumnLook | undefined, look: FileLook): Banded {
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
  if (days === null) {
    const inDays = daysAround(labels.map(({ label }) => label), "dag", around);
    const odd = labels[Math.max(0, inDays?.findIndex((band) => !isStandard(band)) ?? 0)].text;
    return {
      ...NO_BANDS(profile),
      stops: [noUnit(labels.map(({ text }) => text), `${column!.header}=${odd}`)],
    };
  }
  const read = own ?? labels.map(({ text }, index) => ({ namn: text, ...days[index] }));
  const counted = read.filter(({ lo, hi }) => `${lo}-${hi ?? ""}` !== TOTAL_BAND);
  const apart = counted.filter((band, index) =>
    counted.findIndex(({ lo, hi }) => lo === band.lo && hi === band.hi) === index
  );
  const { unions, inside, crossing } = overlapsOf(apart), out = [...unions, ...inside, ...crossing];
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
    stops: out.length === 0 ? [] : [countedTwice(
      out.map(({ namn }) => namn),
      column!.header,
      (out.find((band) => !isStandard(band)) ?? out[0]).namn,
    )],
    assumed: [],
  };
}
