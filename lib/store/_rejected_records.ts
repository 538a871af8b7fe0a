import { usedColumns } from "../contract/mod.ts";
import { type Extract, parseExtract, toCsv } from "../extract/mod.ts";
import { readingOf, type RejectedRecord } from "../judge/mod.ts";
import type { ParquetColumn } from "../parquet/mod.ts";
import { readColumns } from "./_columns.ts";
import type { Delivery } from "./delivery.ts";

/** What the name of a column of cells begins with, before its header: no header can be taken for another column. */
const CELL = "post.";

/** Rejected records as columns: place and reasons, and the cells of each column that is used. */
export function rejectedColumns(rejected: readonly RejectedRecord[]): ParquetColumn[] {
  const text = (name: string, valueOf: (record: RejectedRecord) => string | null): ParquetColumn => {
    const numbers = new Map<string | null, number>();
    const codes = Uint32Array.from(rejected, (record) => {
      const value = valueOf(record), known = numbers.get(value) ?? numbers.size;
      if (known === numbers.size) numbers.set(value, known);
      return known;
    });
    return { name, type: "text", kind: "coded", dictionary: [...numbers.keys()], codes };
  };
  const whole = (name: string, valueOf: (record: RejectedRecord) => number): ParquetColumn => ({
    name,
    type: "int32",
    kind: "plain",
    values: rejected.map(valueOf),
  });
  const headers = Object.keys(rejected.find(({ cells }) => cells !== null)?.cells ?? {});
  return [
    text("fil", ({ file }) => file),
    whole("rad", ({ line }) => line),
    whole("kolumn", ({ column }) => column),
    text("cell", ({ cell }) => cell ?? null),
    text("regler", ({ rules }) => rules.join(" ")),
    text("orsak", ({ says }) => says.join("\n")),
    ...headers.map((header) =>
      text(
        `${CELL}${header}`,
        ({ cells }) => cells !== null && Object.hasOwn(cells, header) ? cells[header] : null,
      )
    ),
  ];
}

/** The rejected records of a delivery's file, in the order of the delivery. */
export async function readRejected(parquet: Uint8Array, delivery: Delivery): Promise<RejectedRecord[]> {
  const columns = await readColumns<string | number | null>(parquet, null);
  const text = (name: string, row: number) => String(columns.get(name)?.[row] ?? "");
  const cellsOf = columns.has("post") ? cellsOfLines(columns.get("post") ?? [], delivery) : cellsIn(columns);
  return (columns.get("rad") ?? []).map((line, row): RejectedRecord => {
    const cell = columns.get("cell")?.[row] ?? null;
    return {
      file: text("fil", row),
      line: Number(line),
      column: Number(columns.get("kolumn")?.[row]),
      ...(cell === null ? {} : { cell: String(cell) }),
      rules: text("regler", row).split(" "),
      says: text("orsak", row).split("\n"),
      cells: cellsOf(row),
    };
  }).sort((a, b) => a.line - b.line || a.column - b.column);
}

function cellsIn(
  columns: ReadonlyMap<string, readonly (string | number | null)[]>,
): (row: number) => RejectedRecord["cells"] {
  const cells = [...columns].filter(([name]) => name.startsWith(CELL));
  return (row) =>
    cells.every(([, values]) => values[row] === null)
      ? null
      : Object.fromEntries(cells.map(([name, values]) => [name.slice(CELL.length), String(values[row])]));
}

/** The cells of records that a store of version 1 or 2 kept as whole lines. */
function cellsOfLines(
  lines: readonly (string | number | null)[],
  delivery: Delivery,
): (row: number) => RejectedRecord["cells"] {
  const { header, delimiter } = delivery, { sources } = readingOf(delivery);
  if (header === undefined || delimiter === undefined || sources === null) return () => null;
  const used = usedColumns(sources), names = toCsv([header], { delimiter });
  return (row) => {
    const line: Extract = parseExtract(new TextEncoder().encode(`${names}${lines[row]}`), delivery.file, {
      encoding: "utf-8",
      delimiter,
      headerLine: 1,
    });
    if (line.good !== 1 || line.broken.length > 0) return null;
    const fields = line.fields(0);
    return Object.fromEntries(used.map((column) => [header[column], fields[column]]));
  };
}
