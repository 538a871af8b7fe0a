/** Tables against the store's cells: each row by its name, each column by its heading, totals by their rows. */
import {
  between,
  careNamed,
  type Cell,
  covered,
  inhabitants,
  inScope,
  mean,
  median,
  MEMBERS,
  type Scope,
  shareOf,
  shortOf,
  type Span,
  sum,
  townOf,
} from "./_counts.ts";
import { type Context, monthRowFaults, regionLabel, reportsDeviations } from "./_grammar.ts";
import { monthOf, numberFault, readNumber } from "./_numbers.ts";
import type { Table } from "./_page.ts";

/** What a check of a table found. */
export interface TableFaults {
  readonly faults: readonly string[];
  /** Cells that were held against a calculation, and the headings of columns that none is known for. */
  readonly checked: number;
  readonly unknown: readonly string[];
}

/** A number of a group's cells; `null` where there is nothing to count. */
type Measure = (cells: Groups) => Span | number | null | "unknown";
/** A group's cells by what may be counted of them. */
interface Groups {
  readonly waiting: readonly Cell[];
  readonly including: readonly Cell[];
  readonly excluding: readonly Cell[];
  readonly done: readonly Cell[];
  readonly reported: boolean;
  readonly regions: readonly string[];
  readonly isPlace: boolean;
}

const share = (part: Span, of: number) => of === 0 ? null : shareOf(part, of);
const exact = (value: number): Span => ({ low: value, high: value, guess: value });
const bandOf = (heading: string): [number, number | null] | null => {
  const found = /^(\d+)[–-](\d+)\|dagar$/.exec(heading), over = /^[Öö]ver (\d+)\|dagar$/.exec(heading);
  return found ? [Number(found[1]), Number(found[2])] : over ? [Number(over[1]) + 1, null] : null;
};

function perThousand(cells: readonly Cell[], { regions, isPlace }: Groups): number | null {
  const people = isPlace ? null : regions.reduce<number | null>((all, region) => {
    const own = inhabitants(region);
    return all === null || own === null ? null : all + own;
  }, 0);
  return people === null ? null : 1000 * sum(cells) / people;
}

/** What a column counts, by its heading; `null` when it is not known. */
function measureOf(heading: string, table: Table): Measure | null {
  const isShares = /^Andel/.test(table.caption), band = bandOf(heading);
  if (band !== null) {
    return ({ waiting }) => {
      const part = between(waiting, ...band);
      return isShares ? share(part, sum(waiting)) : part;
    };
  }
  const over = /^Över (\d+)(?: dagar)?\|(antal|andel)$/.exec(heading);
  if (over) {
    const isIncluding = table.remark.startsWith("inkl.") ||
      /efter vårdutbud/.test(table.caption) && !table.remark.startsWith("exkl.");
    return ({ waiting, including, reported }) => {
      const cells = isIncluding ? including : waiting, told = between(cells, Number(over[1]) + 1, null);
      const part = isIncluding && !reported ? { ...told, high: null, guess: null } : told;
      return over[2] === "antal" ? part : share(part, sum(cells));
    };
  }
  const within = /^Inom (\d+)\|andel av dem$/.exec(heading);
  if (within) {
    return ({ done }) => {
      const those = covered(done);
      return share(between(those, 0, Number(within[1])), sum(those));
    };
  }
  const isDone = table.columns.includes("Genomförda|antal");
  const deviations = (cells: readonly Cell[], ...kinds: readonly string[]) =>
    sum(cells.filter(({ avvikelse }) => avvikelse !== null && kinds.includes(avvikelse)));
  const deviating = ({ including, reported }: Groups, ...kinds: readonly string[]) =>
    reported ? share(exact(deviations(including, ...kinds)), sum(including)) : null;
  const known: Readonly<Record<string, Measure>> = {
    "Väntande|antal": ({ waiting }) => sum(waiting),
    "Totalt|exkl.": ({ excluding }) => sum(excluding),
    "Totalt|inkl.": ({ including }) => sum(including),
    "Totalt|antal": ({ waiting }) => sum(waiting),
    "Alla väntande|antal": ({ including, reported }) => reported ? sum(including) : null,
    "Genomförda|antal": ({ done }) => sum(done),
    "Omfattas|av vårdgarantin": ({ done }) => sum(covered(done)),
    "Räknas|i andelen": ({ done }) => sum(covered(done)),
    "PvV|antal": ({ including, reported }) => reported ? deviations(including, "PvV") : null,
    "MoV|antal": ({ including, reported }) => reported ? deviations(including, "MoV", "SoV") : null,
    "PvV|andel": (groups) => deviating(groups, "PvV"),
    "MoV|andel": (groups) => deviating(groups, "MoV", "SoV"),
    "PvV och MoV|andel": (groups) => deviating(groups, "PvV", "MoV", "SoV"),
    "Median|dagar": ({ waiting, done }) => median(isDone ? done : waiting),
    "Medel|dagar": ({ done }) => mean(done),
    "Per 1 000|exkl.": (groups) => perThousand(groups.excluding, groups),
    "Per 1 000|antal": (groups) => perThousand(groups.waiting, groups),
    "Per 1 000|inkl.": (groups) => groups.reported ? perThousand(groups.including, groups) : null,
    "Invånare|antal": ({ regions, isPlace }) =>
      isPlace ? null : regions.reduce<number>((all, region) => all + (inhabitants(region) ?? NaN), 0),
  };
  return Object.hasOwn(known, heading) ? known[heading] : null;
}

