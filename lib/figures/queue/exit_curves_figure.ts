import { DELIVERIES } from "../../reference/invented.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import * as Plot from "@observablehq/plot";
import type { ExitRowAt, ShareEstimate } from "../../analysis/survival/exit_table.ts";
import { chart, halo, leftScale } from "../marks/_chart.ts";
import { FOLLOWED, followedNote } from "./_followed.ts";
import { Figure, type Frame } from "../marks/figure.ts";
import { type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { formatCount, formatShare } from "../marks/format.ts";
import { colour, type ColourName } from "../marks/palette.ts";
import { textWidth } from "../marks/_text_width.ts";

/** Options for {@linkcode exitCurvesFigure}. */
export interface ExitCurvesFigureOptions extends FigureOptions {
  /** The day from which the curves are not determined, as they say themselves. @default {null} */
  readonly brokenAt?: number | null;
}

/**
 * What becomes of those who are listed, day by day: operated, left without an operation, still waiting (utfall).
 *
 * Lines with their 95 % intervals and the guarantee's limit. The headline says how many are operated within it.
 *
 * @param rows The curves at even distances, from {@linkcode exitTable}.
 * @param options Month, limit, selection, and regions that cannot be followed.
 * @returns The figure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { aalenJohansen, exitCurvesFigure, exitTable } from "vantelage";
 * import { exitCells } from "vantelage/analysis";
 * const cells = exitCells([{ days: 40, outcome: "operated" }, { days: 99, outcome: "waiting" }]);
 * const figure = exitCurvesFigure(exitTable(aalenJohansen(cells)), { manad: "2024-04" });
 * assert.equal(figure.headline, "Inom 90 dagar opereras 50,0\u00a0% av dem som ställs i kö, 50,0\u00a0% väntar längre");
 * ```
 */
export function exitCurvesFigure(rows: readonly ExitRowAt[], options: ExitCurvesFigureOptions): Figure {
  const { limitDays = GUARANTEE_DAYS, brokenAt = null } = options;
  const atLimit = (rows.at(-1)?.days ?? -1) >= limitDays
    ? rows.findLast(({ days }) => days <= limitDays)
    : undefined;
  return new Figure({
    rests: DELIVERIES,
    kind: "exitCurvesFigure",
    headline: rows.length === 0
      ? "Ingen på listan kan följas"
      : atLimit === undefined && brokenAt !== null
      ? `Hur många som opereras inom ${limitDays} dagar kan inte bestämmas: för få har följts från beslutet`
      : atLimit === undefined
      ? `Ingen har följts i ${limitDays} dagar`
      : `Inom ${atLimit.days} dagar opereras ${formatShare(atLimit.operated.value)} av dem som ställs i kö, ${
        formatShare(atLimit.waiting.value)
      } väntar längre`,
    subtitle: figureSubtitle(
      "Andel av dem som ställs i kö, efter dagar från beslutet, om listan lämnas som under de senaste månaderna; " +
        "färgade fält: 95 % konfidensintervall",
      options,
      FOLLOWED,
    ),
    alt: `Linjer: ${
      rows.filter(({ days }) => days % 90 === 0 && days > 0).map(({ days, operated, withdrawn, waiting }) =>
        `efter ${days} dagar ${formatShare(operated.value)} opererade, ${
          formatShare(withdrawn.value)
        } lämnat listan utan operation, ${formatShare(waiting.value)} väntar`
      ).join("; ") || "för kort tid"
    }.`,
    note: followedNote([
      brokenAt === null
        ? null
        : `Kurvorna slutar före dag ${brokenAt}: från den lämnade de få listan som har följts från så tidigt, och andra följs ` +
          "först från senare.",
      "Skattat med Aalen–Johansens metod: den som lämnar listan utan operation blir aldrig opererad.",
    ], options),
    legend: { label: "Utfall", items: PARTS.map(({ tone, label }) => ({ tone, label })) },
    table: {
      caption: "Vad som har hänt efter ett antal dagar",
      remark: "andel, och gränserna för 95 % konfidensintervall",
      columns: [
        { key: "dagar", label: "Dagar", format: "days" },
        { key: "kvar", label: "Följda", unit: "antal", format: "count" },
        ...PARTS.flatMap(({ key, label }) => [
          { key, label, unit: "andel", format: "share" as const },
          { key: `${key}Fran`, label: "från", format: "share" as const },
          { key: `${key}Till`, label: "till", format: "share" as const },
        ]),
      ],
      rows: rows.map((row) => ({
        cells: {
          dagar: row.days,
          kvar: row.atRisk,
          ...Object.fromEntries(PARTS.flatMap(({ key }) => [
            [key, row[key].value],
            [`${key}Fran`, row[key].interval?.low ?? null],
            [`${key}Till`, row[key].interval?.high ?? null],
          ])),
        },
      })),
    },
    draw: rows.length < 2 ? undefined : (frame) => drawCurves(frame, rows, limitDays),
  });
}

const PARTS = [
  { key: "operated", tone: "b2", label: "opererade" },
  { key: "waiting", tone: "n1", label: "väntar" },
  { key: "withdrawn", tone: "n2", label: "lämnat listan utan operation" },
] as const satisfies readonly { key: keyof ExitRowAt; tone: ColourName; label: string }[];

function drawCurves(frame: Frame, rows: readonly ExitRowAt[], limitDays: number): Element {
  const wide = frame.width === 680, end = rows[rows.length - 1].days;
  const ticks = [0, 0.25, 0.5, 0.75, 1], small = { fontSize: 12, fill: colour("muted") };
  const days = [0, 30, 60, 90, 120, 180, 270, 365].filter((day) =>
    day <= end && (wide || day % 90 === 0 || day === 365)
  );
  const last = rows[rows.length - 1], marginRight = 12 + Math.ceil(textWidth("100,0 %", 13));
  const low = ({ value, interval }: ShareEstimate) => interval?.low ?? value;
  const high = ({ value, interval }: ShareEstimate) => interval?.high ?? value;
  return chart(frame, {
    height: wide ? 320 : 280,
    marginLeft: 8 + Math.ceil(textWidth("100 %", 12)),
    marginRight,
    marginTop: 24,
    marginBottom: 40,
    x: { domain: [0, end] },
    y: { domain: [0, 1] },
    marks: [
      ...leftScale(ticks, (tick) => formatShare(tick, 0)),
      Plot.text(days, {
        x: (day: number) => day,
        text: formatCount,
        frameAnchor: "bottom",
        dy: 15,
        ...small,
      }),
      Plot.text(["dagar från beslutet"], { frameAnchor: "bottom", dy: 32, ...small }),
      limitDays >= end ? null : Plot.ruleX([limitDays], { stroke: colour("ink"), strokeDasharray: "3 3" }),
      limitDays >= end ? null : Plot.text([`${limitDays} dagar`], {
        x: [limitDays],
        frameAnchor: "top",
        dy: -18,
        ...small,
      }),
      ...PARTS.flatMap(({ key, tone }) => [
        Plot.areaY(rows, {
          x: "days",
          y1: (row: ExitRowAt) => low(row[key]),
          y2: (row: ExitRowAt) => high(row[key]),
          fill: colour(tone),
          fillOpacity: 0.25,
        }),
        Plot.line(rows, {
          x: "days",
          y: (row: ExitRowAt) => row[key].value,
          stroke: colour(tone),
          strokeWidth: 2.5,
        }),
      ]),
      ...apart(PARTS.map(({ key }) => ({ at: last[key].value, text: formatShare(last[key].value) }))).map((
        { at, text },
      ) =>
        Plot.text([text], {
          y: [at],
          frameAnchor: "right",
          textAnchor: "start",
          dx: 6,
          fontWeight: 600,
          fill: colour("ink"),
          ...halo(),
        })
      ),
    ],
  });
}

/** Texts at the lines' ends, moved up where they would stand in each other's way. */
function apart(texts: readonly { at: number; text: string }[]): { at: number; text: string }[] {
  let lowest = 0;
  return texts.toSorted((a, b) => a.at - b.at).map(({ at, text }) => {
    const placed = { at: Math.max(at, lowest), text };
    lowest = placed.at + 0.065;
    return placed;
  });
}
