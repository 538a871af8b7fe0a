import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import { knowledgeBank } from "../../../../lib/figures/mod.ts";
import { offerSearch } from "../../../../lib/report/client/reading/search.ts";
import { example } from "../../../figures/_example.ts";

const bank = knowledgeBank([example, { ...example, rubrik: "Boka sommaren", region: "Region Uppsala" }]);

Deno.test("offerSearch() shows the examples that hold every word, and says how many", () => {
  const { document, Event } = parseHTML(`<!doctype html><html><body>${bank.html()}</body></html>`);
  offerSearch(document);
  const field = document.querySelector("input")!, status = document.querySelector("[role=status]")!;
  const search = (text: string) => {
    field.value = text;
    field.dispatchEvent(new Event("input"));
    const visible = [...document.querySelectorAll(".bank li")].filter((entry) =>
      !entry.hasAttribute("hidden")
    );
    return [visible.map((entry) => entry.querySelector("h3")?.textContent).join(), status.textContent];
  };
  assert.equal(document.querySelector("label")?.getAttribute("for"), field.id);
  assert.equal(status.textContent, "2 exempel");
  assert.deepEqual(search(" SOMMAREN  uppsala "), ["Boka sommaren", "1 av 2 exempel"]);
  assert.deepEqual(search("sommaren dalarna"), ["", "Inget exempel innehåller orden"]);
  assert.deepEqual(search(""), ["Ett rum,Boka sommaren", "2 exempel"]);
});

Deno.test("offerSearch() leaves a page without examples as it is", () => {
  const { document } = parseHTML("<!doctype html><html><body><p>Text</p></body></html>");
  offerSearch(document);
  assert.equal(document.body.innerHTML, "<p>Text</p>");
});
