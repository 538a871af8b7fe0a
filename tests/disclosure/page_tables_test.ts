import assert from "node:assert/strict";
import {
  type CountedAt,
  DisclosureError,
  isHidden,
  type MeasuredCell,
  offeringKey,
  type PageCell,
  pageTables,
  performedMeasures,
  placeKey,
  protect,
  protectedPerformedTable,
  protectedWaitTable,
  waitingMeasures,
  whereKey,
} from "../../lib/disclosure/mod.ts";
import { PUBLISHED_BANDS } from "../../lib/indicators/mod.ts";

const OPTIONS = { bands: PUBLISHED_BANDS, limitDays: 90 };

function cell(change: Partial<PageCell>): PageCell {
  return {
    status: "vantande",
    avvikelse: null,
    vardgaranti: true,
    region: "Region Dalarna",
    sjukhus: "Falu lasarett",
    agarform: "offentlig",
    vardutbud: "Gråstarr",
    lo: 10,
    hi: 10,
    antal: 1,
    ...change,
  };
}

function countOf(
  cells: readonly PageCell[],
  place: CountedAt,
  measure: string,
  status = "vantande" as const,
): number {
  const tables = pageTables(cells, status, OPTIONS);
  return tables.counts[tables.indexOf([whereKey(placeKey(place)), measure])!];
}

Deno.test("pageTables() counts PvV and MoV beside those who wait actively, and SoV as MoV", () => {
  const cells = [
    cell({ antal: 10 }),
    cell({ avvikelse: "PvV", antal: 3, lo: 100, hi: 100 }),
    cell({ avvikelse: "MoV", antal: 2 }),
    cell({ avvikelse: "SoV", antal: 1, lo: 91, hi: 91 }),
    cell({ lo: 91, hi: 91, antal: 7 }),
  ];
  const counts = ["antal", "over", "inkl", "overInkl", "pvv", "mov", "avvikelser", "d0_30", "d91_365"]
    .map((measure) => countOf(cells, {}, measure));
  assert.deepEqual(counts, [17, 7, 23, 11, 3, 3, 6, 10, 7]);
});

Deno.test("pageTables() counts by region, hospital and ownership", () => {
  const cells = [
    cell({ antal: 4 }),
    cell({ sjukhus: "Mora lasarett", antal: 5 }),
    cell({ region: "Region Uppsala", sjukhus: "Aleris Elisabethsjukhuset", agarform: "privat", antal: 6 }),
    cell({ region: "Region Uppsala", sjukhus: null, agarform: null, antal: 7 }),
  ];
  assert.equal(countOf(cells, { region: "Region Dalarna" }, "antal"), 9);
  assert.equal(countOf(cells, { region: "Region Dalarna", sjukhus: "Mora lasarett" }, "antal"), 5);
  assert.equal(countOf(cells, { agarform: "privat" }, "antal"), 6);
  assert.equal(countOf(cells, { agarform: null }, "antal"), 7);
  assert.equal(countOf(cells, { region: "Region Uppsala", sjukhus: null }, "antal"), 7);
});

Deno.test("pageTables() makes one group of a region's only ownership and the region", () => {
  const [axis] = pageTables([cell({}), cell({ sjukhus: "Mora lasarett" })], "vantande", OPTIONS).axes;
  const at = (place: CountedAt) => axis.groupOf.get(whereKey(placeKey(place)));
  assert.equal(at({ region: "Region Dalarna" }), at({}));
  assert.equal(at({ region: "Region Dalarna", agarform: "offentlig" }), at({}));
  assert.equal(axis.groups.length, 3);
});

Deno.test("pageTables() takes a vårdutbud that one hospital alone has for that hospital, where that is known", () => {
  const cells = [cell({ vardutbud: "Gallsten" }), cell({ sjukhus: "Mora lasarett", vardutbud: "Gråstarr" })];
  const groupsWhen = (isNever: () => boolean) => {
    const [{ groupOf }] = pageTables(cells, "vantande", { ...OPTIONS, byOffering: true, isNever }).axes;
    const mora = whereKey(placeKey({ region: "Region Dalarna", sjukhus: "Mora lasarett" }));
    return [groupOf.get(mora), groupOf.get(whereKey(placeKey({}), offeringKey("Gråstarr")))];
  };
  const [hospital, offering] = groupsWhen(() => true);
  assert.equal(hospital, offering);
  const [one, other] = groupsWhen(() => false);
  assert.notEqual(one, other);
});

Deno.test("waitingMeasures() keeps deviations of unknown wait apart from the limit", () => {
  const told = cell({ avvikelse: "PvV", lo: 10, hi: 10 });
  const { axis, leafOf } = waitingMeasures([told, cell({ avvikelse: "PvV", lo: 0, hi: null })], OPTIONS);
  const leaf = leafOf(cell({ avvikelse: "PvV", lo: 0, hi: null }));
  const groups = axis.groups.filter(({ leaves }) => leaves.includes(leaf)).map(({ key }) => key);
  assert.deepEqual(groups.sort(), ["avvikelser", "avvikelser unknown", "inkl", "pvv", "pvv unknown"]);
});

