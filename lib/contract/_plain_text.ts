/** What a program writes for a blank, a dash or a line end: HTML, percent and spreadsheet escapes. */
const ESCAPED =
  /&(?:nbsp|ensp|emsp|thinsp|shy|ndash|mdash|minus|hyphen|#\d{2,5}|#x[0-9a-f]{2,4});|%(?:20|2d|2b|2f|a0)|_x00(?:0a|0d|09|a0)_|\\u(?:002d|201[0-5]|00a0|0020)|\\[nrt]/gi;
/** Characters without width, and marks that stand on another character: they part digits for a program, not for a reader. */
const UNSEEN = /[\p{Cf}\p{M}\u115f\u1160\u3164]/gu;
const OTHER_DIGIT = /(?![0-9])\p{Nd}/gu;
/** What is no letter and no digit, and no ASCII: dashes and blanks of any kind. */
/** Signs that normalization would make letters of, as №. */
const SYMBOL = /[\p{So}\p{Sc}]/gu;
const DASH = /[\p{Pd}\u2212\u00ac\u2027\u30fb\u23af\u2500\u30fc]/gu;
const BLANK = /[\p{Zs}\u2028\u2029\u0085\u2800]/gu;

/**
 * A text as a reader sees its digits: those of other scripts and shapes are 0-9, dashes are "-", blanks are " ", and
 * what has no width is left out. Letters keep their case.
 */
export function plainText(text: string): string {
  let plain = text;
  if (!isAscii(text)) {
    plain = plain.replace(SYMBOL, " ").normalize("NFKC").replace(UNSEEN, "").replace(OTHER_DIGIT, usualDigit)
      .replace(DASH, "-").replace(BLANK, " ");
  }
  return /[&%_\\]/.test(plain) ? plain.replace(ESCAPED, unescaped) : plain;
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 126) return false;
  return true;
}

/** A dash for an escaped dash, the character for an escaped digit, a blank for the others. */
function unescaped(escape: string): string {
  const name = escape.toLowerCase();
  if (/dash|minus|hyphen|%2d|\\u(?:002d|201)/.test(name)) return "-";
  if (name === "%2b") return "+";
  if (name === "&shy;") return "";
  if (!name.startsWith("&#")) return " ";
  const point = name[2] === "x" ? parseInt(name.slice(3), 16) : parseInt(name.slice(2), 10);
  const character = String.fromCodePoint(point).normalize("NFKC").replace(DASH, "-").replace(UNSEEN, "");
  return /^[\x21-\x7e]?$/.test(character) ? character : " ";
}

/** The digit that a digit of another script stands for. */
function usualDigit(character: string): string {
  // The digits of a script stand in order, ten at a time, and scripts may follow each other.
  const point = character.codePointAt(0)!;
  let zero = point;
  while (/(?![0-9])\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String((point - zero) % 10);
}
