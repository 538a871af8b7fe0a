import * as Plot from "@observablehq/plot";
import { addMonths, type Month, monthName, monthRange } from "../../calendar/mod.ts";
import { type ChartOptions, leftScale } from "./_chart.ts";
import type { Frame } from "./figure.ts";
import { colour } from "./palette.ts";
import { textWidth } from "./_text_width.ts";

/** What {@linkcode monthAxis} is given. */
export interface MonthAxisOptions {
  /** The values at which a line is drawn. */
  readonly ticks: readonly number[];
  /** How they are written. */
  readonly text: (tick: number) => string;
  /** Room for texts at the right end, in pixels. @default {12} */
  readonly marginRight?: number;
}

const MARGIN_TOP = 20, MARGIN_BOTTOM = 38;

/** The pixels between the ends of the scale of values. */
export function plotHeight({ width }: Frame): number {
  return (width === 680 ? 280 : 240) - MARGIN_TOP - MARGIN_BOTTOM;
}

/**
 * A chart of months, the first at x = 0, one apart: its frame and the marks that stand behind the data. The summer
 * months lie on a shaded ground.
 */
export function monthAxis(
  frame: Frame,
  months: readonly Month[],
  { ticks, text: written, marginRight = 12 }: MonthAxisOptions,
): { frame: ChartOptions; marks: Plot.Markish[] } {
  const wide = frame.width === 680;
  // A scale of whole percents needs no decimals.
  const isWhole = ticks.every((tick) => !/,[1-9]/.test(written(tick)));
  const text = (tick: number) => isWhole ? written(tick).replace(/,0(?=\u00a0)/, "") : written(tick);
  const series = months.map((manad, index) => ({ manad, index, month: Number(manad.slice(5)) }));
  const summers = series.filter(({ month }) => month >= 6 && month <= 8);
  const step = Math.max(1, Math.ceil(series.length / (wide ? 16 : 6)));
  const small = { fontSize: 12, fill: colour("muted") };
  const marginLeft = 8 + Math.ceil(Math.max(0, ...ticks.map((tick) => textWidth(text(tick), 12))));
  return {
    frame: {
      height: plotHeight(frame) + MARGIN_TOP + MARGIN_BOTTOM,
      marginLeft,
      marginRight,
      marginTop: MARGIN_TOP,
      marginBottom: MARGIN_BOTTOM,
      x: { domain: [-0.5, Math.max(0.5, series.length - 0.5)] },
    },
    marks: [
      Plot.rectX(summers, {
        x1: ({ index }) => index - 0.51,
        x2: ({ index }) => index + 0.51,
        fill: colour("wash"),
        insetTop: -MARGIN_TOP,
      }),
      Plot.text(summers.filter(({ month }) => month === 7), {
        x: "index",
        text: () => "sommar",
        frameAnchor: "top",
        dy: -14,
        ...small,
      }),
      ...leftScale(ticks, text),
      Plot.text(series.filter(({ index }) => (series.length - 1 - index) % step === 0), {
        x: "index",
        text: ({ manad }) => monthName(manad).slice(0, 3),
        frameAnchor: "bottom",
        dy: 15,
        ...small,
      }),
      Plot.text(series.filter(({ month, index }) => index === 0 || month === 1), {
        x: "index",
        text: ({ manad }) => manad.slice(0, 4),
        frameAnchor: "bottom",
        dy: 30,
        fontWeight: 600,
        ...small,
      }),
    ],
  };
}

/** A step of 1, 2 or 5 times a power of ten that takes two to five steps to the size. */
export function tickStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size || 1));
  return [0.2, 0.5, 1, 2].map((step) => step * power).find((step) => size / step <= 5) ?? power;
}

/** Ticks 1, 2 or 5 times a power of ten apart, three to seven of them, that hold all values, and the scale's ends. */
export function valueTicks(least: number, most: number): { ticks: number[]; domain: [number, number] } {
  const step = tickStep(most - least || Math.abs(most));
  const from = Math.floor(least / step), to = Math.max(from + 1, Math.ceil(most / step));
  const ticks = Array.from(
    { length: to - from + 1 },
    (_, index) => Number(((from + index) * step).toPrecision(6)),
  );
  return { ticks, domain: [ticks[0], ticks[ticks.length - 1]] };
}

/** Throws unless the months are in order, each once; and, unless `gaps` are placed by the caller, with none left out. */
export function checkMonths(months: readonly { readonly manad: Month }[], { gaps = false } = {}): void {
  months.slice(1).forEach(({ manad }, index) => {
    const before = months[index].manad;
    if (gaps ? manad <= before : manad !== addMonths(before, 1)) {
      const must = gaps ? "be in order, each once" : "each follow the one before";
      throw new RangeError(`Cannot draw the months as they must ${must}: got ${manad} after ${before}`);
    }
  });
}

/** Every month from the first to the last. */
export function monthsThrough(rows: readonly { readonly manad: Month }[]): Month[] {
  const first = rows[0], last = rows.at(-1);
  return first && last ? monthRange(first.manad, last.manad) : [];
}
