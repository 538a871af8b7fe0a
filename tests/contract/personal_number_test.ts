import assert from "node:assert/strict";
import { findPersonalNumbers, PersonalNumberError, screenPersonalNumbers } from "../../lib/contract/mod.ts";
import { parseExtract, toCsv } from "../../lib/extract/mod.ts";
import { asPlain } from "../_columns.ts";

// Every number here comes from the public tests of personnummer libraries; none is a person's.
const found = (rows: readonly (readonly string[])[], header = ["a", "b"]) => {
  const extract = parseExtract(new TextEncoder().encode(toCsv([header, ...rows])), "x.csv");
  const columns = findPersonalNumbers(extract);
  assert.deepEqual(
    columns,
    findPersonalNumbers({
      ...extract,
      columns: extract.columns.map((column) => asPlain(column, extract.good)),
    }),
    "plain columns hold as much",
  );
  return columns;
};
const caught = (cell: string) => found([["x", cell]]).length === 1;

Deno.test("findPersonalNumbers() finds each way of writing a personal number", () => {
  for (
    const cell of [
      "811228-9874",
      "8112289874",
      "19811228-9874",
      "198112289874",
      "811228+9874",
      "18811228+9874",
      "811228 9874",
      "811228 - 9874",
      "811228\u00a09874",
      "811228–9874",
      "811228‑9874",
      "811228−9874",
      "1981-12-28-9874",
      "670919-9530",
      "880320-0016",
      "121212-1212",
      "19900102-2384",
      "701063-2391",
      "7010632391",
      "811228-T874",
      "198112289874.0",
      "P198112289874",
      "'8112289874",
      '"811228-9874"',
      "811228.9874",
      "811228/9874",
      "811228_9874",
      "19811228.9874",
      "81-12-28-9874",
      "81.12.28.9874",
      "81/12/28-9874",
      "1981/12/28-9874",
      "1981.12.28-9874",
      "1981-12-28 - 9874",
      "1981-12-28-T874",
      "81 12 28 9874",
      "81 12 28-9874",
      "1981 12 28 9874",
      "8 112 289 874",
      "8\u00a0112\u00a0289\u00a0874",
      "8.112.289.874",
      "198 112 289 874",
      "pnr8112289874",
      "Personnr8112289874",
      "８１１２２８-９８７４",
      "８１１２２８９８７４",
      "٨١١٢٢٨-٩٨٧٤",
      "𝟪𝟣𝟣𝟤𝟤𝟪-𝟫𝟪𝟩𝟦",
      "811228\u200b-\u200b9874",
      "8\u00ad1\u00ad1\u00ad2\u00ad2\u00ad8\u00ad9\u00ad8\u00ad7\u00ad4",
      "811228\u20609874",
      "å 811228\ufeff9874",
    ]
  ) assert.ok(caught(cell), cell);
});

Deno.test("findPersonalNumbers() finds a number anywhere in a text, in quotes, over lines and among other numbers", () => {
  for (
    const cell of [
      "ringt 811228-9874 två gånger",
      "pnr:8112289874;",
      "(811228-9874)",
      "tel 08-123 45 67, 811228-9874",
      "rad ett\nrad två 811228-9874",
      "id=198112289874/2",
      "811228-9874, 670919-9530",
    ]
  ) assert.ok(caught(cell), cell);
});

Deno.test("findPersonalNumbers() lets through what only resembles one", () => {
  for (
    const cell of [
      "880320-0018",
      "8803200018",
      "811328-9874",
      "811232-9874",
      "232100-0131",
      "2321000131",
      "SE2321000131",
      "SE2321000131-E000000010148",
      "SE2321000131-E000000000001",
      "2024-04-30",
      "20240430",
      "20240430080000",
      "2024-04-30T08:00:00",
      "2024-04-30 08:00",
      "20240430 0800 0100",
      "VGR-ÖGON-F49581111D33",
      "REM-01FFEF0E4E",
      "501010",
      "51101",
      "08-123 45 67",
      "1.2.752.129.2.1.4.1",
      "178112289874",
      "811228-98741",
      "811228--9874",
      "811228x9874",
      "8112289874111",
      "81-12-28 9874",
      "1981-12-28 9874",
      "81.12.28",
      "81/12/28 08:00",
      "31-12-1981",
      "1.81.12.28.9874",
      "2.81.12.28-9874",
      "81-13-28-9874",
      "811228.98741",
      "8 112 289 875",
      "1 010 200 300",
      "12 811 228 987",
      "8 112 289 87",
      "SE8112289874",
      "８８０３２０-００１８",
      "31–60 dagar",
      "vårdutbud\u200b",
    ]
  ) assert.ok(!caught(cell), cell);
});

