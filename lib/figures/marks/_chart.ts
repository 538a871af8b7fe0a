import * as Plot from "@observablehq/plot";
import type { Frame } from "./figure.ts";
import { colour, type ColourName } from "./palette.ts";

/** What a chart adds to the common frame. */
export type ChartOptions = Omit<Plot.PlotOptions, "document" | "width" | "className" | "style">;

/** A chart in the common frame: our font size, no axes unless asked for, Swedish in all that is drawn. */
export function chart({ width, document }: Frame, options: ChartOptions): Element {
  const drawn = Plot.plot({
    ...options,
    document,
    width,
    className: "plot",
    x: { axis: null, ...options.x },
    y: { axis: null, ...options.y },
  });
  drawn.setAttribute("font-size", "13");
  return drawn;
}

/** A halo of the ground behind a text, where a line may cross it. */
export function halo(ground: ColourName = "paper"): Plot.TextOptions {
  return { stroke: colour(ground), strokeWidth: 4, strokeLinejoin: "round", paintOrder: "stroke" };
}

/** Lines across the chart at these values, each with its text to the left of it. */
export function leftScale(ticks: readonly number[], text: (tick: number) => string): Plot.Markish[] {
  return [
    Plot.ruleY(ticks, { stroke: colour("line") }),
    Plot.text(ticks, {
      y: (tick: number) => tick,
      text: (tick: number) => text(tick),
      frameAnchor: "left",
      textAnchor: "end",
      dx: -6,
      fontSize: 12,
      fill: colour("muted"),
    }),
  ];
}
