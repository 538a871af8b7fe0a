import { DELIVERIES } from "../../reference/invented.ts";
import * as Plot from "@observablehq/plot";
import * as z from "zod";
import { monthName } from "../../calendar/mod.ts";
import { type Measure, type MeasureDefinition, measureOf, MEASURES } from "../../indicators/measures.ts";
import type { SeriesPoint } from "../../indicators/series.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import { regionShortName } from "../../reference/regions.ts";
import { chart, halo } from "../marks/_chart.ts";
import { Figure, type Frame } from "../marks/figure.ts";
import { figureDefinition, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { optionFields } from "../marks/_option_fields.ts";
import {
  formatBounded,
  formatChange,
  formatCount,
  formatDays,
  formatNumber,
  formatShare,
  HIDDEN_TEXT,
} from "../marks/format.ts";
import { monthAxis, plotHeight, tickStep } from "../marks/_month_axis.ts";
import { colour } from "../marks/palette.ts";
import { textWidth } from "../marks/_text_width.ts";
import { capitalise, joinNames } from "../marks/_wording.ts";
import { dailyChange, workingDaysNote } from "./_daily_change.ts";

/** Options for {@linkcode monthsWithYearBefore}. */
export interface MonthsOptions extends FigureOptions {
  /** What the values measure. A month's work is compared per working day. */
  readonly measure: Measure;
  /** Whether the values are estimated from bands that part at other days than the limit. @default {false} */
  readonly estimated?: boolean;
}

/** Options for {@linkcode monthsWithYearBefore}, checked. */
export const MonthsOptions: z.ZodType<MonthsOptions> = z.strictObject({
  ...optionFields,
  measure: z.enum(MEASURES),
  estimated: z.boolean().optional(),
});

/**
 * A measure month by month with the same months a year before (månad för månad).
 *
 * A month that nobody delivered is a gap, as is one whose number is hidden; one that lacks a region is a ring that no line joins, since it does not
 * compare. The summer months lie on a shaded ground. Counts are drawn from zero.
 *
 * @param points The months in order.
 * @param options The measure, its words, the last month, selection.
 * @returns The figure. Its headline compares the last month with the same month a year before.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { monthsWithYearBefore } from "vantelage";
 * const figure = monthsWithYearBefore([{ manad: "2024-04", value: 0.353, yearBefore: 0.371, change: -0.018,
 *   regions: ["Region Dalarna"], missing: [] }], { manad: "2024-04", measure: "overShare" });
 * assert.equal(figure.headline, "April 2024: 35,3\u00a0%, 1,8\u00a0procentenheter lägre än ett år tidigare");
 * ```
 */
export function monthsWithYearBefore(points: readonly SeriesPoint[], options: MonthsOptions): Figure {
  const { limitDays = GUARANTEE_DAYS, estimated = false } = options, defined = measureOf(options.measure);
  const definition = (options.measure === "performedShare" ? options.covered : undefined) ??
      defined.definition ?? figureDefinition(options),
    { isWork, format: measure } = defined;
  const label = `${defined.label(limitDays)}${estimated ? ", uppskattad ur intervall" : ""}`;
  const last = points.findLast(({ value }) => value !== null);
  const isHidden = ({ hidden = [] }: SeriesPoint) => hidden.includes("value");
  const none = points.filter((point) => point.value === null && !isHidden(point));
  const hidden = points.filter(isHidden).map(({ manad }) => monthName(manad));
  const gaps = none.filter(({ regions }) => regions.length === 0).map(({ manad }) => monthName(manad));
  // Of a month that was delivered the number can be unknown: the deliveries do not say how long all have waited, or there is nobody.
  const unknown = none.filter(({ regions }) => regions.length > 0).map(({ manad }) => monthName(manad));
  const partial = points.filter((point) => point.value !== null && point.missing.length > 0);
  const isAlone = points.some(({ value }) => value !== null) &&
    points.every(({ yearBefore }) => yearBefore === null);
  const span = spanOf(points) ?? monthName(options.manad);
  const scale = valueScale(points, measure);
  const notes = [
    gaps.length > 0 ? `Uppgift saknas för ${joinNames(gaps)}.` : null,
    unknown.length > 0 ? `Talet är okänt eller finns inte för ${joinNames(unknown)}.` : null,
    hidden.length > 0
      ? `Talet visas inte för ${joinNames(hidden)}, då det skulle avslöja ett litet tal.`
      : null,
    partial.length > 0 ? `Ringar är månader ${incompleteMonths(partial)}.` : null,
    isWork && last !== undefined && dailyChange(last) !== null ? workingDaysNote(last.manad) : null,
    isAlone ? "Året innan finns inte med här, så ingen månad jämförs med det." : null,
    scale[0] > 0 ? `Axeln börjar vid ${axisText(scale[0], measure)}.` : null,
  ];
  return new Figure({
    rests: DELIVERIES,
    kind: "monthsWithYearBefore",
    follows: options,
    headline: headlineOf(points, defined),
    subtitle: figureSubtitle(
      `${label} månad för månad${isAlone ? "" : "; streckad linje: samma månad året innan"}`,
      options,
      definition,
      span,
    ),
    alt: `Linje: ${label.toLowerCase()} ${span}. ${
      points.map((point) => `${monthName(point.manad)} ${valueText(point, measure)}`).join(", ")
    }.`,
    note: notes.filter((part) => part !== null).join(" ") || undefined,
    table: {
      caption: `${label}, ${span}`,
      remark: definition,
      columns: [
        { key: "manad", label: "Månad", format: "text" },
        { key: "varde", label: "Månaden", unit: UNITS[measure], format: measure },
        { key: "aret_innan", label: "Året innan", unit: UNITS[measure], format: measure },
        {
          key: "forandring",
          label: "Förändring",
          ...isWork && { unit: "per arbetsdag" },
          format: "text",
        },
        { key: "saknas", label: "Saknade regioner", format: "text" },
      ],
      rows: points.map(({ manad, value, bounds, yearBefore, change, missing, hidden = [] }) => ({
        cells: {
          manad: monthName(manad),
          varde: hidden.includes("value") ? HIDDEN_TEXT : value ?? bounds ?? null,
          aret_innan: hidden.includes("yearBefore") ? HIDDEN_TEXT : yearBefore,
          forandring: hidden.includes("change")
            ? HIDDEN_TEXT
            : isWork
            ? dailyChange({ manad, value, yearBefore })?.text ?? null
            : change === null
            ? null
            : formatChange(change, measure),
          saknas: joinNames(missing.map(regionShortName)) || "inga",
        },
      })),
    },
    draw: points.every(({ value }) => value === null)
      ? undefined
      : (frame) => drawMonths(frame, points, measure, scale),
  });
}

/** "utan Dalarna: juni 2023 och juli 2023; utan Uppsala: maj 2023": each set of regions is named once. */
function incompleteMonths(partial: readonly SeriesPoint[]): string {
  const bySet = Map.groupBy(partial, ({ missing }) => joinNames(missing.map(regionShortName)));
  return [...bySet].map(([regions, points]) =>
    `utan ${regions}: ${joinNames(points.map(({ manad }) => monthName(manad)))}`
  ).join("; ");
}

type Format = MeasureDefinition["format"];
const UNITS: Readonly<Record<Format, string>> = { share: "andel", count: "antal", days: "dagar" };

function spanOf(points: readonly SeriesPoint[]): string | null {
  if (points.length === 0) return null;
  const [first, last] = [points[0].manad, points[points.length - 1].manad].map(monthName);
  return first === last ? first : `${first}–${last}`;
}

function headlineOf(
  points: readonly SeriesPoint[],
  { format: measure, isWork }: Pick<MeasureDefinition, "format" | "isWork">,
): string {
  const last = points.findLast(({ value }) => value !== null);
  if (last === undefined) {
    if (points.some(({ hidden = [] }) => hidden.includes("value"))) {
      return "Talen visas inte, då de skulle avslöja små tal";
    }
    return points.some(({ regions }) => regions.length > 0)
      ? "Talet är okänt eller finns inte för någon månad i perioden"
      : "Inga uppgifter finns för perioden";
  }
  const month = monthName(last.manad), value = formatNumber(last.value, measure);
  const now = `${capitalise(month)}: ${value}${measure === "days" ? " dagar" : ""}`;
  if (last.missing.length > 0) return `${now}, utan ${joinNames(last.missing.map(regionShortName))}`;
  if (last.change === null) return now;
  if (isWork) {
    const daily = dailyChange(last);
    if (daily === null) return now;
    return daily.size === formatShare(0)
      ? `${now}, lika många per arbetsdag som ett år tidigare`
      : `${now}, ${daily.size} ${daily.more ? "fler" : "färre"} per arbetsdag än ett år tidigare`;
  }
  const change = formatChange(last.change, measure), size = change.slice(1);
  if (change.startsWith("±")) return `${now}, som ett år tidigare`;
  const direction = measure === "count"
    ? (last.change > 0 ? "fler" : "färre")
    : measure === "share"
    ? (last.change > 0 ? "högre" : "lägre")
    : (last.change > 0 ? "längre" : "kortare");
  return `${now}, ${size} ${direction} än ett år tidigare`;
}

/** From zero for counts; else from the last whole step below the least, so that the months can be distinguished. */
function valueScale(points: readonly SeriesPoint[], measure: Format): readonly [number, number] {
  const values = points.flatMap(({ value, yearBefore }) => [value, yearBefore]).filter((value) =>
    value !== null
  );
  const most = Math.max(0, ...values), least = values.length === 0 ? 0 : Math.min(...values);
  const step = tickStep(measure === "count" ? most : Math.max(most - least, most / 10));
  const from = measure === "count" ? 0 : Math.max(0, Math.floor(least / step - 0.5) * step);
  const to = Math.max(from + step, Math.ceil(most / step + 0.1) * step);
  return [Number(from.toPrecision(6)), Number(to.toPrecision(6))];
}

function axisText(value: number, measure: Format): string {
  if (measure === "share") return formatShare(value, Number.isInteger(Math.round(value * 1000) / 10) ? 0 : 1);
  return measure === "count" ? formatCount(value) : formatDays(value);
}

function drawMonths(
  frame: Frame,
  points: readonly SeriesPoint[],
  measure: Format,
  domain: readonly [number, number],
): Element {
  const series = points.map((point, index) => ({
    ...point,
    index,
    joined: point.missing.length === 0 ? point.value : null,
  }));
  const step = tickStep(domain[1] - domain[0]);
  const ticks = Array.from(
    { length: Math.round((domain[1] - domain[0]) / step) + 1 },
    (_, index) => Number((domain[0] + index * step).toPrecision(6)),
  ).filter((tick) => tick <= domain[1]);
  const last = series.findLast(({ value }) => value !== null);
  const before = series.findLast(({ yearBefore }) => yearBefore !== null);
  const ends = endLabels(last?.value ?? null, before?.yearBefore ?? null, {
    measure,
    domain,
    pixels: plotHeight(frame),
    words: frame.width === 680,
  });
  const months = monthAxis(frame, points.map(({ manad }) => manad), {
    ticks,
    text: (tick) => axisText(tick, measure),
    marginRight: 12 + Math.ceil(Math.max(0, ...ends.map(({ text }) => textWidth(text, 13)))),
  });
  return chart(frame, {
    ...months.frame,
    y: { domain },
    marks: [
      ...months.marks,
      Plot.ruleY([domain[0]], { stroke: colour("muted") }),
      Plot.line(series, {
        x: "index",
        y: "yearBefore",
        stroke: colour("n2"),
        strokeWidth: 1.75,
        strokeDasharray: "5 4",
      }),
      Plot.line(series, { x: "index", y: "joined", stroke: colour("late"), strokeWidth: 2.5 }),
      Plot.dot(series.filter(({ joined }) => joined !== null), {
        x: "index",
        y: "joined",
        r: 2.5,
        fill: colour("late"),
      }),
      Plot.dot(series.filter(({ value, joined }) => value !== null && joined === null), {
        x: "index",
        y: "value",
        r: 4,
        fill: colour("paper"),
        stroke: colour("late"),
        strokeWidth: 1.75,
      }),
      // Over the whole month's breadth, so that no one has to aim at a dot.
      Plot.rectX(series.filter(({ value, yearBefore }) => value !== null || yearBefore !== null), {
        x1: ({ index }) => index - 0.5,
        x2: ({ index }) => index + 0.5,
        fill: "transparent",
        title: (point) => tipOf(point, measure),
      }),
      ...ends.map(({ text, at, tone, weight }) =>
        Plot.text([text], {
          frameAnchor: "right",
          y: [at],
          textAnchor: "start",
          dx: 6,
          fontSize: 13,
          fontWeight: weight,
          fill: colour(tone),
          ...halo(),
        })
      ),
    ],
  });
}

/** A point's number; its bounds, or that it is unknown, where the month was delivered; else that it is missing. */
function valueText({ value, bounds, regions, hidden = [] }: SeriesPoint, measure: Format): string {
  if (value !== null) return formatNumber(value, measure);
  if (hidden.includes("value")) return HIDDEN_TEXT;
  return bounds ? formatBounded(bounds, measure) : regions.length > 0 ? "okänt" : "saknas";
}

function tipOf(point: SeriesPoint, measure: Format): string {
  const { manad, value, yearBefore, missing } = point;
  const unit = measure === "days" ? " dagar" : "";
  return [
    `${capitalise(monthName(manad))}: ${valueText(point, measure)}${value === null ? "" : unit}`,
    yearBefore === null ? null : `Året innan: ${formatNumber(yearBefore, measure)}${unit}`,
    value === null || missing.length === 0 ? null : `utan ${joinNames(missing.map(regionShortName))}`,
  ].filter((line) => line !== null).join("\n");
}

/** The texts at the lines' ends, moved apart when they would stand in each other's way. */
function endLabels(
  value: number | null,
  yearBefore: number | null,
  options: { measure: Format; domain: readonly [number, number]; pixels: number; words: boolean },
): { text: string; at: number; tone: "late" | "muted"; weight: number }[] {
  const { measure, domain: [from, to], pixels, words } = options;
  const now = { text: formatNumber(value, measure), at: value ?? 0, tone: "late" as const, weight: 650 };
  const then = {
    text: `${formatNumber(yearBefore, measure)}${words ? " året innan" : ""}`,
    at: yearBefore ?? 0,
    tone: "muted" as const,
    weight: 400,
  };
  const labels = [...(value === null ? [] : [now]), ...(yearBefore === null ? [] : [then])]
    .sort((a, b) => a.at - b.at);
  const apart = 16 / pixels * (to - from);
  if (labels.length < 2 || labels[1].at - labels[0].at >= apart) return labels;
  const middle = (labels[0].at + labels[1].at) / 2;
  return [{ ...labels[0], at: middle - apart / 2 }, { ...labels[1], at: middle + apart / 2 }];
}
