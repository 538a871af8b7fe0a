import { resolve } from "node:path";
import { isMonth, type Month } from "../calendar/mod.ts";
import { commentKind, readComments } from "../cooperation/mod.ts";
import { type ExecutedNotebook, type Notebook, NotebookError, type RunOptions } from "../notebook/mod.ts";
import { contentHtml, DOCUMENT_FORMATS, type DocumentFormat, type WriteOptions } from "../document/mod.ts";
import {
  type Audience,
  bundleClient,
  dataMark,
  type FailedPage,
  neighbourPage,
  type PageComment,
  type RenderedReport,
  renderIndex,
  renderReport,
  type Report,
  ReportError,
  type ReportOptions,
  writeReports,
} from "../report/mod.ts";
import { careOfferings, DATA_VARIABLE, joinNames } from "../reference/mod.ts";
import { DATA, dataOf } from "./_data.ts";
import { PUBLISHED_SYMBOL, publishedDefinition } from "../selection/mod.ts";
import { CLUSTER_VARIABLE, LOGIN_VARIABLES, openStore, type Store, STORE_VARIABLE } from "../store/mod.ts";
import {
  type Command,
  DEFAULT_SAMPLE,
  defaultMonth,
  makeFolder,
  monthSpan,
  NEWEST,
  oneOf,
  pairs,
  runCommand,
  statusOf,
  STORE,
  text,
  texts,
  ToldError,
  UsageError,
  type Values,
} from "./_command.ts";
import { commitOf, provenanceOf } from "./_provenance.ts";
import { documentsOf, formatsOf, formatWords, printed, templateOf } from "./_report_documents.ts";
import { ownFolder } from "./_reports_folder.ts";
import { storeIdentity } from "./_store_identity.ts";
import { chosenNotebooks, NOTEBOOK, PARAMETER, slugOf, unmetNeeds } from "./_notebooks.ts";
import { KeptRuns } from "./_kept_runs.ts";
import { type Attempt, checkTaken, runForEach, runOnce } from "./_runs.ts";
import { heldBy, publishedSources, recordPublication, standingPages } from "./_publications.ts";
import { besidesOf, checkPages, ruleOf, type SecuredMonth, secureMonth } from "./_secured_month.ts";
import { loadSample, makeSampleFiles } from "./sample.ts";

/** What makes pages, for those who want other pages than {@linkcode report} writes. */
export * from "../report/mod.ts";
export { type Command, type Option, type Options, ToldError, UsageError, type Values } from "./_command.ts";

