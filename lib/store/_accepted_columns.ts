import { cleanText, type FieldSpec } from "../contract/mod.ts";
import { textAt } from "../extract/mod.ts";
import type { JudgedCells, Judgement, TypedField } from "../judge/mod.ts";
import { OPEN } from "../judge/mod.ts";
import { fromNumber, NULL, type Texts } from "../judge/typed_value.ts";
import { isSurelyThere } from "../judge/surely_there.ts";
import { DIMENSIONS } from "../cube/mod.ts";
import type { ParquetColumn, ParquetType, ParquetValue } from "../parquet/mod.ts";

/** What a field's values are kept as. */
const TYPES: Readonly<Record<FieldSpec["kind"], ParquetType>> = {
  text: "text",
  name: "text",
  code: "text",
  month: "text",
  whole: "int64",
  decimal: "double",
  day: "date",
};

/** Every field of a judged delivery as a column, a row for each good record. */
export function acceptedColumns({ fields, texts, accepted }: Judgement): ParquetColumn[] {
  return fields.map((field) => columnOf(field, texts, accepted.length));
}

function columnOf(
  { name, spec, codes, values, plain }: TypedField,
  texts: Texts,
  records: number,
): ParquetColumn {
  const type = TYPES[spec.kind];
  if (plain !== null) {
    const { bytes, from, to } = plain, instead = new Map<number, string | null>();
    for (let record = 0; record < from.length; record++) {
      if (isSurelyThere(bytes, from[record], to[record]) && bytes[from[record] - 1] !== QUOTE) continue;
      instead.set(record, cleanText(textAt(plain, record)));
    }
    return { name, type: "text", kind: "bytes", bytes, from, to, instead };
  }
  const dictionary = Array.from(values, (number): ParquetValue => {
    if (number === NULL) return null;
    return spec.kind === "day" ? number : fromNumber(number, spec.kind, texts);
  });
  if (codes === "record") return { name, type, kind: "plain", values: dictionary };
  return {
    name,
    type,
    kind: "coded",
    dictionary,
    codes: codes === "constant" ? new Uint8Array(records) : codes,
  };
}

const QUOTE = 34;

/** The cells of a judged delivery as columns. */
export function cellColumns({ columns: { dimensions, lo, hi, antal } }: JudgedCells): ParquetColumn[] {
  const open = new Uint8Array(hi.length);
  for (let at = 0; at < hi.length; at++) if (hi[at] === OPEN) open[at] = 1;
  // Counts of 32 bits, mostly ones, are kept by codes.
  const isNarrow = antal.every((count) => count === (count | 0));
  return [
    ...DIMENSIONS.map((name): ParquetColumn => ({
      name,
      type: name === "vardgaranti" ? "boolean" : "text",
      kind: "coded",
      dictionary: dimensions[name].values,
      codes: dimensions[name].codes,
    })),
    { name: "lo", type: "int32", kind: "plain", values: lo },
    { name: "hi", type: "int32", kind: "plain", values: hi, missing: open },
    { name: "antal", type: "int64", kind: "plain", values: isNarrow ? Int32Array.from(antal) : antal },
  ];
}
