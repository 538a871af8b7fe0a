let provided: (() => Document) | null = typeof document === "undefined" ? null : () => document;

/**
 * Says which document charts are drawn with where there is no browser. The folder's mod.ts does so with linkedom; a
 * browser's own document is used without being asked for.
 *
 * @param make Gives the document.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { drawingDocument, provideDocument } from "vantelage/figures";
 * const document = drawingDocument();
 * provideDocument(() => document);
 * assert.equal(drawingDocument(), document);
 * ```
 */
export function provideDocument(make: () => Document): void {
  provided = make;
}

/**
 * The document to draw with when none is given.
 *
 * @returns The document.
 * @throws {TypeError} Without a browser, when none has been provided.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { drawingDocument } from "vantelage/figures";
 * assert.equal(drawingDocument().createElement("p").tagName, "P");
 * ```
 */
export function drawingDocument(): Document {
  if (provided === null) {
    throw new TypeError(
      "Cannot draw as there must be a document: got none, and provideDocument was not called",
    );
  }
  return provided();
}
