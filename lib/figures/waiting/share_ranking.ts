import { DELIVERIES } from "../../reference/invented.ts";
import type { ComparedShare } from "../../indicators/compared_share.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import { monthName } from "../../calendar/mod.ts";
import { measureOf, performedDefinition } from "../../indicators/measures.ts";
import type { PerformedTableRow, WaitTableRow } from "../../indicators/mod.ts";
import { rowName } from "../../indicators/wait_table.ts";
import type { Bounded } from "../../numeric/mod.ts";
import { exactly } from "../../numeric/wait_cell.ts";
import { regionShortName } from "../../reference/regions.ts";
import { drawBars } from "../marks/_bars.ts";
import { faceOf } from "../marks/_face.ts";
import { isCompared, leastCompared } from "../marks/_few.ts";
import { Figure } from "../marks/figure.ts";
import { figureDefinition, figureNote, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import type { FigureTable, TableColumn } from "../marks/figure_table.ts";
import { formatBounded, formatCount, formatShare } from "../marks/format.ts";
import { mayBeOver, openBandHeadline, openBandNote, overLimitTable, shareSummary } from "./_over_limit.ts";
import type { Tone } from "../marks/palette.ts";
import { waitTableContent } from "./_wait_table.ts";
import { nobodyOperated, performedColumns } from "./performed_table_figure.ts";
import { atPlaces, placeLabel } from "../marks/_place.ts";
import {
  aboutText,
  capitalise,
  estimateText,
  fewNote,
  HOSPITALS_UNTOLD,
  namedBounded,
  nobodyWaits,
  numberWord,
  shareHeadline,
  shortName,
  totalLabel,
} from "../marks/_wording.ts";

/** More bars than these are no picture: the others stand in the table. */
const MOST_BARS = 40;

/** What the rows of a share have in common. */
interface PlaceRow {
  readonly name: string;
  readonly region: string | null;
  readonly total: boolean;
}

/** A share that places are ranked by. */
interface RankedShare<R extends PlaceRow> {
  /** The share of a row; `null` when there is nobody to measure, without an estimate when a band is open. */
  readonly share: (row: R) => Bounded | null;
  /** How many contacts it is a share of. */
  readonly of: (row: R) => number;
  /** The number that stands in its bar. */
  readonly inside: (row: R) => Bounded;
  /** What a pointed-at bar says after its name. */
  readonly tip: (row: R) => string;
  /** The measure in words, for the subtitle. */
  readonly measure: string;
  /** Whom the numbers in the bars count, for the subtitle: "antal". */
  readonly counted: string;
  /** What it is a share of, after "andel": "över 90 dagar". */
  readonly words: string;
  /** What is not known where a band is open: "Hur många som har väntat över 90 dagar". */
  readonly unknown: string;
  /** The same in an alternative text, after "andel". */
  readonly named: string;
  /** Who is counted. */
  readonly definition: string;
  /** The headline when everybody has nothing. */
  readonly zero: (isHospital: boolean, doubt: string) => string;
  /** The headline for one place alone, after "I Dalarna" or "På Falu lasarett". */
  readonly alone: (where: string, text: string) => string;
  /** The headline without anybody. */
  readonly nobody: (options: FigureOptions, isHospital: boolean) => string;
  /** What is said of places without a share. */
  readonly without: (where: string) => string;
  /** More to say under the figure. */
  readonly note: string | null;
  /** The colours of the first and of the others. */
  readonly tones: readonly [strong: Tone, weak: Tone];
  /** The table of the numbers drawn. */
  readonly table: (rows: readonly R[], by: By, place: string) => FigureTable;
}

/**
 * Places ranked by a share, the largest first: one bar a place with a number in it, and a dashed line for all together.
 * A share of too few is drawn as an outline after the others and not compared; contacts of no stated hospital are no
 * hospital; what is unknown is named in the note.
 */
function shareRanking<R extends PlaceRow>(
  kind: string,
  rows: readonly R[],
  options: FigureOptions,
  by: By,
  ranked: RankedShare<R>,
): Figure {
  const isHospital = by === "sjukhus", unstated = rowName("sjukhus", null);
  const places = rows.filter(({ total }) => !total)
    .map((row) => ({ ...row, name: isHospital ? row.name : regionShortName(row.name) }));
  const stated = places.filter(({ name }) => !isHospital || name !== unstated);
  const isKnown = (row: R) => ranked.share(row) !== null && !ranked.share(row)?.unplaced;
  const isOpen = (row: R) => ranked.share(row)?.unplaced === true;
  const valueOf = (row: R) => ranked.share(row)?.value ?? 0;
  const isRanked = (row: R) => isCompared(ranked.of(row), options);
  const drawn = stated.filter(isKnown)
    .sort((a, b) => Number(isRanked(b)) - Number(isRanked(a)) || valueOf(b) - valueOf(a));
  const shares = drawn.map((row) => namedBounded(row.name, ranked.share(row) ?? exactly(0), ranked.of(row)));
  const open = places.filter(isOpen), none = places.filter((row) => ranked.share(row) === null);
  const place = isHospital ? "Sjukhus" : placeLabel(places), plural = isHospital ? "sjukhus" : "regioner";
  const total = rows.find((row) => row.total), all = total && isKnown(total) ? ranked.share(total) : null;
  const label = total && all !== null && drawn.length > 1 ? totalLabel(total.name, options.missing) : null;
  const doubt = drawn.some((row) => ranked.share(row)?.high !== 0) || open.length > 0 ? "säkert " : "";
  const first = formatShare(valueOf(drawn[0] ?? { ...rows[0] }));
  const ranking = shares.filter(({ of = 0 }) => isCompared(of, options)),
    compared = comparedWith(options, isHospital ? null : ranked.definition);
  return new Figure({
    rests: DELIVERIES,
    kind,
    follows: options,
    headline: shareHeadline(shares, formatShare, {
      of: ranked.words,
      plural,
      all: isHospital ? "sjukhusen" : "regionerna",
      least: options.least,
      left: stated.filter(isOpen).length + (options.omitted ?? []).length,
      zero: ranked.zero(isHospital, doubt),
      nobody: open.length > 0
        ? openBandHeadline(ranked.unknown)
        : isHospital && places.some(isKnown)
        ? HOSPITALS_UNTOLD
        : ranked.nobody(options, isHospital),
      alone: (_, text) => ranked.alone(capitalise(atPlaces(drawn)), text),
    }),
    subtitle: figureSubtitle(`${ranked.measure}; ${ranked.counted} i stapeln`, options, ranked.definition),
    alt: `Liggande staplar: andel ${ranked.named} ${
      isHospital ? `på ${numberWord(drawn.length, "ett")} sjukhus` : `per ${place.toLowerCase()}`
    }, ${
      drawn.length === 0 ? "men ingen andel finns." : shareSummary(ranking.length > 0 ? ranking : shares)
    }${label ? ` ${label.wide} ${aboutText(all, "share")}.` : ""}`,
    note: figureNote([
      none.length > 0 && !isHospital ? ranked.without(atPlaces(none)) : null,
      isHospital
        ? ranking.length < shares.length
          ? `Konturer: andelar av färre än ${leastCompared(options)}, för få för att jämföras.`
          : null
        : fewNote(shares, options),
      isHospital && stated.length > 0 && stated.length < places.length
        ? "De utan angivet sjukhus står i tabellen, inte i diagrammet."
        : null,
      drawn.length > MOST_BARS
        ? `Diagrammet visar de ${MOST_BARS} första av ${formatCount(drawn.length)}; alla står i tabellen.`
        : null,
      openBandNote(open, ranked.inside, ranked.unknown),
      ranked.note,
      ...compared.map((other) => comparedSentence(other, ranked.words)),
    ], options),
    table: ranked.table(rows, by, place),
    draw: drawn.length === 0 ? undefined : (frame) =>
      drawBars(
        frame,
        drawn.slice(0, MOST_BARS).map((row) => ({
          name: row.name,
          ...isHospital && { place: regionShortName(row.region ?? "") },
          value: valueOf(row),
          text: estimateText(ranked.share(row), "share"),
          inside: estimateText(ranked.inside(row), "count"),
          tip: `${row.name}\n${ranked.tip(row)}`,
          hollow: !isRanked(row) && drawn.length > 1,
          tone: ranked.tones[
            valueOf(row) > 0 && isRanked(row) === isRanked(drawn[0]) && formatShare(valueOf(row)) === first
              ? 0
              : 1
          ],
        })),
        {
          references: [
            ...label && all ? [{ ...label, share: all }] : [],
            ...compared.map(({ name, share }) => ({ wide: name, narrow: name, share })),
          ].map(({ wide, narrow, share }) => ({
            value: share.value,
            wide: `${wide} ${estimateText(share, "share")}`,
            narrow: `${narrow} ${estimateText(share, "share")}`,
          })),
        },
      ),
  });
}

/** The shares to compare with that count whom the figure counts; hospitals are compared with none. */
function comparedWith(options: FigureOptions, definition: string | null): readonly ComparedShare[] {
  const { compared = [], status = "vantande", limitDays = GUARANTEE_DAYS, manad, selection } = options;
  return compared.filter((other) =>
    other.status === status && other.limitDays === limitDays && other.manad === manad &&
    other.selection === selection && other.definition === definition
  );
}

/** "Riket, för jämförelse: 31,2 % över 90 dagar, median 58 dagar. Ingår inte i någon summa." */
function comparedSentence({ name, share, median }: ComparedShare, words: string): string {
  const days = median === null ? "" : `, median ${formatBounded(median, "days")} dagar`;
  return `${name}, för jämförelse: ${
    formatBounded(share, "share")
  } ${words}${days}. Ingår inte i någon summa.`;
}

/** The share that has waited over the limit, as places are ranked by it. */
function overLimitShare(rows: readonly WaitTableRow[], options: FigureOptions): RankedShare<WaitTableRow> {
  const { limitDays = GUARANTEE_DAYS } = options, beyond = `över ${limitDays} dagar`;
  return {
    share: ({ overShare }) => overShare,
    of: ({ antal }) => antal,
    inside: ({ over }) => over,
    tip: (row) =>
      `${formatBounded(row.overShare, "share")} ${beyond}: ${formatBounded(row.over, "count")} av ${
        formatCount(row.antal)
      } väntande`,
    measure: measureOf("overShare").label(limitDays),
    counted: "antal",
    words: beyond,
    unknown: faceOf(options).howMany(beyond),
    named: beyond,
    definition: figureDefinition(options),
    zero: (isHospital) => {
      const doubt = mayBeOver(rows) ? "säkert " : "";
      return isHospital
        ? `Inget sjukhus har ${doubt}väntande ${beyond}`
        : `Ingen har ${doubt}väntat ${beyond}`;
    },
    alone: (where, text) => `${where} har ${text} av de väntande väntat ${beyond}`,
    nobody: (options, isHospital) =>
      isHospital ? nobodyWaits(options, "Ingen väntar på något sjukhus") : nobodyWaits(options),
    without: (where) => `Ingen väntar ${where}.`,
    note: null,
    tones: ["late", "late-soft"],
    table: (rows, by, place) =>
      by === "sjukhus"
        ? hospitalTable(rows, options)
        : overLimitTable(rows, options, placeColumns(by, place), (row) => placeCells(by, row)),
  };
}

/** The planning group's table of hospitals, with the number that the chart draws. */
function hospitalTable(rows: readonly WaitTableRow[], options: FigureOptions): FigureTable {
  const { table } = waitTableContent(rows, { by: "sjukhus", ...options });
  const at = table.columns.findIndex(({ key }) => key === "andel");
  const over: TableColumn = { ...table.columns[at], key: "over", unit: "antal", format: "count", bar: false };
  return {
    ...table,
    columns: table.columns.toSpliced(at + 1, 0, over),
    rows: table.rows.map((row, index) => ({ ...row, cells: { ...row.cells, over: rows[index].over } })),
  };
}

/** The share operated within the limit, as places are ranked by it. */
function withinLimitShare(
  rows: readonly PerformedTableRow[],
  options: FigureOptions,
): RankedShare<PerformedTableRow> {
  const { limitDays = GUARANTEE_DAYS, manad } = options, within = `inom ${limitDays} dagar`;
  return {
    share: ({ shareWithin }) => shareWithin,
    of: ({ covered }) => covered,
    inside: ({ volume }) => exactly(volume),
    tip: ({ shareWithin, covered, volume }) =>
      `${formatBounded(shareWithin, "share")} ${within} av ${formatCount(covered)} som ${
        options.covered === undefined ? "omfattas" : "räknas"
      }; ${formatCount(volume)} genomförda`,
    measure: measureOf("performedShare").label(limitDays),
    counted: "antal genomförda",
    words: `opererade ${within}`,
    unknown: `Hur många som har opererats ${within}`,
    named: `genomförda ${within}`,
    definition: options.covered ?? performedDefinition,
    zero: () => `Ingen opererades ${within}`,
    alone: (where, text) => `${where} opererades ${text} ${within}`,
    nobody: (options) =>
      rows.length === 0
        ? nobodyOperated(options)
        : "Ingen operation som omfattas av vårdgarantin är genomförd",
    without: (where) => `Ingen andel finns ${where}.`,
    note: "Antalet räknar alla genomförda.",
    tones: ["b2", "b1"],
    table: (rows, by, place) => {
      const [, ...columns] = performedColumns(place, limitDays, options.covered);
      return {
        caption: `Genomförda ${within}, ${monthName(manad)}`,
        columns: [
          ...placeColumns(by, place),
          ...columns,
        ],
        rows: rows.map((row) => ({
          total: row.total,
          cells: {
            ...placeCells(by, row),
            antal: row.volume,
            omfattas: row.covered,
            andel: row.shareWithin,
            median: row.median,
            medel: row.mean,
          },
        })),
      };
    },
  };
}

type By = "region" | "sjukhus";

/** The columns that name the rows. */
function placeColumns(by: By, place: string): TableColumn[] {
  return [
    { key: by, label: place, format: "text" },
    ...by === "sjukhus" ? [{ key: "region", label: "Region", format: "text" as const }] : [],
  ];
}

function placeCells(by: By, { name, region, total }: PlaceRow): Record<string, string> {
  if (by === "region") return { region: shortName(name) };
  return { sjukhus: total ? shortName(name) : name, region: total ? "" : regionShortName(region ?? "") };
}

/**
 * The share that has waited over the limit in each region, the largest first (andel väntande över 90 dagar).
 *
 * @param rows The table by region with its total, in any order.
 * @param options Month, limit, selection and missing regions.
 * @returns The figure. A region where nobody waits has no share and is named in the note.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { overLimitByRegion, waitTable } from "vantelage";
 * const cell = (region: string, days: number) => ({ status: "vantande", avvikelse: null, region, sjukhus: null,
 *   vardutbud: null, agarform: null, lo: days, hi: days, antal: 20 }) as const;
 * const rows = waitTable([cell("Region Uppsala", 91), cell("Region Dalarna", 10)], { by: "region", manad: "2024-04" });
 * assert.equal(overLimitByRegion(rows, { manad: "2024-04" }).headline,
 *   "Uppsala har störst andel över 90 dagar, Dalarna minst");
 * ```
 */
export function overLimitByRegion(rows: readonly WaitTableRow[], options: FigureOptions): Figure {
  return shareRanking("overLimitByRegion", rows, options, "region", overLimitShare(rows, options));
}

/**
 * The share that has waited over the limit at each hospital, the largest first.
 *
 * @param rows The table by hospital with its total, in any order.
 * @param options Month, limit, selection and missing regions.
 * @returns The figure. Hospitals where fewer than {@linkcode FigureOptions.least} wait are drawn as outlines and not compared.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { overLimitByHospital, waitTable } from "vantelage";
 * const cell = (sjukhus: string, days: number) => ({ status: "vantande", avvikelse: null, region: "Region Dalarna",
 *   sjukhus, vardutbud: null, agarform: null, lo: days, hi: days, antal: 30 }) as const;
 * const rows = waitTable([cell("Falu lasarett", 91), cell("Mora lasarett", 10)], { by: "sjukhus", manad: "2024-04" });
 * assert.equal(overLimitByHospital(rows, { manad: "2024-04" }).headline,
 *   "Falu lasarett har störst andel över 90 dagar, Mora lasarett minst");
 * ```
 */
export function overLimitByHospital(rows: readonly WaitTableRow[], options: FigureOptions): Figure {
  return shareRanking("overLimitByHospital", rows, options, "sjukhus", overLimitShare(rows, options));
}

/**
 * The share operated within the limit in each region, the largest first, with the volume (genomförda inom 90 dagar).
 *
 * @param rows The table of performed operations by region with its total, in any order.
 * @param options Month, limit, selection and missing regions.
 * @returns The figure. A region without an operation that the guarantee covers has no share and is named in the note.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { performedByRegion, performedTable } from "vantelage";
 * const cell = (region: string, days: number) => ({ status: "genomforda", avvikelse: null, vardgaranti: true, region,
 *   sjukhus: null, vardutbud: null, agarform: null, lo: days, hi: days, antal: 20 }) as const;
 * const rows = performedTable([cell("Region Uppsala", 91), cell("Region Dalarna", 10)], { by: "region" });
 * assert.equal(performedByRegion(rows, { manad: "2024-04" }).headline,
 *   "Dalarna har störst andel opererade inom 90 dagar, Uppsala minst");
 * ```
 */
export function performedByRegion(rows: readonly PerformedTableRow[], options: FigureOptions): Figure {
  return shareRanking("performedByRegion", rows, options, "region", withinLimitShare(rows, options));
}

/**
 * The share operated within the limit at each hospital, the largest first, with the volume.
 *
 * @param rows The table of performed operations by hospital with its total, in any order.
 * @param options Month, limit, selection and missing regions.
 * @returns The figure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { performedByHospital } from "vantelage";
 * assert.equal(performedByHospital([], { manad: "2024-04" }).headline, "Ingen operation är genomförd");
 * ```
 */
export function performedByHospital(rows: readonly PerformedTableRow[], options: FigureOptions): Figure {
  return shareRanking("performedByHospital", rows, options, "sjukhus", withinLimitShare(rows, options));
}
