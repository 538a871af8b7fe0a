import { DELIVERIES } from "../../reference/invented.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import * as Plot from "@observablehq/plot";
import type { Projected } from "../../analysis/projection/project.ts";
import type { ScenarioOutcome } from "../../analysis/projection/scenario_outcomes.ts";
import { monthName } from "../../calendar/mod.ts";
import { chart, halo } from "../marks/_chart.ts";
import { Figure, type Frame } from "../marks/figure.ts";
import { figureDefinition, figureNote, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { formatChange, formatCount, formatShare } from "../marks/format.ts";
import { valueTicks } from "../marks/_month_axis.ts";
import { colour } from "../marks/palette.ts";

/**
 * Where scenarios lead to, beside what comes if all goes on as before (jämförelse av scenarier).
 *
 * A point and the 80 % interval a scenario. The same chances wait in all of them, so the distance between two points is surer
 * than the intervals are wide.
 *
 * @param outcomes Outcomes, from {@linkcode scenarioOutcomes}, in any order.
 * @param options The last month known, limit and selection.
 * @returns The figure, without a scenario first, then the shortest list first. Its headline names the shortest.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { scenarioComparison } from "vantelage";
 * const at = (value: number) => ({ value, low80: value - 9, high80: value + 9, low95: value - 15, high95: value + 15 });
 * const row = (scenario: string | null, value: number) =>
 *   ({ scenario, manad: "2025-04", waiting: at(value), over: at(50), overShare: null });
 * const figure = scenarioComparison([row(null, 400), row("Fler operationer", 300)], { manad: "2024-04" });
 * assert.equal(figure.headline, "Kortast blir kön med ”Fler operationer”: 300 väntande i april 2025 mot 400 om inget ändras");
 * ```
 */
export function scenarioComparison(outcomes: readonly ScenarioOutcome[], options: FigureOptions): Figure {
  const rows = outcomes.toSorted((a, b) =>
    Number(a.scenario !== null) - Number(b.scenario !== null) || a.waiting.value - b.waiting.value
  );
  const { limitDays = GUARANTEE_DAYS } = options, definition = figureDefinition(options);
  const before = rows.find(({ scenario }) => scenario === null);
  const month = monthName(rows[0]?.manad ?? options.manad);
  const change = (now: Projected | null, then: Projected | null | undefined, format: "count" | "share") =>
    now && then ? formatChange(now.value - then.value, format) : null;
  return new Figure({
    rests: DELIVERIES,
    kind: "scenarioComparison",
    headline: headlineOf(rows, month),
    subtitle: figureSubtitle(
      "Antal väntande, framskrivet; strecket: 80 % av utfallen väntas här",
      options,
      definition,
      month,
    ),
    alt: `Punkter med streck, väntande i ${month}: ${
      rows.map(({ scenario, waiting }) =>
        `${nameOf(scenario)} ${formatCount(waiting.value)} (${formatCount(waiting.low80)}–${
          formatCount(waiting.high80)
        })`
      ).join(", ")
    }.`,
    note: figureNote([
      "Scenarierna möter samma slump, så avståndet mellan punkterna är säkrare än strecken är långa. Antalet operationer " +
      "följer planen, inte kön.",
    ], options),
    table: {
      caption: `Scenarierna i ${month}`,
      remark: definition,
      columns: [
        { key: "scenario", label: "Scenario", format: "text" },
        { key: "vantande", label: "Väntande", unit: "antal", format: "count" },
        { key: "skillnad", label: "Skillnad", unit: "antal", format: "text" },
        { key: "over", label: `Över ${limitDays} dagar`, unit: "antal", format: "count" },
        { key: "andel", label: `Över ${limitDays} dagar`, unit: "andel", format: "share" },
        { key: "andelsskillnad", label: "Skillnad", unit: "andel", format: "text" },
      ],
      rows: rows.map(({ scenario, waiting, over, overShare }) => ({
        cells: {
          scenario: nameOf(scenario),
          vantande: waiting.value,
          skillnad: scenario === null ? "" : change(waiting, before?.waiting, "count"),
          over: over.value,
          andel: overShare?.value ?? null,
          andelsskillnad: scenario === null ? "" : change(overShare, before?.overShare, "share"),
        },
      })),
    },
    draw: rows.length === 0 ? undefined : (frame) => drawOutcomes(frame, rows),
  });
}

function nameOf(scenario: string | null): string {
  return scenario ?? "Om inget ändras";
}

function headlineOf(rows: readonly ScenarioOutcome[], month: string): string {
  const before = rows.find(({ scenario }) => scenario === null);
  const best = rows.filter(({ scenario }) => scenario !== null)
    .reduce<ScenarioOutcome | null>(
      (least, row) => least === null || row.waiting.value < least.waiting.value ? row : least,
      null,
    );
  if (!best) {
    return before
      ? `${formatCount(before.waiting.value)} väntar i ${month} om inget ändras`
      : "Det finns inga scenarier";
  }
  const size = formatCount(best.waiting.value);
  if (!before) return `Kortast blir kön med ”${best.scenario}”: ${size} väntande i ${month}`;
  const usual = formatCount(before.waiting.value);
  if (best.waiting.value >= before.waiting.value) {
    return `Inget scenario gör kön kortare: ${usual} väntar i ${month} om inget ändras`;
  }
  return `Kortast blir kön med ”${best.scenario}”: ${size} väntande i ${month} mot ${usual} om inget ändras`;
}

function drawOutcomes(frame: Frame, rows: readonly ScenarioOutcome[]): Element {
  const most = Math.max(1, ...rows.map(({ waiting }) => waiting.high80 ?? waiting.value));
  const { ticks, domain } = valueTicks(0, most);
  const marks = rows.map(({ scenario, waiting, overShare }, index) => ({
    index,
    ...waiting,
    name: nameOf(scenario),
    size: overShare === null || frame.width === 345
      ? formatCount(waiting.value)
      : `${formatCount(waiting.value)} (${formatShare(overShare.value)} över gränsen)`,
    tone: scenario === null ? colour("ink") : colour("late"),
  }));
  const before = marks.find((_, index) => rows[index].scenario === null);
  const shown = frame.width === 680 ? ticks : ticks.filter((_, index) => index % 2 === 0);
  return chart(frame, {
    height: 46 * rows.length + 34,
    marginLeft: 10,
    marginRight: 24,
    marginTop: 6,
    marginBottom: 28,
    x: { domain },
    y: { domain: [-0.5, rows.length - 0.5], reverse: true },
    marks: [
      Plot.ruleX(shown, { stroke: colour("line") }),
      Plot.text(shown, {
        x: (tick: number) => tick,
        text: formatCount,
        frameAnchor: "bottom",
        dy: 16,
        fontSize: 12,
        fill: colour("muted"),
      }),
      before === undefined
        ? null
        : Plot.ruleX([before.value], { stroke: colour("muted"), strokeDasharray: "4 4" }),
      Plot.ruleY(marks.filter(({ low80 }) => low80 !== null), {
        y: "index",
        x1: "low80",
        x2: "high80",
        stroke: "tone",
        strokeWidth: 3,
        strokeOpacity: 0.45,
        dy: 10,
      }),
      Plot.dot(marks, { y: "index", x: "value", r: 5, fill: "tone", dy: 10 }),
      Plot.text(marks, {
        y: "index",
        frameAnchor: "left",
        textAnchor: "start",
        text: ({ name, size }: { name: string; size: string }) => `${name}: ${size}`,
        dy: -8,
        fill: colour("ink"),
        ...halo(),
      }),
    ],
  });
}
