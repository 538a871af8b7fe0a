import { activityStateNames, type CareFlow, type GoalOutcome, type YearlyReport } from "../../plan/mod.ts";
import { careOfferings, memberRegions, offeringWords, regionShortName } from "../../reference/mod.ts";
import { barFigure } from "../marks/bar_figure.ts";
import type { Figure } from "../marks/figure.ts";
import { formatCount, formatShare } from "../marks/format.ts";
import { tableFigure } from "../marks/table_figure.ts";
import { capitalise, lowerFirst, numberWord } from "../marks/_wording.ts";

const countOf = (flows: readonly CareFlow[]): number => flows.reduce((sum, { antal }) => sum + antal, 0);

/**
 * How much the regions do for each other, by vårdutbud (produktionssamverkan).
 *
 * @param flows Flows of any source; only cooperation counts.
 * @param options The time in words, and how many vårdutbud to draw.
 * @returns The figure; its table has every vårdutbud.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { cooperationVolumes } from "vantelage/figures";
 * assert.equal(cooperationVolumes([], { span: "april 2024" }).headline, "Ingen region opererade en annans invånare");
 * ```
 */
export function cooperationVolumes(
  flows: readonly CareFlow[],
  options: { readonly span: string; readonly top?: number },
): Figure {
  const { span, top = 10 } = options;
  const rows = cooperationRows(flows);
  const total = rows.reduce((sum, { antal }) => sum + antal, 0);
  const everything = countOf(flows.filter(isWithin));
  return barFigure({
    rests: ["leveranser", "kopt_vard"],
    headline: total === 0
      ? "Ingen region opererade en annans invånare"
      : `${formatCount(total)} operationer gjordes åt en annan region, ${
        formatShare(total / everything)
      } av alla i sjukvårdsregionen`,
    subtitle: `Antal operationer i samverkan; del av vårdutbudet i stapeln. ${capitalise(span)}`,
    alt: "Liggande staplar: operationer åt andra regioner per vårdutbud",
    note: rows.length > top ? "Bilden visar de största; tabellen har alla." : undefined,
    caption: `Vård åt andra regioner, ${span}`,
    columns: [
      { key: "vardutbud", label: "Vårdutbud", format: "text" },
      { key: "antal", label: "Antal", format: "count" },
      { key: "andel", label: "Del av alla", format: "share" },
    ],
    rows: rows.map(({ vardutbud, antal, andel }) => ({ cells: { vardutbud, antal, andel } })),
    bars: rows.slice(0, top).map(({ vardutbud, antal, andel }, index) => ({
      name: vardutbud,
      value: antal,
      text: formatCount(antal),
      inside: formatShare(andel),
      tone: index === 0 ? "b3" : "b2",
    })),
  });
}

/**
 * What the regions do for each other: diagnoses, volumes and the largest flow (diagnoser och volymer).
 *
 * @param flows Flows of any source; only cooperation counts.
 * @param options The time in words, and how many vårdutbud to show.
 * @returns A table; the diagnosis is the most common of the vårdutbud (ICD-10-SE), the others stand together below.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { cooperationTable } from "vantelage/figures";
 * assert.equal(cooperationTable([], { span: "april 2024" }).headline, "Ingen region opererade en annans invånare");
 * ```
 */
export function cooperationTable(
  flows: readonly CareFlow[],
  options: { readonly span: string; readonly top?: number },
): Figure {
  const { span, top = 15 } = options;
  const rows = cooperationRows(flows), others = rows.slice(top);
  const sum = (of: typeof rows) => of.reduce((total, { antal }) => total + antal, 0);
  const [largest] = rows.toSorted((a, b) => b.storst - a.storst);
  return tableFigure({
    rests: ["leveranser", "kopt_vard"],
    headline: largest === undefined
      ? "Ingen region opererade en annans invånare"
      : `Störst av flödena: ${offeringWords(largest.vardutbud)}, ${largest.flode}`,
    subtitle: `Operationer åt en annan regions invånare. ${capitalise(span)}`,
    caption: `Diagnoser och volymer i samverkan, ${span}`,
    columns: [
      { key: "vardutbud", label: "Vårdutbud", format: "text" },
      { key: "diagnos", label: "Vanligaste diagnos", unit: "ICD-10-SE", format: "text" },
      { key: "antal", label: "Antal", format: "count" },
      { key: "andel", label: "Del av alla", format: "share" },
      { key: "flode", label: "Största flöde", format: "text" },
    ],
    rows: [
      ...rows.slice(0, top).map(({ storst: _, ...cells }) => ({ cells })),
      ...(others.length > 0
        ? [{ cells: { vardutbud: "Övriga", diagnos: "", antal: sum(others), andel: "", flode: "" } }]
        : []),
      {
        total: true,
        cells: { vardutbud: "Alla vårdutbud", diagnos: "", antal: sum(rows), andel: "", flode: "" },
      },
    ],
  });
}

