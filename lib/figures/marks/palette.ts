/** The name of a colour of the palette, as it stands in the stylesheet after `--`. */
export type ColourName =
  | "paper"
  | "wash"
  | "line"
  | "ink"
  | "muted"
  | "link"
  | "late"
  | "late-soft"
  | "b1"
  | "b2"
  | "b3"
  | "b4"
  | "b5"
  | "n1"
  | "n2"
  | "on-late"
  | "on-late-soft"
  | "on-b1"
  | "on-b2"
  | "on-b3"
  | "on-b4"
  | "on-b5"
  | "on-n1"
  | "on-n2";

/**
 * The colour of a mark. Colour means one thing: `b1`–`b3` (blues) wait inside the guarantee, `b4` and `b5` (oranges)
 * beyond it, `late` is the mark that the headline names and `late-soft` the others of its kind, `n1` and `n2`
 * (neutral) stand beside the guarantee. Each has its text colour, `on-…`.
 */
export type Tone = "late" | "late-soft" | "b1" | "b2" | "b3" | "b4" | "b5" | "n1" | "n2";

/** A set of colours, as "#rrggbb". */
export type Palette = Readonly<Record<ColourName, string>>;

/** The colours on a light ground. Text has at least 4.5:1 against it, marks 3:1. */
export const lightPalette: Palette = {
  paper: "#ffffff",
  wash: "#f3f6f9",
  line: "#dfe4ea",
  ink: "#18212b",
  muted: "#566270",
  link: "#0b5394",
  late: "#b4430a",
  "late-soft": "#cf8250",
  b1: "#6098cd",
  b2: "#3069a6",
  b3: "#143d6b",
  b4: "#d97a32",
  b5: "#842c05",
  n1: "#566270",
  n2: "#8894a1",
  "on-late": "#ffffff",
  "on-late-soft": "#18212b",
  "on-b1": "#18212b",
  "on-b2": "#ffffff",
  "on-b3": "#ffffff",
  "on-b4": "#18212b",
  "on-b5": "#ffffff",
  "on-n1": "#ffffff",
  "on-n2": "#18212b",
};

/** The colours on a dark ground, with the same contrasts. */
export const darkPalette: Palette = {
  paper: "#12181f",
  wash: "#1b242d",
  line: "#313b46",
  ink: "#e8edf2",
  muted: "#a3afbc",
  link: "#8fc1f0",
  late: "#f0914e",
  "late-soft": "#95592f",
  b1: "#5389bd",
  b2: "#8fbfe8",
  b3: "#d8e9f9",
  b4: "#d0722b",
  b5: "#f7cba8",
  n1: "#a3afbc",
  n2: "#6b7886",
  "on-late": "#12181f",
  "on-late-soft": "#ffffff",
  "on-b1": "#12181f",
  "on-b2": "#12181f",
  "on-b3": "#12181f",
  "on-b4": "#12181f",
  "on-b5": "#12181f",
  "on-n1": "#12181f",
  "on-n2": "#ffffff",
};

/** The colours of the five published bands, in their order. */
export const bandTones: readonly Tone[] = ["b1", "b2", "b3", "b4", "b5"];

/**
 * A colour of the palette as a chart writes it, so that it follows the reader's light or dark ground.
 *
 * @param name The colour's name.
 * @returns A CSS variable.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { colour } from "vantelage";
 * assert.equal(colour("late-soft"), "var(--late-soft)");
 * ```
 */
export function colour(name: ColourName): string {
  return `var(--${name})`;
}
