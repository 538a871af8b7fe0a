import * as Plot from "@observablehq/plot";
import { type Month, monthSpanName } from "../../calendar/month.ts";
import type { TransferMap } from "../../cooperation/transfer_map.ts";
import { memberRegions } from "../../reference/regions.ts";
import { chart } from "../marks/_chart.ts";
import { Figure, type Frame } from "../marks/figure.ts";
import { formatCount } from "../marks/format.ts";
import { colour } from "../marks/palette.ts";
import { labels, placedLabels, regionMap } from "../marks/_region_map.ts";
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
 * Who goes where, on a map of the seven regions with the towns that have a hospital (flödeskarta). An arrow is as wide as it holds operations.
 *
 * @param map Towns and flows.
 * @param options The months and what is moved.
 * @returns The figure; without flows only its texts.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { transferFlows } from "vantelage/figures";
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
    note:
      "Pilarna visar från vilken ort till vilken, inte vägen. Orternas lägen är ungefärliga. Länsgränser: SCB.",
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

const SIZE = 12;

function drawFlows(frame: Frame, { towns, flows }: TransferMap): Element {
  const { at, ground, height, names } = regionMap(frame, memberRegions);
  const points = towns.map((town) => ({ ...town, ...at(town), text: town.namn, r: 4 }));
  const named = new Map(points.map((point) => [point.namn, point]));
  const used = new Set(flows.flatMap(({ franOrt, tillOrt }) => [franOrt, tillOrt]));
  const most = Math.max(...flows.map(({ antal }) => antal)), narrow = frame.width < 680;
  const arrows = flows.flatMap(({ fran, till, franOrt, tillOrt, antal }) => {
    const start = named.get(franOrt), end = named.get(tillOrt);
    if (!start || !end) return [];
    const tip = `${fran} till ${till}: ${formatCount(antal)} operationer`;
    return [{ x1: start.px, y1: start.py, x2: end.px, y2: end.py, antal, tip }];
  });
  const ends = points.filter(({ namn }) => used.has(namn)), placed = placedLabels(ends, SIZE, frame.width);
  return chart(frame, {
    height,
    margin: 0,
    x: { type: "identity" },
    y: { type: "identity" },
    marks: [
      ground,
      names(placed.taken),
      Plot.dot(points, { x: "px", y: "py", r: 2, fill: colour("n2") }),
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
        title: "tip",
      }),
      Plot.dot(ends, { x: "px", y: "py", r: 4, fill: colour("ink") }),
      labels(placed.labels, SIZE),
    ],
  });
}
