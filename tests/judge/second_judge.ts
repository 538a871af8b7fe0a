import { DuckDBInstance } from "@duckdb/node-api";
import {
  blankSkip,
  duplicateRule,
  type FieldSpec,
  type FieldValue,
  type Layout,
  profileSpelling,
  readCell,
  type Reading,
  type Source,
  specOf,
  TOTAL_BAND,
  totalSkip,
} from "../../lib/contract/mod.ts";
import { type CubeCell, cubeQuery } from "../../lib/cube/mod.ts";
import { type Database, identifier, literal, type Row } from "../../lib/database/mod.ts";
import { unreadTotals } from "../../lib/judge/unread_totals.ts";
import { arithmeticTotalSkip, totalsByArithmetic, type TypedRow } from "../../lib/plausibility/mod.ts";
import { conditionSql } from "./_condition_sql.ts";
import type { MadeFile } from "./_deliveries.ts";

/** What DuckDB says of one record. */
export interface SecondRecord {
  readonly values: Readonly<Record<string, FieldValue>>;
  /** The name of the reason why it is skipped. */
  readonly skipped: string | null;
  /** The rules of every level that it breaks, none where it is skipped. */
  readonly rules: readonly string[];
  readonly accepted: boolean;
}

/** What DuckDB says of a delivery. */
export interface SecondVerdict {
  readonly records: readonly SecondRecord[];
  /** The numbers of the skipped totals over the bands that are not the sum of their parts. */
  readonly differentTotals: readonly number[];
  readonly cells: readonly CubeCell[];
}

/** What JavaScript takes for white space. */
const BLANKS = String
  .raw`[\t-\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}]*`;

/** Records of one file have numbers from a multiple of this. */
const MOST = 10_000_000;

/**
 * Judges deliveries by DuckDB: it reads the files' bytes, joins each cell with what the contract's reader says of it,
 * and tries the rules, the totals, the duplicates and the cube in SQL, for all files of a reading at once. Only rows
 * that are sums of others are found by the product's own functions, from DuckDB's rows.
 */
export class SecondJudge {
  readonly #database: Database;
  /** Where DuckDB finds the files. */
  readonly #folder = Deno.makeTempDirSync();

  /** A judge in this database, whose tables raw, long, meaning, typed, judged and decided it makes. */
  constructor(database: Database) {
    this.#database = database;
  }

  /** The verdicts on files of the same columns. */
  async judge(files: readonly MadeFile[], reading: Reading): Promise<SecondVerdict[]> {
    const { layout } = reading;
    await this.#readFiles(files);
    await this.#readCells(reading);
    await this.#typeRecords(layout);
    await this.#judgeRecords(files[0], reading);
    if (layout.totals !== null) {
      for (const index of files.keys()) await this.#skipUnread(files[index], index, reading);
      await this.#skipTotals(layout);
      for (const index of files.keys()) await this.#skipSums(index, reading);
    }
    await this.#decide(layout);
    const rows = await this.#database.query<Row>("FROM decided ORDER BY nr");
    const records = Map.groupBy(rows, ({ file }) => file), cells = await this.#cells(reading);
    const different = await this.#differentTotals(layout);
    return files.map((_, index) => ({
      records: (records.get(index) ?? []).map((row) => ({
        values: valuesOf(row, layout),
        skipped: row.skip as string | null,
        rules: row.skip !== null
          ? []
          : [...String(row.rules).split(" ").filter(Boolean), ...row.later ? [duplicateRule.name] : []],
        accepted: row.accepted as boolean,
      })),
      differentTotals: different.filter((nr) => Math.floor(nr / MOST) === index).map((nr) => nr % MOST),
      cells: cells.get(index) ?? [],
    }));
  }

