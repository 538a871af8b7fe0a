import { fileURLToPath } from "node:url";
import { isMonth, type Month } from "../calendar/mod.ts";
import { declaredParameters, type Notebook, NotebookError, runNotebooks } from "../notebook/mod.ts";
import { nearestNames } from "../reference/mod.ts";
import {
  bundleClient,
  type Provenance,
  renderReport,
  type Report,
  type ReportOptions,
  writeReports,
} from "../report/mod.ts";
import { defaultStore, openStore, type Store, STORE_VARIABLE } from "../store/mod.ts";
import project from "../../deno.json" with { type: "json" };
import {
  type Command,
  DEFAULT_SAMPLE,
  oneOf,
  pairs,
  progress,
  runCommand,
  text,
  texts,
  ToldError,
  UsageError,
  type Values,
} from "./_command.ts";
import { chosenNotebooks, NOTEBOOKS } from "./_notebooks.ts";
import { loadSample, makeSampleFiles } from "./sample.ts";

/** Runs notebooks and writes their reports: `deno task report`. */
export const reportCommand: Command = {
  name: "report",
  help: `Kör anteckningsböckerna och skriver en HTML-rapport för var och en, och en förstasida.

  deno task report [--notebook NAMN]… [--param namn=värde]… [--store MAPP] [--audience internal] [--out MAPP]

  --notebook NAMN   en anteckningsbok, t.ex. 01_vantelaget, 12 eller en sökväg (annars alla i ${NOTEBOOKS})
  --param n=v       ett värde på en parameter, t.ex. manad=2024-03 eller vardutbud=Gallsten
  --store MAPP      lagrets mapp (annars data/store)
  --audience        internal: rapporterna märks som interna
  --out MAPP        vart rapporterna skrivs (annars reports)

Är lagret tomt skrivs och läses först exempeldata in. Slutkod: 0 klart, 1 någon anteckningsbok misslyckades, 2 fel använt.`,
  options: {
    notebook: { type: "string", multiple: true },
    param: { type: "string", multiple: true },
    store: { type: "string" },
    audience: { type: "string" },
    out: { type: "string" },
  },
  run: report,
};

async function report(values: Values, positionals: readonly string[]): Promise<number> {
  if (positionals.length > 0) {
    throw new UsageError(`Okänt argument "${positionals[0]}". Menade du --notebook ${positionals[0]}?`);
  }
  const audience = oneOf(values, "audience", ["internal"], "internal");
  const folder = text(values, "store") ?? defaultStore();
  const notebooks = await chosenNotebooks(texts(values, "notebook"));
  const parameters = pairs(values, "param");
  checkParameters(parameters, notebooks);
  using store = await storeWithSomething(folder);
  const manad = monthOf(parameters, store);

  const started = new Date().toISOString();
  const tell = progress("Kör anteckningsböcker");
  let ended = 0;
  const results = await runNotebooks(notebooks, {
    env: { [STORE_VARIABLE]: await Deno.realPath(folder) },
    parameters: (notebook) => {
      const declared = declaredParameters(notebook);
      return Object.fromEntries(Object.entries(parameters).filter(([name]) => declared.includes(name)));
    },
    onProgress: ({ notebook, done, total }) => {
      if (done === total) tell(++ended, notebooks.length, notebook);
    },
  });
  const options: ReportOptions = {
    audience,
    manad,
    provenance: provenanceOf(store, manad),
    run: { started, commit: await commitOf() },
    client: await bundleClient(),
  };
  const reports: Report[] = results.flatMap((result) =>
    result.status === "fulfilled" ? [renderReport(result.value, options)] : []
  );
  const files = await writeReports(text(values, "out") ?? "reports", reports, options);
  console.log(files.join("\n"));
  const failures = results.flatMap((result) => result.status === "rejected" ? [result.reason] : []);
  for (const failure of failures) {
    if (!(failure instanceof NotebookError)) throw failure;
    console.error(failure.message);
  }
  return failures.length > 0 ? 1 : 0;
}

/** A parameter that none of the notebooks has is a mistake. */
function checkParameters(parameters: Readonly<Record<string, string>>, notebooks: readonly Notebook[]): void {
  const declared = [...new Set(notebooks.flatMap((notebook) => declaredParameters(notebook)))];
  for (const name of Object.keys(parameters)) {
    if (declared.includes(name)) continue;
    const near = nearestNames(name, declared, 1);
    throw new UsageError(
      `Ingen av anteckningsböckerna har parametern ${name}. ${
        near.length > 0 ? `Närmast är ${near[0]}` : `De har ${declared.join(", ")}`
      }`,
    );
  }
}

/** The store; an empty one is first given the sample, so that one command on a fresh machine does the main job. */
async function storeWithSomething(folder: string): Promise<Store> {
  const store = await openStore(folder);
  if (store.holdings.length > 0) return store;
  console.error(`Lagret ${folder} är tomt: skriver syntetiska exempelleveranser och läser in dem`);
  await loadSample(folder, await makeSampleFiles(DEFAULT_SAMPLE));
  return await openStore(folder);
}

function monthOf({ manad }: Readonly<Record<string, string>>, store: Store): Month {
  if (manad === undefined) {
    const latest = store.latestMonth();
    if (latest === null) {
      throw new ToldError(`Lagret ${store.folder} har inga väntande. Läs in dem med deno task load FIL…`);
    }
    return latest;
  }
  if (!isMonth(manad)) {
    throw new UsageError(`Parametern manad ska skrivas åååå-mm, till exempel 2024-04: fick "${manad}"`);
  }
  const months = [...new Set(store.holdings.map((holding) => holding.manad))];
  if (!months.includes(manad)) {
    throw new UsageError(`Lagret har inget för ${manad}. Det har ${months[0]} till ${months.at(-1)}`);
  }
  return manad;
}

/** The deliveries of the month and of the month that it is compared with, and what computed the figures. */
function provenanceOf(store: Store, manad: Month): Provenance {
  const compared = [`${Number(manad.slice(0, 4)) - 1}${manad.slice(4)}`, manad];
  const deliveries = [
    ...new Set(
      store.holdings.filter((holding) => compared.includes(holding.manad)).map(({ delivery }) => delivery),
    ),
  ];
  return {
    deliveries: deliveries.map(({ file, sha256, read, loaded, rejected, skipped, slots }) => {
      const months = [...new Set(slots.map((slot) => slot.manad))];
      return { file, sha256, manad: months.length === 1 ? months[0] : null, read, loaded, rejected, skipped };
    }),
    version: {
      vantelage: project.version,
      deno: Deno.version.deno,
      "duckdb-wasm": versionOf("@duckdb/duckdb-wasm"),
      plot: versionOf("@observablehq/plot"),
    },
    synthetic: deliveries.some(({ file }) => file.startsWith("syntetisk_")),
  };
}

/** The commit of the code that runs; `null` where there is no repository, or no git. */
async function commitOf(): Promise<string | null> {
  try {
    const { success, stdout } = await new Deno.Command("git", {
      args: ["-C", fileURLToPath(new URL(".", import.meta.url)), "rev-parse", "HEAD"],
    }).output();
    return success ? new TextDecoder().decode(stdout).trim() : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

function versionOf(name: keyof typeof project.imports): string {
  return project.imports[name].replace(/^.*@/, "");
}

if (import.meta.main) await runCommand(reportCommand);
