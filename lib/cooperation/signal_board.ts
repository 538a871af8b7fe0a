import { type Day, daysBetween, lastDay, type Month, monthRange } from "../calendar/mod.ts";
import { travelBetween } from "../reference/mod.ts";
import type { SignalConditions } from "./signal.ts";
import type { StandingSignal } from "./signal_history.ts";

/** How a signal stands: nobody answers it, somebody does in part or wholly, or it has run out of time. */
export type SignalState = "öppen" | "delvis matchad" | "matchad" | "inaktuell";

/** A signal on the board. */
export interface BoardSignal extends StandingSignal {
  /** How it stands. */
  readonly tillstand: SignalState;
  /** Operations that it is about, over its months that are not over. */
  readonly volym: number;
  /** Those that another region's signal answers. */
  readonly matchat: number;
}

/** A need and an offer that meet. */
export interface SignalMatch {
  /** The need. */
  readonly behov: StandingSignal;
  /** The offer. */
  readonly formaga: StandingSignal;
  /** Operations for each month in which they meet, in order. */
  readonly manader: readonly { readonly manad: Month; readonly antal: number }[];
  /** Operations over all months. */
  readonly antal: number;
  /** The way between them, km; `null` where a place is not known. */
  readonly km: number | null;
  /** What has to be settled as conditions differ, in Swedish. */
  readonly fragor: readonly string[];
}

/** Needs against offers. */
export interface SignalBoard {
  /** As at this day. */
  readonly asAt: Day;
  /** Needs and offers in the order given. */
  readonly signaler: readonly BoardSignal[];
  /** Needs and offers that meet, the most operations first. */
  readonly par: readonly SignalMatch[];
}

/**
 * Needs against offers (behov och förmåga): which meet, which stand open, which have run out of time.
 *
 * Month by month, a need takes from the offers of other regions for the same vårdutbud whose conditions do not exclude
 * it, from the nearest first. A signal is stale when its last
 * month or its `galler_till` has passed; then it meets nothing. It is a board to talk at, no proposal: the proposals
 * weigh all needs together.
 *
 * @param signals Signals in any order.
 * @param options The day that the board shows.
 * @returns The board, the same for the same signals in any order of regions.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { signalBoard } from "vantelage";
 * import type { Signal } from "vantelage/cooperation";
 * const signal = (region: string, slag: "behov" | "formaga", antal: number) => ({ id: `x-${antal}`, region, slag, antal,
 *   sjukhus: null, vardutbud: "Gallsten", fran: "2024-05", till: "2024-06", villkor: {}, kontaktroll: "vårdlots",
 *   galler_till: "2024-06-30", lagd: "2024-04-01", andrad: "2024-04-01", syntetisk: true });
 * const board = signalBoard([signal("Region Dalarna", "behov", 9), signal("Region Uppsala", "formaga", 5)],
 *   { asAt: "2024-04-30" });
 * assert.deepEqual(board.signaler.map(({ tillstand }) => tillstand), ["delvis matchad", "matchad"]);
 * assert.equal(board.par[0].antal, 10);
 * ```
 */
export function signalBoard(signals: readonly StandingSignal[], options: { asAt: Day }): SignalBoard {
  const { asAt } = options;
  const fresh = signals.filter((signal) => !isStale(signal, asAt));
  const left = new Map(
    fresh.flatMap((signal) => monthsOf(signal, asAt).map((manad) => [`${signal.id} ${manad}`, signal.antal])),
  );
  const take = (signal: StandingSignal, manad: Month, antal: number) => {
    const key = `${signal.id} ${manad}`;
    left.set(key, (left.get(key) ?? 0) - antal);
  };
  const par = pairsOf(fresh).map((pair): SignalMatch => {
    const manader = monthsOf(pair.behov, asAt).flatMap((manad) => {
      const antal = Math.min(
        left.get(`${pair.behov.id} ${manad}`) ?? 0,
        left.get(`${pair.formaga.id} ${manad}`) ?? 0,
      );
      if (antal === 0) return [];
      take(pair.behov, manad, antal);
      take(pair.formaga, manad, antal);
      return [{ manad, antal }];
    });
    return { ...pair, manader, antal: manader.reduce((sum, { antal }) => sum + antal, 0) };
  }).filter(({ antal }) => antal > 0).toSorted((a, b) => b.antal - a.antal);
  return {
    asAt,
    signaler: signals.map((signal) => {
      const volym = signal.antal * monthsOf(signal, asAt).length;
      const matchat = par.reduce(
        (sum, { behov, formaga, antal }) => [behov.id, formaga.id].includes(signal.id) ? sum + antal : sum,
        0,
      );
      const tillstand = isStale(signal, asAt)
        ? "inaktuell"
        : matchat === 0
        ? "öppen"
        : matchat < volym
        ? "delvis matchad"
        : "matchad";
      return { ...signal, tillstand, volym, matchat };
    }),
    par,
  };
}

