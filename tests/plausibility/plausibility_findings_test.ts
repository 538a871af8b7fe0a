import assert from "node:assert/strict";
import { profiles, recognise } from "../../lib/contract/mod.ts";
import type { CubeCell } from "../../lib/cube/mod.ts";
import { plausibilityFindings, type TypedRow, type UnreadColumn } from "../../lib/plausibility/mod.ts";
import { delivered, READING, row } from "./_rows.ts";

const REGISTER = { ...READING, layout: { ...READING.layout, name: "register" as const } };

/** What is said of rows, as "rule: what". */
const said = (rows: readonly TypedRow[], unread: readonly UnreadColumn[] = [], today?: string) =>
  plausibilityFindings(delivered(rows, { unread }), today).map(({ rule, says }) => `${rule}: ${says}`);
/** The same with what is listed alone. */
const listed = (rows: readonly TypedRow[], unread: readonly UnreadColumn[] = [], today?: string) =>
  said(rows, unread, today).map((text) => text.replace(/: .*: /, ": "));
const unread = (header: string, ...cells: string[]): UnreadColumn => ({ header, cells });

Deno.test("plausibilityFindings() warns of a name that holds as many as all the others together", () => {
  const dalarna = (name: string | null, count: number) => row(name, [count]);
  assert.deepEqual(listed([dalarna("C_999", 12), dalarna("Mora lasarett", 5), dalarna("Falu lasarett", 7)]), [
    'summa_misstankt: sjukhus "C_999"',
  ]);
  assert.deepEqual(listed([dalarna(null, 12), dalarna("Mora lasarett", 5), dalarna("Falu lasarett", 7)]), [
    "summa_misstankt: rader utan sjukhus",
  ]);
  assert.deepEqual(
    said([dalarna("C_999", 13), dalarna("Mora lasarett", 5), dalarna("Falu lasarett", 7)]),
    [],
  );
  assert.deepEqual(said([dalarna("Mora lasarett", 5), dalarna("Falu lasarett", 5)]), [], "two of one size");
  assert.deepEqual(said([]), []);
  const rows = [dalarna("C_999", 12), dalarna("Mora lasarett", 5), dalarna("Falu lasarett", 7)];
  const uppsala = (name: string, count: number) => row(name, [count], { region: "Region Uppsala" });
  assert.deepEqual(said([...rows, uppsala("C_999", 2)]), [], "a sum is one in every region");
  assert.deepEqual(
    listed([...rows, uppsala("C_999", 9), uppsala("Akademiska sjukhuset", 9)]),
    ['summa_misstankt: sjukhus "C_999"'],
    "also where a region has one hospital",
  );
});

Deno.test("plausibilityFindings() stops at a row that is called a sum and is not surely one", () => {
  const rows = [row("Falu lasarett", [30, 20]), row("Mora lasarett", [12, 8]), row("Delsumma", [42, 29])];
  const [stop] = plausibilityFindings(delivered(rows));
  assert.deepEqual([stop.rule, stop.level, stop.count, stop.first, stop.option], [
    "summa_stammer_inte",
    "stop",
    1,
    "fil.csv:4:sjukhus",
    "godta-summa",
  ]);
  assert.match(stop.says, /"Delsumma"$/);
  assert.deepEqual(said([rows[2]]), [], "nothing next to it");
  const all = row("(alla)", [42, 28], { vardutbud: "Gråstarr" });
  assert.deepEqual(said([rows[0], all]), [], "a total that the layout knows");
  assert.deepEqual(
    said([rows[0], row("Summanström AB", [3, 4])]),
    [],
    "a name that begins like a word of sums",
  );
});