  /** Table raw: each record's file, its number, and its cells as text. */
  async #readFiles(files: readonly MadeFile[]): Promise<void> {
    const names = files[0].header.map((_, column) => `c${column}`);
    await this.#database.run(
      `CREATE OR REPLACE TABLE raw (file INTEGER, nr BIGINT, ${
        names.map((name) => `${name} VARCHAR`).join(", ")
      })`,
    );
    const columns = names.map((name) => `${name}: 'VARCHAR'`).join(", ");
    // The store's database opens no file: another one reads the files' bytes.
    const reader = await (await DuckDBInstance.create()).connect();
    for (const [index, { bytes, delimiter, lineEnd }] of files.entries()) {
      const path = `${this.#folder}/leverans.csv`;
      await Deno.writeFile(path, bytes);
      const newLine = literal(lineEnd.replaceAll("\r", "\\r").replaceAll("\n", "\\n"));
      const read = await reader.runAndReadAll(
        `SELECT ${index}, ${index * MOST} + row_number() OVER () - 1, *
          FROM read_csv(${literal(path)}, auto_detect = false, header = false, skip = 1, delim = ${
          literal(delimiter)
        },
            quote = '"', escape = '"', new_line = ${newLine}, columns = {${columns}}, ignore_errors = true,
            parallel = false)`,
      );
      const rows = read.getRowsJson().map((row) =>
        `(${
          row.map((cell, at) => at < 2 ? String(cell) : literal(cell === null ? null : String(cell))).join(
            ", ",
          )
        })`
      );
      if (rows.length > 0) await this.#database.run(`INSERT INTO raw VALUES ${rows.join(", ")}`);
    }
    reader.closeSync();
  }

  /** Table long: a row for each record and field. Table meaning: what each different cell says. */
  async #readCells({ layout, profile, sources }: Reading): Promise<void> {
    await this.#database.run(
      "CREATE OR REPLACE TABLE meaning (field VARCHAR, cell VARCHAR, text VARCHAR, number DOUBLE, day DATE, problem VARCHAR)",
    );
    const names = Object.keys(layout.shape);
    const cells = names.map((name) => cellSql(sources[name]));
    await this.#database.run(
      `CREATE OR REPLACE TABLE long AS SELECT nr, unnest([${names.map(literal).join(", ")}]) AS field,
        unnest([${cells.join(", ")}]) AS cell FROM raw`,
    );
    const different = await this.#database.query<{ field: string; cell: string }>(
      "SELECT DISTINCT field, cell FROM long",
    );
    if (different.length === 0) return;
    const spelling = profileSpelling(profile);
    const rows = different.map(({ field, cell }) => {
      const spec = specOf(layout.shape[field]), read = readCell(cell, spec, spelling);
      const { value } = read, problem = read.restored ? "nolla" : read.problem;
      const texts = [field, cell, typeof value === "string" ? value : null].map(literal);
      const day = spec.kind === "day" && value !== null ? `DATE ${literal(value)}` : "NULL";
      return `(${
        [...texts, literal(typeof value === "number" ? value : null), day, literal(problem)].join(", ")
      })`;
    });
    await this.#database.run(`INSERT INTO meaning VALUES ${rows.join(", ")}`);
  }

  /** Table typed: each record's values, and the rules of its fields that it breaks. */
  async #typeRecords({ shape }: Layout): Promise<void> {
    const columns = Object.entries(shape).map(([name, schema]) =>
      `CAST(any_value(${VALUES[specOf(schema).kind]}) FILTER (field = ${literal(name)}) AS ${
        TYPES[specOf(schema).kind]
      }) AS ${identifier(name)}`
    );
    await this.#database.run(`CREATE OR REPLACE TABLE typed AS
      SELECT nr, ${columns.join(", ")},
        coalesce(list(field || '_' || problem) FILTER (problem IS NOT NULL), CAST([] AS VARCHAR[])) AS problems
      FROM long JOIN meaning USING (field, cell) GROUP BY nr`);
  }

  /** Table judged: typed, the reason to skip a record, and every rule that it breaks. */
  async #judgeRecords({ header }: MadeFile, { layout }: Reading): Promise<void> {
    const column = (name: string) => layout.shape[name] === undefined ? "NULL" : identifier(name);
    const blank = header.map((_, column) => `coalesce(c${column}, '') = ''`).join(" AND ");
    // A row of one text and nothing else is a note.
    const filled = (column: number) => `NOT regexp_full_match(coalesce(c${column}, ''), ${literal(BLANKS)})`;
    const count = header.map((_, column) => `CAST(${filled(column)} AS INTEGER)`).join(" + ");
    const letters = header.map((_, column) => `regexp_matches(coalesce(c${column}, ''), '\\p{L}')`).join(
      " OR ",
    );
    const note = layout.totals === null || header.length < 3
      ? ""
      : `WHEN ${count} = 1 AND (${letters}) THEN 'anmarkning'`;
    const skips = layout.skips.map(({ name, when }) =>
      `WHEN ${conditionSql(when, column)} THEN ${literal(name)}`
    );
    const rules = layout.rules.map(({ name, broken }) =>
      `CASE WHEN ${conditionSql(broken, column)} THEN ${literal(name)} END`
    );
    await this.#database.run(`CREATE OR REPLACE TABLE judged AS SELECT file, typed.*,
        CASE WHEN ${blank} THEN ${literal(blankSkip.name)} ${note} ${skips.join(" ")} END AS skip,
        list_concat(problems, list_filter(CAST([${
      rules.join(", ")
    }] AS VARCHAR[]), name -> name IS NOT NULL)) AS broken
      FROM typed JOIN raw USING (nr)`);
  }

  async #skipUnread({ header }: MadeFile, file: number, reading: Reading): Promise<void> {
    const rows = await this.#database.query<Row>(`FROM raw WHERE file = ${file} ORDER BY nr`);
    const cells = rows.map((row) => header.map((_, column) => String(row[`c${column}`] ?? "")));
    const candidates = (await this.#left(file, reading.layout)).map(({ nr }) => nr % MOST);
    const counts = Object.entries(reading.sources).flatMap(([name, source]) => {
      const spec = specOf(reading.layout.shape[name]);
      return spec.kind === "whole" && "columns" in source ? [{ spec, column: source.columns[0] }] : [];
    });
    const spelling = profileSpelling(reading.profile);
    const found = unreadTotals(
      { header: [...header], fields: (record) => cells[record] },
      reading,
      candidates,
      (record) =>
        counts.map(({ spec, column }) => Number(readCell(cells[record][column], spec, spelling).value)),
    );
    await this.#skip(found.map((record) => file * MOST + record), totalSkip.name);
  }

  async #skipTotals(layout: Layout): Promise<void> {
    const totals = await this.#database.query<{ nr: number }>(totalsSql(layout));
    await this.#skip(totals.map(({ nr }) => nr), totalSkip.name);
  }

  async #skipSums(file: number, reading: Reading): Promise<void> {
    const left = await this.#left(file, reading.layout);
    const sums = totalsByArithmetic(left.map(({ values }) => values), reading).map(({ row }) => left[row].nr);
    await this.#skip(sums, arithmeticTotalSkip.name);
  }

  async #skip(records: readonly number[], reason: string): Promise<void> {
    if (records.length === 0) return;
    await this.#database.run(
      `UPDATE judged SET skip = ${literal(reason)} WHERE nr IN (${records.join(", ")})`,
    );
  }

  async #left(file: number, layout: Layout): Promise<{ nr: number; values: TypedRow }[]> {
    const rows = await this.#database.query<Row>(
      `FROM judged WHERE file = ${file} AND skip IS NULL ORDER BY nr`,
    );
    return rows.map((row) => ({ nr: Number(row.nr), values: valuesOf(row, layout) }));
  }

  /** Table decided: judged, whether a record comes later than another of its key, and whether it is accepted. */
  async #decide(layout: Layout): Promise<void> {
    const fine = `skip IS NULL AND NOT list_has_any(broken, [${errorsOf(layout).map(literal).join(", ")}])`;
    const key = ["file", "fine", ...layout.key.map(identifier)].join(", ");
    const later = layout.key.length === 0
      ? "false"
      : `(fine AND row_number() OVER (PARTITION BY ${key} ORDER BY nr) > 1)`;
    await this.#database.run(`CREATE OR REPLACE TABLE decided AS SELECT *, fine AND NOT later AS accepted
      FROM (SELECT *, ${later} AS later, array_to_string(broken, ' ') AS rules
        FROM (SELECT *, ${fine} AS fine FROM judged))`);
  }

  /** The cells of each file; the cube keeps a region as it is, so that the file's number goes with it. */
  async #cells(reading: Reading): Promise<Map<number, CubeCell[]>> {
    const region = reading.layout.shape.region === undefined ? "regionkod" : "region";
    const rows = `(SELECT * REPLACE (file || '|' || ${region} AS ${region}) FROM decided WHERE accepted)`;
    const cells = await this.#database.query<CubeCell>(cubeQuery(reading, rows));
    const split = cells.map((cell) => ({ cell, at: cell.region.indexOf("|") }));
    const grouped = Map.groupBy(split, ({ cell, at }) => Number(cell.region.slice(0, at)));
    return new Map(
      [...grouped].map(([file, found]) => [
        file,
        found.map(({ cell, at }) => ({ ...cell, region: cell.region.slice(at + 1) })),
      ]),
    );
  }

  /** The skipped totals over the bands that the bands in the file do not add up to. */
  async #differentTotals({ shape }: Layout): Promise<number[]> {
    if (shape.band === undefined) return [];
    const same = Object.keys(shape).filter((name) => name !== "band" && name !== "antal")
      .map((name) => `total.${name} IS NOT DISTINCT FROM part.${name}`);
    const rows = await this.#database.query<{ nr: number }>(
      `SELECT total.nr FROM judged AS total JOIN judged AS part ON total.file = part.file AND ${
        same.join(" AND ")
      }
        WHERE total.skip = ${literal(totalSkip.name)} AND part.skip IS NULL
          AND total.band = ${literal(TOTAL_BAND)} AND part.band <> ${literal(TOTAL_BAND)}
        GROUP BY total.nr, total.antal HAVING sum(part.antal) <> total.antal ORDER BY total.nr`,
    );
    return rows.map(({ nr }) => nr);
  }
}

const VALUES: Readonly<Record<FieldSpec["kind"], string>> = {
  text: "text",
  name: "text",
  code: "text",
  month: "text",
  whole: "number",
  decimal: "number",
  day: "day",
};
const TYPES: Readonly<Record<FieldSpec["kind"], string>> = {
  text: "VARCHAR",
  name: "VARCHAR",
  code: "VARCHAR",
  month: "VARCHAR",
  whole: "BIGINT",
  decimal: "DOUBLE",
  day: "DATE",
};

/** The names of a layout's rules of level error or stop. */
export function errorsOf({ shape, rules }: Layout): string[] {
  const own = Object.entries(shape).flatMap(([name, schema]) =>
    isError(specOf(schema).level) ? [`${name}_ogiltigt`, `${name}_saknas`] : []
  );
  return [...own, ...rules.filter(({ level }) => isError(level)).map(({ name }) => name), duplicateRule.name];
}

const isError = (level: string): boolean => level === "error" || level === "stop";

function cellSql(source: Source | undefined): string {
  if (source === undefined) return "''";
  return "constant" in source ? literal(source.constant) : `coalesce(c${source.columns[0]}, '')`;
}

function valuesOf(row: Row, { shape }: Layout): Record<string, FieldValue> {
  return Object.fromEntries(Object.keys(shape).map((name) => [name, row[name] as FieldValue]));
}

/**
 * The numbers of the totals whose parts are in the file too: rows of the same region, month and status that agree in
 * every dimension that the total tells apart, and tell apart more.
 */
function totalsSql({ shape, totals }: Layout): string {
  const { within, same, over } = totals!;
  const detail = (row: string) =>
    over.map(({ field, total, worth }) =>
      `CASE WHEN ${row}.${field} IS NOT NULL AND ${row}.${field} <> ${
        literal(total)
      } THEN ${worth} ELSE 0 END`
    ).join(" + ");
  const alike = over.map(({ field, total, emptyIsTotal }) =>
    `(total.${field} IS NOT DISTINCT FROM part.${field} OR ${
      literal(total)
    } IN (total.${field}, part.${field})${emptyIsTotal ? ` OR total.${field} IS NULL` : ""})`
  );
  return `SELECT DISTINCT total.nr AS nr FROM judged AS total JOIN judged AS part ON ${
    [
      "total.file = part.file",
      ...within.map((name) => `total.${name} = part.${name}`),
      ...same.filter((name) => shape[name] !== undefined).map((name) =>
        `total.${name} IS NOT DISTINCT FROM part.${name}`
      ),
      ...alike,
    ].join(" AND ")
  } AND ${detail("total")} < ${detail("part")}
    WHERE total.skip IS NULL AND part.skip IS NULL AND (${
    over.map(({ field, total }) => `total.${field} = ${literal(total)}`).join(" OR ")
  })`;
}
