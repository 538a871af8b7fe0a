import * as Plot from "@observablehq/plot";
import {
  type XmrChart,
  xmrChart,
  type XmrPoint,
  type XmrSignal,
} from "../../analysis/variation/xmr_chart.ts";
import { type Month, monthName } from "../../calendar/mod.ts";
import { chart } from "../marks/_chart.ts";
import { Figure, type Frame } from "../marks/figure.ts";
import { figureDefinition, figureNote, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { formatCount, formatNumber, formatRate } from "../marks/format.ts";
import { monthAxis, valueTicks } from "../marks/_month_axis.ts";
import { colour } from "../marks/palette.ts";
import { joinNames, numberWord } from "../marks/_wording.ts";

/** A month of a series. */
export interface XmrMonth {
  /** The month. */
  readonly manad: Month;
  /** The value; `null` where it is missing. */
  readonly value: number | null;
}

/** Options for {@linkcode xmrFigure}. */
export interface XmrFigureOptions extends FigureOptions {
  /** What the values measure; `points` are differences between shares, told in percentage points. */
  readonly measure: "share" | "points" | "count" | "days";
  /** The measure in words and its unit, as a subtitle begins: "Antal väntande över 90 dagar". */
  readonly label: string;
  /** How many of the first months the limits are computed from. @default all */
  readonly baseline?: number;
}

/** The signals of an XmR chart, in words. */
export const signalWords: Readonly<Record<XmrSignal, string>> = {
  outside: "utanför gränserna",
  nearLimit: "två av tre nära en gräns",
  shift: "många i rad på samma sida",
  trend: "många i rad åt samma håll",
  jump: "ovanligt stort hopp",
};

/**
 * A series with the limits within which it moves by itself (styrdiagram, XmR).
 *
 * Months that are a signal are filled dots, all others lie on the line. {@linkcode xmrChart} says what is a signal.
 *
 * @param months The months in order; a change from the year before rather than the value itself, where the seasons
 *   move it.
 * @param options The measure and its words, the last month, selection, the baseline.
 * @returns The figure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { xmrFigure } from "vantelage";
 * const months = [10, 12, 11, 10, 12, 40].map((value, index) => ({ manad: `2024-0${index + 1}`, value }));
 * const options = { manad: "2024-06", measure: "count", label: "Väntande", baseline: 5 } as const;
 * assert.equal(xmrFigure(months, options).headline, "Signal: juni 2024 ligger utanför vad serien brukar göra");
 * ```
 */
export function xmrFigure(months: readonly XmrMonth[], options: XmrFigureOptions): Figure {
  const { measure, label, baseline } = options;
  const values = months.map(({ value }) => value);
  const limits = values.some((value) => value !== null)
    ? xmrChart(values, {
      ...(baseline === undefined ? {} : { baseline }),
      ...(measure === "share" && values.every((value) => value === null || value >= 0)
        ? { least: 0, most: 1 }
        : {}),
    })
    : { value: null, reason: "Serien har inga värden" } as const;
  const { value: found } = limits,
    text = (value: number) => measure === "points" ? formatRate(100 * value) : formatNumber(value, measure);
  const missing = months.filter(({ value }) => value === null).map(({ manad }) => monthName(manad));
  const span = months.length === 0
    ? monthName(options.manad)
    : `${monthName(months[0].manad)}–${monthName(months[months.length - 1].manad)}`;
  return new Figure({
    kind: "xmrFigure",
    headline: limits.value === null ? limits.reason : headlineOf(months, limits.value.points),
    subtitle: figureSubtitle(
      `${label} månad för månad; heldragen linje: medelvärdet, streckade: gränserna för vad som är brus`,
      options,
      figureDefinition(options),
      span,
    ),
    alt: found === null
      ? `Linje: ${label.toLowerCase()}, ${span}.`
      : `Linje med gränser: ${label.toLowerCase()}, ${span}. Medelvärde ${text(found.centre)}, gränser ${
        text(found.low)
      } till ${text(found.high)}.`,
    note: figureNote([
      found !== null && found.basis < 12
        ? `Gränserna bygger på ${numberWord(found.basis)} värden och är en första gissning.`
        : null,
      missing.length > 0 ? `Uppgift saknas för ${joinNames(missing)}.` : null,
      "Signal: utanför gränserna, åtta i rad på samma sida om medelvärdet, sex i rad åt samma håll, två av tre nära " +
      "en gräns, eller ett ovanligt stort hopp.",
    ], options),
    table: {
      caption: `${label}, ${span}`,
      remark: found === null
        ? undefined
        : `medelvärde ${text(found.centre)}, gränser ${text(found.low)} till ${text(found.high)}`,
      columns: [
        { key: "manad", label: "Månad", format: "text" },
        { key: "varde", label: "Värde", format: measure === "points" ? "rate" : measure },
        { key: "signal", label: "Signal", format: "text" },
      ],
      rows: months.map(({ manad, value }, index) => ({
        cells: {
          manad: monthName(manad),
          varde: value !== null && measure === "points" ? 100 * value : value,
          signal: found?.points[index].signals.map((signal) => signalWords[signal]).join(", ") || "ingen",
        },
      })),
    },
    draw: found === null ? undefined : (frame) => drawXmr(frame, months, found, text),
  });
}

/** With fewer months the limits say little, and that all lie within them says nothing. */
const FEWEST_MONTHS = 10;

function headlineOf(months: readonly XmrMonth[], points: readonly XmrPoint[]): string {
  const signals = points.flatMap(({ signals }, index) =>
    signals.length === 0
      ? []
      : [{ month: monthName(months[index].manad), outside: signals.includes("outside") }]
  );
  const known = points.filter(({ value }) => value !== null).length;
  if (signals.length === 0 && known < FEWEST_MONTHS) {
    return "Månaderna är för få för att skilja signal från brus";
  }
  if (signals.length === 0) return "Brus: alla månader ligger inom vad serien brukar göra";
  if (signals.length === 1 && signals[0].outside) {
    return `Signal: ${signals[0].month} ligger utanför vad serien brukar göra`;
  }
  const some = `Signal: ${formatCount(signals.length)} av ${
    formatCount(months.length)
  } månader är mer än brus`;
  const last = points.findLastIndex(({ value }) => value !== null);
  const isNoise = points[last].signals.length === 0;
  return `${some}, ${monthName(months[last].manad)} ${isNoise ? "är det inte" : "en av dem"}`;
}

function drawXmr(
  frame: Frame,
  months: readonly XmrMonth[],
  { centre, low, high, points }: XmrChart,
  text: (value: number) => string,
): Element {
  const values = months.flatMap(({ value }) => value === null ? [] : [value]);
  const { ticks, domain } = valueTicks(Math.min(low, ...values), Math.max(high, ...values));
  const axis = monthAxis(frame, months.map(({ manad }) => manad), { ticks, text });
  const series = months.map(({ value }, index) => ({
    index,
    value,
    signal: points[index].signals.length > 0,
  }));
  return chart(frame, {
    ...axis.frame,
    y: { domain },
    marks: [
      ...axis.marks,
      Plot.ruleY([centre], { stroke: colour("muted"), strokeWidth: 1.5 }),
      Plot.ruleY([low, high], { stroke: colour("muted"), strokeWidth: 1.5, strokeDasharray: "5 4" }),
      Plot.line(series, { x: "index", y: "value", stroke: colour("n2"), strokeWidth: 2 }),
      Plot.dot(series.filter(({ value, signal }) => value !== null && !signal), {
        x: "index",
        y: "value",
        r: 2.5,
        fill: colour("n2"),
      }),
      Plot.dot(series.filter(({ signal }) => signal), { x: "index", y: "value", r: 5, fill: colour("late") }),
    ],
  });
}
