import assert from "node:assert/strict";
import {
  cleanText,
  fieldSchema,
  type FieldSpec,
  readCell,
  registerLayout,
  specOf,
  type Spelling,
} from "../../lib/contract/mod.ts";

const spec = (kind: FieldSpec["kind"], more: Partial<FieldSpec> = {}): FieldSpec => ({
  kind,
  required: false,
  level: "error",
  expects: "något",
  ...more,
});
const WRONG = "går inte att läsa";
const read = (of: FieldSpec, text: string, spelling: Spelling = {}) => {
  const result = fieldSchema(of, spelling).safeParse(text);
  return result.success ? result.data : WRONG;
};

Deno.test("cleanText() takes blanks of every common kind off the ends and knows the spellings of missing", () => {
  assert.equal(cleanText("\ufeff\u00a0\u202f \t\r\nFalun \u00a0"), "Falun");
  assert.equal(cleanText("Norra  Falun"), "Norra  Falun");
  const exported = ["NaN", "nan", ".", "#N/A", "#SAKNAS!", "#NULL!"];
  for (
    const missing of [
      "",
      "  ",
      "-",
      "–",
      "NULL",
      "null",
      "N/A",
      "Uppgift saknas",
      " Ej deltagit\u00a0",
      ...exported,
    ]
  ) {
    assert.equal(cleanText(missing), null, JSON.stringify(missing));
  }
  assert.equal(cleanText("0000"), "0000");
  assert.equal(cleanText("Sjukhus saknas"), "Sjukhus saknas");
});

Deno.test("fieldSchema() reads Excel's serial numbers as days where told to, but never a year", () => {
  const day = spec("day"), month = spec("month");
  // Known: 2024-04-30 is 45412 from 1900 and 43950 from 1904; Excel numbers a 29 February 1900 that never was.
  assert.equal(read(day, "45412", { serials: "1900" }), "2024-04-30");
  assert.equal(read(day, "45412.75", { serials: "1900" }), "2024-04-30");
  assert.equal(read(day, "43950", { serials: "1904" }), "2024-04-30");
  assert.equal(read(day, "1", { serials: "1900" }), "1900-01-01");
  assert.equal(read(day, "59", { serials: "1900" }), "1900-02-28");
  assert.equal(read(day, "109574", { serials: "1900" }), "2199-12-31");
  assert.equal(read(month, "45412", { serials: "1900" }), "2024-04");
  assert.equal(read(month, "202404", { serials: "1900" }), "2024-04");
  assert.equal(read(day, "20240430", { serials: "1904" }), "2024-04-30");
  for (const text of ["2024", "0", "-1", "109575", "2958466"]) {
    assert.equal(read(day, text, { serials: "1900" }), WRONG, text);
  }
});

Deno.test("fieldSchema() reads a moment in UTC that is midnight in Sweden as the day that begins", () => {
  const day = spec("day");
  assert.equal(read(day, "2024-04-29T22:00:00Z"), "2024-04-30");
  assert.equal(read(day, "2024-01-29 23:00:00+00:00"), "2024-01-30");
  assert.equal(read(day, "2024-03-30T23:00:00.000Z"), "2024-03-31", "the night before summer time");
  assert.equal(read(day, "2024-03-31T22:00:00Z"), "2024-04-01", "its first night");
  assert.equal(read(day, "2024-10-27T23:00:00Z"), "2024-10-28", "the first night after it");
  assert.equal(read(spec("month"), "2024-04-30T22:00:00Z"), "2024-05");
  for (
    const time of ["T00:00:00Z", "T22:30:00Z", "T23:00:00Z", "T23:59:59Z", "T22:00:00", "T22:00:00+02:00"]
  ) {
    assert.equal(read(day, `2024-04-29${time}`), "2024-04-29", time);
  }
  assert.equal(read(day, "2024-02-30T23:00:00Z"), WRONG);
});

