import { DELIVERIES } from "../../reference/invented.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import type { WaitTableRow } from "../../indicators/mod.ts";
import { Figure } from "../marks/figure.ts";
import type { TableFigureOptions } from "../marks/table_figure_options.ts";
import { dimensionLabels, waitTableContent, waitTableFinding, waitTableHeadline } from "./_wait_table.ts";
import { nobodyWaits } from "../marks/_wording.ts";

export { dimensionLabels } from "./_wait_table.ts";

/**
 * The planning group's table in its published order of columns: bands, share over the limit, median, totals, rates.
 *
 * @param rows The table with its total last.
 * @param options What the rows distinguish, month, limit, selection and missing regions.
 * @returns A figure that is a table. Columns that hold nothing (rates of hospitals) are left out.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { waitTable, waitTableFigure } from "vantelage";
 * const cell = (region: string, days: number) => ({ status: "vantande", avvikelse: null, region, sjukhus: null,
 *   vardutbud: null, agarform: null, lo: days, hi: days, antal: 1 }) as const;
 * const rows = waitTable([cell("Region Uppsala", 91), cell("Region Dalarna", 10)], { by: "region", manad: "2024-04" });
 * assert.equal(waitTableFigure(rows, { by: "region", manad: "2024-04" }).headline,
 *   "2 väntar, 1 av dem (50,0\u00a0%) över 90 dagar");
 * ```
 */
export function waitTableFigure(rows: readonly WaitTableRow[], options: TableFigureOptions): Figure {
  const { by, limitDays = GUARANTEE_DAYS } = options;
  const total = rows.find((row) => row.total);
  return new Figure({
    rests: DELIVERIES,
    kind: "waitTableFigure",
    follows: options,
    headline: !total || total.antal === 0
      ? nobodyWaits(options, "Ingen väntar")
      : waitTableFinding(rows, by, limitDays) ??
        waitTableHeadline(total.antal, total.over, total.overShare?.value ?? null, limitDays),
    ...waitTableContent(rows, options),
    alt: `Tabell: väntande efter väntetid per ${dimensionLabels[by].toLowerCase()}.`,
  });
}
