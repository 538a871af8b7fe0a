import { isMonth, type Month, monthName } from "../calendar/mod.ts";
import {
  capitalise,
  CareOffering,
  inhabitants,
  joinNames,
  memberRegions,
  otherInhabitantsMonth,
} from "../reference/mod.ts";
import {
  type Answering,
  answering,
  type CoveredSlot,
  isAnswered,
  onlyOfferings,
  type Status,
  STATUSES,
  uncoveredSentences,
  unreportedOf,
} from "../cube/mod.ts";
import { toCsv } from "../extract/mod.ts";
import {
  performedTable,
  type PerformedTableRow,
  PUBLISHED_BANDS,
  type TableDimension,
  waitTable,
  type WaitTableRow,
} from "../indicators/mod.ts";
import { type Bounded, countContacts, isExact } from "../numeric/mod.ts";
import { openStore, type Store } from "../store/mod.ts";
import {
  aligned,
  type Command,
  defaultMonth,
  emptyStore,
  givesNetwork,
  monthSpan,
  NEWEST,
  OFFERINGS,
  oneOf,
  runCommand,
  statusWord,
  STORE,
  text,
  ToldError,
  UsageError,
  type Values,
} from "./_command.ts";

const DIMENSIONS = [
  "region",
  "sjukhus",
  "vardutbud",
  "agarform",
] as const satisfies readonly TableDimension[];
const BAND_KEYS = PUBLISHED_BANDS.map(({ lo, hi }) => hi === null ? `d${lo}` : `d${lo}_${hi}`);

/** Prints the table of one month: `deno task table`. */
export const tableCommand: Command = {
  name: "table",
  summary: "Skriver ut månadens tabell ur lagret.",
  uses: ["[val]"],
  options: {
    per: {
      value: "INDELNING",
      says: "vad raderna skiljer åt: region (annars), sjukhus, vardutbud eller agarform",
      among: ["region", "sjukhus", "vardutbud", "agarform"],
      was: "by",
    },
    manad: {
      value: "åååå-mm",
      says: "månaden (annars den senaste som alla som brukar har levererat; senaste: den sista i lagret)",
    },
    status: {
      value: "STATUS",
      says: "vantande (annars) eller genomforda",
      among: ["vantande", "genomforda"],
    },
    vardutbud: { value: "NAMN", says: "bara ett vårdutbud, t.ex. Gråstarr", among: OFFERINGS },
    agarform: { value: "FORM", says: "bara offentlig eller privat", among: ["offentlig", "privat"] },
    format: { value: "FORMAT", says: "text (annars), csv eller json", among: ["text", "csv", "json"] },
    ...STORE,
  },
  example: "--per sjukhus --manad 2024-04 --vardutbud Gråstarr",
  notes:
    `Väntande: banden, medianen och antal gäller exklusive PvV och MoV. Ett tal som banden lämnar i tvivel märks ≈ i text, eller står som sina gränser (0–215, minst 91) när inget talar för något av dem; csv har gränserna i egna kolumner (median_lagst, median_hogst), json under osakert.
Rader som vilar på exempeldata har kolumnen underlag med orden syntetiska data.
Vad leveranserna inte omfattar är okänt, inte noll: det står som okänt, i json under okant, och varför sägs efter tabellen.`,
  statuses: "1 lagret har inte månaden, 2 fel använt",
  gives: givesNetwork,
  run: async (values, positionals) => {
    if (positionals.length > 0) throw new UsageError(`Okänt argument "${positionals[0]}"`);
    const by = oneOf(values, "per", DIMENSIONS, "region");
    const status = oneOf(values, "status", STATUSES, "vantande");
    const format = oneOf(values, "format", ["text", "csv", "json"], "text");
    const agarform = values.agarform === undefined
      ? undefined
      : oneOf(values, "agarform", ["offentlig", "privat"], "offentlig");
    const vardutbud = careOffering(values);
    using store = await openStore(text(values, "lager"));
    const manad = monthOf(values, store, status);
    const asked = { ...(vardutbud ? { vardutbud } : {}), ...(agarform ? { agarform } : {}) };
    const all = await store.cells({
      where: { manad, status, ...asked },
    });
    const there = store.regionsOf(manad, status);
    const answer = answering(store.coversOf(manad, status), {
      vardutbud: vardutbud === undefined ? null : [vardutbud],
      agarform: agarform !== undefined,
    });
    const cells = all.filter((cell) => isAnswered(cell, answer));
    const { regions: delivered, deviations } = answer;
    const records = status === "vantande"
      ? waitTable(cells, { by, manad, delivered, deviations }).map((row) => waitRecord(row, by))
      : performedTable(cells, { by, delivered }).map((row) => performedRecord(row, by));
    // The total of one region alone is that region, of its name.
    const parts = by === "region" ? records.slice(0, delivered.length === 1 ? 1 : -1) : [];
    const unknown = by === "region"
      ? answer.gaps.map(({ region }) => unknownRecord(region, manad, status))
      : [];
    const invented = store.inventedRegions(manad, status);
    const marked = (record: TableRecord) => {
      const region = typeof record.region === "string" ? record.region : undefined;
      const rests = region !== undefined && there.includes(region)
        ? invented.includes(region)
        : invented.length > 0;
      return rests ? { ...record, underlag: INVENTED } : record;
    };
    print(
      (unknown.length === 0 ? by === "region" && records.length === 2 ? parts : records : [
        ...[...parts, ...unknown].sort(byRegionName),
        ...records.slice(parts.length, delivered.length === 1 ? 1 : undefined),
      ]).map(marked),
      format,
    );
    const missing = memberRegions.filter((region) => !there.includes(region));
    if (missing.length > 0) {
      console.error(`${missing.join(", ")} har inte levererat ${manad}; summan gäller de andra.`);
    }
    const ofMonth = by === "region" && status === "vantande" ? otherInhabitantsMonth(manad) : null;
    if (ofMonth !== null) {
      console.error(`Antal per 1 000 är räknat på invånarna i ${monthName(ofMonth)}.`);
    }
    const counted = Map.groupBy(all, ({ region }) => region);
    tellCover(answer, {
      status,
      slots: store.coversOf(manad, status),
      asked: vardutbud !== undefined,
      countOf: (region) => countContacts(counted.get(region) ?? []),
    });
    return 0;
  },
};

