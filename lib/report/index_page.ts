/** The front page of a folder of reports. */
import { type Month, monthName } from "../calendar/mod.ts";
import { escapeHtml } from "../figures/mod.ts";
import { commentsHtml } from "./_comments.ts";
import { pageHtml } from "./_page.ts";
import { dataMark, type FailedPage, type ReportOptions } from "./options.ts";
import type { Report } from "./report.ts";

/** How much of a reason the page gives, in characters. */
const LONGEST_REASON = 300;

/** What the front page says of a report. */
export interface IndexEntry
  extends Pick<Report, "fileName" | "question" | "mainFinding" | "reader" | "front"> {
  /** The month that it is about. @default the front page's own */
  readonly manad?: Month;
  /** What it says where its data is made up. @default none */
  readonly mark?: string | null;
  /** Whether it was made of other deliveries than the store now has of its month. @default {false} */
  readonly isOld?: boolean;
}

/** The readers in the order of the page; others come after them, and last the pages that are for nobody in particular. */
const READERS: readonly string[] = ["ledningsgruppen", "planeringsgruppen", "analytiker"];

/**
 * Makes the front page (förstasidan): what the month's letter says, and then every report by who it is for, each with
 * what it found.
 *
 * @param reports The reports; those of the same readers stand in their notebooks' order. Not changed.
 * @param options As for the reports themselves; pages that could not be made are named, with the reason.
 * @returns The whole page; its links lead to files beside it. Without a letter of its month it begins with the reports.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { renderIndex } from "vantelage/report";
 *
 * const report = { fileName: "01.html", question: "Vem väntar?", mainFinding: "Många.", reader: null, front: "" };
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
  const letter = reports.find(({ front, manad = options.manad, isOld = false }) =>
    front !== "" && manad === options.manad && !isOld
  );
  const ofMonth = (options.comments ?? []).filter(({ page, manad }) =>
    page === null && manad === options.manad
  );
  const groups = [...Map.groupBy(reports, ({ reader }) => reader?.group ?? "")]
    .sort(([a], [b]) => rankOf(a) - rankOf(b) || a.localeCompare(b, "sv"));
  return pageHtml({
    title: `Vänteläge, ${month}`,
    heading: "Vänteläge",
    opening: (letter === undefined
      ? `<p class="lead">Vem väntar på operation, var, hur länge och varför?</p>`
      : "") + commentsHtml(ofMonth),
    navigation: "",
    main: absentHtml("Sidor som inte kunde skrivas", options.failed, options) +
      (letter === undefined ? "" : `<h2 class="sr">Läget i korthet</h2>${letter.front}`) +
      (groups.length > 0
        ? `<div class="readers">\n${
          groups.map(([group, entries]) =>
            groupHtml(group || (groups.length > 1 ? "fler sidor" : "sidor"), entries, options)
          )
            .join("\n")
        }\n</div>`
        : "") +
      absentHtml("Sidor som leveranserna inte räcker till", options.left, options),
    parameters: {},
    isIndex: true,
  }, options);
}

function rankOf(group: string): number {
  const place = READERS.indexOf(group);
  return place >= 0 ? place : group === "" ? READERS.length + 1 : READERS.length;
}

function groupHtml(group: string, entries: readonly IndexEntry[], options: ReportOptions): string {
  const items = entries.toSorted((a, b) => (a.reader?.place ?? 0) - (b.reader?.place ?? 0)).map((
    { fileName, question, mainFinding, manad = options.manad, mark = null, isOld },
  ) => {
    const about = [
      mainFinding && sentence(mainFinding),
      manad === options.manad ? "" : `Gäller ${monthName(manad)}.`,
      isOld ? "Gjord innan månadens leveranser ändrades." : "",
    ].filter((part) => part !== "");
    // The page's own mark says it of all of them, where it is the same.
    const own = mark === dataMark(options.provenance) ? null : mark;
    return `<li><a href="${encodeURIComponent(fileName)}">${escapeHtml(question)}</a>` +
      (own === null ? "" : ` <span class="mark">${escapeHtml(own)}</span>`) +
      about.map((part) => `<p>${escapeHtml(part)}</p>`).join("") + "</li>";
  });
  const heading = group[0].toUpperCase() + group.slice(1);
  return `<section><h2>${escapeHtml(heading)}</h2>\n<ul>\n${items.join("\n")}\n</ul></section>`;
}

/** The pages that are missing, and why; a reason may hold a number, so the public is only given which. */
function absentHtml(heading: string, pages: readonly FailedPage[] = [], { audience }: ReportOptions): string {
  if (pages.length === 0) return "";
  const items = pages.map(({ fileName, reason }) =>
    `<li>${escapeHtml(audience === "public" ? fileName : `${fileName}: ${shortened(reason)}`)}</li>`
  );
  return `<section><h2>${heading}</h2>\n<ul>\n${items.join("\n")}\n</ul></section>\n`;
}

/** A reason as the page gives it; all of it is reported where the report is made. */
function shortened(reason: string): string {
  const words = reason.replaceAll(/\s+/g, " ").trim();
  return words.length > LONGEST_REASON ? `${words.slice(0, LONGEST_REASON).toWellFormed()}…` : words;
}

/** A figure's headline stands without a full stop; among sentences it takes one. */
function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}
