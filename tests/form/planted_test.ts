import assert from "node:assert/strict";
import { checkJson, jsonText, readForm } from "../../lib/form/mod.ts";
import { dataKinds } from "../../lib/plan/mod.ts";
import { exampleOf, plantInJson, plantInSheets, sheetsOf } from "./_plants.ts";

const asAt = "2026-11-30";

for (const kind of dataKinds) {
  Deno.test(`${kind.folder}: ten planted faults of a form are named at once, each with its cell, and nothing else`, async () => {
    const { bytes, planted } = await plantInSheets(kind, await exampleOf(kind), 10);
    // Lämplighet has four values and no rows.
    assert.equal(planted.length, kind.folder === "lamplighet" ? 7 : 10);
    const { faults } = readForm(kind, sheetsOf(bytes), { asAt });
    assert.deepEqual(
      faults.map(({ place }) => place).sort(),
      planted.map(({ place }) => place).sort(),
      JSON.stringify({ faults, planted }, null, 1),
    );
    for (const { place, says } of planted) {
      assert.match(faults.find((fault) => fault.place === place)!.says, says);
    }
  });

  Deno.test(`${kind.folder}: ten planted faults of a JSON file are named at once, each with its place`, async () => {
    const { document, planted } = plantInJson(kind, await exampleOf(kind), 10);
    assert.ok(planted.length === 10 || ["lamplighet", "prioritering"].includes(kind.folder));
    const { faults } = checkJson(kind, jsonText(document), { asAt });
    for (const { place, says } of planted) {
      const own = faults.filter((fault) => fault.place.includes(place));
      assert.equal(own.length, 1, `${place}: ${JSON.stringify(faults, null, 1)}`);
      assert.match(own[0].says, says);
      assert.match(own[0].place, /^rad \d+ /);
    }
    assert.equal(faults.length, planted.length, JSON.stringify({ faults, planted }, null, 1));
  });
}
