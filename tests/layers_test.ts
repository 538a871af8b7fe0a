import assert from "node:assert/strict";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The folders of lib/ in order, each with those it may import: data goes down the list, imports go up it. The folders
 * of analysis/ stand by themselves, as they do not know each other.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  calendar: [],
  numeric: [],
  optimise: [],
  extract: [],
  database: [],
  parquet: [],
  reference: ["calendar"],
  contract: ["calendar", "extract", "reference"],
  form: ["calendar", "extract", "reference", "contract"],
  cube: ["calendar", "numeric", "database", "reference", "contract"],
  plausibility: ["calendar", "reference", "contract", "cube"],
  judge: ["calendar", "extract", "contract", "cube", "plausibility"],
  store: [
    "calendar",
    "numeric",
    "extract",
    "database",
    "parquet",
    "reference",
    "contract",
    "form",
    "cube",
    "plausibility",
    "judge",
  ],
  sample: ["calendar", "numeric", "reference"],
  indicators: ["calendar", "numeric", "reference", "cube"],
  "analysis/season": ["calendar", "numeric"],
  "analysis/queueing": ["calendar", "numeric", "indicators", "analysis/season"],
  "analysis/survival": ["calendar", "numeric"],
  "analysis/variation": ["numeric", "indicators"],
  "analysis/projection": [
    "calendar",
    "numeric",
    "reference",
    "form",
    "indicators",
    "analysis/season",
    "analysis/queueing",
  ],
  "analysis/deferred": ["calendar", "numeric", "analysis/season", "analysis/queueing"],
  cooperation: [
    "calendar",
    "numeric",
    "optimise",
    "reference",
    "contract",
    "form",
    "cube",
    "indicators",
    "analysis/queueing",
  ],
  plan: [
    "calendar",
    "numeric",
    "reference",
    "form",
    "cube",
    "indicators",
    "analysis/queueing",
    "analysis/projection",
    "analysis/deferred",
    "cooperation",
  ],
  disclosure: ["calendar", "numeric", "optimise", "reference", "cube", "indicators"],
  figures: [
    "calendar",
    "numeric",
    "reference",
    "cube",
    "indicators",
    "analysis/season",
    "analysis/queueing",
    "analysis/survival",
    "analysis/variation",
    "analysis/projection",
    "analysis/deferred",
    "cooperation",
    "plan",
    "disclosure",
  ],
  selection: [
    "calendar",
    "numeric",
    "database",
    "reference",
    "contract",
    "cube",
    "judge",
    "store",
    "indicators",
    "analysis/queueing",
    "cooperation",
    "plan",
    "disclosure",
    "figures",
  ],
  notebook: [],
  document: ["calendar", "figures"],
  report: [
    "calendar",
    "numeric",
    "reference",
    "cube",
    "indicators",
    "disclosure",
    "figures",
    "selection",
    "notebook",
    "document",
  ],
  cli: [
    "calendar",
    "numeric",
    "extract",
    "database",
    "parquet",
    "reference",
    "contract",
    "form",
    "cube",
    "judge",
    "store",
    "sample",
    "indicators",
    "cooperation",
    "plan",
    "disclosure",
    "selection",
    "notebook",
    "document",
    "report",
  ],
};

interface ModuleInfo {
  specifier: string;
  dependencies?: { code?: { specifier?: string }; type?: { specifier?: string } }[];
}

Deno.test("no folder of lib/ imports from one that comes after it", async () => {
  const root = fileURLToPath(new URL("../lib", import.meta.url));
  const found = [...foldersOf(root), ...foldersOf(`${root}/analysis`).map((name) => `analysis/${name}`)]
    .filter((folder) => folder !== "analysis" && folder !== "decisions");
  assert.deepEqual(
    found.filter((folder) => !(folder in MAY_IMPORT)),
    [],
    "folders that the table does not name",
  );
  const folders = Object.keys(MAY_IMPORT);
  for (const [folder, allowed] of Object.entries(MAY_IMPORT)) {
    for (const other of allowed) {
      assert.ok(folders.indexOf(other) < folders.indexOf(folder), `${folder} may not name ${other}`);
    }
  }
  const back: string[] = [];
  let read = 0;
  for (const file of filesOf(root)) {
    const from = relative(root, file);
    if (isFace(from)) continue;
    for (const to of await importsOf(file, root)) {
      read++;
      const [folder] = placeOf(from), [target, inner] = placeOf(to);
      if (target === folder || isFace(to)) {
        if (isFace(to)) back.push(`${from} imports lib/${to}, which is for those outside`);
        continue;
      }
      if (!MAY_IMPORT[folder].includes(target)) back.push(`${from} imports ${to}`);
      if (inner.startsWith("_")) back.push(`${from} imports ${to}, which is private to ${target}`);
    }
  }
  assert.deepEqual(back, []);
  assert.ok(read > 0, "no import was read");
});

