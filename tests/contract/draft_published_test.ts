import assert from "node:assert/strict";
import { answerQuestion, draftProfile, type Profile, recognise } from "../../lib/contract/mod.ts";
import { parseExtract } from "../../lib/extract/mod.ts";

const fileOf = (...lines: string[]) =>
  parseExtract(new TextEncoder().encode(`${lines.join("\n")}\n`), "fil.csv");
const draft = (lines: readonly string[], constants: Record<string, string> = {}) =>
  draftProfile(fileOf(...lines), { name: "fil", constants });
const bands = ({ band }: Profile) => band?.map(({ lo, hi }) => `${lo}-${hi ?? ""}`).join(" ");
const takes = (lines: readonly string[], profile: Profile) => recognise(fileOf(...lines).header, [profile]);

// The headers are those of the published files; the numbers are invented.

Deno.test("draftProfile() reads the weeks of England's RTT file, and asks of its columns of totals", () => {
  const file = [
    "Period,Provider Org Code,Provider Org Name,RTT Part Type,RTT Part Description,Treatment Function Code,Treatment Function Name,Gt 00 To 01 Weeks SUM 1,Gt 01 To 02 Weeks SUM 1,Gt 02 Weeks SUM 1,Total,Patients with unknown clock start date,Total All",
    "RTT-April-2024,RA2,ROYAL SURREY,Part_2,Incomplete Pathways,C_110,Trauma and Orthopaedic,5,4,3,12,0,12",
    "RTT-April-2024,RA2,ROYAL SURREY,Part_2,Incomplete Pathways,C_130,Ophthalmology,1,1,7,9,1,10",
  ];
  const given = { status: "vantande", region: "Norden", manad: "2024-04" };
  const { profile, questions } = draft(file, given);
  assert.equal(bands(profile), "0-7 8-14 15-");
  assert.equal(profile.kolumner.antal, "Total");
  assert.deepEqual(questions.map(({ names }) => names), [["Patients with unknown clock start date"], [
    "Total All",
  ]]);
  assert.ok(!profile.bortse.includes("Total All"));
  assert.throws(
    () => takes(file, profile),
    /Profilen fil har obesvarade frågor: Vad räknar kolumnen Patients/,
  );
  const ignored = questions.flatMap((question) => answerQuestion(question, "bortse")?.ignored ?? []);
  const answered = draftProfile(fileOf(...file), { name: "fil", constants: given, ignored });
  assert.deepEqual([answered.questions, answered.profile.fragor], [[], undefined]);
  assert.ok(takes(file, answered.profile).understood.startsWith("väntande per"));
});

Deno.test("draftProfile() reads Scotland's counts beside those over a limit", () => {
  const file = [
    "MonthEnding,HBT,HBTQF,PatientType,PatientTypeQF,Specialty,SpecialtyQF,NumberWaiting,NumberWaitingQF,NumberWaitingOver12Weeks,NumberWaitingOver26Weeks,Median,MedianQF",
    "20240430,S08000015,,Inpatient/Day case,,C8,,120,,60,22,84,",
    "20240430,S08000016,,Inpatient/Day case,,C8,,44,,4,0,31,",
  ];
  const { profile } = draft(file, { status: "vantande", region: "Skottland" });
  assert.deepEqual(profile.troskelvarden, [
    { namn: "NumberWaitingOver12Weeks", over: 84 },
    { namn: "NumberWaitingOver26Weeks", over: 182 },
  ]);
  assert.equal(profile.kolumner.antal, "NumberWaiting");
  assert.equal(takes(file, profile).understood.includes("antal över 84 och 182 dagar"), true);
});

Deno.test("draftProfile() reads the long layout of Wales, whose bands are weeks in words and whose codes are numbers", () => {
  const labels = ["Up to 26 weeks", "Over 26 weeks and up to 36 weeks", "Over 36 weeks"];
  const rows = ["April 2024", "May 2024"].flatMap((month, at) =>
    ["Betsi Cadwaladr", "Powys"].flatMap((board, code) =>
      labels.map((label, band) =>
        `${month},${4 + at},${board},${700 + code},${label},${band},${100 - 7 * band + code * at}`
      )
    )
  );
  const file = ["Date,Nr,LocalHealthboard,LHB,GroupedWeeks,GroupedWeeks_Code,Data", ...rows];
  const { profile, questions, unsure } = draft(file, { status: "vantande", region: "Wales" });
  assert.equal(profile.layout, "bandrader");
  assert.equal(bands(profile), "0-182 183-252 253-");
  assert.deepEqual([profile.kolumner.band, profile.kolumner.antal, questions], ["GroupedWeeks", "Data", []]);
  assert.ok(unsure.includes("Data är antagen att vara antal: kontrollera."), unsure.join("\n"));
});

