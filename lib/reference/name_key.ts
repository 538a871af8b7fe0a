/**
 * The key under which spellings of a name meet: lower case, single blanks, no blanks at the ends.
 *
 * @param text A name as somebody wrote it.
 * @returns The key.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { nameKey } from "vantelage/reference";
 * assert.equal(nameKey(" Region  ÖREBRO län"), "region örebro län");
 * ```
 */
export function nameKey(text: string): string {
  return text.replace(/[\s\u00a0\u202f]+/g, " ").trim().toLowerCase();
}

/**
 * The known names nearest to a misspelt one, for error messages.
 *
 * @param text What somebody wrote.
 * @param known The names there are.
 * @param most How many to give at the most. @default {3}
 * @returns Known names within a third of their length in edits, nearest first; none when nothing is near.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { nearestNames } from "vantelage/reference";
 * assert.deepEqual(nearestNames("Grastar", ["Gråstarr", "Gallsten"]), ["Gråstarr"]);
 * ```
 */
export function nearestNames(text: string, known: Iterable<string>, most = 3): string[] {
  const key = nameKey(text);
  return [...known]
    .map((name) => ({
      name,
      edits: editDistance(key, nameKey(name)),
      begins: key.length > 2 && nameKey(name).startsWith(key),
    }))
    .filter(({ name, edits, begins }) => begins || edits <= Math.max(1, Math.floor(name.length / 3)))
    .sort((a, b) => a.edits - b.edits || (a.name < b.name ? -1 : 1))
    .slice(0, most).map(({ name }) => name);
}

/** The least number of inserted, removed and changed characters between two texts (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}
