/**
 * Makes the lists of examples on a page searchable. The field is made here: a page without JavaScript shows every
 * example. A page that has such a list carries the source of these functions, so they use nothing but each other.
 */

/**
 * Puts a search field above each list of examples.
 *
 * @param document The page.
 */
export function offerSearch(document: Document): void {
  document.querySelectorAll(".bank").forEach((bank, number) => {
    const entries = [...bank.querySelectorAll("ul > li")].map((element) => ({
      element,
      text: plain(element.textContent ?? ""),
    }));
    const id = `sok-${number + 1}`;
    const label = document.createElement("label");
    label.setAttribute("for", id);
    label.textContent = "Sök bland exemplen";
    const field = document.createElement("input");
    field.setAttribute("type", "search");
    field.setAttribute("id", id);
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    const show = () => {
      const words = plain(field.value).split(" ").filter(Boolean);
      let found = 0;
      for (const { element, text } of entries) {
        const fits = words.every((word) => text.includes(word));
        if (fits) found++;
        element.toggleAttribute("hidden", !fits);
      }
      status.textContent = words.length === 0
        ? `${entries.length} exempel`
        : found === 0
        ? "Inget exempel innehåller orden"
        : `${found} av ${entries.length} exempel`;
    };
    field.addEventListener("input", show);
    const form = document.createElement("div");
    form.setAttribute("role", "search");
    form.append(label, field, status);
    bank.prepend(form);
    show();
  });
}

/** Lower case, single blanks. */
function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, " ").trim();
}

/** The script of a page that has a list of examples. */
export function searchScript(): string {
  return `(()=>{${[offerSearch, plain].map(String).join("\n")}\nofferSearch(document)})()`;
}