Deno.test("draftProfile() reads Northern Ireland's weeks with blanks and signs", () => {
  const file = [
    "Quarter Ending,HSC Trust,Specialty,Programme of Care,0-6 weeks,> 6 - 13 weeks,>13-52 weeks,>52 weeks,Total Waiting",
    "31/03/2023,North,ENT,Acute,10,20,30,60,120",
    "31/03/2023,South,ENT,Acute,11,21,31,61,124",
  ];
  const { profile, questions } = draft(file, { status: "vantande", region: "Nordirland" });
  assert.equal(bands(profile), "0-42 43-91 92-364 365-");
  assert.deepEqual([profile.kolumner.antal, profile.kolumner.manad, questions], [
    "Total Waiting",
    "Quarter Ending",
    [],
  ]);
  takes(file, profile);
});

Deno.test("draftProfile() reads Ireland's months", () => {
  const file = [
    "ArchiveDate,Adult_Child,Speciality,0-6 Months,6-12 Months,12-18 Months,18 Months +,Total",
    '30/01/2025,Adult,Breast Surgery,"2,434",7,2,0,"2,443"',
    '30/01/2025,Child,Cardiology,"1,404",933,56,4,"2,397"',
  ];
  const { profile, questions } = draft(file, { status: "vantande", region: "Irland" });
  assert.equal(bands(profile), "0-182 183-365 366-547 548-");
  assert.deepEqual([profile.kolumner.antal, profile.tusental, questions], ["Total", ",", []]);
});

Deno.test("draftProfile() reads what the selections of väntetider.se break down by", () => {
  const file = [
    "Månad;Kontaktstatus;Region;Sjukhus;Klinik;Vårdutbud;Vårdgivare;0-30;31-60;61-90;91-120;121-180;181-365;366+;Median;Antal väntande;PvV;MoV;Andel inom 90",
    "2024-04;Väntande;Dalarna;Falu lasarett;Ögon;Gråstarr;Offentlig;5;4;3;2;1;1;0;31;16;1;0;75",
  ];
  const { profile, questions } = draft(file);
  const { sources, unknown } = takes(file, profile);
  for (
    const field of [
      "manad",
      "status",
      "region",
      "sjukhus",
      "vardutbud",
      "agarform",
      "d366",
      "median",
      "antal",
      "pvv",
      "mov",
    ]
  ) {
    assert.ok(sources[field], field);
  }
  assert.deepEqual([questions, unknown, profile.bortse], [[], ["Andel inom 90"], ["Klinik"]]);
});

Deno.test("draftProfile() looks at the codes of all rows, however they come round", () => {
  const names = Array.from({ length: 24 }, (_, index) => `Specialitet ${String.fromCharCode(65 + index)}`);
  const rows = Array.from({ length: 3600 }, (_, row) => `2024-04,väntande,Dalarna,${names[row % 24]},1`);
  const { profile, unsure } = draft(["månad,status,region,vårdutbud,antal", ...rows]);
  assert.deepEqual(Object.keys(profile.koder.vardutbud), names);
  assert.ok(!unsure.some((sentence) => sentence.includes("underkänns")), unsure.join("\n"));
});

Deno.test("draftProfile() takes those under a limit for a band, and no column for a total that some row has less in", () => {
  const { profile } = draft([
    "månad;status;region;under 90 dagar;över 90 dagar",
    "2024-04;väntande;Dalarna;300;100",
  ]);
  assert.equal(bands(profile), "0-90 91-");
  assert.equal(profile.kolumner.antal, undefined);
  const smaller = draft([
    "månad;status;region;0-30;31-60;61+ dagar;totalt",
    "2024-04;väntande;Dalarna;30;20;10;60",
    "2024-04;väntande;Uppsala;30;20;10;29",
  ]);
  assert.equal(smaller.profile.kolumner.antal, undefined);
  assert.deepEqual(smaller.questions.map(({ names }) => names), [["totalt"]]);
});

