import { DELIVERIES } from "../../reference/invented.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import * as Plot from "@observablehq/plot";
import type { StandardisedFunnel, StandardisedRow } from "../../analysis/variation/standardised_funnel.ts";
import type { Computed } from "../../numeric/mod.ts";
import { chart } from "../marks/_chart.ts";
import { Figure, type Frame } from "../marks/figure.ts";
import { figureDefinition, figureNote, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { lowerFirst } from "../../reference/sentence.ts";
import { formatCount, formatRate, formatShare } from "../marks/format.ts";
import { placesOf } from "./_ranking.ts";
import { namedRows } from "../marks/_named_rows.ts";
import { colour } from "../marks/palette.ts";
import { joinNames, shortName } from "../marks/_wording.ts";

/**
 * Which units' waits over the limit are more than their case mix explains (jämförelse med hänsyn till vårdutbud).
 *
 * A dot a unit: how many wait over the limit for each that would if every vårdutbud waited as it does everywhere. The
 * bars are the limits of 99.8 % for a unit of that size: by chance alone, and by chance and the spread of the others.
 * The headline says how many differ beyond chance and by how much; units that cannot be compared are named.
 *
 * @param funnel What {@linkcode standardisedFunnel} gave.
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
 * assert.equal(standardisedFigure(funnel, { manad: "2024-04" }).headline,
 *   "Med hänsyn till vad man väntar på skiljer sig ingen mer än slumpen");
 * ```
 */
export function standardisedFigure(funnel: Computed<StandardisedFunnel>, options: FigureOptions): Figure {
  const { limitDays = GUARANTEE_DAYS } = options, { rows, leftOut, overDispersion } = funnel.value ?? NOBODY;
  const units = rows.map((row) => ({ ...row, unit: shortName(row.unit) })).sort((a, b) => b.ratio - a.ratio);
  const places = placesOf(
    units.map(({ unit, ratio, standardError }) => ({ unit, value: ratio, standardError })),
    "rate2",
  );
  return new Figure({
    rests: DELIVERIES,
    kind: "standardisedFigure",
    headline: funnel.value === null ? funnel.reason : headlineOf(units, overDispersion),
    subtitle: figureSubtitle(
      `Antal väntande över ${limitDays} dagar, delat med det antal som enhetens blandning av vårdutbud ger överallt; ` +
        "fälten rymmer 99,8 % av lika enheter",
      options,
      figureDefinition(options),
    ),
    alt: `Punkter mot gränser. ${
      units.map(({ unit, ratio }) => `${unit} ${formatRate(ratio, 2)}.`).join(" ") || "Inget att jämföra."
    }`,
    note: figureNote([
      overDispersion === "none"
        ? "Enheterna är för få för att skatta hur mycket de brukar skilja sig, så fälten är slumpens."
        : "Mörkt fält: slumpen ensam. Ljust fält: slumpen och den spridning som de andra enheterna har.",
      ...[...Map.groupBy(leftOut, ({ reason }) => reason)].map(([reason, those]) =>
        `Kan inte jämföras: ${joinNames(those.map(({ unit }) => shortName(unit)))} (${lowerFirst(reason)}).`
      ),
      ...units.filter(({ unshared }) => unshared > 0).map(({ unit, unshared }) =>
        `${formatCount(unshared)} i ${unit} väntar på något som ingen annan har, och är inte med.`
      ),
      places.note,
      "Jämför varje enhet med 1: kvoterna väger vårdutbuden olika, så platserna är ungefärliga.",
    ], options),
    table: {
      caption: `Väntande över ${limitDays} dagar med hänsyn till vårdutbud`,
      remark: "kvot: väntande genom förväntade",
      columns: [
        { key: "enhet", label: "Enhet", format: "text" },
        { key: "vantande", label: `Över ${limitDays}`, unit: "antal", format: "count" },
        { key: "forvantade", label: "Förväntade", unit: "antal", format: "count" },
        { key: "kvot", label: "Kvot", format: "rate2" },
        { key: "fran", label: "Slumpen, från", unit: "99,8 %", format: "rate2" },
        { key: "till", label: "till", unit: "99,8 %", format: "rate2" },
        { key: "franvid", label: "Med spridning, från", unit: "99,8 %", format: "rate2" },
        { key: "tillvid", label: "till", unit: "99,8 %", format: "rate2" },
        { key: "justerad", label: "Justerad", unit: "andel", format: "share" },
        ...places.columns,
      ],
      rows: units.map(({ unit, observed, expected, ratio, outer, chance, standardised }) => ({
        cells: {
          enhet: unit,
          vantande: observed,
          forvantade: expected,
          kvot: ratio,
          fran: chance.outer.low,
          till: chance.outer.high,
          franvid: outer.low,
          tillvid: outer.high,
          justerad: standardised,
          ...places.cells(unit),
        },
      })),
    },
    draw: units.length === 0 ? undefined : (frame) => drawUnits(frame, units),
  });
}

const NOBODY = { rows: [], leftOut: [], overDispersion: "none" } as const;

function headlineOf(
  units: readonly StandardisedRow[],
  overDispersion: StandardisedFunnel["overDispersion"],
): string {
  const given = "Med hänsyn till vad man väntar på",
    beyond = units.filter(({ chanceSignal }) => chanceSignal?.strong);
  if (units.length === 1) return `Bara ${units[0].unit} kan räknas, så det finns inget att jämföra med`;
  if (beyond.length === 0) return `${given} skiljer sig ingen mer än slumpen`;
  const told = (side: "low" | "high") => {
    const those = beyond.filter(({ chanceSignal }) => chanceSignal?.side === side);
    return side === "low" ? those.toReversed() : those;
  };
  const apart = ({ unit, ratio }: StandardisedRow) => `${unit} (${formatShare(Math.abs(ratio - 1), 0)})`;
  const part = (side: "low" | "high", word: string) => {
    const those = told(side);
    return those.length === 0 ? [] : [`${word} länge i ${joinNames(those.map(apart))}`];
  };
  const wide = overDispersion === "none"
    ? []
    : units.filter(({ signal }) => signal?.strong).map(({ unit }) => unit);
  return `${given} väntar ${[...part("high", "fler"), ...part("low", "färre")].join(", ")} än slumpen ger${
    wide.length === 0 ? "" : `; utöver den vanliga spridningen ${joinNames(wide)}`
  }`;
}

function drawUnits(frame: Frame, units: readonly StandardisedRow[]): Element {
  const rows = units.map((row, index) => ({ ...row, key: `rad ${index + 1}` }));
  const ends = rows.flatMap((
    { ratio, outer, chance },
  ) => [ratio, outer.low, outer.high, chance.outer.low, chance.outer.high]);
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
        x1: ({ chance }) => chance.outer.low,
        x2: ({ chance }) => chance.outer.high,
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
        fill: ({ chanceSignal }) => colour(chanceSignal?.strong ? "late" : "n1"),
        stroke: colour("paper"),
      }),
    ],
  });
}
