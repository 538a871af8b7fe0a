import { notebookStyles } from "./css.ts";
import { hasReadInvented } from "../../reference/invented.ts";
import { sortingScript } from "./sorting.ts";

/**
 * HTML with its stylesheet, which holds for it alone, so that a notebook's own look is left in peace. Tables can be
 * sorted where the notebook is trusted; one that is not takes script and styles away, and what is left can be read.
 * Where invented data has been read, it says so.
 */
export function jupyterHtml(html: string): string {
  const script = html.includes("<table>") ? `<script>${sortingScript()}</script>` : "";
  const mark = hasReadInvented() ? `<p class="note">Syntetiska data ingår</p>` : "";
  return `<style>${notebookStyles}</style><div class="vantelage">${html}${mark}</div>${script}`;
}
