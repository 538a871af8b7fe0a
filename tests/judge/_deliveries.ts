import fc from "fast-check";
import { Profile, recognise, type Source, specOf } from "../../lib/contract/mod.ts";
import type { Delimiter } from "../../lib/extract/mod.ts";
import { cellOf } from "./_cells.ts";

/** Where a cell or a record begins, as an editor counts. */
export interface MadePlace {
  readonly line: number;
  readonly column: number;
}

/** A file, and what was written into it. */
export interface MadeFile {
  readonly bytes: Uint8Array;
  readonly delimiter: Delimiter;
  readonly lineEnd: string;
  readonly header: readonly string[];
  /** The records that can be read: where each begins, its text, and where each of its cells begins. */
  readonly good: readonly (MadePlace & { readonly raw: string; readonly places: readonly MadePlace[] })[];
  /** The lines of the records that cannot be read. */
  readonly broken: readonly number[];
}

/** A kind of delivery: its profile, its columns, and cells that are right for them. */
export interface DeliveryKind {
  readonly name: string;
  readonly profile: Profile;
  /** Each column's header and what its cells mostly are. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
}

const days = ["2024-01-15", "2024-02-29T08:00:00", "20230601", "2023-12-24 10:30", "2024-04-30"];
const aggregate = {
  manad: ["2024-04", "2024-04", "april 2024", "202403"],
  status: ["väntande", "väntande", "VANTANDE", "genomförda"],
  region: ["Dalarna", "Region Dalarna", "Uppsala", "Dalarna", "Dalarna", "Riket"],
  sjukhus: ["Falu lasarett", "Mora lasarett", "", "Alla", "Sjukhus saknas", "Bollnäs sjukhus"],
  vardutbud: ["Gråstarr", "Höftprotes", "", "Alla"],
  agarform: ["privat", "", "", "Alla"],
  hemregion: ["", "", "Gävleborg"],
};
const counts = ["0", "3", "12", "7", "1 204", "", "5"];

/** Deliveries of every layout: with standard bands, bands of their own, limits, and a band in each row. */
export const KINDS: readonly DeliveryKind[] = [
  kind("register", { layout: "register" }, {
    beslut_datum: days,
    start_datum: ["", "", "2024-04-12", "2024-05-02", "2024-03-30"],
    medicinskt_maldatum: ["", "2024-06-01"],
    matperiod: ["2024-04", "2024-04-30", "202404", "2024-03"],
    kva_kod: ["CJE20", "cje20", "", "NFB49", "JKA21"],
    mvo_kod: ["511", "311", ""],
    aktivitetskod: ["", "", "51101"],
    aktivitet_kva: ["", "NFB49"],
    vardgaranti: ["JA", "JA", "NEJ", "j"],
    avvikelsekod: ["", "", "", "PvV", "2"],
    regionkod: ["57", "57", "12"],
    sjukhuskod: ["57010", "", "00000"],
    sjukhusnamn: ["Falu lasarett", "Mora lasarett", "Bollnäs sjukhus", "", "Sjukhus saknas"],
    kon: ["1", "2", "kvinna"],
    fodelsear: ["1950", "1990", "1961", "2023"],
    lkf: ["2080", "2180", "", "9999", "038001", "380", "38001"],
    vardkontakt_id: ["K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8", "K9", "K10", "K11", "K12", " K1", "k1"],
    fas: ["2", "2", "2", "", "1"],
    status: ["VANTANDE", "GENOMFORD"],
    vantetid_dagar: ["", "106", "75"],
    fritext: ["", "ring först", "a;b", 'sade "ja"', "rad 1\nrad 2"],
  }),
  kind("aggregat", { layout: "aggregat" }, {
    ...aggregate,
    ...columnsOf(["d0_30", "d31_60", "d61_90", "d91_365", "d366", "antal", "pvv", "mov"]),
    median: ["", "40", "61,5"],
  }),
  kind("own bands", {
    layout: "aggregat",
    tusental: ",",
    datumform: "mdy",
    band: [{ namn: "0-18 v", lo: 0, hi: 126 }, { namn: "18-36 v", lo: 127, hi: 252 }],
  }, { ...aggregate, ...columnsOf(["0-18 v", "18-36 v", "antal", "mov"]) }),
  kind("limits", {
    layout: "aggregat",
    troskelvarden: [{ namn: "över 90", over: 90 }, { namn: "över 180", over: 180 }],
  }, {
    ...aggregate,
    "över 90": ["9", "12", "5", "1 004"],
    "över 180": ["0", "3", "5", "2"],
    antal: ["20", "", "1 004", "4"],
  }),
  kind("band rows", { layout: "bandrader" }, {
    ...aggregate,
    avvikelse: ["", "", "", "PvV"],
    band: ["0-30", "31-60", "61-90", "91-120", "> 365 dagar", "Alla"],
    antal: counts,
  }),
];

function kind(
  name: string,
  profile: Record<string, unknown>,
  columns: Readonly<Record<string, readonly string[]>>,
): DeliveryKind {
  return { name, profile: Profile.parse({ namn: "prov", beskrivning: "Prov", ...profile }), columns };
}

function columnsOf(names: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(names.map((name) => [name, counts]));
}

/** What stands on a line of a file. */
type Line = { readonly cells: readonly string[]; readonly quoted: number } | { readonly other: string };

/** Any file of a kind of delivery, with `most` records at most. */
export function filesOf({ columns, profile }: DeliveryKind, most = 40): fc.Arbitrary<MadeFile> {
  const header = Object.keys(columns), { layout, sources } = recognise(header, [profile]);
  const specs = header.map((_, column) => {
    const field = Object.keys(sources).find((name) => isColumn(sources[name], column));
    return field === undefined ? undefined : specOf(layout.shape[field]);
  });
  const cells = header.map((name, column) => {
    const spec = specs[column], usual = fc.constantFrom(...columns[name]);
    // What the reader composes is not what DuckDB reads.
    const odd = spec && cellOf(spec).map((cell) => cell.normalize("NFC").replaceAll("\0", ""));
    return odd === undefined
      ? usual
      : fc.oneof({ weight: 60, arbitrary: usual }, { weight: 1, arbitrary: odd });
  });
  const line = fc.oneof(
    { weight: 40, arbitrary: fc.record({ cells: fc.tuple(...cells), quoted: fc.nat(2 ** 30) }) },
    { weight: 1, arbitrary: fc.constantFrom("", "", "  ", "\t ").map((other) => ({ other })) },
    { weight: 1, arbitrary: fc.constant({ cells: header.map(() => ""), quoted: 0 }) },
    { weight: 2, arbitrary: fc.constantFrom(1, header.length - 1, header.length + 1).map(brokenLine) },
  );
  return fc.record({
    lines: fc.array(line, { maxLength: most, size: "max" }),
    delimiter: fc.constantFrom<Delimiter>(";", ",", "\t", "|"),
    lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
    mark: fc.boolean(),
    ended: fc.boolean(),
  }).map((made) => write(header, made));
}

function isColumn(source: Source, column: number): boolean {
  return "columns" in source && source.columns.includes(column);
}

/** So many fields, in the place of a delimiter a sign that stands for it. */
function brokenLine(fields: number): Line {
  return { other: Array.from({ length: fields }, () => "x").join(DELIMITER) };
}

const DELIMITER = "\u0001";

interface Written {
  readonly lines: readonly Line[];
  readonly delimiter: Delimiter;
  readonly lineEnd: string;
  /** Whether it begins with a byte order mark, and ends with a line end. */
  readonly mark: boolean;
  readonly ended: boolean;
}

function write(header: readonly string[], { lines, delimiter, lineEnd, mark, ended }: Written): MadeFile {
  let text = "", line = 1, lineStart = 0;
  const add = (piece: string): void => {
    for (const { 0: found, index } of piece.matchAll(/\r\n|\r|\n/g)) {
      line++;
      lineStart = text.length + index + found.length;
    }
    text += piece;
  };
  const place = (): MadePlace => ({ line, column: text.length - lineStart + 1 });
  const good: MadeFile["good"][number][] = [], broken: number[] = [];
  add(header.join(delimiter) + lineEnd);
  for (const made of lines) {
    const first = text.length, start = place();
    if ("other" in made) {
      const other = made.other.replaceAll(DELIMITER, delimiter);
      if (isBlank(other, delimiter)) add(other);
      else {
        broken.push(line);
        add(other);
      }
    } else {
      const places = made.cells.map((cell, column): MadePlace => {
        if (column > 0) add(delimiter);
        const isQuoted = mustQuote(cell, delimiter) || (made.quoted >> column % 30 & 1) === 1;
        if (isQuoted) add('"');
        const at = place();
        add(isQuoted ? `${cell.replaceAll('"', '""')}"` : cell);
        return at;
      });
      good.push({ ...start, raw: text.slice(first), places });
    }
    add(lineEnd);
  }
  // A file that ends in a broken line without its end is cut off.
  const last = lines.at(-1);
  if (!ended && last !== undefined && "cells" in last) text = text.slice(0, -lineEnd.length);
  const bytes = new TextEncoder().encode(mark ? `\ufeff${text}` : text);
  return { bytes, delimiter, lineEnd, header, good, broken };
}

/** Whether a line holds nothing but blanks, and the delimiter is none of them. */
function isBlank(text: string, delimiter: string): boolean {
  return /^[ \t]*$/.test(text) && !text.includes(delimiter);
}

function mustQuote(cell: string, delimiter: string): boolean {
  return cell.includes(delimiter) || /["\r\n]|^[ \t]|[ \t]$/.test(cell);
}
