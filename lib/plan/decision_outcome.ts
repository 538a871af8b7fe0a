import { addMonths, dayName, lastDay, type Month, monthName } from "../calendar/mod.ts";
import {
  decidedMonths,
  type SignalEvent,
  type SignalFile,
  type StandingDecision,
} from "../cooperation/mod.ts";
import { regionShortName } from "../reference/mod.ts";
import { countOf } from "./_year.ts";
import type { CareFlow } from "./care_flow.ts";

/** What became of a decision (uppföljning av beslut). */
export interface DecisionOutcome extends StandingDecision {
  /** Operations decided, all months together. */
  readonly beslutat: number;
  /** The months up to the last whose operations are known: those that the numbers below are of. */
  readonly manader: readonly Month[];
  /** Operations decided in them. */
  readonly avtalat: number;
  /** Operations done in them: the sending region's inhabitants, operated by the receiver. */
  readonly gjort: number;
  /** Operations done in the same months a year before; `null` where one of them is not known. */
  readonly fore: number | null;
  /** Who waited over the limit on the sender's list when the month before the first was over; `null` where unknown. */
  readonly overFore: number | null;
  /** Who waits over the limit on it now, when the last of the months was over; `null` where unknown. */
  readonly overNu: number | null;
  /** Why fewer were done than decided, as far as the data say, in Swedish; empty where none is lacking. */
  readonly varfor: readonly string[];
}

/** What decisions are followed up against. */
export interface DecisionFollowUp {
  /** The last month that is followed up. */
  readonly until: Month;
  /** Who was operated where, in the decided months and in those a year before. */
  readonly flows: readonly CareFlow[];
  /** Whether a region has delivered a month's operations, with where the patients live. */
  readonly performed: (region: string, manad: Month) => boolean;
  /** Who waits over the limit on a region's list at the end of a month; `null` where it is not delivered. */
  readonly over: (region: string, vardutbud: string, manad: Month) => number | null;
  /** Who waits by own choice on it; `null` where it is not delivered. */
  readonly declined: (region: string, vardutbud: string, manad: Month) => number | null;
  /** Signals with their history: an offer may have been withdrawn. @default none */
  readonly signals?: readonly SignalFile[];
}

/**
 * Decisions against what was done (uppföljning av beslut): the sending region's inhabitants whom the receiver operated in
 * the decided months, and why they were fewer where the data say so. Months that the receiver has not delivered are no
 * noughts: they are left out of both numbers, and named.
 *
 * @param decisions The decisions that stand.
 * @param data What they are followed up against.
 * @returns An outcome for each decision, in their order.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import type { StandingDecision } from "vantelage/cooperation";
 * import { decisionOutcomes } from "vantelage/plan";
 * const flow = { hemregion: "Region Värmland", utforarregion: "Region Västmanland", vardutbud: "Knäled protes",
 *   utforare: null, agarform: null, kalla: "samverkan" } as const;
 * const decision: StandingDecision = { hemregion: flow.hemregion, utforarregion: flow.utforarregion, sjukhus: null,
 *   vardutbud: flow.vardutbud, svar: "ja", foreslaget: 40, fran: "2024-05", antal: [20, 20], id: "2024-1", skal: null,
 *   lagd: "2024-04-25", andrad: "2024-04-25", kontaktroll: "verksamhetschef", senast: "2024-04-30" };
 * const [outcome] = decisionOutcomes([decision], { until: "2024-05", flows: [{ ...flow, manad: "2024-05", antal: 20 }],
 *   performed: (_, manad) => manad === "2024-05", over: () => null, declined: () => null });
 * assert.deepEqual([outcome.beslutat, outcome.avtalat, outcome.gjort, outcome.fore, outcome.varfor], [40, 20, 20, null, []]);
 * ```
 */
