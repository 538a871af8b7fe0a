import { type Month, monthName, monthRange, monthSpanName } from "../../calendar/mod.ts";
import {
  type CompetenceGap,
  type OrderOutcome,
  type orderSums,
  type ReliefRow,
  type SpecialisedCare,
  universityHospitals,
} from "../../plan/mod.ts";
import { memberRegions, offeringWords, regionShortName } from "../../reference/mod.ts";
import { barFigure } from "../marks/bar_figure.ts";
import { isCompared, leastCompared } from "../marks/_few.ts";
import type { Figure } from "../marks/figure.ts";
import { formatCount, formatShare } from "../marks/format.ts";
import { tableFigure } from "../marks/table_figure.ts";
import {
  capitalise,
  firstAlike,
  joinNames,
  lowerFirst,
  NOT_DELIVERED,
  numberWord,
  someNames,
} from "../marks/_wording.ts";

/** A row of {@linkcode orderOutcomeFigure}: outcome against order for an area, a region or a hospital. */
export type OrderSum = ReturnType<typeof orderSums>[number];

/**
 * Outcome against order at the university hospitals, by area, region or hospital (utfall mot beställning).
 *
 * @param sums From `orderSums`.
 * @param options What the sums distinguish, and the last month that counts.
 * @returns The figure; the smallest share first, and the order as a line.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { orderOutcomeFigure } from "vantelage/figures";
 * const sum = { namn: "Thoraxkirurgi", volym: 90, manader: ["2024-01"], hittills: 30, utfall: 15, andel: { value: 0.5 } };
 * assert.equal(orderOutcomeFigure([sum], { by: "omrade", until: "2024-04" }).headline,
 *   "Thoraxkirurgi når 50\u00a0% av beställningen");
 * ```
 */
export function orderOutcomeFigure(
  sums: readonly OrderSum[],
  options: { readonly by: "omrade" | "region" | "sjukhus"; readonly until: Month },
): Figure {
  const { by, until } = options;
  const label = { omrade: "Område", region: "Region", sjukhus: "Sjukhus" }[by];
  const rows = sums.map((sum) => ({ ...sum, share: sum.andel.value })).toSorted((a, b) =>
    (a.share ?? 9) - (b.share ?? 9)
  );
  const drawn = rows.flatMap(({ share, ...row }) => share === null ? [] : [{ ...row, share }]);
  // What rounds to all of it is no shortfall to speak of.
  const short = drawn.filter(({ share }) => share < 0.995);
  const below = short.filter(({ hittills }) => isCompared(hittills));
  const furthest = firstAlike(below, ({ share }) => formatShare(share, 0));
  const name = (written: string) => by === "region" ? regionShortName(written) : written;
  const plural = { omrade: "områden", region: "regioner", sjukhus: "sjukhus" }[by];
  return barFigure({
    rests: ["bestallningar", "hogspecialiserad_vard", "leveranser", "kopt_vard"],
    headline: rows.length === 0
      ? "Inga beställningar är levererade"
      : drawn.length === 0
      ? rows.some(({ manader }) => manader.length === 0)
        ? "Utfallet av beställningarna är inte levererat"
        : "Ingen vård är beställd"
      : short.length === 0
      ? "Allt beställt är gjort i de månader som är levererade"
      : below.length === 0
      ? `Bara ${plural} med färre än ${leastCompared()} beställda hittills ligger under beställningen`
      : `${
        capitalise(
          someNames(furthest.map(({ namn }) => by === "omrade" ? lowerFirst(namn) : name(namn)), plural),
        )
      } når ${formatShare(furthest[0].share, 0)} av beställningen${
        drawn.length === 1
          ? ""
          : rows.every(({ manader }) => manader.length > 0)
          ? ", lägst av alla"
          : ", lägst av de levererade"
      }`,
    subtitle:
      `Utfall som del av det beställda i de månader som är levererade; antal i stapeln. Universitetssjukhusen, ${
        deliveredMonths(rows, until)
      }`,
    alt: `Liggande staplar: utfall mot beställning per ${label.toLowerCase()}`,
    note: [
      "Beställningen är fördelad över årets arbetsdagar, juli till en tredjedel.",
      ...fewerMonths(rows, name),
    ].join(" "),
    caption: `Utfall mot beställning till och med ${monthName(until)}`,
    columns: [
      { key: "namn", label, format: "text" },
      { key: "volym", label: "Beställt", unit: "hela året", format: "count" },
      { key: "hittills", label: "Beställt hittills", format: "count" },
      { key: "utfall", label: "Utfall", format: "count" },
      { key: "andel", label: "Utfall", unit: "av beställt hittills", format: "share" },
    ],
    rows: rows.map(({ namn, volym, manader, hittills, utfall, share }) => ({
      cells: {
        ...{ namn: name(namn), volym },
        ...manader.length === 0
          ? { hittills: NOT_DELIVERED, utfall: NOT_DELIVERED, andel: NOT_DELIVERED }
          : { hittills, utfall, andel: share },
      },
    })),
    bars: drawn.map(({ namn, utfall, share }) => ({
      name: name(namn),
      value: share,
      text: formatShare(share, 0),
      inside: formatCount(utfall),
      tone: furthest.some((each) => each.namn === namn) ? "late" : "b2",
    })),
    reference: drawn.length > 0 ? { value: 1, wide: "Som beställt", narrow: "Beställt" } : undefined,
  });
}

