import assert from "node:assert/strict";
import { comparedFindings, type EarlierDelivery } from "../../lib/plausibility/mod.ts";
import { kept } from "./_deliveries.ts";

const said = (earlier: readonly EarlierDelivery[], draft: EarlierDelivery) =>
  comparedFindings(earlier, draft).map(({ level, rule, count, says }) =>
    `${level} ${rule} ${count}: ${says}`
  );

/** Months of so many rows one after another; the drift of the last beside the others. */
function driftOf(months: readonly [manad: string, rows: number][], about: Partial<EarlierDelivery> = {}) {
  const deliveries = months.map(([manad, rows], index) =>
    kept([{ manad, rows }], {
      sequence: index + 1,
      file: `${manad}.csv`,
      ...index === months.length - 1 && about,
    })
  );
  return said(deliveries.slice(0, -1), deliveries.at(-1)!);
}

const usual: [string, number][] = [["2023-12", 40], ["2024-01", 42], ["2024-02", 38], ["2024-03", 40]];

Deno.test("comparedFindings() says that a month has unusually many or few rows, from the fifth month on", () => {
  // Median 40; the median deviation is 1, less than 5 % of 40 = 2: usual is 40 ± 10.
  assert.deepEqual(driftOf([...usual, ["2024-04", 50]]), []);
  assert.deepEqual(driftOf([...usual, ["2024-04", 51]]), [
    "warn antal_rader_ovanligt 1: antalet rader avviker från tidigare månaders: Region Dalarna, april 2024, väntande har 51, väntat 30–50",
  ]);
  assert.equal(driftOf([...usual, ["2024-04", 29]]).length, 1);
  assert.deepEqual(driftOf([...usual.slice(1), ["2024-04", 400]]), []);
});

Deno.test("comparedFindings() names the months that were passed over", () => {
  assert.deepEqual(driftOf([["2024-01", 3], ["2024-04", 3]]), [
    "info manader_saknas 2: månader har hoppats över sedan den förra leveransen: Region Dalarna, februari 2024, väntande; Region Dalarna, mars 2024, väntande",
  ]);
  assert.deepEqual(driftOf([["2024-04", 3], ["2024-03", 3]]), []);
});

Deno.test("comparedFindings() names columns that came and went since the region's last delivery", () => {
  const spring: [string, number][] = [["2024-03", 3], ["2024-04", 3]];
  assert.deepEqual(driftOf(spring, { header: ["remissnummer", "status"] }), [
    "warn kolumner_omdopta 1: kolumner som troligen hette annat i 2024-03.csv: remissnummer (förut remiss_id)",
  ]);
  assert.deepEqual(driftOf(spring, { header: ["ort", "status"] }), [
    "warn kolumner_saknas 1: kolumner som fanns i 2024-03.csv saknas nu: remiss_id",
    "info kolumner_nya 1: kolumner som inte fanns i 2024-03.csv: ort",
  ]);
  assert.deepEqual(driftOf(spring, { header: ["remiss_id", "status", ""] }), [], "a column without a name");
  assert.deepEqual(driftOf(spring, { header: ["ort"], layout: "aggregat" }), [], "another layout");
});

const month = (
  manad: string,
  bands: number[],
  missing: Record<string, number>,
  hospital = "Mora lasarett",
) => kept([{ manad, bands, missing, sjukhus: [hospital] }], { sequence: Number(manad.slice(5)) });
const spring = ["2024-01", "2024-02", "2024-03", "2024-04"].map((manad, index) =>
  month(manad, [300, 200, 100, 350 + index, 50 - index], { lkf: 20 + index })
);

Deno.test("comparedFindings() says which waits are more or fewer than usual, one finding for them all", () => {
  assert.deepEqual(said(spring, month("2024-05", [310, 190, 110, 345, 45], { lkf: 25 })), []);
  // Half of the waits over a year were 5 %; chance alone gives ±5·√(0,05·0,95/1000) and 2 % counts at least: 5 % ± 10.
  assert.deepEqual(said(spring, month("2024-05", [300, 200, 100, 200, 200], {})), [
    "warn vantetider_ovanliga 1: väntetiderna fördelar sig annorlunda än tidigare månader: Region Dalarna, maj 2024, väntande: " +
    "91–365 dagar är 20\u00a0%, väntat 25,1\u00a0%–45,2\u00a0%, över 365 dagar är 20\u00a0%, väntat 0\u00a0%–14,9\u00a0%",
  ]);
  assert.deepEqual(said(spring, month("2024-05", [0, 0, 0, 0, 0], {})), []);
  assert.deepEqual(said(spring.slice(1), month("2024-05", [300, 200, 100, 200, 200], {})), []);
});

