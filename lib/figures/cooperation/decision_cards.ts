import { addMonths, dayName, lastDay, type Month, monthName, monthSpanName } from "../../calendar/mod.ts";
import {
  type OutcomeRange,
  type StandingSignal,
  type TransferGoals,
  transferPlaceName,
  type TransferProposal,
} from "../../cooperation/mod.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import { monthOfWaiting, type PriceList, type WaitingCosts } from "../../plan/mod.ts";
import { offeringWords, operationsName, regionShortName } from "../../reference/mod.ts";
import { capitalise, joinNames, numberWord } from "../marks/_wording.ts";
import type { Figure } from "../marks/figure.ts";
import { formatCount, formatKronor, formatRate, formatShare } from "../marks/format.ts";
import type { FindingItem } from "../marks/findings.ts";
import { Panel } from "../marks/panel.ts";
import { tableFigure } from "../marks/table_figure.ts";
import { cardsPanel, type Facts } from "./_cards.ts";

/** What cards and tables of proposals rest on. */
const RESTS = ["leveranser", "signaler", "avtal", "priser", "kopt_vard"] as const;

/** What a kilometre of a patient's journey is assumed to cost, kronor. */
const KRONOR_PER_KM = 2.5;

/** Options for {@linkcode decisionCards}. */
export interface DecisionOptions {
  /** The limit in whole days. @default {90} */
  readonly limitDays?: number;
  /** The price list that the costs are by; left out where there is none. */
  readonly prices?: Pick<PriceList, "ar" | "faktor"> | null;
  /** What a month's wait is assumed to cost; left out where nothing is assumed. */
  readonly waiting?: WaitingCosts | null;
  /** What a kilometre of the patient's journey costs, kronor; there and back is counted. An assumption. @default {2.5} */
  readonly kronorPerKm?: number;
  /** Between which numbers a pair of regions' operations come about, as `pairRanges` gives it. @default not shown */
  readonly rangeOf?: (from: string, to: string) => OutcomeRange;
  /** The signals that stand: an offer names whom to ask, by role. @default none */
  readonly signals?: readonly StandingSignal[];
  /** What all together reach: without proposals, by the simple rule, and by the proposals. @default not shown */
  readonly goals?: {
    readonly none: TransferGoals;
    readonly rule: TransferGoals;
    readonly proposals: TransferGoals;
  };
}

/** The proposals between two regions: what is decided on together. */
interface Decision {
  readonly from: string;
  readonly to: string;
  readonly antal: number;
  readonly proposals: readonly TransferProposal[];
}

/**
 * The proposals as decisions (beslut), one card for each pair of regions, that with the most operations first: who sends
 * whom where and when, by patient group; the effect on both sides with its range; the cost with travel; what it
 * rests on, its risk, what follows from a no, who answers for it and by when; and the words to decide.
 *
 * @param proposals The proposals; each is on one card, so the cards' sums are the proposals'.
 * @param options The price list's year and what is assumed.
 * @returns The panel.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { decisionCards } from "vantelage/figures";
 * assert.equal(decisionCards([]).text(), "Det finns inget att besluta om: inget förslag går att ge.");
 * ```
 */
export function decisionCards(proposals: readonly TransferProposal[], options: DecisionOptions = {}): Panel {
  const decisions = decisionsOf(proposals);
  if (decisions.length === 0) {
    const text = "Det finns inget att besluta om: inget förslag går att ge.";
    return new Panel({ kind: "decisionCards", rests: RESTS, html: [`<p>${text}</p>`], text });
  }
  const cards = decisions.map((decision, at) => ({
    number: `Beslut ${at + 1} av ${decisions.length}`,
    title: titleOf(decision),
    columns: ["Vårdutbud", "Var", "Antal", "När", "Avsändarens lista"],
    rows: decision.proposals.map((proposal) => groupCells(proposal)),
    facts: factsOf(decision, options),
    ask: askOf(decision),
    draft: draftOf(decision, options),
  }));
  const totals = totalFacts(proposals, decisions.length, options);
  return cardsPanel(cards, { kind: "decisionCards", rests: [...RESTS, "vantekostnad"], totals });
}

/**
 * What the management group is asked to decide, in a sentence: how many pairs come to terms, on how much, by when.
 *
 * @param proposals The proposals.
 * @returns The finding; what it costs is left out where a proposal has no price.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { decisionFinding } from "vantelage/figures";
 * assert.equal(decisionFinding([]).text, "Inget förslag om operationer i en annan region går att ge");
 * ```
 */
