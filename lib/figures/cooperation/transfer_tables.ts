import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import type { Day } from "../../calendar/mod.ts";
import {
  type OutcomeRange,
  type RuleEffect,
  signalAge,
  type SpareReckoning,
  type StandingSignal,
  type TransferCourse,
  type TransferEffect,
  type TransferGoals,
  type TransferProposal,
  type TransferRange,
  type TransferScenario,
} from "../../cooperation/mod.ts";
import { type PriceList, priceListNote } from "../../plan/mod.ts";
import { regionShortName } from "../../reference/mod.ts";
import type { Figure } from "../marks/figure.ts";
import { formatChange, formatCount, formatShare } from "../marks/format.ts";
import { tableFigure } from "../marks/table_figure.ts";
import { capitalise, lowerFirst, numberWord } from "../marks/_wording.ts";

/**
 * The proposals, each a sentence to decide on, with what it costs (förslag).
 *
 * @param proposals The proposals.
 * @param binding What holds more back.
 * @param signalled The signals that they rest on, and the day that their ages are counted to; the price list that the costs are by. @default no ages, and no list named
 * @returns The figure. Without proposals the headline says what binds.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { proposalTable } from "vantelage/figures";
 * const binding = [{ regel: "kapacitet", text: "Den lediga kapaciteten räcker inte till fler", farre: 9 }] as const;
 * assert.equal(proposalTable([], binding).headline,
 *   "Inget förslag går att ge: den lediga kapaciteten räcker inte till fler");
 * ```
 */
export function proposalTable(
  proposals: readonly TransferProposal[],
  binding: readonly RuleEffect[],
  signalled: { signals: readonly StandingSignal[]; asAt: Day; prices?: PriceList | null } = {
    signals: [],
    asAt: "",
  },
): Figure {
  const { prices = null, asAt } = signalled;
  const unpriced = proposals.filter(({ kostnad }) => kostnad.value === null).length;
  const why = binding[0]?.text;
  return tableFigure({
    rests: ["leveranser", "signaler", "avtal", "kopt_vard", "priser"],
    headline: proposals.length > 0
      ? proposalHeadline(proposals)
      : why === undefined
      ? "Inget förslag går att ge: ingen lista möter ledig plats hos någon annan"
      : `Inget förslag går att ge: ${lowerFirst(why)}`,
    subtitle: `Operationer, och kostnad i mnkr enligt prislistan${
      prices === null ? "" : ` för ${prices.ar}`
    }`,
    caption: "Förslag att besluta om",
    columns: [
      { key: "mening", label: "Förslag", format: "text" },
      { key: "antal", label: "Operationer", unit: "antal", format: "count", bar: true },
      { key: "kostnad", label: "Kostnad", unit: "mnkr", format: "rate2" },
      { key: "grund", label: "Underlag", format: "text" },
      { key: "fler", label: "För fler krävs", format: "text" },
    ],
    rows: proposals.map((proposal) => ({
      cells: {
        mening: proposal.mening,
        antal: proposal.antal,
        kostnad: proposal.kostnad.value === null ? null : proposal.kostnad.value / 1e6,
        grund: `${basisWords(proposal)}${ageWords(proposal, signalled)}${
          proposal.villkor === "" ? "" : `. ${capitalise(proposal.villkor)}`
        }`,
        fler: capitalise(proposal.flerKraver.join("; ")),
      },
    })),
    note: [
      "Kostnaden är prislistans pris gånger antalet; resor ingår inte.",
      prices === null ? null : priceListNote(prices, Number(asAt.slice(0, 4))),
      proposals.every(({ kalla }) => kalla === "signal")
        ? null
        : "Beräkning: ingen har erbjudit platserna, fråga mottagaren först.",
      unpriced === 0 ? null : `${capitalise(numberWord(unpriced, "ett"))} förslag saknar pris i prislistan.`,
      binding.length === 0
        ? null
        : `Det som hindrar fler: ${
          binding.map(({ text, farre }) =>
            `${lowerFirst(text)}${
              farre === null ? "" : ` (utan det ${formatCount(Math.round(farre))} färre över gränsen)`
            }`
          ).join("; ")
        }.`,
    ].filter((part) => part !== null).join(" "),
  });
}

/** "23 förslag flyttar 757 operationer". */
function proposalHeadline(proposals: readonly TransferProposal[]): string {
  const total = proposals.reduce((sum, { antal }) => sum + antal, 0);
  return `${capitalise(numberWord(proposals.length, "ett"))} förslag flyttar ${
    formatCount(total)
  } operationer`;
}

/** What a proposal rests on: who of the two has said anything. */
function basisWords({ kalla, behov }: TransferProposal): string {
  return kalla === "signal"
    ? behov ? "Signaler från båda" : "Signal från mottagaren"
    : behov
    ? "Beräkning, och signal från avsändaren"
    : "Beräkning";
}

