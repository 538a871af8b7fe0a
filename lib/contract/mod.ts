/**
 * What each column of a file is, and what a valid record is. A layout is a zod schema for each field and named rules
 * across fields; a profile maps a foreign file onto a layout, and `recognise` gives every column its role. The same
 * definition judges one record here and a whole delivery in judge/. Before everything comes the gate that stops
 * personal numbers.
 *
 * @module
 */
export * from "./condition.ts";
export {
  type CellReading,
  cleanText,
  type DateForm,
  type Field,
  fieldSchema,
  type FieldSpec,
  fieldSpecs,
  isCodeWithDecimals,
  type Level,
  missingMarkers,
  readCell,
  type Spelling,
} from "./field.ts";
export * from "./finding.ts";
export * from "./layout.ts";
export * from "./register_layout.ts";
export * from "./aggregate_layout.ts";
export * from "./profile.ts";
export * from "./profiles.ts";
export * from "./recognise.ts";
export * from "./header_names.ts";
export * from "./file_answers.ts";
export * from "./used_columns.ts";
export * from "./is_same_cell.ts";
export * from "./cells_of.ts";
export { type MonthText, readMonthText } from "./_month_text.ts";
export { noteRecords } from "./note_records.ts";
export * from "./layout_columns.ts";
export * from "./draft_profile.ts";
export { answerQuestion, type DraftQuestion } from "./draft_question.ts";
export * from "./renamed_headers.ts";
export * from "./cell_hint.ts";
export * from "./holds_personal_number.ts";
export * from "./personal_number.ts";
