import assert from "node:assert/strict";
import * as aq from "arquero";
import { parseHTML } from "linkedom";
import { show } from "../../lib/figures/mod.ts";

const many = Array.from({ length: 1234 }, (_, index) => ({ nummer: index, namn: `rad ${index}` }));
const parsed = (html: string) => parseHTML(`<!doctype html><html><body>${html}</body></html>`).document;

Deno.test("show() writes numbers as Swedes do, bounds as bounds, and what is missing as a dash", () => {
  const rows = [
    {
      antal: 7303n,
      andel: 0.25,
      snitt: 1.5,
      klar: true,
      dag: new Date("2024-04-30"),
      vet: { value: 60, low: 31, high: null },
    },
    { antal: 2, andel: 0.5, snitt: NaN, klar: null, dag: undefined, vet: null },
  ];
  assert.deepEqual(
    show(rows, { formats: { andel: "share" } }).text().split("\n").map((line) => line.trim().split(/ {2,}/)),
    [
      ["antal", "andel", "snitt", "klar", "dag", "vet"],
      ["7\u00a0303", "25,0\u00a0%", "1,50", "ja", "2024-04-30", "≈\u00a060 (minst\u00a031)"],
      ["2", "50,0\u00a0%", "–", "–", "–", "–"],
      [""],
      ["2 rader"],
    ],
  );
});

Deno.test("show() shows twenty rows and says how many there are, and keeps no more than two hundred", () => {
  const panel = show(many);
  assert.equal(panel.text().split("\n").length, 1 + 20 + 2);
  assert.match(panel.text(), /\n20 av 1\u00a0234 rader$/);
  const rows = [...parsed(panel.html()).querySelectorAll("tbody tr")];
  assert.deepEqual([rows.length, rows.filter((row) => !row.hasAttribute("hidden")).length], [200, 20]);
});

Deno.test("show() cuts a long text and escapes it, so that no row fills a notebook", () => {
  const panel = show(Array.from({ length: 5000 }, () => ({ text: "<b>" + "x".repeat(100_000) })));
  assert.ok(JSON.stringify(panel.display()).length < 200_000);
  assert.equal(parsed(panel.html()).querySelector("b"), null);
});

Deno.test("show() takes an Arquero table as it takes its rows", () => {
  assert.equal(show(aq.from(many)).html(), show(many).html());
});

Deno.test("show() takes any column name", () => {
  const rows = [{ constructor: "a", toString: 1000 }].map((row) => ({ ...row }));
  assert.equal(show(rows).text(), "constructor  toString\na               1\u00a0000\n\n1 rad");
});

Deno.test("show() says that there are no rows", () => {
  assert.deepEqual([show([]).text(), show([]).html()], ["Inga rader", '<p class="note">Inga rader</p>']);
});

Deno.test("show() in Jupyter reads without script and styles: twenty rows, a caption, no text for a machine", () => {
  const html = String(show(many).display()["text/html"]);
  const document = parsed(html.replace(/<(script|style)>[^]*?<\/\1>/g, ""));
  assert.equal(document.querySelector("caption")?.textContent, "Tabell 20 av 1\u00a0234 rader");
  assert.equal(document.querySelectorAll("tbody tr:not([hidden])").length, 20);
  assert.doesNotMatch(document.body.textContent ?? "", /function|\{/);
});
