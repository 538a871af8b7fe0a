import { crc32, inflateRawSync } from "node:zlib";
import { decodeUtf8 } from "./_bytes.ts";
import { codeOf } from "./_gzip.ts";
import { maxUnpackedBytes } from "./_limits.ts";
import { ExtractError } from "./extract_error.ts";

/** A zip archive whose parts are not unpacked yet. */
export interface Archive {
  /** The paths of its parts, folders included. */
  readonly paths: readonly string[];
  /** Unpacks a part; `undefined` if the archive has no such part. */
  read(path: string): Uint8Array | undefined;
}

const END = 0x06054b50, ENTRY = 0x02014b50, LOCAL = 0x04034b50;
const END_BYTES = 22, ENTRY_BYTES = 46, LOCAL_BYTES = 30;
const MAX_COMMENT_BYTES = 0xffff;
const MAX_PARTS = 10_000;
const STORED = 0, DEFLATED = 8;

interface Part {
  encrypted: boolean;
  method: number;
  crc: number;
  packed: number;
  size: number;
  local: number;
}

/**
 * Opens a zip archive by the directory at its end, before anything is unpacked.
 *
 * A part is unpacked only when asked for, into exactly the size that the directory says, and its sum is checked:
 * so no part becomes larger than was counted. Paths are only names to ask for, never places on the disk.
 *
 * @throws {ExtractError} If it is cut off, damaged, locked with a password, has two parts of one name, or would
 * become larger than it may.
 */
export function openZip(bytes: Uint8Array, file: string): Archive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const damaged = (cause?: unknown): ExtractError =>
    new ExtractError(
      file,
      "filen börjar som en Excel-arbetsbok eller ett zip-arkiv, men är avhuggen eller skadad. Hämta eller spara den på nytt.",
      undefined,
      { cause },
    );
  const parts = directory();

  return {
    paths: [...parts.keys()],
    read(path) {
      const part = parts.get(path);
      return part && unpack(part);
    },
  };

  function directory(): Map<string, Part> {
    const end = findEnd();
    const count = view.getUint16(end + 10, true);
    let at = view.getUint32(end + 16, true);
    if (count > MAX_PARTS) {
      throw new ExtractError(file, `arkivet har ${count} delar, och får ha ${MAX_PARTS}.`);
    }
    const found = new Map<string, Part>();
    let unpacked = 0;
    for (let number = 0; number < count; number++) {
      if (at + ENTRY_BYTES > end || view.getUint32(at, true) !== ENTRY) throw damaged();
      const part: Part = {
        encrypted: (view.getUint16(at + 8, true) & 1) === 1,
        method: view.getUint16(at + 10, true),
        crc: view.getUint32(at + 16, true),
        packed: view.getUint32(at + 20, true),
        size: view.getUint32(at + 24, true),
        local: view.getUint32(at + 42, true),
      };
      const nameEnd = at + ENTRY_BYTES + view.getUint16(at + 28, true);
      const path = decodeUtf8(bytes.subarray(at + ENTRY_BYTES, nameEnd));
      if (found.has(path)) throw damaged();
      found.set(path, part);
      unpacked += part.size;
      at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    if (unpacked > maxUnpackedBytes(bytes.length)) {
      throw new ExtractError(
        file,
        "filen blir orimligt stor när den packas upp, och läses inte. Spara tabellen som CSV och läs in den filen.",
      );
    }
    return found;
  }

  function findEnd(): number {
    const first = Math.max(0, bytes.length - END_BYTES - MAX_COMMENT_BYTES);
    for (let at = bytes.length - END_BYTES; at >= first; at--) {
      if (view.getUint32(at, true) === END) return at;
    }
    throw damaged();
  }

  function unpack({ encrypted, method, crc, packed, size, local }: Part): Uint8Array {
    if (encrypted) {
      throw new ExtractError(
        file,
        "filen är låst med lösenord. Spara eller packa den utan lösenord och läs in den igen.",
      );
    }
    if (local + LOCAL_BYTES > bytes.length || view.getUint32(local, true) !== LOCAL) throw damaged();
    const start = local + LOCAL_BYTES + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const written = bytes.subarray(start, start + packed);
    if (written.length < packed || (method !== STORED && method !== DEFLATED)) throw damaged();
    const part = method === STORED ? written : inflate(written, size);
    if (part.length !== size || crc32(part) !== crc) throw damaged();
    return part;
  }

  function inflate(packed: Uint8Array, size: number): Uint8Array {
    try {
      return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
    } catch (cause) {
      if (codeOf(cause) === "") throw cause;
      throw damaged(cause);
    }
  }
}
