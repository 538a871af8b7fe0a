import { basename, dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readSheets } from "../extract/mod.ts";
import {
  checkJson,
  compareDocuments,
  type DataKind,
  faultLines,
  formKind,
  formSheets,
  jsonText,
  readDataFiles,
  readForm,
  replaceFile,
  sameClaims,
  textOf,
} from "../form/mod.ts";
import { dataKinds } from "../plan/mod.ts";
import { joinNames, nearestNames } from "../reference/mod.ts";
import { openStore } from "../store/mod.ts";
import {
  actionOf,
  type Command,
  makeFolder,
  type Options,
  runCommand,
  STORE,
  text,
  ToldError,
  UsageError,
  type Values,
  writeNew,
} from "./_command.ts";
import { DATA, dataOf } from "./_data.ts";
import { deliveryTemplates } from "./_delivery_templates.ts";
import { givenOptions, nextStep } from "./_next_step.ts";
import { workbookFile } from "./_workbook_file.ts";

const ACTIONS = ["mall", "kontrollera", "las", "skriv"] as const;

/** What the templates for those who deliver waiting lists go by. */
const DELIVERY = "leverans";

/** Data besides the waiting lists as Excel forms: `deno task data mall|kontrollera|las|skriv`. */
export const dataCommand: Command = {
  name: "data",
  summary: "Uppgifter utöver väntelistorna som Excelformulär: avtal, priser, planer och så vidare.",
  uses: [
    "mall [SLAG…] [--ut MAPP]      skriver mallar att fylla i (annars alla slag)",
    "kontrollera FIL…              säger allt som är fel i filer, och vad de skulle ändra",
    "las FIL… [--som NAMN]         granskar, visar vad som ändras och sparar",
    "skriv SLAG|FIL [--ut PLATS]   skriver det sparade som Excelformulär",
  ],
  options: {
    ut: {
      value: "PLATS",
      says: "mapp att skriva i (mallar, annars den här); skriv av en fil tar också en ny fil.xlsx",
      was: "out",
    },
    slag: {
      value: "SLAG",
      says: "vilket slag filen är, när den inte säger det själv",
      among: kindNames(),
    },
    som: {
      value: "NAMN",
      says: "vad filen ska heta bland uppgifterna (annars som den säger, annars som filen)",
    },
    ...DATA,
    ...STORE,
  },
  actions: ACTIONS,
  example: "mall avtal --ut mallar",
  notes: `SLAG är ${kindNames().join(", ")}; ${DELIVERY} är mallarna för dem som levererar väntelistor.
FIL är en arbetsbok (xlsx) gjord av mall eller skriv, eller en sparad fil (json). Den fil som ersätts läggs i mappen ersatta bredvid, så att den går att få tillbaka.`,
  statuses: "1 något är fel i en fil, 2 fel använt",
  gives: (_values, [action]) => action === "kontrollera" ? [{ name: "write" }] : [],
  run: async (values, positionals) => {
    const [given, ...rest] = positionals, action = actionOf(given, ACTIONS);
    if (action === "mall") return await writeTemplates(rest, text(values, "ut") ?? "mallar");
    if (rest.length === 0) {
      throw new UsageError(action === "skriv" ? "Ange ett slag eller en fil" : "Ange minst en fil");
    }
    if (action === "skriv") return await writeForms(rest, values);
    const [som] = [text(values, "som")];
    if (som !== undefined && rest.length > 1) throw new UsageError("--som gäller en fil i taget");
    return await readFiles(rest, values, action === "las");
  },
};

function kindNames(): string[] {
  return [...dataKinds.map(({ folder }) => folder), DELIVERY];
}

/** Words on lines of at most so many characters. */
/** The kind of a name; the nearest is named for one that is none. */
function kindOf(name: string): DataKind {
  const kind = dataKinds.find(({ folder }) => folder === name);
  if (kind !== undefined) return kind;
  const near = nearestNames(name, kindNames(), 1);
  throw new UsageError(
    `Slaget ${name} finns inte${
      near.length > 0 ? `, närmast är ${near[0]}` : `. De som finns: ${kindNames().join(", ")}`
    }`,
  );
}

/**
 * Writes templates of kinds of data, or for those who deliver, and names them.
 *
 * @param names The kinds; all when there is none.
 * @param folder Where; made when it is not there.
 * @returns The exit status.
 */
