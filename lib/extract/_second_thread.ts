import type { Work } from "./_part_worker.ts";
import type { CsvPart, CsvText } from "./_read_csv.ts";

/** The folder of the code that the second thread runs. */
const CODE = new URL(".", import.meta.url);

/**
 * A second thread for a large file: it hashes the file, and reads the rest of its text while the first thread reads what
 * comes before. Where there is none, and when it fails, it answers `null`, and the first thread does all itself.
 */
export class SecondThread implements Disposable {
  #worker: Worker | null = null;
  readonly #waiting: ((answer: unknown) => void)[] = [];

  /** Starts the thread, unless the machine has one processor, the code may not be read, or the runtime has no Worker (Node); whether there is one. */
  start(): boolean {
    if (this.#worker !== null) return true;
    if (typeof Worker === "undefined" || navigator.hardwareConcurrency < 2 || CODE.protocol !== "file:") {
      return false;
    }
    if (Deno.permissions.querySync({ name: "read", path: CODE }).state !== "granted") return false;
    const worker = this.#worker = new Worker(new URL("./_part_worker.ts", CODE), { type: "module" });
    worker.onmessage = ({ data }) => this.#waiting.shift()?.(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this[Symbol.dispose]();
    };
    return true;
  }

  /** The hash of bytes that are shared with the thread. */
  hash(bytes: Uint8Array): Promise<string | null> {
    return this.#ask<string>({ hash: bytes });
  }

  /** The records of the rest of a text that is shared with the thread. */
  read(csv: CsvText): Promise<CsvPart | null> {
    return this.#ask<CsvPart>({ read: csv });
  }

  /** Ends the thread. */
  [Symbol.dispose](): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const answer of this.#waiting.splice(0)) answer(null);
  }

  #ask<Answer>(work: Work): Promise<Answer | null> {
    const { promise, resolve } = Promise.withResolvers<Answer | null>();
    if (this.#worker === null) resolve(null);
    else {
      this.#waiting.push((answer) => resolve(answer as Answer | null));
      this.#worker.postMessage(work);
    }
    return promise;
  }
}
