import { DELIVERIES } from "../../reference/invented.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import * as Plot from "@observablehq/plot";
import { monthName } from "../../calendar/mod.ts";
import type { Bounded } from "../../numeric/mod.ts";
import { rowName, type WaitTableRow } from "../../indicators/wait_table.ts";
import { hospitals } from "../../reference/hospitals.ts";
import { regionShortName } from "../../reference/regions.ts";
import { chart, halo } from "../marks/_chart.ts";
import { Figure, type Frame } from "../marks/figure.ts";
import { faceOf } from "../marks/_face.ts";
import { figureNote, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { formatCount, formatShare } from "../marks/format.ts";
import { openBandNote, overLimitTable, shareOf } from "./_over_limit.ts";
import { colour, type Tone } from "../marks/palette.ts";
import { projected } from "./_region_projection.ts";
import { textWidth } from "../marks/_text_width.ts";
import {
  aboutText,
  capitalise,
  extremes,
  HOSPITALS_UNTOLD,
  shortName,
  someNames,
  staysFirst,
} from "../marks/_wording.ts";

/** The classes of shares over the limit, from the least; a town's circle has the colour of its class. */
const CLASSES: readonly { readonly from: number; readonly tone: Tone; readonly label: string }[] = [
  { from: 0, tone: "b1", label: "under 25 %" },
  { from: 0.25, tone: "b4", label: "25–39 %" },
  { from: 0.4, tone: "b5", label: "40 % eller mer" },
];

/** A town with its hospitals together. */
interface Town {
  readonly name: string;
  readonly region: string;
  readonly x: number;
  readonly y: number;
  readonly over: number;
  readonly antal: number;
  /** Whether the number over the limit is an estimate. */
  readonly isAbout: boolean;
  readonly hospitals: readonly string[];
}

/**
 * Where those who have waited over the limit wait: a map-like figure with a circle for each town that has a hospital
 * (karta). The circle's area is their number, its colour the class of their share.
 *
 * Positions are those of `hospitals`, good to some kilometres; a hospital that is not among them stands in the table.
 *
 * @param rows The table by hospital with its total, in any order.
 * @param options Month, limit, selection and missing regions.
 * @returns The figure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { hospitalMap, waitTable } from "vantelage";
 * const cell = (sjukhus: string, antal: number) => ({ status: "vantande", avvikelse: null, region: "Region Dalarna",
 *   sjukhus, vardutbud: null, agarform: null, lo: 91, hi: 91, antal }) as const;
 * const rows = waitTable([cell("Falu lasarett", 30), cell("Mora lasarett", 10)], { by: "sjukhus", manad: "2024-04" });
 * assert.equal(hospitalMap(rows, { manad: "2024-04" }).headline, "Flest över 90 dagar väntar i Falun, 30 av alla 40");
 * ```
 */
export function hospitalMap(rows: readonly WaitTableRow[], options: FigureOptions): Figure {
  const { limitDays = GUARANTEE_DAYS, manad } = options;
  const face = faceOf(options), beyond = `${face.after}över ${limitDays} dagar`;
  const towns = townsOf(rows);
  const unplaced = rows.filter(({ name, total }) => !total && !positions.has(name));
  const unknown = unplaced.filter(({ name }) => name !== rowName("sjukhus", null)).length;
  const named = towns.map(({ name, over }) => ({ name, value: over }));
  const placed = rows.filter(({ name, total }) => !total && positions.has(name));
  const doubtful = placed.some(({ over: { low, high } }) => low !== high);
  const elsewhere = unplaced.reduce((sum, { over }) => sum + over.value, 0);
  // Those at no known town could make another town the first.
  const isAmong = !staysFirst(named, unplaced.reduce((sum, { over }) => sum + (over.high ?? Infinity), 0)) &&
    unplaced.some(({ over }) => over.high !== 0);
  const all = rows.filter(({ total }) => !total).reduce((sum, { over }) => sum + over.value, 0);
  const most = extremes(named, formatCount);
  return new Figure({
    rests: DELIVERIES,
    kind: "hospitalMap",
    follows: options,
    headline: towns.length === 0 && all > 0
      ? unknown > 0 ? "Sjukhusens orter är inte kända" : HOSPITALS_UNTOLD
      : most === null || all === elsewhere
      ? `Ingen${face.among} ${face.have} ${
        doubtful ? "säkert " : ""
      }väntat över ${limitDays} dagar på något sjukhus på kartan`
      : `${isAmong ? "Av orterna på kartan har" : `Flest ${beyond} ${face.are}`} ${
        doubtful ? "troligen " : ""
      }${isAmong ? "" : "i "}${someNames(most.top, "orter")}${isAmong ? ` flest ${beyond}` : ""}, ${
        doubtful ? "omkring " : ""
      }${most.topText}${most.top.length > 1 ? " i varje" : ""} av alla ${formatCount(all)}`,
    subtitle: figureSubtitle(
      `Cirkelns yta: antal ${face.contacts} ${beyond}; färg och procenttal: deras andel av ${face.those}`,
      options,
      face.definition,
    ),
    alt: `Karta med en cirkel per ort, ${beyond}: ${
      towns.map((town) =>
        `${town.name} ${doubtful ? "omkring " : ""}${formatCount(town.over)} (${shareText(town)})`
      )
        .join(", ") ||
      "inga orter"
    }.`,
    note: figureNote([
      "Orternas lägen är ungefärliga; sjukhus i samma ort är en cirkel. Namn som inte får plats står i tabellen.",
      openBandNote(
        rows.filter(({ total }) => !total),
        ({ over }) => over,
        face.howMany(`över ${limitDays} dagar`),
      ),
      elsewhere > 0
        ? `${capitalise(aboutText(sumOf(unplaced), "count"))} ${beyond} ${face.are} där ingen ort är känd.`
        : null,
      unknown > 0 ? `Utan känt läge och inte på kartan: ${formatCount(unknown)} sjukhus.` : null,
    ], options),
    legend: {
      label: `Andel ${beyond}`,
      items: CLASSES.map(({ tone, label }) => ({ tone, label })),
    },
    table: overLimitTable(
      rows,
      { ...options, manad },
      [
        { key: "sjukhus", label: "Sjukhus", format: "text" },
        { key: "ort", label: "Ort", format: "text" },
      ],
      (row) => ({
        sjukhus: row.total ? shortName(row.name) : row.name,
        ort: positions.get(row.name)?.ort ?? "",
      }),
    ),
    draw: towns.length === 0 ? undefined : (frame) => drawTowns(frame, towns, limitDays, monthName(manad)),
  });
}

/** Several counts together, with their bounds. */
function sumOf(rows: readonly WaitTableRow[]): Bounded {
  const all = rows.map(({ over }) => over),
    add = (of: (over: Bounded) => number) => all.reduce((sum, over) => sum + of(over), 0);
  return {
    value: add(({ value }) => value),
    low: add(({ low }) => low),
    high: all.some(({ high }) => high === null) ? null : add(({ high }) => high ?? 0),
    ...all.some(({ unplaced }) => unplaced) && { unplaced: true },
  };
}

const positions = new Map(hospitals.map((hospital) => [hospital.namn, hospital]));

/** The towns where somebody waits, those with the most over the limit first. */
function townsOf(rows: readonly WaitTableRow[]): Town[] {
  const placed = rows.flatMap((row) => {
    const hospital = positions.get(row.name);
    return row.total || !hospital || row.antal === 0 || row.over.unplaced ? [] : [{ row, hospital }];
  });
  return [...Map.groupBy(placed, ({ hospital }) => hospital.ort)].map(([name, all]) => ({
    name,
    region: regionShortName(all[0].hospital.region),
    ...projected(all[0].hospital),
    over: all.reduce((sum, { row }) => sum + row.over.value, 0),
    antal: all.reduce((sum, { row }) => sum + row.antal, 0),
    isAbout: all.some(({ row: { over } }) => over.low !== over.high),
    hospitals: all.map(({ row }) =>
      `${row.name}: ${formatCount(row.over.value)}, ${formatShare(shareOf(row), 0)}`
    ),
  })).sort((a, b) => b.over - a.over);
}

/** A town's share, "≈" where its number is an estimate. */
function shareText({ over, antal, isAbout }: Town): string {
  return `${isAbout ? "≈\u00a0" : ""}${formatShare(over / antal, 0)}`;
}

/** By the share as it is written, so that "40 %" has one colour. */
function toneOf({ over, antal }: Town): Tone {
  const written = Math.round(100 * over / antal) / 100;
  return (CLASSES.findLast(({ from }) => written >= from) ?? CLASSES[0]).tone;
}

function drawTowns(frame: Frame, towns: readonly Town[], limitDays: number, month: string): Element {
  const { width } = frame, wide = width === 680;
  const height = wide ? 560 : 400, largest = wide ? 26 : 17, size = wide ? 12.5 : 11.5, edge = largest + 8;
  const spread = (values: readonly number[]) => ({ from: Math.min(...values), to: Math.max(...values) });
  const x = spread(towns.map((town) => town.x)), y = spread(towns.map((town) => town.y));
  // One scale both ways, and never closer than ten kilometres to the screen's edge for a town alone.
  const perPixel = Math.max(
    (x.to - x.from) / (width - 2 * edge - (wide ? 150 : 60)),
    (y.to - y.from) / (height - 2 * edge),
    0.1,
  );
  const most = Math.max(...towns.map(({ over }) => over), 1);
  const middle = (x.from + x.to) / 2;
  const circles = towns.map((town) => ({
    ...town,
    px: Math.round(width / 2 + (town.x - middle) / perPixel - (wide ? 40 : 20)),
    py: Math.round(edge + (y.to - town.y) / perPixel),
    r: Math.max(2.5, largest * Math.sqrt(town.over / most)),
    tone: toneOf(town),
    tip: [`${town.name}: ${formatCount(town.over)} över ${limitDays} dagar, ${month}`, ...town.hospitals]
      .join("\n"),
  }));
  const labels = placedLabels(circles, size, width);
  return chart(frame, {
    height: Math.ceil(Math.max(...circles.map(({ py, r }) => py + r))) + 16,
    margin: 0,
    // Circles and labels are placed in pixels.
    x: { type: "identity" },
    y: { type: "identity" },
    marks: [
      Plot.hull(circles, {
        x: "px",
        y: "py",
        z: "region",
        fill: colour("wash"),
        stroke: colour("wash"),
        strokeWidth: wide ? 46 : 30,
        strokeLinejoin: "round",
      }),
      Plot.dot(circles, {
        x: "px",
        y: "py",
        r: { value: "r", scale: null },
        fill: ({ tone }) => colour(tone),
        stroke: colour("paper"),
        title: "tip",
      }),
      Plot.text(labels, {
        x: "px",
        y: "py",
        text: "text",
        textAnchor: "start",
        fontSize: size,
        fill: colour("ink"),
        ...halo(),
      }),
    ],
  });
}

interface Circle extends Town {
  readonly px: number;
  readonly py: number;
  readonly r: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A label for each circle beside, above or below it, where it covers neither a circle nor another label. */
function placedLabels(
  circles: readonly Circle[],
  size: number,
  width: number,
): { text: string; px: number; py: number }[] {
  const taken: Box[] = circles.map(({ px, py, r }) => ({
    left: px - r,
    right: px + r,
    top: py - r,
    bottom: py + r,
  }));
  return circles.flatMap((circle) => {
    const text = `${circle.name} ${shareText(circle)}`, { px, py, r } = circle;
    const length = textWidth(text, size), half = size * 0.65;
    const places = [
      { px: px + r + 4, py },
      { px: px - r - 4 - length, py },
      { px: px - length / 2, py: py + r + half + 1 },
      { px: px - length / 2, py: py - r - half - 1 },
    ].map((place) => ({
      place,
      box: { left: place.px, right: place.px + length, top: place.py - half, bottom: place.py + half },
    }));
    const free = places.find(({ box }) =>
      box.left >= 0 && box.right <= width && box.top >= 0 && !taken.some((other) => overlap(box, other))
    );
    if (!free) return [];
    taken.push(free.box);
    return [{ text, ...free.place }];
  });
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
