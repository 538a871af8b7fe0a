import { notebookStyles } from "./css.ts";
import { sortingScript } from "./sorting.ts";

/**
 * HTML with its stylesheet, which holds for it alone, so that a notebook's own look is left in peace. Tables can be
 * sorted where the notebook is trusted; one that is not takes script and styles away, and what is left can be read.
 */
export function jupyterHtml(html: string): string {
  const script = html.includes("<table>") ? `<script>${sortingScript()}</script>` : "";
  return `<style>${notebookStyles}</style><div class="vantelage">${html}</div>${script}`;
}
