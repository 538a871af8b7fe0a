import { type BandLabel, type BandUnit, readBandLabel } from "./_band_label.ts";
import {
  type Banded,
  daysAround,
  isStandard,
  NO_BANDS,
  type RoleBand,
  unitAround,
  withPlacedRest,
} from "./_banded.ts";
import type { ColumnLook } from "./_column_look.ts";
import { type FileLook, finder } from "./_file_look.ts";
import { contains, followEachOther, overlapsOf, partsOf } from "./_overlaps.ts";
import { notFollowing, notTheSum, notWithin, noUnit, type RoleStop } from "./_role_stops.ts";
import { bandField, type Profile, thresholdField } from "./profile.ts";

/** The bands that are columns: those that the profile names, else those that the headers name. */
export function columnBands(profile: Profile, free: readonly ColumnLook[], look: FileLook): Banded {
  const find = finder(free.map(({ header }) => header)), at = (name: string) => free[find(name)]?.column;
  const answers = Object.entries(look.bands ?? {});
  const named: RoleBand[] = [
    ...profile.band?.map(({ namn, lo, hi }) => ({ name: namn, lo, hi, field: bandField(lo, hi) })) ?? [],
    ...profile.troskelvarden?.map(({ namn, over }) => ({
      name: namn,
      lo: over + 1,
      hi: null,
      field: thresholdField(over),
    })) ?? [],
  ].flatMap((band) => {
    const column = at(band.name) ?? at(band.field);
    return column === undefined ? [] : [{ ...band, column, unit: "dag" as const }];
  });
  if (profile.troskelvarden !== undefined) return { ...NO_BANDS(profile), bands: named, limits: true };
  const own = profile.band !== undefined;
  const labels = withPlacedRest(free.flatMap((column) => {
    const said = answers.find(([name]) => find(name) >= 0 && free[find(name)] === column)?.[1];
    const label = said === undefined ? own ? null : readBandLabel(column.header) : inDays(said);
    return label === null ? [] : [{ column, label, said: said !== undefined }];
  }));
  const around = unitAround(look.beside ?? []), unit = look.unit ?? around;
  const days = daysAround(labels.map(({ label }) => label), look.unit, around);
  if (days === null) {
    return {
      ...NO_BANDS(profile),
      stops: [noUnit(labels.map(({ column }) => column.header), labels[0].column.header)],
    };
  }
  const read: RoleBand[] = [
    ...named.filter(({ column }) => !labels.some((label) => label.column.column === column)),
    ...labels.map(({ column, label }, index) => ({
      ...days[index],
      column: column.column,
      name: column.header,
      unit: (label.from ?? label.to)?.unit ?? unit ?? "dag",
      field: bandField(days[index].lo, days[index].hi),
    })),
  ];
  if (
    !own && read.length > 0 && read.every(({ lo, hi }) => hi === null && lo > 0) && !read.every(isStandard)
  ) {
    return asLimits(profile, read);
  }
  const { bands, stops } = withoutOverlaps(read, free, profile.band === undefined);
  const kept = bands.filter(({ field }) => field !== null);
  const asTitled = unit !== undefined && unit !== "dag" &&
    labels.some(({ label }) => (label.from ?? label.to)?.unit === null);
  const plain = kept.every(isStandard) && !asTitled && !labels.some(({ said }) => said);
  const written = kept.map(({ name, lo, hi }) => ({ namn: name, lo, hi }));
  return {
    profile: (own ? !labels.some(({ said }) => said) : plain) ? profile : { ...profile, band: written },
    bands,
    limits: false,
    stops,
    assumed: [
      ...asTitled
        ? [
          `Väntetidsbandens enhet är ${look.unit === undefined ? "läst ovanför tabellen" : "angiven"}: ${
            UNIT_NAMES[unit]
          }`,
        ]
        : [],
      ...coarser(bands),
    ],
  };
}

/** What is said where columns are left out that part the waits finer than what is read. */
function coarser(bands: readonly RoleBand[]): string[] {
  const left = bands.filter(({ field, union }) => field === null && union !== true).map(({ name }) => name);
  return left.length === 0 ? [] : [
    `Kolumnerna ${
      left.join(", ")
    } räknar en del av dem i en annan kolumn och läses inte, så väntetiderna blir grövre: ` +
    "skriv hellre band som följer på varandra (0-30, 31-60, 61-90)",
  ];
}

const UNIT_NAMES: Readonly<Record<BandUnit, string>> = {
  dag: "dagar",
  vecka: "veckor",
  manad: "månader",
  ar: "år",
};

/** Columns that each count those over a limit. */
function asLimits(profile: Profile, read: readonly RoleBand[]): Banded {
  return {
    profile: { ...profile, troskelvarden: read.map(({ name, lo }) => ({ namn: name, over: lo - 1 })) },
    bands: read.map((band) => ({ ...band, field: thresholdField(band.lo - 1) })),
    limits: true,
    stops: [],
    assumed: [
      `Kolumnerna ${read.map(({ name }) => name).join(", ")} räknar dem som väntat längre än en gräns`,
    ],
  };
}

/** Leaves out the columns that count days that others count; says where that cannot be done. */
function withoutOverlaps(
  read: readonly RoleBand[],
  columns: readonly ColumnLook[],
  must: boolean,
): { bands: readonly RoleBand[]; stops: readonly RoleStop[] } {
  const { unions, inside, crossing } = overlapsOf(read), stops: RoleStop[] = [];
  const look = (band: RoleBand) => columns.find(({ column }) => column === band.column);
  const sum = (band: RoleBand) => look(band)?.sum ?? null;
  for (const union of unions) {
    const parts = partsOf(union, read),
      all = sum(union),
      parted = parts.map(sum).reduce<number | null>(
        (total, one) => total === null || one === null ? null : total + one,
        0,
      );
    if (all !== parted) {
      stops.push(notTheSum(union.name, parts.map(({ name }) => name), [all, parted]));
    }
  }
  for (const part of inside) {
    const wide = read.find((band) =>
      !inside.includes(band) && !unions.includes(band) && contains(band, part)
    )!;
    const [all, some] = [look(wide), look(part)];
    if ((some?.sum ?? 0) > (all?.sum ?? 0) || (some?.missing ?? 0) < (all?.missing ?? 0)) {
      stops.push(notWithin(part.name, wide.name));
    }
  }
  const left = read.filter((band) => !unions.includes(band) && !inside.includes(band));
  if (crossing.length > 0 || (must && !left.every(isStandard) && !followEachOther(left))) {
    stops.push(notFollowing(left.map(({ name }) => name)));
  }
  return {
    bands: read.map((band) =>
      unions.includes(band)
        ? { ...band, field: null, union: true }
        : inside.includes(band)
        ? { ...band, field: null }
        : band
    ),
    stops,
  };
}

/** A band that a person names, in days where it names no unit. */
function inDays(text: string): BandLabel | null {
  const label = readBandLabel(text);
  const end = (one: BandLabel["from"]) => one && { ...one, unit: one.unit ?? ("dag" as const) };
  return label && { ...label, from: end(label.from), to: end(label.to) };
}
