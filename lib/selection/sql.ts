import { type Cell, DatabaseError, type Queryable, type Row, type Value } from "../database/mod.ts";
import { show } from "../figures/marks/show.ts";
import { nearestNames, officialName, officialNames } from "../reference/mod.ts";
import type { Store } from "../store/mod.ts";

/** What may stand between `${` and `}`: a value, or several for `IN`. */
export type SqlValue = Value | readonly Value[];

/**
 * A question in SQL, written as a tagged template.
 *
 * @typeParam T What a row holds; each property is a {@linkcode Cell}.
 * @throws {QueryError} If the engine refuses the question, or nothing answers and a value is another spelling of a name that
 *   the cells use; the message is for the analyst, in Swedish.
 * @throws {RangeError} If a list of values is empty.
 */
export type Sql = <T extends Record<keyof T, Cell> = Row>(
  texts: TemplateStringsArray,
  ...values: readonly SqlValue[]
) => Promise<T[]>;

/** A question that cannot be answered as it is written; the message says why and what is nearest, in Swedish. */
export class QueryError extends Error {
  /** Distinguished from other errors by this. */
  /** The name of the error. */
  override readonly name: string = "QueryError";
}

/**
 * Questions in SQL to a store (egna frågor), for what the selections do not answer.
 *
 * The table `celler` holds every cell of the wait cube: manad, status, region, sjukhus, vardutbud, agarform, avvikelse,
 * vardgaranti, hemregion, lo, hi (whole days) and antal (contacts). The table `rader` holds the accepted rows of the
 * register's layout, a contact a row. The first question that names a table reads all of it, later ones find it there.
 * Rows fetched by {@linkcode Store.rows} are tables too. A store on a cluster is asked in Trino's SQL, where a day is
 * written `DATE '2024-04-30'`. A value between `${` and `}` is always a value,
 * never SQL, whatever it contains; a list becomes `(a, b, …)` for `IN`. A notebook shows the rows as {@linkcode show}
 * does.
 *
 * @param store An open store.
 * @returns The tag.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { loadFiles, openStore, sql } from "vantelage";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/april.csv`, "månad;status;region;0-30;91-365\n2024-04;väntande;Dalarna;3;1\n");
 * await loadFiles(`${folder}/lager`, [`${folder}/april.csv`]);
 * using store = await openStore(`${folder}/lager`);
 * const regioner = ["Region Dalarna", "Region Uppsala"];
 * const rader = await sql(store)<{ region: string; antal: number }>`
 *   SELECT region, sum(antal) AS antal FROM celler WHERE region IN ${regioner} AND lo > ${90} GROUP BY region`;
 * assert.deepEqual(rader, [{ region: "Region Dalarna", antal: 1 }]);
 * ```
 */
export function sql(store: Store): Sql {
  return async <T extends Record<keyof T, Cell> = Row>(
    texts: TemplateStringsArray,
    ...values: readonly SqlValue[]
  ): Promise<T[]> => {
    const text = String.raw({ raw: texts }, ...values.map(placeholders));
    const database = await store.tables("celler", ...NAMES_ROWS.test(text) ? ["rader"] as const : []);
    try {
      const rows = await database.query<T>(text, values.flat());
      if (rows.length === 0) values.flat().forEach(checkSpelling);
      return showing(rows);
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      throw new QueryError(`Frågan kan inte besvaras: ${await explained(error.message, database)}`, {
        cause: error,
      });
    }
  };
}

/** A question that may ask for rows. */
const NAMES_ROWS = /\brader\b/i;

/** The rows themselves, which a notebook shows as a table. */
function showing<T extends object>(rows: T[]): T[] {
  return Object.defineProperty(rows, Symbol.for("Jupyter.display"), {
    value: () => show(rows, { caption: "Svar" }).display(),
  });
}

function placeholders(value: SqlValue): string {
  if (!isList(value)) return "?";
  if (value.length === 0) {
    throw new RangeError("Cannot ask with an empty list as IN must have a value: got []");
  }
  return `(${value.map(() => "?").join(", ")})`;
}

function checkSpelling(value: Value): void {
  if (typeof value !== "string") return;
  if (officialNames.includes(value)) return;
  const meant = officialName(value) ?? nearestNames(value, officialNames, 1)[0];
  if (meant !== undefined) {
    throw new QueryError(`Inget svarar på frågan: "${value}" heter "${meant}" i tabellen celler.`);
  }
}

const isList = (value: SqlValue): value is readonly Value[] => Array.isArray(value);

/** What the engine said, with the nearest names when it did not know one. */
async function explained(message: string, database: Queryable): Promise<string> {
  const columns = await database.query<{ table: string; name: string }>(
    `SELECT table_name AS "table", column_name AS name FROM information_schema.columns
    WHERE table_schema NOT IN ('information_schema', 'pg_catalog') AND table_name NOT LIKE 'lager!_%' ESCAPE '!'`,
  );
  const column =
    /(?:Referenced column|does not have a column named) "(.+?)"|Column '(.+?)' cannot be resolved/
      .exec(message)?.slice(1).find((name) => name !== undefined);
  if (column !== undefined) {
    const names = [...new Set(columns.map(({ name }) => name))];
    const quoted = "Är det ett värde ska det stå inom ${…} eller enkla citattecken.";
    return `kolumnen "${column}" finns inte. ${offer(column, names)} ${quoted}`;
  }
  const table = /Table (?:with name |'.*\.)(.+?)'? does not exist/.exec(message)?.[1];
  if (table !== undefined) {
    return `tabellen "${table}" finns inte. ${offer(table, [...new Set(columns.map((row) => row.table))])}`;
  }
  return message.replace(/^[^]*? as (?:DuckDB refuses|Trino did not answer) it: /, "");
}

function offer(written: string, names: readonly string[]): string {
  const near = nearestNames(written, names);
  return near.length > 0 ? `Närmast: ${near.join(", ")}.` : `Det finns ${names.join(", ")}.`;
}
