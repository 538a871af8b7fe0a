/** What two folders of reports say, page by page. */
import { MANIFEST_FILE, ReportManifest, type ReportRecord } from "../report/mod.ts";
import { ToldError } from "./_command.ts";
import type { Compared } from "./compare.ts";

/**
 * Compares the headlines of two folders of reports.
 *
 * @param folders The earlier and the later.
 * @returns The pages that only one has, and the headlines that differ.
 * @throws {ToldError} If a folder has no reports.
 */
export async function comparedReports(folders: readonly [string, string]): Promise<Compared> {
  const [first, second] = await Promise.all(folders.map(pagesOf));
  const names = [...new Set([...first.keys(), ...second.keys()])].sort();
  const pages = names.map((file) => {
    const [before, after] = [first, second].map((pages) => pages.get(file));
    const said = [before, after].map((page) =>
      page === undefined ? [] : [page.mainFinding, ...page.figures.map(({ headline }) => headline)]
    );
    return {
      file,
      isSame: before !== undefined && before.sha256 === after?.sha256,
      gone: said[0].filter((headline) => !said[1].includes(headline)),
      added: said[1].filter((headline) => !said[0].includes(headline)),
      only: before === undefined ? folders[1] : after === undefined ? folders[0] : null,
    };
  });
  const differing = pages.filter(({ gone, added }) => gone.length + added.length > 0);
  return {
    tables: differing.map(({ file, gone, added }) => ({
      heading: file,
      head: ["", ""],
      rows: [...gone.map((headline) => ["−", headline]), ...added.map((headline) => ["+", headline])],
    })),
    notes: [
      ...pages.flatMap(({ file, only }) => only === null ? [] : [`${file} finns bara i ${only}.`]),
      `${
        pages.filter(({ isSame }) => isSame).length
      } av ${pages.length} sidor är lika till sista tecknet; ${differing.length} säger något annat.`,
    ],
    data: pages,
  };
}

async function pagesOf(folder: string): Promise<Map<string, ReportRecord>> {
  const path = `${folder}/${MANIFEST_FILE}`;
  try {
    const { runs } = ReportManifest.parse(JSON.parse(await Deno.readTextFile(path)));
    return new Map(runs.flatMap(({ reports }) => reports).map((report) => [report.fileName, report]));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new ToldError(
      `${folder} har inga rapporter: ${MANIFEST_FILE} saknas. Ange en mapp som deno task report har skrivit`,
    );
  }
}