type TableRecord = Record<string, unknown>;

/** What a row says that rests on made-up deliveries, in every format. */
const INVENTED = "syntetiska data";

const swedish = new Intl.Collator("sv").compare;
const byRegionName = (a: TableRecord, b: TableRecord): number => swedish(String(a.region), String(b.region));

/** Says what the deliveries do not cover, of what is printed. */
function tellCover(
  { gaps, regions, vardutbud, deviations }: Answering,
  { status, asked, slots, countOf }: {
    status: Status;
    asked: boolean;
    slots: readonly CoveredSlot[];
    countOf: (region: string) => number;
  },
): void {
  for (const { region, reason } of gaps) {
    const count = countOf(region), word = statusWord(status);
    const held = count === 0 ? "" : ` Leveransen räknar ${count.toLocaleString("sv-SE")} ${word}.`;
    const rest = regions.length === 0 ? "" : " Summan gäller de andra.";
    console.error(`${region}: ${reason}, så talen är okända.${held}${rest}`);
  }
  if (vardutbud !== null && !asked) {
    console.error(`Tabellen gäller ${onlyOfferings(vardutbud)}: andra vårdutbud har inte alla levererat.`);
  }
  for (const says of status === "genomforda" ? sharesWithDeviations(slots) : []) console.error(says);
  const unreported = joinNames(unreportedOf(deviations));
  if (regions.length > 0 && unreported !== "") {
    console.error(
      `${
        joinNames(regions)
      } anger inte ${unreported}: banden, medianen och antal gäller alla som leveransen räknar.`,
    );
  }
}

