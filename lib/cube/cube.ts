import { nearestNames, officialName } from "../reference/mod.ts";
import { type CubeCell, type Dimension, DIMENSIONS } from "./cell.ts";
import { groupCells } from "./roll_up.ts";

/** Which cells to keep: each dimension may be given one value or several; what is left out is not limited. */
export type CubeFilter = {
  readonly [D in Dimension]?: CubeCell[D] | readonly CubeCell[D][];
};

/** Cells that agree in some dimensions. */
export type CubeGroup<D extends Dimension> = Pick<CubeCell, D> & {
  /** The cells. */
  readonly cells: readonly CubeCell[];
};

/** Cells of the wait cube with the two questions that are asked of them. Made by {@linkcode cube}. */
export class Cube {
  /** The cells. */
  readonly cells: readonly CubeCell[];

  /** Made by {@linkcode cube}. */
  constructor(cells: readonly CubeCell[]) {
    this.cells = cells;
  }

  /**
   * The cells that have these values.
   *
   * @param where The values, by dimension.
   * @returns A cube with fewer cells, or as many.
   * @throws {RangeError} If there is no such dimension, or no cell has such a value; the message, in Swedish, names the
   *   nearest.
   */
  filter(where: CubeFilter): Cube {
    const wanted = Object.entries(where).filter(([, value]) => value !== undefined)
      .map(([name, value]) => ({ name: checked(name), values: [value].flat() as CubeCell[Dimension][] }));
    for (const { name, values } of wanted) {
      for (const value of values) this.#checkValue(name, value);
    }
    return new Cube(
      this.cells.filter((cell) => wanted.every(({ name, values }) => values.includes(cell[name]))),
    );
  }

  /**
   * The cells group by group.
   *
   * @param dimensions What the groups differ in.
   * @returns One group for each combination that occurs, in order of first appearance.
   * @throws {RangeError} If there is no such dimension; the message, in Swedish, names the nearest.
   */
  by<D extends Dimension>(...dimensions: readonly D[]): CubeGroup<D>[] {
    for (const dimension of dimensions) checked(dimension);
    return groupCells(this.cells, dimensions).map(({ key, cells }) => ({ ...key, cells }));
  }

  /** A text that no cell has is most likely a spelling; without cells there is nothing to hold it against. */
  #checkValue(name: Dimension, value: CubeCell[Dimension]): void {
    if (typeof value !== "string" || this.cells.length === 0) return;
    const found = [...new Set(this.cells.map((cell) => cell[name]))].filter((each) =>
      typeof each === "string"
    );
    if (found.includes(value)) return;
    const meant = officialName(value), near = nearestNames(value, found);
    if (meant !== undefined && found.includes(meant)) {
      throw new RangeError(`Inga celler har ${name} "${value}". I kuben heter det "${meant}"`);
    }
    throw new RangeError(
      `Inga celler har ${name} "${value}". ${
        near.length > 0 ? `Närmast: ${near.join(", ")}` : `Det finns ${found.slice(0, 8).join(", ")}`
      }`,
    );
  }
}

function checked(name: string): Dimension {
  const known = DIMENSIONS.find((dimension) => dimension === name);
  if (known !== undefined) return known;
  const near = nearestNames(name, DIMENSIONS);
  throw new RangeError(
    `Kuben har inget som heter "${name}". ${
      near.length > 0 ? `Närmast: ${near.join(", ")}` : `Det finns ${DIMENSIONS.join(", ")}`
    }`,
  );
}

/**
 * Cells of the wait cube to be filtered and grouped (kuben), for what the selections do not answer.
 *
 * @param cells Cells in any order; not changed.
 * @returns The cube.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { countContacts, cube, type CubeCell } from "vantelage";
 * const cell = (region: string, antal: number): CubeCell => ({ manad: "2024-04", status: "vantande", region, sjukhus: null,
 *   vardutbud: "Gråstarr", agarform: null, avvikelse: null, vardgaranti: true, hemregion: null, lo: 9, hi: 9, antal });
 * const cells = [cell("Region Dalarna", 2), cell("Region Uppsala", 3), cell("Region Dalarna", 4)];
 * const groups = cube(cells).filter({ vardutbud: "Gråstarr" }).by("region");
 * assert.deepEqual(groups.map(({ region, cells }) => [region, countContacts(cells)]),
 *   [["Region Dalarna", 6], ["Region Uppsala", 3]]);
 * assert.throws(() => cube(cells).filter({ vardutbud: "Gråstar" }), /Närmast: Gråstarr/);
 * ```
 */
export function cube(cells: readonly CubeCell[]): Cube {
  return new Cube(cells);
}