/** Runs notebooks and writes their reports: `deno task report`. */
export const reportCommand: Command = {
  name: "report",
  summary: "Kör anteckningsböckerna och skriver en HTML-rapport för var och en, och en förstasida.",
  uses: ["[val]", "--mottagare publik [val]"],
  options: {
    anteckningsbok: NOTEBOOK,
    parameter: PARAMETER,
    varje: {
      value: "vardutbud|specialitet",
      says:
        "en rapport för varje vårdutbud som någon väntar på, av anteckningsböcker med den parametern; med specialitet i en mapp för varje specialitet, med förstasida, till samtal med dess verksamhetschefer",
      among: ["vardutbud", "specialitet"],
      was: "each",
    },
    format: {
      value: "FORMAT,…",
      says: `sidorna också som ${formatWords()}, flera med komma emellan; HTML skrivs alltid
xlsx: en arbetsbok för varje sida, med ett blad för varje tabell
docx: sidan som dokument, med rubriker, tabeller och alternativtexter
pdf: sidan utskriven av Chromium, Chrome eller Edge, med taggar och bokmärken
pptx: en bild för varje slutsats, med diagram som går att ändra, och en för varje beslut; utseendet tas från mallar/bilder.pptx bland de egna uppgifterna, om den finns`,
      among: DOCUMENT_FORMATS,
    },
    webblasare: {
      value: "FIL",
      says: "programfilen för den webbläsare som skriver PDF (annars en som är installerad)",
    },
    ...STORE,
    ...DATA,
    mottagare: {
      value: "intern|publik",
      says: `intern (annars): sidorna märks som internt arbetsmaterial, inga tal skyddas
publik: små tal döljs, och en granskning bevisar att inget av dem går att räkna fram; bara de anteckningsböcker som är skrivna för publicering körs`,
      among: ["intern", "publik"],
      was: "audience",
    },
    troskel: { value: "N", says: "antal under N döljs: 5 (annars) eller 20", among: ["5", "20"] },
    avrunda: {
      says:
        "alla antal avrundas till multiplar av 5, slumpmässigt men alltid lika, med en hemlighet som lagret har (avrundning.nyckel); de svaga döljs, och vårdutbud visas inte",
    },
    inifran: {
      says: "små tal döljs också för ett sjukhus som känner sina egna; tar några minuter och döljer fler",
    },
    dominans: {
      value: "N,PROCENT",
      says:
        "ett tal för en region eller ett vårdutbud döljs när N sjukhus har mer än så många procent av det",
    },
    "p-procent": {
      value: "P",
      says:
        "det döljs när det som är kvar utan de två största sjukhusen är mindre än P procent av det största",
    },
    ersatt: {
      says:
        "tidigare publika rapporter av samma månader är indragna; annars stoppas en rapport med en annan regel än deras eller av rättade leveranser. Månader före visas som de är publicerade, och en region som har kommit till skyddas mot den sida som gjordes utan den",
    },
    "kor-alla": {
      says: "kör alla anteckningsböcker, också de som inget har ändrats för sedan de kördes sist",
      was: "fresh",
    },
    json: {
      says:
        "sist ett JSON-objekt: {manad, out, written: [{file, title, ran, documents, mark}], failed: [{file, reason}], left: [{file, reason}]}; left är sidor som inte gjordes då deras uppgifter inte är levererade",
    },
    ut: {
      value: "MAPP",
      says:
        "vart rapporterna skrivs (annars MÅNAD, de publika MÅNAD-publik, i mappen rapporter bredvid lagret om den finns, annars i reports/LAGER)",
      was: "out",
    },
  },
  example: "--anteckningsbok 01 --parameter manad=2024-04 --format xlsx,pptx",
  notes:
    "Är lagret tomt skrivs och läses först exempeldata in. En sida som inte kan skrivas stoppar inte de andra.",
  statuses: "1 ingen sida kunde skrivas, 2 fel använt, 3 några sidor kunde inte skrivas",
  run: async (values, positionals) => {
    if (positionals.length > 0) {
      throw new UsageError(
        `Okänt argument "${positionals[0]}". Menade du --anteckningsbok ${positionals[0]}?`,
      );
    }
    const { paths, ...outcome } = await writeEach(values), { written, failed } = outcome;
    console.log(values.json === true ? JSON.stringify(outcome) : paths.join("\n"));
    for (const { file, reason } of failed) console.error(`${file}: ${reason}`);
    return statusOf(failed.length, written.length + failed.length);
  },
};

/** What {@linkcode report} writes; what is left out is as of the command. */
export interface ReportRequest {
  /** Notebooks by name or path: "01_vantelaget", "12". @default all that the deliveries suffice for */
  readonly notebooks?: readonly string[];
  /** The month. @default the latest that all who usually deliver have */
  readonly manad?: Month;
  /** Values of the notebooks' other parameters, such as vardutbud. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** A page for each vårdutbud that anybody waits for; with "specialitet" in a folder for each speciality. */
  readonly each?: "vardutbud" | "specialitet";
  /** Formats besides HTML. @default none */
  readonly formats?: readonly DocumentFormat[];
  /** Whom the pages are for. @default {"internal"} */
  readonly audience?: Audience;
  /** The store's folder. @default VANTELAGE_STORE, else the checkout's data/store */
  readonly store?: string;
  /** The folder of data besides deliveries. @default as the command says */
  readonly data?: string;
  /** Where the pages are written. @default as the command says */
  readonly out?: string;
  /** Whether notebooks are run that nothing has changed for. @default {false} */
  readonly fresh?: boolean;
}