/** Whose share within the limit counts PvV too, as the delivery does not report them. */
function sharesWithDeviations(slots: readonly CoveredSlot[]): string[] {
  return uncoveredSentences(
    slots.map((slot) => ({ ...slot, cover: { ...slot.cover, vardutbud: "all" as const } })),
  );
}

/** A region whose numbers are not known. */
function unknownRecord(region: string, manad: Month, status: Status): TableRecord {
  const okant = status === "vantande"
    ? [...BAND_KEYS, "median", "antal", "pvv", "mov", "per_1000_exkl", "per_1000_inkl"]
    : ["antal", "inom_90", "inom_90_namnare", "median", "medel"];
  return {
    region,
    ...Object.fromEntries(okant.map((key) => [key, null])),
    ...status === "vantande" && { invanare: inhabitants(region, manad) },
    okant,
  };
}

/** A record without what its deliveries do not report, whose names stand under `okant`. */
function withUnknown(record: TableRecord, okant: readonly string[]): TableRecord {
  return okant.length === 0 ? record : { ...record, okant };
}

function careOffering(values: Values): string | undefined {
  const given = text(values, "vardutbud");
  if (given === undefined) return undefined;
  const read = CareOffering.safeParse(given);
  if (!read.success) throw new UsageError(read.error.issues[0].message);
  return read.data;
}

function monthOf(values: Values, store: Store, status: Status): Month {
  const written = text(values, "manad");
  const given = written === NEWEST ? store.newestMonth(status) ?? undefined : written;
  const latest = given === undefined
    ? defaultMonth(store, { status, option: `--manad ${NEWEST}` })
    : store.latestMonth(status);
  if (given !== undefined && !isMonth(given)) {
    throw new UsageError(`--manad ska skrivas åååå-mm, till exempel 2024-04: fick "${given}"`);
  }
  if (latest === null) {
    const other = store.latestMonth(status === "vantande" ? "genomforda" : "vantande");
    if (other === null) throw emptyStore(store, status);
    throw new ToldError(`Lagret har inga ${statusWord(status)}.${otherStatus(store, status, other)}`);
  }
  const manad = given ?? latest;
  const months = [
    ...new Set(store.holdings.filter((holding) => holding.status === status).map((holding) => holding.manad)),
  ];
  if (!months.includes(manad)) {
    throw new ToldError(
      `Lagret har inga ${statusWord(status)} för ${manad}. Det har ${monthSpan(months)}.${
        otherStatus(store, status, manad)
      }`,
    );
  }
  return manad;
}

/** The option that gives the other status, where it was delivered. */
function otherStatus(store: Store, status: Status, manad: Month): string {
  const other = status === "vantande" ? "genomforda" : "vantande";
  if (store.regionsOf(manad, other).length === 0) return "";
  return ` ${capitalise(statusWord(other))} finns: --status ${other} --manad ${manad}`;
}

/** Lowest and highest of the figures of a record that the bands leave in doubt. */
type Doubt = Record<string, [number, number | null]>;

/** A record; uncertain figures, rounded to so many decimals, add their bounds under `osakert`. */
function recordWithBounds(
  make: (known: (key: string, bounded: Bounded | null, decimals?: number) => number | null) => TableRecord,
): TableRecord {
  const osakert: Doubt = {};
  const record = make((key, bounded, decimals = 1) => {
    if (bounded === null) return null;
    const round = (value: number) => Math.round(value * 10 ** decimals) / 10 ** decimals;
    if (!isExact(bounded)) osakert[key] = [round(bounded.low), bounded.high && round(bounded.high)];
    return bounded.unplaced ? null : round(bounded.value);
  });
  return Object.keys(osakert).length > 0 ? { ...record, osakert } : record;
}

