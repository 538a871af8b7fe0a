import * as Plot from "@observablehq/plot";
import { type Month, monthName } from "../../calendar/mod.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import { type MeasureDefinition, measureOf } from "../../indicators/measures.ts";
import type { RegionSeries, SeriesPoint } from "../../indicators/series.ts";
import { DELIVERIES } from "../../reference/invented.ts";
import { regionShortName } from "../../reference/regions.ts";
import { chart } from "../marks/_chart.ts";
import { isCompared, leastCompared } from "../marks/_few.ts";
import { atPlaces, placeLabel } from "../marks/_place.ts";
import { capitalise, joinNames, numberWord, someNames } from "../marks/_wording.ts";
import { Figure, type Frame } from "../marks/figure.ts";
import { figureDefinition, figureSubtitle } from "../marks/figure_options.ts";
import { formatChange, formatNumber } from "../marks/format.ts";
import { colour } from "../marks/palette.ts";
import { dailyChange } from "./_daily_change.ts";
import type { MonthsOptions } from "./months_with_year_before.ts";

/** A region as it is drawn. */
interface Trend {
  readonly name: string;
  readonly region: string;
  readonly points: readonly SeriesPoint[];
  readonly last: SeriesPoint;
  /** Its change since the year before, as a number and in words; `null` where that is not known. */
  readonly change: { readonly value: number; readonly text: string } | null;
  /** Whether its change is compared with others'. */
  readonly compared: boolean;
}

/**
 * A measure in each region month by month, on one scale, the region that has changed most since the year before first
 * (regionernas utveckling).
 *
 * @param regions A series for each region, of the same months.
 * @param whole The same of all together, drawn as a dashed line beside each; none beside one region alone.
 * @param options The measure, its month, selection.
 * @returns The figure. Its headline says in how many regions the measure is higher or lower than a year before, and where
 * most. A month that was not delivered is a gap.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { regionTrends } from "vantelage";
 * const point = (value: number, yearBefore: number) => ({ manad: "2024-04" as const, value, yearBefore,
 *   change: value - yearBefore, regions: [], missing: [] });
 * const figure = regionTrends([
 *   { name: "Region Dalarna", region: "Region Dalarna", antal: 900, points: [point(0.397, 0.395)] },
 *   { name: "Region Uppsala", region: "Region Uppsala", antal: 900, points: [point(0.375, 0.326)] },
 * ], [], { manad: "2024-04", measure: "overShare" });
 * assert.equal(figure.headline,
 *   "Högre andel över 90\u00a0dagar än för ett år sedan i båda regionerna, mest i Uppsala: +4,9\u00a0procentenheter");
 * ```
 */
