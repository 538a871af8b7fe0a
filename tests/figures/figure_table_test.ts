import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import { cellText, type FigureTable, tableHtml, tableText } from "../../lib/figures/mod.ts";

const table: FigureTable = {
  caption: "Väntande",
  remark: "exkl. PvV och MoV",
  columns: [
    { key: "region", label: "Region", format: "text" },
    { key: "andel", label: "Över 90", unit: "andel", format: "share", bar: true },
    { key: "median", label: "Median", unit: "dagar", format: "days" },
  ],
  rows: [
    { cells: { region: "Dalarna", andel: 0.25, median: { value: 60, low: 31, high: 60 } } },
    { cells: { region: "Uppsala", andel: null, median: null } },
    { cells: { region: "Alla", andel: 0.5, median: 42 }, total: true },
  ],
};

const parsed = (html: string) => parseHTML(`<!doctype html><html><body>${html}</body></html>`).document;

Deno.test("tableHtml() heads columns and rows, and puts the total in the foot", () => {
  const document = parsed(tableHtml(table));
  assert.deepEqual([...document.querySelectorAll("thead th")].map((head) => head.getAttribute("scope")), [
    "col",
    "col",
    "col",
  ]);
  assert.equal(document.querySelectorAll('tbody th[scope="row"]').length, 2);
  assert.equal(document.querySelector("tfoot tr.total th")?.textContent, "Alla");
  assert.equal(document.querySelector("caption small")?.textContent, "exkl. PvV och MoV");
});

Deno.test("tableHtml() can be scrolled by keyboard, and says what it is", () => {
  const region = parsed(tableHtml(table)).querySelector(".scroll");
  assert.equal(region?.getAttribute("tabindex"), "0");
  assert.equal(region?.getAttribute("role"), "group");
  assert.equal(region?.getAttribute("aria-label"), "Tabell: Väntande");
});

Deno.test("tableHtml() says that a missing number is missing, and shows doubt", () => {
  const document = parsed(tableHtml(table));
  const [first, second] = [...document.querySelectorAll("tbody tr")].map((row) =>
    [...row.querySelectorAll("td")].map((cell) => cell.textContent)
  );
  assert.deepEqual(first, ["25,0\u00a0%", "≈\u00a060 (31–60)"]);
  assert.deepEqual(second, ["–saknas", "–saknas"]);
});

Deno.test("tableHtml() draws bars on one scale, the largest in full, a missing one empty", () => {
  const bars = [...parsed(tableHtml(table)).querySelectorAll("svg.cell rect:not(.track)")];
  assert.deepEqual(bars.map((bar) => bar.getAttribute("width")), ["50%", "0%", "100%"]);
});

Deno.test("tableHtml() gives a first column of sentences room, and lets names of files be divided at their parts", () => {
  const html = (name: string) =>
    tableHtml({
      caption: "Regler",
      columns: [{ key: "regel", label: "Regel", format: "text" }],
      rows: [{ cells: { regel: name } }],
    });
  assert.match(
    html("samma id, region och månad finns redan tidigare i filen"),
    /<th scope="row" class="words">/,
  );
  assert.match(html("dalarna_2024_april.csv"), /<th scope="row">dalarna_<wbr>2024_<wbr>april\.csv</);
});

Deno.test("tableHtml() shows hostile names as what they are: text", () => {
  const evil = '<img src=x onerror="alert(1)">';
  const document = parsed(
    tableHtml({
      caption: evil,
      columns: [{ key: "a", label: evil, unit: evil, format: "text" }],
      rows: [{ cells: { a: evil } }],
    }),
  );
  assert.equal(document.querySelector("img"), null);
  assert.equal(document.querySelector("tbody th")?.textContent, evil);
});

Deno.test("tableHtml() and tableText() take any name from data as a column's key", () => {
  const columns = ["namn", "constructor", "toString"].map((key) => ({
    key,
    label: key,
    format: "text" as const,
  }));
  const table: FigureTable = {
    caption: "T",
    columns,
    rows: [{ cells: { namn: "a" } }, { cells: { namn: "b", constructor: "c" } }],
  };
  assert.equal(tableText(table).replaceAll(/ +/g, " "), "namn constructor toString\na – –\nb c –");
  assert.doesNotMatch(tableHtml(table), /native code/);
});

Deno.test("tableText() lines up texts to the left and numbers to the right", () => {
  assert.deepEqual(tableText(table).split("\n"), [
    "Region   Över 90 (andel)  Median (dagar)",
    "Dalarna           25,0\u00a0%    ≈\u00a060 (31–60)",
    "Uppsala                –               –",
    "Alla              50,0\u00a0%              42",
  ]);
});

Deno.test("cellText() leaves a cell where nothing belongs empty, and a missing one as a dash", () => {
  assert.equal(cellText("", "text"), "");
  assert.equal(cellText(null, "count"), "–");
  assert.equal(cellText(7, "text"), "7");
});
