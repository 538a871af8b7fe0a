import { DELIVERIES } from "../../reference/invented.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import * as Plot from "@observablehq/plot";
import type { FanMonth, ProjectedMeasure } from "../../analysis/projection/fan_months.ts";
import type { Projected } from "../../analysis/projection/project.ts";
import { addMonths, monthName, monthSpanName } from "../../calendar/mod.ts";
import { chart, halo } from "../marks/_chart.ts";
import { Figure, type Frame } from "../marks/figure.ts";
import { figureDefinition, figureNote, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { formatNumber, MISSING } from "../marks/format.ts";
import { monthAxis, valueTicks } from "../marks/_month_axis.ts";
import { colour } from "../marks/palette.ts";
import { textWidth } from "../marks/_text_width.ts";
import { joinNames } from "../marks/_wording.ts";

/** Options for {@linkcode projectionFan}. */
export interface ProjectionFanOptions extends FigureOptions {
  /** What is measured. @default {"waiting"} */
  readonly measure?: ProjectedMeasure;
}

/**
 * The months that have been and those ahead, with the intervals of 80 and 95 % (solfjäder).
 *
 * The headline says whether the measure grows, shrinks or stays: it grows only where all of the 80 % interval lies above
 * the last month known.
 *
 * @param rows Outcome and projection, from {@linkcode fanMonths}.
 * @param options The last month known, the measure, limit and selection.
 * @returns The figure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { projectionFan } from "vantelage";
 * const figure = projectionFan([{ manad: "2024-04", outcome: 100, projected: null },
 *   { manad: "2024-05", outcome: null, projected: { value: 98, low80: 90, high80: 106, low95: 86, high95: 110 } }],
 *   { manad: "2024-04" });
 * assert.equal(figure.headline, "Antalet väntande blir ungefär som nu till maj 2024: 90–106");
 * ```
 */
export function projectionFan(rows: readonly FanMonth[], options: ProjectionFanOptions): Figure {
  const { measure = "waiting", limitDays = GUARANTEE_DAYS } = options, definition = figureDefinition(options);
  const words = wordsOf(measure, limitDays), format = measure === "overShare" ? "share" : "count";
  const text = (value: number | null) => formatNumber(value, format);
  const range = (low: number | null, high: number | null) =>
    low === null || high === null ? MISSING : rangeText(low, high, text);
  const span = rows.length === 0
    ? monthName(options.manad)
    : `${monthName(rows[0].manad)}–${monthName(rows[rows.length - 1].manad)}`;
  const gaps = rows.filter(({ outcome, projected }) => outcome === null && projected === null);
  return new Figure({
    rests: DELIVERIES,
    kind: "projectionFan",
    headline: headlineOf(rows, words, text),
    subtitle: figureSubtitle(
      `${words} vid månadens slut, utfall och framskrivning; mörkare fält: 80 % av utfallen väntas här, ljusare: 95 %`,
      options,
      definition,
      span,
    ),
    alt: `Linje med fält: ${
      rows.filter((_, index) => (rows.length - 1 - index) % 3 === 0).map(({ manad, outcome, projected }) =>
        `${monthName(manad)} ${
          projected === null
            ? outcome === null ? "saknas" : text(outcome)
            : `framskrivet ${text(projected.value)} (${range(projected.low80, projected.high80)})`
        }`
      ).join(", ")
    }.`,
    note: figureNote([
      gaps.length > 0 ? `Uppgift saknas för ${joinNames(gaps.map(({ manad }) => monthName(manad)))}.` : null,
      ...simpleNotes(rows),
      "Framskrivningen förutsätter att beslut och operationer går som de senaste åren; intervallen är så breda som felen " +
      "har varit när listan har skrivits fram från tidigare månader, och rymmer inte nya beslut om resurser.",
    ], options),
    table: {
      caption: `${words}, ${span}`,
      remark: definition,
      columns: [
        { key: "manad", label: "Månad", format: "text" },
        { key: "utfall", label: "Utfall", format },
        { key: "framskrivet", label: "Framskrivet", format },
        { key: "i80", label: "80 %", format: "text" },
        { key: "i95", label: "95 %", format: "text" },
      ],
      rows: rows.map(({ manad, outcome, projected }) => ({
        cells: {
          manad: monthName(manad),
          utfall: outcome ?? (projected === null ? null : ""),
          framskrivet: projected?.value ?? "",
          i80: projected === null ? "" : range(projected.low80, projected.high80),
          i95: projected === null ? "" : range(projected.low95, projected.high95),
        },
      })),
    },
    draw: rows.length === 0 ? undefined : (frame) => drawFan(frame, rows, text),
  });
}

/** Which months a simple forecast stands for. */
function simpleNotes(rows: readonly FanMonth[]): string[] {
  return ([["yearBefore", "samma månad ett år tidigare"], ["last", "den sista kända månaden"]] as const)
    .flatMap(([method, words]) => {
      const spans: (readonly [from: string, to: string])[] = [];
      for (const { manad } of rows.filter((row) => row.method === method)) {
        const last = spans.at(-1);
        if (last !== undefined && addMonths(last[1], 1) === manad) spans[spans.length - 1] = [last[0], manad];
        else spans.push([manad, manad]);
      }
      const months = joinNames(
        spans.map(([from, to]) => from === to ? monthName(from) : monthSpanName(from, to)),
      );
      return spans.length === 0
        ? []
        : [`För ${months} visas ${words}: ingen metod har haft tydligt mindre fel så långt fram.`];
    });
}

function wordsOf(measure: ProjectedMeasure, limitDays: number): string {
  if (measure === "waiting") return "Antalet väntande";
  return measure === "over" ? `Antalet över ${limitDays} dagar` : `Andelen över ${limitDays} dagar`;
}

function headlineOf(
  rows: readonly FanMonth[],
  words: string,
  text: (value: number | null) => string,
): string {
  const last = rows.at(-1), now = rows.findLast(({ outcome }) => outcome !== null)?.outcome ?? null;
  if (!last || last.projected === null) return "Det finns ingen framskrivning";
  const { value, low80, high80 } = last.projected, month = monthName(last.manad);
  if (low80 === null || high80 === null) return `${words} blir ${text(value)} i ${month}`;
  const size = rangeText(low80, high80, text);
  if (now === null) return `${words} blir troligen ${size} i ${month}`;
  if (low80 > now) return `${words} växer troligen till ${month}, från ${text(now)} till ${size}`;
  if (high80 < now) return `${words} minskar troligen till ${month}, från ${text(now)} till ${size}`;
  return `${words} blir ungefär som nu till ${month}: ${size}`;
}

/** "90–106", "28,7–31,3 %", or one number when both read the same. */
function rangeText(low: number, high: number, text: (value: number) => string): string {
  const [from, to] = [text(low), text(high)];
  return from === to ? to : `${from.replace(/\u00a0%$/, "")}–${to}`;
}

function drawFan(frame: Frame, rows: readonly FanMonth[], text: (value: number | null) => string): Element {
  const lastKnown = rows.findLastIndex(({ outcome }) => outcome !== null);
  const series = rows.map(({ manad, outcome, projected }, index) => ({ manad, index, outcome, projected }));
  const start = rows[lastKnown]?.outcome ?? null;
  const exact = (value: number): Projected => ({
    value,
    low80: value,
    high80: value,
    low95: value,
    high95: value,
  });
  const ahead = series.flatMap(({ index, projected }) => {
    const there = projected ?? (index === lastKnown && start !== null ? exact(start) : null);
    return there === null ? [] : [{ index, ...there }];
  });
  const most = Math.max(
    0,
    ...rows.flatMap(({ outcome, projected }) => [
      outcome ?? 0,
      projected?.high95 ?? projected?.value ?? 0,
    ]),
  );
  const { ticks, domain } = valueTicks(0, most || 1);
  const end = ahead[ahead.length - 1];
  const label = end === undefined ? null : text(end.value);
  const months = monthAxis(frame, rows.map(({ manad }) => manad), {
    ticks,
    text,
    marginRight: 12 + Math.ceil(textWidth(label ?? "", 13)),
  });
  const band = (low: "low80" | "low95", high: "high80" | "high95", fillOpacity: number) =>
    Plot.areaY(ahead, { x: "index", y1: low, y2: high, fill: colour("late"), fillOpacity });
  return chart(frame, {
    ...months.frame,
    y: { domain },
    marks: [
      ...months.marks,
      Plot.ruleY([0], { stroke: colour("muted") }),
      band("low95", "high95", 0.18),
      band("low80", "high80", 0.28),
      Plot.line(ahead, {
        x: "index",
        y: "value",
        stroke: colour("late"),
        strokeWidth: 2.5,
        strokeDasharray: "6 4",
      }),
      Plot.line(series.slice(0, lastKnown + 1), {
        x: "index",
        y: "outcome",
        stroke: colour("ink"),
        strokeWidth: 2.5,
      }),
      label === null ? null : Plot.text([label], {
        y: [end.value],
        frameAnchor: "right",
        textAnchor: "start",
        dx: 6,
        fontWeight: 650,
        fill: colour("late"),
        ...halo(),
      }),
    ],
  });
}
