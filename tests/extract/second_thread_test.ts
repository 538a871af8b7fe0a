import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { type Extract, parseExtract, readExtract, textAt } from "../../lib/extract/mod.ts";
import { type CsvText, readCsvPart, shared } from "../../lib/extract/_read_csv.ts";
import { SecondThread } from "../../lib/extract/_second_thread.ts";
import { sha256Of } from "../../lib/extract/_sha256.ts";
import { encode, utf8 } from "./_files.ts";

/** A text of more than 16 MiB with line breaks in quotes, broken and blank lines, and no line end at its end. */
const large = Array.from(
  { length: 60_000 },
  (_, at) =>
    at % 1000 === 7
      ? "sju"
      : at % 1000 === 8
      ? ""
      : `${at};${at % 3 === 0 ? '"Falu lasarett;\r\nÖ"' : "Mora"};2024-04-${10 + at % 20};"a ""${
        at % 50
      }"" b";${"x".repeat(250)}`,
)
  .join("\r\n");
const text = `nr;sjukhus;dag;fri;lång\r\n${large}`;

/** Everything that is read of a file, as plain data; a column of places as its texts. */
function plain({ columns, good, place, raw: _raw, fields: _fields, name: _name, ...rest }: Extract): unknown {
  const texts = columns.map((column) =>
    column.kind === "coded"
      ? [column.cells, sha256Of(new Uint8Array(Uint32Array.from(column.codes).buffer))]
      : sha256Of(utf8(Array.from({ length: good }, (_, record) => textAt(column, record)).join("\n")))
  );
  const lines = Array.from({ length: good }, (_, record) => place(record).line);
  return { ...rest, good, texts, lines, last: place(good - 1, 4) };
}

for (
  const [name, bytes] of [
    ["UTF-8", utf8(text)],
    ["UTF-8 with a mark and a character cut off", encode(`${text}å`, "utf-8", true).slice(0, -1)],
    ["UTF-16", encode(text, "utf-16le", true)],
  ] as const
) {
  Deno.test(`readExtract() reads a large file on two threads as parseExtract() does on one (${name})`, async () => {
    const path = await Deno.makeTempFile();
    try {
      await Deno.writeFile(path, bytes);
      const read = await readExtract(path);
      assert.ok(
        read.columns[0].kind === "plain" && read.columns[0].bytes.buffer instanceof SharedArrayBuffer,
      );
      assert.deepEqual(plain(read), plain(parseExtract(bytes, path)));
    } finally {
      await Deno.remove(path);
    }
  });
}

Deno.test("readExtract() reads a large text that is packed as it does the text", async () => {
  const path = await Deno.makeTempFile(), packed = gzipSync(utf8(text));
  try {
    await Deno.writeFile(path, packed);
    const { records, sha256, broken } = await readExtract(path), expected = parseExtract(utf8(text), "x.csv");
    assert.deepEqual({ records, sha256, broken }, {
      ...{ records: expected.records, broken: expected.broken },
      sha256: sha256Of(packed),
    });
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("SecondThread answers as the first thread would, one thing after another, and then ends", async () => {
  using second = new SecondThread();
  assert.equal(await second.hash(utf8("a")), null, "it was not started");
  assert.equal(second.start(), true);
  const csv: CsvText = {
    ...{ text: shared(utf8("k;l\n1;2\n3;4\n")), name: "x.csv", cut: false },
    dialect: { header: ["k", "l"], delimiter: ";", dataStart: 8, dataLine: 1 },
  };
  const [hash, part] = await Promise.all([
    second.hash(csv.text),
    second.read(csv),
  ]);
  assert.equal(hash, sha256Of(csv.text));
  assert.deepEqual(
    part,
    structuredClone(readCsvPart(csv)),
  );
});

Deno.test("SecondThread is not there where its code may not be read", async () => {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      "--quiet",
      `
      import { SecondThread } from ${
        JSON.stringify(new URL("../../lib/extract/_second_thread.ts", import.meta.url).href)
      };
      Deno.permissions.revokeSync({ name: "read" });
      using second = new SecondThread();
      console.log(second.start(), await second.hash(new Uint8Array()));
    `,
    ],
  }).output();
  assert.deepEqual(
    [new TextDecoder().decode(stdout), code],
    ["false null\n", 0],
    new TextDecoder().decode(stderr),
  );
});
