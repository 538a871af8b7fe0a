import { Buffer } from "node:buffer";
import { deflateRawSync } from "node:zlib";
import { monthName } from "../calendar/mod.ts";
import { packCells } from "../cube/mod.ts";
import { escapeHtml } from "../figures/mod.ts";
import { inventedMark, inventedSources } from "../reference/mod.ts";
import { TABLE_DIMENSIONS } from "../indicators/mod.ts";
import type { Selection } from "../selection/mod.ts";
import { bundleExplorer } from "./bundle.ts";
import { toBase85 } from "./client/base85.ts";
import type { ExploreData } from "./client/explore_program.ts";

/** An explorer of a selection: it shows itself in a notebook, and can be saved as a page. */
export interface Explorer {
  /** The page: one file, which asks the network for nothing. */
  html(): Promise<string>;
  /** Writes the page. */
  save(path: string): Promise<void>;
}

/**
 * Explores a selection (utforska): choose what rows and columns distinguish, the measure and the chart; the table and the
 * chart follow, and so do the two cells of TypeScript that give the same, to copy into a notebook.
 *
 * It counts in the page what `tabulate` counts here, by the same code. What it holds are counts by wait to the day, small
 * ones too: internal working material.
 *
 * @param selection What `select` gave: its month, place, vårdutbud and limit hold for all that is explored.
 * @returns What shows itself as a cell's last expression; `save(path)` writes it as a page.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { explore, loadFiles, openStore, select } from "vantelage";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/april.csv`, "månad;status;region;0-30;91-365\n2024-04;väntande;Dalarna;3;1\n");
 * await loadFiles(`${folder}/lager`, [`${folder}/april.csv`]);
 * using store = await openStore(`${folder}/lager`);
 * assert.equal(typeof explore(await select(store)).save, "function");
 * ```
 */
export function explore(selection: Selection): Explorer {
  const html = () => pageOf(selection);
  return Object.defineProperty(
    {
      html,
      save: async (path: string) => await Deno.writeTextFile(path, await html()),
    },
    Symbol.for("Jupyter.display"),
    {
      value: async () => ({
        // A frame keeps the notebook's look and names apart from the explorer's.
        "text/html": `<iframe title="Utforska" style="width:100%;height:60rem;border:0" srcdoc="${
          escapeHtml(await html())
        }"></iframe>`,
        "text/plain": `Utforska ${selection.label}, ${monthName(selection.manad)}`,
      }),
    },
  );
}

async function pageOf(selection: Selection): Promise<string> {
  const cells = (["vantande", "genomforda"] as const).flatMap((status) =>
    selection.cells(TABLE_DIMENSIONS, status)
  );
  const { names, bytes } = packCells(cells.map((cell) => ({ ...cell, manad: selection.manad })));
  const data: ExploreData = {
    scope: selection.scope,
    names,
    cells: packed(bytes),
  };
  const { loader, program } = await bundleExplorer();
  const title = `${selection.label}, ${monthName(selection.manad)}`;
  const mark = inventedMark(inventedSources(), ["leveranser"]);
  return `<!doctype html>
<html lang="sv"><meta charset="utf-8"><title>Utforska: ${escapeHtml(title)}</title>
<meta name="viewport" content="width=device-width"><style>${STYLES}</style>
<h1>Utforska</h1>
<p>${escapeHtml(title)}. Internt arbetsmaterial: små tal är inte skyddade.${
    mark === null ? "" : ` <strong>${mark}</strong>`
  }</p>
<form>${CHOICES.map(([id, name]) => `<label id="${id}">${name} <select></select></label>`).join("")}</form>
<div id="diagram"></div><div id="tabell"></div>
<h2>Samma tabell i en anteckningsbok <button data-code="kod-tabell">Kopiera</button></h2><pre id="kod-tabell"></pre>
<h2>Samma diagram, i cellen efter <button data-code="kod-diagram">Kopiera</button></h2><pre id="kod-diagram"></pre>
<script type="application/json" id="data">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>
<script type="application/octet-stream">${packed(Buffer.from(program))}</script>
<script>${loader}</script>
</html>`;
}

const CHOICES = [["rows", "Rader"], ["columns", "Kolumner"], ["measure", "Mått"], [
  "chart",
  "Diagram",
]] as const;

const STYLES = `body{font:16px/1.5 system-ui,sans-serif;margin:1rem;max-width:60rem}
form{display:flex;flex-wrap:wrap;gap:1rem;margin:1rem 0}select,button{font:inherit}select{max-width:20rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1rem;margin:1.5rem 0 .25rem}
table{border-collapse:collapse;margin:1rem 0}th,td{padding:.15rem .75rem;border-bottom:1px solid #ddd;text-align:right}
th:first-child{text-align:left;font-weight:normal}thead th{font-weight:600}
pre{background:#f4f4f4;padding:.75rem;overflow:auto;font-size:.85rem;margin:0}`;

function packed(bytes: Uint8Array): string {
  return toBase85(deflateRawSync(bytes, { level: 9 }));
}
