import assert from "node:assert/strict";
import { openDatabase } from "../../lib/database/mod.ts";
import { DRIFT_RULES, driftFindings } from "../../lib/store/drift.ts";
import { type Delivery, loadFile, type LoadReport } from "../../lib/store/mod.ts";
import { registerFile, temporaryFolder, times, waiting } from "./_deliveries.ts";
import { collectNativeGarbage } from "../_native.ts";

collectNativeGarbage();

const work = temporaryFolder();

/** Loads months of so many rows one after another into a store of their own; gives the last report's drift. */
async function driftOf(months: readonly [month: string, rows: number][], last = (csv: string) => csv) {
  using database = await openDatabase({ engine: "native" });
  const store = `${work}/${crypto.randomUUID()}`;
  let report: LoadReport | undefined;
  for (const [index, [month, rows]] of months.entries()) {
    const csv = registerFile(times(rows, { ...waiting, beslut_datum: "2023-01-01", matperiod: month }));
    await Deno.writeTextFile(`${work}/${month}.csv`, index === months.length - 1 ? last(csv) : csv);
    report = await loadFile(database, store, `${work}/${month}.csv`);
  }
  return report!.findings
    .filter(({ rule }) => DRIFT_RULES.includes(rule))
    .map(({ rule, level, count, says }) => `${level} ${rule} ${count}: ${says}`);
}

const usual: [string, number][] = [["2023-12", 40], ["2024-01", 42], ["2024-02", 38], ["2024-03", 40]];

Deno.test("loadFile() says that a month has unusually many or few rows, from the fifth month on", async () => {
  // Median 40; the median deviation is 1, less than 5 % of 40 = 2: usual is 40 ± 10.
  assert.deepEqual(await driftOf([...usual, ["2024-04", 50]]), []);
  assert.deepEqual(await driftOf([...usual, ["2024-04", 51]]), [
    "warn antal_rader_ovanligt 1: antalet rader avviker från tidigare månaders: Region Dalarna, april 2024, väntande har 51, väntat 30–50",
  ]);
  assert.equal((await driftOf([...usual, ["2024-04", 29]])).length, 1);
  assert.deepEqual(await driftOf([...usual.slice(1), ["2024-04", 400]]), []);
});

Deno.test("loadFile() names the months that were passed over", async () => {
  assert.deepEqual(await driftOf([["2024-01", 3], ["2024-04", 3]]), [
    "info manader_saknas 2: månader har hoppats över sedan den förra leveransen: Region Dalarna, februari 2024, väntande; Region Dalarna, mars 2024, väntande",
  ]);
  assert.deepEqual(await driftOf([["2024-04", 3], ["2024-03", 3]]), []);
});

Deno.test("loadFile() names columns that came and went since the region's last delivery", async () => {
  const renamed = (csv: string) => csv.replace("remiss_id", "remissnummer");
  assert.deepEqual(await driftOf([["2024-03", 3], ["2024-04", 3]], renamed), [
    "warn kolumner_omdopta 1: kolumner som troligen hette annat i 2024-03.csv: remissnummer (förut remiss_id)",
  ]);
  const replaced = (csv: string) => csv.replace("remiss_id", "ort");
  assert.deepEqual(await driftOf([["2024-03", 3], ["2024-04", 3]], replaced), [
    "warn kolumner_saknas 1: kolumner som fanns i 2024-03.csv saknas nu: remiss_id",
    "info kolumner_nya 1: kolumner som inte fanns i 2024-03.csv: ort",
  ]);
});

/** A delivery of one month as the manifest has it, of 1 000 rows. */
function month(
  manad: string,
  bands: number[],
  missing: Record<string, number>,
  hospitals: string[],
): Delivery {
  const slot = { region: "Region Dalarna", manad, status: "vantande" } as const;
  return {
    id: manad,
    sequence: Number(manad.replace("-", "")),
    file: `${manad}.csv`,
    sha256: "",
    profile: "register",
    layout: "register",
    read: 1000,
    loaded: 1000,
    rejected: 0,
    skipped: 0,
    findings: [],
    assumed: [],
    slots: [slot],
    shapes: [{ ...slot, rows: 1000, bands, missing }],
    values: { sjukhus: hospitals },
    files: [],
  };
}
const spring = ["2024-01", "2024-02", "2024-03", "2024-04"].map((manad, index) =>
  month(manad, [300, 200, 100, 350 + index, 50 - index], { lkf: 20 + index }, ["Mora lasarett"])
);
const said = (delivery: Delivery, before = spring) =>
  driftFindings(before, delivery).map(({ rule, says, count }) => `${rule} ${count}: ${says}`);

Deno.test("driftFindings() says which waits are more or fewer than usual, one finding for them all", () => {
  assert.deepEqual(said(month("2024-05", [310, 190, 110, 345, 45], { lkf: 25 }, ["Mora lasarett"])), []);
  // Half of the waits over a year were 5 %; chance alone gives ±5·√(0,05·0,95/1000) and 2 % counts at least: 5 % ± 10.
  assert.deepEqual(said(month("2024-05", [300, 200, 100, 200, 200], {}, [])), [
    "vantetider_ovanliga 1: väntetiderna fördelar sig annorlunda än tidigare månader: Region Dalarna, maj 2024, väntande: " +
    "91–365 dagar är 20\u00a0%, väntat 25,1\u00a0%–45,2\u00a0%, över 365 dagar är 20\u00a0%, väntat 0\u00a0%–14,9\u00a0%",
  ]);
  assert.deepEqual(said(month("2024-05", [0, 0, 0, 0, 0], {}, [])), []);
  assert.deepEqual(said(month("2024-05", [300, 200, 100, 200, 200], {}, []), spring.slice(1)), []);
});

Deno.test("driftFindings() says where more values are missing than usual, and names new hospitals", () => {
  assert.deepEqual(
    said(month("2024-05", [300, 200, 100, 350, 50], { lkf: 400 }, ["Mora lasarett", "Nya kliniken"])),
    [
      'varden_nya 1: namn som inte har förekommit förut i samma regioner: sjukhus "Nya kliniken"',
      "saknade_varden_ovanligt 1: fler värden saknas än tidigare månader: lkf saknas i 40\u00a0% av Region Dalarna, maj 2024, väntande, väntat högst 7,2\u00a0%",
    ],
  );
});

Deno.test("driftFindings() asks nothing of deliveries that were kept before shapes were", () => {
  const old = spring.map(({ shapes: _, values: __, ...delivery }) => delivery);
  assert.deepEqual(said(month("2024-05", [0, 0, 0, 0, 1000], { lkf: 900 }, ["Nya kliniken"]), old), []);
});