export function decisionFinding(proposals: readonly TransferProposal[]): FindingItem {
  if (proposals.length === 0) return { text: "Inget förslag om operationer i en annan region går att ge" };
  const agreements = decisionsOf(proposals).length, span = spanOf(proposals);
  const costs = proposals.flatMap(({ kostnad: { value } }) => value ?? []);
  const cost = costs.reduce((sum, kronor) => sum + kronor, 0);
  return {
    text: `Ledningsgruppen föreslås besluta om ${numberWord(agreements, "en")} ${
      agreements === 1 ? "överenskommelse" : "överenskommelser"
    } mellan regioner: ${formatCount(sumOf(proposals))} operationer, ${monthSpanName(...span)}`,
    detail: [
      ...costs.length === proposals.length ? [`${formatKronor(cost)} utan resor`] : [],
      `senast ${dayName(lastDay(addMonths(span[0], -1)))}`,
    ].join(", "),
  };
}

/** All the decisions together: how many, what they cost, the share of the problem, and next to the simple rule. */
function totalFacts(
  proposals: readonly TransferProposal[],
  decisions: number,
  options: DecisionOptions,
): Facts {
  const { goals, limitDays = GUARANTEE_DAYS } = options, antal = sumOf(proposals);
  const all: Facts = [
    [
      "Tillsammans",
      `${formatCount(antal)} operationer i ${numberWord(decisions, "ett")} beslut, ${
        monthSpanName(...spanOf(proposals))
      }`,
    ],
    [
      "Kostnad",
      `${costText({ proposals }, options)} (${
        formatRate(options.kronorPerKm ?? KRONOR_PER_KM)
      } kr per km tur och retur, antagande)`,
    ],
    ...waitingFacts({ proposals }, options).map(([name, text], at) =>
      [name, at === 0 ? `${text} (antagande om sjukskrivning, hjälp och vård under tiden)` : text] as const
    ),
  ];
  if (goals === undefined) return all;
  const { none, rule, proposals: own } = goals,
    [fewer, byRule] = [none.over - own.over, none.over - rule.over];
  return [
    ...all,
    [
      "Del av problemet",
      `${formatCount(Math.round(fewer))} färre av de ${
        formatCount(Math.round(none.over))
      } som väntar över ${limitDays} dagar, ${formatShare(fewer / Math.max(1, none.over))}`,
    ],
    [
      "Mot en enkel regel",
      `Regeln ger ${formatCount(Math.round(byRule))} färre och ${
        formatCount(Math.round(rule.km / 10))
      } mil resor, förslagen ${formatCount(Math.round(fewer))} färre och ${
        formatCount(Math.round(own.km / 10))
      } mil`,
    ],
  ];
}

/** A text for the two regions to go on from: an agreement where room is offered, else a letter of intent. */
function draftOf(decision: Decision, { prices, limitDays = GUARANTEE_DAYS }: DecisionOptions): {
  readonly title: string;
  readonly paragraphs: readonly string[];
} {
  const { from, to, proposals, antal } = decision, [first, last] = spanOf(proposals);
  const isOffered = proposals.every(({ kalla }) => kalla === "signal");
  const title = isOffered
    ? "Överenskommelse om produktionssamverkan"
    : "Avsiktsförklaring om produktionssamverkan";
  const will = isOffered ? "ska" : "har för avsikt att";
  const costs = proposals.map(({ kostnad }) => kostnad.value);
  const known = costs.filter((cost) => cost !== null).reduce((sum, cost) => sum + cost, 0);
  const price = !prices
    ? "Ersättningen bestäms mellan parterna."
    : `Ersättningen följer den gemensamma prislistan för ${prices.ar}${
      costs.every((cost) => cost === null)
        ? ", som saknar pris för dessa operationer: det bestäms mellan parterna."
        : `: ${formatKronor(known)} för de operationer som har ett pris där.`
    }`;
  return {
    title,
    paragraphs: [
      `${title} mellan ${from} och ${to}. Utkast, inte beslutat.`,
      `1. Syfte. Att färre invånare i ${from} väntar över ${limitDays} dagar, genom att plats hos ${to} används.`,
      `2. Omfattning. ${to} ${will} operera ${formatCount(antal)} av ${from}s patienter ${
        monthSpanName(first, last)
      }: ${
        joinNames(proposals.map(({ vardutbud, till, manader, antal }) =>
          `${formatCount(antal)} ${operationsName(vardutbud)} (${transferPlaceName(till)}; ${
            monthWords(manader)
          })`
        ))
      }.`,
      `3. Patienterna. ${from} frågar dem som har väntat längst först. Den som tackar nej behåller sin plats på listan${
        proposals.some(({ villkor }) => villkor !== "")
          ? `. Villkor: ${
            [
              ...new Set(
                proposals.flatMap(({ villkor, vardutbud }) =>
                  villkor === "" ? [] : [`${offeringWords(vardutbud)}, ${villkor.split(":")[0]}`]
                ),
              ),
            ].join("; ")
          }`
          : ""
      }.`,
      `4. Ersättning. ${price} ${from} ersätter patienternas resor.`,
      `5. Uppföljning. Parterna följer varje månad antal överenskomna, utförda och avböjda operationer, och rapporterar till Produktionsplaneringsgruppen.`,
      `6. Giltighet. Från och med ${monthName(first)} till och med ${
        monthName(last)
      }. Vardera parten kan säga upp den med en månads varsel; redan erbjudna operationer utförs.`,
      `Underskrifter: ______________________ (${from})   ______________________ (${to})`,
    ],
  };
}

