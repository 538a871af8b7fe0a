/** The Deno kernel, started as a process of its own and spoken to in the Jupyter protocol. */
import * as z from "zod";
import { ENTRIES } from "./_entries.ts";
import { INSIDE, OWNER } from "./_owner.ts";
import { type KernelProcess, spawnKernel } from "./_process.ts";
import { decodeMessage, encodeRequest, type Message } from "./_wire.ts";
import { connect, type Socket } from "./_zmtp.ts";
import { type ErrorOutput, errorOutput, type Output, OutputLog } from "./outputs.ts";

/**
 * What the code of a kernel may do: everything, as in Jupyter; read files and the environment, and ask the network, where
 * the store is on a cluster, or not; or nothing but compute with what "vantelage" offers and what the kernel was given.
 */
export type KernelRights = "all" | "ask" | "read" | "none";

/** The permissions that a kernel gives up before its first cell. Deno lets no code get them back, nor its workers. */
const GIVEN_UP: Readonly<Record<KernelRights, readonly string[]>> = {
  all: [],
  ask: ["write", "run", "ffi", "import"],
  read: ["write", "run", "net", "ffi", "import"],
  none: ["read", "write", "run", "net", "ffi", "import", "sys"],
};

/** The modules that a kernel loads before it gives up reading: all that notebooks import, and no command. */
const PRELOADED = [...ENTRIES].flatMap(([name, address]) => name === "vantelage/report" ? [] : [address]);

/** Options for {@linkcode startKernel}. */
export interface KernelOptions {
  /** The kernel's working directory; its deno.json decides what imports mean. @default {"."} */
  cwd?: string;
  /** Environment variables beside the caller's own. */
  env?: Record<string, string>;
  /** What its code may do. @default {"all"} */
  rights?: KernelRights;
  /** Values that its code finds under the global symbols of these names (`Symbol.for`), as JSON can hold them. @default none */
  given?: Readonly<Record<string, unknown>>;
  /** How long the kernel may take to start. @default {30} */
  limitSeconds?: number;
}

/** Options for {@linkcode Kernel.execute}. */
export interface ExecuteOptions {
  /** How long the code may run before the kernel is killed. @default {300} */
  limitSeconds?: number;
}

/** Code that was run to its end. */
export interface Execution {
  /** What it has shown so far; outputs that come later are added to this same array. */
  readonly outputs: Output[];
  /** Why it failed, or `null`. */
  readonly error: ErrorOutput | null;
}

/** A running kernel. */
export interface Kernel {
  /**
   * Runs code and waits for its end.
   *
   * @throws {KernelError} If the kernel dies, or the limit passes; the kernel is then gone.
   */
  execute(code: string, options?: ExecuteOptions): Promise<Execution>;
  /**
   * Waits for late outputs: until no timer is due within the limit, all that was shown has come, and the kernel is
   * quiet.
   *
   * @param limitSeconds How far ahead a timer may lie to be waited for. @default {5}
   * @param quietMs How long it must be silent to count as quiet; 0 where nothing that was begun earlier is waited for.
   *   @default {40}
   * @throws {KernelError} If the kernel dies while waiting.
   */
  settle(limitSeconds?: number, quietMs?: number): Promise<void>;
  /** Ends the kernel; its process and connections are gone when the promise resolves. */
  shutdown(): Promise<void>;
}

/** The kernel could not start, died, or gave no answer within its limit. */
export class KernelError extends Error {
  /** Distinguished from other errors by this. */
  /** The name of the error. */
  override readonly name: string = "KernelError";
}

/** How long the kernel must be silent to count as quiet. */
const QUIET_MS = 40;

/** What `_inside.ts` offers, as code in the kernel. */
const inside = `globalThis[Symbol.for("${INSIDE.description}")]`;

/** One request and what is known of its answer. */
interface Request {
  execution: Execution & { error: ErrorOutput | null };
  replied: PromiseWithResolvers<void>;
  idle: PromiseWithResolvers<void>;
}

