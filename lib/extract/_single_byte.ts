/** The encodings that write each character as one byte. */
export type SingleByteEncoding =
  | "windows-1252"
  | "iso-8859-1"
  | "iso-8859-15"
  | "macintosh"
  | DosEncoding;

/** The encodings of MS-DOS (kodsidor), which `TextDecoder` does not know. */
export type DosEncoding = "cp850" | "cp437";

/** Whether `TextDecoder` does not know the encoding. */
export function isDosEncoding(encoding: string): encoding is DosEncoding {
  return encoding === "cp850" || encoding === "cp437";
}

/** What readers call each encoding. */
export const ENCODING_NAMES: Readonly<Record<SingleByteEncoding, string>> = {
  "windows-1252": "Windows-1252",
  "iso-8859-1": "ISO-8859-1",
  "iso-8859-15": "ISO-8859-15",
  macintosh: "Mac Roman",
  cp850: "CP850",
  cp437: "CP437",
};

/** The characters of the bytes 128-255. */
const DOS_UPPER_HALVES: Readonly<Record<DosEncoding, string>> = {
  cp850: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐" +
    "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0",
  cp437: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐" +
    "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0",
};

/** The 256 characters of an encoding, in the order of their bytes. ISO-8859-1 is read as Windows-1252, as browsers do. */
export function charactersOf(encoding: SingleByteEncoding): string {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  if (!isDosEncoding(encoding)) return new TextDecoder(encoding).decode(bytes);
  return new TextDecoder("ascii").decode(bytes.subarray(0, 128)) + DOS_UPPER_HALVES[encoding];
}

/** Text in one of the encodings of MS-DOS as UTF-8. */
export function dosToUtf8(bytes: Uint8Array, encoding: DosEncoding): Uint8Array {
  const encoder = new TextEncoder();
  const characters = Array.from(charactersOf(encoding), (character) => encoder.encode(character));
  let length = bytes.length;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] >= 0x80) length += characters[bytes[at]].length - 1;
  const text = new Uint8Array(length);
  for (let at = 0, to = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte < 0x80) {
      text[to++] = byte;
      continue;
    }
    const character = characters[byte];
    for (let part = 0; part < character.length; part++) text[to++] = character[part];
  }
  return text;
}
