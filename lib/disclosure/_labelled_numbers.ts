import { parseHTML } from "linkedom";

/** A number in a file, with the words around it. Words are in lower case, one space apart. */
export interface LabelledNumber {
  /** The number, whole. */
  readonly value: number;
  /** What says what is counted: a column's head, the keys on the way. */
  readonly about: string;
  /** What says of whom: the row, the caption, the neighbours, and `about`. */
  readonly context: string;
  /** Where it stands, for the message. */
  readonly place: string;
}

/** A text as words in lower case, one space apart; signs fall away. */
export function wordsOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}_]+/gu, " ").trim();
}

/** The whole numbers of a file that stand with words: in JSON, HTML or CSV. */
export function numbersIn(text: string): LabelledNumber[] {
  const start = text.trimStart();
  if (start.startsWith("<")) return inHtml(text);
  if (start.startsWith("{") || start.startsWith("[")) return inJson(JSON.parse(text), [], [], "JSON");
  return inCsv(text);
}

function inHtml(text: string): LabelledNumber[] {
  const { document } = parseHTML(text);
  const found: LabelledNumber[] = [];
  for (const script of document.querySelectorAll('script[type="application/json"]')) {
    found.push(...inJson(JSON.parse(script.textContent ?? "null"), [], [], "JSON"));
  }
  for (const table of document.querySelectorAll("table")) {
    const rows = [...table.querySelectorAll("tr")].map((row) =>
      [...row.querySelectorAll("th, td")].map(textOf)
    );
    found.push(...inRows(rows, table.querySelector("caption")?.textContent ?? "", "table"));
  }
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    if (["title", "desc", "text", "p", "li", "h1", "h2", "h3", "h4"].includes(name)) {
      found.push(...inSentences(element.textContent ?? "", name));
    }
    for (const attribute of element.attributes) {
      if (/^(aria-|title$|alt$|data-)/.test(attribute.name)) {
        found.push(...inSentences(attribute.value, attribute.name));
      }
    }
  }
  return found;
}

/** The text of an element, with a space between its parts: "PvV" over "antal" are two words. */
function textOf(element: Element): string {
  return [...element.childNodes].map((node) => node.textContent?.trim() ?? "").filter(Boolean).join(" ");
}

function inSentences(text: string, place: string): LabelledNumber[] {
  return text.split(/(?<=[.;!?])\s+|\n/).flatMap((sentence) => {
    const words = wordsOf(sentence);
    return [
      ...sentence.matchAll(
        /(?<![\d,.–-])\d{1,3}(?:[\u0020\u00a0\u202f]\d{3})+(?!\d)|(?<![\d,.–-])\d+(?![\d,–-]*\d)/g,
      ),
    ]
      .map(([number]) => ({
        value: Number(number.replace(/\D/g, "")),
        about: words,
        context: words,
        place: `${place}: ${sentence.slice(0, 80)}`,
      }));
  });
}

function inCsv(text: string): LabelledNumber[] {
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/).filter((line) => line !== "");
  const delimiter = [";", "\t", ","].find((sign) => lines[0]?.includes(sign)) ?? ";";
  const rows = lines.map((line) => line.split(delimiter).map((cell) => cell.replace(/^"|"$/g, "")));
  return inRows(rows, "", "CSV");
}

/** A table: its first row heads the columns, and every text of a row says what the row is about. */
function inRows(rows: readonly (readonly string[])[], caption: string, place: string): LabelledNumber[] {
  const [head = [], ...body] = rows;
  return body.flatMap((row) => {
    const about = row.filter((cell) => wholeNumber(cell) === null).join(" ");
    return row.flatMap((cell, column) => {
      const value = wholeNumber(cell);
      return value === null ? [] : [{
        value,
        about: wordsOf(head[column] ?? ""),
        context: wordsOf([caption, head[column] ?? "", about].join(" ")),
        place: `${place}: ${about.slice(0, 80)}`,
      }];
    });
  });
}

function inJson(
  value: unknown,
  keys: readonly string[],
  texts: readonly string[],
  place: string,
): LabelledNumber[] {
  if (typeof value === "number" && Number.isInteger(value)) {
    const about = wordsOf([...keys, texts.at(-1) ?? ""].join(" "));
    return [{
      value,
      about,
      context: wordsOf([...keys, ...texts].join(" ")),
      place: `${place}: ${keys.join(".")}`,
    }];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      inJson(item, [...keys, `${keys.at(-1) ?? ""}_${index}`], texts, place)
    );
  }
  if (typeof value === "object" && value !== null) {
    const beside = Object.values(value).filter((item) => typeof item === "string").join(" ");
    const all = beside === "" ? texts : [...texts, beside];
    return Object.entries(value).flatMap(([key, item]) => inJson(item, [...keys, key], all, place));
  }
  return [];
}

/** The whole number that a cell is, with or without thousands apart; `null` for any other text. */
function wholeNumber(cell: string): number | null {
  const text = cell.trim();
  return /^\d{1,3}(?:[\u0020\u00a0\u202f]?\d{3})*$/.test(text) || /^\d+$/.test(text)
    ? Number(text.replace(/\D/g, ""))
    : null;
}
