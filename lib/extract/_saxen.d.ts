/** What we use of saxen, which brings no types. */

/** Makes text of what stands in XML: `&amp;` becomes `&`. */
export type DecodeEntities = (text: string) => string;

/** A parser that says what it meets, in order. */
export class Parser {
  /** Called at an element's start; `attributes` are as written. */
  on(
    event: "openTag",
    visit: (name: string, attributes: () => Record<string, string>, decode: DecodeEntities) => void,
  ): this;
  /** Called at an element's end, also of one that closes itself. */
  on(event: "closeTag", visit: (name: string) => void): this;
  /** Called at text as written, and of a CDATA section's. */
  on(event: "text", visit: (text: string, decode: DecodeEntities) => void): this;
  on(event: "cdata", visit: (text: string) => void): this;
  /** Called at a declaration such as DOCTYPE. */
  on(event: "attention", visit: () => void): this;
  /** Says that the text is not XML. */
  on(event: "error", visit: (error: Error) => void): this;
  /** Called at small faults, such as an attribute without quotes. */
  on(event: "warn", visit: (error: Error) => void): this;
  /** Takes the next piece of text. */
  write(piece: string): this;
  /** Says that the text has ended. */
  end(): void;
}
