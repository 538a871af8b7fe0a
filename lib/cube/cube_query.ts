import { type Band, NO_HOSPITAL, type Reading, TOTAL } from "../contract/mod.ts";
import { gaps } from "./cube_definition.ts";
import { literal, SQL_DIALECTS, type SqlDialect } from "../database/mod.ts";
import { careOfferings, countyCodes, hospitals, UNKNOWN_CARE_OFFERING } from "../reference/mod.ts";

/**
 * The one query that makes the wait cube from accepted rows: a single GROUP BY in plain SQL, which duckdb-wasm, native
 * DuckDB and Trino run, each in its own dialect.
 *
 * Of those who wait, the wait is counted from the decision to the last day of the delivery's own month; of those
 * operated, from the decision to the operation. Rows of the register give cells with lo = hi, bands give wide cells.
 * In an aggregated row the bands hold everyone who is not counted as PvV or MoV, whose waits are unknown (0 to open). What
 * `antal` holds beyond the bands is put between the first and the last day that no band answers for.
 *
 * @param reading How the delivery was read: its layout, and which bands it holds.
 * @param rows The table of accepted rows, in the layout's columns.
 * @param dialect The engine's. @default DuckDB's
 * @returns SQL whose columns are the cube's: manad … hemregion, lo, hi (INTEGER), antal (BIGINT).
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { profiles, recognise } from "vantelage/contract";
 * import { cubeQuery } from "vantelage/cube";
 * const reading = recognise(["manad", "status", "region", "0-30", "31-60", "pvv"], profiles);
 * assert.match(cubeQuery(reading, "accepted"), /GROUP BY/);
 * ```
 */
export function cubeQuery(reading: Reading, rows: string, dialect: SqlDialect = SQL_DIALECTS.DuckDB): string {
  const contacts = CONTACTS[reading.layout.name](reading, rows, dialect);
  const dimensions =
    "manad, status, region, sjukhus, vardutbud, agarform, avvikelse, vardgaranti, hemregion, lo, hi";
  return `SELECT ${dimensions}, CAST(sum(antal) AS BIGINT) AS antal FROM (${contacts}) AS kontakter GROUP BY ${dimensions}`;
}

const CONTACTS: Readonly<
  Record<Reading["layout"]["name"], (reading: Reading, rows: string, dialect: SqlDialect) => string>
> = {
  register: (_, rows, { daysBetween }) => {
    // A code that is missing is the empty text, so that rows and codes can be joined by `=`, and no other code is.
    const codeColumns = `coalesce(aktivitetskod, '') AS aktivitetskod,
      coalesce(kva_kod, aktivitet_kva, '') AS kva, coalesce(mvo_kod, '') AS mvo_kod`;
    // Few different codes stand in many rows, and each takes dozens of comparisons.
    const codes = `SELECT aktivitetskod, kva, mvo_kod, ${careOfferingSql("aktivitetskod", "kva")} AS vardutbud
      FROM (SELECT DISTINCT ${codeColumns} FROM ${rows}) AS olika`;
    const same = ["aktivitetskod", "kva", "mvo_kod"].map((code) => `rad.${code} = koder.${code}`);
    const lastDay = "CAST(CAST(matperiod || '-01' AS DATE) + INTERVAL '1' MONTH - INTERVAL '1' DAY AS DATE)";
    const end = `CASE WHEN status = 'vantande' THEN ${lastDay} ELSE start_datum END`;
    return `SELECT manad, status, region, sjukhus, vardutbud, ${
      ownershipSql("sjukhus", "manad")
    } AS agarform, avvikelse,
      vardgaranti, hemregion, lo, lo AS hi, 1 AS antal
    FROM (SELECT matperiod AS manad, status, regionkod AS region,
      CASE WHEN sjukhuskod = '00000' OR sjukhusnamn = ${
      literal(NO_HOSPITAL)
    } THEN NULL ELSE sjukhusnamn END AS sjukhus,
      ${codeColumns}, avvikelsekod AS avvikelse, vardgaranti = 'JA' AS vardgaranti,
      ${casesSql("substr(lkf, 1, 2)", countyCodes, "NULL")} AS hemregion,
      CAST(${daysBetween("beslut_datum", end)} AS INTEGER) AS lo
      FROM ${rows}) AS rad JOIN (${codes}) AS koder ON ${same.join(" AND ")}`;
  },
  aggregat: ({ layout, sources }, rows) => {
    const bands = layout.bands.filter((band) => sources[band.field] !== undefined);
    const count = ({ field, utom }: Band) => utom === undefined ? field : `${field} - ${utom}`;
    const known = bands.map((band) => `coalesce(${count(band)}, 0)`).join(" + ") || "0";
    const unanswered = [
      ...bands.map(({ lo, hi, field }) => ({ lo, hi, when: `${field} IS NULL` })),
      ...gaps(bands).map((gap) => ({ ...gap, when: "true" })),
    ].toSorted((a, b) => a.lo - b.lo);
    const end = (
      spans: typeof unanswered,
      value: (span: { lo: number; hi: number | null }) => number | null,
    ) => `CASE ${spans.map((span) => `WHEN ${span.when} THEN ${literal(value(span))}`).join(" ")} END`;
    const rest = `CASE WHEN ${
      unanswered.map(({ when }) => when).join(" OR ")
    } THEN antal - (${known}) ELSE 0 END`;
    const whole = { lo: "0", hi: "NULL" };
    const parts: Part[] = [
      ...bands.map((band) => ({
        lo: `${band.lo}`,
        hi: literal(band.hi),
        deviation: null,
        count: count(band),
      })),
      {
        lo: end(unanswered, ({ lo }) => lo),
        hi: end(unanswered.toReversed(), ({ hi }) => hi),
        deviation: null,
        count: rest,
      },
      { ...whole, deviation: "PvV", count: "pvv" },
      { ...whole, deviation: "MoV", count: "mov" },
    ];
    const choose = (value: (part: Part) => string) =>
      `CASE del ${parts.map((part, index) => `WHEN ${index} THEN ${value(part)}`).join(" ")} END`;
    return `SELECT manad, status, region, sjukhuset AS sjukhus, vardutbudet AS vardutbud, agarformen AS agarform,
      ${choose(({ deviation }) => literal(deviation))} AS avvikelse, true AS vardgaranti, hemregion,
      CAST(${choose(({ lo }) => lo)} AS INTEGER) AS lo, CAST(${choose(({ hi }) => hi)} AS INTEGER) AS hi,
      ${choose(({ count }) => count)} AS antal
    FROM (SELECT *, ${aggregateDimensions()} FROM ${rows}) AS rader
      CROSS JOIN (VALUES ${parts.map((_, index) => `(${index})`).join(", ")}) AS delar(del)
    WHERE ${choose(({ count }) => count)} > 0`;
  },
  bandrader: (_, rows) =>
    `SELECT manad, status, region, sjukhuset AS sjukhus, vardutbudet AS vardutbud, agarformen AS agarform, avvikelse,
      true AS vardgaranti, hemregion, CAST(split_part(band, '-', 1) AS INTEGER) AS lo,
      CAST(nullif(split_part(band, '-', 2), '') AS INTEGER) AS hi, antal
    FROM (SELECT *, ${aggregateDimensions()} FROM ${rows}) AS rader WHERE antal > 0`,
};

