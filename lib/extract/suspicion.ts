import { isAscii } from "node:buffer";
import { countLineBreaks } from "./_bytes.ts";

/** Something in a text that is allowed and yet looks wrong: a warning, not an error. */
export interface Suspicion {
  /** What is suspected: characters that were decoded with the wrong encoding somewhere on their way. */
  rule: "mojibake";
  /** The first editor line where it is seen, 1-based; in a workbook the row, in Parquet the record's number. */
  line: number;
  /** The place inside a file that has no lines. */
  cell?: string;
  /** In how many places it is seen. */
  count: number;
  /** What it looks like and what to do, in Swedish, without the content of any cell. */
  hint: string;
}

/**
 * Looks for text that was garbled before it came here (mojibake).
 *
 * Two traces are certain enough: "Ã" followed by another character beyond ASCII, which is what UTF-8 read
 * as Windows-1252 becomes ("Ã¥" for "å"), and U+FFFD, which a program writes where it lost a character.
 *
 * @param text UTF-8; not changed.
 * @returns At most one suspicion of each kind, with its first line and exact count.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { suspectMojibake } from "vantelage";
 *
 * const [suspicion] = suspectMojibake(new TextEncoder().encode("sjukhus\nGÃ¤vle\nÃ–rebro"));
 * assert.equal(suspicion.line, 2);
 * assert.equal(suspicion.count, 2);
 * ```
 */
export function suspectMojibake(text: Uint8Array): Suspicion[] {
  return findMojibake(text).map(({ rule, first, count, hint }) => ({
    rule,
    line: 1 + countLineBreaks(text, 0, first),
    count,
    hint,
  }));
}

/** A column whose different cells can be looked at, as {@linkcode suspectCells} does. */
export interface CellColumn {
  /** Its different cells, each with how many records have it, in any order. */
  cells(): Iterable<readonly [text: string, count: number]>;
}

/** A {@linkcode Suspicion} that knows its cell and not yet its place. */
export interface CellSuspicion extends Omit<Suspicion, "line" | "cell"> {
  /** The column of the first cell in which it is seen, 0-based, in the order in which they are given. */
  column: number;
  /** That cell, by which the caller finds its record. It may be about a person: do not show it. */
  text: string;
}

/**
 * {@linkcode suspectMojibake} for a table of which the different cells of each column are known: it looks at each once,
 * however many records have it.
 *
 * @param columns The columns.
 * @returns At most one suspicion of each kind, with its first cell. `count` counts it in every record.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { suspectCells } from "vantelage";
 *
 * const hospitals = { cells: () => [["Falun", 7], ["GÃ¤vle", 300]] as const };
 * const [{ column, text, count }] = suspectCells([{ cells: () => [] }, hospitals]);
 * assert.deepEqual([column, text, count], [1, "GÃ¤vle", 300]);
 * ```
 */
export function suspectCells(columns: Iterable<CellColumn>): CellSuspicion[] {
  const found = MOJIBAKE.map(({ hint }): CellSuspicion => ({
    rule: "mojibake",
    column: -1,
    text: "",
    count: 0,
    hint,
  }));
  let column = 0;
  for (const one of columns) {
    for (const [text, records] of one.cells()) {
      if (!MAY_BE_WRONG.test(text)) continue;
      for (const [at, { pattern }] of MOJIBAKE.entries()) {
        const count = records * (text.match(pattern)?.length ?? 0);
        if (count === 0) continue;
        if (found[at].count === 0) Object.assign(found[at], { column, text });
        found[at].count += count;
      }
    }
    column++;
  }
  return found.filter(({ count }) => count > 0);
}

const MAY_BE_WRONG = /[\ud800-\udfff\u00c3\ufffd]/;

/** The traces, as they are in a text. A surrogate without its other half becomes U+FFFD when it is written. */
const MOJIBAKE: readonly { readonly pattern: RegExp; readonly hint: string }[] = [
  {
    pattern: /\u00c3(?=[^\0-\x7f])/gu,
    hint: "Text som redan är felkodad, till exempel Ã¥ för å. Exportera på nytt som UTF-8.",
  },
  {
    pattern: /[\ufffd\ud800-\udfff]/gu,
    hint: "Tecken som gått förlorade (�) före leveransen. Exportera på nytt från källan.",
  },
];

/** What {@linkcode suspectMojibake} finds, with the first byte instead of the line. Private to the folder. */
export function findMojibake(text: Uint8Array): (Omit<Suspicion, "line" | "cell"> & { first: number })[] {
  const twice: Places = { first: -1, count: 0 }, lost: Places = { first: -1, count: 0 };
  if (isAscii(text)) return [];
  // Each is told by a byte that Swedish text hardly ever has.
  for (let at = text.indexOf(0x83); at >= 0; at = text.indexOf(0x83, at + 1)) {
    if (text[at - 1] === 0xc3 && text[at + 1] >= 0x80) note(twice, at);
  }
  for (let at = text.indexOf(0xef); at >= 0; at = text.indexOf(0xef, at + 1)) {
    if (text[at + 1] === 0xbf && text[at + 2] === 0xbd) note(lost, at);
  }
  return [
    suspicion(twice, MOJIBAKE[0].hint),
    suspicion(lost, MOJIBAKE[1].hint),
  ].flat();
}

interface Places {
  first: number;
  count: number;
}

function note(places: Places, at: number): void {
  if (places.count === 0) places.first = at;
  places.count++;
}

function suspicion({ first, count }: Places, hint: string): ReturnType<typeof findMojibake> {
  return count === 0 ? [] : [{ rule: "mojibake", first, count, hint }];
}
