import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { checkPage, type Expected, sentencesOf } from "./_check.ts";
import type { Cell, Scope } from "./_counts.ts";
import { ALTERNATIVES, checkSentence, type Context, NOTES, SENTENCES } from "./_grammar.ts";
import { numberFault, readNumber, workingDays } from "./_numbers.ts";
import { type PageText, readPage, type Table } from "./_page.ts";
import { decisionFaults } from "./_decisions.ts";
import { tableFaults } from "./_tables.ts";
import { decisionCards, universityCards } from "../../lib/figures/mod.ts";

const scope: Scope = { manad: "2024-04", status: "vantande", inkl: false, limit: 90 };

/** Waiting for `days` in a region, at a hospital. */
function cell(
  region: string,
  sjukhus: string | null,
  days: number,
  antal: number,
  more: Partial<Cell> = {},
): Cell {
  return {
    ...{ manad: "2024-04", status: "vantande", region: `Region ${region}`, sjukhus, vardutbud: "Gråstarr" },
    ...{
      agarform: "offentlig",
      avvikelse: null,
      vardgaranti: true,
      hemregion: null,
      lo: days,
      hi: days,
      antal,
    },
    ...more,
  } as const;
}

/** Värmland 30 of 60 over the limit, Dalarna 10 of 50, Uppsala 5 of 5: too few to be ranked. */
const CELLS = [
  cell("Värmland", "Centralsjukhuset Karlstad", 100, 25),
  cell("Värmland", "Centralsjukhuset Karlstad", 10, 15),
  cell("Värmland", "Sjukhuset i Torsby", 400, 5),
  cell("Värmland", "Sjukhuset i Torsby", 20, 15),
  cell("Dalarna", "Falu lasarett", 95, 10),
  cell("Dalarna", "Falu lasarett", 40, 40),
  cell("Uppsala", null, 120, 5),
  cell("Dalarna", "Falu lasarett", 120, 4, { avvikelse: "PvV" }),
  cell("Dalarna", "Falu lasarett", 50, 20, { status: "genomforda" }),
  cell("Dalarna", "Falu lasarett", 91, 5, { status: "genomforda" }),
];

/** The goals of one way to transfer. */
const goal = (over: number) => ({ over, skillnad: 0, km: 0, storst: 0 });

const context = (more: Partial<Context> = {}): Context => ({
  ...{ cells: CELLS, scope, care: null, place: "region", subtitle: "", tables: [] },
  ...more,
});

/** Each true sentence, and how it may be false: who, how many, which share, which month. */
const CLAIMS: readonly (readonly [Partial<Context>, string, readonly string[]])[] = [
  [
    {},
    "Av två regioner som kan jämföras har Värmland störst andel över 90 dagar, Dalarna minst, 50,0 % mot 20,0 %",
    [
      "Av två regioner som kan jämföras har Dalarna störst andel över 90 dagar, Värmland minst, 50,0 % mot 20,0 %",
      "Av tre regioner som kan jämföras har Uppsala störst andel över 90 dagar, Dalarna minst, 100,0 % mot 20,0 %",
      "Av tre regioner som kan jämföras har Värmland störst andel över 90 dagar, Dalarna minst, 50,0 % mot 20,0 %",
      "Av två regioner som kan jämföras har Värmland störst andel över 90 dagar, Dalarna minst, 51,0 % mot 20,0 %",
    ],
  ],
  [{}, "115 väntar, 45 av dem (39,1 %) över 90 dagar", [
    "119 väntar, 45 av dem (39,1 %) över 90 dagar",
    "115 väntar, 49 av dem (39,1 %) över 90 dagar",
    "115 väntar, 45 av dem (37,8 %) över 90 dagar",
    "115 väntar, 45 av dem (39,1 %) över 365 dagar",
  ]],
  [{}, "Alla 5 som har väntat över ett år väntar i Värmland, 4,3 % av alla väntande", [
    "Alla 5 som har väntat över ett år väntar i Dalarna, 4,3 % av alla väntande",
    "Alla 4 som har väntat över ett år väntar i Värmland, 4,3 % av alla väntande",
  ]],
  [
    { place: "sjukhus" },
    "Från 20,0 % över 90 dagar på Falu lasarett till 62,5 % på Centralsjukhuset Karlstad",
    [
      "Från 20,0 % över 90 dagar på Falu lasarett till 62,5 % på Sjukhuset i Torsby",
      "Från 25,0 % över 90 dagar på Sjukhuset i Torsby till 62,5 % på Centralsjukhuset Karlstad",
      "Från 20,0 % över 90 dagar på Falu lasarett till 100,0 % på Sjukhus anges inte",
    ],
  ],
  [{ place: "ort" }, "Flest över 90 dagar väntar i Karlstad, 25 av alla 45", [
    "Flest över 90 dagar väntar i Falun, 10 av alla 45",
    "Flest över 90 dagar väntar i Karlstad, 25 av alla 40",
  ]],
  [{}, "4 väntar av eget val eller medicinska skäl, 3,4 % av alla", [
    "5 väntar av eget val eller medicinska skäl, 3,4 % av alla",
    "4 väntar av eget val eller medicinska skäl, 3,5 % av alla",
    "PvV och MoV anges inte",
    "Ingen väntar av eget val eller medicinska skäl",
  ]],
  [{}, "25 är genomförda; av dem som omfattas av vårdgarantin 80,0 % inom 90 dagar", [
    "25 är genomförda; av dem som omfattas av vårdgarantin 100,0 % inom 90 dagar",
  ]],
  [
    { subtitle: "Antal väntande månad för månad; streckad linje: samma månad året innan." },
    "April 2024: 115, utan Gävleborg, Sörmland, Västmanland och Örebro län",
    [
      "Mars 2024: 115, utan Gävleborg, Sörmland, Västmanland och Örebro län",
      "April 2024: 115, 15 fler än ett år tidigare",
      "April 2024: 115, utan Gävleborg och Sörmland",
    ],
  ],
  [
    { scope: { ...scope, region: "Region Uppsala" } },
    "I Uppsala har 100,0 % av de väntande väntat över 90 dagar",
    [
      "I Uppsala har 39,1 % av de väntande väntat över 90 dagar",
      "I Dalarna har 20,0 % av de väntande väntat över 90 dagar",
      "Andelen över 90 dagar är lika stor i alla regioner, 100,0 %",
      "Ingen har väntat över 90 dagar",
      "Ingen väntar",
    ],
  ],
];

