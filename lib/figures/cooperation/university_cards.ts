import { addMonths, dayName, lastDay, type Month, monthName } from "../../calendar/mod.ts";
import type { PriceRow, UniversityProposal } from "../../plan/mod.ts";
import { offeringWords } from "../../reference/mod.ts";
import { capitalise, joinNames, lowerFirst } from "../marks/_wording.ts";
import type { FindingItem } from "../marks/findings.ts";
import { formatCount, formatKronor } from "../marks/format.ts";
import { Panel } from "../marks/panel.ts";
import { type Card, cardsPanel } from "./_cards.ts";

/** What the cards rest on. */
const RESTS = ["leveranser", "bestallningar", "hogspecialiserad_vard", "kopt_vard", "priser"] as const;

/** Options for {@linkcode universityCards}. */
export interface UniversityOptions {
  /** The last month that counts. */
  readonly manad: Month;
  /** The months that relief is counted in, in words: "maj 2023–april 2024". */
  readonly span: string;
  /** What an operation costs in another of the seven regions; left out where there is no price list. */
  readonly prices?: readonly PriceRow[];
}

/**
 * What university hospitals could leave to each other, and to the regions around, as decisions (beslut): a card for each
 * hospital and who takes over from it, with what it rests on, its risk, what follows from a no and the words to decide.
 *
 * @param proposals From `universityProposals`; each is on one card.
 * @param options The month and the price list.
 * @returns The panel.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { universityCards } from "vantelage/figures";
 * const fran = "Akademiska sjukhuset", till = "Universitetssjukhuset Örebro (USÖ)";
 * const panel = universityCards([{ fran, till, vad: "Ortopedi", antal: 16, efter: 20, overSlump: false }],
 *   { manad: "2024-04", span: "maj 2023–april 2024" });
 * assert.match(panel.text(), /^Beslut 1 av 1: Akademiska sjukhuset lämnar 16 operationer till Universitetssjukhuset Örebro/);
 * ```
 */
export function universityCards(proposals: readonly UniversityProposal[], options: UniversityOptions): Panel {
  const pairs = [...Map.groupBy(proposals, ({ fran, till }) => JSON.stringify([fran, till])).values()];
  if (pairs.length === 0) {
    const text = "Inget förslag för universitetssjukhusen går att ge.";
    return new Panel({ kind: "universityCards", rests: RESTS, html: [`<p>${text}</p>`], text });
  }
  const cards = pairs.map((own, at) => ({
    number: `Beslut ${at + 1} av ${pairs.length}`,
    ...own[0].till === null ? reliefCard(own, options) : betweenCard(own, own[0].till, options),
  }));
  return cardsPanel(cards, { kind: "universityCards", rests: RESTS });
}

/**
 * What there is to decide on of the university hospitals, in a sentence (slutsats).
 *
 * @param proposals From `universityProposals`.
 * @returns The finding.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { universityFinding } from "vantelage/figures";
 * assert.equal(universityFinding([]).text, "Inget förslag för universitetssjukhusen går att ge");
 * ```
 */
export function universityFinding(proposals: readonly UniversityProposal[]): FindingItem {
  const between = proposals.filter(({ till }) => till !== null);
  const around = proposals.filter(({ till }) => till === null);
  const parts = [
    ...between.length === 0 ? [] : [`${formatCount(sumOf(between))} operationer kan flytta mellan dem`],
    ...around.length === 0 ? [] : [
      `${formatCount(sumOf(around))}${between.length === 0 ? " operationer" : ""} till regionerna runt om`,
    ],
  ];
  return {
    text: parts.length === 0
      ? "Inget förslag för universitetssjukhusen går att ge"
      : `Universitetssjukhusen: ${joinNames(parts)}`,
  };
}