Deno.test("fieldSchema() reads days of the calendar in ISO, as åååå-mm-dd hh:mm and as ååååmmdd", () => {
  const day = spec("day");
  for (
    const text of [
      "2024-02-29",
      "20240229",
      "20240229235959",
      "2024-02-29T08:00:00",
      "2024-02-29 08:00",
      "2024-02-29T08:00:00.123Z",
      "2024-02-29T08:00:00+01:00",
      " 2024-02-29 ",
      "29FEB2024",
      "29feb2024:08:00:00",
      "29Feb2024:08:00:00.000",
    ]
  ) assert.equal(read(day, text), "2024-02-29", text);
  assert.deepEqual(["01MAY2024", "01MAJ2024", "01OCT2024", "01OKT2024"].map((text) => read(day, text)), [
    ...["2024-05-01", "2024-05-01", "2024-10-01", "2024-10-01"],
  ]);
  for (
    const text of [
      "2023-02-29",
      "20230229",
      "29FEB2023",
      "29XYZ2024",
      "9FEB2024",
      "2024-13-01",
      "2024-00-10",
      "2024-04-31",
      "24-04-30",
      "2024-4-3",
      "30-04-2024",
      "2024-04-30T8",
      "202404",
      "45412",
      "1700-01-01",
      "2200-01-01",
      "april 2024",
    ]
  ) {
    assert.equal(read(day, text), WRONG, text);
  }
  assert.equal(read(day, ""), null);
});

Deno.test("fieldSchema() reads dd-mm-yyyy and mm/dd/yyyy only when told which", () => {
  assert.equal(read(spec("day"), "03/04/2024"), WRONG);
  assert.equal(read(spec("day"), "03/04/2024", { dateForm: "dmy" }), "2024-04-03");
  assert.equal(read(spec("day"), "03/04/2024", { dateForm: "mdy" }), "2024-03-04");
  assert.equal(read(spec("day"), "31.12.2024", { dateForm: "dmy" }), "2024-12-31");
  assert.equal(read(spec("day"), "31.12.2024", { dateForm: "mdy" }), WRONG);
});

Deno.test("fieldSchema() reads a month in every spelling that can be read in one way", () => {
  const month = spec("month");
  for (
    const text of [
      ...["2024-04", "202404", "202404.0", "2024M04", "2024m4", "2024/04", "2024-4", "2024_04", "2024.04"],
      ...["2024.4", "2024 04", "04/2024", "4/2024", "04-2024", "april 2024", "APR 2024", "2024 apr."],
      ...["apr-2024", "apr-24", "Apr-24", "apr.-24", "2024-04-30", "20240401", "2024-04-30T00:00:00"],
      ...[
        "2024/04/30",
        "1 april 2024",
        "30-Apr-2024",
        "01-APR-24",
        "April 30, 2024",
        "30/04/2024",
        "04-30-2024",
      ],
    ]
  ) assert.equal(read(month, text), "2024-04", text);
  assert.equal(read(month, "2024.10"), "2024-10");
  assert.equal(read(month, "31-01-2018", { dateForm: "dmy" }), "2018-01");
  assert.equal(read(month, "04/05/2024", { dateForm: "mdy" }), "2024-04");
});

Deno.test("fieldSchema() reads no month of what can be read in two ways", () => {
  for (
    const text of [
      ...[
        "04-05",
        "04/05/2024",
        "2024.1",
        "2024,1",
        "24-apr",
        "apr 24",
        "apr-30",
        "feb-28",
        "feb-29",
        "jan-31",
      ],
      ...["2404", "april", "2024K2", "45383", "2024-13", "202400", "våren 2024", "1850-01-31", "31-apr-2024"],
    ]
  ) assert.equal(read(spec("month"), text), WRONG, text);
});

Deno.test("fieldSchema() reads letters that are written as a letter and its mark", () => {
  const { shape } = registerLayout();
  assert.equal(shape.sjukhusnamn.parse("Ga\u0308vle sjukhus"), "Gävle sjukhus");
  assert.equal(shape.status.parse("Va\u0308ntande"), "vantande");
  assert.equal(shape.sjukhusnamn.parse("O\u0308sterby"), "Österby", "of a name that no list knows");
});

Deno.test("fieldSchema() reads a code that a program has written as a number with decimals", () => {
  const { shape } = registerLayout();
  const as = (field: string, text: string) => shape[field].safeParse(text).data;
  assert.equal(as("regionkod", "57.0"), as("regionkod", "57"));
  assert.equal(as("kon", "2,0"), "kvinna");
  assert.deepEqual([as("mvo_kod", "511.0"), as("lkf", "2080.0"), as("fas", "2.0")], ["511", "2080", "2"]);
  assert.equal(as("vardkontakt_id", "123.0"), "123.0", "an identity stays as it is");
  assert.equal(as("lkf", "20.5"), undefined);
});