Deno.test("findPersonalNumbers() finds a number in the header line, and then names no column", () => {
  assert.deepEqual(found([["x", "y"]], ["Anna", "811228-9874"]), [{ column: "", cells: 1, by: "rubrik" }]);
  const { message } = new PersonalNumberError("x.csv", found([["x", "y"]], ["Anna", "811228-9874"]));
  assert.doesNotMatch(message, /Anna|811228/);
  assert.match(message, /saknar filen rubrikrad/);
});

Deno.test("findPersonalNumbers() finds a number above the table and in the file's name, and then hides the name", () => {
  const file = new TextEncoder().encode("Uttag för 19811228-9874\n\nmanad;antal\n2024-04;7\n2024-05;8\n");
  const columns = findPersonalNumbers(parseExtract(file, "lista 811228-9874.csv"));
  assert.deepEqual(columns.map(({ by, cells }) => [by, cells]), [["filnamn", 1], ["bredvid", 1]]);
  const { message } = new PersonalNumberError("lista 811228-9874.csv", columns);
  assert.match(message, /lista xxxxxx-xxxx\.csv/);
  assert.doesNotMatch(message, /9874/);
  const plain = new TextEncoder().encode("Utskriven 2024-05-06 12:30\n\nmanad;antal\n2024-04;7\n2024-05;8\n");
  assert.deepEqual(findPersonalNumbers(parseExtract(plain, "lista_2024-05-06.csv")), []);
});

Deno.test("findPersonalNumbers() refuses a column by its name, whatever it holds", () => {
  for (
    const name of [
      "personnummer",
      "Person_nr",
      "PNR",
      "pers.nr",
      "Patientens personnummer",
      "Samordningsnr",
      "reservnummer",
      "PersonID",
      "ssn",
    ]
  ) {
    assert.deepEqual(found([["x", "1"]], ["a", name]), [{ column: name, cells: 0, by: "namn" }], name);
  }
  for (const name of ["vardkontakt_id", "person", "personal", "hsaid_vardenhet", "reserverad", "pnrs"]) {
    assert.deepEqual(found([["x", "1"]], ["a", name]), [], name);
  }
});

Deno.test("findPersonalNumbers() lets a contact's running number of ten digits through, not the people among it", () => {
  const running = Array.from({ length: 1000 }, (_, index) => ["x", String(2404300000 + index * 7)]);
  for (const name of ["vardkontakt_id", "Remiss-id", "Löpnr"]) {
    assert.deepEqual(found(running, ["a", name]), []);
  }
  for (const name of ["patientid", "anteckning", "id"]) assert.equal(found(running, ["a", name]).length, 1);
  const numbers = Array.from({ length: 200 }, (_, index) => ["x", String(9100000000 + index)]);
  assert.deepEqual(found(numbers, ["a", "anteckning"]), [], "no day");
  assert.equal(
    found([...numbers, ["x", "8112289874"]], ["a", "vardkontakt_id"]).length,
    1,
    "one among others",
  );
  const people = Array.from({ length: 30 }, (_, index) => ["x", ["8112289874", "6709199530"][index % 2]]);
  assert.equal(found([...numbers, ...people], ["a", "vardkontakt_id"]).length, 1, "many among others");
});

