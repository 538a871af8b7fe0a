import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type FileLook,
  LayoutError,
  Profile,
  profiles,
  type Reading,
  recognise,
} from "../../lib/contract/mod.ts";

const BASE = ["månad", "status", "region"], ROW = ["2024-04", "väntande", "Dalarna"];
/** A file's columns after month, status and region, each with its cells. */
const look = (
  columns: Readonly<Record<string, readonly string[]>>,
  more: FileLook = {},
): [string[], FileLook] => {
  const cells = [...ROW.map((cell) => [cell]), ...Object.values(columns)];
  return [[...BASE, ...Object.keys(columns)], {
    values: (column) =>
      Map.groupBy(cells[column], (cell) => cell).entries().map(([cell, all]) => [cell, all.length]),
    ...more,
  }];
};
const read = (columns: Readonly<Record<string, readonly string[]>>, more: FileLook = {}): Reading => {
  const [header, known] = look(columns, more);
  return recognise(header, profiles, {}, known);
};
const refused = (columns: Readonly<Record<string, readonly string[]>>, more: FileLook = {}): string => {
  try {
    read(columns, more);
  } catch (error) {
    if (error instanceof LayoutError) return error.message;
    throw error;
  }
  throw new Error(`${Object.keys(columns).join(", ")} was read`);
};
const roles = ({ roles }: Reading) => roles.slice(3).map(({ role }) => role);
const bands = ({ roles }: Reading) =>
  roles.flatMap(({ role, band }) => role === "band" ? [`${band!.lo}-${band!.hi ?? ""}`] : []).join(" ");
const bandRows = (labels: readonly string[], more: FileLook = {}) =>
  ({ columns: { väntetid: labels, antal: labels.map(() => "5") }, more }) as const;

Deno.test("recognise() gives every column its role, and says what it understood", () => {
  const reading = read({
    sjukhus: ["Falu lasarett"],
    vårdutbud: ["Gråstarr"],
    "0-30": ["30"],
    "31-60": ["20"],
    "61-90": ["10"],
    "91-365": ["5"],
    "≥366": ["1"],
    totalt: ["66"],
    "Andel över 90": ["9,1"],
    "antal PvV": ["2"],
    klinik: ["Ögon"],
    Anteckning: ["ringd"],
    "": [],
  });
  assert.deepEqual(roles(reading), [
    ...["field", "field", "band", "band", "band", "band", "band", "total", "share", "deviation"],
    ...["ignored", "not understood", "blank"],
  ]);
  assert.deepEqual(reading.roles[9], {
    column: 9,
    header: "≥366",
    role: "band",
    field: "d366",
    band: { lo: 366, hi: null, unit: "dag" },
  });
  assert.equal(
    reading.understood,
    "väntande per sjukhus och vårdutbud, banden 0-30, 31-60, 61-90, 91-365, 366- dagar; PvV anges, MoV inte",
  );
});

Deno.test("recognise() says of band rows and registers too what it understood", () => {
  const { columns } = bandRows(["0-30", "över 30 dagar", "Totalt"]);
  assert.equal(
    read(columns).understood,
    "väntande per region, banden 0-30, 31- dagar på egna rader; PvV och MoV anges inte",
  );
  const register = [
    "vardkontakt_id",
    "beslut_datum",
    "start_datum",
    "matperiod",
    "regionkod",
    "status",
    "kon",
    "fodelsear",
    "vardgaranti",
  ];
  assert.match(
    recognise(register, profiles).understood,
    /en insats per rad; avvikelsekod finns inte: PvV och MoV räknas med/,
  );
  assert.match(recognise([...register, "avvikelsekod"], profiles).understood, /PvV och MoV anges$/);
});

Deno.test("recognise() stops an aggregate without a total at a column of numbers that it does not understand", () => {
  const message = refused({ "0-30": ["30", "4"], "Grupp B": ["20", "3"] });
  assert.match(message, /Kolumnen Grupp B innehåller tal men förstås inte/);
  assert.match(message, /--band "Grupp B=31-60", eller att den inte ska räknas, --bortse "Grupp B"/);
  assert.equal(
    bands(read({ "0-30": ["30"], "Grupp B": ["20"] }, { bands: { "Grupp B": "31-60" } })),
    "0-30 31-60",
  );
  assert.deepEqual(roles(read({ "0-30": ["30"], "Grupp B": ["20"] }, { ignored: ["Grupp B"] })), [
    "band",
    "ignored",
  ]);
});

