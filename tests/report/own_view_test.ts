import assert from "node:assert/strict";
import { inflateRawSync } from "node:zlib";
import {
  Figure,
  findings,
  loadFiles,
  longWaitersByRegion,
  monthFindings,
  openStore,
  overLimitByRegion,
  select,
  selections,
} from "../../lib/mod.ts";
import { ownOptions, ownPlaces } from "../../lib/report/_own_view.ts";
import { Page } from "../../lib/report/client/view_rows.ts";

const APRIL = `månad;status;region;vårdutbud;0-30;31-60;61-90;91-365;366+;PvV;MoV
2024-04;väntande;Dalarna;Gråstarr;70;10;5;40;3;2;1
2024-04;väntande;Uppsala;Gråstarr;70;10;5;20;3;2;1
`;

/** A month in a store, and the page's own view of it. */
async function april() {
  const folder = await Deno.makeTempDir(), manad = "2024-04";
  await Deno.writeTextFile(`${folder}/april.csv`, APRIL);
  await loadFiles(`${folder}/lager`, [`${folder}/april.csv`]);
  using store = await openStore(`${folder}/lager`);
  const month = await select(store, { manad }), data = (await selections(store, { manad })).toJSON();
  const page = new Page(data, inflateRawSync(Uint8Array.fromBase64(data.cells)));
  return {
    regions: month.waiting("region"),
    groups: month.waiting("vardutbud"),
    month,
    rows: page.rows(page.initial),
  };
}

Deno.test("a figure follows its reader only when the page's cells give the very same", async () => {
  const { regions, month: { options }, rows } = await april();
  const figure = overLimitByRegion(regions, options);
  assert.deepEqual(ownOptions(figure, rows), {});
  const other = overLimitByRegion(regions.map((row) => ({ ...row, antal: row.antal + 1 })), options);
  assert.equal(ownOptions(other, rows), null);
  const { follows: _, ...alone } = figure.toJSON();
  assert.equal(ownOptions(new Figure(alone), rows), null, "it says nothing of what it was made with");
  assert.equal(ownOptions(new Figure({ ...figure.toJSON(), kind: "toString" }), rows), null);
});

Deno.test("findings follow their reader only when they link to the very figures of the view", async () => {
  const { regions, groups, month: { options }, rows } = await april();
  const items = monthFindings(regions, groups, options),
    places = ({ kind }: { kind: string }) => `id-${kind}`;
  assert.deepEqual(Object.entries(ownPlaces(findings(items), rows, places) ?? {})[0], [
    "overLimitByRegion",
    "id-overLimitByRegion",
  ]);
  const elsewhere = longWaitersByRegion(regions, { ...options, selection: "Gråstarr" });
  const moved = [{ ...items[0], figure: elsewhere }, ...items.slice(1)];
  assert.equal(findings(moved).text(), findings(items).text());
  assert.equal(ownPlaces(findings(moved), rows, places), null);
});
