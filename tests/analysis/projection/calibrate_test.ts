import assert from "node:assert/strict";
import { calibrateProjection, project } from "../../../lib/analysis/projection/mod.ts";
import { evenHistory } from "./_history.ts";

const dalarna = { region: "Region Dalarna", perDay: 20, chance: 0.012, leaving: 0.0005 };
const uppsala = { region: "Region Uppsala", perDay: 8, chance: 0.02 };
const history = [
  ...evenHistory(dalarna, "2022-03", "2025-03"),
  ...evenHistory(uppsala, "2022-03", "2025-03"),
];
const calibration = calibrateProjection(history, { asAt: "2024-03" });

Deno.test("calibrateProjection() finds decisions, pace, withdrawals and the summer of a list without chance", () => {
  const [list] = calibration.regions[0].lists;
  assert.ok(Math.abs(list.decisionsPerDay / 20 - 1) < 0.02, `${list.decisionsPerDay}`);
  assert.ok(Math.abs(list.pace - 1) < 0.05, `${list.pace}`);
  assert.ok(Math.abs(list.leavingPerDay / 0.0005 - 1) < 0.15, `${list.leavingPerDay}`);
  assert.equal(calibration.capacitySeason[6], 0);
  assert.ok(calibration.regions[1].lists[0].leavingPerDay < 0.0001);
});

Deno.test("project() comes near what then happens to a list without chance", () => {
  const { rows } = project(calibration);
  for (const { name, manad, waiting, over } of rows) {
    if (name === null) continue;
    const there = history.filter((cell) =>
      cell.region === name && cell.manad === manad && cell.status === "vantande"
    );
    const total = there.reduce((sum, { antal }) => sum + antal, 0);
    const late = there.filter(({ lo }) => lo > 90).reduce((sum, { antal }) => sum + antal, 0);
    assert.ok(Math.abs(waiting.value / total - 1) < 0.03, `${name} ${manad}: ${waiting.value} of ${total}`);
    assert.ok(Math.abs(over.value - late) < 0.03 * total, `${name} ${manad}: ${over.value} of ${late} late`);
  }
});

Deno.test("calibrateProjection() forecasts each region's own history, with intervals that widen and a total that adds up", () => {
  const { forecast } = calibration;
  assert.deepEqual(forecast!.regions.map(({ region }) => region), ["Region Dalarna", "Region Uppsala"]);
  for (const measure of ["waiting", "over", "overShare"] as const) {
    forecast!.widths[measure].forEach(({ share80, share95, common }, index, all) => {
      assert.ok(share80 > 0 && share80 <= share95 && common >= 0 && common <= 1);
      assert.ok(index === 0 || share80 >= all[index - 1].share80, `${measure}, ${index + 1} months ahead`);
    });
  }
  const { rows } = project(calibration);
  forecast!.regions[0].waiting.forEach((waiting, index) => {
    assert.ok(Math.abs(rows[index].waiting.value - waiting) < 1e-9);
    const total = waiting + forecast!.regions[1].waiting[index];
    assert.ok(Math.abs(rows[24 + index].waiting.value - total) < 1e-6);
  });
});

Deno.test("calibrateProjection() bridges a month that a region lacks, and hardly changes the other region for it", () => {
  const gap = history.filter(({ region, manad }) => region !== "Region Dalarna" || manad !== "2023-11");
  const { forecast } = calibrateProjection(gap, { asAt: "2024-03" });
  assert.equal(forecast!.regions.length, 2);
  forecast!.regions.forEach(({ waiting }, place) =>
    waiting.forEach((value, index) => {
      const whole = calibration.forecast!.regions[place].waiting[index];
      assert.ok(Math.abs(value / whole - 1) < 0.03, `${place} ${index}: ${value} and ${whole}`);
    })
  );
});

Deno.test("calibrateProjection() gives the same on a longer history, and whatever the order of rows", () => {
  const known = history.filter(({ manad }) => manad <= "2024-03");
  assert.deepEqual(calibrateProjection(known, { asAt: "2024-03" }), calibration);
  const again = calibrateProjection(known.toReversed(), { asAt: "2024-03" });
  const near = (a: number, b: number) => assert.ok(Math.abs(a - b) <= 1e-9 * Math.abs(b), `${a} ${b}`);
  again.regions.forEach(({ lists: [list] }, index) => {
    const [other] = calibration.regions[index].lists;
    near(list.pace, other.pace);
    near(list.decisionsPerDay, other.decisionsPerDay);
  });
});

Deno.test("calibrateProjection() names a region that lacks the last month or a year, and projects the others", () => {
  const lacking = history.filter(({ region, manad }) => region !== "Region Uppsala" || manad !== "2024-03");
  const { regions, missing } = calibrateProjection(lacking, { asAt: "2024-03" });
  assert.deepEqual(regions.map(({ region }) => region), ["Region Dalarna"]);
  assert.deepEqual(missing, [{ region: "Region Uppsala", reason: "Väntande i mars 2024 är inte levererat" }]);
  const sparse = history.filter(({ manad }) => manad > "2023-01" && !["2023-05", "2023-08"].includes(manad));
  const { regions: few, missing: lacks } = calibrateProjection(sparse, { asAt: "2024-03" });
  assert.deepEqual(few, []); // nine months of flows, spread over more than a year
  assert.match(lacks[0].reason, /^Färre än tolv månaders flöden kan räknas \(9\)/);
  const young = history.filter(({ region, manad }) => region !== "Region Uppsala" || manad > "2023-09");
  assert.match(calibrateProjection(young, { asAt: "2024-03" }).missing[0].reason, /Färre än tolv/);
});

Deno.test("calibrateProjection() takes a list that nobody waits on for a while as empty, not as missing", () => {
  const group = (vardutbud: string) => evenHistory({ ...uppsala, vardutbud }, "2023-01", "2024-03");
  const some = group("Gallsten").filter(({ manad }) => manad < "2023-06" || manad > "2023-08");
  const { regions: [{ lists }] } = calibrateProjection([...group("Gråstarr"), ...some], { asAt: "2024-03" });
  assert.deepEqual(lists.map(({ vardutbud }) => vardutbud), ["Gallsten", "Gråstarr"]);
  assert.ok(lists[0].decisionsPerDay < lists[1].decisionsPerDay);
});

Deno.test("calibrateProjection() tells what it lacks, and refuses years that make no sense", () => {
  const short = history.filter(({ manad }) => manad > "2023-09");
  const { regions, missing } = calibrateProjection(short, { asAt: "2024-03" });
  assert.deepEqual([regions.length, missing.length], [0, 2]);
  assert.match(missing[0].reason, /^Färre än tolv månaders flöden/);
  const empty = calibrateProjection([], { asAt: "2024-03" });
  assert.deepEqual([empty.regions, empty.missing, project(empty).rows], [[], [], []]);
  assert.throws(() => calibrateProjection(history, { asAt: "2024-03", years: 0 }), /years must be a whole/);
});
