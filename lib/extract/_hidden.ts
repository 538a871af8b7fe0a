import { shown } from "./_shown.ts";
import type { Sheet, Workbook } from "./_workbook.ts";
import type { HiddenCells } from "./extract.ts";

/** What is to be said of a sheet's hidden rows and columns, in Swedish; nothing if there are none. */
export function hiddenNote({ rows, columns }: HiddenCells, left: boolean): string[] {
  const counted = [[rows, "rad", "rader"] as const, [columns.length, "kolumn", "kolumner"] as const]
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => `${count} ${count === 1 ? `dold ${one}` : `dolda ${many}`}`);
  if (counted.length === 0) return [];
  return [
    `Dolt: ${counted.join(" och ")} ${
      left ? "lästes inte (--utan-dolda)" : "lästes; --utan-dolda utelämnar dem"
    }`,
  ];
}

/** Names the workbook's hidden sheets, all but the one that is read. */
export function hiddenSheetsNote({ sheets }: Workbook, read: Sheet): string[] {
  const names = sheets.filter((sheet) => sheet.hidden && sheet !== read).map(({ name }) =>
    `"${shown(name)}"`
  );
  if (names.length === 0) return [];
  return [`${names.length === 1 ? "Dolt blad, läses inte" : "Dolda blad, läses inte"}: ${names.join(", ")}`];
}
