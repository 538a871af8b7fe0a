/** Numbers that stand in a text where they would be wrong next month. */

/** What may hold any number: formulas and sources in a fold, code, addresses, tags, and the numbers of a list. */
const SET_APART =
  /<details>[^]*?<\/details>|```[^]*?```|`[^`]*`|\$[^$\n]+\$|\]\([^)]*\)|<[^>]*>|^\s*\d+[.)]\s/gm;
/** A number that is no part of a code or a date. */
const NUMBER =
  /(?<![\p{L}\d_.,:/–-])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\p{L}\d_])|(?<![\p{L}\d_.,:/–-])\d+(?:,\d+)?(?![\p{L}\d_:/])/gu;
/** After a number that is a definition's: a length of time. */
const LENGTH_OF_TIME = /^(?:[–-]\d+)?[\s\u00a0-]*(?:dag|dygn|veck|månad|år|timm|minut)/;
const YEAR = /^(?:19|20)\d\d$/;

/**
 * The lines, from 1, with a number that may follow from the data. Lengths of time and years are taken for parts of a
 * definition.
 *
 * @param text A text cell.
 */
export function textNumbers(text: string): { line: number; number: string }[] {
  const plain = text.replaceAll(SET_APART, (apart) => apart.replaceAll(/[^\n]/g, " "));
  return plain.split("\n").flatMap((words, index) =>
    [...words.matchAll(NUMBER)]
      .filter(({ 0: number, index: at }) =>
        !YEAR.test(number) && !LENGTH_OF_TIME.test(words.slice(at + number.length))
      )
      .map(([number]) => ({ line: index + 1, number }))
  );
}
