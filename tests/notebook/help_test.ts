import assert from "node:assert/strict";
import * as face from "../../lib/mod.ts";
import { readDocumentation, readFace } from "../../lib/notebook/_documentation.ts";
import { ENTRIES } from "../../lib/notebook/_entries.ts";

Deno.test("help() knows every value that vantelage and its sub-exports offer, each with a sentence, and no other", async () => {
  const known = await readDocumentation();
  for (const [home, address] of ENTRIES) {
    const values = known.filter((entry) =>
      entry.isValue && (entry.home === home || home === "vantelage" && entry.face)
    );
    assert.deepEqual(values.map(({ name }) => name).sort(), Object.keys(await import(address)).sort(), home);
  }
  assert.deepEqual(
    known.filter(({ summary, signature }) => summary === "" || signature === "").map(({ name }) => name),
    [],
  );
});

Deno.test("vantelage has about 150 names, each in a group and with a gloss, and sub-exports share no value", async () => {
  const names = await readFace(), known = await readDocumentation();
  assert.deepEqual(known.filter(({ face }) => face !== null).map(({ name }) => name), [...names.keys()]);
  assert.ok(names.size <= 160, `${names.size}: let a sub-export offer what is seldom used`);
  assert.ok([...names.values()].every(({ group, gloss }) => group !== "" && gloss.length < 90));
  const twice = Map.groupBy(known.filter(({ isValue }) => isValue), ({ name }) => name).values().filter((
    { length },
  ) => length > 1);
  assert.deepEqual([...twice].map(([{ name }]) => name), []);
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
  assert.match(await face.help("kalender").text(), /^## Kalender: .*\n\n[^]*- `lastDay`: månadens sista dag/);
  assert.match(
    await face.help("vantelage/indicators").text(),
    /^## vantelage\/indicators\n\n[^]*- `medianWait`/,
  );
  assert.match(await face.help("indicators").text(), /- `dimensionsOf`/);
  assert.match(
    await face.help("planCost").text(),
    /`import \{ planCost \} from "vantelage\/plan"`, ur lib\/plan/,
  );
  assert.match(await face.help("selekt").text(), /Närmast är select: `help\("select"\)`/);
  assert.match(await face.help("vårdgarantiz").text(), /har inget som heter vårdgarantiz/);
  assert.match(
    await face.help().text(),
    /- \*\*Urval: fråga ett lager\*\* [^]*Mer finns i .*`vantelage\/plan` \(\d+\)/,
  );
  assert.match(await face.help({}).text(), /inget som `vantelage` har/);
});
