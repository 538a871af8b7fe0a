/**
 * The bytes of a deflated (raw) base 64 text, by the browser's own means.
 *
 * @param base64 The text.
 */
export async function inflate(base64: string): Promise<Uint8Array> {
  const bytes = Uint8Array.from(atob(base64.trim()), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
