import assert from "node:assert/strict";
import { inflateRawSync } from "node:zlib";
import { loadFiles, openStore, regionShortName, select, selections } from "../../../lib/mod.ts";
import { PageCells } from "../../../lib/report/client/view_rows.ts";

Deno.test("ViewRows of a page agree with the notebook's selection, and name who tells no vårdutbud", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(
    `${folder}/april.csv`,
    [
      "månad;status;region;sjukhus;vårdutbud;0-30;31-60;61-90;91-365;366+;PvV;MoV",
      "2024-03;väntande;Dalarna;Falu lasarett;Gråstarr;9;0;0;1;0;0;0",
      "2024-04;väntande;Dalarna;;;50;0;0;7;0;2;1",
      "2024-04;väntande;Uppsala;Lasarettet i Enköping;Gråstarr;5;0;0;3;0;1;0",
      "2024-04;väntande;Uppsala;Aleris Elisabethsjukhuset;Gallsten;4;0;0;0;1;0;0",
      "2024-04;genomförda;Uppsala;Lasarettet i Enköping;Gråstarr;6;0;0;2;0;;",
      "2024-04;genomförda;Dalarna;;;40;0;0;2;0;;",
    ].join("\n"),
  );
  await loadFiles(`${folder}/lager`, [`${folder}/april.csv`]);
  using store = await openStore(`${folder}/lager`);
  const data = (await selections(store, { manad: "2024-04" })).toJSON();
  const page = new PageCells(data, inflateRawSync(Uint8Array.fromBase64(data.cells)));
  for (const vardutbud of [undefined, "Gråstarr", "Gallsten"]) {
    for (const agarform of [undefined, "offentlig", "privat"] as const) {
      const chosen = await select(store, { manad: "2024-04", vardutbud, agarform });
      const rows = page.rows({ ...page.initial, vardutbud: vardutbud ?? null, agarform: agarform ?? null });
      const told = `${vardutbud} ${agarform}`;
      assert.deepEqual(rows.options, chosen.options, told);
      assert.deepEqual(rows.performedOptions, chosen.performedOptions, told);
      // A notebook says the ownership in the subtitle; on a page, where it is chosen, the rows are named with it.
      const unnamed = <R extends { readonly name: string }>(rows: R[]) =>
        rows.map(({ name: _, ...row }) => row);
      assert.deepEqual(unnamed(rows.waiting("region")), unnamed(chosen.waiting("region")), told);
      assert.deepEqual(unnamed(rows.performed("region")), unnamed(chosen.performed("region")), told);
      const names = chosen.waiting("region").map(({ name }) =>
        agarform === undefined ? name : `${regionShortName(name)} (${agarform})`
      );
      assert.deepEqual(rows.waiting("region").map(({ name }) => name), names);
      const months = (await chosen.months("waiting")).map((
        { manad, value, missing },
      ) => [manad, value, missing]);
      const shown = rows.months("waiting").map(({ manad, value, missing }) => [manad, value, missing]);
      assert.ok(shown.length > 1);
      assert.deepEqual(shown, months.slice(-shown.length), told);
    }
  }
});
