import * as z from "zod";
import { type Month, monthName } from "../../calendar/mod.ts";
import type { Status } from "../../cube/cell.ts";
import type { Gap } from "../../cube/cover.ts";
import type { ComparedShare } from "../../indicators/compared_share.ts";
import { regionShortName } from "../../reference/regions.ts";
import { optionFields } from "./_option_fields.ts";
import { omittedNote } from "./_omitted.ts";
import { joinNames } from "./_wording.ts";

/** What every figure is given with its rows. */
export interface FigureOptions {
  /** The month measured. */
  readonly manad: Month;
  /** Whom the rows count. @default {"vantande"} */
  readonly status?: Status;
  /** The limit in whole days, as the rows were counted. @default {90} */
  readonly limitDays?: number;
  /** What the rows were chosen by, in Swedish. @default {"Alla vårdutbud, alla ägarformer"} */
  readonly selection?: string;
  /** Regions that have not delivered the month; the note names them. */
  readonly missing?: readonly string[];
  /** Regions that have delivered the month and are left out, and why; the note names them. */
  readonly omitted?: readonly Gap[];
  /** Who of the waiting were counted. @default {"exkl. PvV och MoV"} */
  readonly definition?: string;
  /** Whom the share operated in time is counted on. @default those whom the guarantee covers, without PvV */
  readonly covered?: string;
  /** Shares of others to compare with, drawn where they count what the figure counts; never summed. */
  readonly compared?: readonly ComparedShare[];
  /** A share of fewer contacts is not named as the largest or the smallest. @default {20} */
  readonly least?: number;
}

/** What every figure is given with its rows, checked. */
export const FigureOptions: z.ZodType<FigureOptions> = z.strictObject(optionFields);

/**
 * Who of the waiting a figure counts, in words.
 *
 * @param options The definition, where the rows were not counted as usual.
 * @returns The definition.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { figureDefinition } from "vantelage/figures";
 * assert.equal(figureDefinition({ manad: "2024-04" }), "exkl. PvV och MoV");
 * ```
 */
export function figureDefinition({ definition = "exkl. PvV och MoV" }: FigureOptions): string {
  return definition;
}

/**
 * The line under a headline: the measure, then what it was counted on.
 *
 * @param measure The measure with its unit and how to read it.
 * @param options Month and selection.
 * @param definition What is left out or in; `null` when the measure says it.
 * @param span The time in words. @default the month
 * @returns For example "Andel väntande över 90 dagar. Gråstarr, exkl. PvV och MoV, april 2024".
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { figureSubtitle } from "vantelage/figures";
 * assert.equal(figureSubtitle("Antal väntande", { manad: "2024-04", selection: "Gråstarr" }, "exkl. PvV och MoV"),
 *   "Antal väntande. Gråstarr, exkl. PvV och MoV, april 2024");
 * ```
 */
export function figureSubtitle(
  measure: string,
  options: FigureOptions,
  definition: string | null,
  span: string = monthName(options.manad),
): string {
  const { selection = "Alla vårdutbud, alla ägarformer" } = options;
  const counted = [selection, definition, span].filter((part) => part !== null).join(", ");
  return `${measure}. ${counted}`;
}

/**
 * The note of a figure: what is particular to it, then the regions that are missing.
 *
 * @param parts Sentences; those that are `null` or empty are left out.
 * @param options The regions without a delivery.
 * @returns The sentences, or `undefined` when there are none.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { figureNote } from "vantelage/figures";
 * assert.equal(figureNote([], { manad: "2024-04", missing: ["Region Dalarna"] }),
 *   "Dalarna har inte levererat april 2024 och ingår inte.");
 * assert.equal(figureNote([null], { manad: "2024-04" }), undefined);
 * ```
 */
export function figureNote(parts: readonly (string | null)[], options: FigureOptions): string | undefined {
  const { missing = [], omitted, manad } = options;
  const absent = missing.length === 0
    ? null
    : `${joinNames(missing.map(regionShortName))} har inte levererat ${monthName(manad)} och ingår inte.`;
  return [...parts, absent, omittedNote(omitted)].filter((part) => part !== null && part !== "").join(" ") ||
    undefined;
}
