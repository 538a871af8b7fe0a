import { bundleClient, renderIndex, renderReport, type ReportOptions } from "../../lib/cli/report.ts";
import { FIGURE_MIME, guardedTable, type Panel, PANEL_MIME, regionFigure } from "../../lib/figures/mod.ts";
import {
  Figure,
  findings,
  largestGroups,
  loadFiles,
  monthFindings,
  monthKeyFigures,
  monthsWithYearBefore,
  openStore,
  overLimitByHospital,
  overLimitByRegion,
  select,
  selections,
  waitTableFigure,
} from "../../lib/mod.ts";
import type { ExecutedCell, ExecutedNotebook } from "../../lib/notebook/mod.ts";
import { protectMonth, Selections, SELECTIONS_MIME } from "../../lib/selection/mod.ts";

/** The name of a hospital that would run a script if a page let it. */
export const HOSTILE = "<img src=x onerror=alert(1)>";

/** The name of a hospital that a spreadsheet would reckon. */
const FORMULA = "=1+1";

/** Pages as the exporter writes them, and how much the script of every page takes. */
export interface WrittenReport {
  /** A report of a few hundred contacts, with selections. */
  readonly url: string;
  /** Pages of the other kinds: for the public, with hidden numbers; the index. */
  readonly others: readonly string[];
  readonly scriptBytes: number;
}

/** Writes a report of a few hundred contacts, one of its protected numbers, and their index. */
export async function writeReport(folder: string): Promise<WrittenReport> {
  const rows = ["2023-04", "2024-03", "2024-04"].flatMap((manad, month) =>
    ["väntande", "genomförda"].flatMap((status) =>
      [
        ["Dalarna", "Falu lasarett", "offentlig"],
        ["Dalarna", HOSTILE, "privat"],
        ["Uppsala", "Akademiska sjukhuset", "offentlig"],
        ["Uppsala", FORMULA, "privat"],
      ].flatMap(([region, sjukhus, agarform], place) =>
        ["Gråstarr", "Gallsten"].map((vardutbud, care) =>
          [
            ...[manad, status, region, sjukhus, vardutbud, agarform],
            ...[20 + month, 12, 9, 8 + 5 * place, 3 * care],
            ...status === "väntande" ? [2, 1] : ["", ""],
          ].join(";")
        )
      )
    )
  );
  const head = "månad;status;region;sjukhus;vårdutbud;ägarform;0-30;31-60;61-90;91-365;366+;PvV;MoV";
  await Deno.writeTextFile(`${folder}/delivery.csv`, [head, ...rows, ""].join("\n"));
  await loadFiles(`${folder}/store`, [`${folder}/delivery.csv`]);
  using store = await openStore(`${folder}/store`);
  const manad = "2024-04", april = await select(store, { manad });
  const [regions, hospitals, groups] = [
    april.waiting("region"),
    april.waiting("sjukhus"),
    april.waiting("vardutbud"),
  ];
  const shows = [
    await selections(store, { manad }),
    monthKeyFigures(regions, april.options, await april.keyMonths()),
    findings(monthFindings(regions, groups, april.options)),
    overLimitByRegion(regions, april.options),
    waitTableFigure(regions, { by: "region", ...april.options }),
    overLimitByHospital(hospitals, april.options),
    largestGroups(groups, april.options),
    monthsWithYearBefore(await april.months("waiting"), {
      measure: "waiting",
      ...april.options,
    }),
  ];
  const notebook: ExecutedNotebook = {
    name: "prov",
    path: "notebooks/prov.ipynb",
    seconds: 1,
    parameters: { manad },
    cells: [
      { kind: "text", index: 0, source: "# Vem väntar?\n\nVårdgarantin ger svaret.", outputs: [] },
      ...shows.map((each, index) => cellOf(each, index + 1)),
    ],
  };
  const options: ReportOptions = {
    audience: "internal",
    manad,
    provenance: { deliveries: [], version: { vantelage: "0.1.0" }, synthetic: true },
  };
  const client = await bundleClient();
  const report = renderReport(notebook, { ...options, client });
  const { published } = await protectMonth(store, manad);
  const table = guardedTable(published.waiting.sjukhus, { by: "sjukhus", manad });
  const figure = regionFigure(published.waiting.region, overLimitByRegion, { manad });
  const guarded = renderReport({
    ...notebook,
    name: "publik",
    cells: [notebook.cells[0], ...[table, figure].map((each, index) => cellOf(each, index + 1))],
  }, { ...options, client, audience: "public", published });
  const pages = [report, guarded, { fileName: "index.html", html: renderIndex([report, guarded], options) }];
  for (const { fileName, html } of pages) await Deno.writeTextFile(`${folder}/${fileName}`, html);
  const text = { ...notebook, cells: notebook.cells.slice(0, 1) };
  const size = (more: Partial<ReportOptions>) => renderReport(text, { ...options, ...more }).html.length;
  const [url, ...others] = pages.map(({ fileName }) => `file://${folder}/${fileName}`);
  return { url, others, scriptBytes: size({ client }) - size({}) };
}

/** A code cell that shows something. */
function cellOf(shown: Figure | Panel | Selections, index: number): ExecutedCell {
  return { kind: "code", index, source: "visa()", outputs: [outputOf(shown)] };
}

/** What a cell that ends with a figure or a panel puts out. */
export function outputOf(
  shown: Figure | Panel | Selections,
): ExecutedNotebook["cells"][number]["outputs"][number] {
  const mime = shown instanceof Figure
    ? FIGURE_MIME
    : shown instanceof Selections
    ? SELECTIONS_MIME
    : PANEL_MIME;
  return { type: "display", data: JSON.parse(JSON.stringify({ [mime]: shown.toJSON() })), metadata: {} };
}
