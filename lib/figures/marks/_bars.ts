import * as Plot from "@observablehq/plot";
import { chart, halo } from "./_chart.ts";
import type { Frame } from "./figure.ts";
import { colour, type ColourName, type Tone } from "./palette.ts";
import { textWidth } from "./_text_width.ts";

/** A horizontal bar: a name, a value, its text at the right edge, and a smaller text in the bar. */
export interface Bar {
  readonly name: string;
  /** Where the name belongs, in muted letters after it. */
  readonly place?: string;
  readonly value: number;
  readonly text: string;
  readonly inside?: string;
  /** What the bar shows the reader who points at it. @default its name and text */
  readonly tip?: string;
  readonly tone: Tone;
  /** Drawn as an outline: a value on few contacts. */
  readonly hollow?: boolean;
}

/** How bars are drawn. */
export interface BarOptions {
  /** Values to compare with, each a dashed line with its name. */
  readonly references?: readonly { readonly value: number; readonly wide: string; readonly narrow: string }[];
}

const SIZE = 13, SMALL = 12, GAP = 9;

/**
 * Horizontal bars from zero in the order given. The values stand in a column to the right, where no line crosses; names
 * that would leave the bars too little room stand above them.
 */
export function drawBars(frame: Frame, bars: readonly Bar[], { references = [] }: BarOptions = {}): Element {
  const { width } = frame;
  const nameWidth = Math.max(0, ...bars.map(({ name }) => textWidth(name, SIZE)));
  const placeWidth = Math.max(0, ...bars.map(({ place = "" }) => textWidth(place, SMALL)));
  const beside = nameWidth + GAP + (placeWidth > 0 ? placeWidth + GAP : 0);
  const valueWidth = Math.ceil(Math.max(0, ...bars.map(({ text }) => textWidth(text, SIZE + 1))));
  const above = width - beside - valueWidth < width * 0.35;
  const marginLeft = above ? 1 : Math.ceil(beside);
  const marginRight = above ? 1 : 8 + valueWidth;
  const marginTop = 4 + 22 * Math.min(1, references.length) + 16 * Math.max(0, references.length - 1),
    step = above ? 42 : 32;
  const inner = width - marginLeft - marginRight;
  const end = Math.max(0, ...references.map(({ value }) => value), ...bars.map(({ value }) => value)) || 1;
  const pixels = (value: number) => inner * value / end;

  const rows = bars.map((bar, index) => {
    const held = pixels(bar.value) - 14, after = inner - pixels(bar.value) - 6;
    // What neither the bar nor the space after it has room for is left to the table, its later parts first.
    const inside = beginnings(bar.inside).find((text) => textWidth(text, SMALL) < Math.max(held, after));
    const full = bar.place ? `${bar.name}, ${bar.place}` : bar.name;
    const fits = textWidth(full, SMALL) < width - valueWidth - GAP;
    return {
      ...bar,
      key: `rad ${index + 1}`,
      label: above && fits ? full : above ? fitted(bar.name, width - valueWidth - GAP) : bar.name,
      inside,
      room: held > textWidth(inside ?? "", SMALL),
      ground: bar.hollow ? "paper" as const : bar.tone,
    };
  });
  const y = "key", barShift = above ? 5 : 0, labelShift = above ? -11 : 0;
  const inBar = rows.filter(({ inside, room }) => inside !== undefined && room);
  const afterBar = rows.filter(({ inside, room }) => inside !== undefined && !room);
  return chart(frame, {
    height: marginTop + step * rows.length + 4,
    marginLeft,
    marginRight,
    marginTop,
    marginBottom: 4,
    x: { domain: [0, end] },
    y: { domain: rows.map(({ key }) => key), paddingInner: 0, paddingOuter: 0 },
    marks: [
      Plot.barX(rows, {
        x: "value",
        y,
        title: ({ name, text, tip }) => tip ?? `${name}\n${text}`,
        fill: ({ hollow, tone }) => colour(hollow ? "paper" : tone),
        ...(bars.some(({ hollow }) => hollow)
          ? { stroke: ({ hollow, tone }: Bar) => hollow ? colour(tone) : "none" }
          : {}),
        insetTop: above ? 18 : 4,
        insetBottom: above ? 7 : 4,
      }),
      above ? null : Plot.ruleX([0], { stroke: colour("muted") }),
      ...references.map(({ value }, at) =>
        Plot.ruleX([value], {
          stroke: colour(at === 0 ? "ink" : "muted"),
          strokeDasharray: at === 0 ? "3 3" : "1 3",
          insetTop: -6 - 16 * at,
        })
      ),
      Plot.text(rows, {
        y,
        text: "label",
        frameAnchor: "left",
        textAnchor: above || placeWidth > 0 ? "start" : "end",
        dx: above ? 0 : placeWidth > 0 ? -marginLeft : -GAP,
        dy: labelShift,
        fontSize: above ? SMALL : SIZE,
        fill: colour("ink"),
        ...halo(),
      }),
      above || placeWidth === 0 ? null : Plot.text(rows, {
        y,
        text: "place",
        frameAnchor: "left",
        textAnchor: "start",
        dx: -placeWidth - GAP,
        fontSize: SMALL,
        fill: colour("muted"),
      }),
      ...[...new Set(inBar.map(({ ground }) => ground))].map((ground) =>
        Plot.text(inBar.filter((row) => row.ground === ground), {
          y,
          text: "inside",
          frameAnchor: "left",
          textAnchor: "start",
          dx: 7,
          dy: barShift,
          fontSize: SMALL,
          fill: colour(ground === "paper" ? "ink" : `on-${ground}` as ColourName),
          ...halo(ground),
        })
      ),
      Plot.text(afterBar, {
        x: "value",
        y,
        text: "inside",
        textAnchor: "start",
        dx: 6,
        dy: barShift,
        fontSize: SMALL,
        fill: colour("muted"),
        ...halo(),
      }),
      Plot.text(rows, {
        y,
        text: "text",
        frameAnchor: "right",
        textAnchor: "end",
        dx: marginRight - 1,
        dy: labelShift,
        fontWeight: 600,
        fontVariant: "tabular-nums",
        fill: colour("ink"),
        ...halo(),
      }),
      ...references.map((reference, line) =>
        referenceLabel(frame, reference, { at: marginLeft + pixels(reference.value), marginLeft, line })
      ),
    ],
  });
}