/** One of the cells that an aggregated row holds, in SQL. */
interface Part {
  lo: string;
  hi: string;
  deviation: "PvV" | "MoV" | null;
  count: string;
}

/** In an aggregated row a total that is kept, because the file holds no parts, means "not broken down". */
function aggregateDimensions(): string {
  const hospital = `nullif(nullif(sjukhus, ${literal(TOTAL)}), ${literal(NO_HOSPITAL)})`;
  return `${hospital} AS sjukhuset, nullif(vardutbud, ${literal(TOTAL)}) AS vardutbudet,
    coalesce(nullif(agarform, ${literal(TOTAL)}), ${ownershipSql("sjukhus", "manad")}) AS agarformen`;
}

function ownershipSql(hospital: string, month: string): string {
  const cases = hospitals.flatMap(({ namn, agarform }) =>
    agarform.map(({ fran, till, agarform }) =>
      [
        `WHEN ${hospital} = ${literal(namn)}`,
        fran === undefined ? "" : ` AND ${month} >= ${literal(fran)}`,
        till === undefined ? "" : ` AND ${month} <= ${literal(till)}`,
        ` THEN ${literal(agarform)}`,
      ].join("")
    )
  );
  return `CASE ${cases.join(" ")} END`;
}

/** The order of data/reference/care_offerings.json: activity codes, then KVÅ prefixes, then what is left of a speciality. */
function careOfferingSql(activity: string, kva: string): string {
  const starts = (prefixes: readonly string[]) =>
    `(${prefixes.map((prefix) => `substr(${kva}, 1, ${prefix.length}) = ${literal(prefix)}`).join(" OR ")})`;
  const branches = [
    ...careOfferings.filter(({ aktivitet }) => aktivitet.length > 0)
      .map(({ namn, aktivitet }) =>
        `WHEN ${activity} IN (${aktivitet.map(literal).join(", ")}) THEN ${literal(namn)}`
      ),
    ...careOfferings.filter(({ kva }) => kva.length > 0).map(({ namn, kva, utom_kva }) =>
      `WHEN ${starts(kva)}${utom_kva.length > 0 ? ` AND NOT ${starts(utom_kva)}` : ""} THEN ${literal(namn)}`
    ),
    ...careOfferings.filter(({ restgrupp }) => restgrupp)
      .map(({ namn, mvo }) => `WHEN mvo_kod = ${literal(mvo)} THEN ${literal(namn)}`),
  ];
  return `CASE ${branches.join(" ")} ELSE ${literal(UNKNOWN_CARE_OFFERING)} END`;
}

function casesSql(value: string, names: ReadonlyMap<string, string>, otherwise: string): string {
  return `CASE ${value} ${
    [...names].map(([from, to]) => `WHEN ${literal(from)} THEN ${literal(to)}`).join(" ")
  } ELSE ${otherwise} END`;
}
