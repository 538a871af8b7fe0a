/** The kernel's process: started with a connection file, heard when it complains, told when it ends. */
import { stripVTControlCharacters } from "node:util";

/** A kernel's process. */
export interface KernelProcess {
  /** Signs every message. */
  readonly key: string;
  /** Where it listens on 127.0.0.1. */
  readonly ports: Ports;
  /** Resolves when the process has ended, with how it ended and what it complained about. */
  readonly ended: Promise<string>;
  /** Removes the connection file. */
  forgetConnection(): Promise<void>;
  /** Ends the process at once; harmless when it has ended. */
  kill(): void;
}

/** The five ports of the Jupyter protocol. */
export type Ports = Record<"shell_port" | "iopub_port" | "stdin_port" | "control_port" | "hb_port", number>;

/** The kernels that run, and the folders of their connection files. */
const running = new Map<Deno.ChildProcess, string>();

/** Ends every kernel at once, also those that are starting, for a process that is about to end itself. */
export function killKernels(): void {
  for (const [process, folder] of running) {
    kill(process);
    try {
      Deno.removeSync(folder, { recursive: true });
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error; // a kernel that has started has read its file
    }
  }
}

/** Starts the kernel of the Deno that runs this. */
export async function spawnKernel(
  { cwd, env }: { cwd?: string; env?: Record<string, string> },
): Promise<KernelProcess> {
  const key = crypto.randomUUID();
  const ports = drawPorts();
  const folder = await Deno.makeTempDir({ prefix: "vantelage-kernel-" });
  const forgetConnection = () => Deno.remove(folder, { recursive: true });
  try {
    const file = `${folder}/connection.json`;
    const connection = { ip: "127.0.0.1", transport: "tcp", signature_scheme: "hmac-sha256", key, ...ports };
    await Deno.writeTextFile(file, JSON.stringify(connection), { mode: 0o600 });
    const process = new Deno.Command(Deno.execPath(), {
      args: ["jupyter", "--quiet", "--kernel", "--conn", file],
      cwd,
      env: { ...env, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    running.set(process, folder);
    const ended = end(process).finally(() => running.delete(process));
    return { key, ports, ended, forgetConnection, kill: () => kill(process) };
  } catch (error) {
    await forgetConnection();
    throw error;
  }
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
  const { code, signal } = await process.status;
  await new Promise((resolve) => setTimeout(resolve, 10)); // its last words may still be on their way
  await reader.cancel(); // a child of the kernel may hold the stream open
  await reading;
  const how = signal ? `signal ${signal}` : `slutstatus ${code}`;
  const words = stripVTControlCharacters(complaint).trim();
  return words ? `${how}: ${words}` : how;
}

function kill(process: Deno.ChildProcess): void {
  try {
    process.kill("SIGKILL");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // it has ended already
  }
}
