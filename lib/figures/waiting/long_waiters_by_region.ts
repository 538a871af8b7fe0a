import { DELIVERIES } from "../../reference/invented.ts";
import { monthName } from "../../calendar/mod.ts";
import type { WaitTableRow } from "../../indicators/mod.ts";
import { ratio } from "../../indicators/waiting.ts";
import type { Bounded } from "../../numeric/mod.ts";
import { regionShortName } from "../../reference/regions.ts";
import { drawBars } from "../marks/_bars.ts";
import { Figure } from "../marks/figure.ts";
import { faceOf } from "../marks/_face.ts";
import { figureNote, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { formatBounded, formatCount } from "../marks/format.ts";
import { openBandHeadline, openBandNote } from "./_over_limit.ts";
import { atPlaces, placeLabel } from "../marks/_place.ts";
import {
  aboutText,
  capitalise,
  estimateText,
  extremes,
  joinNames,
  namedBounded,
  numberWord,
  shortName,
  someNames,
} from "../marks/_wording.ts";

/**
 * How many have waited over 365 days in each region, the most first (långväntare).
 *
 * @param rows The table by region with its total, in any order.
 * @param options Month, selection and missing regions. The limit is a year whatever `limitDays` says.
 * @returns The figure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { longWaitersByRegion, waitTable } from "vantelage";
 * const cell = (region: string, days: number) => ({ status: "vantande", avvikelse: null, region, sjukhus: null,
 *   vardutbud: null, agarform: null, lo: days, hi: days, antal: 1 }) as const;
 * const rows = waitTable([cell("Region Uppsala", 400), cell("Region Dalarna", 10)], { by: "region", manad: "2024-04" });
 * assert.equal(longWaitersByRegion(rows, { manad: "2024-04" }).headline,
 *   "Den enda som har väntat över ett år väntar i Uppsala");
 * ```
 */
export function longWaitersByRegion(rows: readonly WaitTableRow[], options: FigureOptions): Figure {
  const all = rows.filter((row) => !row.total && row.antal > 0)
    .map((row) => ({ ...row, name: regionShortName(row.name) }));
  const regions = all.filter(({ long }) => !long.unplaced).sort((a, b) => b.long.value - a.long.value);
  const most = formatCount(regions[0]?.long.value ?? 0), face = faceOf(options);
  return new Figure({
    rests: DELIVERIES,
    kind: "longWaitersByRegion",
    follows: options,
    headline: headlineOf(regions, options, all.length - regions.length),
    subtitle: figureSubtitle(
      `Antal ${face.contacts} ${face.after}över 365 dagar; andel av ${face.those} i stapeln`,
      options,
      face.definition,
    ),
    alt: `Liggande staplar: antal över 365 dagar per ${placeLabel(all).toLowerCase()}. ${
      regions.map(({ name, long }) => `${name} ${aboutText(long, "count")}`).join(", ") || face.nobody()
    }.`,
    note: figureNote([openBandNote(all, ({ long }) => long, face.howMany("över 365 dagar"))], options),
    table: {
      caption: `${capitalise(face.contacts)} ${face.after}över 365 dagar, ${monthName(options.manad)}`,
      remark: face.definition,
      columns: [
        { key: "region", label: placeLabel(all), format: "text" },
        { key: "over", label: "Över 365 dagar", unit: "antal", format: "count" },
        { key: "andel", label: "Över 365 dagar", unit: "andel", format: "share" },
        { key: "antal", label: capitalise(face.contacts), unit: "antal", format: "count" },
      ],
      rows: rows.map((row) => ({
        total: row.total,
        cells: {
          region: shortName(row.name),
          over: row.long,
          andel: longShare(row),
          antal: row.antal,
        },
      })),
    },
    draw: regions.length === 0 ? undefined : (frame) =>
      drawBars(
        frame,
        regions.map((row) => ({
          name: row.name,
          value: row.long.value,
          text: estimateText(row.long, "count"),
          inside: estimateText(longShare(row), "share"),
          tip: `${row.name}\n${formatBounded(row.long, "count")} över 365 dagar, ${
            formatBounded(longShare(row), "share")
          } av ${formatCount(row.antal)} ${face.contacts}`,
          tone: row.long.value > 0 && formatCount(row.long.value) === most ? "b5" : "late-soft",
        })),
      ),
  });
}

/** @param open How many regions' numbers are unknown. */
function headlineOf(rows: readonly WaitTableRow[], options: FigureOptions, open: number): string {
  const regions = rows.map((row) => namedBounded(row.name, row.long)),
    left = open + (options.omitted ?? []).length;
  const all = regions.reduce((sum, { value }) => sum + value, 0);
  const { have, among, are, nobody, howMany } = faceOf(options);
  const found = extremes(regions, formatCount);
  if (found === null) return open > 0 ? openBandHeadline(howMany("över ett år")) : nobody();
  const doubtful = regions.some(({ low, high }) => low !== high),
    about = doubtful ? "omkring " : "";
  if (all === 0) return `Ingen${among} ${have} ${doubtful || open > 0 ? "säkert " : ""}väntat över ett år`;
  if (regions.length === 1) {
    return `${capitalise(atPlaces(rows))} ${have} ${about}${found.topText}${among} väntat över ett år`;
  }
  if (
    !doubtful && left === 0 && found.top.length === 1 &&
    Math.max(...regions.map(({ value }) => value)) === all
  ) {
    const who = all === 1 ? "Den enda" : `Alla ${found.topText}`;
    return `${who} som ${have} väntat över ett år ${are} i ${found.top[0]}`;
  }
  if (found.equal) {
    const where = regions.length === 2 ? joinNames(found.top) : `de ${numberWord(regions.length)} regionerna`;
    const alike = doubtful ? "ungefär lika många" : "lika många";
    return `${
      capitalise(`i ${where}`)
    } ${have} ${alike}${among} väntat över ett år, ${about}${found.topText} i varje`;
  }
  const each = found.top.length > 1 ? " i varje" : "";
  if (left > 0) {
    return `Av ${numberWord(regions.length)} regioner som kan jämföras har ${
      someNames(found.top, "regioner")
    } flest${among} som ${have} väntat över ett år, ${about}${found.topText}${each}`;
  }
  return `Flest${among} ${have} ${found.certain ? "" : "troligen "}väntat över ett år i ${
    someNames(found.top, "regioner")
  }, ${about}${found.topText}${each} av alla ${formatCount(all)}`;
}

function longShare({ long, antal }: WaitTableRow): Bounded | null {
  return antal === 0 ? null : ratio(long, antal);
}
