import { ColumnCells, leaveOutMark } from "./_column_cells.ts";
import { RecordScanner } from "./_record_scanner.ts";
import { type ColumnSurvey, mostValues } from "./column_survey.ts";

/** Looks at the cells of a body, as an extract has it. */
export function surveyBody(
  body: Uint8Array,
  columns: number,
  delimiter: string,
  most: number = mostValues(columns),
): ColumnSurvey[] {
  const cells = Array.from({ length: columns }, () => new ColumnCells(body, most));
  const scanner = new RecordScanner(body, delimiter.charCodeAt(0), cells);
  leaveOutMark(body, 0, cells);
  for (let start = 0; start < body.length; start = scanner.next) scanner.scan(start);
  return cells.map((column) => column.survey());
}
