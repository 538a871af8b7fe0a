import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { ExtractError, type ExtractOptions, readExtract } from "../../lib/extract/mod.ts";
import { allFields, encode, utf8 } from "./_files.ts";
import { partsOf, readBytes, rowsXml, zipOf } from "./_workbook.ts";

const CSV = "region;antal\r\nÖrebro;12\r\nDalarna;7\r\n";

Deno.test("readExtract() reads gzip of any format by its first bytes, whatever the file is called", async () => {
  const workbook = zipOf(partsOf({ Blad1: rowsXml([["region", "antal"], ["Örebro", 12], ["Dalarna", 7]]) }));
  const files = [utf8(CSV), encode(CSV, "windows-1252"), encode(CSV, "utf-16le", true), workbook];
  for (const file of files) {
    const packed = gzipSync(file);
    const extract = await readBytes(packed, "april.dat");
    assert.deepEqual(allFields(extract), [["Örebro", "12"], ["Dalarna", "7"]]);
    assert.equal(extract.assumed[0], `Packning: gzip (uppackad: ${file.length} byte)`);
    assert.equal(extract.bytes, packed.length);
    assert.notEqual(extract.sha256, (await readBytes(file)).sha256);
  }
});

Deno.test("readExtract() reads gzip of several members as one file, with places in the unpacked text", async () => {
  const parts = ["region;antal\nÖrebro;12\n", "Dalarna;7\n"].map((text) => gzipSync(utf8(text)));
  const extract = await readBytes(Uint8Array.from(parts.flatMap((part) => [...part])), "april.csv.gz");
  assert.equal(extract.good, 2);
  assert.deepEqual(extract.place(1, 1), { file: "april.csv.gz", line: 3, column: 9 });
});

Deno.test("readExtract() refuses gzip that is cut off, damaged, packed twice or a bomb", async () => {
  const packed = gzipSync(utf8(CSV));
  const damaged = Uint8Array.from(packed);
  damaged[packed.length - 6] ^= 1;
  await assert.rejects(readBytes(packed.subarray(0, -5)), /gzip-packade filen är avhuggen/);
  await assert.rejects(readBytes(damaged), /gzip-packade filen är skadad/);
  await assert.rejects(readBytes(gzipSync(packed)), /en gzip-packad fil\. Packa upp den/);
  const bomb = gzipSync(new Uint8Array(300 << 20));
  await assert.rejects(readBytes(bomb), /orimligt stor/);
});

Deno.test("readExtract() says what was given of how to read a file and is not used for one of its kind", async () => {
  const workbook = zipOf(partsOf({ Blad1: rowsXml([["region", "antal"], ["Örebro", 12]]) }));
  const unused = async (bytes: Uint8Array, options: ExtractOptions) =>
    (await readBytes(bytes, "april", options)).assumed.filter((line) => line.startsWith("Används inte"));
  assert.deepEqual(await unused(utf8(CSV), { sheet: "Blad1", delimiter: ";" }), [
    "Används inte, då filen är en textfil: blad",
  ]);
  assert.deepEqual(await unused(workbook, { sheet: "Blad1", delimiter: ";", encoding: "windows-1252" }), [
    "Används inte, då filen är en arbetsbok: teckenkodning, avgränsare",
  ]);
  assert.deepEqual(await unused(workbook, { sheet: "Blad1", headerLine: 1 }), []);
});

Deno.test("readExtract() shows no control character of a file's name", async () => {
  const { name } = await readBytes(utf8(CSV), "april\n\u001b[31m\u202e.csv");
  assert.equal(name, "april\ufffd\ufffd[31m\ufffd.csv");
});

Deno.test("readExtract() refuses what is no file", async () => {
  if (Deno.build.os === "windows") return;
  await assert.rejects(readExtract("/dev/null"), /en enhet eller ett rör/);
});

Deno.test("readExtract() refuses a file of 2 GiB before it reads a byte of it", async () => {
  const path = await Deno.makeTempFile();
  try {
    // Nothing is written: the file is one hole.
    await Deno.truncate(path, 2 ** 31);
    await assert.rejects(() => readExtract(path), /mindre än 2 GiB. Dela upp det/);
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("readExtract() reads a header of 2 000 columns and refuses more", async () => {
  const wide = (columns: number) =>
    Array.from({ length: columns }, (_, column) => `k${column}`).join(";") + "\n";
  assert.equal((await readBytes(utf8(wide(2000)))).header.length, 2000);
  await assert.rejects(readBytes(utf8(wide(2001))), /högst 2000 kolumner/);
  await assert.rejects(readBytes(utf8(";".repeat(1_000_000))), /högst 2000 kolumner/);
});

Deno.test("readExtract() refuses a line of 16 MiB in bounded time, wherever it stands", async () => {
  const long = new Uint8Array(16 << 20).fill(0x78);
  for (const before of ["", "a;b\n", "a;b\n1;2\n", 'a;b\n"']) {
    const file = new Uint8Array(before.length + long.length);
    file.set(utf8(before));
    file.set(long, before.length);
    await assert.rejects(readBytes(file, "april.csv"), /högst 1 MiB/);
  }
});

Deno.test("readExtract() answers any change to a file with an extract or an ExtractError, and counts every record", async () => {
  const files = [
    utf8(`Rapport\n\n${CSV}"a\nb";1\n`),
    gzipSync(utf8(CSV)),
    zipOf(partsOf({ Blad1: rowsXml([["region", "antal"], ["Örebro", 12], ["Dalarna", 7]]) })),
  ];
  const edit = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.array(edit, { minLength: 1, maxLength: 6 }),
      fc.option(fc.nat()),
      async (file, edits, cut) => {
        const bytes = Uint8Array.from(file);
        for (const [at, byte] of edits) bytes[at % bytes.length] = byte;
        try {
          const extract = await readBytes(cut === null ? bytes : bytes.subarray(0, cut % bytes.length));
          assert.equal(extract.records, extract.good + extract.broken.length);
          for (const fields of allFields(extract)) assert.equal(fields.length, extract.header.length);
        } catch (error) {
          if (!(error instanceof ExtractError)) throw error;
        }
      },
    ),
    { numRuns: 600, seed: 2024 },
  );
});

Deno.test("readExtract() refuses a file that changes while it is read", async () => {
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  await Deno.writeTextFile(path, "a;b\n1;2\n");
  const stat = Deno.stat;
  let looks = 0;
  // Somebody writes a row between the reading and the look at what was read.
  Deno.stat = async (...args) => {
    if (++looks === 2) await Deno.writeTextFile(path, "3;4\n", { append: true });
    return await stat(...args);
  };
  try {
    await assert.rejects(readExtract(path), /ändrades medan den lästes/);
  } finally {
    Deno.stat = stat;
  }
  // Or cuts it off before it is read.
  Deno.stat = async (...args) => {
    const found = await stat(...args);
    await Deno.truncate(path, 4);
    return found;
  };
  try {
    await assert.rejects(readExtract(path), /ändrades medan den lästes/);
  } finally {
    Deno.stat = stat;
  }
  await Deno.writeTextFile(path, "a;b\n1;2\n3;4\n");
  assert.equal((await readExtract(path)).records, 2);
  await Deno.remove(path);
});
