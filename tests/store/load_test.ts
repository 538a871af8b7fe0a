import assert from "node:assert/strict";
import { countContacts } from "../../lib/numeric/mod.ts";
import { DeliveryError, type LoadReport } from "../../lib/judge/mod.ts";
import {
  loadFile,
  type LoadOptions,
  openStore,
  type Store,
  StoreError,
  verifyStore,
} from "../../lib/store/mod.ts";
import { waitTableFigure } from "../../lib/figures/mod.ts";
import { select } from "../../lib/selection/mod.ts";
import { partsOf, rowsXml, zipOf } from "../extract/_workbook.ts";
import { contentsOf, registerFile, temporaryFolder, times, waiting } from "./_deliveries.ts";
import { collectNativeGarbage } from "../_native.ts";

collectNativeGarbage();

const work = temporaryFolder();
let stores = 0;
const newStore = () => `${work}/lager${++stores}`;

async function file(name: string, text: string | Uint8Array): Promise<string> {
  const path = `${work}/${name}`;
  await (typeof text === "string" ? Deno.writeTextFile(path, text) : Deno.writeFile(path, text));
  return path;
}
const load = async (
  store: string,
  text: string | Uint8Array,
  name = "april.csv",
  options: LoadOptions = {},
) => await loadFile(store, await file(name, text), options);
/** For a delivery that holds less than the one it replaces. */
const evenLess: LoadOptions = { accept: ["godta-mindre"] };
/** For files of a few records that show what becomes of the wrong ones. */
const anyShare: LoadOptions = { minAccepted: 0 };
const counts = (
  { read, loaded, rejected, skipped, outcome }: LoadReport,
) => [read, loaded, rejected, skipped, outcome];
const rules = ({ findings }: LoadReport) =>
  Object.fromEntries(findings.map(({ rule, count }) => [rule, count]));
async function stopped(store: string, path: string): Promise<DeliveryError> {
  try {
    await loadFile(store, path);
  } catch (error) {
    if (error instanceof DeliveryError) return error;
    throw error;
  }
  throw new Error("The delivery was kept");
}
async function held(store: Store): Promise<Record<string, number>> {
  const cells = await store.cells({ by: ["region", "manad", "status"] });
  const sums: Record<string, number> = {};
  for (const cell of cells) {
    const name = `${cell.region} ${cell.manad} ${cell.status}`;
    sums[name] = (sums[name] ?? 0) + cell.antal;
  }
  return sums;
}

const performed = { ...waiting, status: "GENOMFORD", start_datum: "2024-04-10" };
const uppsala = { ...waiting, regionkod: "12" };
const march = { ...waiting, matperiod: "2024-03" };

Deno.test("loadFile() keeps a delivery, and the same file again changes no byte", async () => {
  const store = newStore(), text = registerFile([...times(3, waiting), ...times(2, performed)]);
  assert.deepEqual(counts(await load(store, text)), [5, 5, 0, 0, "kept"]);
  const before = await contentsOf(store);
  assert.deepEqual(counts(await load(store, text, "samma_fil.csv")), [5, 5, 0, 0, "unchanged"]);
  assert.deepEqual(await contentsOf(store), before);
});

Deno.test("loadFile() writes the files of a delivery again where they are missing or damaged", async () => {
  const store = newStore(), text = registerFile([...times(19, waiting), { ...waiting, beslut_datum: "" }]);
  await load(store, text);
  const contents = async () =>
    (await contentsOf(store)).filter((line) => !/^(manifest\.json|history\/)/.test(line));
  const before = await contents(), [{ files }] = (await openStore(store)).deliveries;
  for (const { path } of files) {
    const bytes = await Deno.readFile(`${store}/${path}`);
    bytes[9] ^= 1;
    await Deno.writeFile(`${store}/${path}`, bytes);
    assert.deepEqual(counts(await load(store, text)), [20, 19, 1, 0, "restored"]);
    assert.deepEqual(await contents(), before);
    await Deno.remove(`${store}/${path}`);
    assert.equal((await load(store, text)).outcome, "restored");
    assert.deepEqual(await contents(), before);
  }
  assert.equal((await load(store, text)).outcome, "unchanged");
  assert.deepEqual(await verifyStore(store), { files: files.length, damaged: [], erasures: 0 });
  using opened = await openStore(store);
  assert.deepEqual(opened.deliveries.map(({ sequence, loaded }) => [sequence, loaded]), [[1, 19]]);
});