export function regionTrends(
  regions: readonly RegionSeries[],
  whole: readonly SeriesPoint[],
  options: MonthsOptions,
): Figure {
  const { limitDays = GUARANTEE_DAYS, manad } = options, measure = measureOf(options.measure);
  const definition = measure.definition ?? figureDefinition(options), label = measure.label(limitDays);
  const trends = regions.flatMap(({ name, region, antal, points }): Trend[] => {
    const last = points[points.length - 1];
    if (last === undefined || points.every(({ value }) => value === null)) return [];
    const change = changeOf(last, measure);
    return [{
      name: regionShortName(name),
      region,
      points,
      last,
      change,
      compared: change !== null && (measure.format === "count" || isCompared(antal, options)),
    }];
  }).sort((a, b) => (b.change?.value ?? -Infinity) - (a.change?.value ?? -Infinity));
  const months = regions[0]?.points.map((point) => point.manad) ?? [];
  const span = months.length === 0 ? monthName(manad) : spanOf(months);
  const none = trends.filter(({ change }) => change === null).map(({ name }) => name);
  const few = trends.filter(({ change, compared }) => change !== null && !compared).map(({ name }) => name);
  const unknown = regions.filter(({ points }) => points.every(({ value }) => value === null));
  const namesOf = (those: readonly RegionSeries[]) =>
    joinNames(those.map(({ name }) => regionShortName(name)));
  const absent = unknown.filter((series) => !isDelivered(series)), nobody = unknown.filter(isDelivered);
  const notes = [
    absent.length > 0 ? `Inte levererat i perioden: ${namesOf(absent)}.` : null,
    nobody.length > 0 ? `Talet är okänt eller finns inte för ${namesOf(nobody)}.` : null,
    none.length > 0 ? `Utan jämförelse med året innan: ${joinNames(none)}.` : null,
    few.length > 0 && trends.length > 1
      ? `Av färre än ${leastCompared(options)} jämförs inte: ${joinNames(few)}.`
      : null,
    trends.length > 1
      ? "Streckad linje: alla tillsammans. Samma skala i alla rutor; skuggat: juni–augusti."
      : null,
  ];
  const isAlone = trends.length < 2;
  return new Figure({
    kind: "regionTrends",
    rests: DELIVERIES,
    follows: options,
    headline: trends.length > 0
      ? headlineOf(trends, measure, limitDays)
      : nobody.length > 0
      ? "Talet är okänt eller finns inte för någon månad i perioden"
      : "Inga uppgifter finns för perioden",
    subtitle: figureSubtitle(`${label} månad för månad och förändring på ett år`, options, definition, span),
    alt: `${isAlone ? "Linje" : "En linje för varje region"}: ${label.toLowerCase()}, ${span}. ${
      trends.map((trend) => `${trend.name} ${valueText(trend.last, measure)}, ${changeText(trend)}`).join(
        "; ",
      )
    }.`,
    note: notes.filter((note) => note !== null).join(" ") || undefined,
    table: {
      caption: `${label} i varje region, ${span}`,
      remark: definition,
      columns: [
        { key: "region", label: placeLabel(trends), format: "text" },
        { key: "forandring", label: "På ett år", format: "text" },
        ...months.map((month) => ({
          key: month,
          label: capitalise(monthName(month)),
          format: measure.format,
        })),
      ],
      rows: trends.map(({ name, points, change }) => ({
        cells: {
          region: name,
          forandring: change?.text ?? null,
          ...Object.fromEntries(points.map(({ manad, value, bounds }) => [manad, value ?? bounds ?? null])),
        },
      })),
    },
    draw: trends.length === 0
      ? undefined
      : (frame) => drawTrends(frame, trends, isAlone ? [] : whole, measure),
  });
}

function isDelivered({ points }: RegionSeries): boolean {
  return points.some(({ regions }) => regions.length > 0);
}

function spanOf(months: readonly Month[]): string {
  const [first, last] = [months[0], months[months.length - 1]].map(monthName);
  return first === last ? first : `${first}–${last}`;
}

/** "apr 2024". */
function shortMonth(month: Month): string {
  const [name, year] = monthName(month).split(" ");
  return `${name.slice(0, 3)} ${year}`;
}

function valueText({ value, bounds, regions }: SeriesPoint, { format }: MeasureDefinition): string {
  if (value !== null || bounds === undefined) {
    return value === null ? (regions.length > 0 ? "okänt" : "saknas") : formatNumber(value, format);
  }
  return "okänt";
}

/** A month's work is compared per working day. */
function changeOf(point: SeriesPoint, { isWork, format }: MeasureDefinition): Trend["change"] {
  if (!isWork) {
    return point.change === null ? null : { value: point.change, text: formatChange(point.change, format) };
  }
  const daily = dailyChange(point);
  return daily === null ? null : { value: daily.value, text: `${daily.text} per arbetsdag` };
}

function changeText({ change }: Trend): string {
  return change === null ? "inte jämförd med året innan" : `${change.text} på ett år`;
}

