/** A process that erases records by their id: folder, value. Prints "redo" when the code is there, then waits for a line. */
import { eraseFromStore } from "../../lib/store/mod.ts";

const [folder, value] = Deno.args;
await Deno.stdout.write(new TextEncoder().encode("redo\n"));
await Deno.stdin.read(new Uint8Array(1));
const said = { by: "registerhållaren", reason: "prov", at: new Date() };
console.log((await eraseFromStore(folder, { field: "vardkontakt_id", value }, said)).records);
