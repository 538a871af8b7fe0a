import assert from "node:assert/strict";
import fc from "fast-check";
import { numberFormat, numberText } from "../../lib/extract/_number_format.ts";

const dated = (serial: number, from1904 = false): string => numberText(String(serial), "date", from1904);

Deno.test("numberFormat() passes over a format that is longer than any program writes", () => {
  assert.deepEqual(numberFormat(200, "0".repeat(255)), { digits: 255 });
  for (const code of ["0".repeat(256), `${"[".repeat(400_000)}yyyy`]) {
    assert.equal(numberFormat(200, code), "number");
  }
});

Deno.test("numberFormat() tells dates from numbers by the format's code", () => {
  for (
    const code of ["yyyy-mm-dd", "[$-41D]d mmmm yyyy;@", "hh:mm", 'd" dagar in i "mmm', "mm:ss.0", "YYYY"]
  ) {
    assert.equal(numberFormat(200, code), "date", code);
  }
  for (
    const code of [
      "General",
      "Standard",
      "0.00",
      "# ##0",
      '#,##0 "dagar"',
      "0\\ \\d",
      "[Red]0",
      "[h]:mm",
      "0.00E+00",
      "@",
    ]
  ) {
    assert.equal(numberFormat(200, code), "number", code);
  }
  assert.deepEqual(numberFormat(200, "0000"), { digits: 4 });
  assert.deepEqual([14, 22, 46, 9].map((id) => numberFormat(id, undefined)), [
    "date",
    "date",
    "number",
    "share",
  ]);
  assert.deepEqual(["0%", "0.0\\ %", '0" %"', '0.0"% av alla"'].map((code) => numberFormat(200, code)), [
    "share",
    "share",
    "percent",
    "percent",
  ]);
});

Deno.test("numberText() writes the sign of a share that the format shows, of 1 or of 100", () => {
  assert.deepEqual(
    [["0.07", "share"], ["1", "share"], ["38", "percent"]].map(([text, format]) =>
      numberText(text, format as "share" | "percent", false)
    ),
    ["7 %", "100 %", "38 %"],
  );
});

Deno.test("numberText() counts days as Excel shows them, also before the day that never was", () => {
  assert.deepEqual([1, 59, 61, 45412, 2958465].map((serial) => dated(serial)), [
    "1900-01-01",
    "1900-02-28",
    "1900-03-01",
    "2024-04-30",
    "9999-12-31",
  ]);
  assert.equal(dated(43950, true), "2024-04-30");
  assert.equal(dated(0, true), "1904-01-01");
});

Deno.test("numberText() writes a moment with its time, rounded to the second, and a time alone", () => {
  assert.equal(dated(45412 + 8.5 / 24), "2024-04-30T08:30:00");
  assert.equal(dated(45412.9999999), "2024-05-01");
  assert.equal(dated(0.25), "06:00:00");
});

Deno.test("numberText() leaves a number that is no day, and text that is no number", () => {
  assert.equal(dated(-1), "-1");
  assert.equal(dated(3e6), "3000000");
  assert.equal(numberText("abc", "number", false), "abc");
});

Deno.test("numberText() writes numbers in 15 digits without exponent, and zeros that the format shows", () => {
  const written = [
    "1e3",
    "0.30000000000000004",
    "1E-7",
    "1.5E+20",
    "-0.5",
    "12345678901",
    "57.899999999999999",
  ];
  assert.deepEqual(written.map((text) => numberText(text, "number", false)), [
    "1000",
    "0.3",
    "0.0000001",
    "150000000000000000000",
    "-0.5",
    "12345678901",
    "57.9",
  ]);
  assert.equal(numberText("180", { digits: 4 }, false), "0180");
  assert.equal(numberText("-180", { digits: 4 }, false), "-180");
});

Deno.test("numberText() gives every whole day back that Date can count", () => {
  fc.assert(fc.property(fc.integer({ min: 61, max: 2958465 }), (serial) => {
    const expected = new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10);
    assert.equal(dated(serial), expected);
  }));
});
