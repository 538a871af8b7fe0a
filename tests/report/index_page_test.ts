import assert from "node:assert/strict";
import { type IndexEntry, renderIndex } from "../../lib/report/mod.ts";
import { options, page, published } from "./_executed.ts";

const report = (fileName: string, question: string, mainFinding: string): IndexEntry => ({
  fileName,
  question,
  mainFinding,
  reader: null,
  front: "",
});

Deno.test("renderIndex() lists the reports in order, each with its question, its finding and a link", () => {
  const document = page(renderIndex([
    report("01_läget.html", "Vem väntar?", "Värmland har störst andel."),
    report("10 knä.html", "Räcker <script> platserna?", "<img onerror=x>"),
  ], options));
  const items = [...document.querySelectorAll(".readers li")].map((item) => [
    item.querySelector("a")?.getAttribute("href"),
    item.querySelector("a")?.textContent,
    item.querySelector("p")?.textContent,
  ]);
  assert.deepEqual(items, [
    ["01_l%C3%A4get.html", "Vem väntar?", "Värmland har störst andel."],
    ["10%20kn%C3%A4.html", "Räcker <script> platserna?", "<img onerror=x>."],
  ]);
  assert.equal(document.querySelectorAll("script,img").length, 0);
  assert.equal(document.title, "Vänteläge, april 2024");
  assert.equal(document.querySelector(".readers h2")?.textContent, "Sidor");
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
  assert.equal(document.querySelectorAll(".readers p").length, 0);
});

Deno.test("renderIndex() says of a report its month when it is another", () => {
  const entry = report("a.html", "Vem?", "");
  const html = renderIndex([{ ...entry, manad: "2024-03" }, { ...entry, manad: "2024-04" }], options);
  assert.deepEqual(html.match(/Gäller [^.]*/g), ["Gäller mars 2024"]);
});

Deno.test("renderIndex() groups the reports by their readers, and within by their places", () => {
  const of = (fileName: string, group: string, place: number) => ({
    ...report(fileName, fileName, ""),
    reader: { group, place },
  });
  const document = page(renderIndex([
    report("egen.html", "Egen", ""),
    of("30.html", "analytiker", 1),
    of("42.html", "ledningsgruppen", 2),
    of("51.html", "ledningsgruppen", 1),
    of("x.html", "<b>", 1),
  ], options));
  assert.deepEqual(
    [...document.querySelectorAll(".readers section")].map((section) => [
      section.querySelector("h2")?.textContent,
      ...[...section.querySelectorAll("a")].map((link) => link.getAttribute("href")),
    ]),
    [["Ledningsgruppen", "51.html", "42.html"], ["Analytiker", "30.html"], ["<b>", "x.html"], [
      "Fler sidor",
      "egen.html",
    ]],
  );
});

Deno.test("renderIndex() begins with the letter of its month, and not with one that is old or of another", () => {
  const letter = { ...report("51.html", "Brev", ""), front: "<p>Så är läget</p>" };
  assert.match(
    renderIndex([letter], options),
    /<main id="innehall">\n<h2 class="sr">Läget i korthet<\/h2><p>Så är läget<\/p>/,
  );
  for (const other of [{ manad: "2024-03" as const }, { isOld: true }]) {
    assert.doesNotMatch(renderIndex([{ ...letter, ...other }], options), /Så är läget/);
  }
});
