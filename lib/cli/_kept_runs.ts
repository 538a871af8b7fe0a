/** What notebooks showed when they were last run, kept in the store for as long as nothing that they rest on has changed. */
import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import type { ExecutedNotebook, Notebook } from "../notebook/mod.ts";
import { CodeGraph } from "../notebook/code_graph.ts";
import { Output } from "../notebook/outputs.ts";
import { isSynthetic, type Store, type StoredFile } from "../store/mod.ts";
import { ALL_DELIVERIES } from "../store/tell_read.ts";
import { lockStore } from "../store/lock.ts";
import { makeFolders, RUNS, StoreError, writeDurably } from "../store/writing.ts";
import { bundleClient, type BundleOptions, type ClientScripts } from "../report/mod.ts";
import type { Given, Run } from "./_runs.ts";

/** What a cell may ask that no file says: it is run each time. */
const ASKS_ELSE = /\b(?:Date|Temporal|random|crypto|fetch|WebSocket|Command|prompt|now)\b/;

/** The folders of a store whose files hold for a month and status. */
const KINDS: readonly string[] = ["cells", "rows", "rejected"];

const Kept = z.strictObject({
  /** What the run rests on, as {@linkcode KeptRuns} states it. */
  rests: z.string(),
  read: z.array(z.string()),
  started: z.string(),
  name: z.string(),
  outputs: z.array(z.array(Output)),
  seconds: z.number(),
  parameters: z.record(z.string(), z.unknown()),
  invented: z.array(z.string()),
});
type Kept = z.infer<typeof Kept>;

const Scripts = z.strictObject({ reading: z.string(), loader: z.string(), program: z.string().optional() });

/** The scripts of pages. */
const CLIENTS = [
  "bundle",
  ...["reading/reading", "loader", "program", "unchecked", "no_jupyter"].map((name) => `client/${name}`),
]
  .map((name) => `../report/${name}.ts`);

/** The code itself, which its imports say of. */
const CODE = fileURLToPath(new URL("../", import.meta.url));

/** The runs that a store keeps. */
export class KeptRuns {
  readonly #store: Store;
  readonly #folder: string;
  readonly #env: Given["env"];
  readonly #fresh: boolean;
  readonly #graph = new CodeGraph();
  /** What files and folders were when they were first asked for. */
  readonly #digests = new Map<string, string>();
  /** The store's commit. */
  readonly #manifest: string;
  /** What the store holds of each region and month, but for the numbers. */
  readonly #holdings: string;
  readonly #files: ReadonlyMap<string, StoredFile>;
  /** Since when nothing may have been written that a run is to be kept with. */
  readonly #since = Date.now();

