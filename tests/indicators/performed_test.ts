import assert from "node:assert/strict";
import { performed, performedTable } from "../../lib/indicators/mod.ts";
import { cell, days as waited } from "./_cells.ts";

const days = (count: number, some: Parameters<typeof waited>[1] = {}) =>
  waited(count, { status: "genomforda", ...some });

Deno.test("performed() leaves PvV and what the guarantee does not cover out of the share, and MoV in", () => {
  const cells = [
    days(90),
    days(91),
    days(10, { avvikelse: "PvV" }),
    days(140, { avvikelse: "MoV" }),
    days(10, { vardgaranti: false }),
    days(10, { vardgaranti: null }),
    waited(10),
  ];
  const { volume, covered, shareWithin } = performed(cells);
  assert.deepEqual([volume, covered, shareWithin?.value], [6, 3, 1 / 3]);
  assert.equal(performed(cells, { limitDays: 91 }).shareWithin?.value, 2 / 3);
});

Deno.test("performed() takes the median and the mean of all who were operated", () => {
  const cells = [days(10, { avvikelse: "PvV" }), days(20, { vardgaranti: false }), days(90, { antal: 2 })];
  const { median, mean } = performed(cells);
  assert.deepEqual([median?.value, mean?.value], [55, 52.5]);
});

Deno.test("performed() has no share, median or mean of nobody", () => {
  assert.deepEqual(performed([waited(5)]), {
    volume: 0,
    shareWithin: null,
    covered: 0,
    median: null,
    mean: null,
  });
  assert.equal(performed([days(5, { vardgaranti: false })]).shareWithin, null);
});

Deno.test("performed() bounds the share where a band crosses the limit", () => {
  const share = performed([cell({ status: "genomforda", lo: 81, hi: 100, antal: 20 })]).shareWithin;
  assert.deepEqual(share, { value: 0.5, low: 0, high: 1 });
});

Deno.test("performedTable() gives a row for each, the largest vårdutbud first, and their total", () => {
  const cells = [
    days(10, { vardutbud: "Gallsten", antal: 2 }),
    days(95, { vardutbud: "Gråstarr", antal: 3 }),
    days(20, { antal: 1 }),
    waited(10, { vardutbud: "Gråstarr", antal: 99 }),
  ];
  assert.deepEqual(
    performedTable(cells, { by: "vardutbud" }).map((
      { name, volume, shareWithin, total },
    ) => [name, volume, shareWithin?.value, total]),
    [["Gråstarr", 3, 0, false], ["Gallsten", 2, 1, false], ["Vårdutbud anges inte", 1, 1, false], [
      "Region Dalarna",
      6,
      0.5,
      true,
    ]],
  );
  assert.deepEqual(
    performedTable([days(1, { agarform: "privat" })], { by: "agarform" }).map(({ name }) => name),
    [
      "Privat",
      "Region Dalarna",
    ],
  );
  assert.deepEqual(performedTable([waited(1)], { by: "region" }), []);
});
