import assert from "node:assert/strict";
import fc from "fast-check";
import { constant, daysFromTo, field, isEqual } from "../../lib/contract/mod.ts";
import type { CubeDefinition, WaitSpan } from "../../lib/cube/mod.ts";
import { countCells } from "../../lib/judge/count_cells.ts";
import type { JudgedCells } from "../../lib/judge/judged_cells.ts";
import { fieldsOf, type MadeField, spec } from "./_fields.ts";

const own = (name: string) => ({ fields: [name], make: (value: string | null) => value });

/** Rows of a hospital, a care and a day of decision, all of whom waited until the last of April 2024. */
const waits: CubeDefinition = {
  dimensions: {
    sjukhus: own("sjukhus"),
    vardutbud: { fields: ["vard", "sjukhus"], make: (care, hospital) => `${care} i ${hospital}` },
    vardgaranti: { fields: ["vard"], make: (care) => care === null ? null : care === "a" },
  },
  waits: {
    kind: "one",
    days: [
      { when: isEqual(field("vard"), constant("nu")), days: constant(0) },
      { when: isEqual(constant(1), constant(1)), days: daysFromTo(field("beslut"), constant("2024-04-30")) },
    ],
  },
};

const rowsOf = (cells: JudgedCells) => Array.from({ length: cells.length }, (_, at) => cells.cell(at));
const told = (cells: JudgedCells) =>
  rowsOf(cells).map((
    { sjukhus, vardutbud, vardgaranti, lo, hi, antal },
  ) => [sjukhus, vardutbud, vardgaranti, lo, hi, antal]);

function count(
  definition: CubeDefinition,
  made: Record<string, MadeField>,
  accepted?: Uint8Array,
): JudgedCells {
  const { fields, texts } = fieldsOf(made), [{ cells }] = Object.values(made);
  return countCells(definition, fields, texts, accepted ?? new Uint8Array(cells.length).fill(1));
}

Deno.test("countCells() counts accepted rows that agree in every dimension and in their days", () => {
  const made = {
    sjukhus: { spec: spec("name"), cells: ["Mora", "Falun", "Mora", "", "Mora", "Mora"] },
    vard: { spec: spec(), cells: ["a", "a", "a", "", "nu", "a"] },
    beslut: {
      spec: spec("day"),
      cells: ["2024-04-01", "2024-04-01", "2024-04-01", "2023-04-30", "", "2024-04-01"],
    },
  };
  const cells = count(waits, made, Uint8Array.of(1, 1, 1, 1, 1, 0));
  assert.deepEqual(told(cells), [
    ["Falun", "a i Falun", true, 29, 29, 1],
    ["Mora", "a i Mora", true, 29, 29, 2],
    ["Mora", "nu i Mora", false, 0, 0, 1],
    [null, "null i null", null, 366, 366, 1],
  ]);
  assert.deepEqual(rowsOf(cells).map(({ manad, avvikelse, hemregion }) => [manad, avvikelse, hemregion])[0], [
    null,
    null,
    null,
  ]);
});

Deno.test("countCells() counts nothing where nothing is accepted", () => {
  const made = {
    sjukhus: { spec: spec("name"), cells: ["Mora"] },
    vard: { spec: spec(), cells: ["a"] },
    beslut: { spec: spec("day"), cells: [""] },
  };
  assert.equal(count(waits, made, Uint8Array.of(0)).length, 0);
  assert.throws(() => count(waits, made), /every accepted record must have its days: got none/);
});

Deno.test("countCells() refuses a dimension of free text", () => {
  const made = {
    sjukhus: { spec: spec(), cells: ["Mora"], plain: true },
    vard: { spec: spec(), cells: ["nu"] },
    beslut: { spec: spec("day"), cells: [""] },
  };
  assert.throws(() => count(waits, made), /its fields must not be free text/);
});

/** Rows whose only field holds the spans themselves, as JSON. */
const spans: CubeDefinition = {
  dimensions: {},
  waits: { kind: "several", spans: (valueOf) => JSON.parse(String(valueOf("spans"))) as WaitSpan[] },
};
const spanned = (rows: readonly (readonly Partial<WaitSpan>[])[]) =>
  rowsOf(count(spans, {
    spans: {
      spec: spec(),
      cells: rows.map((spans) =>
        JSON.stringify(spans.map((span) => ({ lo: 0, hi: null, deviation: null, antal: 1, ...span })))
      ),
    },
  })).map(({ avvikelse, lo, hi, antal }) => [avvikelse, lo, hi, antal]);

Deno.test("countCells() counts the spans of a row, also open ones, deviations, and counts above 32 bits", () => {
  assert.deepEqual(
    spanned([
      [{ lo: 0, hi: 30, antal: 7 }, { lo: 366, antal: 2 }, { deviation: "PvV", antal: 3 }],
      [],
      [{ lo: 0, hi: 30, antal: 9_000_000_000 }, { lo: 366, hi: 400 }, { lo: 366, antal: 5 }],
    ]),
    [["PvV", 0, null, 3], [null, 0, 30, 9_000_000_007], [null, 366, 400, 1], [null, 366, null, 7]],
  );
});

Deno.test("countCells() tells the first and the last days apart that a cell can have", () => {
  const last = 2 ** 31 - 2;
  assert.deepEqual(
    spanned([[{ lo: 0, hi: last }, { lo: last, hi: last }, { lo: last }, { lo: 0 }, { lo: -40_000, hi: 0 }, {
      lo: 0,
    }]]),
    [
      [null, -40_000, 0, 1],
      [null, 0, last, 1],
      [null, 0, null, 2],
      [null, last, last, 1],
      [null, last, null, 1],
    ],
  );
});

Deno.test("countCells() tells cells apart whose dimensions have more combinations than one number holds", () => {
  const rows = fc.array(fc.tuple(fc.nat(2999), fc.nat(2999), fc.nat(2999)), {
    minLength: 3000,
    maxLength: 3000,
  });
  for (const made of fc.sample(rows, { numRuns: 3, seed: 4 })) {
    // Half of them are there twice.
    const all = [...made, ...made.slice(0, 1500)];
    const day = (days: number) => new Date(Date.UTC(2024, 3, 30 - days)).toISOString().slice(0, 10);
    const cells = count(waits, {
      sjukhus: { spec: spec("name"), cells: all.map(([a]) => `S${a}`) },
      vard: { spec: spec(), cells: all.map(([, b]) => `V${b}`) },
      beslut: { spec: spec("day"), cells: all.map(([, , c]) => day(c)) },
    });
    const expected = new Map<string, number>();
    for (const [a, b, c] of all) {
      const key = JSON.stringify([`S${a}`, `V${b} i S${a}`, false, c]);
      expected.set(key, (expected.get(key) ?? 0) + 1);
    }
    const found = rowsOf(cells).map((
      { sjukhus, vardutbud, vardgaranti, lo, antal },
    ) => [JSON.stringify([sjukhus, vardutbud, vardgaranti, lo]), antal]);
    assert.deepEqual(found.toSorted(), [...expected].toSorted());
  }
});