export async function writeTemplates(names: readonly string[], folder: string): Promise<number> {
  const wanted = names.length === 0 ? kindNames() : names;
  const kinds = wanted.filter((name) => name !== DELIVERY).map(kindOf);
  await makeFolder(folder);
  const files = [
    ...(wanted.includes(DELIVERY) ? await deliveryTemplates() : []),
    ...await Promise.all(kinds.map(async (kind) => ({
      name: `mall_${kind.folder}.xlsx`,
      content: await workbookFile(formSheets(kind, kind.template, { template: true })),
    }))),
  ];
  for (const { name, content } of files) {
    await writeNew(join(folder, name), content);
    console.log(join(folder, name));
  }
  return 0;
}

/** A file of data that was read and has no fault. */
interface FileRead {
  readonly kind: DataKind;
  readonly document: unknown;
  /** What it is stored by, without ending. */
  readonly name: string;
}

async function readFiles(paths: readonly string[], values: Values, keep: boolean): Promise<number> {
  const data = await dataFolderOf(values);
  let failed = false;
  for (const path of paths) {
    const read = await readFile(path, values);
    if (typeof read === "string") {
      console.log(read);
      failed = true;
    } else if (!await compareOrKeep(path, read, { data, keep, values })) failed = true;
  }
  return failed ? 1 : 0;
}

async function dataFolderOf(values: Values): Promise<string> {
  if (text(values, "data") !== undefined) return await dataOf(values);
  using _store = await openStore(text(values, "lager"));
  return await dataOf(values);
}

/** Reads and checks a file; what is wrong with it, as a text to print. */
async function readFile(path: string, values: Values): Promise<FileRead | string> {
  const asAt = new Date().toISOString().slice(0, 10), file = basename(path);
  const bytes = await bytesOf(path), given = text(values, "slag");
  if (/\.json$/i.test(path)) {
    const kind = kindOf(given ?? basename(dirname(resolve(path))));
    const { document, faults } = checkJson(kind, new TextDecoder().decode(bytes), { asAt });
    return document === null
      ? faultLines(file, faults)
      : { kind, document, name: nameFor(path, values, null) };
  }
  const sheets = readSheets(bytes, file), says = given ?? formKind(sheets);
  if (says === null) {
    throw new UsageError(
      `${file} säger inte vilket slag av uppgifter den är. Ange det med --slag: ${kindNames().join(", ")}`,
    );
  }
  const kind = kindOf(says), { document, faults, name } = readForm(kind, sheets, { asAt });
  return document === null ? faultLines(file, faults) : { kind, document, name: nameFor(path, values, name) };
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new ToldError(`${path} finns inte. Kontrollera sökvägen`, { cause: error });
  }
}

/** What a file is stored by: as reported, as the form says, else as the file. */
function nameFor(path: string, values: Values, says: string | null): string {
  const name = text(values, "som") ?? says ?? basename(path, extname(path)).replace(/^mall_/, "");
  const plain = name.replace(/\.json$/i, "").normalize("NFD").replace(/\p{M}/gu, "").replace(
    /[^\w.-]+/g,
    "_",
  );
  return plain.replace(/^[._]+|[._]+$/g, "") || "uppgifter";
}

/** Says what a file would change, and keeps it if asked to. */
async function compareOrKeep(
  path: string,
  { kind, document, name: given }: FileRead,
  { data, keep, values }: { data: string; keep: boolean; values: Values },
): Promise<boolean> {
  const next = (options: Options, ...more: string[]) =>
    nextStep("data", "las", path, ...givenOptions(values, options), ...more);
  const name = kind.fileName?.(document) ?? given, stored = `${kind.folder}/${name}.json`;
  const folder = join(data, kind.folder), target = join(folder, `${name}.json`), file = basename(path);
  const others = await readDataFiles(kind, folder, { without: `${name}.json` });
  const [same] = sameClaims(kind, [...others, { file: `${name}.json`, document }])
    .filter((pair) => pair.includes(`${name}.json`));
  const before = await storedBefore(kind, target);
  const refused = same !== undefined
    ? `${kind.folder}/${same[0]} säger redan detsamma, som då skulle räknas två gånger: ${
      same[2]
    }. Ska filen ersätta den: ${next(PLACE, "--som", same[0].replace(/\.json$/, ""))}`
    : kind.refuses?.(document, before?.document ?? null) ?? null;
  if (refused !== null) {
    console.log(`${file}: inga fel, men den kan inte sparas som ${stored}: ${refused}`);
    return false;
  }
  const changes = compareDocuments(kind, before?.document ?? null, document);
  const isNew = before === null, isSame = before?.document !== null && changes.length === 0 && !isNew;
  console.log(
    [
      isNew
        ? `${file}: inga fel. Ny fil: ${stored}`
        : before.document === null
        ? `${file}: inga fel. Ersätter ${stored}, som inte går att läsa`
        : isSame
        ? `${file}: inga fel. Inget skiljer från ${stored}`
        : `${file}: inga fel. Skiljer från ${stored}:`,
      ...changes.slice(0, MOST_CHANGES).map((line) => `  ${line}`),
      ...(changes.length > MOST_CHANGES ? [`  … och ${changes.length - MOST_CHANGES} till`] : []),
    ].join("\n"),
  );
  if (!keep) {
    if (!isSame) console.log(`Spara: ${next({ ...PLACE, som: { says: "", value: "NAMN" } })}`);
    return true;
  }
  if (isSame) return true;
  await keepDocument(target, document, before?.text ?? null);
  console.log(`Sparad: ${target}`);
  return true;
}