/** Whether care was given in one of the seven regions, of which cooperation is a part. */
const isWithin = ({ utforarregion }: CareFlow): boolean => memberRegions.includes(utforarregion);

/** Cooperation by vårdutbud, most first. */
function cooperationRows(flows: readonly CareFlow[]): {
  vardutbud: string;
  diagnos: string;
  antal: number;
  andel: number;
  flode: string;
  storst: number;
}[] {
  const shared = flows.filter(({ kalla }) => kalla === "samverkan");
  const all = Map.groupBy(flows.filter(isWithin), ({ vardutbud }) => vardutbud);
  return [...Map.groupBy(shared, ({ vardutbud }) => vardutbud)].map(([vardutbud, own]) => {
    const antal = countOf(own);
    const [most] = [
      ...Map.groupBy(own, ({ hemregion, utforarregion }) => `${hemregion}|${utforarregion}`).values(),
    ]
      .sort((a, b) => countOf(b) - countOf(a));
    return {
      vardutbud,
      diagnos: diagnosisOf(vardutbud),
      antal,
      andel: antal / countOf(all.get(vardutbud) ?? own),
      flode: `${regionShortName(most[0].hemregion)} → ${regionShortName(most[0].utforarregion)}, ${
        formatCount(countOf(most))
      }`,
      storst: countOf(most),
    };
  }).sort((a, b) => b.antal - a.antal);
}

/** The most common diagnosis of a vårdutbud, by name and code; empty where it is not known. */
function diagnosisOf(vardutbud: string): string {
  const found = careOfferings.find(({ namn }) => namn === vardutbud)?.vanligast;
  return found === undefined ? "" : `${capitalise(found.diagnos)} (${found.icd})`;
}

/**
 * The steps of the planning and how far they have come (planeringsprocessen).
 *
 * @param report What the group has written.
 * @param options Whether the steps are those of all planning or of highly specialised care. @default all
 * @returns A table.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { processTable } from "vantelage/figures";
 * const process = [{ steg: "Behov", nar: "oktober", vad: "Regionerna lämnar behov", tillstand: "klar" }] as const;
 * assert.equal(processTable({ ar: 2024, syntetisk: true, process, aktiviteter: [], mal: [] }).headline, "Alla steg är klara");
 * ```
 */
export function processTable(
  { ar, process: all, process_hogspecialiserad = [] }: YearlyReport,
  { care = "all" }: { care?: "all" | "specialised" } = {},
): Figure {
  const process = care === "all" ? all : process_hogspecialiserad;
  const of = care === "all" ? "planen" : "den högspecialiserade vården";
  const next = process.find(({ tillstand }) => tillstand !== "klar");
  return tableFigure({
    rests: ["arsrapport"],
    headline: process.length === 0
      ? "Inga steg är beskrivna"
      : next === undefined
      ? "Alla steg är klara"
      : `${activityStateNames[next.tillstand]}: ${lowerFirst(next.steg)}, ${next.nar}`,
    subtitle: `Planeringsprocessens steg, ${of} för ${ar}`,
    caption: care === "all"
      ? `Planeringsprocessen ${ar}`
      : `Planeringsprocessen för högspecialiserad vård ${ar}`,
    columns: [
      { key: "steg", label: "Steg", format: "text" },
      { key: "nar", label: "När", format: "text" },
      { key: "vad", label: "Vad", format: "text" },
      { key: "tillstand", label: "Läge", format: "text" },
    ],
    rows: process.map((row) => ({ cells: { ...row, tillstand: activityStateNames[row.tillstand] } })),
  });
}

