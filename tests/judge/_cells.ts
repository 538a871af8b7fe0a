import fc from "fast-check";
import { bandField, type FieldSpec, Profile, type Reading, recognise } from "../../lib/contract/mod.ts";
import type { Delimiter } from "../../lib/extract/mod.ts";

const two = (most: number) => fc.nat(most).map((number) => String(number).padStart(2, "0"));
const year = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 2008, max: 2026 }) },
  fc.integer({ min: 1795, max: 2205 }),
  fc.constantFrom(0, 1, 999, 9999),
).map((number) => String(number).padStart(4, "0"));
const time = fc.constantFrom(
  "",
  "",
  "",
  "T08:00:00",
  " 08:00",
  "T24:61:61",
  "T08:00:00.123",
  "T08:00:00,1234567891",
  "T08:00:00Z",
  "T22:00:00Z",
  "T23:00:00.000Z",
  " 22:00:00+00:00",
  "T22:30:00Z",
  "T08:00:00+01:00",
  "T08:00:00+0100",
  "T08",
  "t08:00:00",
  "  08:00",
);
const dateText = fc.tuple(year, two(13), two(32), time, fc.nat(9)).map(([y, m, d, t, form]) =>
  [
    `${y}-${m}-${d}${t}`,
    `${y}-${m}-${d}${t}`,
    `${y}-${m}-${d}${t}`,
    `${y}${m}${d}`,
    `${y}${m}${d}080000`,
    `${d}-${m}-${y}`,
    `${d}/${m}/${y}`,
    `${d}.${m}.${y}`,
    `${y}/${m}/${d}`,
    `${Number(d)}-${m}-${y}`,
  ][form]
);
const serialText = fc.oneof(
  fc.integer({ min: 1, max: 112_000 }).map(String),
  fc.constantFrom(
    "59",
    "60",
    "61",
    "0",
    "0060",
    "1904",
    "45412.5",
    "45412,75",
    "108112",
    "109574",
    "109575",
    "045412",
  ),
);
const monthText = fc.tuple(
  year,
  two(13),
  fc.constantFrom(
    "april",
    "APRIL",
    "Apr",
    "apr.",
    "maj",
    "May",
    "sept",
    "januari",
    "okt",
    "foo",
    "İanuari",
    "aprıl",
  ),
  fc.nat(6),
).map(([y, m, name, form]) =>
  [`${y}-${m}`, `${y}-${m}`, `${y}${m}`, `${name} ${y}`, `${y} ${name}`, `${name}  ${y}`, `${name}${y}`][form]
);
const numberText = fc.oneof(
  fc.integer({ min: -3, max: 40 }).map(String),
  fc.constantFrom(
    "-0",
    "0",
    "00",
    "-00",
    "1 234",
    "1\u00a0234",
    "1\u202f234",
    "1'234",
    "1,234",
    "1.234",
    "1.234.567",
    "1,234,567",
    "1 23",
    "12 st",
    "12st",
    "12  st",
    "1.0",
    "1,00",
    "1,000",
    "1.5",
    "1,5",
    "-1,5",
    "+1",
    "1e3",
    "٣",
    "１",
    "0x10",
    "999999999999999",
    "9999999999999999",
    "1 000 000 000 000 000",
    "123 456 789 012 345",
    ".5",
    "5.",
    "--1",
    "1-",
    "0.000000000001",
    "123456789012.123456789012",
    "1953",
    "1900",
    "2199",
    "2200",
    "1901",
    "NaN",
    "Infinity",
    "1,2,3",
  ),
  fc.string({ unit: fc.constantFrom(..."0123456789,. -"), maxLength: 9 }),
);
const hostile = fc.oneof(
  fc.constantFrom(
    "",
    "",
    " ",
    "-",
    "–",
    "—",
    "n/a",
    "N/A",
    "N/a",
    "NA",
    "na",
    "null",
    "NULL",
    "Null",
    "nULL",
    "saknas",
    "Saknas",
    "Uppgift saknas",
    "UPPGIFT SAKNAS",
    "Uppgift Saknas",
    "Ej deltagit",
    "none",
    "'",
    "''",
    '"',
    '""',
    'a"b',
    "\\",
    "\\N",
    "%",
    "_",
    ";",
    "a;b",
    "a\tb",
    "å\r\nä",
    "å\nä",
    "\r",
    "\v",
    "\u0085",
    "\u2028",
    "\ufeff",
    "\u200b",
    "a\u0301",
    "😀",
    "İ",
    "ı",
    "ſ",
    "K",
    "Å",
    "ẞ",
    "Σ",
    "\u0001",
    "\u007f",
    "0000",
    "9999",
    "99",
  ),
  fc.string({ unit: "grapheme", maxLength: 6 }).filter((text) => !text.includes("\0") && text.isWellFormed()),
);
const blank = fc.constantFrom(
  ...[
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    " ",
    "  ",
    "\t",
    "\u00a0",
    "\u202f",
    "\ufeff",
    "\v",
    "\u2009",
    "\u3000",
    "\n",
  ],
);