Deno.test("plausibilityFindings() warns of rows that may be sums over a column that is not read", () => {
  const rows = (...counts: number[]) => counts.map((count) => row("Mora lasarett", [count]));
  const sexes = (count: number) => unread("Kön", ...["man", "kvinna", "båda"].slice(0, count));
  assert.deepEqual(listed(rows(5, 7, 12), [sexes(3), unread("Kommentar", "", "", "")]), [
    "summa_olast_kolumn: Kön",
  ]);
  for (const counts of [[5, 7, 13], [5, 5], [0, 0, 0]]) {
    assert.deepEqual(said(rows(...counts), [sexes(counts.length)]), [], counts.join());
  }
});

Deno.test("plausibilityFindings() warns of the same row twice, whatever columns are unread", () => {
  const twice = [
    row("Mora lasarett", [30, 20]),
    row("Mora lasarett", [30, 20]),
    row("Falu lasarett", [30, 20]),
  ];
  const warned = ["rader_lika: Region Dalarna 2024-04 vantande (2 rader)"];
  assert.deepEqual(listed(twice), warned);
  assert.deepEqual(listed(twice, [unread("kommentar", "", " ", "")]), warned, "an empty remark");
  assert.deepEqual(listed(twice, [unread("källa", "A", "A", "B")]), warned, "different in another row");
  assert.deepEqual(listed(twice, [unread("nr", "1", "2", "3")]), warned, "a number of the row");
  const small = [row("Mora lasarett", [3, 2]), row("Mora lasarett", [3, 2])];
  assert.deepEqual(listed(small, [unread("kön", "man", "kvinna")]), [], "small numbers agree by chance");
  assert.deepEqual(listed(small, [unread("kön", "man", "man")]), warned);
  assert.deepEqual(said([twice[0], twice[2]]), []);
});

Deno.test("plausibilityFindings() warns of rows that are counted together, unless an unread column tells them apart", () => {
  const rows = [row("Mora lasarett", [30, 20]), row("Mora lasarett", [31, 20])];
  const warned = ["rader_upprepas: Region Dalarna 2024-04 vantande (2 rader)"];
  assert.deepEqual(listed(rows), warned);
  assert.deepEqual(listed(rows, [unread("kommentar", "", "")]), warned);
  assert.deepEqual(listed(rows, [unread("klinik", "Ögon", "Ortopedi")]), []);
});

Deno.test("plausibilityFindings() warns of PvV and MoV that only some rows of a region and month have", () => {
  const warned = (...rows: [string, string, string, number | null, number | null][]) =>
    listed(
      rows.map(([region, manad, status, pvv, mov], index) =>
        row(`Enhet ${index}`, [1, 1, 1, 1, 1], { region, manad, status, pvv, mov })
      ),
    ).filter((text) => text.startsWith("avvikelse_delvis_tom"));
  assert.deepEqual(
    warned(
      ["A", "2024-04", "vantande", 3, null],
      ["A", "2024-04", "vantande", null, null],
      ["A", "2024-05", "vantande", 3, 0],
      ["B", "2024-04", "genomforda", null, 1],
    ),
    ["avvikelse_delvis_tom: PvV i 1 rader för A 2024-04"],
  );
  assert.deepEqual(warned(["A", "2024-04", "vantande", 0, 0], ["B", "2024-04", "vantande", null, null]), []);
});

Deno.test("plausibilityFindings() warns of bands that only some rows have, and of totals without a hospital", () => {
  const whole = row("Falu lasarett", [1, 2, 3, 4, 5]);
  assert.deepEqual(listed([whole, row("Mora lasarett", [1, 2, null, null, null])]), [
    "band_delvis_tomt: Region Dalarna 2024-04 vantande (1 rader)",
  ]);
  assert.deepEqual(said([whole, row("Mora lasarett", [1, 2, null, null, null], { antal: 3 })]), []);
  assert.deepEqual(listed([whole, row(null, [1, 1, 1, 1, 1], { vardutbud: "(alla)" })]), [
    "summa_utan_sjukhus: Region Dalarna 2024-04 vantande",
  ]);
});

