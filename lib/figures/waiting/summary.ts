import { DELIVERIES } from "../../reference/invented.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import { type Month, monthName } from "../../calendar/mod.ts";
import type { KeyMonths } from "../../indicators/measures.ts";
import type { SeriesPoint } from "../../indicators/series.ts";
import { rowName, type WaitTableRow } from "../../indicators/wait_table.ts";
import { ratio } from "../../indicators/waiting.ts";
import type { Bounded } from "../../numeric/mod.ts";
import { otherInhabitantsMonth } from "../../reference/inhabitants.ts";
import { regionShortName } from "../../reference/regions.ts";
import type { FigureOptions } from "../marks/figure_options.ts";
import { countsDeviations } from "../marks/_definition.ts";
import { isCompared } from "../marks/_few.ts";
import { faceOf } from "../marks/_face.ts";
import { type FindingItem, findings } from "../marks/findings.ts";
import { formatBounded, formatChange, formatCount, formatRate, formatShare } from "../marks/format.ts";
import { type KeyFigure, keyFigures } from "../marks/key_figures.ts";
import type { Panel } from "../marks/panel.ts";
import { overLimitFinding } from "./month_findings.ts";
import { overLimitByHospital } from "./share_ranking.ts";
import { waitTableFigure } from "./wait_table_figure.ts";
import { dailyChange } from "./_daily_change.ts";
import { byShare, openBandHeadline } from "./_over_limit.ts";
import {
  capitalise,
  deviationSum,
  estimateText,
  extremes,
  inDoubt,
  isNoneKnown,
  joinNames,
  namedBounded,
  nobodyWaits,
  numberWord,
  someNames,
  staysFirst,
  unknownIn,
} from "../marks/_wording.ts";

/**
 * The key figures of a month: how many wait, over the limit, over a year, and beside these by own choice or for medical
 * reasons.
 *
 * @param rows A table with its total.
 * @param options Month, limit, selection and missing regions.
 * @param months The same numbers month by month: each is then shown with its line and its change since the year before,
 * and with how many were operated, which is compared per working day.
 * @returns The panel; it says that nobody waits when the table is empty.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { monthKeyFigures } from "vantelage";
 * assert.equal(monthKeyFigures([], { manad: "2024-04" }).text(), "Väntande: 0 (ingen väntar, april 2024)");
 * ```
 */
export function monthKeyFigures(
  rows: readonly WaitTableRow[],
  options: FigureOptions,
  months?: KeyMonths,
): Panel {
  const { limitDays = GUARANTEE_DAYS, manad } = options;
  const total = rows.find((row) => row.total);
  if (!total) {
    const note = nobodyWaits(options, `ingen väntar, ${monthName(manad)}`);
    return keyFigures([{ label: "Väntande", value: isNoneKnown(options) ? "–" : "0", note }], {
      rests: DELIVERIES,
    });
  }
  const included = countsDeviations(options);
  const rate = included ? total.per1000Including : total.per1000;
  const part = (number: Bounded, of: number) =>
    of === 0 ? "av ingen" : estimateText(ratio(number, of), "share");
  return keyFigures([
    {
      label: "Väntande",
      value: formatCount(total.antal),
      note: rate === null ? monthName(manad) : rateText(rate, manad),
      ...sinceYearBefore(months?.waiting),
    },
    {
      label: `Över ${limitDays} dagar`,
      value: formatBounded(total.over, "count"),
      note: `${part(total.over, total.antal)} av de väntande`,
      tone: "late",
      ...sinceYearBefore(months?.over),
    },
    {
      label: "Över 365 dagar",
      value: formatBounded(total.long, "count"),
      note: `${part(total.long, total.antal)} av de väntande`,
      tone: "verylate",
      ...sinceYearBefore(months?.long),
    },
    ...operatedTile(months?.performed),
    {
      label: "PvV och MoV",
      value: formatCount(deviationSum(total)),
      note: total.pvv === null || total.mov === null
        ? unreportedText(total)
        : `${included ? "medräknade" : "vid sidan om"}, ${
          total.deviationShare === null ? "av ingen" : formatShare(total.deviationShare)
        } av alla`,
    },
  ], { rests: DELIVERIES });
}

/** How many were operated in the month; nothing where that is not known. */
function operatedTile(points: readonly SeriesPoint[] = []): KeyFigure[] {
  const last = points[points.length - 1];
  if (last === undefined || last.value === null || last.missing.length > 0) return [];
  const daily = dailyChange(last);
  return [{
    label: `Opererade i ${monthName(last.manad).split(" ")[0]}`,
    value: formatCount(last.value),
    ...daily !== null && { change: `${daily.text} per arbetsdag på ett år` },
    line: lineOf(points),
  }];
}

