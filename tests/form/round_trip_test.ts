import assert from "node:assert/strict";
import { checkJson, claimsOf, compareDocuments, formSheets, jsonText, readForm } from "../../lib/form/mod.ts";
import { workbookFile } from "../../lib/cli/_workbook_file.ts";
import { seededRandom } from "../../lib/numeric/mod.ts";
import { dataKinds } from "../../lib/plan/mod.ts";
import { exampleOf, sheetsOf } from "./_plants.ts";

/** Texts that a spreadsheet or a careless reader would make something else of. */
const TEXTS = [
  ...[
    "=1+1",
    "007",
    "2024-04",
    "1 200",
    "ja",
    "12,5",
    "a;b",
    '"',
    "<&>",
    "_x0041_",
    "-",
    "'",
    "1e5",
    "€ & å",
  ],
  ...["sant", "Del", "Rader", "  inre   blanka", "#N/A", "\ud83d\ude00", "0", "null"],
];

/** A document with other numbers and texts in its free fields, and some of its rows. */
function changed(value: unknown, name: string, random: () => number): unknown {
  const below = (most: number) => Math.floor(random() * most);
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item === "number")) {
      return ["asa", "aldersandelar", "manader"].includes(name) ? value : value.map(() => below(9999));
    }
    if (typeof value[0] !== "object") return value;
    const kept = value.filter(() => name === "aldersgrupper" || random() < Math.min(0.5, 12 / value.length));
    return (kept.length === 0 ? value.slice(0, 1) : kept).map((item) => changed(item, name, random));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, changed(own, key, random)]));
  }
  if (FREE.includes(name)) return TEXTS[below(TEXTS.length)];
  return ["pris", "volym", "hyrpersonal_tkr"].includes(name) ? 1 + below(10 ** 7) : value;
}

const FREE = ["underlag", "kommentar", "utforare", "leverantor", "vad", "ansvarig", "beskrivning", "skal"];

for (const kind of dataKinds) {
  Deno.test(`${kind.folder}: what is written as a form, or as JSON, is read back as the same document`, async () => {
    const example = await exampleOf(kind);
    for (let seed = 1; seed <= 20; seed++) {
      // Texts are kept trimmed and composed, as the schema and the reader of workbooks leave them.
      const data = kind.schema.parse(changed(example, "", seededRandom(`${kind.folder} ${seed}`).next));
      const sheets = formSheets(kind, data, { name: "namn" });
      const form = readForm(kind, sheetsOf(await workbookFile(sheets)));
      assert.deepEqual(form.faults, [], `seed ${seed}`);
      assert.deepEqual(form.document, data, `seed ${seed}`);
      assert.equal(form.name, "namn");
      assert.deepEqual(checkJson(kind, `\uFEFF${jsonText(data)}`, { asAt: "2026-11-30" }).document, data);
      assert.deepEqual(compareDocuments(kind, data, form.document), []);
      assert.ok(claimsOf(kind, data).length > 0);
    }
  });
}
