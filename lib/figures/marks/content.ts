import * as z from "zod";
import { FigureTable } from "./figure_table.ts";
import { refusedMarkup } from "./_markup.ts";
import type { Tone } from "./palette.ts";

/** A colour of a chart and what it stands for. */
export interface LegendItem {
  /** The colour. */
  readonly tone: Tone;
  /** What it stands for. */
  readonly label: string;
}

/** A figure as plain data: all that a page shows of it, its chart drawn. */
export interface FigureData {
  /** The name of the function that made it. */
  readonly kind: string;
  /** The finding, computed from the rows. */
  readonly headline: string;
  /** Measure, unit, selection, month, definition. */
  readonly subtitle: string;
  /** What the chart shows, for those who do not see it. */
  readonly alt: string;
  /** What is left out, rounded or missing. */
  readonly note?: string;
  /** The numbers drawn. */
  readonly table: FigureTable;
  /** What the colours stand for, where they are not named in the chart. */
  readonly legend?: { readonly label: string; readonly items: readonly LegendItem[] };
  /** The chart as SVG, for a page and for a telephone; left out when the table is the figure. */
  readonly chart?: FigureChart;
  /** The options it was made with, where a page or a check can draw it again by its kind. */
  readonly follows?: object;
  /** The kinds of data that it rests on ({@linkcode DataSource}); where one is invented it is marked. @default any */
  readonly rests?: readonly string[];
}

/** A chart as SVG, its ids named `figur-1`, `figur-2`…, which a page renames. */
export interface FigureChart {
  /** 680 pixels wide. */
  readonly wide: string;
  /** 345 pixels wide. */
  readonly narrow: string;
}

/** What names a figure: its kind and what it says. A figure names itself. */
export interface FigureReference {
  /** The name of the function that makes it. */
  readonly kind: string;
  /** Its finding. */
  readonly headline: string;
  /** Its measure, selection and month. */
  readonly subtitle: string;
}

/** Words of a panel that link to a figure where the page shows it, or to another page where there is one. */
export type PanelLink =
  & {
    /** The words. */
    readonly text: string;
  }
  & ({
    /** The figure. */
    readonly figure: FigureReference;
  } | {
    /** The notebook that the other page is made of, by its name: "42_forslag_om_produktionssamverkan". */
    readonly page: string;
    /** Whether it is an item of a list that is left out where there is no such page. @default {false} */
    readonly item?: true;
  });

/** A panel as plain data: all that a page shows of it. */
export interface PanelData {
  /** The name of the function that made it. */
  readonly kind: string;
  /** Its HTML, every text escaped, in pieces where it links to figures. */
  readonly html: readonly (string | PanelLink)[];
  /** The panel as lines. */
  readonly text: string;
  /** The sentence of it that an index shows. */
  readonly says?: string;
  /** The kinds of data that it rests on, as of a figure. @default any */
  readonly rests?: readonly string[];
}

const TONES = ["late", "late-soft", "b1", "b2", "b3", "b4", "b5", "n1", "n2"] as const;

/** Markup that a page accepts. */
function accepted<T>(markupOf: (value: T) => string, value: z.ZodType<T>): z.ZodType<T> {
  return value.check(({ value, issues }) => {
    const refused = refusedMarkup(markupOf(value));
    if (refused !== null) {
      issues.push({
        code: "custom",
        input: value,
        message: `sidan tar inte emot ${JSON.stringify(refused)}`,
      });
    }
  });
}

const chart = accepted(
  (svg) => svg,
  z.string().refine(
    (svg) => svg.startsWith("<svg ") && svg.indexOf("</svg>") === svg.length - "</svg>".length,
    "ett diagram ska vara ett svg-element",
  ),
);

/** A figure as plain data, checked: nothing in its chart runs, fetches or links. */
export const FigureData: z.ZodType<FigureData> = z.strictObject({
  kind: z.string(),
  headline: z.string(),
  subtitle: z.string(),
  alt: z.string(),
  note: z.string().optional(),
  table: FigureTable,
  legend: z.strictObject({
    label: z.string(),
    items: z.array(z.strictObject({ tone: z.enum(TONES), label: z.string() })),
  }).optional(),
  chart: z.strictObject({ wide: chart, narrow: chart }).optional(),
  follows: z.record(z.string(), z.unknown()).optional(),
  rests: z.array(z.string()).optional(),
});

/** A panel as plain data, checked: nothing in it runs, fetches, or links but to figures and pages of the report. */
export const PanelData: z.ZodType<PanelData> = z.strictObject({
  kind: z.string(),
  html: accepted(
    // No tag holds another: a link stands between tags alone.
    (pieces) => pieces.map((piece) => typeof piece === "string" ? piece : "<wbr>").join(""),
    z.array(z.union([
      z.string(),
      z.strictObject({
        text: z.string(),
        figure: z.strictObject({ kind: z.string(), headline: z.string(), subtitle: z.string() }),
      }),
      z.strictObject({ text: z.string(), page: z.string(), item: z.literal(true).optional() }),
    ])),
  ),
  text: z.string(),
  says: z.string().optional(),
  rests: z.array(z.string()).optional(),
});
