/** Whether two public reports can be laid side by side, and what they give away together. */
import type { Month } from "../calendar/mod.ts";
import { type Status, STATUSES } from "../cube/mod.ts";
import { type ProtectionRule, revealedBy } from "../disclosure/mod.ts";
import type { PublishedRecord } from "../selection/mod.ts";
import { MONTHS_BEFORE, type Publication, type PublicRun } from "./_publication.ts";

/** Why a report cannot be protected against one that stands, or is to take its place, as a clause; `null` when it can. */
export function conflictOf(
  each: Publication,
  record: PublishedRecord | null,
  run: PublicRun,
  replace: boolean,
): string | null {
  const theirs = `den publika rapporten för ${each.manad}`;
  if (isOtherRule(each.rule, run.rule)) {
    return `${run.manad} med ${ruleText(run.rule)} går inte bredvid ${theirs} med ${ruleText(each.rule)}`;
  }
  const counted = record?.points.find((point) =>
    point.definition !== run.definition && isShownIn(point.manad, run.manad)
  );
  if (counted !== undefined) {
    return `${counted.manad} är publicerad ${counted.definition} och skulle nu räknas ${run.definition}`;
  }
  const other = each.manad !== run.manad
    ? undefined
    : each.held.find((one) =>
      !run.held.some(({ region, status, sha256 }) =>
        one.region === region && one.status === status && one.sha256 === sha256
      )
    );
  if (other !== undefined) {
    return `${other.region} har en annan leverans för ${run.manad} än när ${theirs} gjordes`;
  }
  // Months before stand as they were published, and late regions are protected; not so beside numbers that nobody knows,
  // rounded ones, a later month's page, which follows this one as it was, and a page that is withdrawn anyway.
  const isKnown = record !== null && !replace && run.rule.mode === "suppress" && each.manad <= run.manad;
  const changed = each.months.length === 0
    ? run.manad
    : isKnown
    ? undefined
    : run.months.find(({ manad }) => isChanged(each, run, manad))?.manad;
  return changed === undefined ? null : `${changed} har andra leveranser än när ${theirs} gjordes`;
}

/** Whether a report stands and shows some of the same months. */
export function isBeside(each: Publication, run: PublicRun): boolean {
  return each.withdrawn === undefined &&
    Math.abs(monthNumber(each.manad) - monthNumber(run.manad)) <= MONTHS_BEFORE;
}

/** Whether a report of a month follows another month. */
export function isShownIn(manad: Month, report: Month): boolean {
  const before = monthNumber(report) - monthNumber(manad);
  return before >= 0 && before <= MONTHS_BEFORE;
}

/** The regions that have delivered a status since a report of the same month. */
export function lateRegions(each: Publication, run: PublicRun, status: Status): string[] {
  return run.held.filter((held) =>
    held.status === status &&
    !each.held.some((one) => one.status === status && one.region === held.region)
  ).map(({ region }) => region);
}

/** What two reports give away together: of the same month its tables, of any month that both follow its points. */
export function givenAway(
  before: PublishedRecord,
  now: PublishedRecord,
  isSameMonth: boolean,
): { revealed: number; changed: number } {
  const given = isSameMonth
    ? STATUSES.flatMap((status) => {
      const one = before.tables[status], other = now.tables[status];
      return one === undefined || other === undefined ? [] : [revealedBy(one, other)];
    })
    : [];
  const points = new Map(now.points.map((point) => [point.manad, point]));
  const otherPoints = before.points.filter(({ manad, regions, values }) => {
    const point = points.get(manad);
    return point !== undefined && point.regions.toSorted().join() === regions.toSorted().join() &&
      JSON.stringify(point.values) !== JSON.stringify(values);
  });
  return {
    revealed: given.reduce((sum, { revealed }) => sum + revealed, 0),
    changed: given.reduce((sum, { changed }) => sum + changed, otherPoints.length),
  };
}

/** Whether a month that both show is made of other deliveries. */
export function isChanged(each: Publication, run: PublicRun, manad: Month): boolean {
  const of = ({ months }: Pick<PublicRun, "months">) => months.find((month) => month.manad === manad)?.sha256;
  return of(each) !== undefined && of(each) !== of(run);
}

function isOtherRule(one: ProtectionRule, other: ProtectionRule): boolean {
  if (one.mode !== other.mode) return true;
  return one.mode === "round" ? one.base !== other.base : one.k !== other.k;
}

function ruleText({ k, mode, base }: ProtectionRule): string {
  return mode === "round" ? `tal avrundade till multiplar av ${base}` : `tal under ${k} dolda`;
}

function monthNumber(manad: Month): number {
  return 12 * Number(manad.slice(0, 4)) + Number(manad.slice(5));
}
