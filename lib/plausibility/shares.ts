import type { Finding } from "../contract/mod.ts";
import { fewNames, percent } from "./_wording.ts";
import type { Delivered, TypedRow } from "./delivered.ts";

/** A header that names a share. */
const SHARE = /andel|procent|%|\bpct\b|\bshare\b|per 100\b/i;
/** The days that a share is of: within them, over them, or a band. */
const WITHIN = /(?:inom|högst|under|upp till|max|t\.?o\.?m\.?|<|≤)\s*(?:(?:el|=)\s*)?(\d+)/i;
const OVER = /(?:över|mer än|längre än|>)\s*(\d+)/i;
const BETWEEN = /(?<!\d)(\d{1,5})\s{0,9}(?:-|–|till)\s{0,9}(\d+)/;
/** A share written without decimals is off by half a percentage point at most. */
const ROUNDED = 0.0051;

/**
 * Shares that stand next to the counts and are not theirs: a column that is not read, whose header names a share and a
 * limit or band of days (andel inom 90 dagar, 0-30 %), is compared with the share that the row's bands give. A share of
 * all, or of all without PvV and MoV, will do.
 *
 * @param delivered The delivery.
 * @returns At most one finding, of level warn.
 */
export function shareFindings({ rows, unread, reading: { layout }, place }: Delivered): Finding[] {
  const fields = layout.bands.filter(({ utom }) =>
    utom === undefined && !layout.bands.some((band) => band.utom)
  );
  const columns = unread.filter(({ header }) => SHARE.test(header)).flatMap(({ header, cells }) => {
    const span = spanOf(header), scale = scaleOf(cells);
    const chosen = span === null
      ? []
      : fields.filter(({ lo, hi }) => lo >= span.lo && (hi ?? Infinity) <= span.hi).map(({ field }) => field);
    return chosen.length === 0 || span === null ? [] : [{ header, cells, scale, chosen, span }];
  });
  const wrong = columns.flatMap(({ header, cells, scale, chosen, span }) =>
    rows.flatMap((row, number) => {
      const given = numberOf(cells[number]);
      const shares = covers(row, fields, span) ? sharesOf(row, chosen, fields.map(({ field }) => field)) : [];
      if (given === null || shares.length === 0) return [];
      const share = given / scale;
      return shares.some((own) => Math.abs(own - share) <= ROUNDED)
        ? []
        : [{ number, says: `${header} är ${percent(share)} där antalen ger ${percent(shares[0])}` }];
    })
  );
  if (wrong.length === 0) return [];
  return [{
    rule: "andel_stammer_inte",
    level: "warn",
    says: `andelar som inte stämmer med antalen bredvid dem: ${fewNames(wrong.map(({ says }) => says))}`,
    count: wrong.length,
    first: place(wrong[0].number, "region"),
  }];
}

/** The first and last day that a header's share is of. */
function spanOf(header: string): { lo: number; hi: number } | null {
  const between = BETWEEN.exec(header), over = OVER.exec(header), within = WITHIN.exec(header);
  if (between) return { lo: Number(between[1]), hi: Number(between[2]) };
  if (over) return { lo: Number(over[1]) + 1, hi: Infinity };
  return within ? { lo: 0, hi: Number(within[1]) } : null;
}

/** Whether a row's filled-in bands begin and end where a span does. */
function covers(
  row: TypedRow,
  bands: readonly { field: string; lo: number; hi: number | null }[],
  span: { lo: number; hi: number },
): boolean {
  const filled = bands.filter(({ field }) => typeof row[field] === "number");
  return filled.some(({ lo }) => lo === span.lo) && filled.some(({ hi }) => (hi ?? Infinity) === span.hi);
}

function sharesOf(row: TypedRow, chosen: readonly string[], all: readonly string[]): number[] {
  const sum = (fields: readonly string[]) => fields.reduce((sum, field) => sum + Number(row[field] ?? 0), 0);
  const bands = sum(all), deviations = sum(["pvv", "mov"]);
  return [bands, bands + deviations, Number(row.antal ?? bands)].filter((total) => total > 0)
    .map((total) => sum(chosen) / total);
}

/** 100 where a column's shares are percentages, 1 where they are parts of one. */
function scaleOf(cells: readonly string[]): number {
  return cells.some((cell) => cell.includes("%") || (numberOf(cell) ?? 0) > 1) ? 100 : 1;
}

function numberOf(cell: string): number | null {
  const text = /^(-?\d+(?:[.,]\d+)?)(?:\s*%)?$/.exec(cell.trim())?.[1];
  return text === undefined ? null : Number(text.replace(",", "."));
}
