import { cellAt, cellText, type FigureTable } from "./figure_table.ts";

/** A table as lines of text in columns, the first with the headers. */
export function columnsText({ columns, rows }: FigureTable): string {
  const lines = [
    columns.map((column) => column.unit ? `${column.label} (${column.unit})` : column.label),
    ...rows.map(({ cells }) => columns.map(({ key, format }) => cellText(cellAt(cells, key), format))),
  ];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index].length)));
  return lines.map((line) =>
    line.map((text, index) =>
      columns[index].format === "text" ? text.padEnd(widths[index]) : text.padStart(widths[index])
    )
      .join("  ").trimEnd()
  ).join("\n");
}
