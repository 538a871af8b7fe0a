/** The encodings that write each character as one byte. */
export type SingleByteEncoding =
  | "windows-1252"
  | "iso-8859-1"
  | "iso-8859-15"
  | "macintosh"
  | "cp850"
  | "cp437";

/** What readers call each encoding. */
export const ENCODING_NAMES: Readonly<Record<SingleByteEncoding, string>> = {
  "windows-1252": "Windows-1252",
  "iso-8859-1": "ISO-8859-1",
  "iso-8859-15": "ISO-8859-15",
  macintosh: "Mac Roman",
  cp850: "CP850",
  cp437: "CP437",
};

/** The characters of the bytes 128-255 in the encodings of MS-DOS, which `TextDecoder` does not know. */
const DOS_UPPER_HALVES = {
  cp850: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐" +
    "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0",
  cp437: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐" +
    "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0",
} as const;

/** The 256 characters of an encoding, in the order of their bytes. ISO-8859-1 is read as Windows-1252, as browsers do. */
export function charactersOf(encoding: SingleByteEncoding): string {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  if (encoding !== "cp850" && encoding !== "cp437") return new TextDecoder(encoding).decode(bytes);
  return new TextDecoder("ascii").decode(bytes.subarray(0, 128)) + DOS_UPPER_HALVES[encoding];
}

/** Text in a single-byte encoding as UTF-8. */
export function singleByteToUtf8(bytes: Uint8Array, encoding: SingleByteEncoding): Uint8Array {
  const encoder = new TextEncoder();
  const characters = Array.from(charactersOf(encoding), (character) => encoder.encode(character));
  let length = 0;
  for (const byte of bytes) length += characters[byte].length;
  const text = new Uint8Array(length);
  let at = 0;
  for (const byte of bytes) {
    if (byte < 0x80) text[at++] = byte;
    else for (const part of characters[byte]) text[at++] = part;
  }
  return text;
}
