import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import {
  type ExecutedNotebook,
  type Figure,
  headlineFindings,
  letterHead,
  longWaitersByRegion,
  monthKeyFigures,
  monthRange,
  outcomeByMonth,
  overLimitByRegion,
  type Panel,
  readNotebook,
  renderReport,
} from "../../lib/mod.ts";
import { ROOT } from "../_checkout.ts";
import { aprilByRegion } from "../figures/_rows.ts";
import { outputOf } from "./_report.ts";

/** The letter's own notebook with a whole year and every line of its findings long, as a page. */
async function letterPage(): Promise<string> {
  const manad = "2024-12", path = `${ROOT}notebooks/51_manadsbrev.ipynb`;
  const regions = overLimitByRegion(aprilByRegion, { manad });
  const plan = outcomeByMonth(
    monthRange("2024-01", manad).map((manad) => ({
      ...{ region: null, manad, plan: 15_000, utfall: 14_000, orsaker: [], orsakSaknas: false },
      avvikelse: { egen: -1000, samverkan: 0, utanfor: 0, privat: 0 },
    })),
    { ar: 2024, version: 2 },
  );
  const long = longWaitersByRegion(aprilByRegion, { manad });
  const shown: readonly (Figure | Panel)[][] = [
    [],
    [letterHead({ till: "ledningsgruppen", fran: "Produktionsplaneringsgruppen", manad })],
    [monthKeyFigures(aprilByRegion, { manad })],
    [headlineFindings([long, regions, plan, long, regions])],
    [regions],
    [plan],
  ];
  const { cells } = await readNotebook(path);
  assert.equal(
    cells.filter(({ kind }) => kind === "code").length,
    shown.length,
    "the letter has other cells",
  );
  let next = 0;
  const notebook: ExecutedNotebook = {
    ...{ name: "51_manadsbrev", path, seconds: 1, parameters: { manad } },
    cells: cells.map((cell, index) => ({
      ...{ kind: cell.kind, index, source: cell.source },
      outputs: cell.kind === "text" ? [] : shown[next++].map(outputOf),
    })),
  };
  return renderReport(notebook, {
    ...{ audience: "internal", manad },
    provenance: { deliveries: [], version: { vantelage: "0.1.0" }, synthetic: true },
  }).html;
}

/** The letter to the management group is one sheet, also in December. */
export async function letterSteps(t: Deno.TestContext, browser: Browser): Promise<void> {
  await t.step("prints the month's letter on one sheet", async () => {
    const page = await browser.newPage();
    await page.setContent(await letterPage());
    assert.equal(await page.locator("figure").count(), 2);
    const pdf = new TextDecoder("latin1").decode(await page.pdf({ format: "A4", preferCSSPageSize: true }));
    assert.equal([...pdf.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length, 1);
    await page.close();
  });
}
