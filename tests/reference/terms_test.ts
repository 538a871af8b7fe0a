import assert from "node:assert/strict";
import { allOfferingWords, careOfferings, otherWords, terms } from "../../lib/reference/mod.ts";
import { ROOT } from "../_checkout.ts";

/** The code of a module without its comments. */
const withoutComments = (code: string): string =>
  code.replaceAll(/^\s*\/\*\*?[^]*?\*\/|(?<=^|\s)\/\/.*$/gm, (comment) => comment.replaceAll(/[^\n]/g, " "));

/** What is wrong in a text, each with its line. */
const findings = (path: string, text: string): string[] =>
  text.split("\n").flatMap((line, index) =>
    otherWords(line).map(({ word, term }) => `${path}:${index + 1}: ${word} (${term})`)
  );

async function filesIn(folder: string, end: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(`${ROOT}${folder}`)) {
    if (isDirectory) paths.push(...await filesIn(`${folder}/${name}`, end));
    else if (name.endsWith(end)) paths.push(`${folder}/${name}`);
  }
  return paths.sort();
}

/** The text cells of a notebook. */
async function textCells(path: string): Promise<string> {
  const { cells } = JSON.parse(await Deno.readTextFile(`${ROOT}${path}`));
  return cells.filter(({ cell_type }: { cell_type: string }) => cell_type === "markdown")
    .map(({ source }: { source: string | string[] }) => [source].flat().join("")).join("\n");
}

Deno.test("otherWords() finds whole words in any case, not parts of words, names in code or the register's labels", () => {
  assert.deepEqual(otherWords("Åtgärden, ett ingrepp."), [
    { word: "Åtgärden", term: "Operation" },
    { word: "ingrepp", term: "Operation" },
  ]);
  assert.deepEqual(otherWords("Åtgärdspaket, hyrpersonal_tkr, kontakten, Gråstarr, Knäled protes"), []);
  assert.deepEqual(otherWords("gråstarrsoperationer").map(({ term }) => term), ["Grå starr"]);
});

Deno.test("No text uses another word than its term", async () => {
  const modules = (await Promise.all(
    ["figures", "report", "plan", "cooperation", "cli", "selection", "indicators", "analysis", "disclosure"]
      .map((folder) => filesIn(`lib/${folder}`, ".ts")),
  )).flat();
  const found = await Promise.all([
    ...modules.map(async (path) =>
      findings(path, withoutComments(await Deno.readTextFile(`${ROOT}${path}`)))
    ),
    ...(await filesIn("notebooks", ".ipynb")).map(async (path) => findings(path, await textCells(path))),
    ...(await filesIn("data/kunskapsbank", ".md")).map(async (path) =>
      findings(path, await Deno.readTextFile(`${ROOT}${path}`))
    ),
    findings("README.md", await Deno.readTextFile(`${ROOT}README.md`)),
  ]);
  assert.deepEqual(found.flat(), []);
});

Deno.test("No notebook's text names a vårdutbud by the register's label where it has words", async () => {
  const labels = [...allOfferingWords].filter(([name, { ord }]) => name.toLowerCase() !== ord.toLowerCase());
  for (const path of await filesIn("notebooks", ".ipynb")) {
    const text = await textCells(path);
    for (const [label, { ord }] of labels) {
      assert.ok(!text.includes(label), `${path}: ${label}, write ${ord}`);
    }
  }
});

Deno.test("No notebook's text sends its reader to a file of the project or to the command line", async () => {
  for (const path of await filesIn("notebooks", ".ipynb")) {
    const text = (await textCells(path)).replaceAll(/\]\([^)]*\)/g, "]");
    const found = /README|\bdeno task\b|--\w+|\b(?:data|lib|tests|notebooks)\/|\bcell(?:en)? ovan/.exec(text);
    assert.equal(found, null, `${path}: ${found?.[0]}`);
  }
});

Deno.test("allOfferingWords has words for every vårdutbud, two of which nobody could take for one", () => {
  assert.deepEqual([...allOfferingWords.keys()].sort(), careOfferings.map(({ namn }) => namn).sort());
  const words = [...allOfferingWords.values()];
  assert.equal(new Set(words.map(({ ord }) => ord)).size, words.length);
  assert.equal(new Set(words.map(({ flertal }) => flertal)).size, words.length);
  for (const { ord, vantan, flertal } of words) {
    assert.match(ord, /^(?:\p{Ll}|Dupuytren)[\p{L}, -]+$/u);
    assert.deepEqual([ord, vantan, flertal].flatMap(otherWords), []);
  }
});

Deno.test("terms have one entry each, and no definition uses a word that another term stands for", () => {
  assert.equal(new Set(terms.map(({ term }) => term)).size, terms.length);
  for (const { term, betydelse = "" } of terms) {
    assert.deepEqual(otherWords(`${term} ${betydelse}`), [], term);
  }
});
