/** What every page gives those who read it with JavaScript: tips, sorting, downloads and notes on words. */
import { offerSorting } from "../../../figures/marks/sorting.ts";
import { offerDownloads } from "./downloads.ts";
import { offerNotes } from "./notes.ts";
import { offerTips } from "./tips.ts";

const equipped = new WeakSet<Element>();

/** Gives each figure and table what it lacks. A figure that is drawn again comes without. */
function equip(): void {
  for (const table of document.querySelectorAll("main .scroll>table:not(.prose)")) {
    if (!equipped.has(table)) offerSorting(table as HTMLTableElement);
    equipped.add(table);
  }
  for (const figure of document.querySelectorAll("main figure")) {
    if (!equipped.has(figure)) offerDownloads(figure);
    equipped.add(figure);
  }
  for (const chart of document.querySelectorAll<SVGSVGElement>("main figure .plot:has(title)")) {
    chart.tabIndex = 0;
  }
}

offerTips();
offerNotes();
equip();
let waiting = false;
new MutationObserver(() => {
  if (waiting) return;
  waiting = true;
  // After what the reader waits for is painted.
  requestAnimationFrame(() =>
    setTimeout(() => {
      waiting = false;
      equip();
    })
  );
}).observe(document.querySelector("main") ?? document.body, { childList: true, subtree: true });
