import * as Plot from "@observablehq/plot";
import type { ChartOptions } from "./_chart.ts";
import { valueTicks } from "./_month_axis.ts";
import { colour } from "./palette.ts";
import { textWidth } from "./_text_width.ts";

/** What {@linkcode namedRows} is given. */
export interface NamedRowsOptions {
  /** The least and the most of the scale below the rows. */
  readonly extent: readonly [number, number];
  /** How a value of the scale is written. */
  readonly text: (value: number) => string;
  /** What the scale measures. */
  readonly unit: string;
}

/** Rows with their names to the left, `key` distinguishing them, against a scale below: frame, and marks behind the data. */
export function namedRows(
  rows: readonly { readonly key: string; readonly name: string }[],
  { extent: [least, most], text, unit }: NamedRowsOptions,
): { frame: ChartOptions; marks: Plot.Markish[] } {
  const { ticks, domain } = valueTicks(least, most), small = { fontSize: 12, fill: colour("muted") };
  return {
    frame: {
      height: 30 * rows.length + 52,
      marginLeft: 12 + Math.ceil(Math.max(...rows.map(({ name }) => textWidth(name, 13)))),
      marginRight: 16,
      marginTop: 8,
      marginBottom: 44,
      x: { domain },
      y: { type: "band", domain: rows.map(({ key }) => key) },
    },
    marks: [
      Plot.ruleX(ticks, { stroke: colour("line") }),
      Plot.text(ticks, {
        x: (tick: number) => tick,
        text: (tick: number) => text(tick),
        frameAnchor: "bottom",
        dy: 15,
        ...small,
      }),
      Plot.text([unit], { frameAnchor: "bottom", dy: 32, ...small }),
      Plot.text(rows, {
        y: "key",
        text: "name",
        frameAnchor: "left",
        textAnchor: "end",
        dx: -9,
        fill: colour("ink"),
      }),
    ],
  };
}
