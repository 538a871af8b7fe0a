import type { WaitTableRow } from "../indicators/mod.ts";
import { regionShortName } from "../reference/regions.ts";
import { drawBars } from "./_bars.ts";
import { isCompared } from "./_few.ts";
import { Figure } from "./figure.ts";
import { figureDefinition, figureNote, type FigureOptions, figureSubtitle } from "./figure_options.ts";
import { formatShare } from "./format.ts";
import {
  byShare,
  mayBeOver,
  namedShares,
  openBandHeadline,
  openBandNote,
  overLimitTable,
  overLimitTip,
  shareOf,
  shareSummary,
} from "./_over_limit.ts";
import { atPlaces, placeLabel } from "./_place.ts";
import {
  aboutText,
  capitalise,
  estimateText,
  fewNote,
  nobodyWaits,
  shareHeadline,
  shortName,
  totalLabel,
} from "./_wording.ts";

/**
 * The share that has waited over the limit in each region, the largest first (andel väntande över 90 dagar).
 *
 * One bar a region, with the count in it; a dashed line for all together. A region where nobody waits has no share
 * and is named in the note.
 *
 * @param rows The table by region with its total, in any order.
 * @param options Month, limit, selection and missing regions.
 * @returns The figure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { overLimitByRegion, waitTable } from "vantelage";
 * const cell = (region: string, days: number) => ({ status: "vantande", avvikelse: null, region, sjukhus: null,
 *   vardutbud: null, agarform: null, lo: days, hi: days, antal: 20 }) as const;
 * const rows = waitTable([cell("Region Uppsala", 91), cell("Region Dalarna", 10)], { by: "region", manad: "2024-04" });
 * assert.equal(overLimitByRegion(rows, { manad: "2024-04" }).headline,
 *   "Uppsala har störst andel över 90 dagar, Dalarna minst");
 * ```
 */
export function overLimitByRegion(rows: readonly WaitTableRow[], options: FigureOptions): Figure {
  const { limitDays = 90, missing } = options;
  const regions = rows.filter(({ total }) => !total).map((row) => ({
    ...row,
    name: regionShortName(row.name),
  }));
  const drawn = byShare(regions);
  const shares = namedShares(drawn), total = rows.find((row) => row.total);
  const beyond = `över ${limitDays} dagar`;
  const empty = regions.filter(({ overShare }) => overShare === null), place = placeLabel(regions);
  const headline = shareHeadline(shares, formatShare, {
    of: beyond,
    plural: "regioner",
    all: "regionerna",
    least: options.least,
    left: regions.length - drawn.length - empty.length + (options.omitted ?? []).length,
    zero: `Ingen har ${mayBeOver(regions) ? "säkert " : ""}väntat ${beyond}`,
    nobody: regions.length > empty.length ? openBandHeadline(beyond) : nobodyWaits(options),
    alone: (_, text) => `${capitalise(atPlaces(drawn))} har ${text} av de väntande väntat ${beyond}`,
  });
  const top = drawn.find(({ antal }) => isCompared(antal, options)) ?? drawn[0];
  const isFirst = (row: WaitTableRow) =>
    row.over.value > 0 && (row.name === top.name ||
      isCompared(row.antal, options) && formatShare(shareOf(row)) === formatShare(shareOf(top)));
  const label = total && totalLabel(total.name, missing);
  const compared = total?.overShare && !total.overShare.unplaced && drawn.length > 1;
  return new Figure({
    kind: "overLimitByRegion",
    rows,
    options,
    headline,
    subtitle: figureSubtitle(`Andel väntande ${beyond}; antal i stapeln`, options, figureDefinition(options)),
    alt: `Liggande staplar: andel ${beyond} per ${place.toLowerCase()}, ${shareSummary(shares)}${
      compared && label ? ` ${label.wide} ${aboutText(total.overShare, "share")}.` : ""
    }`,
    note: figureNote([
      empty.length > 0 ? `Ingen väntar ${atPlaces(empty)}.` : null,
      fewNote(shares, options),
      openBandNote(regions, ({ over }) => over, beyond),
    ], options),
    table: overLimitTable(rows, options, [{ key: "region", label: place, format: "text" }], (row) => ({
      region: shortName(row.name),
    })),
    draw: drawn.length === 0 ? undefined : (frame) =>
      drawBars(
        frame,
        drawn.map((row) => ({
          name: row.name,
          value: shareOf(row),
          text: estimateText(row.overShare, "share"),
          inside: estimateText(row.over, "count"),
          tip: overLimitTip(row.name, row, limitDays),
          tone: isFirst(row) ? "late" : "late-soft",
        })),
        {
          reference: compared && label
            ? {
              value: shareOf(total),
              wide: `${label.wide} ${estimateText(total.overShare, "share")}`,
              narrow: `${label.narrow} ${estimateText(total.overShare, "share")}`,
            }
            : undefined,
        },
      ),
  });
}