/** A plausible text of a field, changed a little now and then. */
function plausible(spec: FieldSpec): fc.Arbitrary<string> {
  switch (spec.kind) {
    case "day":
      return fc.oneof({ weight: 5, arbitrary: dateText }, serialText);
    case "month":
      return fc.oneof(monthText, dateText, serialText);
    case "whole":
    case "decimal":
      return numberText;
    case "text":
      return fc.constantFrom(
        "cje20",
        "CJE20",
        "CJE2",
        "CJE200",
        "ÅJE20",
        "ßje20",
        "51101",
        "511",
        "H25.9",
        "h259",
        "501010",
        "1",
        "2",
        "3",
        "8",
        "81",
        "83",
        "84",
        "91",
        "2081",
        "208101",
        "20810",
        "XS915",
        "xs915",
        "XS9159",
        "5",
        "6",
        "0",
        "A-1",
        "a",
      );
    case "code":
    case "name": {
      const spellings = [...spec.codes ?? []].flatMap(([key, value]) => [key, key.toUpperCase(), value]);
      return fc.tuple(fc.constantFrom(...spellings), fc.nat(13)).map(([text, way]) =>
        way === 0
          ? text.replaceAll(" ", "\u00a0\u2003 ")
          : way === 1
          ? text.replaceAll("i", "İ").replaceAll("I", "İ")
          : way === 2
          ? text.replaceAll("k", "K").replaceAll("å", "Å").replaceAll("s", "ſ")
          : way === 3
          ? text.normalize("NFD")
          : way === 4
          ? `${text}.`
          : way < 8
          // Around the longest that a name may be; below, longer only by its blanks or its pairs of surrogates.
          ? [...`${text} ${"åx𝒳y".repeat(33)}`].slice(0, 95 + way).join("")
          : way === 8
          ? `${text}${" \u2003\n".repeat(50)}ny`
          : way === 9
          ? "𝒳".repeat(100)
          : text
      );
    }
  }
}

/** A cell of a field: mostly plausible, now and then hostile. */
export const cellOf = (spec: FieldSpec): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.tuple(blank, plausible(spec), blank).map((parts) => parts.join("")) },
    { weight: 1, arbitrary: fc.tuple(blank, hostile, blank).map((parts) => parts.join("")) },
  );

/** Deliveries of every layout and spelling. */
export const CASES: readonly { name: string; profile: Record<string, unknown>; delimiter: Delimiter }[] = [
  { name: "the register layout", profile: { layout: "register" }, delimiter: ";" },
  {
    name: "the register layout with dd-mm-yyyy",
    profile: {
      layout: "register",
      datumform: "dmy",
      serietal: "1900",
      koder: { kon: { "Fröken Ö": "kvinna", x: "okänt" } },
    },
    delimiter: "\t",
  },
  { name: "the aggregated layout", profile: { layout: "aggregat" }, delimiter: ";" },
  {
    name: "the aggregated layout with mm/dd/yyyy, thousands 1,234 and bands of its own",
    profile: {
      layout: "aggregat",
      serietal: "1904",
      datumform: "mdy",
      tusental: ",",
      band: [{ namn: "0-18 v", lo: 0, hi: 126 }, { namn: "> 18 v", lo: 127, hi: null }],
    },
    delimiter: ",",
  },
  { name: "the layout of band rows", profile: { layout: "bandrader" }, delimiter: ";" },
  {
    name: "the layout of band rows with thousands 1.234",
    profile: { layout: "bandrader", tusental: ".", datumform: "dmy" },
    delimiter: ",",
  },
];

/** Cells that look alike all through a column, as most of them do. */
const alike: fc.Arbitrary<fc.Arbitrary<string>> = fc.constantFrom(
  fc.tuple(year, two(13), two(32)).map((parts) => parts.join("-")),
  fc.tuple(year, two(13), two(32)).map((parts) => `${parts.join("-")}T08:00:00`),
  fc.tuple(year, two(13), two(32), two(24)).map(([y, m, d, h]) => `${y}-${m}-${d} ${h}:00:00,5`),
  fc.tuple(year, two(13), two(32), two(24)).map(([y, m, d, h]) => `${y}-${m}-${d}T${h}:00:00Z`),
  fc.tuple(year, two(13)).map((parts) => parts.join("-")),
  fc.stringMatching(/^[0-9]{1,16}$/),
  fc.integer({ min: 1890, max: 2210 }).map(String),
  fc.stringMatching(/^[a-zA-Z0-9]{5}$/),
);

/** A delivery: in some columns anything, in others few different cells, in others cells that look alike. */
export function rowsOf(specs: readonly FieldSpec[], records: number): fc.Arbitrary<string[][]> {
  const cells = (cell: fc.Arbitrary<string>) => fc.array(cell, { minLength: records, maxLength: records });
  const column = (spec: FieldSpec) =>
    fc.oneof(
      cells(cellOf(spec)),
      fc.array(cellOf(spec), { minLength: 1, maxLength: 9 }).chain((few) => cells(fc.constantFrom(...few))),
      alike.chain((cell) => cells(fc.oneof({ weight: 20, arbitrary: cell }, fc.constant("")))),
      alike.chain(cells),
    );
  return fc.tuple(...specs.map(column)).map((columns) =>
    Array.from({ length: records }, (_, record) => [...columns.map((column) => column[record]), "x"])
  );
}

/** How a file of a case is read that has a column for every field, and one more; with the header. */
export function readingOf(profile: Record<string, unknown>): { reading: Reading; header: string[] } {
  const known = Profile.parse({ namn: "prov", beskrivning: "Prov", ...profile });
  const names = new Map((known.band ?? []).map(({ namn, lo, hi }) => [bandField(lo, hi), namn]));
  const { layout } = recognise(["manad", ...names.values()], [{ ...known, konstanter: everything(known) }]);
  const header = [...Object.keys(layout.shape).map((field) => names.get(field) ?? field), "rad"];
  return { reading: recognise(header, [known]), header };
}

/** A constant for every required field, so that the layout can be had without a file. */
function everything({ layout }: Profile): Record<string, string> {
  const required = layout === "register"
    ? [
      "beslut_datum",
      "matperiod",
      "vardgaranti",
      "regionkod",
      "kon",
      "fodelsear",
      "vardkontakt_id",
      "status",
    ]
    : ["manad", "status", "region", "band", "antal"];
  return Object.fromEntries(required.map((name) => [name, "x"]));
}
