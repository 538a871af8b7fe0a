/** A process that writes one report: folder, name. Prints "redo" when the code is there, then waits for a line. */
import { renderReport, writeReports } from "../../lib/report/mod.ts";
import { executed, options } from "./_executed.ts";

const [folder, name] = Deno.args;
const report = renderReport(executed([`# ${name}`], {}, name), options);
await Deno.stdout.write(new TextEncoder().encode("redo\n"));
await Deno.stdin.read(new Uint8Array(1));
await writeReports(folder, [report], options);