Deno.test("loadFile() replaces a region, month and status by the newer delivery, and history keeps both", async () => {
  const store = newStore(), first = registerFile(times(3, waiting));
  await load(store, first);
  await load(store, registerFile(times(5, waiting)));
  assert.equal((await load(store, first, "april.csv", evenLess)).outcome, "kept");
  using opened = await openStore(store);
  assert.deepEqual(await held(opened), { "Region Dalarna 2024-04 vantande": 3 });
  assert.deepEqual(opened.deliveries.map(({ sequence, loaded }) => [sequence, loaded]), [[1, 3], [2, 5], [
    3,
    3,
  ]]);
  assert.deepEqual(opened.holdings.map(({ delivery }) => delivery.sequence), [3]);
});

Deno.test("loadFile() replaces only what the newer delivery answers for", async () => {
  const store = newStore();
  await load(
    store,
    registerFile([...times(3, waiting), ...times(2, performed), ...times(4, march), ...times(6, uppsala)]),
  );
  await load(store, registerFile(times(7, waiting)), "bara_vantande.csv", evenLess);
  const expected = {
    "Region Dalarna 2024-03 vantande": 4,
    "Region Dalarna 2024-04 genomforda": 2,
    "Region Dalarna 2024-04 vantande": 7,
    "Region Uppsala 2024-04 vantande": 6,
  };
  using opened = await openStore(store, { engine: "native" });
  assert.deepEqual(await held(opened), expected);
  assert.equal(await opened.rows("r", { status: "vantande", manad: "2024-04" }), 13);
  assert.deepEqual(
    await (await opened.database).query("SELECT regionkod, count(*) AS n FROM r GROUP BY 1 ORDER BY 1"),
    [{ regionkod: "Region Dalarna", n: 7 }, { regionkod: "Region Uppsala", n: 6 }],
  );
  assert.equal(await opened.rows("r", { status: "vantande", manad: "2024-03" }), 4);
});

Deno.test("loadFile() keeps cells when a part of a delivery comes again unchanged", async () => {
  const store = newStore();
  await load(store, registerFile([...times(3, waiting), ...times(2, performed)]));
  await load(store, registerFile(times(3, waiting)), "samma_vantande.csv");
  using opened = await openStore(store, { engine: "native" });
  assert.deepEqual(await held(opened), {
    "Region Dalarna 2024-04 genomforda": 2,
    "Region Dalarna 2024-04 vantande": 3,
  });
  assert.equal(await opened.rows("r", { status: "vantande", manad: "2024-04" }), 3);
});

Deno.test("loadFile() lets a fifth fewer replace a month only where it is accepted, and warns then", async () => {
  const store = newStore(), smaller = registerFile([...times(30, waiting), ...times(24, march)]);
  await load(store, registerFile(times(30, march)));
  const before = await contentsOf(store);
  const { message, report: { findings: [stop], outcome } } = await stopped(
    store,
    await file("april.csv", smaller),
  );
  assert.deepEqual([stop.rule, stop.level, stop.option, outcome], [
    "ersatter_fler",
    "stop",
    "godta-mindre",
    "stopped",
  ]);
  assert.match(message, /Region Dalarna, mars 2024, väntande har 24, förut 30\. .*--godta-mindre\.$/);
  assert.deepEqual(await contentsOf(store), before);
  const kept = await load(store, smaller, "april.csv", evenLess);
  assert.equal(kept.findings.find(({ rule }) => rule === "ersatter_fler")?.level, "warn");
  assert.equal(rules(await load(store, registerFile(times(20, march)))).ersatter_fler, undefined);
});

Deno.test("loadFile() loses no home region to the zero that a spreadsheet takes, and says so once", async () => {
  const store = newStore();
  const homes = ["380", "0380", "38001", "980", "2080", "0"].map((lkf) => ({ ...waiting, lkf }));
  const report = await load(store, registerFile(homes), "april.csv", anyShare);
  assert.deepEqual(counts(report), [6, 6, 0, 0, "kept"]);
  assert.deepEqual(rules(report), { lkf_nolla: 4, hemort_okand: 1 });
  using opened = await openStore(store);
  const cells = await opened.cells({ where: { status: "vantande", manad: "2024-04" }, by: ["hemregion"] });
  const found = Object.groupBy(cells, ({ hemregion }) => hemregion ?? "okänd");
  assert.deepEqual(
    Object.entries(found).map(([home, own = []]) => [home, own.reduce((sum, { antal }) => sum + antal, 0)])
      .toSorted(),
    [["Region Dalarna", 1], ["Region Gotland", 1], ["Region Uppsala", 3], ["okänd", 1]],
  );
});

