import { DELIVERIES } from "../../reference/invented.ts";
import { bandNames, GUARANTEE_DAYS, PUBLISHED_BANDS } from "../../indicators/limits.ts";
import * as Plot from "@observablehq/plot";
import { monthName } from "../../calendar/mod.ts";
import type { WaitTableRow } from "../../indicators/mod.ts";
import { ratio } from "../../indicators/waiting.ts";
import { regionShortName } from "../../reference/regions.ts";
import { chart, halo } from "../marks/_chart.ts";
import { isCompared } from "../marks/_few.ts";
import { Figure, type Frame } from "../marks/figure.ts";
import { type Face, faceOf } from "../marks/_face.ts";
import { figureNote, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { formatBounded, formatCount, formatShare } from "../marks/format.ts";
import { byShare, openBandHeadline, openBandNote } from "./_over_limit.ts";
import { atPlaces, placeLabel } from "../marks/_place.ts";
import { bandTones, colour, type ColourName, type Tone } from "../marks/palette.ts";
import { textWidth } from "../marks/_text_width.ts";
import {
  capitalise,
  extremes,
  inDoubt,
  mayBeSome,
  namedBounded,
  numberWord,
  shortName,
  someNames,
  tooFew,
} from "../marks/_wording.ts";

/** The published bands, as legends and headers name them. */
export const bandLabels: readonly string[] = bandNames();

/** How many of them lie within the guarantee. */
const INSIDE = PUBLISHED_BANDS.filter(({ hi }) => hi !== null && hi <= GUARANTEE_DAYS).length;

/**
 * How long those who wait have waited in each region, as shares hung on the guarantee's limit.
 *
 * The bands are the published ones, so the limit is day 90 whatever `limitDays` says. Regions with the largest share
 * beyond it come first; a region where nobody waits is not drawn.
 *
 * @param rows The table by region with its total, in any order.
 * @param options Month, selection and missing regions.
 * @returns The figure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { waitingByBandFigure, waitTable } from "vantelage";
 * const cell = (region: string, days: number) => ({ status: "vantande", avvikelse: null, region, sjukhus: null,
 *   vardutbud: null, agarform: null, lo: days, hi: days, antal: 20 }) as const;
 * const rows = waitTable([cell("Region Uppsala", 400), cell("Region Dalarna", 10)], { by: "region", manad: "2024-04" });
 * assert.equal(waitingByBandFigure(rows, { manad: "2024-04" }).headline,
 *   "I Uppsala har 100,0\u00a0% väntat över ett år, i Dalarna ingen");
 * ```
 */
export function waitingByBandFigure(rows: readonly WaitTableRow[], options: FigureOptions): Figure {
  const regions = rows.filter(({ total }) => !total).map((row) => ({
    ...row,
    name: regionShortName(row.name),
  }));
  const face = faceOf(options),
    placed = regions.filter(({ bands }) => !bands.some(({ unplaced }) => unplaced));
  const drawn = byShare(placed);
  return new Figure({
    rests: DELIVERIES,
    kind: "waitingByBandFigure",
    follows: options,
    headline: drawn.length === 0 && placed.length < regions.length
      ? openBandHeadline(face.howMany("över ett år"))
      : headlineOf(drawn, options, placed.length < regions.length),
    subtitle: figureSubtitle(
      `Andel av ${face.those} (%) efter väntetid i dagar, delad vid vårdgarantins gräns`,
      options,
      face.definition,
    ),
    alt: `Liggande staplar delade vid 90 dagar, en per ${placeLabel(regions).toLowerCase()}. ${
      drawn.map((row) =>
        `${row.name}: ${
          bandLabels.map((label, band) => `${label} dagar ${formatShare(shareIn(row, band), 0)}`).join(", ")
        }.`
      ).join(" ")
    }`,
    note: figureNote([
      "Andelar som inte får plats i sin stapel står i tabellen.",
      openBandNote(regions, ({ bands }) => bands[bands.length - 1], face.howMany("över 365 dagar")),
    ], options),
    legend: {
      label: "Väntetid i dagar",
      items: bandLabels.map((label, band) => ({ tone: bandTones[band], label: `${label} dagar` })),
    },
    table: {
      caption: `Andel av ${face.those} efter väntetid, ${monthName(options.manad)}`,
      remark: face.definition,
      columns: [
        { key: "region", label: placeLabel(regions), format: "text" },
        ...bandLabels.map((label, band) => ({
          key: `band${band}`,
          label,
          unit: "dagar",
          format: "share" as const,
        })),
        { key: "antal", label: capitalise(face.contacts), unit: "antal", format: "count" },
      ],
      rows: rows.map((row) => ({
        total: row.total,
        cells: {
          region: shortName(row.name),
          ...Object.fromEntries(row.bands.map((band, index) => [
            `band${index}`,
            row.antal === 0 ? null : ratio(band, row.antal),
          ])),
          antal: row.antal,
        },
      })),
    },
    draw: drawn.length === 0 ? undefined : (frame) => drawBands(frame, drawn, face),
  });
}

function shareIn(row: WaitTableRow, band: number): number {
  return row.antal === 0 ? 0 : row.bands[band].value / row.antal;
}

/** @param isPartial Whether some region's number is unknown. */
function headlineOf(all: readonly WaitTableRow[], options: FigureOptions, isPartial: boolean): string {
  const drawn = all.length === 1 ? all : all.filter(({ antal }) => isCompared(antal, options));
  const long = drawn.map((row) => ratio(row.bands[INSIDE + 1], row.antal));
  const named = drawn.map((row, index) => namedBounded(row.name, long[index]));
  const found = extremes(named, formatShare);
  const { have, among, nobody } = faceOf(options);
  if (all.length === 0) return nobody();
  const bounded = all.map((row) => row.bands[INSIDE + 1]);
  if (bounded.every(({ value }) => value === 0)) {
    return `Ingen${among} ${have} ${
      isPartial || bounded.some(({ high }) => high !== 0) ? "säkert " : ""
    }väntat över ett år`;
  }
  if (found === null) return tooFew("över ett år", options);
  const isNobody = found.bottom.every((name) => !mayBeSome(named.find((each) => each.name === name)!));
  const about = long.some((share) => inDoubt(share, "share")) ? "omkring " : "";
  if (found.equal && drawn.length > 2) {
    return `I de ${numberWord(drawn.length)} ${
      drawn.length < all.length ? "regioner som kan jämföras" : "regionerna"
    } ${have} lika stor andel${among}, ${about}${found.topText}, väntat över ett år`;
  }
  if (found.equal) {
    return `${capitalise(atPlaces(drawn))} ${have} ${about}${found.topText}${among} väntat över ett år`;
  }
  return `${
    capitalise(`i ${someNames(found.top, "regioner")}`)
  } ${have} ${about}${found.topText}${among} väntat över ett år, i ` +
    `${someNames(found.bottom, "regioner")} ${isNobody ? "ingen" : `${about}${found.bottomText}`}`;
}

function drawBands(frame: Frame, drawn: readonly WaitTableRow[], { contacts }: Face): Element {
  const { width } = frame, wide = width === 680;
  const marginLeft = 9 + Math.ceil(Math.max(0, ...drawn.map(({ name }) => textWidth(name, 13))));
  const marginRight = 14, inner = width - marginLeft - marginRight;
  const within = "← inom 90 dagar", beyond = "över 90 dagar →";
  const side = (text: string) => textWidth(text, 12) + 8;
  const reach = (bands: readonly number[]) =>
    Math.max(0.001, ...drawn.map((row) => bands.reduce((sum, band) => sum + shareIn(row, band), 0)));
  // Each side gets what its longest bar needs, and at least what its name needs.
  const [left, right] = [reach([0, 1, 2]), reach([3, 4])];
  const leftPixels = Math.min(Math.max(inner * left / (left + right), side(within)), inner - side(beyond));
  const scale = Math.min(leftPixels / left, (inner - leftPixels) / right);
  const domain = [-leftPixels / scale, (inner - leftPixels) / scale];

  const pieces = drawn.flatMap((row, index) => {
    const ends = bandLabels.map((_, band) =>
      bandLabels.slice(0, band + 1).reduce((sum, _, before) => sum + shareIn(row, before), 0)
    );
    const limit = ends[INSIDE - 1];
    return ends.map((end, band) => {
      const share = shareIn(row, band);
      const text = formatShare(share, 0).replace(/\D/g, "");
      return {
        key: `rad ${index + 1}`,
        from: end - share - limit,
        to: end - limit,
        tone: bandTones[band],
        tip: `${row.name}, ${bandLabels[band]} dagar\n${formatBounded(row.bands[band], "count")} av ${
          formatCount(row.antal)
        } ${contacts}, ${formatBounded(ratio(row.bands[band], row.antal), "share")}`,
        text: share * scale > textWidth(text, 11.5) + 4 ? text : "",
      };
    });
  });
  const names = drawn.map(({ name }, index) => ({ key: `rad ${index + 1}`, name }));
  const ticks = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1]
    .filter((tick) => tick >= domain[0] && tick <= domain[1] && (wide || Number.isInteger(tick * 2)));
  const inPieces = (tone: Tone) => pieces.filter((piece) => piece.tone === tone && piece.text !== "");
  return chart(frame, {
    height: 44 + drawn.length * 31,
    marginLeft,
    marginRight,
    marginTop: 22,
    marginBottom: 22,
    x: { domain },
    y: { domain: names.map(({ key }) => key), paddingInner: 0, paddingOuter: 0 },
    marks: [
      Plot.ruleX(ticks, { stroke: colour("line") }),
      Plot.barX(pieces, {
        x1: "from",
        x2: "to",
        y: "key",
        title: "tip",
        fill: ({ tone }) => colour(tone),
        insetTop: 4,
        insetBottom: 4,
        insetLeft: 0.5,
        insetRight: 0.5,
      }),
      ...bandTones.map((tone) =>
        Plot.text(inPieces(tone), {
          x: ({ from, to }) => (from + to) / 2,
          y: "key",
          text: "text",
          fontSize: 11.5,
          fontVariant: "tabular-nums",
          fill: colour(`on-${tone}` as ColourName),
        })
      ),
      Plot.ruleX([0], { stroke: colour("ink"), strokeWidth: 1.5, insetTop: -4 }),
      Plot.text(names, {
        y: "key",
        text: "name",
        frameAnchor: "left",
        textAnchor: "end",
        dx: -9,
        fill: colour("ink"),
      }),
      Plot.text(ticks, {
        x: (tick: number) => tick,
        text: (tick: number) => formatShare(Math.abs(tick), 0),
        frameAnchor: "bottom",
        dy: 16,
        fontSize: 12,
        fill: colour("muted"),
      }),
      Plot.text([within], {
        x: [0],
        frameAnchor: "top",
        textAnchor: "end",
        dx: -8,
        dy: -15,
        fontSize: 12,
        fill: colour("muted"),
        ...halo(),
      }),
      Plot.text([beyond], {
        x: [0],
        frameAnchor: "top",
        textAnchor: "start",
        dx: 8,
        dy: -15,
        fontSize: 12,
        fill: colour("muted"),
        ...halo(),
      }),
    ],
  });
}
