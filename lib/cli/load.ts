import { resolve } from "node:path";
import { type Profile, profiles } from "../contract/mod.ts";
import { coverSentences } from "../cube/mod.ts";
import type { LoadReport } from "../judge/mod.ts";
import {
  comparedFolder,
  COUNTRY,
  defaultStore,
  isSynthetic,
  loadFiles,
  openStore,
  StoreError,
} from "../store/mod.ts";
import {
  type Command,
  progress,
  runCommand,
  statusOf,
  STORE,
  text,
  UsageError,
  type Values,
} from "./_command.ts";
import { deliveryFiles } from "./_delivery_files.ts";
import {
  findingJson,
  findingLine,
  loadStep,
  reconciliationLine,
  replacementText,
} from "./_delivery_lines.ts";
import { givenOptions, givenStore, newNextTo, nextStep } from "./_next_step.ts";
import { READING_OPTIONS, readingOptions } from "./_reading_options.ts";

/** Loads deliveries into the store: `deno task load FIL…`. */
export const loadCommand: Command = {
  name: "load",
  summary: "Läser in leveranser: granskar varje fil och sparar det som godtas i lagret.",
  uses: ["FIL|MAPP… [val]"],
  options: {
    ...STORE,
    ...READING_OPTIONS,
    "utan-rader": {
      says:
        "spara inga rader, varken godtagna eller underkända, bara celler; ett lager som har tagit emot en leverans så tar emot alla senare så. Den gemensamma väntelistan (41), flödet genom köerna (30, 31), åldrarna (42), SQL till rader och rejected går då inte",
    },
    riket: {
      says:
        "filens rader för Riket är hela landets, att jämföra med: de läggs för sig (i LAGER/riket), visas som en linje bredvid regionerna och räknas aldrig in i något annat tal",
    },
    json: {
      says:
        "sist en rad JSON per fil; outcome är kept, replaced (sparad, och ersätter), unchanged (fanns redan), restored (fanns, filer skrivna igen) eller stopped: {file, outcome, profile, read, loaded, rejected, skipped, reading, assumed, replaces, covers, omfattar, findings}; reading säger vad som förstods, vad varje kolumn är, vilka som inte används och vad som är dolt i ett blad",
    },
  },
  example: "april.csv --konstant status=vantande --konstant manad=2024-04",
  notes:
    `Av en mapp läses filerna i namnordning, och av två för samma region, månad och status gäller den senare.
Samma fil två gånger ändrar inget, men skriver igen det av den som saknas eller är skadat i lagret. En nyare leverans för samma region, månad och status ersätter den äldre.
Filen är inläst också om rader är underkända (inte med --strikt).`,
  statuses: "1 alla filer stoppades, 2 fel använt, 3 några stoppades",
  run: load,
};

async function load(values: Values, files: readonly string[]): Promise<number> {
  if (files.length === 0) throw new UsageError("Ange minst en fil att läsa in");
  const reading = await readingOptions(values), paths = await deliveryFiles(files, console.error);
  const store = text(values, "lager") ?? defaultStore(), isCountry = values.riket === true;
  const folder = isCountry ? comparedFolder(store) : store;
  const tell = paths.length > 3 ? progress("Läser in") : () => {};
  const reports = await loadFiles(folder, paths, {
    ...reading,
    ...isCountry && { profiles: (reading.profiles ?? profiles).map(countryProfile) },
    withoutRows: values["utan-rader"] === true,
    by: await userName(),
    onReport: (report, done, total) => {
      tell(done, total, report.file);
      const lines = [
        reportText(report),
        ...reading.offerings === undefined ? coverQuestion(report) : [],
        ...stepsAfter(report, paths[done - 1], values),
      ].join("\n");
      if (values.json || report.outcome === "stopped") console.error(lines);
      else console.log(lines);
    },
  });
  if (values.json) { for (const report of reports) console.log(JSON.stringify(reportJson(report))); }
  await tellMixed(folder);
  if (isCountry && !await holdsCountry(folder)) {
    throw new StoreError(
      `Ingen rad med regionen ${COUNTRY} är inläst. Filen ska ha den, eller ange att alla rader är hela landets: --konstant region=${COUNTRY}`,
    );
  }
  return statusOf(reports.filter(({ outcome }) => outcome === "stopped").length, reports.length);
}

