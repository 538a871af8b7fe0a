import { addMonths, type Month, monthName } from "../calendar/mod.ts";
import type { Computed } from "../numeric/mod.ts";
import { type CarePlace, hospitals, operationsName, regionShortName, type Travel } from "../reference/mod.ts";
import { filledRules, placeKey, type Transfer, type TransferProblem } from "./transfer_problem.ts";

/** What an operation of a vårdutbud costs. */
export interface OperationPrice {
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** Kronor for one operation. */
  readonly pris: number;
}

/** A proposal to decide on: one vårdutbud from one place to another. */
export interface TransferProposal {
  /** Where the patients wait. */
  readonly fran: CarePlace;
  /** Where they are operated. */
  readonly till: CarePlace;
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** Operations a month, in order of month. */
  readonly manader: readonly { readonly manad: Month; readonly antal: number }[];
  /** Operations, all months together. */
  readonly antal: number;
  /** The way between the places. */
  readonly resa: Travel;
  /** The change of the sending list's number over the limit, in proportion to it: −0.12 is 12 % fewer. */
  readonly avsandare: Computed;
  /** The change of the receiving region's number over the limit, likewise; 0 when it stays as it is. */
  readonly mottagare: Computed;
  /** Kronor by the price list. */
  readonly kostnad: Computed;
  /** The proposal as a sentence in Swedish. */
  readonly mening: string;
}

/**
 * The proposals that transfers amount to (förslag att besluta om), each with its effect on both sides, its cost and a
 * sentence.
 *
 * @param problem The lists and rules that the transfers were proposed by.
 * @param transfers The transfers.
 * @param prices The price list; a vårdutbud without a price has no cost.
 * @returns A proposal for each pair of places and vårdutbud, the most operations first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { transferProposals } from "vantelage";
 * const vardutbud = "Knäled protes", resa = { km: 177, minuter: 152, uppskattad: true };
 * const fran = { region: "Region Värmland", sjukhus: null }, till = { region: "Region Västmanland", sjukhus: null };
 * const transfers = ["2024-05", "2024-06"].map((manad) => ({ fran, till, vardutbud, manad, antal: 18, resa }));
 * const lists = [{ ...fran, vardutbud, vantande: 463, over: 300, medelvantan: 229 }];
 * const [proposal] = transferProposals({ lists, free: [], rules: { months: [] } }, transfers, [{ vardutbud, pris: 80_000 }]);
 * assert.equal(proposal.mening, "Värmland → Västmanland: 18 knäproteser per månad i maj–juni; " +
 *   "Värmland −12 % över 90 dagar, Västmanland oförändrad, cirka 177 km");
 * assert.deepEqual(proposal.kostnad, { value: 2_880_000 });
 * ```
 */
export function transferProposals(
  problem: TransferProblem,
  transfers: readonly Transfer[],
  prices: readonly OperationPrice[],
): TransferProposal[] {
  const { displacement, limitDays } = filledRules(problem.rules);
  const groups = Map.groupBy(
    transfers,
    ({ fran, till, vardutbud }) => [placeKey(fran), placeKey(till), vardutbud].join("|"),
  );
  return [...groups.values()].map((group): TransferProposal => {
    const [{ fran, till, vardutbud, resa }] = group;
    const manader = group.map(({ manad, antal }) => ({ manad, antal }))
      .sort((a, b) => (a.manad < b.manad ? -1 : 1));
    const antal = manader.reduce((sum, month) => sum + month.antal, 0);
    const own = problem.lists.filter((list) => list.vardutbud === vardutbud);
    const sending = own.find((list) => placeKey(list) === placeKey(fran))?.over ?? 0;
    const receiving = own.filter(({ region }) => region === till.region)
      .reduce((sum, { over }) => sum + over, 0);
    const price = prices.find((row) => row.vardutbud === vardutbud);
    const proposal = {
      fran,
      till,
      vardutbud,
      manader,
      antal,
      resa,
      avsandare: proportion(-antal, sending),
      mottagare: proportion(displacement * antal, receiving),
      kostnad: price === undefined
        ? { value: null, reason: `Prislistan har inget pris för ${vardutbud}` }
        : { value: antal * price.pris },
    };
    return { ...proposal, mening: sentence(proposal, limitDays) };
  }).sort((a, b) => b.antal - a.antal || (a.mening < b.mening ? -1 : 1));
}

function proportion(change: number, before: number): Computed {
  if (change === 0) return { value: 0 };
  return before === 0
    ? { value: null, reason: "Ingen väntade över gränsen före" }
    : { value: change / before };
}