Deno.test("loadFile() sets wrong rows aside unchanged, with their places, and counts every row once", async () => {
  const store = newStore();
  const records = [
    waiting,
    { ...waiting, beslut_datum: "2024-02-30" },
    { ...waiting, status: "X", regionkod: "99", sjukhusnamn: 'Falu\r\n"lasarett"; gamla' },
    { ...waiting, vardkontakt_id: "K1" },
    { ...waiting, fas: "1" },
    { ...waiting, lkf: "" },
  ];
  const text = registerFile(records) + "för;få;fält\r\n";
  const report = await load(store, text, "april.csv", anyShare);
  assert.deepEqual(counts(report), [7, 2, 4, 1, "kept"]);
  assert.deepEqual(rules(report), {
    beslut_datum_ogiltigt: 1,
    regionkod_ogiltigt: 1,
    status_ogiltigt: 1,
    dubblett: 1,
    fel_antal_falt: 1,
    annan_fas: 1,
    hemort_okand: 1,
  });
  assert.equal(
    report.findings.find(({ rule }) => rule === "dubblett")?.first,
    `april.csv:6:${text.split("\r\n")[5].indexOf("K1") + 1}`,
  );
  using opened = await openStore(store);
  const [delivery] = opened.deliveries;
  const rejected = await opened.rejected(delivery);
  const lines = text.split("\r\n");
  assert.deepEqual(
    rejected.map(({ file, line, column, rules }) => ({ file, line, column, rules })),
    [
      { file: "april.csv", line: 3, column: 1, rules: ["beslut_datum_ogiltigt"] },
      {
        file: "april.csv",
        line: 4,
        column: lines[3].indexOf(";99;") + 2,
        rules: ["regionkod_ogiltigt", "status_ogiltigt"],
      },
      { file: "april.csv", line: 6, column: lines[5].indexOf("K1") + 1, rules: ["dubblett"] },
      { file: "april.csv", line: 9, column: 1, rules: ["fel_antal_falt"] },
    ],
  );
  const cells = rejected.map(({ cells }) => cells);
  assert.deepEqual(Object.values(cells[0] ?? {}), lines[2].split(";"));
  assert.deepEqual([cells[1]?.sjukhusnamn, cells[1]?.status], ['Falu\r\n"lasarett"; gamla', "X"]);
  assert.equal(cells[3], null, "a line that cannot be split may hold anything");
  assert.equal(rejected[1].says.length, 2);
});

Deno.test("loadFile() lets the first of two rows with one key hold, also when a wrong row has the key before", async () => {
  const store = newStore();
  const report = await load(
    store,
    registerFile([
      { ...waiting, vardkontakt_id: "A", beslut_datum: "" },
      { ...waiting, vardkontakt_id: "A", sjukhusnamn: "Mora lasarett" },
      { ...waiting, vardkontakt_id: "A" },
      { ...waiting, vardkontakt_id: "a" },
      { ...performed, vardkontakt_id: "A" },
      { ...march, vardkontakt_id: "A" },
      { ...uppsala, vardkontakt_id: "A" },
    ]),
    "april.csv",
    anyShare,
  );
  assert.deepEqual(counts(report), [7, 5, 2, 0, "kept"]);
  using opened = await openStore(store);
  const cells = await opened.cells({
    where: { manad: "2024-04", status: "vantande", region: "Region Dalarna" },
    by: ["sjukhus"],
  });
  assert.deepEqual(cells.map(({ sjukhus, antal }) => [sjukhus, antal]), [["Falu lasarett", 1], [
    "Mora lasarett",
    1,
  ]]);
});

Deno.test("loadFile() stops at a personal number in any column, and writes nothing at all", async () => {
  const columns = ["remiss_id", "sjukhusnamn", "hsaid_enhet", "vardkontakt_id", "start_datum"];
  for (const column of columns) {
    const store = newStore();
    const error = await stopped(
      store,
      await file("p.csv", registerFile([...times(30, waiting), { ...waiting, [column]: "811228-9874" }])),
    );
    assert.deepEqual(counts(error.report), [31, 0, 31, 0, "stopped"]);
    assert.deepEqual(rules(error.report), { personnummer: 1 });
    assert.match(error.message, new RegExp(`"${column}" \\(1 cell\\)`));
    assert.doesNotMatch(JSON.stringify(error.report) + error.message + error.stack, /9874/);
    assert.rejects(Deno.stat(store), Deno.errors.NotFound);
  }
  const store = newStore();
  await assert.rejects(
    load(store, "Anna;811228-9874\nBo;1\n"),
    (error: Error) => !/Anna|9874/.test(error.message),
  );
  await assert.rejects(load(store, registerFile([waiting]) + "a;b;811228-9874\n"), DeliveryError);
  await assert.rejects(load(store, `Uttag 811228-9874\n\n${registerFile([waiting])}`), DeliveryError);
  const people = await stopped(store, await file("namn.csv", "region;namn\nDalarna;x\nDalarna;y\n"));
  assert.deepEqual(rules(people.report), { personnummer: 1 }, "a column told by its name counts once");
  const named = await stopped(store, await file("811228-9874.csv", registerFile([waiting])));
  assert.doesNotMatch(JSON.stringify(named.report) + named.message + named.stack, /9874/);
  await assert.rejects(Deno.stat(store), Deno.errors.NotFound);
});

