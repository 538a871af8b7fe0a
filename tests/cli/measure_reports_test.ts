import assert from "node:assert/strict";
import * as z from "zod";
import { measureReports } from "../../lib/cli/_measure_reports.ts";
import type { CubeCell } from "../../lib/cube/mod.ts";

// FHIR R4 4.0.1: MeasureReport and Bundle, the elements that we write; what is not here may not be written.
const HL7 = "http://terminology.hl7.org/CodeSystem";
const Uri = z.string().regex(/^\S+$/).refine((text) => URL.canParse(text));
const Coding = z.strictObject({
  system: Uri,
  code: z.string().regex(/^\S+( \S+)*$/),
  display: z.string().min(1),
});
const coded = (system: string, codes: readonly string[]) =>
  Coding.refine((coding) => coding.system === system && codes.includes(coding.code));
const Concept = z.strictObject({ coding: z.tuple([Coding]), text: z.string().min(1).optional() });
const Day = z.iso.date();
const Population = z.strictObject({
  code: z.strictObject({
    coding: z.tuple([
      coded(`${HL7}/measure-population`, [
        ...["initial-population", "denominator", "denominator-exclusion", "numerator"],
      ]),
    ]),
  }),
  count: z.int().nonnegative(),
});
const Scored = {
  population: z.array(Population).min(1),
  measureScore: z.strictObject({
    value: z.number().nonnegative(),
    unit: z.enum(["%", "dagar"]),
    system: z.literal("http://unitsofmeasure.org"),
    code: z.enum(["%", "d"]),
  }).optional(),
};
const Report = z.strictObject({
  resourceType: z.literal("MeasureReport"),
  meta: z.strictObject({
    security: z.tuple([coded(`${HL7}/v3-Confidentiality`, ["R"])]),
    tag: z.tuple([coded(`${HL7}/v3-ActReason`, ["HTEST"])]).optional(),
  }),
  status: z.enum(["complete", "pending", "error"]),
  type: z.enum(["individual", "subject-list", "summary", "data-collection"]),
  measure: Uri,
  reporter: z.strictObject({
    identifier: z.strictObject({ system: z.literal("urn:oid:1.2.752.129.2.2.1.18"), value: z.string() })
      .optional(),
    display: z.string().min(1),
  }),
  period: z.strictObject({ start: Day, end: Day }).refine(({ start, end }) => start <= end),
  improvementNotation: z.strictObject({
    coding: z.tuple([coded(`${HL7}/measure-improvement-notation`, ["increase", "decrease"])]),
  }),
  group: z.array(z.strictObject({
    code: Concept,
    ...Scored,
    stratifier: z.array(z.strictObject({
      code: z.tuple([Concept]),
      stratum: z.array(z.strictObject({ value: Concept, ...Scored })).min(1),
    })).min(1).optional(),
  })).min(1),
});
const Bundle = z.strictObject({
  resourceType: z.literal("Bundle"),
  type: z.literal("collection"),
  entry: z.array(z.strictObject({
    fullUrl: z.string().regex(/^urn:uuid:[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
    resource: Report,
  })),
});

type ScoredRow = Pick<z.infer<typeof Report>["group"][number], "population" | "measureScore">;

const countOf = ({ population }: ScoredRow, code: string) =>
  population.find((each) => each.code.coding[0].code === code)?.count;
/** The counts of a group or a stratum; "-" where one is not given. */
const counts = (row: ScoredRow) =>
  ["initial-population", "denominator", "numerator"].map((code) => countOf(row, code) ?? "-").join(" ");

const cell = (days: number, antal: number, more: Partial<CubeCell> = {}): CubeCell => ({
  ...{ manad: "2024-04", status: "vantande", region: "Region Dalarna", sjukhus: "Falu lasarett" },
  ...{ vardutbud: "Gråstarr", agarform: null, avvikelse: null, vardgaranti: true, hemregion: null },
  ...{ lo: days, hi: days, antal, ...more },
});
const done = { status: "genomforda" } as const, mora = { sjukhus: "Mora lasarett" };
const bundle = measureReports([
  ...[cell(90, 4), cell(91, 1), cell(400, 9, { avvikelse: "PvV" }), cell(10, 2, mora), cell(120, 1, mora)],
  ...[cell(90, 3, done), cell(91, 1, done), cell(200, 5, { ...done, vardgaranti: false })],
  ...[cell(61, 2, { region: "Region Uppsala", hi: 120, vardutbud: "Gallsten" })],
  ...[cell(5, 3, { region: "Region Sörmland", vardutbud: null, sjukhus: null, hi: 30 })],
  ...[cell(5, 1, { region: "Region Värmland", sjukhus: null }), cell(95, 1, { region: "Region Värmland" })],
], ({ region }) => region === "Region Uppsala");
const { entry } = Bundle.parse(JSON.parse(JSON.stringify(bundle)));

Deno.test("measureReports() writes what FHIR R4 asks for, each code with its system and in words", () => {
  assert.equal(new Set(entry.map(({ fullUrl }) => fullUrl)).size, entry.length);
  assert.deepEqual(
    entry.map(({ resource: { meta, reporter } }) => [reporter.identifier?.value, meta.tag?.[0].code]),
    [
      ["20", undefined],
      ["20", undefined],
      ["20", undefined],
      ["03", "HTEST"],
      ["04", undefined],
      ["17", undefined],
    ],
  );
  assert.deepEqual(measureReports([], () => false).entry, []);
});

Deno.test("measureReports() counts, by hand: 6 of 8 waiting, 3 of 4 performed, a median of 200 days", () => {
  const shown = entry.map(({ resource: { measure, group } }) =>
    group.map((each) => [
      ...[measure.replace(/^.*[:/]/, ""), each.code.coding[0].code, counts(each), each.measureScore?.value],
      each.stratifier?.map(({ code, stratum }) =>
        `${code[0].coding[0].code}: ${
          stratum.map((row) => `${row.value.coding[0].code} ${counts(row)}`).join(", ")
        }`
      ),
    ])
  );
  const bands = (...counts: string[]) =>
    ["0-30", "31-60", "61-90", "91-120", "121-180", ">180"].map((name, band) => `${name} ${counts[band]} -`)
      .join(", ");
  const waits = ["vantande-hogst-90-dagar", "andel_hogst_90"];
  assert.deepEqual(shown, [
    [[...waits, "17 8 6", 75, [
      "vardutbud: 51101 17 8 6",
      "sjukhus: Falu lasarett 14 5 4, Mora lasarett 3 3 2",
      `vantetidsintervall: ${bands("2 2", "0 0", "4 4", "2 2", "0 0", "9 0")}`,
    ]]],
    [["vantetid-vardgaranti", "andel_inom_90", "9 4 3", 75, [
      "vardutbud: 51101 9 4 3",
      "sjukhus: Falu lasarett 9 4 3",
      `vantetidsintervall: ${bands("0 0", "0 0", "3 3", "1 1", "0 0", "5 0")}`,
    ]]],
    ["median_vantetid 200", "medel_vantetid 151.2"].map((told) => {
      const [code, value] = told.split(" ");
      return ["vantetid-median", code, "9 - -", Number(value), [
        "vardutbud: 51101 9 - -",
        "sjukhus: Falu lasarett 9 - -",
        `vantetidsintervall: ${bands("0 -", "0 -", "3 -", "1 -", "0 -", "5 -")}`,
      ]];
    }),
    // A band that straddles the limit leaves the share in doubt, and its bands.
    [[...waits, "2 2 -", undefined, ["vardutbud: Gallsten 2 2 -", "sjukhus: Falu lasarett 2 2 -"]]],
    // Neither vårdutbud nor hospital is delivered.
    [[...waits, "3 3 3", 100, [
      `vantetidsintervall: ${bands("3 3", "0 0", "0 0", "0 0", "0 0", "0 0")}`,
    ]]],
    // One hospital is not stated: it has a stratum, so that they add up.
    [[...waits, "2 2 1", 50, [
      "vardutbud: 51101 2 2 1",
      "sjukhus: UNK 1 1 1, Falu lasarett 1 1 0",
      `vantetidsintervall: ${bands("1 1", "0 0", "0 0", "1 1", "0 0", "0 0")}`,
    ]]],
  ]);
});

Deno.test("measureReports() has populations that add up, and scores that follow from them", () => {
  const groups = entry.flatMap(({ resource }) => resource.group);
  const strata = groups.flatMap(({ stratifier = [] }) => stratifier.flatMap(({ stratum }) => stratum));
  for (const row of [...groups, ...strata.filter(({ population }) => population.length > 2)]) {
    const [initial, of, without, within] = [
      ...["initial-population", "denominator", "denominator-exclusion", "numerator"],
    ].map((code) => countOf(row, code));
    if (of === undefined) continue;
    assert.equal(of + without!, initial);
    if (within === undefined) assert.equal(row.measureScore, undefined);
    else if (of > 0) assert.equal(row.measureScore?.value, Math.round(1000 * within / of) / 10);
  }
  for (const group of groups) {
    for (const { stratum } of group.stratifier ?? []) {
      for (const code of ["initial-population", "denominator", "denominator-exclusion", "numerator"]) {
        const parts = stratum.map((row) => countOf(row, code));
        if (parts.includes(undefined)) continue;
        assert.equal(parts.reduce((sum, part) => sum! + part!, 0), countOf(group, code));
      }
    }
  }
});
