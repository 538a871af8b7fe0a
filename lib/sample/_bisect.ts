/** Where an increasing function passes zero between two ends; the nearer end where it never does. */
export function bisect(increasing: (x: number) => number, from: number, to: number): number {
  let low = from, high = to;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (increasing(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