Deno.test("recognise() stops beside a total where the column may fill a hole in the bands, and not otherwise", () => {
  const four = { "0-30": ["1"], "31-60": ["2"], "61-90": ["3"], "91-365": ["4"] };
  assert.match(refused({ ...four, totalt: ["11"], "Grupp E": ["1"] }), /Grupp E/);
  const whole = read({ ...four, "366+": ["1"], totalt: ["11"], "Grupp E": ["1"] });
  assert.deepEqual(whole.unknown, ["Grupp E"]);
  assert.match(
    refused({ totalt: ["11"], "X.30": ["4"] }),
    /X\.30/,
    "no band at all, and a number in the header",
  );
});

Deno.test("recognise() takes no words, codes, years, means or row numbers for counts", () => {
  const reading = read({
    "": ["1", "2", "3"],
    "0-30": ["30", "4", "4"],
    Klinikkod: ["101", "102", "103"],
    År: ["2024", "2024", "2024"],
    Medelväntetid: ["12", "13", "14"],
    Anteckning: ["a", "b", "7"],
  });
  assert.deepEqual(roles(reading), [
    "ignored",
    "band",
    "not understood",
    "not understood",
    "share",
    "not understood",
  ]);
});

Deno.test("recognise() never counts a share, whatever stands before or after its band", () => {
  const word = fc.constantFrom("%", "andel", "procent", "share", "pct", "per 1000", "Percent");
  const header = fc.tuple(word, fc.constantFrom("0-30", "31-60", "över 60 dagar"), fc.boolean())
    .map(([share, band, before]) => before ? `${share} ${band}` : `${band} ${share}`);
  fc.assert(fc.property(header, (share) => {
    const reading = read({ [share]: ["45"], "0-30": ["30"], "31-60": ["20"], "61+ dagar": ["10"] });
    assert.deepEqual(roles(reading), ["share", "band", "band", "band"], share);
    assert.ok(
      !Object.values(reading.sources).some((source) => "columns" in source && source.columns.includes(3)),
    );
  }));
  assert.deepEqual(roles(read({ "0-30": ["30"], "31-60": ["40 %"] })), ["band", "share"], "by the cells");
});

Deno.test("recognise() asks what ages or weeks are, and takes the unit from the title or from a person", () => {
  const ages = { "0-17": ["3"], "18-64": ["36"], "65+": ["27"], totalt: ["66"] };
  assert.match(
    refused(ages),
    /säger inte säkert vilken enhet[^]*--enhet dag, --enhet vecka eller --enhet manad/,
  );
  const weeks = { "0-4": ["3"], "5-8": ["36"], "9+": ["27"] };
  assert.match(refused(weeks), /--enhet vecka/);
  assert.equal(bands(read(weeks, { unit: "vecka" })), "0-34 35-62 63-");
  for (const title of ["Väntande i veckor", "Väntetid (veckor), april 2024", "Antal veckor", ";;;Veckor;;"]) {
    const reading = read(weeks, { beside: [title] });
    assert.equal(bands(reading), "0-34 35-62 63-", title);
    assert.match(reading.assumed.join(), /enhet är läst ovanför tabellen: veckor/);
  }
  for (const title of ["Vecka 17", "De senaste 12 månaderna", "Väntetid i dagar (veckor)"]) {
    assert.match(refused(weeks, { beside: [title] }), /--enhet/, title);
  }
  assert.equal(bands(read({ "v0-4": ["3"], "v5+": ["4"] })), "0-34 35-");
  const standard = { "0-30": ["3"], "31-60": ["36"], "61-90": ["27"], "91-365": ["1"] };
  assert.match(
    refused(standard, { beside: ["Väntetid i månader"] }),
    /--enhet/,
    "days under a title of months",
  );
  assert.equal(bands(read(standard, { beside: ["Väntetid i dagar"] })), "0-30 31-60 61-90 91-365");
});

Deno.test("recognise() keeps in the profile what the same header alone does not say", () => {
  const weeks = { "0-4": ["3"], "5-8": ["36"], Sista: ["27"] };
  const { profile, sources } = read(weeks, { unit: "vecka", bands: { Sista: "9+ veckor" } });
  assert.deepEqual(recognise([...BASE, ...Object.keys(weeks)], [profile]).sources, sources);
});

