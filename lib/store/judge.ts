import {
  blankSkip,
  type CellHint,
  cellHint,
  type CompiledRule,
  compileReading,
  duplicateRule,
  type Finding,
  type Level,
  rawType,
  type Reading,
  RULES_PER_WORD,
  type Skip,
  totalSkip,
} from "../contract/mod.ts";
import { type Database, DatabaseError, identifier, literal } from "../database/mod.ts";
import {
  type BrokenRecord,
  type ColumnSurvey,
  type Extract,
  MOST_SET_ASIDE,
  placeText,
} from "../extract/mod.ts";
import type { RejectedRecord } from "./finding.ts";
import { differentTotals, skipTotals } from "./_totals.ts";

/** The verdict on a delivery. Its accepted rows stand in the database's view {@linkcode ACCEPTED}. */
export interface Judgement {
  /** Rows accepted, counted in the accepted table. */
  readonly loaded: number;
  /** Records set aside. */
  readonly rejected: readonly RejectedRecord[];
  /** Records skipped. */
  readonly skipped: number;
  /** What the rules found, most serious first. */
  readonly findings: readonly Finding[];
}

/** The view of the accepted rows after {@linkcode judge}, until {@linkcode forgetJudged}. */
export const ACCEPTED = "accepterade";

const SERIOUSNESS: readonly Level[] = ["stop", "error", "warn", "info"];
const BROKEN_RULES: Readonly<Record<BrokenRecord["rule"], string>> = {
  fields: "fel_antal_falt",
  quote: "citattecken",
  nul: "nul_tecken",
  truncated: "avhuggen_fil",
};

/**
 * Judges a delivery inside the database: reads its body as text, types every field, tries every rule, and leaves
 * the accepted rows in a view. Nothing is stored.
 *
 * @param database An open database; its tables of earlier judgements are replaced.
 * @param extract The delivery.
 * @param reading How it is read.
 * @param options `mostSetAside`: how many records are set aside at most.
 * @returns The verdict; with a finding of level stop where more are to be set aside than are remembered. Accepted, rejected and skipped are counted each for itself.
 * @throws {Error} If the engine does not find the records that were counted in the file's bytes.
 */
export async function judge(
  database: Database,
  extract: Extract,
  reading: Reading,
  { mostSetAside = MOST_SET_ASIDE } = {},
): Promise<Judgement> {
  const rules = await readTyped(database, extract, reading);
  if (reading.layout.name !== "register") await skipTotals(database, extract, reading);
  await database.run(
    `CREATE OR REPLACE TABLE underkanda AS SELECT rowid AS nr FROM typade WHERE hoppas IS NULL AND (${
      breaksError(rules)
    })`,
  );
  const duplicates = await findDuplicates(database, reading);
  const [{ wrong }] = await database.query<{ wrong: number }>("SELECT count(*) AS wrong FROM underkanda");
  const fields = Object.keys(reading.layout.shape).map(identifier).join(", ");
  // A view, since a copy of nearly all rows would cost a tenth of the time and half of the memory.
  await database.run(
    `CREATE OR REPLACE VIEW ${ACCEPTED} AS SELECT ${fields} FROM typade WHERE hoppas IS NULL` +
      (wrong > 0 ? " AND rowid NOT IN (SELECT nr FROM underkanda)" : ""),
  );
  const setAside = wrong + extract.broken.length, bearable = setAside <= mostSetAside;
  const findings = [
    ...bearable ? [] : [tooMany(extract, setAside)],
    ...await countRules(database, extract, reading, rules),
    ...await countSkips(database, extract, reading),
    ...await bandSums(database, extract, reading),
    ...duplicateFinding(extract, reading, duplicates),
    ...brokenFindings(extract),
    ...extract.suspicions.map(({ rule, count, hint, ...place }): Finding => ({
      rule,
      level: "warn",
      says: hint,
      count,
      first: placeText({ file: extract.name, ...place }),
    })),
  ].sort((a, b) => SERIOUSNESS.indexOf(a.level) - SERIOUSNESS.indexOf(b.level) || b.count - a.count);
  const rejected = !bearable ? [] : [
    ...await rejectedRecords(database, extract, reading, rules, new Set(duplicates)),
    ...extract.broken.map(({ line, column = 1, cell, rule, why, raw }): RejectedRecord => ({
      file: extract.name,
      line,
      column,
      ...(cell === undefined ? {} : { cell }),
      rules: [BROKEN_RULES[rule]],
      says: [why],
      raw,
    })),
  ].sort((a, b) => a.line - b.line);
  const [{ loaded }] = await database.query<{ loaded: number }>(`SELECT count(*) AS loaded FROM ${ACCEPTED}`);
  const [{ skipped }] = await database.query<{ skipped: number }>(
    "SELECT count(hoppas) AS skipped FROM typade",
  );
  return { loaded, rejected, skipped, findings };
}

