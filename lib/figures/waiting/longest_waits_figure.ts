import { GUARANTEE_DAYS, HALF_YEAR_DAYS, LONG_WAIT_DAYS, TARGET_SHARE } from "../../indicators/limits.ts";
import type { LongestWaitsRow } from "../../indicators/longest_waits.ts";
import { type Bounded, estimateOf } from "../../numeric/mod.ts";
import { DELIVERIES } from "../../reference/invented.ts";
import { Figure } from "../marks/figure.ts";
import { figureDefinition, figureNote, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { formatBounded, formatCount, formatShare } from "../marks/format.ts";
import { joinNames, nobodyWaits, shortName } from "../marks/_wording.ts";

/**
 * The longest waits region by region, and which of them are breaches of the guarantee (de längsta väntorna).
 *
 * Over the limit is counted twice: of all who wait, which is the published measure, and of those whom the guarantee covers,
 * where the deliveries say. The weeks within which 92 % were operated are of the month's operations.
 *
 * @param rows Rows of {@linkcode longestWaits} with their total.
 * @param options Month, limit, selection and missing regions.
 * @returns A figure that is a table.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { longestWaits, longestWaitsFigure } from "vantelage";
 * const cell = (days: number, vardgaranti: boolean) => ({ status: "vantande", avvikelse: null, vardgaranti,
 *   region: "Region Dalarna", sjukhus: null, vardutbud: null, agarform: null, lo: days, hi: days, antal: 1 }) as const;
 * const rows = longestWaits([cell(91, true), cell(200, false), cell(9, true)]);
 * assert.equal(longestWaitsFigure(rows, { manad: "2024-04" }).headline,
 *   "Av 2 som har väntat över 90 dagar är 1 brott mot vårdgarantin");
 * ```
 */
export function longestWaitsFigure(rows: readonly LongestWaitsRow[], options: FigureOptions): Figure {
  const { limitDays = GUARANTEE_DAYS } = options, share = formatShare(TARGET_SHARE, 0);
  const silent = rows.filter(({ total, breach, over }) => !total && breach === null && over !== null);
  return new Figure({
    kind: "longestWaitsFigure",
    rests: DELIVERIES,
    headline: headlineOf(rows, options),
    subtitle: figureSubtitle(
      `Antal väntande över ${limitDays} dagar, alla och de som omfattas av vårdgarantin, och de längsta väntorna`,
      options,
      figureDefinition(options),
    ),
    alt: `Tabell: de längsta väntorna, ${formatCount(rows.length)} rader.`,
    note: figureNote([
      "Brott mot vårdgarantin räknar bara dem som omfattas av den, och aldrig dem som väntar av eget val eller av medicinska " +
      `skäl; alla andra tal räknar alla som väntar. Veckorna är den väntan som ${share} av månadens opererade hade högst.`,
      silent.length === 0
        ? null
        : `Vilka som omfattas av vårdgarantin anges inte av ${
          joinNames(silent.map(({ name }) => shortName(name)))
        }.`,
    ], options),
    table: {
      caption: "De längsta väntorna",
      columns: [
        { key: "namn", label: "Region", format: "text" },
        { key: "antal", label: "Väntande", unit: "antal", format: "count" },
        { key: "over", label: `Över ${limitDays}`, unit: "alla", format: "count" },
        { key: "brott", label: `Över ${limitDays}`, unit: "omfattas", format: "count" },
        { key: "halvar", label: `Över ${HALF_YEAR_DAYS}`, unit: "dagar", format: "count" },
        { key: "lang", label: `Över ${LONG_WAIT_DAYS}`, unit: "dagar", format: "count" },
        { key: "tva", label: "Över 2 år", unit: "antal", format: "count" },
        { key: "vantat", label: `${share} har väntat högst`, unit: "dagar", format: "days" },
        { key: "veckor", label: `${share} opererades inom`, unit: "veckor", format: "rate" },
      ],
      rows: rows.map((row) => ({
        total: row.total,
        cells: {
          namn: shortName(row.name),
          antal: row.antal,
          over: row.over,
          brott: row.breach,
          halvar: row.halfYear,
          lang: row.long,
          tva: row.twoYears,
          vantat: row.percentile,
          veckor: weeks(row.performedPercentile),
        },
      })),
    },
  });
}

function headlineOf(rows: readonly LongestWaitsRow[], options: FigureOptions): string {
  const { limitDays = GUARANTEE_DAYS } = options, total = rows.find((row) => row.total);
  if (total === undefined) return nobodyWaits(options, "Ingen väntar");
  const { over, breach } = total;
  if (over === null || estimateOf(over) === 0) return `Ingen har väntat över ${limitDays} dagar`;
  const all = `${formatBounded(over, "count")} som har väntat över ${limitDays} dagar`;
  return breach === null
    ? `Hur många av ${all} som är brott mot vårdgarantin anges inte av alla`
    : `Av ${all} är ${formatBounded(breach, "count")} brott mot vårdgarantin`;
}

function weeks(days: Bounded | null): Bounded | null {
  return days === null
    ? null
    : { ...days, value: days.value / 7, low: days.low / 7, high: days.high === null ? null : days.high / 7 };
}
