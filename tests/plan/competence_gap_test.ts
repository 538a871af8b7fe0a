import assert from "node:assert/strict";
import { type CareFlow, competenceGaps } from "../../lib/plan/mod.ts";

const flow = (vardutbud: string, hemregion: string, utforarregion: string, antal: number): CareFlow => ({
  ...{ manad: "2024-04", hemregion, utforarregion, utforare: null, agarform: null, vardutbud, antal },
  kalla: hemregion === utforarregion ? "egen" : "samverkan",
});
const regions = ["Region Dalarna", "Region Gävleborg", "Region Uppsala"];

Deno.test("competenceGaps() finds what is seldom done in a region and often in another, the least first", () => {
  const flows = [
    flow("Bukplastik", "Region Uppsala", "Region Uppsala", 80),
    flow("Bukplastik", "Region Dalarna", "Region Uppsala", 9),
    flow("Bukplastik", "Region Gävleborg", "Region Gävleborg", 23),
    flow("Gråstarr", "Region Dalarna", "Region Dalarna", 24),
    flow("Gråstarr", "Region Gävleborg", "Region Gävleborg", 300),
    flow("Gråstarr", "Region Uppsala", "Region Uppsala", 30),
    // Seldom done everywhere: no region has what another lacks.
    flow("Hemorrojder", "Region Uppsala", "Region Uppsala", 20),
  ];
  assert.deepEqual(
    competenceGaps(flows, { regions }).map((
      gap,
    ) => [gap.vardutbud, gap.region, gap.antal, gap.invanare, gap.finns]),
    [
      ["Bukplastik", "Region Dalarna", 0, 9, "Region Uppsala"],
      ["Bukplastik", "Region Gävleborg", 23, 23, "Region Uppsala"],
    ],
  );
  assert.deepEqual(competenceGaps(flows, { regions, least: 25 }).length, 3);
});

Deno.test("competenceGaps() compares only the regions that are given, and none with itself", () => {
  const flows = [flow("Bukplastik", "Region Dalarna", "Region Stockholm", 40)];
  assert.deepEqual(competenceGaps(flows, { regions }), []);
  assert.deepEqual(competenceGaps([], { regions }), []);
  assert.deepEqual(competenceGaps(flows, { regions: [] }), []);
});