/** A delivery of which so much is wrong is refused whole; the rules that are broken tell why. */
function tooMany(extract: Extract, count: number): Finding {
  return {
    rule: "for_manga_underkanda",
    level: "stop",
    says: `fler poster är underkända än någon rättar för hand (${count.toLocaleString("sv-SE")} av ${
      extract.records.toLocaleString("sv-SE")
    }), så felet är ett och samma`,
    count,
    first: null,
  };
}

/** Lets go of the rows that {@linkcode judge} left. */
export async function forgetJudged(database: Database): Promise<void> {
  await database.run(`DROP VIEW ${ACCEPTED}`);
  for (const table of ["typade", "underkanda"]) await database.run(`DROP TABLE ${table}`);
}

/**
 * Reads the body of a delivery into the table `typade`: its records in their order, so that a record's number is its
 * row's, typed and with the rules they break.
 *
 * @param survey What its cells are; they are read alike whatever it tells apart.
 * @returns The rules.
 * @throws {Error} If the engine does not find the records that were counted in the file's bytes.
 */
export async function readTyped(
  database: Database,
  extract: Extract,
  reading: Reading,
  survey: readonly ColumnSurvey[] = extract.survey,
): Promise<readonly CompiledRule[]> {
  const path = database.registerText("leverans.csv", extract.body);
  const raw = extract.good === 0
    ? `(SELECT ${
      survey.map((column, index) => `CAST(NULL AS ${rawType(column)}) AS c${index}`).join(", ")
    } WHERE false)`
    : csvSql(path, extract, survey);
  const { typed, rules } = compileReading(reading, raw, survey);
  const fill = (sql: string) => database.run(`CREATE OR REPLACE TABLE typade AS ${sql}`);
  try {
    await fill(typed);
  } catch (error) {
    // Native DuckDB reads with several threads, and says when line breaks inside quotes do not let it.
    if (!(error instanceof DatabaseError && error.message.includes("Parallel CSV Reader"))) throw error;
    await fill(typed.replace("auto_detect = false", "parallel = false, auto_detect = false"));
  }
  database.forget("leverans.csv");
  const [{ found }] = await database.query<{ found: number }>("SELECT count(*) AS found FROM typade");
  if (found === extract.good) return rules;
  throw new Error(
    `Cannot judge ${extract.name} as the engine must read every record: got ${found} of ${extract.good}`,
  );
}

/** The body's cells as they stand, NULL where they are empty: a column for each of the file's, c0, c1 … */
function csvSql(path: string, { delimiter, lineEnd }: Extract, survey: readonly ColumnSurvey[]): string {
  const columns = survey.map((column, index) => `'c${index}': ${literal(rawType(column))}`).join(", ");
  const newline = lineEnd === "\r\n" ? "\\r\\n" : lineEnd === "\r" ? "\\r" : "\\n";
  return `read_csv(${literal(path)}, auto_detect = false, header = false, delim = ${literal(delimiter)},
    quote = '"', escape = '"', new_line = '${newline}', nullstr = '', columns = {${columns}})`;
}