Deno.test("recognise() leaves out bands that finer ones make up, where their sums agree, and stops otherwise", () => {
  const parts = { "91-120": ["1", "2"], "121-180": ["3", "1"], "181-365": ["2", "0"] };
  const first = { "0-30": ["5", "5"] };
  const reading = read({ ...first, ...parts, "91-365": ["6", "3"], "366+": ["0", "0"] });
  assert.equal(bands(reading), "0-30 91-120 121-180 181-365 366-");
  assert.equal(reading.roles[7].role, "total");
  assert.match(refused({ ...first, ...parts, "91-365": ["7", "3"] }), /91-365[^]*10 är inte deras summa 9/);
  assert.match(
    refused({ "0-30": ["1"], "0-30 dagar": ["1"] }),
    /följer inte på varandra/,
    "twice the same band",
  );
});

Deno.test("recognise() stops at labels that count the same days in the long layout, drafted or not", () => {
  const labels = ["0-30", "31-60", "91-365", "91-120", "121-180", "181-365"];
  const { columns } = bandRows(labels);
  assert.match(refused(columns), /Etiketten 91-365 i kolumnen väntetid[^]*--bortse "väntetid=91-365"/);
  assert.match(refused(columns, { ignored: ["väntan=91-365"] }), /ingen kolumn som heter väntan=91-365/);
  const reading = read(columns, { ignored: ["väntetid=91-365"] });
  assert.equal(reading.layout.shape.band.safeParse("91-365").data, "(bortses)");
  assert.equal(reading.layout.shape.band.safeParse("31-60").data, "31-60");
  const [header, known] = look(columns);
  const drafted = Profile.parse({
    ...profiles.find(({ namn }) => namn === "bandrader"),
    band: labels.map((namn) => ({ namn, lo: Number(namn.split("-")[0]), hi: Number(namn.split("-")[1]) })),
  });
  assert.throws(() => recognise(header, [drafted], {}, known), /räknar dagar som andra etiketter/);
});

Deno.test("recognise() proposes to leave out the rows of the label that is not a standard band", () => {
  const misspelt = bandRows(["0-30", "31-60", "61-90", "0-39"]).columns;
  assert.match(refused(misspelt), /--enhet dag[^]*rätta den etikett som är fel\.$/);
  assert.match(refused(misspelt, { unit: "dag" }), /andra etiketter[^]*--bortse "väntetid=0-39"/);
  assert.match(read(misspelt, { ignored: ["väntetid=0-39"] }).understood, /banden 0-30, 31-60, 61-90 dagar/);
});

Deno.test("recognise() proposes options that can be pasted for a header with a line end", () => {
  const columns = { "Grupp\nB": ["3"], "0-30": ["4"] };
  assert.match(refused(columns), /--band "Grupp B=31-60"[^]*--bortse "Grupp B"/);
  assert.match(read(columns, { ignored: ["Grupp B"] }).understood, /0-30/);
  assert.match(refused({ "Vård-\ngivare": ["Falu lasarett"], "0-30": ["4"] }), /"sjukhus=Vård- givare"/);
});

Deno.test("recognise() reads the labels of the long layout as the headers of the wide one", () => {
  const labels = ["v0-4", "v5-8", "minst 9 veckor"];
  const { columns } = bandRows(labels);
  const { profile, layout } = read(columns);
  assert.deepEqual(profile.band?.map(({ lo, hi }) => [lo, hi]), [[0, 34], [35, 62], [63, null]]);
  assert.deepEqual(labels.map((label) => layout.shape.band.safeParse(label).data), ["0-34", "35-62", "63-"]);
  assert.match(refused(bandRows(["0-17", "18-64"]).columns), /vilken enhet/);
  const header = [...BASE, "Väntetid (veckor)", "antal"];
  const values: FileLook["values"] = (column) =>
    column === 3 ? [["0-4", 1], ["5+", 1]] : [[ROW[column] ?? "7", 2]];
  const own = Profile.parse({
    namn: "egen",
    beskrivning: "",
    layout: "bandrader",
    kolumner: { band: "Väntetid (veckor)" },
  });
  assert.match(recognise(header, [own], {}, { values }).understood, /banden 0-34, 35- dagar på egna rader/);
});

Deno.test("recognise() proposes columns whose values are known names, and leaves none of them unread", () => {
  const named = {
    Vårdgivare: ["Falu lasarett", "Mora"],
    Åtgärd: ["Gråstarr", "Gallsten"],
    "0-30": ["4", "5"],
  };
  const message = refused(named);
  assert.match(message, /--kolumn "sjukhus=Vårdgivare" --kolumn "vardutbud=Åtgärd"/);
  const reading = read(named, { columns: { sjukhus: "Vårdgivare", vardutbud: "Åtgärd" } });
  assert.match(reading.understood, /per sjukhus och vårdutbud/);
  assert.deepEqual(read(named, { ignored: ["Vårdgivare", "Åtgärd"] }).unknown, []);
  const values: FileLook["values"] = (column) => [[["Falu lasarett", "Gråstarr", "4"][column], 1]];
  assert.throws(
    () => recognise(["Vårdgivare", "Åtgärd", "0-30"], profiles, {}, { values }),
    /Vårdgivare är troligen sjukhus[^]*--kolumn "sjukhus=Vårdgivare" --kolumn "vardutbud=Åtgärd" --konstant "manad=ÅÅÅÅ-MM" --konstant "status=STATUS" --konstant "region=Region Dalarna"/,
  );
});

