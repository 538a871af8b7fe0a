import assert from "node:assert/strict";
import {
  LayoutError,
  Profile,
  profileLayout,
  profiles,
  recognise,
  registerLayout,
} from "../../lib/contract/mod.ts";

const registerHeader = Object.keys(registerLayout().shape);
const columns = (header: readonly string[], field: string, known: readonly Profile[] = profiles) => {
  const source = recognise(header, known).sources[field];
  return source !== undefined && "columns" in source ? source.columns.map((index) => header[index]) : source;
};
const failure = (header: readonly string[]): LayoutError => {
  try {
    recognise(header, profiles);
  } catch (error) {
    if (error instanceof LayoutError) return error;
    throw error;
  }
  throw new Error("The header was recognised");
};

Deno.test("recognise() knows the register by its 35 columns in any order, case and spelling of their names", () => {
  for (
    const header of [
      registerHeader,
      registerHeader.toReversed(),
      registerHeader.map((name) => name.toUpperCase()),
      registerHeader.map((name) => name.replaceAll("_", "")),
      registerHeader.map((name) => ` ${name.replaceAll("_", " ")} `),
    ]
  ) {
    const reading = recognise(header, profiles);
    assert.equal(reading.layout.name, "register");
    assert.deepEqual([reading.unknown, reading.absent], [[], []]);
  }
});

Deno.test("recognise() takes a field's own name before the other names that it may have", () => {
  const header = registerHeader.toSpliced(0, 0, "Sjukhus");
  assert.deepEqual(columns(header, "sjukhusnamn"), ["sjukhusnamn"]);
  assert.deepEqual(recognise(header, profiles).unknown, ["Sjukhus"]);
  const renamed = registerHeader.map((name) => name === "sjukhusnamn" ? "Sjukhus" : name);
  assert.deepEqual(columns(renamed, "sjukhusnamn"), ["Sjukhus"]);
});

Deno.test("recognise() takes the column that a profile names, or joins several", () => {
  const own = Profile.parse({
    namn: "eget",
    beskrivning: "Eget",
    layout: "aggregat",
    konstanter: { status: "vantande" },
    kolumner: { antal: "Total", manad: { av: ["Ar", "Manad"] } },
  });
  const header = ["Ar", "Manad", "Region", "Antal", "Total"];
  assert.deepEqual(columns(header, "antal", [own]), ["Total"]);
  assert.deepEqual(columns(header, "manad", [own]), ["Ar", "Manad"]);
  assert.deepEqual(recognise(header, [own]).sources.status, { constant: "vantande" });
  assert.deepEqual(recognise(header, [own], { status: "genomforda" }).sources.status, {
    constant: "genomforda",
  });
});

Deno.test("recognise() reads the headers of the planning group's table", () => {
  const header = [
    "Månad",
    "Status",
    "Region",
    "0-30",
    "31-60",
    "61-90",
    "91-365",
    "över 365",
    "Median",
    "Totalt antal (exkl PvV och MoV)",
    "Totalt PvV",
    "Totalt MoV",
    "Per 1000 inv (exkl PvV och MoV)",
    "Invånare",
  ];
  const reading = recognise(header, profiles);
  assert.equal(reading.profile.namn, "aggregat");
  assert.deepEqual(reading.unknown, []);
  const fields = ["d0_30", "d31_60", "d61_90", "d91_365", "d366", "median", "antal", "pvv", "mov"];
  assert.deepEqual(fields.map((field) => columns(header, field)), header.slice(3, 12).map((name) => [name]));
});

Deno.test("recognise() never counts the days of two overlapping bands twice", () => {
  const base = ["manad", "status", "region"];
  const bands = (...header: string[]) =>
    Object.keys(recognise([...base, ...header], profiles).sources).filter((name) => /^d\d/.test(name))
      .toSorted();
  assert.deepEqual(bands("91-120", "121-180", "181-365", "91-365"), ["d121_180", "d181_365", "d91_120"]);
  assert.deepEqual(bands("91-120", "91-365"), ["d91_365"]);
  assert.deepEqual(bands("0-30", "366+"), ["d0_30", "d366"]);
});

