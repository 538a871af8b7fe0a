import type { ListChange, Reconciled } from "../../analysis/queueing/list_change.ts";
import { type Month, monthName } from "../../calendar/mod.ts";
import type { WaitTableRow } from "../../indicators/wait_table.ts";
import { DELIVERIES } from "../../reference/invented.ts";
import { regionShortName } from "../../reference/regions.ts";
import { joinNames } from "../marks/_wording.ts";
import { Figure } from "../marks/figure.ts";
import type { TableColumn } from "../marks/figure_table.ts";
import type { FindingItem } from "../marks/findings.ts";
import { formatCount } from "../marks/format.ts";

/** A list at the end of two months, and why it has changed. */
export interface ChangedList {
  /** Its name. */
  readonly name: string;
  /** Whether it is a region's, all regions' together, or a vårdutbud's. */
  readonly of: "region" | "total" | "vardutbud";
  /** At the end of the first month. */
  readonly before: Pick<WaitTableRow, "antal" | "over"> | null;
  /** At the end of the last. */
  readonly after: Pick<WaitTableRow, "antal" | "over"> | null;
  /** Why; `null` where that is unknown. */
  readonly change: ListChange | null;
}

/** Options for {@linkcode listChangeFigure}. */
export interface ListChangeFigureOptions {
  /** What the rows distinguish. @default {"region"} */
  readonly by?: "region" | "vardutbud";
  /** How many vårdutbud to show, those whose number over the limit has changed most. @default {10} */
  readonly most?: number;
}

/** Lists of two months compared, as `compareMonths` gives them. */
export interface ChangedLists {
  /** The first month. */
  readonly from: Month;
  /** The last month. */
  readonly to: Month;
  /** The limit in whole days. */
  readonly limitDays: number;
  /** The lists. */
  readonly rows: readonly ChangedList[];
  /** The regions whose change cannot be explained. */
  readonly unexplained: readonly string[];
  /** The regions that have not delivered both months alike, once for each month; they are in no number. @default none */
  readonly missing?: readonly { readonly region: string }[];
  /** What sentences are given: the vårdutbud in words, and who is counted. */
  readonly options: { readonly selection: string; readonly definition: string };
}

/** The steps that add to a list and those that take from it, in the order of the table. */
const CAME = [
  ["aged", "Passerade gränsen"],
  ["new", "Nya beslut"],
  ["late", "Sent levererade"],
  ["returned", "Åter från PvV, MoV, SoV"],
] as const;
const LEFT = [
  ["operated", "Opererade"],
  ["withdrawn", "Utan operation"],
  ["deferred", "Till PvV, MoV, SoV"],
  ["redated", "Nytt beslutsdatum"],
] as const;

/**
 * Why more or fewer wait over the limit than the month before (varför antalet har ändrats): a sentence with those who
 * passed the limit, were operated and left without an operation. Or why more or fewer wait at all, with the new decisions.
 *
 * @param compared The lists of two months.
 * @param options Whether those over the limit are meant, or all who wait.
 * @returns A finding; without a month to compare with, or where the contacts cannot be followed, it says so.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { listChangeFinding } from "vantelage";
 * const none = { from: "2024-03", to: "2024-04", limitDays: 90, rows: [], unexplained: [],
 *   options: { selection: "Alla vårdutbud", definition: "exkl. PvV och MoV" } } as const;
 * assert.equal(listChangeFinding(none).text,
 *   "Varför antalet över 90 dagar har ändrats är okänt: ingen har levererat mars 2024 på samma sätt");
 * ```
 */
export function listChangeFinding(
  compared: ChangedLists,
  { of = "over" }: { readonly of?: "over" | "all" } = {},
): FindingItem {
  const { from, limitDays, unexplained } = compared, total = totalOf(compared);
  const what = of === "over" ? `antalet över ${limitDays} dagar` : "antalet väntande";
  if (total === undefined) {
    return {
      text: `Varför ${what} har ändrats är okänt: ingen har levererat ${monthName(from)} på samma sätt`,
    };
  }
  if (total.change === null) {
    return {
      text: `Varför ${what} har ändrats är okänt: ${
        joinNames(unexplained.map(regionShortName))
      } går inte att följa kontakt för kontakt`,
    };
  }
  const without = missingNames(compared);
  return {
    text: of === "over" ? overText(compared, total.change.over) : sizeText(compared, total.change.all),
    ...without.length > 0 && { detail: `utan ${joinNames(without)}` },
  };
}

/**
 * Why the lists over the limit have changed, by region or vårdutbud: a table that adds up.
 *
 * @param compared The lists of two months.
 * @param options What the rows distinguish, and how many.
 * @returns A figure that is a table; a region whose change is unknown has no reasons.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { listChangeFigure } from "vantelage";
 * import { listChange } from "vantelage/analysis";
 * const on = (id: string, decided: string) => ({ id, decided, counted: true });
 * const months = { from: "2024-03", to: "2024-04", limitDays: 90 } as const;
 * const change = listChange([on("A", "2024-01-15"), on("B", "2023-11-01")], [on("A", "2024-01-15")], new Set(["B"]), months);
 * const numbers = (antal: number) => ({ antal, over: { value: 1, low: 1, high: 1 } });
 * const rows = [{ name: "Region Dalarna", of: "region", before: numbers(2), after: numbers(1), change }] as const;
 * const options = { selection: "Alla vårdutbud", definition: "exkl. PvV och MoV" };
 * assert.equal(listChangeFigure({ ...months, rows, unexplained: [], options }).headline,
 *   "1 passerade 90 dagar sedan mars 2024; 1 opererades");
 * ```
 */
