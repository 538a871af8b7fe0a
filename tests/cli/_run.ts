import { fileURLToPath } from "node:url";

/** The project's folder. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What a command said, and its exit status. */
export interface Result {
  code: number;
  out: string;
  err: string;
}

/** Runs a command as `deno task` does, without any permission to use the network. */
export async function run(command: string, ...args: string[]): Promise<Result> {
  const permissions = ["--allow-read", "--allow-write", "--allow-env", "--allow-sys=cpus"];
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", ...permissions, `lib/cli/${command}.ts`, ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}
