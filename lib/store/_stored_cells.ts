import { resolve } from "node:path";
import type { CubeCell, Dimension } from "../cube/mod.ts";
import type { WaitCell } from "../numeric/mod.ts";
import { CellTable } from "./_cell_table.ts";
import { storePath } from "./_store_path.ts";
import { readStoredFile } from "./_stored_file.ts";
import type { Manifest } from "./manifest.ts";
import { hearRead, tellRead } from "./tell_read.ts";
import type { CellFilter, CellQuery, Part } from "./cell_query.ts";

/** How many cells the answers that are remembered may hold. */
const MOST_ANSWERED = 2_000_000;

/** How much of what has been made of the files is remembered. */
const MOST_MADE = 3;

/** The cells of the stores that are open, by folder: of the manifest opened last. */
const shared = new Map<string, StoredCells>();

/**
 * The cells that have been read of a store's files. Files never change, so stores that are open on the same manifest
 * share them: a notebook that is run again, or for the next vårdutbud, finds them read.
 */
export class StoredCells {
  readonly #folder: string;
  readonly #stamp: string;
  readonly #table = new CellTable();
  readonly #read = new Set<string>();
  #reading: Promise<void> = Promise.resolve();
  /** The answers given last by their questions, and how many cells they hold. */
  readonly #answers = new Map<string, readonly unknown[]>();
  #answered = 0;
  readonly #made = new Map<string, Promise<{ readonly made: unknown; readonly read: ReadonlySet<string> }>>();

  private constructor(folder: string, stamp: string) {
    this.#folder = folder;
    this.#stamp = stamp;
  }

  /** Those that an open store has read of the same manifest, else none yet. */
  static of(folder: string, { stamp }: Manifest): StoredCells {
    const known = shared.get(folder);
    if (known !== undefined && known.#stamp === stamp) return known;
    const cells = new StoredCells(folder, stamp);
    shared.set(folder, cells);
    return cells;
  }

  /** Lets them go with the stores that have them: one that is opened later reads again. */
  release(): void {
    if (shared.get(this.#folder) === this) shared.delete(this.#folder);
  }

  /**
   * Cells that agree in the dimensions kept and in their days, merged; files not yet read are read first. The same
   * question of the same files has the same array as its answer for as long as not many others have come between.
   */
  async select<D extends Dimension>(
    parts: readonly Part[],
    query: CellQuery<D>,
  ): Promise<readonly (Pick<CubeCell, D> & WaitCell)[]> {
    // Questions asked at once read one after another: none may miss what another is still reading.
    const read = () => this.#readParts(parts, query.where ?? {});
    await (this.#reading = this.#reading.then(read, read));
    type Answer = readonly (Pick<CubeCell, D> & WaitCell)[];
    const { where, by, bands } = query, question = JSON.stringify([where, by, bands]);
    const known = this.#answers.get(question) as Answer | undefined;
    const answer = known ?? Object.freeze(this.#table.select(query));
    this.#answers.delete(question);
    this.#answers.set(question, answer);
    if (known === undefined) this.#answered += answer.length;
    for (const [oldest, { length }] of this.#answered > MOST_ANSWERED ? this.#answers : []) {
      if (oldest === question || this.#answered <= MOST_ANSWERED) break;
      this.#answers.delete(oldest);
      this.#answered -= length;
    }
    return answer;
  }

  /** What has been made of the files under a name, or is now: the last few. */
  async remembered<T>(name: string, make: () => Promise<T>): Promise<T> {
    const known = this.#made.get(name) as Promise<{ made: T; read: ReadonlySet<string> }> | undefined;
    const making = known ?? hearRead(make);
    this.#made.delete(name);
    this.#made.set(name, making);
    if (this.#made.size > MOST_MADE) this.#made.delete(this.#made.keys().next().value!);
    try {
      const { made, read } = await making;
      if (known !== undefined) read.forEach(tellRead);
      return made;
    } catch (error) {
      this.#made.delete(name);
      throw error;
    }
  }

  async #readParts(parts: readonly Part[], { status, manad }: CellFilter): Promise<void> {
    const wanted = (allowed: CellFilter[Dimension], value: string | null) =>
      allowed === undefined || [allowed].flat().includes(value);
    for (const { file, delivery, regions, whole } of parts) {
      const name = `${delivery.sequence} ${file.path}`;
      if (!wanted(status, file.status) || !wanted(manad, file.manad)) continue;
      if (this.#read.has(name)) {
        tellRead(resolve(storePath(this.#folder, file.path)));
        continue;
      }
      await this.#table.add(await readStoredFile(this.#folder, file, delivery), whole ? null : regions);
      this.#read.add(name);
    }
  }
}