/** How old the signals of a proposal are; empty where it rests on none, or they are not given. */
function ageWords(
  { fran, till, vardutbud, kalla, behov }: TransferProposal,
  { signals, asAt }: { signals: readonly StandingSignal[]; asAt: Day },
): string {
  const of = (slag: StandingSignal["slag"], { region }: { region: string }) =>
    signals.filter((signal) =>
      signal.slag === slag && signal.region === region && signal.vardutbud === vardutbud
    );
  const used = [...kalla === "signal" ? of("formaga", till) : [], ...behov ? of("behov", fran) : []];
  const [oldest = null] = used.map((signal) => signalAge(signal, asAt)).sort((a, b) => b - a);
  if (oldest === null) return "";
  return ` (${used.length > 1 ? "den äldsta " : ""}${formatCount(oldest)} ${
    oldest === 1 ? "dag" : "dagar"
  } gammal)`;
}

/**
 * The lists that the proposals touch, before and after (effekt på båda sidor).
 *
 * @param effects Every list before and after.
 * @param options The limit in whole days.
 * @returns The figure; lists that neither send nor receive are left out.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { effectTable } from "vantelage/figures";
 * assert.equal(effectTable([]).headline, "Ingen lista ändras");
 * ```
 */
export function effectTable(
  effects: readonly TransferEffect[],
  { limitDays = GUARANTEE_DAYS, courses = [] }: {
    readonly limitDays?: number;
    /** What becomes of the lists while they move. @default not shown */
    readonly courses?: readonly TransferCourse[];
  } = {},
): Figure {
  const courseOf = (effect: TransferEffect) =>
    courses.find(({ region, sjukhus, vardutbud }) =>
      region === effect.region && sjukhus === effect.sjukhus && vardutbud === effect.vardutbud
    )?.slut.value ?? null;
  const share = (over: number, waiting: number) => waiting === 0 ? null : over / waiting;
  const touched = effects.filter(({ skickar, tarEmot }) => skickar + tarEmot > 0)
    .sort((a, b) => (a.efter - a.fore) - (b.efter - b.fore));
  const better = touched.filter(({ fore, efter }) => efter < fore).length;
  const worse = touched.filter(({ fore, efter }) => efter > fore).length;
  return tableFigure({
    rests: ["leveranser", "signaler", "avtal", "kopt_vard"],
    headline: touched.length === 0
      ? "Ingen lista ändras"
      : `${capitalise(numberWord(better))} ${
        better === 1 ? "lista" : "listor"
      } får färre över ${limitDays} dagar, ${
        worse === 0 ? "ingen får fler" : `${numberWord(worse)} får fler`
      }`,
    subtitle: `Väntande över ${limitDays} dagar, antal och andel, före och efter förslagen`,
    caption: "Före och efter",
    columns: [
      { key: "region", label: "Region", format: "text" },
      { key: "vardutbud", label: "Vårdutbud", format: "text" },
      { key: "skickar", label: "Skickar", unit: "operationer", format: "count" },
      { key: "tarEmot", label: "Tar emot", unit: "operationer", format: "count" },
      { key: "fore", label: "Före", unit: "antal", format: "count" },
      { key: "efter", label: "Efter", unit: "antal", format: "count" },
      ...(courses.length === 0 ? [] : [
        { key: "utan", label: "Om listan rör sig, utan", unit: "antal", format: "count" as const },
        { key: "med", label: "med förslagen", unit: "antal", format: "count" as const },
      ]),
      { key: "andelFore", label: "Före", unit: "andel", format: "share" },
      { key: "andelEfter", label: "Efter", unit: "andel", format: "share", bar: true },
    ],
    rows: touched.map((effect) => ({ ...effect, course: courseOf(effect) })).map((
      { region, vardutbud, skickar, tarEmot, fore, efter, vantandeFore, vantandeEfter, course },
    ) => ({
      cells: {
        region: regionShortName(region),
        vardutbud,
        skickar,
        tarEmot,
        fore,
        efter,
        utan: course?.utan ?? null,
        med: course?.med ?? null,
        andelFore: share(fore, vantandeFore),
        andelEfter: share(efter, vantandeEfter),
      },
    })),
    note: courses.length === 0
      ? "Listorna antas i övrigt stå stilla: lika många passerar gränsen som opereras från den."
      : "Före och efter antar att listorna i övrigt står stilla. Om listan rör sig: när förslagens sista månad är slut, med " +
        "nya beslut, operationer, de som lämnar listan och väntan som växer så som under det senaste året; en medelmånad, " +
        "utan årstid.",
  });
}

