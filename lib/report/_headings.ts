/** The headings of one page: their levels, their ids and the list of contents. */

/** One line of a page's contents list. */
export interface ContentsEntry {
  /** The id of the heading it leads to. */
  id: string;
  /** The heading, as plain text. */
  text: string;
}

/** Ids that the page itself uses; those of figures, panels and glossary entries (f1, t1, p1, om-pvv) are kept free by their form. */
const RESERVED = new Set(["innehall", "laget", "manad", "om", "underlag", "urval", "urval-data"]);

/** Gives the headings of one page ids of their own and levels without gaps. The page's first level is its title. */
export class Headings {
  /** The headings of the second level so far. */
  readonly contents: ContentsEntry[] = [];
  readonly #used = new Set<string>();
  #level = 1;

  /**
   * Takes the next heading.
   *
   * @param depth The level its author gave it, 1–6.
   * @param text The heading, as plain text.
   * @returns The level and id to write: never the title's level, never a level more than one below the last.
   */
  next(depth: number, text: string): { level: number; id: string } {
    const level = Math.max(2, Math.min(depth, this.#level + 1));
    const id = this.#unique(slug(text));
    this.#take(level, id, text);
    return { level, id };
  }

  /** Takes a heading of the second level with one of the page's own ids. */
  own(id: string, text: string): void {
    this.#take(2, id, text);
  }

  #take(level: number, id: string, text: string): void {
    this.#level = level;
    this.#used.add(id);
    if (level === 2) this.contents.push({ id, text });
  }

  #unique(id: string): string {
    let candidate = id;
    for (let n = 2; this.#used.has(candidate); n++) candidate = `${id}-${n}`;
    return candidate;
  }
}

function slug(text: string): string {
  const words = text.normalize("NFD").replace(/\p{Mark}/gu, "").toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const id = words.join("-");
  return id === "" || RESERVED.has(id) || /^(?:[ftp]\d|om-)/.test(id) ? `avsnitt${id && `-${id}`}` : id;
}
