import {
  checkDocument,
  type CheckDocumentOptions,
  type CheckedDocument,
  type PlaceOf,
} from "./check_document.ts";
import type { DataKind } from "./data_kind.ts";

/** A JSON text with where its values stand. */
interface LocatedJson {
  readonly value: unknown;
  /** The line of a value, 1-based; of one that is not there, that of what should hold it. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

/** The deepest that values may lie in each other: no data of ours comes near. */
const DEEPEST = 40;

/**
 * Checks a JSON file of data: everything that is wrong, at once, each by its line and its place in the file.
 *
 * @param kind The file's kind.
 * @param text The file's text.
 * @param options The day of entry.
 * @returns The document, or what is wrong.
 */
export function checkJson<T>(
  kind: DataKind<T>,
  text: string,
  options: Pick<CheckDocumentOptions, "asAt"> = {},
): CheckedDocument<T> {
  if (text.startsWith("\uFEFF")) return checkJson(kind, text.slice(1), options); // as Windows programs mark UTF-8
  let located: LocatedJson | undefined;
  try {
    // Where values stand is only asked when something is wrong; on entry a field that is there twice is wrong too.
    if (options.asAt !== undefined) located = readJson(text);
    const value: unknown = located?.value ?? JSON.parse(text);
    return checkDocument(kind, value, { placeOf, manner: "json", ...options });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { document: null, faults: [{ place: "filen", order: [0], says: syntaxSays(text, error) }] };
  }

  function placeOf(path: readonly PropertyKey[]): ReturnType<PlaceOf> {
    located ??= readJson(text);
    const line = located.lineOf(path);
    const where = path.map((part) => typeof part === "number" ? part + 1 : String(part)).join(" › ");
    return { place: where === "" ? `rad ${line}` : `rad ${line} (${where})`, order: [line] };
  }
}

/** What is wrong with a text that is no JSON, in Swedish. */
function syntaxSays(text: string, error: SyntaxError): string {
  try {
    readJson(text);
  } catch (found) {
    if (found instanceof SyntaxError) return found.message;
    throw found;
  }
  return error.message;
}

/**
 * JSON with the lists of numbers on one line each, to be read and changed by people.
 *
 * @param document What to write.
 * @returns The text of a file.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { jsonText } from "vantelage/form";
 * assert.equal(jsonText({ antal: [1, 2.5, 3] }), '{\n  "antal": [1, 2.5, 3]\n}\n');
 * ```
 */
export function jsonText(document: unknown): string {
  const text = JSON.stringify(document, null, 2);
  return `${
    text.replace(/\[\s+(-?\d[-\d.,\s]*?)\s+\]/g, (_, numbers: string) => `[${numbers.replace(/\s+/g, " ")}]`)
  }\n`;
}

/** Reads JSON with the line of each value. Throws a SyntaxError in Swedish. */
export function readJson(source: string): LocatedJson {
  const text = source.replace(/^\ufeff/, ""), lines = new Map<string, number>();
  const token = /\s*([{}[\]:,]|"(?:[^"\\\n]|\\.)*"|[^\s{}[\]:,"]+|"|$)/y;
  let line = 1, next = "";
  advance();
  const value = read([]);
  if (next !== "") throw fail("filens slut");
  return {
    value,
    lineOf: (path) => {
      for (let length = path.length; length > 0; length--) {
        const known = lines.get(keyOf(path.slice(0, length)));
        if (known !== undefined) return known;
      }
      return 1;
    },
  };

  function advance(): void {
    const from = token.lastIndex;
    next = token.exec(text)?.[1] ?? "";
    line += text.slice(from, token.lastIndex).split("\n").length - 1;
  }

  function read(path: readonly PropertyKey[]): unknown {
    if (path.length > DEEPEST) {
      throw new SyntaxError(`är inte den JSON som väntas: rad ${line} ligger för djupt`);
    }
    if (!lines.has(keyOf(path))) lines.set(keyOf(path), line);
    if (next === "{") return readObject(path);
    if (next === "[") return readList(path);
    return scalar();
  }

  function readObject(path: readonly PropertyKey[]): unknown {
    const entries = new Map<string, unknown>();
    advance();
    while (next !== "}") {
      if (entries.size > 0) expect(",", '"," eller "}"');
      if (!next.startsWith('"')) throw fail("ett fältnamn inom citattecken");
      const name = String(scalar(false));
      if (entries.has(name)) {
        throw new SyntaxError(
          `är inte den JSON som väntas: på rad ${line} finns fältet "${name}" en gång till`,
        );
      }
      lines.set(keyOf([...path, name]), line);
      advance();
      expect(":", '":"');
      entries.set(name, read([...path, name]));
    }
    advance();
    return Object.fromEntries(entries);
  }

  function readList(path: readonly PropertyKey[]): unknown[] {
    const list: unknown[] = [];
    advance();
    while (next !== "]") {
      if (list.length > 0) expect(",", '"," eller "]"');
      list.push(read([...path, list.length]));
    }
    advance();
    return list;
  }

  function expect(sign: string, words: string): void {
    if (next !== sign) throw fail(words);
    advance();
  }

  function scalar(go = true): unknown {
    try {
      const value: unknown = JSON.parse(next);
      if (go) advance();
      return value;
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      throw fail("ett värde");
    }
  }

  function fail(wanted: string): SyntaxError {
    const found = next === ""
      ? "filen tog slut"
      : `fick ${next.length > 20 ? `${next.slice(0, 20)}…` : next}`;
    return new SyntaxError(`är inte JSON: på rad ${line} ska stå ${wanted}, ${found}`);
  }
}

const keyOf = (path: readonly PropertyKey[]): string => JSON.stringify(path);
