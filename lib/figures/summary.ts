import { monthName } from "../calendar/mod.ts";
import { rowName, type WaitTableRow } from "../indicators/wait_table.ts";
import { ratio } from "../indicators/waiting.ts";
import type { Bounded } from "../numeric/mod.ts";
import { regionShortName } from "../reference/regions.ts";
import type { FigureOptions } from "./figure_options.ts";
import { countsDeviations } from "./_definition.ts";
import { isCompared } from "./_few.ts";
import { type FindingItem, findings } from "./findings.ts";
import { formatBounded, formatCount, formatRate, formatShare } from "./format.ts";
import { keyFigures } from "./key_figures.ts";
import type { Panel } from "./panel.ts";
import { overLimitByHospital, overLimitByRegion } from "./share_ranking.ts";
import { waitTableFigure } from "./wait_table_figure.ts";
import { byShare, mayBeOver, openBandHeadline } from "./_over_limit.ts";
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
  tooFew,
  unknownIn,
} from "./_wording.ts";

/**
 * The key figures of a month: how many wait, over the limit, over a year, and beside these by own choice or for medical
 * reasons.
 *
 * @param rows A table with its total.
 * @param options Month, limit, selection and missing regions.
 * @returns The panel; it says that nobody waits when the table is empty.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { monthKeyFigures } from "vantelage";
 * assert.equal(monthKeyFigures([], { manad: "2024-04" }).text(), "Väntande: 0 (ingen väntar, april 2024)");
 * ```
 */
export function monthKeyFigures(rows: readonly WaitTableRow[], options: FigureOptions): Panel {
  const { limitDays = 90, manad } = options;
  const total = rows.find((row) => row.total);
  if (!total) {
    const note = nobodyWaits(options, `ingen väntar, ${monthName(manad)}`);
    return keyFigures([{ label: "Väntande", value: isNoneKnown(options) ? "–" : "0", note }]);
  }
  const included = countsDeviations(options);
  const rate = included ? total.per1000Including : total.per1000;
  const part = (number: Bounded, of: number) =>
    of === 0 ? "av ingen" : estimateText(ratio(number, of), "share");
  return keyFigures([
    {
      label: "Väntande",
      value: formatCount(total.antal),
      note: rate === null ? monthName(manad) : `${formatRate(rate)} per 1\u00a0000 invånare`,
    },
    {
      label: `Över ${limitDays} dagar`,
      value: formatBounded(total.over, "count"),
      note: `${part(total.over, total.antal)} av de väntande`,
      tone: "late",
    },
    {
      label: "Över 365 dagar",
      value: formatBounded(total.long, "count"),
      note: `${part(total.long, total.antal)} av de väntande`,
      tone: "verylate",
    },
    {
      label: "PvV och MoV",
      value: formatCount(deviationSum(total)),
      note: total.pvv === null || total.mov === null
        ? unreportedText(total)
        : `${included ? "medräknade" : "vid sidan om"}, ${
          total.deviationShare === null ? "av ingen" : formatShare(total.deviationShare)
        } av alla`,
    },
  ]);
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
  const { limitDays = 90, manad } = options;
  const parts = byShare(regions.filter((row) => !row.total)), { omitted = [] } = options;
  if (parts.length === 0) {
    const open = regions.some(({ over }) => over.unplaced);
    if (open) return findings([{ text: `${openBandHeadline(`över ${limitDays} dagar`)}.` }]);
    return findings([{ text: nobodyWaits(options, `Ingen väntar i ${monthName(manad)}`) }]);
  }
  const items: FindingItem[] = [{
    ...shareFinding(
      parts,
      options,
      regions.filter(({ total, over }) => !total && over.unplaced).length + omitted.length,
    ),
    figure: overLimitByRegion(regions, options),
  }];
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
  const places = hospitals.filter((row) =>
    !row.total && row.name !== rowName("sjukhus", null) && isCompared(row.antal, options) &&
    !row.over.unplaced
  )
    .map((row) => namedBounded(row.name, row.over));
  const most = extremes(places, formatCount);
  if (most && places.length > 1 && !most.equal) {
    items.push({
      text: `${capitalise(someNames(most.top, "sjukhus"))} har ${
        most.certain ? "" : "troligen "
      }flest över ${limitDays} dagar`,
      detail: `${most.topText} väntande`,
      figure: overLimitByHospital(hospitals, options),
    });
  }
  if (omitted.length > 0) items.push({ text: unknownIn(omitted) });
  return findings(items);
}

/** @param left How many other regions may have more or less, and are unknown. */
function shareFinding(
  all: readonly WaitTableRow[],
  options: FigureOptions,
  unknown: number,
): FindingItem {
  const { limitDays = 90 } = options;
  const parts = all.length === 1 ? all : all.filter(({ antal }) => isCompared(antal, options));
  const left = unknown + all.length - parts.length;
  const shares = parts.map((row) => namedBounded(regionShortName(row.name), row.overShare!));
  const found = extremes(shares, formatShare);
  if (found === null) return { text: tooFew(`över ${limitDays} dagar`, options) };
  if (all.every((row) => row.over.value === 0)) {
    return {
      text: `Ingen har ${left > 0 || mayBeOver(all) ? "säkert " : ""}väntat över ${limitDays} dagar`,
    };
  }
  if (found.equal) {
    return {
      text: `Andelen över ${limitDays} dagar är ${found.certain ? "" : "ungefär "}lika stor i alla regioner`,
      detail: found.topText,
    };
  }
  const among = left > 0 ? `Av ${numberWord(parts.length)} regioner som kan jämföras har ` : "";
  const top = someNames(found.top, "regioner"),
    first = among === "" ? `${capitalise(top)} har ` : `${among}${top} `;
  return {
    text: `${first}${found.certain ? "" : "troligen "}störst andel över ${limitDays} dagar`,
    detail: `${found.topText}; ${someNames(found.bottom, "regioner")} minst, ${found.bottomText}`,
  };
}
