import { createHash } from "node:crypto";
import { parquetMetadata } from "hyparquet";
import { type Cluster, identifier, literal } from "../database/mod.ts";
import { type ParquetColumn, type ParquetType, writeParquet } from "../parquet/mod.ts";
import {
  type ContentTable,
  DELIVERIES,
  HOLDINGS,
  INNER,
  regionColumn,
  TABLE_OF,
  viewOf,
} from "./_cluster_tables.ts";
import { typeOf } from "./_parquet_rows.ts";
import { partsOf } from "./_parts.ts";
import { storePath } from "./_store_path.ts";
import { readStoredFile } from "./_stored_file.ts";
import type { Part } from "./cell_query.ts";
import { holders } from "./delivery.ts";
import { lockStore } from "./lock.ts";
import { type Manifest, readManifest } from "./manifest.ts";
import { makeFolders, StoreError, TABLES, writeDurably } from "./writing.ts";

/** Options for {@linkcode publishTables}. */
export interface PublishTablesOptions {
  /** The store's folder as the cluster sees it: "s3://bucket/lager", or "local:///" below its own local.location. */
  readonly location: string;
  /** The time now. */
  readonly now: Date;
}

/** What {@linkcode publishTables} has done. */
export interface ClusterTables {
  /** What may be asked: `celler`, and the accepted rows by layout: `rader`, `aggregat`, `bandrader`. */
  readonly tables: readonly string[];
  /** Files of the store of which anything holds. */
  readonly files: number;
  /** Tables and views of earlier states that were dropped. */
  readonly dropped: number;
}

/**
 * Registers a store's files as tables of a cluster, where they lie: nothing is copied. A table of holdings says which
 * file holds for which region, so that replaced and withdrawn deliveries do not count. A state that is published takes
 * the place of the one before in one step; of the partitions only those that are new or gone are changed.
 *
 * The content of the manifest is written to the folder `tabeller` of the store. An erasure removes it, and the cluster does
 * not answer until the store is published again. Where the cluster sees a copy of the folder, anyone who made the copy has
 * to erase in it.
 *
 * @param folder The store's folder.
 * @param cluster A cluster whose catalog is of the Hive connector; the schema is made where it is not there.
 * @param options Where the cluster finds the folder, and the time.
 * @returns What may be asked.
 * @throws {StoreError} If the store is empty or damaged.
 * @throws {DatabaseError} If the cluster refuses.
 *
 * @example An empty store has nothing to publish
 * ```ts
 * import assert from "node:assert/strict";
 * import { openCluster } from "vantelage/database";
 * import { clusterPlace, publishTables, StoreError } from "vantelage/store";
 * using cluster = openCluster(clusterPlace("http://anna@127.0.0.1:8080/hive/vantelage"));
 * const folder = await Deno.makeTempDir();
 * await assert.rejects(publishTables(folder, cluster, { location: "s3://hink/lager", now: new Date() }), StoreError);
 * ```
 */
export async function publishTables(
  folder: string,
  cluster: Cluster,
  { location, now }: PublishTablesOptions,
): Promise<ClusterTables> {
  using _lock = await lockStore(folder);
  const manifest = await readManifest(folder), { deliveries } = manifest;
  if (deliveries.length === 0) {
    throw new StoreError(`Lagret ${folder} är tomt: det finns inget att publicera.`);
  }
  const base = location.endsWith("/") ? location : `${location}/`, stamp = digest(manifest.stamp, base);
  const held = holders(deliveries);
  const parts = new Map<ContentTable, readonly Part[]>([
    ["celler", partsOf(deliveries, held, "cells")],
    ...Map.groupBy(partsOf(deliveries, held, "rows"), ({ delivery }) => TABLE_OF[delivery.layout]),
  ]);
  await writeIndex(folder, DELIVERIES, { stamp, columns: entryColumns(manifest, stamp, now) });
  await writeIndex(folder, HOLDINGS, { stamp, columns: holdingColumns(parts, stamp, base) });

  const { catalog, schema } = cluster, kept: string[] = [];
  const register = async (
    name: string,
    below: string,
    columns: readonly string[],
    by: readonly string[] = [],
  ) => {
    const partitioned = by.length === 0 ? "" : `, partitioned_by = ARRAY[${by.map(literal).join(", ")}]`;
    await cluster.run(
      `CREATE TABLE IF NOT EXISTS ${name} (${columns.join(", ")})
      WITH (format = 'PARQUET', external_location = ${literal(base + below)}${partitioned})`,
    );
    kept.push(name);
    if (by.length === 0) return;
    await cluster.run(
      `CALL ${identifier(catalog)}.system.sync_partition_metadata(${literal(schema)}, ${
        literal(name)
      }, 'FULL')`,
    );
  };
  const define = async (name: string, sql: string) => {
    await cluster.run(`CREATE OR REPLACE VIEW ${name} AS ${sql}`);
    kept.push(name);
  };
  await cluster.run(`CREATE SCHEMA IF NOT EXISTS ${identifier(catalog)}.${identifier(schema)}`);
  for (const [name, columns] of Object.entries(INDEX)) {
    await register(
      name,
      `${TABLES}/${name}`,
      columns.map(([column, type]) => `${column} ${SQL_TYPES[type]}`),
    );
  }
  const found: string[] = [];
  for (const [table, own] of parts) {
    const columns = await columnsOf(folder, own),
      files = `${INNER}${table}_filer_${digest(base, ...columns)}`;
    const [region, names] = [
      regionColumn(table),
      columns.map((column) => column.slice(0, column.lastIndexOf(" "))),
    ];
    await register(files, table === "celler" ? "cells" : "rows", columns, PARTITIONS);
    found.push(
      `SELECT '${table}' AS tabell, "$path" AS path, count(*) AS antal FROM ${files} GROUP BY "$path"`,
    );
    await define(
      viewOf(table, stamp),
      `SELECT ${names.map((name) => `f.${name}`).join(", ")} FROM ${files} AS f JOIN ${HOLDINGS} AS i
      ON i.path = f."$path" AND i.region = f.${region} WHERE i.stamp = '${stamp}' AND i.tabell = '${table}'`,
    );
  }
  await define(
    viewOf("saknas", stamp),
    `SELECT DISTINCT i.tabell, i.path FROM ${HOLDINGS} AS i LEFT JOIN (${found.join(" UNION ALL ")}) AS f
    ON f.tabell = i.tabell AND f.path = i.path WHERE i.stamp = '${stamp}' AND coalesce(f.antal, -1) <> i.antal`,
  );
  for (const table of parts.keys()) await define(table, `SELECT * FROM ${viewOf(table, stamp)}`);
  const dropped = await dropOthers(cluster, kept);
  for (const name of Object.keys(INDEX)) await removeOthers(folder, name, stamp);
  const files = new Set([...parts.values()].flat().map(({ file }) => file.path)).size;
  return { tables: [...parts.keys()], files, dropped };
}

