import assert from "node:assert/strict";
import { zstdDecompressSync } from "node:zlib";
import fc from "fast-check";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { openDatabase } from "../../lib/database/mod.ts";
import {
  type ParquetColumn,
  type ParquetType,
  type ParquetValue,
  writeParquet,
} from "../../lib/parquet/mod.ts";
import { collectNativeGarbage } from "../_native.ts";

collectNativeGarbage();

const native = await openDatabase({ engine: "native" }), wasm = await openDatabase();
addEventListener("unload", () => {
  native.close();
  wasm.close();
});

type Values = readonly ParquetValue[];

const SQL_TYPES: Readonly<Record<ParquetType, string>> = {
  text: "VARCHAR",
  int32: "INTEGER",
  int64: "BIGINT",
  double: "DOUBLE",
  date: "DATE",
  boolean: "BOOLEAN",
};

/** A column of given values, as plain values or as codes of their different values and of some that no row has. */
function columnOf(
  name: string,
  type: ParquetType,
  values: Values,
  { coded, unused = [] }: { coded: boolean; unused?: Values },
): ParquetColumn {
  if (!coded) return { name, type, kind: "plain", values };
  const codes = new Map([...new Set([...unused, ...values])].map((value, code) => [value, code]));
  return {
    name,
    type,
    kind: "coded",
    dictionary: [...codes.keys()],
    codes: Uint32Array.from(values, (value) => codes.get(value)!),
  };
}

/** A column of texts as places in bytes. */
function bytesColumn(name: string, values: readonly (string | null)[]): ParquetColumn {
  const encoder = new TextEncoder(), parts = values.map((value) => encoder.encode(`${value ?? ""};`));
  const bytes = Uint8Array.from(parts.flatMap((part) => [...part])), from: number[] = [], to: number[] = [];
  let at = 0;
  for (const { length } of parts) {
    from.push(at);
    to.push((at += length) - 1);
  }
  const instead = new Map(values.flatMap((value, row) => value === null ? [[row, null] as const] : []));
  return {
    name,
    type: "text",
    kind: "bytes",
    bytes,
    from: Uint32Array.from(from),
    to: Int32Array.from(to),
    instead,
  };
}

/** What a reader gives for a value: a day as text, a whole number of 64 bits as bigint. */
function read(type: ParquetType, value: ParquetValue): unknown {
  if (value === null) return null;
  if (type === "date") return new Date(Number(value) * 86_400_000).toISOString().slice(0, 10);
  if (type === "int64") return BigInt(value);
  return type === "text" ? (value as string).toWellFormed() : value;
}

async function byHyparquet(file: Uint8Array<ArrayBuffer>): Promise<Record<string, unknown>[]> {
  const rows = await parquetReadObjects({
    file: file.buffer,
    compressors: { ZSTD: (bytes) => zstdDecompressSync(bytes) },
  });
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map((
        [name, cell],
      ) => [name, cell instanceof Date ? cell.toISOString().slice(0, 10) : cell]),
    )
  );
}

async function byDuckDb(
  file: Uint8Array,
  columns: readonly ParquetColumn[],
  database = native,
): Promise<Record<string, unknown>[]> {
  await database.readParquet("skriven", file);
  try {
    const types = await database.query<{ column_name: string; data_type: string }>(
      "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'skriven' ORDER BY column_index",
    );
    assert.deepEqual(
      types.map(({ column_name, data_type }) => [column_name, data_type]),
      columns.map(({ name, type }) => [name, SQL_TYPES[type]]),
    );
    const rows = await database.query("FROM skriven");
    const longs = new Set(columns.filter(({ type }) => type === "int64").map(({ name }) => name));
    return rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map((
          [name, cell],
        ) => [name, longs.has(name) && cell !== null ? BigInt(cell as number) : cell]),
      )
    );
  } finally {
    await database.run("DROP TABLE skriven");
  }
}

