import { parquetReadObjects } from "hyparquet";
import { zstdDecompressSync } from "node:zlib";
import { contentsOf } from "./_deliveries.ts";

/** Every text of a folder: names, bytes as they are, and all values of Parquet files. */
export async function textsOf(store: string): Promise<string> {
  const found: string[] = [];
  for (const line of await contentsOf(store)) {
    const [path] = line.split(" "), bytes = await Deno.readFile(`${store}/${path}`);
    found.push(path, new TextDecoder("latin1").decode(bytes), new TextDecoder().decode(bytes));
    // A file that a killed process has just begun ends without Parquet's mark.
    if (!path.endsWith(".parquet") || !found[found.length - 1].endsWith("PAR1")) continue;
    const rows = await parquetReadObjects({
      file: bytes.buffer,
      compressors: { ZSTD: (packed: Uint8Array) => zstdDecompressSync(packed) },
    });
    found.push(JSON.stringify(rows, (_, value) => typeof value === "bigint" ? String(value) : value));
  }
  return found.join("\n");
}
