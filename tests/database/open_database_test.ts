import assert from "node:assert/strict";
import fc from "fast-check";
import { type Database, identifier, literal, openDatabase } from "../../lib/database/mod.ts";
import { onEachEngine } from "./_engines.ts";

await onEachEngine((database, test) => {
  const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

  async function readText(path: string, from: Database = database): Promise<unknown[]> {
    return await from.query(
      `FROM read_csv(${literal(path)}, auto_detect = false, header = true, delim = ';', quote = '"',
       columns = { a: 'VARCHAR', b: 'VARCHAR' })`,
    );
  }

  async function typesOf(table: string): Promise<string[]> {
    const rows = await database.query<{ column_name: string; data_type: string }>(
      "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index",
      [table],
    );
    return rows.map((row) => `${row.column_name} ${row.data_type}`);
  }

  /** Writes the rows of a query as Parquet, reads them into a new table, and drops that again. */
  async function roundTrip(sql: string): Promise<{ rows: unknown[]; types: string[] }> {
    await database.readParquet("trip", await database.writeParquet(sql));
    const result = { rows: await database.query("FROM trip"), types: await typesOf("trip") };
    await database.run("DROP TABLE trip");
    return result;
  }

  test("registerText() makes text readable by the path it returns", async () => {
    const path = database.registerText("ko.csv", utf8('a;b\r\n1;"rad\r\nbruten"\r\nå;'));
    assert.deepEqual(await readText(path), [{ a: "1", b: "rad\r\nbruten" }, { a: "å", b: null }]);
  });

  test("registerText() replaces a text of the same name", async () => {
    database.registerText("samma.csv", utf8("a;b\n1;2\n3;4\n"));
    const path = database.registerText("samma.csv", utf8("a;b\n5;6\n"));
    assert.deepEqual(await readText(path), [{ a: "5", b: "6" }]);
  });

  test("registerText() takes names that would otherwise be patterns or other folders", async () => {
    const names = [
      "kö april (1).csv",
      "a*.csv",
      "[x]?.csv",
      "../upp.csv",
      "/rot.csv",
      "it's 100 %.csv",
      "https://x.se/y",
    ];
    const paths = names.map((name) => database.registerText(name, utf8(`a;b\n${name};1\n`)));
    for (const [index, name] of names.entries()) {
      assert.deepEqual(await readText(paths[index]), [{ a: name, b: "1" }]);
    }
  });

  test("forget() lets go of a text, and of nothing when there is none", async () => {
    const path = database.registerText("kort.csv", utf8("a;b\n1;2\n"));
    await readText(path);
    database.forget("kort.csv");
    database.forget("kort.csv");
    await assert.rejects(readText(path), { name: "DatabaseError", message: /IO Error: No files found/ });
  });

  test("openDatabase() gives databases that know nothing of each other", async () => {
    using other = await openDatabase({ engine: database.engine });
    const mine = database.registerText("lika.csv", utf8("a;b\nmin;1\n"));
    const theirs = other.registerText("lika.csv", utf8("a;b\nderas;22222\n"));
    await database.run("CREATE TABLE bara_har AS SELECT 1 AS a");
    assert.deepEqual(await readText(mine), [{ a: "min", b: "1" }]);
    assert.deepEqual(await readText(theirs, other), [{ a: "deras", b: "22222" }]);
    await assert.rejects(other.query("FROM bara_har"), { name: "DatabaseError" });
  });

  test("writeParquet() and readParquet() keep values and types", async () => {
    const { rows, types } = await roundTrip(
      `SELECT * FROM (VALUES
       (1, 9007199254740993, 1.25::DECIMAL(10,2), -0.5::DOUBLE, 'Örebro', TRUE, DATE '1912-02-29',
        TIMESTAMP '1969-12-31 23:59:59.999999', TIME '01:02:03.000004', [1, NULL], {'x': 1, 'y': 'ö'}, [{'x': ['a']}]),
       (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
     ) AS t(i, b, m, d, v, t, dag, ts, tid, lista, post, poster)`,
    );
    assert.deepEqual(rows, [
      {
        i: 1,
        b: 9007199254740993n,
        m: 1.25,
        d: -0.5,
        v: "Örebro",
        t: true,
        dag: "1912-02-29",
        ts: "1969-12-31T23:59:59.999999",
        tid: "01:02:03.000004",
        lista: [1, null],
        post: { x: 1, y: "ö" },
        poster: [{ x: ["a"] }],
      },
      Object.fromEntries(
        ["i", "b", "m", "d", "v", "t", "dag", "ts", "tid", "lista", "post", "poster"].map((
          name,
        ) => [name, null]),
      ),
    ]);
    assert.deepEqual(types, [
      "i INTEGER",
      "b BIGINT",
      "m DECIMAL(10,2)",
      "d DOUBLE",
      "v VARCHAR",
      "t BOOLEAN",
      "dag DATE",
      "ts TIMESTAMP",
      "tid TIME",
      "lista INTEGER[]",
      "post STRUCT(x INTEGER, y VARCHAR)",
      "poster STRUCT(x VARCHAR[])[]",
    ]);
  });

  test("writeParquet() keeps columns and types when there is no row, or no value", async () => {
    const columns = "CAST(NULL AS VARCHAR) AS v, CAST(NULL AS DATE) AS d, CAST(NULL AS DECIMAL(5,1)) AS m, " +
      "CAST(NULL AS BIGINT[]) AS l";
    const types = ["v VARCHAR", "d DATE", "m DECIMAL(5,1)", "l BIGINT[]"];
    assert.deepEqual(await roundTrip(`SELECT ${columns} WHERE FALSE`), { rows: [], types });
    const nothing = { v: null, d: null, m: null, l: null };
    assert.deepEqual(await roundTrip(`SELECT ${columns} FROM range(2)`), { rows: [nothing, nothing], types });
  });

  test("writeParquet() makes a HUGEINT a DECIMAL without losing a digit", async () => {
    assert.deepEqual(
      await roundTrip(
        "SELECT CAST('-18446744073709551617' AS HUGEINT) AS h, sum(i) AS s FROM range(3) AS r(i)",
      ),
      {
        rows: [{ h: -18446744073709551617n, s: 3 }],
        types: ["h DECIMAL(38,0)", "s DECIMAL(38,0)"],
      },
    );
  });

  test("writeParquet() gives back any text", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(fc.string({ unit: "binary" }))), async (texts) => {
        await database.run("CREATE OR REPLACE TABLE texter (nr INTEGER, text VARCHAR)");
        for (const [index, text] of texts.entries()) {
          await database.run("INSERT INTO texter VALUES (?, ?)", [index, text]);
        }
        const { rows } = await roundTrip("FROM texter ORDER BY nr");
        assert.deepEqual(rows, texts.map((text, nr) => ({ nr, text })));
      }),
      { numRuns: 25 },
    );
  });

  test("writeParquet() keeps the order of many rows, and their values", async () => {
    const sql =
      "SELECT i, 'Région ' || i % 7 AS r, CASE WHEN i % 3 = 0 THEN NULL ELSE i END AS n FROM range(200000) AS t(i)";
    await database.readParquet("manga", await database.writeParquet(sql));
    assert.deepEqual(
      await database.query(`SELECT count(*) AS antal FROM manga AS m POSITIONAL JOIN (${sql}) AS q
      WHERE m.i = q.i AND m.r = q.r AND m.n IS NOT DISTINCT FROM q.n`),
      [{ antal: 200000 }],
    );
    await database.run("DROP TABLE manga");
  });

  test("writeParquet() gives the same bytes for the same rows", async () => {
    const sql =
      "SELECT i, 'x' || i % 10 AS s, DATE '2024-01-01' + CAST(i AS INTEGER) AS d FROM range(10000) AS r(i)";
    using other = await openDatabase({ engine: database.engine });
    const bytes = await database.writeParquet(sql);
    assert.deepEqual(await database.writeParquet(sql), bytes);
    assert.deepEqual(await other.writeParquet(sql), bytes);
    assert.equal(new TextDecoder().decode(bytes.subarray(0, 4)), "PAR1");
  });

  test("writeParquet() takes parameters", async () => {
    await database.readParquet("en", await database.writeParquet("SELECT ? AS a", ["it's"]));
    assert.deepEqual(await database.query("FROM en"), [{ a: "it's" }]);
    await database.run("DROP TABLE en");
  });

  test("writeParquet() says when Parquet has no such type", async () => {
    await assert.rejects(database.writeParquet("SELECT INTERVAL 3 DAYS AS i"), {
      name: "DatabaseError",
      message:
        /^Cannot write the result as Parquet, which has no such type; cast it in SQL: "i" is INTERVAL$/,
    });
  });

  test("readParquet() appends several files to one table, in their order", async () => {
    const files = await Promise.all(
      [0, 1, 2].map((nr) => database.writeParquet(`SELECT ${nr} AS nr, 'fil' AS typ`)),
    );
    await database.readParquet("flera", files);
    await database.readParquet("flera", files[0]);
    await database.readParquet("flera", []);
    assert.deepEqual((await database.query("FROM flera")).map((row) => row.nr), [0, 1, 2, 0]);
    await database.run("DROP TABLE flera");
  });

  test("readParquet() matches columns by name, and leaves NULL what a file lacks", async () => {
    await database.readParquet("olika", [
      await database.writeParquet("SELECT 1 AS a, 'x' AS b"),
      await database.writeParquet("SELECT 'y' AS b, 2 AS a"),
      await database.writeParquet("SELECT 3 AS a"),
    ]);
    assert.deepEqual(await database.query("FROM olika"), [{ a: 1, b: "x" }, { a: 2, b: "y" }, {
      a: 3,
      b: null,
    }]);
    await database.run("DROP TABLE olika");
  });

  test("readParquet() matches columns by name also between files that are alike", async () => {
    const files = await database.writeParquets([
      "SELECT 1 AS a, 10 AS b",
      "SELECT 2 AS a, 20 AS b",
      "SELECT 30 AS b, 3 AS a",
      "SELECT 4 AS a, 40 AS b",
    ]);
    await database.readParquet("lika", files);
    await database.readParquet("lika", [files[2], files[2], files[1]]);
    assert.deepEqual(
      (await database.query<{ a: number; b: number }>("FROM lika")).map(({ a, b }) => [a, b]),
      [[1, 10], [2, 20], [3, 30], [4, 40], [3, 30], [3, 30], [2, 20]],
    );
    await database.run("DROP TABLE lika");
  });

  test("readParquet() takes any table name", async () => {
    const name = `tabell "x"; DROP TABLE y -- å`;
    const file = await database.writeParquet("SELECT 1 AS a");
    await database.readParquet(name, [file, file]);
    assert.deepEqual(await database.query(`FROM ${identifier(name)}`), [{ a: 1 }, { a: 1 }]);
    await database.run(`DROP TABLE ${identifier(name)}`);
  });

  test("readParquet() says which file is broken, and keeps the rows before it", async () => {
    const good = await database.writeParquet("SELECT 'hemligt' AS a FROM range(1000)");
    const broken = [
      new Uint8Array(0),
      utf8("a;b\n1;2\n"),
      good.subarray(0, good.length - 9),
      good.slice().fill(7, 20, 60),
    ];
    for (const file of broken) {
      await database.run("DROP TABLE IF EXISTS halv");
      await assert.rejects(database.readParquet("halv", [good, file]), {
        name: "DatabaseError",
        message: /^Cannot read Parquet file 2 of 2 into the table "halv": /,
      });
      assert.deepEqual(await database.query("SELECT count(*) AS antal FROM halv"), [{ antal: 1000 }]);
    }
    await database.run("DROP TABLE halv");
  });

  test("readParquet() refuses a file that does not fit the table, without repeating its cells", async () => {
    await database.run("CREATE TABLE smal (a INTEGER)");
    for (const sql of ["SELECT 1 AS b", "SELECT 'hemligt' AS a"]) {
      await assert.rejects(database.readParquet("smal", await database.writeParquet(sql)), (error) => {
        assert(error instanceof Error && error.name === "DatabaseError");
        assert.match(error.message, /file 1 of 1 into the table "smal": (Binder|Conversion) Error/);
        assert.doesNotMatch(error.message, /hemligt/);
        return true;
      });
    }
    assert.deepEqual(await database.query("FROM smal"), []);
    await database.readParquet("smal", await database.writeParquet("SELECT 7 AS a"));
    assert.deepEqual(await database.query("FROM smal"), [{ a: 7 }]);
  });

  test("run() takes back what a rolled-back transaction did", async () => {
    await database.run("CREATE TABLE konto (a INTEGER)");
    await database.run("BEGIN");
    await database.run("INSERT INTO konto VALUES (?)", [1]);
    await database.run("ROLLBACK");
    assert.deepEqual(await database.query("FROM konto"), []);
  });

  test("close() ends the database, and may be called again", async () => {
    const closing = await openDatabase({ engine: database.engine });
    const file = await closing.writeParquet("SELECT 1 AS a");
    closing.close();
    closing.close();
    const closed = { name: "DatabaseError", message: /it is closed/ };
    await assert.rejects(closing.query("SELECT 1"), closed);
    await assert.rejects(closing.run("SELECT 1"), closed);
    await assert.rejects(closing.writeParquet("SELECT 1"), closed);
    await assert.rejects(closing.readParquet("t", file), closed);
    assert.throws(() => closing.registerText("a", utf8("")), closed);
    assert.throws(() => closing.forget("a"), closed);
  });
});
