/** The program of a page with selections: it reads the page's cells, builds the controls and redraws what follows. */
import { monthName } from "../../calendar/month.ts";
import { drawing } from "./drawing.ts";
import { buildControls } from "./controls.ts";
import { inflate } from "./inflate.ts";
import { fragmentOf, hasWrongLimit, isView, type View, viewOf } from "./view.ts";
import { Page } from "./view_rows.ts";
import type { EmbeddedSelections } from "../../selection/embedded.ts";
import type { Following } from "./follow.ts";

/** What the exporter puts in a page's data. */
export interface PageData {
  /** The cells, in base 85. */
  readonly selections: EmbeddedSelections;
  /** What of the page follows the view. */
  readonly following: Following;
}

async function start(): Promise<void> {
  const data: PageData = JSON.parse(document.getElementById("urval-data")?.textContent ?? "");
  const page = new Page(data.selections, await inflate(data.selections.cells));
  const { initial, choices } = page;
  const draw = drawing(data.following);
  let view = viewOf(location.hash, initial, choices);
  const same = (other: View) => fragmentOf(other, initial) === fragmentOf(view, initial);
  const show = (next: View) => {
    view = next;
    const month = document.getElementById("manad"), chosen = monthName(view.manad);
    if (month) {
      document.title = document.title.replace(month.textContent ?? "", chosen);
      month.textContent = chosen;
    }
    controls.show(view);
    draw(page.rows(view), same(initial));
  };
  const controls = buildControls(page, (next) => {
    if (same(next)) return;
    history.pushState(null, "", fragmentOf(next, initial) || location.pathname + location.search);
    show(next);
  }, matchMedia("(max-width:34rem)").matches);
  controls.show(view);
  if (!same(initial)) show(view);
  if (hasWrongLimit(location.hash)) controls.refuseLimit();
  addEventListener("popstate", () => {
    const next = viewOf(location.hash, initial, choices);
    if (!isView(location.hash)) return;
    if (!same(next)) show(next);
    if (hasWrongLimit(location.hash)) controls.refuseLimit();
  });
  // A link to a figure must not take the view out of the address.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    const place = link && document.getElementById(link.getAttribute("href")?.slice(1) ?? "");
    if (!place || same(initial)) return;
    event.preventDefault();
    place.tabIndex = -1;
    place.focus();
    place.scrollIntoView();
  });
}

await start();
