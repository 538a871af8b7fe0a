import assert from "node:assert/strict";
import fc from "fast-check";
import { suspectCells, suspectMojibake } from "../../lib/extract/mod.ts";
import { utf8 } from "./_files.ts";

const places = (text: string): [number, number][] =>
  suspectMojibake(utf8(text)).map(({ line, count }) => [line, count]);

Deno.test("suspectMojibake() sees UTF-8 that was read as Windows-1252, with first line and count", () => {
  for (const garbled of ["GÃ¤vle", "Ã–rebro", "VÃ¤sterÃ¥s", "Ã…re", "Ã„lvsbyn", "cafÃ©"]) {
    assert.deepEqual(places(`sjukhus\r\nFalun\r\n${garbled}\r\n`), [[3, garbled.split("Ã").length - 1]]);
  }
});

Deno.test("suspectMojibake() sees characters that were lost", () => {
  assert.deepEqual(places("sjukhus\nV\ufffdstmanland\n\ufffd\ufffd"), [[2, 3]]);
});

Deno.test("suspectMojibake() tells the two apart", () => {
  assert.deepEqual(places("V\ufffdstmanland\nGÃ¤vle"), [[2, 1], [1, 1]]);
});

Deno.test("suspectMojibake() finds nothing wrong with good Swedish, other languages and ASCII", () => {
  assert.deepEqual(places("Örebro, Gävle, Västerås, Åre, Ängelholm – 5 µm, 3 °C, \u00a0café 😀 ﬁ"), []);
  assert.deepEqual(places("SÃO PAULO"), []);
  assert.deepEqual(places("Falun"), []);
  assert.deepEqual(places(""), []);
});

Deno.test("suspectCells() finds in different cells what suspectMojibake() finds in their text, with the first cell", () => {
  const character = fc.constantFrom(..."aÃ¥–�😀\ud83d\u0301å");
  const cell = fc.array(character, { maxLength: 5 }).map((parts) => parts.join(""));
  const column = fc.array(fc.tuple(cell, fc.integer({ min: 1, max: 3 })), { maxLength: 5 });
  fc.assert(fc.property(fc.array(column, { maxLength: 4 }), (columns) => {
    const cells = columns.flatMap((column, at) =>
      column.flatMap(([text, count]) => Array.from({ length: count }, () => ({ at, text })))
    );
    // Each cell on a line of its own, so that the line is the cell's number.
    const lines = suspectMojibake(utf8(cells.map(({ text }) => text).join("\n")));
    const found = suspectCells(columns.map((column) => ({ cells: () => column })));
    assert.deepEqual(
      found,
      lines.map(({ line, ...rest }) => ({ ...rest, column: cells[line - 1].at, text: cells[line - 1].text })),
    );
  }));
});
