import assert from "node:assert/strict";
import { hospitalMap } from "../../lib/figures/mod.ts";
import { aprilByHospital } from "./_rows.ts";

const manad = "2024-04";
const map = (rows = aprilByHospital) => hospitalMap(rows, { manad });

Deno.test("hospitalMap() takes the hospitals of a town together, and tells each when pointed at", () => {
  // Akademiska and Elisabethsjukhuset lie in Uppsala, USÖ and Läkargruppen in Örebro.
  const rows = aprilByHospital.filter(({ name }) => /Elisabeth|Capio|USÖ/.test(name));
  const { alt } = map(rows);
  assert.match(alt, /Örebro 1\u00a0883 \(42\u00a0%\), Uppsala 208 \(26\u00a0%\)/);
  assert.match(
    map(rows).svg(680),
    /<title>Örebro: 1\u00a0883 över 90 dagar, april 2024\n[^<]*USÖ[^<]*\n[^<]*Capio/,
  );
  assert.equal(map(rows).svg(680).match(/<circle/g)?.length, 2);
});

Deno.test("hospitalMap() names the town with the most, and says when nobody has waited so long", () => {
  assert.match(map().headline, /^Flest över 90 dagar väntar i /);
  assert.match(hospitalMap([], { manad }).headline, /^Ingen har väntat över 90 dagar/);
  assert.equal(hospitalMap([], { manad }).hasChart, false);
});

Deno.test("hospitalMap() leaves a hospital without a position to the table, and says so", () => {
  const strange = { ...aprilByHospital[0], name: "<img onerror>" };
  const figure = map([strange, ...aprilByHospital]);
  assert.match(figure.note ?? "", /Utan känt läge och inte på kartan: 1 sjukhus\./);
  assert.ok(
    figure.table.rows.some(({ cells }) => cells.sjukhus === "<img onerror>" && cells.ort === "Okänd ort"),
  );
  assert.doesNotMatch(figure.html(), /<img/);
});

Deno.test("hospitalMap() colours by the share as it is written", () => {
  const [row] = aprilByHospital;
  const at = (share: number) =>
    map([{ ...row, antal: 1000, over: { value: share, low: share, high: share } }]).svg(680).match(
      /var\(--(b\d)\)/,
    )?.[1];
  assert.deepEqual([at(244), at(246), at(394), at(396)], ["b1", "b4", "b4", "b5"]);
});

Deno.test("hospitalMap() draws a town alone, and every label inside the chart, wide and narrow", () => {
  for (const figure of [map(aprilByHospital.slice(0, 1)), map()]) {
    for (const width of [680, 345] as const) {
      const svg = figure.svg(width);
      assert.doesNotMatch(svg, /NaN|Infinity/);
      const lefts = [...svg.matchAll(/<text x="([-\d.]+)"/g)].map(([, x]) => Number(x));
      assert.ok(lefts.length > 0);
      assert.ok(lefts.every((x) => x >= 0 && x < width));
    }
  }
});
