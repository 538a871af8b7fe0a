import assert from "node:assert/strict";
import { judgeRecord, layoutSchema, registerLayout } from "../../lib/contract/mod.ts";

const layout = registerLayout();
const waiting: Record<string, string> = {
  beslut_datum: "2024-02-01",
  matperiod: "2024-04-30",
  kva_kod: "CJE20",
  mvo_kod: "511",
  aktivitetskod: "51101",
  vardgaranti: "JA",
  regionkod: "57",
  sjukhuskod: "57010",
  sjukhusnamn: "Falu lasarett",
  kon: "2",
  fodelsear: "1950",
  lkf: "2080",
  vardkontakt_id: "A1",
  fas: "2",
  status: "VANTANDE",
};
const performed = { ...waiting, status: "GENOMFORD", start_datum: "2024-04-10" };
const rules = (record: Record<string, string>) =>
  judgeRecord(layout, record).breaches.map(({ rule, level }) => `${level} ${rule}`);

Deno.test("judgeRecord() reads a right record of the register without a word", () => {
  const { values, breaches, skipped } = judgeRecord(layout, waiting);
  assert.deepEqual(breaches, []);
  assert.equal(skipped, null);
  assert.equal(values.matperiod, "2024-04");
  assert.equal(values.status, "vantande");
  assert.equal(values.regionkod, "Region Dalarna");
  assert.equal(values.kon, "kvinna");
  assert.equal(values.fodelsear, 1950);
  assert.equal(values.avvikelsekod, null);
  assert.deepEqual(rules(performed), []);
});

Deno.test("judgeRecord() names every field that is missing or cannot be read, at its own level", () => {
  assert.deepEqual(rules({}).toSorted(), [
    "error beslut_datum_saknas",
    "error matperiod_saknas",
    "error regionkod_saknas",
    "error status_saknas",
    "error vardkontakt_id_saknas",
    "info hemort_okand",
    "warn fodelsear_saknas",
    "warn koder_saknas",
    "warn kon_saknas",
    "warn vardgaranti_saknas",
  ]);
  const wrong: [string, string, string][] = [
    ["beslut_datum", "2024-02-30", "error"],
    ["start_datum", "x", "error"],
    ["medicinskt_maldatum", "x", "warn"],
    ["matperiod", "våren", "error"],
    ["kva_kod", "CJE2", "warn"],
    ["mvo_kod", "5111", "warn"],
    ["aktivitetskod", "511", "warn"],
    ["aktivitet_kva", "CJE2", "warn"],
    ["aktivitet_icd", "H2", "warn"],
    ["vardgaranti", "kanske", "warn"],
    ["avvikelsekod", "4", "error"],
    ["regionkod", "99", "error"],
    ["sjukhuskod", "Falun", "warn"],
    ["yrkeskategori", "läkare", "warn"],
    ["bokningssatt", "6", "warn"],
    ["vardkontakttyp", "9", "warn"],
    ["kon", "x", "warn"],
    ["fodelsear", "1900", "warn"],
    ["lkf", "208", "warn"],
    ["remittenttyp", "3", "warn"],
    ["remiss_datum", "x", "warn"],
    ["ankomst_datum", "x", "warn"],
    ["fas", "6", "error"],
    ["typ_akutverksamhet", "6", "warn"],
    ["status", "AVSLUTAD", "error"],
    ["vantetid_dagar", "lång", "warn"],
  ];
  for (const [field, text, level] of wrong) {
    assert.ok(rules({ ...waiting, [field]: text }).includes(`${level} ${field}_ogiltigt`), field);
  }
});

Deno.test("judgeRecord() reads register codes, never SCB's: 12 is Uppsala and 21 Östergötland", () => {
  const region = (regionkod: string) => judgeRecord(layout, { ...waiting, regionkod }).values.regionkod;
  assert.deepEqual(["12", "13", "21", "54", "55", "56", "57", "61"].map(region), [
    "Region Uppsala",
    "Region Sörmland",
    "Region Östergötland",
    "Region Värmland",
    "Region Örebro län",
    "Region Västmanland",
    "Region Dalarna",
    "Region Gävleborg",
  ]);
  assert.deepEqual(["03", "20", "99", "Dalarna"].map(region), [null, null, null, null]);
});

