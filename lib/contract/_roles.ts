import { NO_BANDS } from "./_banded.ts";
import type { BandUnit } from "./_band_label.ts";
import { columnBands } from "./_column_bands.ts";
import { isTotalHeader } from "./_total_header.ts";
import { ColumnLook } from "./_column_look.ts";
import { type FileLook, finder, partLabel } from "./_file_look.ts";
import { labelBands } from "./_label_bands.ts";
import { leaveHole } from "./_overlaps.ts";
import { notUnderstood, otherNumbers, overLimitsOnly, type RoleStop, unanswered } from "./_role_stops.ts";
import { IGNORED_BAND } from "./aggregate_layout.ts";
import { cancelledRows, misreadColumns } from "./_misread_columns.ts";
import { type Layout, specOf } from "./layout.ts";
import { type Profile, profileLayout, profileSpelling } from "./profile.ts";
import type { FileAnswers } from "./file_answers.ts";

/** Where a field's text comes from: columns of the file (0-based), or the same text in every row. */
export type Source = { readonly columns: readonly number[] } | { readonly constant: string };

/** What a column of a file is to us. */
export interface ColumnRole {
  /** Its place in the header, 0-based. */
  readonly column: number;
  /** Its header. */
  readonly header: string;
  /**
   * "total" counts what bands of the file count already, or all who wait; "deviation" counts or names PvV and MoV; a
   * "share" is never a count; "ignored" has been said not to count, by a profile or a person, or counts days that other bands do.
   */
  readonly role:
    | "field"
    | "band"
    | "total"
    | "share"
    | "deviation"
    | "ignored"
    | "not understood"
    | "blank";
  /** The field that is read from it. */
  readonly field?: string;
  /** The band of waits that it counts: first and last day, and the unit that its header is written in. */
  readonly band?: { readonly lo: number; readonly hi: number | null; readonly unit: BandUnit };
}

/** How a profile reads a file: the roles of its columns, and what stands in the way. */
export interface Roles {
  /** The profile, with the bands and columns that it did not name itself. */
  readonly profile: Profile;
  readonly layout: Layout;
  readonly sources: Readonly<Record<string, Source>>;
  readonly roles: readonly ColumnRole[];
  /** Required fields without a column. */
  readonly missing: readonly string[];
  /** How many columns are used. */
  readonly used: number;
  /** What of the table's layout cannot be read row by row, whatever it holds besides. */
  readonly misread: readonly RoleStop[];
  /** Why the file cannot be read so; the first says it. */
  readonly stops: readonly RoleStop[];
  /** What was taken for granted, Swedish sentences. */
  readonly assumed: readonly string[];
}

/** What a delivery answers for: bands of another region, month or status may part elsewhere. */
const SLOT = ["region", "manad", "status"];

/**
 * Gives every column of a file its role, as a profile reads it. All layouts, the drafter and the load ask here.
 *
 * @param header The headers.
 * @param profile The profile.
 * @param constants Fields that are the same in every row, beside the profile's own.
 * @param look What else is known of the file.
 */
