import assert from "node:assert/strict";
import { REJECTED_LINE, REJECTED_WHY, type RejectedRecord, rejectedTable } from "../../lib/judge/mod.ts";

const record = (line: number, cells: RejectedRecord["cells"]): RejectedRecord => ({
  file: "april.csv",
  line,
  column: 1,
  rules: ["antal_ogiltigt"],
  says: ["antal ska vara ett tal"],
  cells,
});

Deno.test("rejectedTable() writes place, reasons and the cells of the columns that are used", () => {
  const records = [
    record(2, { sjukhus: 'Falu\n"lasarett"', antal: "=1+1" }),
    { ...record(8, { sjukhus: "Sala", antal: "x" }), cell: "Blad1!B8" },
  ];
  assert.deepEqual(rejectedTable(records, { columns: ["sjukhus", "antal"] }), [
    [REJECTED_LINE, REJECTED_WHY, "sjukhus", "antal"],
    ["2", "antal ska vara ett tal", 'Falu\n"lasarett"', "=1+1"],
    ["8", "Blad1!B8. antal ska vara ett tal", "Sala", "x"],
  ]);
});

Deno.test("rejectedTable() shows a line that cannot be split only where the delivery is at hand", () => {
  const columns = ["sjukhus", "antal"], records = [record(5, null)];
  assert.deepEqual(rejectedTable(records, { columns })[1], [
    "5",
    "antal ska vara ett tal. Raden går inte att dela upp i kolumner: skriv in dess värden efter originalet",
    "",
    "",
  ]);
  assert.deepEqual(rejectedTable(records, { columns, lineOf: (line) => line === 5 ? "Mora;7;z" : "" })[1], [
    "5",
    "antal ska vara ett tal. Hela raden står i den första kolumnen: fördela dess värden på kolumnerna",
    "Mora;7;z",
    "",
  ]);
});
