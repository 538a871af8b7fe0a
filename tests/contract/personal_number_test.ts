import assert from "node:assert/strict";
import {
  findPersonalNumbers,
  holdsPersonalNumber,
  PersonalNumberError,
  screenCells,
  screenPersonalNumbers,
} from "../../lib/contract/mod.ts";
import { parseExtract, toCsv } from "../../lib/extract/mod.ts";
import { type Random, seededRandom } from "../../lib/numeric/mod.ts";
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
/** What the gate says of one column of cells that differ. */
const screen = (cells: readonly string[], column = "nr", runningNumbers: readonly string[] = []) =>
  screenCells(
    {
      name: "x.csv",
      beside: [],
      columns: [{ name: column, cells: () => cells.map((cell) => [cell, 1] as const) }],
    },
    { runningNumbers },
  );
const digits = (random: Random, count: number) =>
  Array.from({ length: count }, () => String(random.integer(10))).join("");

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
      "1981 1228 9874",
      "81 12 28 98 74",
      "19 81 12 28 98 74",
      "81 1228 9874",
      "1981-12-28 9874",
      "81-12-28 9874",
      "81/12/28 9874",
      "198,112,289,874",
      "8'112'289'874",
      "8_112_289_874",
      "1,98112289874E+11",
      "1.98112289874e11",
      "8,112289874E+09",
      "8112289874,00",
      "811228(9874)",
      "[811228]-[9874]",
      "811228:9874",
      "811228;9874",
      "811228, 9874",
      "811228|9874",
      "811228*9874",
      "811228•9874",
      "811228 № 9874",
      "811228 … 9874",
      "1981\n12\n28\n9874",
      "1981‧12‧28‧9874",
      "811228--9874",
      "811228－9874",
      "811228﹣9874",
      "811228—9874",
      "811228\u20099874",
      "811228\u30009874",
      "811228\t9874",
      "811228\r\n9874",
      "1981-12-28\n9874",
      "811228&nbsp;9874",
      "811228&#45;9874",
      "811228_x000D_\n9874",
      "SE8112289874",
      "SE811228987401",
      "ID198112289874",
      "8 1 1 2 2 8 - 9 8 7 4",
      "811228 987 4",
      "8️⃣1️⃣1️⃣2️⃣2️⃣8️⃣-9️⃣8️⃣7️⃣4️⃣",
      "70 10 63 23 91",
      "701063(2391)",
      "8112 28 98 74",
      "8112 28-9874",
      "28121981-9874",
      "12281981 9874",
      "28/12/1981-9874",
      "12/28/1981 9874",
      "811228TF12",
      "811228-TF12",
      "811228\\u002D9874",
    ]
  ) assert.ok(caught(cell), cell);
  for (const cell of ["0611 12 34 56", "01/04/2024 1230", "240401AB12", "01042024-1230"]) {
    assert.ok(!caught(cell), cell);
  }
});

Deno.test("screenCells() takes days that end with their year and a time after them for no personal numbers", () => {
  const moments = Array.from(
    { length: 400 },
    (_, at) => `${String(1 + at % 28).padStart(2, "0")}/0${1 + at % 9}/2024 1${at % 10}${at % 6}${at % 7}`,
  );
  assert.deepEqual(screen(moments, "anteckning").found, []);
});