export function decideRoles(
  header: readonly string[],
  profile: Profile,
  constants: Readonly<Record<string, string>>,
  look: FileLook,
): Roles {
  const own = withAnswers(header, profile, look);
  const spelling = profileSpelling(own);
  const columns = header.map((name, column) => new ColumnLook(column, name, look.values, spelling));
  const ignored = new Set(own.bortse.flatMap((name) => {
    const column = finder(header)(name);
    return column < 0 ? [] : [column];
  }));
  const fixed = { ...own.konstanter, ...constants };
  // What the profile itself names as a count is one, whatever it is called.
  const usable = header.map((name, column) =>
    ignored.has(column) || (columns[column].share && !isNamed(own, name)) ? null : name
  );
  const find = finder(usable);
  const fields = new Map<string, readonly number[]>();
  const before = profileLayout(own), banding = new Set(before.bands.map(({ field }) => field));
  for (const name of Object.keys(before.shape)) {
    if (banding.has(name)) continue;
    const found = fixed[name] === undefined ? columnsOf(name, own, find) : null;
    if (found) fields.set(name, found);
  }
  const parted = fixed.manad === undefined && before.shape.manad !== undefined
    ? yearAndMonth(columns, find, fields.get("manad"))
    : null;
  if (parted !== null) fields.set("manad", parted);
  const taken = new Set([...fields.values()].flat());
  const free = columns.filter(({ column }) => usable[column] !== null && !taken.has(column));
  const banded = own.layout === "aggregat"
    ? columnBands(own, free, look)
    : own.layout === "bandrader"
    ? labelBands(
      own,
      columns[fields.get("band")?.[0] ?? -1],
      look,
      SLOT.flatMap((name) => fields.get(name) ?? []),
      [...fields].flatMap(([name, places]) => name === "band" || name === "antal" ? [] : places),
    )
    : NO_BANDS(own);
  const { profile: read, bands } = banded;
  for (const { field, column } of bands) if (column !== null && field !== null) fields.set(field, [column]);
  const left = free.filter(({ column }) => !bands.some((band) => band.column === column));
  const assumed = [
    ...banded.assumed,
    ...parted === null
      ? []
      : [`Månaden är läst ur kolumnerna ${parted.map((at) => header[at]).join(" och ")}`],
  ];
  if (read.layout === "aggregat" && !fields.has("antal") && fixed.antal === undefined) {
    const totals = left.filter(({ header }) => isTotalHeader(header) && !look.noTotal?.includes(header));
    if (totals.length === 1) {
      fields.set("antal", [totals[0].column]);
      assumed.push(`Kolumnen ${totals[0].header} är antagen att räkna alla som väntar (antal)`);
    }
  }
  const layout = read === own ? before : profileLayout(read);
  const sources: Record<string, Source> = {};
  const missing: string[] = [];
  for (const [name, schema] of Object.entries(layout.shape)) {
    const found = fields.get(name);
    if (fixed[name] !== undefined) sources[name] = { constant: fixed[name] };
    else if (found) sources[name] = { columns: found };
    else if (specOf(schema).required) missing.push(name);
  }
  // A profile that names its bands is for files that have them: else any file with a month could be another country's.
  const required = profile.band === undefined || profile.layout !== "aggregat"
    ? []
    : layout.bands.map(({ field }) => field);
  if (required.length > 0 && required.every((name) => sources[name] === undefined)) missing.push(...required);
  const roles = columns.map((column): ColumnRole => {
    const { header, column: at } = column;
    const field = [...fields].find(([, places]) => places.includes(at))?.[0];
    const band = bands.find((band) => band.column === at);
    const label = band && { band: { lo: band.lo, hi: band.hi, unit: band.unit } };
    if (ignored.has(at)) return { column: at, header, role: "ignored" };
    if (band && band.field === null) {
      return { column: at, header, role: band.union ? "total" : "ignored", ...label };
    }
    if (field !== undefined) {
      return { column: at, header, role: label ? "band" : FIELD_ROLES[field] ?? "field", field, ...label };
    }
    if (column.blank) return { column: at, header, role: "blank" };
    if (column.numbersRows) return { column: at, header, role: "ignored" };
    return { column: at, header, role: unreadRole(column) };
  });
  const used = new Set([...fields.values()].flat()).size;
  const hole = banded.limits ? false : leaveHole(bands.filter(({ field }) => field !== null));
  // Only of a file that is read so: to look at every cell of the others' columns takes time.
  const asked = layout.name !== "register" && missing.length === 0 ? columns : [];
  const unread = asked.filter((column) =>
    column.counts &&
    (roles[column.column].role === "not understood"
      ? sources.antal === undefined || hole || (bands.length === 0 && /\d/.test(column.header))
      // "0-30 inkl PvV" counts those who wait too, where no other column does.
      : roles[column.column].role === "deviation" && roles[column.column].field === undefined &&
        sources.antal === undefined && bands.length === 0 && /\d/.test(column.header))
  );
  const mixed = asked.filter((column) =>
    roles[column.column].role === "not understood" && column.kindsOfNumbers
  );
  const others = columns.filter(({ column }) => roles[column].role === "not understood");
  const misread = layout.name === "register"
    ? cancelledRows(others)
    : misreadColumns(others, columns.filter(({ column }) => roles[column].field === "sjukhus"));
  return {
    profile: read,
    layout,
    sources,
    roles,
    missing,
    used,
    assumed,
    misread,
    stops: [
      ...profile.fragor === undefined || profile.fragor.length === 0
        ? []
        : [unanswered(profile.namn, profile.fragor)],
      ...banded.stops,
      ...banded.limits && own.troskelvarden === undefined && sources.antal === undefined
        ? [overLimitsOnly(bands.map(({ name }) => name))]
        : [],
      ...misread,
      ...mixed.map(({ header }) => otherNumbers(header)),
      ...unread.length === 0 ? [] : [notUnderstood(unread.map(({ header }) => header))],
    ],
  };
}

