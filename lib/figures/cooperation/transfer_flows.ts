import * as Plot from "@observablehq/plot";
import { type Month, monthSpanName } from "../../calendar/month.ts";
import type { TransferMap } from "../../cooperation/transfer_map.ts";
import { chart, halo } from "../marks/_chart.ts";
import { Figure, type Frame } from "../marks/figure.ts";
import { formatCount } from "../marks/format.ts";
import { colour } from "../marks/palette.ts";
import { projected } from "../waiting/_region_projection.ts";
import { textWidth } from "../marks/_text_width.ts";
import { firstAlike, numberWord } from "../marks/_wording.ts";

/** Options for {@linkcode transferFlows}. */
export interface TransferFlowOptions {
  /** The first month. */
  readonly from: Month;
  /** The last month. */
  readonly to: Month;
  /** What is moved, in Swedish. @default {"Alla vårdutbud"} */
  readonly selection?: string;
}

/**
 * Who goes where, on a plain map of the towns with a hospital (flödeskarta). An arrow is as wide as it holds operations.
 *
 * @param map Towns and flows.
 * @param options The months and what is moved.
 * @returns The figure; without flows only its texts.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { transferFlows } from "vantelage";
 * const figure = transferFlows({ towns: [], flows: [] }, { from: "2024-05", to: "2024-10" });
 * assert.equal(figure.headline, "Inga operationer föreslås flytta");
 * ```
 */
export function transferFlows(map: TransferMap, options: TransferFlowOptions): Figure {
  const { from, to, selection = "Alla vårdutbud" } = options, { flows } = map;
  const total = flows.reduce((sum, { antal }) => sum + antal, 0);
  const receivers = new Set(flows.map(({ till }) => till)).size;
  return new Figure({
    rests: ["leveranser", "signaler", "avtal", "kopt_vard"],
    kind: "transferFlows",
    headline: flows.length === 0
      ? "Inga operationer föreslås flytta"
      : flows.length === 1
      ? `${formatCount(total)} operationer föreslås flytta från ${flows[0].fran} till ${flows[0].till}`
      : `${formatCount(total)} operationer föreslås flytta till ${numberWord(receivers)} mottagare${
        firstAlike(flows, ({ antal }) => formatCount(antal)).length > 1
          ? ""
          : `, flest från ${flows[0].fran} till ${flows[0].till}`
      }`,
    subtitle: `Antal operationer. ${selection}, ${monthSpanName(from, to)}`,
    alt: `Karta med pilar: ${
      flows.map(({ fran, till, antal }) => `${fran} till ${till} ${formatCount(antal)}`).join(", ") ||
      "inga flöden"
    }.`,
    note: "Pilarna är raka linjer mellan orter, inte vägar. Orternas lägen är ungefärliga.",
    table: {
      caption: "Operationer som föreslås flytta",
      columns: [
        { key: "fran", label: "Från", format: "text" },
        { key: "till", label: "Till", format: "text" },
        { key: "antal", label: "Operationer", unit: "antal", format: "count", bar: true },
        { key: "km", label: "Resväg", unit: "km", format: "count" },
        { key: "minuter", label: "Restid", unit: "minuter med bil", format: "count" },
      ],
      rows: flows.map(({ fran, till, antal, km, minuter }) => ({
        cells: { fran, till, antal, km, minuter },
      })),
    },
    draw: flows.length === 0 ? undefined : (frame) => drawFlows(frame, map),
  });
}

const MARGIN_KM = 22, SIZE = 12, LINE = 14;

function drawFlows(frame: Frame, { towns, flows }: TransferMap): Element {
  const points = towns.map((town) => ({ ...town, ...projected(town) }));
  const at = new Map(points.map((point) => [point.namn, point]));
  const used = new Set(flows.flatMap(({ franOrt, tillOrt }) => [franOrt, tillOrt]));
  const most = Math.max(...flows.map(({ antal }) => antal));
  const arrows = flows.flatMap(({ franOrt, tillOrt, antal }) => {
    const start = at.get(franOrt), end = at.get(tillOrt);
    return start && end ? [{ x1: start.x, y1: start.y, x2: end.x, y2: end.y, antal }] : [];
  });
  const span = (values: number[], after = 0) =>
    [Math.min(...values) - MARGIN_KM, Math.max(...values) + MARGIN_KM + after] as const;
  const narrow = frame.width < 680;
  // Names stand to the right of their towns.
  const x = span(points.map((point) => point.x), narrow ? 55 : 20), y = span(points.map((point) => point.y));
  return chart(frame, {
    height: Math.round(frame.width * (y[1] - y[0]) / (x[1] - x[0])),
    margin: 0,
    x: { domain: x },
    y: { domain: y },
    marks: [
      Plot.dot(points, { x: "x", y: "y", r: 2.5, fill: colour("n2") }),
      Plot.arrow(arrows, {
        x1: "x1",
        y1: "y1",
        x2: "x2",
        y2: "y2",
        bend: 18,
        inset: 6,
        headLength: narrow ? 7 : 9,
        stroke: colour("b2"),
        strokeWidth: ({ antal }: { antal: number }) => 1.5 + (narrow ? 3 : 5) * antal / most,
        strokeOpacity: 0.85,
      }),
      Plot.dot(points.filter(({ namn }) => used.has(namn)), { x: "x", y: "y", r: 4, fill: colour("ink") }),
      ...placedLabels(points.filter(({ namn }) => used.has(namn)), frame.width / (x[1] - x[0])).map((label) =>
        Plot.text([label], {
          x: "x",
          y: "y",
          text: "namn",
          textAnchor: label.side < 0 ? "end" : "start",
          dx: 8 * label.side,
          dy: label.dy,
          fontSize: SIZE,
          fontWeight: 600,
          fill: colour("ink"),
          ...halo(),
        })
      ),
    ],
  });
}

interface Label {
  readonly namn: string;
  readonly x: number;
  readonly y: number;
  /** To the right (1) or to the left (-1) of its town. */
  readonly side: 1 | -1;
  /** Pixels downwards. */
  readonly dy: number;
}

/** Each town's name beside it where it covers no other, the eastern ones first; to the right when nowhere is free. */
function placedLabels(towns: readonly { namn: string; x: number; y: number }[], scale: number): Label[] {
  const tried = [[1, 0], [-1, 0], [1, LINE - 2], [1, 2 - LINE], [-1, LINE - 2], [-1, 2 - LINE]] as const;
  const box = ({ namn, x, y, side, dy }: Label) => {
    const width = textWidth(namn, SIZE) + 8, left = x * scale + (side > 0 ? 0 : -width);
    return { left, right: left + width, middle: dy - y * scale };
  };
  const placed: Label[] = [];
  for (const town of towns.toSorted((a, b) => b.x - a.x)) {
    const candidates = tried.map(([side, dy]): Label => ({
      namn: town.namn,
      x: town.x,
      y: town.y,
      side,
      dy,
    }));
    const free = candidates.find((candidate) => {
      const own = box(candidate);
      return placed.map(box).every((other) =>
        own.right < other.left || other.right < own.left || Math.abs(own.middle - other.middle) >= LINE
      );
    });
    placed.push(free ?? candidates[0]);
  }
  return placed;
}
