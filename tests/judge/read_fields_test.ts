import assert from "node:assert/strict";
import fc from "fast-check";
import { readCell, registerLayout, specOf } from "../../lib/contract/mod.ts";
import {
  FINE,
  MISSING,
  numbersOf,
  RESTORED,
  type TypedField,
  UNREADABLE,
  valuesOf,
} from "../../lib/judge/read_fields.ts";
import { NULL, type Texts } from "../../lib/judge/typed_value.ts";
import { codedColumn, plainColumn } from "../_columns.ts";
import { cellOf } from "./_cells.ts";
import { fieldsOf, type MadeField, read, spec } from "./_fields.ts";

const valuesIn = (field: TypedField, texts: Texts, count: number) =>
  Array.from({ length: count }, (_, record) => record).map(valuesOf(field, texts));
const flagsIn = ({ codes, flags }: TypedField, count: number) =>
  Array.from(
    { length: count },
    (_, record) => flags?.[codes === "constant" ? 0 : codes === "record" ? record : codes[record]] ?? FINE,
  );
const one = (made: MadeField) => {
  const { fields: [field], texts } = fieldsOf({ a: made });
  return {
    field,
    values: valuesIn(field, texts, made.cells.length),
    flags: flagsIn(field, made.cells.length),
  };
};

Deno.test("readFields() reads each different cell of a coded column", () => {
  const { field, values, flags } = one({
    spec: spec("day", { required: true }),
    cells: ["2024-04-30", "", "20240430", "i går", " 2024-04-30"],
  });
  assert.deepEqual(values, ["2024-04-30", null, "2024-04-30", null, "2024-04-30"]);
  assert.deepEqual(flags, [FINE, MISSING, FINE, UNREADABLE, FINE]);
  // 2024-04-30 is 19 843 days after 1970-01-01.
  assert.equal(numbersOf(field)(0), 19_843);
  assert.equal(numbersOf(field)(1), NULL);
});

Deno.test("readFields() gives months, numbers, codes and texts back as they are read", () => {
  assert.deepEqual(one({ spec: spec("month"), cells: ["2024-12", "202401", "1900-01", "2199-12"] }).values, [
    "2024-12",
    "2024-01",
    "1900-01",
    "2199-12",
  ]);
  assert.deepEqual(one({ spec: spec("whole"), cells: ["-1", "0", "1 204", ""] }).values, [-1, 0, 1204, null]);
  assert.deepEqual(one({ spec: spec("decimal"), cells: ["60,5", "61", ""] }).values, [60.5, 61, null]);
  assert.deepEqual(one({ spec: spec("text"), cells: [" Falun", "__proto__", "-"] }).values, [
    "Falun",
    "__proto__",
    null,
  ]);
  assert.deepEqual(one({ spec: spec("name"), cells: ["constructor", "Mora  lasarett"] }).values, [
    "constructor",
    "Mora lasarett",
  ]);
  const codes = new Map([["ja", "JA"]]);
  assert.deepEqual(one({ spec: spec("code", { codes }), cells: ["Ja", "nej"] }).values, ["JA", null]);
});

Deno.test("readFields() keeps days from 1800 to 2199, before and after 1970", () => {
  const cells = ["1800-01-01", "1969-12-31", "1970-01-01", "2199-12-31", "1799-12-31", "2200-01-01"];
  assert.deepEqual(one({ spec: spec("day"), cells }).values, [...cells.slice(0, 4), null, null]);
});

Deno.test("readFields() takes no number for the one that stands for missing", () => {
  const { values, flags } = one({
    spec: spec("whole"),
    cells: ["-2147483648", "-2147483647", "2147483648", ""],
  });
  assert.deepEqual(values, [null, -2_147_483_647, 2_147_483_648, null]);
  assert.deepEqual(flags, [UNREADABLE, FINE, FINE, FINE]);
});

Deno.test("readFields() keeps numbers that 32 bits cannot hold", () => {
  const cells = ["999999999999999", "-5", "4294967296", ""];
  assert.deepEqual(one({ spec: spec("whole"), cells }).values, [
    999_999_999_999_999,
    -5,
    4_294_967_296,
    null,
  ]);
});