Deno.test("recognise() says once that codes are written as decimals", () => {
  const header = [
    "vardkontakt_id",
    "beslut_datum",
    "start_datum",
    "matperiod",
    "regionkod",
    "status",
    "kon",
    "fodelsear",
    "vardgaranti",
  ];
  const values: FileLook["values"] = (
    column,
  ) => [[["A", "2024-01-01", "", "2024-04", "57.0", "VANTANDE", "2.0", "1953.0", "JA"][column], 1]];
  assert.deepEqual(recognise(header, profiles, {}, { values }).assumed, [
    "Koder skrivna som decimaltal (57.0) är lästa utan decimaler, i regionkod, kon",
  ]);
});

Deno.test("recognise() reads limits beside all who wait, and stops without them", () => {
  const limits = { "över 90 dagar": ["30"], "över 365 dagar": ["4"] };
  assert.deepEqual(read({ ...limits, Totalsumma: ["99"] }).profile.troskelvarden?.map(({ over }) => over), [
    90,
    365,
  ]);
  assert.match(refused(limits), /ingen kolumn säger hur många som väntar i allt/);
});

Deno.test("recognise() takes a column for all who wait by words that say nothing else", () => {
  for (
    const header of [
      "Summa",
      "Totalt väntande",
      "Antal väntande i kö",
      "väntande_totalt",
      "Total waiting",
      "Totalt (exkl PvV och MoV)",
    ]
  ) {
    assert.equal(read({ "0-30": ["5"], [header]: ["7"] }).sources.antal !== undefined, true, header);
  }
  for (const header of ["Totalt genomförda", "Total kostnad", "Antal läkare"]) {
    assert.match(refused({ "0-30": ["5"], [header]: ["7"] }), /förstås inte/, header);
  }
});

Deno.test("recognise() names a column that a person names and the file lacks", () => {
  assert.match(
    refused({ "0-30": ["1"], Sista: ["2"] }, { bands: { Sist: "31-60" } }),
    /heter Sist, närmast är Sista/,
  );
  assert.match(refused({ "0-30": ["1"] }, { ignored: ["Klinik"] }), /heter Klinik/);
});

Deno.test("recognise() does not take a band for shares where some of its cells are counts", () => {
  assert.equal(bands(read({ "0-30": ["30 %", "12"], "31-60": ["20", "8"] })), "0-30 31-60");
  assert.deepEqual(roles(read({ "0-30": ["30", "12"], "31-60": ["20", "8"], d: ["30 %", "0"] })), [
    "band",
    "band",
    "share",
  ]);
});

Deno.test("recognise() refuses bands with PvV among them where nothing else counts those who wait", () => {
  const columns = { "0-30 inkl PvV": ["30"], "31-60 inkl PvV": ["20"], PvV: ["4"] };
  assert.match(refused(columns), /Kolumnerna 0-30 inkl PvV, 31-60 inkl PvV innehåller tal men förstås inte/);
});

Deno.test("recognise() names no more columns in a refusal than can be read", () => {
  const columns = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`Grupp ${at}`, ["3"]]));
  const says = refused({ ...columns, ["x".repeat(5000)]: ["1"] });
  assert.match(says, /Grupp 19 och 481 till innehåller/);
  assert.ok(says.length < 2000);
});

Deno.test("recognise() refuses a column by which some rows are shares and not counts", () => {
  const columns = { väntetid: ["0-30", "31-60"], antal: ["30", "60"], mått: ["antal", "Andel (%)"] };
  assert.match(refused(columns), /Kolumnen mått säger att raderna inte räknar samma sak .* --bortse "mått"/);
  assert.equal(read(columns, { ignored: ["mått"] }).layout.name, "bandrader");
  assert.equal(read({ ...columns, mått: ["antal", "antal"] }).layout.name, "bandrader");
  assert.match(
    refused({ "0-30": ["30", "4"], "31-60": ["9", "4"], typ: ["Väntande", "Medelväntetid"] }),
    /Kolumnen typ säger/,
  );
});
