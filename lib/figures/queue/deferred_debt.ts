import { DELIVERIES } from "../../reference/invented.ts";
import * as Plot from "@observablehq/plot";
import type {
  DeferredCare,
  DeferredCount,
  DeferredRow,
  MonthSpan,
} from "../../analysis/deferred/deferred_care.ts";
import { monthName, workingDaysIn } from "../../calendar/mod.ts";
import { baselineWords } from "./_baseline.ts";
import { chart, halo } from "../marks/_chart.ts";
import { Figure, type Frame } from "../marks/figure.ts";
import { figureNote, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { formatCount } from "../marks/format.ts";
import { checkMonths, monthAxis, monthsThrough, valueTicks } from "../marks/_month_axis.ts";
import { colour } from "../marks/palette.ts";
import { textWidth } from "../marks/_text_width.ts";
import { regionShortName } from "../../reference/regions.ts";
import { capitalise, joinNames } from "../marks/_wording.ts";

/** Options for {@linkcode deferredDebt}. */
export interface DeferredDebtOptions extends FigureOptions {
  /** The months that count as usual. */
  readonly baseline: MonthSpan;
  /** The months of regions that have no number, as {@linkcode deferredCare} names them. @default none */
  readonly absent?: DeferredCare["absent"];
}

/**
 * Operations and decisions that have not come, cumulated month by month (vårdskuldens utveckling).
 *
 * @param rows Months of one region, or of all together, in order.
 * @param options The last month, baseline and selection.
 * @returns The figure. Its headline says what the debt of operations is, at which month's end,
 *   and when it was largest; that of all together counts the regions that are behind.
 * @throws {RangeError} If the months are out of order or repeated.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { deferredDebt } from "vantelage";
 * const count = (cumulated: number) => ({ count: 90, expected: 100, missing: 10, cumulated, standardError: 3 });
 * const figure = deferredDebt([{ region: null, manad: "2023-01", performed: count(10), decisions: count(4) }],
 *   { manad: "2023-01", baseline: { from: "2022-01", to: "2022-12" } });
 * assert.equal(figure.headline, "10 operationer färre än vanligt sedan januari 2023, till januari 2023, och 4 färre beslut");
 * ```
 */
export function deferredDebt(rows: readonly DeferredRow[], options: DeferredDebtOptions): Figure {
  checkMonths(rows, { gaps: true });
  const usual = baselineWords(options.baseline), first = rows[0], last = rows.at(-1);
  const span = first && last
    ? `${monthName(first.manad)}–${monthName(last.manad)}`
    : monthName(options.manad);
  const gaps = monthsThrough(rows).filter((manad) => !rows.some((row) => row.manad === manad));
  return new Figure({
    rests: DELIVERIES,
    kind: "deferredDebt",
    headline: headlineOf(rows),
    subtitle: figureSubtitle(
      `Antal som saknas mot det vanliga (${usual}), summerat från första månaden; under noll: fler än vanligt`,
      options,
      null,
      span,
    ),
    alt: `Två linjer, summerat: ${
      rows.filter((_, index) => (rows.length - 1 - index) % 3 === 0).map(({ manad, performed, decisions }) =>
        `${monthName(manad)} ${amountOf(performed)} operationer och ${amountOf(decisions)} beslut`
      ).join(", ")
    }.`,
    note: figureNote([
      gaps.length > 0
        ? `${capitalise(joinNames(gaps.map(monthName)))} saknas och ingår inte i summan.`
        : null,
      ...absentNotes(rows, options.absent ?? []),
      isApart(rows)
        ? "Summan är skulden i de regioner som ligger efter: en region som har gjort mer än vanligt gör den inte mindre."
        : null,
      "Det vanliga är medelvärdet per arbetsdag i samma månad under jämförelseperioden. Färre beslut gör listan kortare " +
      "men döljer dem som inte har kommit, så beslut och operationer räknas inte av mot varandra.",
    ], options),
    legend: {
      label: "Summerat",
      items: [{ tone: "late", label: "operationer som saknas" }, { tone: "b2", label: "beslut som saknas" }],
    },
    table: {
      caption: `Utfört och beslutat mot det vanliga, ${span}`,
      remark: `det vanliga: ${usual}`,
      columns: [
        { key: "manad", label: "Månad", format: "text" },
        { key: "dagar", label: "Arbetsdagar", format: "count" },
        { key: "utfort", label: "Operationer", unit: "antal", format: "count" },
        { key: "vanligt", label: "Vanligt", unit: "antal", format: "count" },
        { key: "skuld", label: "Saknas", unit: "summerat", format: "count" },
        { key: "beslut", label: "Beslut", unit: "antal", format: "count" },
        { key: "vanliga_beslut", label: "Vanligt", unit: "antal", format: "count" },
        { key: "beslutsskuld", label: "Saknas", unit: "summerat", format: "count" },
      ],
      rows: rows.map(({ manad, performed, decisions }) => ({
        cells: {
          manad: monthName(manad),
          dagar: workingDaysIn(manad),
          utfort: performed?.count ?? null,
          vanligt: performed?.expected ?? null,
          skuld: performed?.cumulated ?? null,
          beslut: decisions?.count ?? null,
          vanliga_beslut: decisions?.expected ?? null,
          beslutsskuld: decisions?.cumulated ?? null,
        },
      })),
    },
    draw: rows.length === 0 ? undefined : (frame) => drawDebt(frame, rows),
  });
}

function amountOf(count: DeferredCount | null): string {
  return count === null ? "okänt antal" : formatCount(count.cumulated);
}

/** Which region lacks which months, and of what. */
function absentNotes(rows: readonly DeferredRow[], absent: DeferredCare["absent"]): string[] {
  const shown = absent.filter(({ region }) =>
    rows.some((row) => row.region === region || row.region === null)
  );
  return [...Map.groupBy(shown, ({ measure, region }) => `${measure} ${region}`).values()].map((months) => {
    const [{ region, measure }] = months, names = months.map(({ manad }) => monthName(manad));
    const what = measure === "performed" ? "Operationer" : "Beslut";
    const span = names.length > 3
      ? `${names.length} månader (${names[0]}–${names[names.length - 1]})`
      : joinNames(names);
    return `${what} i ${regionShortName(region)} saknas för ${span} och ingår inte i summan.`;
  });
}

function headlineOf(rows: readonly DeferredRow[]): string {
  const known = rows.flatMap(({ manad, performed, decisions }) =>
    performed === null ? [] : [{ manad, performed, decisions }]
  );
  const first = rows[0], last = known.at(-1);
  if (!first || !last) return "Ingen månad kan jämföras";
  const amount = ({ cumulated }: DeferredCount) => `${formatCount(Math.abs(cumulated))}`;
  const way = ({ cumulated }: DeferredCount) => cumulated >= 0 ? "färre" : "fler";
  const peak = known.reduce((most, row) => row.performed.cumulated > most.performed.cumulated ? row : most);
  const end = `${amount(last.performed)} operationer ${way(last.performed)} än vanligt ${
    isApart(rows) ? "i de regioner som ligger efter, " : ""
  }sedan ${monthName(first.manad)}, till ${monthName(last.manad)}`;
  if (peak !== last && peak.performed.cumulated > 0) {
    return `${end}; störst var skulden i ${monthName(peak.manad)}, ${amount(peak.performed)}`;
  }
  return last.decisions === null
    ? end
    : `${end}, och ${amount(last.decisions)} ${way(last.decisions)} beslut`;
}

/** Whether what all together have cumulated leaves out regions that are ahead. */
function isApart(rows: readonly DeferredRow[]): boolean {
  const known = rows.flatMap(({ region, performed }) =>
    region !== null || performed === null ? [] : [performed]
  );
  const missing = known.reduce((sum, { missing }) => sum + missing, 0);
  return known.length === rows.length && known.length > 0 &&
    known[known.length - 1].cumulated > missing + 0.5;
}

const LINES = [{ key: "decisions", tone: "b2" }, { key: "performed", tone: "late" }] as const;

function drawDebt(frame: Frame, rows: readonly DeferredRow[]): Element {
  const values = rows.flatMap((
    { performed, decisions },
  ) => [performed?.cumulated ?? 0, decisions?.cumulated ?? 0]);
  const { ticks, domain } = valueTicks(Math.min(0, ...values), Math.max(1, ...values));
  const span = monthsThrough(rows);
  const ends = LINES.flatMap(({ key, tone }) => {
    const at = rows.findLast((row) => row[key] !== null)?.[key]?.cumulated;
    return at === undefined ? [] : [{ tone, at, text: formatCount(at) }];
  }).sort((a, b) => a.at - b.at);
  const apart = (domain[1] - domain[0]) / 12;
  if (ends.length === 2 && ends[1].at - ends[0].at < apart) ends[1].at = ends[0].at + apart;
  const months = monthAxis(frame, span, {
    ticks,
    text: formatCount,
    marginRight: 12 + Math.ceil(Math.max(0, ...ends.map(({ text }) => textWidth(text, 13)))),
  });
  return chart(frame, {
    ...months.frame,
    y: { domain },
    marks: [
      ...months.marks,
      Plot.ruleY([0], { stroke: colour("ink") }),
      ...LINES.map(({ key, tone }) =>
        Plot.line(rows.map((row) => ({ index: span.indexOf(row.manad), at: row[key]?.cumulated ?? null })), {
          x: "index",
          y: "at",
          stroke: colour(tone),
          strokeWidth: 2.5,
        })
      ),
      ...ends.map(({ tone, at, text }) =>
        Plot.text([text], {
          y: [at],
          frameAnchor: "right",
          textAnchor: "start",
          dx: 6,
          fontWeight: 650,
          fill: colour(tone),
          ...halo(),
        })
      ),
    ],
  });
}
