import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import * as Plot from "@observablehq/plot";
import {
  type ShareFunnel,
  shareFunnel,
  shareFunnelLimits,
  type ShareUnit,
} from "../../analysis/variation/share_funnel.ts";
import { chart, halo, leftScale } from "../marks/_chart.ts";
import { Figure, type Frame } from "../marks/figure.ts";
import { figureDefinition, figureNote, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { formatCount, formatRate, formatShare } from "../marks/format.ts";
import { valueTicks } from "../marks/_month_axis.ts";
import { colour } from "../marks/palette.ts";
import { textWidth } from "../marks/_text_width.ts";
import { joinNames, numberWord, shortName } from "../marks/_wording.ts";

/**
 * Which units' shares over the limit differ by more than chance and their usual spread (trattdiagram).
 *
 * A dot a unit, its share against how many wait; the lines are the limits for a unit of that size, widened by the
 * spread that units have beyond chance. Units beyond the outer lines are named.
 *
 * @param units The units with their counts, in any order.
 * @param options Month, limit, selection and missing regions.
 * @returns The figure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { shareFunnelFigure } from "vantelage";
 * const units = ["Dalarna", "Uppsala", "Värmland"].map((name) => ({ unit: name, count: 300, total: 1000 }));
 * assert.equal(shareFunnelFigure(units, { manad: "2024-04" }).headline,
 *   "Alla tre ligger innanför trattens yttre gränser");
 * ```
 */
export function shareFunnelFigure(units: readonly ShareUnit[], options: FigureOptions): Figure {
  const { limitDays = GUARANTEE_DAYS } = options;
  const funnel = shareFunnel(units.map((each) => ({ ...each, unit: shortName(each.unit) })), {
    overDispersion: "additive",
  });
  const { value: found } = funnel;
  return new Figure({
    kind: "shareFunnelFigure",
    headline: funnel.value === null ? funnel.reason : headlineOf(funnel.value, limitDays),
    subtitle: figureSubtitle(
      `Andel väntande över ${limitDays} dagar mot antal väntande; linjer: gränser för 95 och 99,8 % av lika enheter`,
      options,
      figureDefinition(options),
    ),
    alt: found === null
      ? "Inget att jämföra."
      : `Punkter i en tratt: andel över ${limitDays} dagar för ${
        formatCount(found.rows.length)
      } enheter kring ${formatShare(found.target)}. ${
        found.rows.filter(({ signal }) => signal?.strong).map(({ unit, share, total }) =>
          `${unit} ${formatShare(share)} av ${formatCount(total)}.`
        ).join(" ")
      }`,
    note: figureNote([
      found !== null && found.tauSquared > 0
        ? `Utöver slumpen skiljer sig enheterna med ${
          formatRate(100 * Math.sqrt(found.tauSquared))
        } procentenheter (standardavvikelse), och gränserna är vidgade därefter.`
        : null,
      found !== null && found.leftOut.length > 0
        ? `Utan väntande: ${joinNames(found.leftOut.map(({ unit }) => unit))}.`
        : null,
      "Att ligga utanför säger inte varför: fråga efter orsaken.",
    ], options),
    table: {
      caption: `Andel över ${limitDays} dagar och gränserna för enhetens storlek`,
      remark: found === null ? undefined : `alla enheter: ${formatShare(found.target)}`,
      columns: [
        { key: "enhet", label: "Enhet", format: "text" },
        { key: "antal", label: "Väntande", unit: "antal", format: "count" },
        { key: "andel", label: `Över ${limitDays}`, unit: "andel", format: "share" },
        { key: "fran", label: "Nedre", unit: "99,8 %", format: "share" },
        { key: "till", label: "Övre", unit: "99,8 %", format: "share" },
        { key: "laget", label: "Läget", format: "text" },
      ],
      rows: (found?.rows ?? []).toSorted((a, b) => b.share - a.share).map((
        { unit, total, share, outer, signal },
      ) => ({
        cells: {
          enhet: unit,
          antal: total,
          andel: share,
          fran: outer.low,
          till: outer.high,
          laget: signal === null
            ? "brus"
            : `${signal.side === "high" ? "högre" : "lägre"}${signal.strong ? "" : ", svagt"}`,
        },
      })),
    },
    draw: found === null ? undefined : (frame) => drawFunnel(frame, found),
  });
}

function headlineOf({ rows }: ShareFunnel, limitDays: number): string {
  const beyond = (side: "low" | "high") =>
    rows.filter(({ signal }) => signal?.strong && signal.side === side).map(({ unit }) => unit);
  const high = beyond("high"), low = beyond("low"), of = `andel över ${limitDays} dagar`;
  if (rows.length === 1) return `Bara ${rows[0].unit} har väntande, så det finns inget att jämföra`;
  if (high.length + low.length === 0) {
    return `Alla ${numberWord(rows.length)} ligger innanför trattens yttre gränser`;
  }
  if (low.length === 0) return `Utanför tratten: ${joinNames(high)} har högre ${of} än de andra`;
  if (high.length === 0) return `Utanför tratten: ${joinNames(low)} har lägre ${of} än de andra`;
  return `Utanför tratten: ${joinNames(high)} har högre ${of}, ${joinNames(low)} lägre`;
}

function drawFunnel(frame: Frame, funnel: ShareFunnel): Element {
  const { rows, target } = funnel, wide = frame.width === 680;
  const x = valueTicks(0, Math.max(...rows.map(({ total }) => total)));
  const steps = Array.from({ length: 80 }, (_, step) => x.domain[1] * ((step + 1) / 80) ** 2);
  const curves = steps.map((total) => ({ total, ...shareFunnelLimits(funnel, total) }));
  const shares = rows.map(({ share }) => share);
  const narrow = curves[Math.floor(curves.length / 4)];
  const y = valueTicks(
    Math.max(0, Math.min(narrow.outer.low, ...shares)),
    Math.min(1, Math.max(narrow.outer.high, ...shares)),
  );
  const [bottom, top] = y.domain, inside = (value: number) => Math.min(Math.max(value, bottom), top);
  const edges = (["inner", "outer"] as const).flatMap((which) =>
    (["low", "high"] as const).map((side) => ({ which, side }))
  );
  const small = { fontSize: 12, fill: colour("muted") };
  const beyond = rows.filter(({ signal }) => signal?.strong);
  return chart(frame, {
    height: wide ? 340 : 300,
    marginLeft: 8 + Math.ceil(Math.max(...y.ticks.map((tick) => textWidth(formatShare(tick, 0), 12)))),
    marginRight: 20,
    marginTop: 12,
    marginBottom: 42,
    x: { domain: x.domain },
    y: { domain: y.domain },
    marks: [
      ...leftScale(y.ticks, (tick) => formatShare(tick, 0)),
      Plot.text(x.ticks.filter((_, index) => wide || index % 2 === 0), {
        x: (tick: number) => tick,
        text: (tick: number) => formatCount(tick),
        frameAnchor: "bottom",
        dy: 15,
        ...small,
      }),
      Plot.text(["antal väntande"], { frameAnchor: "bottom", dy: 33, ...small }),
      Plot.ruleY([target], { stroke: colour("muted"), strokeWidth: 1.5 }),
      ...edges.map(({ which, side }) =>
        Plot.line(curves.map((curve) => ({ total: curve.total, share: inside(curve[which][side]) })), {
          x: "total",
          y: "share",
          stroke: colour("muted"),
          strokeWidth: which === "outer" ? 1.75 : 1.25,
          strokeDasharray: which === "outer" ? "none" : "4 4",
        })
      ),
      Plot.dot(rows, {
        x: "total",
        y: "share",
        r: 4.5,
        fill: ({ signal }) => colour(signal?.strong ? "late" : signal ? "late-soft" : "n2"),
        stroke: colour("paper"),
      }),
      ...(["start", "end"] as const).map((textAnchor) =>
        Plot.text(beyond.filter(({ total }) => (total > x.domain[1] * 0.7) === (textAnchor === "end")), {
          x: "total",
          y: "share",
          text: "unit",
          dy: -13,
          fontSize: 12,
          textAnchor,
          fill: colour("ink"),
          ...halo(),
        })
      ),
    ],
  });
}
