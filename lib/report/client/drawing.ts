/** Puts figures and panels of a view into the page: first what the reader sees, the rest when that is painted. */
import type { FigureWidth } from "../../figures/marks/figure.ts";
import { tableHtml } from "../../figures/marks/figure_table.ts";
import { leadOf } from "../../figures/marks/lead.ts";
import {
  followFigure,
  type Following,
  type FollowingFigure,
  type FollowingPanel,
  followPanel,
  placesOf,
} from "./follow.ts";
import type { View } from "./view.ts";
import type { ViewRows } from "./view_rows.ts";

/**
 * Begins to follow views. Of a chart only the width that is shown is drawn, and a folded table after all that is seen.
 *
 * @param following What of the page follows.
 * @returns Draws a view, and says of the other figures that they do not follow unless it is the page's own view.
 */
export function drawing(following: Following): (rows: ViewRows, own: boolean) => void {
  const main = document.querySelector("main") ?? document.body;
  const narrow = matchMedia("(max-width:34rem)");
  const ids = new Set(following.figures.map(({ id }) => id));
  const fixed = [...main.querySelectorAll("figure")].filter(({ id }) => !ids.has(id)).map((figure) => {
    const note = document.createElement("p");
    note.className = "note";
    note.hidden = true;
    note.textContent = "Figuren följer inte urvalet.";
    figure.append(note);
    return note;
  });
  const sections = sectionsOf(main);
  let left: (() => void)[] = [];
  let cancel = () => {};
  let shown: ViewRows | null = null;
  const next = () => {
    left.shift()?.();
    if (left.length > 0) {
      const handle = setTimeout(next);
      cancel = () => clearTimeout(handle);
    } else settle();
  };
  const settle = () => {
    if (shown) { for (const section of sections) section.show(shown.view.status); }
    main.removeAttribute("aria-busy");
  };
  const draw = (rows: ViewRows, widths: readonly FigureWidth[]) => {
    shown = rows;
    for (const section of sections) section.show(rows.view.status);
    cancel();
    main.setAttribute("aria-busy", "true");
    // What is visible is asked before anything changes: the answer is then at hand, and needs no new layout.
    const tasks = [
      ...following.panels.map((panel) => ({
        id: panel.id,
        draw: () => placePanel(panel, followPanel(panel, rows)?.html(placesOf(panel), following)),
      })),
      ...following.figures.map((figure) => ({
        id: figure.id,
        draw: () => place(figure, rows, { widths, invented: following.invented }, (task) => left.push(task)),
      })),
    ].map((task) => ({ ...task, visible: isVisible(task.id) }));
    left = tasks.filter(({ visible }) => !visible).map(({ draw }) => draw);
    // Until it is drawn again, what shows an earlier choice is marked.
    for (const { id } of tasks) document.getElementById(id)?.setAttribute("data-old", "");
    for (const { visible, draw } of tasks) if (visible) draw();
    const frame = requestAnimationFrame(() => cancel = whenIdle(next));
    cancel = () => cancelAnimationFrame(frame);
  };
  narrow.addEventListener("change", () => shown && draw(shown, [narrow.matches ? 345 : 680]));
  addEventListener("beforeprint", () => {
    // Paper shows the wide charts, whatever the window's width.
    if (shown && narrow.matches) draw(shown, [680, 345]);
    cancel();
    while (left.length > 0) next();
  });
  return (rows, own) => {
    for (const note of fixed) note.hidden = own;
    // A lead that a figure gave, which does not follow, holds for the page's own view alone.
    document.querySelector(".lead[data-own]")?.toggleAttribute("hidden", !own);
    draw(rows, [narrow.matches ? 345 : 680]);
  };
}

/** A part of the page under a heading of its own, with the line of the contents that leads to it. */
interface Section {
  /** Says the heading's words for a status, and hides what is written of the other, and all of it without figures. */
  show(status: View["status"]): void;
}

/** The parts of a page under its headings of the second level, as far as their figures follow. */
function sectionsOf(main: Element): Section[] {
  return [...main.querySelectorAll<HTMLElement>("h2")].flatMap((heading) => {
    const parts: HTMLElement[] = [];
    for (
      let next = heading.nextElementSibling;
      next && next.tagName !== "H2";
      next = next.nextElementSibling
    ) {
      parts.push(next as HTMLElement);
    }
    const ids = parts.filter(({ tagName }) => tagName === "FIGURE").map(({ id }) => id);
    if (ids.length === 0) return [];
    const waiting = heading.textContent ?? "", performed = heading.dataset.genomforda;
    const entry = document.querySelector<HTMLElement>(`nav a[href="#${heading.id}"]`);
    const prose = parts.filter(({ tagName }) => ["P", "UL", "OL"].includes(tagName));
    return [{
      show(status) {
        const isPerformed = status === "genomforda", figures = ids.map((id) => document.getElementById(id));
        const isEmpty = isPerformed && figures.every((figure) => figure === null || figure.hidden);
        const words = isPerformed ? performed ?? waiting : waiting;
        heading.textContent = words;
        heading.hidden = isEmpty;
        if (entry) {
          entry.textContent = words;
          entry.parentElement?.toggleAttribute("hidden", isEmpty);
        }
        for (const part of prose) part.hidden = isEmpty || isPerformed && performed !== undefined;
      },
    }];
  });
}

/** How long, in milliseconds, what the reader does not see waits at most until what he sees is painted. */
const PATIENCE = 50;

/** Does something when the reader's frame is painted and nothing else is to be done; gives what calls it off. */
function whenIdle(task: () => void): () => void {
  if ("requestIdleCallback" in globalThis) {
    const handle = requestIdleCallback(task, { timeout: PATIENCE });
    return () => cancelIdleCallback(handle);
  }
  const handle = setTimeout(task);
  return () => clearTimeout(handle);
}

function isVisible(id: string): boolean {
  const box = document.getElementById(id)?.getBoundingClientRect();
  return box !== undefined && box.bottom > 0 && box.top < innerHeight;
}

function placePanel({ id, leads }: FollowingPanel, html = ""): void {
  const place = document.getElementById(id), lead = leads ? document.getElementById("svar") : null;
  if (!place) return;
  const split = lead && leadOf(html);
  if (lead) lead.innerHTML = split?.lead ?? "";
  place.innerHTML = split?.rest ?? html;
  place.removeAttribute("data-old");
}

function place(
  { id, number, kind, own }: FollowingFigure,
  rows: ViewRows,
  how: { readonly widths: readonly FigureWidth[]; readonly invented: readonly string[] },
  later: (task: () => void) => void,
): void {
  const old = document.getElementById(id);
  if (!old) return;
  const figure = followFigure({ kind, own }, rows);
  const open = old.querySelector("details")?.open ?? false;
  // What does not go with the view is not there; its place is kept for the next.
  old.hidden = figure === null;
  old.removeAttribute("data-old");
  if (figure === null) return;
  const template = document.createElement("template");
  template.innerHTML = figure.html({ id, number, ...how, folded: !open });
  const fresh = template.content.firstElementChild;
  if (!fresh) return;
  const details = fresh.querySelector("details");
  if (open) details?.setAttribute("open", "");
  else later(() => details?.insertAdjacentHTML("beforeend", tableHtml(figure.table)));
  old.replaceWith(fresh);
}
