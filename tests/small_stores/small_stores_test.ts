import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { DeferredCare } from "../../lib/analysis/mod.ts";
import {
  aalenJohansen,
  activelyWaiting,
  addMonths,
  adjustedMonths,
  calibrateProjection,
  deferredCare,
  deferredDebt,
  exitCurvesFigure,
  exitsInWindow,
  exitTable,
  fanMonths,
  listCells,
  listHistory,
  listOptions,
  loadFiles,
  openStore,
  project,
  projectionFan,
  select,
  standardisedFigure,
  standardisedFunnel,
  type Store,
  twoWaitsByList,
  twoWaitsFigure,
  xmrFigure,
} from "../../lib/mod.ts";

/** Does something with the store that a file of this folder makes. */
async function inStore<T>(name: string, use: (store: Store) => Promise<T>): Promise<T> {
  const folder = await Deno.makeTempDir();
  try {
    await loadFiles(`${folder}/store`, [fileURLToPath(new URL(name, import.meta.url))]);
    using store = await openStore(`${folder}/store`);
    return await use(store);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const manad = "2024-04";

/** The projection's page: its headline, what waits a year ahead, and the regions left out. */
function projected(name: string) {
  return inStore(name, async (store) => {
    const cells = await listCells(store, { manad }),
      calibration = calibrateProjection(cells, { asAt: manad });
    const projection = project(calibration);
    const last = projection.rows.findLast((row) => row.name === null);
    const { headline } = projectionFan(fanMonths(cells, projection), listOptions(store, manad));
    return { headline, last, missing: calibration.missing, calibration };
  });
}

/** The two charts of operations. */
function charts(name: string) {
  return inStore(name, async (store) => {
    const view = await select(store, { manad });
    const [share, count] = [
      await view.months("performedShare", { count: 28 }),
      await view.months("performed", { count: 28 }),
    ];
    return {
      share: xmrFigure(adjustedMonths(share, { measure: "share" }), {
        manad,
        measure: "share",
        label: "Andel",
      }),
      count: xmrFigure(adjustedMonths(count, { measure: "count" }), {
        manad,
        measure: "count",
        label: "Antal",
      }),
    };
  });
}

function debt(name: string): Promise<{ care: DeferredCare; headline: string; note: string }> {
  return inStore(name, async (store) => {
    const baseline = { from: "2022-05", to: "2023-04" };
    const care = deferredCare(await listCells(store, { manad, months: 120 }), {
      baseline,
      span: { from: "2023-05", to: manad },
    });
    const rows = care.rows.filter(({ region }) => region === null);
    const { headline, note } = deferredDebt(rows, { manad, baseline, absent: care.absent });
    return { care, headline, note: note ?? "" };
  });
}

Deno.test("an empty list that was delivered is projected from nobody, not called undelivered", async () => {
  const { headline, missing } = await projected("empty_list.csv");
  assert.deepEqual(missing, []);
  assert.match(headline, /^Antalet väntande blir 1\d\d i april 2025$/);
});

Deno.test("a month without operations is a summer stop, not a missing delivery", async () => {
  const { missing, calibration, last } = await projected("july.csv");
  assert.deepEqual([missing, calibration.capacitySeason[6]], [[], 0]);
  assert.ok(
    last !== undefined && last.waiting.value > 150 && last.waiting.value < 300,
    `${last?.waiting.value}`,
  );
});

Deno.test("a list to which nobody is newly decided is projected, and shrinks", async () => {
  const { missing, last } = await projected("closed_list.csv");
  assert.deepEqual(missing, []);
  assert.ok(
    last !== undefined && last.decisions === 0 && last.waiting.value < 37,
    `${last?.waiting.value}`,
  );
});

Deno.test("operations in a band that is empty at every month's end are not lost", async () => {
  const { last } = await projected("fast.csv");
  assert.ok(Math.abs(last!.waiting.value - 100) < 12, `${last!.waiting.value} of 100`);
  assert.ok(Math.abs(last!.performed - 100) < 15, `${last!.performed} of 100`);
});

Deno.test("one lost month does not refuse a region's projection", async () => {
  const { missing, last } = await projected("one_region_gap.csv");
  assert.deepEqual(missing, []);
  assert.ok(Math.abs(last!.waiting.value / 215 - 1) < 0.15, `${last!.waiting.value}`);
});

Deno.test("deferred care keeps all operations when a waiting list is missing, and names the month", async () => {
  const whole = await debt("debt_whole.csv"), lacking = await debt("debt_last_list.csv");
  assert.match(whole.headline, /^288 operationer färre än vanligt sedan maj 2023/);
  assert.match(lacking.headline, /^288 operationer färre än vanligt sedan maj 2023/);
  assert.match(lacking.note, /Beslut i Dalarna saknas för mars 2024 och ingår inte i summan\./);
});

Deno.test("a chart gives a month that lacks a region no value, and names the region", async () => {
  assert.match((await charts("spc_whole.csv")).share.headline, /^Brus/);
  const { share, count } = await charts("spc_gap.csv");
  for (const { note, table } of [share, count]) {
    assert.match(note!, /Dalarna saknas i februari 2024, och där finns därför inget värde\./);
    const row = table.rows.find(({ cells }) => cells.manad === "februari 2024");
    assert.deepEqual([row?.cells.varde, row?.cells.signal], [null, "saknas"]);
  }
  assert.match(share.headline, /^Brus/);
});

Deno.test("a share that never moves is noise, one odd month is one signal, a lasting change is a new level", async () => {
  assert.match((await charts("const_share.csv")).share.headline, /^Brus/);
  const odd = (await charts("outlier.csv")).share;
  assert.equal(odd.headline, "Signal: mars 2024 ligger utanför vad serien brukar göra");
  assert.match(
    (await charts("step.csv")).share.headline,
    /^Ny nivå sedan mars 2023: från 66,6.%? till 88,8.%, och därefter brus$/,
  );
});

Deno.test("regions whose lists hold different things are not compared with themselves", async () => {
  const { headline } = await inStore("disjoint.csv", async (store) => {
    const view = await select(store, { manad });
    const groups = activelyWaiting(view.cells(["region", "vardutbud"])).map((cell) => (
      { unit: cell.region, kind: cell.vardutbud ?? "okänt", cells: [cell] }
    ));
    return standardisedFigure(standardisedFunnel(groups, { measure: { overDays: 90 } }), view.options);
  });
  assert.equal(headline, "Inget vårdutbud finns hos mer än en, så ingen kan jämföras");
});

Deno.test("waits are not determined from two contacts who were followed from the decision", async () => {
  const { curves, waits } = await inStore("km_small.csv.gz", async (store) => {
    const last = store.latestMonth() ?? manad;
    const list = await listHistory(store, { manad: last, months: 12 });
    const found = list.regions.length > 0 ? list : await listHistory(store, { manad: last, months: 1 });
    const exits = aalenJohansen(exitsInWindow(found.spells, found.window));
    return {
      curves: exitCurvesFigure(exitTable(exits), { ...found.options, brokenAt: exits.brokenAt }),
      waits: twoWaitsFigure(
        twoWaitsByList(found.spells, { window: found.window, by: () => "Region Dalarna" }),
        found.options,
      ),
    };
  });
  assert.equal(
    curves.headline,
    "Hur många som opereras inom 90 dagar kan inte bestämmas: för få har följts från beslutet",
  );
  assert.equal(
    waits.headline,
    "Hur länge den som ställs i kö i dag får vänta kan inte bestämmas: för få har följts från beslutet",
  );
  assert.match(waits.note!, /lämnade listan från dag 3/);
});

Deno.test("a month removed from one region changes no other region's projection", async () => {
  const { whole, lacking } = await inStore("spc_whole.csv", async (store) => {
    const cells = await listCells(store, { manad });
    const without = cells.filter((cell) =>
      cell.region !== "Region Dalarna" || cell.manad !== addMonths(manad, -2)
    );
    return {
      whole: calibrateProjection(cells, { asAt: manad }),
      lacking: calibrateProjection(without, { asAt: manad }),
    };
  });
  const uppsala = ({ regions }: typeof whole) => regions.find(({ region }) => region === "Region Uppsala")!;
  const [before, after] = [uppsala(whole).lists[0], uppsala(lacking).lists[0]];
  assert.deepEqual(after.waiting, before.waiting);
  assert.ok(Math.abs(after.decisionsPerDay / before.decisionsPerDay - 1) < 0.02);
});
