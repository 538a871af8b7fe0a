import { escapeHtml, tableHtml } from "../figures/mod.ts";
import type { Block, PageContent } from "./content.ts";
import { linesOf } from "./_words.ts";

/**
 * All texts and tables of a page's content as HTML, for a scan of what every format is made of.
 *
 * @param page The page.
 * @returns Paragraphs and tables, in the page's order.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { contentHtml } from "vantelage/document";
 * const opening = [{ block: "paragraph", text: "Många väntar" }] as const;
 * const page = { name: "01", title: "Vem?", manad: "2024-04", marks: [], invented: [], opening, matter: [], about: [] } as const;
 * assert.equal(contentHtml(page), "<h1>Vem?</h1>\n<p>Många väntar</p>");
 * ```
 */
export function contentHtml({ title, opening, matter, about }: PageContent): string {
  return [`<h1>${escapeHtml(title)}</h1>`, ...[...opening, ...matter, ...about].map(blockHtml)].join("\n");
}

function blockHtml(block: Block): string {
  if (block.block === "figure") {
    const { headline, subtitle, alt, note = "", table } = block.figure;
    const texts = [headline, subtitle, alt, note].map((text) => `<p>${escapeHtml(text)}</p>`).join("");
    return `${texts}${tableHtml(table)}`;
  }
  if (block.block === "table") {
    const row = (cells: readonly string[], tag: "th" | "td") =>
      `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
    return `<table><caption>${escapeHtml(block.caption)}</caption><thead>${
      row(block.head, "th")
    }</thead><tbody>${block.rows.map((cells) => row(cells, "td")).join("")}</tbody></table>`;
  }
  return linesOf(block).map((line) => `<p>${escapeHtml(line)}</p>`).join("");
}
