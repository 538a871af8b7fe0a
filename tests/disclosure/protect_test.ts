import assert from "node:assert/strict";
import {
  DisclosureError,
  HIDDEN,
  isHidden,
  placeKey,
  placeOf,
  protect,
  type ProtectedCell,
  protectedPerformedTable,
  protectedSeries,
  protectedWaitTable,
  protectionStatement,
  revealedBy,
  wholeRows,
} from "../../lib/disclosure/mod.ts";
import { medianTellsNothing } from "../../lib/disclosure/_median.ts";
import { waitTable } from "../../lib/indicators/mod.ts";
import { exactly } from "../../lib/numeric/mod.ts";
import { smallPage } from "../attacks/_page.ts";

function cell(change: Partial<ProtectedCell>): ProtectedCell {
  return {
    manad: "2024-04",
    status: "vantande",
    avvikelse: null,
    vardgaranti: true,
    region: "Region Dalarna",
    sjukhus: null,
    agarform: null,
    vardutbud: "Gråstarr",
    lo: 10,
    hi: 10,
    antal: 40,
    ...change,
  };
}

Deno.test("protect() with k = 0 shows the planning group's table as it is", async () => {
  const cells = smallPage("ett"), protection = await protect(cells, { k: 0 });
  assert.equal(protection.hidden, 0);
  for (const by of ["region", "sjukhus", "agarform"] as const) {
    const rows = protectedWaitTable(protection, { by });
    const truth = waitTable(cells, { by, manad: "2024-04" });
    assert.deepEqual(
      rows.map(({ name, region, total }) => ({ name, region, total })),
      truth.map(({ name, region, total }) => ({ name, region, total })),
    );
    for (const [index, row] of rows.entries()) {
      const {
        antal,
        pvv,
        mov,
        over,
        overIncluding,
        long,
        median,
        bands,
        overShare,
        per1000,
        deviationShare,
      } = truth[index];
      assert.deepEqual(
        [row.antal, row.pvv, row.mov, row.over, row.overIncluding, row.long, row.overShare, ...row.bands],
        [
          ...[antal, pvv!, mov!],
          ...[over, overIncluding, long, overShare!, ...bands].map(({ value }) => exactly(value)),
        ],
      );
      assert.deepEqual(row.median, exactly(Math.round(median!.value)));
      assert.equal(row.per1000, per1000);
      assert.ok(Math.abs(wholeRows([row])[0].deviationShare! - deviationShare!) < 1e-12);
    }
  }
});

Deno.test("protect() shows a number unchanged or not at all", async () => {
  const cells = smallPage("två"), open = await protect(cells, { k: 0 }), protection = await protect(cells);
  assert.ok(protection.hidden > 0);
  for (const vardutbud of [undefined, ...protection.offerings]) {
    const options = { by: "sjukhus" as const, ...(vardutbud === undefined ? {} : { vardutbud }) };
    const truth = protectedWaitTable(open, options);
    for (const [index, row] of protectedWaitTable(protection, options).entries()) {
      if (isHidden(row.antal)) continue;
      assert.equal(row.antal, truth[index].antal);
      assert.ok(row.antal >= 5);
    }
  }
});

Deno.test("protect() counts the offered and the hidden, and keeps the hidden ones' truth for the scan", async () => {
  const protection = await protect(smallPage("ett")), secrets = protection.secrets();
  assert.equal(secrets.length, protection.hidden);
  for (const { where, measure } of secrets) assert.equal(protection.count(where, measure), HIDDEN);
});

Deno.test("protect() hides more for a higher threshold, and every number that is small for a lower one", async () => {
  const cells = smallPage("ett"),
    low = await protect(cells, { k: 5 }),
    high = await protect(cells, { k: 10 });
  assert.ok(high.hidden > low.hidden);
  for (const { where, measure, value } of low.secrets()) {
    if (value < 5) assert.equal(high.count(where, measure), HIDDEN);
  }
});

Deno.test("a median is hidden when fewer than 2 k stand behind it", async () => {
  const at = (antal: number) => protect([cell({ antal }), cell({ region: "Region Uppsala" })], { k: 5 });
  assert.equal((await at(9)).median({ region: "Region Dalarna" }), HIDDEN);
  assert.equal(
    (await at(9)).median({ region: "Region Uppsala" }),
    HIDDEN,
    "its zeros in other bands are hidden",
  );
});

Deno.test("a median is shown when the bands shown say as much", async () => {
  const spread = (region: string) =>
    [10, 45, 75, 100, 400].map((days) => cell({ region, lo: days, hi: days, antal: 20 }));
  const protection = await protect(
    [...spread("Region Dalarna"), ...spread("Region Uppsala")].flatMap((each) => [
      each,
      { ...each, avvikelse: "PvV" as const },
      { ...each, avvikelse: "MoV" as const },
    ]),
  );
  assert.equal(protection.hidden, 0);
  assert.deepEqual(protection.median({ region: "Region Dalarna" }), 75);
});

