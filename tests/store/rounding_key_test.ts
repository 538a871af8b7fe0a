import assert from "node:assert/strict";
import { roundingKey, StoreError } from "../../lib/store/mod.ts";

Deno.test("roundingKey() makes a key that only the owner may read, once, also when asked twice at the same time", async () => {
  const folder = await Deno.makeTempDir(), other = await Deno.makeTempDir();
  const [one, two] = await Promise.all([roundingKey(folder), roundingKey(folder)]);
  assert.deepEqual(one, two);
  assert.notDeepEqual(one, await roundingKey(other));
  const { mode } = await Deno.stat(`${folder}/avrundning.nyckel`);
  if (mode !== null) assert.equal(mode & 0o777, 0o600);
  assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), [
    "avrundning.nyckel",
    "las",
  ]);
});

Deno.test("roundingKey() refuses a key that others may read, and a file that is none", async () => {
  const folder = await Deno.makeTempDir(), path = `${folder}/avrundning.nyckel`;
  await roundingKey(folder);
  if (Deno.build.os !== "windows") {
    await Deno.chmod(path, 0o640);
    await assert.rejects(roundingKey(folder), /får läsas av andra än sin ägare/);
    await Deno.chmod(path, 0o600);
  }
  await Deno.writeTextFile(path, "kort");
  await assert.rejects(roundingKey(folder), StoreError);
});
