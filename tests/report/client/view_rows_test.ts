import assert from "node:assert/strict";
import { inflateRawSync } from "node:zlib";
import { MEASURES } from "../../../lib/indicators/mod.ts";
import { loadFiles, openStore, select, selections } from "../../../lib/mod.ts";
import { Page } from "../../../lib/report/client/view_rows.ts";

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
  const page = new Page(data, inflateRawSync(Uint8Array.fromBase64(data.cells)));
  for (const vardutbud of [undefined, "Gråstarr", "Gallsten"]) {
    for (const agarform of [undefined, "offentlig", "privat"] as const) {
      const chosen = await select(store, { manad: "2024-04", vardutbud, agarform });
      const rows = page.rows({ ...page.initial, vardutbud: vardutbud ?? null, agarform: agarform ?? null });
      const told = `${vardutbud} ${agarform}`;
      assert.deepEqual(rows.options, chosen.options, told);
      assert.deepEqual(rows.performedOptions, chosen.performedOptions, told);
      assert.deepEqual(rows.waiting("region"), chosen.waiting("region"), told);
      assert.deepEqual(rows.performed("region"), chosen.performed("region"), told);
      const months = (await chosen.months("waiting")).map((
        { manad, value, missing },
      ) => [manad, value, missing]);
      const shown = rows.series("waiting").map(({ manad, value, missing }) => [manad, value, missing]);
      assert.ok(shown.length > 1);
      assert.deepEqual(shown, months.slice(-shown.length), told);
    }
  }
});

Deno.test("A page and its store answer alike for every place, limit and way to count PvV and MoV", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(
    `${folder}/april.csv`,
    [
      "månad;status;region;sjukhus;vårdutbud;ägarform;0-30;31-60;61-90;91-365;366+;PvV;MoV",
      "2024-03;väntande;Dalarna;Falu lasarett;Gråstarr;offentlig;9;0;0;1;0;0;0",
      "2024-04;väntande;Dalarna;Falu lasarett;Gråstarr;offentlig;50;3;0;7;0;2;1",
      "2024-04;väntande;Dalarna;Mora lasarett;Gallsten;offentlig;20;3;0;7;2;0;0",
      "2024-04;väntande;Uppsala;Lasarettet i Enköping;Gråstarr;offentlig;5;0;0;3;0;1;0",
      "2024-04;väntande;Uppsala;Aleris Elisabethsjukhuset;Gallsten;privat;4;0;0;0;1;0;0",
      "2024-04;genomförda;Uppsala;Lasarettet i Enköping;Gråstarr;offentlig;6;0;0;2;0;;",
      "2024-04;genomförda;Dalarna;Falu lasarett;Gråstarr;offentlig;40;0;0;2;1;;",
    ].join("\n"),
  );
  await loadFiles(`${folder}/lager`, [`${folder}/april.csv`]);
  using store = await openStore(`${folder}/lager`);
  const data = (await selections(store, { manad: "2024-04" })).toJSON();
  const page = new Page(data, inflateRawSync(Uint8Array.fromBase64(data.cells)));
  const places: [string | null, { region?: string; sjukhus?: string }][] = [
    [null, {}],
    ["Region Dalarna", { region: "Region Dalarna" }],
    ["Falu lasarett", { region: "Region Dalarna", sjukhus: "Falu lasarett" }],
    ["Aleris Elisabethsjukhuset", { region: "Region Uppsala", sjukhus: "Aleris Elisabethsjukhuset" }],
  ];
  let compared = 0;
  for (const [plats, place] of places) {
    for (const inkl of [false, true]) {
      for (const limitDays of [30, 90, 365]) {
        for (const agarform of [null, "offentlig"] as const) {
          const chosen = await select(store, { ...place, inkl, limitDays, ...agarform && { agarform } });
          const rows = page.rows({ ...page.initial, plats, inkl, limitDays, agarform });
          for (const by of ["region", "sjukhus", "vardutbud", "agarform"] as const) {
            assert.deepEqual(rows.waiting(by), chosen.waiting(by));
            assert.deepEqual(rows.performed(by), chosen.performed(by));
            compared += rows.waiting(by).length;
          }
          assert.deepEqual(rows.options, chosen.options);
          assert.deepEqual(rows.performedOptions, chosen.performedOptions);
          for (const measure of MEASURES) {
            assert.deepEqual(rows.series(measure).at(-1), (await chosen.months(measure)).at(-1), measure);
          }
        }
      }
    }
  }
  assert.ok(compared > 100);
});
