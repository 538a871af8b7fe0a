import { readdir } from "node:fs/promises";
import { openDatabase } from "../../lib/database/mod.ts";
import { column, type ProtocolServer, serveProtocol } from "../database/_protocol_server.ts";

/**
 * A cluster for tests: Trino's protocol in front of DuckDB, which reads the SQL that Trino reads, but for what is said
 * of external tables. Their files are read below `root`, which "local:///" names, each time that any is new or gone.
 */
export async function duckdbAsCluster(root: string): Promise<ProtocolServer> {
  const database = await openDatabase({ engine: "native" });
  await database.run("ATTACH ':memory:' AS hive");
  const external = new Map<string, { columns: string; below: string; read: string }>();

  async function readFiles(): Promise<void> {
    for (const [table, of] of external) {
      const files = await filesBelow(root, of.below);
      if (of.read === files.join()) continue;
      of.read = files.join();
      await database.run(`CREATE OR REPLACE TABLE ${table} (${of.columns}, "$path" VARCHAR)`);
      for (const path of files) {
        await database.run("DROP TABLE IF EXISTS memory.main.fil");
        await database.run("USE memory.main");
        await database.readParquet("fil", await Deno.readFile(`${root}/${path}`));
        await database.run("USE hive.ko");
        const names = await database.query<{ name: string }>(
          `SELECT column_name AS name FROM duckdb_columns() WHERE table_name = '${table}' INTERSECT
          SELECT column_name FROM duckdb_columns() WHERE table_name = 'fil' ORDER BY name`,
        );
        const [, status, manad] = /status=(\w+)\/manad=([\d-]+)/.exec(path) ?? [];
        const own = status === undefined ? { "$path": path } : { status, manad, "$path": path };
        const kept = names.map(({ name }) => name).filter((name) => !Object.hasOwn(own, name)).map((name) =>
          `"${name}"`
        );
        const fixed = Object.entries(own).map(([name, value]) =>
          `'${name === "$path" ? `local:///${value}` : value}' AS "${name}"`
        );
        await database.run(
          `INSERT INTO ${table} BY NAME SELECT ${[...kept, ...fixed].join(", ")} FROM memory.main.fil`,
        );
      }
    }
  }

  async function answer(statement: string): Promise<Record<string, unknown>> {
    const [, quoted, values] = /^EXECUTE IMMEDIATE '((?:[^']|'')*)' USING (.*)$/s.exec(statement) ?? [];
    const given = values === undefined ? [] : await database.query(`SELECT ${values}`);
    const sql = quoted?.replaceAll("''", "'") ?? statement;
    const table =
      /^CREATE TABLE IF NOT EXISTS (\w+) \((.*)\)\s+WITH .*external_location = 'local:\/\/\/([^']*)'/s.exec(
        sql,
      );
    if (table !== null) {
      const [, name, columns, below] = table;
      if (!external.has(name)) external.set(name, { columns, below, read: "-" });
      return {};
    }
    if (/^CALL "hive"\.system\.sync_partition_metadata\('ko', /.test(sql)) return {};
    await readFiles();
    const dropped = /^DROP TABLE IF EXISTS "(.*)"$/.exec(sql);
    if (dropped !== null) external.delete(dropped[1]);
    const rows = await database.query(sql, Object.values(given[0] ?? {}) as string[]);
    if (rows.length === 0) return {};
    const names = Object.keys(rows[0]);
    const typeOf = (name: string) => {
      const value = rows.map((row) => row[name]).find((value) => value !== null);
      return value === undefined
        ? "unknown"
        : typeof value === "string"
        ? "varchar"
        : typeof value === "boolean"
        ? "boolean"
        : "bigint";
    };
    return {
      columns: names.map((name) => column(name, typeOf(name))),
      data: rows.map((row) => names.map((name) => row[name])),
    };
  }

  const server = serveProtocol(async (seen) => {
    const statement = seen.at(-1)?.body ?? "";
    try {
      const given = await answer(statement);
      if (/^CREATE SCHEMA/.test(statement)) await database.run("USE hive.ko");
      return given;
    } catch (error) {
      const name = /with name (\w+) does not exist/.exec(String(error))?.[1];
      const message = name === undefined ? String(error) : `line 1:1: Table 'hive.ko.${name}' does not exist`;
      return { error: { message, errorName: name === undefined ? "GENERIC_USER_ERROR" : "TABLE_NOT_FOUND" } };
    }
  });
  return {
    ...server,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      database.close();
    },
  };
}

/** The Parquet files of a folder, as paths from `root`. */
async function filesBelow(root: string, below: string): Promise<string[]> {
  const names = await readdir(`${root}/${below}`, { recursive: true });
  return names.filter((name) => name.endsWith(".parquet")).map((name) => `${below}/${name}`).sort();
}
