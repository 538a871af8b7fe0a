import { decodeUtf8 } from "./_bytes.ts";
import type { FieldBounds } from "./_record_scanner.ts";

/** The text of a field, its doubled quotes made single. */
export function unquote(text: Uint8Array, { from, to, quoted }: FieldBounds): string {
  const written = decodeUtf8(text.subarray(from, to));
  return quoted ? written.replaceAll('""', '"') : written;
}
