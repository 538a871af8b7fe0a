import { notebookStyles } from "./css.ts";

/** HTML with its stylesheet, which holds for it alone, so that a notebook's own look is left in peace. */
export function jupyterHtml(html: string): string {
  return `<style>${notebookStyles}</style><div class="vantelage">${html}</div>`;
}
