import assert from "node:assert/strict";
import { knowledgeBank } from "../../lib/figures/mod.ts";
import { example } from "./_example.ts";

Deno.test("knowledgeBank() shows every example whole, as text", () => {
  const panel = knowledgeBank([example, { ...example, rubrik: "<img src=x>", syntetisk: "nej" }]);
  assert.equal(panel.html().match(/<li>/g)?.length, 2);
  assert.match(panel.html(), /Dalarna, ortopedi, påhittat exempel<\/p><h3>Ett rum<\/h3>/);
  assert.match(panel.html(), /Dalarna, ortopedi<\/p><h3>&lt;img src=x&gt;<\/h3>/);
});

Deno.test("knowledgeBank() says that it is empty", () => {
  assert.deepEqual([knowledgeBank([]).html(), knowledgeBank([]).text()], [
    "<p>Kunskapsbanken är tom.</p>",
    "Kunskapsbanken är tom.",
  ]);
});
