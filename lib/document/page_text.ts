import type { Block, PageContent } from "./content.ts";
import { linesOf, markLine, titleOf } from "./_words.ts";

/**
 * A page as plain text, for a message or a letter: what the document says, with headings underlined.
 *
 * @param page The page.
 * @returns The text, which ends with a line break.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { pageText } from "vantelage/document";
 * const matter = [{ block: "paragraph", text: "Tre rader saknar datum." }] as const;
 * const page = { name: "brev", title: "Att rätta", manad: "2024-04", marks: ["Intern"], invented: [], opening: [], matter, about: [] };
 * assert.match(pageText(page), /^Att rätta, april 2024\n=+\n.*Intern\n\nTre rader saknar datum\.\n$/);
 * ```
 */
export function pageText(page: PageContent): string {
  const title = titleOf(page), { opening, matter, about } = page;
  return `${
    [
      `${title}\n${"=".repeat(title.length)}\n${markLine(page, null)}`,
      ...[...opening, ...matter, ...about].map(blockText),
    ].join("\n\n")
  }\n`;
}

function blockText(block: Block): string {
  if (block.block === "heading") return `${block.text}\n${"-".repeat(block.text.length)}`;
  if (block.block !== "list" || !block.ordered) return linesOf(block).join("\n");
  return block.items.map(({ text }, at) => `${at + 1}. ${text}`).join("\n");
}
