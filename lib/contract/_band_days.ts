import { type BandEnd, type BandLabel, type BandUnit, UNIT_DAYS } from "./_band_label.ts";

/** A band of waits in whole days, both included; `hi` is `null` when open. */
export interface BandDays {
  readonly lo: number;
  readonly hi: number | null;
}

/** Last days of the bands that the register and the planning group use. */
const STANDARD_ENDS: readonly number[] = [30, 60, 90, 120, 180, 365];
/** Those whose bands are so many years have an age, and not a wait. */
const MOST_YEARS = 5;
/** No age group and no number of months ends so high. */
const SURELY_DAYS = 90;
/** Pairs of standard ends below {@linkcode SURELY_DAYS}. */
const FIRST_STANDARD: readonly string[] = ["0-30", "31-60"];

/** Which end of a band belongs to it, where two bands share a number. */
type Edges = "completed" | "upper" | "lower" | "undecided";

/**
 * The days of bands that stand beside each other. Together their labels say what one does not:
 *
 * - 0-4, 5-8 weeks count completed weeks, so that 0-4 is the days 0-34; 0-6, 6-12 months meet in a point, which belongs to the first;
 * - "under 30" beside "30-60" leaves day 30 to the second, "> 60" beside "30-60" leaves day 60 to the first;
 * - of "under 90" and "över 90" alone day 90 belongs to the first, as in the vårdgaranti;
 * - "övriga" begins where the last of the others ends.
 *
 * @param labels The labels as read.
 * @param unit The unit of labels that name none, from what stands around the table; without it they are days where
 * they end at standard days, or of the one unit that the others name.
 * @returns A band for each label, or `null` where nothing says which unit the numbers have, or they are years of age.
 */
export function bandDays(labels: readonly BandLabel[], unit?: BandUnit): BandDays[] | null {
  const named = new Set(
    labels.flatMap(({ from, to }) => [from?.unit, to?.unit]).filter((one) => one != null),
  );
  const bare = labels.filter(({ from, to, rest }) =>
    !rest && [from, to].some((end) => end !== null && end.unit === null && end.number > 0)
  );
  const assumed = unit ??
    (bare.length === 0
      ? "dag"
      : partAtStandardDays(bare, labels)
      ? "dag"
      : named.size === 1
      ? [...named][0]
      : null);
  if (assumed === null || labels.some(({ from, to }) => isAge(from) || isAge(to))) return null;
  const whole = sharedEnd(withSides(labels.map(({ from, to, rest }) => ({
    from: from && { ...from, unit: from.unit ?? assumed },
    to: to && { ...to, unit: to.unit ?? assumed },
    rest,
  }))));
  const edges = edgesOf(whole);
  const days = whole.map((label) => {
    const others = whole.filter((other) => other !== label);
    return {
      lo: label.from === null ? 0 : firstDay(label.from, edges, others),
      hi: label.to === null ? null : lastDay(label.to, edges, others),
    };
  });
  const last = Math.max(-1, ...days.map(({ hi }) => hi ?? -1));
  return days.map((band, index) => labels[index].rest ? { lo: last + 1, hi: null } : band);
}

function isAge(end: BandEnd | null): boolean {
  return end !== null && end.unit === "ar" && end.number > MOST_YEARS;
}

type End = BandEnd & { readonly unit: BandUnit };
interface WholeLabel {
  readonly from: End | null;
  readonly to: End | null;
  readonly rest: boolean;
}

/** Whether bare numbers are days by themselves: all lie where the standard bands part, and one so high that it is no age. */
function partAtStandardDays(bare: readonly BandLabel[], all: readonly BandLabel[]): boolean {
  const standard = (end: BandEnd | null) =>
    end === null || end.number === 0 ||
    STANDARD_ENDS.some((day) => end.number === day || end.number === day + 1);
  const high = all.some(({ from, to }) =>
    [from, to].some((end) => end !== null && (end.unit ?? "dag") === "dag" && end.number >= SURELY_DAYS)
  );
  return bare.every(({ from, to }) => standard(from) && standard(to)) &&
    (high || bare.every(({ from, to }) => FIRST_STANDARD.includes(`${from?.number ?? 0}-${to?.number}`)));
}

/** "366<" begins at 366 beside 91-365, and after 366 beside 91-366. */
function withSides(labels: readonly WholeLabel[]): WholeLabel[] {
  const follows = (from: End) =>
    labels.some(({ to }) =>
      to !== null && to.inside === true && to.unit === from.unit && to.number === from.number - 1
    );
  return labels.map((label) =>
    label.from?.inside === null ? { ...label, from: { ...label.from, inside: follows(label.from) } } : label
  );
}

/** Of "under 90" and "över 90" the first holds day 90 where no other label does. */
function sharedEnd(labels: readonly WholeLabel[]): WholeLabel[] {
  const over = (to: End) =>
    labels.some(({ from }) => from !== null && from.inside === false && meet(from, to));
  return labels.map((label) =>
    label.to !== null && label.to.inside === false && over(label.to) &&
      !labels.some(({ from, to }) =>
        (from !== null && from.inside !== false && meet(from, label.to!)) ||
        (to !== null && to.inside === true && meet(to, label.to!))
      )
      ? { ...label, to: { ...label.to, inside: true } }
      : label
  );
}

function edgesOf(labels: readonly WholeLabel[]): Edges {
  const pairs = labels.flatMap((label) =>
    labels.flatMap(({ to }, at) =>
      label.from === null || to === null || labels[at] === label ? [] : [{ from: label.from, to }]
    )
  );
  const whole = (end: End) => end.inside === true && end.unit !== "dag";
  const adjoin = pairs.some(({ from, to }) =>
    whole(from) && whole(to) && from.unit === to.unit && from.number === to.number + 1
  );
  // "2-2 weeks" is a week, not a moment.
  const single = labels.some(({ from, to }) =>
    from !== null && to !== null && whole(from) && whole(to) && meet(from, to)
  );
  if (adjoin || single) return "completed";
  const lower = pairs.some(({ from, to }) => from.inside === true && to.inside === false && meet(from, to));
  const upper = pairs.some(({ from, to }) => from.inside === false && to.inside === true && meet(from, to));
  if (lower !== upper) return lower ? "lower" : "upper";
  const days = pairs.every(({ from, to }) => from.unit === "dag" && to.unit === "dag");
  // "<2", "2-5", ">5" weeks leave no moment between: they count completed weeks.
  return days ? "undecided" : lower ? "completed" : "upper";
}

function meet(a: End, b: End): boolean {
  return a.number * UNIT_DAYS[a.unit] === b.number * UNIT_DAYS[b.unit];
}

function firstDay(from: End, edges: Edges, others: readonly WholeLabel[]): number {
  const { number, unit, inside } = from, size = UNIT_DAYS[unit], within = inside === true || number === 0;
  if (edges === "completed" && unit !== "dag") return Math.ceil((within ? number : number + 1) * size);
  const taken = edges === "upper" &&
    others.some(({ to }) => to !== null && to.inside === true && meet(from, to));
  return within && !(taken && number > 0) ? Math.ceil(number * size) : Math.floor(number * size) + 1;
}

function lastDay(to: End, edges: Edges, others: readonly WholeLabel[]): number {
  const { number, unit, inside } = to, size = UNIT_DAYS[unit];
  if (edges === "completed" && unit !== "dag") return Math.ceil((inside ? number + 1 : number) * size) - 1;
  const left = edges === "lower" &&
    others.some(({ from }) => from !== null && from.inside !== false && meet(from, to));
  return inside && !left ? Math.floor(number * size) : Math.ceil(number * size) - 1;
}
