import assert from "node:assert/strict";
import { addDays, daysBetween, lastDay } from "../../lib/calendar/mod.ts";
import { Profile, profiles, recognise, registerLayout, TOTAL } from "../../lib/contract/mod.ts";
import { type CubeCell, cubeQuery, DIMENSIONS } from "../../lib/cube/mod.ts";
import { literal, openDatabase, SQL_DIALECTS, type Value } from "../../lib/database/mod.ts";
import { countContacts, seededRandom } from "../../lib/numeric/mod.ts";
import {
  careOfferingOf,
  careOfferings,
  countyCodes,
  hospitalOwnership,
  hospitals,
} from "../../lib/reference/mod.ts";

const database = await openDatabase();
globalThis.addEventListener("unload", () => database.close());
const random = seededRandom("kuben");
const oneOf = <T>(...values: readonly T[]): T => values[random.integer(values.length)];

type Rows = readonly Record<string, Value>[];

async function cube(
  header: readonly string[],
  rows: Rows,
  known: readonly Profile[] = profiles,
): Promise<CubeCell[]> {
  const reading = recognise(header, known);
  const typed = Object.entries(TYPES).map(([name, type]) => `${name} ${type}`).join(", ");
  await database.run(`CREATE OR REPLACE TABLE prov (${typed})`);
  const values = rows.map((row) =>
    `(${Object.keys(TYPES).map((name) => literal(row[name] ?? null)).join(", ")})`
  );
  await database.run(`INSERT INTO prov VALUES ${values.join(", ")}`);
  return await database.query<CubeCell>(cubeQuery(reading, "prov"));
}

const WHOLE = [
  "d0_30",
  "d31_60",
  "d61_90",
  "d91_120",
  "d121_180",
  "d181_365",
  "d91_365",
  "d366",
  "antal",
  "pvv",
  "mov",
];
const TYPES: Record<string, string> = {
  ...Object.fromEntries(
    [
      "matperiod",
      "manad",
      "status",
      "regionkod",
      "region",
      "sjukhuskod",
      "sjukhusnamn",
      "sjukhus",
      "vardutbud",
      "agarform",
      "hemregion",
      "aktivitetskod",
      "kva_kod",
      "aktivitet_kva",
      "mvo_kod",
      "avvikelsekod",
      "avvikelse",
      "band",
      "vardgaranti",
      "lkf",
    ].map((name) => [name, "VARCHAR"]),
  ),
  beslut_datum: "DATE",
  start_datum: "DATE",
  ...Object.fromEntries(WHOLE.map((name) => [name, "BIGINT"])),
};
const registerHeader = Object.keys(registerLayout().shape);

/** The cells of contacts counted one by one. */
function counted(contacts: readonly CubeCell[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const contact of contacts) found.set(keyOf(contact), (found.get(keyOf(contact)) ?? 0) + contact.antal);
  return found;
}
const keyOf = (cell: CubeCell) => JSON.stringify([...DIMENSIONS.map((name) => cell[name]), cell.lo, cell.hi]);
const sorted = (map: Map<string, number>) => [...map].toSorted(([a], [b]) => a < b ? -1 : 1);

function assertSameCells(cells: readonly CubeCell[], contacts: readonly CubeCell[]): void {
  assert.deepEqual(
    sorted(new Map(cells.map((cell) => [keyOf(cell), cell.antal]))),
    sorted(counted(contacts)),
  );
  assert.equal(new Set(cells.map(keyOf)).size, cells.length);
  assert.equal(countContacts(cells), countContacts(contacts));
}

