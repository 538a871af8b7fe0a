import assert from "node:assert/strict";
import { type Cell, type Database, DatabaseError, openDatabase } from "../../lib/database/mod.ts";
import { collectNativeGarbage } from "../_native.ts";

collectNativeGarbage();

const wasm = await openDatabase(), native = await openDatabase({ engine: "native" });
addEventListener("unload", () => {
  wasm.close();
  native.close();
});

/** A value of each type, the type it has in Parquet, and the cell that both engines then give. */
const STORED: readonly [expression: string, type: string, cell: Cell][] = [
  ["CAST(-1 AS TINYINT)", "TINYINT", -1],
  ["CAST(-1 AS SMALLINT)", "SMALLINT", -1],
  ["CAST(-1 AS INTEGER)", "INTEGER", -1],
  ["CAST(9007199254740993 AS BIGINT)", "BIGINT", 9007199254740993n],
  ["CAST(255 AS UTINYINT)", "UTINYINT", 255],
  ["CAST(65535 AS USMALLINT)", "USMALLINT", 65535],
  ["CAST(4294967295 AS UINTEGER)", "UINTEGER", 4294967295],
  ["CAST('18446744073709551615' AS UBIGINT)", "UBIGINT", 18446744073709551615n],
  ["CAST('-18446744073709551617' AS HUGEINT)", "DECIMAL(38,0)", -18446744073709551617n],
  ["CAST(1.5 AS FLOAT)", "FLOAT", 1.5],
  ["CAST('NaN' AS DOUBLE)", "DOUBLE", NaN],
  ["CAST('1.25' AS DECIMAL(4,2))", "DECIMAL(4,2)", 1.25],
  ["CAST('-1.25' AS DECIMAL(9,2))", "DECIMAL(9,2)", -1.25],
  ["CAST('-1.25' AS DECIMAL(18,2))", "DECIMAL(18,2)", -1.25],
  ["CAST('-1.25' AS DECIMAL(38,2))", "DECIMAL(38,2)", -1.25],
  ["TRUE", "BOOLEAN", true],
  ["'\ufeffÖrebro 🏥 ' || chr(0)", "VARCHAR", "\ufeffÖrebro 🏥 \0"],
  ["CAST('JA' AS ENUM ('NEJ', 'JA'))", "VARCHAR", "JA"],
  [
    "CAST('f0000000-0000-0000-0000-00000000000f' AS UUID)",
    "VARCHAR",
    "f0000000-0000-0000-0000-00000000000f",
  ],
  ["DATE '1912-02-29'", "DATE", "1912-02-29"],
  ["TIME '01:02:03.000004'", "TIME", "01:02:03.000004"],
  ["TIMESTAMP_S '1960-01-01 00:00:01'", "TIMESTAMP", "1960-01-01T00:00:01"],
  ["TIMESTAMP_MS '2024-01-01 00:00:00.25'", "TIMESTAMP", "2024-01-01T00:00:00.250000"],
  ["TIMESTAMP '1969-12-31 23:59:59.999999'", "TIMESTAMP", "1969-12-31T23:59:59.999999"],
  ["TIMESTAMP_NS '2024-01-01 00:00:00.000000001'", "TIMESTAMP_NS", "2024-01-01T00:00:00.000000001"],
  ["TIMESTAMPTZ '2024-01-01 01:00:00+01'", "TIMESTAMP WITH TIME ZONE", "2024-01-01T00:00:00Z"],
  ["NULL", "INTEGER", null],
  ["[1, NULL]", "INTEGER[]", [1, null]],
  ["array_value('a', 'b')", "VARCHAR[]", ["a", "b"]],
  ["[CAST(7 AS HUGEINT)]", "DECIMAL(38,0)[]", [7]],
  [
    "{uuid: 1, 'h': CAST(7 AS HUGEINT), 'e': [CAST('it''s, (1)' AS ENUM ('it''s, (1)', 'HUGEINT'))]}",
    "STRUCT(uuid INTEGER, h DECIMAL(38,0), e VARCHAR[])",
    { uuid: 1, h: 7, e: ["it's, (1)"] },
  ],
];

