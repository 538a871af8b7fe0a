import assert from "node:assert/strict";
import { detectDialect, ExtractError } from "../../lib/extract/mod.ts";
import { utf8 } from "./_files.ts";

const dialectOf = (text: string): ReturnType<typeof detectDialect> => detectDialect(utf8(text), "april.csv");

Deno.test("detectDialect() finds each delimiter", () => {
  for (const delimiter of [";", ",", "\t", "|"] as const) {
    const dialect = dialectOf(["kon", "dagar", "lkf"].join(delimiter) + "\n");
    assert.equal(dialect.delimiter, delimiter);
    assert.equal(dialect.assumed, true);
    assert.deepEqual(dialect.header, ["kon", "dagar", "lkf"]);
  }
});

Deno.test("detectDialect() counts delimiters outside quotes only", () => {
  const dialect = dialectOf('"a,b,c,d";"e,f"\n1;2\n');
  assert.equal(dialect.delimiter, ";");
  assert.deepEqual(dialect.header, ["a,b,c,d", "e,f"]);
});

Deno.test("detectDialect() lets the records decide when the header leaves a doubt", () => {
  assert.equal(dialectOf("namn;antal, st;median, dagar\nA;1;2\n").delimiter, ";");
  assert.equal(dialectOf("namn; antal,antal; median,dagar\nA,1,2\nB,1,2\n").delimiter, ",");
  assert.equal(dialectOf("namn;antal, st;median, dagar\nA;1,5;2,5\n").delimiter, ";");
});

Deno.test("detectDialect() trims and unquotes names, and lets a last column have none", () => {
  assert.deepEqual(dialectOf('" kön ";"sjukhus ""USÖ""" ;dagar;\n').header, [
    "kön",
    'sjukhus "USÖ"',
    "dagar",
    "",
  ]);
});

Deno.test("detectDialect() passes over blank lines and obeys a sep= line", () => {
  const dialect = dialectOf("\r\n \r\nsep=|\r\na;b|c;d\r\n1|2\r\n");
  const { delimiter, assumed, header, headerLine, dataLine, lineEnd } = dialect;
  assert.deepEqual({ delimiter, assumed, header, headerLine, dataLine, lineEnd }, {
    delimiter: "|",
    assumed: false,
    header: ["a;b", "c;d"],
    headerLine: 4,
    dataLine: 5,
    lineEnd: "\r\n",
  });
});

Deno.test("detectDialect() counts a line break in a quoted name", () => {
  const { header, headerLine, dataLine, dataStart } = dialectOf('a;"b\nc"\n1;2\n');
  assert.deepEqual({ header, headerLine, dataLine, dataStart }, {
    header: ["a", "b\nc"],
    headerLine: 1,
    dataLine: 3,
    dataStart: 8,
  });
});

Deno.test("detectDialect() refuses what is not a header, and never says what stands in it", () => {
  const refused: [string, RegExp, number | undefined][] = [
    ["", /filen är tom/, undefined],
    ["\n \r\n", /filen är tom/, undefined],
    ["\nhemligt\n1\n", /rubrikraden \(rad 2\) ska ha minst två kolumner/, 2],
    ["hemligt;;hemligt\n", /kolumn 1 och 3 .* heter likadant/, 1],
    [";;\n", /ge kolumnerna namn/, 1],
    ['"hemligt;b\n1;2\n', /minst två kolumner/, 1],
    ["hemligt\0;b\n", /NUL-tecken/, 1],
    ["hemligt\x01;b\n", /styrtecken/, 1],
    ["x".repeat((1 << 20) + 1) + ";b", /högst 1 MiB, men rad 1/, 1],
  ];
  for (const [text, message, line] of refused) {
    assert.throws(() => dialectOf(text), (error) => {
      assert(error instanceof ExtractError);
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /hemligt/);
      assert.equal(error.line, line);
      return true;
    });
  }
});

Deno.test("detectDialect() refuses a given delimiter that gives one column", () => {
  assert.throws(
    () => detectDialect(utf8("a;b\n"), "april.csv", { delimiter: "\t" }),
    /minst två kolumner åtskilda av tabb/,
  );
});

Deno.test("detectDialect() finds the header below titles, padded with delimiters or not", () => {
  const found = (text: string) => {
    const { delimiter, header, headerLine, titled, dataLine } = dialectOf(text);
    return { delimiter, header, headerLine, titled, dataLine };
  };
  const table = "region;sjukhus;antal\nDalarna;Falun;12\nDalarna;Mora;1,5\n";
  const expected = { delimiter: ";", header: ["region", "sjukhus", "antal"], titled: true };
  const titles: [string, number][] = [
    ["Rapport väntande april\n", 2],
    ["Rapport, väntande, april, 2024, alla\n\n", 3],
    ["Rapport;;\nUtskriven;;\n;;\n", 4],
    ["Utskriven;2024-05-02\n", 2],
    [";Väntande;\n", 2],
    ['"Rapport\nom köer"\n', 3],
  ];
  for (const [title, headerLine] of titles) {
    assert.deepEqual(found(title + table), { ...expected, headerLine, dataLine: headerLine + 1 }, title);
  }
  assert.deepEqual(found("Rapport\na;b;c\n"), {
    delimiter: ";",
    header: ["a", "b", "c"],
    headerLine: 2,
    titled: true,
    dataLine: 3,
  });
});

Deno.test("detectDialect() finds the header of long cells in a time that follows their length", () => {
  for (const cell of [`1${" ".repeat(1_000_000)}x`, `"2024-04-01T${" ".repeat(1_000_000)}\nx"`]) {
    const started = performance.now();
    assert.deepEqual(dialectOf(`titel;\n${cell};b\n1;2\n1;2\n`).header.length, 2);
    assert.ok(performance.now() - started < 5000);
  }
});

Deno.test("detectDialect() keeps the first line as header when what follows holds values", () => {
  for (const text of ["a;b\n1;2;3\n4;5;6\n", "a;b\nx;y;2024-04-30\nx;y;2024-04-30\n", "kod;\nA;\nB;\n"]) {
    const { headerLine, titled } = dialectOf(text);
    assert.deepEqual({ headerLine, titled }, { headerLine: 1, titled: false });
  }
});

Deno.test("detectDialect() obeys a given header line, counted as an editor does", () => {
  const text = utf8('"ti\ntel";x\r\n\r\na;b\r\n1;2\r\n');
  const { header, headerLine, titled } = detectDialect(text, "april.csv", { headerLine: 4 });
  assert.deepEqual({ header, headerLine, titled }, { header: ["a", "b"], headerLine: 4, titled: false });
  for (const headerLine of [3, 6, 99]) {
    assert.throws(() => detectDialect(text, "april.csv", { headerLine }), /finns inte eller är tom/);
  }
});
