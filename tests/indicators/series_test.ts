import assert from "node:assert/strict";
import { monthlySeries } from "../../lib/indicators/mod.ts";
import { countContacts, quantile, type WaitCell } from "../../lib/numeric/mod.ts";
import { cell } from "./_cells.ts";

const DALARNA = "Region Dalarna", UPPSALA = "Region Uppsala";
const at = (manad: string, antal: number, region = DALARNA) => cell({ manad, antal, region });

Deno.test("monthlySeries() leaves a month that nobody delivered missing, and a delivered empty month is zero", () => {
  const series = monthlySeries([at("2024-02", 4)], {
    months: ["2024-01", "2024-02", "2024-03"],
    regions: [DALARNA],
    delivered: (manad) => manad === "2024-01" ? [] : [DALARNA],
    measure: countContacts,
  });
  assert.deepEqual(series.map(({ manad, value, missing }) => [manad, value, missing]), [
    ["2024-01", null, [DALARNA]],
    ["2024-02", 4, []],
    ["2024-03", 0, []],
  ]);
});

Deno.test("monthlySeries() compares with the year before only when both months hold the same regions", () => {
  const cells = [
    at("2024-03", 4),
    at("2023-03", 1),
    at("2024-04", 4),
    at("2023-04", 2),
    at("2024-04", 6, UPPSALA),
  ];
  const series = monthlySeries(cells, {
    months: ["2024-03", "2024-04"],
    regions: [DALARNA, UPPSALA],
    delivered: (manad) => manad === "2024-04" ? [UPPSALA, DALARNA] : [DALARNA],
    measure: countContacts,
  });
  assert.deepEqual(
    series.map(({ value, yearBefore, change, regions }) => [value, yearBefore, change, regions]),
    [
      [4, 1, 3, [DALARNA]],
      [10, null, null, [DALARNA, UPPSALA]],
    ],
  );
  assert.deepEqual(series.map(({ missing }) => missing), [[UPPSALA], []]);
});

Deno.test("monthlySeries() measures the regions that were asked for and no others", () => {
  const [point] = monthlySeries([at("2024-04", 4), at("2024-04", 100, "Region Skåne")], {
    months: ["2024-04"],
    regions: [DALARNA],
    delivered: () => [DALARNA, "Region Skåne"],
    measure: countContacts,
  });
  assert.equal(point.value, 4);
});

Deno.test("monthlySeries() has no change where the measure has no answer", () => {
  const median = (cells: readonly WaitCell[]) => quantile(cells, 0.5)?.value ?? null;
  const [point] = monthlySeries([at("2024-04", 4)], {
    months: ["2024-04"],
    regions: [DALARNA],
    delivered: () => [DALARNA],
    measure: median,
  });
  assert.deepEqual([point.value, point.yearBefore, point.change], [1, null, null]);
});