Deno.test("a sentence is understood, and found false when its who, number, share or month is changed", () => {
  for (const [more, right, wrong] of CLAIMS) {
    assert.deepEqual(checkSentence(right, SENTENCES, context(more)), [], right);
    for (const sentence of wrong) {
      assert.notDeepEqual(checkSentence(sentence, SENTENCES, context(more)) ?? [], [], sentence);
    }
  }
  assert.equal(checkSentence("Något annat sägs", SENTENCES, context()), null);
});

Deno.test("notes and alternative texts are held to the cells", () => {
  const note = "Gävleborg, Sörmland, Västmanland och Örebro län har inte levererat april 2024 och ingår inte";
  assert.deepEqual(checkSentence(note, NOTES, context()), []);
  assert.notDeepEqual(checkSentence(`Dalarna, ${note}`, NOTES, context()), []);
  const alt = "Liggande staplar: andel över 90 dagar per region, från Uppsala 100,0 % till Dalarna 20,0 %.";
  assert.deepEqual(checkSentence(alt, ALTERNATIVES, context()), []);
  assert.notDeepEqual(checkSentence(alt.replace("20,0", "25,0"), ALTERNATIVES, context()), []);
  const nobody = "Liggande staplar: andel över 90 dagar på tre sjukhus, men ingen väntar.";
  assert.notDeepEqual(checkSentence(nobody, ALTERNATIVES, context({ place: "sjukhus" })), []);
});

Deno.test("a table's rows, names and totals are held to the cells", () => {
  const table: Table = {
    caption: "Väntande över 90 dagar, april 2024",
    remark: "exkl. PvV och MoV",
    columns: ["Region", "Över 90 dagar|andel", "Över 90 dagar|antal", "Väntande|antal"],
    rows: [["Värmland", "50,0 %", "30", "60"], ["Dalarna", "20,0 %", "10", "50"], [
      "Uppsala",
      "100,0 %",
      "5",
      "5",
    ]],
    totals: [["De 3 regionerna", "39,1 %", "45", "115"]],
  };
  assert.deepEqual(tableFaults(table, context()).faults, []);
  const [varmland, ...others] = table.rows;
  for (
    const wrong of [
      { rows: [["Dalarna", ...varmland.slice(1)], ...others] },
      { rows: others },
      { totals: [["De 3 regionerna", "39,1 %", "45", "119"]] },
      { caption: "Väntande över 90 dagar, mars 2024" },
      { columns: ["Region", "Över 90 dagar|andel", "Över 365 dagar|antal", "Väntande|antal"] },
    ]
  ) assert.notDeepEqual(tableFaults({ ...table, ...wrong }, context()).faults, [], JSON.stringify(wrong));
});

Deno.test("a page is held to its month, its queue, its links and its key figures", () => {
  const page: PageText = {
    ...{
      title: "Vem väntar för länge på en ny knäled? april 2024",
      heading: "",
      lead: "",
      over: [],
      cards: [],
      decisions: [],
    },
    ...{ figures: [], findings: [], parameters: {}, lost: [], busy: false },
    keyFigures: [{ label: "Över 90 dagar", value: "45", about: "39,1 % av de väntande", change: "" }],
  };
  const expected: Expected = { cells: CELLS, care: null, notebook: "01", scope };
  const faults = (more: Partial<PageText>, where: Partial<Expected> = {}) =>
    checkPage({ ...page, ...more }, { ...expected, ...where }).faults.length;
  assert.equal(faults({}), 0);
  assert.equal(faults({ title: "Vem väntar? mars 2024" }), 1);
  assert.equal(faults({ lost: ["f9"] }), 1);
  assert.equal(faults({ title: "Vem väntar? april 2024" }, { notebook: "10_knaprotes", scope }), 1);
  assert.equal(faults({ keyFigures: [{ ...page.keyFigures[0], value: "44" }] }), 1);
  assert.equal(faults({ keyFigures: [{ ...page.keyFigures[0], change: "+7 på ett år" }] }), 1);
});

