import assert from "node:assert/strict";
import { loadFiles, openStore, overLimitByRegion, performedByRegion, select } from "vantelage";
import { deliveryRows } from "vantelage/selection";
import { run } from "../cli/_run.ts";

const HEADER = "månad;status;region;vårdutbud;0-30;31-60;61-90;91-365;366+;PvV;MoV";
const REGIONS = ["Dalarna", "Gävleborg", "Sörmland", "Uppsala", "Värmland", "Västmanland", "Örebro län"];

/** A file of random numbers for each region. */
function fileOf(regions: readonly string[], most: number): string {
  const number = () => Math.floor(Math.random() * most);
  return [
    HEADER,
    ...["2023-04", "2024-04"].flatMap((month) =>
      ["väntande", "genomförda"].flatMap((status) =>
        regions.flatMap((region) =>
          ["Gråstarr", "Gallsten"].map((offering) =>
            [
              ...[month, status, region, offering, ...Array.from({ length: 5 }, number)],
              // Of those operated nobody knows how long who chose to wait had waited.
              ...status === "väntande" ? [number(), number()] : [0, 0],
            ].join(";")
          )
        )
      )
    ),
    "",
  ].join("\n");
}

Deno.test("What is loaded of the country is a line beside the regions and changes no other number", async () => {
  const folder = await Deno.makeTempDir(), lager = `${folder}/lager`;
  await Deno.writeTextFile(`${folder}/sju.csv`, fileOf(REGIONS, 300));
  await loadFiles(lager, [`${folder}/sju.csv`]);
  const numbers = async (vardutbud?: string) => {
    using store = await openStore(lager);
    const selection = await select(store, { ...vardutbud && { vardutbud } });
    const { compared = [], ...options } = selection.options;
    const { compared: operated = [], ...performedOptions } = selection.performedOptions;
    const figures = [
      overLimitByRegion(selection.waiting("region"), selection.options),
      performedByRegion(selection.performed("region"), selection.performedOptions),
    ];
    return {
      compared: [...compared, ...operated],
      notes: figures.map(({ note = "" }) => note),
      drawn: figures.map((figure) => figure.html()),
      figures: figures.map(({ headline, subtitle, table }) => ({ headline, subtitle, table })),
      rest: {
        ...{ options, performedOptions, holdings: store.holdings.length, came: deliveryRows(store) },
        tables: (["region", "sjukhus", "vardutbud", "agarform"] as const).map((by) => [
          ...[selection.waiting(by), selection.operated(by), selection.performed(by)],
        ]),
        months: [await selection.months("overShare"), await selection.regionMonths("median")],
        cells: await store.cells(),
      },
    };
  };
  const before = [await numbers(), await numbers("Gallsten")];
  assert.deepEqual(before.map(({ compared }) => compared), [[], []]);
  for (const most of [30, 90000]) {
    await Deno.writeTextFile(`${folder}/riket.csv`, fileOf(["Riket"], most));
    const { code, err } = await run("load", "--riket", `${folder}/riket.csv`, "--lager", lager);
    assert.equal(code, 0, err);
    const after = [await numbers(), await numbers("Gallsten")];
    for (const [at, { compared, notes, drawn, figures, rest }] of after.entries()) {
      assert.deepEqual(rest, before[at].rest);
      assert.deepEqual(figures, before[at].figures);
      assert.deepEqual(compared.map(({ name, status }) => [name, status]), [
        ["Riket", "vantande"],
        ["Riket", "genomforda"],
      ]);
      for (const note of notes) assert.match(note, /Riket, för jämförelse: .*Ingår inte i någon summa\.$/);
      for (const html of drawn) assert.match(html, /Riket \d+,\d/);
    }
  }
  const text = await Deno.readTextFile(`${folder}/riket.csv`), [, ...rows] = text.trim().split("\n");
  const sums = rows.map((row) => row.split(";"))
    .filter(([month, status]) => month === "2024-04" && status === "väntande")
    .map(([, , , , ...counts]) => counts.map(Number));
  const of = (from: number, to: number) =>
    sums.flatMap((counts) => counts.slice(from, to)).reduce((a, b) => a + b);
  const [{ compared: [{ share }] }] = [await numbers()];
  assert.equal(share.value, of(3, 5) / of(0, 5));
  const { code, err } = await run("load", "--riket", `${folder}/sju.csv`, "--lager", `${folder}/annat`);
  assert.equal(code, 1);
  assert.match(err, /--konstant region=Riket/);
  await Deno.remove(folder, { recursive: true });
});