/** The later records of those that share a key, among records that are otherwise right; they join the wrong ones. */
async function findDuplicates(database: Database, { layout }: Reading): Promise<number[]> {
  if (layout.key.length === 0) return [];
  const key = layout.key.map(identifier).join(", ");
  const candidates = "FROM typade WHERE hoppas IS NULL AND rowid NOT IN (SELECT nr FROM underkanda)";
  // Most deliveries have none; that is seen from the keys' hashes, several times as quickly as from the keys.
  const [{ twice }] = await database.query<{ twice: boolean }>(
    `SELECT count(*) > count(DISTINCT hash(${key})) AS twice ${candidates}`,
  );
  if (!twice) return [];
  const later =
    `SELECT nr FROM (SELECT rowid AS nr, row_number() OVER (PARTITION BY ${key} ORDER BY rowid) AS ordning
    ${candidates}) WHERE ordning > 1`;
  const duplicates = await database.query<{ nr: number }>(`${later} ORDER BY nr`);
  await database.run(`INSERT INTO underkanda ${later}`);
  return duplicates.map(({ nr }) => nr);
}

/** A SQL condition over the typed table: some rule of level error or stop is broken. */
function breaksError(rules: readonly CompiledRule[]): string {
  const words = wordNames(rules).map((word, index) => {
    const mask = rules.slice(index * RULES_PER_WORD, (index + 1) * RULES_PER_WORD)
      .reduce(
        (sum, { level }, bit) => level === "error" || level === "stop" ? sum + 2n ** BigInt(bit) : sum,
        0n,
      );
    return `(${word} & ${mask}) <> 0`;
  });
  return words.join(" OR ");
}

function wordNames(rules: readonly CompiledRule[]): string[] {
  return Array.from({ length: Math.ceil(rules.length / RULES_PER_WORD) }, (_, word) => `brott${word}`);
}

/** The rules that a row of `brott` words breaks. */
function rulesOf(
  row: Readonly<Record<string, number | bigint | null>>,
  rules: readonly CompiledRule[],
): CompiledRule[] {
  const words = wordNames(rules).map((word) => BigInt(row[word] ?? 0));
  return rules.filter((_, index) =>
    (words[Math.floor(index / RULES_PER_WORD)] >> BigInt(index % RULES_PER_WORD)) & 1n
  );
}

/** Counts every rule in one pass: records that break the same rules are one group. */
async function countRules(
  database: Database,
  extract: Extract,
  reading: Reading,
  rules: readonly CompiledRule[],
): Promise<Finding[]> {
  const words = wordNames(rules).join(", ");
  const groups = await database.query<Record<string, number | bigint | null>>(
    `SELECT ${words}, count(*) AS antal, min(rowid) AS forsta FROM typade WHERE hoppas IS NULL GROUP BY ${words}`,
  );
  const found = new Map<CompiledRule, { count: number; first: number }>();
  for (const group of groups) {
    for (const rule of rulesOf(group, rules)) {
      const { count, first } = found.get(rule) ?? { count: 0, first: Infinity };
      found.set(rule, { count: count + Number(group.antal), first: Math.min(first, Number(group.forsta)) });
    }
  }
  return rules.flatMap((broken) => {
    const { rule, level, field } = broken, times = found.get(broken);
    if (times === undefined) return [];
    return [{
      rule,
      level,
      says: saysOf(extract, reading, broken),
      count: times.count,
      first: "constant" in (reading.sources[field] ?? {})
        ? null
        : fieldPlace(extract, reading, times.first, field),
      ...cellOf(extract, reading, times.first, broken),
    }];
  });
}

/** The longest name of a column that is told. */
const LONGEST_NAME = 40;

/** What is wrong, about the column as the file names it, or about the constant that was given in its place. */
function saysOf(
  { header }: Extract,
  { sources }: Reading,
  { says, field }: Pick<CompiledRule, "says" | "field">,
): string {
  const source = sources[field];
  if (source === undefined || !says.startsWith(`${field} `)) return says;
  const name = "constant" in source ? field : header[source.columns[0]];
  const shown = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
  return `${"constant" in source ? "konstanten " : ""}${shown}${says.slice(field.length)}`;
}