/** The months that are delivered of any row, in words; those of the whole year so far where none is. */
function deliveredMonths(rows: readonly Pick<OrderOutcome, "manader">[], until: Month): string {
  const months = [...new Set(rows.flatMap(({ manader }) => manader))].sort();
  return months.length === 0
    ? `till och med ${monthName(until)}`
    : months.length === monthRange(months[0], months[months.length - 1]).length
    ? monthSpanName(months[0], months[months.length - 1])
    : joinNames(months.map(monthName));
}

/** A sentence for each row that lacks some of the months that another has, but not all of them. */
function fewerMonths(rows: readonly OrderSum[], name: (written: string) => string): string[] {
  const all = new Set(rows.flatMap(({ manader }) => manader)).size;
  return rows.filter(({ manader }) => 0 < manader.length && manader.length < all).map(({ namn, manader }) =>
    `${name(namn)} räknas bara för ${deliveredMonths([{ manader }], manader[0])}.`
  );
}

/**
 * Outcome against order for each region and area (utfall mot beställning, per region och område).
 *
 * @param outcomes From `orderOutcomes`.
 * @param options The last month that counts, and from how many ordered so far a share is reported: of few it says nothing.
 * @returns A table with areas down and regions across.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { orderTable } from "vantelage/figures";
 * const row = { ar: 2024, sjukhus: "Akademiska sjukhuset", region: "Region Dalarna", omrade: "Thoraxkirurgi", volym: 90,
 *   manader: ["2024-01"], hittills: 30, utfall: 15, andel: { value: 0.5 } };
 * assert.equal(orderTable([row], { until: "2024-04" }).headline,
 *   "Störst är bristen för Dalarna i thoraxkirurgi: 15 av 30 beställda");
 * ```
 */
