/** So many operations of a pair, to be done in some of an offer's months. */
export interface SumToSpread {
  /** The places of its months among the offer's months, in order. */
  readonly months: readonly number[];
  /** Operations, > 0. */
  readonly sum: number;
}

/**
 * Spreads sums over months by a simple rule that serves nearly always: who fills a group in every month goes every
 * month, the others first, in as few months in a row as the room allows; each as even as the others leave it.
 *
 * @param sums The sums.
 * @param room The room of each month.
 * @param smallestGroup The fewest of a sum in a month, where there are any.
 * @returns The operations of each sum in each month; `null` where the rule finds no way, though there may be one.
 */
export function spreadMonths(
  sums: readonly SumToSpread[],
  room: readonly number[],
  smallestGroup: number,
): number[][] | null {
  const left = [...room], found = sums.map(() => room.map(() => 0));
  const every = ({ months, sum }: SumToSpread) => sum >= smallestGroup * months.length;
  const bySum = sums.map((each, index) => ({ ...each, index })).toSorted((a, b) =>
    a.sum - b.sum || a.index - b.index
  );
  const regular = bySum.filter(every);
  /** What the regular ones need at least in a month. */
  const reserved = (month: number, after = -1) =>
    regular.filter(({ months }, order) => order > after && months.includes(month)).length * smallestGroup;
  const place = (index: number, months: readonly number[], amounts: readonly number[]) =>
    months.forEach((month, at) => {
      found[index][month] = amounts[at];
      left[month] -= amounts[at];
    });
  for (const { months, sum, index } of bySum.filter((each) => !every(each)).toReversed()) {
    const most = Math.floor(sum / smallestGroup);
    const windows = Array.from({ length: most }, (_, less) => most - less).flatMap((length) =>
      Array.from(
        { length: months.length - length + 1 },
        (_, start) => months.slice(start, start + length),
      )
    );
    const fitting = windows.map((window) => ({
      window,
      amounts: evenly(sum, window.map((month) => left[month] - reserved(month))),
    })).find(({ amounts }) => amounts?.every((amount) => amount >= smallestGroup));
    if (!fitting?.amounts) return null;
    place(index, fitting.window, fitting.amounts);
  }
  for (const [order, { months, sum, index }] of regular.entries()) {
    const amounts = evenly(sum, months.map((month) => left[month] - reserved(month, order)));
    if (!amounts?.every((amount) => amount >= smallestGroup)) return null;
    place(index, months, amounts);
  }
  return found;
}

/** A sum in whole parts as even as their caps allow, the earliest parts the larger; `null` when they hold too little. */
function evenly(sum: number, caps: readonly number[]): number[] | null {
  const parts = caps.map(() => 0);
  let left = sum;
  while (left > 0) {
    const open = parts.flatMap((part, index) => part < caps[index] ? [index] : []);
    if (open.length === 0) return null;
    const step = Math.min(
      Math.floor(left / open.length),
      ...open.map((index) => caps[index] - parts[index]),
    );
    for (const index of step > 0 ? open : open.slice(0, left)) parts[index] += Math.max(1, step);
    left = sum - parts.reduce((total, part) => total + part, 0);
  }
  return parts;
}
