import { DELIVERIES } from "../../reference/invented.ts";
import * as Plot from "@observablehq/plot";
import type { TwoWaits, TwoWaitsRow } from "../../analysis/survival/two_waits.ts";
import { regionShortName } from "../../reference/regions.ts";
import { lowerFirst } from "../../reference/sentence.ts";
import { chart } from "../marks/_chart.ts";
import { FOLLOWED, followedNote } from "./_followed.ts";
import { Figure, type Frame } from "../marks/figure.ts";
import { type FigureOptions, figureSubtitle } from "../marks/figure_options.ts";
import { formatDays } from "../marks/format.ts";
import { namedRows } from "../marks/_named_rows.ts";
import { colour } from "../marks/palette.ts";
import { capitalise, extremes, joinNames, someNames } from "../marks/_wording.ts";

/**
 * How long a person who is listed today will wait, beside how long those on the list have waited (två väntetider).
 *
 * A filled dot with its 95 % interval for who is listed today, a ring for those on the list. Both are medians, of
 * different people.
 *
 * @param rows The lists, in any order; half of them leave before the filled dot.
 * @param options Month, selection, and regions that cannot be followed.
 * @returns The figure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { twoWaitsFigure } from "vantelage";
 * import { exitCells, twoWaits } from "vantelage/analysis";
 * const exits = exitCells([{ days: 10, outcome: "operated" }, { days: 90, outcome: "waiting" }]);
 * const row = { name: "Region Dalarna", ...twoWaits(exits, [{ lo: 90, hi: 90, antal: 1 }]) };
 * assert.equal(twoWaitsFigure([row], { manad: "2024-04" }).headline,
 *   "I Dalarna får den som ställs i kö i dag vänta 10 dagar; de som står i kö har väntat 90");
 * ```
 */
export function twoWaitsFigure(rows: readonly TwoWaitsRow[], options: FigureOptions): Figure {
  const lists = rows.map((row) => ({ ...row, name: regionShortName(row.name) }))
    .sort((a, b) =>
      (b.listedToday.days.value ?? Infinity) - (a.listedToday.days.value ?? Infinity) ||
      (a.name < b.name ? -1 : 1)
    );
  const unknown = Map.groupBy(
    lists.flatMap(({ name, listedToday: { days } }) =>
      days.value === null ? [{ name, reason: days.reason }] : []
    ),
    ({ reason }) => reason,
  );
  return new Figure({
    rests: DELIVERIES,
    kind: "twoWaitsFigure",
    headline: headlineOf(lists),
    subtitle: figureSubtitle(
      "Median i dagar, från beslutet: för den som ställs i kö i dag till operationen, för dem som står i kö hittills",
      options,
      FOLLOWED,
    ),
    alt: `Punkter per lista. ${lists.map((row) => `${row.name}: ${sentence(row)}`).join(" ")}`,
    note: followedNote([
      "Linjen är 95 % konfidensintervall. Den som ställs i kö i dag väntar så länge om listan lämnas som under de " +
      "senaste månaderna; det är ingen prognos.",
      ...[...unknown].map(([reason, those]) =>
        `${joinNames(those.map(({ name }) => name))}: ${lowerFirst(reason)}.`
      ),
    ], options),
    legend: {
      label: "Vilken väntan",
      items: [
        { tone: "b2", label: "hur länge den som ställs i kö i dag får vänta (punkt)" },
        { tone: "n2", label: "hur länge de som står i kö har väntat (ring)" },
      ],
    },
    table: {
      caption: "Två väntetider, median",
      columns: [
        { key: "namn", label: "Lista", format: "text" },
        { key: "idag", label: "Ställs i kö i dag", unit: "dagar", format: "days" },
        { key: "fran", label: "från", unit: "95 %", format: "days" },
        { key: "till", label: "till", unit: "95 %", format: "days" },
        { key: "hittills", label: "Står i kö", unit: "dagar hittills", format: "days" },
      ],
      rows: lists.map(({ name, listedToday, onTheListNow }) => ({
        cells: {
          namn: name,
          idag: listedToday.days.value,
          fran: listedToday.low.value,
          till: listedToday.high.value,
          hittills: onTheListNow.value,
        },
      })),
    },
    draw: lists.length === 0 ? undefined : (frame) => drawWaits(frame, lists),
  });
}

function sentence({ listedToday, onTheListNow }: TwoWaits): string {
  const today = listedToday.days.value === null ? "okänt" : `${formatDays(listedToday.days.value)} dagar`;
  const now = onTheListNow.value === null ? "ingen" : `${formatDays(onTheListNow.value.value)} dagar`;
  return `ställs i kö i dag ${today}, står i kö ${now}.`;
}

function headlineOf(lists: readonly TwoWaitsRow[]): string {
  const known = lists.flatMap(({ name, listedToday }) =>
    listedToday.days.value === null ? [] : [{ name, value: listedToday.days.value }]
  );
  const found = extremes(known, formatDays);
  if (lists.length === 0) return "Ingen på listan kan följas";
  const isShort = ({ listedToday: { days } }: TwoWaitsRow) =>
    days.value === null && days.reason.startsWith("Andelen nås");
  if (found === null && !lists.every(isShort)) {
    return "Hur länge den som ställs i kö i dag får vänta kan inte bestämmas: för få har följts från beslutet";
  }
  if (found === null) return "Ingenstans har hälften opererats så länge de har följts";
  if (known.length === 1) {
    const now = lists.find(({ name }) => name === known[0].name)?.onTheListNow.value ?? null;
    const today = `I ${known[0].name} får den som ställs i kö i dag vänta ${found.topText} dagar`;
    return now === null ? today : `${today}; de som står i kö har väntat ${formatDays(now.value)}`;
  }
  if (found.equal) return `Den som ställs i kö i dag får vänta lika länge överallt, ${found.topText} dagar`;
  return `${
    capitalise(`i ${someNames(found.top, "regioner")}`)
  } får den som ställs i kö i dag vänta längst, ` +
    `${found.topText} dagar, i ${someNames(found.bottom, "regioner")} ${found.bottomText}`;
}

function drawWaits(frame: Frame, lists: readonly TwoWaitsRow[]): Element {
  const dots = lists.map(({ name, listedToday: { days, low, high }, onTheListNow }, index) => ({
    key: `rad ${index + 1}`,
    name,
    today: days.value,
    low: low.value ?? days.value,
    high: high.value ?? days.value,
    now: onTheListNow.value?.value ?? null,
  }));
  const most = Math.max(1, ...dots.flatMap(({ today, high, now }) => [today ?? 0, high ?? 0, now ?? 0]));
  const followed = dots.filter(({ today }) => today !== null);
  const named = namedRows(dots, { extent: [0, most], text: formatDays, unit: "dagar" });
  return chart(frame, {
    ...named.frame,
    marks: [
      ...named.marks,
      Plot.ruleY(followed, { y: "key", x1: "low", x2: "high", stroke: colour("b2"), strokeWidth: 3 }),
      Plot.dot(dots.filter(({ now }) => now !== null), {
        x: "now",
        y: "key",
        r: 5,
        fill: colour("paper"),
        stroke: colour("n2"),
        strokeWidth: 2.5,
      }),
      Plot.dot(followed, { x: "today", y: "key", r: 5, fill: colour("b2") }),
    ],
  });
}