Deno.test("readCell() puts back the zero of a municipality's code, and only of one that is known", () => {
  const spec = specOf(registerLayout().shape.lkf);
  const restored = [["380", "0380"], ["38001", "038001"], ["380.0", "0380"], ["0", "0000"]];
  for (const [text, value] of restored) {
    assert.deepEqual(readCell(text, spec), { value, problem: null, restored: true }, text);
  }
  for (const text of ["0380", "2080", "208001"]) {
    assert.deepEqual(readCell(text, spec), { value: text, problem: null }, text);
  }
  for (const text of ["208", "20801", "38", "3800", "38x", "99"]) {
    assert.equal(readCell(text, spec).restored, undefined, text);
  }
});

Deno.test("fieldSchema() reads whole numbers with thousands between, and never takes a comma for thousands unasked", () => {
  const count = spec("whole", { min: 0 });
  for (
    const text of [
      "2434",
      "2 434",
      "2\u00a0434",
      "2\u202f434",
      "2\u2009434",
      "2'434",
      "2’434",
      '="2434"',
      "2434 st",
      "2434,0",
      "2434.00",
    ]
  ) {
    assert.equal(read(count, text), 2434, text);
  }
  for (const text of ["2,434", "2.434", "2434.5", "24 34", "2434 kr", "-1", "1e3", "+5"]) {
    assert.equal(read(count, text), WRONG, text);
  }
  assert.equal(read(count, "2,434", { thousands: "," }), 2434);
  assert.equal(read(count, "1.002.434", { thousands: "." }), 1_002_434);
  assert.ok(Object.is(read(count, "-0"), 0));
  assert.equal(read(spec("whole", { min: 1901, max: 2199 }), "1900"), WRONG);
});

Deno.test("fieldSchema() reads decimals with comma or point", () => {
  const days = spec("decimal", { min: 0 });
  assert.equal(read(days, "60,5"), 60.5);
  assert.equal(read(days, "60.5"), 60.5);
  assert.ok(Object.is(read(days, "-0,0"), 0));
  assert.equal(read(days, "-0,5"), WRONG);
  assert.equal(read(days, "1 000,5"), WRONG);
});

Deno.test("fieldSchema() reads a code in any accepted spelling, and keeps a name that it does not know", () => {
  const codes = new Map([["väntande", "vantande"], ["region örebro län", "Region Örebro län"]]);
  assert.equal(read(spec("code", { codes }), "VÄNTANDE"), "vantande");
  assert.equal(read(spec("code", { codes }), "Region\u00a0 Örebro  län"), "Region Örebro län");
  assert.equal(read(spec("code", { codes }), "avslutad"), WRONG);
  assert.equal(read(spec("name", { codes }), "REGION ÖREBRO LÄN"), "Region Örebro län");
  assert.equal(read(spec("name", { codes }), "Kiruna"), "Kiruna");
});

Deno.test("fieldSchema() keeps a name of at most 100 characters, with one blank for each run of them", () => {
  assert.equal(read(spec("name"), "x".repeat(100)), "x".repeat(100));
  assert.equal(read(spec("name"), "x".repeat(101)), WRONG);
  assert.equal(read(spec("name"), "😀".repeat(100)), "😀".repeat(100));
  assert.equal(read(spec("name"), `Mora${" ".repeat(3000)}\n lasarett`), "Mora lasarett");
});

Deno.test("fieldSchema() matches the whole text, and keeps codes in capitals where asked", () => {
  const kva = spec("text", { pattern: "[A-Za-z0-9]{5}", capitals: true });
  assert.equal(read(kva, "cje20"), "CJE20");
  assert.equal(read(kva, "CJE20 "), "CJE20");
  assert.equal(read(kva, "CJE201"), WRONG);
  assert.equal(read(kva, "CJE2Ö"), WRONG);
});

Deno.test("fieldSchema() says which of a field's own rules is broken", () => {
  const suffix = (of: FieldSpec, text: string) => {
    const issue = fieldSchema(of).safeParse(text).error?.issues[0];
    return issue?.code === "custom" ? issue.params?.suffix : undefined;
  };
  assert.equal(suffix(spec("day", { required: true }), " - "), "saknas");
  assert.equal(suffix(spec("day", { required: true }), "x"), "ogiltigt");
  assert.equal(suffix(spec("day"), ""), undefined);
});