Deno.test("decision cards are held to their sums, and to the lists they are of", () => {
  const html = decisionCards([{
    ...{
      fran: { region: "Region Värmland", sjukhus: null },
      till: { region: "Region Dalarna", sjukhus: null },
    },
    ...{
      vardutbud: "Gråstarr",
      antal: 12,
      manader: ["2024-06", "2024-07"].map((manad) => ({ manad, antal: 6 })),
    },
    ...{ resa: { km: 100, minuter: 90, uppskattad: false }, avsandare: { value: -12 / 30 }, mottagare: 0 },
    ...{ kalla: "signal", behov: true, villkor: "", flerKraver: [], kostnad: { value: 120_000 }, mening: "" },
  }], { goals: { none: goal(45), rule: goal(36), proposals: goal(33) } }).html();
  const faults = (text: string) =>
    decisionFaults(readPage(`<main>${text}</main>`).decisions, { cells: CELLS, manad: "2024-04" })
      .flatMap((card) => card.faults);
  assert.deepEqual(faults(html), []);
  for (
    const [right, wrong] of [
      ["skickar 12 patienter", "skickar 13 patienter"],
      ["6 i månaden juni–juli", "6 i månaden juni–augusti"],
      ["40 % färre över gränsen", "41 % färre över gränsen"],
      ["12 färre över 90 dagar", "14 färre över 90 dagar"],
      ["12 fler väntar", "11 fler väntar"],
      ["12 operationer i ett beslut", "13 operationer i ett beslut"],
      ["färre av de 45 som", "färre av de 46 som"],
      ["dagar, 26,7", "dagar, 26,8"],
      ["om 12 operationer", "om 21 operationer"],
    ]
  ) {
    const plain = html.replaceAll("\u00a0", " ");
    assert.ok(plain.includes(right), right);
    assert.notDeepEqual(faults(plain.replaceAll(right, wrong)), [], wrong);
  }
  const [a, b] = ["Akademiska sjukhuset", "Universitetssjukhuset Örebro (USÖ)"];
  const university = universityCards([
    { fran: a, till: b, vad: "Ortopedi", antal: 16, efter: 20, overSlump: false },
    { fran: a, till: b, vad: "Urologi", antal: 7, efter: 7, overSlump: true },
    { fran: b, till: null, vad: "Gråstarr", antal: 75, efter: null, overSlump: true },
  ], { manad: "2024-04", span: "april 2024", prices: [{ vardutbud: "Gråstarr", pris: 20_000 }] }).html();
  assert.deepEqual(faults(university), []);
  for (
    const [right, wrong] of [
      ["lämnar 23 operationer", "lämnar 22 operationer"],
      ["<td>16</td>", "<td>15</td>"],
      ["av 27 som saknas", "av 28 som saknas"],
      ["flytta 75 operationer", "flytta 57 operationer"],
      ["<dd>1,5 mnkr", "<dd>1,9 mnkr"],
    ]
  ) {
    const plain = university.replaceAll("\u00a0", " ");
    assert.ok(plain.includes(right), right);
    assert.notDeepEqual(faults(plain.replaceAll(right, wrong)), [], wrong);
  }
});

Deno.test("printed numbers are read with what they leave open", () => {
  assert.equal(readNumber("12 345")?.value, 12345);
  assert.equal(numberFault("≈ 61 (61–90)", { low: 61, high: 90, guess: null }), null);
  assert.equal(numberFault("minst 75", { low: 75, high: null, guess: null }), null);
  assert.notEqual(numberFault("75", { low: 75, high: null, guess: null }), null);
  assert.notEqual(numberFault("–saknas", 0), null);
  assert.notEqual(numberFault("0", null), null);
  assert.deepEqual(["2023-04", "2024-04", "2024-06", "2024-12"].map(workingDays), [18, 21, 18, 18]);
  assert.deepEqual(sentencesOf("Tabellen är exkl. PvV. Två saknas."), [
    "Tabellen är exkl. PvV",
    "Två saknas",
  ]);
});

// What drives the browser looks at the whole machine before it starts, so it runs by itself, with its own permissions.
Deno.test("a sample of pages and of choices in a browser says what is true", async () => {
  const sample = fileURLToPath(new URL("_sample.ts", import.meta.url));
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "--quiet", "--no-check", "--allow-all", sample],
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  assert.ok(success, text(stdout) + text(stderr));
});