/** A page that was not made, and why. */
export interface AbsentPage {
  /** The file that it would have been. */
  readonly file: string;
  /** Why, in Swedish. */
  readonly reason: string;
}

/** What came of a report. */
export interface ReportOutcome {
  /** The month. */
  readonly manad: Month;
  /** The folder, as a full path. */
  readonly out: string;
  /** The files written. */
  readonly paths: readonly string[];
  /** The pages, each with its title, the moment of its run where that was an earlier one, its other formats, and its mark. */
  readonly written: readonly {
    readonly file: string;
    readonly title: string;
    readonly ran: string | null;
    readonly documents: readonly string[];
    readonly mark: string | null;
  }[];
  /** Those that could not be made. */
  readonly failed: readonly AbsentPage[];
  /** Those that the deliveries do not suffice for. */
  readonly left: readonly AbsentPage[];
}

/**
 * Runs notebooks and writes their pages, as `deno task report` does.
 *
 * @param request What to write.
 * @returns What came of it; a page that cannot be made stops no other.
 * @throws {UsageError} If a notebook, month, parameter or format is not there; the message says what is, in Swedish.
 * @throws {ToldError} If the store is damaged, or the folder is another store's.
 */
export async function report(request: ReportRequest = {}): Promise<ReportOutcome> {
  const { notebooks = [], manad, parameters = {}, formats = [], each, audience, store, data, out, fresh } =
    request;
  const given = Object.entries({ ...parameters, ...manad !== undefined && { manad } });
  return await writeEach({
    anteckningsbok: [...notebooks],
    parameter: given.map(([name, value]) => `${name}=${value}`),
    ...{ varje: each, mottagare: audience, lager: store, data, ut: out, "kor-alla": fresh },
    ...formats.length > 0 && { format: formats.join(",") },
  });
}

/** Writes the pages; of each speciality in a folder of its own where that is asked for. */
async function writeEach(values: Values): Promise<ReportOutcome> {
  if (text(values, "varje") !== "specialitet") return await writePages(values);
  using store = await storeWithSomething(text(values, "lager"));
  const manad = monthOf(pairs(values, "parameter"), store), waited = await waitedFor(store, manad);
  const out = resolve(text(values, "ut") ?? await ownFolder(store.folder, manad, "internal"));
  const all = { manad, out, paths: [], written: [], failed: [], left: [] };
  let outcome: ReportOutcome = all;
  for (const [omrade, own] of Map.groupBy(careOfferings, ({ omrade }) => omrade)) {
    const offerings = waited.filter((name) => own.some(({ namn }) => namn === name)), folder = slugOf(omrade);
    if (offerings.length === 0) continue;
    console.error(`${omrade}: ${offerings.length} vårdutbud`);
    const of = await writePages({ ...values, varje: "vardutbud", ut: `${out}/${folder}` }, offerings);
    const inFolder = <Page extends { readonly file: string }>(pages: readonly Page[]) =>
      pages.map((page) => ({ ...page, file: `${folder}/${page.file}` }));
    outcome = {
      ...all,
      paths: [...outcome.paths, ...of.paths],
      written: [...outcome.written, ...inFolder(of.written)],
      failed: [...outcome.failed, ...inFolder(of.failed)],
      left: [...outcome.left, ...inFolder(of.left)],
    };
  }
  return outcome;
}

