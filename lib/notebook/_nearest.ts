/** The candidate fewest edits away from what was written, case aside; `null` without candidates. */
export function nearest(written: string, candidates: readonly string[]): string | null {
  const distances = candidates.map((candidate) => edits(written.toLowerCase(), candidate.toLowerCase()));
  return candidates[distances.indexOf(Math.min(...distances))] ?? null;
}

/** As {@linkcode nearest}; `null` where even that is another word: a third of its letters would have to change. */
export function resembling(written: string, candidates: readonly string[]): string | null {
  const found = nearest(written, candidates);
  const isNear = found !== null &&
    edits(written.toLowerCase(), found.toLowerCase()) <= Math.max(1, Math.floor(found.length / 3));
  return isNear ? found : null;
}

/** The Levenshtein distance: letters put in, taken out or changed. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      next.push(Math.min(next[j] + 1, row[j + 1] + 1, row[j] + Number(letter !== b[j])));
    }
    row = next;
  }
  return row[b.length];
}