Deno.test("recognise() says which columns are missing, unknown and probably renamed", () => {
  const header = registerHeader.map((name) =>
    name === "beslut_datum" ? "beslut_datm" : name === "status" ? "läge" : name
  );
  const error = failure(header);
  assert.equal(error.nearest, "register");
  assert.deepEqual(error.missing, ["beslut_datum", "status"]);
  assert.deepEqual(error.unknown, ["beslut_datm", "läge"]);
  assert.deepEqual(error.renamed, [{ field: "beslut_datum", header: "beslut_datm" }]);
  assert.match(error.message, /beslut_datm \(väntat beslut_datum\)/);
});

Deno.test("recognise() shows no cell of a file without header line", () => {
  const error = failure(["2026-01-06T08:00:00", "1953", "1484", "Anna Andersson"]);
  assert.match(error.message, /sakna rubrikrad/);
  assert.doesNotMatch(error.message, /1953|Anna/);
  assert.deepEqual(error.unknown, []);
});

Deno.test("recognise() knows the bands however their days are written, the standard ones too", () => {
  const fields = (...bands: string[]) => {
    const { sources } = recognise(["manad", "status", "region", ...bands], profiles);
    return Object.keys(sources).filter((name) => /^d\d/.test(name));
  };
  const standard = ["d0_30", "d31_60", "d61_90", "d91_365", "d366"];
  for (
    const bands of [
      ["0-30 dgr", "31-60 dgr", "61-90 dgr", "91-365 dgr", ">365 dgr"],
      ["0–30 d", "31–60 d", "61–90 d", "91–365 d", "366+ d"],
      ["0-30 (dagar)", "31-60 (dagar)", "61-90 (dagar)", "91-365 (dagar)", "Över 365 (dagar)"],
      ["upp till 30 dygn", "31-60 dygn", "61-90 dygn", "91-365 dygn", "minst 366 dygn"],
      ["0-30", "31-60", "61-90", "91-365", "≥ 366"],
      ["0-30", "31-60", "61-90", "91-365", "366 eller mer"],
      [
        "0-30 dagar (antal)",
        "31-60 dagar (antal)",
        "61-90 dagar (antal)",
        "91-365 dagar (antal)",
        ">365 dagar (antal)",
      ],
    ]
  ) assert.deepEqual(fields(...bands), standard, bands.join());
  assert.deepEqual(fields("0-45 dgr", "46-90 dgr", "mer än 90 dgr"), ["d0_45", "d46_90", "d91"]);
});

Deno.test("recognise() reads one band a row, and stops at what would part the rows of a layout that has no place for it", () => {
  const reading = recognise(["Månad", "Status", "Region", "Avvikelse", "Väntetid", "Antal"], profiles);
  assert.deepEqual([reading.layout.name, reading.unknown], ["bandrader", []]);
  for (const column of ["avvikelse", "Avvikelsekod", "väntetidsband"]) {
    const error = failure(["månad", "status", "region", column, "0-30", "31-60", "antal"]);
    assert.match(error.message, new RegExp(`Kolumnen ${column} delar upp raderna`));
  }
  const ignoring = Profile.parse({
    namn: "egen",
    beskrivning: "",
    layout: "aggregat",
    bortse: ["avvikelse"],
  });
  assert.deepEqual(columns(["manad", "status", "region", "avvikelse", "0-30"], "d0_30", [ignoring]), [
    "0-30",
  ]);
});

Deno.test("recognise() refuses to choose among no profiles", () => {
  assert.throws(() => recognise(["a"], []), RangeError);
});

