import assert from "node:assert/strict";
import { sampleData } from "../_checkout.ts";
import { parseKnowledgeExample, readKnowledgeBank } from "../../lib/plan/mod.ts";

const fields = {
  rubrik: "Ett rum",
  region: "Dalarna",
  omrade: "Ortopedi",
  vad: "Samma lag: hela dagen",
  effekt: "En till om dagen",
  kontakt: "Verksamhetschef",
  syntetisk: "ja",
};
const file = (changes: Partial<Record<string, string>> = {}, body = "Först.\nSedan.\n\n\nTill sist.\n") =>
  `---\n${
    Object.entries({ ...fields, ...changes }).flatMap(([name, text]) =>
      text === undefined ? [] : [`${name}: ${text}`]
    )
      .join("\n")
  }\n---\n${body}`;

Deno.test("parseKnowledgeExample() reads fields, colons in them too, and paragraphs", () => {
  assert.deepEqual(parseKnowledgeExample(file()), {
    ...fields,
    region: "Region Dalarna",
    text: ["Först. Sedan.", "Till sist."],
  });
  assert.deepEqual(parseKnowledgeExample(file({}, "")).text, []);
  assert.deepEqual(parseKnowledgeExample(file().replaceAll("\n", "\r\n")), parseKnowledgeExample(file()));
});

Deno.test("parseKnowledgeExample() refuses a file without front matter, a field too few and one too many", () => {
  assert.throws(() => parseKnowledgeExample("# Ett rum\n"), { name: "SyntaxError", message: /---/ });
  assert.throws(() => parseKnowledgeExample("---\nrubrik\n---\n"), {
    name: "SyntaxError",
    message: /"rubrik"/,
  });
  assert.throws(() => parseKnowledgeExample(file({ effekt: undefined })), { name: "ZodError" });
  assert.throws(() => parseKnowledgeExample(file({ namn: "x" })), { name: "ZodError" });
  assert.throws(
    () => parseKnowledgeExample(file({ omrade: "Trafik" })),
    /Området ska vara ett av Ögon, Ortopedi/,
  );
});

Deno.test("parseKnowledgeExample() refuses a text of more than 50 paragraphs, or a paragraph of more than 50 lines", () => {
  const body = (by: string, count: number) => Array.from({ length: count }, () => "Så här.").join(by);
  for (const by of ["\n", "\n\n"]) {
    assert.ok(parseKnowledgeExample(file({}, body(by, 50))).text.length > 0);
    assert.throws(() => parseKnowledgeExample(file({}, body(by, 51))), /fler än 50/);
  }
});

Deno.test("parseKnowledgeExample() refuses what could lead to a person, in fields and paragraphs", () => {
  assert.throws(() => parseKnowledgeExample(file({ kontakt: "a@b.se" })), /e-postadress/);
  assert.throws(() => parseKnowledgeExample(file({}, "Ring 070-123 45 67.\n")), /telefonnummer/);
});

Deno.test("readKnowledgeBank() reads the checkout's examples, made up and in order of area, and names a wrong file", async () => {
  const examples = await readKnowledgeBank(sampleData("kunskapsbank"));
  assert.ok(examples.length >= 7);
  assert.ok(examples.every(({ syntetisk }) => syntetisk === "ja"));
  const areas = examples.map(({ omrade }) => omrade);
  assert.deepEqual(areas, areas.toSorted(new Intl.Collator("sv").compare));
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/fel.md`, file({ region: "Skåne" }));
  await assert.rejects(readKnowledgeBank(folder), { name: "OwnDataError", message: /fel\.md: region › / });
  await Deno.remove(folder, { recursive: true });
});