/** Whether a path from lib/ lists names of several folders for those outside. */
function isFace(path: string): boolean {
  return path === "mod.ts" || path === "analysis/mod.ts";
}

/** The folder of a path from lib/, as the table names it, and what comes after it. */
function placeOf(path: string): [folder: string, inner: string] {
  const parts = path.split("/"), depth = parts[0] === "analysis" ? 2 : 1;
  return [parts.slice(0, depth).join("/"), parts.slice(depth).join("/")];
}

function foldersOf(folder: string): string[] {
  return [...Deno.readDirSync(folder)].filter((entry) => entry.isDirectory).map((entry) => entry.name);
}

function filesOf(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap((entry) =>
    entry.isDirectory
      ? filesOf(`${folder}/${entry.name}`)
      : entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts")
      ? [`${folder}/${entry.name}`]
      : []
  );
}

/** What a file of lib/ imports from lib/, types too, as paths from lib/. */
async function importsOf(file: string, root: string): Promise<string[]> {
  const modules = (await graph(root)).get(new URL(`file://${file}`).href)?.dependencies ?? [];
  return modules.flatMap(({ code, type }) => [code?.specifier, type?.specifier])
    .filter((specifier) => specifier?.startsWith("file:")).map((specifier) =>
      relative(root, fileURLToPath(specifier!))
    )
    .filter((path) => !path.startsWith("..") && path.endsWith(".ts"));
}

let modules: Promise<Map<string, ModuleInfo>> | undefined;

/** What `deno info --json` says of every module that the public face and the commands reach. */
function graph(root: string): Promise<Map<string, ModuleInfo>> {
  return modules ??= (async () => {
    const commands = [...Deno.readDirSync(`${root}/cli`)].map(({ name }) => `cli/${name}`);
    const entries = ["mod.ts", "report/mod.ts", ...commands.filter((name) => name.endsWith(".ts"))];
    // Of one module that imports them all, since each question starts Deno.
    const all = entries.map((entry) => `import "file://${root}/${entry}";\n`).join("");
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: [
        "info",
        "--json",
        "--config",
        `${root}/../deno.json`,
        `data:application/typescript,${encodeURIComponent(all)}`,
      ],
    }).output();
    const { modules }: { modules: ModuleInfo[] } = JSON.parse(new TextDecoder().decode(stdout));
    return new Map(modules.map((module) => [module.specifier, module]));
  })();
}

Deno.test("CONTRIBUTING.md draws the layers as the table has them", async () => {
  const path = fileURLToPath(new URL("../CONTRIBUTING.md", import.meta.url));
  const text = await Deno.readTextFile(path), place = /(?<=<!-- layers -->\n\n)[^]*?(?=\n\n<!-- -->)/;
  const drawn = layersPicture();
  if (Deno.env.get("UPDATE_SNAPSHOTS") === "1") {
    await Deno.writeTextFile(
      path,
      text.replace(place, () => drawn),
    );
  } else {assert.equal(
      place.exec(text)?.[0],
      drawn,
      "draw it again: UPDATE_SNAPSHOTS=1 deno test -A tests/layers_test.ts",
    );}
});

/** The layers as a Mermaid chart: an arrow where data goes, left out where a way through others says the same. */
function layersPicture(): string {
  const names = [...Object.keys(MAY_IMPORT), "cli"];
  const wants = (folder: string) => MAY_IMPORT[folder] ?? names.filter((name) => name !== "cli");
  const reaches = (folder: string): string[] => wants(folder).flatMap((each) => [each, ...reaches(each)]);
  const direct = (folder: string) =>
    wants(folder).filter((each) =>
      !wants(folder).some((other) => other !== each && reaches(other).includes(each))
    );
  const id = (name: string) => name.replace("/", "_");
  return [
    "```mermaid",
    "flowchart TD",
    ...names.map((name) => `  ${id(name)}["${name}"]`),
    ...names.flatMap((name) => direct(name).map((from) => `  ${id(from)} --> ${id(name)}`)),
    "```",
  ].join("\n");
}
