import type { CubeCell } from "../cube/mod.ts";
import type { BoughtCareCover, CareCover } from "../plan/mod.ts";

/**
 * What has been delivered of the regions' care, from cells of performed operations and what regions have accounted for.
 *
 * @param cells Performed operations; a region has delivered a month where some of its patients' home regions are known.
 * @param covers What is accounted for of bought care.
 */
export function careCoverOf(
  cells: readonly Pick<CubeCell, "region" | "manad" | "hemregion">[],
  covers: readonly BoughtCareCover[],
): CareCover {
  const homes = new Set(
    cells.filter(({ hemregion }) => hemregion !== null).map(({ region, manad }) => `${region} ${manad}`),
  );
  return {
    performed: (region, manad) => homes.has(`${region} ${manad}`),
    bought: (region, manad) =>
      covers.some((each) => each.region === region && each.fran <= manad && manad <= each.till),
  };
}