Deno.test("judgeRecord() tries every rule across the register's fields, just inside and just outside", () => {
  const cases: [Record<string, string>, string[]][] = [
    [{ ...waiting, beslut_datum: "2010-01-01" }, []],
    [{ ...waiting, beslut_datum: "2009-12-31" }, ["error beslut_datum_fore_2010"]],
    [{ ...waiting, beslut_datum: "2024-04-30" }, []],
    [{ ...waiting, beslut_datum: "2024-05-01" }, ["error beslut_efter_manad"]],
    [{ ...performed, start_datum: "" }, ["error start_saknas"]],
    [{ ...performed, start_datum: "2024-02-01", matperiod: "2024-02" }, []],
    [{ ...performed, start_datum: "2024-01-31", matperiod: "2024-02" }, [
      "error start_fore_beslut",
      "warn start_utanfor_manad",
    ]],
    [{ ...performed, start_datum: "2024-04-01" }, []],
    [{ ...performed, start_datum: "2024-03-31" }, ["warn start_utanfor_manad"]],
    [{ ...performed, start_datum: "2024-05-01" }, ["warn start_utanfor_manad"]],
    [{ ...waiting, start_datum: "2024-04-30" }, ["error vantande_redan_utford"]],
    [{ ...waiting, start_datum: "2024-05-01" }, ["warn vantande_med_start"]],
    [{ ...waiting, fodelsear: "1920" }, []],
    [{ ...waiting, fodelsear: "1919" }, ["warn fodelsear_orimligt"]],
    [{ ...waiting, fodelsear: "2024" }, []],
    [{ ...waiting, fodelsear: "2025" }, ["warn fodelsear_orimligt"]],
    [{ ...waiting, vantetid_dagar: "89" }, []],
    [{ ...waiting, vantetid_dagar: "90" }, ["warn vantetid_stammer_inte"]],
    [{ ...performed, vantetid_dagar: "69" }, []],
    [{ ...performed, vantetid_dagar: "89" }, ["warn vantetid_stammer_inte"]],
    [{ ...waiting, kva_kod: "", aktivitetskod: "", mvo_kod: "" }, ["warn koder_saknas"]],
    [{ ...waiting, kva_kod: "", aktivitetskod: "", mvo_kod: "", aktivitet_kva: "CJE20" }, []],
    [{ ...waiting, lkf: "0000" }, ["info hemort_okand"]],
    [{ ...waiting, lkf: "9999" }, ["info hemort_okand"]],
    [{ ...waiting, lkf: "" }, ["info hemort_okand"]],
  ];
  for (const [record, expected] of cases) {
    assert.deepEqual(rules(record).toSorted(), expected, JSON.stringify(expected));
  }
});

Deno.test("judgeRecord() skips what is no operation, and judges it no further", () => {
  for (const fas of ["1", "3", "4", "5"]) {
    const verdict = judgeRecord(layout, { ...waiting, fas, beslut_datum: "" });
    assert.equal(verdict.skipped?.name, "annan_fas");
    assert.deepEqual(verdict.breaches, []);
  }
  assert.equal(judgeRecord(layout, { ...waiting, fas: "" }).skipped, null);
});

Deno.test("judgeRecord() reads hospitals and codes in their usual spellings as one", () => {
  const value = (field: string, text: string) =>
    judgeRecord(layout, { ...waiting, [field]: text }).values[field];
  assert.equal(value("sjukhusnamn", "FALU  LASARETT"), "Falu lasarett");
  assert.equal(value("sjukhusnamn", "sjukhus saknas"), "Sjukhus saknas");
  assert.equal(value("sjukhusnamn", "Kiruna"), "Kiruna");
  assert.equal(value("kva_kod", "cje20"), "CJE20");
  assert.deepEqual(["1", "PvV", "mov", "3", ""].map((text) => value("avvikelsekod", text)), [
    "PvV",
    "PvV",
    "MoV",
    "SoV",
    null,
  ]);
  assert.deepEqual(["1", "JA", "true", "2", "nej"].map((text) => value("vardgaranti", text)), [
    "JA",
    "JA",
    "JA",
    "NEJ",
    "NEJ",
  ]);
  const foreign = registerLayout({}, {
    kon: { "♀": "kvinna" },
    regionkod: { VGR: "Västra Götalandsregionen" },
  });
  assert.equal(judgeRecord(foreign, { ...waiting, kon: "♀" }).values.kon, "kvinna");
  assert.equal(
    judgeRecord(foreign, { ...waiting, regionkod: "vgr" }).values.regionkod,
    "Västra Götalandsregionen",
  );
});

Deno.test("layoutSchema() fails for errors, naming rule and field, and lets warnings pass", () => {
  const schema = layoutSchema(layout);
  assert.equal(schema.safeParse({ ...waiting, lkf: "x" }).success, true);
  const failed = schema.safeParse({ ...waiting, status: "x" });
  assert.deepEqual(
    failed.error?.issues.map((issue) => [issue.path, issue.code === "custom" && issue.params]),
    [
      [["status"], { rule: "status_ogiltigt", level: "error" }],
    ],
  );
});
