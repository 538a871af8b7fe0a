import assert from "node:assert/strict";
import { type IndexEntry, renderIndex } from "../../lib/report/mod.ts";
import { options, page, published } from "./_executed.ts";

const report = (fileName: string, question: string, mainFinding: string): IndexEntry => ({
  fileName,
  question,
  mainFinding,
  chart: "",
});

Deno.test("renderIndex() lists the reports in order, each with its question, its finding and a link", () => {
  const document = page(renderIndex([
    report("01_läget.html", "Vem väntar?", "Värmland har störst andel."),
    report("10 knä.html", "Räcker <script> platserna?", "<img onerror=x>"),
  ], options));
  const items = [...document.querySelectorAll(".reports>li")].map((item) => [
    item.querySelector("h2 a")?.getAttribute("href"),
    item.querySelector("h2 a")?.textContent,
    item.querySelector("p")?.textContent,
  ]);
  assert.deepEqual(items, [
    ["01_l%C3%A4get.html", "Vem väntar?", "Värmland har störst andel."],
    ["10%20kn%C3%A4.html", "Räcker <script> platserna?", "<img onerror=x>."],
  ]);
  assert.equal(document.querySelectorAll("script,img").length, 0);
  assert.equal(document.title, "Vänteläge, april 2024");
  assert.match(document.querySelector(".over")?.textContent ?? "", /april 2024.*Intern.*Syntetiska data/);
});

Deno.test("renderIndex() names the pages that could not be made, to the public without the reason", () => {
  const failed = [{ fileName: "45_b.html", reason: 'Kan inte köra "45_b": <x>' }];
  const html = renderIndex([report("a.html", "Vem?", "")], { ...options, failed });
  assert.match(
    html,
    /inte kunde skrivas<\/h2>\n<ul>\n<li>45_b\.html: Kan inte köra &quot;45_b&quot;: &lt;x&gt;<\/li>/,
  );
  assert.match(html, /href="a\.html"/);
  const long = [{ fileName: "45_b.html", reason: `första raden\n${"x".repeat(9000)}` }];
  assert.match(renderIndex([], { ...options, failed: long }), /<li>45_b\.html: första raden x{287}…<\/li>/);
  const open = renderIndex([], {
    ...options,
    failed,
    audience: "public",
    published,
  });
  assert.match(open, /<li>45_b\.html<\/li>/);
  assert.doesNotMatch(renderIndex([], options), /inte kunde skrivas/);
});

Deno.test("renderIndex() leaves out a finding that there is none of", () => {
  const document = page(renderIndex([report("a.html", "Vem?", "")], options));
  assert.equal(document.querySelectorAll(".reports p").length, 0);
});

Deno.test("renderIndex() shows a report's chart, and its month when it is another", () => {
  const entry = { ...report("a.html", "Vem?", ""), chart: '<svg class="plot"></svg>' };
  const html = renderIndex([{ ...entry, manad: "2024-03" }, { ...entry, manad: "2024-04" }], options);
  assert.equal(html.match(/<svg class="plot">/g)?.length, 2);
  assert.deepEqual(html.match(/Rapporten gäller [^.]*/g), ["Rapporten gäller mars 2024"]);
});
