/** The frame around a page: one file that asks the network for nothing. */
import { createHash } from "node:crypto";
import { monthName } from "../calendar/mod.ts";
import { escapeHtml, figureStyles } from "../figures/mod.ts";
import { indexStyles, pageStyles, readingStyles, selectionStyles } from "./_page_styles.ts";
import { provenanceHtml } from "./_provenance.ts";
import type { PageScripts } from "./_selections.ts";
import { stylesWithout, usedStyles } from "./_used_styles.ts";
import { type Audience, dataMark, type ReportOptions } from "./options.ts";

/** What differs between pages; all of it HTML but the title. */
export interface PageParts {
  /** The page's title, as plain text. */
  title: string;
  /** The heading of the first level, as HTML. */
  heading: string;
  /** What stands under the heading, before the contents. */
  opening: string;
  /** The contents list, or nothing. */
  navigation: string;
  /** The page's matter. */
  main: string;
  /** The code behind it, at its foot. @default none */
  code?: string;
  /** The values of the notebook's parameters. */
  parameters: Readonly<Record<string, unknown>>;
  /** What runs on it. */
  scripts?: PageScripts;
  /** Whether it is the list of reports. @default {false} */
  isIndex?: boolean;
  /** Whether its reader may choose what it shows. @default {false} */
  selections?: boolean;
}

/** What a page says of whom it is for. */
const MARKS: Readonly<Record<Audience, string>> = { internal: "Internt arbetsmaterial", public: "Publik" };

/** What scripts add to a page without selections, by element and class. */
const ADDED = `<button><input><label><p class="files tip told">`;

/** Classes of panels that only a notebook shows: no choice on a page brings them. */
const NOTEBOOKS_OWN = ["bank", "card", "letter", "topical", "topic"];

/** The page's month; where its reader may choose another, in a place of its own. */
function monthHtml({ selections = false }: PageParts, { manad }: ReportOptions): string {
  return selections ? `<span id="manad">${monthName(manad)}</span>` : monthName(manad);
}

/** A page without the ends of cells and rows that HTML lets one leave out before the next: a tenth of long tables. */
function withoutEnds(html: string): string {
  return html.replace(/<\/t[hd]>(?=<t[hd]|<\/tr>)/g, "").replace(
    /<\/tr>(?=<tr|<\/t(?:body|foot|head)>)/g,
    "",
  );
}

/** What stands beside a page's title: for whom it is, and that its data is made up. */
export function pageMarks({ audience, provenance }: ReportOptions): string[] {
  return [MARKS[audience], dataMark(provenance)].filter((mark) => mark !== null);
}

/** A whole page. Its policy lets a browser use these very styles and scripts, and pictures whose bytes are in it: nothing else. */
export function pageHtml(parts: PageParts, options: ReportOptions): string {
  const { uncovered = [] } = options.provenance;
  const body = withoutEnds(`<body>
<a class="skip" href="#innehall">Till innehållet</a>
<header>
<p class="over">Sjukvårdsregion Mellansverige, ${monthHtml(parts, options)} ${
    pageMarks(options).map((mark) => `<span class="mark">${mark}</span>`).join(" ")
  }</p>
<h1>${parts.heading}</h1>
${parts.opening}${uncovered.map((says) => `\n<p class="over">${escapeHtml(says)}</p>`).join("")}
</header>
<div class="page">
${parts.navigation}
<main id="innehall">
${parts.main}
</main>
</div>
<footer>
${provenanceHtml(parts.parameters, options)}${parts.code ? `\n${parts.code}` : ""}
</footer>`);
  const all = figureStyles + pageStyles + (parts.isIndex ? indexStyles : "") +
    (parts.scripts ? readingStyles : "") + (parts.selections ? selectionStyles : "");
  const styles = parts.selections
    ? stylesWithout(all, body, NOTEBOOKS_OWN)
    : usedStyles(all, `<html>${body}${parts.scripts ? ADDED : ""}`);
  const hash = createHash("sha256").update(styles).digest("base64");
  const scripts = parts.scripts
    ? ` script-src ${parts.scripts.hashes.map((sha) => `'sha256-${sha}'`).join(" ")};`
    : "";
  const policy =
    `default-src 'none';${scripts} style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(parts.title)}</title>
<style>${styles}</style>
</head>
${body}
${parts.scripts?.html ?? ""}</body>
</html>
`;
}