function decisionsOf(proposals: readonly TransferProposal[]): Decision[] {
  return [...Map.groupBy(proposals, ({ fran, till }) => JSON.stringify([fran.region, till.region]))]
    .map(([key, own]): Decision => {
      const [from, to] = JSON.parse(key) as [string, string];
      return { from, to, antal: sumOf(own), proposals: own };
    })
    .sort((a, b) =>
      b.antal - a.antal || a.from.localeCompare(b.from, "sv") || a.to.localeCompare(b.to, "sv")
    );
}

function sumOf(proposals: readonly Pick<TransferProposal, "antal">[]): number {
  return proposals.reduce((sum, { antal }) => sum + antal, 0);
}

/** The first and the last month of some proposals. */
function spanOf(proposals: readonly TransferProposal[]): readonly [Month, Month] {
  const months = proposals.flatMap(({ manader }) => manader.map(({ manad }) => manad)).sort();
  return [months[0], months[months.length - 1]];
}

function titleOf({ from, to, antal, proposals }: Decision): string {
  return `${regionShortName(from)} skickar ${formatCount(antal)} patienter till ${regionShortName(to)}, ${
    monthSpanName(...spanOf(proposals))
  }`;
}

/** "knäproteser", "Köping", "90", "juni 12, juli 10", "302 över 90 dagar, 30 % färre". */
function groupCells(
  { vardutbud, till, antal, manader, avsandare, mottagare }: TransferProposal,
): readonly string[] {
  const place = /\(([^(]*)\)$/.exec(transferPlaceName(till))?.[1] ?? "regionen";
  const sender = avsandare.value === null
    ? "ingen över gränsen före"
    : `${formatShare(-avsandare.value, 0)} färre över gränsen`;
  return [
    capitalise(offeringWords(vardutbud)),
    place,
    formatCount(antal),
    monthWords(manader),
    mottagare === 0 ? sender : `${sender}; mottagaren ${formatCount(Math.round(mottagare))} fler`,
  ];
}

/** "12 i juni, 10 i juli"; the same number in months that follow each other is reported once. */
function monthWords(manader: TransferProposal["manader"]): string {
  const spans: { antal: number; first: Month; last: Month }[] = [];
  for (const { manad, antal } of manader) {
    const span = spans[spans.length - 1];
    if (span?.antal === antal && addMonths(span.last, 1) === manad) span.last = manad;
    else spans.push({ antal, first: manad, last: manad });
  }
  const name = (month: Month) => monthName(month).split(" ")[0];
  return joinNames(
    spans.map(({ antal, first, last }) =>
      first === last
        ? `${formatCount(antal)} i ${name(first)}`
        : `${formatCount(antal)} i månaden ${name(first)}–${name(last)}`
    ),
  );
}

function factsOf(decision: Decision, options: DecisionOptions): Facts {
  const { from, to, proposals, antal } = decision, { limitDays = GUARANTEE_DAYS, rangeOf } = options;
  const [sender, receiver] = [from, to].map(regionShortName);
  const range = rangeOf?.(from, to), few = range === undefined ? antal : Math.min(range.low, antal);
  const span = few === antal
    ? formatCount(antal)
    : `${formatCount(few)}–${formatCount(Math.min(range?.high ?? antal, antal))}`;
  const pushed = Math.round(proposals.reduce((sum, { mottagare }) => sum + mottagare, 0));
  const reckoned = proposals.filter(({ kalla }) => kalla !== "signal").length;
  const conditions = [
    ...new Set(
      proposals.flatMap(({ vardutbud, villkor }) =>
        villkor === "" ? [] : [`${capitalise(offeringWords(vardutbud))}, ${villkor}`]
      ),
    ),
  ];
  const offers = (options.signals ?? []).filter(({ slag, region }) => slag === "formaga" && region === to);
  const contacts = [
    ...new Set(
      offers.filter(({ vardutbud }) => proposals.some((proposal) => proposal.vardutbud === vardutbud))
        .map(({ kontaktroll }) => kontaktroll),
    ),
  ];
  return [
    [
      `Effekt i ${sender}`,
      few === antal
        ? `${span} färre över ${limitDays} dagar`
        : `${span} färre över ${limitDays} dagar (80 procent av utfallen)`,
    ],
    [
      `Effekt i ${receiver}`,
      pushed === 0
        ? "Listan ändras inte: platserna är utöver den egna produktionen"
        : `${formatCount(pushed)} fler över ${limitDays} dagar, inom den egna gränsen`,
    ],
    ["Kostnad", costText(decision, options)],
    ...waitingFacts(decision, options),
    [
      "Vilar på",
      [
        reckoned === 0
          ? `${capitalise(receiver)} har erbjudit platserna`
          : reckoned === proposals.length
          ? "Platserna är beräknade ur flödena; ingen har erbjudit dem"
          : `${capitalise(numberWord(reckoned, "ett"))} av ${numberWord(proposals.length)} förslag är ${
            reckoned === 1 ? "beräknat" : "beräknade"
          } ur flödena`,
        ...proposals.some(({ behov }) => behov) ? [`${sender} har signalerat behov`] : [],
        ...conditions,
      ].join(". "),
    ],
    [
      "Risk",
      `Färre tackar ja till resan, ${wayText(proposals)}; hur många som gör det är ett antagande${
        reckoned > 0 ? ". Mottagaren kan behöva platserna själv" : ""
      }`,
    ],
    [
      "Om nej",
      `${span} fler väntar över ${limitDays} dagar i ${sender}${
        reckoned < proposals.length ? `, och platserna i ${receiver} går till nästa eller står tomma` : ""
      }`,
    ],
    [
      "Ansvarig, senast",
      `${
        contacts.length === 0 ? `Utses av ${receiver}` : `${capitalise(joinNames(contacts))}, ${receiver}`
      }; ${dayName(lastDay(addMonths(spanOf(proposals)[0], -1)))}`,
    ],
  ];
}

/** "8,0 mnkr vård enligt prislistan för 2024 och 0,3 mnkr resor". */
function costText(
  { proposals }: Pick<Decision, "proposals">,
  { prices, kronorPerKm = KRONOR_PER_KM }: DecisionOptions,
): string {
  const costs = proposals.map(({ kostnad }) => kostnad.value);
  const unknown = costs.filter((cost) => cost === null).length;
  const care = costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0);
  const travel = travelCost(proposals, kronorPerKm);
  const list = prices ? ` enligt prislistan för ${prices.ar}` : "";
  const what = unknown === costs.length
    ? "Vården saknar pris"
    : `${formatKronor(care)} vård${list}${
      unknown === 0 ? "" : `, utan ${numberWord(unknown, "ett")} förslag som saknar pris`
    }`;
  return `${what}, och ${formatKronor(travel)} resor`;
}