/**
 * What has to be settled before a need can be met by an offer, as their conditions differ (villkor att reda ut).
 *
 * @param need Whom the need holds.
 * @param offer Whom the offer takes.
 * @returns Questions in Swedish, none when the offer takes all whom the need holds; `null` when it can take none.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { conditionQuestions } from "vantelage/cooperation";
 * assert.deepEqual(conditionQuestions({ asa_hogst: 3 }, { asa_hogst: 2 }), ["ASA-klass högst 2 tas emot"]);
 * assert.equal(conditionQuestions({ alder_fran: 70 }, { alder_till: 65 }), null);
 * ```
 */
export function conditionQuestions(need: SignalConditions, offer: SignalConditions): string[] | null {
  const youngest = need.alder_fran ?? 0, oldest = need.alder_till ?? 120;
  const { asa_hogst, alder_fran = 0, alder_till = 120, sida, sprak } = offer;
  if (oldest < alder_fran || youngest > alder_till) return null;
  if (sida !== undefined && need.sida !== undefined && sida !== need.sida) return null;
  return [
    asa_hogst !== undefined && (need.asa_hogst ?? 4) > asa_hogst
      ? `ASA-klass högst ${asa_hogst} tas emot`
      : null,
    youngest < alder_fran ? `lägst ${alder_fran} år tas emot` : null,
    oldest > alder_till ? `högst ${alder_till} år tas emot` : null,
    sida !== undefined && need.sida === undefined ? `bara ${sida} sida tas emot` : null,
    need.sprak !== undefined && need.sprak !== sprak ? `tolk i ${need.sprak} behövs` : null,
  ].filter((question) => question !== null);
}

/**
 * How old a signal is: days since it was given or last changed (signalens ålder).
 *
 * @param signal The signal.
 * @param asAt The day.
 * @returns Whole days, 0 on the day itself.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { signalAge } from "vantelage/cooperation";
 * assert.equal(signalAge({ andrad: "2024-04-02" }, "2024-04-30"), 28);
 * ```
 */
export function signalAge({ andrad }: Pick<StandingSignal, "andrad">, asAt: Day): number {
  return daysBetween(andrad, asAt);
}

function isStale({ galler_till, till }: StandingSignal, asAt: Day): boolean {
  return galler_till < asAt || lastDay(till) <= asAt;
}

/** The months that are not over. */
function monthsOf({ fran, till }: StandingSignal, asAt: Day): Month[] {
  return monthRange(fran, till).filter((manad) => lastDay(manad) > asAt);
}

type Pair = Omit<SignalMatch, "manader" | "antal">;

/** Needs and offers that may meet, those that should meet first first. */
function pairsOf(signals: readonly StandingSignal[]): Pair[] {
  const needs = signals.filter(({ slag }) => slag === "behov");
  const offers = signals.filter(({ slag }) => slag === "formaga");
  return needs.flatMap((behov) =>
    offers.filter(({ vardutbud, region }) => vardutbud === behov.vardutbud && region !== behov.region)
      .flatMap((formaga): Pair[] => {
        const fragor = conditionQuestions(behov.villkor, formaga.villkor);
        return fragor === null
          ? []
          : [{ behov, formaga, fragor, km: travelBetween(behov, formaga)?.km ?? null }];
      })
  ).sort((a, b) =>
    compare(a.km ?? Infinity, b.km ?? Infinity) || a.fragor.length - b.fragor.length ||
    compare(key(a), key(b))
  );
}

const compare = <T extends number | string>(a: T, b: T): number => a < b ? -1 : a > b ? 1 : 0;

const key = ({ behov, formaga }: Pair): string => `${behov.id} ${formaga.id}`;
