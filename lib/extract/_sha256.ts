import { createHash } from "node:crypto";

/** How much is hashed at a time. */
const PIECE_BYTES = 1 << 23;

/** SHA-256 of bytes, in hexadecimal. */
export function sha256Of(bytes: Uint8Array): string {
  const hash = createHash("sha256");
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) hash.update(bytes.subarray(at, at + PIECE_BYTES));
  return hash.digest("hex");
}
