// @ts-types="./_saxen.d.ts"
import { Parser } from "saxen";

/** What is done with the pieces of a document. Names come without their namespace's prefix. */
export interface XmlVisitor {
  /** An element begins. */
  open(name: string, attributes: () => Readonly<Record<string, string>>): void;
  /** An element ends. */
  close?(name: string): void;
  /** A piece of text. */
  text?(text: string): void;
  /** Whether the rest is of no interest. */
  done?(): boolean;
}

const PIECE_BYTES = 1 << 16;

/** Pieces that may pass without an element: 4 MiB, while a cell's text ends at 32 767 characters. */
const MAX_SILENT_PIECES = 64;

/**
 * Walks through XML in UTF-8, a piece at a time.
 *
 * @throws {SyntaxError} If it is not well-formed, or declares a DOCTYPE: no office program writes one, and it can
 * make a short text endless.
 */
export function walkXml(xml: Uint8Array, visitor: XmlVisitor): void {
  const fail = (): never => {
    throw new SyntaxError("Cannot walk through XML as it must be well-formed and without DOCTYPE");
  };
  let silent = 0;
  const parser = new Parser()
    .on("openTag", (name, attributes, decode) => {
      silent = 0;
      visitor.open(local(name), () => decoded(attributes(), decode));
    })
    .on("closeTag", (name) => visitor.close?.(local(name)))
    .on("text", (text, decode) => visitor.text?.(decode(text)))
    .on("cdata", (text) => visitor.text?.(text))
    .on("attention", fail)
    .on("warn", fail)
    .on("error", (error) => {
      throw error;
    });
  const decoder = new TextDecoder();
  for (let at = 0; at < xml.length && !visitor.done?.(); at += PIECE_BYTES) {
    // The parser begins again with what has not ended yet, so one endless text would take endless time.
    if (silent++ > MAX_SILENT_PIECES) fail();
    parser.write(decoder.decode(xml.subarray(at, at + PIECE_BYTES), { stream: true }));
  }
  if (!visitor.done?.()) parser.end();
}

function local(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function decoded(
  attributes: Readonly<Record<string, string>>,
  decode: (text: string) => string,
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name in attributes) found[local(name)] = decode(attributes[name]);
  return found;
}
