import assert from "node:assert/strict";
import { placeText } from "../../lib/extract/mod.ts";

Deno.test("placeText() names line and column of a text, from column 1 when none is to blame", () => {
  assert.equal(placeText({ file: "april.csv", line: 12, column: 3 }), "april.csv:12:3");
  assert.equal(placeText({ file: "april.csv", line: 12 }), "april.csv:12:1");
});

Deno.test("placeText() names the cell where there is one", () => {
  assert.equal(
    placeText({ file: "april.xlsx", line: 7, column: 3, cell: "'Väntande april'!C7" }),
    "april.xlsx:'Väntande april'!C7",
  );
});
