import assert from "node:assert/strict";
import { sampleData } from "../_checkout.ts";
import {
  orderOutcomes,
  orderSums,
  readOrders,
  readSpecialisedCare,
  specialisedFromFlows,
  universityHospitals,
} from "../../lib/plan/mod.ts";
import { sampleSpecialisedCare } from "../../lib/sample/mod.ts";
import { checkoutJson } from "./_checkout_json.ts";
import { flow } from "./_plan.ts";

const [sjukhus] = universityHospitals;
const cover = { performed: () => true };
const order = { ar: 2024, sjukhus, region: "Region Dalarna", omrade: "Thoraxkirurgi", volym: 700 };
const care = (manad: string, antal: number) => ({
  sjukhus,
  hemregion: "Region Dalarna",
  omrade: "Thoraxkirurgi",
  manad,
  antal,
});

Deno.test("orderOutcomes() spreads the order over working days, July as a third", () => {
  const parts = ["2024-06", "2024-07", "2024-12"].map((until) =>
    orderOutcomes([{ ...order, omrade: "Ortopedi" }], [], { until, cover })[0].hittills
  );
  // Working days of 2024: 22 + 21 + 20 + 21 + 21 + 18, July 23, then 22 + 21 + 23 + 21 + 18.
  const spring = 123, july = 23 / 3, autumn = 105;
  assert.ok(Math.abs(parts[0] - 700 * spring / (spring + july + autumn)) < 1e-9);
  assert.ok(Math.abs(parts[1] - parts[0] - 700 * july / (spring + july + autumn)) < 1e-9);
  assert.equal(parts[2], 700);
});

Deno.test("orderOutcomes() counts the year's months up to the last, and has no share of an order of nothing", () => {
  const rows = orderOutcomes(
    [order, { ...order, region: "Region Värmland", volym: 0 }, { ...order, ar: 2023 }],
    [care("2023-12", 9), care("2024-01", 40), care("2024-02", 1), { ...care("2024-01", 7), omrade: "Annat" }],
    { until: "2024-01", cover },
  );
  assert.deepEqual(rows.map(({ utfall }) => utfall), [40, 0]);
  assert.deepEqual(rows[1].andel, { value: null, reason: "Inget beställt" });
  assert.equal(rows[0].andel.value, 40 / rows[0].hittills);
});

Deno.test("orderOutcomes() counts delivered months alone: the hospital's region's, or those that it has accounted for", () => {
  const april = { until: "2024-04", cover: { performed: (_: string, manad: string) => manad === "2024-04" } };
  const knees = { ...care("2024-04", 5), omrade: "Ortopedi" };
  const [planned, special, none] = orderOutcomes(
    [{ ...order, omrade: "Ortopedi" }, order, { ...order, omrade: "Neurokirurgi" }],
    [knees, { ...knees, manad: "2024-03", antal: 90 }, care("2024-02", 8)],
    april,
  );
  assert.deepEqual([planned.manader, planned.utfall], [["2024-04"], 5]);
  assert.deepEqual([special.manader, special.utfall], [["2024-02"], 8]);
  assert.deepEqual([none.manader, none.andel], [[], { value: null, reason: "Inte levererat" }]);
});

Deno.test("orderSums() divides the sums, and has no share of nothing", () => {
  const rows = orderOutcomes([order, { ...order, region: "Region Värmland" }], [care("2024-03", 70)], {
    until: "2024-12",
    cover,
  });
  const [sum] = orderSums(rows, "omrade");
  assert.deepEqual([sum.volym, sum.manader, sum.utfall, sum.andel.value], [
    1400,
    ["2024-03"],
    70,
    70 / sum.hittills,
  ]);
  assert.equal(
    orderSums(orderOutcomes([{ ...order, volym: 0 }], [], { until: "2024-01", cover }), "region")[0].andel
      .value,
    null,
  );
  assert.deepEqual(orderSums([], "sjukhus"), []);
});

Deno.test("specialisedFromFlows() takes the university hospitals' operations by speciality", () => {
  const rows = specialisedFromFlows([
    flow({ utforare: sjukhus, vardutbud: "Knäled protes", antal: 3 }),
    flow({ utforare: sjukhus, vardutbud: "Okänt vårdutbud" }),
    flow({ utforare: null }),
  ]);
  assert.deepEqual(rows.map(({ omrade, antal }) => [omrade, antal]), [["Ortopedi", 3], [
    "Okänt vårdutbud",
    1,
  ]]);
});

Deno.test("data/bestallningar and data/hogspecialiserad_vard hold what the sample's seed gives", async () => {
  const { orders, care } = sampleSpecialisedCare();
  const underlag = "Syntetiska exempeldata, sampleSpecialisedCare() i lib/sample/specialised_care.ts";
  assert.deepEqual(await checkoutJson("data/bestallningar/2024.json"), {
    ar: 2024,
    underlag,
    syntetisk: true,
    rader: orders,
  });
  assert.deepEqual(await checkoutJson("data/hogspecialiserad_vard/syntetisk_2024-01_2024-04.json"), {
    underlag,
    syntetisk: true,
    rader: care,
  });
  assert.equal((await readOrders(sampleData("bestallningar"))).length, orders.length);
  assert.equal((await readSpecialisedCare(sampleData("hogspecialiserad_vard"))).length, 4 * care.length);
});
