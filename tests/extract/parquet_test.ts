import assert from "node:assert/strict";
import fc from "fast-check";
import {
  binary,
  bool,
  type DataType,
  dateDay,
  decimal,
  dictionary,
  float32,
  float64,
  int32,
  int64,
  list,
  tableFromArrays,
  tableToIPC,
  timestamp,
  utf8,
} from "@uwdata/flechette";
import initialise, { Compression, Table, writeParquet, WriterPropertiesBuilder } from "parquet-wasm/esm";
import { ExtractError, placeText } from "../../lib/extract/mod.ts";
import { allFields } from "./_files.ts";
import { readBytes } from "./_workbook.ts";

await initialise({
  module_or_path: await Deno.readFile(new URL(import.meta.resolve("parquet-wasm/esm/parquet_wasm_bg.wasm"))),
});

type Columns = Readonly<Record<string, readonly [type: DataType, values: readonly unknown[]]>>;

function parquetOf(columns: Columns, compression: Compression = Compression.SNAPPY): Uint8Array {
  const table = tableFromArrays(
    Object.fromEntries(Object.entries(columns).map(([name, [, values]]) => [name, [...values]])),
    { types: Object.fromEntries(Object.entries(columns).map(([name, [type]]) => [name, type])) },
  );
  const arrow = tableToIPC(table, { format: "stream" });
  assert(arrow !== null);
  return writeParquet(
    Table.fromIPCStream(arrow),
    new WriterPropertiesBuilder().setCompression(compression).build(),
  );
}

const SMALL: Columns = { region: [utf8(), ["Dalarna", "Örebro"]], antal: [int32(), [12, 7]] };

Deno.test("readExtract() reads Parquet of every usual packing as records with their number", async () => {
  for (const packing of [Compression.UNCOMPRESSED, Compression.SNAPPY, Compression.ZSTD, Compression.GZIP]) {
    const extract = await readBytes(parquetOf(SMALL, packing), "april.parquet");
    assert.deepEqual(allFields(extract), [["Dalarna", "12"], ["Örebro", "7"]]);
    const { format, header, headerLine, records, assumed } = extract;
    assert.deepEqual({ format, header, headerLine, records, assumed }, {
      format: "parquet",
      header: ["region", "antal"],
      headerLine: 0,
      records: 2,
      assumed: [],
    });
    assert.equal(placeText(extract.place(1, 1)), "april.parquet:post 2, kolumn 2");
    assert.equal(extract.raw(1), "Örebro;7");
  }
});

Deno.test("readExtract() writes every type of Parquet as the text that a CSV file would hold", async () => {
  const moment = new Date("2024-04-30T22:00:00Z"), withMillis = new Date("2024-04-30T08:15:30.250Z");
  const extract = await readBytes(
    parquetOf({
      heltal: [int64(), [2n ** 60n, -1n, null]],
      flyttal: [float64(), [1e-9, 0.1 + 0.2, NaN]],
      litet: [float32(), [0.1, 57.9, null]],
      decimal: [decimal(12, 2), [1.25, -0.05, null]],
      dag: [dateDay(), [moment, new Date("1969-12-31"), null]],
      tid: [timestamp(2), [moment, withMillis, null]],
      utc: [timestamp(1, "UTC"), [moment, withMillis, null]],
      lokal: [timestamp(1, "Europe/Stockholm"), [moment, withMillis, null]],
      ja: [bool(), [true, false, null]],
      kod: [dictionary(utf8()), ["å", "ä", "å"]],
      byte: [binary(), [new TextEncoder().encode("gör"), new Uint8Array(), null]],
      text: [utf8(), ['a;"b"\r\n', "", null]],
    }),
    "april",
  );
  assert.deepEqual(allFields(extract), [
    [
      "1152921504606846976",
      "0.000000001",
      "0.1",
      "1.25",
      "2024-04-30",
      "2024-04-30T22:00:00",
      "2024-04-30T22:00:00Z",
      "2024-05-01T00:00:00",
      "true",
      "å",
      "gör",
      'a;"b"\r\n',
    ],
    [
      "-1",
      "0.3",
      "57.9",
      "-0.05",
      "1969-12-31",
      "2024-04-30T08:15:30.250",
      "2024-04-30T08:15:30.250Z",
      "2024-04-30T10:15:30",
      "false",
      "ä",
      "",
      "",
    ],
    ["", "", "", "", "", "", "", "", "", "å", "", ""],
  ]);
});