/**
 * The activities of the year and their state (aktiviteter).
 *
 * @param report What the group has written.
 * @returns A table.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { activityTable } from "vantelage/figures";
 * const report = { ar: 2024, syntetisk: true, process: [], aktiviteter: [], mal: [] };
 * assert.equal(activityTable(report).headline, "Inga aktiviteter är beslutade");
 * ```
 */
export function activityTable({ ar, aktiviteter }: YearlyReport): Figure {
  const count = (state: string) => aktiviteter.filter(({ tillstand }) => tillstand === state).length;
  const done = count("klar"), late = count("forsenad");
  const words = [
    done === 0 ? "ingen är klar" : `${numberWord(done)} är ${done === 1 ? "klar" : "klara"}`,
    late === 0 ? "ingen är försenad" : `${numberWord(late)} är ${late === 1 ? "försenad" : "försenade"}`,
  ];
  return tableFigure({
    rests: ["arsrapport"],
    headline: aktiviteter.length === 0
      ? "Inga aktiviteter är beslutade"
      : `Av ${numberWord(aktiviteter.length)} aktiviteter: ${words.join(", ")}`,
    subtitle: `Aktiviteter ${ar}; ansvarig är en roll`,
    caption: `Aktiviteter ${ar}`,
    columns: [
      { key: "aktivitet", label: "Aktivitet", format: "text" },
      { key: "ansvarig", label: "Ansvarig", format: "text" },
      { key: "klart", label: "Ska vara klar", format: "text" },
      { key: "tillstand", label: "Läge", format: "text" },
      { key: "kommentar", label: "Kommentar", format: "text" },
    ],
    rows: aktiviteter.map((row) => ({ cells: { ...row, tillstand: activityStateNames[row.tillstand] } })),
  });
}

/**
 * The goals and whether they are reached (mål).
 *
 * @param goals From `goalOutcomes`.
 * @param options The time in words.
 * @returns A table.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { goalFollowUp } from "vantelage/figures";
 * const goal = { mal: "Högst 30 %", matt: "andel_over_90", riktning: "hogst", varde: 0.3, utfall: 0.35, natt: false } as const;
 * assert.equal(goalFollowUp([goal], { span: "april 2024" }).headline, "Inget av målen är nått");
 * ```
 */
export function goalFollowUp(goals: readonly GoalOutcome[], options: { readonly span: string }): Figure {
  const reached = goals.filter(({ natt }) => natt === true).length;
  const unknown = goals.filter(({ natt }) => natt === null).length;
  const rest = unknown === 0 ? "" : `; ${numberWord(unknown, "ett")} går inte att mäta`;
  const written = ({ matt }: GoalOutcome, value: number | null) =>
    matt === "skillnad_regioner"
      ? formatShare(value).replace("%", "procentenheter")
      : matt === "andel_over_90"
      ? formatShare(value)
      : formatCount(value);
  return tableFigure({
    rests: ["arsrapport", "leveranser", "kopt_vard"],
    headline: goals.length === 0
      ? "Inga mål är satta"
      : unknown === goals.length
      ? "Inget av målen går att mäta: underlaget är inte levererat"
      : reached === 0
      ? `Inget av målen är nått${rest}`
      : reached === goals.length
      ? "Alla mål är nådda"
      : reached === 1
      ? `Ett av ${numberWord(goals.length)} mål är nått${rest}`
      : `${capitalise(numberWord(reached))} av ${numberWord(goals.length)} mål är nådda${rest}`,
    subtitle: `Mål och utfall. ${capitalise(options.span)}`,
    caption: "Mål",
    columns: [
      { key: "mal", label: "Mål", format: "text" },
      { key: "varde", label: "Målvärde", format: "text" },
      { key: "utfall", label: "Utfall", format: "text" },
      { key: "natt", label: "Läge", format: "text" },
    ],
    rows: goals.map((goal) => ({
      cells: {
        mal: goal.mal,
        varde: `${goal.riktning === "hogst" ? "högst" : "minst"} ${written(goal, goal.varde)}`,
        utfall: written(goal, goal.utfall),
        natt: goal.natt === null ? "Inte levererat" : goal.natt ? "Nått" : "Inte nått",
      },
    })),
  });
}
