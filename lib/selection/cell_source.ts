import type { Month } from "../calendar/month.ts";
import type { Status } from "../cube/cell.ts";
import type { CoveredSlot } from "../cube/cover.ts";
import type { PackedDimension, RolledCell } from "../cube/pack_cells.ts";
import { memberRegions } from "../reference/regions.ts";
import type { Scope } from "./scope.ts";

/** Which cells a selection asks for. */
export interface CellQuestion<D extends PackedDimension> {
  /** What is counted; its month is the only one unless {@linkcode months} says otherwise. */
  readonly scope: Scope;
  /** Waiting or performed. */
  readonly status: Status;
  /** The dimensions to keep. */
  readonly by: readonly D[];
  /** The months, where it is not the scope's own. */
  readonly months?: readonly Month[];
  /** The first days of bands to merge days into, where that is enough. @default days as they are */
  readonly bands?: readonly number[];
}

/** Where a selection takes its cells from: a store, or a page that carries its own. */
export interface CellSource {
  /** The regions that a month should hold: the sjukvårdsregion's, and any other that has delivered. */
  readonly regions: readonly string[];
  /** What was delivered of a month. */
  covers(manad: Month, status: Status): readonly CoveredSlot[];
  /** The first month that the source has of a scope; `null` when it has all that was delivered. */
  from(scope: Scope): Month | null;
  /** The cells of a scope, merged where they agree in the dimensions kept and in their days. */
  cells<D extends PackedDimension>(question: CellQuestion<D>): readonly RolledCell<D>[];
  /** Makes {@linkcode cells} ready for a question of many months, where that takes reading. */
  fetch?<D extends PackedDimension>(question: CellQuestion<D>): Promise<void>;
}

/** What a cell is of, its month and what is left out for PvV and MoV aside. */
type Place = { -readonly [D in "vardutbud" | "agarform" | "region" | "sjukhus"]: NonNullable<Scope[D]> };

/** What cells must be to belong to a scope, its month and those left out for PvV and MoV aside. */
export function placeOf({ vardutbud, agarform, region, sjukhus }: Scope): Partial<Place> {
  return {
    ...vardutbud !== null && { vardutbud },
    ...agarform !== null && { agarform },
    ...region !== null && { region },
    ...sjukhus !== null && { sjukhus },
  };
}

/** The sjukvårdsregion's regions, and then the others that have delivered. */
export function expectedRegions(delivered: Iterable<string>): string[] {
  return [...new Set([...memberRegions, ...[...delivered].sort(new Intl.Collator("sv").compare)])];
}