/**
 * Starts the Deno kernel (kärna) of the running Deno, without Jupyter.
 *
 * Every message is filed under the request it answers, also after the request's end; code that shows something
 * from a timer or a promise shows it in the outputs of its own request, whatever runs by then.
 *
 * @param options Where and how long.
 * @returns A kernel that is ready to execute; shut it down in the end.
 * @throws {KernelError} If it does not start within the limit.
 *
 * @example Run a line of code
 * ```ts
 * import assert from "node:assert/strict";
 * import { startKernel } from "./mod.ts";
 *
 * const kernel = await startKernel();
 * const { outputs } = await kernel.execute("console.log(1 + 1)");
 * await kernel.settle();
 * await kernel.shutdown();
 * assert.deepEqual(outputs, [{ type: "stream", name: "stdout", text: "2\n" }]);
 * ```
 */
export async function startKernel(options: KernelOptions = {}): Promise<Kernel> {
  const { limitSeconds = 30 } = options;
  const deadline = performance.now() + limitSeconds * 1000;
  for (let attempt = 1;; attempt++) {
    try {
      return await startOnce(options, deadline);
    } catch (error) {
      // A port may have been taken between the draw and the kernel's start: draw again.
      if (attempt === 3 || !(error instanceof KernelError) || performance.now() > deadline) throw error;
    }
  }
}

async function startOnce(options: KernelOptions, deadline: number): Promise<Kernel> {
  const kernel = new RunningKernel(await spawnKernel(options));
  try {
    await kernel.open(options, deadline);
    return kernel;
  } catch (error) {
    await kernel.shutdown();
    throw error;
  }
}

class RunningKernel implements Kernel {
  readonly #process: KernelProcess;
  readonly #requests = new Map<string, Request>();
  readonly #log = new OutputLog();
  readonly #readers: Promise<void>[] = [];
  readonly #sockets: Socket[] = [];
  /** Rejects when the kernel is gone, whatever the reason; every wait is raced against it. */
  readonly #gone = Promise.withResolvers<never>();
  #shell: Socket | null = null;
  #lastMessageAt = 0;

  constructor(process: KernelProcess) {
    this.#process = process;
    this.#gone.promise.catch(() => {}); // told to whoever waits; no one may be waiting just then
    process.ended.then((how) => this.#gone.reject(new KernelError(`Kärnan dog (${how})`)));
  }

  /** Connects, waits until the kernel answers on both sockets, loads `_inside.ts` into it, hands over and takes away. */
  async open({ rights = "all", given = {} }: KernelOptions, deadline: number): Promise<void> {
    const shell = await this.#before(deadline, this.#connect("DEALER", this.#process.ports.shell_port));
    await this.#before(deadline, this.#connect("SUB", this.#process.ports.iopub_port));
    this.#shell = shell;
    // A subscription holds from some moment after it was sent: ask until an answer is published.
    for (let heard = false; !heard;) {
      const { idle } = await this.#before(deadline, this.#request("kernel_info_request", {}));
      heard = await Promise.race([idle.promise.then(() => true), pause(100).then(() => false)]);
    }
    const steps = [
      `await import(${JSON.stringify(new URL("./_inside.ts", import.meta.url).href)})`,
      ...Object.entries(given).map(([name, value]) =>
        `globalThis[Symbol.for(${JSON.stringify(name)})] = ${JSON.stringify(value)}`
      ),
      // What may not read can load no module but those that are loaded already.
      ...rights === "none" ? PRELOADED.map((address) => `await import("${address}")`) : [],
      ...GIVEN_UP[rights].map((name) => `await Deno.permissions.revoke({ name: "${name}" })`),
      "undefined",
    ];
    const ready = await this.#before(deadline, this.#run(steps.join(";\n")));
    if (ready.error) throw new KernelError(`Kärnan startade inte: ${ready.error.evalue}`);
  }

  async execute(code: string, { limitSeconds = 300 }: ExecuteOptions = {}): Promise<Execution> {
    return await this.#within(limitSeconds, this.#run(code, true));
  }

  async settle(limitSeconds = 5, quietMs = QUIET_MS): Promise<void> {
    const id = crypto.randomUUID(), last = this.#expect(id);
    const settled = async () => {
      const { error } = await this.#run(`await ${inside}.settle(${limitSeconds * 1000}, "${id}")`);
      if (error) throw new KernelError(`Kärnan svarade inte på sena utskrifter: ${error.evalue}`);
      await this.#orGone(last.idle.promise);
    };
    await this.#within(limitSeconds + 10, settled());
    const deadline = performance.now() + limitSeconds * 1000;
    for (let now = performance.now(); now < deadline; now = performance.now()) {
      if (now - this.#lastMessageAt >= quietMs) return;
      await this.#orGone(pause(5));
    }
  }

  async shutdown(): Promise<void> {
    this.#process.kill();
    await this.#process.ended;
    this.#sockets.forEach((socket) => socket.close());
    await Promise.all(this.#readers);
  }

  async #run(code: string, marked = false): Promise<Execution> {
    const id = crypto.randomUUID();
    // On the code's own first line, so that the lines of its errors stay what they are.
    const mark = marked ? `${inside}.begin("${id}");` : "";
    const content = {
      code: mark + code,
      silent: !marked,
      store_history: marked,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true,
    };
    const request = await this.#request("execute_request", content, id);
    if (!marked) await this.#orGone(request.idle.promise);
    return request.execution;
  }

  /** Keeps what comes under this id from now on. */
  #expect(id: string): Request {
    const request: Request = {
      execution: { outputs: [], error: null },
      replied: Promise.withResolvers(),
      idle: Promise.withResolvers(),
    };
    this.#requests.set(id, request);
    return request;
  }

  /** Sends a request and waits for its reply. */
  async #request(type: string, content: unknown, id: string = crypto.randomUUID()): Promise<Request> {
    const request = this.#expect(id);
    if (!this.#shell) throw new TypeError("Cannot send a request as the kernel must be open");
    await this.#orGone(this.#shell.send(encodeRequest(type, id, content, this.#process.key)));
    await this.#orGone(request.replied.promise);
    return request;
  }

  async #connect(type: "DEALER" | "SUB", port: number): Promise<Socket> {
    while (true) {
      try {
        const socket = await connect(type, port);
        this.#sockets.push(socket);
        this.#readers.push(this.#read(socket));
        return socket;
      } catch (error) {
        if (!(error instanceof Deno.errors.ConnectionRefused)) throw error;
        await this.#orGone(pause(5)); // not listening yet
      }
    }
  }