Deno.test("cubeQuery() counts contacts of the register as counting them one by one does", async () => {
  const prefixes = careOfferings.flatMap(({ kva, utom_kva }) => [...kva, ...utom_kva]).map((code) =>
    code.padEnd(5, "0")
  );
  const rows = Array.from({ length: 3000 }, (): Record<string, string | null> => {
    const matperiod = oneOf("2019-12", "2020-01", "2024-02", "2023-02", "2024-04"),
      status = oneOf("vantande", "genomforda");
    const start = addDays(lastDay(matperiod), -random.integer(28));
    return {
      matperiod,
      status,
      regionkod: oneOf("Region Dalarna", "Region Gävleborg", "Region Stockholm"),
      sjukhuskod: oneOf("57010", "57010", "00000", null),
      sjukhusnamn: oneOf(...hospitals.map(({ namn }) => namn), "Sjukhus saknas", "Kiruna", null),
      aktivitetskod: oneOf(null, null, "51101", "99999"),
      kva_kod: oneOf(null, ...prefixes, "ZZZ99", "NGB59"),
      aktivitet_kva: oneOf(null, null, ...prefixes),
      mvo_kod: oneOf(null, ...new Set(careOfferings.map(({ mvo }) => mvo)), "999"),
      avvikelsekod: oneOf(null, null, null, "PvV", "MoV", "SoV"),
      vardgaranti: oneOf("JA", "JA", "NEJ", null),
      lkf: oneOf("2080", "0380", "1480", "0000", "9999", "208001", null),
      beslut_datum: addDays(start, -random.integer(oneOf(5, 100, 800))),
      start_datum: status === "genomforda" ? start : oneOf(null, addDays(lastDay(matperiod), 9)),
    };
  });
  const contacts = rows.map((row): CubeCell => {
    const sjukhus = row.sjukhuskod === "00000" || row.sjukhusnamn === "Sjukhus saknas"
      ? null
      : row.sjukhusnamn;
    const until = row.status === "vantande" ? lastDay(row.matperiod!) : row.start_datum!;
    const lo = daysBetween(row.beslut_datum!, until);
    return {
      manad: row.matperiod!,
      status: row.status as CubeCell["status"],
      region: row.regionkod!,
      sjukhus,
      vardutbud: careOfferingOf({
        aktivitetskod: row.aktivitetskod,
        kva_kod: row.kva_kod ?? row.aktivitet_kva,
        mvo_kod: row.mvo_kod,
      }),
      agarform: sjukhus === null ? null : hospitalOwnership(sjukhus, row.matperiod!),
      avvikelse: row.avvikelsekod as CubeCell["avvikelse"],
      vardgaranti: row.vardgaranti === null ? null : row.vardgaranti === "JA",
      hemregion: row.lkf === null ? null : countyCodes.get(row.lkf.slice(0, 2)) ?? null,
      lo,
      hi: lo,
      antal: 1,
    };
  });
  assertSameCells(await cube(registerHeader, rows), contacts);
});

Deno.test("cubeQuery() counts a wait to the month's own last day, and Bollnäs as private until 2019", async () => {
  const row = (matperiod: string, beslut_datum: string) => ({
    matperiod,
    beslut_datum,
    status: "vantande",
    regionkod: "Region Gävleborg",
    sjukhusnamn: "Bollnäs sjukhus",
    kva_kod: "CJE20",
    vardgaranti: "JA",
    lkf: "2183",
  });
  const cells = await cube(registerHeader, [
    row("2019-12", "2019-10-02"),
    row("2020-01", "2019-11-02"),
    row("2024-02", "2024-02-29"),
  ]);
  assert.deepEqual(
    cells.toSorted((a, b) => a.manad < b.manad ? -1 : 1).map((
      { manad, lo, hi, agarform, vardutbud, hemregion },
    ) => [manad, lo, hi, agarform, vardutbud, hemregion]),
    [
      ["2019-12", 90, 90, "privat", "Gråstarr", "Region Gävleborg"],
      ["2020-01", 90, 90, "offentlig", "Gråstarr", "Region Gävleborg"],
      ["2024-02", 0, 0, "offentlig", "Gråstarr", "Region Gävleborg"],
    ],
  );
});

const BANDS = [
  { name: "d0_30", lo: 0, hi: 30 },
  { name: "d31_60", lo: 31, hi: 60 },
  { name: "d61_90", lo: 61, hi: 90 },
  { name: "d91_365", lo: 91, hi: 365 },
  { name: "d366", lo: 366, hi: null },
];
const aggregateHeader = [
  "manad",
  "status",
  "region",
  "sjukhus",
  "vardutbud",
  "agarform",
  "hemregion",
  "antal",
  "pvv",
  "mov",
];
const april = { manad: "2024-04", status: "vantande", region: "Region Dalarna" };
const spans = async (header: readonly string[], row: Record<string, Value>) =>
  (await cube(["manad", "status", "region", ...header], [{ ...april, ...row }]))
    .map(({ lo, hi, antal, avvikelse }) => [lo, hi, antal, avvikelse])
    .toSorted((a, b) => Number(a[0]) - Number(b[0]) || Number(b[2]) - Number(a[2]));

