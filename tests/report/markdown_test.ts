import assert from "node:assert/strict";
import fc from "fast-check";
import { renderReport, ReportError } from "../../lib/report/mod.ts";
import { executed, options, page } from "./_executed.ts";

function rendered(markdown: string): Element {
  const main = page(renderReport(executed(["# T", markdown]), options).html).querySelector("main");
  assert.ok(main);
  return main;
}

Deno.test("renderReport() shows HTML in a text cell as the text it is", () => {
  const hostile = [
    "<script>alert(1)</script>",
    "Före <script>mitt <img/src=x onerror=alert(1) <b slut",
    "Före <img src=x onerror=alert(1)> efter",
    "<div onclick='alert(1)'>\n\n</div></style></main>",
    "- <b>fet</b>\n\n> <iframe src=//x>\n\n`<svg/onload=1>`\n\n```html\n</code><script>\n```",
    "| <a> | b |\n|-|-|\n| <script>1</script> | \" onx=' |",
    '![<script>](x" onerror="y)',
    "## <script>alert(2)</script>",
  ];
  for (const markdown of hostile) {
    const main = rendered(markdown);
    assert.equal(
      main.querySelectorAll("script,img,iframe,svg,b,[onclick],[onerror],[onload],[onx]").length,
      0,
      markdown,
    );
    assert.ok(main.querySelector("#om"), "the page goes on after it");
  }
  assert.equal(rendered("<b>fet</b>").querySelector("p")?.textContent, "<b>fet</b>");
});

Deno.test("renderReport() escapes hostile headings in the title, the contents and the page", () => {
  const { html, question } = renderReport(
    executed(["# </title><script>1</script> & *co*", "## </style>"]),
    options,
  );
  assert.equal(question, "</title><script>1</script> & co");
  const document = page(html);
  assert.equal(document.querySelectorAll("script").length, 0);
  assert.equal(document.querySelector("h1")?.textContent, "</title><script>1</script> & co");
  assert.equal(document.querySelector("nav ol a")?.textContent, "</style>");
});

Deno.test("renderReport() keeps links to the web, to the page and to files beside it, and drops every other", () => {
  const link = (href: string) =>
    rendered(`[text](<${href}>)`).querySelector("p a")?.getAttribute("href") ?? null;
  for (
    const href of [
      "https://skr.se/a?b=1&c",
      "http://a.se",
      "#om",
      "annan.html#f1",
      "bilder/a.pdf",
      "?q",
      "&#106;avascript:1",
    ]
  ) {
    assert.equal(link(href), href);
  }
  const dropped = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " java\tscript:alert(1)",
    "vbscript:x",
    "data:text/html,<script>",
    "file:///etc/passwd",
    "//server/share",
    "\\\\\\\\server\\share",
    "mailto:a@b.se",
  ];
  for (const href of dropped) assert.equal(link(href), null, href);
  assert.equal(rendered("[text](javascript:1)").querySelector("p")?.textContent, "text");
});

Deno.test("renderReport() leads a link to another notebook to that notebook's report", () => {
  const links = rendered("[a](10_knaprotes.ipynb) [b](11.ipynb#f1) [c](https://a.se/x.ipynb)")
    .querySelectorAll("p a");
  assert.deepEqual([...links].map((a) => a.getAttribute("href")), [
    "10_knaprotes.html",
    "11.html#f1",
    "https://a.se/x.ipynb",
  ]);
});

Deno.test("renderReport() shows a picture whose bytes are in the text, and else its description", () => {
  const main = rendered("![Ritning](data:image/png;base64,AAAA) ![Karta](https://a.se/karta.png)");
  const pictures = [...main.querySelectorAll("img")];
  assert.deepEqual(pictures.map((img) => [img.getAttribute("src"), img.alt]), [
    ["data:image/png;base64,AAAA", "Ritning"],
  ]);
  assert.match(main.querySelector("p")?.textContent ?? "", /Karta/);
});