/** The folders of a store's rows and cells say these two; a column of their names in a file says the same. */
const PARTITIONS = ["status", "manad"];

const SQL_TYPES: Readonly<Record<ParquetType, string>> = {
  ...{
    text: "VARCHAR",
    int32: "INTEGER",
    int64: "BIGINT",
    double: "DOUBLE",
    date: "DATE",
    boolean: "BOOLEAN",
  },
};

/** The columns of the tables that are written for the cluster. */
const INDEX = {
  [DELIVERIES]: [["stamp", "text"], ["published", "int64"], ["entry", "text"], ["json", "text"]],
  [HOLDINGS]: [["stamp", "text"], ["tabell", "text"], ["path", "text"], ["region", "text"], [
    "antal",
    "int64",
  ]],
} as const satisfies Record<string, readonly (readonly [string, ParquetType])[]>;

type Values = readonly (string | number)[];

/** Every delivery and erasure, as the manifest has them. */
function entryColumns({ deliveries, erasures }: Manifest, stamp: string, now: Date): readonly Values[] {
  const entries = [
    ...deliveries.map((delivery) => ["delivery", JSON.stringify(delivery)]),
    ...erasures.map((erasure) => ["erasure", JSON.stringify(erasure)]),
  ];
  return entries.map((entry) => [stamp, now.getTime(), ...entry]);
}

/** The files that hold, a row for each region that they hold for. */
function holdingColumns(
  parts: ReadonlyMap<ContentTable, readonly Part[]>,
  stamp: string,
  base: string,
): readonly Values[] {
  return [...parts].flatMap(([table, own]) =>
    own.flatMap(({ file, regions }) =>
      regions.map((region) => [stamp, table, base + file.path, region, file.rows])
    )
  );
}

async function writeIndex(
  folder: string,
  name: keyof typeof INDEX,
  { stamp, columns: rows }: { stamp: string; columns: readonly Values[] },
): Promise<void> {
  const columns = INDEX[name].map(([name, type], at): ParquetColumn => ({
    ...{ name, type, kind: "plain" },
    values: rows.map((row) => row[at]),
  }));
  await makeFolders(storePath(folder, `${TABLES}/${name}`));
  await writeDurably(
    storePath(folder, `${TABLES}/${name}/${stamp}.parquet`),
    writeParquet(columns, { rows: rows.length }),
    0o600,
  );
}

/** Removes what earlier states have written for the cluster. */
async function removeOthers(folder: string, name: string, stamp: string): Promise<void> {
  const below = storePath(folder, `${TABLES}/${name}`);
  for (const entry of await Array.fromAsync(Deno.readDir(below))) {
    if (entry.name !== `${stamp}.parquet`) await Deno.remove(`${below}/${entry.name}`);
  }
}

/** The columns of all files together, with their types in SQL, those of the partitions last. */
async function columnsOf(folder: string, parts: readonly Part[]): Promise<string[]> {
  const columns = new Map<string, string>();
  for (const { file, delivery } of parts) {
    const [, ...elements] =
      parquetMetadata((await readStoredFile(folder, file, delivery)).slice().buffer).schema;
    for (const element of elements) columns.set(element.name, SQL_TYPES[typeOf(element)]);
  }
  for (const name of PARTITIONS) columns.delete(name);
  return [
    ...[...columns].sort(([a], [b]) => a < b ? -1 : 1),
    ...PARTITIONS.map((name) => [name, SQL_TYPES.text]),
  ]
    .map(([name, type]) => `${identifier(name)} ${type}`);
}

/** Drops the tables and views of earlier states; the files of an external table stay. */
async function dropOthers(cluster: Cluster, kept: readonly string[]): Promise<number> {
  const there = await cluster.query<{ name: string; type: string }>(
    "SELECT table_name AS name, table_type AS type FROM information_schema.tables WHERE table_schema = ?",
    [cluster.schema],
  );
  const own = [...Object.values(TABLE_OF), "celler"] as readonly string[];
  const others = there.filter(({ name }) =>
    (name.startsWith(INNER) || own.includes(name)) && !kept.includes(name)
  );
  for (const { name, type } of others.sort(({ type }) => type === "VIEW" ? -1 : 1)) {
    await cluster.run(`DROP ${type === "VIEW" ? "VIEW" : "TABLE"} IF EXISTS ${identifier(name)}`);
  }
  return others.length;
}

/** A short name for texts, that differs where any of them does. */
function digest(...texts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 12);
}
