import { DELIVERIES } from "../../reference/invented.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import * as Plot from "@observablehq/plot";
import {
  type ShareFunnel,
  shareFunnel,
  shareFunnelLimits,
  type ShareFunnelRow,
  type ShareUnit,
} from "../../analysis/variation/share_funnel.ts";
import type { MeasuredUnit } from "../../analysis/variation/ranked_units.ts";
import { placesOf } from "./_ranking.ts";
import type { FunnelSignal } from "../../analysis/variation/funnel.ts";
import { chart, halo, leftScale } from "../marks/_chart.ts";
import { Figure, type Frame } from "../marks/figure.ts";
import { figureDefinition, figureNote, type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { formatCount, formatRate, formatShare } from "../marks/format.ts";
import { valueTicks } from "../marks/_month_axis.ts";
import { colour } from "../marks/palette.ts";
import { textWidth } from "../marks/_text_width.ts";
import { capitalise, joinNames, numberWord, shortName } from "../marks/_wording.ts";

/**
 * Which units' shares over the limit differ by more than chance and their usual spread (trattdiagram).
 *
 * A dot a unit, its share against how many wait. Two pairs of limits are drawn, both of 99.8 %: by chance alone, and by
 * chance and the spread that the other units have. The headline says how many differ beyond chance, who most, and by how
 * much. With fewer than five units there is no spread to estimate and only chance is drawn.
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
 *   "Ingen av de tre skiljer sig mer än slumpen från andelen för alla, 30,0\u00a0%");
 * ```
 */
export function shareFunnelFigure(units: readonly ShareUnit[], options: FigureOptions): Figure {
  const { limitDays = GUARANTEE_DAYS } = options;
  const funnel = shareFunnel(units.map((each) => ({ ...each, unit: shortName(each.unit) })), {
    ...{ overDispersion: "additive", withoutSelf: true },
  });
  const { value: found } = funnel, places = placesOf((found?.rows ?? []).map(measured), "share");
  return new Figure({
    rests: DELIVERIES,
    kind: "shareFunnelFigure",
    headline: funnel.value === null ? funnel.reason : headlineOf(funnel.value, limitDays),
    subtitle: figureSubtitle(
      `Andel väntande över ${limitDays} dagar mot antal väntande; gränserna rymmer 99,8 % av lika enheter`,
      options,
      figureDefinition(options),
    ),
    alt: found === null
      ? "Inget att jämföra."
      : `Punkter i en tratt: andel över ${limitDays} dagar för ${
        formatCount(found.rows.length)
      } enheter kring ${formatShare(found.target)}. ${
        found.rows.filter(({ chanceSignal }) => chanceSignal?.strong).map(({ unit, share, total }) =>
          `${unit} ${formatShare(share)} av ${formatCount(total)}.`
        ).join(" ")
      }`,
    note: figureNote([
      found === null
        ? null
        : found.overDispersion === "none"
        ? "Enheterna är för få för att skatta hur mycket de brukar skilja sig, så gränserna är slumpens."
        : `Streckade gränser: slumpen ensam. Heldragna: slumpen och den spridning som de andra enheterna har, ${
          formatRate(100 * Math.sqrt(found.tauSquared))
        } procentenheter (standardavvikelse) för alla.`,
      found !== null && found.leftOut.length > 0
        ? `Utan väntande: ${joinNames(found.leftOut.map(({ unit }) => unit))}.`
        : null,
      places.note,
      "Att ligga utanför säger inte varför: fråga efter orsaken.",
    ], options),
    table: {
      caption: `Andel över ${limitDays} dagar och gränserna för enhetens storlek`,
      remark: found === null ? undefined : `alla enheter: ${formatShare(found.target)}`,
      columns: [
        { key: "enhet", label: "Enhet", format: "text" },
        { key: "antal", label: "Väntande", unit: "antal", format: "count" },
        { key: "andel", label: `Över ${limitDays}`, unit: "andel", format: "share" },
        { key: "fran", label: "Slumpen, från", unit: "99,8 %", format: "share" },
        { key: "till", label: "till", unit: "99,8 %", format: "share" },
        { key: "franvid", label: "Med spridning, från", unit: "99,8 %", format: "share" },
        { key: "tillvid", label: "till", unit: "99,8 %", format: "share" },
        { key: "laget", label: "Läget", format: "text" },
        ...places.columns,
      ],
      rows: (found?.rows ?? []).toSorted((a, b) => b.share - a.share).map((
        { unit, total, share, outer, signal, chance, chanceSignal },
      ) => ({
        cells: {
          enhet: unit,
          antal: total,
          andel: share,
          fran: chance.outer.low,
          till: chance.outer.high,
          franvid: outer.low,
          tillvid: outer.high,
          laget: placeWords(chanceSignal, signal),
          ...places.cells(unit),
        },
      })),
    },
    draw: found === null ? undefined : (frame) => drawFunnel(frame, found),
  });
}

/** A share with the standard error of its own, that of half a contact more on each side, so that it is never 0. */
function measured({ unit, count, total, share }: ShareFunnelRow): MeasuredUnit {
  const own = (count + 0.5) / (total + 1);
  return { unit, value: share, standardError: Math.sqrt(own * (1 - own) / total) };
}

function headlineOf({ rows, target, overDispersion }: ShareFunnel, limitDays: number): string {
  if (rows.length === 1) return `Bara ${rows[0].unit} har väntande, så det finns inget att jämföra`;
  const beyond = rows.filter(({ chanceSignal }) => chanceSignal?.strong).sort((a, b) => b.share - a.share);
  const all = `andelen för alla, ${formatShare(target)}`;
  if (beyond.length === 0) {
    return `Ingen av de ${numberWord(rows.length)} skiljer sig mer än slumpen från ${all}`;
  }
  const ends = beyond.length === 1 ? beyond : [beyond[0], beyond[beyond.length - 1]];
  const named = ends.map(({ unit, share }) => `${unit} ${formatShare(share)}`).join(" och ");
  const wide = overDispersion === "none"
    ? []
    : rows.filter(({ signal }) => signal?.strong).map(({ unit }) => unit);
  const some = `${capitalise(numberWord(beyond.length))} av ${numberWord(rows.length)}`;
  return `${some} skiljer sig mer än slumpen från ${all} över ${limitDays} dagar: ${
    beyond.length > 2 ? "från " : ""
  }${beyond.length > 2 ? named.replace(" och ", " till ") : named}${
    wide.length === 0 ? "" : `; utöver den vanliga spridningen ${joinNames(wide)}`
  }`;
}

/** Where a unit lies, by chance and by the spread of the others. */
export function placeWords(chance: FunnelSignal | null, wide: FunnelSignal | null): string {
  if (!chance?.strong) return "inom slumpen";
  const way = chance.side === "high" ? "högre" : "lägre";
  return wide?.strong ? `${way}, utöver slump och spridning` : `${way} än slumpen`;
}

function drawFunnel(frame: Frame, funnel: ShareFunnel): Element {
  const { rows, target } = funnel, wide = frame.width === 680;
  const x = valueTicks(0, Math.max(...rows.map(({ total }) => total)));
  const steps = Array.from({ length: 80 }, (_, step) => x.domain[1] * ((step + 1) / 80) ** 2);
  const byChance = { ...funnel, overDispersion: "none" } as const;
  const curves = steps.map((total) => ({
    total,
    wide: shareFunnelLimits(funnel, total).outer,
    chance: shareFunnelLimits(byChance, total).outer,
  }));
  const shares = rows.map(({ share }) => share);
  const narrow = curves[Math.floor(curves.length / 4)];
  const y = valueTicks(
    Math.max(0, Math.min(narrow.wide.low, ...shares)),
    Math.min(1, Math.max(narrow.wide.high, ...shares)),
  );
  const [bottom, top] = y.domain, inside = (value: number) => Math.min(Math.max(value, bottom), top);
  const edges = (["chance", "wide"] as const).flatMap((which) =>
    (["low", "high"] as const).map((side) => ({ which, side }))
  );
  const small = { fontSize: 12, fill: colour("muted") };
  const beyond = rows.filter(({ chanceSignal }) => chanceSignal?.strong).sort((a, b) => a.share - b.share);
  const named = beyond.filter(({ signal }, index) =>
    signal?.strong || index === 0 || index === beyond.length - 1
  );
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
          strokeWidth: which === "wide" ? 1.75 : 1.25,
          strokeDasharray: which === "wide" && funnel.overDispersion !== "none" ? "none" : "4 4",
        })
      ),
      Plot.dot(rows, {
        x: "total",
        y: "share",
        r: 4.5,
        fill: ({ signal, chanceSignal }) =>
          colour(!chanceSignal?.strong ? "n2" : signal?.strong ? "late" : "late-soft"),
        stroke: colour("paper"),
      }),
      ...(["start", "end"] as const).map((textAnchor) =>
        Plot.text(named.filter(({ total }) => (total > x.domain[1] * 0.7) === (textAnchor === "end")), {
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
