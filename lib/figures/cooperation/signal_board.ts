import { type Day, dayName, monthSpanName } from "../../calendar/mod.ts";
import {
  type BoardSignal,
  signalAge,
  type SignalBoard,
  type SignalComparison,
  type SignalConditions,
  type SignalMatch,
} from "../../cooperation/mod.ts";
import { operationsName, regionShortName } from "../../reference/mod.ts";
import type { Figure } from "../marks/figure.ts";
import { formatCount } from "../marks/format.ts";
import { tableFigure } from "../marks/table_figure.ts";
import { capitalise, numberWord } from "../marks/_wording.ts";

const KIND = { behov: "Behov av", formaga: "Förmåga till" } as const;

/**
 * Needs against offers, one row a vårdutbud (behov mot förmåga).
 *
 * @param board The board.
 * @returns The figure; the vårdutbud with the largest need first, stale signals left out.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { signalBoard } from "vantelage";
 * import { needsAndOffers } from "vantelage/figures";
 * assert.equal(needsAndOffers(signalBoard([], { asAt: "2024-04-30" })).headline, "Inga signaler är levererade");
 * ```
 */
export function needsAndOffers({ signaler, par, asAt }: SignalBoard): Figure {
  const fresh = signaler.filter(({ tillstand }) => tillstand !== "inaktuell");
  const volume = (of: readonly BoardSignal[], slag: BoardSignal["slag"]) =>
    of.reduce((sum, signal) => signal.slag === slag ? sum + signal.volym : sum, 0);
  const rows = [...Map.groupBy(fresh, ({ vardutbud }) => vardutbud)].map(([vardutbud, of]) => {
    const behov = volume(of, "behov"), formaga = volume(of, "formaga");
    const mots = par.filter((pair) => pair.behov.vardutbud === vardutbud)
      .reduce((sum, { antal }) => sum + antal, 0);
    return { vardutbud, behov, formaga, mots, oppet: behov - mots };
  }).sort((a, b) => b.behov - a.behov || (a.vardutbud < b.vardutbud ? -1 : 1));
  const needed = volume(fresh, "behov"), met = rows.reduce((sum, { mots }) => sum + mots, 0);
  return tableFigure({
    rests: ["signaler"],
    headline: signaler.length === 0
      ? "Inga signaler är levererade"
      : needed === 0
      ? "Ingen region har sagt vad den behöver"
      : met === 0
      ? "Inget av behoven möts av en annan regions förmåga"
      : met === needed
      ? "Alla behov möts av andra regioners förmåga"
      : `${formatCount(met)} av de ${formatCount(needed)} operationer som behövs kan en annan region ta`,
    subtitle: `Antal operationer i de månader som återstår. Gällande signaler ${dayName(asAt)}`,
    caption: "Behov och förmåga per vårdutbud",
    columns: [
      { key: "vardutbud", label: "Vårdutbud", format: "text" },
      { key: "behov", label: "Behov", unit: "operationer", format: "count", bar: true },
      { key: "formaga", label: "Förmåga", unit: "operationer", format: "count", bar: true },
      { key: "mots", label: "Möts", unit: "operationer", format: "count" },
      { key: "oppet", label: "Öppet", unit: "operationer", format: "count" },
    ],
    rows: rows.map((cells) => ({ cells })),
    note: "Behov möts av andra regioners förmåga i samma månad, närmast först.",
  });
}

/**
 * Every need and offer, and how it stands (signaltavlan). Stale ones are there too, marked.
 *
 * @param board The board.
 * @returns The figure: needs first, those that stand open before those that are met, stale ones last.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { signalBoard } from "vantelage";
 * import { signalTable } from "vantelage/figures";
 * assert.equal(signalTable(signalBoard([], { asAt: "2024-04-30" })).headline, "Inga signaler gäller");
 * ```
 */
