import assert from "node:assert/strict";
import { storeIdentity } from "../../lib/cli/_store_identity.ts";

Deno.test("storeIdentity() is drawn once, differs between stores, and goes with the folder", async () => {
  const folder = await Deno.makeTempDir();
  const [one, other] = [`${folder}/a`, `${folder}/b`];
  await Promise.all([one, other].map((store) => Deno.mkdir(store)));
  const together = await Promise.all([storeIdentity(one), storeIdentity(one), storeIdentity(one)]);
  assert.equal(new Set(together).size, 1);
  assert.notEqual(await storeIdentity(other), together[0]);
  await Deno.rename(one, `${folder}/c`);
  assert.equal(await storeIdentity(`${folder}/c`), together[0]);
  await Deno.writeTextFile(`${folder}/c/identitet`, "x");
  await assert.rejects(storeIdentity(`${folder}/c`), { name: "StoreError", message: /identitet, 36 tecken/ });
});