/** What is higher or lower, in words: "andel över 90 dagar", "median väntetid". */
function wordsOf({ format, status }: MeasureDefinition, limitDays: number): { more: string; less: string } {
  const limit = `${limitDays}\u00a0dagar`;
  if (format === "days") return { more: "Längre medianväntan", less: "Kortare medianväntan" };
  if (format === "count") {
    const who = status === "vantande" ? "väntande" : "opererade";
    return { more: `Fler ${who}`, less: `Färre ${who}` };
  }
  const of = status === "vantande" ? `över ${limit}` : `opererade inom ${limit}`;
  return { more: `Högre andel ${of}`, less: `Lägre andel ${of}` };
}

function headlineOf(trends: readonly Trend[], measure: MeasureDefinition, limitDays: number): string {
  const compared = trends.filter((trend) => trend.compared), { more, less } = wordsOf(measure, limitDays);
  if (compared.length === 0) {
    return trends.length === 1
      ? `${trends[0].name}: ${valueText(trends[0].last, measure)}, ${changeText(trends[0])}`
      : "Ingen region går att jämföra med året innan";
  }
  const sizes = compared.flatMap(({ name, change }) =>
    change === null || change.text.startsWith("±") ? [] : [{ name, ...change }]
  );
  const up = sizes.filter(({ value }) => value > 0), down = sizes.filter(({ value }) => value < 0);
  const [those, word] = up.length >= down.length ? [up, more] : [down, less],
    since = `${word} än för ett år sedan`;
  const count = numberWord(compared.length), isAll = compared.length === trends.length;
  const of = isAll ? "regioner" : "regioner som kan jämföras";
  const all = compared.length > 2 ? `alla ${count} ${of}` : isAll ? "båda regionerna" : `de två ${of}`;
  if (those.length === 0) {
    return compared.length === 1
      ? `${compared[0].name}: som för ett år sedan`
      : `Som för ett år sedan i ${all}`;
  }
  // The text of the largest, so that what reads the same is a tie.
  const most = Math.max(...those.map(({ value }) => Math.abs(value)));
  const { text } = those.find(({ value }) => Math.abs(value) === most) ?? those[0];
  const first = those.filter((each) => each.text === text).map(({ name }) => name);
  if (compared.length === 1) return `${since} ${atPlaces(compared)}: ${text}`;
  if (those.length === 1) return `${since} i en av ${count} ${of}, ${first[0]}: ${text}`;
  const where = those.length < compared.length
    ? `i ${numberWord(those.length)} av ${count} ${of}`
    : `i ${all}`;
  return `${since} ${where}, mest i ${someNames(first, "regioner")}: ${text}`;
}

/** Panels beside each other, and the height of one in pixels. */
const PANELS = { wide: 4, narrow: 2, height: 148 };
/** How much of a panel is the room of its texts above, of its months below, and between it and the next. */
const ABOVE = 0.34, BELOW = 0.16, BETWEEN = 0.14;

