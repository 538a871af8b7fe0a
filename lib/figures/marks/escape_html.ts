const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * A text as it may stand in HTML or SVG, between tags or in a quoted attribute. Characters that no such document may
 * hold (control characters, lone surrogates) become U+FFFD.
 *
 * @param text Any text.
 * @returns The text with `&`, `<`, `>` and quotes escaped.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { escapeHtml } from "vantelage/figures";
 * assert.equal(escapeHtml("<img onerror=x>"), "&lt;img onerror=x&gt;");
 * ```
 */
export function escapeHtml(text: string): string {
  return text.toWellFormed()
    .replace(/(?![\t\n\r])\p{Cc}/gu, "\ufffd")
    .replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
