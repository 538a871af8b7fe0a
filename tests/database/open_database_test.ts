import assert from "node:assert/strict";
import { identifier, openDatabase } from "../../lib/database/mod.ts";
import { onEachEngine } from "./_engines.ts";
import { parquetOf } from "./_parquet_of.ts";

await onEachEngine((database, test) => {
  const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

  test("openDatabase() gives databases that know nothing of each other", async () => {
    using other = await openDatabase({ engine: database.engine });
    await database.run("CREATE TABLE bara_har AS SELECT 1 AS a");
    await other.readParquet("lika", parquetOf({ a: ["deras"] }));
    await database.readParquet("lika", parquetOf({ a: ["min"] }));
    assert.deepEqual(await database.query("FROM lika"), [{ a: "min" }]);
    assert.deepEqual(await other.query("FROM lika"), [{ a: "deras" }]);
    await assert.rejects(other.query("FROM bara_har"), { name: "DatabaseError" });
    await database.run("DROP TABLE lika");
  });

  test("readParquet() appends files to one table by the names of their columns, and leaves NULL what a file lacks", async () => {
    const files = [
      parquetOf({ a: [1, 2], b: ["x", "y"] }),
      parquetOf({ b: ["z"], a: [3] }),
      parquetOf({ a: [4] }),
    ];
    for (const file of files) await database.readParquet("flera", file);
    assert.deepEqual((await database.query("FROM flera")).map(({ a, b }) => [a, b]), [
      [1, "x"],
      [2, "y"],
      [3, "z"],
      [4, null],
    ]);
    await database.run("DROP TABLE flera");
  });

  test("readParquet() takes any table name", async () => {
    const name = `tabell "x"; DROP TABLE y -- å`, file = parquetOf({ a: [1] });
    await database.readParquet(name, file);
    await database.readParquet(name, file);
    assert.deepEqual(await database.query(`FROM ${identifier(name)}`), [{ a: 1 }, { a: 1 }]);
    await database.run(`DROP TABLE ${identifier(name)}`);
  });

  test("readParquet() says which table it cannot read a broken file into, and leaves it as it was", async () => {
    const good = parquetOf({ a: Array.from({ length: 1000 }, (_, index) => `hemligt ${index}`) });
    const broken = [
      new Uint8Array(0),
      utf8("a;b\n1;2\n"),
      good.subarray(0, good.length - 9),
      good.slice().fill(7, 20, 60),
    ];
    await database.readParquet("halv", good);
    for (const file of broken) {
      await assert.rejects(database.readParquet("halv", file), {
        name: "DatabaseError",
        message: /^Cannot read the Parquet file into the table "halv": /,
      });
      assert.deepEqual(await database.query("SELECT count(*) AS antal FROM halv"), [{ antal: 1000 }]);
    }
    await database.run("DROP TABLE halv");
  });

  test("readParquet() refuses a file that does not fit the table, without repeating its cells", async () => {
    await database.run("CREATE TABLE smal (a INTEGER)");
    for (const file of [parquetOf({ b: [1] }), parquetOf({ a: ["hemligt"] })]) {
      await assert.rejects(database.readParquet("smal", file), (error) => {
        assert(error instanceof Error && error.name === "DatabaseError");
        assert.match(error.message, /into the table "smal": (Binder|Conversion) Error/);
        assert.doesNotMatch(error.message, /hemligt/);
        return true;
      });
    }
    assert.deepEqual(await database.query("FROM smal"), []);
    await database.readParquet("smal", parquetOf({ a: [7] }));
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
    const file = parquetOf({ a: [1] });
    closing.close();
    closing.close();
    const closed = { name: "DatabaseError", message: /it is closed/ };
    await assert.rejects(closing.query("SELECT 1"), closed);
    await assert.rejects(closing.run("SELECT 1"), closed);
    await assert.rejects(closing.readParquet("t", file), closed);
  });
});
