import { dirname, relative, resolve } from "node:path";
import { readNotebook } from "../notebook/mod.ts";

/** An editor may write a file several times in a moment. */
const QUIET_MS = 200;

/** What is saved of a notebook, the code in lib/ and the data in data/ and the store. */
export class Changes {
  readonly #notebook: string;
  readonly #store: string;
  #source = "";
  #changed = Promise.withResolvers<void>();

  /** Begins to listen. */
  constructor(notebook: string, store: string) {
    this.#notebook = resolve(notebook);
    this.#store = resolve(store);
    void this.#watch();
  }

  /** From now on, what is saved counts as a change. */
  async begin(): Promise<void> {
    this.#changed = Promise.withResolvers();
    this.#source = await sourceOf(this.#notebook);
  }

  /** Resolves when something has changed since {@linkcode begin}, and is quiet again. */
  async next(): Promise<void> {
    await this.#changed.promise;
    await new Promise((done) => setTimeout(done, QUIET_MS));
  }

  async #watch(): Promise<void> {
    const folders = [dirname(this.#notebook), resolve("lib"), resolve("data"), this.#store];
    const there = await Promise.all([...new Set(folders)].map(exists));
    for await (const { kind, paths } of Deno.watchFs(there.flat())) {
      if (kind === "access") continue;
      for (const path of paths) if (await this.#matters(path)) this.#changed.resolve();
    }
  }

  async #matters(path: string): Promise<boolean> {
    if (path === this.#notebook) return await sourceOf(path) !== this.#source;
    if (isWithin(resolve("lib"), path)) return /\.(?:ts|json)$/.test(path);
    if (path === resolve(this.#store, "manifest.json")) return true;
    const generated = ["data/store", "data/sample"].some((folder) => isWithin(resolve(folder), path));
    return isWithin(resolve("data"), path) && !generated && /\.(?:json|csv)$/.test(path);
  }
}

/** What the notebook says, without its outputs, which JupyterLab also saves; what cannot be read is a change too. */
async function sourceOf(path: string): Promise<string> {
  try {
    return JSON.stringify(await readNotebook(path));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Deno.errors.NotFound) return error.message;
    throw error;
  }
}

async function exists(folder: string): Promise<string[]> {
  try {
    await Deno.stat(folder);
    return [folder];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

function isWithin(folder: string, path: string): boolean {
  return !relative(folder, path).startsWith("..");
}
