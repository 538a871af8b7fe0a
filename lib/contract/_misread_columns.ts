import { careOfferingNames, hospitalNames, nameKey, regionNames } from "../reference/mod.ts";
import totals from "../../data/reference/totals.json" with { type: "json" };
import type { ColumnLook } from "./_column_look.ts";
import { headerKey } from "./_header_key.ts";
import { readMonthText } from "./_month_text.ts";
import { ignoring, quoted, type RoleStop } from "./_role_stops.ts";

/** How a pivot table's column of labels is called in Swedish and English. */
const ROW_LABELS = /^(?:radetiketter|row_?labels)$/;
/** Columns that say which rows do not hold any more. */
const CANCELLED =
  /^(?:makulera[dt]?|borttagen|borttaget|raderad|struken|annullerad|inaktiv|deleted|cancell?ed|void(?:ed)?|aktuell|giltig|active)$/;
/** A column of more different cells is no column of labels, nor one of yes and no. */
const MOST_LABELS = 500, MOST_ANSWERS = 3;

const KNOWN: readonly (readonly [what: string, names: ReadonlyMap<string, unknown>])[] = [
  ["regioner", regionNames],
  ["sjukhus", hospitalNames],
  ["vårdutbud", careOfferingNames],
];
const TOTALS: ReadonlySet<string> = new Set(Object.values(totals).flat().map(nameKey));

/**
 * What stands in the way of reading a table row by row: a pivot table's labels of several kinds in one column, months or
 * regions as columns, a column of cancelled rows.
 *
 * @param left The columns that nothing is read from.
 * @param hospitals The column that names hospitals, where there is one; regions among them are totals.
 */
export function misreadColumns(left: readonly ColumnLook[], hospitals: readonly ColumnLook[]): RoleStop[] {
  return [
    ...left.flatMap((column) => mixedLabels(column, KNOWN)),
    ...hospitals.flatMap((column) => mixedLabels(column, KNOWN.slice(1))),
    ...valuesAsColumns(left),
    ...cancelledRows(left),
  ];
}

/** A column whose every cell is a known name, but of regions, hospitals and vårdutbud by turns. */
function mixedLabels(column: ColumnLook, known: typeof KNOWN): RoleStop[] {
  const { header } = column, kinds = new Set<string>();
  let unknown = 0;
  for (const [text] of column.fewCells(MOST_LABELS) ?? []) {
    const key = nameKey(text);
    if (TOTALS.has(key)) continue;
    const kind = known.find(([, names]) => names.has(key))?.[0];
    if (kind === undefined) unknown++;
    else kinds.add(kind);
  }
  if (kinds.size < 2 || (unknown > 0 && !ROW_LABELS.test(headerKey(header)))) return [];
  return [{
    about: "kolumn",
    names: [header],
    says:
      `Kolumnen ${header} har ${
        [...kinds].join(" och ")
      } under varandra, som en pivottabell i kompakt form, och samma väntande skulle räknas på flera rader. ` +
      "Visa pivottabellen i tabellformat med upprepade etiketter (Design, Rapportlayout i Excel), så att region, sjukhus " +
      "och vårdutbud får var sin kolumn, och läs in filen igen.",
  }];
}

/** Months, years or regions as columns: the total beside them is over all of them. */
function valuesAsColumns(columns: readonly ColumnLook[]): RoleStop[] {
  const isYear = (header: string) => /^(?:19|20)\d\d$/.test(header.trim());
  const isMonth = (header: string) => !isYear(header) && readMonthText(header.trim()) !== null;
  const kinds = [
    ["månader", isMonth],
    ["år", isYear],
    ["regioner", (header: string) => regionNames.has(nameKey(header))],
  ] as const;
  return kinds.map(([what, is]) =>
    [what, columns.filter((column) => is(column.header) && column.counts)] as const
  ).filter(([, found]) => found.length > 1).map(([what, found]) => {
    const names = found.map(({ header }) => header), [first, ...others] = names;
    const field = what === "regioner" ? "region=REGION" : "manad=ÅÅÅÅ-MM";
    return {
      about: "kolumn",
      names,
      says: `Kolumnerna ${names.join(", ")} är ${what}, och en kolumn bredvid kan vara summan av dem. ` +
        `Gör en rad av varje (i Excel: Data, Från tabell, Ta bort pivotering), eller läs in en i taget: --kolumn ${
          quoted(`antal=${first}`)
        } ${ignoring(others)}, med --konstant ${field} om ingen kolumn säger det.`,
    };
  });
}

/** A column by which some rows do not hold any more. */
export function cancelledRows(columns: readonly ColumnLook[]): RoleStop[] {
  return columns.filter(({ header, answers }) =>
    CANCELLED.test(headerKey(header)) && answers > 1 && answers <= MOST_ANSWERS
  ).map(({ header }) => ({
    about: "kolumn",
    names: [header],
    says: `Kolumnen ${header} säger att en del rader inte gäller, och de skulle räknas som de andra. ` +
      `Ta bort de raderna, eller läs in filen utan kolumnen om alla gäller: ${ignoring([header])}.`,
  }));
}
