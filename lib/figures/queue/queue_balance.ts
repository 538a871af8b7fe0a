import { DELIVERIES } from "../../reference/invented.ts";
import * as Plot from "@observablehq/plot";
import { queueLoad } from "../../analysis/queueing/queue_load.ts";
import type { ListFlow } from "../../analysis/queueing/list_flow.ts";
import { monthName, workingDaysIn } from "../../calendar/mod.ts";
import { chart } from "../marks/_chart.ts";
import { FOLLOWED, followedNote } from "./_followed.ts";
import { Figure, type Frame } from "../marks/figure.ts";
import { type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { formatCount, formatRate, formatShare } from "../marks/format.ts";
import { checkMonths, monthAxis, monthsThrough, valueTicks } from "../marks/_month_axis.ts";
import { colour, type Tone } from "../marks/palette.ts";
import { joinNames } from "../marks/_wording.ts";

/**
 * What came to a list and what left it, month by month, and whether it is in balance (köns balans).
 *
 * Decisions stand above the line; operations, and those who left without one, below it. The headline says what the
 * list did and how many decisions there were for each operation; where the deliveries leave that in doubt, it says so.
 *
 * @param flows The balances, in order of month.
 * @param options The last month, selection and regions that cannot be followed.
 * @returns The figure.
 * @throws {RangeError} If the months are out of order or repeated.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { queueBalance } from "vantelage";
 * import { strikeBalance } from "vantelage/analysis";
 * const decisions = { value: 108, low: 108, high: 108 };
 * const flow = strikeBalance({ manad: "2024-04", start: 500, decisions, performed: 100, withdrawn: 2, end: 506 });
 * assert.equal(queueBalance([flow], { manad: "2024-04" }).headline, "Kön växer: 8\u00a0% fler beslut än operationer");
 * ```
 */
export function queueBalance(flows: readonly ListFlow[], options: FigureOptions): Figure {
  checkMonths(flows, { gaps: true });
  const gaps = monthsThrough(flows).filter((manad) => !flows.some((flow) => flow.manad === manad));
  const first = flows[0], last = flows[flows.length - 1];
  const span = first === undefined
    ? monthName(options.manad)
    : first === last
    ? monthName(first.manad)
    : `${monthName(first.manad)}–${monthName(last.manad)}`;
  const sums = sumsOf(flows);
  return new Figure({
    rests: DELIVERIES,
    kind: "queueBalance",
    headline: headlineOf(flows, sums),
    subtitle: figureSubtitle(
      "Antal per månad: nya beslut uppåt, opererade och de som lämnat listan utan operation nedåt",
      options,
      FOLLOWED,
      span,
    ),
    alt: first === undefined
      ? "Inga månader."
      : `Staplar uppåt och nedåt per månad, ${span}: ${formatCount(sums.decisions.value)} nya beslut, ${
        formatCount(sums.performed)
      } operationer${
        sums.withdrawn === null ? "" : `, ${formatCount(sums.withdrawn)} som lämnat listan utan operation`
      }. Listan gick från ${formatCount(first.start)} till ${formatCount(last.end)}.`,
    note: followedNote([
      gaps.length > 0 ? `Utan balans: ${joinNames(gaps.map(monthName))}.` : null,
      restNote(flows),
    ], options),
    legend: {
      label: "Till och från listan",
      items: PARTS.filter(({ key }) => key !== "withdrawn" || sums.withdrawn !== null)
        .map(({ tone, label }) => ({ tone, label })),
    },
    table: {
      caption: `Till och från listan, ${span}`,
      remark: "början + beslut − opererade − lämnat + oförklarat = slutet",
      columns: [
        { key: "manad", label: "Månad", format: "text" },
        { key: "dagar", label: "Arbetsdagar", format: "count" },
        { key: "start", label: "Vid början", unit: "antal", format: "count" },
        { key: "beslut", label: "Nya beslut", unit: "antal", format: "count" },
        { key: "opererade", label: "Opererade", unit: "antal", format: "count" },
        { key: "lamnat", label: "Lämnat utan op.", unit: "antal", format: "count" },
        { key: "rest", label: "Oförklarat", unit: "antal", format: "count" },
        { key: "slut", label: "Vid slutet", unit: "antal", format: "count" },
      ],
      rows: flows.map(({ manad, start, decisions, performed, withdrawn, rest, end }) => ({
        cells: {
          manad: monthName(manad),
          dagar: workingDaysIn(manad),
          start,
          beslut: decisions,
          opererade: performed,
          lamnat: withdrawn,
          rest,
          slut: end,
        },
      })),
    },
    draw: flows.length === 0 ? undefined : (frame) => drawFlows(frame, flows),
  });
}

interface Sums {
  readonly decisions: { readonly value: number; readonly low: number; readonly high: number };
  readonly performed: number;
  readonly withdrawn: number | null;
}

function sumsOf(flows: readonly ListFlow[]): Sums {
  const sum = (value: (flow: ListFlow) => number) => flows.reduce((total, flow) => total + value(flow), 0);
  return {
    decisions: {
      value: sum(({ decisions }) => decisions.value),
      low: sum(({ decisions }) => decisions.low),
      high: sum(({ decisions }) => decisions.high),
    },
    performed: sum(({ performed }) => performed),
    withdrawn: flows.some(({ withdrawn }) => withdrawn === null) ? null : sum(({ withdrawn }) => withdrawn!),
  };
}

function headlineOf(flows: readonly ListFlow[], { decisions, performed }: Sums): string {
  if (flows.length === 0) return "Ingen månad kan följas, så balansen kan inte räknas";
  if (decisions.high === 0 && performed === 0 && flows.every(({ start, end }) => start === 0 && end === 0)) {
    return "Ingen kö kan följas";
  }
  const growth = flows[flows.length - 1].end - flows[0].start;
  const course = growth > 0 ? "växer" : growth < 0 ? "krymper" : "står stilla";
  const loadOf = (count: number) =>
    queueLoad({ count, per: "month" }, { count: performed, per: "month" }).value;
  const load = loadOf(decisions.value), low = loadOf(decisions.low), high = loadOf(decisions.high);
  if (load === null || low === null || high === null) {
    return decisions.value > 0
      ? `Kön ${course}: ${formatCount(decisions.value)} beslut och inga operationer`
      : `Kön ${course}: varken beslut eller operationer`;
  }
  if (formatRate(low, 2) !== formatRate(high, 2) && low < 1 && high > 1) {
    return `Kön ${course}: mellan ${formatRate(low, 2)} och ${formatRate(high, 2)} beslut per operation`;
  }
  if (decisions.value === 0) return `Kön ${course}: ${formatCount(performed)} operationer och inga beslut`;
  const more = formatShare((load > 1 ? load : 1 / load) - 1, 0);
  if (more === formatShare(0, 0)) return `Kön ${course}: lika många beslut som operationer`;
  const ratio = load > 1 ? `${more} fler beslut än operationer` : `${more} fler operationer än beslut`;
  const expected = load > 1 ? growth > 0 : growth < 0;
  return expected ? `Kön ${course}: ${ratio}` : `Kön ${course}, trots ${ratio}`;
}

function restNote(flows: readonly ListFlow[]): string | null {
  if (flows.length === 0) return null;
  const unseen = flows.some(({ withdrawn }) => withdrawn === null);
  const rest = flows.reduce((sum, flow) => sum + flow.rest.value, 0);
  const known = unseen
    ? "De som lämnat listan utan operation levereras inte och ingår i det oförklarade."
    : "Att lämna utan operation är att strykas, flyttas till en annan lista eller opereras någon annanstans.";
  const sign = rest > 0 ? "fler" : "färre";
  return formatCount(Math.abs(rest)) === "0"
    ? known
    : `${known} Oförklarat: ${formatCount(Math.abs(rest))} ${sign} på listan än beslut och avgångar ger.`;
}

const PARTS: readonly { key: "decisions" | "performed" | "withdrawn"; tone: Tone; label: string }[] = [
  { key: "decisions", tone: "n1", label: "nya beslut" },
  { key: "performed", tone: "b2", label: "opererade" },
  { key: "withdrawn", tone: "n2", label: "lämnat listan utan operation" },
];

function drawFlows(frame: Frame, flows: readonly ListFlow[]): Element {
  const span = monthsThrough(flows);
  const bars = flows.flatMap(({ manad, decisions, performed, withdrawn }) => [
    { index: span.indexOf(manad), from: 0, to: decisions.value, tone: PARTS[0].tone },
    { index: span.indexOf(manad), from: -performed, to: 0, tone: PARTS[1].tone },
    ...(withdrawn === null
      ? []
      : [{ index: span.indexOf(manad), from: -performed - withdrawn, to: -performed, tone: PARTS[2].tone }]),
  ]);
  const up = Math.max(0, ...bars.map(({ to }) => to)), down = Math.min(0, ...bars.map(({ from }) => from));
  const { ticks, domain } = valueTicks(down, up || 1);
  const months = monthAxis(frame, span, {
    ticks,
    text: (tick) => formatCount(Math.abs(tick)),
  });
  return chart(frame, {
    ...months.frame,
    y: { domain },
    marks: [
      ...months.marks,
      Plot.rectY(bars, {
        x1: ({ index }) => index - 0.36,
        x2: ({ index }) => index + 0.36,
        y1: "from",
        y2: "to",
        fill: ({ tone }) => colour(tone),
      }),
      Plot.ruleY([0], { stroke: colour("ink") }),
    ],
  });
}
