import assert from "node:assert/strict";
import { type Engine, openDatabase } from "../../lib/database/mod.ts";
import { onEachEngine } from "./_engines.ts";

/** What a database must refuse at once; left to itself, duckdb-wasm hangs for ever on some of them. */
const BEYOND = {
  "LOAD spatial": /Permission Error: Loading external extensions is disabled/,
  "SELECT st_area('POINT(1 2)')": /exists in the spatial extension/,
  "SET TimeZone = 'Europe/Stockholm'": /Invalid Input Error/,
  "FROM 'https://example.invalid/a.parquet'": /Catalog Error|Permission Error/,
  "FROM read_csv('https://example.invalid/a.csv')": /Permission Error/,
  "FROM read_csv('deno.json')": /Permission Error/,
  "FROM read_csv('text:/../deno.json')": /Permission Error/,
  "FROM read_text('/etc/passwd')": /Permission Error/,
  "FROM glob('/*')": /Permission Error/,
  "COPY (SELECT 1) TO 'a.csv'": /Permission Error/,
  "EXPORT DATABASE 'a'": /Permission Error/,
  "ATTACH 'a.db'": /Permission Error/,
  "ATTACH 'a.db' (TYPE sqlite)": /Permission Error|extension/,
  "ATTACH 'https://example.invalid/a.db'": /Permission Error|requires the extension httpfs/,
  "SET autoload_known_extensions = true": /Invalid Input Error/,
  "SET enable_external_access = true": /Invalid Input Error/,
  "SET allowed_directories = ['/']": /Invalid Input Error/,
  "SET temp_directory = '/'": /Invalid Input Error/,
};

/** What native DuckDB has built in and WebAssembly has not. */
const BEYOND_WASM = {
  "LOAD json": /Permission Error: Loading external extensions is disabled/,
  "SELECT json_extract('{}', '$.a')": /exists in the json extension/,
  "SELECT current_setting('TimeZone')": /exists in the icu extension/,
  "SELECT current_date": /exists in the icu extension/,
  "SELECT 'å' COLLATE sv": /exists in the icu extension/,
  "FROM read_parquet('a.parquet')": /exists in the parquet extension/,
};

const BEYOND_NATIVE = {
  "INSTALL httpfs": /Permission Error/,
  "FROM read_parquet('a.parquet')": /Permission Error/,
  "FROM read_parquet('https://example.invalid/a.parquet')": /Permission Error/,
  "FROM read_json('deno.json')": /Permission Error/,
};

await onEachEngine((database, test) => {
  test("openDatabase() gives a database that refuses extensions, files and the network at once", async () => {
    const beyond = { ...BEYOND, ...(database.engine === "wasm" ? BEYOND_WASM : BEYOND_NATIVE) };
    for (const [sql, message] of Object.entries(beyond)) {
      const start = performance.now();
      await assert.rejects(database.query(sql), { name: "DatabaseError", message }, sql);
      const ms = performance.now() - start;
      assert(ms < 5000, `${sql} took ${ms} ms`);
    }
    assert.deepEqual(await database.query("SELECT 1 AS a"), [{ a: 1 }]);
  });
});

Deno.test("openDatabase() writes moments in UTC, whatever the machine's own zone", async () => {
  using database = await openDatabase({ engine: "native" });
  assert.deepEqual(
    await database.query(
      "SELECT current_setting('TimeZone') AS zone, CAST(TIMESTAMPTZ '2024-01-01 01:00:00+01' AS VARCHAR) AS t",
    ),
    [{ zone: "UTC", t: "2024-01-01 00:00:00+00" }],
  );
});

/** Runs a session in a process with these permissions and no other. */
async function session(
  engine: Engine,
  permissions: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number; output: string; error: string }> {
  const program = `
    import { openDatabase } from ${JSON.stringify(import.meta.resolve("../../lib/database/mod.ts"))};
    import { parquetOf } from ${JSON.stringify(import.meta.resolve("./_parquet_of.ts"))};
    using database = await openDatabase({ engine: "${engine}" });
    const parquet = parquetOf({ a: [1, 2] });
    for (let times = 0; times < 2; times++) await database.readParquet("t", parquet);
    const refused = await database.query("LOAD spatial").then(() => "loaded", (error) => error.name);
    console.log(JSON.stringify([await database.query("SELECT count(*) AS n, sum(a) AS s FROM t"), refused]));
  `;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", ...permissions, "--ext=ts", "-"],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    cwd: new URL("../../", import.meta.url),
    env: { NO_COLOR: "1", ...env },
    signal: AbortSignal.timeout(60_000),
  }).spawn();
  const input = child.stdin.getWriter();
  await input.write(new TextEncoder().encode(program));
  await input.close();
  const { code, stdout, stderr } = await child.output();
  return { code, output: new TextDecoder().decode(stdout), error: new TextDecoder().decode(stderr) };
}

const DONE = { code: 0, output: `[[{"n":4,"s":6}],"DatabaseError"]\n`, error: "" };

Deno.test("openDatabase() needs no permission but to read and to count the processors", async () => {
  assert.deepEqual(await session("wasm", ["--allow-read", "--allow-sys=cpus"]), DONE);
});

Deno.test("openDatabase() needs for native to read, to call it, and to write temporary files", async () => {
  const temporary = await Deno.makeTempDir();
  const permissions = ["--allow-read", "--allow-env=TMPDIR,TMP,TEMP", `--allow-write=${temporary}`];
  const env = { TMPDIR: temporary };
  try {
    assert.deepEqual(await session("native", [...permissions, "--allow-ffi"], env), DONE);
    const { code, error } = await session("native", permissions, env);
    assert.equal(code, 1);
    assert.match(error, /NotCapable: Requires ffi access .* --allow-ffi/);
    assert.deepEqual([...Deno.readDirSync(temporary)], []);
  } finally {
    await Deno.remove(temporary, { recursive: true });
  }
});
