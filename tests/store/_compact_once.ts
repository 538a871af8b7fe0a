/** A process that compacts a store: folder. Prints "redo" when the code is there, then waits for a line. */
import { compactStore } from "../../lib/store/mod.ts";

const [folder] = Deno.args;
await Deno.stdout.write(new TextEncoder().encode("redo\n"));
await Deno.stdin.read(new Uint8Array(1));
console.log((await compactStore(folder, { now: new Date() })).length);
