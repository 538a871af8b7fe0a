import { cleanText } from "../contract/mod.ts";
import { type CodedColumn, type CodedTableColumn, textAt } from "../extract/mod.ts";
import { pairCodes } from "./_pair_codes.ts";

/** Several columns as one, their texts joined by a blank; each different tuple of cells is joined once. */
export function joinColumns(columns: readonly CodedTableColumn[], records: number): CodedColumn {
  return columns.map((column) => column.kind === "coded" ? column : coded(column, records))
    .reduce((left, right) => {
      const { codes, pairs } = pairCodes(left.codes, left.cells.length, right.codes, right.cells.length);
      const cells = pairs.map(([a, b]) =>
        [left.cells[a], right.cells[b]].map(cleanText).filter((text) => text !== null).join(" ")
      );
      return { kind: "coded", name: `${left.name} ${right.name}`, cells, codes };
    });
}

/** A plain column with codes after all. */
function coded(column: CodedTableColumn, records: number): CodedColumn {
  const numbers = new Map<string, number>(), codes = new Uint32Array(records);
  for (let record = 0; record < records; record++) {
    const text = textAt(column, record);
    let code = numbers.get(text);
    if (code === undefined) numbers.set(text, code = numbers.size);
    codes[record] = code;
  }
  return { kind: "coded", name: column.name, cells: [...numbers.keys()], codes };
}
