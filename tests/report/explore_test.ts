import * as Plot from "@observablehq/plot";
import assert from "node:assert/strict";
import { explore, loadFiles, openStore, select, tabulate } from "../../lib/mod.ts";
import { drawingDocument } from "../../lib/figures/mod.ts";
import { bundleClient, bundleExplorer } from "../../lib/report/bundle.ts";
import { ALL_MEASURES, TABLE_DIMENSIONS } from "../../lib/indicators/mod.ts";
import { CHARTS, type Explored, exploredChart, exploredCode } from "../../lib/report/client/explore_chart.ts";

const folder = await Deno.makeTempDir();
await Deno.writeTextFile(
  `${folder}/april.csv`,
  "månad;status;region;sjukhus;ägarform;vårdutbud;0-30;31-60;91-365\n" +
    "2024-04;väntande;Dalarna;Falu lasarett;offentlig;Gråstarr;30;20;10\n" +
    "2024-04;väntande;Dalarna;Mora lasarett;privat;Gallsten;3;20;1\n" +
    "2024-04;väntande;Uppsala;Akademiska sjukhuset;offentlig;Gråstarr;1;0;10\n",
);
await loadFiles(`${folder}/lager`, [`${folder}/april.csv`]);
const store = await openStore(`${folder}/lager`), urval = await select(store, { limitDays: 60 });
globalThis.addEventListener("unload", () => {
  store[Symbol.dispose]();
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("The cells that an explorer gives make the very table and chart that it shows", () => {
  const document = drawingDocument(), plain = { document, plot: Plot.plot };
  for (const rows of TABLE_DIMENSIONS) {
    for (const columns of [null, ...TABLE_DIMENSIONS.filter((name) => name !== rows)]) {
      for (const [at, chart] of (Object.keys(CHARTS) as (keyof typeof CHARTS)[]).entries()) {
        const explored: Explored = { rows, columns, chart, measure: ALL_MEASURES[at] };
        const code = exploredCode(explored, urval.scope);
        const asked = /tabulate\(urval, (.*)\)/.exec(code.table)?.[1],
          chosen = /lager, (.*)\)/.exec(code.table)?.[1];
        assert.deepEqual(new Function(`return ${chosen}`)(), { manad: "2024-04", limitDays: 60 });
        const rader = tabulate(urval, new Function(`return ${asked}`)());
        assert.ok(rader.length > 1);
        // The code names no document, which a notebook has.
        const own = { ...Plot, plot: (options: Plot.PlotOptions) => plain.plot({ ...options, document }) };
        const drawn: Element = new Function("Plot", "rader", `return ${code.chart}`)(own, rader);
        const shown = exploredChart(rader, explored, { limitDays: 60, document });
        const bare = (element: Element) =>
          element.outerHTML.replace(/plot-[\w-]+/g, "plot").replace(/(?:clip|tip)-\d+/g, "");
        assert.equal(bare(drawn), bare(shown), JSON.stringify(explored));
      }
    }
  }
});

Deno.test("explore() is one page without the network, and a frame in a notebook", async () => {
  await explore(urval).save(`${folder}/utforska.html`);
  const html = await Deno.readTextFile(`${folder}/utforska.html`);
  assert.doesNotMatch(html, /(?:src|href)=/);
  assert.match(html, /Bara gallsten och grå starr, alla ägarformer, april 2024\. Internt arbetsmaterial/);
  const shown: Record<string, string> = await Reflect.get(explore(urval), Symbol.for("Jupyter.display"))();
  assert.match(shown["text/html"], /^<iframe title="Utforska"/);
});

Deno.test("The programs of pages and of explorers are scripts that a browser can read", async () => {
  const { program = "" } = await bundleClient();
  for (const script of [program, (await bundleExplorer()).program]) {
    assert.ok(script.length > 100_000);
    assert.doesNotThrow(() => new Function(script));
  }
});

Deno.test("tabulate() and select() say what is expected and the nearest name", async () => {
  assert.throws(() => tabulate(urval, { rows: "sjukhuss" as "sjukhus" }), {
    name: "TypeError",
    message:
      /^tabulate: rows ska vara region, sjukhus, vardutbud eller agarform, fick "sjukhuss"\. Närmast: sjukhus$/,
  });
  assert.throws(
    () => tabulate(urval, { rows: "region", mesure: "median" } as never),
    /valet mesure finns inte\. Närmast: measure/,
  );
  await assert.rejects(
    select(store, { limitDays: "90" as never }),
    /^TypeError: select: limitDays .*fick "90"$/,
  );
});
