/** Words that several formats write. */
import { monthName } from "../calendar/mod.ts";
import type { Block, PageContent } from "./content.ts";

/** The page's question and month: "Vem väntar för länge? april 2024". */
export function titleOf({ title, manad }: PageContent): string {
  return `${title}${/[.?!]$/.test(title) ? "" : ","} ${monthName(manad)}`;
}

/** The month, whom the page is for, and what is said of made-up data: of the page or, where it says more, of one figure. */
export function markLine({ manad, marks }: PageContent, mark: string | null): string {
  const own = mark === null || marks.includes(mark) ? [] : [mark];
  return [`Sjukvårdsregion Mellansverige, ${monthName(manad)}`, ...marks, ...own].join(". ");
}

/** A block as lines of text. */
export function linesOf(block: Block): string[] {
  switch (block.block) {
    case "heading":
    case "paragraph":
      return [block.text];
    case "list":
      return block.items.flatMap(({ text, topic }) => [topic ?? [], `– ${text}`].flat());
    case "facts":
      return block.facts.map(({ term, texts }) => `${term}: ${texts.join("; ")}`);
    case "table":
      return [block.head, ...block.rows].map((row) => row.join("; "));
    case "figure":
      return block.figure.text({ invented: [] }).split("\n");
  }
}