export function signalTable({ signaler, asAt }: SignalBoard): Figure {
  const order = ["öppen", "delvis matchad", "matchad", "inaktuell"];
  const sorted = signaler.toSorted((a, b) =>
    Number(a.tillstand === "inaktuell") - Number(b.tillstand === "inaktuell") ||
    Number(a.slag === "formaga") - Number(b.slag === "formaga") ||
    order.indexOf(a.tillstand) - order.indexOf(b.tillstand) || b.volym - a.volym
  );
  const stale = signaler.filter(({ tillstand }) => tillstand === "inaktuell").length;
  const open = signaler.filter(({ slag, tillstand }) => slag === "behov" && tillstand === "öppen").length;
  return tableFigure({
    rests: ["signaler"],
    headline: signaler.length === 0 ? "Inga signaler gäller" : capitalise(
      [
        `${open === 0 ? "inget" : numberWord(open, "ett")} behov står helt utan svar`,
        stale === 0
          ? "inga signaler är inaktuella"
          : `${numberWord(stale)} ${stale === 1 ? "signal är inaktuell" : "signaler är inaktuella"}`,
      ].join(", "),
    ),
    subtitle: `Behov av hjälp och förmåga att bistå. Läget ${dayName(asAt)}`,
    caption: "Signaler",
    columns: [
      { key: "plats", label: "Plats", format: "text" },
      { key: "signal", label: "Signal", format: "text" },
      { key: "tid", label: "Månader", format: "text" },
      { key: "villkor", label: "Villkor", format: "text" },
      { key: "roll", label: "Kontakt", format: "text" },
      { key: "alder", label: "Ålder", unit: "dagar", format: "days" },
      { key: "tillstand", label: "Läge", format: "text" },
    ],
    rows: sorted.map((signal) => ({
      cells: {
        plats: placeName(signal),
        signal: `${KIND[signal.slag]} ${signal.antal} ${operationsName(signal.vardutbud)} per månad`,
        tid: monthSpanName(signal.fran, signal.till),
        villkor: conditions(signal.villkor),
        roll: capitalise(signal.kontaktroll),
        alder: signalAge(signal, asAt),
        tillstand: `${capitalise(signal.tillstand)}; gäller till ${dayName(signal.galler_till)}`,
      },
    })),
    note:
      "En signal är inaktuell när sista månaden eller sista giltighetsdagen har passerat. Åldern räknas från när den lades eller senast ändrades.",
  });
}

/**
 * Needs and offers that meet, and what has to be settled between them (möten mellan behov och förmåga).
 *
 * @param board The board.
 * @returns The figure, the most operations first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { signalBoard } from "vantelage";
 * import { signalMatches } from "vantelage/figures";
 * const figure = signalMatches(signalBoard([], { asAt: "2024-04-30" }));
 * assert.equal(figure.headline, "Inget behov möts av en annan regions förmåga");
 * ```
 */
export function signalMatches({ par, asAt }: SignalBoard): Figure {
  const ready = par.filter(({ fragor }) => fragor.length === 0).length;
  return tableFigure({
    rests: ["signaler"],
    headline: par.length === 0
      ? "Inget behov möts av en annan regions förmåga"
      : ready === par.length
      ? "Alla matchningar kan prövas direkt"
      : par.length === 1
      ? "Den enda matchningen har villkor att reda ut först"
      : `${ready === 0 ? "Ingen" : capitalise(numberWord(ready))} av ${
        numberWord(par.length)
      } matchningar kan prövas direkt`,
    subtitle: `Behov och förmåga för samma vårdutbud i samma månader. Läget ${dayName(asAt)}`,
    caption: "Matchningar mellan behov och förmåga",
    columns: [
      { key: "fran", label: "Från", format: "text" },
      { key: "till", label: "Till", format: "text" },
      { key: "vardutbud", label: "Vårdutbud", format: "text" },
      { key: "antal", label: "Operationer", unit: "antal", format: "count", bar: true },
      { key: "tid", label: "Månader", format: "text" },
      { key: "km", label: "Resväg", unit: "km", format: "count" },
      { key: "fragor", label: "Att reda ut", format: "text" },
    ],
    rows: par.map((pair) => ({ cells: matchCells(pair) })),
    note: "Resvägen är enkel; den är uppskattad där ingen uppmätt väg finns.",
  });
}

