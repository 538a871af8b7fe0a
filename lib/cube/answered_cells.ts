import type { CubeCell } from "./cell.ts";
import type { Answering } from "./cover.ts";

/**
 * Whether an answer counts a cell of its month and status.
 *
 * @param cell The cell; one of no stated vårdutbud belongs to whatever its delivery holds.
 * @param answer Who answers, and for which vårdutbud; without an answer nothing counts.
 * @returns `true` where the region answers, for this vårdutbud too.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { answering, isAnswered } from "vantelage/cube";
 * assert.equal(isAnswered({ region: "Region Dalarna", vardutbud: "Gråstarr" }, answering([])), false);
 * ```
 */
export function isAnswered(
  { region, vardutbud }: Pick<CubeCell, "region" | "vardutbud">,
  answer: Answering | undefined,
): boolean {
  if (answer === undefined || !answer.regions.includes(region)) return false;
  return answer.vardutbud === null || vardutbud === null || answer.vardutbud.includes(vardutbud);
}