Deno.test("readFields() reads a constant for every record, and a field that is not there as missing", () => {
  const { fields: [status, region, day], texts } = read(
    { status: spec("text"), region: spec("text", { required: true }), day: spec("day", { required: true }) },
    [codedColumn("x", ["1", "2"])],
    { status: { constant: "väntande" }, day: { constant: "okänt datum" } },
  );
  assert.deepEqual(valuesIn(status, texts, 2), ["väntande", "väntande"]);
  assert.deepEqual([status.given, region.given], [true, false]);
  assert.deepEqual([valuesIn(region, texts, 2), flagsIn(region, 2)], [[null, null], [MISSING, MISSING]]);
  assert.deepEqual([valuesIn(day, texts, 2), flagsIn(day, 2)], [[null, null], [UNREADABLE, UNREADABLE]]);
});

Deno.test("readFields() joins columns by a blank, those that say something", () => {
  const columns = [
    codedColumn("år", ["2024", "2024", "", "2023"]),
    plainColumn("månad", ["april", " maj ", "april", "NULL"]),
    codedColumn("mer", ["", "", "-", "x"]),
  ];
  const { fields: [joined], texts } = read({ a: spec() }, columns, { a: { columns: [0, 1, 2] } });
  assert.deepEqual(valuesIn(joined, texts, 4), ["2024 april", "2024 maj", "april", "2023 x"]);
});

Deno.test("readFields() reads days with a time of the clock in a plain column", () => {
  const cells = [
    ...["2024-04-30T08:00:00", "2024-04-30 23:59", "2024-04-30", "2024-04-30T24:61:61"],
    // What only looks like it, or is the next day in Sweden.
    ...[
      "2024-04-30x08:00:00",
      "2024-04-30T22:00:00Z",
      "2024-02-30T08:00:00",
      "20240430",
      "2024-04-30T08:00:00,5",
    ],
  ];
  const { values, flags } = one({ spec: spec("day"), cells, plain: true });
  assert.deepEqual(values, [
    ...["2024-04-30", "2024-04-30", "2024-04-30", "2024-04-30"],
    ...[null, "2024-05-01", null, "2024-04-30", "2024-04-30"],
  ]);
  assert.deepEqual(flags, [FINE, FINE, FINE, FINE, UNREADABLE, FINE, UNREADABLE, FINE, FINE]);
});

Deno.test("readFields() reads no day of a plain column's cell that only has its digits", () => {
  const cells = [
    "2024-04-30",
    ...[
      "2024/04-30",
      "2024-04/30",
      "2024-04-3O",
      "2024-04-30T08.00",
      "2024-04-30T08:0x",
      "2024-04-30T08:00:0x",
    ],
    ...["2024-04-30T08:00.00", "2024-04-30 0x:00", "2024-04-30T08-00:00"],
  ];
  const { values, flags } = one({ spec: spec("day"), cells, plain: true });
  assert.deepEqual(values, ["2024-04-30", ...Array.from({ length: 9 }, () => null)]);
  assert.deepEqual(flags, [FINE, ...Array.from({ length: 9 }, () => UNREADABLE)]);
});

Deno.test("readFields() asks of free text only whether it is there", () => {
  const cells = ["K1", "", "NULL", "nullan", " - ", "Uppgift saknas", 'a "b"', "\u00a0", "é", "NaN"];
  const { field, values, flags } = one({ spec: spec("text", { required: true }), cells, plain: true });
  assert.ok(field.plain !== null);
  assert.deepEqual(values, ["K1", null, null, "nullan", null, null, 'a "b"', null, "é", null]);
  const gone = [false, true, true, false, true, true, false, true, false, true];
  assert.deepEqual(flags, gone.map((missing) => missing ? MISSING : FINE));
  assert.deepEqual(cells.map((_, record) => numbersOf(field)(record) === NULL), gone);
});

const fields = Object.entries(registerLayout().shape).map(([name, schema]) => ({
  name,
  spec: specOf(schema),
}));

Deno.test("readFields() reads a plain column as the same cells coded, and each cell as readCell() does", () => {
  for (const { name, spec } of fields) {
    fc.assert(
      fc.property(fc.array(cellOf(spec), { minLength: 1, maxLength: 30 }), (cells) => {
        const coded = one({ spec, cells }), plain = one({ spec, cells, plain: true });
        const expected = cells.map((cell) => readCell(cell, spec));
        assert.deepEqual(coded.values, expected.map(({ value }) => value), name);
        assert.deepEqual(plain.values, coded.values, name);
        const flag = { saknas: MISSING, ogiltigt: UNREADABLE };
        assert.deepEqual(
          coded.flags,
          expected.map(({ problem, restored }) =>
            problem !== null ? flag[problem] : restored ? RESTORED : FINE
          ),
          name,
        );
        assert.deepEqual(plain.flags, coded.flags, name);
      }),
      { numRuns: 12 },
    );
  }
});
