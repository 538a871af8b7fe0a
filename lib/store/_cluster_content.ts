import * as z from "zod";
import type { CubeCell, Dimension } from "../cube/mod.ts";
import {
  type Cluster,
  DatabaseError,
  identifier,
  type Queryable,
  type Row,
  type Value,
} from "../database/mod.ts";
import type { WaitCell } from "../numeric/mod.ts";
import { type ContentTable, DELIVERIES, HOLDINGS, viewOf } from "./_cluster_tables.ts";
import type { CellQuery } from "./cell_query.ts";
import { cellsSql } from "./cells_sql.ts";
import { Delivery } from "./delivery.ts";
import { Erasure } from "./erasure.ts";
import type { Manifest } from "./manifest.ts";
import type { RowQuery, StoreContent, StoreTable } from "./store_content.ts";
import { StoreError } from "./writing.ts";

/**
 * The content of a store that is published as tables of a cluster, which answers; what comes back is sums, or the rows
 * and columns that were asked for. Before a table is first asked, the cluster counts that its files are there.
 */
export class ClusterContent implements StoreContent {
  readonly #cluster: Cluster;
  readonly #stamp: string;
  readonly #whole = new Map<ContentTable, Promise<void>>();

  constructor(cluster: Cluster, stamp: string) {
    this.#cluster = cluster;
    this.#stamp = stamp;
  }

  async cells<D extends Dimension>(query: CellQuery<D>): Promise<readonly (Pick<CubeCell, D> & WaitCell)[]> {
    const { sql, parameters } = cellsSql(query, viewOf("celler", this.#stamp));
    return await this.#ask("celler", sql, parameters) as unknown as (Pick<CubeCell, D> & WaitCell)[];
  }

  async tables(names: readonly StoreTable[]): Promise<Queryable> {
    for (const name of names) {
      await this.#checkWhole(name);
      await this.#checkHoldings(name);
    }
    return this.#cluster;
  }

  rows(_table: string, { status, manad }: RowQuery): Promise<number> {
    return Promise.reject(
      new StoreError(
        `Lagret ligger i ett kluster, där rader frågas med SQL i stället för att hämtas: sql(store)\`SELECT … FROM rader WHERE status = '${status}' AND manad = '${manad}'\``,
      ),
    );
  }

  async fields<F extends string>(
    fields: readonly F[],
    { status, manad }: RowQuery,
  ): Promise<Record<F, string | null>[]> {
    const columns = fields.map((field) => identifier(field)).join(", ");
    const sql = `SELECT ${columns} FROM ${viewOf("rader", this.#stamp)} WHERE status = ? AND manad = ?`;
    return await this.#ask("rader", sql, [status, manad]) as Record<F, string | null>[];
  }

  async remembered<T>(_name: string, make: () => Promise<T>): Promise<T> {
    return await make();
  }

  read(): Promise<Uint8Array> {
    return Promise.reject(
      new StoreError(
        "Lagret ligger i ett kluster, och det här behöver dess filer. Ange lagrets mapp: openStore(MAPP), eller --lager MAPP.",
      ),
    );
  }

  [Symbol.dispose](): void {
    this.#cluster.close();
  }

  async #ask(table: ContentTable, sql: string, parameters: readonly Value[]): Promise<Row[]> {
    await this.#checkWhole(table);
    const rows = await asked(this.#cluster.query(sql, parameters));
    if (rows.length === 0) await this.#checkHoldings(table);
    return rows;
  }

  /** That the holdings are still there: an erasure removes them, and nothing would then be counted. */
  async #checkHoldings(table: ContentTable): Promise<void> {
    const sql = `SELECT count(*) AS files FROM ${HOLDINGS} WHERE stamp = ? AND tabell = ?`;
    const [{ files }] = await asked(this.#cluster.query<{ files: number }>(sql, [this.#stamp, table]));
    if (files === 0) throw new StoreError(REPLACED);
  }

  /** That the files of a table are where the manifest says, with as many rows; asked once. */
  async #checkWhole(table: ContentTable): Promise<void> {
    let whole = this.#whole.get(table);
    if (whole === undefined) this.#whole.set(table, whole = this.#countFiles(table));
    await whole;
  }

  async #countFiles(table: ContentTable): Promise<void> {
    const sql = `SELECT path FROM ${viewOf("saknas", this.#stamp)} WHERE tabell = ? ORDER BY path LIMIT 2`;
    const missing = await asked(this.#cluster.query<{ path: string }>(sql, [table]));
    if (missing.length > 0) {
      throw new StoreError(
        `Klustret hittar inte alla filer i tabellen ${table}, eller hittar fler eller färre rader i dem, bland annat ${
          missing[0].path
        }. Har filerna kopierats dit? Publicera sedan lagret igen: ${PUBLISH}`,
      );
    }
  }
}

const PUBLISH = "deno task store publish-tables --lager MAPP --kluster ADRESS --plats PLATS";

const REPLACED =
  "Lagret har publicerats på nytt sedan det öppnades, eller så har något raderats ur det. Öppna det igen: openStore()";

/** An answer of the cluster; where it has no table of that state, another has been published. */
async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    if (!(cause instanceof DatabaseError)) throw cause;
    const isGone = /: TABLE_NOT_FOUND: .*lager_/.test(cause.message);
    throw new StoreError(
      isGone ? REPLACED : `Klustret svarar inte på frågan. ${cause.message}`,
      { cause },
    );
  }
}

/**
 * The manifest of the store as it was when it was last published.
 *
 * @param cluster The cluster.
 * @returns The manifest, and the stamp that its tables go by.
 * @throws {StoreError} If nothing is published there, or the cluster does not answer.
 */
export async function readClusterManifest(cluster: Cluster): Promise<{ manifest: Manifest; stamp: string }> {
  const entries = await entriesOf(cluster);
  const newest = entries.reduce((latest, entry) => Math.max(latest, entry.published), 0);
  const [first, ...others] = entries.filter(({ published }) => published === newest);
  if (first === undefined) {
    throw new StoreError(
      `Inget lager är publicerat i ${cluster.catalog}.${cluster.schema}, eller så har något raderats ur det sedan dess. Publicera det: ${PUBLISH}`,
    );
  }
  const of = <T>(schema: z.ZodType<T>, kind: string): T[] => {
    const texts = [first, ...others].filter(({ entry }) => entry === kind).map(({ json }) => json);
    const read = z.array(schema).safeParse(texts.map((text) => JSON.parse(text)));
    if (read.success) return read.data;
    throw new StoreError(
      `Lagret i ${cluster.catalog}.${cluster.schema} är publicerat av en annan version av Vänteläge. Publicera det igen: ${PUBLISH}`,
    );
  };
  const deliveries = of(Delivery, "delivery").sort((a, b) => a.sequence - b.sequence);
  const erasures = of(Erasure, "erasure").sort((a, b) => a.number - b.number);
  return {
    manifest: { deliveries, erasures, head: null, history: [], stamp: first.stamp },
    stamp: first.stamp,
  };
}

async function entriesOf(
  cluster: Cluster,
): Promise<{ stamp: string; published: number; entry: string; json: string }[]> {
  try {
    return await cluster.query(`SELECT stamp, published, entry, json FROM ${DELIVERIES}`);
  } catch (cause) {
    if (!(cause instanceof DatabaseError)) throw cause;
    if (/: (?:TABLE|SCHEMA)_NOT_FOUND: /.test(cause.message)) return [];
    throw new StoreError(`Klustret svarar inte. ${cause.message}`, { cause });
  }
}
