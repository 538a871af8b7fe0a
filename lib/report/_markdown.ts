/** The text cells' Markdown as HTML that can do no harm. */
import { Marked, type Token, type Tokens } from "marked";
import type { Headings } from "./_headings.ts";
import { escapeHtml, formatCount } from "../figures/mod.ts";
import { plainText } from "./_plain_text.ts";
import { ReportError } from "./report_error.ts";

/** The longest text that is read, in characters, as the parser's time grows with the square of its length. */
const LONGEST = 10_000;

/** A line that nests more quotes and lists than the parser's stack is sure to hold. */
const DEEP = /^(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])){21}/m;

/** The start of a fold with its heading, and its end, each in a paragraph of its own. */
const FOLD_START = /^<details>\s*<summary>([^<>]*)<\/summary>\s*$/, FOLD_END = /^<\/details>\s*$/;

/** What a heading says when the reader has chosen those operated: a comment after it, which Jupyter does not show. */
const OTHER_FACE = /^<!-- genomförda: ([^<>]*) -->$/;

/**
 * Markdown as HTML. Raw HTML in it is shown as text, except a fold that ends in the same text
 * and a heading's words for those operated; a link leads only to the page itself, a file beside it or the
 * web, and a picture is shown only when its bytes are in the text.
 *
 * @param source The Markdown.
 * @param headings The page's headings so far; those of the text are added.
 * @throws {ReportError} If the text is longer than 10 000 characters, or nests more than 20 quotes and lists on a line.
 */
export function renderMarkdown(source: string, headings: Headings): string {
  return parser(headings, foldsEnd(source)).parse(bounded(source), { async: false });
}

/** Whether every fold that begins in the text ends in it, before the next begins. */
function foldsEnd(source: string): boolean {
  const marks = markdownBlocks(source).filter(({ type }) => type === "html")
    .flatMap(({ raw }) => FOLD_START.test(raw) ? ["start"] : FOLD_END.test(raw) ? ["end"] : []);
  return marks.every((mark, index) => mark === (index % 2 === 0 ? "start" : "end")) && marks.length % 2 === 0;
}

/** The blocks of a Markdown text, each with its text in `raw`. */
export function markdownBlocks(source: string): Token[] {
  return new Marked().lexer(bounded(source));
}

/** The text, when the parser can be trusted with it. */
function bounded(source: string): string {
  const wrong = source.length > LONGEST
    ? `den har ${formatCount(source.length)} tecken, och högst ${formatCount(LONGEST)} läses`
    : DEEP.test(source)
    ? "en rad har fler än 20 citat eller listor i varandra"
    : null;
  if (wrong === null) return source;
  throw new ReportError(
    `Kan inte visa texten "${source.slice(0, 40)}…": ${wrong}. Dela den eller skriv om den`,
  );
}

/** The running text of a heading or a paragraph as HTML. */
export function renderInline(source: string): string {
  return parser(null, false).parseInline(bounded(source), { async: false });
}

function parser(headings: Headings | null, folds: boolean): Marked {
  return new Marked({
    renderer: {
      html({ text }) {
        const summary = FOLD_START.exec(text)?.[1];
        if (folds && summary !== undefined) return `<details><summary>${escapeHtml(summary)}</summary>\n`;
        return folds && FOLD_END.test(text) ? "</details>\n" : escapeHtml(text);
      },
      text(token) {
        // After a raw "<script>" the parser marks text as already escaped; it is not. False: render it as usual.
        if ("escaped" in token) token.escaped = false;
        return false;
      },
      heading({ tokens, depth }) {
        const other = tokens.flatMap((token) => OTHER_FACE.exec(token.raw)?.[1] ?? [])[0];
        const html = this.parser.parseInline(tokens.filter(({ raw }) => !OTHER_FACE.test(raw))).trimEnd();
        if (!headings) return html;
        const { level, id } = headings.next(depth, plainText(html));
        const face = other === undefined ? "" : ` data-genomforda="${escapeHtml(other)}"`;
        return `<h${level} id="${id}"${face}>${html}</h${level}>\n`;
      },
      link({ href, title, tokens }) {
        const html = this.parser.parseInline(tokens);
        if (!isSafeLink(href)) return html;
        return `<a href="${escapeHtml(reportOf(href))}"${
          title ? ` title="${escapeHtml(title)}"` : ""
        }>${html}</a>`;
      },
      image: ({ href, text }) =>
        /^data:image\/(png|jpeg|gif|webp|svg\+xml)[;,]/i.test(href)
          ? `<img src="${escapeHtml(href)}" alt="${escapeHtml(text)}">`
          : escapeHtml(text),
      checkbox: ({ checked }) => checked ? "☑ " : "☐ ",
      table(token) {
        const row = (cells: Tokens.TableCell[]) =>
          `<tr>${cells.map((cell) => cellHtml(cell, this.parser.parseInline(cell.tokens))).join("")}</tr>`;
        return `<div class="scroll" tabindex="0" role="group" aria-label="Tabell"><table class="prose">` +
          `<thead>${row(token.header)}</thead><tbody>${token.rows.map(row).join("")}</tbody></table></div>\n`;
      },
    },
  });
}

function cellHtml(cell: Tokens.TableCell, html: string): string {
  const number = cell.align === "right" ? ` class="number"` : "";
  return cell.header ? `<th scope="col"${number}>${html}</th>` : `<td${number}>${html}</td>`;
}

/** A notebook links to another notebook; its report links to that one's report. */
function reportOf(href: string): string {
  return /^[a-z]+:/i.test(href) ? href : href.replace(/\.ipynb(?=$|#)/, ".html");
}

/** Read as a browser reads it: a link without a protocol must stay on this side of the page's own place. */
function isSafeLink(href: string): boolean {
  const url = URL.parse(href, "https://page.invalid/reports/");
  if (!url) return false;
  return /^https?:\/\//i.test(href) || (url.protocol === "https:" && url.host === "page.invalid");
}
