import { addMonths, isMonth, monthRange } from "../calendar/mod.ts";
import { checkJson, compareDocuments, jsonText, replaceFile, SafeText } from "../form/mod.ts";
import {
  basisMonths,
  careFlows,
  draftPlan,
  isBoughtCareSynthetic,
  needFromLists,
  needFromProjection,
  type Plan,
  planKind,
  previousPlan,
  readBoughtCare,
  readBoughtCareCovers,
  readPlans,
  seasonPerDay,
  type WaitingCell,
} from "../plan/mod.ts";
import { joinNames, memberRegions, nearestNames } from "../reference/mod.ts";
import { defaultStore, isSynthetic, openStore } from "../store/mod.ts";
import { DATA, dataOf } from "./_data.ts";
import {
  type Command,
  dayOf,
  emptyStore,
  makeFolder,
  runCommand,
  STORE,
  text,
  ToldError,
  UsageError,
  type Values,
} from "./_command.ts";

/** Drafts a production and purchase plan from the store, decides and compares versions: `deno task plan`. */
export const planCommand: Command = {
  name: "plan",
  summary:
    `Skriver ett utkast till en produktions- och inköpsplan: behovet efter listornas framskrivning, vården som året före.
Fastställer en version, och jämför versioner.`,
  uses: [
    "--ar ÅÅÅÅ [--till åååå-mm] [val]",
    'VERSION --faststall --av "NÄMND ELLER ROLL" [--dag åååå-mm-dd]',
    "VERSION [VERSION]          vad som skiljer en version från en annan (annars från den före)",
  ],
  options: {
    faststall: { says: "fastställer den: sedan ändras den inte, en ändring är en ny version" },
    av: { value: "NÄMND", says: "vem som beslutade, aldrig en persons namn" },
    dag: { value: "åååå-mm-dd", says: "dagen för beslutet (annars i dag)" },
    ar: { value: "ÅÅÅÅ", says: "året som planeras" },
    till: {
      value: "åååå-mm",
      says: "sista månaden som utkastet får vila på (annars december året före)",
    },
    ...STORE,
    ...DATA,
    ut: {
      value: "MAPP",
      says: "vart planen skrivs (annars planer bland de egna uppgifterna), som nästa version av året",
      was: "out",
    },
  },
  example: '2027_v1 --faststall --av "Samverkansnämnden"',
  notes: "VERSION är planens namn, till exempel 2026_v1.",
  statuses: "1 underlaget räcker inte, 2 fel använt",
  run: async (values, positionals) => {
    const [version, other, ...rest] = positionals;
    if (rest.length > 0) throw new UsageError(`Okänt argument "${rest[0]}"`);
    if (version === undefined) {
      if (values.faststall) throw new UsageError("Ange vilken version som fastställs, till exempel 2026_v1");
      return await draft(values);
    }
    using _store = text(values, "data") === undefined
      ? await openStore(text(values, "lager") ?? defaultStore())
      : null;
    const folder = text(values, "ut") ?? `${await dataOf(values)}/${planKind.folder}`;
    if (!values.faststall) return await compare(version, other, folder);
    if (other !== undefined) throw new UsageError(`Okänt argument "${other}"`);
    return await decide(version, folder, values);
  },
};

/** The version of a plan by its name: "2026_v1". */
async function versionOf(name: string, folder: string): Promise<Plan> {
  const plans = await readPlans(folder), wanted = name.replace(/\.json$/, "");
  const names = plans.map((plan) => planKind.fileName?.(plan) ?? "");
  const at = names.indexOf(wanted);
  if (at >= 0) return plans[at];
  const near = nearestNames(wanted, names, 1);
  throw new UsageError(
    `Planen ${wanted} finns inte i ${folder}${
      near.length > 0
        ? `, närmast är ${near[0]}`
        : names.length > 0
        ? `. De som finns: ${names.join(", ")}`
        : ""
    }`,
  );
}

/** Decides a version: who and when is written in it, and it is not changed again. */
async function decide(name: string, folder: string, values: Values): Promise<number> {
  const av = SafeText.safeParse(text(values, "av"));
  if (!av.success) {
    throw new UsageError(
      text(values, "av") === undefined
        ? 'Ange vem som beslutade med --av, till exempel --av "Samverkansnämnden"'
        : `--av: ${av.error.issues[0].message}`,
    );
  }
  const dag = dayOf(values);
  const plan = await versionOf(name, folder), file = planKind.fileName?.(plan) ?? name;
  if (plan.faststalld !== null) {
    throw new ToldError(
      `Planen ${file} är redan fastställd ${plan.faststalld}${
        plan.faststalld_av === undefined ? "" : ` av ${plan.faststalld_av}`
      }. Spara en ändring som en ny version`,
    );
  }
  await replaceFile(`${folder}/${file}.json`, (before) => {
    const { document } = checkJson(planKind, before ?? "");
    if (document === null || document.faststalld !== null) {
      throw new ToldError(`${folder}/${file}.json ändrades under tiden. Försök igen`);
    }
    return jsonText({ ...document, faststalld: dag, faststalld_av: av.data });
  });
  console.log(`${file} fastställd ${dag} av ${av.data}: ${folder}/${file}.json`);
  return 0;
}

