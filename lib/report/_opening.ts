/** A notebook's first text cell: its question, its answer in a sentence, what the figures are, and who it is for. */
import type { ExecutedNotebook } from "../notebook/mod.ts";
import { plainText } from "./_plain_text.ts";
import { markdownBlocks, renderInline } from "./_markdown.ts";
import type { PageReader } from "./options.ts";
import { ReportError } from "./report_error.ts";

/** A piece of running text. */
export interface RunningText {
  /** As HTML. */
  html: string;
  /** As plain text. */
  text: string;
}

/** What a page begins with. */
export interface Opening {
  /** The first heading: the notebook's question. */
  question: RunningText;
  /** The first paragraph after it; `null` without one. */
  lead: RunningText | null;
  /** The other paragraphs under the first heading, as Markdown; they say what data this is. */
  meta: string;
  /** What follows from the cell's next heading, as Markdown. */
  rest: string;
  /** Who it is for; `null` where the notebook does not say. */
  reader: PageReader | null;
}

const READER = /<!--\s*läsare:\s*([\p{L} ]+?)\s+(\d+)\s*-->/u;

/**
 * The opening of a notebook.
 *
 * @throws {ReportError} If the first text cell has no heading.
 */
export function opening(notebook: ExecutedNotebook): Opening {
  const first = notebook.cells.find((cell) => cell.kind === "text"),
    reader = READER.exec(first?.source ?? "");
  const blocks = markdownBlocks(first?.source ?? "");
  const start = blocks.findIndex((block) => block.type === "heading");
  if (start < 0) {
    throw new ReportError(
      `Kan inte skriva rapporten "${notebook.name}": den första textcellen saknar rubrik (# och anteckningsbokens fråga)`,
    );
  }
  const next = blocks.findIndex((block, i) => i > start && block.type === "heading");
  const end = next < 0 ? blocks.length : next;
  const lead = blocks.slice(start, end).find((block) => block.type === "paragraph");
  const meta = blocks.slice(0, end).filter((block, i) => i !== start && block !== lead);
  const raw = (part: typeof blocks) => part.map((block) => block.raw).join("");
  const running = (source: string): RunningText => {
    const html = renderInline(source);
    return { html, text: plainText(html) };
  };
  const heading = blocks[start];
  return {
    question: running("text" in heading ? heading.text.replace(READER, "").trimEnd() : ""),
    lead: lead && "text" in lead ? running(lead.text) : null,
    meta: raw(meta),
    rest: raw(blocks.slice(end)),
    reader: reader === null ? null : { group: reader[1].toLowerCase(), place: Number(reader[2]) },
  };
}
