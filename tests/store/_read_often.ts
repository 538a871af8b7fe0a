/**
 * A process that opens a store again and again: folder. Prints "redo" when the code is there, and how often it read
 * when standard input ends; fails where it saw a part of a state, or an older one than before.
 */
import assert from "node:assert/strict";
import { openStore } from "../../lib/store/mod.ts";

const [folder] = Deno.args;
await Deno.stdout.write(new TextEncoder().encode("redo\n"));
let isDone = false, seen = 0, readings = 0;
const end = Deno.stdin.read(new Uint8Array(1)).then(() => isDone = true);
for (; !isDone; readings++) {
  using opened = await openStore(folder);
  const sequences = opened.deliveries.map(({ sequence }) => sequence);
  assert.deepEqual(sequences, sequences.map((_, index) => index + 1));
  assert.ok(sequences.length >= seen, `${sequences.length} after ${seen}`);
  seen = sequences.length;
}
await end;
console.log(readings);
