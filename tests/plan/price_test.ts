import assert from "node:assert/strict";
import { sampleData } from "../_checkout.ts";
import {
  careCost,
  gapCosts,
  planCost,
  planCostByMonth,
  PriceList,
  priceRows,
  readPriceLists,
} from "../../lib/plan/mod.ts";
import { careOfferings } from "../../lib/reference/mod.ts";

const list: PriceList = {
  ar: 2024,
  version: 1,
  underlag: "Prov",
  syntetisk: true,
  faktor: { egen: 1, samverkan: 1.03, utanfor: 1.18, privat: 0.94 },
  rader: [{ vardutbud: "Knäled protes", pris: 86_500 }, { vardutbud: "Gråstarr", pris: 9_400 }],
};

Deno.test("careCost() by hand: 40 knees done by a neighbour", () => {
  // 40 × 86 500 = 3 460 000; × 1,03 = 3 563 800
  const cost = careCost([{ vardutbud: "Knäled protes", kalla: "samverkan", antal: 40 }], list);
  assert.deepEqual(cost, { kronor: 3_563_800, utanPris: 0 });
});

Deno.test("careCost() by hand: 250 cataracts of a private clinic and 12 outside the sjukvårdsregion", () => {
  // 250 × 9 400 × 0,94 = 2 209 000; 12 × 9 400 × 1,18 = 133 104; together 2 342 104
  const cost = careCost([
    { vardutbud: "Gråstarr", kalla: "privat", antal: 250 },
    { vardutbud: "Gråstarr", kalla: "utanfor", antal: 12 },
  ], list);
  assert.deepEqual(cost, { kronor: 2_342_104, utanPris: 0 });
});

Deno.test("careCost() by hand: own knees, and 7 operations that the list does not price stand beside", () => {
  // 11 × 86 500 = 951 500
  const cost = careCost([
    { vardutbud: "Knäled protes", kalla: "egen", antal: 11 },
    { vardutbud: "Gallsten", kalla: "egen", antal: 7 },
  ], list);
  assert.deepEqual(cost, { kronor: 951_500, utanPris: 7 });
});

Deno.test("careCost() of nothing is nothing", () => {
  assert.deepEqual(careCost([], list), { kronor: 0, utanPris: 0 });
});

Deno.test("planCost() prices each source by its own factor", () => {
  const cost = planCost([
    { vardutbud: "Gråstarr", egen: 100, samverkan: 10, utanfor: 5, privat: 20 },
    { vardutbud: "Gallsten", egen: 3, samverkan: 0, utanfor: 0, privat: 1 },
  ], list);
  assert.deepEqual(cost, {
    egen: { kronor: 940_000, utanPris: 3 },
    samverkan: { kronor: 96_820, utanPris: 0 },
    utanfor: { kronor: 55_460, utanPris: 0 },
    privat: { kronor: 176_720, utanPris: 1 },
  });
});

Deno.test("planCostByMonth() costs each month by itself, in order, and together what the plan costs", () => {
  const cell = (manad: string, egen: number) => ({
    ...{ manad, vardutbud: "Knäled protes", egen },
    ...{ samverkan: 2, utanfor: 0, privat: 1 },
  });
  const cells = [cell("2024-02", 10), cell("2024-01", 20), cell("2024-01", 5)];
  const months = planCostByMonth(cells, list);
  assert.deepEqual(months.map(({ manad, kostnad }) => [manad, kostnad.egen.kronor]), [
    ["2024-01", 25 * 86_500],
    ["2024-02", 10 * 86_500],
  ]);
  const together = months.reduce((sum, { kostnad }) => sum + kostnad.samverkan.kronor, 0);
  assert.equal(together, planCost(cells, list).samverkan.kronor);
});

Deno.test("priceRows() gives the price that a source costs", () => {
  assert.deepEqual(priceRows(list, "samverkan"), [
    { vardutbud: "Knäled protes", pris: 89_095 },
    { vardutbud: "Gråstarr", pris: 9_682 },
  ]);
});

Deno.test("readPriceLists() refuses a vårdutbud met before, PriceList a price of nothing", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(
    `${folder}/2024_v1.json`,
    JSON.stringify({ ...list, rader: [list.rader[0], list.rader[0]] }),
  );
  await assert.rejects(readPriceLists(folder), /raden upprepar .*: Knäled protes/);
  await Deno.remove(folder, { recursive: true });
  assert.equal(PriceList.safeParse({ ...list, rader: [{ vardutbud: "Gråstarr", pris: 0 }] }).success, false);
});

Deno.test("readPriceLists() reads the checkout's list: synthetic, every vårdutbud priced", async () => {
  const [checkout] = await readPriceLists(sampleData("priser"));
  assert.equal(checkout.syntetisk, true);
  assert.deepEqual(checkout.rader.map(({ vardutbud }) => vardutbud), careOfferings.map(({ namn }) => namn));
});

Deno.test("gapCosts() costs a gap by the cheapest and the dearest source, and never less than nothing", () => {
  const list = {
    ...{
      ar: 2024,
      version: 1,
      underlag: "Prov",
      syntetisk: true,
      rader: [{ vardutbud: "Gallsten", pris: 1000 }],
    },
    faktor: { egen: 1.5, samverkan: 1.1, utanfor: 2, privat: 1.2 },
  };
  const [gap, surplus] = gapCosts([{ namn: "Gallsten", glapp: 7 }, { namn: "Gallsten", glapp: -7 }], list);
  assert.deepEqual([gap.lagst.value, gap.hogst.value], [7700, 14_000]);
  assert.deepEqual([surplus.lagst.value, surplus.hogst.value], [0, 0]);
});
