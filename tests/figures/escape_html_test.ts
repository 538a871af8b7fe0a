import assert from "node:assert/strict";
import fc from "fast-check";
import { parseHTML } from "linkedom";
import { escapeHtml } from "../../lib/figures/mod.ts";

Deno.test("escapeHtml() leaves nothing that could begin a tag, end an attribute or begin an entity", () => {
  assert.equal(escapeHtml(`<b a="1" c='2'>&amp;`), "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;");
});

Deno.test("escapeHtml() gives any text back as it was when the document is read", () => {
  fc.assert(fc.property(fc.string(), (text) => {
    const { document } = parseHTML(`<!doctype html><html><body><p>${escapeHtml(text)}</p></body></html>`);
    const allowed = text.replace(/(?![\t\n\r])\p{Cc}/gu, "\ufffd");
    assert.equal(document.querySelector("p")?.textContent, allowed);
    assert.equal(document.querySelectorAll("body *").length, 1);
  }));
});

Deno.test("escapeHtml() replaces what no document may hold: control characters and lone surrogates", () => {
  assert.equal(escapeHtml("a\u0000b\ud800c"), "a\ufffdb\ufffdc");
});