/** Checks a table of groups, or month by month; of others only that their totals are sums. */
export function tableFaults(table: Table, context: Context): TableFaults {
  const { columns, caption } = table, [first] = columns;
  if (first === "Månad" && columns.some((column) => column.startsWith("Månaden|"))) {
    const faults = table.rows.flatMap((row) =>
      monthRowFaults(row, columns, context).filter((fault) => fault !== null)
    );
    return { faults, checked: table.rows.length * (columns.length - 1), unknown: [] };
  }
  const isOfGroups = ["Region", "Sjukhus", "Ort", "Vårdutbud"].includes(first) &&
    /^(?:Väntande|Andel av de väntande|Andel av de genomförda|Genomförda)/.test(caption) &&
    /\p{L}+ \d{4}/u.test(caption);
  if (!isOfGroups) return { ...sumFaults(table), unknown: [] };
  const month = /(\p{L}+ \d{4})/u.exec(caption);
  const faults: string[] = [], unknown = new Set<string>();
  if (month && monthOf(month[1]) !== context.scope.manad) {
    faults.push(`is of ${month[1]}, not ${context.scope.manad}`);
  }
  let checked = 0;
  for (
    const [row, isTotal] of [
      ...table.rows.map((row) => [row, false] as const),
      ...table.totals.map((row) => [row, true] as const),
    ]
  ) {
    // Several of one name are told apart by nothing in the row.
    if (!columns.includes("Region") && table.rows.filter(([name]) => name === row[0]).length > 1) continue;
    const groups = rowGroups(row, isTotal, table, context);
    if (groups === null) {
      faults.push(`the row ${row[0]} is of nobody`);
      continue;
    }
    columns.forEach((column, index) => {
      const text = row[index];
      if (index === 0 || text === undefined) return;
      if (column === "Region") {
        const own = [...new Set(groups.regions.map(shortOf))].join(", ");
        if (!isTotal && text !== own) faults.push(`${row[0]} lies in ${own}, not in ${text}`);
        return;
      }
      if (first === "Ort" && column === "Sjukhus") return;
      const measure = measureOf(column, table);
      if (measure === null) {
        unknown.add(column);
        return;
      }
      const right = measure(groups);
      if (right === "unknown" || Number.isNaN(right)) return;
      checked++;
      const fault = numberFault(text === "" ? "–" : text, right);
      if (fault !== null) faults.push(`${row[0]}, ${column.replace("|", " ")}: ${fault}`);
    });
  }
  faults.push(...missingRows(table, context));
  return { faults, checked, unknown: [...unknown] };
}

