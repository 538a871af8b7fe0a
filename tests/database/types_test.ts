import assert from "node:assert/strict";
import { type Cell, DatabaseError } from "../../lib/database/mod.ts";
import { onEachEngine } from "./_engines.ts";

await onEachEngine((database, test) => {
  async function cell(expression: string): Promise<Cell> {
    const [row] = await database.query<{ cell: Cell }>(`SELECT ${expression} AS cell`);
    return row.cell;
  }

  /** Each type by itself, inside a list (beside a NULL) and inside a struct. */
  async function assertCell(expression: string, expected: Cell): Promise<void> {
    assert.deepEqual(await cell(expression), expected, expression);
    assert.deepEqual(await cell(`[NULL, ${expression}]`), [null, expected], `list of ${expression}`);
    assert.deepEqual(
      await cell(`{ a: ${expression}, b: NULL }`),
      { a: expected, b: null },
      `struct of ${expression}`,
    );
    assert.deepEqual(await cell(`array_value(${expression})`), [expected], `array of ${expression}`);
    assert.deepEqual(await cell(`[{ a: [${expression}] }]`), [{ a: [expected] }], `nested ${expression}`);
  }

  test("query() gives NULL of every type as null", async () => {
    const types = [
      "INTEGER",
      "BIGINT",
      "HUGEINT",
      "DECIMAL(10,2)",
      "DOUBLE",
      "VARCHAR",
      "BOOLEAN",
      "DATE",
      "TIME",
    ];
    for (const type of [...types, "TIMESTAMP", "INTEGER[]", "STRUCT(a INTEGER)", "ENUM('a')"]) {
      await assertCell(`CAST(NULL AS ${type})`, null);
    }
    assert.equal(await cell("NULL"), null);
  });

  test("query() gives BOOLEAN as true and false", async () => {
    await assertCell("TRUE", true);
    await assertCell("FALSE", false);
  });

  test("query() gives integers of at most 32 bits as numbers", async () => {
    await assertCell("CAST(255 AS UTINYINT)", 255);
    await assertCell("CAST(-128 AS TINYINT)", -128);
    await assertCell("CAST(-32768 AS SMALLINT)", -32768);
    await assertCell("CAST(-2147483648 AS INTEGER)", -2147483648);
    await assertCell("CAST(4294967295 AS UINTEGER)", 4294967295);
  });

  test("query() gives BIGINT and UBIGINT as a number while that is exact, else as a bigint", async () => {
    await assertCell("CAST(-3 AS BIGINT)", -3);
    await assertCell("9007199254740991", 9007199254740991);
    await assertCell("9007199254740993", 9007199254740993n);
    await assertCell("CAST('-9223372036854775808' AS BIGINT)", -9223372036854775808n);
    await assertCell("CAST('18446744073709551615' AS UBIGINT)", 18446744073709551615n);
  });

  test("query() gives HUGEINT exactly, beyond 64 bits and at both ends", async () => {
    await assertCell("CAST(7 AS HUGEINT)", 7);
    await assertCell("CAST(-7 AS HUGEINT)", -7);
    await assertCell("CAST('18446744073709551617' AS HUGEINT)", 18446744073709551617n);
    await assertCell("CAST('-18446744073709551617' AS HUGEINT)", -18446744073709551617n);
    await assertCell(`CAST('${2n ** 127n - 1n}' AS HUGEINT)`, 2n ** 127n - 1n);
    await assertCell(`CAST('${-(2n ** 127n)}' AS HUGEINT)`, -(2n ** 127n));
  });

  test("query() gives a sum of integers, HUGEINT in DuckDB, as a number", async () => {
    assert.deepEqual(await database.query("SELECT sum(i) AS s, count(*) AS n FROM range(4) AS r(i)"), [{
      s: 6,
      n: 4,
    }]);
  });

  test("query() gives DECIMAL as the nearest number, its scale applied", async () => {
    await assertCell("CAST('1.25' AS DECIMAL(4,2))", 1.25);
    await assertCell("CAST('-0.05' AS DECIMAL(4,2))", -0.05);
    await assertCell("CAST('-1234567890.0987654321' AS DECIMAL(38,10))", -1234567890.0987654321);
    await assertCell("CAST('9007199254740993.5' AS DECIMAL(38,1))", 9007199254740993.5);
    await assertCell(`CAST('0.${"3".repeat(38)}' AS DECIMAL(38,38))`, 1 / 3);
    await assertCell("CAST(12 AS DECIMAL(9,0))", 12);
  });

  test("query() gives DOUBLE and FLOAT as they are, NaN and Infinity too", async () => {
    await assertCell("CAST(0.1 AS DOUBLE)", 0.1);
    await assertCell("CAST(1.5 AS FLOAT)", 1.5);
    await assertCell("CAST('NaN' AS DOUBLE)", NaN);
    await assertCell("CAST('-Infinity' AS DOUBLE)", -Infinity);
  });

  test("query() gives VARCHAR, ENUM and UUID as strings", async () => {
    await assertCell("'Örebro län 🏥'", "Örebro län 🏥");
    await assertCell("''", "");
    await assertCell("CAST('JA' AS ENUM ('NEJ', 'JA'))", "JA");
    await assertCell(
      "CAST('00000000-0000-0000-0000-00000000000f' AS UUID)",
      "00000000-0000-0000-0000-00000000000f",
    );
  });

  test("query() gives DATE as yyyy-mm-dd, before 1970 and on leap days too", async () => {
    await assertCell("DATE '2024-04-30'", "2024-04-30");
    await assertCell("DATE '1969-12-31'", "1969-12-31");
    await assertCell("DATE '1912-02-29'", "1912-02-29");
    await assertCell("DATE '0001-01-01'", "0001-01-01");
    await assertCell("DATE '9999-12-31'", "9999-12-31");
  });

  test("query() gives TIMESTAMP without a zone, with microseconds when there are any", async () => {
    await assertCell("TIMESTAMP '2024-04-30 08:09:10'", "2024-04-30T08:09:10");
    await assertCell("TIMESTAMP '2024-04-30 08:09:10.000001'", "2024-04-30T08:09:10.000001");
    await assertCell("TIMESTAMP '1969-12-31 23:59:59.999999'", "1969-12-31T23:59:59.999999");
    await assertCell("TIMESTAMP '9999-12-31 23:59:59.999999'", "9999-12-31T23:59:59.999999");
    await assertCell("TIMESTAMP_S '1960-01-01 00:00:01'", "1960-01-01T00:00:01");
    await assertCell("TIMESTAMP_MS '2024-01-01 00:00:00.25'", "2024-01-01T00:00:00.250");
    await assertCell("TIMESTAMP_NS '2024-01-01 00:00:00.000000001'", "2024-01-01T00:00:00.000000001");
    await assertCell("TIMESTAMPTZ '2024-01-01 01:00:00+01'", "2024-01-01T00:00:00Z");
  });

  test("query() gives TIME as hh:mm:ss, with microseconds when there are any", async () => {
    await assertCell("TIME '00:00:00'", "00:00:00");
    await assertCell("TIME '23:59:59.5'", "23:59:59.500000");
    await assertCell("TIME '01:02:03.000004'", "01:02:03.000004");
  });

  test("query() gives lists of every length, and lists of lists, as arrays", async () => {
    const rows = await database.query(
      "FROM (VALUES (1, [1, 2]), (2, []), (3, NULL), (4, [NULL, 5])) AS t(id, list) ORDER BY id",
    );
    assert.deepEqual(rows.map((row) => row.list), [[1, 2], [], null, [null, 5]]);
    assert.deepEqual(await cell("[[1], [], NULL, [2, 3]]"), [[1], [], null, [2, 3]]);
  });

  test("query() reads lists and NULLs right beyond the first batch of rows", async () => {
    const rows = await database.query<{ i: number; list: number[]; odd: string | null }>(
      "SELECT i, [i, i + 1] AS list, CASE WHEN i % 2 = 1 THEN 'x' || i END AS odd FROM range(5000) AS r(i)",
    );
    assert.equal(rows.length, 5000);
    rows.forEach(({ i, list, odd }, index) => {
      assert.equal(i, index);
      assert.deepEqual(list, [index, index + 1]);
      assert.equal(odd, index % 2 === 1 ? `x${index}` : null);
    });
  });

  test("query() gives [] when there is no row, whatever the columns", async () => {
    assert.deepEqual(await database.query("SELECT 1 AS a, [1] AS b, {c: 1} AS d WHERE FALSE"), []);
  });

  test("query() keeps the statement's order of columns", async () => {
    const [row] = await database.query("SELECT 1 AS z, 2 AS a, 3 AS m");
    assert.deepEqual(Object.keys(row), ["z", "a", "m"]);
  });

  test("query() refuses two columns of one name instead of dropping one", async () => {
    await assert.rejects(database.query("SELECT 1 AS a, 2 AS a"), {
      name: "DatabaseError",
      message: /"a" twice/,
    });
  });

  test("query() refuses a type that has no cell, and names the column", async () => {
    for (
      const expression of ["INTERVAL 3 DAYS", "CAST('a' AS BLOB)", "map {'a': 1}", "CAST(1 AS UHUGEINT)"]
    ) {
      await assert.rejects(cell(expression), (error) => {
        assert(error instanceof DatabaseError, expression);
        assert.match(error.message, /column "cell" .* cast it in SQL/);
        return true;
      });
    }
  });

  test("query() refuses a day that yyyy-mm-dd cannot write", async () => {
    await assert.rejects(cell("DATE 'infinity'"), { name: "DatabaseError", message: /years 0000-9999/ });
    await assert.rejects(cell("TIMESTAMP 'infinity'"), { name: "DatabaseError", message: /years 0000-9999/ });
    await assert.rejects(cell("DATE '10000-01-01'"), { name: "DatabaseError", message: /years 0000-9999/ });
  });
});