function drawTrends(
  frame: Frame,
  trends: readonly Trend[],
  whole: readonly SeriesPoint[],
  measure: MeasureDefinition,
): Element {
  const across = Math.min(trends.length, frame.width === 680 ? PANELS.wide : PANELS.narrow);
  const down = Math.ceil(trends.length / across), months = Math.max(2, trends[0].points.length);
  const values = [...trends.flatMap(({ points }) => points), ...whole].flatMap(({ value }) => value ?? []);
  const [least, most] = [Math.min(...values), Math.max(...values)],
    spread = most - least || Math.abs(most) || 1;
  // A share may move little beside its height; a count is drawn from zero.
  const from = measure.format === "count" ? 0 : Math.max(0, least - spread * 0.1);
  // A panel is one wide and one high, its upper left corner at its column and row.
  const x = (column: number, index: number) => column + index / (months - 1) * (1 - BETWEEN);
  const y = (row: number, value: number) =>
    -row - ABOVE - (1 - (value - from) / ((most - from) || 1)) * (1 - ABOVE - BELOW);
  const panels = trends.map((trend, at) => ({ ...trend, column: at % across, row: Math.floor(at / across) }));
  const lineOf = (points: readonly SeriesPoint[]) =>
    panels.flatMap(({ name, column, row }) =>
      points.map(({ value, missing }, index) => ({
        name,
        x: x(column, index),
        y: value === null || missing.length > 0 ? null : y(row, value),
      }))
    );
  const own = panels.flatMap(({ name, column, row, points }) =>
    points.map(({ value, manad }, index) => ({
      name,
      manad,
      value,
      x: x(column, index),
      y: value === null ? null : y(row, value),
    }))
  );
  // A year's summer is one ground.
  const summers = panels.flatMap(({ column, row, points }) =>
    [
      ...Map.groupBy(
        points.flatMap(({ manad }, index) =>
          ["06", "07", "08"].includes(manad.slice(5)) ? [{ year: manad.slice(0, 4), index }] : []
        ),
        ({ year }) => year,
      ).values(),
    ].map((months) => ({
      x1: x(column, months[0].index - 0.5),
      x2: x(column, months[months.length - 1].index + 0.5),
      y1: y(row, most),
      y2: y(row, from),
    }))
  );
  const texts = panels.flatMap(({ name, column, row, points, last, change, compared }) => {
    const right = column + 1 - BETWEEN, first = points[0].manad;
    const part = (text: string, at: { x: number; y: number }, style: Partial<PanelText> = {}): PanelText => ({
      text,
      size: 12,
      weight: 400,
      tone: "muted",
      anchor: "start",
      ...at,
      ...style,
    });
    return [
      part(name, { x: column, y: -row - 0.09 }, { size: 13, weight: 640, tone: "ink" }),
      part(valueText(last, measure), { x: right, y: -row - 0.09 }, { size: 13, tone: "ink", anchor: "end" }),
      part(
        // A panel is too narrow for the whole word.
        change === null ? "ej jämförbar" : `${change.text.replace("procentenheter", "p.e.")} på ett år`,
        { x: column, y: -row - 0.21 },
        compared && measure.status === "vantande" && change !== null && change.value > 0
          ? { tone: "late" }
          : {},
      ),
      part(shortMonth(first), { x: column, y: -row - 1 + BELOW / 2 }, { size: 11 }),
      part(shortMonth(last.manad), { x: right, y: -row - 1 + BELOW / 2 }, { size: 11, anchor: "end" }),
    ];
  });
  return chart(frame, {
    height: down * PANELS.height + 4,
    marginLeft: 1,
    marginRight: 4,
    marginTop: 2,
    marginBottom: 2,
    x: { domain: [0, across - BETWEEN] },
    y: { domain: [-down, 0] },
    marks: [
      Plot.rect(summers, {
        x1: "x1",
        x2: "x2",
        y1: "y1",
        y2: "y2",
        fill: colour("wash"),
      }),
      Plot.line(lineOf(whole), {
        x: "x",
        y: "y",
        z: "name",
        stroke: colour("n2"),
        strokeWidth: 1.5,
        strokeDasharray: "3 3",
      }),
      Plot.line(own, { x: "x", y: "y", z: "name", stroke: colour("late"), strokeWidth: 2.25 }),
      Plot.dot(panels.filter(({ last }) => last.value !== null), {
        x: ({ column, points }) => x(column, points.length - 1),
        y: ({ row, last }) => y(row, last.value ?? from),
        r: 3.5,
        fill: colour("late"),
      }),
      // What texts have in common is written once.
      ...[
        ...Map.groupBy(texts, ({ anchor, weight, size, tone }) => [anchor, weight, size, tone].join())
          .values(),
      ].map((alike) =>
        Plot.text(alike, {
          x: "x",
          y: "y",
          text: "text",
          textAnchor: alike[0].anchor,
          fontWeight: alike[0].weight,
          fontSize: alike[0].size,
          fill: colour(alike[0].tone),
        })
      ),
    ],
  });
}

/** A text of a panel. */
interface PanelText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly weight: number;
  readonly tone: "ink" | "muted" | "late";
  readonly anchor: "start" | "end";
}
