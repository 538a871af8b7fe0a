import assert from "node:assert/strict";
import { openDatabase } from "../../lib/database/mod.ts";

/** What a database must refuse at once; left to itself, duckdb-wasm hangs for ever on some of them. */
const BEYOND = {
  "LOAD json": /Permission Error: Loading external extensions is disabled/,
  "SELECT json_extract('{}', '$.a')": /exists in the json extension/,
  "SELECT current_setting('TimeZone')": /exists in the icu extension/,
  "SET TimeZone = 'Europe/Stockholm'": /Invalid Input Error/,
  "SELECT current_date": /exists in the icu extension/,
  "SELECT 'å' COLLATE sv": /exists in the icu extension/,
  "FROM read_parquet('a.parquet')": /exists in the parquet extension/,
  "FROM 'https://example.invalid/a.parquet'": /Catalog Error/,
  "FROM read_csv('https://example.invalid/a.csv')": /Permission Error|IO Error/,
  "FROM read_csv('deno.json')": /Permission Error/,
  "FROM read_csv('text:/../deno.json')": /Permission Error/,
  "COPY (SELECT 1) TO 'a.csv'": /Permission Error/,
  "ATTACH 'a.db'": /Permission Error/,
  "ATTACH 'a.db' (TYPE sqlite)": /Permission Error|extension/,
  "SET autoload_known_extensions = true": /Invalid Input Error/,
  "SET enable_external_access = true": /Invalid Input Error/,
};

Deno.test("openDatabase() gives a database that refuses extensions, files and the network at once", async () => {
  using database = await openDatabase();
  for (const [sql, message] of Object.entries(BEYOND)) {
    const start = performance.now();
    await assert.rejects(database.query(sql), { name: "DatabaseError", message }, sql);
    const ms = performance.now() - start;
    assert(ms < 5000, `${sql} took ${ms} ms`);
  }
  assert.deepEqual(await database.query("SELECT 1 AS a"), [{ a: 1 }]);
});

Deno.test("openDatabase() needs no permission but to read and to count the processors", async () => {
  const session = `
    import { openDatabase } from ${
    JSON.stringify(new URL("../../lib/database/mod.ts", import.meta.url).href)
  };
    using database = await openDatabase();
    const path = database.registerText("a.csv", new TextEncoder().encode("a\\n1\\n2\\n"));
    const columns = "columns = {'a': 'INTEGER'}";
    await database.run("CREATE TABLE t AS FROM read_csv('" + path + "', auto_detect = false, header = true, " + columns + ")");
    await database.readParquet("t", await database.writeParquet("FROM t"));
    const refused = await database.query("LOAD json").then(() => "loaded", (error) => error.name);
    console.log(JSON.stringify([await database.query("SELECT count(*) AS n, sum(a) AS s FROM t"), refused]));
  `;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--allow-read", "--allow-sys=cpus", "--ext=ts", "-"],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    cwd: new URL("../../", import.meta.url),
    env: { NO_COLOR: "1" },
    signal: AbortSignal.timeout(60_000),
  }).spawn();
  const input = child.stdin.getWriter();
  await input.write(new TextEncoder().encode(session));
  await input.close();
  const { code, stdout, stderr } = await child.output();
  assert.equal(new TextDecoder().decode(stderr), "");
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(new TextDecoder().decode(stdout)), [[{ n: 4, s: 6 }], "DatabaseError"]);
});