Deno.test("medianTellsNothing() is false when the median fills in a hidden band", () => {
  const free = { low: 0, high: Infinity }, exact = (value: number) => ({ low: value, high: value });
  // 20 in all; the two first bands are hidden, the third holds 4: "half within the first band" is news.
  const known = { all: exact(20), within: exact(16), over: exact(4), bands: [free, free, exact(4)] };
  assert.equal(medianTellsNothing(0, known, 2), false);
  // With the first at 12 it is none.
  assert.equal(medianTellsNothing(0, { ...known, bands: [exact(12), exact(4), exact(4)] }, 2), true);
  // The last two hidden, the first known: half within it follows from the count.
  assert.equal(
    medianTellsNothing(0, {
      all: exact(20),
      within: exact(12),
      over: exact(8),
      bands: [exact(12), free, free],
    }, 1),
    true,
  );
});

Deno.test("protect() takes one month, and says so", async () => {
  await assert.rejects(() => protect([]), DisclosureError);
  await assert.rejects(() => protect([cell({}), cell({ manad: "2024-03" })]), /2 månader/);
});

Deno.test("protectedWaitTable() has a row also where nobody waits, and orders no row by what it hides", async () => {
  const offered = ["Gråstarr", "Gallsten", "Bukplastik", "Ögonlock"];
  const cells = offered.flatMap((vardutbud, index) =>
    ["Region Dalarna", "Region Uppsala"].flatMap((region) =>
      index === 3 && region === "Region Uppsala"
        ? []
        : [cell({ region, vardutbud, lo: 100, hi: 100, antal: [60, 90, 2, 1][index] })]
    )
  );
  const protection = await protect(cells);
  const rows = protectedWaitTable(protection, { by: "vardutbud" });
  const hidden = rows.filter((row) => isHidden(row.overIncluding) && !row.total).map(({ name }) => name);
  assert.deepEqual(rows.slice(-1 - hidden.length, -1).map(({ name }) => name), hidden);
  assert.deepEqual(hidden, [...hidden].sort(new Intl.Collator("sv").compare));
  assert.deepEqual(
    protectedWaitTable(protection, { by: "region", vardutbud: "Ögonlock" }).map(({ name }) => name),
    ["Region Dalarna", "Region Uppsala", "De 2 regionerna"],
  );
});

Deno.test("protect() names hospitals and vårdutbud of other months, so that a row that is gone tells no zero", async () => {
  const cells = smallPage("ett"),
    named = [
      { region: "Region Dalarna", sjukhus: "Ludvika lasarett", agarform: null, vardutbud: "Ljumskbråck" },
      { region: "Region Dalarna", sjukhus: "Mora lasarett", agarform: null, vardutbud: "Gråstarr" },
    ];
  const protection = await protect(cells, { named });
  const rowOf = (by: "sjukhus" | "vardutbud", name: string) =>
    protectedWaitTable(protection, { by }).filter((row) => row.name === name);
  for (const rows of [rowOf("sjukhus", "Ludvika lasarett"), rowOf("vardutbud", "Ljumskbråck")]) {
    assert.deepEqual(rows.map(({ antal, over, long, median }) => [antal, over, long, median]), [
      [HIDDEN, HIDDEN, HIDDEN, HIDDEN],
    ]);
  }
  assert.equal(rowOf("sjukhus", "Mora lasarett").length, 1);
  assert.deepEqual(protection.published(), (await protect(cells)).published());
});

Deno.test("protect() says which tables are left out, and why", async () => {
  const cells = ["A", "B", "C", "D", "E"].flatMap((region) =>
    [10, 45, 75, 100, 400].flatMap((days) =>
      ([null, "PvV", "MoV"] as const).map((avvikelse) =>
        cell({ region, avvikelse, lo: days, hi: days, antal: region === "E" ? 2 : 20 })
      )
    )
  );
  const early = cells.filter(({ region }) => region !== "E"), first = await protect(early);
  assert.deepEqual([first.hidden, first.leftOut], [0, []]);
  const second = await protect(cells, { before: [first.published()] });
  assert.match(second.leftOut.join(), /^Vårdutbud visas inte: månaden har publicerats med färre regioner/);
  assert.ok(protectionStatement(second, await second.audit()).includes(second.leftOut[0]));
  const rounded = await protect(early, { mode: "round", key: new Uint8Array(32) });
  assert.match(rounded.leftOut.join(), /^Vårdutbud visas inte: avrundade tal/);
});

Deno.test("protectedPerformedTable() hides a share when its numerator or denominator is hidden", async () => {
  const done = (region: string, days: number, antal: number, vardgaranti = true) =>
    cell({ status: "genomforda", region, lo: days, hi: days, antal, vardgaranti });
  const regions = ["Region Dalarna", "Region Uppsala", "Region Värmland"];
  const protection = await protect(
    regions.flatMap((region, index) => [
      done(region, 30, 50),
      done(region, 120, index === 0 ? 2 : 30),
      done(region, 40, 20, false),
    ]),
    { status: "genomforda" },
  );
  const [dalarna, uppsala, varmland, all] = protectedPerformedTable(protection, { by: "region" });
  assert.equal(dalarna.shareWithin, HIDDEN);
  assert.equal(dalarna.volume, 72);
  assert.equal([uppsala, varmland].filter((row) => isHidden(row.shareWithin)).length, 1);
  assert.deepEqual(all.shareWithin, exactly(150 / 212));
});

