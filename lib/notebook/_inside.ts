/**
 * Loaded into the kernel before the first cell, so that each output says which request it belongs to.
 *
 * The Deno kernel files whatever is shown under the *latest* request: a timer of cell 1 that fires while cell 3
 * runs shows its output in cell 3, and an error thrown there hangs the kernel. Each cell therefore begins by
 * giving its request's id, an `AsyncLocalStorage` carries the id through timers and promises, and what is
 * shown, printed or thrown is sent with the id of the cell that began it.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { format } from "node:util";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { INSIDE, OWNER, READ } from "./_owner.ts";

/** What the kernel's global object offers the runner, under {@linkcode INSIDE}. */
export interface Inside {
  /** Marks all that follows, also later, as belonging to the request. */
  begin(request: string): void;
  /** Opens a notebook whose cells wait for their turns, and takes away what the one before has left. */
  open(notebook: NotebookFunction): void;
  /** Runs the next cell of the notebook that is open, and gives what it shows. */
  next(): Promise<{ readonly value: unknown }>;
  /**
   * Waits until no result is left to show and no timer that fires within this many milliseconds from now, and then sends "idle" on behalf
   * of a request: it leaves after all that was shown, whereas the kernel's own replies take another way out.
   */
  settle(limitMs: number, request: string): Promise<void>;
}

/** A notebook's cells: each hands over what the one before it shows, and waits for the request that it belongs to. */
type NotebookFunction = (turn: (shown: unknown) => Promise<string>, inside: Inside) => Promise<void>;

const owner = new AsyncLocalStorage<string>();
let latest = "";

const { broadcast, format: bundle } = Deno.jupyter;

type Extra = Parameters<typeof broadcast>[2];

function send(type: string, content: Record<string, unknown>, extra: Extra = {}): Promise<void> {
  const metadata = { ...extra.metadata, [OWNER]: owner.getStore() ?? latest };
  return broadcast(type, content, { ...extra, metadata });
}

async function display(thing: unknown, options: Deno.jupyter.DisplayOptions = {}): Promise<void> {
  const data = options.raw ? thing : await bundle(thing);
  const transient = options.display_id === undefined ? {} : { display_id: options.display_id };
  await send(options.update ? "update_display_data" : "display_data", { data, metadata: {}, transient });
}

/** How the kernel itself shows what a cell's last expression gave. */
interface KernelInternals {
  broadcastResult(executionCount: number, result: unknown): Promise<void>;
}

/** Results that are not shown yet: to make one into what is shown may take a while. */
let unshown = 0;

/** Shows a cell's result under that cell, which the kernel does under the latest by the time that it is ready. */
async function showResult(executionCount: number, result: unknown): Promise<void> {
  if (result === undefined) return;
  unshown++;
  try {
    const data = await bundle(result);
    await send("execute_result", { execution_count: executionCount, data, metadata: {}, transient: {} });
  } catch (error) {
    showError(error);
  } finally {
    unshown--;
  }
}

function print(name: "stdout" | "stderr"): (...things: unknown[]) => void {
  return (...things) => void send("stream", { name, text: `${format(...things)}\n` });
}

function showError(thrown: unknown): void {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const traceback = (error.stack ?? "").split("\n");
  void send("error", { ename: error.name, evalue: error.message, traceback });
}

const timers = new Map<unknown, number>();
const { setTimeout, clearTimeout } = globalThis;

function trackedTimeout(act: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): unknown {
  const timer: unknown = setTimeout(() => {
    timers.delete(timer);
    try {
      act(...args);
    } catch (error) {
      showError(error); // here, where the owner is still known
    }
  }, ms);
  timers.set(timer, performance.now() + ms);
  return timer;
}

function trackedClear(timer: Parameters<typeof clearTimeout>[0]): void {
  timers.delete(timer);
  clearTimeout(timer);
}

/** The notebook that is open: its cell's turn, and the end of it. */
let turn = Promise.withResolvers<string>(), ended = Promise.withResolvers<{ readonly value: unknown }>();

/** What the global object had when the first notebook was opened. */
let globals: ReadonlyMap<PropertyKey, PropertyDescriptor | undefined> | null = null;

/** Takes away what code has put on the global object since the first notebook was opened. */
function clearGlobals(): void {
  const now = Reflect.ownKeys(globalThis);
  const described = (key: PropertyKey) => Reflect.getOwnPropertyDescriptor(globalThis, key);
  globals ??= new Map(now.map((key) => [key, described(key)]));
  for (const key of now) {
    const was = globals.get(key);
    if (was === undefined) Reflect.deleteProperty(globalThis, key);
    else if ("value" in was && was.value !== described(key)?.value) {
      Reflect.defineProperty(globalThis, key, was);
    }
  }
}

const inside: Inside = {
  begin(request) {
    latest = request;
    owner.enterWith(request);
  },
  open(notebook) {
    clearGlobals();
    read.clear();
    turn = Promise.withResolvers();
    const inTurn = (value: unknown) => {
      ended.resolve({ value });
      turn = Promise.withResolvers();
      return turn.promise;
    };
    notebook(inTurn, inside).catch((error) => ended.reject(error));
  },
  next() {
    ended = Promise.withResolvers();
    turn.resolve(latest);
    return ended.promise;
  },
  async settle(limitMs, request) {
    const limit = performance.now() + limitMs;
    const isDue = () => unshown > 0 || [...timers.values()].some((due) => due <= limit);
    while (isDue() && performance.now() <= limit) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await broadcast("status", { execution_state: "idle" }, { metadata: { [OWNER]: request } });
  },
};

/** The files and folders that code here has read, or asked for in vain. */
const read = new Set<string>();

const READERS = [
  ...["readFile", "readFileSync", "readTextFile", "readTextFileSync", "open", "openSync"],
  ...["readDir", "readDirSync", "stat", "statSync", "lstat", "lstatSync"],
];

for (const name of READERS) {
  const act: unknown = Reflect.get(Deno, name);
  if (typeof act !== "function") throw new TypeError(`Cannot note what is read as Deno must have ${name}`);
  Reflect.set(Deno, name, (path: string | URL, ...rest: unknown[]): unknown => {
    read.add(resolve(path instanceof URL ? fileURLToPath(path) : path));
    return act(path, ...rest);
  });
}

Object.assign(globalThis, {
  [INSIDE]: inside,
  [Symbol.for(READ)]: read,
  setTimeout: trackedTimeout,
  clearTimeout: trackedClear,
});
Object.assign(Deno.jupyter, { broadcast: send, display });
const { internal } = Deno as unknown as { readonly internal: symbol };
const { jupyter } =
  (Deno as unknown as Readonly<Record<symbol, { readonly jupyter: KernelInternals }>>)[internal];
jupyter.broadcastResult = (executionCount, result) =>
  owner.run(latest, () => showResult(executionCount, result));
Object.assign(console, {
  log: print("stdout"),
  info: print("stdout"),
  debug: print("stdout"),
  warn: print("stderr"),
  error: print("stderr"),
});
globalThis.addEventListener("error", (event) => {
  event.preventDefault();
  showError(event.error);
});
globalThis.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  showError(event.reason);
});
