import assert from "node:assert/strict";
import { aggregateLayout, bandRowLayout, judgeRecord, TOTAL } from "../../lib/contract/mod.ts";

const layout = aggregateLayout();
const row = { manad: "2024-04", status: "väntande", region: "Dalarna", d0_30: "1 787", antal: "1787" };
const rules = (record: Record<string, string>) =>
  judgeRecord(layout, record).breaches.map(({ rule, level }) => `${level} ${rule}`);

Deno.test("judgeRecord() reads a right aggregated row without a word", () => {
  const { values, breaches, skipped } = judgeRecord(layout, row);
  assert.deepEqual([breaches, skipped], [[], null]);
  assert.deepEqual([values.manad, values.status, values.region, values.d0_30, values.d366], [
    "2024-04",
    "vantande",
    "Region Dalarna",
    1787,
    null,
  ]);
});

Deno.test("judgeRecord() names what is wrong in an aggregated row", () => {
  assert.deepEqual(rules({}), [
    "error manad_saknas",
    "error status_saknas",
    "error region_saknas",
    "error antal_saknas",
  ]);
  for (
    const field of [
      "manad",
      "status",
      "region",
      "vardutbud",
      "agarform",
      "hemregion",
      "d0_30",
      "antal",
      "pvv",
    ]
  ) {
    assert.ok(rules({ ...row, [field]: "??" }).includes(`error ${field}_ogiltigt`), field);
  }
  assert.deepEqual(rules({ ...row, median: "lång" }), ["warn median_ogiltigt"]);
  assert.deepEqual(rules({ ...row, antal: "-1" }), ["error antal_ogiltigt"]);
  assert.deepEqual(rules({ ...row, antal: "1788" }), ["warn bandsumma_stammer_inte"]);
  assert.deepEqual(rules({ ...row, d0_30: "", antal: "", pvv: "3" }), []);
});

Deno.test("judgeRecord() skips totals over regions, and knows totals over hospitals, vårdutbud and ägarformer", () => {
  for (const region of ["Sjukvårdsregion Mellansverige", "RIKET", "alla"]) {
    assert.equal(judgeRecord(layout, { ...row, region }).skipped?.name, "totalrad_region");
  }
  const value = (field: string, text: string) => judgeRecord(layout, { ...row, [field]: text }).values[field];
  for (const text of ["Alla sjukhus", "alla sjukhus", "TOTALT", "Summa", "Region Dalarna"]) {
    assert.equal(value("sjukhus", text), TOTAL, text);
  }
  assert.equal(value("sjukhus", "mora"), "Mora lasarett");
  assert.equal(value("sjukhus", "Kiruna"), "Kiruna");
  assert.equal(value("vardutbud", "Alla vårdutbud"), TOTAL);
  assert.equal(value("vardutbud", "Ljumsnbråck"), "Ljumskbråck");
  assert.equal(value("agarform", "Samtliga"), TOTAL);
  assert.equal(value("agarform", "1"), "offentlig");
});

Deno.test("judgeRecord() knows the words by which exporters name totals", () => {
  const value = (field: string, text: string) => judgeRecord(layout, { ...row, [field]: text }).values[field];
  for (
    const text of [
      "Delsumma",
      "sammanlagt",
      "Regionen totalt",
      "Hela regionen",
      "Offentliga sjukhus",
      "Summa sjukhus",
      "Subtotal",
    ]
  ) assert.equal(value("sjukhus", text), TOTAL, text);
  for (const text of ["Delsumma", "Totalsumma", "Alla operationer"]) {
    assert.equal(value("vardutbud", text), TOTAL, text);
  }
  assert.equal(value("agarform", "Offentlig och privat"), TOTAL);
  assert.equal(judgeRecord(layout, { ...row, region: "Hela riket" }).skipped?.name, "totalrad_region");
});

Deno.test("judgeRecord() reads band rows by the bands' labels", () => {
  const bands = bandRowLayout();
  const band = (text: string) => judgeRecord(bands, { ...row, band: text, antal: "5" }).values.band;
  assert.deepEqual(["0-30", "31–60 dagar", "366+", "> 365", "över 365 dagar"].map(band), [
    "0-30",
    "31-60",
    "366-",
    "366-",
    "366-",
  ]);
  const verdict = judgeRecord(bands, { ...row, band: "0-29", antal: "" });
  assert.deepEqual(verdict.breaches.map(({ rule }) => rule), ["band_ogiltigt", "antal_saknas"]);
});
