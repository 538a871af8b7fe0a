import { type Day, dayName, monthName } from "../../calendar/mod.ts";
import { type ContractUse, contractWarningNames } from "../../plan/mod.ts";
import { regionShortName } from "../../reference/mod.ts";
import { barFigure } from "../marks/bar_figure.ts";
import type { Figure } from "../marks/figure.ts";
import { formatCount, formatShare } from "../marks/format.ts";
import { tableFigure } from "../marks/table_figure.ts";
import { capitalise, joinNames, NOT_DELIVERED, numberWord } from "../marks/_wording.ts";

/**
 * How far agreements are used, and which to act on (avtal och volymer).
 *
 * @param uses The agreements, from `contractUse`.
 * @param options The day they are looked at.
 * @returns The figure; those with a warning are drawn strongly and come first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { contractUseFigure } from "vantelage/figures";
 * assert.equal(contractUseFigure([], { asAt: "2024-04-30" }).headline, "Inga avtal som har börjat är levererade");
 * ```
 */
export function contractUseFigure(uses: readonly ContractUse[], options: { readonly asAt: Day }): Figure {
  const sorted = mostUrgentFirst(uses);
  const act = sorted.filter(({ varningar }) => varningar.length > 0).length;
  return barFigure({
    rests: ["avtal", "leveranser", "kopt_vard"],
    headline: uses.length === 0
      ? "Inga avtal som har börjat är levererade"
      : act === 0
      ? uses.some(({ anvant }) => anvant === null)
        ? "Hur avtalen används är inte levererat"
        : "Inget avtal behöver ses över"
      : act === uses.length
      ? "Alla avtal behöver ses över"
      : `${capitalise(numberWord(act, "ett"))} av ${numberWord(uses.length)} avtal behöver ses över`,
    subtitle: `Använd del av avtalad volym; antal i stapeln. ${dayName(options.asAt)}`,
    alt: "Liggande staplar: använd del av varje avtal",
    note: "Orange: avtal som någon behöver göra något åt.",
    caption: `Avtal ${dayName(options.asAt)}`,
    columns: [
      { key: "namn", label: "Avtal", format: "text" },
      { key: "volym", label: "Volym", format: "count" },
      { key: "anvant", label: "Använt", format: "count" },
      { key: "andel", label: "Använt", unit: "% av volymen", format: "share" },
    ],
    rows: sorted.map(({ avtal, anvant, andel }) => ({
      cells: {
        namn: avtal.namn,
        volym: avtal.volym,
        anvant: anvant ?? NOT_DELIVERED,
        andel: andel ?? NOT_DELIVERED,
      },
    })),
    bars: sorted.flatMap(({ avtal, anvant, andel, varningar }) =>
      andel === null ? [] : [{
        name: avtal.namn,
        value: andel,
        text: formatShare(andel, 0),
        inside: `${formatCount(anvant)} av ${formatCount(avtal.volym)}`,
        tone: varningar.length > 0 ? "late" as const : "b2" as const,
      }]
    ),
    reference: { value: 1, wide: "Hela volymen", narrow: "100 %" },
  });
}

/**
 * The agreements with what is to be done about each (avtalslista).
 *
 * @param uses The agreements, from `contractUse`.
 * @param options The day they are looked at.
 * @returns A table, those with a warning first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { contractTable } from "vantelage/figures";
 * assert.equal(contractTable([], { asAt: "2024-04-30" }).headline, "Inget levererat avtal berörs");
 * ```
 */
export function contractTable(uses: readonly ContractUse[], options: { readonly asAt: Day }): Figure {
  const next = uses.flatMap(({ fulltManad }) => fulltManad ?? []).sort().at(0);
  const first = uses.filter(({ fulltManad }) => fulltManad === next).map(({ avtal }) => avtal.namn);
  const warned = uses.some(({ varningar }) => varningar.length > 0);
  return tableFigure({
    rests: ["avtal", "leveranser", "kopt_vard"],
    headline: uses.length === 0
      ? "Inget levererat avtal berörs"
      : next !== undefined
      ? `${
        first.length === 1 ? `Avtalet ”${first[0]}”` : `${capitalise(numberWord(first.length))} avtal`
      } tar slut redan i ${monthName(next)}`
      : warned
      ? "Inget avtal blir fullt i förtid, men några har en varning"
      : "Inget avtal har en varning",
    subtitle: `Avtal som har börjat, ${dayName(options.asAt)}`,
    caption: `Avtal ${dayName(options.asAt)}`,
    columns: [
      { key: "namn", label: "Avtal", format: "text" },
      { key: "kopare", label: "Köpare", format: "text" },
      { key: "volym", label: "Volym", format: "count" },
      { key: "anvant", label: "Använt", format: "count" },
      { key: "andel", label: "Använt", format: "share" },
      { key: "tid", label: "Tid som gått", format: "share" },
      { key: "till", label: "Slutar", format: "text" },
      { key: "varning", label: "Att göra något åt", format: "text" },
    ],
    rows: mostUrgentFirst(uses).map(({ avtal, anvant, andel, tid, fulltManad, varningar }) => ({
      cells: {
        namn: avtal.namn,
        kopare: joinNames(avtal.kopare.map(regionShortName)),
        volym: avtal.volym,
        anvant: anvant ?? NOT_DELIVERED,
        andel: andel ?? NOT_DELIVERED,
        tid,
        till: dayName(avtal.till),
        varning: capitalise(
          varningar.map((warning) =>
            warning === "blir_fullt" && fulltManad !== null
              ? `blir fullt i ${monthName(fulltManad)}`
              : warning === "option" && avtal.option !== null
              ? `optionen ska avropas senast ${dayName(avtal.option.senast)}`
              : contractWarningNames[warning]
          ).join(", "),
        ),
      },
    })),
    note: [
      "Takten är det som använts delat på de månader som gått. Fullt i förtid: före avtalets sista månad.",
      ...uses.flatMap(({ avtal, raknatFran }) =>
        raknatFran === null
          ? []
          : `${avtal.namn} är räknat från ${
            monthName(raknatFran)
          }, då leveranserna börjar: mer kan vara använt.`
      ),
    ].join(" "),
  });
}

function mostUrgentFirst(uses: readonly ContractUse[]): ContractUse[] {
  return uses.toSorted((a, b) =>
    Number(b.varningar.length > 0) - Number(a.varningar.length > 0) || (b.andel ?? -1) - (a.andel ?? -1)
  );
}
