import assert from "node:assert/strict";
import fc from "fast-check";
import { detectDialect, ExtractError } from "../../lib/extract/mod.ts";
import { joinWalks, walkRecords } from "../../lib/extract/_record_walk.ts";
import { indexRecords, indexSideBySide } from "../../lib/extract/records.ts";
import { utf8 } from "./_files.ts";

const pieces = fc.array(
  fc.constantFrom(
    "a",
    "å",
    "7",
    ";",
    ";",
    '"',
    '""',
    "\n",
    "\r\n",
    " ",
    "\t",
    "\0",
    "1;2\n",
    "3;4\r\n",
    '"x\n";y\r\n',
  ),
  { maxLength: 40 },
);

const dialectOf = (text: Uint8Array) => detectDialect(text, "april.csv", { delimiter: ";", headerLine: 1 });

Deno.test("joinWalks() gives the walk over the whole, wherever a record ends with a line feed", () => {
  let joins = 0;
  fc.assert(
    fc.property(pieces, fc.boolean(), (pieces, cut) => {
      const text = utf8("k;l\n" + pieces.join("")), dialect = dialectOf(text);
      const { dataStart: from, dataLine: line } = dialect;
      const whole = walkRecords(text, dialect, "april.csv", cut, { from, line, until: text.length });
      for (let half = from + 1; half < text.length; half++) {
        if (text[half - 1] !== 0x0a) continue;
        const first = walkRecords(text, dialect, "april.csv", cut, { from, line, until: half });
        if (first.end !== half) continue;
        const rest = text.slice(half);
        const second = walkRecords(rest, dialect, "april.csv", cut, { from: 0, line: 1, until: rest.length });
        const joined = joinWalks(first, second, half);
        // A whole that is copied has no bounds worth comparing.
        assert.deepEqual(joined.uniform ? joined : { ...joined, body: whole.body }, whole);
        joins++;
      }
    }),
    { numRuns: 1000 },
  );
  assert.ok(joins > 1000, `${joins} joins`);
});

Deno.test("indexSideBySide() finds what indexRecords() finds", async () => {
  await fc.assert(
    fc.asyncProperty(pieces, async (pieces) => {
      const text = utf8("k;l\n" + pieces.join("")), dialect = dialectOf(text);
      assert.deepEqual(
        await indexSideBySide(text, dialect, "april.csv", false, 0),
        indexRecords(text, dialect, "april.csv", false),
      );
    }),
    { numRuns: 20 },
  );
  // A field in quotes that reaches over the middle.
  const text = utf8(`k;l\n1;2\n3;"${"x;y\n".repeat(100)}"\n5;6\n`), dialect = dialectOf(text);
  const index = await indexSideBySide(text, dialect, "april.csv", false, 0);
  assert.deepEqual(index, indexRecords(text, dialect, "april.csv", false));
  assert.deepEqual([index.starts.length, [...index.lines]], [3, [2, 3, 104]]);
});

Deno.test("indexSideBySide() numbers what is broken in the second half as the whole file does", async () => {
  const text = utf8(`k;l\n${"1;2\n".repeat(500)}\n3\n${"1;2\n".repeat(500)}4\n"5;6\n7;8`),
    dialect = dialectOf(text);
  const { broken, skipped } = await indexSideBySide(text, dialect, "april.csv", false, 0);
  assert.deepEqual(
    broken.map(({ record, line, raw, rule }) => ({ record, line, raw, rule })),
    [
      { record: 501, line: 503, raw: "3", rule: "fields" },
      { record: 1002, line: 1004, raw: "4", rule: "fields" },
      { record: 1003, line: 1005, raw: '"5;6', rule: "quote" },
    ],
  );
  assert.deepEqual(skipped, [{ line: 502, why: "blank" }]);
});

Deno.test("indexSideBySide() refuses what indexRecords() refuses, with the same words, in either half", async () => {
  const long = `3;${"x".repeat(1 << 20)}\n`, rows = "1;2\n".repeat(400_000);
  for (const rest of [`${long}${rows}`, `${rows}${long}`]) {
    const text = utf8(`k;l\n${rest}`), dialect = dialectOf(text);
    const message = (error: unknown) => {
      assert.ok(error instanceof ExtractError);
      return error.message;
    };
    let serial = "";
    assert.throws(() => indexRecords(text, dialect, "april.csv", false), (error) => {
      serial = message(error);
      return true;
    });
    await assert.rejects(
      indexSideBySide(text, dialect, "april.csv", false, 0),
      (error) => message(error) === serial,
    );
  }
});
