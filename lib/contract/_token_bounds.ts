/** What adjoins digits: nothing that matters, a word that announces a number, another word, or the rest of an id. */
export type Bound = "free" | "announced" | "letters" | "id";

/** Words that stand before a personal number without a blank: "pnr8112289874", and a sole trader's VAT number. */
const ANNOUNCING = /(?:nr|nummer|num|no)$|^(?:se|p|id|pid|pat|patient|person|ssn|född|fodd)$/i;
const HEX_LETTERS = /^[a-f]+$/i, HEX_LETTER = /[a-f]/i;
const LONGEST_WORD = 20, LONGEST_ID = 40;

/** Whether a UTF-16 unit is one of A-F. */
export const isHexLetter = (code: number): boolean =>
  (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
/** Whether it is one of 0-9. */
export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Whether a UTF-16 unit is a letter; `false` for the NaN of a place outside a text. */
export function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) ||
    (code > 127 && /\p{L}/u.test(String.fromCharCode(code)));
}

/** What stands before the digits at `start`. */
export function boundBefore(text: string, start: number): Bound {
  if (!isLetter(text.charCodeAt(start - 1))) return "free";
  const least = Math.max(0, start - LONGEST_WORD);
  let from = start - 1;
  while (from > least && isLetter(text.charCodeAt(from - 1))) from--;
  const word = text.slice(from, start);
  if (HEX_LETTERS.test(word) || isDigit(text.charCodeAt(from - 1))) return "id";
  return ANNOUNCING.test(word) ? "announced" : "letters";
}

/** What stands after the digits that end before `end`. */
export function boundAfter(text: string, end: number): Bound {
  if (!isLetter(text.charCodeAt(end))) return "free";
  const most = Math.min(text.length, end + LONGEST_WORD);
  let to = end + 1;
  while (to < most && isLetter(text.charCodeAt(to))) to++;
  return isDigit(text.charCodeAt(to)) || HEX_LETTERS.test(text.slice(end, to)) ? "id" : "letters";
}

/**
 * Whether the characters from `start` to `end` are part of an id of hex digits in groups, as a UUID or the address of a
 * network card is: three groups or more of nothing but hex digits, among them one of four or more with a letter; five of
 * four or more; or six of two, one with a letter.
 */
export function isInGroupedId(text: string, start: number, end: number): boolean {
  const groups = groupsAround(text, start, end, 45), pairs = groupsAround(text, start, end, 58);
  return groups.filter((group) => group.length >= 4).length >= 5 ||
    (groups.length >= 3 && groups.some((group) => group.length >= 4 && HEX_LETTER.test(group))) ||
    (pairs.length >= 6 && pairs.every((pair) => pair.length === 2) &&
      pairs.some((pair) => HEX_LETTER.test(pair)));
}

/** The groups of hex digits that one sign parts, around some characters; none where a word goes on from them. */
function groupsAround(text: string, start: number, end: number, sign: number): string[] {
  const inId = (code: number) => isDigit(code) || isHexLetter(code) || code === sign;
  let from = start, to = end;
  while (from > 0 && start - from < LONGEST_ID && inId(text.charCodeAt(from - 1))) from--;
  while (to < text.length && to - end < LONGEST_ID && inId(text.charCodeAt(to))) to++;
  if (isLetter(text.charCodeAt(from - 1)) || isLetter(text.charCodeAt(to))) return [];
  return text.slice(from, to).split(String.fromCharCode(sign)).filter((group) => group !== "");
}

/** Whether the letters next to each other and digits of a whole text are an id of hex digits, with both kinds in it. */
export function isHexId(text: string): boolean {
  let letters = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isHexLetter(code)) letters++;
    else if (!isDigit(code)) return false;
  }
  return letters > 0 && letters < text.length;
}