  async #read(socket: Socket): Promise<void> {
    try {
      for await (const frames of socket.messages()) this.#receive(decodeMessage(frames, this.#process.key));
    } catch (error) {
      this.#gone.reject(new KernelError(`Kärnans svar gick inte att läsa: ${error}`, { cause: error }));
      this.#process.kill();
    }
  }

  #receive({ type, parent, metadata, content }: Message): void {
    this.#lastMessageAt = performance.now();
    const request = this.#requests.get(z.string().optional().parse(metadata[OWNER]) ?? parent);
    if (!request) return; // the kernel's own news, such as its start
    if (type.endsWith("_reply")) {
      const { status } = z.object({ status: z.string() }).parse(content);
      if (status !== "ok") request.execution.error = errorOutput(content);
      request.replied.resolve();
    } else if (type === "status") {
      const { execution_state } = z.object({ execution_state: z.string() }).parse(content);
      if (execution_state === "idle") request.idle.resolve();
    } else {
      this.#log.file(request.execution.outputs, type, content);
    }
  }

  #orGone<T>(wait: Promise<T>): Promise<T> {
    return Promise.race([wait, this.#gone.promise]);
  }

  async #within<T>(limitSeconds: number, wait: Promise<T>): Promise<T> {
    return await this.#before(performance.now() + limitSeconds * 1000, wait, limitSeconds);
  }

  /** What is waited for; a kernel that does not give it in time is killed. */
  async #before<T>(deadline: number, wait: Promise<T>, limitSeconds?: number): Promise<T> {
    const timer = setTimeout(() => {
      const limit = limitSeconds === undefined ? "i tid" : `inom ${limitSeconds} s`;
      this.#gone.reject(new KernelError(`Kärnan svarade inte ${limit} och avbröts`));
      this.#process.kill();
    }, Math.max(0, deadline - performance.now()));
    try {
      return await this.#orGone(wait);
    } finally {
      clearTimeout(timer);
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
