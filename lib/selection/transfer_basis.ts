import { addMonths, lastDay, type Month, monthRange } from "../calendar/mod.ts";
import {
  type CapacityCell,
  freeCapacity,
  freshSignals,
  readSuitability,
  signalledCapacity,
  spareCapacity,
  type SpareReckoning,
  spareReckoning,
  type StandingSignal,
  transferLists,
  type TransferProblem,
} from "../cooperation/mod.ts";
import { type CareContract, careFlows, contractLimits, type ContractUse, contractUse } from "../plan/mod.ts";
import type { Store } from "../store/mod.ts";
import { careCoverOf } from "./_care_cover.ts";
import { listAges } from "./list_ages.ts";
import { longWaiting } from "./long_waiting.ts";
import { countedAlike } from "./counted_alike.ts";

/** Options for {@linkcode transferBasis}. */
export interface TransferBasisOptions {
  /** The month whose lists are looked at. */
  readonly manad: Month;
  /** What regions have signalled, as it stands on the month's last day. */
  readonly signals: readonly StandingSignal[];
  /** Agreements. @default none */
  readonly contracts?: readonly CareContract[];
  /** The first month in which operations may be moved. @default the second after `manad`: agreeing takes a month */
  readonly start?: Month;
  /** In how many months from it operations may be moved. @default {6} */
  readonly ahead?: number;
}

/** What transfers are proposed from. */
export interface TransferBasis {
  /** Lists, free capacity, and the agreements as limits. */
  readonly problem: TransferProblem;
  /** Cells of thirteen months of everybody who waits and was operated, by region and vårdutbud: the lists' history. */
  readonly cells: readonly CapacityCell[];
  /** What the flows of each list say of its room for others. */
  readonly reckoned: readonly SpareReckoning[];
  /** The agreements that limit the proposals, as they stand. */
  readonly agreements: readonly ContractUse[];
}

/**
 * What transfers are proposed from (underlag för förslag): the lists of a month with the ages that somebody asks for, the
 * room that regions have signalled or their flows show, and what agreements leave.
 *
 * @param store An open store.
 * @param options The month, signals and agreements.
 * @returns The problem, to be given to `proposeTransfers`, and what it was made of. Without deliveries nobody waits.
 * @throws {StoreError} If a file of the store is missing or damaged.
 * @throws {RangeError} If `start` is not after the month.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openStore, transferBasis } from "vantelage";
 * using store = await openStore(await Deno.makeTempDir());
 * const { problem } = await transferBasis(store, { manad: "2024-04", signals: [] });
 * assert.deepEqual([problem.lists, problem.rules.months.length], [[], 6]);
 * ```
 */
export async function transferBasis(store: Store, options: TransferBasisOptions): Promise<TransferBasis> {
  const { manad, signals, contracts = [], ahead = 6 } = options, asAt = lastDay(manad);
  const { start = addMonths(manad, 2) } = options;
  if (start <= manad) {
    throw new RangeError(`Cannot propose transfers as start must be after ${manad}: got ${start}`);
  }
  const months = monthRange(start, addMonths(start, ahead - 1));
  const cells = (await store.cells({
    where: { manad: monthRange(addMonths(manad, -12), manad) },
    by: ["manad", "status", "region", "vardutbud", "avvikelse"],
  })).filter(countedAlike(store, manad).counts);
  const signalled = signalledCapacity(signals, { asAt, months });
  const reckoned = spareReckoning(cells, { asAt: manad, months });
  const free = freeCapacity(signalled, spareCapacity(reckoned, { months }));
  const byAge = free.filter(({ villkor }) =>
    villkor?.alder_fran !== undefined || villkor?.alder_till !== undefined
  );
  const ages = await listAges(store, { manad, vardutbud: [...new Set(byAge.map((row) => row.vardutbud))] });
  const needs = freshSignals(signals, "behov", { asAt, months });
  const long = await longWaiting(store, { manad });
  const lists = transferLists(cells.filter((cell) => cell.manad === manad), { ages, needs, long });

  const offered = new Set(free.map(({ vardutbud, sjukhus }) => `${sjukhus} ${vardutbud}`));
  const about = contracts.filter(({ leverantor, vardutbud }) =>
    vardutbud.some((name) => offered.has(`${leverantor} ${name}`))
  );
  const performed = about.length === 0 ? [] : await store.cells({
    where: {
      status: "genomforda",
      manad: monthRange(about.map(({ fran }) => fran.slice(0, 7)).sort()[0], manad),
      vardutbud: [...new Set(about.flatMap(({ vardutbud }) => vardutbud))],
    },
    by: ["manad", "region", "sjukhus", "agarform", "hemregion", "vardutbud"],
  });
  const done = careFlows(performed), cover = careCoverOf(performed, []);
  return {
    problem: {
      lists,
      free,
      rules: {
        months,
        contracts: contractLimits(about, done, { asAt, months, cover }),
        suitability: await readSuitability(),
      },
    },
    cells,
    reckoned,
    agreements: contractUse(about, done, { asAt, cover }),
  };
}
