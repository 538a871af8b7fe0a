import { DELIVERIES } from "../../reference/invented.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import { type BacktestRow, backtestScore } from "../../analysis/projection/backtest.ts";
import type { Figure } from "../marks/figure.ts";
import { figureDefinition, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { formatShare } from "../marks/format.ts";
import { tableFigure } from "../marks/table_figure.ts";
import { capitalise, numberWord } from "../marks/_wording.ts";
import { lowerFirst } from "../../reference/sentence.ts";

/** How far off forecasts of one kind were. */
interface Errors {
  readonly measure: BacktestRow["measure"];
  readonly horizon: number;
  /** Whether the regions are projected as one. */
  readonly together: boolean;
  readonly count: number;
  /** The mean error of the projection, as a share of the mean outcome. */
  readonly projected: number;
  /** The same of the simple forecasts. */
  readonly simple: readonly { readonly name: string; readonly error: number }[];
  /** The share of outcomes inside the 80 % interval; `null` without intervals. */
  readonly within80: number | null;
  /** The share inside the 95 % interval. */
  readonly within95: number | null;
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
 * const simple = { yearBefore: 80, last: 115, drift: 120, damped: 118, theta: 119, holtWinters: 125 };
 * const row = { region: "Region Dalarna", origin: "2023-04", horizon: 12, measure: "waiting", outcome: 100, projected,
 *   method: "weighed", simple } as const;
 * const figure = backtestFigure([row, { ...row, region: null, simple: { ...simple, last: 100 } }], { manad: "2024-04" });
 * assert.equal(figure.headline, "Tolv månader fram är framskrivningens fel 10,0\u00a0% för en region och 10,0\u00a0% för " +
 *   "alla tillsammans; bara för en region är det mindre än den bästa enkla prognosens");
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
    rests: DELIVERIES,
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
      ...SIMPLE.map(({ key, label }) => ({ key, label, unit: "fel, andel", format: "share" as const })),
      { key: "inom80", label: "Utfall inom 80 %-intervallet", unit: "andel", format: "share" },
      { key: "inom95", label: "Utfall inom 95 %-intervallet", unit: "andel", format: "share" },
    ],
    rows: errors.map(({ measure, horizon, together, count, projected, simple, within80, within95 }) => ({
      cells: {
        vad: `${measure === "waiting" ? "Väntande" : `Över ${limitDays} dagar`}, ${
          together ? "alla tillsammans" : "en region"
        }`,
        fram: horizon,
        antal: count,
        framskrivet: projected,
        ...Object.fromEntries(SIMPLE.map(({ key }, index) => [key, simple[index].error])),
        inom80: within80,
        inom95: within95,
      },
    })),
    note:
      "Varje framskrivning är gjord med bara det som var känt då. De enkla prognoserna: samma antal som samma månad ett " +
      "år tidigare, som den sista kända månaden, det med seriens medelförändring, med en trend som avtar, Thetametoden " +
      "och Holt-Winters metod. Jämförelserna överlappar varandra och är inte oberoende.",
  });
}

function errorsOf(rows: readonly BacktestRow[]): Errors[] {
  const score = backtestScore(rows).value, [{ measure, horizon, region }] = rows;
  const mean = rows.reduce((sum, { outcome }) => sum + outcome, 0) / rows.length;
  if (score === null || mean === 0) return [];
  return [{
    ...{ measure, horizon, together: region === null, count: score.count },
    ...{ projected: score.projected / mean, within80: score.within80.value, within95: score.within95.value },
    simple: SIMPLE.map(({ key, label }) => ({ name: label, error: score.simple[key] / mean })),
  }];
}

const SIMPLE = [
  { key: "yearBefore", label: "Året innan" },
  { key: "last", label: "Sista värdet" },
  { key: "drift", label: "Medelförändring" },
  { key: "damped", label: "Avtagande trend" },
  { key: "theta", label: "Theta" },
  { key: "holtWinters", label: "Holt-Winters" },
] as const;

function headlineOf(errors: readonly Errors[]): string {
  const waiting = errors.filter(({ measure }) => measure === "waiting");
  const horizon = Math.max(...waiting.map((row) => row.horizon));
  const parts = waiting.filter((row) => row.horizon === horizon).map((row) => ({
    who: row.together ? "alla tillsammans" : "en region",
    size: formatShare(row.projected),
    better: row.simple.every(({ error }) =>
      row.projected < error && formatShare(row.projected) !== formatShare(error)
    ),
    best: row.simple.reduce((least, each) => each.error < least.error ? each : least),
  }));
  if (parts.length === 0) return "För få månader är levererade för att pröva framskrivningen";
  const sizes = parts.map(({ who, size }) => `${size} för ${who}`).join(" och ");
  const better = parts.filter(({ better }) => better).map(({ who }) => who);
  const worse = parts.filter(({ better }) => !better), [first] = worse;
  const beside = better.length === parts.length
    ? ", mindre än alla enkla prognosers"
    : better.length === 0
    ? `, inte mindre än de enkla prognosernas (${lowerFirst(first.best.name)} ${
      formatShare(first.best.error)
    } för ${first.who})`
    : `; bara för ${better[0]} är det mindre än den bästa enkla prognosens`;
  return `${capitalise(numberWord(horizon))} månader fram är framskrivningens fel ${sizes}${beside}`;
}
