/** The encodings in which the sample is written. */
export type Encoding = "utf-8" | "utf-8-bom" | "utf-16le" | "windows-1252";

/**
 * Text as bytes. Deno decodes these encodings but only writes UTF-8.
 *
 * @param text The text.
 * @param encoding UTF-16 is written with its byte order mark.
 * @returns The bytes.
 * @throws {RangeError} If the text holds a sign outside Latin-1 and the encoding is windows-1252.
 */
export function encode(text: string, encoding: Encoding): Uint8Array<ArrayBuffer> {
  switch (encoding) {
    case "utf-8":
      return new TextEncoder().encode(text);
    case "utf-8-bom":
      return new TextEncoder().encode(`\ufeff${text}`);
    case "utf-16le": {
      const bytes = new Uint8Array(2 * text.length + 2);
      bytes.set([0xff, 0xfe]);
      for (let index = 0; index < text.length; index++) {
        const unit = text.charCodeAt(index);
        bytes[2 * index + 2] = unit & 0xff;
        bytes[2 * index + 3] = unit >> 8;
      }
      return bytes;
    }
    case "windows-1252": {
      const bytes = new Uint8Array(text.length);
      for (let index = 0; index < text.length; index++) {
        const unit = text.charCodeAt(index);
        if (unit > 0xff || (unit > 0x7f && unit < 0xa0)) {
          throw new RangeError(
            `Cannot write as windows-1252 as every sign must be in Latin-1: got U+${unit.toString(16)}`,
          );
        }
        bytes[index] = unit;
      }
      return bytes;
    }
  }
}
