import { privateProviders } from "../../lib/figures/mod.ts";
import assert from "node:assert/strict";
import { sampleData } from "../_checkout.ts";
import { BoughtCareFile, careFlows, careSource, isBought, readBoughtCare } from "../../lib/plan/mod.ts";
import { sampleBoughtCare } from "../../lib/sample/mod.ts";
import { checkoutJson } from "./_checkout_json.ts";

const cell = {
  manad: "2024-04",
  region: "Region Uppsala",
  sjukhus: "Akademiska sjukhuset",
  vardutbud: "Gråstarr",
  agarform: "offentlig",
  hemregion: "Region Uppsala",
  lo: 1,
  hi: 1,
  antal: 2,
} as const;

Deno.test("careFlows() sums waits and tells home, place, ownership and vårdutbud apart", () => {
  const flows = careFlows([
    cell,
    { ...cell, lo: 95, hi: 95 },
    { ...cell, hemregion: "Region Dalarna" },
    { ...cell, agarform: "privat", sjukhus: "Aleris Elisabethsjukhuset" },
  ]);
  assert.deepEqual(
    flows.map(({ hemregion, utforare, kalla, antal }) => [hemregion, utforare, kalla, antal]),
    [
      ["Region Uppsala", "Akademiska sjukhuset", "egen", 4],
      ["Region Dalarna", "Akademiska sjukhuset", "samverkan", 2],
      ["Region Uppsala", "Aleris Elisabethsjukhuset", "privat", 2],
    ],
  );
});

Deno.test("careFlows() counts an unknown home as the performing region's, and leaves patients from elsewhere out", () => {
  const flows = careFlows([
    { ...cell, hemregion: null, vardutbud: null },
    { ...cell, hemregion: "Region Skåne" },
  ]);
  assert.deepEqual(flows.map(({ hemregion, vardutbud }) => [hemregion, vardutbud]), [
    ["Region Uppsala", "Okänt vårdutbud"],
  ]);
});

Deno.test("careSource() calls care bought when it is private or outside the seven regions", () => {
  const source = (utforarregion: string, agarform: "offentlig" | "privat" | null) =>
    careSource({ hemregion: "Region Dalarna", utforarregion, agarform });
  assert.equal(source("Region Dalarna", null), "egen");
  assert.equal(source("Region Dalarna", "privat"), "privat");
  assert.equal(source("Region Skåne", "privat"), "privat");
  assert.deepEqual(
    [isBought(source("Region Skåne", "offentlig")), isBought(source("Region Uppsala", null))],
    [
      true,
      false,
    ],
  );
});

Deno.test("data/kopt_vard holds what the sample's seed gives, and readBoughtCare() reads it month by month", async () => {
  const rows = sampleBoughtCare();
  assert.deepEqual(await checkoutJson("data/kopt_vard/syntetisk_2023-05_2024-04.json"), {
    underlag: "Syntetiska exempeldata, sampleBoughtCare() i lib/sample/bought_care.ts",
    syntetisk: true,
    rader: rows,
  });
  const flows = await readBoughtCare(sampleData("kopt_vard"));
  assert.equal(flows.length, 12 * rows.length);
  assert.ok(flows.every(({ kalla }) => kalla === "utanfor" || kalla === "privat"));
  assert.equal(flows[11].manad, "2024-04");
});

Deno.test("readBoughtCare() refuses care inside the sjukvårdsregion, which is delivered already", async () => {
  const folder = await Deno.makeTempDir();
  const [row] = sampleBoughtCare();
  const wrong = { underlag: "Prov", syntetisk: true, rader: [{ ...row, utforarregion: "Region Uppsala" }] };
  await Deno.writeTextFile(`${folder}/fel.json`, JSON.stringify(wrong));
  await assert.rejects(
    readBoughtCare(folder),
    /fel\.json: 1 fel\n {2}rad 1 \(rader › 1 › utforarregion\) .*Regionen ska ligga utanför/,
  );
  await Deno.remove(folder, { recursive: true });
});

Deno.test("BoughtCareFile refuses a row in a month that the file does not answer for", () => {
  const [row] = sampleBoughtCare(), region = row.hemregion;
  const issues = (till: string) =>
    BoughtCareFile.safeParse({
      ...{ underlag: "Prov", syntetisk: true, omfattar: [{ region, fran: "2023-05", till }] },
      rader: [row],
    }).error?.issues.map(({ path, message }) => [path.join("."), message]);
  assert.equal(issues("2024-04"), undefined);
  assert.deepEqual(issues("2024-02"), [
    ["rader.0.antal.10", `filen svarar inte för vad ${region} köpte 2024-03: ändra Omfattar`],
  ]);
});

Deno.test("privateProviders() has each operation at a private provider in one cell, whoever is known to run it", () => {
  const flow = (
    hemregion: string,
    utforare: string | null,
    antal: number,
    kalla: "privat" | "utanfor" = "privat",
  ) => ({
    ...{
      manad: "2024-04",
      hemregion: `Region ${hemregion}`,
      utforarregion: "Region Stockholm",
      vardutbud: "Gråstarr",
    },
    ...{ utforare, antal, kalla, agarform: "privat" as const },
  });
  const flows = [
    flow("Dalarna", "A", 5),
    flow("Uppsala", "A", 3),
    flow("Uppsala", null, 2),
    flow("Uppsala", "B", 9, "utanfor"),
  ];
  const { table } = privateProviders(flows, { span: "april 2024" });
  assert.deepEqual(
    table.rows.map((
      { cells },
    ) => [cells.name, cells["Region Dalarna"], cells["Region Uppsala"], cells.summa]),
    [["A", 5, 3, 8], ["Okänd vårdgivare", null, 2, 2], ["Alla", 5, 5, 10]],
  );
});
