import { type Delimiter, type Extract, ExtractError, parseExtract, toCsv } from "../extract/mod.ts";
import type { RejectedRecord } from "./finding.ts";

/** The first column of a file of rejected records: the record's line in the delivered file. */
export const REJECTED_LINE = "underkänd_rad";

/** Its second column: why the record was rejected. */
export const REJECTED_WHY = "underkänd_orsak";

/** Reasons of records whose fields cannot be told apart. */
const BROKEN: readonly string[] = ["fel_antal_falt", "citattecken", "nul_tecken", "avhuggen_fil"];

/** What to do with a record whose fields cannot be told apart. */
const PUT_APART = "Hela raden står i den första kolumnen: fördela dess värden på kolumnerna";

/** What a file of rejected records is written from. */
export interface RejectedFileOptions {
  /** The headers of what was delivered. */
  readonly header: readonly string[];
  /** The delimiter of its fields. @default {";"} */
  readonly delimiter?: Delimiter;
}

/**
 * Rejected records as a CSV file to be corrected: line and reasons first, then the delivery's own columns. No cell of
 * it can start a formula. A record whose fields cannot be told apart is written whole in the first of them.
 *
 * @param records The records, as {@linkcode Store.rejected} gives them.
 * @param options The delivery's header and delimiter.
 * @returns The text, with a byte order mark, by which Excel sees that it is UTF-8.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { rejectedCsv } from "vantelage";
 * const record = { file: "april.csv", line: 7, column: 1, rules: ["antal_ogiltigt"], says: ["antal ska vara ett tal"], raw: "Falun;=1" };
 * assert.match(rejectedCsv([record], { header: ["sjukhus", "antal"] }), /\r\n7;antal ska vara ett tal;Falun;'=1\r\n$/);
 * ```
 */
export function rejectedCsv(
  records: readonly RejectedRecord[],
  { header, delimiter = ";" }: RejectedFileOptions,
): string {
  const whole = records.filter(({ rules }) => !rules.some((rule) => BROKEN.includes(rule)));
  const text = toCsv([header], { delimiter }) + whole.map(({ raw }) => raw).join("\n");
  const parsed = parseExtract(new TextEncoder().encode(text), "underkanda.csv", {
    encoding: "utf-8",
    delimiter,
    headerLine: 1,
  });
  if (parsed.good !== whole.length) {
    throw new RangeError(
      `Cannot write the rejected records as each must have the header's fields: got ${parsed.good} of ${whole.length}`,
    );
  }
  let next = 0;
  const rows = records.map((record) => {
    const broken = record !== whole[next];
    const fields = broken ? padded([record.raw], header.length) : parsed.fields(next++);
    const where = record.cell === undefined ? [] : [record.cell], todo = broken ? [PUT_APART] : [];
    return [String(record.line), [...where, ...record.says, ...todo].join(". "), ...fields];
  });
  const csv = toCsv([[REJECTED_LINE, REJECTED_WHY, ...header], ...rows], { delimiter, formulaSafe: true });
  return `\ufeff${csv}`;
}

/**
 * A delivery with its rejected records corrected: every other record is as it was delivered. A rejected record that
 * the corrected file leaves out is kept as it was.
 *
 * @param original The delivery.
 * @param corrected The file made by {@linkcode rejectedCsv}, corrected.
 * @returns The whole delivery as CSV, to be loaded in the place of the first.
 * @throws {ExtractError} If the corrected file has other columns, or names a line twice or one that holds no record.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { mergeCorrected, parseExtract } from "vantelage";
 * const file = (text: string) => parseExtract(new TextEncoder().encode(text), "april.csv");
 * const corrected = file("underkänd_rad;underkänd_orsak;sjukhus;antal\n3;fel;Mora;4\n");
 * assert.equal(mergeCorrected(file("sjukhus;antal\nFalun;3\nMora;x\n"), corrected), "sjukhus;antal\r\nFalun;3\r\nMora;4\r\n");
 * ```
 */
export function mergeCorrected(original: Extract, corrected: Extract): string {
  const wanted = [REJECTED_LINE, REJECTED_WHY, ...original.header];
  if (wanted.length !== corrected.header.length || wanted.some((name, at) => corrected.header[at] !== name)) {
    throw new ExtractError(corrected.name, `filens kolumner ska vara ${wanted.join(", ")}.`);
  }
  const broken = original.broken.map(({ line, raw }) => ({
    line,
    fields: padded([raw], original.header.length),
  }));
  const good = Array.from({ length: original.good }, (_, nr) => ({
    line: original.place(nr).line,
    fields: original.fields(nr),
  }));
  const records = [...good, ...broken].sort((a, b) => a.line - b.line);
  const done = new Set<number>();
  for (let nr = 0; nr < corrected.good; nr++) {
    const [line, , ...fields] = corrected.fields(nr);
    // A place may lie in a record's later lines.
    const at = records.findLastIndex((record) => record.line <= Number(line));
    if (!/^\d+$/.test(line) || at < 0 || done.has(at)) {
      throw new ExtractError(
        corrected.name,
        `"${REJECTED_LINE}" ska ange en rad i ${original.name}, och varje rad en gång (post ${nr + 1}).`,
      );
    }
    done.add(at);
    records[at] = {
      line: records[at].line,
      fields: fields.map((cell) => /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell),
    };
  }
  return toCsv([original.header, ...records.map(({ fields }) => fields)], { delimiter: original.delimiter });
}

function padded(fields: readonly string[], length: number): string[] {
  return Array.from({ length }, (_, at) => fields[at] ?? "");
}
