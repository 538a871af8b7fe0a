/** Puts figures and panels of a view into the page: first what the reader sees, then the rest. */
import { followFigure, type Following, type FollowingFigure, followPanel } from "./follow.ts";
import type { ViewRows } from "./view_rows.ts";

/**
 * Begins to follow views.
 *
 * @param following What of the page follows.
 * @returns Draws a view, and says of the other figures that they do not follow unless it is the page's own view.
 */
export function drawing(following: Following): (rows: ViewRows, own: boolean) => void {
  const main = document.querySelector("main") ?? document.body;
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
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const next = () => {
    left.shift()?.();
    if (left.length > 0) waiting = setTimeout(next);
    else main.removeAttribute("aria-busy");
  };
  const finish = () => {
    clearTimeout(waiting);
    while (left.length > 0) next();
  };
  addEventListener("beforeprint", finish);
  return (rows, own) => {
    clearTimeout(waiting);
    main.setAttribute("aria-busy", "true");
    for (const note of fixed) note.hidden = own;
    for (const panel of following.panels) {
      const place = document.getElementById(panel.id);
      if (place) place.innerHTML = followPanel(panel, rows)?.html() ?? "";
    }
    const places = following.figures.map((figure) => ({ figure, visible: isVisible(figure.id) }));
    for (const { figure, visible } of places) if (visible) place(figure, rows);
    left = places.filter(({ visible }) => !visible).map(({ figure }) => () => place(figure, rows));
    waiting = setTimeout(next);
  };
}

function isVisible(id: string): boolean {
  const box = document.getElementById(id)?.getBoundingClientRect();
  return box !== undefined && box.bottom > 0 && box.top < innerHeight;
}

function place({ id, number, kind, own }: FollowingFigure, rows: ViewRows): void {
  const old = document.getElementById(id);
  if (!old) return;
  const figure = followFigure({ kind, own }, rows);
  const template = document.createElement("template");
  template.innerHTML = figure?.html({ id, number }) ??
    `<figure id="${id}"><figcaption><span class="no">${number}</span></figcaption>` +
      `<p class="note">Figuren gäller dem som väntar och visas inte för genomförda.</p></figure>`;
  const fresh = template.content.firstElementChild;
  if (!fresh) return;
  if (old.querySelector("details")?.open) fresh.querySelector("details")?.setAttribute("open", "");
  old.replaceWith(fresh);
}
