import assert from "node:assert/strict";
import { fanMonths, project } from "../../../lib/analysis/projection/mod.ts";
import { evenCalibration } from "./_history.ts";

const cells = ["2024-03", "2024-04"].flatMap((manad) =>
  ["Region Dalarna", "Region Uppsala"].map((region) => ({
    manad,
    region,
    vardutbud: null,
    status: "vantande" as const,
    lo: region === "Region Dalarna" ? 10 : 100,
    hi: region === "Region Dalarna" ? 10 : 100,
    antal: 50,
  }))
);
const [dalarna, uppsala] = ["Region Dalarna", "Region Uppsala"].map((region) =>
  evenCalibration({}, { region })
);
const both = { ...dalarna, regions: [...dalarna.regions, ...uppsala.regions] };
const projection = project(both, { months: 2 });

Deno.test("fanMonths() joins what was with what is projected, for one region or all together", () => {
  const months = fanMonths(cells, projection, { months: 2 });
  assert.deepEqual(months.map(({ manad }) => manad), ["2024-03", "2024-04", "2024-05", "2024-06"]);
  assert.deepEqual(months.map(({ outcome }) => outcome), [100, 100, null, null]);
  assert.deepEqual(months.map(({ projected }) => projected === null), [true, true, false, false]);
  const of = (measure: "over" | "overShare", region: string | null) =>
    fanMonths(cells, projection, { measure, region, months: 1 })[0].outcome;
  assert.deepEqual([of("over", null), of("overShare", null), of("over", "Region Dalarna")], [50, 0.5, 0]);
});

Deno.test("fanMonths() leaves a month open that a region has not delivered, and gives none for an unknown region", () => {
  const some = cells.filter(({ manad, region }) => manad !== "2024-03" || region !== "Region Uppsala");
  assert.deepEqual(fanMonths(some, projection, { months: 2 }).map(({ outcome }) => outcome), [
    null,
    100,
    null,
    null,
  ]);
  assert.deepEqual(fanMonths(cells, projection, { region: "Region Värmland" }), []);
});