/** "Värmland → Västmanland (Köping): 30 knäproteser per månad i maj–juni; …". */
function sentence(proposal: Omit<TransferProposal, "mening">, limitDays: number): string {
  const { fran, till, vardutbud, manader, resa, avsandare, mottagare } = proposal;
  const effects = [[fran, avsandare], [till, mottagare]] as const;
  const effect = ([place, change]: typeof effects[number], index: number): string => {
    const name = regionShortName(place.region);
    if (change.value === 0) return `${name} oförändrad`;
    if (change.value === null) return `${name} får fler över ${limitDays} dagar`;
    const size = (100 * Math.abs(change.value)).toFixed(0);
    return `${name} ${change.value < 0 ? "−" : "+"}${size} %${index === 0 ? ` över ${limitDays} dagar` : ""}`;
  };
  const way = `${resa.uppskattad ? "cirka " : ""}${resa.km} km`;
  return `${transferPlaceName(fran)} → ${transferPlaceName(till)}: ${volume(vardutbud, manader)}; ` +
    `${effects.map(effect).join(", ")}, ${way}`;
}

/** "30 knäproteser per månad i maj–juni och 12 i augusti"; a single month: "12 knäproteser i augusti". */
function volume(vardutbud: string, manader: TransferProposal["manader"]): string {
  const runs: { first: Month; last: Month; antal: number; months: number }[] = [];
  for (const { manad, antal } of manader) {
    const run = runs.at(-1);
    if (run?.antal === antal && addMonths(run.last, 1) === manad) {
      Object.assign(run, { last: manad, months: run.months + 1 });
    } else runs.push({ first: manad, last: manad, antal, months: 1 });
  }
  const oneYear = new Set(manader.map(({ manad }) => manad.slice(0, 4))).size === 1;
  const name = (manad: Month) => oneYear ? monthName(manad).split(" ")[0] : monthName(manad);
  const texts = runs.map(({ first, last, antal, months }, index) =>
    `${antal}${index === 0 ? ` ${operationsName(vardutbud)}` : ""}${months > 1 ? " per månad" : ""} i ${
      name(first)
    }${months > 1 ? `–${name(last)}` : ""}`
  );
  return texts.length < 2
    ? texts.join("")
    : `${texts.slice(0, -1).join(", ")} och ${texts[texts.length - 1]}`;
}

/**
 * What a place is called in a proposal.
 *
 * @param place The place.
 * @returns The region's short name, with the hospital's town where one is meant.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { transferPlaceName } from "vantelage";
 * const koping = { region: "Region Västmanland", sjukhus: "Västmanlands sjukhus Köping" };
 * assert.equal(transferPlaceName(koping), "Västmanland (Köping)");
 * ```
 */
export function transferPlaceName({ region, sjukhus }: CarePlace): string {
  const town = hospitals.find(({ namn }) => namn === sjukhus)?.ort ?? sjukhus;
  return town === null ? regionShortName(region) : `${regionShortName(region)} (${town})`;
}

/** A list before and after the transfers. */
export interface TransferEffect extends CarePlace {
  /** The vårdutbud. */
  readonly vardutbud: string;
  /** Over the limit before. */
  readonly fore: number;
  /** Over the limit after. */
  readonly efter: number;
  /** Who waits before. */
  readonly vantandeFore: number;
  /** Who waits after. */
  readonly vantandeEfter: number;
  /** Operations that others do for the place. */
  readonly skickar: number;
  /** Operations that the place does for others. */
  readonly tarEmot: number;
}

/**
 * Every list before and after the transfers, for both sides (effekt på båda sidor).
 *
 * @param problem The lists and rules.
 * @param transfers The transfers. A hospital's operations count on its own list, or else on its region's.
 * @returns A row for each list, in the order given.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { transferEffects } from "vantelage";
 * const lists = [{ region: "Region Dalarna", sjukhus: null, vardutbud: "Gallsten", vantande: 9, over: 4, medelvantan: 50 }];
 * const [effect] = transferEffects({ lists, free: [], rules: { months: [] } }, []);
 * assert.deepEqual([effect.fore, effect.efter], [4, 4]);
 * ```
 */
export function transferEffects(problem: TransferProblem, transfers: readonly Transfer[]): TransferEffect[] {
  const { displacement } = filledRules(problem.rules), { lists } = problem;
  const listOf = (place: CarePlace, vardutbud: string) => {
    const own = lists.filter((list) => list.vardutbud === vardutbud);
    return own.find((list) => placeKey(list) === placeKey(place)) ??
      own.find((list) => list.region === place.region && list.sjukhus === null);
  };
  return lists.map((list) => {
    const count = (place: (transfer: Transfer) => CarePlace) =>
      transfers.reduce(
        (sum, transfer) => listOf(place(transfer), transfer.vardutbud) === list ? sum + transfer.antal : sum,
        0,
      );
    const skickar = count(({ fran }) => fran), tarEmot = count(({ till }) => till);
    const { region, sjukhus, vardutbud, over, vantande } = list;
    return {
      region,
      sjukhus,
      vardutbud,
      fore: over,
      efter: over - skickar + displacement * tarEmot,
      vantandeFore: vantande,
      vantandeEfter: vantande - skickar + displacement * tarEmot,
      skickar,
      tarEmot,
    };
  });
}
