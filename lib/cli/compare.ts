import { addMonths, isMonth, type Month, monthName } from "../calendar/mod.ts";
import { toCsv } from "../extract/mod.ts";
import { joinNames } from "../reference/mod.ts";
import {
  compareDeliveries,
  type ComparedList,
  compareMonths,
  type FieldDifference,
  type ListNumbers,
  type MonthComparison,
} from "../selection/mod.ts";
import { isSynthetic, openStore, type Store } from "../store/mod.ts";
import {
  aligned,
  type Command,
  defaultMonth,
  emptyStore,
  givesNetwork,
  NEWEST,
  OFFERINGS,
  oneOf,
  runCommand,
  statusWord,
  STORE,
  text,
  texts,
  ToldError,
  UsageError,
  type Values,
} from "./_command.ts";
import { publishedSince } from "./_published_since.ts";
import { comparedReports } from "./_compared_reports.ts";

const FORMATS = ["text", "csv", "json"] as const;

/** Compares two months, two deliveries, two runs, or what was published with what is known now: `deno task compare`. */
export const compareCommand: Command = {
  name: "compare",
  summary: "Jämför två månader, och säger varför väntelistorna har ändrats.",
  uses: [
    "[--fran åååå-mm] [--till åååå-mm] [--vardutbud NAMN] [val]",
    "--leverans NUMMER --leverans NUMMER [val]",
    "--publicerat åååå-mm [val]",
    "--rapporter MAPP --rapporter MAPP [val]",
  ],
  options: {
    till: {
      value: "åååå-mm",
      says: "den senare månaden (annars den senaste som alla som brukar har levererat; senaste: den sista)",
    },
    fran: { value: "åååå-mm", says: "den tidigare månaden (annars månaden före)" },
    vardutbud: { value: "NAMN", says: "bara ett vårdutbud, t.ex. Gråstarr", among: OFFERINGS },
    leverans: {
      value: "NUMMER",
      many: true,
      says: "två leveranser av samma månad, rad för rad; numren står i deno task store list",
    },
    publicerat: {
      value: "åååå-mm",
      says: "det som publika rapporter av en månad visade, och vad det är enligt leveranserna nu",
    },
    rapporter: {
      value: "MAPP",
      many: true,
      says: "två mappar med rapporter, vad sidorna säger i den ena och den andra",
    },
    format: { value: "FORMAT", says: "text (annars), csv eller json", among: ["text", "csv", "json"] },
    ...STORE,
  },
  example: "--fran 2023-04 --till 2024-04 --vardutbud Gråstarr",
  notes:
    `Väntande och över 90 dagar följs kontakt för kontakt: tidigare antal + de som kom − de som lämnade = senare antal.
Det går för regioner som har levererat rader för båda månaderna och alla operationer emellan; de andra nämns.`,
  statuses: "1 lagret har inte det som ska jämföras, 2 fel använt",
  gives: givesNetwork,
  run: compare,
};

/** What is printed: tables with headings, and what is to be known of them; the same as plain data. */
export interface Compared {
  /** Tables of texts and numbers, each with a heading. */
  readonly tables: readonly {
    readonly heading: string;
    readonly head: readonly string[];
    readonly rows: readonly Cells[];
  }[];
  /** Swedish sentences. */
  readonly notes: readonly string[];
  /** All of it, for a program. */
  readonly data: unknown;
}
type Cells = readonly (string | number | null)[];

async function compare(values: Values, positionals: readonly string[]): Promise<number> {
  if (positionals.length > 0) throw new UsageError(`Okänt argument "${positionals[0]}"`);
  const format = oneOf(values, "format", FORMATS, "text");
  const kinds = ["leverans", "publicerat", "rapporter"].filter((name) => values[name] !== undefined);
  const months = ["fran", "till", "vardutbud"].filter((name) => values[name] !== undefined);
  if (kinds.length > 1 || kinds.length === 1 && months.length > 0) {
    throw new UsageError(
      `--${kinds[0]} går inte med --${[...kinds.slice(1), ...months][0]}: en sak jämförs i taget`,
    );
  }
  print(await comparedBy(kinds[0], values), format);
  return 0;
}