Deno.test("profileLayout() gives each profile's layout, with its bands and spellings", () => {
  assert.deepEqual(profiles.map((profile) => [profile.namn, profileLayout(profile).name]), [
    ["register", "register"],
    ["aggregat", "aggregat"],
    ["bandrader", "bandrader"],
    ["vgr", "register"],
    ["ntpf_smal", "bandrader"],
    ["ntpf_bred", "aggregat"],
    ["rtt", "aggregat"],
  ]);
  const weeks = Profile.parse({
    namn: "nhs",
    beskrivning: "England",
    layout: "aggregat",
    band: [{ namn: "upp till 18 v", lo: 0, hi: 126 }, { namn: "över 18 v", lo: 127, hi: null }],
  });
  assert.deepEqual(profileLayout(weeks).bands.map(({ field }) => field), ["d0_126", "d127"]);
  assert.deepEqual(columns(["manad", "status", "region", "Över 18 v"], "d127", [weeks]), ["Över 18 v"]);
});

Deno.test("Profile refuses what no profile holds", () => {
  assert.equal(Profile.safeParse({ namn: "x", beskrivning: "", layout: "annan" }).success, false);
  assert.equal(
    Profile.safeParse({ namn: "x", beskrivning: "", layout: "register", kolumn: {} }).success,
    false,
  );
});

Deno.test("recognise() takes the bands that the file's own headers name, so that no column of them is lost", () => {
  const { layout, sources, unknown } = recognise(
    ["månad", "status", "region", "0-30", "31-90", "91-365", "över 365 dagar", "Klinikgrupp"],
    profiles,
  );
  assert.deepEqual(layout.bands.map(({ lo, hi }) => [lo, hi]), [[0, 30], [31, 90], [91, 365], [366, null]]);
  assert.deepEqual(sources.d31_90, { columns: [4] });
  assert.deepEqual(unknown, ["Klinikgrupp"]);
});

Deno.test("recognise() takes a constant only for what the file does not say itself", () => {
  const header = ["Månad", "region", "0-30"];
  assert.deepEqual(recognise(header, profiles, { status: "vantande" }).sources.status, {
    constant: "vantande",
  });
  assert.throws(
    () => recognise(header, profiles, { status: "vantande", manad: "2024-04" }),
    /Filen säger själv manad, i kolumnen Månad/,
  );
});

Deno.test("recognise() loses no standard band whose header is spelt in another way", () => {
  const bands = ["0-30", "31-60", "61-90", "91-365"];
  for (const last of ["Mer än ett år", "över 1 år", "Längre än 365 dagar", "Väntande > 365 dagar"]) {
    const { sources, unknown } = recognise(["månad", "status", "region", ...bands, last], profiles);
    assert.deepEqual([unknown, sources.d366], [[], { columns: [7] }], last);
  }
});

Deno.test("recognise() refuses bands that do not follow each other, and takes no ages for bands", () => {
  const base = ["månad", "status", "region"];
  for (
    const bands of [["0-30", "31-90", "61-120"], ["0-30", "61-120"], ["31-60", "0-25 dagar"], [
      "d0_30",
      "d31_80",
      "d91_365",
    ]]
  ) {
    assert.throws(() => recognise([...base, ...bands], profiles), /följer inte på varandra/, bands.join());
  }
  const ages = recognise([...base, "0-30", "31-60", "ålder 0-17", "Ålder 18-64 år"], profiles);
  assert.deepEqual(ages.unknown, ["ålder 0-17", "Ålder 18-64 år"]);
  assert.deepEqual(
    recognise([...base, "0-30", "31-60", "61-90", "91-365", "91-120", "366+"], profiles).unknown,
    ["91-120"],
  );
});

Deno.test("recognise() reads only the first of a million ids", () => {
  const header = [...registerHeader, "löpnummer hos oss"], long = ["vardkontakt_id", header[35]];
  let most = 0;
  const values = (column: number) => ({
    *[Symbol.iterator]() {
      for (let at = 1; at <= (long.includes(header[column]) ? 1_000_000 : 2); at++) {
        most = Math.max(most, at);
        yield [`${column}-${at}`, 1] as const;
      }
    },
  });
  const { layout, unknown } = recognise(header, profiles, {}, { values });
  assert.deepEqual([layout.name, unknown], ["register", ["löpnummer hos oss"]]);
  assert.ok(most < 1_000, `${most} cells of a column were read`);
});
