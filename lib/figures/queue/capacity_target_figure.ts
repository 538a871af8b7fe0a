import { DELIVERIES } from "../../reference/invented.ts";
import { TARGET_SHARE } from "../../indicators/limits.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import type { CapacityRow, NeededCapacity } from "../../analysis/projection/capacity_for_target.ts";
import { type Month, monthName } from "../../calendar/mod.ts";
import { Figure } from "../marks/figure.ts";
import { figureDefinition, figureNote, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { formatCount, formatShare, MISSING } from "../marks/format.ts";
import { shortName } from "../marks/_wording.ts";

/** Options for {@linkcode capacityTargetFigure}. */
export interface CapacityTargetOptions extends FigureOptions {
  /** The month at whose end the target is to hold. */
  readonly by: Month;
  /** The share within the limit that is wanted, 0–1. @default {0.92} */
  readonly share?: number;
}

/**
 * How many more operations a target takes in each region (kapacitet för att nå målet).
 *
 * @param rows Rows of {@linkcode capacityForTarget}.
 * @param options The target, the last month known and the selection.
 * @returns A figure that is a table.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { capacityTargetFigure } from "vantelage";
 * const figure = capacityTargetFigure([{ region: null, shareBefore: 0.65,
 *   needed: { value: { factor: 1.2, factor80: { low: 1.05, high: null }, extraPerMonth: 2667, months: 8 } } }], { manad: "2024-04", by: "2024-12" });
 * assert.equal(figure.headline, "Målet till december 2024 kräver 20\u00a0% fler operationer, 2\u00a0667 i månaden");
 * ```
 */
export function capacityTargetFigure(rows: readonly CapacityRow[], options: CapacityTargetOptions): Figure {
  const { by, share = TARGET_SHARE, limitDays = GUARANTEE_DAYS } = options, month = monthName(by);
  const total = rows.find(({ region }) => region === null)?.needed ?? null;
  return new Figure({
    rests: DELIVERIES,
    kind: "capacityTargetFigure",
    headline: total === null
      ? "Ingen region kan framskrivas"
      : total.value === null
      ? total.reason
      : total.value.factor === 1
      ? `Målet nås till ${month} utan fler operationer`
      : `Målet till ${month} kräver ${formatShare(total.value.factor - 1, 0)} fler operationer, ${
        formatCount(total.value.extraPerMonth)
      } i månaden`,
    subtitle: figureSubtitle(
      `Vad som krävs för att ${
        formatShare(share, 0)
      } av de väntande ska ha väntat högst ${limitDays} dagar i ${month}`,
      options,
      figureDefinition(options),
    ),
    alt: `Tabell: kapacitet för att nå målet, ${formatCount(rows.length)} rader.`,
    note: figureNote([
      "De operationer som läggs till går till dem som har väntat längst, vilket är det minsta som målet kan kräva. " +
      "Raden för alla tillsammans är regionernas summa: varje region når målet för sig. Den ökning som kan räcka följer " +
      "framskrivningens intervall: av tio tänkbara förlopp kräver åtta en ökning inom det.",
    ], options),
    table: {
      caption: `Fler operationer per månad till ${month}`,
      columns: [
        { key: "region", label: "Region", format: "text" },
        { key: "utan", label: "Inom gränsen om inget ändras", unit: "andel", format: "share" },
        { key: "okning", label: "Fler operationer", unit: "andel", format: "share" },
        { key: "extra", label: "Fler operationer", unit: "per månad", format: "count" },
        { key: "intervall", label: "Ökning som kan räcka, 80 %", format: "text" },
        ...(rows.some(({ needed }) => needed.value === null)
          ? [{ key: "anmarkning", label: "Anmärkning", format: "text" as const }]
          : []),
      ],
      rows: rows.map(({ region, shareBefore, needed }) => ({
        total: region === null,
        cells: {
          region: region === null ? "Alla tillsammans" : shortName(region),
          utan: shareBefore,
          okning: needed.value === null ? null : needed.value.factor - 1,
          extra: needed.value?.extraPerMonth ?? null,
          intervall: needed.value === null ? "" : rangeText(needed.value.factor80),
          anmarkning: needed.value === null ? needed.reason : "",
        },
      })),
    },
  });
}

/** "5–20 %"; "från 5 %" where no believable plan is enough at the worst. */
function rangeText(factor80: NeededCapacity["factor80"]): string {
  if (factor80 === null) return MISSING;
  const low = formatShare(factor80.low - 1, 0);
  if (factor80.high === null) return `från ${low}`;
  const high = formatShare(factor80.high - 1, 0);
  return low === high ? high : `${low.replace(/\u00a0%$/, "")}–${high}`;
}