/** The cells of a row; `null` when its name is nobody's. */
function rowGroups(
  row: readonly string[],
  isTotal: boolean,
  { columns: [first, second], rows }: Table,
  { cells, scope }: Context,
): Groups | null {
  const [name] = row;
  const others = rows.map(([name]) => careNamed(name));
  const isOwn = ({ region, sjukhus, vardutbud }: Cell) => {
    if (isTotal) return true;
    if (first === "Region") return [shortOf(region), regionLabel(region, scope.agarform)].includes(name);
    if (first === "Sjukhus") {
      const own = name === "Sjukhus anges inte" ? sjukhus === null : sjukhus === name;
      return own && (second !== "Region" || row[1] === "" || shortOf(region) === row[1]);
    }
    if (first === "Ort") return townName(sjukhus) === name;
    if (name === "Övriga grupper") return vardutbud === null || !others.includes(vardutbud);
    return /anges inte/.test(name) ? vardutbud === null : vardutbud === careNamed(name);
  };
  const at = (more: Partial<Scope>) => inScope(cells, { ...scope, ...more }).filter(isOwn);
  // What is counted over a limit are those operated where the page shows them.
  const { status } = scope;
  const groups = {
    waiting: at({ status }),
    including: at({ status, inkl: true }),
    excluding: at({ status: "vantande", inkl: false }),
    done: at({ status: "genomforda" }),
  };
  const all = [...groups.including, ...groups.done];
  const bare = name.replace(/ \(.+\)$/, "");
  if (all.length === 0 && !MEMBERS.some(({ short }) => short === bare) && !isTotal) return null;
  return {
    ...groups,
    reported: status === "genomforda" || reportsDeviations(cells, scope.manad),
    regions: isTotal
      ? [...new Set(cells.filter((cell) => cell.manad === scope.manad).map(({ region }) => region))]
        .filter((region) => scope.region === undefined || scope.region === region)
      : all.length > 0
      ? [...new Set(all.map(({ region }) => region))]
      : MEMBERS.filter(({ short }) => short === bare).map(({ name }) => name),
    isPlace: first === "Sjukhus" || first === "Ort" || scope.sjukhus !== undefined,
  };
}

function townName(sjukhus: string | null): string {
  return sjukhus === null ? "Okänd ort" : townOf(sjukhus) ?? "Okänd ort";
}

/** Groups with contacts that a table leaves out. */
function missingRows({ columns: [first], rows, caption }: Table, { cells, scope }: Context): string[] {
  if (first === "Vårdutbud") return [];
  const status = /^Genomförda|genomförda/.test(caption) ? "genomforda" : "vantande";
  const names = new Set(
    inScope(cells, { ...scope, status }).filter(({ antal }) => antal > 0).map(({ region, sjukhus }) =>
      first === "Region"
        ? regionLabel(region, scope.agarform)
        : first === "Ort"
        ? townName(sjukhus)
        : sjukhus ?? "Sjukhus anges inte"
    ),
  );
  const shown = new Set(rows.map(([name]) => name));
  return [...names].filter((name) => !shown.has(name)).map((name) => `leaves out ${name}`);
}

/** Columns of counts whose total is not the sum of its rows. */
function sumFaults({ columns, rows, totals }: Table): { faults: string[]; checked: number } {
  const faults: string[] = [];
  let checked = 0;
  if (totals.length !== 1 || rows.length === 0) return { faults, checked };
  columns.forEach((column, index) => {
    if (!/\|(?:antal|operationer|undersökningar|mnkr|tkr|kronor)$/.test(column)) return;
    const numbers = rows.map((row) => readNumber(row[index] ?? "")), all = readNumber(totals[0][index] ?? "");
    if (all?.value == null || numbers.some((number) => number === null)) return;
    const added = numbers.reduce((sum, number) => sum + (number!.value ?? 0), 0);
    // Contacts are whole; what else is counted may be rounded in every row.
    const slack = column.endsWith("|antal") && all.half === 0.5 ? 0 : all.half * (rows.length + 1);
    checked++;
    if (Math.abs(added - all.value) > slack + 1e-9) {
      faults.push(`${column.replace("|", " ")}: the total is ${all.value}, its rows make ${added}`);
    }
  });
  return { faults, checked };
}
