import { DELIVERIES } from "../../reference/invented.ts";
import { type Month, monthName } from "../../calendar/mod.ts";
import type { Figure } from "../marks/figure.ts";
import { formatShare } from "../marks/format.ts";
import { tableFigure } from "../marks/table_figure.ts";
import { capitalise, numberWord } from "../marks/_wording.ts";

/** A level of seriousness, as the register's rules have it. */
export type ShownLevel = "info" | "warn" | "error" | "stop";

/** What became of a rule in one delivery, as {@linkcode validationFigure} shows it. */
export interface ShownResult {
  /** The delivery's file. */
  readonly file: string;
  /** The rule's name. */
  readonly rule: string;
  /** What is wrong where it is broken, in Swedish. */
  readonly says: string;
  /** The columns it speaks of. */
  readonly fields: readonly string[];
  /** How serious it is. */
  readonly level: ShownLevel;
  /** Records it was tried on. */
  readonly tested: number;
  /** Records that broke it. */
  readonly failed: number;
  /** The first place. */
  readonly first: string | null;
}

/** What was found in a delivery as a whole, as {@linkcode deviationFigure} shows it. */
export interface ShownDeviation {
  /** The delivery's file. */
  readonly file: string;
  /** How serious it is. */
  readonly level: ShownLevel;
  /** What is unusual, in Swedish. */
  readonly says: string;
  /** In how many places. */
  readonly count: number;
}

const LEVELS = { stop: "Stopp", error: "Fel", warn: "Varning", info: "Upplysning" } as const;
const ORDER: readonly ShownLevel[] = ["stop", "error", "warn", "info"];

/**
 * The rules of a month's deliveries: what each says, on how many records it was tried, how many broke it.
 *
 * @param results One row for each delivery and rule.
 * @param options The month; and whether each delivery has its own row, or all of them share one.
 * @returns A figure that is a table. Only rules that some record broke have a row; how many were tried stands in the headline. It never
 *   holds a cell's content.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { validationFigure } from "vantelage/figures";
 * const result = { file: "a.csv", rule: "antal_saknas", says: "antal saknas", fields: ["antal"], level: "error", tested: 200, failed: 1, first: "a.csv:3:1" } as const;
 * assert.equal(validationFigure([result], { manad: "2024-04" }).headline, "En av en regel bröts av någon rad");
 * assert.match(validationFigure([result], { manad: "2024-04" }).html(), /0,5\u00a0%/);
 * ```
 */
export function validationFigure(
  results: readonly ShownResult[],
  { manad, byDelivery = false }: { manad: Month; byDelivery?: boolean },
): Figure {
  const rows = (byDelivery ? results : together(results)).filter(({ failed }) => failed > 0);
  const rules = new Set(results.map(({ rule }) => rule));
  const broken = new Set(results.filter(({ failed }) => failed > 0).map(({ rule }) => rule));
  const sorted = rows.toSorted((a, b) =>
    ORDER.indexOf(a.level) - ORDER.indexOf(b.level) || b.failed - a.failed
  );
  const headline = rules.size === 0
    ? "Ingen leverans har prövats"
    : broken.size === 0
    ? "Ingen rad bröt mot någon regel"
    : `${capitalise(numberWord(broken.size))} av ${
      rules.size === 1 ? "en regel" : `${numberWord(rules.size)} regler`
    } bröts av någon rad`;
  return tableFigure({
    rests: DELIVERIES,
    headline,
    subtitle: `Rader som varje regel prövades på och som bröt mot den, ${monthName(manad)}`,
    caption: byDelivery
      ? `Brutna regler per leverans, ${monthName(manad)}`
      : `Brutna regler, ${monthName(manad)}`,
    columns: [
      { key: "says", label: "Regel", format: "text" },
      { key: "fields", label: "Kolumner", format: "text" },
      ...(byDelivery ? [{ key: "file", label: "Fil", format: "text" } as const] : []),
      { key: "tested", label: "Prövade", format: "count" },
      { key: "passed", label: "Godkända", format: "count" },
      { key: "failed", label: "Brutna", format: "count" },
      { key: "share", label: "Andel fel", format: "text" },
      { key: "reached", label: "Allvar", format: "text" },
      { key: "first", label: "Första platsen", unit: "fil:rad:kolumn", format: "text" },
    ],
    rows: sorted.map(({ file, says, fields, level, tested, failed, first }) => ({
      cells: {
        says,
        fields: fields.join(", "),
        ...(byDelivery ? { file } : {}),
        tested,
        passed: tested - failed,
        failed,
        share: tested === 0 ? null : smallShare(failed / tested),
        reached: LEVELS[level],
        first,
      },
    })),
    note: "Prövade är de rader som gick att läsa och inte hoppades över. En rad kan bryta mot flera regler.",
  });
}

/** A share as text: one that is not nothing never looks like it. */
function smallShare(share: number): string {
  return share > 0 && share < 0.001 ? `under ${formatShare(0.001)}` : formatShare(share);
}

/** One result for each rule over all deliveries. */
function together(results: readonly ShownResult[]): ShownResult[] {
  const rules = Map.groupBy(results, ({ rule }) => rule);
  return [...rules.values()].map((group) => ({
    ...group[0],
    tested: group.reduce((sum, { tested }) => sum + tested, 0),
    failed: group.reduce((sum, { failed }) => sum + failed, 0),
    first: group.find(({ first }) => first !== null)?.first ?? null,
  }));
}

/**
 * What is unusual or unlikely in a month's deliveries as wholes: columns, names, how many and how long they wait.
 *
 * @param deviations One row for each delivery and finding.
 * @param options The month.
 * @returns A figure that is a table.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { deviationFigure } from "vantelage/figures";
 * assert.equal(deviationFigure([], { manad: "2024-04" }).headline, "Inget avviker från tidigare leveranser");
 * ```
 */
export function deviationFigure(deviations: readonly ShownDeviation[], { manad }: { manad: Month }): Figure {
  const files = new Set(deviations.map(({ file }) => file));
  return tableFigure({
    rests: DELIVERIES,
    headline: files.size === 0
      ? "Inget avviker från tidigare leveranser"
      : files.size === 1
      ? "En leverans avviker från det vanliga"
      : `${capitalise(numberWord(files.size))} leveranser avviker från det vanliga`,
    subtitle: `Avvikelser i leveransen som helhet, jämförd med tidigare månader, ${monthName(manad)}`,
    caption: `Avvikelser, ${monthName(manad)}`,
    columns: [
      { key: "file", label: "Fil", format: "text" },
      { key: "level", label: "Allvar", format: "text" },
      { key: "says", label: "Vad som avviker", format: "text" },
      { key: "count", label: "Antal", format: "count" },
    ],
    rows: deviations.toSorted((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level))
      .map(({ file, level, says, count }) => ({ cells: { file, level: LEVELS[level], says, count } })),
  });
}