Deno.test("comparedFindings() says where more values are missing than usual, and names new hospitals", () => {
  assert.deepEqual(said(spring, month("2024-05", [300, 200, 100, 350, 50], { lkf: 400 }, "Nya kliniken")), [
    'info varden_nya 1: namn som inte har förekommit förut i samma regioner: sjukhus "Nya kliniken"',
    "warn saknade_varden_ovanligt 1: fler värden saknas än tidigare månader: lkf saknas i 40\u00a0% av Region Dalarna, maj 2024, väntande, väntat högst 7,2\u00a0%",
  ]);
});

Deno.test("comparedFindings() asks nothing of deliveries that were kept before shapes were", () => {
  const old = spring.map(({ shapes: _, values: __, ...delivery }) => delivery);
  assert.deepEqual(said(old, month("2024-05", [0, 0, 0, 0, 1000], { lkf: 900 }, "Nya kliniken")), []);
});

Deno.test("comparedFindings() stops a delivery with a fifth fewer people than the one it replaces", () => {
  const before = kept([{ rows: 10, antal: 938 }]), now = (antal: number) => kept([{ rows: 10, antal }]);
  assert.deepEqual(said([before], now(751)), []);
  const [stop, ...others] = comparedFindings([before], now(750));
  assert.deepEqual(others, []);
  assert.deepEqual([stop.level, stop.rule, stop.option], ["stop", "ersatter_fler", "godta-mindre"]);
  assert.match(stop.says, /: Region Dalarna, april 2024, väntande har 750, förut 938$/);
  assert.deepEqual(said([before], now(2000)), [], "more people");
  assert.deepEqual(said([before], kept([{ manad: "2024-05", antal: 3 }])), [], "another month");
  assert.deepEqual(said([kept([{ antal: 0 }])], now(0)), [], "nobody");
  assert.deepEqual(
    said([before, kept([{ antal: 900 }], { sequence: 2 })], now(750)),
    [],
    "the newest counts",
  );
});

Deno.test("comparedFindings() compares people of another layout, and rows where no people are known", () => {
  const register = kept([{ rows: 100 }]), aggregate = { layout: "aggregat", profile: "aggregat" } as const;
  assert.deepEqual(said([register], kept([{ rows: 5, bands: [100, 0, 0, 0, 0] }], aggregate)), []);
  assert.equal(comparedFindings([register], kept([{ rows: 5, antal: 60 }], aggregate)).length, 1);
  const { shapes: _, values: __, ...old } = register;
  const files = [{ kind: "rows", rows: 100, status: "vantande", manad: "2024-04" } as const];
  assert.equal(comparedFindings([{ ...old, files }], kept([{ rows: 80 }]))[0].rule, "ersatter_fler");
  assert.deepEqual(said([{ ...old, files }], kept([{ rows: 81 }])), []);
  assert.deepEqual(said([{ ...old, files }], kept([{ rows: 5 }], aggregate)), []);
});

Deno.test("comparedFindings() stops a delivery that loses a hospital, a vårdutbud or a region of the month", () => {
  const before = kept([
    { sjukhus: ["Falu lasarett", "Mora lasarett"], vardutbud: ["Gallsten", "Gråstarr"] },
    { region: "Region Uppsala", sjukhus: ["Akademiska sjukhuset"] },
    { manad: "2024-03" },
  ]);
  const rules = (draft: EarlierDelivery) =>
    comparedFindings([before], draft).filter(({ level }) => level === "stop").map(({ rule, says }) =>
      `${rule}: ${says.split("den här: ")[1]}`
    );
  assert.deepEqual(rules(before), []);
  assert.deepEqual(rules(kept([{}, { region: "Region Uppsala", sjukhus: ["Akademiska sjukhuset"] }])), [
    "sjukhus_forsvinner: Region Dalarna, april 2024, väntande saknar Falu lasarett",
    "vardutbud_forsvinner: Region Dalarna, april 2024, väntande saknar Gallsten",
  ]);
  assert.deepEqual(rules(kept([{ region: "Region Uppsala", sjukhus: ["Akademiska sjukhuset"] }])), [
    "region_forsvinner: Region Dalarna, april 2024, väntande (april.csv)",
  ]);
  assert.deepEqual(rules(kept([{ manad: "2024-03" }])), [], "no other region that month");
});

Deno.test("comparedFindings() knows a lost hospital of a delivery kept before shapes named them", () => {
  const { shapes, ...old } = kept([{ sjukhus: ["Falu lasarett", "Mora lasarett"] }]);
  const unnamed = { ...old, shapes: shapes!.map(({ names: _, antal: __, ...shape }) => shape) };
  assert.equal(comparedFindings([unnamed], kept([{}]))[0].rule, "sjukhus_forsvinner");
  const two = { ...unnamed, slots: [...old.slots, { ...old.slots[0], manad: "2024-03" }] };
  assert.deepEqual(said([two], kept([{}])), [], "of which month is not known");
});
