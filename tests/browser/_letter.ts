import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { renderReport } from "../../lib/cli/report.ts";
import { changeFinding, letterHead, type Panel } from "../../lib/figures/mod.ts";
import {
  type Figure,
  findings,
  longWaitersByRegion,
  monthKeyFigures,
  monthRange,
  overLimitByRegion,
  regionTrends,
} from "../../lib/mod.ts";
import { type ExecutedNotebook, readNotebook } from "../../lib/notebook/mod.ts";
import { ROOT } from "../_checkout.ts";
import { aprilByRegion } from "../figures/_rows.ts";
import { outputOf } from "./_report.ts";

/** The letter's own notebook with a whole year and every line of its findings long, as a page. */
async function letterPage(): Promise<string> {
  const manad = "2024-12", path = `${ROOT}notebooks/51_manadsbrev.ipynb`;
  const months = monthRange("2023-12", manad).map((month, index) => ({
    ...{
      manad: month,
      value: 40_000 + 100 * index,
      yearBefore: 39_000,
      change: 1000,
      regions: [],
      missing: [],
    },
  }));
  const shares = months.map((month) => ({ ...month, value: 0.353, yearBefore: 0.316, change: 0.037 }));
  const trends = regionTrends(
    aprilByRegion.filter(({ total }) => !total).map(({ name }) => ({
      name,
      region: name,
      antal: 900,
      points: shares,
    })),
    shares,
    { manad, measure: "overShare" },
  );
  const [long, regions] = [
    longWaitersByRegion(aprilByRegion, { manad }),
    overLimitByRegion(aprilByRegion, { manad }),
  ];
  const shown: readonly (Figure | Panel)[][] = [
    [],
    [letterHead({ till: "ledningsgruppen", fran: "Produktionsplaneringsgruppen", manad })],
    [monthKeyFigures(aprilByRegion, { manad }, {
      waiting: months,
      over: months,
      long: months,
      performed: months,
    })],
    [],
    [],
    [],
    [findings([
      { topic: "Vad har ändrats?", ...changeFinding(shares, { manad }) },
      { text: trends.headline, figure: trends },
      { topic: "Var är läget sämst?", text: long.headline },
      { text: regions.headline },
      { topic: "Vad är att besluta?", text: long.headline },
      { text: regions.headline },
      { text: long.headline },
    ])],
    [trends],
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
    assert.equal(await page.locator("figure").count(), 1);
    const pdf = new TextDecoder("latin1").decode(await page.pdf({ format: "A4", preferCSSPageSize: true }));
    assert.equal([...pdf.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length, 1);
    await page.close();
  });
}
