import { type Result, run } from "./_run.ts";

/** Runs the last `deno task` line that a command printed, as a shell reads it when it is pasted. */
export async function pasted(printed: string): Promise<Result> {
  const line = printed.split("\n").findLast((line) => /^\s*deno task /.test(line));
  if (line === undefined) {
    throw new Error(`Cannot paste a step as a line must begin with deno task: got ${printed}`);
  }
  const { stdout } = await new Deno.Command("sh", {
    args: ["-c", `printf '%s\\n' ${line.trim().replace(/^deno task /, "")}`],
  }).output();
  const [task, ...args] = new TextDecoder().decode(stdout).trimEnd().split("\n");
  return await run(task, ...args);
}
