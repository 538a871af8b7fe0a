import { addMonths, type Month } from "../../calendar/mod.ts";
import { countContacts } from "../../numeric/mod.ts";
import type { Calibration, ProjectionCell } from "./calibrate.ts";
import { project } from "./project.ts";

/** How many months ahead are compared with what came. */
const HORIZONS = [3, 6];
/** How much of the growth may be left after each month. */
const DAMPINGS = [0, 0.8, 0.9, 0.98];
/** Growth goes on only where that has been this much better. */
const CLEARLY = 0.9;
const PATHS = 60, PRIOR_COMPARISONS = 10;

/**
 * Chooses what history can tell apart: how much of the growth goes on, and how wide the intervals must be.
 *
 * @param cells The history.
 * @param earlier What was learnt from it up to earlier months, from which it is projected to what has come since.
 */
export function triedOnHistory(
  cells: readonly ProjectionCell[],
  earlier: readonly Calibration[],
): Required<Pick<Calibration, "damping" | "intervalScale">> {
  const waiting = new Map<string, number>();
  for (
    const [key, there] of Map.groupBy(cells, ({ status, region, manad }) => `${status} ${region} ${manad}`)
  ) {
    waiting.set(key, countContacts(there));
  }
  const outcomeOf = (region: string, manad: Month) => waiting.get(`vantande ${region} ${manad}`) ?? null;
  const compared = (damping: number, paths: number) =>
    earlier.flatMap((calibration) =>
      project({ ...calibration, damping }, { months: Math.max(...HORIZONS), paths, seed: "återblick" }).rows
        .flatMap((row) => {
          const outcome = row.name === null ? null : outcomeOf(row.name, row.manad);
          const isAsked = HORIZONS.some((ahead) => addMonths(calibration.asAt, ahead) === row.manad);
          return outcome === null || !isAsked
            ? []
            : [{ ...row.waiting, error: Math.abs(row.waiting.value - outcome) }];
        })
    );
  const errors = DAMPINGS.map((damping) => compared(damping, 0).reduce((sum, { error }) => sum + error, 0));
  const least = Math.min(...errors);
  const damping = least < CLEARLY * errors[0] ? DAMPINGS[errors.indexOf(least)] : 0;
  const ratios = compared(damping, PATHS).map(({ error, low80, high80 }) => {
    const half = ((high80 ?? 0) - (low80 ?? 0)) / 2;
    return half > 0 ? error / half : 0;
  }).sort((a, b) => a - b);
  if (ratios.length === 0) return { damping, intervalScale: 1 };
  const seen = ratios[Math.min(ratios.length - 1, Math.ceil(0.8 * (ratios.length + 1)) - 1)];
  const scale = (ratios.length * seen + PRIOR_COMPARISONS) / (ratios.length + PRIOR_COMPARISONS);
  return { damping, intervalScale: Math.min(4, Math.max(0.25, scale)) };
}
