import assert from "node:assert/strict";
import { extractOf } from "./_files.ts";

const places = (...cells: string[]): [number, number][] =>
  extractOf(`sjukhus;dagar\n${cells.map((cell) => `${cell};1\n`).join("")}`).suspicions.map((
    { line, count },
  ) => [line, count]);

Deno.test("findMojibake() sees UTF-8 that was read as Windows-1252, with first line and number of cells", () => {
  for (const garbled of ["GÃ¤vle", "Ã–rebro", "VÃ¤sterÃ¥s", "Ã…re", "Ã„lvsbyn", "cafÃ©"]) {
    assert.deepEqual(places("Falun", garbled, "Mora", garbled), [[3, 2]]);
  }
});

Deno.test("findMojibake() sees characters that were lost", () => {
  assert.deepEqual(places("V\ufffdstmanland", "\ufffd\ufffd"), [[2, 2]]);
});

Deno.test("findMojibake() tells the two apart", () => {
  assert.deepEqual(places("V\ufffdstmanland", "GÃ¤vle"), [[3, 1], [2, 1]]);
});

Deno.test("findMojibake() looks at cells that are nearly all different too", () => {
  const cells = Array.from({ length: 20_000 }, (_, i) => i === 15_000 ? "GÃ¤vle 15000" : `Gävle ${i}`);
  assert.deepEqual(places(...cells), [[15_002, 1]]);
});

Deno.test("findMojibake() finds nothing wrong with good Swedish, other languages and ASCII", () => {
  assert.deepEqual(places("Örebro, Gävle, Västerås, Åre, Ängelholm – 5 µm, 3 °C, \u00a0café 😀 ﬁ"), []);
  assert.deepEqual(places("SÃO PAULO", "Falun"), []);
});
