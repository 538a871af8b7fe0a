import { nameKey } from "../reference/mod.ts";
import { ColumnLook } from "./_column_look.ts";
import type { FileLook } from "./_file_look.ts";
import type { Roles } from "./_roles.ts";
import { TOTAL } from "./aggregate_layout.ts";
import { fieldSchema, type FieldSpec, isCodeWithDecimals } from "./field.ts";
import { specOf } from "./layout.ts";
import { profileSpelling } from "./profile.ts";

const STATUS_WORDS: Readonly<Record<string, string>> = { vantande: "väntande", genomforda: "genomförda" };
const DIMENSION_WORDS: Readonly<Record<string, string>> = {
  sjukhus: "sjukhus",
  sjukhusnamn: "sjukhus",
  vardutbud: "vårdutbud",
  agarform: "ägarform",
  hemregion: "hemregion",
};

/**
 * What was understood of a file, as a person can check it: "väntande per sjukhus och vårdutbud, banden 0-30, 31-60, 61- dagar;
 * PvV och MoV anges inte".
 */
export function understoodAs(roles: Roles, look: FileLook): string {
  const { layout, sources } = roles;
  const dimensions = Object.keys(DIMENSION_WORDS).filter((field) => sources[field] !== undefined)
    .map((field) => DIMENSION_WORDS[field]);
  const parts = layout.name === "register" ? [`${statusIn(roles, look)}, en insats per rad`] : [
    `${statusIn(roles, look)} per ${listed(dimensions.length > 0 ? dimensions : ["region"])}`,
    bandsIn(roles, look),
  ];
  return `${parts.join(", ")}; ${deviationsIn(roles)}`;
}

function statusIn({ sources, layout, profile }: Roles, { values }: FileLook): string {
  const source = sources.status, schema = layout.shape.status;
  const cells = source === undefined
    ? []
    : "constant" in source
    ? [source.constant]
    : new ColumnLook(source.columns[0], "", values, profileSpelling(profile)).cells.map(([text]) => text);
  const words = new Set(cells.flatMap((text) => {
    const read = schema.safeParse(text);
    return read.success && typeof read.data === "string" ? STATUS_WORDS[read.data] ?? read.data : [];
  }));
  return words.size === 0 ? "insatser" : listed([...words].toSorted());
}

function bandsIn({ layout, sources, profile, roles }: Roles, { values }: FileLook): string {
  if (profile.troskelvarden !== undefined) {
    return `antal över ${
      listed(
        profile.troskelvarden.map(({ over }) => over).toSorted((a, b) => a - b).map(String),
      )
    } dagar`;
  }
  const written = (bands: readonly { lo: number; hi: number | null }[]) =>
    [...new Set(bands.toSorted((a, b) => a.lo - b.lo).map(({ lo, hi }) => `${lo}-${hi ?? ""}`))].join(", ");
  if (layout.name === "bandrader") {
    if (profile.band !== undefined) return `banden ${written(profile.band)} dagar på egna rader`;
    const source = sources.band, schema = layout.shape.band;
    const cells = source !== undefined && "columns" in source
      ? new ColumnLook(source.columns[0], "", values, profileSpelling(profile)).cells
      : [];
    const bands = cells.flatMap(([text]) => {
      const read = schema.safeParse(text);
      const band = read.success ? /^(\d+)-(\d*)$/.exec(String(read.data)) : null;
      return band === null ? [] : [{ lo: Number(band[1]), hi: band[2] === "" ? null : Number(band[2]) }];
    }).filter(({ lo, hi }) => lo > 0 || hi !== null);
    return bands.length === 0 ? "ett väntetidsband per rad" : `banden ${written(bands)} dagar på egna rader`;
  }
  const bands = roles.flatMap(({ role, band }) => role === "band" && band !== undefined ? [band] : []);
  return bands.length === 0 ? "utan väntetidsband" : `banden ${written(bands)} dagar`;
}