/** The columns of a month that is parted into a year and a month without one; `null` where it is not. */
function yearAndMonth(
  columns: readonly ColumnLook[],
  find: (header: string) => number,
  found: readonly number[] | undefined,
): readonly number[] | null {
  const holds = (at: number, form: RegExp) => {
    const cells = columns[at]?.cells ?? [];
    return cells.length > 0 && cells.every(([text]) => form.test(text));
  };
  const first = (names: readonly string[]) => names.map(find).find((at) => at >= 0) ?? -1;
  const year = first(["år", "year"]),
    month = found?.[0] ?? first(["månad", "month", "månadsnummer", "månadsnr"]);
  return (found?.length ?? 1) === 1 && holds(year, /^(?:19|20)\d\d$/) &&
      holds(month, /^(?:0?[1-9]|1[0-2]|\p{L}{3,9}\.?)$/u)
    ? [year, month]
    : null;
}

/** What a column is that nothing is read from. */
function unreadRole(column: ColumnLook): ColumnRole["role"] {
  return column.share || column.measure ? "share" : column.deviation ? "deviation" : "not understood";
}

/** Fields whose role says more than that they are one. */
const FIELD_ROLES: Readonly<Record<string, ColumnRole["role"]>> = {
  antal: "total",
  pvv: "deviation",
  mov: "deviation",
  avvikelse: "deviation",
  avvikelsekod: "deviation",
};

/** The profile with what a person says of the file. */
function withAnswers(
  header: readonly string[],
  profile: Profile,
  { ignored = [], columns = {} }: FileAnswers,
): Profile {
  const find = finder(header), labels: [string, string][] = [], bortse: string[] = [];
  for (const name of ignored) {
    const label = find(name) < 0 ? partLabel(find, name) : null;
    if (label === null) bortse.push(name);
    else labels.push([label, IGNORED_BAND]);
  }
  return {
    ...profile,
    ...bortse.length > 0 && { bortse: [...profile.bortse, ...bortse] },
    ...Object.keys(columns).length > 0 && { kolumner: { ...profile.kolumner, ...columns } },
    ...labels.length > 0 &&
      { koder: { ...profile.koder, band: { ...profile.koder.band, ...Object.fromEntries(labels) } } },
  };
}

/** The columns of a field; `null` where the file has none. */
export function columnsOf(
  name: string,
  profile: Profile,
  find: (header: string) => number,
): readonly number[] | null {
  const wanted = profile.kolumner[name];
  if (wanted !== undefined && typeof wanted === "object" && "av" in wanted) {
    const columns = wanted.av.map(find);
    return columns.every((column) => column >= 0) ? columns : null;
  }
  const candidates = typeof wanted === "string" ? [wanted, name] : [name, ...wanted ?? []];
  const column = candidates.map(find).find((index) => index >= 0);
  return column === undefined ? null : [column];
}

/** Whether a profile names this very header as a field's or a band's. */
function isNamed({ kolumner, band = [], troskelvarden = [] }: Profile, header: string): boolean {
  return Object.values(kolumner).includes(header) ||
    [...band, ...troskelvarden].some(({ namn }) => namn === header);
}
