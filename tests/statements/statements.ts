/** Checks the statements of the small stores' pages by a program of its own: what drives the browser looks at the whole machine. */
import { fileURLToPath } from "node:url";

const { code } = await new Deno.Command(Deno.execPath(), {
  args: [
    ...["run", "--no-check", "--allow-all", fileURLToPath(new URL("_statements.ts", import.meta.url))],
    ...Deno.args,
  ],
  stdout: "inherit",
  stderr: "inherit",
}).output();
Deno.exit(code);