Deno.test("findPersonalNumbers() refuses a patient's column that holds anything as long as a personal number", () => {
  for (const name of ["patientid", "Patient_ID", "pid", "patnr", "Patientnummer"]) {
    for (const id of ["1234567890", "123456789012", "990230-1234"]) {
      assert.deepEqual(
        found([["x", id]], ["a", name]),
        [{ column: name, cells: 1, by: "namn" }],
        `${name} ${id}`,
      );
    }
    assert.deepEqual(found([["x", "P123"], ["x", "123456"]], ["a", name]), []);
  }
  assert.deepEqual(found([["x", "1234567890"]], ["a", "rapid"]), []);
});

Deno.test("screenPersonalNumbers() lets through, of a column declared a running number, what chance explains and tells", () => {
  const screen = (cells: readonly string[], column = "nr", runningNumbers = ["NR"]) =>
    screenPersonalNumbers(
      parseExtract(
        new TextEncoder().encode(toCsv([["a", column], ...cells.map((cell) => ["x", cell])])),
        "x.csv",
      ),
      { runningNumbers },
    );
  const random = Array.from({ length: 99 }, (_, index) => String(9_100_000_000 + index * 7_919));
  assert.deepEqual(screen([...random, "8112289874"]), {
    found: [],
    running: [{ column: "nr", numbers: 100, letThrough: 1 }],
  });
  const undeclared = screen([...random, "8112289874"], "nr", []);
  assert.deepEqual(undeclared.found, [{ column: "nr", cells: 1, by: "innehåll", mayRun: true }]);
  assert.match(new PersonalNumberError("x.csv", undeclared.found).message, /--lopnummer "nr"/);
  // Any other form, people among others, too few numbers, and a name that says whose number it is.
  for (
    const [cells, column] of [
      [[...random, "811228-9874"]],
      [[...random, "198112289874"]],
      [[...random, ...Array.from({ length: 10 }, () => "8112289874")]],
      [["8112289874", ...random.slice(0, 5)]],
      [[...random, "8112289874"], "personnr"],
      [[...random, "8112289874"], "patientid"],
    ] as [string[], string?][]
  ) {
    const { found } = screen(cells, column, ["nr", "personnr", "patientid"]);
    assert.equal(found.length, 1, `${column} ${cells.at(-1)}`);
    assert.deepEqual(found[0].mayRun, undefined);
    assert.doesNotMatch(new PersonalNumberError("x.csv", found).message, /--lopnummer/);
  }
});

Deno.test("findPersonalNumbers() knows its columns after a stray quote, a delimiter in quotes and a line break in one", () => {
  const file = 'mått;id;anteckning\n5" rör;1;x\n"a;\n""b";2;x\n3;3;811228-9874\n';
  assert.deepEqual(findPersonalNumbers(parseExtract(new TextEncoder().encode(file), "x.csv")), [
    { column: "anteckning", cells: 1, by: "innehåll" },
  ]);
});

Deno.test("findPersonalNumbers() looks into records that could not be split", () => {
  const file = 'a;b\n1;2\n1;2;811228-9874\n"öppen;198112289874\n';
  assert.deepEqual(findPersonalNumbers(parseExtract(new TextEncoder().encode(file), "x.csv")), [
    { column: "", cells: 2, by: "innehåll" },
  ]);
});

Deno.test("findPersonalNumbers() takes a tab between fields for no blank inside a number", () => {
  const file = "beslut_datum\tlkf\n19811228\t9874\n";
  assert.deepEqual(findPersonalNumbers(parseExtract(new TextEncoder().encode(file), "x.csv")), []);
});

Deno.test("PersonalNumberError names columns and counts, never a value", () => {
  const columns = found([["811228-9874", "19811228-9874"], ["x", "670919-9530"]]);
  assert.deepEqual(columns, [{ column: "a", cells: 1, by: "innehåll" }, {
    column: "b",
    cells: 2,
    by: "innehåll",
  }]);
  const { message } = new PersonalNumberError("x.csv", columns);
  assert.match(message, /kolumnen "a" \(1 cell\), kolumnen "b" \(2 celler\)/);
  assert.doesNotMatch(message, /\d{4,}/);
});
