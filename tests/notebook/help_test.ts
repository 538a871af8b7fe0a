import assert from "node:assert/strict";
import * as face from "../../lib/mod.ts";
import { groupsOf, readDocumentation } from "../../lib/notebook/_documentation.ts";

Deno.test("help() knows every value that vantelage offers, each with a sentence, and no other", async () => {
  const known = await readDocumentation();
  const values = known.filter(({ isValue }) => isValue).map(({ name }) => name);
  assert.deepEqual(values.toSorted(), Object.keys(face).sort());
  assert.deepEqual(
    known.filter(({ summary, signature }) => summary === "" || signature === "").map(({ name }) => name),
    [],
  );
  assert.equal(new Set(known.map(({ name }) => name)).size, known.length);
  const groups = groupsOf(known);
  assert.ok(groups.includes("indicators") && groups.includes("analysis/queueing"), groups.join());
});

Deno.test("help() shows a function by itself or by its name: signature, options, returns, errors and an example", async () => {
  const text = await face.help(face.select).text();
  assert.equal(await face.help("select").text(), text);
  for (
    const part of [
      "## select\n",
      "async function select(store: Store, options: SelectionOptions = {}): Promise<Selection>\n```",
      "- `store` An open store.",
      "**SelectionOptions**",
      "- `limitDays?: number`: The limit in whole days. Annars: `90`",
      "**Fel**\n\n- `StoreError` If the store is empty",
      "using store = await openStore(`${folder}/lager`);",
    ]
  ) assert.ok(text.includes(part), `${part}\n\nis not in\n\n${text}`);
  assert.match(await face.help("Selection").text(), /\*\*Metoder\*\*[^]*- `waiting\(by: TableDimension/);
});

Deno.test("help() finds by a word, lists a group, and names the nearest of a misspelt name", async () => {
  const median = await face.help("median").text();
  assert.match(median, /- `medianWait`: .*median/);
  assert.match(await face.help("indicators").text(), /^## indicators\n\n[^]*- `medianWait`/);
  assert.match(await face.help("selekt").text(), /Närmast är select: `help\("select"\)`/);
  assert.match(await face.help("vårdgarantiz").text(), /har inget som heter vårdgarantiz/);
  assert.match(await face.help().text(), /- \*\*selection\*\* \(\d+\): /);
  assert.match(await face.help({}).text(), /inget som `vantelage` har/);
});
