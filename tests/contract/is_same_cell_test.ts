import assert from "node:assert/strict";
import fc from "fast-check";
import {
  aggregateLayout,
  bandRowLayout,
  type FieldSpec,
  isSameCell,
  registerLayout,
  specOf,
} from "../../lib/contract/mod.ts";

const text: FieldSpec = { kind: "text", required: false, level: "warn", expects: "text" };
const { manad, d0_30, region } = aggregateLayout().shape;
const { beslut_datum, lkf, sjukhuskod } = registerLayout().shape;

Deno.test("isSameCell() undoes what a spreadsheet does to a cell", () => {
  const same: [string, string, FieldSpec][] = [
    ["2024-04", "apr-24", specOf(manad)],
    ["2024-04", "2024-04-01", specOf(manad)],
    ["2024-04", "apr-24", text],
    ["2024-04-30", "30/04/2024", specOf(beslut_datum)],
    ["2024-04-30", "4/30/2024", specOf(beslut_datum)],
    ["2024-04-30", "45412", specOf(beslut_datum)],
    ["2024-04-30", "2024-04-30 00:00:00", text],
    ["0180", "180", specOf(lkf)],
    ["180", "0180", specOf(lkf)],
    ["012345", "12345", specOf(sjukhuskod)],
    ["2 096", "2096", specOf(d0_30)],
    ["1.030", "1,03", specOf(d0_30)],
    ["123456789012", "1,23457E+11", text],
    ["1234567890123456", "1234567890123450", text],
    ["12E3", "1,20E+04", text],
    ["1-12", "01-dec", specOf(bandRowLayout().shape.band)],
    ["1-12", "2026-12-01", text],
    ["true", "SANT", text],
    ["Mora \r\nlasarett", "Mora \nlasarett ", text],
    ["-", "", text],
    ["dalarna", "Region Dalarna", specOf(region)],
  ];
  for (const [original, edited, spec] of same) {
    assert.ok(isSameCell(original, edited, spec), `${original} → ${edited}`);
  }
});

Deno.test("isSameCell() tells what a person changed", () => {
  const changed: [string, string, FieldSpec][] = [
    ["2024-04", "maj-24", specOf(manad)],
    ["2024-04", "2024-05", text],
    ["2024-04-30", "2024-04-29", specOf(beslut_datum)],
    ["2024-04-30", "2024-04-29", text],
    ["280", "0280", specOf(lkf)],
    ["0180", "0181", specOf(lkf)],
    ["tolv", "12", specOf(d0_30)],
    ["12", "", specOf(d0_30)],
    ["", "12", text],
    ["1030", "1,03", specOf(d0_30)],
    ["1.5", "15", text],
    ["123456789012", "1,23458E+11", text],
    ["1-12", "01-nov", text],
    ["true", "FALSKT", text],
    ["Dalarne", "Dalarna", specOf(region)],
  ];
  for (const [original, edited, spec] of changed) {
    assert.ok(!isSameCell(original, edited, spec), `${original} → ${edited}`);
  }
});

Deno.test("isSameCell() never calls two readable values of a typed field the same when they differ", () => {
  const days = fc.integer({ min: 0, max: 20_000 }).map((day) =>
    new Date(Date.UTC(1990, 0, 1 + day)).toISOString().slice(0, 10)
  );
  fc.assert(fc.property(days, days, (a, b) => isSameCell(a, b, specOf(beslut_datum)) === (a === b)));
  fc.assert(
    fc.property(fc.nat(1e9), fc.nat(1e9), (a, b) => isSameCell(`${a}`, `${b}`, specOf(d0_30)) === (a === b)),
  );
});
