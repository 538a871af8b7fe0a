/** Which charts other programs can draw themselves, and of which columns of their tables. */
import { cellAt, type Figure, type TableRow, type Tone } from "../figures/mod.ts";
import { shownNumber } from "./shown_number.ts";

/** How a chart's numbers lie in its table. */
export interface ChartShape {
  /** Bars that lie, bars of pieces, or lines over months or days. */
  readonly form: "bars" | "stack" | "lines";
  /** The column of the names. */
  readonly names: string;
  /** The columns of the numbers, each with its colour. */
  readonly values: Readonly<Record<string, Tone>>;
}

const BANDS: Readonly<Record<string, Tone>> = {
  band0: "b1",
  band1: "b2",
  band2: "b3",
  band3: "b4",
  band4: "b5",
};

const bars = (names: string, value: string): ChartShape => ({
  form: "bars",
  names,
  values: { [value]: "late" },
});

/** The charts by kind; any other is shown as a picture, also lines whose intervals or limits are what they say. */
export const CHART_SHAPES: Readonly<Record<string, ChartShape>> = {
  overLimitByRegion: bars("region", "andel"),
  overLimitByHospital: bars("namn", "andel"),
  longWaitersByRegion: bars("region", "over"),
  largestGroups: bars("vardutbud", "over"),
  performedByRegion: bars("region", "andel"),
  waitingByBandFigure: { form: "stack", names: "region", values: BANDS },
  deviationsByRegion: { form: "stack", names: "region", values: { pvv_andel: "n1", mov_andel: "n2" } },
  monthsWithYearBefore: { form: "lines", names: "manad", values: { varde: "late", aret_innan: "n2" } },
  queueBalance: { form: "lines", names: "manad", values: { beslut: "late", opererade: "b2" } },
  deferredDebt: { form: "lines", names: "manad", values: { skuld: "late" } },
  exitCurvesFigure: {
    form: "lines",
    names: "dagar",
    values: { operated: "b2", waiting: "late", withdrawn: "n2" },
  },
};

/** The numbers of a chart, as it is drawn by another program. */
export interface ChartNumbers {
  /** What it looks like. */
  readonly form: ChartShape["form"];
  /** The names. */
  readonly names: readonly string[];
  /** The series: a header, a colour and a number for each name, as the page rounds it; `null` where there is none. */
  readonly series: readonly {
    readonly name: string;
    readonly tone: Tone;
    readonly values: readonly (number | null)[];
  }[];
  /** The form of its numbers in a spreadsheet. */
  readonly format: string;
}

/** More bars than this are too thin to read. */
const MOST_BARS = 26;

/**
 * A chart's numbers.
 *
 * @param figure The figure.
 * @returns Its numbers; `null` when only the page can draw it, or a number is hidden or has no estimate.
 */
export function chartNumbers(figure: Figure): ChartNumbers | null {
  const { kind, table, hasChart } = figure;
  if (!hasChart || !Object.hasOwn(CHART_SHAPES, kind)) return null;
  const { form, names, values } = CHART_SHAPES[kind];
  const [first] = Object.keys(values);
  const rows = table.rows.filter(({ total }) => !total);
  if (form === "bars") rows.sort((a, b) => numberAt(b, first) - numberAt(a, first));
  const columns = Object.entries(values).flatMap(([key, tone]) => {
    const column = table.columns.find((column) => column.key === key);
    return column === undefined || column.format === "text"
      ? []
      : [{ ...column, tone, format: column.format }];
  });
  if (columns.length === 0 || rows.length === 0 || (form !== "lines" && rows.length > MOST_BARS)) return null;
  let isWhole = true;
  const series = columns.map(({ key, label, unit, tone, format }) => ({
    name: unit === undefined ? label : `${label} (${unit})`,
    tone,
    values: rows.map(({ cells }) => {
      const value = cellAt(cells, key);
      if ((typeof value === "string" && value !== "") || (typeof value === "object" && value?.unplaced)) {
        isWhole = false;
      }
      const number = typeof value === "object" ? value?.value ?? null : value;
      return typeof number === "number" ? shownNumber(number, format).value : null;
    }),
  }));
  const text = (value: unknown) => String(value ?? "");
  return isWhole
    ? {
      ...{ form, series, format: shownNumber(1, columns[0].format).format },
      names: rows.map(({ cells }) => text(cellAt(cells, names))),
    }
    : null;
}

/** A number of a row, for its order. */
function numberAt({ cells }: TableRow, key: string): number {
  const value = cellAt(cells, key);
  return typeof value === "object" ? value?.value ?? -1 : Number(value);
}