export function listChangeFigure(
  compared: ChangedLists,
  { by = "region", most = 10 }: ListChangeFigureOptions = {},
): Figure {
  const { from, to, limitDays, rows, unexplained, options: { selection, definition } } = compared;
  const offerings = rows.filter(({ of }) => of === "vardutbud");
  const lists = by === "vardutbud" ? offerings.slice(0, most) : rows.filter(({ of }) => of !== "vardutbud");
  const steps = [...CAME, ...LEFT].filter(([step]) =>
    lists.some(({ change }) => change !== null && change.over[step] > 0)
  );
  const left: readonly string[] = LEFT.map(([step]) => step);
  const columns: TableColumn[] = [
    { key: "namn", label: by === "region" ? "Region" : "Vårdutbud", format: "text" },
    { key: "fore", label: monthName(from), unit: `över ${limitDays} dagar`, format: "count" },
    ...steps.map(([key, label]): TableColumn => ({
      key,
      label,
      unit: left.includes(key) ? "−" : "+",
      format: "count",
    })),
    { key: "efter", label: monthName(to), unit: `över ${limitDays} dagar`, format: "count" },
  ];
  const without = missingNames(compared),
    noted = [
      ...without.length === 0
        ? []
        : [`${joinNames(without)} har inte levererat båda månaderna på samma sätt och är inte med.`],
      ...lists.length < offerings.length && by === "vardutbud"
        ? [`De ${lists.length} vårdutbud där antalet har ändrats mest, av ${offerings.length}.`]
        : [],
      ...unexplained.length === 0
        ? []
        : [`${joinNames(unexplained.map(regionShortName))} går inte att följa kontakt för kontakt.`],
    ];
  return new Figure({
    kind: "listChangeFigure",
    rests: DELIVERIES,
    headline: by === "vardutbud" && lists.length > 0
      ? mostChanged(lists[0], compared)
      : listChangeFinding(compared).text,
    subtitle:
      `${selection}, ${definition}: antal som har väntat över ${limitDays} dagar, och vad som har ändrat det`,
    alt: `Tabell: antal över ${limitDays} dagar i ${monthName(from)} och ${
      monthName(to)
    } per region, med dem som kom och lämnade.`,
    note: noted.length === 0 ? undefined : noted.join(" "),
    table: {
      caption: `Varför antalet över ${limitDays} dagar har ändrats`,
      columns,
      rows: lists.map(({ name, of, before, after, change }) => ({
        total: of === "total",
        cells: {
          namn: of === "region" ? regionShortName(name) : name,
          fore: before?.over.value ?? 0,
          efter: after?.over.value ?? 0,
          ...Object.fromEntries(steps.map(([step]) => [step, change === null ? null : change.over[step]])),
        },
      })),
    },
  });
}

/** The regions that are not compared, each once. */
function missingNames({ missing = [] }: ChangedLists): string[] {
  return [...new Set(missing.map(({ region }) => regionShortName(region)))];
}

function totalOf({ rows }: ChangedLists): ChangedList | undefined {
  return rows.find(({ of }) => of === "total") ?? rows.find(({ of }) => of === "region");
}

/** Which vårdutbud has changed most, and how. */
function mostChanged({ name, before, after }: ChangedList, { from, limitDays }: ChangedLists): string {
  const [was, is] = [before?.over.value ?? 0, after?.over.value ?? 0];
  if (was === is) {
    return `I inget vårdutbud har antalet över ${limitDays} dagar ändrats sedan ${monthName(from)}`;
  }
  return `${name} har ändrats mest sedan ${monthName(from)}: från ${formatCount(was)} till ${
    formatCount(is)
  } över ${limitDays} dagar`;
}

/** Those who passed the limit, and how others left, in a sentence. */
function overText({ from, limitDays }: ChangedLists, over: Reconciled): string {
  const came = over.aged + over.new + over.late + over.returned, left = leftWords(over);
  const how = came === over.aged ? "passerade" : "tillkom över";
  const passed = `${came === 0 ? "Ingen" : formatCount(came)} ${how} ${limitDays} dagar sedan ${
    monthName(from)
  }`;
  return left.length === 0 ? passed : `${passed}; ${joinNames(left)}`;
}

/** How many more or fewer wait, the new decisions and how others left, in a sentence. */
function sizeText({ from }: ChangedLists, all: Reconciled): string {
  const change = all.after - all.before, late = all.late + all.returned;
  const came = [
    `${all.new === 0 ? "inga" : formatCount(all.new)} nya beslut`,
    ...late > 0 ? [`${formatCount(late)} tillkom på annat sätt`] : [],
  ];
  const size = change === 0
    ? `Lika många väntar som i ${monthName(from)}`
    : `${formatCount(Math.abs(change))} ${change > 0 ? "fler" : "färre"} väntar än i ${monthName(from)}`;
  return `${size}: ${joinNames([...came, ...leftWords(all)])}`;
}

function leftWords({ operated, withdrawn, deferred, redated }: Reconciled): string[] {
  const apart = deferred + redated;
  return [
    ...operated > 0 ? [`${formatCount(operated)} opererades`] : [],
    ...withdrawn > 0 ? [`${formatCount(withdrawn)} lämnade listan utan operation`] : [],
    ...apart > 0 ? [`${formatCount(apart)} räknas inte längre`] : [],
  ];
}
