import { DELIVERIES } from "../../reference/invented.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import * as z from "zod";
import { monthName } from "../../calendar/mod.ts";
import { rowName, type WaitTableRow } from "../../indicators/wait_table.ts";
import { offeringWords } from "../../reference/offering_words.ts";
import { drawBars } from "../marks/_bars.ts";
import { Figure } from "../marks/figure.ts";
import { type Face, faceOf } from "../marks/_face.ts";
import { figureDefinition, figureNote, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { includingDefinition } from "../marks/_definition.ts";
import { openBandHeadline } from "./_over_limit.ts";
import { optionFields } from "../marks/_option_fields.ts";
import { formatBounded, formatCount } from "../marks/format.ts";
import {
  aboutText,
  capitalise,
  estimateText,
  firstAlike,
  joinNames,
  numberWord,
  someNames,
} from "../marks/_wording.ts";

/** Options for {@linkcode largestGroups}. */
export interface LargestGroupsOptions extends FigureOptions {
  /** How many groups to draw. @default {10} */
  readonly top?: number;
  /** The groups to draw strongly. @default the largest */
  readonly highlight?: readonly string[];
}

/** Options for {@linkcode largestGroups}, checked. */
export const LargestGroupsOptions: z.ZodType<LargestGroupsOptions> = z.strictObject({
  ...optionFields,
  top: z.int().positive().optional(),
  highlight: z.array(z.string()).optional(),
});

/**
 * The patient groups with the most who have waited over the limit, PvV and MoV among them (största patientgrupperna).
 *
 * @param given The table by vårdutbud with its total, in any order. Groups with nobody over the limit are not drawn.
 * @param options How many groups, which to draw strongly, month, limit, selection and missing regions.
 * @returns The figure; its table ends with the other groups together and the total.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { largestGroups, waitTable } from "vantelage";
 * const cell = (vardutbud: string, antal: number) => ({ status: "vantande", avvikelse: null, region: "Region Uppsala",
 *   sjukhus: null, vardutbud, agarform: null, lo: 100, hi: 100, antal }) as const;
 * const rows = waitTable([cell("Gråstarr", 9), cell("Gallsten", 4)], { by: "vardutbud", manad: "2024-04" });
 * assert.equal(largestGroups(rows, { manad: "2024-04" }).headline,
 *   "Grå starr är den största gruppen över 90 dagar, gallsten den näst största");
 * ```
 */
export function largestGroups(given: readonly WaitTableRow[], options: LargestGroupsOptions): Figure {
  const { limitDays = GUARANTEE_DAYS, top = 10, highlight } = options;
  const face = faceOf(options), beyond = `${face.after}över ${limitDays} dagar`;
  const { rows, definition } = groupsOver(given, options),
    isOpen = ({ overIncluding }: WaitTableRow) => overIncluding.unplaced;
  const groups = rows.filter((row) => !row.total && row.overIncluding.value > 0 && !isOpen(row))
    .sort((a, b) => b.overIncluding.value - a.overIncluding.value);
  const drawn = groups.slice(0, top), others = groups.slice(top);
  const total = rows.find((row) => row.total);
  const strong = new Set(highlight ?? firstTied(drawn).map(({ name }) => name));
  const sum = (of: readonly WaitTableRow[]) => of.reduce((sum, row) => sum + row.overIncluding.value, 0);
  const named = drawn.filter(({ name }) => strong.has(name)).map(({ name }) => offeringWords(name));
  return new Figure({
    rests: DELIVERIES,
    kind: "largestGroups",
    follows: options,
    headline: drawn.length === 0 && rows.some(isOpen)
      ? openBandHeadline(face.howMany(`över ${limitDays} dagar`))
      : headlineOf(drawn, rows.filter((row) => !row.total), beyond, face),
    subtitle: figureSubtitle(
      `Antal ${face.contacts} ${beyond}, de största grupperna`,
      options,
      definition,
    ),
    alt: `Liggande staplar: antal ${beyond} per vårdutbud. ${
      drawn.map(({ name, overIncluding }) => `${name} ${aboutText(overIncluding, "count")}`).join(", ") ||
      "Ingen grupp har någon"
    }.`,
    note: figureNote([
      highlight && named.length > 0 ? `Mörkare: ${joinNames(named)}.` : null,
      others.length > 0
        ? `Utanför bilden: ${numberWord(others.length)} ${
          others.length === 1 ? "grupp" : "grupper"
        } med tillsammans ${formatCount(sum(others))}.`
        : null,
    ], options),
    table: {
      caption: `${capitalise(face.contacts)} ${beyond} efter vårdutbud, ${monthName(options.manad)}`,
      remark: definition,
      columns: [
        { key: "vardutbud", label: "Vårdutbud", format: "text" },
        { key: "over", label: `Över ${limitDays} dagar`, unit: "antal", format: "count", bar: false },
      ],
      rows: [
        ...drawn.map(({ name, overIncluding }) => ({ cells: { vardutbud: name, over: overIncluding } })),
        ...(others.length > 0 ? [{ cells: { vardutbud: "Övriga grupper", over: sum(others) } }] : []),
        ...(total
          ? [{ total: true, cells: { vardutbud: "Alla vårdutbud", over: total.overIncluding } }]
          : []),
      ],
    },
    draw: drawn.length === 0 ? undefined : (frame) =>
      drawBars(
        frame,
        drawn.map(({ name, overIncluding }) => ({
          name,
          value: overIncluding.value,
          text: estimateText(overIncluding, "count"),
          tip: `${name}\n${formatBounded(overIncluding, "count")} ${beyond}, ${definition}`,
          tone: strong.has(name) ? "late" : "late-soft",
        })),
      ),
  });
}

/**
 * The groups over the limit as they are known: PvV and MoV among them, or without them where the deliveries do not say how long they
 * have waited.
 */
export function groupsOver(
  rows: readonly WaitTableRow[],
  options: FigureOptions,
): { rows: readonly WaitTableRow[]; definition: string } {
  if (options.status === "genomforda") return { rows, definition: faceOf(options).definition };
  const isUntimed = rows.some(({ overIncluding, over }) => overIncluding.unplaced && !over.unplaced);
  return isUntimed
    ? {
      rows: rows.map((row) => ({ ...row, overIncluding: row.over })),
      definition: figureDefinition(options),
    }
    : { rows, definition: includingDefinition(options) };
}

/** The rows that share the first place, as the reader sees the numbers. */
function firstTied(sorted: readonly WaitTableRow[]): WaitTableRow[] {
  return firstAlike(sorted, ({ overIncluding }) => formatCount(overIncluding.value));
}

function headlineOf(
  all: readonly WaitTableRow[],
  rows: readonly WaitTableRow[],
  beyond: string,
  { have, among, contacts, after }: Face,
): string {
  const whom = after === "" ? `${contacts} ` : "";
  const doubtful = rows.some(({ overIncluding: { low, high } }) => low !== high);
  if (all.length === 0) {
    return `Ingen${among} ${have} ${doubtful ? "säkert " : ""}väntat ${beyond.replace(/^.*(?=över)/, "")}`;
  }
  // Those of no stated vårdutbud are drawn, and are no group that a headline could name.
  const sorted = all.filter(({ name }) => name !== rowName("vardutbud", null));
  if (sorted.length === 0) return `Vårdutbud anges inte för ${whom}${beyond}`;
  const first = firstTied(sorted), rest = sorted.slice(first.length);
  const names = (rows: readonly WaitTableRow[]) =>
    someNames(rows.map(({ name }) => offeringWords(name)), "grupper");
  if (sorted.length === 1) {
    return `${capitalise(offeringWords(sorted[0].name))} är den enda ${doubtful ? "kända " : ""}${
      all.length === 1 ? "gruppen" : "angivna gruppen"
    } med ${whom}${beyond}`;
  }
  if (first.length > 1) {
    return `${capitalise(names(first))} har ${doubtful ? "ungefär " : ""}lika många ${beyond}, ${
      aboutText(first[0].overIncluding, "count")
    } var`;
  }
  const second = firstTied(rest);
  const probably = doubtful ? "troligen " : "";
  return `${capitalise(offeringWords(first[0].name))} är ${probably}den största gruppen ${beyond}, ${
    names(second)
  } ${second.length === 1 ? "den näst största" : "de näst största"}`;
}
