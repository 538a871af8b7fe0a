import assert from "node:assert/strict";
import fc from "fast-check";
import { findDuplicates } from "../../lib/judge/duplicates.ts";
import { codedColumn } from "../_columns.ts";
import { fieldsOf, read, spec } from "./_fields.ts";

const all = (records: number) => new Uint8Array(records).fill(1);
const laterOf = (...given: Parameters<typeof findDuplicates>) => findDuplicates(...given).later;

Deno.test("findDuplicates() finds each later record of a key, in order", () => {
  const { fields } = fieldsOf({
    id: { spec: spec(), cells: ["a", "b", "a", "a", "b", "c", "a"] },
    status: { spec: spec(), cells: ["1", "1", "1", "2", "1", "1", "1"] },
  });
  assert.deepEqual(laterOf(fields, all(7)), [2, 4, 6]);
  assert.deepEqual(laterOf(fields.slice(0, 1), all(7)), [2, 3, 4, 6]);
});

Deno.test("findDuplicates() asks only accepted records: a rejected one hides no other", () => {
  const { fields } = fieldsOf({ id: { spec: spec(), cells: ["a", "a", "a", "b"] } });
  assert.deepEqual(laterOf(fields, Uint8Array.of(0, 1, 1, 1)), [2]);
  assert.deepEqual(laterOf(fields, Uint8Array.of(1, 0, 0, 0)), []);
});

Deno.test("findDuplicates() lets records repeat that have no key, and takes a missing part of a key as equal", () => {
  assert.deepEqual(laterOf([], all(3)), []);
  const { fields } = fieldsOf({
    id: { spec: spec(), cells: ["a", "a", "", "-"] },
    day: { spec: spec("day"), cells: ["2024-04-30", "", "", ""] },
  });
  assert.deepEqual(laterOf(fields, all(4)), [3]);
});

Deno.test("findDuplicates() takes a constant, and a field that is not there, as the same for every record", () => {
  const { fields } = read({ id: spec(), region: spec(), status: spec() }, [
    codedColumn("id", ["a", "b", "a"]),
  ], {
    id: { columns: [0] },
    region: { constant: "Dalarna" },
  });
  assert.deepEqual(laterOf(fields, all(3)), [2]);
  assert.deepEqual(laterOf(fields.slice(1), all(3)), [1, 2]);
});

Deno.test("findDuplicates() compares free text as it is read, whatever blanks and quotes are written around it", () => {
  const cells = ["K1", " K1", "K1\u00a0", 'K"1', 'K""1', "k1", "K1 ", "K"];
  const { fields } = fieldsOf({ id: { spec: spec(), cells, plain: true } });
  assert.deepEqual(laterOf(fields, all(8)), [1, 2, 6]);
  // The same ids outside quotes, as a file may have them too.
  const written = ["K1", '"K1"', "K1 ", 'K"2', '"K""2"', "K2"];
  const from: number[] = [], to: number[] = [];
  let text = "";
  for (const cell of written) {
    const quotes = cell.startsWith('"') ? 1 : 0;
    from.push(text.length + quotes);
    text += cell;
    to.push(text.length - quotes);
    text += ";";
  }
  const bytes = new TextEncoder().encode(text);
  const column = {
    kind: "plain",
    name: "id",
    bytes,
    from: Uint32Array.from(from),
    to: Uint32Array.from(to),
  } as const;
  const { fields: mixed } = read({ id: spec() }, [column], { id: { columns: [0] } });
  assert.deepEqual(laterOf(mixed, all(6)), [1, 2, 4]);
});

Deno.test("findDuplicates() tells keys apart that share a hash", () => {
  // A hash takes the low 32 bits of a number.
  const cells = Array.from({ length: 700 }, (_, at) => String(5 + at % 500 * 2 ** 32));
  const { fields: [field] } = fieldsOf({ id: { spec: spec("whole"), cells } });
  assert.ok(field.values instanceof Float64Array);
  const repeated = Array.from({ length: 200 }, (_, at) => 500 + at);
  assert.deepEqual(laterOf([field], all(700)), repeated);
});

Deno.test("findDuplicates() is exact for so many texts that some share a hash", () => {
  // Of 200 000 texts about five pairs share 32 bits.
  const cells = Array.from({ length: 200_000 }, (_, at) => `K${at % 199_000 * 7919}`);
  const { fields } = fieldsOf({ id: { spec: spec(), cells, plain: true } });
  assert.deepEqual(
    laterOf(fields, all(200_000)),
    Array.from({ length: 1000 }, (_, at) => 199_000 + at),
  );
});

Deno.test("findDuplicates() finds what comparing every record with those before finds", () => {
  const cell = fc.constantFrom("", "a", "b", " a", "1", "2024-04-30", "é", '"', "constructor");
  const rows = fc.array(fc.tuple(cell, cell, cell, fc.boolean()), { maxLength: 60 });
  fc.assert(
    fc.property(rows, fc.boolean(), (rows, plain) => {
      const { fields } = fieldsOf({
        a: { spec: spec(), cells: rows.map(([a]) => a), plain },
        b: { spec: spec("name"), cells: rows.map(([, b]) => b), plain },
        c: { spec: spec("day"), cells: rows.map(([, , c]) => c) },
      });
      const keys = rows.map(([a, b, c]) => JSON.stringify([a.trim(), b.trim(), /^\d{4}-/.test(c) ? c : ""]));
      const later = rows.flatMap(([, , , accepted], record) =>
        accepted &&
          rows.slice(0, record).some(([, , , accepted], other) => accepted && keys[other] === keys[record])
          ? [record]
          : []
      );
      assert.deepEqual(
        laterOf(fields, Uint8Array.from(rows, ([, , , accepted]) => accepted ? 1 : 0)),
        later,
      );
    }),
    { numRuns: 300 },
  );
});

Deno.test("findDuplicates() finds what a record before holds in another state, and takes neither for a duplicate", () => {
  const cell = fc.constantFrom("", "a", "b"), state = fc.constantFrom("", "v", "g");
  const rows = fc.array(fc.tuple(cell, state, fc.boolean()), { maxLength: 40 });
  fc.assert(
    fc.property(rows, fc.boolean(), (rows, plain) => {
      const { fields } = fieldsOf({
        id: { spec: spec(), cells: rows.map(([id]) => id), plain },
        status: { spec: spec(), cells: rows.map(([, state]) => state) },
      });
      const kept: number[] = [], later: number[] = [], otherState: number[] = [];
      for (const [record, [id, state, accepted]] of rows.entries()) {
        if (!accepted) continue;
        const before = kept.filter((other) => rows[other][0] === id);
        if (before.some((other) => rows[other][1] === state)) later.push(record);
        else {
          kept.push(record);
          if (before.length > 0) otherState.push(record);
        }
      }
      const accepted = Uint8Array.from(rows, ([, , accepted]) => accepted ? 1 : 0);
      assert.deepEqual(findDuplicates(fields, accepted, "status"), { later, otherState });
    }),
  );
});
