import { addMonths, lastDay } from "../../lib/calendar/mod.ts";
import { chosenNotebooks, notebookNames, unmetNeeds } from "../../lib/cli/_notebooks.ts";
import { decodeText } from "../../lib/extract/mod.ts";
import { openStore } from "../../lib/store/mod.ts";
import { run } from "../cli/_run.ts";
import { writeSample } from "../../lib/sample/mod.ts";
import { ROOT } from "../_checkout.ts";
import { memberRegions, regionShortName } from "../../lib/reference/mod.ts";
import { parseHTML } from "linkedom";

/** How far the sample is moved, and the month that it then ends with. */
const SHIFT = 30, LAST = "2026-10";

/** What no page of a store of one's own may say: that something is made up, or nothing where nothing was delivered. */
const FALSE_WORDS =
  /påhitta|syntetisk|Ingen vård köptes|Ingen region köper|Inget av målen är nått"|når 0\u00a0%|: 0 av \d+ beställda/i;

/**
 * A year of one's own: the sample moved by 30 months under other file names, with an empty data folder, then with one
 * kind of data at a time, then with all of Dalarna's. Every page is written, or left out by name; none says what is
 * false.
 *
 * @param count How many kinds of data to try.
 */
export async function own(count: number): Promise<boolean> {
  const folder = await Deno.makeTempDir(), store = `${folder}/lager`, data = `${folder}/uppgifter`;
  await loadShifted(`${folder}/leveranser`, store);
  const kinds = [...Deno.readDirSync(`${ROOT}data`)].map(({ name }) => name)
    .filter((name) => OWN_KINDS.has(name)).sort().slice(0, count);
  const trials: [string, () => Promise<void>][] = [
    [NONE, () => Promise.resolve()],
    ...kinds.map((kind): [string, () => Promise<void>] => [kind, () => copyKind(kind, data, () => true)]),
    [ONE, async () => {
      for (const kind of kinds) await copyKind(kind, data, isDalarnas);
    }],
  ];
  let held = true;
  for (const [name, prepare] of trials) {
    await Deno.mkdir(data, { recursive: true });
    await prepare();
    const names = name === NONE ? [] : await readersOf(store, data);
    const faults = await faultsOf(folder, store, names, name === ONE ? zerosOfOthers : () => []);
    console.log(`${name}: ${faults.length === 0 ? "allt höll" : faults.join("; ")}`);
    held &&= faults.length === 0;
    await Deno.remove(data, { recursive: true });
  }
  await Deno.remove(folder, { recursive: true });
  return held;
}

/** The folders of data/ that are data of one's own. */
const OWN_KINDS = new Set([
  ...["planer", "planavvikelser", "avtal", "priser", "kopt_vard", "hyrpersonal", "bestallningar"],
  ...["hogspecialiserad_vard", "ctpet", "arsrapport", "kunskapsbank", "signaler"],
]);

/** What the trial is called where only Dalarna has delivered data besides the waiting lists. */
const ONE = "allt, men bara Dalarnas";

/** The pages whose tables by region rest on such data, and the captions of those of them that do. */
const OF_OWN_DATA: Readonly<Record<string, RegExp>> = {
  "43": /^(Plan|Utfall|Kostnad)/,
  "44": /./,
  "45": /./,
};

/** Where a page gives another region than Dalarna a zero, of what that region has not delivered. */
function zerosOfOthers(name: string, page: string): string[] {
  const ofOwnData = OF_OWN_DATA[name.slice(0, 2)];
  if (ofOwnData === undefined) return [];
  const { document } = parseHTML(page);
  const others = memberRegions.filter((region) => region !== "Region Dalarna").map(regionShortName);
  return [...document.querySelectorAll("main table")].flatMap((table) => {
    if (!ofOwnData.test(table.querySelector("caption")?.textContent?.trim() ?? "")) return [];
    const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent?.trim() ?? "");
    return [...table.querySelectorAll("tbody tr")].flatMap((row) => {
      const [region, ...cells] = [...row.querySelectorAll("th,td")].map((cell) =>
        cell.textContent?.trim() ?? ""
      );
      if (!others.includes(region)) return [];
      return cells.flatMap((cell, at) =>
        /^0(,0+)?(\s?%)?$/.test(cell) ? [`${name}: ${region} har ${cell} i ${heads[at + 1]}`] : []
      );
    });
  });
}

/** What the trial without data is called, which runs every notebook. */
const NONE = "inga egna uppgifter";

