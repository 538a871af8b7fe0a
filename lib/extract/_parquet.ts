import { tableFromIPC } from "@uwdata/flechette";
import { type FileMetaData, parquetMetadata } from "hyparquet";
import initialise, { readParquet, readSchema, type RecordBatch } from "parquet-wasm/esm";
import { type ValueText, valueText } from "./_arrow_text.ts";
import { Composer } from "./_composed.ts";
import { MAX_CELLS, MAX_COLUMNS } from "./_limits.ts";
import { type AboutFile, RecordTable } from "./_record_table.ts";
import { checkHeader } from "./dialect.ts";
import type { Extract } from "./extract.ts";
import { ExtractError, tooManyColumns } from "./extract_error.ts";

/** Whether the bytes begin as Parquet does. */
export function isParquet(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, 4)) === "PAR1";
}

/** Rows that are made into text at a time. */
const BATCH_ROWS = 16_384;

let ready: Promise<unknown> | undefined;

/**
 * The records of a Parquet file as an extract. Its places are record and column numbers.
 *
 * hyparquet reads what the file says of itself, so that its size is known before anything is unpacked. parquet-wasm reads
 * the records, and only by calls that answer at once: in the others a damaged file traps where nobody can catch it.
 *
 * @throws {ExtractError} If it is damaged or larger than it may be, or has a column that no text cell can hold.
 */
export async function extractParquet(
  bytes: Uint8Array,
  file: string,
  about: Omit<AboutFile, "format" | "sheet">,
): Promise<Extract> {
  ready ??= Deno.readFile(new URL(import.meta.resolve("parquet-wasm/esm/parquet_wasm_bg.wasm")))
    .then((module_or_path) => initialise({ module_or_path }));
  await ready;
  const { num_rows, row_groups } = describe(bytes, file);
  const rows = Number(num_rows);
  const { fields } = tableFromIPC(orDamaged(file, () => readSchema(bytes).intoIPCStream())).schema;
  checkSize(fields.length, rows, file);
  const composer = new Composer();
  const header = fields.map(({ name }) => composer.text(name).trim());
  checkHeader(header, file, 1);
  const texts = fields.map(({ type }, column) => valueText(type, composer) ?? unreadable(file, column));
  const table = new RecordTable({
    file,
    header,
    beside: [],
    headerLine: 0,
    firstColumn: 1,
    cell: (line, column) => `post ${line}, kolumn ${column}`,
  });
  for (const group of row_groups.keys()) {
    for (const batch of readGroup(bytes, group, file)) {
      addBatch(
        table,
        texts,
        orDamaged(file, () => batch.intoIPCStream()),
        file,
      );
    }
  }
  if (table.records !== rows) throw damaged(file);
  return table.extract({
    ...about,
    format: "parquet",
    assumed: [...about.assumed, ...composer.notes()],
  });
}

function describe(bytes: Uint8Array, file: string): FileMetaData {
  const { buffer, byteLength } = bytes;
  const whole = buffer instanceof ArrayBuffer && byteLength === buffer.byteLength
    ? buffer
    : new Uint8Array(bytes).buffer;
  return orDamaged(file, () => parquetMetadata(whole, { geoparquet: false }));
}

function readGroup(bytes: Uint8Array, group: number, file: string): RecordBatch[] {
  return orDamaged(
    file,
    () => readParquet(bytes, { rowGroups: [group], batchSize: BATCH_ROWS }).recordBatches(),
  );
}

function addBatch(table: RecordTable, texts: readonly ValueText[], arrow: Uint8Array, file: string): void {
  const batch = tableFromIPC(arrow, { useBigInt: true, useDecimalInt: true });
  const columns = texts.map((_, column) => batch.getChildAt(column).toArray());
  for (let row = 0; row < batch.numRows; row++) {
    const cells = texts.map((text, column) => {
      try {
        return text(columns[column][row]);
      } catch (cause) {
        if (cause instanceof RangeError || cause instanceof TypeError) unreadable(file, column, cause);
        throw cause;
      }
    });
    table.add(table.records + 1, cells);
  }
}

function checkSize(columns: number, rows: number, file: string): void {
  if (columns > MAX_COLUMNS) throw tooManyColumns(file);
  if (columns < 2) throw new ExtractError(file, "en tabell ska ha minst två kolumner, men denna har färre.");
  if (rows * columns > MAX_CELLS) {
    throw new ExtractError(
      file,
      `filen har ${rows} poster med ${columns} kolumner, vilket är mer än som läses på en gång. ` +
        `Dela upp den, till exempel per månad.`,
    );
  }
}

/** The answer of a library, whose every error means a file that it cannot read. */
function orDamaged<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw damaged(file, cause);
  }
}

function damaged(file: string, cause?: unknown): ExtractError {
  return new ExtractError(
    file,
    "Parquet-filen är avhuggen, skadad eller större än vad som läses på en gång. Exportera den på nytt.",
    undefined,
    { cause },
  );
}

function unreadable(file: string, column: number, cause?: unknown): never {
  throw new ExtractError(
    file,
    `kolumn ${
      column + 1
    } har värden som inte kan skrivas som text (en lista, en struktur eller rena byte). ` +
      `Ta bort kolumnen eller skriv den som text.`,
    undefined,
    { cause },
  );
}