  /**
   * @param store An open store.
   * @param env What the kernels are given.
   * @param options Whether every notebook is run, and the runs kept.
   */
  constructor(store: Store, env: Given["env"], { fresh = false }: { readonly fresh?: boolean } = {}) {
    this.#store = store;
    // An answer of a cluster is in no file.
    this.#fresh = fresh || store.isOnCluster;
    this.#folder = Deno.realPathSync(store.folder);
    this.#env = env;
    this.#manifest = digestOf(`${this.#folder}/manifest.json`);
    this.#files = new Map(store.deliveries.flatMap(({ files }) => files).map((file) => [file.path, file]));
    this.#holdings = JSON.stringify(store.holdings.map(({ region, manad, status, hasContacts, delivery }) => [
      ...[region, manad, status, delivery.layout, hasContacts, isSynthetic(delivery)],
      delivery.slots.find((slot) => slot.region === region && slot.manad === manad && slot.status === status),
    ]));
  }

  /**
   * The run of a notebook that was kept, with the notebook's texts as they are now.
   *
   * @param notebook The notebook.
   * @param parameters The values that it would be given.
   * @returns What it showed and when; `null` where none is kept, or anything that it rests on has changed.
   */
  find(notebook: Notebook, parameters: Given["parameters"]): ExecutedNotebook | null {
    if (this.#fresh) return null;
    const kept = subsetsOf(Object.keys(parameters)).map((names) => {
      const kept = readKept(this.#pathOf(notebook, parameters, names), Kept);
      const takes = (name: string) => kept !== null && Object.hasOwn(kept.parameters, name);
      return Object.keys(parameters).every((name) => takes(name) === names.includes(name)) ? kept : null;
    }).find((kept) => kept !== null);
    if (kept === undefined || kept.rests !== this.#rests(notebook, kept.read)) return null;
    const code = notebook.cells.filter(({ kind }) => kind === "code");
    const { outputs, seconds, started, invented } = kept;
    return {
      ...{
        name: notebook.name,
        path: notebook.path,
        seconds,
        parameters: kept.parameters,
        invented,
        started,
      },
      cells: notebook.cells.map((cell) => ({ ...cell, outputs: outputs[code.indexOf(cell)] ?? [] })),
    };
  }

  /**
   * Keeps runs, in the place of earlier ones of the same notebooks and values. None is kept of a store that has changed
   * since it was opened, of a notebook that asks what no file says, or of what was written to meanwhile.
   *
   * @param runs The runs, with the values they were given.
   * @param started When they began, as ISO 8601.
   */
  async keep(
    runs: readonly Run[],
    started: string,
  ): Promise<void> {
    if (this.#store.isOnCluster) return;
    await this.#writing(async () => {
      // An erasure in between leaves nothing of what it erased.
      if (digestOf(`${this.#folder}/manifest.json`) !== this.#manifest) return;
      for (const { notebook, parameters, result } of runs) {
        if (result.status === "rejected" || codeOf(notebook).some((code) => ASKS_ELSE.test(code))) continue;
        const { name, cells, seconds, parameters: values, invented = [], read = [] } = result.value;
        const others = read.filter((path) => !path.startsWith(CODE));
        const reached = this.#reached(notebook).map(([address]) => fileURLToPath(address));
        if ([...reached, ...others].some((path) => writtenAt(path) >= this.#since)) continue;
        const kept: Kept = {
          ...{ rests: this.#rests(notebook, others), read: others, started, name, seconds },
          ...{ parameters: values, invented: [...invented] },
          outputs: cells.filter(({ kind }) => kind === "code").map(({ outputs }) => outputs),
        };
        const bytes = new TextEncoder().encode(JSON.stringify(kept));
        const taken = Object.keys(parameters).filter((name) => Object.hasOwn(values, name));
        await writeDurably(this.#pathOf(notebook, parameters, taken), bytes, 0o600);
      }
    });
  }

  /**
   * The scripts of pages, which are made again only when their code has changed.
   *
   * @param options As for {@linkcode bundleClient}.
   * @returns The scripts.
   */
  async scripts(options: Required<BundleOptions>): Promise<ClientScripts> {
    const source = CLIENTS.map((path) => `import "${new URL(path, import.meta.url).href}";`).join("\n");
    const rests = sha256(JSON.stringify([Deno.version, options, this.#graph.reached(source, CODE)]));
    const path = `${this.#folder}/${RUNS}/${rests}.json`;
    const kept = readKept(path, Scripts);
    if (kept !== null) return kept;
    const scripts = await bundleClient(options);
    await this.#writing(() => writeDurably(path, new TextEncoder().encode(JSON.stringify(scripts)), 0o600));
    return scripts;
  }

  /** Writes what is kept; a store that cannot be written keeps nothing. */
  async #writing(write: () => Promise<void>): Promise<void> {
    try {
      await makeFolders(`${this.#folder}/${RUNS}`);
      using _lock = await lockStore(this.#folder);
      await write();
    } catch (error) {
      if (!(error instanceof StoreError && error.cause !== undefined)) throw error;
    }
  }

  /** Where a run is kept: by those of the values that its notebook has taken. */
  #pathOf({ path }: Notebook, parameters: Given["parameters"], taken: readonly string[]): string {
    const values = taken.toSorted().map((name) => [name, parameters[name]]);
    return `${this.#folder}/${RUNS}/${sha256(JSON.stringify([resolve(path), values]))}.json`;
  }

  #reached(notebook: Notebook): [address: string, sha256: string][] {
    return this.#graph.reached(codeOf(notebook).join("\n"), resolve(notebook.path));
  }

  /** All that a run rests on, as one text that changes with it. */
  #rests(notebook: Notebook, read: readonly string[]): string {
    return sha256(JSON.stringify([
      ...[Deno.version, codeOf(notebook), this.#reached(notebook), this.#env],
      read.flatMap((name) => this.#stateOf(name)),
    ]));
  }

  /** The state of what a run has read. */
  #stateOf(name: string): readonly unknown[] {
    if (name === ALL_DELIVERIES) return [this.#manifest];
    const [folder, ...below] = name.startsWith(`${this.#folder}/`)
      ? name.slice(this.#folder.length + 1).split("/")
      : [""];
    // A commit that changes only what the run has not asked for changes nothing for it.
    if (["manifest.json", "history"].includes(folder)) return folder === "history" ? [] : [this.#holdings];
    if (!this.#digests.has(name)) this.#digests.set(name, digestOf(name));
    const state = [name, this.#digests.get(name)];
    return KINDS.includes(folder) ? [state, this.#partsBeside([folder, ...below].join("/"))] : [state];
  }

  /** The files that now hold for the month and status of a file, of its kind. */
  #partsBeside(path: string): readonly unknown[] {
    const file = this.#files.get(path);
    if (file === undefined) return [];
    const isBeside = ({ kind, manad, status }: StoredFile) =>
      kind === file.kind && manad === file.manad && status === file.status;
    return this.#store.holdings
      .filter(({ manad, status }) => manad === file.manad && status === file.status)
      .map(({ region, delivery }) => [region, delivery.files.filter(isBeside).map(({ sha256 }) => sha256)]);
  }
}

/** All choices among a few names. */
function subsetsOf(names: readonly string[]): string[][] {
  return names.reduce<string[][]>((sets, name) => sets.flatMap((set) => [set, [...set, name]]), [[]]);
}

/** The code cells' texts. */
function codeOf({ cells }: Notebook): string[] {
  return cells.filter(({ kind }) => kind === "code").map(({ source }) => source);
}

function readKept<T>(path: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(Deno.readTextFileSync(path)));
  } catch (error) {
    // One that an earlier version wrote, or that is damaged, is made again.
    if (isAbsent(error) || error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}

/** What a file holds, or which names a folder has. */
function digestOf(path: string): string {
  try {
    if (!Deno.statSync(path).isDirectory) return sha256(Deno.readFileSync(path));
    return sha256([...Deno.readDirSync(path)].map(({ name }) => name).sort().join("/"));
  } catch (error) {
    if (isAbsent(error)) return "";
    throw error;
  }
}

/** When a file or a folder was last written; long ago when it is not there. */
function writtenAt(path: string): number {
  try {
    return Deno.statSync(path).mtime?.getTime() ?? 0;
  } catch (error) {
    if (isAbsent(error)) return 0;
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory;
}

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
