import assert from "node:assert/strict";
import { draftProfile, judgeRecord, profiles, recognise } from "../../lib/contract/mod.ts";
import { type Extract, parseExtract, readExtract } from "../../lib/extract/mod.ts";

const own = profiles.filter(({ namn }) => ["register", "aggregat"].includes(namn));
const fileOf = (text: string) => parseExtract(new TextEncoder().encode(text), "nord.csv");
const draft = (extract: Extract, constants: Record<string, string> = {}) =>
  draftProfile(extract, { name: "nord", constants, known: own });

Deno.test("draftProfile() drafts what an invented file needs to be read, and says what it guessed", () => {
  const extract = fileOf(
    "Rapportmånad;Läge;Sjukvårdshuvudman;Operationsslag;0-12 veckor;13-26 veckor;mer än 26 veckor;Ansvarig\n" +
      "april 2024;väntande;Dalarna;Grå starr op;1.030;12;1;Eva\n" +
      "april 2024;väntande;Gävlebrg;Robotkirurgi;7;2;0;Eva\n",
  );
  const { profile, unsure } = draft(extract);
  assert.equal(profile.layout, "aggregat");
  assert.deepEqual(profile.kolumner, {
    manad: "Rapportmånad",
    status: "Läge",
    region: "Sjukvårdshuvudman",
  });
  assert.deepEqual(profile.band, [
    { namn: "0-12 veckor", lo: 0, hi: 90 },
    { namn: "13-26 veckor", lo: 91, hi: 188 },
    { namn: "mer än 26 veckor", lo: 189, hi: null },
  ]);
  assert.equal(profile.tusental, ".");
  assert.deepEqual(profile.koder.region, { "Gävlebrg": "Region Gävleborg" });
  const said = unsure.join("\n");
  for (
    const guess of [
      "Läge är antagen att vara status",
      '"Gävlebrg" är antaget att vara Region Gävleborg',
      "Ansvarig",
    ]
  ) {
    assert.ok(said.includes(guess), `${guess} in ${said}`);
  }
});

Deno.test("draftProfile() gives a profile that takes its file's rows", () => {
  const extract = fileOf(
    "Datum,Region,Väntetid,Antal,Åldersgrupp\n31/04/2024,Dalarna,0-3 månader,3,0-17\n30/04/2024,Örebro,12+ månader,5,18+\n",
  );
  const { profile, unsure } = draft(extract, { status: "vantande" });
  assert.deepEqual([profile.layout, profile.datumform], ["bandrader", "dmy"]);
  assert.deepEqual(profile.band?.map(({ lo, hi }) => [lo, hi]), [[0, 91], [365, null]]);
  const { layout, sources } = recognise(extract.header, [profile]);
  const verdicts = [0, 1].map((row) =>
    judgeRecord(
      layout,
      Object.fromEntries(
        Object.entries(sources).map(([field, source]) => [
          field,
          "constant" in source ? source.constant : extract.fields(row)[source.columns[0]],
        ]),
      ),
    )
  );
  assert.deepEqual(verdicts.map(({ breaches }) => breaches.map(({ rule }) => rule)), [
    ["manad_ogiltigt"],
    [],
  ]);
  assert.ok(
    unsure.some((sentence) => sentence.startsWith("1 av 2 prövade rader underkänns: manad ska vara")),
  );
});

Deno.test("draftProfile() says which order of day and month nothing decides, and what the file does not hold", () => {
  const { unsure } = draft(fileOf("datum;region;0-90;> 90\n04/05/2024;Dalarna;3;4\n"));
  assert.ok(unsure.some((sentence) => sentence.includes("dd-mm-åååå eller mm-dd-åååå")), unsure.join("\n"));
  assert.ok(unsure.some((sentence) => sentence.startsWith("Filen saknar status")), unsure.join("\n"));
});

Deno.test("draftProfile() repeats no value of a column that is no code list", () => {
  const { profile, unsure } = draft(
    fileOf("vardkontakt_id;beslut_datum;matperiod;anteckning\nK1;2024-04-01;2024-04;Karl ringde\n"),
  );
  assert.equal(profile.layout, "register");
  assert.doesNotMatch(JSON.stringify([profile, unsure]), /Karl|K1/);
});

const reality: readonly [file: string, layout: string, unit: (number | null)[][]][] = [
  ["IN_WL_2018.csv", "bandrader", [[0, 91], [92, 182], [183, 273], [274, 365], [366, 456], [457, 547], [
    548,
    null,
  ]]],
  ["OpenData_OPNational02_2025.csv", "aggregat", [[0, 182], [183, 365], [366, 547], [548, null]]],
  ["waiting_lists_for_NHS_Regions.csv", "aggregat", [[364], [126]]],
];
for (const [name, layout, wanted] of reality) {
  const url = new URL(`../../../shared/reality/${name}`, import.meta.url);
  Deno.test(`draftProfile() finds the months and limits of ${name}, whose own profile it does not know`, async () => {
    const there = await Deno.stat(url).then(() => true, (error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      return false;
    });
    if (!there) return console.info(`${name} is not there: its test is left out`);
    const extract = await readExtract(url.pathname);
    const { profile } = draft(extract, { status: "vantande", region: "Utlandet" });
    assert.equal(profile.layout, layout);
    const days = profile.troskelvarden?.map(({ over }) => [over]) ??
      profile.band?.map(({ lo, hi }) => [lo, hi]);
    assert.deepEqual([...new Set(days?.map(String))], wanted.map(String));
    assert.deepEqual(profile.koder.region, { Utlandet: "Utlandet" });
    assert.ok(recognise(extract.header, [profile]).sources.manad);
  });
}

Deno.test("draftProfile() finds who waits beside limits that count some of them, and tells how times are read", () => {
  const file = (all: string) =>
    fileOf(
      `Period,Status,Län,Kö,Över 3 mån,Över 1 år\n2024-04,väntande,Dalarna,${all},30,4\n2024-04,väntande,Uppsala,30,30,6\n`,
    );
  const { profile, unsure } = draft(file("120"));
  assert.equal(profile.kolumner.antal, "Kö");
  assert.ok(unsure.includes("Kö är antagen att vara antal: kontrollera."), unsure.join("\n"));
  assert.ok(
    unsure.includes("Tiderna är omräknade till dagar: Över 3 mån är över 91; Över 1 år är över 365."),
  );
  const fewer = draft(file("29"));
  assert.equal(fewer.profile.kolumner.antal, undefined);
  assert.ok(fewer.unsure.some((sentence) => /men inte hur många som väntar: bara de räknas/.test(sentence)));
});