/** The notebooks of cooperation and planning that have what they need. */
async function readersOf(store: string, data: string): Promise<string[]> {
  using opened = await openStore(store);
  const unmet = await unmetNeeds(opened, LAST, data);
  return (await chosenNotebooks([])).filter(({ name, needs = [] }) =>
    /^[45]\d/.test(name) && !needs.some((need) => unmet.has(need))
  ).map(({ name }) => name);
}

/** What is wrong with the reports of the last month: of some notebooks, or of all where none is named. */
async function faultsOf(
  folder: string,
  store: string,
  names: readonly string[],
  zeros: (name: string, page: string) => string[],
): Promise<string[]> {
  const out = `${folder}/sidor`, asked = names.flatMap((name) => ["--anteckningsbok", name]);
  const args = ["--lager", store, "--ut", out, "--parameter", `manad=${LAST}`, ...asked];
  const { code, err } = await run("report", ...args);
  const faults = code === 0 ? [] : [`slutkod ${code}: ${err}`];
  for (const name of names.length > 0 ? names : await notebookNames()) {
    const page = await Deno.readTextFile(`${out}/${name}.html`).catch((error) => {
      if (error instanceof Deno.errors.NotFound) return null;
      throw error;
    });
    if (page === null) {
      const isNamed = err.split("\n").some((line) => /körs (inte|bara)/.test(line) && line.includes(name));
      if (!isNamed && name !== "05_att_publicera") faults.push(`${name} saknas utan att nämnas`);
      continue;
    }
    const found = FALSE_WORDS.exec(page.replace(/<script[^]*?<\/script>|<details[^]*?<\/details>/g, ""));
    if (found !== null) faults.push(`${name} säger "${found[0]}"`);
    faults.push(...zeros(name, page));
  }
  await Deno.remove(out, { recursive: true });
  return faults;
}

/** The sample's deliveries, moved, under names that say nothing of it, in a store. */
async function loadShifted(folder: string, store: string): Promise<void> {
  const sample = `${folder}_exempel`;
  for (const path of [sample, folder]) await Deno.mkdir(path);
  const files = (await writeSample(sample)).filter(({ name }) => name.endsWith(".csv"));
  const paths: string[] = [];
  for (const [index, { name }] of files.entries()) {
    const path = `${folder}/leverans_${String(index).padStart(3, "0")}.csv`;
    const { text } = decodeText(await Deno.readFile(`${sample}/${name}`), name);
    await Deno.writeTextFile(path, shifted(new TextDecoder().decode(text)));
    paths.push(path);
  }
  const { code, err } = await run("load", ...paths, "--lager", store);
  if (code !== 0) throw new Error(`Cannot load the moved sample: ${err}`);
}

/** A text with its months and days moved, however they are written; a day that the new month lacks becomes its last. */
function shifted(text: string): string {
  return text.replace(DATE, (_, year: string, sign: string, month: string, day?: string) => {
    const moved = addMonths(`${year}-${month}`, SHIFT), end = lastDay(moved).slice(8);
    return [...moved.split("-"), ...day === undefined ? [] : [day > end ? end : day]].join(sign);
  });
}

/** 2024-04, 2024-04-30 and 2024-04-30T08:00:00; the same without signs. */
const DATE = /\b(20[12]\d)(-?)(0[1-9]|1[0-2])(?:\2(0[1-9]|[12]\d|3[01]))?(?=\b|T|080000)/g;

/** A kind of the sample's data, moved and said not to be made up, in a data folder. */
async function copyKind(kind: string, data: string, keeps: (row: unknown) => boolean): Promise<void> {
  await Deno.mkdir(`${data}/${kind}`, { recursive: true });
  for await (const { name } of Deno.readDir(`${ROOT}data/${kind}`)) {
    if (name === "README.md" || !/\.(json|md)$/.test(name)) continue;
    const text = shifted(await Deno.readTextFile(`${ROOT}data/${kind}/${name}`))
      .replace(/"ar": 2024/, `"ar": ${LAST.slice(0, 4)}`)
      .replace(/"syntetisk": true/g, '"syntetisk": false').replace("syntetisk: ja", "syntetisk: nej")
      .replace(/ ?\(?(syntetiska|påhittad|påhittade)\)?/gi, "");
    await Deno.writeTextFile(
      `${data}/${kind}/${name.replace("syntetisk_", "egen_")}`,
      kept(name, text, keeps),
    );
  }
}

/** A JSON file's text with the rows that are kept. */
function kept(name: string, text: string, keeps: (row: unknown) => boolean): string {
  if (!name.endsWith(".json")) return text;
  const file = JSON.parse(text);
  return JSON.stringify(Array.isArray(file.rader) ? { ...file, rader: file.rader.filter(keeps) } : file);
}

const isDalarnas = (row: unknown): boolean => JSON.stringify(row).includes("Region Dalarna");