async function comparedBy(kind: string | undefined, values: Values): Promise<Compared> {
  if (kind === "rapporter") return await comparedReports(two(values, "rapporter"));
  using store = await openStore(text(values, "lager"));
  if (store.holdings.length === 0) throw emptyStore(store, "vantande");
  if (kind === "leverans") {
    return await comparedDeliveries(store, two(values, "leverans").map((number) => numberOf(number)));
  }
  if (kind === "publicerat") {
    return await publishedSince(store, monthOf(values, "publicerat") ?? missingMonth());
  }
  const to = monthOf(values, "till") ??
    (text(values, "till") === NEWEST
      ? store.newestMonth()
      : defaultMonth(store, { option: `--till ${NEWEST}` }));
  if (to === null) throw emptyStore(store, "vantande");
  const from = monthOf(values, "fran") ?? addMonths(to, -1);
  if (to <= from) throw new UsageError(`--till ska vara senare än --fran: fick ${to} och ${from}`);
  return comparedMonths(
    store,
    await compareMonths(store, { from, to, vardutbud: text(values, "vardutbud") }),
  );
}

function two(values: Values, name: string): [string, string] {
  const [first, second, ...more] = texts(values, name);
  if (second !== undefined && more.length === 0) return [first, second];
  throw new UsageError(`--${name} anges två gånger, en för vardera: fick ${texts(values, name).length}`);
}

function numberOf(given: string): number {
  if (/^[1-9]\d{0,8}$/.test(given)) return Number(given);
  throw new UsageError(`--leverans ska vara ett nummer ur deno task store list: fick "${given}"`);
}

function monthOf(values: Values, name: string): Month | null {
  const given = text(values, name);
  if (given === undefined || given === NEWEST && name === "till") return null;
  if (isMonth(given)) return given;
  throw new UsageError(`--${name} ska skrivas åååå-mm, till exempel 2024-04: fick "${given}"`);
}

function missingMonth(): never {
  throw new UsageError("--publicerat behöver en månad, till exempel 2024-04");
}

const CAME = [["new", "nya beslut"], ["aged", "passerade gränsen"], ["late", "sent levererade"], [
  "returned",
  "åter från PvV, MoV, SoV",
]] as const;
const LEFT = [
  ["operated", "opererade"],
  ["withdrawn", "utan operation"],
  ["deferred", "till PvV, MoV, SoV"],
  ["redated", "nytt beslutsdatum"],
] as const;

function comparedMonths(store: Store, compared: MonthComparison): Compared {
  const { from, to, rows, limitDays, missing, unexplained, redelivered, options } = compared;
  if (rows.length === 0) {
    const held = [...new Set(missing.map(({ region }) => region))];
    throw new ToldError(
      `Månaderna ${from} och ${to} kan inte jämföras: ingen region har levererat båda på samma sätt. Lagret ${store.folder} har ${
        held.length === 0 ? "ingen av dem" : `en av dem för ${joinNames(held)}`
      }`,
    );
  }
  const named = (list: ComparedList) =>
    list.of === "vardutbud" ? list.name : list.name.replace(/^Region /, "");
  const tables = [
    ...(["antal", "over"] as const).map((what) => ({
      heading: what === "antal"
        ? `Väntande, ${options.selection.toLowerCase()}, ${options.definition}`
        : `Över ${limitDays} dagar`,
      head: [
        "",
        monthName(from),
        monthName(to),
        "skillnad",
        ...stepsOf(rows, what).map(([, words]) => words),
        ...what === "over" ? ["andel då", "andel nu"] : [],
      ],
      rows: rows.filter(({ of }) => of !== "vardutbud").map((
        row,
      ) => [named(row), ...cellsOf(row, what, stepsOf(rows, what)), ...what === "over" ? sharesOf(row) : []]),
    })),
    ...rows.some(({ of }) => of === "vardutbud")
      ? [{
        heading: `Vårdutbud där antalet över ${limitDays} dagar har ändrats mest`,
        head: [
          "",
          monthName(from),
          monthName(to),
          "skillnad",
          ...stepsOf(rows, "over").map(([, words]) => words),
          "andel då",
          "andel nu",
        ],
        rows: rows.filter(({ of }) => of === "vardutbud").slice(0, MOST_OFFERINGS)
          .map((row) => [row.name, ...cellsOf(row, "over", stepsOf(rows, "over")), ...sharesOf(row)]),
      }]
      : [],
  ];
  const invented = [from, to].flatMap((manad) => store.inventedRegions(manad, "vantande"));
  return {
    tables,
    notes: [
      ...missing.map(({ region, manad }) =>
        `${region} jämförs inte: ${manad} är inte levererad på samma sätt.`
      ),
      ...unexplained.length === 0 ? [] : [
        `Varför är okänt för ${
          joinNames(unexplained)
        }: alla rader för båda månaderna och operationerna emellan är inte levererade.`,
      ],
      ...redelivered.map(({ region, manad, times }) =>
        `${region} har levererat ${manad} på nytt (${times} gång${
          times === 1 ? "" : "er"
        }); det som gäller nu jämförs. Vad som ändrades: deno task compare --publicerat ${manad}`
      ),
      ...invented.length > 0 ? ["Syntetiska data."] : [],
    ],
    data: compared,
  };
}

