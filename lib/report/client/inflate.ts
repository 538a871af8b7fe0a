import { fromBase85 } from "./base85.ts";

/**
 * The bytes of a deflated (raw) text in base 85, by the browser's own means.
 *
 * @param text The text.
 */
export async function inflate(text: string): Promise<Uint8Array> {
  const stream = new Blob([fromBase85(text.trim())]).stream().pipeThrough(
    new DecompressionStream("deflate-raw"),
  );
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
