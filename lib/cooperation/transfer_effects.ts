import { addMonths, type Month, monthName } from "../calendar/mod.ts";
import type { Computed } from "../numeric/mod.ts";
import {
  type CarePlace,
  hospitals,
  offeringWords,
  operationsName,
  regionShortName,
  type Travel,
} from "../reference/mod.ts";
import { conditionText, suitableShare } from "./suitability.ts";
import {
  accepting,
  filledRules,
  type FreeCapacity,
  isBetween,
  isDuring,
  ownLimit,
  ownList,
  placeKey,
  type Transfer,
  type TransferList,
  type TransferOffer,
  type TransferPair,
  transferPairs,
  type TransferProblem,
} from "./transfer_problem.ts";

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
  /** How many more of the receiving list wait over the limit; 0 when it stays as it is. */
  readonly mottagare: number;
  /** Whether the receiver has signalled its room, or its flows show it and nobody has asked. */
  readonly kalla: FreeCapacity["kalla"];
  /** Whether the sender has signalled that it needs help. */
  readonly behov: boolean;
  /** Whom the receiver takes, and how many over the limit meet that; empty when it takes anybody. */
  readonly villkor: string;
  /** What it would take to move more, in Swedish: what changes the proposal. */
  readonly flerKraver: readonly string[];
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
 * const offer = { villkor: {}, kalla: "signal", undantrangning: 0 } as const;
 * const transfers = ["2024-05", "2024-06"].map((manad) => ({ fran, till, vardutbud, manad, antal: 18, resa, ...offer }));
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
  const { limitDays } = filledRules(problem.rules);
  const groups = Map.groupBy(
    transfers,
    ({ fran, till, vardutbud, villkor, kalla, undantrangning }) =>
      [placeKey(fran), placeKey(till), vardutbud, conditionText(villkor), kalla, undantrangning].join("|"),
  );
  return [...groups.values()].map((group): TransferProposal => {
    const [{ fran, till, vardutbud, resa, villkor, kalla, undantrangning }] = group;
    const manader = group.map(({ manad, antal }) => ({ manad, antal }))
      .sort((a, b) => (a.manad < b.manad ? -1 : 1));
    const antal = manader.reduce((sum, month) => sum + month.antal, 0);
    const sending = problem.lists.find((list) =>
      list.vardutbud === vardutbud && placeKey(list) === placeKey(fran)
    );
    const price = prices.find((row) => row.vardutbud === vardutbud);
    const proposal = {
      fran,
      till,
      vardutbud,
      manader,
      antal,
      resa,
      avsandare: proportion(-antal, sending?.over ?? 0),
      mottagare: undantrangning * antal,
      kalla,
      behov: sending?.behov ?? false,
      villkor: suitableText(problem, villkor, sending),
      flerKraver: moreTakes(problem, transfers, group),
      kostnad: price === undefined
        ? { value: null, reason: `Prislistan har inget pris för ${offeringWords(vardutbud)}` }
        : { value: antal * price.pris },
    };
    return { ...proposal, mening: sentence(proposal, ownList(problem, till, vardutbud), limitDays) };
  }).sort((a, b) => b.antal - a.antal || (a.mening < b.mening ? -1 : 1));
}

function proportion(change: number, before: number): Computed {
  if (change === 0) return { value: 0 };
  return before === 0
    ? { value: null, reason: "Ingen väntade över gränsen före" }
    : { value: change / before };
}

