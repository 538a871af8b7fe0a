/** A page as a reader meets it: what it says, by where it says it. */
import { parseHTML } from "linkedom";
import type { DecisionText } from "./_decisions.ts";
import { plain } from "./_numbers.ts";

/** A table of a page. */
export interface Table {
  readonly caption: string;
  /** What stands after the caption in small: the definition. */
  readonly remark: string;
  /** The columns' headings, "Över 90 dagar|andel" where a unit stands with the name. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly totals: readonly (readonly string[])[];
}

/** A figure of a page. */
export interface FigureText {
  readonly id: string;
  readonly headline: string;
  readonly subtitle: string;
  readonly notes: readonly string[];
  /** The alternative texts, each once: the chart is drawn wide and narrow. */
  readonly alts: readonly string[];
  readonly tables: readonly Table[];
}

/** A key figure. */
export interface KeyFigureText {
  readonly label: string;
  readonly value: string;
  readonly about: string;
  /** How it has changed; empty where that is not said. */
  readonly change: string;
}

/** A finding, and the figure that it leads to. */
export interface FindingText {
  readonly text: string;
  readonly target: string | null;
}

/** A page's own report on the front page. */
export interface CardText {
  readonly target: string;
  readonly title: string;
  readonly text: string;
}

/** All that a page says. */
export interface PageText {
  readonly title: string;
  readonly heading: string;
  readonly lead: string;
  /** The lines over and under the heading: of whom, which month, what is not covered. */
  readonly over: readonly string[];
  readonly keyFigures: readonly KeyFigureText[];
  readonly findings: readonly FindingText[];
  readonly figures: readonly FigureText[];
  readonly cards: readonly CardText[];
  /** What is asked for, pair by pair of regions. */
  readonly decisions: readonly DecisionText[];
  /** What the footer says that the page was run with. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Links within the page that lead nowhere. */
  readonly lost: readonly string[];
  /** Whether the page is still settling. */
  readonly busy: boolean;
}

/** Reads a page. What is hidden from everybody is not read. */
export function readPage(html: string): PageText {
  const { document } = parseHTML(html);
  const textOf = (element: Element | null | undefined) => plain(element?.textContent ?? "");
  const all = (within: Document | Element, selector: string) =>
    [...within.querySelectorAll(selector)] as Element[];
  for (const hidden of all(document, "main [hidden], nav [hidden]")) hidden.remove();

  const ids = new Set(all(document, "[id]").map(({ id }) => id));
  const lost = all(document, 'a[href^="#"]').map((link) => link.getAttribute("href")!.slice(1))
    .filter((id) => !ids.has(decodeURIComponent(id)));
  /** A line without the marks that stand in it. */
  const altsOf = (element: Element) => [
    ...new Set(
      all(element, "svg[role=img][aria-label]").map((svg) => plain(svg.getAttribute("aria-label")!)),
    ),
  ];
  const cellOf = (cell: Element) => {
    const small = cell.querySelector("small"), unit = textOf(small);
    if (small === null) return textOf(cell);
    const name = plain(textOf(cell).slice(0, -unit.length));
    return `${name}|${unit}`;
  };
  const rowOf = (row: Element) => [...row.children].map(cellOf);
  const tableOf = (table: Element): Table => {
    const caption = table.querySelector("caption"), remark = textOf(caption?.querySelector("small"));
    const body = all(table, "tbody tr");
    return {
      caption: plain(textOf(caption).slice(0, remark === "" ? undefined : -remark.length)),
      remark,
      columns: all(table, "thead th").map(cellOf),
      rows: body.filter((row) => !row.classList.contains("total")).map(rowOf),
      totals: [...body.filter((row) => row.classList.contains("total")), ...all(table, "tfoot tr")].map(
        rowOf,
      ),
    };
  };
  const parameters = Object.fromEntries(
    all(document, "footer .facts > div").filter((each) => textOf(each.querySelector("dt")) === "Parametrar")
      .flatMap((each) => [...textOf(each.querySelector("dd")).matchAll(/(\w+) = ([^,;]+)/g)])
      .map(([, name, value]) => [name, plain(value)]),
  );
  return {
    title: textOf(document.querySelector("title")),
    heading: textOf(document.querySelector("h1")),
    lead: textOf(document.querySelector(".lead")),
    over: all(document, "header .over").map(textOf),
    keyFigures: all(document, ".tiles > div").map((tile) => ({
      label: textOf(tile.querySelector("dt")),
      value: textOf(tile.querySelector("dd.figure")),
      about: textOf(tile.querySelector("dd.about")),
      change: textOf(tile.querySelector("dd.change")),
    })),
    // The first finding is the page's lead.
    findings: all(document, '.lead:is(#svar,:has(a[href^="#"])),.findings li').map((item) => ({
      text: textOf(item).slice(textOf(item.querySelector(".topic")).length).trim(),
      target: /#(.+)/.exec(item.querySelector("a")?.getAttribute("href") ?? "")?.[1] ?? null,
    })),
    figures: all(document, "main figure").map((figure) => ({
      id: figure.id,
      headline: textOf(figure.querySelector("h3")),
      subtitle: textOf(figure.querySelector(".sub")),
      notes: all(figure, ".note").map(textOf),
      alts: altsOf(figure),
      tables: all(figure, "table").map(tableOf),
    })),
    cards: all(document, ".readers li").map((card) => ({
      target: card.querySelector("a")?.getAttribute("href") ?? "",
      title: textOf(card.querySelector("a")),
      text: [...all(card, ".mark"), ...all(card, "p")].map(textOf).join(". ").replaceAll("..", "."),
    })),
    decisions: all(document, "main .card").map((card) => ({
      title: textOf(card.querySelector("h3")),
      rows: all(card, "tbody tr").map(rowOf),
      facts: Object.fromEntries(
        all(card, "dl > div").map((fact) => [
          textOf(fact.querySelector("dt")),
          textOf(fact.querySelector("dd")),
        ]),
      ),
      ask: textOf(card.querySelector(".ask")),
    })),
    parameters,
    lost,
    busy: document.querySelector("main")?.hasAttribute("aria-busy") ?? false,
  };
}
