import assert from "node:assert/strict";
import fc from "fast-check";
import { couldHaveStayed, shareThatCouldStay, spareWithin } from "../../lib/plan/mod.ts";
import { flow } from "./_plan.ts";

const cell = (
  days: number,
  antal: number,
  rest: { agarform?: "privat"; region?: string; vardgaranti?: boolean } = {},
) => ({
  manad: "2024-04",
  region: "Region Dalarna",
  vardutbud: "Gråstarr",
  agarform: "offentlig" as const,
  status: "genomforda" as const,
  avvikelse: null,
  vardgaranti: true,
  lo: days,
  hi: days,
  antal,
  ...rest,
});

Deno.test("spareWithin() has room from exactly the least share and the least volume on", () => {
  assert.deepEqual(spareWithin([cell(90, 8), cell(91, 2)]).map(({ antal }) => antal), [1]);
  assert.deepEqual(spareWithin([cell(90, 7), cell(91, 3)]), []);
  assert.deepEqual(spareWithin([cell(90, 9)]), []);
  assert.deepEqual(spareWithin([cell(90, 19)]).map(({ antal }) => antal), [1], "rounded down");
  assert.deepEqual(spareWithin([cell(90, 7), cell(91, 3)], { leastShare: 0.7, extraShare: 0.5 })[0].antal, 5);
});

Deno.test("spareWithin() looks at each region's own hospitals, and needs somebody whom the guarantee covers", () => {
  assert.deepEqual(spareWithin([cell(10, 50, { agarform: "privat" })]), []);
  assert.deepEqual(spareWithin([cell(10, 50, { vardgaranti: false })]), []);
  const two = spareWithin([cell(10, 20), cell(10, 30, { region: "Region Uppsala" })]);
  assert.deepEqual(two.map(({ region, antal }) => [region, antal]), [["Region Dalarna", 2], [
    "Region Uppsala",
    3,
  ]]);
});

Deno.test("couldHaveStayed() takes month by month the least of what was bought and the room, and uses no room twice", () => {
  const spare = [
    { region: "Region Dalarna", vardutbud: "Gråstarr", manad: "2024-01", antal: 3 },
    { region: "Region Uppsala", vardutbud: "Gråstarr", manad: "2024-01", antal: 4 },
    { region: "Region Uppsala", vardutbud: "Gråstarr", manad: "2024-02", antal: 50 },
  ];
  const flows = [
    flow({ kalla: "privat", antal: 6 }),
    flow({ kalla: "utanfor", antal: 5, hemregion: "Region Värmland" }),
    flow({ kalla: "privat", antal: 2, manad: "2024-02" }),
    flow({ kalla: "privat", antal: 9, vardutbud: "Gallsten" }),
    flow({ kalla: "egen", antal: 99 }),
    flow({ kalla: "samverkan", antal: 99 }),
  ];
  const rows = couldHaveStayed(flows, spare);
  assert.deepEqual(rows, [
    { vardutbud: "Gråstarr", kopt: 13, mojligt: 9 },
    { vardutbud: "Gallsten", kopt: 9, mojligt: 0 },
  ]);
  assert.deepEqual(shareThatCouldStay(rows), { value: 9 / 22 });
});

Deno.test("couldHaveStayed() never gives more than was bought or than there was room for", () => {
  const manad = fc.constantFrom("2024-01", "2024-02");
  fc.assert(
    fc.property(
      fc.array(fc.record({ manad, antal: fc.nat(20) })),
      fc.array(fc.record({ manad, antal: fc.nat(20) })),
      (bought, room) => {
        const spare = room.map((row) => ({ ...row, region: "Region Uppsala", vardutbud: "Gråstarr" }));
        const rows = couldHaveStayed(bought.map((row) => flow({ ...row, kalla: "privat" })), spare);
        const all = room.reduce((sum, { antal }) => sum + antal, 0);
        for (const { kopt, mojligt } of rows) assert.ok(0 <= mojligt && mojligt <= Math.min(kopt, all));
      },
    ),
    { numRuns: 60 },
  );
});
