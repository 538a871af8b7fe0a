import { type MeasuredUnit, type RankedUnit, rankUnits } from "../../analysis/variation/ranked_units.ts";
import type { TableColumn } from "../marks/figure_table.ts";
import { formatShare, type NumberFormat } from "../marks/format.ts";
import { joinNames } from "../marks/_wording.ts";

/** How many are "the highest"; with no more units than that there is no question. */
const TOP = 3;

/** Below this probability a unit is not named as perhaps among the highest. */
const LEAST = 0.1;

/** The places of a figure's units, with their uncertainty. */
export interface Places {
  /** The columns they add to its table; none with too few units. */
  readonly columns: readonly TableColumn[];
  /** The cells of a unit. */
  readonly cells: (unit: string) => Readonly<Record<string, string | number | null>>;
  /** Who is among the highest, with what probability; `null` with too few units. */
  readonly note: string | null;
}

/** Ranks the units of a figure, where there are enough of them. */
export function placesOf(measured: readonly MeasuredUnit[], format: NumberFormat): Places {
  const able = measured.filter(({ standardError }) => standardError > 0);
  if (able.length <= TOP) return { columns: [], cells: () => ({}), note: null };
  const { units } = rankUnits(able, { top: TOP }), of = new Map(units.map((each) => [each.unit, each]));
  const likely = units.filter(({ topProbability }) => topProbability >= LEAST)
    .sort((a, b) => b.topProbability - a.topProbability);
  return {
    columns: [
      { key: "utjamnad", label: "Utjämnad", format },
      { key: "plats", label: "Plats", unit: "95 %", format: "text" },
      { key: "hogst", label: "Bland de tre högsta", unit: "sannolikhet", format: "share" },
    ],
    cells: (unit) => {
      const found = of.get(unit);
      return {
        utjamnad: found?.shrunken ?? null,
        plats: found === undefined ? "okänd" : placeText(found),
        hogst: found?.topProbability ?? null,
      };
    },
    note: `Bland de tre högsta är ${
      joinNames(likely.slice(0, 6).map(({ unit, topProbability }) => `${unit} (${chance(topProbability)})`))
    }, om det som är slump räknas bort.`,
  };
}

function placeText({ rankFrom, rankTo }: RankedUnit): string {
  return rankFrom === rankTo ? `${rankFrom}` : `${rankFrom}–${rankTo}`;
}

function chance(probability: number): string {
  return probability > 0.99 ? "så gott som säkert" : `${formatShare(probability, 0)} sannolikhet`;
}
