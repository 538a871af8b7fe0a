import assert from "node:assert/strict";
import { usedStyles } from "../../lib/report/_used_styles.ts";

const lines = (styles: string, html: string) => usedStyles(styles, html).trim().split("\n");

Deno.test("usedStyles() leaves out selectors whose class or element is not on the page, and rules without any", () => {
  const styles = ".a,.b{margin:0}\nhr{border:0}\n.a p:hover{color:red}\n.b>p{color:blue}\n*{padding:0}";
  assert.deepEqual(lines(styles, '<div class="a c"><p>'), [
    ".a{margin:0}",
    ".a p:hover{color:red}",
    "*{padding:0}",
  ]);
});

Deno.test("usedStyles() looks into :has() but not into alternatives and what must not be", () => {
  const styles =
    "p:has(.a){x:1}\np:is(.a,.b){x:2}\np:not(:has(b:nth-child(2))){x:3}\np[lang=sv]{x:4}\n#a p{x:5}";
  assert.deepEqual(lines(styles, "<p>"), [
    "p:is(.a,.b){x:2}",
    "p:not(:has(b:nth-child(2))){x:3}",
    "p[lang=sv]{x:4}",
    "#a p{x:5}",
  ]);
});

Deno.test("usedStyles() leaves out blocks without rules, and keeps a page's margins whole", () => {
  const styles =
    "@media print{\n.a{x:1}\np{x:2}\n}\n@media screen{.a{x:3}}\n@page{size:A4;@bottom-right{x:4}}";
  assert.deepEqual(lines(styles, "<p>"), ["@media print{p{x:2}}", "@page{size:A4;@bottom-right{x:4}}"]);
});

Deno.test("usedStyles() leaves out colours that neither rules nor charts are drawn in", () => {
  const styles = ":root{color-scheme:light;--a:#fff;--b:#000;--c:red}\n.x{color:var(--c)}\np{color:var(--a)}";
  assert.deepEqual(lines(styles, '<p><rect fill="var(--b)"/>'), [
    ":root{color-scheme:light;--a:#fff;--b:#000}",
    "p{color:var(--a)}",
  ]);
});
