import assert from "node:assert/strict";
import { run } from "./_run.ts";

Deno.test("plan says what it needs: a year, a month, and a store that knows where patients live", async () => {
  const folder = await Deno.makeTempDir();
  const wrong = await run("plan", "--ar", "24");
  assert.deepEqual([wrong.code, wrong.err.split("\n")[0]], [2, 'Skriv året som --ar ÅÅÅÅ: fick "24"']);
  const month = await run("plan", "--ar", "2024", "--till", "maj");
  assert.deepEqual([month.code, month.err.split("\n")[0]], [
    2,
    'Skriv månaden som --till åååå-mm: fick "maj"',
  ]);
  const empty = await run("plan", "--ar", "2024", "--store", `${folder}/store`, "--out", folder);
  assert.deepEqual([empty.code, empty.out], [1, ""]);
  assert.match(empty.err, /store är tomt\. Läs in leveranser/);
  await Deno.remove(folder, { recursive: true });
});
