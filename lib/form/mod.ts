/**
 * What a file of data besides the waiting lists holds, and everything that is wrong with it: agreements, prices, plans and
 * so on. A kind of data is a schema and words; from it come an Excel form with lists to choose from, the reading of what
 * people fill in, checks that name every fault at once by cell or line, and what has changed since before.
 *
 * @module
 */
export {
  checkDocument,
  type CheckDocumentOptions,
  type CheckedDocument,
  type DataFault,
  faultLines,
  type PlaceOf,
} from "./check_document.ts";
export type { Manner } from "./_say.ts";
export { changeFile } from "./change_file.ts";
export { compareDocuments } from "./compare_documents.ts";
export { type DataKind, dataKind } from "./data_kind.ts";
export {
  changesHistory,
  type HistoryEvent,
  refuseInvented,
  type Standing,
  standingIn,
  tooEarly,
} from "./history.ts";
export { InhabitantsFile, inhabitantsKind, readInhabitants } from "./inhabitants.ts";
export { checkJson, jsonText } from "./json_file.ts";
export {
  claimsOf,
  OwnDataError,
  readDataFiles,
  readDataFolder,
  readFolder,
  rowClaims,
  sameClaims,
  type StoredDocument,
} from "./read_folder.ts";
export { formKind, type ReadForm, readForm } from "./read_form.ts";
export { replaceFile, textOf } from "./replace_file.ts";
export { SafeText } from "./safe_text.ts";
export {
  type FieldGuide,
  fieldGuides,
  type FormSheet,
  formSheets,
  type FormSheetsOptions,
} from "./write_form.ts";
