/** A process that loads one file: folder, path. Prints "redo" when the code is there, then waits for a line. */
import { loadFile } from "../../lib/store/mod.ts";

const [folder, path] = Deno.args;
await Deno.stdout.write(new TextEncoder().encode("redo\n"));
await Deno.stdin.read(new Uint8Array(1));
console.log((await loadFile(folder, path)).outcome);