const VALUE: Readonly<Record<ParquetType, fc.Arbitrary<ParquetValue>>> = {
  text: fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("", "Örebro", "åäö 🏥", 'a\r\nb;"c"', "\0")),
  int32: fc.oneof(fc.integer(), fc.integer({ min: -3, max: 3 })),
  int64: fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.maxSafeInteger()),
  double: fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(NaN, Infinity)).map((value) => value + 0),
  date: fc.integer({ min: -719_162, max: 2_932_896 }), // years of four digits
  boolean: fc.boolean(),
};

const anyColumn = fc.constantFrom(...Object.keys(VALUE) as ParquetType[]).chain((type) =>
  fc.record({
    type: fc.constant(type),
    pool: fc.array(fc.oneof({ weight: 4, arbitrary: VALUE[type] }, fc.constant(null)), {
      minLength: 1,
      maxLength: 40,
    }),
    /** Long runs of one value, or none. */
    repeats: fc.constantFrom(1, 1, 20),
    form: fc.constantFrom("coded", "plain", "bytes"),
    unused: fc.array(VALUE[type], { maxLength: 3 }),
  })
);

Deno.test("writeParquet() gives files in which hyparquet and DuckDB find every value, type and NULL again", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyColumn, { minLength: 1, maxLength: 4 }),
      fc.nat({ max: 200 }),
      fc.integer({ min: 1, max: 250 }),
      async (specs, count, rowGroupRows) => {
        const tables = specs.map(({ pool, repeats, ...spec }, index) => ({
          ...spec,
          name: `kolumn ${index} å`,
          values: Array.from(
            { length: count },
            (_, row) => pool[Math.floor(row / repeats) * 7 % pool.length],
          ),
        }));
        const columns = tables.map(({ name, type, values, form, unused }) =>
          form === "bytes" && type === "text"
            ? bytesColumn(name, values.map((value) => value === null ? null : String(value).toWellFormed()))
            : columnOf(name, type, values, { coded: form === "coded", unused })
        );
        const expected = Array.from(
          { length: count },
          (_, row) =>
            Object.fromEntries(tables.map(({ name, type, values }) => [name, read(type, values[row])])),
        );
        const file = writeParquet(columns, { rows: count, rowGroupRows });
        assert.deepEqual(await byHyparquet(file), expected);
        assert.deepEqual(await byDuckDb(file, columns), expected);
      },
    ),
    { numRuns: 150 },
  );
});

Deno.test("writeParquet() gives files that DuckDB in WebAssembly reads as native does", async () => {
  const columns: ParquetColumn[] = [
    columnOf("text", "text", ["Örebro", "", null, "Örebro"], { coded: true }),
    columnOf("heltal", "int32", [1, null, -1, 1], { coded: true }),
    columnOf("stort", "int64", [2n ** 62n, null, 0, 1], { coded: false }),
    columnOf("tal", "double", [0.5, null, -1, 1e300], { coded: false }),
    columnOf("dag", "date", [19_000, null, -1, 0], { coded: true }),
    columnOf("ja", "boolean", [true, null, false, true], { coded: true }),
    columnOf("tom", "date", [null, null, null, null], { coded: true }),
    bytesColumn("byte", ["å", "", null, "🏥"]),
  ];
  for (const rows of [4, 1, 0]) {
    const file = writeParquet(columns, { rows });
    const found = await byDuckDb(file, columns, wasm);
    assert.equal(found.length, rows);
    assert.deepEqual(found, await byDuckDb(file, columns, native));
  }
});

