import assert from "node:assert/strict";
import { toCsv } from "../../lib/extract/mod.ts";

Deno.test("toCsv() quotes only what needs it and ends each row with CRLF", () => {
  const rows = [["a", "b;c", "d,e"], ['f "g"', "h\ni", " j"], ["", "k", "l\r"]];
  assert.equal(toCsv(rows), 'a;"b;c";d,e\r\n"f ""g""";"h\ni";" j"\r\n;k;"l\r"\r\n');
  assert.equal(toCsv([["b;c", "d,e"]], { delimiter: "," }), 'b;c,"d,e"\r\n');
});

Deno.test("toCsv() writes nothing for no rows and never a blank line for a row", () => {
  assert.equal(toCsv([]), "");
  assert.equal(toCsv([[""], [" "]]), '""\r\n" "\r\n');
});

Deno.test("toCsv() makes formulas harmless on request and leaves plain numbers", () => {
  const row = ["=1+1", "+46", "-5,5", "-1.5", "@a", "\tb", "\rc", "-", "+46 70", "--1", "a=1", ""];
  assert.equal(
    toCsv([row], { formulaSafe: true }),
    "'=1+1;+46;-5,5;-1.5;'@a;'\tb;\"'\rc\";'-;'+46 70;'--1;a=1;\r\n",
  );
  assert.equal(toCsv([["=1+1"]]), "=1+1\r\n");
});