Deno.test("loadFile() takes numbers of a declared column for running ones, and says what it let through", async () => {
  const numbers = Array.from({ length: 30 }, (_, index) => String(9_100_000_000 + 7_919 * index));
  const records = [...numbers, "8112289874"].map((hsaid_enhet) => ({ ...waiting, hsaid_enhet }));
  const path = await file("lopnummer.csv", registerFile(records)), store = newStore();
  assert.match((await stopped(store, path)).message, /--lopnummer "hsaid_enhet"/);
  const report = await loadFile(store, path, { runningNumbers: ["hsaid_enhet"] });
  assert.equal(report.loaded, 31);
  assert.ok(report.assumed.some((line) => line.startsWith("Löpnummer: 1 av 31 tal")), report.assumed.join());
});

Deno.test("loadFile() sets a record with a NUL aside, and reads the others", async () => {
  const report = await load(
    newStore(),
    "månad;status;region;0-30\n2024-04;väntande;Dalarna;9\n2024-04;väntande\0;Dalarna\0;8\0\n",
    "april.csv",
    anyShare,
  );
  assert.deepEqual(counts(report), [2, 1, 1, 0, "kept"]);
  assert.deepEqual(rules(report).nul_tecken, 1);
});

Deno.test("loadFile() says what is wrong with a file that is none", async () => {
  const store = newStore();
  await load(store, registerFile([waiting]));
  const before = await contentsOf(store);
  const cases: [string, RegExp][] = [
    [`${work}/saknas.csv`, /finns inte/],
    [work, /mapp/],
    [await file("tom.csv", ""), /tom/],
    [await file("bara_rubrik.csv", registerFile([])), /inga rader/],
    [await file("fel_layout.csv", "region;lge;antal\nDalarna;x;3\n"), /Okända kolumner: lge/],
    [await file("avhuggen.csv", registerFile(times(3, waiting)).slice(0, -60)), /avhuggen|mitt i/],
    [
      await file("allt_fel.csv", registerFile(times(2, { ...waiting, beslut_datum: "" }))),
      /ingen av filens 2 rader/,
    ],
    [
      await file("bild.csv", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13)),
      /bild|binär|text/i,
    ],
  ];
  for (const [path, message] of cases) {
    const { message: said, report } = await stopped(store, path);
    assert.match(said, message);
    assert.equal(report.read, report.loaded + report.rejected + report.skipped);
    assert.deepEqual([report.loaded, report.outcome, report.findings[0].level], [0, "stopped", "stop"]);
  }
  assert.deepEqual(await contentsOf(store), before);
});

const aggregate = (...rows: string[]) =>
  `månad;status;region;sjukhus;vårdutbud;0-30;31-60;antal\n${rows.join("\n")}\n`;

Deno.test("loadFile() counts a total row only where its parts are not in the file", async () => {
  const store = newStore();
  const report = await load(
    store,
    aggregate(
      "2024-04;väntande;Dalarna;Falu lasarett;Gråstarr;1;2;3",
      "2024-04;väntande;Dalarna;Mora lasarett;Gråstarr;3;4;7",
      "2024-04;väntande;Dalarna;alla sjukhus;Gråstarr;4;6;10",
      "2024-04;väntande;Dalarna;Region Dalarna;Alla vårdutbud;9;6;15",
      "2024-04;väntande;Dalarna;Alla sjukhus;Gallsten;5;0;5",
      "2024-04;väntande;Uppsala;Alla sjukhus;Alla vårdutbud;10;20;30",
      "2024-04;väntande;Riket;Alla sjukhus;Alla vårdutbud;99;99;198",
    ),
  );
  assert.deepEqual(counts(report), [7, 4, 0, 3, "kept"]);
  assert.deepEqual(rules(report), { totalrad: 2, totalrad_region: 1 });
  using opened = await openStore(store);
  assert.deepEqual(await held(opened), {
    "Region Dalarna 2024-04 vantande": 15,
    "Region Uppsala 2024-04 vantande": 30,
  });
});

