/**
 * Words that have an entry in the page's glossary: a link to it, which with JavaScript shows the entry beside the word.
 * Escape, or a second press, takes the note away.
 */
export function offerNotes(): void {
  const note = document.createElement("span");
  note.className = "tip";
  note.hidden = true;
  note.setAttribute("role", "status");
  let from: Element | null = null;
  const hide = () => {
    from?.setAttribute("aria-expanded", "false");
    from = null;
    note.hidden = true;
  };
  for (const link of document.querySelectorAll("a.term")) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-expanded", "false");
  }
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest("a.term");
    if (!link) {
      if (!target || !note.contains(target)) hide();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const again = link === from;
    hide();
    if (again) return;
    const entry = document.getElementById(link.getAttribute("href")?.slice(1) ?? "");
    from = link;
    link.setAttribute("aria-expanded", "true");
    link.after(note);
    note.hidden = false;
    note.textContent = [...entry?.children ?? []].map((part) => part.textContent).join("\n");
    note.style.marginLeft = "0";
    const { left, width } = note.getBoundingClientRect();
    const to = Math.min(link.getBoundingClientRect().left, document.documentElement.clientWidth - 8 - width);
    note.style.marginLeft = `${to - left}px`;
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
    if (event.key === " " && event.target instanceof HTMLElement && event.target.matches("a.term")) {
      event.preventDefault();
      event.target.click();
    }
  });
}
