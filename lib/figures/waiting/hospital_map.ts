import { DELIVERIES } from "../../reference/invented.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import * as Plot from "@observablehq/plot";
import { monthName } from "../../calendar/mod.ts";
import type { Bounded } from "../../numeric/mod.ts";
import { rowName, type WaitTableRow } from "../../indicators/wait_table.ts";
import { hospitals } from "../../reference/hospitals.ts";
import { chart } from "../marks/_chart.ts";
import { Figure, type Frame } from "../marks/figure.ts";
import { faceOf } from "../marks/_face.ts";
import { figureNote, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { formatCount, formatShare } from "../marks/format.ts";
import { openBandNote, overLimitTable, shareOf } from "./_over_limit.ts";
import { colour, type Tone } from "../marks/palette.ts";
import { labels, placedLabels, regionMap } from "../marks/_region_map.ts";
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
  readonly lat: number;
  readonly lon: number;
  readonly over: number;
  readonly antal: number;
  /** Whether the number over the limit is an estimate. */
  readonly isAbout: boolean;
  readonly hospitals: readonly string[];
}

/**
 * Where those who have waited over the limit wait: a map of the regions with a circle for each town that has a hospital
 * (karta). The circle's area is their number, its colour the class of their share.
 *
 * Positions are those of `hospitals`, good to some kilometres; hospitals that are not among them are a row of the table.
 * Borders are SCB's ({@linkcode regionBorder}).
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
      "Orternas lägen är ungefärliga; sjukhus i samma ort är en cirkel. Namn som inte får plats står i tabellen. Länsgränser: SCB.",
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
      townRows(rows),
      { ...options, manad },
      [
        { key: "ort", label: "Ort", format: "text" },
        { key: "sjukhus", label: "Sjukhus", format: "text" },
      ],
      ({ name, total, hospitals }) => ({
        ort: total ? shortName(name) : name,
        sjukhus: total ? "" : hospitals,
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

/** Rows of hospitals as rows of towns; those at no known town are one row. */
function townRows(rows: readonly WaitTableRow[]): (WaitTableRow & { hospitals: string })[] {
  const townOf = ({ name, total }: WaitTableRow) => total ? name : positions.get(name)?.ort ?? UNKNOWN_TOWN;
  return [...Map.groupBy(rows, townOf)].map(([name, all]) => {
    const over = sumOf(all), antal = all.reduce((sum, row) => sum + row.antal, 0);
    return {
      ...all[0],
      name,
      antal,
      over,
      overShare: antal === 0 ? null : shareBounds(over, antal),
      hospitals: all.length > MOST_NAMES
        ? `${formatCount(all.length)} sjukhus`
        : all.map((row) => row.name).join(", "),
    };
  }).sort((a, b) => Number(a.name === UNKNOWN_TOWN) - Number(b.name === UNKNOWN_TOWN));
}

/** What hospitals without a known place stand under, and how many hospitals a row names. */
const UNKNOWN_TOWN = "Okänd ort", MOST_NAMES = 4;

/** A number as a share of another. */
function shareBounds({ value, low, high, ...more }: Bounded, of: number): Bounded {
  return { value: value / of, low: low / of, high: high === null ? null : high / of, ...more };
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
    region: all[0].hospital.region,
    lat: all[0].hospital.lat,
    lon: all[0].hospital.lon,
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
  const wide = frame.width === 680, largest = wide ? 26 : 17, size = wide ? 12.5 : 11.5;
  const map = regionMap(frame, [...new Set(towns.map(({ region }) => region))].sort());
  const most = Math.max(...towns.map(({ over }) => over), 1);
  const circles = towns.map((town) => ({
    ...town,
    ...map.at(town),
    r: Math.max(2.5, largest * Math.sqrt(town.over / most)),
    tone: toneOf(town),
    text: `${town.name} ${shareText(town)}`,
    tip: [`${town.name}: ${formatCount(town.over)} över ${limitDays} dagar, ${month}`, ...town.hospitals]
      .join("\n"),
  }));
  // The town with the least share is named before others, like the one with the most.
  const least = circles.toSorted((a, b) => a.over / a.antal - b.over / b.antal)[0];
  const named = placedLabels(
    [
      circles[0],
      ...circles.slice(1).toSorted((a, b) => Number(b === least) - Number(a === least)),
    ],
    size,
    frame.width,
  );
  return chart(frame, {
    height: map.height,
    margin: 0,
    // Circles and labels are placed in pixels.
    x: { type: "identity" },
    y: { type: "identity" },
    marks: [
      map.ground,
      map.names(named.taken),
      Plot.dot(circles, {
        x: "px",
        y: "py",
        r: { value: "r", scale: null },
        fill: ({ tone }) => colour(tone),
        stroke: colour("paper"),
        title: "tip",
      }),
      labels(named.labels, size),
    ],
  });
}
