import { escapeHtml } from "./escape_html.ts";

/** The line of a figure or a panel that says that its data is invented; empty without a mark. */
export function markHtml(mark: string | null): string {
  return mark === null ? "" : `<span class="mark">${escapeHtml(mark)}</span>`;
}
