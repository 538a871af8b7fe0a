import assert from "node:assert/strict";
import { cube, type CubeCell, type CubeFilter, type Dimension } from "../../lib/cube/mod.ts";

const cell = (region: string, rest: Partial<CubeCell> = {}): CubeCell => ({
  manad: "2024-04",
  status: "vantande",
  region,
  sjukhus: null,
  vardutbud: "Gråstarr",
  agarform: null,
  avvikelse: null,
  vardgaranti: true,
  hemregion: null,
  lo: 9,
  hi: 9,
  antal: 1,
  ...rest,
});
const cells = [
  cell("Region Dalarna"),
  cell("Region Uppsala", { vardutbud: "Gallsten", avvikelse: "PvV" }),
  cell("Region Dalarna", { vardutbud: null, status: "genomforda" }),
];

Deno.test("cube().filter() keeps cells by one value, by several, and by a missing one", () => {
  const kept = (where: CubeFilter) => cube(cells).filter(where).cells.map((each) => cells.indexOf(each));
  assert.deepEqual(kept({}), [0, 1, 2]);
  assert.deepEqual(kept({ region: "Region Dalarna" }), [0, 2]);
  assert.deepEqual(kept({ region: ["Region Dalarna", "Region Uppsala"], avvikelse: null }), [0, 2]);
  assert.deepEqual(kept({ vardutbud: [null, "Gallsten"], avvikelse: undefined }), [1, 2]);
  assert.deepEqual(kept({ vardgaranti: false }), []);
});

Deno.test("cube().by() groups by several dimensions in order of first appearance", () => {
  const groups = cube(cells).by("region", "status");
  assert.deepEqual(groups.map(({ region, status, cells }) => [region, status, cells.length]), [
    ["Region Dalarna", "vantande", 1],
    ["Region Uppsala", "vantande", 1],
    ["Region Dalarna", "genomforda", 1],
  ]);
  assert.deepEqual(cube([]).by("region"), []);
});

Deno.test("cube() names what is nearest to a misspelt dimension or value", () => {
  const unknown = "reigon" as Dimension;
  assert.throws(
    () => cube(cells).by(unknown),
    /^RangeError: Kuben har inget som heter "reigon"\. Närmast: region/,
  );
  assert.throws(() => cube(cells).filter({ [unknown]: "Region Dalarna" }), /Närmast: region/);
  assert.throws(
    () => cube(cells).filter({ vardutbud: "Gallstenar" }),
    /^RangeError: Inga celler har vardutbud "Gallstenar"\. Närmast: Gallsten/,
  );
  assert.throws(() => cube(cells).filter({ vardutbud: "katarakt" }), /heter det "Gråstarr"/);
  assert.throws(() => cube(cells).filter({ manad: "1999-01" }), /Det finns 2024-04|Närmast: 2024-04/);
  assert.deepEqual(cube([] as CubeCell[]).filter({ region: "Region Dalarna" }).cells, []);
});
