import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import { type BacktestRow, backtestScore } from "../../analysis/projection/backtest.ts";
import type { Figure } from "../marks/figure.ts";
import { figureDefinition, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { formatShare } from "../marks/format.ts";
import { tableFigure } from "../marks/table_figure.ts";
import { capitalise, numberWord } from "../marks/_wording.ts";

/** How far off forecasts of one kind were. */
interface Errors {
  readonly measure: BacktestRow["measure"];
  readonly horizon: number;
  /** Whether the regions are projected as one. */
  readonly together: boolean;
  readonly count: number;
  /** The mean error of the projection, as a share of the mean outcome. */
  readonly projected: number;
  /** The same of the month a year before. */
  readonly naive: number;
  /** The share of outcomes inside the 80 % interval; `null` without intervals. */
  readonly within80: number | null;
}

/**
 * How far off earlier projections were, next to the month a year before (återtest).
 *
 * @param rows Rows of `backtest`.
 * @param options The last month known, limit and selection.
 * @returns A table. Its headline is of the queue at the longest horizon, each region and all together.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { backtestFigure } from "vantelage";
 * const projected = { value: 90, low80: 80, high80: 99, low95: 70, high95: 110 };
 * const row = { region: "Region Dalarna", origin: "2023-04", horizon: 12, measure: "waiting", outcome: 100, projected,
 *   naive: 80, smoothed: 130 } as const;
 * const figure = backtestFigure([row, { ...row, region: null, naive: 100 }], { manad: "2024-04" });
 * assert.equal(figure.headline, "Tolv månader fram är framskrivningens fel 10,0\u00a0% för en region och 10,0\u00a0% för " +
 *   "alla tillsammans; bara för en region är det mindre än när året innan upprepas");
 * ```
 */
export function backtestFigure(rows: readonly BacktestRow[], options: FigureOptions): Figure {
  const { limitDays = GUARANTEE_DAYS } = options;
  const groups = Map.groupBy(
    rows,
    ({ measure, horizon, region }) => `${measure} ${horizon} ${region === null}`,
  );
  const errors = [...groups.values()].flatMap(errorsOf).sort((a, b) =>
    Number(a.measure === "over") - Number(b.measure === "over") || a.horizon - b.horizon ||
    Number(a.together) - Number(b.together)
  );
  return tableFigure({
    headline: headlineOf(errors),
    subtitle: figureSubtitle(
      "Framskrivningar från tidigare månader mot hur det blev: felets storlek i medeltal, som del av utfallet",
      options,
      figureDefinition(options),
    ),
    caption: "Framskrivningens fel",
    columns: [
      { key: "vad", label: "Vad", format: "text" },
      { key: "fram", label: "Månader fram", format: "count" },
      { key: "antal", label: "Jämförelser", unit: "antal", format: "count" },
      { key: "framskrivet", label: "Framskrivningens fel", unit: "andel", format: "share" },
      { key: "innan", label: "Om året innan upprepas", unit: "fel, andel", format: "share" },
      { key: "inom80", label: "Utfall inom 80 %-intervallet", unit: "andel", format: "share" },
    ],
    rows: errors.map(({ measure, horizon, together, count, projected, naive, within80 }) => ({
      cells: {
        vad: `${measure === "waiting" ? "Väntande" : `Över ${limitDays} dagar`}, ${
          together ? "alla tillsammans" : "en region"
        }`,
        fram: horizon,
        antal: count,
        framskrivet: projected,
        innan: naive,
        inom80: within80,
      },
    })),
    note:
      "Varje framskrivning är gjord med bara det som var känt då. Om året innan upprepas: samma antal som samma månad " +
      "ett år tidigare. Jämförelserna överlappar varandra och är inte oberoende.",
  });
}

function errorsOf(rows: readonly BacktestRow[]): Errors[] {
  const score = backtestScore(rows).value, [{ measure, horizon, region }] = rows;
  const mean = rows.reduce((sum, { outcome }) => sum + outcome, 0) / rows.length;
  if (score === null || mean === 0) return [];
  return [{
    ...{ measure, horizon, together: region === null, count: score.count },
    ...{ projected: score.projected / mean, naive: score.naive / mean, within80: score.within80.value },
  }];
}

function headlineOf(errors: readonly Errors[]): string {
  const waiting = errors.filter(({ measure }) => measure === "waiting");
  const horizon = Math.max(...waiting.map((row) => row.horizon));
  const parts = waiting.filter((row) => row.horizon === horizon).map((row) => ({
    who: row.together ? "alla tillsammans" : "en region",
    size: formatShare(row.projected),
    better: row.projected < row.naive && formatShare(row.projected) !== formatShare(row.naive),
  }));
  if (parts.length === 0) return "För få månader är levererade för att pröva framskrivningen";
  const sizes = parts.map(({ who, size }) => `${size} för ${who}`).join(" och ");
  const better = parts.filter(({ better }) => better).map(({ who }) => who);
  const beside = better.length === parts.length
    ? ", mindre än när året innan upprepas"
    : better.length === 0
    ? ", inte mindre än när året innan upprepas"
    : `; bara för ${better[0]} är det mindre än när året innan upprepas`;
  return `${capitalise(numberWord(horizon))} månader fram är framskrivningens fel ${sizes}${beside}`;
}
