/**
 * Bytes as text in a script: four bytes are five characters, where base 64 takes five and a third. None of the characters
 * has a meaning in HTML or in a JSON string.
 */
const CHARACTERS = Array.from({ length: 92 }, (_, index) => String.fromCharCode(35 + index))
  .filter((character) => !"<&\\".includes(character)).slice(0, 85).join("");

/**
 * Writes bytes as text.
 *
 * @param bytes The bytes.
 * @returns Five characters for every four bytes, and one more than the bytes for the last fewer.
 */
export function toBase85(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 4) {
    const there = Math.min(4, bytes.length - at);
    let number = 0;
    for (let index = 0; index < 4; index++) number = number * 256 + (bytes[at + index] ?? 0);
    let five = "";
    for (let index = 0; index < 5; index++) {
      five = CHARACTERS[number % 85] + five;
      number = Math.floor(number / 85);
    }
    text += five.slice(0, there + 1);
  }
  return text;
}

/**
 * Reads what {@linkcode toBase85} wrote.
 *
 * @param text The text.
 * @returns The bytes.
 * @throws {RangeError} If a character is none of those that are written.
 */
export function fromBase85(text: string): Uint8Array<ArrayBuffer> {
  const values = new Map(Array.from(CHARACTERS, (character, value) => [character, value]));
  const bytes = new Uint8Array(Math.floor(text.length / 5) * 4 + Math.max(0, text.length % 5 - 1));
  for (let at = 0, place = 0; at < text.length; at += 5, place += 4) {
    let number = 0;
    for (let index = 0; index < 5; index++) {
      // What was cut off counts as the most, so that the bytes before it are whole.
      const value = at + index < text.length ? values.get(text[at + index]) : 84;
      if (value === undefined) throw new RangeError(`Cannot read the text at ${at + index}`);
      number = number * 85 + value;
    }
    for (let index = 3; index >= 0; index--) {
      if (place + index < bytes.length) bytes[place + index] = number % 256;
      number = Math.floor(number / 256);
    }
  }
  return bytes;
}
