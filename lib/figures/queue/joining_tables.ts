import type { ExitsByMixRow } from "../../analysis/survival/exits_by_mix.ts";
import type { ListedToday } from "../../analysis/survival/listed_today.ts";
import { DELIVERIES } from "../../reference/invented.ts";
import { regionShortName } from "../../reference/regions.ts";
import { lowerFirst } from "../../reference/sentence.ts";
import { FOLLOWED, followedNote } from "./_followed.ts";
import { Figure } from "../marks/figure.ts";
import { type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { formatCount, formatDays, formatShare } from "../marks/format.ts";
import { joinNames } from "../marks/_wording.ts";

/** Options for {@linkcode listedTodayTable}. */
export interface ListedTodayTableOptions extends FigureOptions {
  /** How many vårdutbud to show, those that most join first. @default {12} */
  readonly top?: number;
  /** How sure the intervals are, as they were computed. @default {0.99} */
  readonly level?: number;
}

/** So many must have joined a list for its wait to be shown. */
const FEWEST = 20;

/**
 * How long who is listed today will wait, a row for each vårdutbud and a column for each region (väntan för den som ställs
 * i kö i dag).
 *
 * The headline names a difference only where two intervals lie apart.
 *
 * @param rows Rows of {@linkcode listedToday}, vårdutbud as row and region as column.
 * @param options Month, selection, regions that cannot be followed, and how many vårdutbud to show.
 * @returns A figure that is a table.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { listedTodayTable } from "vantelage";
 * const wait = { days: { value: 80 }, low: { value: 70 }, high: { value: 95 } };
 * const figure = listedTodayTable([{ row: "Gallsten", column: "Region Dalarna", joined: 90, wait }], { manad: "2024-04" });
 * assert.equal(figure.table.rows[0].cells["Region Dalarna"], "80 (70–95)");
 * ```
 */
export function listedTodayTable(
  rows: readonly ListedToday[],
  options: ListedTodayTableOptions,
): Figure {
  const { top = 12, level = 0.99 } = options;
  const joinedIn = (own: readonly ListedToday[]) => own.reduce((sum, { joined }) => sum + joined, 0);
  const groups = [...Map.groupBy(rows, ({ row }) => row)]
    .sort(([a, own], [b, other]) => joinedIn(other) - joinedIn(own) || (a < b ? -1 : 1));
  const shown = groups.slice(0, top);
  const regions = [...new Set(rows.map(({ column }) => column))].sort();
  const few = shown.some(([, own]) => own.some(({ joined }) => joined < FEWEST));
  const reasons = new Set(
    shown.flatMap(([, own]) =>
      own.flatMap(({ joined, wait: { days } }) =>
        joined >= FEWEST && days.value === null ? [days.reason] : []
      )
    ),
  );
  return new Figure({
    rests: DELIVERIES,
    kind: "listedTodayTable",
    headline: headlineOf(shown),
    subtitle: figureSubtitle(
      "Dagar från beslutet till dess hälften har opererats, för den som ställs i kö i dag, med osäkerhet",
      options,
      FOLLOWED,
    ),
    alt: `Tabell: väntan för den som ställs i kö i dag, ${formatCount(shown.length)} vårdutbud i ${
      formatCount(regions.length)
    } regioner.`,
    note: followedNote([
      `Inom parentes ${
        formatShare(level, 0)
      } konfidensintervall. Väntan blir så lång om listan lämnas som under det ` +
      "senaste året; det är ingen prognos.",
      few ? `”Få”: färre än ${FEWEST} har ställts i kö under året.` : null,
      reasons.size === 0
        ? null
        : `Streck: det går inte att bestämma (${[...reasons].sort().map(lowerFirst).join("; ")}).`,
      groups.length > shown.length
        ? `De ${formatCount(groups.length - shown.length)} vårdutbud som färre ställs i kö för är inte med.`
        : null,
    ], options),
    table: {
      caption: "Väntan för den som ställs i kö i dag",
      columns: [
        { key: "vardutbud", label: "Vårdutbud", format: "text" },
        ...regions.map((region) => ({
          key: region,
          label: regionShortName(region),
          unit: "dagar",
          format: "text" as const,
        })),
      ],
      rows: shown.map(([row, own]) => ({
        cells: {
          vardutbud: row,
          ...Object.fromEntries(
            regions.map((region) => [region, textOf(own.find(({ column }) => column === region))]),
          ),
        },
      })),
    },
  });
}

function textOf(cell: ListedToday | undefined): string {
  if (cell === undefined) return "";
  const { joined, wait: { days, low, high } } = cell;
  if (joined < FEWEST) return "få";
  if (days.value === null) return "–";
  const end = (value: number | null) => value === null ? "?" : formatDays(value);
  return `${formatDays(days.value)} (${end(low.value)}–${end(high.value)})`;
}

/** The vårdutbud where two regions' intervals lie farthest apart. */
function headlineOf(shown: readonly (readonly [string, readonly ListedToday[]])[]): string {
  if (shown.length === 0) return "Ingen på listan kan följas";
  const known = shown.flatMap(([row, own]) => {
    const able = own.flatMap(({ column, joined, wait: { days, low, high } }) =>
      joined >= FEWEST && days.value !== null
        ? [{ column, days: days.value, low: low.value ?? 0, high: high.value ?? Infinity }]
        : []
    ).sort((a, b) => a.days - b.days);
    const least = able[0], most = able.at(-1);
    return least === undefined || most === undefined || !(most.low > least.high)
      ? []
      : [{ row, least, most }];
  }).sort((a, b) => b.most.days - b.least.days - (a.most.days - a.least.days));
  const widest = known[0];
  return widest === undefined
    ? "Inga två regioner skiljer sig mer än osäkerheten i något vårdutbud"
    : `Störst skillnad för ${widest.row}: ${formatDays(widest.most.days)} dagar i ${
      regionShortName(widest.most.column)
    } och ${formatDays(widest.least.days)} i ${regionShortName(widest.least.column)}`;
}

/** Options for {@linkcode mixedExitsTable}. */
export interface MixedExitsTableOptions extends FigureOptions {
  /** The days within which somebody shall have been operated. @default {90} */
  readonly days?: number;
}

/**
 * How many of those who join are operated in time, had each region the same mix of vårdutbud (samma blandning).
 *
 * @param rows Rows of {@linkcode exitsByMix}.
 * @param options Month, selection, regions that cannot be followed, and the days.
 * @returns A figure that is a table; its headline names a difference only where two intervals lie apart.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { mixedExitsTable } from "vantelage";
 * const row = (name: string, value: number) => ({ name, operated: { value: { value, low: value - 0.02, high: value + 0.02 } },
 *   own: { value }, known: 1, lacking: [] });
 * assert.equal(mixedExitsTable([row("Region Dalarna", 0.5), row("Region Uppsala", 0.7)], { manad: "2024-04" }).headline,
 *   "Med samma blandning opereras störst andel inom 90 dagar i Uppsala, 70,0\u00a0%, och minst i Dalarna, 50,0\u00a0%");
 * ```
 */
export function mixedExitsTable(
  rows: readonly ExitsByMixRow[],
  options: MixedExitsTableOptions,
): Figure {
  const { days = 90 } = options;
  const known = rows.flatMap(({ name, operated }) =>
    operated.value === null ? [] : [{ name: regionShortName(name), ...operated.value }]
  ).sort((a, b) => b.value - a.value);
  const unknown = rows.flatMap(({ name, operated }) =>
    operated.value === null ? [{ name: regionShortName(name), reason: operated.reason }] : []
  );
  const best = known[0], worst = known.at(-1);
  return new Figure({
    rests: DELIVERIES,
    kind: "mixedExitsTable",
    headline: best === undefined || worst === undefined
      ? "Ingen region har så mycket av blandningen att den kan jämföras"
      : best === worst || best.low <= worst.high
      ? `Med samma blandning skiljer sig regionerna inte mer än slumpen i hur många som opereras inom ${days} dagar`
      : `Med samma blandning opereras störst andel inom ${days} dagar i ${best.name}, ${
        formatShare(best.value)
      }, och minst i ${worst.name}, ${formatShare(worst.value)}`,
    subtitle: figureSubtitle(
      `Andel av dem som ställs i kö som opereras inom ${days} dagar, om alla regioner hade samma blandning av vårdutbud`,
      options,
      FOLLOWED,
    ),
    alt: `Tabell: ${
      known.map(({ name, value }) => `${name} ${formatShare(value)}`).join(", ") ||
      "ingen region kan jämföras"
    }.`,
    note: followedNote([
      "Blandningen är den hos alla som ställdes i kö i regionerna under året. Osäkerheten är 95 % konfidensintervall. " +
      "Ålder, svårighetsgrad och hur bråttom det var ingår inte.",
      unknown.length === 0
        ? null
        : `${joinNames(unknown.map(({ name, reason }) => `${name} (${lowerFirst(reason)})`))} jämförs inte.`,
    ], options),
    table: {
      caption: `Andel opererade inom ${days} dagar med samma blandning`,
      columns: [
        { key: "region", label: "Region", format: "text" },
        { key: "lika", label: "Samma blandning", unit: "andel", format: "share", bar: true },
        { key: "fran", label: "från", unit: "95 %", format: "share" },
        { key: "till", label: "till", unit: "95 %", format: "share" },
        { key: "egen", label: "Egen blandning", unit: "andel", format: "share" },
        { key: "kand", label: "Av blandningen känd", unit: "andel", format: "share" },
      ],
      rows: rows.map(({ name, operated: { value }, own, known }) => ({
        cells: {
          region: regionShortName(name),
          lika: value?.value ?? null,
          fran: value?.low ?? null,
          till: value?.high ?? null,
          egen: own.value,
          kand: known,
        },
      })),
    },
  });
}
