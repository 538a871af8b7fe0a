import { constants, zstdCompressSync } from "node:zlib";
import type { ColumnMetaData, DataPageHeader, PageHeader, SchemaElement } from "hyparquet";
import { ByteWriter } from "hyparquet-writer/src/bytewriter.js";
import { writePageHeader } from "hyparquet-writer/src/datapage.js";
import { type ChunkValues, chunkValues } from "./_chunk_values.ts";
import { bitsFor, countRuns, hybrid, repeated } from "./_hybrid.ts";
import { type PlainBytes, plainValues } from "./_plain_values.ts";
import type { ParquetColumn } from "./parquet_column.ts";

/** Some rows of a column in a file. */
export interface ColumnChunk {
  /** Its pages, one after another. */
  readonly pieces: readonly Uint8Array[];
  /** What the footer says of it. */
  readonly metaData: ColumnMetaData;
}

/** A page before it is compressed: its header without the sizes. */
interface Page {
  readonly header: Omit<PageHeader, "uncompressed_page_size" | "compressed_page_size">;
  readonly bytes: Uint8Array;
}

/** A column whose pages are all shorter is not compressed, which would save nothing. */
const WORTHWHILE_BYTES = 64;

/** The fastest; level 3 takes a third longer, and files become as large. */
const ZSTD_LEVEL = 1;

/**
 * The pages of some rows of a column.
 *
 * @param column The column.
 * @param rows The numbers of the rows.
 * @param element The column in the file's schema.
 * @param offset Where in the file its first page comes.
 * @throws {TypeError | RangeError} If a value is of another type than its column's, or a code has none.
 */
export function columnChunk(
  column: ParquetColumn,
  rows: Uint32Array,
  element: SchemaElement,
  offset: number,
): ColumnChunk {
  const values = chunkValues(column, rows), plain = plainOf(values, column);
  const pages = pagesOf(values, plain, rows.length), isCoded = pages.length === 2;
  const isCompressed = pages.some(({ bytes }) => bytes.length >= WORTHWHILE_BYTES);
  const written = pages.map((page) => writtenPage(page, isCompressed));
  return {
    pieces: written.map(({ piece }) => piece),
    metaData: {
      type: element.type!,
      encodings: isCoded ? ["PLAIN", "RLE", "RLE_DICTIONARY"] : ["PLAIN", "RLE"],
      path_in_schema: [column.name],
      codec: isCompressed ? "ZSTD" : "UNCOMPRESSED",
      num_values: BigInt(rows.length),
      total_uncompressed_size: BigInt(written.reduce((sum, { uncompressed }) => sum + uncompressed, 0)),
      total_compressed_size: BigInt(written.reduce((sum, { piece }) => sum + piece.length, 0)),
      data_page_offset: BigInt(isCoded ? offset + written[0].piece.length : offset),
      dictionary_page_offset: isCoded ? BigInt(offset) : undefined,
      statistics: { null_count: BigInt(values.nulls), min_value: plain.min, max_value: plain.max },
    },
  };
}

/** The values, or those of the dictionary, which have the same least and greatest. */
function plainOf(values: ChunkValues, { type, name }: ParquetColumn): PlainBytes {
  return values.kind === "plain" ? values.plain : plainValues(type, values.values, name);
}

/** A page of the values, or one of the different values and one of the codes. */
function pagesOf(values: ChunkValues, plain: PlainBytes, rows: number): Page[] {
  const present = levelsOf(values, rows);
  const levels = [new Uint8Array(Int32Array.of(present.length).buffer), present];
  if (values.kind === "plain" || values.values.length === 0) {
    return [dataPage("PLAIN", rows, [...levels, plain.bytes])];
  }
  const different = values.values.length, bits = bitsFor(different);
  const codes = different === 1
    ? repeated(0, values.codes.length, bits)
    : hybrid(values.codes, bits, values.runs);
  return [
    {
      header: {
        type: "DICTIONARY_PAGE",
        dictionary_page_header: { num_values: different, encoding: "PLAIN" },
      },
      bytes: plain.bytes,
    },
    dataPage("RLE_DICTIONARY", rows, [...levels, Uint8Array.of(bits), codes]),
  ];
}

/** For each row whether it has a value: its definition level. */
function levelsOf({ present, nulls }: ChunkValues, rows: number): Uint8Array {
  if (present === null) return repeated(1, rows, 1);
  return nulls === rows ? repeated(0, rows, 1) : hybrid(present, 1, countRuns(present));
}

function dataPage(encoding: DataPageHeader["encoding"], rows: number, parts: readonly Uint8Array[]): Page {
  return {
    header: {
      type: "DATA_PAGE",
      data_page_header: {
        num_values: rows,
        encoding,
        definition_level_encoding: "RLE",
        repetition_level_encoding: "RLE",
      },
    },
    bytes: joinBytes(parts),
  };
}

function writtenPage(
  { header, bytes }: Page,
  isCompressed: boolean,
): { piece: Uint8Array; uncompressed: number } {
  const body = isCompressed
    ? zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: ZSTD_LEVEL } })
    : bytes;
  const writer = new ByteWriter();
  writePageHeader(writer, {
    ...header,
    uncompressed_page_size: bytes.length,
    compressed_page_size: body.length,
  });
  const head = writer.getBytes();
  return { piece: joinBytes([head, body]), uncompressed: head.length + bytes.length };
}

/** The bytes of several, one after another. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