/** So many vårdutbud are printed; JSON and CSV have the regions and these as well. */
const MOST_OFFERINGS = 10;

type Step = readonly [keyof NonNullable<ComparedList["change"]>["all"], string];

/** The steps that happened at all. */
function stepsOf(rows: readonly ComparedList[], what: "antal" | "over"): Step[] {
  const counts = rows.flatMap(({ change }) =>
    change === null ? [] : [what === "antal" ? change.all : change.over]
  );
  return [...CAME, ...LEFT].filter(([step]) => counts.some((count) => count[step] > 0));
}

function cellsOf(list: ComparedList, what: "antal" | "over", steps: readonly Step[]): Cells {
  const [before, after] = [list.before, list.after].map((numbers) => countOf(numbers, what));
  const counts = list.change === null ? null : what === "antal" ? list.change.all : list.change.over;
  const sign = (step: string) => LEFT.some(([left]) => left === step) ? -1 : 1;
  const difference = before === null || after === null ? null : after - before;
  return [
    before,
    after,
    difference,
    ...steps.map(([step]) => counts === null ? null : sign(step) * counts[step]),
  ];
}

/** A number that is known exactly; of one that bands leave open the likely one. */
function countOf(numbers: ListNumbers | null, what: "antal" | "over"): number | null {
  if (numbers === null) return 0;
  return what === "antal" ? numbers.antal : numbers.over.value;
}

function sharesOf({ before, after }: ComparedList): Cells {
  return [before, after].map((numbers) =>
    numbers?.overShare?.value == null ? "" : shareText(numbers.overShare.value)
  );
}

function shareText(share: number): string {
  return share.toLocaleString("sv-SE", {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
}

async function comparedDeliveries(store: Store, [first, second]: number[]): Promise<Compared> {
  const differences = await compareDeliveries(store, first, second);
  const sum = ({ filled, emptied, other }: FieldDifference) => filled + emptied + other;
  return {
    tables: differences.flatMap(({ manad, status, fields, ...counts }) => [
      {
        heading: `${monthName(manad)}, ${statusWord(status)}: leverans ${first} och ${second}`,
        head: ["", "rader"],
        rows: [
          [`i leverans ${first}`, counts.first],
          [`i leverans ${second}`, counts.second],
          ["i båda, lika", counts.same],
          ["i båda, ändrade", counts.changed],
          [`bara i ${first}`, counts.gone],
          [`bara i ${second}`, counts.added],
        ],
      },
      ...fields.length === 0 ? [] : [{
        heading: "Ändrade fält",
        head: ["", "rader", "ifyllda", "tömda", "andra värden"],
        rows: fields.map((field) => [field.field, sum(field), field.filled, field.emptied, field.other]),
      }],
    ]),
    notes: [
      "Rader paras ihop efter kontakten, i aggregat efter alla fält som inte är tal. Inget ur raderna visas utom antal.",
      ...store.deliveries.some((delivery) =>
          [first, second].includes(delivery.sequence) && isSynthetic(delivery)
        )
        ? ["Syntetiska data."]
        : [],
    ],
    data: differences,
  };
}

function print({ tables, notes, data }: Compared, format: typeof FORMATS[number]): void {
  if (format === "json") return console.log(JSON.stringify(data, null, 2));
  const cell = (value: string | number | null, signed: boolean) =>
    value === null
      ? format === "text" ? "okänt" : ""
      : typeof value === "string"
      ? value
      : format === "csv"
      ? String(value)
      : `${signed && value > 0 ? "+" : ""}${value.toLocaleString("sv-SE")}`;
  tables.forEach(({ heading, head, rows }, index) => {
    const lines = rows.map((row) => row.map((value, column) => cell(value, head[column] === "skillnad")));
    if (format === "csv") {
      const csv = toCsv([["tabell", ...head], ...lines.map((line) => [heading, ...line])], {
        delimiter: ";",
        formulaSafe: true,
      });
      return console.log(csv.trimEnd());
    }
    console.log(`${index > 0 ? "\n" : ""}${heading}`);
    for (const line of aligned([head, ...lines], head.map((_, column) => column > 0))) console.log(line);
  });
  for (const note of notes) console.error(note);
}

if (import.meta.main) await runCommand(compareCommand);
