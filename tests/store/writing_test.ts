import assert from "node:assert/strict";
import { StoreError } from "../../lib/store/mod.ts";
import { makeFolders, writeDurably, writing } from "../../lib/store/writing.ts";

Deno.test("writing() says in Swedish that the disk is full or read-only, and lets other errors be", async () => {
  const failing = (code: string) =>
    writing("/lager", () => Promise.reject(Object.assign(new Error(code), { code })));
  await assert.rejects(failing("ENOSPC"), {
    name: "StoreError",
    message: /^\/lager kan inte skrivas: disken är full/,
  });
  await assert.rejects(
    failing("EROFS"),
    /disken går bara att läsa\. Det som lagret redan håller är oförändrat/,
  );
  // As native DuckDB says it.
  await assert.rejects(
    writing("/lager", () => Promise.reject(new Error("IO Error: Could not write: No space left on device"))),
    /disken är full/,
  );
  await assert.rejects(failing("ENOENT"), { name: "Error", message: "ENOENT" });
  assert.equal(await writing("/lager", () => Promise.resolve(7)), 7);
});

Deno.test("writeDurably() leaves the older file and nothing else where it cannot write", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/fil`, "gammal");
  await assert.rejects(writeDurably(`${folder}/fil/under`, Uint8Array.of(1)), StoreError);
  await writeDurably(`${folder}/fil`, Uint8Array.of(110, 121));
  assert.equal(await Deno.readTextFile(`${folder}/fil`), "ny");
  assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["fil"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test({
  name: "writeDurably() has the file on the disk before it takes its name, and then the name",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const folder = await Deno.makeTempDir(), done: string[] = [], { open, rename } = Deno;
    const shortOf = (path: string | URL) =>
      `${path}`.slice(folder.length).replace(/\.[-0-9a-f]+\.tmp$/, ".tmp");
    Deno.open = async (path, options) => {
      const file = await open(path, options), sync = file.sync.bind(file);
      file.sync = () => {
        done.push(`sync "${shortOf(path)}"`);
        return sync();
      };
      return file;
    };
    Deno.rename = (from, to) => {
      done.push(`rename to "${shortOf(to)}"`);
      return rename(from, to);
    };
    try {
      await writeDurably(`${folder}/fil`, Uint8Array.of(1));
    } finally {
      Object.assign(Deno, { open, rename });
    }
    assert.deepEqual(done, ['sync "/fil.tmp"', 'rename to "/fil"', 'sync ""']);
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test("makeFolders() makes every folder of a path, again without effect, and says what is in the way", async () => {
  const folder = await Deno.makeTempDir();
  for (let time = 0; time < 2; time++) await makeFolders(`${folder}/a/b/c`);
  assert.ok((await Deno.stat(`${folder}/a/b/c`)).isDirectory);
  await Deno.writeTextFile(`${folder}/a/fil`, "");
  for (const path of ["a/fil", "a/fil/under"]) {
    await assert.rejects(makeFolders(`${folder}/${path}`), {
      name: "StoreError",
      message: /något i sökvägen är en fil och ingen mapp/,
    });
  }
  await Deno.remove(folder, { recursive: true });
});