/** Says what differs between two versions. */
async function compare(name: string, other: string | undefined, folder: string): Promise<number> {
  const plan = await versionOf(name, folder);
  const before = other === undefined
    ? previousPlan(await readPlans(folder), plan)
    : await versionOf(other, folder);
  if (before === null) {
    throw new ToldError(`${name} är den första versionen för ${plan.ar}: ange vad den ska jämföras med`);
  }
  const told = (of: Plan) =>
    `${planKind.fileName?.(of)} (${of.faststalld === null ? "utkast" : `fastställd ${of.faststalld}`})`;
  const changes = compareDocuments(planKind, before, plan);
  console.log([`Från ${told(before)} till ${told(plan)}:`, ...changes.map((line) => `  ${line}`)].join("\n"));
  return 0;
}

async function draft(values: Values): Promise<number> {
  const year = text(values, "ar") ?? "";
  if (!/^20\d\d$/.test(year)) {
    throw new UsageError(`Skriv året som --ar ÅÅÅÅ: fick ${year === "" ? "inget" : `"${year}"`}`);
  }
  const ar = Number(year), last = text(values, "till") ?? `${ar - 1}-12`;
  if (!isMonth(last)) throw new UsageError(`Skriv månaden som --till åååå-mm: fick "${last}"`);
  using store = await openStore(text(values, "lager") ?? defaultStore());
  const data = await dataOf(values), folder = text(values, "ut") ?? `${data}/planer`;
  const latest = store.latestMonth("genomforda");
  if (latest === null) throw emptyStore(store, "genomforda");
  const by = ["manad", "region", "sjukhus", "agarform", "hemregion", "vardutbud"] as const;
  const performed = await store.cells({
    where: { status: "genomforda", manad: monthRange(addMonths(last, -12), last) },
    by: [...by],
  });
  const known = new Set(performed.filter(({ hemregion }) => hemregion !== null).map(({ manad }) => manad));
  const months = basisMonths(last, (manad) => known.has(manad));
  if (months.length === 0) {
    throw new ToldError(
      `Planen behöver genomförda med patienternas hemregion för ${last} och väntande månaden före, och dem har lagret inte. Dess senaste genomförda gäller ${latest}. Ange en månad som det har med --till`,
    );
  }
  const waiting = (manad: string) =>
    store.cells({
      where: { status: "vantande", manad },
      by: ["status", "region", "hemregion", "vardutbud", "avvikelse"],
    });
  const season = seasonPerDay(performed.filter(({ manad }) => manad > addMonths(last, -12)));
  const flows = [...careFlows(performed), ...await readBoughtCare(`${data}/kopt_vard`)];
  await makeFolder(folder);
  const versions = (await readPlans(folder)).filter((plan) => plan.ar === ar).map(({ version }) => version);
  const version = 1 + Math.max(0, ...versions);
  const sample = store.deliveries.some(isSynthetic),
    bought = await isBoughtCareSynthetic(`${data}/kopt_vard`);
  if (bought && !sample) {
    console.error(
      "Vården som köpts utanför sjukvårdsregionen är påhittad, så planen märks som syntetisk. Lägg era egna uppgifter i kopt_vard.",
    );
  }
  const covers = await readBoughtCareCovers(`${data}/kopt_vard`);
  const lacking = memberRegions.filter((region) =>
    !months.every((manad) =>
      covers.some((own) => own.region === region && own.fran <= manad && manad <= own.till)
    )
  );
  if (lacking.length > 0) {
    console.error(
      `Vården som köpts utanför sjukvårdsregionen är inte levererad av ${
        joinNames(lacking)
      }, så utkastet planerar ingen sådan åt dem utöver det som står i kopt_vard. Skriv dit den, eller fyll i planen.`,
    );
  }
  const cells = await store.cells({
    where: { manad: monthRange(addMonths(last, -24), last) },
    by: ["manad", "status", "region", "vardutbud"],
  });
  const homes = performed.filter(({ manad }) => months.includes(manad));
  const start = `${ar - 1}-12`, before = start <= last ? await waiting(start) : [];
  const projected = needFromProjection(cells, { ar, asAt: last, season, homes, flows, months, before });
  const basis = projected.missing.length === 0
    ? { need: projected.rows, behovet: `behovet enligt listornas framskrivning från ${last}` }
    : { need: needFromLists(flows, { ar, months, season, ...await listsAround(waiting, months) }) };
  for (const { region, reason } of projected.missing) {
    console.error(`${region} kan inte skrivas fram, så behovet följer listorna i stället: ${reason}`);
  }
  const drafted = draftPlan({ ar, version, flows, months, season, syntetisk: sample || bought, ...basis });
  const path = `${folder}/${ar}_v${version}.json`;
  await Deno.writeTextFile(path, jsonText(drafted), { createNew: true });
  console.log(path);
  return 0;
}

/** Who waits at the ends of the basis. */
async function listsAround(
  waiting: (manad: string) => Promise<readonly WaitingCell[]>,
  months: readonly string[],
): Promise<{ before: readonly WaitingCell[]; after: readonly WaitingCell[] }> {
  return {
    before: await waiting(addMonths(months[0], -1)),
    after: await waiting(months[months.length - 1]),
  };
}

if (import.meta.main) await runCommand(planCommand);
