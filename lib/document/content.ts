import type { Month } from "../calendar/mod.ts";
import type { Figure } from "../figures/mod.ts";

/** A heading of a page; the first level is its title, so these begin with the second. */
export interface HeadingBlock {
  /** What it is. */
  readonly block: "heading";
  /** Its level, 2–6. */
  readonly level: number;
  /** The heading. */
  readonly text: string;
}

/** A paragraph. */
export interface ParagraphBlock {
  /** What it is. */
  readonly block: "paragraph";
  /** Its text, without marks for emphasis. */
  readonly text: string;
  /** What it is on the page, where it is more than running text. */
  readonly role?: ParagraphRole;
}

/** What a paragraph is on a page: what it says first, a remark, what somebody says of the page or of the figure before it, ... */
export type ParagraphRole = "lead" | "note" | "comment" | "number" | "ask";

/** A list. */
export interface ListBlock {
  /** What it is. */
  readonly block: "list";
  /** Whether its items are numbered. */
  readonly ordered: boolean;
  /** Its items; what several answer, such as "Vad har ändrats", is the topic of the first of them. */
  readonly items: readonly { readonly text: string; readonly topic?: string }[];
  /** Whether they are what the page has found, the most important first. */
  readonly findings: boolean;
}

/** Words and what is said of each: key figures, terms, facts. */
export interface FactsBlock {
  /** What it is. */
  readonly block: "facts";
  /** Whether they are key figures: a number first, then what it is set against. */
  readonly keyFigures: boolean;
  /** The words, each with the texts that follow it. */
  readonly facts: readonly { readonly term: string; readonly texts: readonly string[] }[];
}

/** A table of texts; what looks like a number of ours is one. */
export interface TextTableBlock {
  /** What it is. */
  readonly block: "table";
  /** What the table holds; empty when it is not said. */
  readonly caption: string;
  /** The headers. */
  readonly head: readonly string[];
  /** The cells, row by row. */
  readonly rows: readonly (readonly string[])[];
}

/** A chart with its table, or a table that is the figure. */
export interface FigureBlock {
  /** What it is. */
  readonly block: "figure";
  /** What it is called on the page: "Figur 1", "Tabell 1". */
  readonly number: string;
  /** The figure. */
  readonly figure: Figure;
  /** What is said of it where it rests on invented data; `null` where it does not. */
  readonly mark: string | null;
}

/** A piece of a page. */
export type Block = HeadingBlock | ParagraphBlock | ListBlock | FactsBlock | TextTableBlock | FigureBlock;

/**
 * What a page says, freed from its form: every format is written from this. Its numbers are those of the page, in the
 * page's words or in the tables of its figures.
 */
export interface PageContent {
  /** The name of its notebook, which files are named for. */
  readonly name: string;
  /** Its question. */
  readonly title: string;
  /** The month that it is about. */
  readonly manad: Month;
  /** What stands beside its title: for whom it is, and that its data is made up. */
  readonly marks: readonly string[];
  /** The kinds of which data is invented. */
  readonly invented: readonly string[];
  /** What it says first. */
  readonly opening: readonly Block[];
  /** What it shows, in order. */
  readonly matter: readonly Block[];
  /** What its words mean and what its figures rest on. */
  readonly about: readonly Block[];
}

/** Options for {@linkcode writeDocument}. */
export interface WriteOptions {
  /**
   * For slides: a deck of ours (pptx) whose layouts, theme and pictures somebody has changed, to take them from.
   * @default the look that the slides have by themselves
   */
  readonly template?: Uint8Array;
}

/** A format that a page is written in besides HTML. */
export type DocumentFormat = "xlsx" | "docx" | "pptx";

/**
 * What is said of a page in its opening, or of a figure in the page's matter (kommentarer).
 *
 * @param blocks The opening or the matter.
 * @param figure The figure; left out where all of the blocks are meant.
 * @returns The comments in order.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { commentsIn } from "vantelage/document";
 * assert.deepEqual(commentsIn([{ block: "paragraph", text: "Ombyggt.", role: "comment" }]), ["Ombyggt."]);
 * ```
 */
export function commentsIn(blocks: readonly Block[], figure?: FigureBlock): string[] {
  const after = figure === undefined ? blocks : blocks.slice(blocks.indexOf(figure) + 1);
  const isComment = (block: Block) => block.block === "paragraph" && block.role === "comment";
  const end = figure === undefined ? -1 : after.findIndex((block) => !isComment(block));
  return (end < 0 ? after : after.slice(0, end))
    .flatMap((block) => block.block === "paragraph" && block.role === "comment" ? [block.text] : []);
}

/**
 * All figures of a page in order.
 *
 * @param content The page.
 * @returns Its charts and tables.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { figuresOf } from "vantelage/document";
 * const page = { name: "01", title: "Vem?", manad: "2024-04", marks: [], invented: [], opening: [], matter: [], about: [] };
 * assert.deepEqual(figuresOf(page), []);
 * ```
 */
export function figuresOf({ opening, matter }: PageContent): readonly FigureBlock[] {
  return [...opening, ...matter].filter((block) => block.block === "figure");
}
