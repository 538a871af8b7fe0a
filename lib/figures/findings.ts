import * as z from "zod";
import { escapeHtml } from "./escape_html.ts";
import { Panel } from "./panel.ts";

/** Something found, with its size, and where it is shown. */
export interface FindingItem {
  /** The finding. It is the link when there is one. */
  readonly text: string;
  /** Its size, after the finding. */
  readonly detail?: string;
  /** The place on the page that shows it, "#f1". */
  readonly href?: string;
}

/** Findings as plain data. */
export const FindingItems: z.ZodType<FindingItem[]> = z.array(z.strictObject({
  text: z.string(),
  detail: z.string().optional(),
  href: z.string().regex(/^#/, "En länk i en slutsats pekar på en plats på sidan: #f1").optional(),
}));

/**
 * A list of findings, each with a link to what shows it (slutsatser).
 *
 * @param items The findings, the most important first.
 * @returns The panel.
 * @throws {z.ZodError} If a link leads off the page.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { findings } from "vantelage";
 * const panel = findings([{ text: "Värmland har störst andel", detail: "42,1 %", href: "#f1" }]);
 * assert.equal(panel.html(),
 *   '<ul class="findings"><li><a href="#f1">Värmland har störst andel</a>, 42,1 %.</li></ul>');
 * ```
 */
export function findings(items: readonly FindingItem[]): Panel {
  const checked = FindingItems.parse(items);
  const entries = checked.map(({ text, detail, href }) => {
    const words = href ? `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>` : escapeHtml(text);
    return `<li>${words}${detail ? `, ${escapeHtml(detail)}` : ""}.</li>`;
  });
  return new Panel({
    kind: "findings",
    items: checked,
    html: `<ul class="findings">${entries.join("")}</ul>`,
    text: checked.map(({ text, detail }) => `– ${text}${detail ? `, ${detail}` : ""}.`).join("\n"),
  });
}
