import { ExtractError } from "./extract_error.ts";

/** A format that is not read, as readers call it, and what to do about it. */
export interface OtherFormat {
  readonly name: string;
  readonly todo: string;
}

/** What to do with a table in another program's format, and with a packed file. */
export const SAVE_AS_XLSX = "Öppna filen i Excel eller LibreOffice, spara den som xlsx och läs in den filen.",
  SAVE_AS_CSV = "Spara tabellen som CSV eller xlsx och läs in den filen.",
  UNPACK = "Packa upp den och läs in filen i den.";

/** The error of a file in another format. */
export function otherFormat(file: string, { name, todo }: OtherFormat): ExtractError {
  return new ExtractError(
    file,
    `ett uttag ska vara en textfil (CSV), en Excel-arbetsbok (xlsx) eller Parquet, men innehållet är ${name}. ${todo}`,
  );
}