export function orderTable(
  outcomes: readonly OrderOutcome[],
  options: { readonly until: Month; readonly least?: number },
): Figure {
  const { until, least = 5 } = options;
  const cells = [...Map.groupBy(outcomes, ({ omrade, region }) => `${omrade}|${region}`).values()].map(
    (own) => {
      const sum = (of: "hittills" | "utfall") => own.reduce((total, row) => total + row[of], 0);
      return {
        omrade: own[0].omrade,
        region: own[0].region,
        hittills: sum("hittills"),
        utfall: sum("utfall"),
        none: own.every(({ manader }) => manader.length === 0),
      };
    },
  );
  const told = cells.filter(({ hittills }) => hittills >= least);
  const lacks = told.toSorted((a, b) => (a.utfall - a.hittills) - (b.utfall - b.hittills)).at(0);
  const regions = memberRegions.filter((region) => cells.some((cell) => cell.region === region));
  return tableFigure({
    rests: ["bestallningar", "hogspecialiserad_vard", "leveranser", "kopt_vard"],
    headline: outcomes.length === 0
      ? "Inga beställningar är levererade"
      : cells.every(({ none }) => none)
      ? "Utfallet av beställningarna är inte levererat"
      : lacks === undefined || lacks.utfall - lacks.hittills > -0.5
      ? "Ingen region har fått mindre än den har beställt i något område"
      : `Störst är bristen för ${regionShortName(lacks.region)} i ${lowerFirst(lacks.omrade)}: ${
        formatCount(lacks.utfall)
      } av ${formatCount(Math.round(lacks.hittills))} beställda`,
    subtitle: `Utfall som del av det beställda i de månader som är levererade. Universitetssjukhusen, ${
      deliveredMonths(outcomes, until)
    }`,
    caption: `Utfall mot beställning per område och region till och med ${monthName(until)}`,
    columns: [
      { key: "omrade", label: "Område", format: "text" },
      ...regions.map((region) => ({ key: region, label: regionShortName(region), format: "share" as const })),
    ],
    rows: [...Map.groupBy(cells, ({ omrade }) => omrade)].map(([omrade, own]) => ({
      cells: {
        omrade,
        ...Object.fromEntries(regions.map((region) => {
          const cell = own.find((each) => each.region === region);
          return [
            region,
            cell?.none
              ? NOT_DELIVERED
              : cell === undefined || cell.hittills < least
              ? ""
              : cell.utfall / cell.hittills,
          ];
        })),
      },
    })),
    note: `Tomt: färre än ${numberWord(least)} beställda hittills, så andelen säger inget.`,
  });
}

/**
 * What the surrounding regions could take over from the university hospitals (avlastning).
 *
 * @param rows From `reliefRows`.
 * @param options The time in words, and how many rows to draw.
 * @returns The figure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { reliefFigure } from "vantelage/figures";
 * const row = { sjukhus: "Akademiska sjukhuset", vardutbud: "Gråstarr", antal: 40, fran_andra: 4, andra_sjukhus: 12, kan_flytta: 9 };
 * assert.equal(reliefFigure([row], { span: "april 2024" }).headline, "Mest kan flytta inom grå starr, 9 operationer");
 * ```
 */
