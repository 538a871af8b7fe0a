import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import * as Plot from "@observablehq/plot";
import type { StandardisedRow } from "../../analysis/variation/standardised_funnel.ts";
import { chart } from "../marks/_chart.ts";
import { Figure, type Frame } from "../marks/figure.ts";
import { figureDefinition, figureNote, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { formatRate } from "../marks/format.ts";
import { namedRows } from "../marks/_named_rows.ts";
import { colour } from "../marks/palette.ts";
import { joinNames, shortName } from "../marks/_wording.ts";

/**
 * Which units' waits over the limit are more than their case mix explains (jämförelse med hänsyn till vårdutbud).
 *
 * A dot a unit: how many wait over the limit for each that would if every vårdutbud waited as it does everywhere. The
 * bars are the limits for a unit of that size. From the rows of {@linkcode standardisedFunnel}.
 *
 * @param rows The units, in any order.
 * @param options Month, limit, selection and missing regions.
 * @returns The figure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { standardisedFigure, standardisedFunnel } from "vantelage";
 * const group = (unit: string, short: number, long: number) => ({ unit, kind: "knä",
 *   cells: [{ lo: 50, hi: 50, antal: short }, { lo: 200, hi: 200, antal: long }] });
 * const funnel = standardisedFunnel([group("A", 80, 20), group("B", 80, 20)], { measure: { overDays: 90 } });
 * assert.equal(standardisedFigure(funnel.value!.rows, { manad: "2024-04" }).headline,
 *   "Med hänsyn till vad man väntar på ligger alla innanför de yttre gränserna");
 * ```
 */
export function standardisedFigure(rows: readonly StandardisedRow[], options: FigureOptions): Figure {
  const { limitDays = GUARANTEE_DAYS } = options;
  const units = rows.map((row) => ({ ...row, unit: shortName(row.unit) })).sort((a, b) => b.ratio - a.ratio);
  return new Figure({
    kind: "standardisedFigure",
    headline: headlineOf(units),
    subtitle: figureSubtitle(
      `Antal väntande över ${limitDays} dagar, delat med det antal som enhetens blandning av vårdutbud ger överallt; ` +
        "grå fält: gränser för 95 och 99,8 % av lika enheter",
      options,
      figureDefinition(options),
    ),
    alt: `Punkter mot gränser. ${
      units.map(({ unit, ratio }) => `${unit} ${formatRate(ratio, 2)}.`).join(" ") || "Inget att jämföra."
    }`,
    note: figureNote(["Jämför varje enhet med 1, inte enheterna med varandra."], options),
    table: {
      caption: `Väntande över ${limitDays} dagar med hänsyn till vårdutbud`,
      remark: "kvot: väntande genom förväntade",
      columns: [
        { key: "enhet", label: "Enhet", format: "text" },
        { key: "vantande", label: `Över ${limitDays}`, unit: "antal", format: "count" },
        { key: "forvantade", label: "Förväntade", unit: "antal", format: "count" },
        { key: "kvot", label: "Kvot", format: "rate2" },
        { key: "fran", label: "Nedre", unit: "99,8 %", format: "rate2" },
        { key: "till", label: "Övre", unit: "99,8 %", format: "rate2" },
        { key: "justerad", label: "Justerad", unit: "andel", format: "share" },
      ],
      rows: units.map(({ unit, observed, expected, ratio, outer, standardised }) => ({
        cells: {
          enhet: unit,
          vantande: observed,
          forvantade: expected,
          kvot: ratio,
          fran: outer.low,
          till: outer.high,
          justerad: standardised,
        },
      })),
    },
    draw: units.length === 0 ? undefined : (frame) => drawUnits(frame, units),
  });
}

function headlineOf(units: readonly StandardisedRow[]): string {
  const beyond = (side: "low" | "high") =>
    joinNames(units.filter(({ signal }) => signal?.strong && signal.side === side).map(({ unit }) => unit));
  const high = beyond("high"), low = beyond("low"), given = "Med hänsyn till vad man väntar på";
  if (units.length === 0) return "Ingen enhet kan jämföras";
  if (high === "" && low === "") {
    return units.length === 1
      ? `Bara ${units[0].unit} kan räknas, så det finns inget att jämföra med`
      : `${given} ligger alla innanför de yttre gränserna`;
  }
  if (low === "") return `${given} väntar fler länge i ${high} än i de andra`;
  if (high === "") return `${given} väntar färre länge i ${low} än i de andra`;
  return `${given} väntar fler länge i ${high}, färre i ${low}`;
}

function drawUnits(frame: Frame, units: readonly StandardisedRow[]): Element {
  const rows = units.map((row, index) => ({ ...row, key: `rad ${index + 1}` }));
  const ends = rows.flatMap(({ ratio, outer }) => [ratio, outer.low, outer.high]);
  const named = namedRows(rows.map(({ key, unit }) => ({ key, name: unit })), {
    extent: [Math.min(1, ...ends), Math.max(1, ...ends)],
    text: formatRate,
    unit: "kvot; 1 är som överallt",
  });
  return chart(frame, {
    ...named.frame,
    marks: [
      ...named.marks,
      Plot.barX(rows, {
        x1: ({ outer }) => outer.low,
        x2: ({ outer }) => outer.high,
        y: "key",
        fill: colour("line"),
        insetTop: 8,
        insetBottom: 8,
      }),
      Plot.barX(rows, {
        x1: ({ inner }) => inner.low,
        x2: ({ inner }) => inner.high,
        y: "key",
        fill: colour("n2"),
        fillOpacity: 0.5,
        insetTop: 8,
        insetBottom: 8,
      }),
      Plot.ruleX([1], { stroke: colour("ink") }),
      Plot.dot(rows, {
        x: "ratio",
        y: "key",
        r: 5,
        fill: ({ signal }) => colour(signal?.strong ? "late" : "n1"),
        stroke: colour("paper"),
      }),
    ],
  });
}