function travelCost(proposals: readonly TransferProposal[], kronorPerKm: number): number {
  return proposals.reduce((sum, { antal, resa }) => sum + antal * 2 * resa.km * kronorPerKm, 0);
}

/**
 * What a month's wait costs, and what help costs more than to operate at home: dearer care in another region and the
 * journeys, also as months of waiting. Nothing where there are no assumptions.
 */
function waitingFacts(
  { proposals }: Pick<Decision, "proposals">,
  { waiting, prices, kronorPerKm = KRONOR_PER_KM }: DecisionOptions,
): Facts {
  if (!waiting) return [];
  const { low, high, without } = monthOfWaiting(proposals, waiting);
  if (high === 0) return [];
  const left = without.length === 0 ? "" : `, utan ${joinNames(without.map(offeringWords))}`;
  const month = [
    "Kostnad av att vänta",
    `${kronorSpan(low, high)} för varje månad till${left}`,
  ] as const;
  const costs = proposals.flatMap(({ kostnad: { value } }) => value ?? []);
  if (!prices || costs.length < proposals.length || without.length > 0 || low === 0) return [month];
  const care = costs.reduce((sum, cost) => sum + cost, 0);
  const dearer = care * (1 - prices.faktor.egen / prices.faktor.samverkan);
  const more = dearer + travelCost(proposals, kronorPerKm);
  return [month, [
    "Kostnad av att hjälpa",
    more <= 0
      ? "Inte mer än egen vård"
      : `${formatKronor(more)} mer än egen vård, med resor: lika mycket som ${
        spanText([more / high, more / low])
      } månaders väntan`,
  ]];
}

