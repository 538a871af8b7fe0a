/** Puts figures and panels of a view into the page: first what the reader sees, the rest when that is painted. */
import type { FigureWidth } from "../../figures/figure.ts";
import { tableHtml } from "../../figures/figure_table.ts";
import { followFigure, type Following, type FollowingFigure, followPanel, placesOf } from "./follow.ts";
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
  let left: (() => void)[] = [];
  let cancel = () => {};
  let shown: ViewRows | null = null;
  const next = () => {
    left.shift()?.();
    if (left.length > 0) {
      const handle = setTimeout(next);
      cancel = () => clearTimeout(handle);
    } else main.removeAttribute("aria-busy");
  };
  const draw = (rows: ViewRows, widths: readonly FigureWidth[]) => {
    shown = rows;
    cancel();
    main.setAttribute("aria-busy", "true");
    // What is visible is asked before anything changes: the answer is then at hand, and needs no new layout.
    const tasks = [
      ...following.panels.map((panel) => ({
        id: panel.id,
        draw: () => placePanel(panel.id, followPanel(panel, rows)?.html(placesOf(panel))),
      })),
      ...following.figures.map((figure) => ({
        id: figure.id,
        draw: () => place(figure, rows, widths, (task) => left.push(task)),
      })),
    ].map((task) => ({ ...task, visible: isVisible(task.id) }));
    left = tasks.filter(({ visible }) => !visible).map(({ draw }) => draw);
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
    draw(rows, [narrow.matches ? 345 : 680]);
  };
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

function placePanel(id: string, html = ""): void {
  const place = document.getElementById(id);
  if (place) place.innerHTML = html;
}

function place(
  { id, number, kind, own }: FollowingFigure,
  rows: ViewRows,
  widths: readonly FigureWidth[],
  later: (task: () => void) => void,
): void {
  const old = document.getElementById(id);
  if (!old) return;
  const figure = followFigure({ kind, own }, rows);
  const open = old.querySelector("details")?.open ?? false;
  const template = document.createElement("template");
  template.innerHTML = figure?.html({ id, number, widths, folded: !open }) ??
    `<figure id="${id}"><figcaption><span class="no">${number}</span></figcaption>` +
      `<p class="note">Figuren gäller dem som väntar och visas inte för genomförda.</p></figure>`;
  const fresh = template.content.firstElementChild;
  if (!fresh) return;
  const details = fresh.querySelector("details");
  if (open) details?.setAttribute("open", "");
  else later(() => details?.insertAdjacentHTML("beforeend", figure ? tableHtml(figure.table) : ""));
  old.replaceWith(fresh);
}
