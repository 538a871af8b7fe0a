import assert from "node:assert/strict";
import { openNative } from "../../lib/database/_native.ts";
import { literal, openDatabase } from "../../lib/database/mod.ts";
import { collectNativeGarbage } from "../_native.ts";

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

Deno.test("registerText() keeps the text in a file that only this user can read", async () => {
  await withTemporary(async (folder) => {
    using database = await openNative(folder);
    const path = database.registerText("../../hemligt *.csv", utf8("a\n1\n"));
    assert(path.startsWith(`${folder}/vantelage-`), path);
    assert.equal(await Deno.readTextFile(path), "a\n1\n");
    if (!skipModes) {
      assert.equal((await Deno.stat(path)).mode! & 0o777, 0o600);
      assert.equal((await Deno.stat(path.slice(0, path.lastIndexOf("/")))).mode! & 0o777, 0o700);
    }
    database.forget("../../hemligt *.csv");
    await assert.rejects(Deno.stat(path), Deno.errors.NotFound);
  });
});

Deno.test("close() leaves no file behind", async () => {
  await withTemporary(async (folder) => {
    const database = await openNative(folder);
    database.registerText("a.csv", utf8("a\n1\n"));
    await database.readParquet("t", await database.writeParquet("SELECT 1 AS a"));
    await assert.rejects(database.writeParquet("SELECT 1 / 'a'"));
    await assert.rejects(database.readParquet("t", utf8("a")));
    const [name] = entries(folder);
    assert.deepEqual(entries(`${folder}/${name}`), ["1.csv"]);
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
      console.log(database.registerText("hemligt.csv", new TextEncoder().encode("a\\n1\\n")));
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
    const path = (await output.read()).value!.trim();
    await output.cancel();

    using first = await openNative(folder);
    assert.equal(await Deno.readTextFile(path), "a\n1\n");
    child.kill("SIGKILL");
    await child.status;
    using second = await openNative(folder);
    await assert.rejects(Deno.stat(path), Deno.errors.NotFound);
    const kept = first.registerText("b.csv", utf8("a\n2\n"));
    assert.deepEqual(
      await first.query(
        `FROM read_csv(${literal(kept)}, auto_detect = false, columns = {a: 'INTEGER'}, header = true)`,
      ),
      [{ a: 2 }],
    );
    assert.deepEqual(await second.query("SELECT 1 AS a"), [{ a: 1 }]);
  });
});

Deno.test("writeParquet() gives the same bytes for many rows, whichever thread is first", async () => {
  const sql = "SELECT i, 'x' || i % 10 AS s FROM range(600000) AS r(i) WHERE i % 7 <> 3";
  using one = await openDatabase({ engine: "native" });
  using other = await openDatabase({ engine: "native" });
  await one.run(`CREATE TABLE t AS ${sql}`);
  await other.run(`CREATE TABLE t AS ${sql}`);
  const bytes = await one.writeParquet("FROM t WHERE i % 5 <> 1");
  for (let times = 0; times < 3; times++) {
    assert.deepEqual(await one.writeParquet("FROM t WHERE i % 5 <> 1"), bytes);
    assert.deepEqual(await other.writeParquet("FROM t WHERE i % 5 <> 1"), bytes);
  }
});
