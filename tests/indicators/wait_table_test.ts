import assert from "node:assert/strict";
import type { CubeCell, DeviationCovers } from "../../lib/cube/mod.ts";
import { dimensionsOf, rowName, totalName, waitTable } from "../../lib/indicators/mod.ts";
import { memberRegions } from "../../lib/reference/mod.ts";
import { isExact } from "../../lib/numeric/mod.ts";
import { cell, days, PUBLISHED } from "./_cells.ts";

const BANDS = [{ lo: 0, hi: 30 }, { lo: 31, hi: 60 }, { lo: 61, hi: 90 }, { lo: 91, hi: 365 }, {
  lo: 366,
  hi: null,
}];
const april = PUBLISHED.slice(0, 7).flatMap(([region, ...figures]): CubeCell[] => [
  ...BANDS.map((band, index) => cell({ region, ...band, antal: figures[index] })),
  cell({ region, avvikelse: "PvV", lo: 0, hi: null, antal: figures[7] }),
  cell({ region, avvikelse: "MoV", lo: 0, hi: null, antal: figures[8] }),
]);
const rows = waitTable(april, { by: "region", manad: "2024-04" });

Deno.test("waitTable() gives the published table of April 2024 from its bands", () => {
  for (const [index, [region, ...figures]] of PUBLISHED.entries()) {
    const row = rows[index];
    assert.equal(row.name, region);
    assert.ok(row.bands.every(isExact));
    assert.deepEqual(
      [
        ...row.bands.map(({ value }) => value),
        row.antal,
        row.pvv,
        row.mov,
        row.per1000?.toFixed(2),
        row.per1000Including?.toFixed(2),
        row.inhabitants,
      ],
      [
        ...figures.slice(0, 5),
        figures[6],
        figures[7],
        figures[8],
        figures[9].toFixed(2),
        figures[10].toFixed(2),
        figures[11],
      ],
      region,
    );
    assert.ok(Math.abs(row.median!.value - figures[5]) <= 3, `${region}: ${row.median!.value}`);
    assert.ok(row.median!.low <= figures[5] && figures[5] <= row.median!.high!);
  }
  assert.equal(rows.length, 8);
});

Deno.test("waitTable() adds up: its total is the sum of its rows in every count", () => {
  const total = rows.at(-1)!, parts = rows.slice(0, -1);
  assert.deepEqual([total.total, ...parts.map((row) => row.total)], [true, ...parts.map(() => false)]);
  const sum = (value: (row: typeof total) => number) => parts.reduce((all, row) => all + value(row), 0);
  assert.equal(sum(({ antal }) => antal), total.antal);
  assert.equal(sum(({ over }) => over.value), total.over.value);
  assert.equal(total.over.value, 14_177);
  assert.equal(sum(({ long }) => long.value), total.long.value);
  assert.equal(sum(({ pvv, mov }) => pvv! + mov!), total.pvv! + total.mov!);
  assert.equal(total.overShare?.value.toFixed(4), "0.3527");
});

Deno.test("waitTable() has no PvV and MoV that the deliveries do not report", () => {
  const dalarna = april.filter(({ region, avvikelse }) => region === "Region Dalarna" && avvikelse === null);
  const first = (deviations: DeviationCovers) =>
    waitTable(dalarna, { by: "region", manad: "2024-04", deviations })[0];
  const unknown = first({ pvv: "unknown", mov: "unknown" });
  assert.deepEqual([unknown.antal, unknown.pvv, unknown.mov], [6648, null, null]);
  assert.deepEqual([unknown.deviationShare, unknown.per1000Including], [null, null]);
  assert.deepEqual(unknown.overIncluding, { value: 2642, low: 2642, high: null });
  // Where they are among the others, all are counted, and who waits without them is not known.
  const within = first({ pvv: "within", mov: "within" });
  assert.deepEqual([within.pvv, within.mov, within.per1000Including?.toFixed(2)], [null, null, "23.13"]);
  const noMov = first({ pvv: "reported", mov: "unknown" });
  assert.deepEqual([noMov.pvv, noMov.mov, noMov.deviationShare], [0, null, null]);
});

Deno.test("waitTable() puts regions and hospitals in Swedish order", () => {
  const places = ["Västerås", "Örebro", "Åre", "Ängelholm", "Arvika"];
  const names = (by: "region" | "sjukhus") =>
    waitTable(places.map((name) => days(1, { [by]: name })), { by, manad: "2024-04" }).map(({ name }) =>
      name
    );
  assert.deepEqual(names("region"), ["Arvika", "Västerås", "Åre", "Ängelholm", "Örebro", "De 5 regionerna"]);
  assert.deepEqual(names("sjukhus").slice(0, -1), ["Arvika", "Västerås", "Åre", "Ängelholm", "Örebro"]);
});

