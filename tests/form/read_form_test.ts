import assert from "node:assert/strict";
import type { PlainSheet } from "../../lib/extract/mod.ts";
import { formKind, readForm } from "../../lib/form/mod.ts";
import { boughtCareKind, contractKind, planKind } from "../../lib/plan/mod.ts";

const sheet = (
  name: string,
  rows: readonly (readonly string[])[],
  hidden: readonly number[] = [],
): PlainSheet => ({
  ...{ name, hidden: false },
  rows: rows.map((cells, index) => ({ line: index + 1, cells, hidden: hidden.includes(index + 1) }))
    .filter(({ cells }) => cells.some((cell) => cell !== "")),
});

const about = sheet("Uppgifter", [
  ["Regionens egna uppgifter"],
  ["Uppgift", "Värde"],
  ["Slag av uppgifter", "avtal"],
  ["Påhittad", "NEJ "],
  ["underlag", " Avtalsregistret "],
  ["Uppgifternas dag", "2026-01-15T00:00:00"],
]);

Deno.test("readForm() reads what other programs make of a form: titles above, other order, days, numbers as text, hidden rows", () => {
  const rows = sheet("rader", [
    ["Avtal 2026"],
    [],
    [
      "Volym",
      "Namn",
      "KÖPARE",
      "Leverantör",
      "vardutbud",
      "fran",
      "till",
      "Option: till och med",
      "Avropas senast",
    ],
    [
      "1 200",
      "Starr",
      "Dalarna;\nUppsala",
      "Kliniken",
      "katarakt",
      "2026-01-01T00:00:00",
      "2026-12-31",
      " ",
      "",
    ],
    ["", "  ", "", "", "", "", "", "", ""],
    [
      "400.0",
      "Knä",
      "Region Dalarna",
      "Kliniken",
      "Knäled protes",
      "2026-01-01",
      "2026-12-31",
      "2027-12-31",
      "2026-06-30",
    ],
  ], [6]);
  const { document, faults } = readForm(contractKind, [rows, about], { asAt: "2026-11-30" });
  assert.deepEqual(faults, []);
  assert.equal(formKind([about]), "avtal");
  assert.deepEqual([document?.underlag, document?.datum, document?.syntetisk], [
    "Avtalsregistret",
    "2026-01-15",
    false,
  ]);
  assert.deepEqual(
    document?.rader.map(({ kopare, vardutbud, volym, option }) => [kopare, vardutbud, volym, option?.senast]),
    [
      [["Region Dalarna", "Region Uppsala"], ["Gråstarr"], 1200, undefined],
      [["Region Dalarna"], ["Knäled protes"], 400, "2026-06-30"],
    ],
  );
});

Deno.test("readForm() names the cell of what is wrong with columns of months", () => {
  const head = ["Hemregion", "Utförarregion", "Utförare", "Ägarform", "Vårdutbud"];
  const own = ["Dalarna", "Region Stockholm", "Kliniken", "privat", "Gråstarr"];
  const rows = sheet("Rader", [
    [...head, "2026-03-01", "2026-01", "2026-02", "2026-13", "2026-05"],
    [...own, "9", "7", "8"],
    [...own.with(2, "Annan"), "9", "7"],
    [...own.with(2, "Tredje")],
    [...own.with(2, "Fjärde"), "", "", "-1"],
    [...own, "", "", "4"],
  ]);
  const { document, faults } = readForm(boughtCareKind, [about, rows], { asAt: "2026-04-30" });
  assert.equal(document, null);
  assert.deepEqual(faults.map(({ place, says }) => `${place} ${says}`), [
    'Rader!I1 månaden skrivs åååå-mm: fick "2026-13". Närmast: 2026-12',
    "Rader!J1 kolumnen 2026-04 saknas före 2026-05",
    "Rader!H3 2026-02 är tom mellan två månader. Skriv 0 om det var noll",
    "Rader!G4 raden har inget antal i någon månad",
    "Rader!H5 Antal: ska vara minst 0: fick -1. Närmast: 0",
    "Rader!A6 raden upprepar Rader!A2: Region Dalarna, Region Stockholm, Kliniken, privat, Gråstarr, 2026-02",
  ]);
});

Deno.test("readForm() reads a plan's rows in any order, and names a part that is strange, twice there or missing", () => {
  const months = Array.from({ length: 12 }, (_, month) => `${month}`);
  const names = [
    "januari",
    "feb",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "aug",
    "sept",
    "okt",
    "nov",
    "dec",
  ];
  const plan = sheet("Uppgifter", [
    ...[["År", "2026"], ["Version", "1"], ["Fastställd", ""], ["Fastställd av", ""], ["Underlag", "Behov"]],
    ...[["Uppgifternas dag", ""], ["Påhittad", "nej"]],
  ]);
  const part = (del: string, vardutbud = "Gråstarr") => ["Dalarna", vardutbud, del, ...months];
  const parts = ["Privat vårdgivare", "behov", "Egen vård", "samverkan", "Utanför sjukvårdsregionen"];
  const head = ["Region", "Vårdutbud", "Del", ...names];
  const right = readForm(planKind, [plan, sheet("Rader", [head, ...parts.map((del) => part(del))])]);
  assert.deepEqual(right.document?.rader[0].privat, months.map(Number));
  const wrong = readForm(planKind, [
    plan,
    sheet("Rader", [
      head,
      ...parts.slice(1).map((del) => part(del)),
      part("Egen vård"),
      ...parts.slice(1).map((del) => part(del, "Gallsten")),
      part("Privt vårdgivare", "Gallsten"),
    ]),
  ]);
  assert.deepEqual(wrong.faults.map(({ place, says }) => `${place} ${says}`), [
    "Rader!A2 raden Privat vårdgivare saknas för samma plats",
    "Rader!A6 raden upprepar Rader!C3: Egen vård för samma plats",
    "Rader!C11 Del: ska vara Behov, Egen vård, Samverkan, Utanför sjukvårdsregionen, Privat vårdgivare: " +
    'fick "Privt vårdgivare". Närmast: Privat vårdgivare',
  ]);
});

Deno.test("readForm() tells a misspelt heading and line once, by the nearest, and what is missing", () => {
  const lines = sheet("Uppgifter", [["Underlagg", "x"], ["Påhittad", "nej"], ["Påhittad", "ja"]]);
  const rows = sheet("Rader", [[
    "Namn",
    "Köparre",
    "Leverantör",
    "Vårdutbud",
    "Volym",
    "Från och med",
    "Till och med",
  ], [
    ...["Starr", "Dalarna", "Kliniken", "Gråstarr", "5", "2026-01-01", "2026-12-31"],
  ]]);
  assert.deepEqual(
    readForm(contractKind, [lines, rows]).faults.map(({ place, says }) => `${place} ${says}`),
    [
      'Uppgifter!A1 uppgiften finns inte i formuläret: fick "Underlagg". Närmast: Underlag',
      "Uppgifter!A3 Påhittad finns två gånger",
      "Uppgifter!A3 raden Uppgifternas dag saknas",
      "Rader!A1 kolumnen Option: till och med saknas",
      "Rader!A1 kolumnen Avropas senast saknas",
      'Rader!B1 kolumnen finns inte i formuläret: fick "Köparre". Närmast: Köpare',
    ],
  );
});
