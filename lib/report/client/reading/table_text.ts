/** What the cells of a table say, as numbers and as a file. */
import { toCsv } from "../../../extract/csv.ts";
import { numberOf } from "../../../figures/marks/sorting.ts";

/**
 * A table as the reader sees it, for a spreadsheet: semicolons, decimal commas, no formulas, a mark of its encoding. It
 * says no more than the page: as many decimals, and an estimate with its bounds in two columns of their own. What is made
 * up of it is said in a last column.
 */
export function tableCsv(table: HTMLTableElement, mark?: string | null): string {
  const heads = [...table.tHead?.rows[0]?.cells ?? []];
  const rows = [...table.tBodies, ...(table.tFoot ? [table.tFoot] : [])].flatMap((part) => [...part.rows]);
  const texts = rows.map((row) =>
    [...row.cells].map((cell) => cell.querySelector(".sr") ? "" : cell.textContent ?? "")
  );
  const columns = heads.map((head, column) => {
    const unit = head.querySelector("small")?.textContent ?? "";
    const name = (head.textContent ?? "").slice(0, (head.textContent ?? "").length - unit.length);
    const values = texts.map((row) => row[column].trim());
    const suffix = values.map((value) => /%$|(?<=\d\s)procentenheter$|(?<=\d\s)dagar$/.exec(value)?.[0]).find(
      Boolean,
    );
    const label = suffix || unit ? `${name} (${suffix ?? unit})` : name;
    const first = {
      label,
      values: values.map((value) => plain(value)),
    };
    if (!values.some((value) => value.startsWith("≈"))) return [first];
    const bounds = values.map(boundsOf);
    return [
      first,
      { label: `${label}, lägst`, values: bounds.map(([low]) => low) },
      { label: `${label}, högst`, values: bounds.map(([, high]) => high) },
    ];
  }).flat();
  if (mark) columns.push({ label: "Underlag", values: rows.map(() => mark) });
  const lines = [
    columns.map(({ label }) => label),
    ...rows.map((_, row) => columns.map(({ values }) => values[row])),
  ];
  return `\ufeff${toCsv(lines, { formulaSafe: true })}`;
}

/** A number without what only eyes need: "2 894" as "2894", "≈ 42,1 % (40,0–43,0)" as "42,1"; a text as it is. */
function plain(text: string): string {
  const number = numberOf(text);
  return number === null ? text : String(number).replace(".", ",");
}

/** The bounds of "≈ 60 (31–60)"; those of an exact number are the number. */
function boundsOf(text: string): readonly [string, string] {
  const [, inside] = /\(([^()]*)\)/.exec(text) ?? [];
  if (inside === undefined) return [plain(text), plain(text)];
  const [low, high = ""] = inside.replace(/^minst\s/, "").split("–");
  return [plain(low), plain(high)];
}
