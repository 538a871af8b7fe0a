import { fileURLToPath } from "node:url";
import { type Command, exitStatus } from "../../lib/cli/_command.ts";

/** The project's folder. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What a command said, and its exit status. */
export interface Result {
  code: number;
  out: string;
  err: string;
}

/**
 * Runs a command in this process, which spares a start of Deno and of all modules, and takes down what it prints. The
 * permissions that it would give up stay; permissions_test.ts runs commands in processes with their tasks' own.
 */
export async function run(command: string, ...args: string[]): Promise<Result> {
  const module: Record<string, Command> = await import(`../../lib/cli/${command}.ts`);
  const { gives: _, ...kept } = module[`${command}Command`];
  const out: string[] = [], err: string[] = [], { log, error } = console;
  console.log = (line: string) => out.push(`${line}\n`);
  console.error = (line: string) => err.push(`${line}\n`);
  try {
    const code = await exitStatus(kept, args);
    return { code, out: out.join(""), err: err.join("") };
  } finally {
    Object.assign(console, { log, error });
  }
}
