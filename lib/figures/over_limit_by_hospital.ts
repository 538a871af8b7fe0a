import { rowName, type WaitTableRow } from "../indicators/wait_table.ts";
import { regionShortName } from "../reference/regions.ts";
import { drawBars } from "./_bars.ts";
import { isCompared, leastCompared } from "./_few.ts";
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
import {
  estimateText,
  HOSPITALS_UNTOLD,
  nobodyWaits,
  numberWord,
  shareHeadline,
  shortName,
  totalLabel,
} from "./_wording.ts";

/**
 * The share that has waited over the limit at each hospital, the largest first.
 *
 * Hospitals where fewer than {@linkcode FigureOptions.least} wait are drawn as outlines after the others and not compared in
 * the headline; hospitals where nobody waits are not drawn, nor are those of no stated hospital, who are no hospital.
 *
 * @param rows The table by hospital with its total, in any order.
 * @param options Month, limit, selection and missing regions.
 * @returns The figure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { overLimitByHospital, waitTable } from "vantelage";
 * const cell = (sjukhus: string, days: number) => ({ status: "vantande", avvikelse: null, region: "Region Dalarna",
 *   sjukhus, vardutbud: null, agarform: null, lo: days, hi: days, antal: 30 }) as const;
 * const rows = waitTable([cell("Falu lasarett", 91), cell("Mora lasarett", 10)], { by: "sjukhus", manad: "2024-04" });
 * assert.equal(overLimitByHospital(rows, { manad: "2024-04" }).headline,
 *   "Falu lasarett har störst andel över 90 dagar, Mora lasarett minst");
 * ```
 */
export function overLimitByHospital(rows: readonly WaitTableRow[], options: FigureOptions): Figure {
  const { limitDays = 90, missing } = options;
  const untold = rowName("sjukhus", null);
  const all = byShare(rows.filter((row) => !row.total)), sorted = all.filter(({ name }) => name !== untold);
  const compared = sorted.filter(({ antal }) => isCompared(antal, options));
  const few = sorted.filter(({ antal }) => !isCompared(antal, options));
  const total = rows.find((row) => row.total);
  const beyond = `över ${limitDays} dagar`;
  const open = rows.filter(({ total, over }) => !total && over.unplaced);
  const label = total?.overShare && !total.overShare.unplaced && sorted.length > 1
    ? totalLabel(total.name, missing)
    : null;
  const line = label && `${label.wide} ${estimateText(total?.overShare ?? null, "share")}`;
  return new Figure({
    kind: "overLimitByHospital",
    rows,
    options,
    headline: shareHeadline(namedShares(compared), formatShare, {
      of: beyond,
      plural: "sjukhus",
      all: "sjukhusen",
      left: open.length + (options.omitted ?? []).length,
      zero: all.some(({ over }) => over.value > 0)
        ? `Inget av sjukhusen som jämförs har ${
          mayBeOver(open) || mayBeOver(compared) ? "säkert " : ""
        }väntande ${beyond}`
        : `Inget sjukhus har ${mayBeOver(rows) ? "säkert " : ""}väntande ${beyond}`,
      nobody: all.length === 0 && open.length > 0
        ? openBandHeadline(beyond)
        : all.length === 0
        ? nobodyWaits(options, "Ingen väntar på något sjukhus")
        : sorted.length === 0
        ? HOSPITALS_UNTOLD
        : `På inget sjukhus väntar minst ${leastCompared(options)}, så inga jämförs`,
      alone: (name, text) => `${name}: ${text} av de väntande har väntat ${beyond}`,
    }),
    subtitle: figureSubtitle(`Andel väntande ${beyond}; antal i stapeln`, options, figureDefinition(options)),
    alt: `Liggande staplar: andel ${beyond} på ${
      sorted.length === 1 ? "ett" : numberWord(sorted.length)
    } sjukhus, ${shareSummary(namedShares(compared))}${line ? ` ${line}.` : ""}`,
    note: figureNote([
      few.length > 0
        ? `Konturer: färre än ${leastCompared(options)} väntande, för få för att jämföras.`
        : null,
      all.length > sorted.length && sorted.length > 0
        ? "Väntande utan angivet sjukhus står i tabellen, inte i diagrammet."
        : null,
      openBandNote(open, ({ over }) => over, beyond),
    ], options),
    table: overLimitTable(
      rows,
      options,
      [
        { key: "sjukhus", label: "Sjukhus", format: "text" },
        { key: "region", label: "Region", format: "text" },
      ],
      (row) => ({
        sjukhus: row.total ? shortName(row.name) : row.name,
        region: row.total ? "" : regionShortName(row.region ?? ""),
      }),
    ),
    draw: sorted.length === 0 ? undefined : (frame) =>
      drawBars(
        frame,
        [...compared, ...few].map((row) => ({
          name: row.name,
          place: regionShortName(row.region ?? ""),
          value: shareOf(row),
          text: estimateText(row.overShare, "share"),
          inside: estimateText(row.over, "count"),
          tip: overLimitTip(row.name, row, limitDays),
          hollow: !isCompared(row.antal, options),
          tone: row.over.value > 0 && formatShare(shareOf(row)) === formatShare(shareOf(compared[0] ?? row))
            ? "late"
            : "late-soft",
        })),
        label && total
          ? {
            reference: {
              value: shareOf(total),
              wide: line ?? "",
              narrow: `${label.narrow} ${estimateText(total.overShare, "share")}`,
            },
          }
          : {},
      ),
  });
}
