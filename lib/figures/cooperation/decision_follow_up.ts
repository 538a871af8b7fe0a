import { dayName, type Month, monthName, monthSpanName } from "../../calendar/mod.ts";
import { decidedMonths } from "../../cooperation/mod.ts";
import { GUARANTEE_DAYS } from "../../indicators/limits.ts";
import type { DecisionOutcome } from "../../plan/mod.ts";
import { offeringWords, regionShortName } from "../../reference/mod.ts";
import { capitalise, numberWord } from "../marks/_wording.ts";
import type { Figure } from "../marks/figure.ts";
import { formatChange, formatCount } from "../marks/format.ts";
import { tableFigure } from "../marks/table_figure.ts";

const ANSWER = { ja: "Ja", nej: "Nej", andrat: "Ändrat" } as const;

/** What {@linkcode decisionFollowUp} rests on. */
const RESTS = ["leveranser", "beslut", "signaler"] as const;

/**
 * Decisions against what was done (uppföljning av beslut): agreed, done, what was done a year before, the sender's list, and
 * why fewer were done where the data say so.
 *
 * @param outcomes The outcomes, as `followDecisions` gives them.
 * @param options The last month that is followed up.
 * @returns A table.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { decisionFollowUp } from "vantelage/figures";
 * assert.equal(decisionFollowUp([], { until: "2024-06" }).headline, "Inga beslut är inskrivna");
 * ```
 */
export function decisionFollowUp(
  outcomes: readonly DecisionOutcome[],
  { until }: { readonly until: Month },
): Figure {
  const due = outcomes.filter(isDue), agreed = sumOf(due, "avtalat");
  const yes = outcomes.filter(({ svar }) => svar !== "nej").length;
  return tableFigure({
    rests: RESTS,
    headline: outcomes.length === 0
      ? "Inga beslut är inskrivna"
      : agreed > 0
      ? `${formatCount(sumOf(due, "gjort"))} av ${formatCount(agreed)} beslutade operationer är gjorda`
      : yes === 0
      ? "Inget förslag har fått ja"
      : `${capitalise(numberWord(yes, "ett"))} beslut att samverka, vars månader inte går att följa än`,
    subtitle: `Operationer åt avsändarens invånare hos mottagaren. Beslut och utfall till och med ${
      monthName(until)
    }`,
    caption: "Besluten och vad som blev gjort",
    columns: [
      { key: "beslut", label: "Beslut", format: "text" },
      { key: "svar", label: "Svar", unit: "och vem som ansvarar", format: "text" },
      { key: "beslutat", label: "Beslutat", unit: "operationer i alla månader", format: "count" },
      { key: "avtalat", label: "Beslutat hittills", unit: "operationer", format: "count" },
      { key: "gjort", label: "Gjort", unit: "operationer", format: "count", bar: true },
      { key: "fore", label: "Året före", unit: "samma månader", format: "count" },
      { key: "lista", label: `Avsändaren över ${GUARANTEE_DAYS} dagar`, format: "text" },
      { key: "varfor", label: "Varför inte fler", format: "text" },
    ],
    rows: outcomes.map((outcome) => ({
      cells: {
        beslut: decisionName(outcome),
        svar: `${ANSWER[outcome.svar]}, ${dayName(outcome.andrad)}. ${capitalise(outcome.kontaktroll)}`,
        beslutat: outcome.beslutat,
        avtalat: isDue(outcome) ? outcome.avtalat : null,
        gjort: isDue(outcome) ? outcome.gjort : null,
        fore: isDue(outcome) ? outcome.fore : null,
        lista: listText(outcome),
        varfor: whyText(outcome),
      },
    })),
    note:
      "Även operationer som hade gjorts utan beslutet räknas: jämför med året före. Listan ändras också av annat än beslutet. Månader som mottagaren inte har levererat är varken beslutat hittills eller gjort.",
  });
}

/** Whether something was decided for months that are known. */
function isDue({ svar, manader }: DecisionOutcome): boolean {
  return svar !== "nej" && manader.length > 0;
}

function sumOf(outcomes: readonly DecisionOutcome[], key: "avtalat" | "gjort"): number {
  return outcomes.reduce((sum, outcome) => sum + outcome[key], 0);
}

/** "Värmland till Västmanland, knäprotes, maj–juni 2024". */
function decisionName(outcome: DecisionOutcome): string {
  const months = decidedMonths(outcome).map(({ manad }) => manad);
  return `${regionShortName(outcome.hemregion)} till ${regionShortName(outcome.utforarregion)}, ${
    offeringWords(outcome.vardutbud)
  }, ${monthSpanName(months[0], months[months.length - 1])}`;
}

function listText(outcome: DecisionOutcome): string {
  const { overFore, overNu } = outcome;
  if (!isDue(outcome) || overFore === null || overNu === null) return "";
  return `${formatCount(overFore)} före, nu ${formatCount(overNu)} (${
    formatChange(overNu - overFore, "count")
  })`;
}

function whyText({ varfor, svar, skal, manader }: DecisionOutcome): string {
  const reason = skal === null ? "" : skal.replace(/[.]$/, "");
  if (svar === "nej") return reason === "" ? "Förslaget fick nej" : `Förslaget fick nej: ${reason}`;
  if (manader.length === 0 && varfor.length === 0) return "Månaderna har inte börjat";
  return varfor.length === 0 ? "" : `${varfor.join(". ")}.`;
}
