/** What regions say of the month, of pages and of figures. */
import { dayName, monthName } from "../calendar/mod.ts";
import { escapeHtml } from "../figures/mod.ts";
import type { PageComment } from "./options.ts";

/** Comments in their order, each with what it is about, who says it and when; empty where there is none. */
export function commentsHtml(comments: readonly PageComment[]): string {
  return comments.map(({ page, figure, manad, from, day, text }) => {
    const about = figure !== null ? ` till ${figure}` : page === null ? ` till ${monthName(manad)}` : "";
    return `\n<p class="note comment">${
      escapeHtml(`Kommentar${about} från ${from}, ${dayName(day)}: ${text}`)
    }</p>`;
  }).join("");
}
