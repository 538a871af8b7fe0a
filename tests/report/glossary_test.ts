import assert from "node:assert/strict";
import { glossaryHtml, linkTerms } from "../../lib/report/_glossary.ts";

Deno.test("linkTerms() links the first of each term, in any of its forms, to its entry", () => {
  assert.equal(
    linkTerms("<p>Vårdgarantin gäller. PvV &amp; MoV. Vårdgarantins gräns.</p>"),
    '<p><a class="term" href="#om-vardgaranti">Vårdgarantin</a> gäller. <a class="term" href="#om-pvv">PvV</a> &amp; ' +
      '<a class="term" href="#om-mov">MoV</a>. Vårdgarantins gräns.</p>',
  );
  assert.match(
    linkTerms("<p>De långväntande och långväntarna</p>"),
    /De långväntande och <a [^>]*>långväntarna</,
  );
});

Deno.test("linkTerms() leaves headings, links, code and longer words alone", () => {
  for (
    const html of [
      "<h2>PvV</h2>",
      '<p><a href="#f1">om <em>PvV</em></a></p>',
      "<p><code>vårdutbud</code></p>",
      "<p>IPvV</p>",
    ]
  ) {
    assert.equal(linkTerms(html), html);
  }
});

Deno.test("glossaryHtml() has an entry for every word that linkTerms() links", () => {
  const ids = [...linkTerms("vårdgaranti långväntare PvV MoV vårdutbud").matchAll(/href="#([^"]+)"/g)].map((
    [, id],
  ) => id);
  assert.equal(ids.length, 5);
  for (const id of ids) assert.match(glossaryHtml("2024-04"), new RegExp(`<div id="${id}"><dt>`));
});

Deno.test("glossaryHtml() says of the share performed within 90 days that it is of those done within 90 days", () => {
  assert.match(
    glossaryHtml("2024-04"),
    /<dt>Andel genomförda inom 90 dagar<\/dt><dd>De som opererades inom 90 dagar/,
  );
});
