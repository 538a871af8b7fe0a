import assert from "node:assert/strict";
import { comparable, dimensionValues, slotShapes } from "../../lib/plausibility/mod.ts";
import { delivered, READING, row } from "./_rows.ts";

const april = [
  row("Mora lasarett", [30, 20, 10, 5, 1], { pvv: 4, vardutbud: "Gråstarr" }),
  row("Falu lasarett", [3, null, 0, 0, 2], { pvv: 0, vardutbud: "Gråstarr" }),
  row(null, [7, 0, 0, 0, 0], { region: "Region Uppsala", status: "genomforda" }),
];

Deno.test("slotShapes() counts records, missing values, contacts by wait, and names, of each region, month and status", () => {
  const all = { vardutbud: 1, sjukhus: 1, agarform: 1, antal: 1, pvv: 1, mov: 1 };
  assert.deepEqual(slotShapes(delivered(april)), [
    {
      region: "Region Dalarna",
      manad: "2024-04",
      status: "vantande",
      rows: 2,
      missing: { agarform: 2, d31_60: 1, antal: 2, mov: 2 },
      bands: [33, 20, 10, 5, 3],
      antal: 75,
      names: { sjukhus: ["Falu lasarett", "Mora lasarett"], vardutbud: ["Gråstarr"] },
    },
    {
      region: "Region Uppsala",
      manad: "2024-04",
      status: "genomforda",
      rows: 1,
      missing: all,
      bands: [7, 0, 0, 0, 0],
      antal: 7,
      names: { sjukhus: [], vardutbud: [] },
    },
  ]);
  assert.deepEqual(slotShapes(delivered([])), []);
});

Deno.test("dimensionValues() names what occurs, and leaves out a dimension of more than 200 names", () => {
  assert.deepEqual(dimensionValues(delivered(april)), {
    sjukhus: ["Falu lasarett", "Mora lasarett"],
    vardutbud: ["Gråstarr"],
    agarform: [],
    avvikelse: ["PvV"],
  });
  const many = (count: number) => Array.from({ length: count }, (_, index) => row(`Enhet ${index}`, [1]));
  assert.equal(dimensionValues(delivered(many(200))).sjukhus.length, 200);
  assert.equal("sjukhus" in dimensionValues(delivered(many(201))), false);
  assert.equal("sjukhus" in slotShapes(delivered(many(201)))[0].names!, false);
});

Deno.test("comparable() keeps what later deliveries are compared with", () => {
  const { file, profile, layout, slots, shapes, header } = comparable(delivered(april), "april.csv");
  assert.deepEqual([file, profile, layout, header.length, shapes.length], [
    "april.csv",
    READING.profile.namn,
    "aggregat",
    14,
    2,
  ]);
  assert.deepEqual(slots.map(({ cover: _, ...slot }) => slot), [
    { region: "Region Dalarna", manad: "2024-04", status: "vantande" },
    { region: "Region Uppsala", manad: "2024-04", status: "genomforda" },
  ]);
});
