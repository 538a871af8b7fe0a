import { ExtractError, readExtract } from "../../lib/extract/mod.ts";
import { peakMemory } from "../bench/_peak_memory.ts";

const PIECE = new TextEncoder().encode("x".repeat(1 << 20));

/** Files that are too large to be made in a test: what they begin with, and what is repeated how many MiB. */
const FILES: Readonly<Record<string, { head: string; piece: Uint8Array; mebibytes: number }>> = {
  "a header of 1 GiB": { head: "", piece: PIECE, mebibytes: 1024 },
  "a record of 1 GiB": { head: "a;b\n1;", piece: PIECE, mebibytes: 1024 },
  "a quoted field of 1 GiB": { head: 'a;b\n1;"', piece: PIECE, mebibytes: 1024 },
  "a million columns": { head: "", piece: new TextEncoder().encode("k;".repeat(1 << 19)), mebibytes: 2 },
  "1 GiB of NUL": { head: "a;b\n", piece: new Uint8Array(1 << 20), mebibytes: 1024 },
};

/** Reads files made to exhaust a reader: each is refused with a Swedish word, and says how long and how much it took. */
export async function hostile(): Promise<boolean> {
  const folder = await Deno.makeTempDir();
  let right = true;
  for (const [name, { head, piece, mebibytes }] of Object.entries(FILES)) {
    const path = `${folder}/fientlig.csv`, started = performance.now();
    using file = await Deno.open(path, { create: true, write: true, truncate: true });
    await file.write(new TextEncoder().encode(head));
    for (let written = 0; written < mebibytes; written++) {
      for (let at = 0; at < piece.length;) at += await file.write(piece.subarray(at));
    }
    const writing = performance.now() - started;
    let answer: string;
    try {
      const { good, broken } = await readExtract(path);
      answer = `${good} records and ${broken.length} set aside`;
    } catch (error) {
      right &&= error instanceof ExtractError;
      answer = String(error);
    }
    const seconds = ((performance.now() - started - writing) / 1000).toFixed(1);
    console.log(`${name}: ${seconds} s, peak ${Math.round(peakMemory())} MiB: ${answer}`);
  }
  await Deno.remove(folder, { recursive: true });
  return right;
}
