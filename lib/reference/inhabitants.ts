import { addMonths, type Month } from "../calendar/month.ts";
import { MELLANSVERIGE, memberRegions, regions } from "./regions.ts";

/** The global symbol of the figures that were read besides, as `reload()` loads this module again. */
const OWN = Symbol.for("vantelage.inhabitants");

/** How many live in a region, from a month on. */
export interface InhabitantsFigure {
  /** The region's official name. */
  readonly region: string;
  /** The first month that it holds for. */
  readonly manad: Month;
  /** Persons. */
  readonly antal: number;
}

/** Says which figures of one's own hold beside the published ones, and instead of those for the same month. */
export function tellInhabitants(figures: readonly InhabitantsFigure[]): void {
  Reflect.set(globalThis, OWN, figures);
}

/** The figures that {@linkcode tellInhabitants} set last. */
export function ownInhabitants(): readonly InhabitantsFigure[] {
  return Reflect.get(globalThis, OWN) ?? [];
}

/**
 * The inhabitants of a region that a month's rates are counted on (invånare).
 *
 * @param name The region's official name, or {@linkcode MELLANSVERIGE} for the seven together.
 * @param month The month. The latest figure from that month or earlier holds; before the first figure, the first.
 * @returns Persons, or `null` where no figure is known.
 *
 * @example The figures of the published table of April 2024
 * ```ts
 * import assert from "node:assert/strict";
 * import { inhabitants } from "vantelage";
 * assert.equal(inhabitants("Region Dalarna", "2024-04"), 287_451);
 * assert.equal(inhabitants("Sjukvårdsregion Mellansverige", "2024-04"), 2_153_599);
 * ```
 */
export function inhabitants(name: string, month: Month): number | null {
  if (name === MELLANSVERIGE) {
    const parts = memberRegions.map((member) => inhabitants(member, month));
    return parts.reduce((sum, part) => sum === null || part === null ? null : sum + part, 0);
  }
  return figureOf(name, month)?.antal ?? null;
}

/**
 * Of which month the inhabitants are that a month's rates are counted on, where that is of another year.
 *
 * @param month The month.
 * @returns The first month of the oldest figure of the seven regions; `null` where it is of the same year, or there is none.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { otherInhabitantsMonth } from "vantelage/reference";
 * assert.equal(otherInhabitantsMonth("2026-10"), "2024-04");
 * assert.equal(otherInhabitantsMonth("2024-12"), null);
 * ```
 */
export function otherInhabitantsMonth(month: Month): Month | null {
  const [fran = month] = memberRegions.flatMap((name) => figureOf(name, month)?.fran ?? []).sort();
  return fran.slice(0, 4) === month.slice(0, 4) ? null : fran;
}

/**
 * Whether figures are more than a year older than the month that they are used for.
 *
 * @param figures The month of the figures.
 * @param month The month that they are used for.
 * @returns `true` from the thirteenth month on.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { isYearOld } from "vantelage/reference";
 * assert.equal(isYearOld("2024-04", "2025-04"), false);
 * assert.equal(isYearOld("2024-04", "2025-05"), true);
 * ```
 */
export function isYearOld(figures: Month, month: Month): boolean {
  return addMonths(figures, 12) < month;
}

function figureOf(name: string, month: Month): { readonly fran: Month; readonly antal: number } | undefined {
  const own = ownInhabitants().filter(({ region }) => region === name)
    .map(({ manad: fran, antal }) => ({ fran, antal }));
  const published = regions.find((region) => region.namn === name)?.invanare ?? [];
  const figures = [...published.filter(({ fran }) => !own.some((figure) => figure.fran === fran)), ...own]
    .sort((a, b) => a.fran < b.fran ? -1 : 1);
  return figures.findLast((figure) => figure.fran <= month) ?? figures[0];
}