Deno.test("draftProfile() takes PvV and MoV by their names only", () => {
  const { profile, unsure, questions } = draft([
    "månad;status;region;0-30;31-60;61+ dagar;MoV;Provv;Varav PvV",
    "2024-04;väntande;Dalarna;30;20;10;2;3;1",
  ]);
  assert.deepEqual([profile.kolumner.mov, profile.kolumner.pvv], ["MoV", undefined]);
  assert.deepEqual(questions.map(({ names }) => names), [["Provv"]]);
  assert.ok(unsure.includes("Läses inte, och kan ingå i antalen: Varav PvV."), unsure.join("\n"));
});

Deno.test("draftProfile() says what a table of flows is, and asks instead of ignoring its numbers", () => {
  const { profile, unsure, questions } = draft([
    "månad;region;nya;genomförda;kvar i kön",
    "2024-04;Dalarna;30;20;310",
    "2024-05;Dalarna;31;25;316",
  ], { status: "vantande" });
  assert.equal(profile.layout, "aggregat");
  assert.deepEqual(profile.bortse, []);
  assert.ok(
    unsure.some((sentence) =>
      /inga väntetidsband, och kolumner som ser ut att räkna flöden \(nya, genomförda\)/.test(sentence)
    ),
  );
  assert.deepEqual(questions.flatMap(({ names }) => names), ["nya", "genomförda", "kvar i kön"]);
});

Deno.test("draftProfile() asks for the unit of bands that may be ages, and drafts with the answer", () => {
  const file = ["månad;status;region;0-17;18-64;65+;totalt", "2024-04;väntande;Dalarna;3;36;27;66"];
  const { profile, questions } = draft(file);
  assert.deepEqual(questions.map(({ about, names }) => [about, names]), [["enhet", [
    "0-17",
    "18-64",
    "65+",
  ]]]);
  assert.throws(() => takes(file, profile), /obesvarade frågor: Vilken enhet/);
  const weeks = draftProfile(fileOf(...file), { name: "fil", ...answerQuestion(questions[0], "vecka") });
  assert.equal(bands(weeks.profile), "0-125 126-454 455-");
  const ages = draftProfile(fileOf(...file), { name: "fil", ...answerQuestion(questions[0], "bortse") });
  assert.deepEqual([ages.questions, ages.profile.bortse, ages.profile.kolumner.antal], [[], [
    "0-17",
    "18-64",
    "65+",
  ], "totalt"]);
});

Deno.test("draftProfile() does not ask of numbers that only say what a column of words says", () => {
  const rows = ["2024-02", "2024-03", "2024-04"].flatMap((month, at) =>
    ["ENT", "Urology"].map((name, code) =>
      `${month};väntande;Dalarna;${name};${600 + code};${3 + at};${2 + code};${1 + at * code}`
    )
  );
  const { profile, questions } = draft(["månad;status;region;Specialty;HIPE;0-30;31-60;Grupp C", ...rows]);
  assert.deepEqual(questions.map(({ names }) => names), [["Grupp C"]]);
  assert.deepEqual(profile.bortse, ["Specialty", "HIPE"]);
});

Deno.test("draftProfile() says that a column is not read because a constant is given in its place", () => {
  const { unsure } = draft(["Månad;Status;Region;0-30", "2024-04;genomförda;Dalarna;3"], {
    status: "vantande",
  });
  assert.ok(
    unsure.some((sentence) => sentence.startsWith("Status säger själv status, och läses inte")),
    unsure.join("\n"),
  );
});

Deno.test("draftProfile() says what a person says of a column", () => {
  const file = ["månad;status;region;0-30;Grupp B;Grupp C", "2024-04;väntande;Dalarna;3;36;27"];
  const { questions } = draft(file);
  assert.deepEqual(questions.map(({ names }) => names), [["Grupp B"], ["Grupp C"]]);
  const said = draftProfile(fileOf(...file), {
    name: "fil",
    bands: { "Grupp B": "31-60", "Grupp C": "över 60" },
  });
  assert.deepEqual([bands(said.profile), said.questions], ["0-30 31-60 61-", []]);
  assert.deepEqual(takes(file, said.profile).unknown, []);
});
