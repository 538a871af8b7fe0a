/**
 * What each column of a file is, and what a valid record is. A layout is a zod schema for each field and named rules
 * across fields; a profile maps a foreign file onto a layout, and `recognise` gives every column its role. The same definition judges one record here and, compiled to SQL, a whole delivery
 * inside the engine. Before everything stands the gate that stops personal numbers.
 *
 * @module
 */
export * from "./condition.ts";
export {
  cleanSql,
  cleanText,
  type DateForm,
  type Field,
  fieldSchema,
  type FieldSpec,
  fieldSpecs,
  fieldSql,
  isCodeWithDecimals,
  type Level,
  missingMarkers,
  type Spelling,
} from "./field.ts";
export * from "./layout.ts";
export * from "./register_layout.ts";
export * from "./aggregate_layout.ts";
export * from "./profile.ts";
export * from "./profiles.ts";
export * from "./recognise.ts";
export * from "./file_answers.ts";
export * from "./cells_of.ts";
export * from "./draft_profile.ts";
export { answerQuestion, type DraftQuestion } from "./draft_question.ts";
export * from "./renamed_headers.ts";
export * from "./cell_hint.ts";
export * from "./compile.ts";
export { rawType } from "./_field_plan.ts";
export * from "./personal_number.ts";