/** A text, and without its last parts, which semicolons part. */
function beginnings(text: string | undefined): string[] {
  const parts = text?.split("; ") ?? [];
  return parts.map((_, at) => parts.slice(0, parts.length - at).join("; "));
}

/** A name as far as there is room for it; the whole stands in the tip and the table. */
function fitted(name: string, room: number): string {
  let shown = name;
  while (shown.length > 1 && textWidth(shown, SMALL) > room) {
    shown = `${shown.slice(0, -2).toWellFormed().trimEnd()}…`;
  }
  return shown;
}

/** The name of a dashed line above it, moved so that it stays on the page; that of the next line above that of the first. */
function referenceLabel(
  { width }: Frame,
  { wide, narrow }: NonNullable<BarOptions["references"]>[number],
  { at, marginLeft, line }: { readonly at: number; readonly marginLeft: number; readonly line: number },
): Plot.Markish {
  const label = width === 680 ? wide : narrow;
  const half = textWidth(label, SMALL) / 2;
  const centre = Math.min(Math.max(at, half), width - half);
  return Plot.text([label], {
    frameAnchor: "top-left",
    textAnchor: "middle",
    dx: centre - marginLeft,
    dy: -22 - 16 * line,
    fontSize: SMALL,
    fill: colour("muted"),
    ...halo(),
  });
}