/** What one university hospital could do for the other. */
function betweenCard(
  own: readonly UniversityProposal[],
  to: string,
  { manad }: UniversityOptions,
): Omit<Card, "number"> {
  const { fran } = own[0], antal = sumOf(own), behind = own.reduce((sum, { efter }) => sum + (efter ?? 0), 0);
  const uncertain = own.filter(({ overSlump }) => !overSlump);
  const areas = joinNames(own.map(({ vad }) => lowerFirst(vad)));
  return {
    title: titleOf(fran, to, antal),
    columns: ["Område", "Operationer", "Efter beställningen"],
    rows: own.map(({ vad, antal, efter, overSlump }) => [
      ...[vad, formatCount(antal)],
      `${formatCount(efter)}${overSlump ? "" : ", kan vara slump"}`,
    ]),
    facts: [
      [
        `Effekt för ${fran}`,
        `${formatCount(antal)} av ${formatCount(behind)} som saknas mot beställningen görs`,
      ],
      [`Effekt för ${to}`, "Fler än beställt, som det har gjort hittills i år"],
      ["Vilar på", `Regionernas beställningar för året och utfallet till och med ${monthName(manad)}`],
      [
        "Risk",
        `Ett område rymmer både lätta och svåra fall: fråga båda sjukhusen${
          uncertain.length === 0
            ? ""
            : `. ${
              capitalise(joinNames(uncertain.map(({ vad }) => lowerFirst(vad))))
            }: så långt efter kan ett sjukhus hamna av en slump`
        }`,
      ],
      ["Om nej", `${fran} har ${formatCount(behind)} operationer att ta igen under resten av året`],
      ["Ansvarig, senast", `Vårdavtalsgruppen; ${dueDay(manad)}`],
    ],
    ask: `Ledningsgruppen föreslås besluta att ${fran} och ${to} prövar att flytta ${
      formatCount(antal)
    } operationer (${areas}).`,
  };
}

/** What the regions around could take over from a university hospital. */
function reliefCard(
  own: readonly UniversityProposal[],
  { manad, span, prices = [] }: UniversityOptions,
): Omit<Card, "number"> {
  const { fran } = own[0], antal = sumOf(own);
  const costOf = ({ vad, antal }: UniversityProposal) => {
    const price = prices.find(({ vardutbud }) => vardutbud === vad);
    return price === undefined ? null : price.pris * antal;
  };
  const costs = own.flatMap((row) => costOf(row) ?? []), cost = costs.reduce((sum, each) => sum + each, 0);
  return {
    title: `${titleOf(fran, "regionerna runt om", antal)} på ett år`,
    columns: ["Vårdutbud", "Operationer", "Kostnad"],
    rows: own.map((row) => {
      const kronor = costOf(row);
      return [
        capitalise(offeringWords(row.vad)),
        formatCount(row.antal),
        kronor === null ? "saknar pris" : formatKronor(kronor),
      ];
    }),
    facts: [
      [
        `Effekt för ${fran}`,
        `Plats för ${formatCount(antal)} operationer som bara ett universitetssjukhus kan göra`,
      ],
      [
        "Effekt för regionerna runt om",
        "De gör fler vanliga operationer inom sitt utrymme; deras listor ändras inte",
      ],
      [
        "Kostnad",
        costs.length === 0
          ? "Operationerna saknar pris i prislistan"
          : `${formatKronor(cost)} enligt prislistan${
            costs.length === own.length
              ? ""
              : `, utan ${formatCount(own.length - costs.length)} som saknar pris`
          }; ett byte av utförare, inte fler operationer`,
      ],
      [
        "Vilar på",
        `Operationer och utrymme ${span}: en tiondel mer där minst 80 procent opererades inom 90 dagar, ett antagande`,
      ],
      [
        "Risk",
        "Utrymmet är inte erbjudet, och patienter med andra sjukdomar kan behöva universitetssjukhuset",
      ],
      ["Om nej", "Vanliga operationer tar plats för den högspecialiserade vården som hittills"],
      ["Ansvarig, senast", `Produktionsplaneringsgruppen; ${dueDay(manad)}`],
    ],
    ask: `Ledningsgruppen föreslås besluta att ${fran} och regionerna runt om prövar att flytta ${
      formatCount(antal)
    } operationer (${joinNames(own.map(({ vad }) => offeringWords(vad)))}).`,
  };
}

function titleOf(from: string, to: string, antal: number): string {
  return `${from} lämnar ${formatCount(antal)} operationer till ${to}`;
}

/** The last day to answer: the end of the month after the next, as these concern the orders of the year. */
function dueDay(manad: Month): string {
  return dayName(lastDay(addMonths(manad, 2)));
}

function sumOf(rows: readonly UniversityProposal[]): number {
  return rows.reduce((sum, { antal }) => sum + antal, 0);
}
