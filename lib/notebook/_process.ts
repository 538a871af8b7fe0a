/** The kernel's process: started with a connection file, heard when it complains, reported when it ends. */
import { stripVTControlCharacters } from "node:util";

/** A kernel's process. */
export interface KernelProcess {
  /** Signs every message. */
  readonly key: string;
  /** Where it listens on 127.0.0.1. */
  readonly ports: Ports;
  /** Resolves when the process has ended and its connection file is gone, with how it ended and what it complained about. */
  readonly ended: Promise<string>;
  /** Ends the process at once; harmless when it has ended. */
  kill(): void;
}

/** The five ports of the Jupyter protocol. */
export type Ports = Record<"shell_port" | "iopub_port" | "stdin_port" | "control_port" | "hb_port", number>;

/** Starts the kernel of the Deno that runs this. It ends with this process, however that ends. */
export async function spawnKernel(
  { cwd, env }: { cwd?: string; env?: Record<string, string> },
): Promise<KernelProcess> {
  const key = crypto.randomUUID(), ports = drawPorts();
  const keeper = new URL("./_keeper.ts", import.meta.url).href;
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-config", "--no-lock", "--no-check", "--allow-run", "--allow-write"],
      ...[keeper, Deno.execPath()],
    ],
    cwd,
    env: { ...env, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", DENO_NO_PROMPT: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const connection = { ip: "127.0.0.1", transport: "tcp", signature_scheme: "hmac-sha256", key, ...ports };
  const writer = process.stdin.getWriter();
  let closed: Promise<void> | null = null;
  const close = () => closed ??= writer.close();
  const ended = end(process).finally(close);
  await writer.write(new TextEncoder().encode(`${JSON.stringify(connection)}\n`));
  return { key, ports, ended, kill: () => void close() };
}

/**
 * Five free ports, drawn below the range from which systems lend ports to outgoing connections: a client that
 * tries an unbound port of that range again and again can be connected to itself.
 */
function drawPorts(): Ports {
  const first = 20_000 + Math.floor(Math.random() * 12_000);
  const [shell_port, iopub_port, stdin_port, control_port, hb_port] = [0, 1, 2, 3, 4].map((i) => first + i);
  const ports = { shell_port, iopub_port, stdin_port, control_port, hb_port };
  return Object.values(ports).every(isFree) ? ports : drawPorts();
}

function isFree(port: number): boolean {
  try {
    Deno.listen({ hostname: "127.0.0.1", port }).close();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) return false;
    throw error;
  }
}

/** Reads standard error as it comes, so that it never blocks the process, and keeps its end. */
async function end(process: Deno.ChildProcess): Promise<string> {
  let complaint = "";
  const reader = process.stderr.pipeThrough(new TextDecoderStream()).getReader();
  const read = async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      complaint = (complaint + part.value).slice(-2000);
    }
  };
  const reading = read();
  const [told, { code, signal }] = await Promise.all([new Response(process.stdout).text(), process.status]);
  await new Promise((resolve) => setTimeout(resolve, 10)); // its last words may still be on their way
  await reader.cancel(); // a child of the kernel may hold the stream open
  await reading;
  // A keeper that was itself ended says nothing of its kernel.
  const how = told.trim() || (signal ? `signal ${signal}` : `slutstatus ${code}`);
  const words = stripVTControlCharacters(complaint).trim();
  return words ? `${how}: ${words}` : how;
}
