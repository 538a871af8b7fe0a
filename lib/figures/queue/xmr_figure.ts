import { DELIVERIES } from "../../reference/invented.ts";
import * as Plot from "@observablehq/plot";
import { type XmrChart, xmrChart, type XmrSignal } from "../../analysis/variation/xmr_chart.ts";
import { type Month, monthName } from "../../calendar/mod.ts";
import { chart } from "../marks/_chart.ts";
import { Figure, type Frame } from "../marks/figure.ts";
import { figureDefinition, figureNote, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { formatCount, formatNumber, formatRate } from "../marks/format.ts";
import { regionShortName } from "../../reference/regions.ts";
import { checkMonths, monthAxis, valueTicks } from "../marks/_month_axis.ts";
import { colour } from "../marks/palette.ts";
import { capitalise, joinNames, numberWord } from "../marks/_wording.ts";

/** A month of a series. */
export interface XmrMonth {
  /** The month. */
  readonly manad: Month;
  /** The value that is charted; `null` where it is missing. */
  readonly value: number | null;
  /** What the value was before it was made comparable, where it was. */
  readonly raw?: number | null;
  /** The working days that it was divided by, where it was. */
  readonly workingDays?: number | null;
  /** The regions that the month lacks: with any, it has no value. @default none */
  readonly missing?: readonly string[];
}

/** Options for {@linkcode xmrFigure}. */
export interface XmrFigureOptions extends FigureOptions {
  /** What the values measure; `points` are differences between shares, reported in percentage points. */
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
 * @param months The months in order, each once and none skipped; from {@linkcode adjustedMonths} where the seasons move
 *   them.
 * @param options The measure and its words, the last month, selection, the baseline.
 * @returns The figure.
 * @throws {RangeError} If the months are out of order, repeated or skipped.
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
  checkMonths(months);
  const values = months.map(({ value, missing = [] }) => missing.length > 0 ? null : value);
  const limits = values.some((value) => value !== null)
    ? xmrChart(values, {
      ...(baseline === undefined ? {} : { baseline }),
      ...(measure === "share" && values.every((value) => value === null || value >= 0)
        ? { least: 0, most: 1 }
        : {}),
    })
    : { value: null, reason: "Serien har inga värden" } as const;
  const { value: found } = limits,
    text = (value: number) =>
      measure === "points"
        ? formatRate(100 * value)
        : measure === "count" && months.some(({ raw }) => raw !== undefined)
        ? formatRate(value)
        : formatNumber(value, measure);
  const gone = months.filter(({ missing }, index) => values[index] === null && (missing ?? []).length === 0);
  const isAdjusted = months.some(({ raw }) => raw !== undefined);
  const span = months.length === 0
    ? monthName(options.manad)
    : `${monthName(months[0].manad)}–${monthName(months[months.length - 1].manad)}`;
  return new Figure({
    rests: DELIVERIES,
    kind: "xmrFigure",
    headline: limits.value === null ? limits.reason : headlineOf(months, limits.value, text),
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
      ...lackNotes(months),
      gone.length > 0 ? `Uppgift saknas för ${someMonths(gone)}.` : null,
      found === null || found.before === null
        ? null
        : `Ny nivå: minst åtta månader i rad, till den sista, vars medelvärde ligger utanför gränserna för dem före. Före ${
          monthName(months[found.since].manad)
        }: medelvärde ${text(found.before.centre)}, gränser ${text(found.before.low)} till ${
          text(found.before.high)
        }.`,
      ...found === null ? [] : signalSentences(months, found, text),
      "Signal: utanför gränserna, åtta i rad på samma sida om medelvärdet, sex i rad åt samma håll, två av tre nära " +
      "en gräns, eller ett ovanligt stort hopp från medelvärdet.",
    ], options),
    table: {
      caption: `${label}, ${span}`,
      remark: found === null
        ? undefined
        : `medelvärde ${text(found.centre)}, gränser ${text(found.low)} till ${text(found.high)}`,
      columns: [
        { key: "manad", label: "Månad", format: "text" },
        ...(isAdjusted
          ? [{ key: "ravarde", label: "Uppmätt", format: measure === "points" ? "rate" : measure } as const]
          : []),
        ...(months.some(({ workingDays }) => (workingDays ?? null) !== null)
          ? [{ key: "dagar", label: "Arbetsdagar", format: "count" } as const]
          : []),
        {
          key: "varde",
          label: isAdjusted ? "Jämförbart värde" : "Värde",
          format: measure === "points" ? "rate" : isAdjusted && measure === "count" ? "rate" : measure,
        },
        { key: "signal", label: "Signal", format: "text" },
      ],
      rows: months.map(({ manad, raw, workingDays }, index) => ({
        cells: {
          manad: monthName(manad),
          ravarde: raw ?? null,
          dagar: workingDays ?? null,
          varde: scaled(values[index], measure),
          signal: values[index] === null
            ? "saknas"
            : found?.points[index].signals.map((signal) => signalWords[signal]).join(", ") || "ingen",
        },
      })),
    },
    draw: found === null ? undefined : (frame) => drawXmr(frame, months, found, text),
  });
}