Deno.test("writeParquet() packs codes of every width, and of more than 65 536 values", async () => {
  for (const bits of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 17]) {
    const different = 2 ** bits - (bits > 2 ? 1 : 0), count = different + 5;
    // Stepping by a prime comes by every value, and never by the same one twice in a row.
    const codes = Uint32Array.from({ length: count }, (_, row) => (row * 611_953) % different);
    const dictionary = Array.from({ length: different }, (_, code) => `kontakt ${code}`);
    const column: ParquetColumn = { name: "text", type: "text", kind: "coded", dictionary, codes };
    const file = writeParquet([column], { rows: count });
    const expected = Array.from(codes, (code) => ({ text: dictionary[code] }));
    assert.deepEqual(await byHyparquet(file), expected, `${bits} bits`);
    assert.deepEqual(await byDuckDb(file, [column]), expected, `${bits} bits`);
  }
});

Deno.test("writeParquet() writes whole numbers that are near each other as it writes those that are not", async () => {
  for (const step of [1, 65_535, 65_536, 2 ** 30]) {
    const values = Int32Array.from([0, 1, 0, -1].map((times) => times * step));
    const column: ParquetColumn = {
      name: "tal",
      type: "int32",
      kind: "plain",
      values,
      missing: Uint8Array.of(0, 0, 1, 0),
    };
    const expected = [0, step, null, -step].map((tal) => ({ tal }));
    assert.deepEqual(await byHyparquet(writeParquet([column], { rows: 4 })), expected, `${step}`);
  }
});

Deno.test("writeParquet() writes the rows that are asked for, in their order", async () => {
  const columns: ParquetColumn[] = [
    columnOf("region", "text", ["Dalarna", "Uppsala", null, "Dalarna"], { coded: true }),
    { name: "dagar", type: "int64", kind: "plain", values: Int32Array.of(10, 20, 30, 40) },
    {
      name: "vecka",
      type: "int32",
      kind: "plain",
      values: Int32Array.of(1, 2, 3, 4),
      missing: Uint8Array.of(0, 1, 0, 0),
    },
    bytesColumn("id", ["A", "B", "", "D"]),
  ];
  assert.deepEqual(
    await byHyparquet(writeParquet(columns, { rows: Uint32Array.of(3, 1, 2, 1), rowGroupRows: 3 })),
    [
      { region: "Dalarna", dagar: 40n, vecka: 4, id: "D" },
      { region: "Uppsala", dagar: 20n, vecka: null, id: "B" },
      { region: null, dagar: 30n, vecka: 3, id: "" },
      { region: "Uppsala", dagar: 20n, vecka: null, id: "B" },
    ],
  );
});

Deno.test("writeParquet() takes a text without bytes for NULL where asked, and a text given instead", async () => {
  const column: ParquetColumn = {
    name: "id",
    type: "text",
    kind: "bytes",
    bytes: new TextEncoder().encode('A"";B'),
    from: Uint32Array.of(0, 4, 0),
    to: Uint32Array.of(3, 5, 0),
    instead: new Map([[0, 'A"']]),
    emptyIsNull: true,
  };
  assert.deepEqual(await byHyparquet(writeParquet([column], { rows: 3 })), [{ id: 'A"' }, { id: "B" }, {
    id: null,
  }]);
});

Deno.test("writeParquet() gives the same bytes whatever else a dictionary holds, and in what order", () => {
  const values = ["b", "a", null, "b"];
  const column = (dictionary: Values): ParquetColumn => ({
    name: "text",
    type: "text",
    kind: "coded",
    dictionary,
    codes: Uint16Array.from(values, (value) => dictionary.indexOf(value)),
  });
  const file = writeParquet([column(["a", "b", null])], { rows: 4 });
  assert.deepEqual(writeParquet([column([null, "z", "b", "y", "a"])], { rows: 4 }), file);
  const twice: ParquetColumn = {
    name: "text",
    type: "text",
    kind: "coded",
    dictionary: ["b", "a", null, "b"],
    codes: Uint8Array.of(0, 1, 2, 3),
  };
  assert.deepEqual(writeParquet([twice], { rows: 4 }), file);
});