/**
 * The lists that are nearest to having room for others, by their own flows (beräknat utrymme).
 *
 * @param reckoned The computation.
 * @param options The months to come; the share over the limit that a list may come to, 0–1; and how many lists to show.
 * @returns The figure; its note says of how many lists it is. Without lists only its headline.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { spareTable } from "vantelage/figures";
 * const row = { region: "Region Dalarna", sjukhus: null, vardutbud: "Gallsten", lista: 60, malstorlek: 50, overskott: 0,
 *   andelOver: 0.3, utrymme: 0, undantrangning: 0.6 };
 * assert.equal(spareTable([row], { share: 0.25 }).headline, "Ingen av en lista har utrymme för andra");
 * ```
 */
export function spareTable(
  reckoned: readonly SpareReckoning[],
  { share, rows = 15 }: { share: number; rows?: number },
): Figure {
  const withRoom = reckoned.filter(({ utrymme }) => utrymme > 0);
  const shown = reckoned.toSorted((a, b) =>
    b.utrymme - a.utrymme || a.lista / a.malstorlek - b.lista / b.malstorlek
  )
    .slice(0, rows);
  const total = withRoom.reduce((sum, { utrymme }) => sum + utrymme, 0);
  const lists = reckoned.length === 1 ? "en lista" : `${numberWord(reckoned.length)} listor`;
  return tableFigure({
    rests: ["leveranser", "signaler", "avtal", "kopt_vard"],
    headline: reckoned.length === 0
      ? "Ingen lista har flöden att räkna på"
      : withRoom.length === 0
      ? `Ingen av ${lists} har utrymme för andra`
      : `${capitalise(numberWord(withRoom.length))} av ${lists} har utrymme, tillsammans ${
        formatCount(total)
      } operationer`,
    subtitle: `Listor utan övrigt-grupper, de med störst utrymme först. Egen gräns: högst ${
      formatShare(share)
    } över gränsen`,
    caption: "Beräknat utrymme",
    columns: [
      { key: "region", label: "Region", format: "text" },
      { key: "vardutbud", label: "Vårdutbud", format: "text" },
      { key: "lista", label: "På listan", unit: "antal", format: "count" },
      { key: "malstorlek", label: "Högsta listlängd", unit: "antal", format: "count" },
      { key: "overskott", label: "Operationer minus nya beslut", unit: "per månad", format: "rate" },
      { key: "andelOver", label: "Över gränsen", unit: "andel", format: "share" },
      { key: "utrymme", label: "Utrymme", unit: "operationer", format: "count", bar: true },
    ],
    rows: shown.map(({ region, vardutbud, lista, malstorlek, overskott, andelOver, utrymme }) => ({
      cells: {
        region: regionShortName(region),
        vardutbud,
        lista,
        malstorlek: Math.floor(malstorlek),
        overskott,
        andelOver,
        utrymme,
      },
    })),
    note:
      "Högsta listlängd: så lång lista som ger den egna gränsen, vid dagens tillflöde. På en lista där det " +
      "opereras så många som tillkommer är utrymmet vad den får växa, inte en överkapacitet.",
  });
}

/** The goals of one way to transfer. */
export interface GoalRow extends TransferGoals {
  /** What it is called, in Swedish. */
  readonly namn: string;
  /** How many who have waited over a year, or past their måldatum, it helps. @default not shown */
  readonly lange?: number;
}

/**
 * The goals with and without transfers, and by a simple rule (måluppfyllelse).
 *
 * @param rows The goals of each way, the lists as they are first and the proposal last.
 * @param options The range of outcomes.
 * @returns The figure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { goalTable } from "vantelage/figures";
 * const figure = goalTable([{ namn: "I dag", over: 90, skillnad: 0.3, km: 0, storst: 0.5 },
 *   { namn: "Förslag", over: 80, skillnad: 0.2, km: 900, storst: 0.4 }]);
 * assert.equal(figure.headline, "Tio färre över gränsen med förslagen");
 * ```
 */