/** The options that say where the data lies and what a file is. */
const PLACE: Options = { ...DATA, ...STORE, slag: { says: "", value: "SLAG" } };

/** How many differences are reported a file. */
const MOST_CHANGES = 40;

/** What is stored; `null` where nothing is, and no document where it cannot be read. */
async function storedBefore(
  kind: DataKind,
  path: string,
): Promise<{ text: string; document: unknown } | null> {
  const stored = await textOf(path);
  return stored === null ? null : { text: stored, document: checkJson(kind, stored).document };
}

/** Stores a document, and keeps the one that it replaces. */
async function keepDocument(path: string, document: unknown, before: string | null): Promise<void> {
  const folder = dirname(path);
  if (`${resolve(folder)}/`.startsWith(fileURLToPath(new URL("../../", import.meta.url)))) {
    throw new ToldError(
      `Exemplets uppgifter i ${folder} ändras inte: de byts ut när programmet uppdateras. Ange de egna uppgifternas mapp med --data`,
    );
  }
  await makeFolder(folder);
  await replaceFile(path, async (now) => {
    if (now !== before) throw new ToldError(`${path} ändrades medan filen lästes. Försök igen`);
    if (now !== null) {
      const stamp = new Date().toISOString().slice(0, 19).replaceAll(":", "");
      await Deno.mkdir(join(folder, "ersatta"), { recursive: true });
      await Deno.writeTextFile(join(folder, "ersatta", `${basename(path, ".json")}_${stamp}.json`), now);
    }
    return jsonText(document);
  });
}

async function writeForms(names: readonly string[], values: Values): Promise<number> {
  const data = await dataFolderOf(values), out = text(values, "ut") ?? ".";
  const wanted = (await Promise.all(names.map((name) => storedFiles(name, data, values)))).flat();
  const isFile = /\.xlsx$/i.test(out);
  if (isFile && wanted.length !== 1) {
    throw new UsageError(`--ut ska vara en mapp när flera filer skrivs: ${wanted.length} finns`);
  }
  if (!isFile) await makeFolder(out);
  for (const { kind, path } of wanted) {
    const name = basename(path, ".json");
    const { document, faults } = checkJson(kind, new TextDecoder().decode(await bytesOf(path)));
    if (document === null) throw new ToldError(faultLines(path, faults));
    const target = isFile ? out : join(out, `${kind.folder}_${name}.xlsx`);
    await writeNew(target, await workbookFile(formSheets(kind, document, { name })));
    console.log(target);
  }
  return 0;
}

/** The stored files that a word names: all of a kind, a file, or one of a kind's by its name. */
async function storedFiles(
  word: string,
  data: string,
  values: Values,
): Promise<{ kind: DataKind; path: string }[]> {
  const known = dataKinds.find(({ folder }) => folder === word);
  if (known !== undefined) {
    const files = await readDataFiles(known, join(data, word));
    if (files.length === 0) {
      throw new ToldError(
        `${join(data, word)} har ingen fil. Börja med en mall: ${nextStep("data", "mall", word)}`,
      );
    }
    return files.map(({ file }) => ({ kind: known, path: join(data, word, file) }));
  }
  const [path] = [word, join(data, word), join(data, `${word}.json`)].filter(isFileThere);
  if (path === undefined || !path.endsWith(".json")) {
    throw new UsageError(
      `${word} är varken ett slag (${joinNames(dataKinds.map(({ folder }) => folder))}) eller en sparad fil`,
    );
  }
  return [{ kind: kindOf(text(values, "slag") ?? basename(dirname(resolve(path)))), path }];
}

function isFileThere(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

if (import.meta.main) await runCommand(dataCommand);