Deno.test("plausibilityFindings() warns of unread columns that count PvV or MoV", () => {
  const columns = ["Antal PvV", "Andel MoV", "klinik"].map((header) => unread(header, "1"));
  assert.deepEqual(listed([row("Falu lasarett", [1, 1, 1, 1, 1])], columns), ["avvikelse_olast: Antal PvV"]);
});

Deno.test("plausibilityFindings() compares shares with the counts next to them", () => {
  const rows = [
    row("Falu lasarett", [50, 30, 10, 8, 2], { pvv: 25 }),
    row("Mora lasarett", [1, 1, 1, 0, 0], { pvv: 0 }),
  ];
  const warned = (header: string, ...cells: string[]) =>
    listed(rows, [unread(header, ...cells)]).map((text) => text.replaceAll("\u00a0", " "));
  assert.deepEqual(warned("Andel inom 90 dagar", "90 %", "100"), []);
  assert.deepEqual(warned("Andel över 90 dagar", "0,08", "0"), [], "a share of all, PvV too");
  assert.deepEqual(warned("0-30 %", "50", "33"), []);
  assert.deepEqual(warned("0-30 %", "50", "35"), [
    "andel_stammer_inte: 0-30 % är 35 % där antalen ger 33,3 %",
  ]);
  assert.deepEqual(warned("Andel inom 45 dagar", "1", "1"), [], "no band ends there");
  assert.deepEqual(warned("Andel kvinnor", "51", "49"), []);
  const started = performance.now();
  for (const long of [`andel ${"1".repeat(1e5)}`, `andel inom ${" ".repeat(1e5)}`]) warned(long, "1", "1");
  assert.deepEqual(warned("Andel inom 90 dagar", `1${" ".repeat(1e5)}x`, "1"), []);
  assert.ok(performance.now() - started < 2000, "long headers and cells take linear time");
});

Deno.test("plausibilityFindings() warns of a month that is not over on the day of the load", () => {
  const rows = [row("Mora lasarett", [5, 1, 1, 1, 1])];
  assert.deepEqual(listed(rows, [], "2024-04-29"), ["manad_inte_slut: 2024-04"]);
  assert.deepEqual(said(rows, [], "2024-04-30"), []);
});

Deno.test("plausibilityFindings() warns of a hospital or vårdutbud that vanishes within the file's months", () => {
  const months = ["2024-01", "2024-02", "2024-03", "2024-04"];
  const history = (counts: readonly (number | null)[], about: TypedRow = {}) =>
    months.flatMap((manad, index) => [
      row("Falu lasarett", [50 + index, 9, 9, 9, 9], { manad }),
      ...counts[index] === null
        ? []
        : [row("Mora lasarett", [counts[index], 0, 0, 0, 0], { manad, ...about })],
    ]);
  assert.deepEqual(listed(history([12, 10, 9, null])), [
    "namn_upphor: Mora lasarett i Region Dalarna efter mars 2024 (väntande)",
  ]);
  assert.deepEqual(listed(history([12, 10, 9, null], { sjukhus: "Falu lasarett", vardutbud: "Gråstarr" })), [
    "namn_upphor: Gråstarr i Region Dalarna efter mars 2024 (väntande)",
  ]);
  assert.deepEqual(said(history([12, 10, 9, 0])), [], "a count of 0 is delivered");
  assert.deepEqual(said(history([12, 10, 7, null])), [], "so few may be gone by chance");
  assert.deepEqual(said(history([12, null, 99, null])), [], "not there month after month");
});

/** A cell of the register: who is cared for in Östergötland, by home region. */
const patients = (hemregion: string | null, antal: number): CubeCell => ({
  manad: "2024-04",
  status: "vantande",
  region: "Region Östergötland",
  sjukhus: "Lasarettet i Motala",
  vardutbud: null,
  agarform: null,
  avvikelse: null,
  vardgaranti: null,
  hemregion,
  lo: 3,
  hi: 3,
  antal,
});