export function reliefFigure(
  rows: readonly ReliefRow[],
  options: { readonly span: string; readonly top?: number },
): Figure {
  const { span, top = 12 } = options;
  const drawn = rows.filter(({ kan_flytta }) => kan_flytta > 0).slice(0, top);
  const care = [...Map.groupBy(rows, ({ vardutbud }) => vardutbud)].map(([vardutbud, own]) => ({
    vardutbud,
    antal: own.reduce((sum, { kan_flytta }) => sum + kan_flytta, 0),
  }));
  const most = Math.max(0, ...care.map(({ antal }) => antal));
  const named = care.filter(({ antal }) => antal === most).map(({ vardutbud }) => vardutbud);
  return barFigure({
    rests: ["leveranser", "kopt_vard"],
    headline: rows.length === 0
      ? "Ingen basal vård vid universitetssjukhusen är levererad"
      : most === 0
      ? "Regionerna runt om hade inget utrymme att avlasta med"
      : `Mest kan flytta inom ${someNames(named.map(offeringWords), "vårdutbud")}, ${
        formatCount(most)
      } operationer`,
    subtitle:
      `Operationer vid universitetssjukhusen som regionerna runt om hade utrymme för samma månad; del av de gjorda i stapeln. ${
        capitalise(span)
      }`,
    alt: "Liggande staplar: operationer som kan flytta, per vårdutbud och sjukhus",
    note:
      "Basal vård: vårdutbud som minst tio andra sjukhus gör, utan övrigt-grupperna. Utrymmet räknas som för den köpta vården och kan inte användas två gånger.",
    caption: `Möjlig avlastning av universitetssjukhusen, ${span}`,
    columns: [
      { key: "vardutbud", label: "Vårdutbud", format: "text" },
      { key: "sjukhus", label: "Universitetssjukhus", format: "text" },
      { key: "antal", label: "Gjorda", format: "count" },
      { key: "fran_andra", label: "Patienter från andra regioner", format: "count" },
      { key: "andra_sjukhus", label: "Andra sjukhus som gör dem", format: "count" },
      { key: "kan_flytta", label: "Kan flytta", format: "count" },
    ],
    rows: rows.filter(({ kan_flytta }) => kan_flytta > 0).map((row) => ({ cells: { ...row } })),
    bars: drawn.map((row) => ({
      name: row.vardutbud,
      place: row.sjukhus.replace(/^[^(]*\(([^(]*)\)$/, "$1").replace(" sjukhuset", ""),
      value: row.kan_flytta,
      text: formatCount(row.kan_flytta),
      inside: formatShare(row.kan_flytta / row.antal, 0),
      tone: named.includes(row.vardutbud) ? "b3" : "b2",
    })),
  });
}

/**
 * Where the care is given that only university hospitals give (koncentration, underlag för nivåstrukturering).
 *
 * @param care Care that no delivery holds, from `readSpecialisedCare`.
 * @param options The last month that counts.
 * @returns A table, the areas most parted between the hospitals first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { concentrationTable } from "vantelage/figures";
 * const row = { hemregion: "Region Dalarna", omrade: "Kärlkirurgi", manad: "2024-04" };
 * const care = [{ ...row, sjukhus: "Akademiska sjukhuset", antal: 30 },
 *   { ...row, sjukhus: "Universitetssjukhuset Örebro (USÖ)", antal: 20 }];
 * assert.equal(concentrationTable(care, { until: "2024-04" }).headline,
 *   "Kärlkirurgi är mest delad mellan sjukhusen: 60\u00a0% på det största");
 * ```
 */
export function concentrationTable(
  care: readonly SpecialisedCare[],
  { until }: { readonly until: Month },
): Figure {
  const own = care.filter(({ manad }) => manad <= until && manad.slice(0, 4) === until.slice(0, 4));
  const count = (rows: readonly SpecialisedCare[]) => rows.reduce((sum, { antal }) => sum + antal, 0);
  const rows = [...Map.groupBy(own, ({ omrade }) => omrade)].map(([omrade, of]) => {
    const at = universityHospitals.map((name) => count(of.filter(({ sjukhus }) => sjukhus === name)));
    return {
      ...{ omrade, antal: count(of), at, most: Math.max(...at) / Math.max(1, count(of)) },
    };
  }).filter(({ antal }) => antal > 0).sort((a, b) => a.most - b.most || b.antal - a.antal);
  const parted = firstAlike(
    rows.filter(({ antal, most }) => isCompared(antal) && most < 1),
    ({ most }) => formatShare(most, 0),
  );
  return tableFigure({
    rests: ["hogspecialiserad_vard"],
    headline: rows.length === 0
      ? "Ingen högspecialiserad vård är levererad"
      : parted.length === 0
      ? "Varje område med tillräckligt många patienter är samlat på ett sjukhus"
      : `${capitalise(someNames(parted.map(({ omrade }) => lowerFirst(omrade)), "områden"))} är mest ${
        parted.length === 1 ? "delad" : "delade"
      } mellan sjukhusen: ${formatShare(parted[0].most, 0)} på det största`,
    subtitle: `Antal patienter i vård som bara universitetssjukhusen ger, till och med ${monthName(until)}`,
    caption: "Var den högspecialiserade vården ges",
    columns: [
      { key: "omrade", label: "Område", format: "text" },
      ...universityHospitals.map((name) => ({ key: name, label: name, format: "count" as const })),
      { key: "most", label: "På det största", format: "share" },
    ],
    rows: rows.map(({ omrade, at, most }) => ({
      cells: {
        omrade,
        ...Object.fromEntries(universityHospitals.map((name, place) => [name, at[place]])),
        most,
      },
    })),
    note:
      "De fem regionerna utan universitetssjukhus har ingen egen sådan vård. Vilka tillstånd sjukhusen har för nationell högspecialiserad vård är inte levererat.",
  });
}

/**
 * Where an operation is seldom or never done, and who does it (kompetens som saknas i en region men finns i en annan).
 *
 * @param gaps From `competenceGaps`.
 * @param options The year in words, the regions that are compared, and how often is seldom.
 * @returns A table, what is done least often first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { competenceGapTable } from "vantelage/figures";
 * const gap = { vardutbud: "Bukplastik", region: "Region Dalarna", antal: 0, invanare: 7, finns: "Region Uppsala", finns_antal: 97 };
 * const options = { span: "maj 2023–april 2024", regions: ["Region Dalarna", "Region Uppsala"] };
 * assert.equal(competenceGapTable([gap], options).headline, "Bukplastik görs inte i Dalarna, och mest i Uppsala: 97 om året");
 * ```
 */
export function competenceGapTable(
  gaps: readonly CompetenceGap[],
  options: { readonly span: string; readonly regions: readonly string[]; readonly least?: number },
): Figure {
  const { span, regions, least = 24 } = options, [first] = gaps;
  const absent = gaps.filter(({ antal }) => antal === 0).length, others = gaps.length - 1;
  return tableFigure({
    rests: ["leveranser", "kopt_vard"],
    headline: regions.length < 2
      ? "Bara regioner som har levererat hela året går att jämföra, och de är färre än två"
      : first === undefined
      ? `Allt som någon region gör ofta gör också de andra, minst ${numberWord(least)} gånger om året`
      : `${capitalise(offeringWords(first.vardutbud))} görs ${
        first.antal === 0 ? "inte" : `bara ${formatCount(first.antal)} gånger om året`
      } i ${regionShortName(first.region)}, och mest i ${regionShortName(first.finns)}: ${
        formatCount(first.finns_antal)
      } om året`,
    subtitle: `Operationer som görs färre än ${
      numberWord(least)
    } gånger om året i en region och oftare i en annan. ${
      regions.length === memberRegions.length ? "" : `Bara ${joinNames(regions.map(regionShortName))}. `
    }${capitalise(span)}`,
    caption: `Var en operation sällan eller aldrig görs, ${span}`,
    columns: [
      { key: "vardutbud", label: "Vårdutbud", format: "text" },
      { key: "region", label: "Görs sällan i", format: "text" },
      { key: "antal", label: "Gjorda", unit: "i den regionen", format: "count" },
      { key: "invanare", label: "Invånarna fick", unit: "oavsett var", format: "count" },
      { key: "finns", label: "Görs mest i", format: "text" },
      { key: "finns_antal", label: "Gjorda", unit: "där det görs mest", format: "count" },
    ],
    rows: gaps.map((gap) => ({
      cells: { ...gap, region: regionShortName(gap.region), finns: regionShortName(gap.finns) },
    })),
    note: `${
      others > 0
        ? `Regioner och vårdutbud i tabellen: ${formatCount(gaps.length)}, varav ${
          formatCount(absent)
        } helt utan. `
        : ""
    }Vilka som kan göra en operation är inte levererat; att den görs sällan är det som syns. Fråga regionen innan slutsatsen dras.`,
  });
}
