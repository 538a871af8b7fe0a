/** A piece of a page as blocks. */
import { parseHTML } from "linkedom";
import type { Block, ParagraphRole } from "./content.ts";

/** What is on a page for its screen alone: code, pictures of numbers that are there in words, words for those who listen. */
const LEFT_OUT = "details.code, svg, nav, form, [hidden], .skip";

/** The elements that hold others and are nothing themselves. */
const FRAMES = new Set(["DIV", "SECTION", "DETAILS", "BLOCKQUOTE", "MAIN", "HEADER", "FOOTER"]);

const ROLES: Readonly<Record<string, ParagraphRole>> = {
  lead: "lead",
  comment: "comment",
  note: "note",
  no: "number",
  ask: "ask",
};

/**
 * Reads a piece of a page as blocks.
 *
 * @param html What a page shows, as its report writes it.
 * @param figureOf The figure with an id; `null` where there is none, and it is left out.
 * @returns The blocks in order.
 */
export function htmlBlocks(html: string, figureOf: (id: string) => Block | null = () => null): Block[] {
  const { document } = parseHTML(`<!doctype html><html><body>${closed(html)}</body></html>`);
  for (const element of [...document.querySelectorAll(LEFT_OUT)]) element.remove();
  return blocksIn(document.body, figureOf);
}

/** The ends of cells that HTML lets one leave out, which the reader asks for. */
function closed(html: string): string {
  return html.replace(/<(t[hd])\b[^>]*>[^<]*(?=<(?:t[hdr]\b|tbody|\/table))/g, "$&</$1>");
}

function blocksIn(parent: Element, figureOf: (id: string) => Block | null): Block[] {
  const blocks: Block[] = [];
  let running = "";
  const end = () => {
    if (running.trim() !== "") blocks.push({ block: "paragraph", text: oneLine(running) });
    running = "";
  };
  for (const node of Array.from(parent.childNodes)) {
    const element = node.nodeType === 1 ? node as Element : null;
    const own = element === null ? null : blocksOf(element, figureOf);
    if (own === null) {
      running += node.textContent ?? "";
      continue;
    }
    end();
    blocks.push(...own);
  }
  end();
  return blocks;
}

/** The blocks that an element is; `null` when it is a part of running text. */
function blocksOf(element: Element, figureOf: (id: string) => Block | null): Block[] | null {
  const { tagName } = element;
  if (FRAMES.has(tagName)) return blocksIn(element, figureOf);
  if (tagName === "FIGURE") return [figureOf(element.id) ?? []].flat();
  if (/^H[1-6]$/.test(tagName)) {
    return [{ block: "heading", level: Number(tagName[1]), text: textOf(element) }];
  }
  if (tagName === "SUMMARY") return [{ block: "heading", level: 3, text: textOf(element) }];
  if (tagName === "PRE") {
    return (element.textContent ?? "").trimEnd().split("\n").map((text): Block => ({
      block: "paragraph",
      text,
    }));
  }
  if (tagName === "P") {
    const role = Object.keys(ROLES).find((name) => element.classList.contains(name));
    const text = textOf(element);
    return text === "" ? [] : [{ block: "paragraph", text, ...role && { role: ROLES[role] } }];
  }
  if (tagName === "UL" || tagName === "OL") return listBlocks(element, figureOf);
  if (tagName === "DL") {
    const facts = [...element.querySelectorAll("dt")].map((term) => ({
      term: textOf(term),
      texts: followersOf(term).map(textOf).filter((text) => text !== ""),
    }));
    return [{ block: "facts", keyFigures: element.classList.contains("tiles"), facts }];
  }
  if (tagName === "TABLE") {
    const rows = [...element.querySelectorAll("tr")].map((row) =>
      [...row.children].filter(({ tagName }) => /^T[HD]$/.test(tagName)).map(cellOf)
    );
    const caption = element.querySelector("caption");
    return [{
      block: "table",
      caption: caption === null ? "" : textOf(caption),
      head: rows[0] ?? [],
      rows: rows.slice(1),
    }];
  }
  if (tagName === "SPAN" && element.classList.contains("mark")) {
    return [{ block: "paragraph", text: textOf(element), role: "note" }];
  }
  return null;
}

/** A list of sentences; one whose items hold more is its items' blocks, one after the other. */
function listBlocks(list: Element, figureOf: (id: string) => Block | null): Block[] {
  const items = [...list.children];
  if (items.some((item) => item.querySelector("h3, dl, table, p + p") !== null)) {
    return items.flatMap((item) => blocksIn(item, figureOf));
  }
  return [{
    block: "list",
    ordered: list.tagName === "OL",
    findings: list.classList.contains("findings"),
    items: items.map((item) => {
      const topic = item.querySelector(".topic"), said = topic === null ? "" : textOf(topic);
      topic?.remove();
      return { text: textOf(item), ...said !== "" && { topic: said } };
    }),
  }];
}

/** The elements that explain a term. */
function followersOf(term: Element): Element[] {
  const found: Element[] = [];
  for (let next = term.nextElementSibling; next?.tagName === "DD"; next = next.nextElementSibling) {
    found.push(next);
  }
  return found;
}

/** The text of a cell, without the word for those who listen. */
function cellOf(cell: Element): string {
  for (const said of [...cell.querySelectorAll(".sr")]) said.remove();
  return textOf(cell);
}

function textOf(element: Element): string {
  return oneLine(element.textContent ?? "");
}

function oneLine(text: string): string {
  return text.replace(/[ \t\r\n]+/g, " ").trim();
}