Deno.test("cubeQuery() counts aggregated rows as adding their columns one by one does", async () => {
  const rows = Array.from({ length: 800 }, (): Record<string, string | number | null> => {
    const bands = Object.fromEntries(
      BANDS.map(({ name }) => [name, oneOf(0, random.integer(40), random.integer(40), null)]),
    );
    const sum = Object.values(bands).reduce((total: number, count) => total + (count ?? 0), 0);
    return {
      ...april,
      manad: oneOf("2019-12", "2020-01"),
      sjukhus: oneOf("Bollnäs sjukhus", "Falu lasarett", "Kiruna", "Sjukhus saknas", TOTAL, null),
      vardutbud: oneOf("Gråstarr", TOTAL, null),
      agarform: oneOf("privat", "offentlig", TOTAL, null),
      hemregion: oneOf("Region Uppsala", null),
      ...bands,
      antal: oneOf(sum, sum, sum + random.integer(9), Math.max(0, sum - 3), null),
      pvv: oneOf(0, 3, null),
      mov: oneOf(0, 2, null),
    };
  });
  const contacts = rows.flatMap((row): CubeCell[] => {
    const sjukhus = row.sjukhus === TOTAL || row.sjukhus === "Sjukhus saknas"
      ? null
      : row.sjukhus as string | null;
    const stated = row.agarform === TOTAL ? null : row.agarform;
    const cell = (
      lo: number,
      hi: number | null,
      antal: number,
      avvikelse: CubeCell["avvikelse"] = null,
    ): CubeCell => ({
      manad: String(row.manad),
      status: "vantande",
      region: "Region Dalarna",
      sjukhus,
      vardutbud: row.vardutbud === TOTAL ? null : row.vardutbud as string | null,
      agarform:
        (stated ?? (sjukhus === null ? null : hospitalOwnership(sjukhus, String(row.manad)))) as CubeCell[
          "agarform"
        ],
      avvikelse,
      vardgaranti: true,
      hemregion: row.hemregion as string | null,
      lo,
      hi,
      antal,
    });
    const hidden = BANDS.filter(({ name }) => row[name] === null);
    const rest = row.antal === null || hidden.length === 0
      ? 0
      : Number(row.antal) - BANDS.reduce((sum, { name }) => sum + Number(row[name] ?? 0), 0);
    return [
      ...BANDS.map(({ name, lo, hi }) => cell(lo, hi, Number(row[name] ?? 0))),
      cell(hidden[0]?.lo ?? 0, hidden.at(-1)?.hi ?? null, rest),
      cell(0, null, Number(row.pvv ?? 0), "PvV"),
      cell(0, null, Number(row.mov ?? 0), "MoV"),
    ].filter(({ antal }) => antal > 0);
  });
  assertSameCells(await cube([...aggregateHeader, ...BANDS.map(({ name }) => name)], rows), contacts);
});

Deno.test("cubeQuery() puts what antal holds beyond the bands into the days that no band answers for", async () => {
  assert.deepEqual(
    await spans(["0-30", "31-60", "61-90", "antal"], { d0_30: 5, d31_60: 3, d61_90: 2, antal: 17 }),
    [
      [0, 30, 5, null],
      [31, 60, 3, null],
      [61, 90, 2, null],
      [91, null, 7, null],
    ],
  );
  assert.deepEqual(
    await spans(["0-30", "61-90", "366+", "antal"], { d0_30: 5, d61_90: 1, d366: 2, antal: 20 }),
    [
      [0, 30, 5, null],
      [31, 365, 12, null],
      [61, 90, 1, null],
      [366, null, 2, null],
    ],
  );
  assert.deepEqual(await spans(["antal", "pvv"], { antal: 20, pvv: 3 }), [[0, null, 20, null], [
    0,
    null,
    3,
    "PvV",
  ]]);
  const all = ["0-30", "31-60", "61-90", "91-365", "366+", "antal"];
  assert.deepEqual(await spans(all, { d0_30: 5, d31_60: 3, d61_90: null, d91_365: 4, d366: 1, antal: 15 }), [
    [0, 30, 5, null],
    [31, 60, 3, null],
    [61, 90, 2, null],
    [91, 365, 4, null],
    [366, null, 1, null],
  ]);
  assert.deepEqual(await spans(all, { d0_30: 5, d31_60: 3, d61_90: 0, d91_365: 4, d366: 1, antal: 99 }), [
    [0, 30, 5, null],
    [31, 60, 3, null],
    [91, 365, 4, null],
    [366, null, 1, null],
  ]);
});

