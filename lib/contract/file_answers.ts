import { readBandLabel } from "./_band_label.ts";

/** What a person says of a file whose columns do not say it. */
export interface FileAnswers {
  /** The unit of bands that name none. */
  readonly unit?: "dag" | "vecka" | "manad";
  /** Bands by header, each as a label: `{ kort: "0-30", lang: "> 30" }`; days where the label names no unit. */
  readonly bands?: Readonly<Record<string, string>>;
  /** Headers of columns that are not to be read; "header=label" leaves out the rows of one band label. */
  readonly ignored?: readonly string[];
  /** Fields by name, each with the header of its column. */
  readonly columns?: Readonly<Record<string, string>>;
}

/**
 * Parts "header=band", as the option --band writes it. The header may hold an equals sign, as ">=366" does.
 *
 * @param text What was written.
 * @returns The header and the band's label; `null` where no part after an equals sign is a band.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { partBandAnswer } from "vantelage/contract";
 * assert.deepEqual(partBandAnswer("Grupp B=31-60"), ["Grupp B", "31-60"]);
 * assert.deepEqual(partBandAnswer("x=>=366"), ["x", ">=366"]);
 * ```
 */
export function partBandAnswer(text: string): readonly [header: string, label: string] | null {
  for (let at = text.indexOf("="); at > 0; at = text.indexOf("=", at + 1)) {
    const label = text.slice(at + 1);
    if (readBandLabel(label) !== null) return [text.slice(0, at), label];
  }
  return null;
}