Deno.test("waitingMeasures() refuses bands that a delivery does not fit, and a limit inside a band", () => {
  assert.throws(() => waitingMeasures([cell({ lo: 0, hi: 90 })], OPTIONS), DisclosureError);
  assert.throws(() => waitingMeasures([], { bands: PUBLISHED_BANDS, limitDays: 100 }), RangeError);
  const wide = [{ lo: 0, hi: 90 }, { lo: 91, hi: null }];
  assert.equal(
    waitingMeasures([cell({ lo: 0, hi: 90 })], { bands: wide, limitDays: 90 }).leafOf(
      cell({ lo: 0, hi: 90 }),
    ),
    0,
  );
});

Deno.test("performedMeasures() counts the share's denominator without PvV and without what no guarantee covers", () => {
  const { axis, leafOf } = performedMeasures([cell({ status: "genomforda" })], { limitDays: 90 });
  const within = (change: Partial<PageCell>) => {
    const leaf = leafOf(cell({ status: "genomforda", ...change }));
    return axis.groups.filter(({ leaves }) => leaves.includes(leaf)).map(({ key }) => key);
  };
  assert.deepEqual(within({ lo: 90, hi: 90 }), ["volym", "omfattas", "inom"]);
  assert.deepEqual(within({ lo: 91, hi: 91 }), ["volym", "omfattas", "över"]);
  assert.deepEqual(within({ avvikelse: "PvV" }), ["volym", "omfattas inte"]);
  assert.deepEqual(within({ vardgaranti: false }), ["volym", "omfattas inte"]);
  assert.deepEqual(within({ avvikelse: "MoV" }), ["volym", "omfattas", "inom"]);
  assert.throws(() => performedMeasures([cell({ lo: 0, hi: 120 })], { limitDays: 90 }), DisclosureError);
});

Deno.test("pageTables() counts no vårdutbud by region, and offers no deviations by the limit", () => {
  const tables = pageTables(
    [cell({}), cell({ vardutbud: "Gallsten" }), cell({ region: "Region Uppsala" })],
    "vantande",
    { ...OPTIONS, byOffering: true },
  );
  const at = (place: CountedAt, vardutbud: string | undefined, measure: string) =>
    tables.indexOf([whereKey(placeKey(place), offeringKey(vardutbud)), measure]);
  assert.equal(at({ region: "Region Dalarna" }, "Gråstarr", "antal"), undefined);
  assert.equal(tables.offers[at({}, "Gråstarr", "overInkl")!], 1);
  assert.equal(tables.offers[at({}, undefined, "pvv over")!], 0);
});

Deno.test("pageTables() refuses a month without anybody", () => {
  assert.throws(() => pageTables([cell({})], "genomforda", OPTIONS), DisclosureError);
});

Deno.test("waitingMeasures() counts no deviation that is not reported, and no side of the limit that nobody tells", () => {
  const cell = (avvikelse: "PvV" | null, lo: number, hi: number | null): MeasuredCell => ({
    ...{ status: "vantande", avvikelse, vardgaranti: null, lo, hi, antal: 9 },
  });
  const keysOf = (cells: MeasuredCell[], reported?: ("pvv" | "mov")[]) =>
    [
      ...waitingMeasures(cells, { bands: PUBLISHED_BANDS, limitDays: 90, reported }).axis.groupOf.keys(),
    ].filter((key) => /pvv|mov|avvik|inkl/.test(key)).join();
  assert.equal(keysOf([cell(null, 0, 30)], []), "inkl");
  assert.equal(keysOf([cell("PvV", 0, null)], ["pvv"]), "inkl,pvv,avvikelser,avvikelser unknown,pvv unknown");
  assert.match(
    keysOf([cell("PvV", 0, null), cell("PvV", 10, 10)], ["pvv"]),
    /pvv within,pvv over,pvv unknown$/,
  );
  assert.match(keysOf([cell("PvV", 10, 10)], []), /pvv within,pvv over$/, "what is there is counted");
});

Deno.test("a month of aggregates without PvV and MoV shows every table, and its operations' median", async () => {
  const cells = ["A", "B"].flatMap((region) =>
    ["Gråstarr", "Gallsten"].flatMap((vardutbud) =>
      PUBLISHED_BANDS.map(({ lo, hi }) => ({
        ...{ manad: "2024-04", region, sjukhus: null, agarform: null, vardutbud, avvikelse: null },
        ...{ vardgaranti: null, lo, hi, antal: 30 },
      }))
    )
  );
  const waiting = await protect(cells.map((cell) => ({ ...cell, status: "vantande" as const })), {
    reported: [],
  });
  assert.equal(waiting.hidden, 0);
  const [first] = protectedWaitTable(waiting, { by: "vardutbud" });
  assert.deepEqual([first.antal, first.pvv, first.mov], [300, null, null]);
  const done = await protect(cells.map((cell) => ({ ...cell, status: "genomforda" as const })), {
    status: "genomforda",
  });
  const [row] = protectedPerformedTable(done, { by: "region" });
  assert.deepEqual([row.volume, row.shareWithin, isHidden(row.median)], [300, null, false]);
});
