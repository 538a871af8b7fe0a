/** The list of months of a folder that holds a folder of reports for each. */
import { isMonth, type Month, monthName } from "../calendar/mod.ts";
import { escapeHtml } from "../figures/mod.ts";
import { pageHtml } from "./_page.ts";
import { type ReportManifest, type RunRecord } from "./manifest.ts";
import type { ReportOptions } from "./options.ts";
import { holdFolder, writeWhole } from "./shared_folder.ts";
import { manifestOf } from "./write_reports.ts";

/**
 * Writes the list of months of a folder (månadsförteckning): each month whose internal reports lie in a folder named for
 * it, the latest first, with what its letter says first. The file is there whole or not at all.
 *
 * @param folder The folder that the months' folders lie in.
 * @param options As for the reports of the latest month.
 * @returns The months listed, the latest first.
 * @throws {ReportError} If a month's manifest cannot be read.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { writeMonths } from "vantelage/report";
 * const folder = await Deno.makeTempDir();
 * const provenance = { deliveries: [], version: { vantelage: "0.1.0" }, synthetic: false };
 * assert.deepEqual(await writeMonths(folder, { audience: "internal", manad: "2024-04", provenance }), []);
 * assert.match(await Deno.readTextFile(`${folder}/index.html`), /<h1>Vänteläge, månad för månad<\/h1>/);
 * ```
 */
export async function writeMonths(folder: string, options: ReportOptions): Promise<Month[]> {
  using _held = await holdFolder(folder);
  const names = [...Deno.readDirSync(folder)].filter(({ name, isDirectory }) => isDirectory && isMonth(name))
    .map(({ name }) => name).sort().reverse();
  const months =
    (await Promise.all(names.map(async (manad) => ({ manad, ...await manifestOf(`${folder}/${manad}`) }))))
      .flatMap(({ manad, runs }) => {
        const says = firstFinding(manad, { runs });
        return says === null ? [] : [{ manad, says }];
      });
  const items = months.map(({ manad, says }) =>
    `<li><a href="${manad}/index.html">${monthName(manad)}</a><p>${escapeHtml(says)}</p></li>`
  );
  await writeWhole(
    `${folder}/index.html`,
    pageHtml({
      title: "Vänteläge, månad för månad",
      heading: "Vänteläge, månad för månad",
      opening: "",
      navigation: "",
      main: `<div class="readers">\n<section><h2>Månader</h2>\n<ul>\n${
        items.join("\n")
      }\n</ul></section>\n</div>`,
      parameters: {},
      isIndex: true,
    }, options),
  );
  return months.map(({ manad }) => manad);
}

/** What the month's letter says first, else the first of its pages that says anything; `null` where it has no page. */
function firstFinding(manad: Month, { runs }: ReportManifest): string | null {
  const isOf = (run: RunRecord) => run.manad === manad && run.audience === "internal";
  const reports = runs.filter(isOf).flatMap(({ reports }) => reports);
  const said = reports.find(({ front, mainFinding }) => front !== "" && mainFinding !== "") ??
    reports.find(({ mainFinding }) => mainFinding !== "") ?? reports.at(0);
  return said?.mainFinding ?? null;
}
