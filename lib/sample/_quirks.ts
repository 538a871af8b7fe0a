import type { Encoding } from "./_encode.ts";

/** How one region writes its deliveries. Index 0 of a pair of codes is the first code of the register, index 1 the second. */
export interface Quirk {
  /** Official name. */
  region: string;
  /** The region as file names write it. */
  filnamn: string;
  encoding: Encoding;
  delimiter: ";" | "," | "\t";
  lineEnd: "\r\n" | "\n";
  /** Every field in quotation marks. */
  quoted: boolean;
  /** Headers in upper case. */
  upperCaseHeader: boolean;
  /** The region's own order of columns: the register's last ones first. */
  ownColumnOrder: boolean;
  day: "yyyy-mm-dd" | "yyyy-mm-ddThh:mm:ss" | "yyyymmdd" | "yyyymmddhhmmss";
  month: "first day" | "last day" | "yyyymm";
  /** Väntande, genomförd. */
  status: readonly [string, string];
  /** Ja, nej. */
  guarantee: readonly [string, string];
  /** PvV, MoV. */
  deviation: readonly [string, string];
  /** Man, kvinna. */
  sex: readonly [string, string];
  /** What stands where there is nothing. */
  empty: "" | "-";
  /** Hospitals by their first other spelling instead of their name. */
  hospitalAlias: boolean;
}

/** The regions' ways of writing, in the order of the published table. */
export const quirks: readonly Quirk[] = [
  {
    region: "Region Dalarna",
    filnamn: "dalarna",
    encoding: "utf-8",
    delimiter: ";",
    lineEnd: "\r\n",
    quoted: false,
    upperCaseHeader: false,
    ownColumnOrder: false,
    day: "yyyy-mm-ddThh:mm:ss",
    month: "last day",
    status: ["VANTANDE", "GENOMFORD"],
    guarantee: ["JA", "NEJ"],
    deviation: ["1", "2"],
    sex: ["1", "2"],
    empty: "",
    hospitalAlias: false,
  },
  {
    region: "Region Gävleborg",
    filnamn: "gavleborg",
    encoding: "utf-16le",
    delimiter: "\t",
    lineEnd: "\r\n",
    quoted: false,
    upperCaseHeader: false,
    ownColumnOrder: false,
    day: "yyyy-mm-dd",
    month: "last day",
    status: ["Väntande", "Genomförd"],
    guarantee: ["Ja", "Nej"],
    deviation: ["PvV", "MoV"],
    sex: ["M", "K"],
    empty: "",
    hospitalAlias: false,
  },
  {
    region: "Region Sörmland",
    filnamn: "sormland",
    encoding: "utf-8-bom",
    delimiter: ";",
    lineEnd: "\r\n",
    quoted: false,
    upperCaseHeader: false,
    ownColumnOrder: false,
    day: "yyyymmdd",
    month: "yyyymm",
    status: ["VANTANDE", "GENOMFORD"],
    guarantee: ["1", "2"],
    deviation: ["PvV", "MoV"],
    sex: ["Man", "Kvinna"],
    empty: "-",
    hospitalAlias: false,
  },
  {
    region: "Region Uppsala",
    filnamn: "uppsala",
    encoding: "utf-8",
    delimiter: ",",
    lineEnd: "\n",
    quoted: true,
    upperCaseHeader: false,
    ownColumnOrder: false,
    day: "yyyy-mm-dd",
    month: "last day",
    status: ["VANTANDE", "GENOMFORD"],
    guarantee: ["true", "false"],
    deviation: ["1", "2"],
    sex: ["m", "k"],
    empty: "",
    hospitalAlias: false,
  },
  {
    region: "Region Värmland",
    filnamn: "varmland",
    encoding: "windows-1252",
    delimiter: ";",
    lineEnd: "\r\n",
    quoted: false,
    upperCaseHeader: false,
    ownColumnOrder: true,
    day: "yyyymmddhhmmss",
    month: "first day",
    status: ["VÄNTANDE", "GENOMFÖRD"],
    guarantee: ["J", "N"],
    deviation: ["1", "2"],
    sex: ["1", "2"],
    empty: "",
    hospitalAlias: false,
  },
  {
    region: "Region Västmanland",
    filnamn: "vastmanland",
    encoding: "windows-1252",
    delimiter: ";",
    lineEnd: "\r\n",
    quoted: false,
    upperCaseHeader: true,
    ownColumnOrder: false,
    day: "yyyy-mm-dd",
    month: "last day",
    status: ["V", "G"],
    guarantee: ["ja", "nej"],
    deviation: ["1", "2"],
    sex: ["M", "K"],
    empty: "",
    hospitalAlias: true,
  },
  {
    region: "Region Örebro län",
    filnamn: "orebro_lan",
    encoding: "utf-8",
    delimiter: "\t",
    lineEnd: "\n",
    quoted: false,
    upperCaseHeader: false,
    ownColumnOrder: false,
    day: "yyyymmdd",
    month: "first day",
    status: ["Väntande", "Genomförd"],
    guarantee: ["JA", "NEJ"],
    deviation: ["PvV", "MoV"],
    sex: ["man", "kvinna"],
    empty: "",
    hospitalAlias: false,
  },
];

/**
 * A day as a region writes it.
 *
 * @param quirk The region's way of writing.
 * @param day A day, "yyyy-mm-dd".
 * @returns The text.
 */
export function writtenDay(quirk: Quirk, day: string): string {
  switch (quirk.day) {
    case "yyyy-mm-dd":
      return day;
    case "yyyy-mm-ddThh:mm:ss":
      return `${day}T08:00:00`;
    case "yyyymmdd":
      return day.replaceAll("-", "");
    case "yyyymmddhhmmss":
      return `${day.replaceAll("-", "")}080000`;
  }
}

/**
 * What is particular about a region's files, in Swedish.
 *
 * @param quirk The region's way of writing.
 * @returns One line of text.
 */
export function describeQuirk(quirk: Quirk): string {
  const sign = { ";": "semikolon", ",": "komma", "\t": "tabb" }[quirk.delimiter];
  const month =
    { "first day": "månadens första dag", "last day": "månadens sista dag", yyyymm: "ååååmm" }[quirk.month];
  return [
    `${quirk.region}: ${quirk.encoding}, ${sign}, ${quirk.lineEnd === "\n" ? "LF" : "CRLF"}`,
    `datum som ${writtenDay(quirk, "2024-04-30")}`,
    `matperiod som ${month}`,
    `status ${quirk.status.join("/")}`,
    `vårdgaranti ${quirk.guarantee.join("/")}`,
    `avvikelse ${quirk.deviation.join("/")}`,
    `kön ${quirk.sex.join("/")}`,
    ...(quirk.quoted ? ["alla fält inom citattecken"] : []),
    ...(quirk.upperCaseHeader ? ["rubriker med versaler"] : []),
    ...(quirk.ownColumnOrder ? ["egen kolumnordning"] : []),
    ...(quirk.empty === "-" ? ["streck där uppgift saknas"] : []),
    ...(quirk.hospitalAlias ? ["sjukhusen med kortnamn"] : []),
  ].join("; ");
}