/** The line of a series, and its change since the year before where both years are known of the same regions. */
function sinceYearBefore(points: readonly SeriesPoint[] = []): Pick<KeyFigure, "change" | "line"> {
  const change = points[points.length - 1]?.change ?? null;
  return {
    line: lineOf(points),
    ...change !== null && { change: `${formatChange(change, "count")} på ett år` },
  };
}

/** A month without every region is no step of a line. */
function lineOf(points: readonly SeriesPoint[]): (number | null)[] {
  return points.map(({ value, missing }) => missing.length > 0 ? null : value);
}

/** "18,7 per 1 000 invånare"; few of many are not nobody. */
function rateText(rate: number, manad: Month): string {
  const few = rate > 0 && formatRate(rate) === formatRate(0)
    ? `mindre än ${formatRate(0.1)}`
    : formatRate(rate);
  const ofMonth = otherInhabitantsMonth(manad);
  return `${few} per 1\u00a0000 invånare${ofMonth === null ? "" : ` i ${monthName(ofMonth)}`}`;
}

function unreportedText({ pvv, mov }: WaitTableRow): string {
  return `${joinNames([...pvv === null ? ["PvV"] : [], ...mov === null ? ["MoV"] : []])} anges inte`;
}

/**
 * What stands out in one queue: which region has the largest share over the limit, how far apart regions are, and which
 * hospital has most over the limit.
 *
 * @param regions The table by region with its total.
 * @param hospitals The table by hospital with its total.
 * @param options Month, limit, selection and missing regions.
 * @returns The panel.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { groupFindings } from "vantelage";
 * assert.equal(groupFindings([], [], { manad: "2024-04" }).text(), "– Ingen väntar i april 2024.");
 * ```
 */
export function groupFindings(
  regions: readonly WaitTableRow[],
  hospitals: readonly WaitTableRow[],
  options: FigureOptions,
): Panel {
  return findings(groupFindingItems(regions, hospitals, options), { rests: DELIVERIES });
}

/** The items of {@linkcode groupFindings}. */
export function groupFindingItems(
  regions: readonly WaitTableRow[],
  hospitals: readonly WaitTableRow[],
  options: FigureOptions,
): FindingItem[] {
  const { limitDays = GUARANTEE_DAYS, manad } = options;
  const parts = byShare(regions.filter((row) => !row.total)), { omitted = [] } = options;
  if (parts.length === 0) {
    const open = regions.some(({ over }) => over.unplaced);
    if (open) {
      return [{ text: `${openBandHeadline(faceOf(options).howMany(`över ${limitDays} dagar`))}.` }];
    }
    return [{ text: nobodyWaits(options, `Ingen väntar i ${monthName(manad)}`) }];
  }
  const items: FindingItem[] = [overLimitFinding(regions, options)];
  const about = parts.some(({ median }) => inDoubt(median, "days")) ? "omkring " : "";
  const waits = parts.filter((row) => row.median !== null && isCompared(row.antal, options))
    .map((row) => ({ name: regionShortName(row.name), value: Math.round(row.median!.value) }));
  const median = extremes(waits, (days) => `${days} dagar`);
  if (median && !median.equal) {
    items.push({
      text: `Medianen skiljer ${about}${
        Math.max(...waits.map(({ value }) => value)) - Math.min(...waits.map(({ value }) => value))
      } dagar mellan regionerna`,
      detail: `${someNames(median.bottom, "regioner")} ${median.bottomText}, ${
        someNames(median.top, "regioner")
      } ${median.topText}`,
      figure: waitTableFigure(regions, { by: "region", ...options }),
    });
  }
  const stated = hospitals.filter(({ name, total }) => !total && name !== rowName("sjukhus", null));
  const places = stated.filter(({ over }) => !over.unplaced).map((row) => namedBounded(row.name, row.over));
  const most = extremes(places, formatCount);
  // Of a handful nobody is named as the one with most.
  const isMany = places.some(({ value }) => isCompared(value, options));
  if (most && isMany && places.length > 1 && !most.equal) {
    // Those at no stated hospital could make another the first.
    const others = hospitals.filter(({ name, total }) =>
      !total && !places.some((place) => place.name === name)
    )
      .reduce((sum, { over }) => sum + (over.high ?? Infinity), 0);
    const among = others > 0 && !staysFirst(places, others)
      ? `av ${numberWord(places.length)} sjukhus som kan jämföras har `
      : "";
    const top = someNames(most.top, "sjukhus"), probably = most.certain ? "" : "troligen ";
    items.push({
      text: `${
        capitalise(among === "" ? `${top} har ` : `${among}${top} `)
      }${probably}flest över ${limitDays} dagar`,
      detail: `${most.topText} väntande${most.top.length > 1 ? " i varje" : ""}`,
      figure: overLimitByHospital(hospitals, options),
    });
  }
  if (omitted.length > 0) items.push({ text: unknownIn(omitted) });
  return items;
}
