import { type CodedColumn, type CodedTableColumn, type PlainColumn, textAt } from "../lib/extract/mod.ts";

/** A coded column that holds these cells. */
export function codedColumn(name: string, cells: readonly string[]): CodedColumn {
  const different = [...new Set(["", ...cells])];
  const codes = Uint16Array.from(cells, (cell) => different.indexOf(cell));
  return { kind: "coded", name, cells: different, codes };
}

/** A plain column that holds these cells, each inside quotes as a file may have it. */
export function plainColumn(name: string, cells: readonly string[]): PlainColumn {
  const encoder = new TextEncoder();
  const quoted = cells.map((cell) => encoder.encode(`"${cell.replaceAll('"', '""')}";`));
  const bytes = new Uint8Array(quoted.reduce((sum, { length }) => sum + length, 0));
  const from = new Uint32Array(cells.length), to = new Uint32Array(cells.length);
  let at = 0;
  for (const [record, cell] of quoted.entries()) {
    bytes.set(cell, at);
    from[record] = at + 1;
    at += cell.length;
    to[record] = at - 2;
  }
  return { kind: "plain", name, bytes, from, to };
}

/** A column of so many records as a plain one. */
export function asPlain(column: CodedTableColumn, records: number): PlainColumn {
  return plainColumn(column.name, Array.from({ length: records }, (_, record) => textAt(column, record)));
}