Deno.test("protectedSeries() leaves a month that was not delivered empty, and hides a change with a hidden month", async () => {
  const month = (manad: string, first: number) =>
    protect(
      ["Region Dalarna", "Region Uppsala", "Region Värmland"].flatMap((region, index) =>
        [10, 45, 75, 100, 400].flatMap((days) =>
          ([null, "PvV", "MoV"] as const).map((avvikelse) =>
            cell({ manad, region, avvikelse, lo: days, hi: days, antal: index === 0 ? first : 40 })
          )
        )
      ),
    );
  const protections = [await month("2023-03", 40), await month("2024-03", 1), await month("2024-04", 30)];
  const points = protectedSeries(protections, {
    months: ["2024-02", "2024-03", "2024-04"],
    measure: "long",
    where: { region: "Region Dalarna" },
  });
  assert.deepEqual(points.map(({ value }) => value), [null, HIDDEN, 30]);
  assert.deepEqual(points.map(({ change }) => change), [null, HIDDEN, null]);
  assert.equal(points[1].yearBefore, 40);
});

Deno.test("protectionStatement() says the rule, the numbers hidden and the audit's finding, in Swedish", async () => {
  const protection = await protect(smallPage("ett"));
  const report = await protection.audit(), text = protectionStatement(protection, report).join("\n");
  assert.match(text, /Antal under 5 visas inte, inte heller 0/);
  assert.match(text, new RegExp(`är ${protection.hidden} dolda`));
  assert.match(text, /Granskningen är godkänd/);
  assert.match(protectionStatement(await protect(smallPage("ett"), { k: 0 }), report)[0], /intern/);
  const failed = { ...report, passed: false };
  assert.match(protectionStatement(protection, failed).join("\n"), /underkänd/);
});

/** A region in which each number is 20, but for those who have waited over 365 days. */
function largeRegion(region: string, long: number): ProtectedCell[] {
  return [10, 45, 75, 100, 400].flatMap((days) =>
    ([null, "PvV", "MoV"] as const).map((avvikelse) =>
      cell({ region, avvikelse, lo: days, hi: days, antal: days === 400 && avvikelse === null ? long : 20 })
    )
  );
}

Deno.test("protect() keeps a late region's small number from being the difference of two pages", async () => {
  const first = ["A", "B", "C", "D"].flatMap((region, index) => largeRegion(region, [20, 22, 21, 23][index]));
  const page = await protect(first), all = [...first, ...largeRegion("E", 2)];
  assert.equal(page.count({}, "d366"), 86);
  const alone = await protect(all), beside = await protect(all, { before: [page.published()] });
  // Alone the page hides another region's number with it, which the first page shows.
  assert.equal(alone.count({ region: "E" }, "d366"), HIDDEN);
  assert.ok(
    ["A", "B", "C", "D"].some((region) => isHidden(alone.count({ region }, "d366"))) || alone.hidden > 0,
  );
  for (
    const { where, measure } of [...page.published().counts].flatMap(([place, , measure]) =>
      place === placeKey({}) ? [] : [{ where: placeOf(place), measure }]
    )
  ) {
    assert.equal(beside.count(where, measure), page.count(where, measure), "what stands stays as it is");
  }
  assert.equal(beside.count({ region: "E" }, "d366"), HIDDEN);
  assert.equal(beside.count({}, "d366"), HIDDEN, "the total less the old one is the late region's");
  assert.equal(beside.count({ region: "E" }, "antal"), 82);
  assert.equal((await beside.audit()).passed, true);
  assert.deepEqual(revealedBy(page.published(), beside.published()), { revealed: 0, changed: 0 });
});

Deno.test("protect() refuses a page beside one of fewer regions that hides some of their total", async () => {
  const first = [...largeRegion("A", 1), ...largeRegion("B", 2)];
  const page = await protect(first);
  assert.equal(page.count({}, "d366"), HIDDEN);
  const all = [...first, ...largeRegion("C", 30)];
  await assert.rejects(protect(all, { before: [page.published()] }), /publicerad med andra regioner/);
  const whole = await protect([...largeRegion("A", 21), ...largeRegion("B", 22)]);
  const others = [...largeRegion("B", 22), ...largeRegion("C", 30)];
  await assert.rejects(protect(others, { before: [whole.published()] }), /publicerad med andra regioner/);
  const changed = [...largeRegion("A", 21), ...largeRegion("B", 22)], open = await protect(changed);
  await assert.rejects(
    protect([...largeRegion("A", 24), ...largeRegion("B", 22), ...largeRegion("C", 30)], {
      before: [open.published()],
    }),
    /ett tal är ett annat än det som redan är publicerat/,
  );
});