Deno.test("writeParquet() tells the least and the greatest value of a row group, texts in the order of UTF-8", () => {
  const { row_groups, schema, key_value_metadata } = parquetMetadata(
    writeParquet([
      columnOf("text", "text", ["\u{1f3e5}", "\uffee", "Z", null], { coded: true }),
      columnOf("dag", "date", [0, null, 2, 1], { coded: true }),
      columnOf("inget_tal", "double", [1, NaN, 2, 3], { coded: false }),
      columnOf("noll", "double", [0, 0, 0, 0], { coded: false }),
      columnOf("ja", "boolean", [true, true, false, true], { coded: true }),
      columnOf("tom", "int32", [null, null, null, null], { coded: true }),
    ], { rows: 4, metadata: { layout: "register" } }).buffer,
  );
  const statistics = row_groups[0].columns.map(({ meta_data }) => {
    const { min_value, max_value, null_count } = meta_data!.statistics!;
    return [min_value, max_value, null_count];
  });
  assert.deepEqual(statistics, [
    ["Z", "\u{1f3e5}", 1n],
    [new Date(0), new Date(2 * 86_400_000), 1n],
    [undefined, undefined, 0n],
    [-0, 0, 0n],
    [false, true, 0n],
    [undefined, undefined, 4n],
  ]);
  assert.deepEqual(schema[1].logical_type, { type: "STRING" });
  assert.deepEqual(key_value_metadata, [{ key: "layout", value: "register" }], "no ARROW:schema");
});

Deno.test("writeParquet() tells the least and the greatest of each row group, so that others need not be read", () => {
  const days = Int32Array.from({ length: 250 }, (_, row) => row);
  const file = writeParquet([{ name: "dag", type: "date", kind: "plain", values: days }], {
    rows: 250,
    rowGroupRows: 100,
  });
  const groups = parquetMetadata(file.buffer).row_groups.map(({ num_rows, columns: [{ meta_data }] }) => {
    const { min_value, max_value } = meta_data!.statistics!;
    return [num_rows, ...[min_value, max_value].map((day) => (day as Date).getTime() / 86_400_000)];
  });
  assert.deepEqual(groups, [[100n, 0, 99], [100n, 100, 199], [50n, 200, 249]]);
});

Deno.test("writeParquet() refuses what it cannot write, and says why without a value", () => {
  const write = (column: ParquetColumn, rows: number | Uint32Array = 1) => () =>
    writeParquet([column], { rows });
  const plain = (type: ParquetType, value: ParquetValue): ParquetColumn => ({
    name: "k",
    type,
    kind: "plain",
    values: [value],
  });
  assert.throws(write(plain("int32", 2 ** 31)), /"k" as int32: a number is not whole or outside its range/);
  assert.throws(write(plain("date", 0.5)), RangeError);
  assert.throws(write(plain("int64", 2 ** 53)), RangeError);
  assert.throws(write(plain("int64", 2n ** 63n)), RangeError);
  assert.throws(
    write(plain("text", 19121212)),
    (error: Error) =>
      error instanceof TypeError && /"k" as text: a value is a number/.test(error.message) &&
      !error.message.includes("1912"),
  );
  for (const type of ["int32", "date", "int64", "double", "boolean"] as const) {
    assert.throws(write(plain(type, "1")), TypeError, type);
  }
  const coded: ParquetColumn = {
    name: "k",
    type: "text",
    kind: "coded",
    dictionary: ["a"],
    codes: Uint8Array.of(0, 1),
  };
  assert.throws(write(coded, 2), /from 0 to 0, but one is 1/);
  assert.doesNotThrow(write(coded, 1));
  assert.throws(write(coded, 3), /ask for 3 values, but it holds 2/);
  assert.throws(write(coded, Uint32Array.of(2)), /ask for 3 values/);
  assert.throws(write(coded, -1), /rows must be a whole number >= 0/);
  assert.throws(() => writeParquet([coded, coded], { rows: 1 }), /two columns are called "k"/);
  assert.throws(() => writeParquet([coded], { rows: 1, rowGroupRows: 0 }), /from 1 to 16777216: got 0/);
});