/** What holds a proposal back, each as what it would take: "fler platser i Köping". */
function moreTakes(
  problem: TransferProblem,
  transfers: readonly Transfer[],
  [first, ...rest]: readonly Transfer[],
): string[] {
  const pairs = transferPairs(problem, first.vardutbud);
  const pair = pairs.find((each) => isOf(each, first));
  if (pair === undefined) return [];
  const { smallestGroup, contracts } = filledRules(problem.rules), { sender, offer, andel } = pair;
  const sum = (chosen: (row: Transfer) => boolean) =>
    transfers.reduce((total, row) => chosen(row) ? total + row.antal : total, 0);
  const left = offer.months.filter(({ manad }) => pair.months.includes(manad)).map(({ manad, plats }) =>
    plats - sum((row) => row.manad === manad && row.vardutbud === first.vardutbud && isAt(offer, row))
  );
  const farther = pairs.filter((each) => each.sender === sender && each.andel <= andel)
    .reduce((total, each) => total + sum((row) => isOf(each, row)), 0);
  const agreed = contracts.filter((contract) => isBetween(contract, sender, offer.place, first.vardutbud));
  const full = agreed.filter((contract) =>
    contract.hogst !== null &&
    contract.hogst <=
      sum((row) => isBetween(contract, row.fran, row.till, row.vardutbud) && isDuring(contract, row.manad))
  );
  const list = ownList(problem, offer.place, first.vardutbud);
  const pushed = list === undefined || offer.undantrangning === 0 ? -Infinity : transfers.reduce(
    (total, row) =>
      ownList(problem, row.till, row.vardutbud) === list ? total + row.undantrangning * row.antal : total,
    0,
  ) - ownLimit(problem, list);
  const place = transferPlaceName(offer.place).replace(/^[^(]*\(([^(]*)\)$/, "$1");
  const most = Math.max(0, ...left), limited = andel > 0 && conditionText(offer.villkor) !== "";
  return [
    most === 0 ? `fler platser i ${place}` : null,
    farther >= accepting(sender, andel)
      ? `fler som vill resa${limited ? " och uppfyller villkoren" : ""}`
      : null,
    ...full.map(({ namn }) => `större volym i avtalet ”${namn}”`),
    ...agreed.filter((contract) => offer.months.some(({ manad }) => !isDuring(contract, manad)))
      .map(({ namn }) => `att avtalet ”${namn}” förlängs`),
    pushed > -offer.undantrangning * smallestGroup ? "att mottagaren får gå över sin egen gräns" : null,
    most > 0 && most < smallestGroup && rest.length > 0 ? "mindre grupper" : null,
  ].filter((text) => text !== null);
}

/** Whether a transfer is a pair's. */
function isOf({ sender, offer }: TransferPair, row: Transfer): boolean {
  return placeKey(sender) === placeKey(row.fran) && sender.vardutbud === row.vardutbud && isAt(offer, row);
}

/** Whether a transfer takes of an offer's room. */
function isAt({ place, kalla, undantrangning, villkor }: TransferOffer, row: Transfer): boolean {
  return placeKey(place) === placeKey(row.till) && kalla === row.kalla &&
    undantrangning === row.undantrangning && conditionText(villkor) === conditionText(row.villkor);
}

/** "ASA-klass högst 2: omkring 226 av 302 antas uppfylla det"; empty when anybody is taken. */
function suitableText(
  { rules }: TransferProblem,
  conditions: Transfer["villkor"],
  sending: TransferList | undefined,
): string {
  const words = conditionText(conditions);
  if (words === "" || sending === undefined) return words;
  const { andel, antagen } = suitableShare(conditions, sending.aldrar, filledRules(rules).suitability);
  return `${words}: ${antagen ? "omkring " : ""}${Math.round(andel * sending.over)} av ${sending.over} ${
    antagen ? "antas uppfylla" : "uppfyller"
  } det`;
}

/** "Värmland → Västmanland (Köping): 30 knäproteser per månad i maj–juni; …". */
function sentence(
  proposal: Omit<TransferProposal, "mening">,
  receiving: TransferList | undefined,
  limitDays: number,
): string {
  const { fran, till, vardutbud, manader, resa, avsandare, mottagare, antal } = proposal;
  const percent = (share: number) => (100 * share).toFixed(0);
  const sender = avsandare.value === null
    ? "ändras inte"
    : `−${percent(Math.abs(avsandare.value))} % över ${limitDays} dagar`;
  const receiver = mottagare === 0
    ? "oförändrad"
    : receiving === undefined || receiving.vantande === 0
    ? `får ${mottagare.toFixed(0)} fler över ${limitDays} dagar`
    : `från ${percent(receiving.over / receiving.vantande)} till högst ${
      percent((receiving.over + mottagare) / receiving.vantande)
    } % av listan`;
  const effects = `${regionShortName(fran.region)} ${sender}, ${regionShortName(till.region)} ${receiver}`;
  const way = `${resa.uppskattad ? "cirka " : ""}${resa.km} km`;
  return `${transferPlaceName(fran)} → ${transferPlaceName(till)}: ${
    volume(vardutbud, manader, antal)
  }; ${effects}, ${way}`;
}

/**
 * "30 knäproteser per månad i maj–juni och 12 i augusti"; a single month: "12 knäproteser i augusti"; the same number in
 * months with a gap: "8 knäproteser per månad i maj–juni och augusti". Numbers that change little or often are reported as a
 * range: "6–9 knäproteser per månad i maj–oktober, 45 totalt".
 */
function volume(vardutbud: string, manader: TransferProposal["manader"], antal: number): string {
  const oneYear = new Set(manader.map(({ manad }) => manad.slice(0, 4))).size === 1;
  const name = (manad: Month) => oneYear ? monthName(manad).split(" ")[0] : monthName(manad);
  const spans = (months: readonly Month[]) =>
    listed(
      monthSpans(months).map(({ first, last }) =>
        first === last ? name(first) : `${name(first)}–${name(last)}`
      ),
    );
  const perMonth = (months: readonly Month[]) =>
    `${months.length > 1 ? " per månad" : ""} i ${spans(months)}`;
  const numbers = [...Map.groupBy(manader, (month) => month.antal)]
    .map(([number, group]) => ({ number, months: group.map(({ manad }) => manad) }));
  const all = numbers.map(({ number }) => number);
  if (numbers.length > 3 || (numbers.length > 1 && Math.max(...all) - Math.min(...all) <= 2)) {
    const months = manader.map(({ manad }) => manad);
    return `${Math.min(...all)}–${Math.max(...all)} ${operationsName(vardutbud)}${
      perMonth(months)
    }, ${antal} totalt`;
  }
  return listed(
    numbers.map(({ number, months }, index) =>
      `${number}${index === 0 ? ` ${operationsName(vardutbud)}` : ""}${perMonth(months)}`
    ),
  );
}

/** Months in order as spans without a gap. */
function monthSpans(months: readonly Month[]): { first: Month; last: Month }[] {
  const spans: { first: Month; last: Month }[] = [];
  for (const manad of months) {
    const span = spans.at(-1);
    if (span !== undefined && addMonths(span.last, 1) === manad) span.last = manad;
    else spans.push({ first: manad, last: manad });
  }
  return spans;
}

/** "a, b och c". */
function listed(texts: readonly string[]): string {
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
 * import { transferPlaceName } from "vantelage/cooperation";
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
 * import { transferEffects } from "vantelage/cooperation";
 * const lists = [{ region: "Region Dalarna", sjukhus: null, vardutbud: "Gallsten", vantande: 9, over: 4, medelvantan: 50 }];
 * const [effect] = transferEffects({ lists, free: [], rules: { months: [] } }, []);
 * assert.deepEqual([effect.fore, effect.efter], [4, 4]);
 * ```
 */
export function transferEffects(problem: TransferProblem, transfers: readonly Transfer[]): TransferEffect[] {
  const { lists } = problem;
  return lists.map((list) => {
    const at = (place: (transfer: Transfer) => CarePlace) =>
      transfers.filter((row) => ownList(problem, place(row), row.vardutbud) === list);
    const sum = (rows: readonly Transfer[], times: (row: Transfer) => number) =>
      rows.reduce((total, row) => total + times(row) * row.antal, 0);
    const sent = at(({ fran }) => fran), received = at(({ till }) => till);
    const skickar = sum(sent, () => 1), tarEmot = sum(received, () => 1);
    const { region, sjukhus, vardutbud, over, vantande } = list;
    return {
      region,
      sjukhus,
      vardutbud,
      fore: over,
      efter: over - skickar + sum(received, ({ undantrangning }) => undantrangning),
      vantandeFore: vantande,
      vantandeEfter: vantande - skickar +
        sum(received, ({ kalla, undantrangning }) => kalla === "beräknad" ? 1 : undantrangning),
      skickar,
      tarEmot,
    };
  });
}
