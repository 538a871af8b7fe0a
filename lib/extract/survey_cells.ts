import { CR, decodeUtf8, LF, QUOTE, SPACE } from "./_bytes.ts";
import type { Extract } from "./extract.ts";

/** What a look at every cell says of an extract, so that what it does not hold need not be handled. */
export interface CellSurvey {
  /** For each column of the header: some cell is not empty. */
  readonly filled: readonly boolean[];
  /** For each column: some cell may hold blanks at its ends. */
  readonly padded: readonly boolean[];
  /** Which of the texts asked for some cell is, in the order they were asked for. */
  readonly found: readonly string[];
}

/**
 * Looks once at every cell: which columns hold anything, which may need trimming, and which of some texts stand alone
 * in a cell. An engine that then asks for less reads the same delivery in a fraction of the time.
 *
 * A cell may be padded when its first or last byte is white space or not ASCII (a no-break space is not), inside its
 * quotes if it has any. So a column is never missed, and one of names that end in "å" may be named without need.
 *
 * @param extract The extract.
 * @param texts Texts to look for, as they stand: not trimmed, in the same letters. "" is never found.
 * @returns One answer for each column of the header; without records, nothing is filled, padded or found.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseExtract, surveyCells } from "vantelage";
 * const extract = parseExtract(new TextEncoder().encode("kod;dagar;fas\nA ;12;\nB;-;\n"), "x.csv");
 * const { filled, padded, found } = surveyCells(extract, ["saknas", "-"]);
 * assert.deepEqual(filled, [true, true, false]);
 * assert.deepEqual(padded, [true, false, false]);
 * assert.deepEqual(found, ["-"]);
 * ```
 */
export function surveyCells(
  { body, header, delimiter }: Pick<Extract, "body" | "header" | "delimiter">,
  texts: readonly string[],
): CellSurvey {
  const filled = new Uint8Array(header.length), padded = new Uint8Array(header.length);
  const separator = delimiter.charCodeAt(0), length = body.length;
  const wanted = new WantedTexts(texts);
  let column = 0, index = 0;
  while (index < length) {
    // A quote has a meaning only first in a field; inside one it is written twice.
    const quoted = body[index] === QUOTE;
    const from = quoted ? index + 1 : index;
    let to = from;
    if (quoted) {
      while (to < length && (body[to] !== QUOTE || body[to + 1] === QUOTE)) to += body[to] === QUOTE ? 2 : 1;
      index = to + 1;
    } else {
      for (; to < length; to++) {
        const byte = body[to];
        if (byte === separator || byte === LF || byte === CR) break;
      }
      index = to;
    }
    if (to > from) {
      filled[column] = 1;
      if (isOdd(body[from]) || isOdd(body[to - 1])) padded[column] = 1;
      wanted.see(body, from, to);
    }
    column = body[index] === separator ? column + 1 : 0;
    index += body[index] === CR && body[index + 1] === LF ? 2 : 1;
  }
  const flags = (bytes: Uint8Array) => Array.from(bytes, (flag) => flag === 1);
  return {
    filled: flags(filled),
    padded: flags(padded),
    found: texts.filter((text) => wanted.found.has(text)),
  };
}

/** Texts that are looked for among cells. Nearly every other cell is told apart by its first and last byte. */
class WantedTexts {
  readonly found = new Set<string>();
  readonly #texts: ReadonlySet<string>;
  readonly #ends = new Uint8Array(1 << 16);

  constructor(texts: readonly string[]) {
    this.#texts = new Set(texts);
    for (const bytes of texts.map((text) => new TextEncoder().encode(text))) {
      if (bytes.length > 0) this.#ends[(bytes[0] << 8) + bytes[bytes.length - 1]] = 1;
    }
  }

  see(body: Uint8Array, from: number, to: number): void {
    if (this.#ends[(body[from] << 8) + body[to - 1]] === 0) return;
    const text = decodeUtf8(body.subarray(from, to));
    if (this.#texts.has(text)) this.found.add(text);
  }
}

const DELETE = 127;

/** White space or not ASCII. The delimiter itself, which may be a tab, ends a field and is never asked about here. */
function isOdd(byte: number): boolean {
  return byte >= DELETE || byte <= SPACE;
}
