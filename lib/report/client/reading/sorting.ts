/** Tables whose columns can be sorted. */
import { monthName } from "../../../calendar/month.ts";
import { numberOf } from "./table_text.ts";

const MONTHS = new Map(
  Array.from({ length: 12 }, (_, index) => `2000-${String(index + 1).padStart(2, "0")}`)
    .map((month) => [monthName(month).split(" ")[0], month.slice(5)] as const),
);
const swedish = new Intl.Collator("sv").compare;

/**
 * Makes each header of a table a button. It sorts the rows by its column, texts from A and numbers from the largest;
 * pressed again it turns the order, and a third time gives back the table's own. Totals stay where they are.
 */
export function offerSorting(table: HTMLTableElement): void {
  const body = table.tBodies[0], heads = [...table.tHead?.rows[0]?.cells ?? []];
  if (!body || body.rows.length < 2) return;
  const own = [...body.rows];
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
      body.append(
        ...order === null ? own : own.toSorted((a, b) => compare(textAt(a, column), textAt(b, column), turn)),
      );
    });
  });
}

function textAt(row: HTMLTableRowElement, column: number): string {
  return row.cells[column]?.textContent ?? "";
}

/** Missing values come last whichever way the others stand. */
function compare(a: string, b: string, turn: 1 | -1): number {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== null && y !== null) return turn * (x - y);
  if (x !== null || y !== null) return x === null ? 1 : -1;
  return turn * swedish(byTime(a), byTime(b));
}

/** "april 2024" as "2024-04", so that months come in the order of time; other texts as they are. */
function byTime(text: string): string {
  const [name, year] = text.split(" ");
  const month = MONTHS.get(name);
  return month === undefined || !/^\d{4}$/.test(year) ? text : `${year}-${month}`;
}