function matchCells(
  { behov, formaga, manader, antal, km, fragor }: SignalMatch,
): Record<string, string | number | null> {
  const [first, last] = [manader[0].manad, manader[manader.length - 1].manad];
  return {
    fran: placeName(behov),
    till: placeName(formaga),
    vardutbud: behov.vardutbud,
    antal,
    tid: monthSpanName(first, last),
    km,
    fragor: fragor.length === 0 ? "Inget" : capitalise(fragor.join("; ")),
  };
}

function placeName({ region, sjukhus }: { region: string; sjukhus: string | null }): string {
  return sjukhus ?? regionShortName(region);
}

function conditions({ asa_hogst, alder_fran, alder_till, sida, sprak }: SignalConditions): string {
  const age = alder_fran !== undefined && alder_till !== undefined
    ? `${alder_fran}–${alder_till} år`
    : alder_fran !== undefined
    ? `från ${alder_fran} år`
    : alder_till !== undefined
    ? `till ${alder_till} år`
    : null;
  const parts = [asa_hogst === undefined ? null : `ASA högst ${asa_hogst}`, age, sida, sprak]
    .filter((part) => part !== null && part !== undefined);
  return parts.length === 0 ? "Inga" : capitalise(parts.join(", "));
}

/**
 * The matches of the board next to the proposals, and why they differ (tavlan mot förslagen).
 *
 * @param rows The comparison.
 * @param options The day of the board.
 * @returns A table, the matches that differ first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { signalComparisonTable } from "vantelage/figures";
 * assert.equal(signalComparisonTable([], { asAt: "2024-04-30" }).headline, "Inga signaler möts på tavlan");
 * ```
 */
export function signalComparisonTable(
  rows: readonly SignalComparison[],
  { asAt }: { readonly asAt: Day },
): Figure {
  const used = rows.filter(({ forslag }) => forslag > 0).length;
  return tableFigure({
    rests: ["leveranser", "signaler", "avtal"],
    headline: rows.length === 0
      ? "Inga signaler möts på tavlan"
      : used === rows.length
      ? "Alla par på signaltavlan är med bland förslagen"
      : `${capitalise(numberWord(used, "ett"))} av ${
        numberWord(rows.length, "ett")
      } par på signaltavlan är med bland förslagen`,
    subtitle: `Antal operationer på tavlan och i förslagen mellan samma två platser. Läget ${dayName(asAt)}`,
    caption: "Signaltavlan mot förslagen",
    columns: [
      { key: "behov", label: "Behov", format: "text" },
      { key: "formaga", label: "Förmåga", format: "text" },
      { key: "vardutbud", label: "Vårdutbud", format: "text" },
      { key: "tavla", label: "På tavlan", format: "count" },
      { key: "forslag", label: "I förslagen", format: "count", bar: true },
      { key: "skal", label: "Varför de skiljer sig", format: "text" },
    ],
    rows: rows.toSorted((a, b) => Math.abs(b.tavla - b.forslag) - Math.abs(a.tavla - a.forslag)).map((
      { behov, formaga, tavla, forslag, skal },
    ) => ({
      cells: {
        behov: placeName(behov),
        formaga: placeName(formaga),
        vardutbud: behov.vardutbud,
        tavla,
        forslag,
        skal: capitalise(skal),
      },
    })),
    note:
      "Tavlan tar ett behov i taget, det närmaste först. Förslagen väger alla listor tillsammans, även dem som ingen har signalerat om.",
  });
}
