import { gunzipSync } from "node:zlib";
import { maxUnpackedBytes } from "./_limits.ts";
import { ExtractError } from "./extract_error.ts";

/** Whether the bytes begin as gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Unpacks gzip, of one member or several after each other, and checks its sums.
 *
 * @throws {ExtractError} If it is cut off, damaged, or becomes larger than it may.
 */
export function gunzip(bytes: Uint8Array, file: string): Uint8Array {
  const most = maxUnpackedBytes(bytes.length);
  try {
    const { buffer, byteOffset, byteLength } = gunzipSync(bytes, { maxOutputLength: most });
    return new Uint8Array(buffer, byteOffset, byteLength);
  } catch (cause) {
    throw new ExtractError(file, WHY[codeOf(cause)] ?? WHY.Z_DATA_ERROR, undefined, { cause });
  }
}

/** The code that the unpacking gave its error, "" without. */
export function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "";
}

const WHY: Readonly<Record<string, string>> = {
  ERR_BUFFER_TOO_LARGE:
    "den gzip-packade filen blir orimligt stor när den packas upp, och läses inte. Packa upp den, " +
    "kontrollera innehållet och dela upp det, till exempel per månad.",
  Z_BUF_ERROR: "den gzip-packade filen är avhuggen. Hämta eller packa den på nytt.",
  Z_DATA_ERROR: "den gzip-packade filen är skadad. Hämta eller packa den på nytt.",
};