Deno.test("readExtract() reads Parquet of many batches, and sets aside a record with a NUL character", async () => {
  const count = 40_000;
  const numbers = Array.from({ length: count }, (_, index) => index);
  const extract = await readBytes(parquetOf({
    nr: [int32(), numbers],
    text: [utf8(), numbers.map((number) => number === 20_000 ? "\0" : `rad ${number}`)],
  }));
  assert.deepEqual([extract.records, extract.good], [count, count - 1]);
  assert.deepEqual(extract.broken.map(({ record, cell, rule }) => [record, cell, rule]), [
    [20_001, "post 20001, kolumn 2", "nul"],
  ]);
  assert.deepEqual(extract.fields(count - 2), ["39999", "rad 39999"]);
  assert.equal(extract.place(count - 2).line, count);
});

Deno.test("readExtract() composes letters with a loose accent in Parquet's texts and names of columns", async () => {
  const nfd = (text: string): string => text.normalize("NFD");
  const names = [nfd("Gävle"), "Örebro"];
  const extract = await readBytes(
    parquetOf({
      [nfd("kön")]: [utf8(), names],
      ort: [dictionary(utf8()), names],
      "": [binary(), names.map((name) => new TextEncoder().encode(name))],
    }),
    "april.parquet",
  );
  assert.deepEqual([extract.header[0], ...allFields(extract)], [
    "kön",
    ["Gävle", "Gävle", "Gävle"],
    ["Örebro", "Örebro", "Örebro"],
  ]);
  assert.deepEqual(extract.assumed, [
    "Tecken: 4 bokstäver skrivna med lös accent (NFD) lästes som hela (NFC)",
  ]);
});

Deno.test("readExtract() refuses Parquet that is damaged, nested or no table", async (t) => {
  const bytes = parquetOf(SMALL);
  const cases: [string, Uint8Array, RegExp][] = [
    ["cut off", bytes.subarray(0, -20), /avhuggen, skadad/],
    ["only its mark", bytes.subarray(0, 4), /avhuggen, skadad/],
    ["list", parquetOf({ a: [int32(), [1]], b: [list(int32()), [[1, 2]]] }), /kolumn 2 har värden/],
    ["bytes", parquetOf({ a: [int32(), [1]], b: [binary(), [Uint8Array.of(0xff)]] }), /kolumn 2 har värden/],
    ["one column", parquetOf({ a: [int32(), [1]] }), /minst två kolumner/],
    ["one name twice", parquetOf({ a: [int32(), [1]], "a ": [int32(), [1]] }), /heter likadant/],
  ];
  for (const [name, file, message] of cases) {
    await t.step(name, async () => {
      await assert.rejects(readBytes(file, "april.parquet"), (error) => {
        assert(error instanceof ExtractError, String(error));
        assert.match(error.message, message);
        return true;
      });
    });
  }
});

Deno.test("readExtract() answers any change to Parquet with an extract or an ExtractError, and reads on after it", async () => {
  const whole = parquetOf({
    text: [utf8(), Array.from({ length: 60 }, (_, index) => `rad ${index % 7}`)],
    tal: [float64(), Array.from({ length: 60 }, (_, index) => index / 3)],
  });
  const edit = fc.tuple(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 0, max: 255 }));
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
      const bytes = Uint8Array.from(whole);
      for (const [at, byte] of edits) bytes[at] = byte;
      try {
        const extract = await readBytes(bytes, "april.parquet");
        assert.equal(extract.records, extract.good + extract.broken.length);
      } catch (error) {
        if (!(error instanceof ExtractError)) throw error;
      }
    }),
    { numRuns: 400, seed: 2024 },
  );
  assert.equal((await readBytes(whole, "april.parquet")).good, 60);
});
