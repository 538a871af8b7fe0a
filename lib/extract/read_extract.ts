import { createHash } from "node:crypto";
import { isWorkbook, onlyFile } from "./_archive_kind.ts";
import { gunzip, isGzip } from "./_gzip.ts";
import { MAX_FILE_BYTES } from "./_limits.ts";
import { extractParquet, isParquet } from "./_parquet.ts";
import { fileName } from "./_shown.ts";
import { bytesFor, MANY_BYTES } from "./_read_csv.ts";
import { SecondThread } from "./_second_thread.ts";
import { sha256Of } from "./_sha256.ts";
import { extractWorkbook, isZip } from "./_xlsx.ts";
import { openZip } from "./_zip.ts";
import { type Extract, type ExtractOptions, readText } from "./extract.ts";
import { ExtractError, tooLarge } from "./extract_error.ts";

/**
 * Reads an extract (uttag) from disk: a delimited text file, a workbook (xlsx) or a Parquet file, each as it is or
 * packed with gzip or alone in a zip archive. Its first bytes decide what it is; its name does not matter.
 *
 * In a workbook, the sheet with a table is read, and its header is found below rows of titles. A day is "yyyy-mm-dd" and a number
 * has a decimal point, whatever the cell looks like; a formula is its stored value. What was assumed stands in
 * `assumed`, and every assumption can be replaced by an option.
 *
 * @param path The file.
 * @param options What the caller knows better.
 * @throws {ExtractError} If there is no such file, it may not be read or is a folder; if it is damaged, cut off, locked
 * with a password, or becomes unreasonably large when it is unpacked; and as {@linkcode parseExtract}.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { gzipSync } from "node:zlib";
 * import { readExtract } from "vantelage";
 *
 * const file = `${await Deno.makeTempDir()}/april.csv.gz`;
 * await Deno.writeFile(file, gzipSync("kon;vantetid_dagar\r\nK;12\r\nM;91\r\n"));
 * const extract = await readExtract(file);
 * assert.equal(extract.name, "april.csv.gz");
 * assert.equal(extract.records, 2);
 * assert.deepEqual(extract.fields(1), ["M", "91"]);
 * ```
 */
export async function readExtract(path: string, options: ExtractOptions = {}): Promise<Extract> {
  const file = fileName(path);
  using second = new SecondThread();
  const { bytes: written, hashing } = await readBytes(path, file, second);
  const { bytes, packing, packedAs } = unpack(written, file);
  const text = isZip(bytes) || isParquet(bytes) ? null : await readText(bytes, file, options, second);
  const about = {
    bytes: written.length,
    sha256: await hashing ?? sha256Of(written),
    ...packedAs !== undefined && { packedAs },
    assumed: packing === undefined ? [] : [`Packning: ${packing} (uppackad: ${bytes.length} byte)`],
  };
  if (text !== null) {
    const assumed = [...about.assumed, ...text.assumed];
    return told({ ...text, ...about, assumed }, "en textfil", ["sheet", "withoutHidden"], options);
  }
  if (isZip(bytes)) {
    return told(
      extractWorkbook(bytes, file, about, options),
      "en arbetsbok",
      ["encoding", "delimiter"],
      options,
    );
  }
  const unused = ["encoding", "delimiter", "headerLine", "sheet", "withoutHidden"] as const;
  return told(await extractParquet(bytes, file, about), "en Parquetfil", unused, options);
}

/** A file's content: of gzip, or of a zip archive with one file, what is packed in it. */
function unpack(
  written: Uint8Array,
  file: string,
): { bytes: Uint8Array; packing?: "gzip" | "zip"; packedAs?: string } {
  if (isGzip(written)) return { bytes: gunzip(written, file), packing: "gzip" };
  if (!isZip(written)) return { bytes: written };
  const archive = openZip(written, file);
  if (isWorkbook(archive, file)) return { bytes: written };
  const { path, bytes } = onlyFile(archive, file);
  return { bytes, packing: "zip", packedAs: path };
}

const OPTIONS: Readonly<Record<keyof ExtractOptions, string>> = {
  encoding: "teckenkodning",
  delimiter: "avgränsare",
  headerLine: "rubrikrad",
  sheet: "blad",
  withoutHidden: "utan dolda",
};

/** The extract, which says what was given and is not used, as several files of different kinds may share options. */
function told(
  extract: Extract,
  kind: string,
  unused: readonly (keyof ExtractOptions)[],
  options: ExtractOptions,
): Extract {
  const given = unused.filter((name) => options[name] !== undefined).map((name) => OPTIONS[name]);
  if (given.length === 0) return extract;
  return {
    ...extract,
    assumed: [...extract.assumed, `Används inte, då filen är ${kind}: ${given.join(", ")}`],
  };
}

/** How much is read at a time, while the piece before is hashed. */
const PIECE_BYTES = 1 << 23;

/** A file's bytes, and their hash; `null` where it could not be made elsewhere. */
interface WholeFile {
  readonly bytes: Uint8Array;
  readonly hashing: Promise<string | null>;
}

async function readBytes(path: string, file: string, second: SecondThread): Promise<WholeFile> {
  try {
    const { isDirectory, isFile, size, mtime } = await Deno.stat(path);
    if (size >= MAX_FILE_BYTES) throw tooLarge(file);
    if (isFile) {
      const read = await readWhole(path, size, second), after = await Deno.stat(path);
      if (read !== null && after.size === size && after.mtime?.getTime() === mtime?.getTime()) return read;
      throw new ExtractError(
        file,
        "filen ändrades medan den lästes. Vänta tills den är färdigskriven, och läs in den igen.",
      );
    }
    const what = isDirectory ? "detta är en mapp. Ange en fil i mappen." : "detta är en enhet eller ett rör.";
    throw new ExtractError(file, `ett uttag ska vara en fil, men ${what}`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new ExtractError(file, "filen finns inte. Kontrollera sökvägen.");
    }
    if (error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable) {
      throw new ExtractError(file, "filen får inte läsas. Kontrollera behörigheten till filen.");
    }
    throw error;
  }
}

/** Exactly `size` bytes and their hash, or `null` where the file is shorter. Of a large file the second thread hashes. */
async function readWhole(path: string, size: number, second: SecondThread): Promise<WholeFile | null> {
  using input = await Deno.open(path);
  const bytes = bytesFor(size),
    hash = size >= MANY_BYTES && second.start() ? null : createHash("sha256");
  // Without a byte left, Deno reads 0.
  const readAt = (at: number) => input.read(bytes.subarray(at, Math.min(at + PIECE_BYTES, size)));
  let at = 0, count = await readAt(at);
  while (at < size) {
    if (count === null) return null;
    const piece = bytes.subarray(at, at += count), next = readAt(at);
    hash?.update(piece);
    count = await next;
  }
  return { bytes, hashing: hash === null ? second.hash(bytes) : Promise.resolve(hash.digest("hex")) };
}
