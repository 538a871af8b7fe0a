/** Headers meet without regard to case, blanks, marks and Swedish letters; between two digits a mark counts (0-30). */
export function headerKey(header: string): string {
  return header.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll(">", "over ")
    .replace(/[^a-z0-9+]+/g, "_").replace(/(?<!\d)_|_(?!\d)/g, "");
}

/**
 * How alike two headers are: 1 when their keys are the same, else the share of pairs of neighbouring characters that
 * they have in common (Dice), and at least 0.8 when one is a part of the other.
 */
export function headerLikeness(a: string, b: string): number {
  const [left, right] = [a, b].map((header) => headerKey(header).replaceAll("_", ""));
  if (left === right) return 1;
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  const part = short.length >= 4 && long.includes(short) ? 0.8 : 0;
  const pairs = pairsOf(right);
  const common = pairsOf(left).filter((pair) => {
    const at = pairs.indexOf(pair);
    if (at >= 0) pairs.splice(at, 1);
    return at >= 0;
  }).length;
  return Math.max(part, 2 * common / Math.max(1, left.length + right.length - 2));
}

function pairsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));
}