Deno.test("renderReport() sets a table so that it scrolls by keyboard, with heads for its columns", () => {
  const main = rendered("| Grupp | Antal |\n|---|--:|\n| Gråstarr | 2 000 |");
  assert.equal(main.querySelector(".scroll")?.getAttribute("tabindex"), "0");
  assert.deepEqual([...main.querySelectorAll("th")].map((th) => [th.getAttribute("scope"), th.className]), [
    ["col", ""],
    ["col", "number"],
  ]);
  assert.equal(main.querySelector("td.number")?.textContent, "2 000");
});

Deno.test("renderReport() writes the boxes of a checklist as characters", () => {
  const main = rendered("- [x] klart\n- [ ] kvar");
  assert.equal(main.querySelectorAll("input").length, 0);
  assert.deepEqual([...main.querySelectorAll("main>ul>li, ul>li")].map((li) => li.textContent.trim()), [
    "☑ klart",
    "☐ kvar",
  ]);
});

Deno.test("renderReport() lets only harmless elements and attributes out of any text", () => {
  const fragment = fc.constantFrom(
    ..."<script> </script> </style> <img/src=x onerror=1> <!-- --> [a](javascript:1) [b]( <a ) ![ ]( \" ' ` ``` | |-| - # & &lt; \n \n\n > * _ \\ \u0000"
      .split(" "),
    " ",
    "text",
  );
  const allowed =
    "A,BLOCKQUOTE,BR,CODE,DD,DEL,DIV,DL,DT,EM,H1,H2,H3,H4,H5,H6,HR,LI,MAIN,OL,P,PRE,STRONG,TABLE,TBODY,TD,TH,THEAD,TR,UL";
  const attributes = ["aria-label", "class", "href", "id", "role", "scope", "start", "tabindex", "title"];
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 25 }), (fragments) => {
      let main: Element;
      try {
        main = rendered(fragments.join(""));
      } catch (error) {
        // A link to a place that the page lacks is refused.
        if (error instanceof ReportError) return;
        throw error;
      }
      for (const element of [main, ...main.querySelectorAll("*")]) {
        assert.ok(allowed.split(",").includes(element.tagName), element.tagName);
        for (const { name, value } of element.attributes) {
          assert.ok(attributes.includes(name), name);
          assert.ok(name !== "href" || !/^\s*javascript:/i.test(value), value);
        }
      }
    }),
    { numRuns: 200 },
  );
});

Deno.test("renderReport() folds a text away under its heading, when the fold ends in the same cell", () => {
  const fold = "<details>\n<summary>Så räknas det <i>här</i></summary>";
  const main = rendered(
    "Före.\n\n<details>\n<summary>Så räknas det</summary>\n\n**Formel.**\n\n</details>\n\nEfter.",
  );
  const details = main.querySelector("details:not(.code)");
  assert.equal(details?.querySelector("summary")?.textContent, "Så räknas det");
  assert.equal(details?.querySelector("strong")?.textContent, "Formel.");
  assert.doesNotMatch(details?.textContent ?? "", /Efter/);
  for (
    const markdown of [
      "<details>\n<summary>Aldrig slut</summary>\n\nText",
      "</details>\n\n<details>\n<summary>Fel väg</summary>\n\nText",
      `${fold}\n\nText\n\n</details>`,
      "<details onclick=x>\n<summary>Annat</summary>\n\nText\n\n</details>",
    ]
  ) {
    assert.equal(rendered(markdown).querySelector("details:not(.code)"), null, markdown);
    assert.ok(rendered(markdown).querySelector("#om"), "the page goes on after it");
  }
});

Deno.test("renderReport() refuses a text that the parser would take seconds or its whole stack for", () => {
  const long = /har 32\u00a0000 tecken, och högst 10\u00a0000 läses/, deep = /fler än 20 citat eller listor/;
  for (
    const [text, why] of [
      ["_a".repeat(16_000), long],
      [">".repeat(2000), deep],
      ["text\n" + "> - ".repeat(15) + "a", deep],
      ["1. ".repeat(2000), deep],
    ] as const
  ) {
    assert.throws(() => renderReport(executed(["# T", text]), options), {
      name: "ReportError",
      message: why,
    });
    assert.throws(() => renderReport(executed([text]), options), { name: "ReportError", message: why });
  }
  renderReport(executed(["# T", `${">".repeat(20)} a\n\n* * *\n\n${"ord ".repeat(2400)}`]), options);
});
