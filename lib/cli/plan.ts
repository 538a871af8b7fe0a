import { addMonths, isMonth, monthRange } from "../calendar/mod.ts";
import {
  basisMonths,
  careFlows,
  draftPlan,
  isBoughtCareSynthetic,
  needFromLists,
  needFromProjection,
  readBoughtCare,
  readBoughtCareCovers,
  readPlans,
  seasonPerDay,
  type WaitingCell,
} from "../plan/mod.ts";
import { joinNames, memberRegions } from "../reference/mod.ts";
import { defaultStore, isSynthetic, openStore } from "../store/mod.ts";
import { DATA_HELP, dataOf } from "./_data.ts";
import {
  type Command,
  emptyStore,
  makeFolder,
  runCommand,
  text,
  ToldError,
  UsageError,
  type Values,
} from "./_command.ts";

/** Drafts a production and purchase plan from the store: `deno task plan`. */
export const planCommand: Command = {
  name: "plan",
  help:
    `Skriver ett utkast till en produktions- och inköpsplan: behovet efter listornas framskrivning, vården som året före.

  deno task plan --ar ÅÅÅÅ [--till åååå-mm] [--store MAPP] [--data MAPP] [--out MAPP]

  --ar ÅÅÅÅ        året som planeras
  --till åååå-mm   sista månaden som utkastet får vila på (annars december året före)
  --store MAPP     lagrets mapp (annars data/store)
  --data MAPP       ${DATA_HELP}
  --out MAPP       vart planen skrivs (annars planer bland de egna uppgifterna), som nästa version av året

Slutkod: 0 klart, 1 underlaget räcker inte, 2 fel använt.`,
  options: {
    ar: { type: "string" },
    till: { type: "string" },
    store: { type: "string" },
    data: { type: "string" },
    out: { type: "string" },
  },
  run: plan,
};

async function plan(values: Values, positionals: readonly string[]): Promise<number> {
  if (positionals.length > 0) throw new UsageError(`Okänt argument "${positionals[0]}"`);
  const year = text(values, "ar") ?? "";
  if (!/^20\d\d$/.test(year)) {
    throw new UsageError(`Skriv året som --ar ÅÅÅÅ: fick ${year === "" ? "inget" : `"${year}"`}`);
  }
  const ar = Number(year), last = text(values, "till") ?? `${ar - 1}-12`;
  if (!isMonth(last)) throw new UsageError(`Skriv månaden som --till åååå-mm: fick "${last}"`);
  using store = await openStore(text(values, "store") ?? defaultStore());
  const data = await dataOf(values), folder = text(values, "out") ?? `${data}/planer`;
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
  const draft = draftPlan({ ar, version, flows, months, season, syntetisk: sample || bought, ...basis });
  const path = `${folder}/${ar}_v${version}.json`;
  await Deno.writeTextFile(path, planText(draft), { createNew: true });
  console.log(path);
  return 0;
}

/** Who waits at the ends of the basis. */
async function listsAround(
  waiting: (manad: string) => Promise<WaitingCell[]>,
  months: readonly string[],
): Promise<{ before: WaitingCell[]; after: WaitingCell[] }> {
  return {
    before: await waiting(addMonths(months[0], -1)),
    after: await waiting(months[months.length - 1]),
  };
}

/** JSON with the twelve months of a row on one line, to be read and changed by people. */
function planText(plan: object): string {
  return `${
    JSON.stringify(plan, null, 2).replace(/\[\s+(\d[\d,\s]*?)\s+\]/g, (_, numbers: string) =>
      `[${numbers.replace(/\s+/g, " ")}]`)
  }\n`;
}

if (import.meta.main) await runCommand(planCommand);