Deno.test("loadFile() counts a row for all waits only where the bands beside it are not in the file", async () => {
  const store = newStore();
  const report = await load(
    store,
    [
      "månad;status;region;sjukhus;vårdutbud;avvikelse;väntetid;antal",
      "2024-04;väntande;Dalarna;Falu lasarett;Gråstarr;;0-30;7",
      "2024-04;väntande;Dalarna;Falu lasarett;Gråstarr;;31-60;5",
      "2024-04;väntande;Dalarna;Falu lasarett;Gråstarr;;Totalt;12",
      // Fewer than 20 are not told apart by band, and stand in the total alone.
      "2024-04;väntande;Dalarna;Mora lasarett;Gråstarr;;Totalt;9",
      "2024-04;väntande;Dalarna;Falu lasarett;Gallsten;;0-30;20",
      "2024-04;väntande;Dalarna;Falu lasarett;Gallsten;;Totalt;21",
      // Nobody tells how long those wait who chose to.
      "2024-04;väntande;Dalarna;Falu lasarett;Gråstarr;PvV;Alla;4",
      "2024-04;väntande;Uppsala;Alla sjukhus;Gråstarr;;Summa;50",
    ].join("\n"),
  );
  assert.deepEqual(counts(report), [8, 6, 0, 2, "kept"]);
  assert.deepEqual(rules(report), { totalrad: 2, bandsumma_stammer_inte: 1 });
  const [{ first }] = report.findings.filter(({ rule }) => rule === "bandsumma_stammer_inte");
  assert.equal(first, "april.csv:7:57");
  using opened = await openStore(store);
  const cells = await opened.cells({ by: ["region", "sjukhus", "vardutbud", "avvikelse"] });
  assert.deepEqual(
    cells.map(({ region, sjukhus, vardutbud, avvikelse, lo, hi, antal }) =>
      [region, sjukhus, vardutbud, avvikelse, lo, hi, antal].join(" ")
    ).toSorted(),
    [
      "Region Dalarna Falu lasarett Gallsten  0 30 20",
      "Region Dalarna Falu lasarett Gråstarr  0 30 7",
      "Region Dalarna Falu lasarett Gråstarr  31 60 5",
      "Region Dalarna Falu lasarett Gråstarr PvV 0  4",
      "Region Dalarna Mora lasarett Gråstarr  0  9",
      "Region Uppsala  Gråstarr  0  50",
    ],
  );
});

Deno.test("loadFile() skips a total by group where the bands of all groups are told, and counts nothing twice", async () => {
  const store = newStore();
  const report = await load(
    store,
    [
      "månad;status;region;vårdutbud;väntetid;antal",
      "2024-04;väntande;Dalarna;Gråstarr;Totalt;12",
      "2024-04;väntande;Dalarna;Gallsten;Totalt;8",
      "2024-04;väntande;Dalarna;Alla vårdutbud;0-30;15",
      "2024-04;väntande;Dalarna;Alla vårdutbud;31-60;5",
    ].join("\n"),
  );
  assert.deepEqual(counts(report), [4, 2, 0, 2, "kept"]);
  using opened = await openStore(store);
  assert.deepEqual(await held(opened), { "Region Dalarna 2024-04 vantande": 20 });
});

Deno.test("loadFile() skips the empty rows that a spreadsheet leaves, and counts them", async () => {
  const report = await load(newStore(), "månad;status;region;0-30\n2024-04;väntande;Dalarna;12\n;;;\n;;;\n");
  assert.deepEqual(counts(report), [3, 1, 0, 2, "kept"]);
  assert.deepEqual(report.findings.map(({ rule, level, count, first }) => [rule, level, count, first]), [
    ["tom_rad", "info", 2, "april.csv:3:1"],
  ]);
});

Deno.test("loadFile() warns of counts of PvV that it does not read, as they may be inside the others", async () => {
  const header = "månad;status;region;0-30;Totalt;Varav PvV;Varav MoV;Andel PvV";
  const report = await load(newStore(), `${header}\n2024-04;väntande;Dalarna;12;12;2;1;0,2\n`);
  assert.deepEqual(rules(report), { avvikelse_olast: 2 });
  assert.match(report.findings[0].says, /: Varav PvV; Varav MoV$/);
});

Deno.test("loadFile() stops at a column of numbers that it does not understand, unless it is said what it is", async () => {
  const text = "månad;status;region;0-30;Grupp B;61-90\n2024-04;väntande;Dalarna;12;5;2\n";
  const path = await file("grupp.csv", text), { message, report } = await stopped(newStore(), path);
  assert.deepEqual(rules(report), { fel_layout: 1 });
  assert.match(message, /--band "Grupp B=31-60", .* --bortse "Grupp B"/);
  for (
    const [answers, contacts] of [[{ bands: { "Grupp B": "31-60" } }, 19], [
      { ignored: ["Grupp B"] },
      14,
    ]] as const
  ) {
    const store = newStore();
    assert.deepEqual(counts(await loadFile(store, path, { answers })), [1, 1, 0, 0, "kept"]);
    using opened = await openStore(store);
    assert.equal(countContacts(await opened.cells()), contacts);
  }
});

