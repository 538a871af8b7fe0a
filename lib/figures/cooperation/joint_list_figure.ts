import { DELIVERIES } from "../../reference/invented.ts";
import * as Plot from "@observablehq/plot";
import type { Equality } from "../../cooperation/equality.ts";
import type { JointListRow, JointListUncertainty } from "../../cooperation/joint_list.ts";
import type { PriorityRule } from "../../cooperation/priority_rule.ts";
import type { Bounded, Computed } from "../../numeric/mod.ts";
import { regionShortName } from "../../reference/regions.ts";
import { chart, halo } from "../marks/_chart.ts";
import { Figure, type Frame } from "../marks/figure.ts";
import { figureDefinition, figureNote, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { formatChange, formatDays, formatShare } from "../marks/format.ts";
import { colour } from "../marks/palette.ts";
import { tableFigure } from "../marks/table_figure.ts";
import { firstAlike, joinNames } from "../marks/_wording.ts";

/** What the joint list means for each region, without the values behind the means. */
export type JointListMean = Omit<JointListRow, "varden">;

/** Options for {@linkcode jointListFigure}. */
export interface JointListFigureOptions extends FigureOptions {
  /** Between which numbers the extra days lie. @default not shown */
  readonly uncertainty?: Pick<JointListUncertainty, "extra">;
}

/**
 * Expected days until operation today and on a joint list, by where people live (gemensam väntelista).
 *
 * @param rows What the joint list means for each region.
 * @param options Month, selection and missing regions.
 * @returns The figure, the region that waits longest extra first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { jointListFigure } from "vantelage/figures";
 * const row = (region: string, idag: number) =>
 *   ({ region, antal: 9, idag: { value: idag }, gemensam: { value: 90 }, extra: { value: idag - 90 } });
 * const figure = jointListFigure([row("Region Dalarna", 120), row("Region Uppsala", 70)], { manad: "2024-04" });
 * assert.equal(figure.headline, "Den som bor i Dalarna väntar i dag 30 dagar längre än på en gemensam lista");
 * ```
 */
export function jointListFigure(rows: readonly JointListMean[], options: JointListFigureOptions): Figure {
  const { uncertainty } = options;
  const known = rows.flatMap(({ region, idag, gemensam, extra }) =>
    idag.value === null || gemensam.value === null || extra.value === null
      ? []
      : [{ name: regionShortName(region), idag: idag.value, gemensam: gemensam.value, extra: extra.value }]
  ).sort((a, b) => b.extra - a.extra);
  const unknown = rows.filter(({ idag }) => idag.value === null);
  const longest = known.at(0), losers = known.filter(({ extra }) => extra <= -0.5);
  return new Figure({
    rests: DELIVERIES,
    kind: "jointListFigure",
    headline: longest === undefined
      ? "Väntan på en gemensam lista kan inte beräknas"
      : longest.extra < 0.5
      ? "Ingen väntar längre i dag än på en gemensam lista"
      : `Den som bor i ${
        joinNames(
          firstAlike(known, ({ extra }) => formatDays(Math.round(extra))).map(({ name }) => name),
          "eller",
        )
      } väntar i dag ${formatDays(Math.round(longest.extra))} dagar längre än på en gemensam lista`,
    subtitle: figureSubtitle(
      "Förväntade dagar kvar till operation i medeltal, efter var man bor",
      options,
      figureDefinition(options),
    ),
    alt: `Punkter per region: ${
      known.map(({ name, idag, gemensam }) =>
        `${name} ${formatDays(Math.round(idag))} dagar i dag och ${
          formatDays(Math.round(gemensam))
        } på gemensam lista`
      ).join(", ") || "inga värden"
    }.`,
    note: figureNote([
      unknown.length === 0
        ? null
        : `Kan inte beräknas för ${joinNames(unknown.map(({ region }) => regionShortName(region)))}.`,
      losers.length === 0 ? null : `Den som bor i ${
        joinNames(
          losers.map(({ name, extra }) => `${name} (${dayCount(-extra)})`),
          "eller",
        )
      } skulle vänta längre på en gemensam lista.`,
      uncertainty === undefined
        ? null
        : "Osäkerheten är 95 procents intervall, av hur säkert operationerna per dag är kända.",
      "Samma prioriteringsregel ordnar båda listorna; väntan är plats i kön delad med operationer per dag.",
    ], options),
    legend: {
      label: "Färger",
      items: [{ tone: "late", label: "Egen lista, i dag" }, { tone: "b2", label: "Gemensam lista" }],
    },
    table: {
      caption: "Förväntade dagar till operation",
      columns: [
        { key: "region", label: "Bor i", format: "text" },
        { key: "antal", label: "Väntande", unit: "antal", format: "count" },
        { key: "idag", label: "I dag", unit: "dagar", format: "days" },
        { key: "gemensam", label: "Gemensam lista", unit: "dagar", format: "days" },
        { key: "extra", label: "Längre i dag", unit: "dagar", format: "text" },
        ...(uncertainty === undefined
          ? []
          : [{ key: "osakerhet", label: "Osäkerhet", format: "text" as const }]),
      ],
      rows: rows.map(({ region, antal, idag, gemensam, extra }) => ({
        cells: {
          region: regionShortName(region),
          antal,
          idag: idag.value === null ? null : Math.round(idag.value),
          gemensam: gemensam.value === null ? null : Math.round(gemensam.value),
          extra: extra.value === null ? null : formatChange(Math.round(extra.value), "count"),
          osakerhet: rangeText(uncertainty?.extra.get(region)),
        },
      })),
    },
    draw: known.length === 0 ? undefined : (frame) => drawPairs(frame, known),
  });
}

function dayCount(days: number): string {
  const whole = Math.round(days);
  return `${formatDays(whole)} ${whole === 1 ? "dag" : "dagar"}`;
}

function rangeText(range: { readonly low: number; readonly high: number } | undefined): string {
  return range === undefined
    ? ""
    : [range.low, range.high].map((days) => formatChange(Math.round(days), "count")).join(" till ");
}

interface Pair {
  readonly name: string;
  readonly idag: number;
  readonly gemensam: number;
  readonly extra: number;
}

function drawPairs(frame: Frame, pairs: readonly Pair[]): Element {
  const end = Math.max(1, ...pairs.flatMap(({ idag, gemensam }) => [idag, gemensam]));
  const rows = pairs.map((pair) => ({ ...pair, change: formatChange(Math.round(pair.extra), "days") }));
  return chart(frame, {
    height: 44 * rows.length + 44,
    marginLeft: 8,
    marginRight: 30,
    marginTop: 18,
    marginBottom: 40,
    x: {
      domain: [0, end],
      axis: "bottom",
      label: "dagar",
      labelAnchor: "center",
      labelArrow: "none",
      ticks: 5,
      tickSize: 0,
    },
    y: { domain: rows.map(({ name }) => name), paddingOuter: 0 },
    marks: [
      Plot.ruleX([0], { stroke: colour("muted") }),
      Plot.link(rows, {
        x1: "gemensam",
        x2: "idag",
        y1: "name",
        y2: "name",
        stroke: colour("line"),
        strokeWidth: 5,
      }),
      Plot.dot(rows, { x: "gemensam", y: "name", r: 6, fill: colour("b2") }),
      Plot.dot(rows, { x: "idag", y: "name", r: 6, fill: colour("late") }),
      Plot.text(rows, {
        y: "name",
        text: ({ name, change }) => `${name}  ${change}`,
        frameAnchor: "left",
        textAnchor: "start",
        dx: 6,
        dy: -17,
        fontSize: 12,
        fill: colour("ink"),
        ...halo(),
      }),
    ],
  });
}

/**
 * How unequal regions are, by four measures with intervals, today and on a joint list (jämlikhet).
 *
 * @param rows What was measured, in Swedish, and the measures.
 * @param options Month and selection.
 * @returns The figure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { equalityIntervals } from "vantelage/cooperation";
 * import { equalityTable } from "vantelage/figures";
 * const measures = equalityIntervals([1, 3].map((varde) => ({ varden: [{ varde, antal: 9 }] })));
 * const figure = equalityTable([{ namn: "Dagar i dag", format: "days", measures }], { manad: "2024-04" });
 * assert.match(figure.headline, /^Dagar i dag: största värdet är 3,0 gånger det minsta/);
 * ```
 */
export function equalityTable(
  rows: readonly { namn: string; format: "days" | "share"; measures: Equality<Bounded> }[],
  options: FigureOptions,
): Figure {
  const first = rows.at(0), ratio = first?.measures.kvot.value;
  const text = (value: Computed<Bounded>, show: (number: number) => string, unit = "") =>
    value.value === null
      ? null
      : `${show(value.value.value)}${unit} (${show(value.value.low)}–${
        show(value.value.high ?? value.value.value)
      })`;
  const plain = (decimals: number) => (number: number) => number.toFixed(decimals).replace(".", ",");
  const points = (number: number) => plain(1)(100 * number);
  return tableFigure({
    rests: DELIVERIES,
    headline: first === undefined || !ratio
      ? "Skillnaden mellan regionerna kan inte beräknas"
      : `${first.namn}: största värdet är ${plain(1)(ratio.value)} gånger det minsta`,
    subtitle: figureSubtitle("Mått med 95 % intervall", options, figureDefinition(options)),
    caption: "Skillnader mellan regioner",
    columns: [
      { key: "namn", label: "Vad som jämförs", format: "text" },
      { key: "skillnad", label: "Störst minus minst", format: "text" },
      { key: "kvot", label: "Kvot störst/minst", format: "text" },
      { key: "gini", label: "Gini", format: "text" },
      { key: "theil", label: "Theil", format: "text" },
    ],
    rows: rows.map(({ namn, format, measures: { skillnad, kvot, gini, theil } }) => ({
      cells: {
        namn,
        skillnad: format === "share"
          ? text(skillnad, points, " procentenheter")
          : text(skillnad, plain(0), " dagar"),
        kvot: text(kvot, plain(1)),
        gini: text(gini, plain(2)),
        theil: text(theil, plain(3)),
      },
    })),
    note: figureNote([
      "Gini och Theil är 0 när alla regioner är lika. De räknas mellan regioner, inte inom dem. Intervallen visar " +
      "slumpen i vilka som råkar vänta; intervallet når 1, eller 0, om slumpen ensam kan förklara skillnaden. " +
      "Skillnaden mellan andelar är i procentenheter.",
    ], options),
  });
}

/**
 * A priority rule in words and numbers (prioriteringsregel), and on how many a medical target date can say.
 *
 * @param rule The rule.
 * @param queue How many have a måldatum, and the cells of all.
 * @returns The figure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { STANDARD_PRIORITY } from "vantelage/cooperation";
 * import { priorityTable } from "vantelage/figures";
 * assert.match(priorityTable(STANDARD_PRIORITY, { cells: [], medMaldatum: 0 }).headline, /^Ingen har/);
 * ```
 */
export function priorityTable(
  rule: PriorityRule,
  { cells, medMaldatum }: { cells: readonly { readonly antal: number }[]; medMaldatum: number },
): Figure {
  const all = cells.reduce((sum, { antal }) => sum + antal, 0);
  return tableFigure({
    rests: DELIVERIES,
    headline: medMaldatum === 0
      ? "Ingen har ett medicinskt måldatum i leveranserna, så väntetiden avgör ordningen"
      : `${formatShare(medMaldatum / all, 0)} av dem som väntar har ett medicinskt måldatum`,
    subtitle: `Prioriteringsregeln ”${rule.namn}”. ${rule.beskrivning}`,
    caption: "Regeln",
    columns: [
      { key: "del", label: "Vad som räknas", format: "text" },
      { key: "vikt", label: "Vikt", format: "rate" },
      { key: "tak", label: "Tak", unit: "gånger", format: "rate" },
    ],
    rows: [
      {
        cells: {
          del: `Väntan delad med ${rule.grans_dagar} dagar`,
          vikt: rule.vikt_vantan,
          tak: rule.tak_vantan,
        },
      },
      {
        cells: {
          del: "Väntan delad med tiden från beslut till måldatum",
          vikt: rule.vikt_maldatum,
          tak: rule.tak_maldatum,
        },
      },
    ],
    note: `Den som saknar måldatum räknas som om det låg vid ${rule.grans_dagar} dagar.`,
  });
}