Deno.test("screenCells() finds a column of ids that begin with personal numbers, and no moments or dates in ids", () => {
  const ids = ["19670919953000001", "19880320001600002", "19121212121200003", "19900102238400004"];
  assert.equal(screen(ids, "vardkontakt_id").found.length, 1);
  assert.deepEqual(screen(ids.map((id) => `2${id.slice(1)}`), "vardkontakt_id").found, []);
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
      "811228x9874",
      "8112289874111",
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
      "８８０３２０-００１８",
      "31–60 dagar",
      "19811228-9874-4abc-8def-0123456789ab",
      "{19811228-9874-4ABC-8DEF-0123456789AB}",
      "urn:uuid:4abc8def-9874-4abc-8def-198112289874",
      "a8112289874",
      "8112289874ab3f",
      "3f811228-9874",
      "E198112289874",
      "2024-04-30T08:15:22.198112",
      "2024-04-30 08:15",
      "20240430T0815",
      "20240430T081500",
      "20240430T08Z",
      "2024-04-30kl08",
      "070-123 45 67",
      "08-12 34 56 78",
      "0510-12 34 56",
      "192.168.001.100",
      "240401-0430",
      "240430-1530",
      "811228-XXXX",
      "1981-12-28 - 9874-01-01",
      "ab:81:12:28:98:74",
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

Deno.test("findPersonalNumbers() finds a number with a slip in its check digit, where it can be nothing else", () => {
  for (
    const cell of [
      "811228-9873",
      "19811228-9871",
      "ring Anna 811228-9873 (fel siffra)",
      "811228+9870",
      "811228-987X",
    ]
  ) {
    assert.ok(caught(cell), cell);
  }
  for (
    const cell of [
      "811228 9873",
      "8112289873",
      "811328-9873",
      "811228-1015",
      "811228-1130",
      "811228-1999",
      "811228-8888",
    ]
  ) {
    assert.ok(!caught(cell), cell);
  }
  assert.deepEqual(screen(["240430-4711", "240430-4712"], "ärende_nr").found, [], "a running number");
});

Deno.test("findPersonalNumbers() finds the reserve numbers of the regions", () => {
  for (
    const cell of [
      "19811228-AB12", // national
      "19811228ABC1",
      "992024123456", // Stockholm
      "19811228K123", // Västra Götaland, Dalarna
      "19811228-K123",
      "19811228m123",
      "19811228SF1A", // Värmland
      "198112459999", // Inera, Halland
      "19811245-9999",
      "19811228TA1B", // Örebro
      "811228DA0B", // Skåne
      "19811228DA0B",
      "19811228123R", // Västernorrland
      "18500101M001", // Sörmland
      "19811228R123", // Västerbotten
      "19811228-12M3", // Gävleborg
      "1981122812M3",
      "19811228T123",
      "19811228TF12",
      "811228T123",
      "ny patient 19811228 T123",
    ]
  ) {
    assert.ok(caught(cell), cell);
    assert.ok(holdsPersonalNumber(cell), cell);
  }
  for (const cell of ["19811328K123", "19811228K1234", "x19811228K123", "240430A123", "811232-9874"]) {
    assert.ok(!caught(cell), cell);
  }
});

Deno.test("screenCells() takes UUIDs, ids of hex digits and times for no personal numbers", () => {
  const random = seededRandom("uuid");
  const hex = (count: number) =>
    Array.from({ length: count }, () => random.integer(16).toString(16)).join("");
  const kinds: Record<string, () => string> = {
    uuid: () => [8, 4, 4, 4, 12].map(hex).join("-"),
    "hex of 8": () => hex(8),
    "hex of 10": () => hex(10),
    "hex of 12": () => hex(12),
    "hex of 16": () => hex(16),
    "hex of 32": () => hex(32),
    moment: () =>
      `20${10 + random.integer(15)}0${1 + random.integer(9)}${10 + random.integer(19)}${
        10 + random.integer(14)
      }${10 + random.integer(50)}`,
  };
  for (const [kind, make] of Object.entries(kinds)) {
    const cells = Array.from({ length: 20_000 }, make);
    for (const column of ["id", "vardkontakt_id"]) assert.deepEqual(screen(cells, column).found, [], kind);
    if (kind === "moment") {
      assert.deepEqual(screen(cells.map((cell) => `${cell}17`)).found, [], "with seconds");
    }
  }
});

Deno.test("screenCells() finds personal numbers among times and ids", () => {
  const random = seededRandom("bland");
  const times = Array.from({ length: 50 }, (_, at) => `2024043012${10 + at % 50}`);
  assert.equal(screen([...times, "198112289874"]).found.length, 1);
  assert.equal(
    screen(["198112281230".replace("1230", "1239")], "skapad").found.length,
    0,
    "a time, and no right check digit",
  );
  const ids = Array.from({ length: 500 }, () => `A${digits(random, 11)}`);
  assert.equal(screen([...ids, "811228-9874"]).found.length, 1);
  assert.equal(screen(["X8112289874", "Y6709199530"], "kod").found.length, 1, "with letters before them");
});

Deno.test("screenCells() finds whole numbers that lost the zeros before them, when most of a column are such", () => {
  const young = ["505110015", "505110023", "1011239", "609200013"].map((number) => {
    const padded = number.slice(0, -1).padStart(9, "0");
    const sum = [...padded].reduce((sum, digit, at) => {
      const product = Number(digit) * (at % 2 === 0 ? 2 : 1);
      return sum + (product > 9 ? product - 9 : product);
    }, 0);
    return number.slice(0, -1) + String((10 - sum % 10) % 10);
  });
  const all = [{ column: "nr", cells: 4, by: "innehåll" }];
  assert.deepEqual(screen(young).found, all);
  assert.deepEqual(screen(young.map((number) => `${number}.0`)).found, all, "as pandas writes them");
  assert.deepEqual(screen([...young, "12", "okänt", "123456789"]).found, all, "most");
  assert.equal(screen(young, "vardkontakt_id").found.length, 1, "in a running number's column");
  assert.deepEqual(screen(young, "nr", ["nr"]).found, all, "and in one that is declared to be one");
  const random = seededRandom("nollor");
  for (const length of [7, 8, 9]) {
    assert.deepEqual(
      screen(Array.from({ length: 1000 }, () => `1${digits(random, length - 1)}`)).found,
      [],
      `${length}`,
    );
  }
  assert.deepEqual(screen(["20240430", "20240501", "20000101"]).found, [], "days");
});

Deno.test("screenCells() finds days next to four digits that pass with them in nearly every record", () => {
  const people: [string, string][] = [
    ["19811228", "9874"],
    ["1967-09-19", "9530"],
    ["20/03/1988", "16"],
    ["121212", "1212"],
    ["1990-01-02 00:00:00", "2384"],
  ];
  const screenPairs = (records: readonly [string, string][]) =>
    screenCells({
      name: "x.csv",
      beside: [],
      columns: [0, 1].map((at) => ({
        name: "ab"[at],
        cells: () => records.map((record) => [record[at], 1] as const),
      })),
      *pairs(first, second) {
        for (const record of records) yield [record[first], record[second]];
      },
    }).found;
  assert.deepEqual(screenPairs(people), [{ column: "b", cells: 5, by: "par", day: "a" }]);
  const { message } = new PersonalNumberError("x.csv", screenPairs(people));
  assert.match(message, /kolumnerna "a" och "b" tillsammans \(minst 5 rader\)/);
  assert.deepEqual(
    screenPairs(people.map(([day], at) => [day, ["2080", "2081", "2082"][at % 3]])),
    [],
    "kommuner",
  );
  assert.deepEqual(screenPairs(people.slice(0, 3)), [], "too few to tell");
  const csv = toCsv([["född", "fyra"], ...people]);
  assert.equal(findPersonalNumbers(parseExtract(new TextEncoder().encode(csv), "x.csv")).length, 1);
});

Deno.test("screenCells() stops headers that name a person's identity, not those that only resemble them", () => {
  for (
    const name of [
      "civic no",
      "Civic registration number",
      "födelsenummer",
      "Fødselsnummer",
      "namn",
      "Patientens namn",
      "Namn på patient",
      "patNamn",
      "Förnamn",
      "Efternamn, förnamn",
      "fnr",
      "sista4",
      "Fyra sista",
      "4 sista",
      "PNR (12 siffror)",
      "pat_pnr",
      "SSN",
      "CPR-nr",
      "reservId",
      "Adress",
      "Telefonnr",
      "E-post",
    ]
  ) assert.deepEqual(screen(["x"], name).found, [{ column: name, cells: 0, by: "namn" }], name);
  for (
    const name of [
      "sjukhusnamn",
      "Sjukhusets namn",
      "Vårdutbud namn",
      "namn_enhet",
      "Specialty_Name",
      "Hospital Name",
      "födelsedatum",
      "fodelsear",
      "antal personer",
      "personalkategori",
      "patientresa",
    ]
  ) assert.deepEqual(screen(["x"], name).found, [], name);
  assert.deepEqual(screen(["Gråstarr", "knäprotes", ""], "Namn").found, [], "of vårdutbud");
  const { message } = new PersonalNumberError("x.csv", screen(["x"], "namn").found);
  assert.match(message, /Gäller "namn" inte personer, så döp om kolumnen/);
});

Deno.test("screenCells() counts records, and takes cells as text and as places alike", () => {
  const cells = ["811228-9874", "8112289874", "2404300001", "x", "", "19811228T123", "å 198112289874"];
  const bytes = new TextEncoder().encode(cells.join("\n") + "\n"), from: number[] = [], to: number[] = [];
  for (let at = 0; at < bytes.length; at = to.at(-1)! + 1) {
    from.push(at);
    to.push(bytes.indexOf(10, at));
  }
  const places = screenCells({ name: "x.csv", beside: [], columns: [{ name: "nr", bytes, from, to }] });
  assert.deepEqual(places, screen(cells));
  assert.deepEqual(places.found, [{ column: "nr", cells: 4, by: "innehåll" }]);
  const thrice = { name: "nr", cells: () => [["811228-9874", 3], ["x", 9]] as const };
  assert.equal(screenCells({ name: "x", beside: [], columns: [thrice] }).found[0].cells, 3);
});

Deno.test("screenCells() lets random numbers of twelve digits through where they may run, not people among few", () => {
  const random = seededRandom("tolv");
  const ids = Array.from({ length: 45_000 }, () => digits(random, 12));
  assert.deepEqual(screen(ids, "vardkontakt_id").found, []);
  assert.deepEqual(screen(ids, "nr", ["nr"]).found, []);
  assert.deepEqual(screen(ids, "nr").found.map(({ mayRun }) => mayRun), [true]);
  const running = Array.from({ length: 200 }, (_, at) => String(910_000_000_000 + at));
  assert.equal(screen([...running, "198112289874"], "vardkontakt_id").found.length, 1);
});

Deno.test("holdsPersonalNumber() takes a moment in a title or a file's name for one", () => {
  for (
    const text of [
      "uttag_202404151230.csv",
      "Utskriven 2024-04-30 0812",
      "lista_20240430_0815.csv",
      "240430.csv",
    ]
  ) {
    assert.equal(holdsPersonalNumber(text), false, text);
  }
  assert.equal(holdsPersonalNumber("uttag_198112289874.csv"), true);
});

Deno.test("The gate is linear in a cell's length", () => {
  const attacks = [
    "1",
    "1 ",
    "12-",
    "1-2",
    "811228-",
    "a-",
    "811228-98",
    "1,",
    "&",
    "_x00",
    "%",
    "811228 ",
    "ab1",
    "１",
    "8112289874 ",
  ];
  for (const attack of attacks) {
    const time = (length: number) => {
      const text = `${attack.repeat(length / attack.length)}x`, start = performance.now();
      holdsPersonalNumber(text);
      return performance.now() - start;
    };
    time(20_000);
    assert.ok(time(400_000) < 2000, attack);
  }
});

Deno.test("screenPersonalNumbers() looks at a packed file's name, and at numbers with decimals in broken records", () => {
  const screen = (more: { packedAs?: string }, text = "a;b\n1;2\n") =>
    screenPersonalNumbers({ ...parseExtract(new TextEncoder().encode(text), "x.csv"), ...more }).found;
  assert.deepEqual(screen({ packedAs: "811228-9874.csv" }).map(({ by }) => by), ["filnamn"]);
  assert.deepEqual(screen({ packedAs: "april.csv" }), []);
  assert.deepEqual(screen({}, "a;b\n1;2\n8,112289874E9\n").map(({ by }) => by), ["innehåll"]);
  assert.deepEqual(screen({}, "a,b\n1,2\n1,811228-9874,3\n").map(({ by }) => by), ["innehåll"]);
});
