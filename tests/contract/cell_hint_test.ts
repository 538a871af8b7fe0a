import assert from "node:assert/strict";
import { aggregateLayout, cellHint, registerLayout } from "../../lib/contract/mod.ts";

const bands = aggregateLayout(), contacts = registerLayout();

Deno.test("cellHint() tells what stood in the cell, and the nearest name that is known", () => {
  assert.deepEqual(cellHint(bands, "vardutbud", " Gråstar "), {
    found: "Gråstar",
    hint: "Menade du Gråstarr?",
  });
  assert.deepEqual(cellHint(bands, "manad", "2024-13"), { found: "2024-13" });
  assert.deepEqual(cellHint(contacts, "kon", "X9"), { found: "X9" });
});

Deno.test("cellHint() writes a code as readers know it", () => {
  assert.equal(cellHint(bands, "status", "väntnde").hint, "Menade du väntande?");
  assert.equal(cellHint(bands, "status", "genomfrda").hint, "Menade du genomförda?");
  assert.equal(cellHint(bands, "agarform", "prvat").hint, "Menade du privat?");
});

Deno.test("cellHint() says what is wrong with a number", () => {
  assert.equal(cellHint(bands, "d0_30", "-5").hint, "Talet är negativt");
  assert.equal(cellHint(bands, "d0_30", "12,5").hint, "Talet har decimaler");
  assert.equal(cellHint(bands, "d0_30", "ca 20").hint, "Skriv talet med siffror");
  assert.match(cellHint(bands, "d0_30", "1.787").hint ?? "", /Skiljer punkten tusental, .*--tusental punkt/);
  assert.match(cellHint(bands, "d0_30", "<5").hint ?? "", /^Antalet är dolt/);
  assert.match(cellHint(bands, "manad", "05.04.2024").hint ?? "", /--datumform dmy eller --datumform mdy/);
});

Deno.test("cellHint() says how else a month can be read", () => {
  const hint = (text: string) => cellHint(bands, "manad", text).hint ?? "";
  assert.equal(
    hint("04-05"),
    "04-05 kan vara år och månad, månad och år eller en dag: skriv månaden som åååå-mm",
  );
  assert.match(hint("apr-30"), /den 30 i månaden eller år 2030/);
  assert.match(hint("24-apr"), /den 24 i månaden eller år 2024/);
  assert.match(hint("2024.1"), /januari eller oktober 2024/);
  assert.match(hint("april"), /inte vilket år/);
  assert.match(hint("2024K2"), /kvartal/);
});

Deno.test("cellHint() never shows what may be a person's", () => {
  assert.deepEqual(cellHint(bands, "d0_30", "811228-9874"), {});
  assert.deepEqual(cellHint(bands, "sjukhus", "19 811228 98 74"), {});
  assert.deepEqual(cellHint(contacts, "vardkontakt_id", "A1"), {}, "free text");
  assert.deepEqual(cellHint(contacts, "kon", "Anna Ek"), {}, "a name, in a column that was moved");
  assert.deepEqual(cellHint(contacts, "kon", "Annabritta-Karin"), {});
});

Deno.test("cellHint() shortens a long text, and takes away what would break a line", () => {
  const { found = "" } = cellHint(bands, "vardutbud", `a\u202eb\n${"x".repeat(100)}`);
  assert.equal(found.length, 61);
  assert.match(found, /^a\ufffdb\ufffdx+…$/);
});

Deno.test("cellHint() says nothing of an empty cell or of a field that the layout does not have", () => {
  assert.deepEqual([cellHint(bands, "d0_30", "Uppgift saknas"), cellHint(bands, "kon", "x")], [{}, {}]);
});

Deno.test("cellHint() shows no birthday where a year was asked for", () => {
  assert.deepEqual(cellHint(contacts, "fodelsear", "19530102"), {});
  assert.deepEqual(cellHint(contacts, "fodelsear", "1852"), { found: "1852" });
});