/** "0,4–1,2 mnkr", "20 000–60 000 kr": both in the unit of the larger. */
function kronorSpan(low: number, high: number): string {
  const last = formatKronor(high);
  const first = last.endsWith("mnkr") ? formatRate(low / 1e6) : formatCount(Math.round(low / 1000) * 1000);
  return last.startsWith(`${first}\u00a0`) ? last : `${first}–${last}`;
}

/** "0,4–1,2"; one number where they look the same. */
function spanText([low, high]: readonly [number, number]): string {
  const [first, last] = [low, high].map((value) => formatRate(value));
  return first === last ? first : `${first}–${last}`;
}

function wayText(proposals: readonly TransferProposal[]): string {
  const ways = proposals.map(({ resa }) => resa.km), [least, most] = [Math.min(...ways), Math.max(...ways)];
  return least === most ? `${formatCount(least)} km` : `${formatCount(least)}–${formatCount(most)} km`;
}

function askOf({ from, to, antal, proposals }: Decision): string {
  return `Ledningsgruppen föreslås besluta att ${regionShortName(from)} och ${
    regionShortName(to)
  } kommer överens om ${formatCount(antal)} operationer (${
    joinNames(
      proposals.map(({ vardutbud }) => vardutbud).filter((name, at, all) => all.indexOf(name) === at).map(
        offeringWords,
      ),
    )
  }) ${monthSpanName(...spanOf(proposals))}.`;
}

/**
 * Who sends how many to whom, a row for each region that sends and a column for each that receives (flöden mellan regioner).
 *
 * @param proposals The proposals.
 * @param options The regions, in order; others that send or receive come after them.
 * @returns A figure that is a table, with sums.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { transferMatrix } from "vantelage/figures";
 * assert.equal(transferMatrix([], { regions: [] }).headline, "Inga operationer föreslås flytta");
 * ```
 */
export function transferMatrix(
  proposals: readonly TransferProposal[],
  { regions: expected }: { readonly regions: readonly string[] },
): Figure {
  const taking = proposals.flatMap(({ fran, till }) => [fran.region, till.region]);
  const regions = [...new Set([...expected, ...taking])];
  const between = (from: string | null, to: string | null) =>
    sumOf(
      proposals.filter(({ fran, till }) =>
        (from === null || fran.region === from) && (to === null || till.region === to)
      ),
    );
  const receivers = regions.filter((to) => between(null, to) > 0);
  const total = sumOf(proposals),
    rowOf = (name: string, from: string | null, isTotal: boolean) => ({
      total: isTotal,
      cells: {
        fran: name,
        ...Object.fromEntries(regions.map((to) => [to, from === to ? null : between(from, to) || null])),
        summa: between(from, null),
      },
    });
  return tableFigure({
    rests: RESTS,
    headline: total === 0
      ? "Inga operationer föreslås flytta"
      : `${formatCount(total)} operationer, till ${
        receivers.length === 1 ? regionShortName(receivers[0]) : `${numberWord(receivers.length)} regioner`
      }`,
    subtitle: `Föreslagna operationer, från regionen på raden till regionen i kolumnen${
      proposals.length === 0 ? "" : `, ${monthSpanName(...spanOf(proposals))}`
    }`,
    caption: "Flöden mellan regionerna",
    columns: [
      { key: "fran", label: "Bor i", format: "text" },
      ...regions.map((region) => ({ key: region, label: regionShortName(region), format: "count" as const })),
      { key: "summa", label: "Skickar", format: "count", bar: true },
    ],
    rows: [
      ...regions.filter((from) => between(from, null) > 0).map((from) =>
        rowOf(regionShortName(from), from, false)
      ),
      ...total > 0 ? [rowOf("Tar emot", null, true)] : [],
    ],
  });
}