Deno.test("loadFile() knows the bands of the long layout in the words that exporters use", async () => {
  const labels = [
    "0–30 dagar",
    "31 - 60 dgr",
    "61 till 90 dygn",
    "91-365 d",
    "Mer än 365 dagar",
    "366 dagar eller mer",
    "≥ 366",
    "Över ett år",
  ];
  const rows = labels.map((label, index) => `2024-04;väntande;Dalarna;${label};${10 ** index}`);
  const store = newStore();
  const report = await load(store, ["månad;status;region;väntetid;antal", ...rows].join("\n"));
  assert.deepEqual(counts(report), [8, 8, 0, 0, "kept"]);
  using opened = await openStore(store);
  const cells = (await opened.cells({ by: ["region"] })).map(({ lo, hi, antal }) => [lo, hi, antal]);
  assert.deepEqual(cells, [[0, 30, 1], [31, 60, 10], [61, 90, 100], [91, 365, 1000], [
    366,
    null,
    11_110_000,
  ]]);
});

Deno.test("loadFile() names the column as the file does, and a constant as a constant", async () => {
  const path = await file("namn.csv", "månad;region;0-30 dagar\n2024-04;Dalarna;x\n2024-04;Dalarna;4\n");
  const { findings } = await loadFile(newStore(), path, {
    ...anyShare,
    constants: { status: "vantande" },
  });
  assert.deepEqual(
    findings.filter(({ rule }) => rule === "d0_30_ogiltigt").map((
      { says, first, hint },
    ) => [says, first, hint]),
    [["0-30 dagar ska vara ett helt antal, minst 0", "namn.csv:2:17", "Skriv talet med siffror"]],
  );
  const wrong = loadFile(newStore(), path, { constants: { status: "vantnde" } });
  await assert.rejects(wrong, (error) => {
    assert.ok(error instanceof DeliveryError);
    const [told] = error.report.findings.filter(({ rule }) => rule === "status_ogiltigt");
    assert.deepEqual([told.says, told.first], ["konstanten status ska vara väntande eller genomförda", null]);
    return true;
  });
});

Deno.test("loadFile() counts no total over a column that it does not read, unless it has no parts", async () => {
  const head = "månad;status;region;klinik;kön;0-30";
  const row = (region: string, clinic: string, sex: string, count: number) =>
    `2024-04;väntande;${region};${clinic};${sex};${count}`;
  const cases: [string[], number, number][] = [
    [
      [
        row("Dalarna", "Ögon", "", 10),
        row("Dalarna", "Ortopedi", "", 11),
        row("Dalarna", "Alla kliniker", "", 21),
      ],
      21,
      1,
    ],
    [
      [row("Dalarna", "", "Kvinna", 10), row("Dalarna", "", "Man", 11), row("Dalarna", "", "Båda könen", 21)],
      21,
      1,
    ],
    [[row("Dalarna", "Ögon", "", 10), row("Uppsala", "Alla", "", 7)], 17, 0],
    [
      [
        ...["Ögon", "Ortopedi"].flatMap((clinic) => [
          row("Dalarna", clinic, "Kvinna", 1),
          row("Dalarna", clinic, "Man", 2),
          row("Dalarna", clinic, "Totalt", 3),
        ]),
        row("Dalarna", "Alla", "Kvinna", 2),
        row("Dalarna", "Alla", "Man", 4),
        row("Dalarna", "Alla", "Totalt", 6),
      ],
      6,
      5,
    ],
    // A table by clinic and one by sex: the first is counted.
    [
      [
        row("Dalarna", "Ögon", "Alla", 10),
        row("Dalarna", "Ortopedi", "Alla", 11),
        row("Dalarna", "Alla", "Kvinna", 9),
        row("Dalarna", "Alla", "Man", 12),
      ],
      21,
      2,
    ],
  ];
  for (const [rows, contacts, skipped] of cases) {
    const store = newStore(), report = await load(store, [head, ...rows].join("\n"));
    assert.deepEqual(counts(report), [rows.length, rows.length - skipped, 0, skipped, "kept"], rows.join());
    using opened = await openStore(store);
    assert.equal(countContacts(await opened.cells()), contacts, rows.join());
  }
  // Of a clinic without parts the total is all there is.
  const alone = [
    row("Dalarna", "Ögon", "Kvinna", 1),
    row("Dalarna", "Ögon", "Man", 2),
    row("Dalarna", "Ögon", "Totalt", 3),
    row("Dalarna", "Ortopedi", "Totalt", 5),
  ];
  const store = newStore();
  assert.deepEqual(counts(await load(store, [head, ...alone].join("\n"))), [4, 3, 0, 1, "kept"]);
  using opened = await openStore(store);
  assert.equal(countContacts(await opened.cells()), 8);
});

