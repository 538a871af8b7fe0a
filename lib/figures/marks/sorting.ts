/**
 * Tables whose columns can be sorted, in a report's page and in a notebook. A notebook carries the source of these
 * functions, so they use nothing but each other.
 */

/**
 * The number that a cell begins with, as the page writes numbers: "2 894", "42,1 %", "≈ 60 (31–60)", "−5".
 *
 * With single blanks there is one way to read each text, so the time grows only with its length.
 *
 * @returns The number as written, so 42.1 for percent; `null` for another text.
 */
export function numberOf(text: string): number | null {
  const [, sign, digits] =
    /^(?:≈ ?)?([-−+±]?)(\d+(?: \d+)*(?:,\d+)?)(?: ?(?:%|procentenheter|dagar))?(?: ?\(.*\))?$/.exec(
      text.trim().replace(/\s+/g, " "),
    ) ?? [];
  if (digits === undefined) return null;
  const number = Number(digits.replace(/\s/g, "").replace(",", "."));
  return /[-−]/.test(sign) ? -number : number;
}

/**
 * Makes each header of a table a button. It sorts the rows by its column, texts from A and numbers from the largest;
 * pressed again it turns the order, and a third time gives back the table's own. Totals stay where they are, and as
 * many rows are hidden as before.
 */
export function offerSorting(table: HTMLTableElement): void {
  const body = table.tBodies[0], heads = [...table.tHead?.rows[0]?.cells ?? []];
  if (!body || body.rows.length < 2) return;
  const own = [...body.rows], shown = own.filter((row) => !row.hidden).length;
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    const numbers = own.some((row) => numberOf(textAt(row, column)) !== null);
    const orders = numbers ? ["descending", "ascending"] : ["ascending", "descending"];
    button.addEventListener("click", () => {
      const order = orders[orders.indexOf(head.getAttribute("aria-sort") ?? "") + 1] ?? null;
      for (const other of heads) other.removeAttribute("aria-sort");
      if (order !== null) head.setAttribute("aria-sort", order);
      const turn = order === "descending" ? -1 : 1;
      const rows = order === null
        ? own
        : own.toSorted((a, b) => compare(textAt(a, column), textAt(b, column), turn));
      rows.forEach((row, index) => row.hidden = index >= shown);
      body.append(...rows);
    });
  });
}

function textAt(row: HTMLTableRowElement, column: number): string {
  return row.cells[column]?.textContent ?? "";
}

/** Missing values come last whichever way the others stand. */
function compare(a: string, b: string, turn: 1 | -1): number {
  const x = numberOf(a), y = numberOf(b);
  if (x !== null && y !== null) return turn * (x - y);
  if (x !== null || y !== null) return x === null ? 1 : -1;
  return turn * byTime(a).localeCompare(byTime(b), "sv");
}

/** "april 2024" as "2024-04", so that months come in the order of time; other texts as they are. */
function byTime(text: string): string {
  const [name, year] = text.split(" ");
  const month = "januari februari mars april maj juni juli augusti september oktober november december"
    .split(" ").indexOf(name);
  return month < 0 || !/^\d{4}$/.test(year) ? text : `${year}-${String(month + 1).padStart(2, "0")}`;
}

/** A script for a notebook, where it may run: it makes the tables of our own that stand there sortable, once each. */
export function sortingScript(): string {
  const functions = [numberOf, offerSorting, textAt, compare, byTime].map(String).join("\n");
  return `(()=>{${functions}
for(const table of document.querySelectorAll(".vantelage .scroll>table"))if(!table.querySelector("th button"))offerSorting(table);
})()`;
}
