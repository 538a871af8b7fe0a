import assert from "node:assert/strict";
import fc from "fast-check";
import { DatabaseError, type Value } from "../../lib/database/mod.ts";
import { onEachEngine } from "./_engines.ts";

await onEachEngine(async (database, test) => {
  await database.run("CREATE TABLE person (namn VARCHAR, nummer VARCHAR, kod INTEGER PRIMARY KEY)");
  await database.run("INSERT INTO person VALUES ('Hemlig Hemligsson', '19121212-1212', 191212)");

  async function messageOf(sql: string, parameters: readonly Value[] = []): Promise<string> {
    const failure = await database.query(sql, parameters).then(() => undefined, (error: unknown) => error);
    assert(failure instanceof DatabaseError, `no DatabaseError from ${sql}`);
    assert.equal(failure.cause, undefined);
    return failure.message;
  }

  const REVEALING = [
    "SELECT CAST(nummer AS INTEGER) FROM person",
    "SELECT CAST(namn AS DATE) FROM person",
    "SELECT CAST(namn AS TIMESTAMP) FROM person",
    "SELECT CAST(namn AS BOOLEAN) FROM person",
    "SELECT CAST(namn AS DECIMAL(3, 1)) FROM person",
    "SELECT CAST(namn AS ENUM ('a')) FROM person",
    "SELECT CAST(namn AS UUID) FROM person",
    "SELECT CAST(kod AS TINYINT) FROM person",
    "SELECT CAST(kod AS DECIMAL(3, 1)) FROM person",
    "SELECT kod * 191212 FROM person",
    "SELECT strptime(namn, '%Y-%m-%d') FROM person",
    "SELECT regexp_matches('x', '(' || namn) FROM person",
    "INSERT INTO person VALUES ('Hemlig', '19121212-1212', 191212)",
    "SELECT 'Hemlig' 'Hemlig' '19121212-1212'",
    "SELECT 19121212 19121212",
    "SELECT 'Hemlig 19121212-1212",
  ];

  test("DatabaseError never repeats a cell, nor a value written in the statement", async () => {
    for (const sql of REVEALING) {
      const message = await messageOf(sql);
      assert.match(message, /^Cannot run `.+` as DuckDB refuses it: \w[\w ]*Error/s);
      assert.doesNotMatch(message, /hemlig|1212/i, sql);
    }
  });

  test("DatabaseError never repeats a parameter", async () => {
    const statements = [
      "SELECT CAST(? AS INTEGER)",
      "SELECT CAST(? AS DATE)",
      "SELECT error(?)",
      "SELECT 1 ?",
      "FROM ?",
      "SELECT {a: 1}[?]",
      "SELECT regexp_matches('x', '(' || ?)",
      "SELECT strptime('x', ?), nope",
    ];
    for (const secret of ["Hemligsson", "it's Hemlig", "19121212-1212", "(hemlig.*"]) {
      for (const sql of statements) {
        const message = await messageOf(sql, [secret]);
        assert.doesNotMatch(message, /hemlig|1212/i, sql);
      }
    }
  });

  test("DatabaseError repeats no word of any text that fails to be a number", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 12 }), async (noise) => {
        await database.run("CREATE OR REPLACE TABLE odd AS SELECT ? AS a", [`xyzzy${noise}plugh`]);
        assert.doesNotMatch(await messageOf("SELECT CAST(a AS INTEGER) FROM odd"), /xyzzy|plugh/);
      }),
      { numRuns: 100 },
    );
  });

  test("DatabaseError says what was run and which name is wrong", async () => {
    assert.match(
      await messageOf("SELECT nope\n  FROM person WHERE namn = 'Hemlig'"),
      /^Cannot run `SELECT nope FROM person WHERE namn = '…'` as DuckDB refuses it: Binder Error: Referenced column "nope" not found/,
    );
    assert.match(await messageOf("FROM nope"), /Catalog Error: Table with name nope does not exist!/);
    assert.match(await messageOf("SELECT abs(DATE '2024-01-01')"), /argument types 'abs\(DATE\)'/);
    assert.match(await messageOf("SELEKT 1"), /Parser Error: syntax error at or near "SELEKT"/);
  });

  test("DatabaseError says which extension a function would need", async () => {
    assert.match(
      await messageOf("SELECT st_area('POINT(1 2)')"),
      /"st_area" .* exists in the spatial extension\.$/,
    );
  });

  test("DatabaseError shows at most the beginning of a long statement", async () => {
    const message = await messageOf(`SELECT ${"a + ".repeat(5000)} a`);
    assert(message.length < 500, `${message.length} characters`);
  });
});
