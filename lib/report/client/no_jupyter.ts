/** What stands for figures/marks/_jupyter.ts in a page's program: no notebook asks a page for its figures, so it needs no styles of theirs. */
export function jupyterHtml(html: string): string {
  return html;
}
