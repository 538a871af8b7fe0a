import assert from "node:assert/strict";
import { openNative } from "../../lib/database/_native.ts";
import { openDatabase } from "../../lib/database/mod.ts";
import { collectNativeGarbage } from "../_native.ts";
import { parquetOf } from "./_parquet_of.ts";

collectNativeGarbage();

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Runs a test with an own, empty folder for temporary files. */
async function withTemporary(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function entries(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}

const skipModes = Deno.build.os === "windows";

Deno.test("close() leaves no file behind", async () => {
  await withTemporary(async (folder) => {
    const database = await openNative(folder);
    await database.readParquet("t", parquetOf({ a: [1] }));
    await assert.rejects(database.readParquet("t", utf8("a")));
    const [name] = entries(folder);
    assert.deepEqual(entries(`${folder}/${name}`), []);
    if (!skipModes) assert.equal((await Deno.stat(`${folder}/${name}`)).mode! & 0o777, 0o700);
    database.close();
    assert.deepEqual(entries(folder), []);
  });
});

Deno.test("close() waits for what has been asked for", async () => {
  await withTemporary(async (folder) => {
    const database = await openNative(folder);
    const asked = database.query("SELECT sum(i) AS s FROM range(2000000) AS r(i)");
    database.close();
    await assert.rejects(database.query("SELECT 1"), { name: "DatabaseError", message: /it is closed/ });
    assert.deepEqual(await asked, [{ s: 1999999000000 }]);
    assert.deepEqual(entries(folder), []);
  });
});

Deno.test("query() and run() take their turn when they are not waited for", async () => {
  using database = await openDatabase({ engine: "native" });
  const asked = [
    database.run("CREATE TABLE t AS SELECT 0 AS a"),
    ...Array.from({ length: 20 }, (_, i) => database.run("INSERT INTO t VALUES (?)", [i + 1])),
    assert.rejects(database.query("SELECT nope"), { name: "DatabaseError" }),
  ];
  const rows = await database.query<{ a: number }>("FROM t");
  assert.deepEqual(rows.map(({ a }) => a), Array.from({ length: 21 }, (_, i) => i));
  await Promise.all(asked);
});

Deno.test("openDatabase() removes what a killed process left, and nothing that is in use", async () => {
  await withTemporary(async (folder) => {
    const program = `
      import { openDatabase } from ${
      JSON.stringify(new URL("../../lib/database/mod.ts", import.meta.url).href)
    };
      const database = await openDatabase({ engine: "native" });
      console.log((await database.query("SELECT 1 AS a")).length);
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    `;
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", "-A", "--ext=ts", "-"],
      stdin: "piped",
      stdout: "piped",
      cwd: new URL("../../", import.meta.url),
      env: { TMPDIR: folder },
    }).spawn();
    const input = child.stdin.getWriter();
    await input.write(utf8(program));
    await input.close();
    const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
    await output.read();
    await output.cancel();
    const [left] = entries(folder);

    using _first = await openNative(folder);
    assert.ok(entries(folder).includes(left), "a living process keeps its folder");
    child.kill("SIGKILL");
    await child.status;
    using second = await openNative(folder);
    assert.ok(!entries(folder).includes(left));
    assert.equal(entries(folder).length, 4, "two folders and their locks");
    assert.deepEqual(await second.query("SELECT 1 AS a"), [{ a: 1 }]);
  });
});
