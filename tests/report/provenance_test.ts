import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { renderReport } from "../../lib/report/mod.ts";
import { delivery, executed, options, page } from "./_executed.ts";

function footer(provenance: Partial<typeof options.provenance>, parameters = {}): Element {
  const { html } = renderReport(executed(["# T"], parameters), {
    ...options,
    provenance: { ...options.provenance, ...provenance },
  });
  const found = page(html).querySelector("footer");
  assert.ok(found);
  return found;
}

function facts(element: Element): Record<string, string> {
  return Object.fromEntries(
    [...element.querySelectorAll(".facts div")].map((div) => [
      div.querySelector("dt")?.textContent,
      div.querySelector("dd")?.textContent,
    ]),
  );
}

Deno.test("renderReport() says in its footer the month, the parameters and the versions", () => {
  const said = facts(footer({}, { manad: "2024-04", limitDays: 90, grupper: ["<b>"] }));
  assert.equal(said["Månad"], "april 2024");
  assert.equal(said["Parametrar"], 'manad = 2024-04, limitDays = 90, grupper = ["<b>"]');
  assert.equal(said["Gjord med"], "Vänteläge 0.1.0, Deno 2.9.5");
  assert.match(said["Underlag"], /^Syntetiska data/);
});

Deno.test("renderReport() leaves out of its footer what there is none of", () => {
  const said = facts(footer({ synthetic: false }));
  assert.deepEqual(Object.keys(said), ["Månad", "Spridning", "Gjord med", "Kontrollsumma"]);
});

Deno.test("renderReport() lists the deliveries with their counts and the head of their hashes, and their sum above", () => {
  const element = footer({
    deliveries: [delivery("<b>.csv", 1200, 2), { ...delivery("historik.csv", 800), manad: null }],
  });
  const rows = [...element.querySelectorAll("tbody tr")].map((row) =>
    [...row.children].map(({ textContent }) => textContent)
  );
  const sha = "a1a1a1a1a1a1";
  assert.deepEqual(rows, [
    ["<b>.csv", "2024-04", "1\u00a0200", "1\u00a0198", "2", "0", sha],
    ["historik.csv", "flera", "800", "800", "0", "0", sha],
  ]);
  assert.equal(
    element.querySelector("summary")?.textContent,
    "2 leveranser: 2\u00a0000 rader lästa, 1\u00a0998 godtagna, 2 underkända, 0 överhoppade",
  );
});

Deno.test("renderReport() gives a checksum of the deliveries that does not depend on their order", () => {
  const [a, b] = [delivery("a.csv", 1), delivery("bb.csv", 2)];
  const sum = (deliveries: typeof options.provenance.deliveries) =>
    facts(footer({ deliveries }))["Kontrollsumma"];
  const lines = [`${a.sha256}\n`, `${b.sha256}\n`].sort().join("");
  assert.equal(sum([a, b]), createHash("sha256").update(lines).digest("hex").slice(0, 12));
  assert.equal(sum([a, b]), sum([b, a]));
  assert.notEqual(sum([a, b]), sum([a]));
});