Deno.test("loadFile() counts no total twice that leaves ownership or vårdutbud empty, and warns of one without hospital", async () => {
  const file = (total: string) =>
    "månad;status;region;sjukhus;vårdutbud;ägarform;0-30;antal\n" +
    `2024-04;väntande;Dalarna;Falu lasarett;Gråstarr;offentlig;3;3\n2024-04;väntande;Dalarna;${total};3;3\n`;
  for (const total of ["Alla;Alla;", "Alla;;", "Alla sjukhus;Gråstarr;"]) {
    const report = await load(newStore(), file(total));
    assert.deepEqual([counts(report), rules(report)], [[2, 1, 0, 1, "kept"], { totalrad: 1 }], total);
  }
  const report = await load(newStore(), file(";Alla;"));
  assert.deepEqual(rules(report), { summa_utan_sjukhus: 1 });
  assert.match(report.findings[0].says, /Region Dalarna 2024-04 vantande/);
});

Deno.test("loadFile() skips totals in the words of exporters, also of a hospital column that sums its region up", async () => {
  const file = (name: string) =>
    "månad;status;region;sjukhus;0-30;31-60\n2024-04;väntande;Dalarna;Falu lasarett;10;5\n" +
    `2024-04;väntande;Dalarna;Mora lasarett;3;1\n2024-04;väntande;Dalarna;${name};13;6\n`;
  for (const name of ["Totalsumma", "Total", "Summa Dalarna", "Dalarna Totalt", "Summa Region Dalarna"]) {
    const store = newStore(), report = await load(store, file(name));
    assert.deepEqual([counts(report), rules(report)], [[3, 2, 0, 1, "kept"], { totalrad: 1 }], name);
    using opened = await openStore(store);
    assert.equal(countContacts(await opened.cells()), 19, name);
  }
  // A total over a column that is not read, and one over regions.
  const unread =
    "månad;status;region;kön;0-30\n2024-04;väntande;Dalarna;Man;10\n2024-04;väntande;Dalarna;Kvinna;3\n" +
    "2024-04;väntande;Dalarna;Totalsumma;13\n2024-04;väntande;Totalsumma;Totalsumma;13\n";
  assert.deepEqual(rules(await load(newStore(), unread)), { totalrad: 1, totalrad_region: 1 });
});

Deno.test("loadFile() counts one of two tables in a file that tell apart different things", async () => {
  const store = newStore();
  await load(
    store,
    aggregate(
      "2024-04;väntande;Dalarna;Alla;Alla;4;6;10",
      "2024-04;väntande;Dalarna;Alla;Gråstarr;1;6;7",
      "2024-04;väntande;Dalarna;Alla;Gallsten;3;0;3",
      "2024-04;väntande;Dalarna;Falu lasarett;Alla;4;0;4",
      "2024-04;väntande;Dalarna;Mora lasarett;Alla;0;6;6",
    ),
  );
  using opened = await openStore(store);
  const cells = await opened.cells({ by: ["vardutbud", "sjukhus"] });
  assert.equal(countContacts(cells), 10);
  assert.deepEqual([...new Set(cells.map(({ vardutbud }) => vardutbud))], ["Gallsten", "Gråstarr"]);
});

Deno.test("loadFile() tells which deliveries report PvV and MoV, by their columns and by what fills them", async () => {
  const store = newStore();
  await load(store, "månad;status;region;0-30\n2024-04;väntande;Dalarna;9\n2024-04;genomförda;Dalarna;9\n");
  await load(
    store,
    "månad;status;region;0-30;pvv;mov\n2024-04;väntande;Uppsala;9;2;\n2024-04;väntande;Gävleborg;9;0;0\n",
  );
  await load(store, "månad;status;region;band;antal\n2024-04;väntande;Värmland;0-30;9\n");
  await load(store, "månad;status;region;band;antal;avvikelse\n2024-04;väntande;Örebro;0-30;9;\n");
  await load(store, registerFile([{ ...waiting, regionkod: "56" }]));
  using opened = await openStore(store);
  assert.deepEqual(
    opened.coversOf("2024-04").map(({ region, cover: { pvv, mov } }) => [region, pvv, mov]),
    [
      ["Region Dalarna", "unknown", "unknown"],
      ["Region Gävleborg", "reported", "reported"],
      ["Region Uppsala", "reported", "unknown"],
      ["Region Värmland", "unknown", "unknown"],
      ["Region Västmanland", "reported", "reported"],
      ["Region Örebro län", "reported", "reported"],
    ],
  );
  assert.deepEqual(opened.coversOf("2024-03"), []);
  const april = await select(opened, { manad: "2024-04" });
  assert.match(
    waitTableFigure(april.waiting("region"), { ...april.options, by: "region" }).note ?? "",
    /Dalarna och Värmland ingår inte: leveransen anger inte PvV och MoV\. Uppsala ingår inte: leveransen anger inte MoV/,
  );
});