export function goalTable(
  rows: readonly GoalRow[],
  options: {
    /** What the proposals come to when it is uncertain how many accept. @default not shown */
    readonly range?: TransferRange;
    /** More even proposals, of `transferFront`. @default none */
    readonly front?: readonly GoalRow[];
  } = {},
): Figure {
  const { range, front = [] } = options;
  const first = rows.at(0), last = rows.at(-1);
  const fewer = first === undefined || last === undefined ? 0 : Math.round(first.over - last.over);
  return tableFigure({
    rests: ["leveranser", "signaler", "avtal", "kopt_vard"],
    headline: fewer > 0
      ? `${capitalise(numberWord(fewer))} färre över gränsen med förslagen${beyondRule(rows)}`
      : "Förslagen gör inte att färre väntar över gränsen",
    subtitle: "Målen i den ordning de väger: väntande över gränsen, skillnad mellan regioner, resväg",
    caption: "Måluppfyllelse",
    columns: [
      { key: "namn", label: "Alternativ", format: "text" },
      { key: "over", label: "Över gränsen", unit: "antal", format: "count" },
      ...(rows.some(({ lange }) => lange !== undefined)
        ? [{
          key: "lange",
          label: "Över ett år eller förbi måldatum som får hjälp",
          unit: "antal",
          format: "count" as const,
        }]
        : []),
      { key: "skillnad", label: "Största skillnad mellan regioner", unit: "andel", format: "share" },
      { key: "km", label: "Resväg, enkel", unit: "km för alla", format: "count" },
      { key: "storst", label: "Störst andel i en region", unit: "andel", format: "share" },
    ],
    rows: [...rows, ...front].map(({ namn, over, lange = null, skillnad, km, storst }) => ({
      cells: { namn, over, lange, skillnad, km, storst },
    })),
    note: `${
      range === undefined || first === undefined
        ? ""
        : `Hur många som tackar ja är osäkert: av förslagen blir ${
          rangeText(range.flyttas)
        } operationer av, och då väntar ${rangeText(range.over)} över gränsen (80 procent av utfallen). `
    }Skillnaden är medelvärdet över vårdutbud, vägt efter hur många som väntar. Störst andel räknas på alla ` +
      `vårdutbud tillsammans och är inget eget mål.${frontText(last, front.at(-1))}`,
  });
}

/** What it costs to be as even as can be. */
function frontText(proposal: GoalRow | undefined, even: GoalRow | undefined): string {
  if (proposal === undefined || even === undefined) return "";
  const more = Math.round(even.over - proposal.over);
  return ` Går jämlikheten före antalet väntar ${
    more === 0 ? "lika många" : `${formatCount(more)} fler`
  } över gränsen.`;
}

function rangeText({ low, high }: OutcomeRange): string {
  return low === high ? formatCount(low) : `${formatCount(low)}–${formatCount(high)}`;
}

/** How the proposal, the last row, does beside the simple rule, the row before it. */
function beyondRule(rows: readonly GoalRow[]): string {
  const [rule, last] = rows.slice(1).slice(-2);
  if (last === undefined) return "";
  const fewer = Math.round(rule.over - last.over);
  return fewer > 0
    ? `, ${numberWord(fewer)} färre än med en enkel regel`
    : fewer === 0
    ? ", lika många som med en enkel regel"
    : `, ${numberWord(-fewer)} fler än med en enkel regel`;
}

/**
 * What would change the proposals (känslighet).
 *
 * @param scenarios The proposals as they are, then one change at a time.
 * @param options What the proposals are about, in Swedish, and what holds them back where there are none.
 * @returns The figure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { scenarioTable } from "vantelage/figures";
 * assert.equal(scenarioTable([{ andring: "Som föreslaget", flyttas: 7, over: 90 }]).headline,
 *   "Inget av det som prövats ändrar hur många som väntar över gränsen");
 * ```
 */
export function scenarioTable(
  scenarios: readonly TransferScenario[],
  options: { selection?: string; binding?: readonly RuleEffect[] } = {},
): Figure {
  const { selection = "Alla vårdutbud", binding = [] } = options;
  const [before, ...changes] = scenarios;
  const why = binding.at(0)?.text;
  const nothing = why !== undefined && scenarios.every(({ flyttas }) => flyttas === 0);
  const change = ({ over }: TransferScenario) =>
    over === null || before.over === null ? null : over - before.over;
  const largest = changes.filter((each) => (change(each) ?? 0) !== 0)
    .toSorted((a, b) => Math.abs(change(b) ?? 0) - Math.abs(change(a) ?? 0)).at(0);
  return tableFigure({
    rests: ["leveranser", "signaler", "avtal", "kopt_vard"],
    headline: nothing
      ? `Inget förslag, vad som än ändras: ${lowerFirst(why)}`
      : largest === undefined
      ? "Inget av det som prövats ändrar hur många som väntar över gränsen"
      : `Mest ändrar: ${lowerFirst(largest.andring)}`,
    subtitle: `Väntande över gränsen när förslagen görs om med ett antagande ändrat i taget. ${selection}`,
    caption: "Vad som skulle ändra förslagen",
    columns: [
      { key: "andring", label: "Antagande", format: "text" },
      { key: "flyttas", label: "Flyttas", unit: "operationer", format: "count", bar: true },
      { key: "over", label: "Över gränsen", unit: "antal", format: "count" },
      { key: "skillnad", label: "Jämfört med förslaget", unit: "antal", format: "text" },
    ],
    rows: (nothing ? scenarios.slice(0, 1) : scenarios).map((scenario) => ({
      cells: {
        andring: scenario.andring,
        flyttas: scenario.flyttas,
        over: scenario.over,
        skillnad: scenario === before ? "" : formatChange(change(scenario), "count"),
      },
    })),
  });
}