/** So many of the latest signals have a sentence of their own. */
const SENTENCES = 3;

/** What each of the latest signals is, and how far from the mean. */
function signalSentences(
  months: readonly XmrMonth[],
  { points, centre, since, before }: XmrChart,
  text: (value: number) => string,
): string[] {
  return points.flatMap(({ value, signals }, index) => {
    if (signals.length === 0 || value === null) return [];
    const mean = before !== null && index < since ? before.centre : centre;
    const way = value > mean ? "över" : "under";
    return [
      `${capitalise(monthName(months[index].manad))}: ${
        signals.map((signal) => signalWords[signal]).join(" och ")
      }, ${text(value)}, ${way} medelvärdet ${text(mean)}.`,
    ];
  }).slice(-SENTENCES);
}

/** With fewer months the limits say little, and that all lie within them says nothing. */
const FEWEST_MONTHS = 10;

function headlineOf(months: readonly XmrMonth[], chart: XmrChart, text: (value: number) => string): string {
  const { points, before, centre, since } = chart;
  const signals = points.flatMap(({ signals }, index) =>
    signals.length === 0
      ? []
      : [{ index, month: monthName(months[index].manad), outside: signals.includes("outside") }]
  );
  const known = points.filter(({ value }) => value !== null).length;
  if (before !== null) {
    const later = signals.filter(({ index }) => index >= since).length;
    const moved = `Ny nivå sedan ${monthName(months[since].manad)}: från ${text(before.centre)} till ${
      text(centre)
    }`;
    return later === 0
      ? `${moved}, och därefter brus`
      : `${moved}, och därefter ${formatCount(later)} ${later === 1 ? "signal" : "signaler"}`;
  }
  if (signals.length === 0 && known < FEWEST_MONTHS) {
    return "Månaderna är för få för att skilja signal från brus";
  }
  if (signals.length === 0) return "Brus: alla månader ligger inom vad serien brukar göra";
  if (signals.length === 1 && signals[0].outside) {
    return `Signal: ${signals[0].month} ligger utanför vad serien brukar göra`;
  }
  const some = `Signal: ${formatCount(signals.length)} av ${formatCount(known)} månader är mer än brus`;
  const last = points.findLastIndex(({ value }) => value !== null);
  const isNoise = points[last].signals.length === 0;
  return `${some}, ${monthName(months[last].manad)} ${isNoise ? "är det inte" : "en av dem"}`;
}

/** A few months by name, many by their number and the first and the last. */
function someMonths(months: readonly { readonly manad: Month }[]): string {
  const names = months.map(({ manad }) => monthName(manad));
  return names.length <= 4
    ? joinNames(names)
    : `${formatCount(names.length)} månader mellan ${names[0]} och ${names[names.length - 1]}`;
}

function scaled(value: number | null, measure: XmrFigureOptions["measure"]): number | null {
  return value !== null && measure === "points" ? 100 * value : value;
}

/** Which months have no value as they lack a region. */
function lackNotes(months: readonly XmrMonth[]): string[] {
  const lacking = months.flatMap(({ manad, missing = [] }) => missing.map((region) => ({ manad, region })));
  return [...Map.groupBy(lacking, ({ region }) => region)].map(([region, those]) =>
    `${regionShortName(region)} saknas i ${someMonths(those)}, och där finns därför inget värde.`
  );
}

function drawXmr(
  frame: Frame,
  months: readonly XmrMonth[],
  { centre, low, high, points, since, before }: XmrChart,
  text: (value: number) => string,
): Element {
  const values = points.flatMap(({ value }) => value === null ? [] : [value]);
  const levels = [
    ...(before === null ? [] : [{ ...before, from: 0, to: since - 1 }]),
    { centre, low, high, from: since, to: months.length - 1 },
  ];
  const { ticks, domain } = valueTicks(
    Math.min(...levels.map((level) => level.low), ...values),
    Math.max(...levels.map((level) => level.high), ...values),
  );
  const axis = monthAxis(frame, months.map(({ manad }) => manad), { ticks, text });
  const series = points.map(({ value, signals }, index) => ({ index, value, signal: signals.length > 0 }));
  const levelLine = (
    key: "centre" | "low" | "high",
    look: { strokeWidth: number; strokeDasharray?: string },
  ) =>
    levels.map((level) =>
      Plot.line([level.from - 0.4, level.to + 0.4].map((index) => ({ index, at: level[key] })), {
        x: "index",
        y: "at",
        stroke: colour("muted"),
        ...look,
      })
    );
  return chart(frame, {
    ...axis.frame,
    y: { domain },
    marks: [
      ...axis.marks,
      ...levelLine("centre", { strokeWidth: 1.5 }),
      ...levelLine("low", { strokeWidth: 1.5, strokeDasharray: "5 4" }),
      ...levelLine("high", { strokeWidth: 1.5, strokeDasharray: "5 4" }),
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
