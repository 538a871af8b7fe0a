import type { Month } from "../calendar/mod.ts";
import {
  type Answering,
  answering,
  countedWords,
  type CoverQuestion,
  type CubeCell,
  isAnswered,
  onlyOfferings,
  type Status,
} from "../cube/mod.ts";
import { capitalise } from "../reference/mod.ts";
import type { Store } from "../store/mod.ts";

/** Which cells count alike. */
export interface CountedAlike {
  /** Whether a cell counts; its vårdutbud may be left out unless {@linkcode byOffering}. */
  readonly counts: (
    cell: Pick<CubeCell, "manad" | "status" | "region"> & Partial<Pick<CubeCell, "vardutbud">>,
  ) => boolean;
  /** Whether that depends on a cell's vårdutbud. */
  readonly byOffering: boolean;
}

/**
 * Which cells of many months count alike: those of deliveries that cover what is asked for, with PvV and MoV treated as
 * in the last month. A month of a region that does not is missing, never zero.
 *
 * @param store The store.
 * @param manad The last month.
 * @param vardutbud One vårdutbud only.
 * @returns Whether a cell counts, and what that depends on.
 */
export function countedAlike(
  store: Pick<Store, "coversOf">,
  manad: Month,
  vardutbud?: string,
): CountedAlike {
  const question: CoverQuestion = { vardutbud: vardutbud === undefined ? null : [vardutbud] };
  const last = answering(store.coversOf(manad), question);
  const known = { vantande: new Map<Month, Answering>(), genomforda: new Map<Month, Answering>() };
  const answerOf = (month: Month, status: Status): Answering => {
    let answer = known[status].get(month);
    if (answer === undefined) {
      const { deviations, vardutbud } = last.regions.length > 0
        ? last
        : { ...question, deviations: "exkl" as const };
      known[status].set(month, answer = answering(store.coversOf(month, status), { vardutbud, deviations }));
    }
    return answer;
  };
  return {
    counts: ({ manad, status, region, vardutbud = null }) =>
      isAnswered({ region, vardutbud }, answerOf(manad, status)),
    byOffering: last.vardutbud !== null,
  };
}

/** Options for figures of {@linkcode listCells}. */
export interface ListOptions {
  /** The last month. */
  readonly manad: Month;
  /** The vårdutbud in words. */
  readonly selection: string;
  /** Who of those who wait are counted. */
  readonly definition: string;
}

/**
 * Options for figures of {@linkcode listCells}: the last month, the vårdutbud in words, and who is counted.
 *
 * @param store An open store.
 * @param manad The last month.
 * @param vardutbud One vårdutbud only, by the name that the store holds.
 * @returns "Alla vårdutbud" and "exkl. PvV och MoV", unless no delivery of the month covers all or reports them.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { listOptions, openStore } from "vantelage";
 * using store = await openStore(await Deno.makeTempDir());
 * assert.deepEqual(listOptions(store, "2024-04"),
 *   { manad: "2024-04", selection: "Alla vårdutbud", definition: "exkl. PvV och MoV" });
 * ```
 */
export function listOptions(store: Pick<Store, "coversOf">, manad: Month, vardutbud?: string): ListOptions {
  const answer = answering(store.coversOf(manad), {
    vardutbud: vardutbud === undefined ? null : [vardutbud],
  });
  return {
    manad,
    selection: vardutbud ?? allOfferingsOf(answer),
    definition: countedWords(answer.deviations),
  };
}

/** All vårdutbud of an answer in words: "Alla vårdutbud", "Bara grå starr". */
export function allOfferingsOf({ vardutbud }: Answering): string {
  return vardutbud === null ? "Alla vårdutbud" : capitalise(onlyOfferings(vardutbud));
}