/** The published table's columns. */
function waitRecord(row: WaitTableRow, by: TableDimension): TableRecord {
  const isReported = row.pvv !== null && row.mov !== null;
  const record = recordWithBounds((known) => ({
    ...(by === "sjukhus" ? { region: row.region, sjukhus: row.name } : { [by]: row.name }),
    ...Object.fromEntries(BAND_KEYS.map((key, index) => [key, known(key, row.bands[index])])),
    median: known("median", row.median),
    antal: row.antal,
    pvv: row.pvv,
    mov: row.mov,
    ...(by === "vardutbud" ? { over_90_inkl: known("over_90_inkl", row.overIncluding) } : {}),
    ...(by === "region"
      ? {
        per_1000_exkl: isReported ? rate(row.per1000) : null,
        per_1000_inkl: rate(row.per1000Including),
        invanare: row.inhabitants,
      }
      : {}),
  }));
  return withUnknown(record, [
    ...row.pvv === null ? ["pvv"] : [],
    ...row.mov === null ? ["mov"] : [],
    ...by === "region" && row.inhabitants !== null
      ? [...isReported ? [] : ["per_1000_exkl"], ...row.per1000Including === null ? ["per_1000_inkl"] : []]
      : [],
  ]);
}

function performedRecord(row: PerformedTableRow, by: TableDimension): TableRecord {
  return recordWithBounds((known) => ({
    ...(by === "sjukhus" ? { region: row.region, sjukhus: row.name } : { [by]: row.name }),
    antal: row.volume,
    inom_90: known("inom_90", row.shareWithin, 3),
    inom_90_namnare: row.covered,
    median: known("median", row.median),
    medel: known("medel", row.mean),
  }));
}

function rate(value: number | null): number | null {
  return value === null ? null : Number(value.toFixed(2));
}

/** The bounds of what is in doubt in any record as columns beside it; empty where it is certain. */
function withBoundColumns(records: readonly TableRecord[]): TableRecord[] {
  const doubtOf = (record: TableRecord): Doubt => (record.osakert ?? {}) as Doubt;
  const doubtful = new Set(records.flatMap((record) => Object.keys(doubtOf(record))));
  return records.map((record) =>
    Object.fromEntries(
      Object.entries(record).flatMap(([key, value]) => {
        if (!doubtful.has(key)) return [[key, value]];
        const [low, high] = doubtOf(record)[key] ?? [null, null];
        return [[key, value], [`${key}_lagst`, low], [`${key}_hogst`, high]];
      }),
    )
  );
}

/** The bounds of a number that is known by nothing else; empty where there are none. */
function boundsText({ osakert }: TableRecord, key: string): string {
  const [low, high] = (osakert as Doubt | undefined)?.[key] ?? [];
  if (low === undefined) return "";
  const number = (value: number) => value.toLocaleString("sv-SE");
  return high === null || high === undefined ? `minst ${number(low)}` : `${number(low)}–${number(high)}`;
}

function print(records: readonly TableRecord[], format: "text" | "csv" | "json"): void {
  if (format === "json") return console.log(JSON.stringify(records, null, 2));
  if (format === "csv") records = withBoundColumns(records);
  const keys = [...new Set(records.flatMap((record) => Object.keys(record)))]
    .filter((key) => key !== "osakert" && key !== "okant");
  const rows = records.map((record) =>
    keys.map((key) => {
      const value = record[key];
      if (Array.isArray(record.okant) && record.okant.includes(key)) return "okänt";
      if (value === null || value === undefined) return format === "text" ? boundsText(record, key) : "";
      if (typeof value !== "number") return String(value);
      const bounds = format === "text" ? (record.osakert as Doubt | undefined)?.[key] : undefined;
      if (bounds !== undefined && bounds[1] === null && bounds[0] === value) return boundsText(record, key);
      return (bounds === undefined ? "" : "≈") +
        value.toLocaleString("sv-SE", { useGrouping: format === "text", maximumFractionDigits: 3 });
    })
  );
  if (format === "csv") {
    return console.log(toCsv([keys, ...rows], { delimiter: ";", formulaSafe: true }).trimEnd());
  }
  const isNumeric = keys.map((key) => records.some((record) => typeof record[key] === "number"));
  for (const line of aligned([keys, ...rows], isNumeric)) console.log(line);
}

if (import.meta.main) await runCommand(tableCommand);
