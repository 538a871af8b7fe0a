/** The list of a run's reports. */
import { type Month, monthName } from "../calendar/mod.ts";
import { escapeHtml } from "../figures/mod.ts";
import { pageHtml } from "./_page.ts";
import type { FailedPage, ReportOptions } from "./options.ts";
import type { Report } from "./report.ts";

/** How much of a reason the page gives, in characters. */
const LONGEST_REASON = 300;

/** What an index says of a report. */
export interface IndexEntry extends Pick<Report, "fileName" | "question" | "mainFinding" | "chart"> {
  /** The month that it is about. @default the index's own */
  readonly manad?: Month;
  /** What it says where its data is made up. @default none */
  readonly mark?: string | null;
  /** Whether it was made of other deliveries than the store now has of its month. @default {false} */
  readonly isOld?: boolean;
}

/**
 * Makes the page that leads to the reports: the question of each, what it found, and a small chart.
 *
 * @param reports The reports in the order to be listed; not changed.
 * @param options As for the reports themselves; pages that could not be made are named first, with the reason.
 * @returns The whole page; its links lead to files beside it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { renderIndex } from "vantelage";
 *
 * const report = { fileName: "01.html", question: "Vem väntar?", mainFinding: "Många.", chart: "" };
 * const html = renderIndex([report], {
 *   audience: "internal",
 *   manad: "2024-04",
 *   provenance: { deliveries: [], version: { vantelage: "0.1.0" }, synthetic: false },
 * });
 * assert.match(html, /<a href="01.html">Vem väntar\?<\/a>/);
 * ```
 */
export function renderIndex(reports: readonly IndexEntry[], options: ReportOptions): string {
  const month = monthName(options.manad);
  const items = reports.map((
    { fileName, question, mainFinding, chart, manad = options.manad, mark = null, isOld },
  ) =>
    `<li><div><h2><a href="${encodeURIComponent(fileName)}">${escapeHtml(question)}</a></h2>` +
    (mark === null ? "" : `<p><span class="mark">${escapeHtml(mark)}</span></p>`) +
    (mainFinding && `<p>${escapeHtml(sentence(mainFinding))}</p>`) +
    (manad === options.manad ? "" : `<p>Rapporten gäller ${monthName(manad)}.</p>`) +
    (isOld ? "<p>Rapporten gjordes innan månadens leveranser ändrades.</p>" : "") +
    `</div>${chart}</li>`
  );
  return pageHtml({
    title: `Vänteläge, ${month}`,
    heading: "Vänteläge",
    opening: `<p class="lead">Vem väntar på operation, var, hur länge och varför?</p>`,
    navigation: "",
    main: absentHtml("Sidor som inte kunde skrivas", options.failed, options) +
      (items.length > 0 ? `<ol class="reports">\n${items.join("\n")}\n</ol>` : "") +
      absentHtml("Sidor som leveranserna inte räcker till", options.left, options),
    parameters: {},
    isIndex: true,
  }, options);
}

/** The pages that are missing, and why; a reason may hold a number, so the public is only told which. */
function absentHtml(heading: string, pages: readonly FailedPage[] = [], { audience }: ReportOptions): string {
  if (pages.length === 0) return "";
  const items = pages.map(({ fileName, reason }) =>
    `<li>${escapeHtml(audience === "public" ? fileName : `${fileName}: ${shortened(reason)}`)}</li>`
  );
  return `<section><h2>${heading}</h2>\n<ul>\n${items.join("\n")}\n</ul></section>\n`;
}

/** A reason as the page gives it; all of it is told where the report is made. */
function shortened(reason: string): string {
  const words = reason.replaceAll(/\s+/g, " ").trim();
  return words.length > LONGEST_REASON ? `${words.slice(0, LONGEST_REASON).toWellFormed()}…` : words;
}

/** A figure's headline stands without a full stop; among sentences it takes one. */
function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}
