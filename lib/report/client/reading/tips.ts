/**
 * What a mark of a chart says, shown beside it: by pointing, by touching, and by arrow keys in a chart that has the
 * focus. A tip stays while the pointer is on it, and Escape takes it away.
 */
export function offerTips(): void {
  const tip = document.createElement("p");
  tip.className = "tip";
  tip.hidden = true;
  const spoken = document.createElement("p");
  spoken.className = "sr";
  spoken.setAttribute("role", "status");
  document.body.append(tip, spoken);
  let shown: Element | null = null;

  const hide = () => {
    shown?.classList.remove("told");
    shown = null;
    tip.hidden = true;
    spoken.textContent = "";
  };
  const show = (mark: Element, aloud: boolean) => {
    if (mark !== shown) hide();
    shown = mark;
    mark.classList.add("told");
    tip.textContent = mark.getAttribute("data-tip");
    if (aloud) spoken.textContent = tip.textContent;
    tip.hidden = false;
    const at = mark.getBoundingClientRect(), { width, height } = tip.getBoundingClientRect();
    const left = Math.min(Math.max(4, at.left + at.width / 2 - width / 2), innerWidth - width - 4);
    const above = at.top - height;
    tip.style.left = `${Math.max(4, left) + scrollX}px`;
    tip.style.top = `${(above < 4 ? Math.min(at.bottom, innerHeight - height - 4) : above) + scrollY}px`;
  };

  document.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || !(event.target instanceof Element)) return;
    const chart = chartOf(event.target);
    const mark = chart && nearest(chart, event.clientX, event.clientY);
    if (mark) show(mark, false);
    else if (!tip.contains(event.target) && !shown?.closest(":focus")) hide();
  });
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const chart = chartOf(event.target);
    const mark = chart && nearest(chart, event.clientX, event.clientY);
    if (mark) show(mark, true);
    else if (!tip.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return hide();
    const chart = chartOf(event.target);
    if (!chart) return;
    const marks = marksOf(chart), at = shown ? marks.indexOf(shown) : -1;
    const to = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: Math.max(at, 1) - 1,
      ArrowUp: Math.max(at, 1) - 1,
      Home: 0,
      End: marks.length - 1,
    }[event.key];
    if (to === undefined || marks.length === 0) return;
    event.preventDefault();
    show(marks[Math.min(to, marks.length - 1)], true);
  });
  document.addEventListener("focusout", (event) => chartOf(event.target) && hide());
}

function chartOf(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest("main figure .plot") : null;
}

/** The marks that have something to say. The browser's own tips give way to these; a narrow chart's may stand in the wide one alone. */
function marksOf(chart: Element): Element[] {
  const titles = [...chart.querySelectorAll("title")];
  const wide = titles.some(({ textContent }) => textContent === "")
    ? chart.closest("figure")?.querySelector(".wide .plot")
    : null;
  const tips = wide ? marksOf(wide).map((mark) => mark.getAttribute("data-tip")) : [];
  for (const [index, title] of titles.entries()) {
    title.parentElement?.setAttribute("data-tip", tips[index] ?? title.textContent ?? "");
    title.remove();
  }
  return [...chart.querySelectorAll("[data-tip]")];
}

/** How far from a mark a finger or a pointer may be, in pixels. */
const REACH = 12;

/** The mark at a place, or the nearest within reach. */
function nearest(chart: Element, x: number, y: number): Element | null {
  let found: Element | null = null, least = REACH;
  for (const mark of marksOf(chart)) {
    const { left, right, top, bottom } = mark.getBoundingClientRect();
    const distance = Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
    if (distance >= least) continue;
    found = mark;
    least = distance;
  }
  return found;
}
