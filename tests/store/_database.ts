import type { Database } from "../../lib/database/mod.ts";

/** A database that does some of its work in a way of its own. */
export function withParts(
  database: Database,
  parts: Partial<Pick<Database, "run" | "writeParquets">>,
): Database {
  return {
    engine: database.engine,
    query: (sql, parameters) => database.query(sql, parameters),
    run: (sql, parameters) => database.run(sql, parameters),
    registerText: (name, bytes) => database.registerText(name, bytes),
    forget: (name) => database.forget(name),
    readParquet: (table, parquet) => database.readParquet(table, parquet),
    writeParquet: (sql, parameters) => database.writeParquet(sql, parameters),
    writeParquets: (statements) => database.writeParquets(statements),
    close: () => database.close(),
    [Symbol.dispose]: () => database.close(),
    ...parts,
  };
}
