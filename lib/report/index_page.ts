/** The list of a run's reports. */
import { monthName } from "../calendar/mod.ts";
import { escapeHtml } from "../figures/mod.ts";
import { pageHtml } from "./_page.ts";
import type { ReportOptions } from "./options.ts";
import type { Report } from "./report.ts";

/**
 * Makes the page that leads to the reports: the question of each and what it found.
 *
 * @param reports The reports in the order to be listed; not changed.
 * @param options As for the reports themselves.
 * @returns The whole page; its links lead to files beside it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { renderIndex } from "vantelage";
 *
 * const report = { fileName: "01.html", html: "", title: "Vem väntar? april 2024", question: "Vem väntar?", mainFinding: "Många." };
 * const html = renderIndex([report], {
 *   audience: "internal",
 *   manad: "2024-04",
 *   provenance: { deliveries: [], version: { vantelage: "0.1.0" }, synthetic: false },
 * });
 * assert.match(html, /<a href="01.html">Vem väntar\?<\/a>/);
 * ```
 */
export function renderIndex(reports: readonly Report[], options: ReportOptions): string {
  const month = monthName(options.manad);
  const items = reports.map(({ fileName, question, mainFinding }) =>
    `<li><h2><a href="${encodeURIComponent(fileName)}">${escapeHtml(question)}</a></h2>` +
    (mainFinding && `<p>${escapeHtml(sentence(mainFinding))}</p>`) + "</li>"
  );
  return pageHtml({
    title: `Vänteläge, ${month}`,
    heading: "Vänteläge",
    opening: `<p class="lead">Vem väntar på operation eller åtgärd, var, hur länge och varför?</p>`,
    navigation: "",
    main: `<ol class="reports">\n${items.join("\n")}\n</ol>`,
    parameters: {},
  }, options);
}

/** A figure's headline stands without a full stop; among sentences it takes one. */
function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}