async function readBack(reader: Database, parquet: Uint8Array): Promise<{ type: Cell; cells: Cell[] }> {
  await reader.readParquet("bytt", parquet);
  const [{ type }] = await reader.query<{ type: string }>(
    "SELECT data_type AS type FROM duckdb_columns() WHERE table_name = 'bytt'",
  );
  const rows = await reader.query<{ c: Cell }>("FROM bytt");
  await reader.run("DROP TABLE bytt");
  return { type, cells: rows.map(({ c }) => c) };
}

for (const writer of [wasm, native]) {
  for (const reader of [wasm, native]) {
    const name =
      `writeParquet() in ${writer.engine} gives types and cells that readParquet() in ${reader.engine}`;
    Deno.test(`${name} finds again`, async () => {
      for (const [expression, type, cell] of STORED) {
        const parquet = await writer.writeParquet(
          `SELECT ${expression} AS c UNION ALL SELECT NULL ORDER BY c NULLS LAST`,
        );
        assert.deepEqual(await readBack(reader, parquet), { type, cells: [cell, null] }, expression);
      }
    });
  }
}

/** An ENUM of many names, some never used, that are longer than what DuckDB holds without a pointer. */
const NAMES = Array.from(
  { length: 400 },
  (_, index) => `Sjukhus nummer ${String(index).padStart(3, "0")} å'`,
);
const quotedNames = NAMES.map((name) => `'${name.replaceAll("'", "''")}'`).join(", ");

for (const database of [wasm, native]) {
  Deno.test(`writeParquet() in ${database.engine} keeps the text of an ENUM of many values, and what is missing`, async () => {
    const rows = `SELECT i, CASE WHEN i % 7 > 0 THEN
      list_extract(CAST([${quotedNames}] AS ENUM(${quotedNames})[]), i % 390 + 1) END AS namn FROM range(5000) AS r(i)`;
    const parquet = await database.writeParquet(rows);
    for (const reader of [wasm, native]) {
      await reader.readParquet("namn", parquet);
      const found = await reader.query<{ i: number; namn: string | null }>(
        "SELECT i, namn FROM namn ORDER BY i",
      );
      await reader.run("DROP TABLE namn");
      assert.deepEqual(
        found,
        Array.from({ length: 5000 }, (_, i) => ({ i, namn: i % 7 > 0 ? NAMES[i % 390] : null })),
      );
    }
  });

  Deno.test(`writeParquets() in ${database.engine} gives what writeParquet() gives, in the order asked for`, async () => {
    await database.run(
      "CREATE TABLE rad AS SELECT i, CAST(TIMESTAMPTZ '2024-04-30 22:00:00Z' AS VARCHAR) AS t FROM range(3000) AS r(i)",
    );
    const statements = Array.from(
      { length: 9 },
      (_, third) => `FROM rad WHERE i % 9 = ${third} ORDER BY i DESC`,
    );
    const alone: Uint8Array[] = [];
    for (const sql of statements) alone.push(await database.writeParquet(sql));
    assert.deepEqual(await database.writeParquets(statements), alone);
    assert.deepEqual(await database.writeParquets([]), []);
    await assert.rejects(database.writeParquets([...statements, "FROM finns_inte"]), {
      name: "DatabaseError",
      message: /finns_inte/,
    });
    assert.deepEqual(await database.query("SELECT count(*) AS n FROM rad"), [{ n: 3000 }]);
    await database.run("DROP TABLE rad");
  });
}

Deno.test("writeParquets() writes moments in UTC in each of its connections", async () => {
  const [parquet] = await native.writeParquets([
    "SELECT CAST(TIMESTAMPTZ '2024-01-01 01:00:00+01' AS VARCHAR) AS c",
  ]);
  assert.deepEqual((await readBack(native, parquet)).cells, ["2024-01-01 00:00:00+00"]);
});

Deno.test("writeParquet() refuses the same types in both engines", async () => {
  const refused = [
    "INTERVAL 3 DAYS",
    "CAST(1 AS UHUGEINT)",
    "CAST('101' AS BIT)",
    "TIMETZ '01:02:03+01'",
    "union_value(a := 1)",
  ];
  for (const expression of refused) {
    const messages = await Promise.all(
      [wasm, native].map((database) =>
        database.writeParquet(`SELECT [${expression}] AS c`).then(
          () => assert.fail(expression),
          (error: unknown) => error instanceof DatabaseError ? error.message : error,
        )
      ),
    );
    assert.match(String(messages[0]), /Parquet, which has no such type; cast it in SQL: "c" is /);
    assert.equal(messages[0], messages[1]);
  }
});
