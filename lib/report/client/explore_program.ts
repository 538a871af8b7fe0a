/** The program of an explorer: its choices, the table and the chart that they give, and the code of both. */
import { unpackCells } from "../../cube/pack_cells.ts";
import { formatBounded } from "../../figures/marks/format.ts";
import { type CrossRow, crossTable } from "../../indicators/cross_table.ts";
import { ALL_MEASURES, measureOf } from "../../indicators/measures.ts";
import { TABLE_DIMENSIONS } from "../../indicators/wait_table.ts";
import type { Scope } from "../../selection/scope.ts";
import {
  CHARTS,
  DIMENSION_NAMES,
  type Explored,
  exploredChart,
  exploredCode,
  measureLabel,
} from "./explore_chart.ts";
import { inflate } from "./inflate.ts";

/** What an explorer carries. */
export interface ExploreData {
  /** The selection. */
  readonly scope: Scope;
  /** The names that the packed cells point to. */
  readonly names: readonly (readonly (string | boolean | null)[])[];
  /** The packed cells, deflated (raw), in base 85. */
  readonly cells: string;
}

const at = (id: string): HTMLElement => {
  const element = document.getElementById(id);
  if (element === null) throw new TypeError(`Cannot explore as the page must have an element "${id}"`);
  return element;
};

async function start(): Promise<void> {
  const { scope, names, cells: packed }: ExploreData = JSON.parse(at("data").textContent ?? "");
  const cells = unpackCells({ names, bytes: await inflate(packed) }), { limitDays } = scope;
  let explored: Explored = { rows: "sjukhus", columns: null, measure: "median", chart: "barX" };
  const show = () => {
    const { rows, columns, measure } = explored;
    const table = crossTable(cells, {
      ...{ rows, measure, limitDays, including: scope.inkl },
      ...columns !== null && { columns },
    });
    at("tabell").replaceChildren(tableOf(table, explored, limitDays));
    at("diagram").replaceChildren(exploredChart(table, explored, { limitDays }));
    const code = exploredCode(explored, scope);
    at("kod-tabell").textContent = code.table;
    at("kod-diagram").textContent = code.chart;
  };
  const choose = (part: Partial<Explored>) => {
    const next = { ...explored, ...part };
    explored = next.columns === next.rows ? { ...next, columns: null } : next;
    for (const id of ["rows", "columns", "measure", "chart"] as const) {
      at(id).querySelector("select")?.replaceWith(listOf(id));
    }
    show();
  };
  const dimensions = TABLE_DIMENSIONS.map((name): [string, string] => [name, DIMENSION_NAMES[name]]);
  const measures = ALL_MEASURES.map((name): [string, string] => [name, measureLabel(name, limitDays)]);
  const lists: Readonly<Record<keyof Explored, () => [string, string][]>> = {
    rows: () => dimensions,
    columns: () => [["", "Inga"], ...dimensions.filter(([name]) => name !== explored.rows)],
    measure: () => measures,
    chart: () => Object.entries(CHARTS),
  };
  const listOf = (id: keyof Explored): HTMLSelectElement => {
    const list = document.createElement("select");
    list.append(
      ...lists[id]().map(([value, text]) => new Option(text, value, false, value === (explored[id] ?? ""))),
    );
    list.addEventListener("change", () => choose({ [id]: list.value === "" ? null : list.value }));
    return list;
  };
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-code]")) {
    button.addEventListener("click", () => copy(button, at(button.dataset.code ?? "")));
  }
  choose({});
}

/** Copies a cell; where the browser does not let it, the text is marked, to be copied by hand. */
async function copy(button: HTMLButtonElement, code: HTMLElement): Promise<void> {
  const copied = await navigator.clipboard?.writeText(code.textContent ?? "").then(() => true, () => false) ??
    false;
  if (!copied) getSelection()?.selectAllChildren(code);
  button.textContent = copied ? "Kopierad" : "Markerad: kopiera med Ctrl+C";
}

/** The rows as a table: a column for each value of what they are split by. */
function tableOf(
  rows: readonly CrossRow[],
  { rows: by, columns, measure }: Explored,
  limitDays: number,
): HTMLTableElement {
  const split = columns === null ? [""] : [...new Set(rows.map((row) => String(row[columns])))];
  const table = document.createElement("table"), head = table.createTHead().insertRow();
  for (
    const name of [DIMENSION_NAMES[by], ...columns === null ? [measureLabel(measure, limitDays)] : split]
  ) {
    head.append(Object.assign(document.createElement("th"), { textContent: name, scope: "col" }));
  }
  const body = table.createTBody();
  for (const [name, group] of Map.groupBy(rows, (row) => String(row[by]))) {
    const line = body.insertRow();
    line.append(Object.assign(document.createElement("th"), { textContent: name, scope: "row" }));
    for (const value of split) {
      const row = group.find((each) => columns === null || String(each[columns]) === value);
      line.insertCell().textContent = row === undefined ? "–" : shown(row, measure);
    }
  }
  return table;
}

function shown(row: CrossRow, measure: Explored["measure"]): string {
  const { [measure]: value, low, high } = row;
  if (typeof value !== "number" || typeof low !== "number") return "–";
  return formatBounded(
    { value, low, high: typeof high === "number" ? high : null },
    measureOf(measure).format,
  );
}

await start();