Deno.test("plausibilityFindings() warns of a region code that may be SCB's", () => {
  // 21 is Östergötland in the register and Gävleborg at SCB.
  const warned = (...cells: CubeCell[]) =>
    plausibilityFindings(delivered([], { reading: REGISTER, cells })).filter(({ rule }) =>
      rule === "regionkod_oklar"
    ).map(({ says }) => says);
  assert.deepEqual(warned(patients("Region Gävleborg", 3), patients("Region Östergötland", 1)), [
    "regionkoden läses som väntetidsregistrets, men patienterna bor där SCB har samma länskod: " +
    "21 är Östergötland i registret och Gävleborg hos SCB, dit 75\u00a0% hör",
  ]);
  assert.deepEqual(warned(patients("Region Gävleborg", 2), patients("Region Östergötland", 2)), []);
  assert.deepEqual(warned(patients("Region Dalarna", 4), patients(null, 9)), []);
});

Deno.test("plausibilityFindings() warns of a hospital that is nearly called as a known one, or lies in another region", () => {
  const counts = (first: number) => [first, 1, 1, 1, 1];
  assert.deepEqual(
    listed([
      row("Falu lasarett", counts(3)),
      row("Falu lasaret", counts(4)),
      row("Akademiska sjukhuset", counts(9)),
      row("Specialistcentrum Siljan", counts(11)),
      row("Falu lasaret", counts(5), { region: "Region Halland" }),
    ]),
    [
      'sjukhus_liknar: "Falu lasaret" i Region Dalarna, närmast är Falu lasarett',
      "sjukhus_annan_region: Akademiska sjukhuset, som raden för till Region Dalarna",
    ],
  );
});

Deno.test("plausibilityFindings() warns of bands that begin after day 0 where no column counts all", () => {
  const rules = (columns: string[]) => {
    const reading = recognise(["månad", "status", "region", ...columns], profiles);
    const counts = Object.fromEntries(reading.layout.bands.map(({ field }) => [field, 5]));
    return plausibilityFindings(delivered([row(null, [], counts)], { reading })).map(({ rule }) => rule);
  };
  assert.deepEqual(rules(["31-60", "61-90", "91-365", "366+"]), ["band_borjar_sent"]);
  assert.deepEqual(rules(["0-30", "31-60", "61-90", "91-365", "366+"]), []);
});

Deno.test("plausibilityFindings() stops at an unknown name that holds as many as all the others, where it holds many", () => {
  const level = (name: string | null) =>
    plausibilityFindings(delivered([
      row("Falu lasarett", [30]),
      row("Mora lasarett", [12]),
      row(name, [42]),
    ])).map(({ rule, level, option }) => [rule, level, option]);
  assert.deepEqual(level("C_999"), [["summa_misstankt", "stop", "godta-summa"]]);
  assert.deepEqual(level(null), [["summa_misstankt", "stop", "godta-summa"]]);
  assert.deepEqual(level("Avesta lasarett"), [["summa_misstankt", "warn", undefined]], "perhaps by chance");
  const home = (hemregion: string | null, count: number) => row("Falu lasarett", [count], { hemregion });
  assert.deepEqual(
    listed([home("Region Dalarna", 30), home("Region Uppsala", 12), home(null, 42)]),
    ["summa_misstankt: rader utan hemregion"],
  );
});

Deno.test("plausibilityFindings() stops at a row that is called as a group and is nearly the sum of the others", () => {
  const rules = (name: string, count: number) =>
    plausibilityFindings(delivered([
      row("Falu lasarett", [30, 20]),
      row("Mora lasarett", [12, 8]),
      row(name, [count, 28]),
    ])).map(({ rule }) => rule);
  assert.deepEqual(rules("Hela länet", 43), ["summa_stammer_inte"]);
  assert.deepEqual(rules("Hela länet", 10), []);
  assert.deepEqual(rules("Hudkliniken", 43), [], "a name as any");
});
