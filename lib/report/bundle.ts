/** The scripts of pages, made of this folder's client/. */
import project from "../../deno.json" with { type: "json" };
import { ReportError } from "./report_error.ts";

/** The scripts of pages. */
export interface ClientScripts {
  /** What every page runs: tips, sorting, downloads, notes on words. */
  readonly reading: string;
  /** What unpacks the other two. */
  readonly loader: string;
  /** What redraws a page with selections; without it no page has them. */
  readonly program?: string;
}

/** Options for {@linkcode bundleClient}. */
export interface BundleOptions {
  /** Whether pages may have selections; a public one has none. @default {true} */
  readonly selections?: boolean;
}

/**
 * Bundles the scripts of reports: what all readers are given, and what lets them choose (urval): the same figures and indicators as everywhere else,
 * with the packages they need, so that a page asks the network for nothing. The same sources give the same bytes.
 *
 * @param options Whether pages may have selections.
 * @returns The scripts.
 * @throws {ReportError} If Deno cannot bundle them; the message ends with what it said.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bundleClient } from "vantelage/report";
 * const { loader } = await bundleClient({ selections: false });
 * assert.match(loader, /deflate-raw/);
 * ```
 */
export function bundleClient({ selections = true }: BundleOptions = {}): Promise<ClientScripts> {
  const kept = bundled.get(selections);
  if (kept !== undefined) return kept;
  const made = bundleAgain(selections);
  bundled.set(selections, made);
  made.catch(() => bundled.delete(selections));
  return made;
}

/** What this process has bundled, with and without selections: reports made one after the other share it. */
const bundled = new Map<boolean, Promise<ClientScripts>>();

/** The scripts of an explorer: what unpacks its program, and the program. */
export function bundleExplorer(): Promise<{ readonly loader: string; readonly program: string }> {
  explorer ??= (async () => {
    const map = clientImports();
    const [loader, program] = await Promise.all([
      bundle(clientFile("loader.ts"), map),
      programWith("explore_program.ts", map),
    ]);
    return { loader: scriptOf(loader), program: scriptOf(program) };
  })();
  explorer.catch(() => explorer = undefined);
  return explorer;
}

let explorer: Promise<{ readonly loader: string; readonly program: string }> | undefined;

const clientFile = (file: string) => new URL(`client/${file}`, import.meta.url).href;

/** The import map of what runs in a browser. */
function clientImports(): string {
  const imports = {
    ...project.imports,
    zod: clientFile("unchecked.ts"),
    [clientFile("../../figures/marks/_jupyter.ts")]: clientFile("no_jupyter.ts"),
  };
  // Not a file, which would stay where a run is ended from outside.
  return `data:application/json,${encodeURIComponent(JSON.stringify({ imports }))}`;
}

async function bundleAgain(selections: boolean): Promise<ClientScripts> {
  const map = clientImports();
  const [reading, loader, program] = await Promise.all([
    bundle(clientFile("reading/reading.ts"), map),
    bundle(clientFile("loader.ts"), map),
    ...selections ? [programWith("program.ts", map)] : [],
  ]);
  return {
    reading: scriptOf(reading),
    loader: scriptOf(loader),
    ...program && { program: scriptOf(program) },
  };
}

/** What Plot names of d3 and no chart of a page uses: colour schemes, maps of the world, triangulation and others, a tenth of the program. */
const UNUSED =
  /^(?:interpolate(?!Number|Round|Rgb|Hcl|Hsl|Lab)|scheme|geo(?!Path|Stream|Transform)|Delaunay|scale(?:Diverging|Quantile|Symlog|Log|Pow)|curve(?!Linear$|Monotone|Step)|symbol(?!Circle|sFill|sStroke)|randomLcg$)/;

const IMPORT = /import\{([^}]*)\}from"d3";/g, EXPORT = /export\{([^}]*)\};?\s*$/;

/** The program, whose packages share one d3 without what is unused: no import map reaches into a package, so d3 is bundled by itself. */
async function programWith(file: string, map: string): Promise<string> {
  const program = await bundle(clientFile(file), map, ["--external", "d3"]);
  const pairs = [...program.matchAll(IMPORT)].flatMap(([, names]) =>
    names.split(",").map((name) => name.split(" as "))
  );
  const used = [...new Set(pairs.map(([name]) => name))].filter((name) => !UNUSED.test(name));
  const d3 = await bundle(`data:text/javascript,export{${used.join()}}from"d3"`, map);
  const exported = EXPORT.exec(d3)?.[1].split(",").map((pair) => pair.split(" as "));
  if (exported === undefined || pairs.length === 0) {
    throw new ReportError(
      "Kan inte bygga rapportens skript: d3 ska ha lämnat sina namn sist i skriptet, och har inte det",
    );
  }
  const known = new Map(exported.map(([own, name = own]) => [name, own]));
  const unused =
    `()=>{throw new TypeError("Cannot draw as d3 must have all of it in the page: see UNUSED in bundle.ts")}`;
  // A name that is too long for the minifier to have given to something of its own.
  return `const wholeD3=(()=>{${d3.replace(EXPORT, "")};const unused=${unused};return{${
    [...new Set(pairs.map(([name]) => name))].map((name) => `${name}:${known.get(name) ?? "unused"}`).join()
  }}})();const{${pairs.map(([name, own = name]) => `${name}:${own}`).join()}}=wholeD3;${
    program.replace(IMPORT, "")
  }`;
}

async function bundle(module: string, importMap: string, more: readonly string[] = []): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "bundle",
      "--quiet",
      "--minify",
      "--platform",
      "browser",
      "--no-config",
      "--import-map",
      importMap,
      ...more,
      module,
    ],
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  if (!success) throw new ReportError(`Kan inte bygga rapportens skript: ${text(stderr)}`);
  return text(stdout);
}

/** Modules may wait for something, scripts may not; and a script's text must not end its element. */
function scriptOf(bundled: string): string {
  return `(async()=>{${bundled}})();`.replace(/<\/(?=script)/gi, "<\\/");
}
