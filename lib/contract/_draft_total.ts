import type { Extract } from "../extract/mod.ts";
import { readBandLabel } from "./_band_label.ts";
import type { ColumnLook } from "./_column_look.ts";

/**
 * Whether a column may count all who wait: it names no limit and no share, and no row has more in a band than there.
 *
 * @param extract The file; every record is looked at.
 * @param bands The columns of its bands or limits.
 */
export function mayBeTotal(
  { good, fields }: Pick<Extract, "good" | "fields">,
  column: ColumnLook,
  bands: readonly ColumnLook[],
): boolean {
  if (column.share || column.measure || readBandLabel(column.header) !== null) return false;
  for (let row = 0; row < good; row++) {
    const cells = fields(row), all = column.number(cells[column.column].trim());
    const most = Math.max(0, ...bands.map((band) => band.number(cells[band.column].trim()) ?? 0));
    if (all === null ? most > 0 : all < most) return false;
  }
  return good > 0;
}
