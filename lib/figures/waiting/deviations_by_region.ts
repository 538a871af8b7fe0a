import { DELIVERIES } from "../../reference/invented.ts";
import * as Plot from "@observablehq/plot";
import { monthName } from "../../calendar/mod.ts";
import type { WaitTableRow } from "../../indicators/mod.ts";
import { regionShortName } from "../../reference/regions.ts";
import { chart } from "../marks/_chart.ts";
import { Figure, type Frame } from "../marks/figure.ts";
import { figureNote, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { includingDefinition } from "../marks/_definition.ts";
import { formatCount, formatShare } from "../marks/format.ts";
import { colour, type ColourName } from "../marks/palette.ts";
import { textWidth } from "../marks/_text_width.ts";
import { atPlaces, placeLabel } from "../marks/_place.ts";
import { capitalise, deviationSum, nobodyWaits, shareHeadline, shortName } from "../marks/_wording.ts";

const PARTS = [
  { key: "pvv", tone: "n1", label: "PvV, patientvald väntan" },
  { key: "mov", tone: "n2", label: "MoV, medicinskt orsakad väntan" },
] as const;

/**
 * The shares of all who wait in each region that wait by own choice (PvV) and for medical reasons (MoV).
 *
 * @param rows The table by region with its total, in any order. The denominator is all who wait, PvV and MoV among them.
 * @param options Month, selection and missing regions.
 * @returns The figure; the region with the largest share of both comes first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { deviationsByRegion, waitTable } from "vantelage";
 * const cell = (region: string, avvikelse: "PvV" | null) => ({ status: "vantande", avvikelse, region, sjukhus: null,
 *   vardutbud: null, agarform: null, lo: 9, hi: 9, antal: 20 }) as const;
 * const rows = waitTable([cell("Region Uppsala", "PvV"), cell("Region Uppsala", null), cell("Region Dalarna", null)],
 *   { by: "region", manad: "2024-04" });
 * assert.equal(deviationsByRegion(rows, { manad: "2024-04" }).headline,
 *   "Uppsala har störst andel PvV och MoV, Dalarna minst");
 * ```
 */
export function deviationsByRegion(rows: readonly WaitTableRow[], options: FigureOptions): Figure {
  const drawn = rows.filter((row) => !row.total && row.deviationShare !== null)
    .map((row) => ({ ...row, name: regionShortName(row.name) }))
    .sort((a, b) => (b.deviationShare ?? 0) - (a.deviationShare ?? 0));
  const isReported = rows.every(({ pvv, mov }) => pvv !== null && mov !== null);
  return new Figure({
    rests: DELIVERIES,
    kind: "deviationsByRegion",
    follows: options,
    headline: shareHeadline(
      drawn.map((row) => ({ name: row.name, value: row.deviationShare ?? 0, of: allWaiting(row) })),
      formatShare,
      {
        of: "PvV och MoV",
        plural: "regioner",
        all: "regionerna",
        least: options.least,
        zero: "Ingen väntar av eget val eller medicinska skäl",
        nobody: isReported ? nobodyWaits(options) : "PvV och MoV anges inte",
        alone: (_, text) => `${capitalise(atPlaces(drawn))} väntar ${text} av eget val eller medicinska skäl`,
      },
    ),
    subtitle: figureSubtitle(
      "Andel av alla väntande; båda tillsammans till höger",
      options,
      includingDefinition(options),
    ),
    alt: `Liggande staplar: andel PvV och MoV per ${placeLabel(drawn).toLowerCase()}. ${
      drawn.map((row) =>
        `${row.name}: PvV ${formatShare(shareOf(row, "pvv"))}, MoV ${formatShare(shareOf(row, "mov"))}.`
      ).join(" ")
    }`,
    note: figureNote([], options),
    legend: { label: "Avvikelse", items: PARTS.map(({ tone, label }) => ({ tone, label })) },
    table: {
      caption: `Väntande med PvV och MoV, ${monthName(options.manad)}`,
      columns: [
        { key: "region", label: placeLabel(rows.filter(({ total }) => !total)), format: "text" },
        { key: "pvv", label: "PvV", unit: "antal", format: "count" },
        { key: "pvv_andel", label: "PvV", unit: "andel", format: "share" },
        { key: "mov", label: "MoV", unit: "antal", format: "count" },
        { key: "mov_andel", label: "MoV", unit: "andel", format: "share" },
        { key: "andel", label: "PvV och MoV", unit: "andel", format: "share" },
        { key: "alla", label: "Alla väntande", unit: "antal", format: "count" },
      ],
      rows: rows.map((row) => ({
        total: row.total,
        cells: {
          region: shortName(row.name),
          pvv: row.pvv,
          pvv_andel: row.deviationShare === null ? null : shareOf(row, "pvv"),
          mov: row.mov,
          mov_andel: row.deviationShare === null ? null : shareOf(row, "mov"),
          andel: row.deviationShare,
          alla: isReported ? allWaiting(row) : null,
        },
      })),
    },
    draw: drawn.length === 0 ? undefined : (frame) => drawDeviations(frame, drawn),
  });
}

function allWaiting({ antal, pvv, mov }: WaitTableRow): number {
  return antal + (deviationSum({ pvv, mov }) ?? 0);
}

function shareOf(row: WaitTableRow, part: "pvv" | "mov"): number {
  return (row[part] ?? 0) / allWaiting(row);
}

function drawDeviations(frame: Frame, drawn: readonly WaitTableRow[]): Element {
  const rows = drawn.map((row, index) => ({ row, key: `rad ${index + 1}` }));
  const marginLeft = 9 + Math.ceil(Math.max(0, ...drawn.map(({ name }) => textWidth(name, 13))));
  const marginRight = 58, inner = frame.width - marginLeft - marginRight;
  const end = Math.max(0, ...drawn.map(({ deviationShare }) => deviationShare ?? 0)) || 1;
  const pieces = rows.flatMap(({ row, key }) =>
    PARTS.map(({ key: part, tone, label }) => {
      const from = part === "pvv" ? 0 : shareOf(row, "pvv"), share = shareOf(row, part);
      const text = formatShare(share);
      return {
        key,
        tone,
        tip: `${row.name}, ${label}\n${formatCount(row[part])} av ${
          formatCount(allWaiting(row))
        } väntande, ${text}`,
        from,
        to: from + share,
        text: share / end * inner > textWidth(text, 12) + 6 ? text : "",
      };
    })
  );
  return chart(frame, {
    height: 8 + rows.length * 32,
    marginLeft,
    marginRight,
    marginTop: 4,
    marginBottom: 4,
    x: { domain: [0, end] },
    y: { domain: rows.map(({ key }) => key), paddingInner: 0, paddingOuter: 0 },
    marks: [
      Plot.barX(pieces, {
        x1: "from",
        x2: "to",
        y: "key",
        title: "tip",
        fill: ({ tone }) => colour(tone),
        insetTop: 4,
        insetBottom: 4,
        insetRight: 1,
      }),
      ...PARTS.map(({ tone }) =>
        Plot.text(pieces.filter((piece) => piece.tone === tone && piece.text !== ""), {
          x: ({ from, to }) => (from + to) / 2,
          y: "key",
          text: "text",
          fontSize: 12,
          fill: colour(`on-${tone}` satisfies ColourName),
        })
      ),
      Plot.ruleX([0], { stroke: colour("muted") }),
      Plot.text(rows, {
        y: "key",
        text: ({ row }) => row.name,
        frameAnchor: "left",
        textAnchor: "end",
        dx: -9,
        fill: colour("ink"),
      }),
      Plot.text(rows, {
        y: "key",
        text: ({ row }) => formatShare(row.deviationShare),
        frameAnchor: "right",
        textAnchor: "end",
        dx: marginRight - 1,
        fontWeight: 600,
        fontVariant: "tabular-nums",
        fill: colour("ink"),
      }),
    ],
  });
}