function deviationsIn({ layout, sources, roles }: Roles): string {
  const unread = roles.filter(({ role, field }) => role === "deviation" && field === undefined);
  if (unread.length > 0) {
    return `PvV och MoV kan ingå, då ${unread.map(({ header }) => header).join(" och ")} inte läses`;
  }
  if (layout.name === "register") {
    return sources.avvikelsekod === undefined
      ? "avvikelsekod finns inte: PvV och MoV räknas med dem som väntar"
      : "PvV och MoV anges";
  }
  if (layout.name === "bandrader") {
    return sources.avvikelse === undefined ? "PvV och MoV anges inte" : "PvV och MoV anges på egna rader";
  }
  const said = [["pvv", "PvV"], ["mov", "MoV"]].map(([field, name]) => ({
    name,
    is: sources[field] !== undefined,
  }));
  if (said.every(({ is }) => is === said[0].is)) return `PvV och MoV anges${said[0].is ? "" : " inte"}`;
  return `${said.find(({ is }) => is)!.name} anges, ${said.find(({ is }) => !is)!.name} inte`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} och ${words.at(-1)}`;
}

/** A column that nothing is read from, and the field that all its cells are known names of. */
export interface KnownColumn {
  readonly field: string;
  readonly header: string;
  /** How many different names it holds, totals left out. */
  readonly count: number;
  /** Its different cells. */
  readonly cells: readonly string[];
}

/** The columns left over whose cells are all known to a field without a column: hospitals, vårdutbud, regions, status, months. */
export function knownColumns(
  { layout, sources, roles, profile }: Roles,
  { values }: FileLook,
): KnownColumn[] {
  const spelling = profileSpelling(profile);
  const left = roles.filter(({ role }) => role === "not understood")
    .map(({ column, header }) => new ColumnLook(column, header, values, spelling));
  const taken = new Set<ColumnLook>();
  return Object.entries(layout.shape).flatMap(([field, schema]) => {
    if (sources[field] !== undefined || field === "hemregion") return [];
    const known = knows(specOf(schema));
    const column = known && left.find((one) => !taken.has(one) && one.namesKnownTo(known) > 0);
    if (!column) return [];
    taken.add(column);
    return [{
      field,
      header: column.header,
      count: column.namesKnownTo(known),
      cells: column.cells.map(([text]) => text),
    }];
  });
}

/** Whether a text is a name that the field knows, or a total over it; `null` for a field that knows no names. */
function knows(spec: FieldSpec): ((text: string) => "name" | "total" | null) | null {
  if (spec.kind === "month") return (text) => fieldSchema(spec).safeParse(text).success ? "name" : null;
  const { codes } = spec;
  if (codes === undefined || (spec.kind !== "code" && spec.kind !== "name")) return null;
  return (text) => {
    const name = codes.get(nameKey(text));
    return name === undefined ? null : name === TOTAL ? "total" : "name";
  };
}

/** Codes that a program has written as numbers with decimals, one sentence for all; none where there are none. */
export function floatedCodes({ layout, sources, roles, profile }: Roles, { values }: FileLook): string[] {
  if (values === undefined) return [];
  const floated = Object.entries(layout.shape).flatMap(([field, schema]) => {
    const source = sources[field], spec = specOf(schema);
    if (source === undefined || "constant" in source || (spec.codes ?? spec.pattern) === undefined) return [];
    return source.columns.flatMap((column) => {
      const cells = new ColumnLook(column, "", values, profileSpelling(profile)).cells;
      const cell = cells.find(([text]) => isCodeWithDecimals(text, spec))?.[0];
      return cell === undefined ? [] : [{ header: roles[column].header, cell }];
    });
  });
  if (floated.length === 0) return [];
  return [
    `Koder skrivna som decimaltal (${floated[0].cell}) är lästa utan decimaler, i ${
      floated.map(({ header }) => header).join(", ")
    }`,
  ];
}
