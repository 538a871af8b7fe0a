import { hospitalNames, hospitals, nameKey, regions } from "../reference/mod.ts";
import type { FileLook } from "./_file_look.ts";
import { readMonthText } from "./_month_text.ts";

/** What of a file says a field of every row, beside its columns. */
export interface SaidBeside {
  readonly field: string;
  readonly value: string;
}

/**
 * What the text beside a table (titles, the names of its sheet and file, headers) says of fields that no column holds: the month, whether
 * they wait, the region. Only what is said in one way is reported; the region also where all hospitals are in one.
 *
 * @param fields The fields without a column.
 * @param header The headers.
 * @param look The text above the table.
 * @param hospitalCells The cells of the column that names hospitals.
 * @returns What may be proposed, to be confirmed by a person.
 */
export function saidBeside(
  fields: readonly string[],
  header: readonly string[],
  look: FileLook,
  hospitalCells: readonly string[],
): SaidBeside[] {
  const beside = [...look.beside ?? [], ...look.file === undefined ? [] : [wordsOf(look.file)]];
  const found: Readonly<Record<string, () => readonly string[]>> = {
    manad: () => monthsIn(beside),
    matperiod: () => monthsIn(beside),
    status: () => statusesIn([...beside, ...header]),
    region: () => {
      const named = regionsIn(beside);
      return named.length > 0 ? named : regionsOf(hospitalCells);
    },
  };
  return fields.flatMap((field) => {
    const [value, ...others] = new Set(found[field]?.() ?? []);
    return value === undefined || others.length > 0 ? [] : [{ field, value }];
  });
}

/** The words of a file's name. */
function wordsOf(file: string): string {
  return file.replace(/(?:\.[a-z]{2,7}){1,2}$/i, "").replace(/_|(?<!\d)-|-(?!\d)/g, " ");
}

/** The months that are written as months; a whole day is when the file was made. */
function monthsIn(texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    const words = text.split(/[\s,;:()]+/).filter((word) => word !== "");
    return words.flatMap((word, at) => {
      if (/\d[-/.]\d{1,2}[-/.]\d/.test(word)) return [];
      return [word, `${word} ${words[at + 1] ?? ""}`].flatMap((written) => {
        const read = /\d{4}/.test(written) ? readMonthText(written) : null;
        return read !== null && "month" in read ? [read.month] : [];
      });
    });
  });
}

function statusesIn(texts: readonly string[]): string[] {
  const keys = texts.map(nameKey);
  const says = (words: RegExp) => keys.some((key) => words.test(key));
  return [
    ...says(/\bv[äa]nta(?:nde|r)\b|\bwaiting\b/) ? ["vantande"] : [],
    ...says(/\bgenomf[öo]rda?\b|\butförda?\b|\bopererade\b|\bcompleted\b/) ? ["genomforda"] : [],
  ];
}

function regionsIn(texts: readonly string[]): string[] {
  const words = texts.map((text) => ` ${nameKey(text).replace(/[^\p{L}]+/gu, " ")} `);
  return regions.filter(({ namn, kortnamn }) =>
    [namn, kortnamn].some((name) => words.some((text) => text.includes(` ${nameKey(name)} `)))
  ).map(({ namn }) => namn);
}

function regionsOf(cells: readonly string[]): string[] {
  const names = cells.flatMap((cell) => hospitalNames.get(nameKey(cell)) ?? []);
  return hospitals.filter(({ namn }) => names.includes(namn)).map(({ region }) => region);
}
