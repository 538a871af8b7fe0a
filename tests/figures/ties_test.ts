import assert from "node:assert/strict";
import {
  boughtByRegion,
  boughtFlows,
  hiredShareFigure,
  orderOutcomeFigure,
  planGaps,
} from "../../lib/figures/mod.ts";
import { prices } from "./_plan_figures.ts";

Deno.test("headlines name all that stand first, as the reader sees the numbers", () => {
  const sum = (namn: string, value: number) => ({
    ...{ namn, volym: 90, manader: ["2024-04"], hittills: 30, utfall: 15, andel: { value } },
  });
  const order = (...sums: ReturnType<typeof sum>[]) =>
    orderOutcomeFigure(sums, { by: "region", until: "2024-04" }).headline;
  assert.equal(
    order(sum("Region Sörmland", 0.878), sum("Region Gävleborg", 0.882), sum("Region Uppsala", 0.9)),
    "Sörmland och Gävleborg når 88\u00a0% av beställningen, lägst av alla",
  );
  assert.equal(order(sum("Region Sörmland", 1)), "Allt beställt är gjort i de månader som är levererade");

  const gap = (namn: string, glapp: number) => ({
    ...{ namn, behov: 100, egen: 80, samverkan: 5, utanfor: 2, privat: 3, glapp },
  });
  assert.equal(
    planGaps([gap("Gråstarr", 10), gap("Gallsten", 10)], { ar: 2024, version: 1, by: "vardutbud" }).headline,
    "Störst är glappet för grå starr och gallsten, 10 operationer i varje",
  );

  const hired = (region: string, value: number) => ({ region, andel: { value } });
  assert.equal(
    hiredShareFigure([hired("Region Dalarna", 0.05), hired("Region Uppsala", 0.05)], { span: "2024" })
      .headline,
    "Dalarna och Uppsala är mest beroende av hyrpersonal, 5,0\u00a0% av personalkostnaden",
  );
  assert.equal(
    hiredShareFigure([hired("Region Dalarna", 0)], { span: "2024" }).headline,
    "Ingen region har kostnader för hyrpersonal",
  );

  const flow = (hemregion: string) => ({
    ...{ manad: "2024-04", hemregion, utforarregion: hemregion, utforare: "A", vardutbud: "Gråstarr" },
    ...{ agarform: "privat", antal: 9, kalla: "privat" } as const,
  });
  const flows = [flow("Region Dalarna"), flow("Region Uppsala")], bought = { span: "april 2024", prices };
  assert.equal(
    boughtByRegion(flows, bought).headline,
    "Dalarna och Uppsala köper mest vård, 9 operationer var",
  );
  assert.match(boughtFlows(flows, bought).headline, /^Ett av de största flödena går från Dalarna/);
});