/** A profile that reads the country as a region of its own and not as a sum to leave out. */
function countryProfile(profile: Profile): Profile {
  return { ...profile, koder: { ...profile.koder, region: { ...profile.koder.region, [COUNTRY]: COUNTRY } } };
}

async function holdsCountry(folder: string): Promise<boolean> {
  using country = await openStore(folder);
  return country.holdings.some(({ region }) => region === COUNTRY);
}

/** Where a system says who is working: for the store's history of who loaded what. */
const USERS = ["VANTELAGE_ANVANDARE", "USER", "USERNAME"];

/** Who is working, as far as this process may know; nobody is named elsewhere. */
async function userName(): Promise<string | undefined> {
  for (const variable of USERS) {
    const { state } = await Deno.permissions.query({ name: "env", variable });
    const name = state === "granted" ? Deno.env.get(variable) : undefined;
    if (name) return name;
  }
}

/** A newcomer's own delivery beside the sample would be counted together with it, in every sum and report. */
async function tellMixed(folder: string): Promise<void> {
  using store = await openStore(folder);
  const kinds = new Set(store.holdings.map(({ delivery }) => isSynthetic(delivery)));
  if (kinds.size < 2) return;
  console.error(
    `Lagret ${folder} har syntetiska exempelleveranser bredvid andra, och tabeller och rapporter räknar ihop dem. Läs in egna leveranser i ett eget lager: --lager MAPP`,
  );
}

/** What came of a delivery, in Swedish lines. */
function reportText(report: LoadReport): string {
  const { file, findings, assumed, replaces, covers, outcome, profile } = report;
  const head = {
    kept: `${file}: inläst med profilen ${profile}`,
    restored: `${file}: fanns redan i lagret, och dess filer som saknades eller var skadade är skrivna igen`,
    unchanged: `${file}: fanns redan i lagret, inget ändrat`,
    stopped: `${file}: STOPPAD, inget har sparats`,
  }[outcome];
  return [
    head,
    reconciliationLine(report),
    ...assumed.map((line) => `  ${line}`),
    ...coverSentences(covers).map((line) => `  Omfattar ${line}`),
    ...replaces.map((replaced) => `  Ersätter ${replacementText(replaced)}`),
    ...findings.map(findingLine),
  ]
    .join("\n");
}

/** What to do next: about records that were rejected where the others were kept, or a file that nobody knew. */
function stepsAfter({ outcome, rejected, proposed }: LoadReport, path: string, values: Values): string[] {
  if (proposed !== undefined) {
    return [`  Läs in den så, om det stämmer:\n  ${loadStep(path, values, proposed)}`];
  }
  if (outcome === "stopped" || rejected === 0) return [];
  const next = nextStep(
    "rejected",
    ...["--original", resolve(path), "--ut", newNextTo(path, "_underkanda.xlsx")],
    ...givenOptions(values, READING_OPTIONS),
    ...givenStore(values),
  );
  return [`  Skriv de underkända som en fil att rätta:\n  ${next}`];
}

/** What to answer where only the vårdutbud that a file names count as delivered. */
function coverQuestion({ covers, outcome }: LoadReport): string[] {
  const isPartial = outcome !== "stopped" && covers.some(({ cover }) => cover.vardutbud !== "all");
  return isPartial
    ? [
      "  Andra vårdutbud räknas som okända, inte noll. Omfattar filen alla, så läs in den igen med --omfattar vardutbud=alla",
    ]
    : [];
}

/** The same as one JSON object. */
function reportJson({ findings, ...report }: LoadReport): object {
  const { file, outcome, profile, read, loaded, rejected, skipped, reading, assumed, replaces, covers } =
    report;
  return {
    ...{ file, outcome: outcome === "kept" && replaces.length > 0 ? "replaced" : outcome },
    ...{ profile, read, loaded, rejected, skipped, reading, assumed, replaces, covers },
    omfattar: coverSentences(covers),
    findings: findings.map(findingJson),
  };
}

if (import.meta.main) await runCommand(loadCommand);
