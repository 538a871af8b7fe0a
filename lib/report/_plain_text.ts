/** HTML read as text. */
import { parseHTML } from "linkedom";

/** What a reader reads of a piece of HTML, without its tags. */
export function plainText(html: string): string {
  return parseHTML(`<!doctype html><html><body>${html}</body></html>`).document.body.textContent.trim();
}
