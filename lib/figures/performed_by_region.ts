import { monthName } from "../calendar/mod.ts";
import type { PerformedTableRow } from "../indicators/mod.ts";
import { regionShortName } from "../reference/regions.ts";
import { drawBars } from "./_bars.ts";
import { isCompared } from "./_few.ts";
import { Figure } from "./figure.ts";
import { figureNote, type FigureOptions, figureSubtitle } from "./figure_options.ts";
import { formatBounded, formatCount, formatShare } from "./format.ts";
import { shareSummary } from "./_over_limit.ts";
import { performedDefinition } from "../indicators/measures.ts";
import { nobodyOperated, performedColumns } from "./performed_table_figure.ts";
import { atPlaces, placeLabel } from "./_place.ts";
import {
  capitalise,
  estimateText,
  fewNote,
  joinNames,
  namedBounded,
  shareHeadline,
  shortName,
  totalLabel,
} from "./_wording.ts";

/**
 * The share operated within the limit in each region, the largest first, with the volume (genomförda inom 90 dagar).
 *
 * @param rows The table of performed operations by region with its total, in any order.
 * @param options Month, limit, selection and missing regions.
 * @returns The figure. A region without an operation that the guarantee covers has no share and is named in the note.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { performedByRegion, performedTable } from "vantelage";
 * const cell = (region: string, days: number) => ({ status: "genomforda", avvikelse: null, vardgaranti: true, region,
 *   sjukhus: null, vardutbud: null, agarform: null, lo: days, hi: days, antal: 20 }) as const;
 * const rows = performedTable([cell("Region Uppsala", 91), cell("Region Dalarna", 10)], { by: "region" });
 * assert.equal(performedByRegion(rows, { manad: "2024-04" }).headline,
 *   "Dalarna har störst andel opererade inom 90 dagar, Uppsala minst");
 * ```
 */
export function performedByRegion(rows: readonly PerformedTableRow[], options: FigureOptions): Figure {
  const { limitDays = 90, missing } = options;
  const regions = rows.filter((row) => !row.total).map((row) => ({
    ...row,
    name: regionShortName(row.name),
  }));
  const drawn = regions.flatMap(({ name, shareWithin, covered, volume }) =>
    shareWithin === null ? [] : [{ ...namedBounded(name, shareWithin, covered), share: shareWithin, volume }]
  ).sort((a, b) => b.value - a.value);
  const without = regions.filter(({ shareWithin }) => shareWithin === null).map(({ name }) => name);
  const top = drawn.find(({ of = 0 }) => isCompared(of, options)) ?? drawn[0];
  const within = `inom ${limitDays} dagar`;
  const total = rows.find((row) => row.total), all = total?.shareWithin ?? null;
  const reference = total && all !== null && drawn.length > 1
    ? {
      value: all.value,
      wide: `${totalLabel(total.name, missing).wide} ${estimateText(all, "share")}`,
      narrow: `${totalLabel(total.name, missing).narrow} ${estimateText(all, "share")}`,
    }
    : undefined;
  return new Figure({
    kind: "performedByRegion",
    rows,
    options,
    headline: shareHeadline(drawn, formatShare, {
      of: `opererade ${within}`,
      plural: "regioner",
      all: "regionerna",
      least: options.least,
      zero: `Ingen opererades ${within}`,
      nobody: regions.length === 0
        ? nobodyOperated(options)
        : "Ingen operation som omfattas av vårdgarantin är genomförd",
      alone: (_, text) =>
        `${
          capitalise(atPlaces(regions.filter(({ shareWithin }) => shareWithin !== null)))
        } opererades ${text} ${within}`,
    }),
    subtitle: figureSubtitle(
      `Andel genomförda ${within}; antal genomförda i stapeln`,
      options,
      performedDefinition,
    ),
    alt: `Liggande staplar: andel genomförda ${within} per ${placeLabel(regions).toLowerCase()}, ${
      drawn.length === 0 ? "men ingen andel finns." : shareSummary(drawn)
    }${reference ? ` ${reference.wide}.` : ""}`,
    note: figureNote([
      without.length > 0 ? `Ingen andel finns för ${joinNames(without)}.` : null,
      fewNote(drawn, options),
      "Antalet räknar alla genomförda.",
    ], options),
    table: {
      caption: `Genomförda ${within}, ${monthName(options.manad)}`,
      columns: performedColumns(placeLabel(regions), limitDays),
      rows: rows.map((row) => ({
        total: row.total,
        cells: {
          namn: shortName(row.name),
          antal: row.volume,
          omfattas: row.covered,
          andel: row.shareWithin,
          median: row.median,
          medel: row.mean,
        },
      })),
    },
    draw: drawn.length === 0 ? undefined : (frame) =>
      drawBars(
        frame,
        drawn.map(({ name, value, share, volume, of }) => ({
          name,
          value,
          text: estimateText(share, "share"),
          inside: formatCount(volume),
          tip: `${name}\n${formatBounded(share, "share")} ${within}, ${formatCount(volume)} genomförda`,
          tone: value > 0 && isCompared(of ?? 0, options) && formatShare(value) === formatShare(top.value)
            ? "b2"
            : "b1",
        })),
        { reference },
      ),
  });
}