Deno.test("waitTable() tells hospitals of one name in two regions apart, and those that are not told", () => {
  const cells = [
    days(1, { sjukhus: "Lasarettet" }),
    days(1, { sjukhus: "Lasarettet", region: "Region Uppsala" }),
    days(1),
    days(1),
  ];
  assert.deepEqual(
    waitTable(cells, { by: "sjukhus", manad: "2024-04" }).map((
      { region, name, antal, inhabitants },
    ) => [region, name, antal, inhabitants]),
    [
      ["Region Dalarna", "Lasarettet", 1, null],
      ["Region Dalarna", "Sjukhus anges inte", 2, null],
      ["Region Uppsala", "Lasarettet", 1, null],
      [null, "De 2 regionerna", 4, 287_451 + 404_714],
    ],
  );
});

Deno.test("waitTable() ranks vårdutbud by those over the limit, PvV and MoV among them", () => {
  const cells = [
    days(91, { vardutbud: "Gallsten", antal: 3 }),
    days(90, { vardutbud: "Gråstarr", antal: 90 }),
    days(91, { vardutbud: "Gråstarr", antal: 2 }),
    days(400, { vardutbud: "Gråstarr", avvikelse: "MoV", antal: 2 }),
    days(91, { vardutbud: "Åderbråck", antal: 3 }),
  ];
  assert.deepEqual(
    waitTable(cells, { by: "vardutbud", manad: "2024-04" }).map((
      { name, over, overIncluding },
    ) => [name, over.value, overIncluding.value]),
    [["Gråstarr", 2, 4], ["Gallsten", 3, 3], ["Åderbråck", 3, 3], ["Region Dalarna", 8, 10]],
  );
});

Deno.test("waitTable() by ownership names what is not known", () => {
  const cells = [days(1, { agarform: "privat" }), days(1, { agarform: "offentlig" }), days(1)];
  assert.deepEqual(waitTable(cells, { by: "agarform", manad: "2024-04" }).map(({ name }) => name), [
    "Offentlig",
    "Privat",
    "Ägarform anges inte",
    "Region Dalarna",
  ]);
});

Deno.test("waitTable() counts the inhabitants of a region that delivered and has nobody, not of one that did not", () => {
  const cells = [days(1, { antal: 100 }), days(1, { status: "genomforda", region: "Region Värmland" })];
  const table = (delivered?: string[]) =>
    waitTable(cells, { by: "region", manad: "2024-04", delivered }).map((
      { name, antal, inhabitants, overShare },
    ) => [name, antal, inhabitants, overShare?.value ?? null]);
  assert.deepEqual(table(), [
    ["Region Dalarna", 100, 287_451, 0],
    ["Region Dalarna", 100, 287_451, 0],
  ]);
  assert.deepEqual(table(["Region Dalarna", "Region Uppsala"]), [
    ["Region Dalarna", 100, 287_451, 0],
    ["Region Uppsala", 0, 404_714, null],
    ["De 2 regionerna", 100, 692_165, 0],
  ]);
});

Deno.test("waitTable() has no rates where inhabitants are unknown, and no rows without cells", () => {
  const table = waitTable([days(1), days(2, { region: "Irland" })], { by: "region", manad: "2024-04" });
  assert.deepEqual(table.map(({ name, per1000 }) => [name, per1000 === null]), [["Irland", true], [
    "Region Dalarna",
    false,
  ], ["De 2 regionerna", true]]);
  assert.deepEqual(waitTable([], { by: "region", manad: "2024-04" }), []);
  assert.deepEqual(waitTable([days(1, { status: "genomforda" })], { by: "region", manad: "2024-04" }), []);
});

Deno.test("waitTable() takes another limit", () => {
  const [row] = waitTable([days(126), days(127)], { by: "region", manad: "2024-04", limitDays: 126 });
  assert.deepEqual([row.over.value, row.overShare?.value], [1, 0.5]);
});

Deno.test("rowName() takes any name from data, and bounds it", () => {
  for (const name of ["constructor", "__proto__", "toString"]) assert.equal(rowName("sjukhus", name), name);
  assert.equal(rowName("sjukhus", `1${" ".repeat(3000)}x`), "1 x");
  assert.equal(rowName("vardutbud", "å".repeat(3000)), `${"å".repeat(99)}…`);
});

Deno.test("totalName(), rowName() and dimensionsOf() name what a table holds", () => {
  assert.equal(totalName(memberRegions), "Sjukvårdsregion Mellansverige");
  assert.equal(totalName(["Region Dalarna"]), "Region Dalarna");
  assert.equal(totalName(memberRegions.slice(1)), "De 6 regionerna");
  assert.equal(totalName([...memberRegions.slice(1), "Region Skåne"]), "De 7 regionerna");
  assert.equal(totalName([]), "Totalt");
  assert.equal(rowName("vardutbud", null), "Vårdutbud anges inte");
  assert.equal(rowName("agarform", "offentlig"), "Offentlig");
  assert.deepEqual(dimensionsOf("sjukhus"), ["region", "sjukhus"]);
});