Deno.test("loadFile() keeps a register and an aggregated delivery side by side", async () => {
  const store = newStore();
  await load(store, registerFile(times(3, waiting)));
  await load(store, "månad;status;region;0-30;antal;pvv\n2024-04;väntande;Uppsala;5;9;1\n", "uppsala.csv");
  using opened = await openStore(store, { engine: "native" });
  assert.deepEqual(
    (await opened.cells({ by: ["region", "avvikelse"] })).map((
      { region, avvikelse, lo, hi, antal },
    ) => [region, avvikelse, lo, hi, antal]),
    [
      ["Region Dalarna", null, 89, 89, 3],
      ["Region Uppsala", "PvV", 0, null, 1],
      ["Region Uppsala", null, 0, 30, 5],
      ["Region Uppsala", null, 31, null, 4],
    ],
  );
  assert.equal(await opened.rows("r", { status: "vantande", manad: "2024-04" }), 3);
  assert.equal(await opened.rows("a", { status: "vantande", manad: "2024-04", layout: "aggregat" }), 1);
  await assert.rejects(
    opened.rows("b", { status: "vantande", manad: "2024-04", layout: "bandrader" }),
    StoreError,
  );
});

Deno.test("loadFile() reads days that a workbook shows as bare numbers, and names a rejected record's cell", async () => {
  const store = newStore();
  const header = ["beslut_datum", "matperiod", "vardgaranti", "regionkod", "kon", "fodelsear"].concat([
    "vardkontakt_id",
    "status",
    "kva_kod",
  ]);
  // 45383 is 2024-04-01, 45412 the last of April, 45413 the first of May; the same less 1462 from 1904.
  for (const [from1904, less] of [[false, 0], [true, 1462]] as const) {
    const row = (decided: number, id: string) => [
      decided - less,
      45412 - less,
      "JA",
      "57",
      "2",
      "1950",
      id,
      "VANTANDE",
      "CJE20",
    ];
    const sheet = rowsXml([header, row(45383, "A"), row(45413, "B")]);
    const report = await load(
      store,
      zipOf(partsOf({ "Blad 1": sheet }, { from1904 })),
      `april${less}.xlsx`,
      anyShare,
    );
    assert.deepEqual(counts(report), [2, 1, 1, 0, "kept"], JSON.stringify(report.findings));
  }
  using opened = await openStore(store);
  const cells = await opened.cells({ by: ["manad"] });
  assert.deepEqual(cells, [{ manad: "2024-04", lo: 29, hi: 29, antal: 1 }]);
  for (const delivery of opened.deliveries) {
    const [{ cell, line, rules }] = await opened.rejected(delivery);
    assert.deepEqual([cell, line, rules], ["'Blad 1'!A3", 3, ["beslut_efter_manad"]]);
  }
});

Deno.test("loadFile() warns of rows that leave a band empty and have no total, and not of those that have one", async () => {
  const header = "månad;status;region;sjukhus;0-30;31-60;antal";
  const says = async (...lines: string[]) => {
    const report = await load(newStore(), [header, ...lines, ""].join("\n"));
    return report.findings.find(({ rule }) => rule === "band_delvis_tomt")?.says;
  };
  const whole = "2024-04;väntande;Dalarna;Mora lasarett;1;2;";
  assert.match(
    await says(whole, "2024-04;väntande;Dalarna;Falu lasarett;;2;") ?? "",
    /Region Dalarna 2024-04 vantande \(1 rader\)$/,
  );
  assert.equal(await says(whole, "2024-04;väntande;Dalarna;Falu lasarett;;2;5"), undefined);
  assert.equal(await says(whole, "2024-04;väntande;Dalarna;Falu lasarett;0;2;"), undefined);
});

Deno.test("loadFile() says which columns it does not use, those too that a profile leaves out", async () => {
  const { assumed } = await load(
    newStore(),
    "månad;status;region;klinik;0-30;31-60;61-90;91+;Ansvarig enhet\n2024-04;väntande;Dalarna;Falun;1;2;3;4;X\n",
  );
  assert.ok(assumed.includes("Kolumner som inte används: klinik, Ansvarig enhet"), assumed.join("\n"));
});