/** Writes pages; with `--varje` one for each of the vårdutbud that are given, or else that anybody waits for. */
async function writePages(values: Values, offerings?: readonly string[]): Promise<ReportOutcome> {
  const audience =
    AUDIENCES[oneOf(values, "mottagare", ["intern", "publik", "internal", "public"], "intern")];
  const rule = ruleOf(values, audience);
  const asked = await chosenNotebooks(texts(values, "anteckningsbok"));
  const named = texts(values, "anteckningsbok").length > 0;
  const written = writtenFor(asked, audience, named);
  const given = pairs(values, "parameter"), { formats, browser } = formatsOf(values);
  const each = text(values, "varje") === undefined
    ? null
    : oneOf(values, "varje", ["vardutbud", "specialitet"], "vardutbud");
  if (each !== null && audience === "public") {
    throw new UsageError(
      "--varje går inte med --mottagare publik: vilka vårdutbud som har väntande är då skyddat",
    );
  }
  using store = await storeWithSomething(text(values, "lager"));
  const { folder } = store, manad = monthOf(given, store), data = await dataOf(values);
  const out = text(values, "ut") ?? await ownFolder(folder, manad, audience);
  // One that was asked for by name says itself what it lacks.
  const { notebooks, left } = named
    ? { notebooks: written, left: [] }
    : leaveOut(written, await unmetNeeds(store, manad, data));
  await makeFolder(out);
  const documents = { formats, ...await templateOf(data, formats) };
  const parameters = given.manad === undefined ? given : { ...given, manad };
  const publicRun = {
    ...{ manad, rule },
    months: publishedSources(manad, store.holdings),
    held: heldBy(manad, store.holdings),
    definition: publishedDefinition(store, manad),
  };
  const replace = { replace: values.ersatt === true }, besides = besidesOf(values);
  const secured = audience === "public"
    ? await secureMonth(store, manad, rule, await standingPages(folder, publicRun, replace), besides)
    : null;

  const started = new Date().toISOString();
  const kernel = await kernelOf(store, data, secured);
  const kept = secured !== null
    ? null
    : new KeptRuns(store, kernel.env, { fresh: values["kor-alla"] === true });
  const run = { ...kernel, parameters, kept };
  const attempts = each === null
    ? await runOnce(notebooks, run)
    : await runForEach(notebooks, "vardutbud", offerings ?? await waitedFor(store, manad), run);
  checkTaken(Object.keys(parameters).filter((name) => secured === null || name !== "manad"), attempts);
  const options: ReportOptions = {
    audience,
    manad,
    provenance: provenanceOf(store, manad),
    store: await storeIdentity(folder),
    run: { started, commit: await commitOf() },
    deliveriesOf: (manad) => provenanceOf(store, manad).deliveries,
    client: await (kept?.scripts({ selections: true }) ?? bundleClient({ selections: secured === null })),
    published: secured?.month.published,
    comments: await commentsOf(store, data, manad, audience),
  };
  // A notebook without the parameter shows what it shows without: the latest month.
  const monthRun = ({ parameters: { manad: run } }: ExecutedNotebook) =>
    secured !== null ? manad : typeof run === "string" && isMonth(run) ? run : store.latestMonth() ?? manad;
  const pages = attempts.flatMap(({ result }) => {
    // A page that cannot be made says so itself, below.
    const hasHeading = result.status === "fulfilled" &&
      result.value.cells.some(({ source }) => /^#/m.test(source));
    return hasHeading ? [neighbourPage(result.value)] : [];
  });
  const { reports: rendered, failed } = await pagesOf(attempts, documents, (executed) => {
    const run = monthRun(executed);
    const provenance = run === manad ? options.provenance : provenanceOf(store, run);
    return {
      ...options,
      pages,
      manad: run,
      provenance: { ...provenance, invented: executed.invented ?? [], ran: executed.started },
    };
  });
  const reports = browser === null ? rendered : await printed(rendered, browser);
  const all = { ...options, failed, left };
  if (secured !== null) {
    const texts = reports.flatMap(({ html, content }) =>
      formats.length > 0 ? [html, contentHtml(content())] : html
    );
    checkPages([...texts, renderIndex(reports, all)], secured);
  }
  if (secured !== null && reports.length > 0) {
    const { standing, month: { record } } = secured;
    const publication = { ...publicRun, started, record, provenance: options.provenance, reports };
    for (const line of await recordPublication(folder, publication, { ...replace, standing })) {
      console.error(line);
    }
  }
  const paths = await writeReports(out, reports, all);
  return { ...outcomeOf(out, reports, all), paths };
}

/** The variables that say where the store is, and how one gets at it. */
const WAYS = [STORE_VARIABLE, DATA_VARIABLE, CLUSTER_VARIABLE, ...Object.values(LOGIN_VARIABLES)];

/**
 * What a kernel is given. One of an internal report reads the store, and writes and starts nothing; it reaches the network
 * only where the store is on a cluster. One of a
 * public report reads nothing: it has the protected month, and neither the way to the store nor the right to go it.
 */
async function kernelOf(
  { folder, isOnCluster }: Store,
  data: string,
  secured: SecuredMonth | null,
): Promise<Pick<RunOptions, "env" | "rights" | "given">> {
  if (secured === null) {
    const env = { [STORE_VARIABLE]: await Deno.realPath(folder), [DATA_VARIABLE]: resolve(data) };
    // A store that is given is asked, also where the variable names a cluster.
    return isOnCluster ? { env, rights: "ask" } : { env: { ...env, [CLUSTER_VARIABLE]: "" }, rights: "read" };
  }
  return {
    env: Object.fromEntries(WAYS.map((variable) => [variable, ""])),
    rights: "none",
    given: { [PUBLISHED_SYMBOL]: secured.month.published },
  };
}

/** What the regions say of the month and its pages; to the public what is said for it, and what is made up on made-up data alone. */
async function commentsOf(
  store: Store,
  data: string,
  manad: Month,
  audience: Audience,
): Promise<PageComment[]> {
  const { synthetic } = provenanceOf(store, manad);
  const comments = await readComments({ folder: `${data}/${commentKind.folder}` });
  return comments.filter(({ publik, syntetisk }) =>
    (audience !== "public" || publik) && (!syntetisk || synthetic)
  )
    .map(({ rapport, figur, figurslag, manad, region, kontaktroll, andrad, text, syntetisk }) => ({
      ...{ page: rapport, figure: figur, figureName: figurslag, manad, day: andrad, text },
      from: `${region}, ${kontaktroll}${syntetisk ? " (påhittad)" : ""}`,
    }));
}

/** What came of every page. */
function outcomeOf(
  out: string,
  reports: readonly Report[],
  { manad, failed = [], left = [] }: ReportOptions,
): Omit<ReportOutcome, "paths"> {
  const absent = ({ fileName, reason }: FailedPage) => ({ file: fileName, reason });
  return {
    manad,
    out: resolve(out),
    written: reports.map(({ fileName, title, provenance, documents = [] }) => ({
      ...{ file: fileName, title, ran: provenance.ran ?? null },
      documents: documents.map(({ fileName }) => fileName),
      mark: dataMark(provenance),
    })),
    failed: failed.map(absent),
    left: left.map(absent),
  };
}

/** The pages of the runs, and those that cannot be written, each with its own reason. */
async function pagesOf(
  attempts: readonly Attempt[],
  { formats, ...options }: WriteOptions & { readonly formats: readonly DocumentFormat[] },
  optionsOf: (executed: ExecutedNotebook) => ReportOptions,
): Promise<{ reports: RenderedReport[]; failed: FailedPage[] }> {
  const reports: RenderedReport[] = [], failed: FailedPage[] = [];
  for (const { name, result } of attempts) {
    try {
      if (result.status === "rejected") throw result.reason;
      const report = renderReport(result.value, optionsOf(result.value));
      reports.push({ ...report, documents: await documentsOf(report, formats, options) });
    } catch (error) {
      const said = error instanceof NotebookError || error instanceof ReportError;
      const reason = said ? error.message : `Kan inte skriva rapporten "${name}": ${error}`;
      failed.push({ fileName: `${name}.html`, reason });
    }
  }
  return { reports, failed };
}

/** Whom a report is for, as --mottagare names them, and as --audience did before. */
const AUDIENCES = { intern: "internal", publik: "public", internal: "internal", public: "public" } as const;

/** The notebooks written for an audience. One that was asked for by name must be; of all there are, the others are passed over. */
function writtenFor(notebooks: readonly Notebook[], audience: Audience, named: boolean): Notebook[] {
  const isFor = (notebook: Notebook) => (notebook.audience ?? "internal") === audience;
  const others = notebooks.filter((notebook) => !isFor(notebook)).map(({ name }) => name);
  if (named && others.length > 0) {
    const whom = audience === "public" ? "publicering" : "internt bruk";
    throw new UsageError(
      `${
        others.join(", ")
      } är inte skriven för ${whom}. Det står i anteckningsbokens metadata: vantelage.audience`,
    );
  }
  if (audience === "public" && others.length > 0) {
    console.error(`Körs inte, eftersom de inte är skrivna för publicering: ${others.join(", ")}`);
  }
  return notebooks.filter(isFor);
}

/** The notebooks that need nothing of what is not covered; the others are named with what they need. */
function leaveOut(
  notebooks: readonly Notebook[],
  unmet: ReadonlyMap<string, string>,
): { notebooks: readonly Notebook[]; left: readonly FailedPage[] } {
  const words = ({ needs = [] }: Notebook) => joinNames(needs.flatMap((need) => unmet.get(need) ?? []));
  const lacking = Map.groupBy(notebooks, words), runs = lacking.get("") ?? [];
  lacking.delete("");
  const left = [...lacking].flatMap(([words, notebooks]) => {
    const names = notebooks.map(({ name }) => name);
    console.error(`Inte levererat: ${words}. Därför körs inte ${names.join(", ")}`);
    const reason = `inte levererat: ${words}`;
    return names.map((name): FailedPage => ({ fileName: `${name}.html`, reason }));
  });
  return { notebooks: runs, left };
}

/** The vårdutbud that anybody waits for at the end of the month, in Swedish alphabetical order. */
async function waitedFor(store: Store, manad: Month): Promise<string[]> {
  const cells = await store.cells({ where: { manad, status: "vantande" }, by: ["vardutbud"] });
  return [...new Set(cells.flatMap(({ vardutbud }) => vardutbud === null ? [] : [vardutbud]))]
    .sort(new Intl.Collator("sv").compare);
}

/** The store; an empty one is first given the sample, so that one command on a fresh machine does the main job. */
async function storeWithSomething(asked: string | undefined): Promise<Store> {
  const store = await openStore(asked), { folder } = store;
  if (store.isOnCluster) await makeFolder(folder);
  if (store.holdings.length > 0) return store;
  console.error(`Lagret ${folder} är tomt: skriver syntetiska exempelleveranser och läser in dem`);
  await loadSample(folder, await makeSampleFiles(DEFAULT_SAMPLE));
  return await openStore(folder);
}

function monthOf({ manad }: Readonly<Record<string, string>>, store: Store): Month {
  if (manad === undefined || manad === NEWEST) {
    const latest = manad === NEWEST
      ? store.newestMonth()
      : defaultMonth(store, { option: `--parameter manad=${NEWEST}` });
    if (latest === null) {
      throw new ToldError(`Lagret ${store.folder} är tomt. Läs in leveranser med deno task load FIL…`);
    }
    return latest;
  }
  if (!isMonth(manad)) {
    throw new UsageError(`Parametern manad ska skrivas åååå-mm, till exempel 2024-04: fick "${manad}"`);
  }
  const months = [...new Set(store.holdings.map((holding) => holding.manad))];
  if (!months.includes(manad)) {
    throw new UsageError(`Lagret har inget för ${manad}. Det har ${monthSpan(months)}`);
  }
  return manad;
}

if (import.meta.main) await runCommand(reportCommand);
