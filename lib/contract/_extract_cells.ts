import type { Extract } from "../extract/mod.ts";

const QUOTE = 34, LF = 10, CR = 13, SPACE = 32;
/** The most different cells of a column that are counted; those after them are handed on one by one. */
const MOST_COUNTED = 100_000;
/** The records of which two columns' cells are held against each other. */
const MOST_PAIRED = 500;

interface CountedColumn {
  readonly name: string;
  cells(): Iterable<readonly [text: string, count: number]>;
}

/** The different cells of an extract's columns, and its first records: one pass over its body. */
export function cellsOf({ header, body, delimiter }: Pick<Extract, "header" | "body" | "delimiter">): {
  columns: CountedColumn[];
  pairs(first: number, second: number): Iterable<readonly [string, string]>;
} {
  const counted = header.map(() => new Map<string, number>()), others = header.map((): string[] => []);
  const records: string[][] = [];
  let record: string[] = [], column = 0;
  forEachField(body, delimiter.charCodeAt(0), (text, ends) => {
    const counts = counted[column], count = counts.get(text);
    if (count !== undefined || counts.size < MOST_COUNTED) counts.set(text, (count ?? 0) + 1);
    else others[column].push(text);
    if (records.length < MOST_PAIRED) record.push(text);
    column = Math.min(column + 1, header.length - 1);
    if (!ends) return;
    if (records.length < MOST_PAIRED) records.push(record);
    record = [];
    column = 0;
  });
  return {
    columns: header.map((name, index) => ({
      name,
      *cells() {
        yield* counted[index];
        for (const text of others[index]) yield [text, 1] as const;
      },
    })),
    *pairs(first, second) {
      for (const fields of records) yield [fields[first] ?? "", fields[second] ?? ""];
    },
  };
}

/** Calls with each field's text, without quotes, and whether it ends its record. */
function forEachField(
  bytes: Uint8Array,
  delimiter: number,
  take: (text: string, ends: boolean) => void,
): void {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let from = 0;
  while (from < bytes.length) {
    let at = from;
    while (bytes[at] === SPACE) at++;
    const isQuoted = bytes[at] === QUOTE;
    if (isQuoted) {
      for (at++; at < bytes.length; at++) {
        if (bytes[at] === QUOTE && bytes[++at] !== QUOTE) break;
      }
    }
    while (at < bytes.length && bytes[at] !== delimiter && bytes[at] !== LF && bytes[at] !== CR) at++;
    const text = decoder.decode(bytes.subarray(from, at));
    const ends = bytes[at] !== delimiter;
    take(isQuoted ? text.trim().slice(1, -1).replaceAll('""', '"') : text, ends);
    from = at + (bytes[at] === CR && bytes[at + 1] === LF ? 2 : 1);
  }
}
