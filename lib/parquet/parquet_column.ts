/**
 * What a column holds: text as UTF-8 (STRING), whole numbers of 32 or 64 bits, numbers, days as whole days since
 * 1970-01-01 (DATE), or true and false.
 */
export type ParquetType = "text" | "int32" | "int64" | "double" | "date" | "boolean";

/** A value of a column; `null` is NULL. A day is a number of days. */
export type ParquetValue = string | number | bigint | boolean | null;

/** What every column has. */
export interface NamedParquetColumn {
  /** The column's name. */
  readonly name: string;
  /** What its values are. */
  readonly type: ParquetType;
}

/** A column of few different values: each value once, and for every row the number of its value. */
export interface CodedParquetColumn extends NamedParquetColumn {
  /** Marks codes. */
  readonly kind: "coded";
  /** The values. Those that no row has, and those that are in it twice, leave no trace in the file. */
  readonly dictionary: ArrayLike<ParquetValue>;
  /** The place of each row's value in the dictionary. */
  readonly codes: Uint8Array | Uint16Array | Uint32Array | Int32Array;
}

/** A column with the value of every row. */
export interface PlainParquetColumn extends NamedParquetColumn {
  /** Marks values. */
  readonly kind: "plain";
  /** The value of each row. */
  readonly values: ArrayLike<ParquetValue>;
  /** A byte for each row: where it is not 0, the row's value is NULL, whatever `values` holds. */
  readonly missing?: Uint8Array;
}

/** A column of texts that are nearly all different: where each is in the bytes, so that none becomes a string. */
export interface BytesParquetColumn extends NamedParquetColumn {
  /** Marks bytes. */
  readonly kind: "bytes";
  /** Always text. */
  readonly type: "text";
  /** The bytes that hold the texts, valid UTF-8 wherever a text is; they are written as they are. */
  readonly bytes: Uint8Array;
  /** The first byte of each row's text. */
  readonly from: Int32Array | Uint32Array;
  /** The byte after the last one of each row's text. */
  readonly to: Int32Array | Uint32Array;
  /** The texts of rows whose bytes are not their text, as where a quote is written twice; `null` is NULL. */
  readonly instead?: ReadonlyMap<number, string | null>;
  /** Whether a text without bytes is NULL. @default {false} */
  readonly emptyIsNull?: boolean;
}

/** A column of a table that becomes a Parquet file. */
export type ParquetColumn = CodedParquetColumn | PlainParquetColumn | BytesParquetColumn;
