import type { LoadReport } from "../judge/mod.ts";
import { defaultStore, isSynthetic, loadFiles, openStore } from "../store/mod.ts";
import { writeSample } from "../sample/mod.ts";
import {
  type Command,
  DEFAULT_SAMPLE,
  makeFolder,
  progress,
  runCommand,
  STORE,
  text,
  ToldError,
  UsageError,
} from "./_command.ts";

/** Writes the synthetic sample, and loads it when asked: `deno task sample`. */
export const sampleCommand: Command = {
  name: "sample",
  summary:
    "Skriver syntetiska exempelleveranser som bär de publicerade talen för april 2024. Ingen verklig patient finns i dem.",
  uses: ["[val]"],
  options: {
    ut: { value: "MAPP", says: `vart filerna skrivs (annars ${DEFAULT_SAMPLE})`, was: "out" },
    fro: { value: "TEXT", says: "samma text ger samma filer", was: "seed" },
    "las-in": { says: "läs också in dem i lagret", was: "load" },
    ...STORE,
  },
  example: "--las-in --lager $HOME/exempel",
  run: async (values, positionals) => {
    if (positionals.length > 0) throw new UsageError(`Okänt argument "${positionals[0]}"`);
    const folder = text(values, "ut") ?? DEFAULT_SAMPLE;
    const seed = text(values, "fro"), lager = text(values, "lager") ?? defaultStore();
    if (values["las-in"]) await mustNotHoldOthers(lager);
    await makeFolder(folder);
    const files = await makeSampleFiles(folder, seed);
    console.log(`${files.length} syntetiska leveranser i ${folder}`);
    if (values["las-in"]) {
      const reports = await loadSample(lager, files);
      const sum = (key: "read" | "loaded" | "rejected" | "skipped") =>
        reports.reduce((total, report) => total + report[key], 0).toLocaleString("sv-SE");
      console.log(
        `${sum("read")} lästa = ${sum("loaded")} godtagna + ${sum("rejected")} underkända + ${
          sum("skipped")
        } överhoppade`,
      );
    }
    return 0;
  },
};

/** The sample would replace what the regions have delivered of the same months. */
async function mustNotHoldOthers(folder: string): Promise<void> {
  using store = await openStore(folder);
  const other = store.deliveries.find((delivery) => !isSynthetic(delivery));
  if (other === undefined) return;
  throw new ToldError(
    `Lagret ${folder} har andra leveranser än exempeldata (${other.file}), och skulle få dem ersatta. Ange ett annat lager med --lager`,
  );
}

/**
 * Writes the sample's files, with progress.
 *
 * @param folder Where.
 * @param seed The seed; the sample's own when not given.
 * @returns The deliveries' paths, oldest months first.
 */
export async function makeSampleFiles(folder: string, seed?: string): Promise<string[]> {
  const tell = progress("Skriver exempeldata");
  const files = await writeSample(folder, {
    ...(seed === undefined ? {} : { seed }),
    onProgress: (done, total) => tell(done, total),
  });
  return files.filter((file) => file.name.endsWith(".csv")).map((file) => `${folder}/${file.name}`);
}

/**
 * Loads the sample into a store, with progress.
 *
 * @param store The store's folder.
 * @param files The deliveries' paths.
 * @returns What came of each.
 */
export async function loadSample(store: string, files: readonly string[]): Promise<LoadReport[]> {
  const tell = progress("Läser in exempeldata");
  const reports = await loadFiles(store, files, {
    onReport: (report, done, total) => tell(done, total, report.file),
  });
  const stopped = reports.filter((report) => report.outcome === "stopped");
  if (stopped.length > 0) {
    throw new ToldError(
      `${stopped.length} av ${files.length} exempelleveranser stoppades, först ${stopped[0].file}: ${
        stopped[0].findings[0].says
      }`,
    );
  }
  return reports;
}

if (import.meta.main) await runCommand(sampleCommand);