export function decisionOutcomes(
  decisions: readonly StandingDecision[],
  data: DecisionFollowUp,
): DecisionOutcome[] {
  const { until, flows, performed, over, declined, signals = [] } = data;
  return decisions.map((decision): DecisionOutcome => {
    const { hemregion, utforarregion, sjukhus, vardutbud, fran } = decision,
      decided = decidedMonths(decision);
    const due = decided.filter(({ manad }) => manad <= until);
    const known = due.filter(({ manad }) => performed(utforarregion, manad));
    const manader = known.map(({ manad }) => manad),
      yearBefore = manader.map((manad) => addMonths(manad, -12));
    const own = flows.filter((flow) => flow.vardutbud === vardutbud);
    const between = (months: readonly Month[], of: Partial<CareFlow>) =>
      countOf(
        own.filter((flow) =>
          months.includes(flow.manad) && (of.hemregion ?? flow.hemregion) === flow.hemregion &&
          (of.utforarregion ?? flow.utforarregion) === flow.utforarregion &&
          (of.utforare ?? flow.utforare) === flow.utforare
        ),
      );
    const done = { hemregion, utforarregion, ...sjukhus === null ? {} : { utforare: sjukhus } };
    const before = (region: string) => yearBefore.every((manad) => performed(region, manad));
    const gjort = between(manader, done), avtalat = countOf(known), last = manader[manader.length - 1];
    const unknown = due.filter(({ manad }) => !performed(utforarregion, manad)).map(({ manad }) => manad);
    const reasons = () => [
      ...offerReasons(decision, signals, until),
      ...before(utforarregion)
        ? productionReason(
          utforarregion,
          between(manader, { utforarregion }),
          between(yearBefore, { utforarregion }),
        )
        : [],
      ...elsewhereReasons(decision, (region) => {
        const isKnown = before(region) && manader.every((manad) => performed(region, manad));
        const to = { hemregion, utforarregion: region };
        return isKnown ? between(manader, to) - between(yearBefore, to) : 0;
      }, own),
      ...declinedReason(
        hemregion,
        declined(hemregion, vardutbud, addMonths(fran, -1)),
        declined(hemregion, vardutbud, last),
      ),
    ];
    const lacking = gjort < avtalat ? reasons() : [];
    return {
      ...decision,
      beslutat: countOf(decided),
      manader,
      avtalat,
      gjort,
      fore: manader.length > 0 && before(utforarregion) ? between(yearBefore, done) : null,
      overFore: over(hemregion, vardutbud, addMonths(fran, -1)),
      overNu: last === undefined ? null : over(hemregion, vardutbud, last),
      varfor: [
        ...gjort < avtalat && lacking.length === 0 ? ["Uppgifterna säger inte varför"] : lacking,
        ...unknown.length === 0
          ? []
          : [`${regionShortName(utforarregion)} har inte levererat ${unknown.map(monthName).join(", ")}`],
      ],
    };
  });
}

/** What the receiver did with its offers of the vårdutbud after the decision: withdrew them, lowered them, let them run out. */
function offerReasons(decision: StandingDecision, signals: readonly SignalFile[], until: Month): string[] {
  const { utforarregion, vardutbud, lagd } = decision, name = regionShortName(utforarregion);
  const months = decidedMonths(decision).filter(({ manad, antal }) => antal > 0 && manad <= until);
  const events = signals.find(({ region }) => region === utforarregion)?.handelser ?? [];
  const isOffer = ({ signal }: SignalEvent) => signal?.slag === "formaga" && signal.vardutbud === vardutbud;
  return [...Map.groupBy(events.filter(({ dag }) => dag <= lastDay(until)), ({ id }) => id).values()]
    .flatMap((history) => {
      const last = history[history.length - 1], offer = history.findLast(isOffer)?.signal;
      const concerns = offer && months.some(({ manad }) => offer.fran <= manad && manad <= offer.till);
      if (!concerns) return [];
      const why = last.skal === null ? "" : `: ${last.skal}`;
      if (last.dag > lagd && last.signal === null) {
        return [`${name} återkallade sitt erbjudande ${dayName(last.dag)}${why}`];
      }
      const first = history.findLast((event) => event.dag <= lagd && isOffer(event))?.signal;
      return last.dag > lagd && first && offer.antal < first.antal
        ? [
          `${name} sänkte sitt erbjudande från ${first.antal} till ${offer.antal} i månaden ${
            dayName(last.dag)
          }${why}`,
        ]
        : [];
    });
}

function productionReason(region: string, now: number, before: number): string[] {
  return now >= before
    ? []
    : [`${regionShortName(region)} opererade ${before - now} färre totalt än samma månader året före`];
}

/** Where else the sender's inhabitants were operated more than the year before. */
function elsewhereReasons(
  { hemregion, utforarregion }: StandingDecision,
  moreIn: (region: string) => number,
  flows: readonly CareFlow[],
): string[] {
  const others = new Set(flows.map((flow) => flow.utforarregion));
  return [...others].filter((region) =>
    region !== utforarregion && region !== hemregion && moreIn(region) > 0
  )
    .map((region) =>
      `${moreIn(region)} fler från ${regionShortName(hemregion)} opererades i stället i ${
        regionShortName(region)
      } än året före`
    );
}

function declinedReason(region: string, before: number | null, now: number | null): string[] {
  return before === null || now === null || now <= before
    ? []
    : [`${now - before} fler väntar av eget val i ${regionShortName(region)} än före beslutet`];
}
