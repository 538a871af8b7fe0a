/** A process that loads one file: folder, path. Prints "redo" when its engine is open, then waits for a line. */
import { openDatabase } from "../../lib/database/mod.ts";
import { loadFile } from "../../lib/store/mod.ts";

const [folder, path] = Deno.args;
using database = await openDatabase();
await Deno.stdout.write(new TextEncoder().encode("redo\n"));
await Deno.stdin.read(new Uint8Array(1));
console.log((await loadFile(database, folder, path)).outcome);