Deno.test("cubeQuery() counts band rows by their bands, with bands of a profile's own", async () => {
  const known = Profile.parse({
    namn: "irland",
    beskrivning: "Irland",
    layout: "bandrader",
    band: [{ namn: "0-3 Months", lo: 0, hi: 91 }, { namn: "18+", lo: 548, hi: null }],
  });
  const header = ["manad", "status", "region", "band", "antal", "avvikelse"];
  const rows = [
    { ...april, band: "0-91", antal: 3 },
    { ...april, band: "0-91", antal: 4 },
    { ...april, band: "548-", antal: 1 },
    { ...april, band: "0-91", antal: 0, avvikelse: "MoV" },
    { ...april, band: "0-91", antal: 2, avvikelse: "PvV" },
  ];
  const cells = await cube(header, rows, [known]);
  assert.deepEqual(
    cells.map(({ lo, hi, antal, avvikelse }) => [lo, hi, antal, avvikelse]).toSorted((a, b) =>
      Number(b[2]) - Number(a[2])
    ),
    [[0, 91, 7, null], [0, 91, 2, "PvV"], [548, null, 1, null]],
  );
});

/** What DuckDB, Trino, Spark SQL and PostgreSQL have all of, by their manuals, but for the days between two dates. */
const FUNCTIONS_OF_ALL = ["cast", "coalesce", "nullif", "split_part", "substr", "sum"];
const WORDS_BEFORE_PARENTHESES = [
  "and",
  "delar",
  "exists",
  "from",
  "in",
  "join",
  "not",
  "or",
  "values",
  "when",
];

Deno.test("cubeQuery() says in each dialect only what its engine has", () => {
  const differs = {
    "DuckDB": "date_diff('day', beslut_datum, CASE",
    "Trino": "date_diff('day', beslut_datum, CASE",
    "Spark SQL": "datediff(CASE",
    "PostgreSQL": "(CASE WHEN status = 'vantande'",
  };
  const headers = [registerHeader, ["manad", "status", "region", "0-30", "31-60", "pvv"], [
    ...["manad", "status", "region", "band", "antal", "avvikelse"],
  ]];
  const known = [...profiles, Profile.parse({ namn: "rader", beskrivning: "Rader", layout: "bandrader" })];
  for (const [name, own] of Object.entries(differs)) {
    const dialect = SQL_DIALECTS[name as keyof typeof differs];
    for (const header of headers) {
      const reading = recognise(header, known), text = cubeQuery(reading, "godtagna", dialect);
      assert.equal(text.includes(own), reading.layout.name === "register", name);
      const bare = text.replace(/'[^']*'/g, "''");
      const functions = [...bare.matchAll(/(\w+)\s*\(/g)].map(([, name]) => name.toLowerCase());
      const foreign = functions.filter((name) =>
        ![...FUNCTIONS_OF_ALL, ...WORDS_BEFORE_PARENTHESES, own.split("(")[0]].includes(name)
      );
      assert.deepEqual(foreign, [], `${name} ${reading.layout.name}`);
      for (const { index } of bare.matchAll(/(?:FROM|JOIN) \(/g)) {
        assert.match(bare.slice(closing(bare, bare.indexOf("(", index)) + 1), /^ AS \w+/);
      }
      assert.doesNotMatch(bare, /DISTINCT FROM|VARCHAR|::|"/);
      // An apostrophe or a backslash in a name would be read otherwise by Spark.
      assert.doesNotMatch(text, /\\|[^ (,=]''/);
    }
  }
});

/** Where the parenthesis ends that begins at `start`. */
function closing(text: string, start: number): number {
  for (let at = start, depth = 0; at < text.length; at++) {
    depth += text[at] === "(" ? 1 : text[at] === ")" ? -1 : 0;
    if (depth === 0) return at;
  }
  throw new SyntaxError("Cannot find the end of the parenthesis");
}