/** What is told of the cell that a rule of a field found unreadable; empty for any other rule. */
function cellOf(
  extract: Extract,
  reading: Reading,
  nr: number,
  { rule, field }: Pick<CompiledRule, "rule" | "field">,
): CellHint {
  const column = columnOf(reading, field);
  if (column === undefined || rule !== `${field}_ogiltigt`) return {};
  return cellHint(reading.layout, field, extract.fields(nr)[column]);
}

async function countSkips(database: Database, extract: Extract, reading: Reading): Promise<Finding[]> {
  const rows = await database.query<{ hoppas: number; count: number; first: number }>(
    "SELECT hoppas, count(*) AS count, min(rowid) AS first FROM typade WHERE hoppas IS NOT NULL GROUP BY hoppas ORDER BY hoppas",
  );
  return rows.map(({ hoppas, count, first }) => {
    const skips: Omit<Skip, "when">[] = [...reading.layout.skips, totalSkip, blankSkip];
    const { name, says, fields: [field = ""] } = skips[hoppas];
    return { rule: name, level: "info", says, count, first: fieldPlace(extract, reading, first, field) };
  });
}

async function bandSums(database: Database, extract: Extract, reading: Reading): Promise<Finding[]> {
  const { count, first } = await differentTotals(database, reading);
  if (first === null) return [];
  return [{
    rule: "bandsumma_stammer_inte",
    level: "warn",
    says: "raden för alla väntetider är inte summan av väntetidsbanden: banden räknas",
    count,
    first: fieldPlace(extract, reading, first, "antal"),
  }];
}

function duplicateFinding(extract: Extract, reading: Reading, duplicates: readonly number[]): Finding[] {
  if (duplicates.length === 0) return [];
  const { name, level, says, fields: [field] } = duplicateRule;
  return [{
    rule: name,
    level,
    says,
    count: duplicates.length,
    first: fieldPlace(extract, reading, duplicates[0], field),
  }];
}

function brokenFindings(extract: Extract): Finding[] {
  return Object.entries(Object.groupBy(extract.broken, ({ rule }) => rule)).map(([rule, records = []]) => ({
    rule: BROKEN_RULES[rule as BrokenRecord["rule"]],
    level: rule === "truncated" ? "stop" : "error",
    says: records[0].why,
    count: records.length,
    first: placeText({ file: extract.name, ...records[0] }),
  }));
}

async function rejectedRecords(
  database: Database,
  extract: Extract,
  reading: Reading,
  rules: readonly CompiledRule[],
  duplicates: ReadonlySet<number>,
): Promise<RejectedRecord[]> {
  const rows = await database.query<Record<string, number | bigint | null>>(
    `SELECT rowid AS nr, ${
      wordNames(rules).join(", ")
    } FROM typade WHERE rowid IN (SELECT nr FROM underkanda) ORDER BY rowid`,
  );
  return rows.map((row) => {
    const nr = Number(row.nr);
    const broken = rulesOf(row, rules).filter(({ level }) => level === "error" || level === "stop");
    const reasons: Pick<CompiledRule, "rule" | "says" | "field">[] = duplicates.has(nr)
      ? [...broken, { rule: duplicateRule.name, says: duplicateRule.says, field: duplicateRule.fields[0] }]
      : broken;
    return {
      ...extract.place(nr, columnOf(reading, reasons[0].field)),
      rules: reasons.map(({ rule }) => rule),
      says: reasons.map((reason) => {
        const { hint } = cellOf(extract, reading, nr, reason), says = saysOf(extract, reading, reason);
        return hint === undefined ? says : `${says}. ${hint}`;
      }),
      raw: extract.raw(nr),
    };
  });
}

function fieldPlace(extract: Extract, reading: Reading, nr: number, field: string): string {
  return placeText(extract.place(nr, columnOf(reading, field)));
}

function columnOf({ sources }: Reading, field: string): number | undefined {
  const source = sources[field];
  return source !== undefined && "columns" in source ? source.columns[0] : undefined;
}
