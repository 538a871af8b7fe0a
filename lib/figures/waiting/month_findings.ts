import { addMonths, monthName } from "../../calendar/mod.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import type { SeriesPoint } from "../../indicators/series.ts";
import { rowName, type WaitTableRow } from "../../indicators/wait_table.ts";
import { ratio } from "../../indicators/waiting.ts";
import { regionShortName } from "../../reference/regions.ts";
import { deviationsByRegion } from "./deviations_by_region.ts";
import { isCompared } from "../marks/_few.ts";
import type { Figure } from "../marks/figure.ts";
import type { FindingItem } from "../marks/findings.ts";
import type { FigureOptions } from "../marks/figure_options.ts";
import { formatCount, formatShare } from "../marks/format.ts";
import { groupsOver, largestGroups } from "./largest_groups.ts";
import { longWaitersByRegion } from "./long_waiters_by_region.ts";
import { overLimitByRegion } from "./share_ranking.ts";
import { byShare, shareOf } from "./_over_limit.ts";
import { aboutText, deviationSum, extremes, joinNames, nobodyWaits, unknownIn } from "../marks/_wording.ts";

/**
 * What there is to say about a month, with sizes: the share over the limit, the long waiters, the largest groups, and
 * those beside the guarantee. The words hold for every outcome; where a finding has nothing to compare it is left out.
 *
 * @param byRegion The table by region with its total.
 * @param byCare The table by vårdutbud with its total.
 * @param options Month, limit, selection and missing regions.
 * @returns Findings for {@linkcode findings}, the most important first, each with the figure that shows it; at least one.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { monthFindings } from "vantelage";
 * assert.deepEqual(monthFindings([], [], { manad: "2024-04" }), [{ text: "Ingen väntar" }]);
 * ```
 */
export function monthFindings(
  byRegion: readonly WaitTableRow[],
  byCare: readonly WaitTableRow[],
  options: FigureOptions,
): FindingItem[] {
  const regions = byRegion.filter(({ total, antal }) => !total && antal > 0);
  const total = byRegion.find((row) => row.total);
  if (!total || regions.length === 0) return [{ text: nobodyWaits(options) }];
  const { omitted = [] } = options,
    over = total.over.value,
    { rows: groups, definition } = groupsOver(byCare, options),
    sizes = largestGroupSizes(groups);
  return [
    overLimitFinding(byRegion, options),
    ...(over > 0
      ? [item(
        longWaitersByRegion(byRegion, options),
        total.long.value > 0 && !total.long.unplaced
          ? `${aboutText(ratio(total.long, total.antal), "share")} av alla väntande`
          : null,
      )]
      : []),
    ...(groups.some((row) => !row.total && row.overIncluding.value > 0)
      ? [
        item(
          largestGroups(byCare, options),
          sizes === null ? null : `${sizes}, ${definition}`,
        ),
      ]
      : []),
    ...((deviationSum(total) ?? 0) > 0
      ? [{
        ...item(
          deviationsByRegion(byRegion, options),
          total.deviationShare === null ? null : `${formatShare(total.deviationShare)} av alla`,
        ),
        text: `${formatCount(deviationSum(total))} väntar av eget val eller medicinska skäl`,
      }]
      : []),
    ...omitted.length > 0 ? [{ text: unknownIn(omitted) }] : [],
  ];
}

/**
 * How the share over the limit has changed since the year before and the month before (vad har ändrats).
 *
 * @param points The share month by month, the month looked at last.
 * @param options Month, limit, selection and missing regions.
 * @returns The finding. A month of other regions is not compared with.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { changeFinding } from "vantelage/figures";
 * const point = { manad: "2024-04", value: 0.353, yearBefore: 0.316, change: 0.037, regions: [], missing: [] } as const;
 * assert.equal(changeFinding([point], { manad: "2024-04" }).text,
 *   "35,3\u00a0% har väntat över 90 dagar, mot 31,6\u00a0% i april 2023");
 * ```
 */
export function changeFinding(
  points: readonly SeriesPoint[],
  options: FigureOptions,
): FindingItem {
  const { limitDays = GUARANTEE_DAYS, manad } = options, last = points.find((point) => point.manad === manad);
  if (last === undefined || last.value === null) {
    return {
      text: nobodyWaits(
        options,
        `Andelen över ${limitDays} dagar är okänd eller finns inte i ${monthName(manad)}`,
      ),
    };
  }
  const before = points.find((point) => point.manad === addMonths(manad, -1));
  const isAlike = before !== undefined && before.regions.join() === last.regions.join();
  const than = [
    ...last.yearBefore === null
      ? []
      : [`${formatShare(last.yearBefore)} i ${monthName(addMonths(manad, -12))}`],
    ...!isAlike || before.value === null
      ? []
      : [`${formatShare(before.value)} i ${monthName(before.manad).split(" ")[0]}`],
  ];
  return {
    text: `${formatShare(last.value)} har väntat över ${limitDays} dagar${
      than.length === 0 ? "" : `, mot ${joinNames(than)}`
    }`,
    ...last.missing.length > 0 && { detail: `utan ${joinNames(last.missing.map(regionShortName))}` },
  };
}

/** Which region has the largest share over the limit, with the sizes of the largest and the smallest. */
export function overLimitFinding(byRegion: readonly WaitTableRow[], options: FigureOptions): FindingItem {
  const compared = byRegion.filter(({ total, antal }) => !total && isCompared(antal, options));
  const isSome = byRegion.some(({ total, over }) => total && over.value > 0);
  return item(
    overLimitByRegion(byRegion, options),
    compared.length > 1 && isSome ? shareSizes(compared) : null,
  );
}

/** What a figure says, with a size. */
function item({ kind, headline, subtitle }: Figure, detail: string | null): FindingItem {
  return {
    text: headline,
    ...(detail === null ? {} : { detail }),
    figure: { kind, headline, subtitle },
  };
}

function shareSizes(regions: readonly WaitTableRow[]): string | null {
  const found = extremes(
    byShare(regions).map((row) => ({ name: regionShortName(row.name), value: shareOf(row) })),
    formatShare,
  );
  if (found === null || found.equal) return null;
  return `${found.topText} mot ${found.bottomText}`;
}

/** The two largest, unless the headline says that they are equal or that there is only one. */
function largestGroupSizes(byCare: readonly WaitTableRow[]): string | null {
  const [first, second] = byCare
    .filter(({ total, name, overIncluding }) =>
      !total && name !== rowName("vardutbud", null) && overIncluding.value > 0 && !overIncluding.unplaced
    )
    .map(({ overIncluding }) => overIncluding).sort((a, b) => b.value - a.value)
    .map((number) => aboutText(number, "count"));
  return first === undefined || first === second
    ? null
    : joinNames(second === undefined ? [first] : [first, second]);
}
