import { DELIVERIES } from "../../reference/invented.ts";
import type { WorkOffRow } from "../../analysis/deferred/work_off.ts";
import { monthName } from "../../calendar/mod.ts";
import { baselineWords } from "./_baseline.ts";
import type { DeferredDebtOptions } from "./deferred_debt.ts";
import { Figure } from "../marks/figure.ts";
import { figureNote, figureSubtitle } from "../marks/figure_options.ts";
import { formatCount, formatShare } from "../marks/format.ts";
import { joinNames, shortName } from "../marks/_wording.ts";

/** Options for {@linkcode workOffFigure}. */
export interface WorkOffFigureOptions extends DeferredDebtOptions {
  /** Over how many months the debt is worked off. */
  readonly months: number;
}

/**
 * What it takes each region to work off its debt (vad det tar att arbeta av vårdskulden).
 *
 * @param rows Rows of {@linkcode workOff}.
 * @param options The last month, baseline, and over how many months.
 * @returns A figure that is a table.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { workOffFigure } from "vantelage";
 * const workOff = { value: { debt: 240, extraPerMonth: 20, share: 0.05, months: 12 } };
 * const figure = workOffFigure([{ region: null, workOff, interval: { low: 140, high: 340 }, beyondChance: true }],
 *   { manad: "2023-01", baseline: { from: "2022-01", to: "2022-12" }, months: 12 });
 * assert.equal(figure.headline, "240 operationer att ta igen i januari 2023: 20 fler i månaden i 12 månader, 5,0\u00a0% mer än vanligt");
 * ```
 */
export function workOffFigure(rows: readonly WorkOffRow[], options: WorkOffFigureOptions): Figure {
  return new Figure({
    rests: DELIVERIES,
    kind: "workOffFigure",
    headline: headlineOf(rows, options),
    subtitle: figureSubtitle(
      `Operationer som saknas mot det vanliga (${
        baselineWords(options.baseline)
      }), och vad som krävs för att ta igen dem`,
      options,
      null,
    ),
    alt: `Tabell: vårdskuld per region, ${formatCount(rows.length)} rader.`,
    note: figureNote([
      "Förutsätter att nya beslut och övriga operationer fortsätter som nu. En region med fler operationer än vanligt " +
      "gör inte de andras skuld mindre. Osäkerheten är 95 procents intervall, med månadernas egen ojämnhet: når det ner " +
      "till noll kan skulden vara en slump.",
    ], options),
    table: {
      caption: `Att arbeta av vårdskulden på ${options.months} månader`,
      columns: [
        { key: "region", label: "Region", format: "text" },
        { key: "skuld", label: "Att ta igen", unit: "operationer", format: "count" },
        { key: "osakerhet", label: "Osäkerhet", format: "text" },
        { key: "extra", label: "Fler i månaden", unit: "operationer", format: "count" },
        { key: "andel", label: "Mer än vanligt", unit: "andel", format: "share" },
        { key: "anmarkning", label: "Anmärkning", format: "text" },
      ],
      rows: rows.map(({ region, workOff, interval, beyondChance }) => ({
        total: region === null,
        cells: {
          region: region === null ? "Alla tillsammans" : shortName(region),
          skuld: workOff.value?.debt ?? null,
          osakerhet: interval === null
            ? ""
            : `${formatCount(interval.low)} till ${formatCount(interval.high)}`,
          extra: workOff.value?.extraPerMonth ?? null,
          andel: workOff.value?.share ?? null,
          anmarkning: workOff.value === null ? workOff.reason : beyondChance ? "" : "kan vara slump",
        },
      })),
    },
  });
}

function headlineOf(rows: readonly WorkOffRow[], { manad, months }: WorkOffFigureOptions): string {
  const total = rows.find(({ region }) => region === null)?.workOff;
  if (total === undefined) return "Ingen region kan jämföras";
  if (total.value === null) {
    return `Ingen vårdskuld i ${monthName(manad)}: minst lika många operationer som vanligt`;
  }
  const { debt, extraPerMonth, share } = total.value;
  const own = rows.filter(({ region }) => region !== null);
  const behind = own.filter(({ workOff }) => workOff.value !== null);
  const where = behind.length === own.length
    ? ""
    : ` i ${joinNames(behind.map(({ region }) => shortName(region ?? "")))}`;
  return `${formatCount(debt)} operationer att ta igen${where} i ${monthName(manad)}: ${
    formatCount(extraPerMonth)
  } fler i månaden i ${months} månader, ${formatShare(share)} mer än vanligt`;
}
