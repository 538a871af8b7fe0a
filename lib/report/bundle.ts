/** The scripts of pages, made of this folder's client/. */
import { fileURLToPath } from "node:url";
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
 * import { bundleClient } from "vantelage";
 * const { loader } = await bundleClient({ selections: false });
 * assert.match(loader, /deflate-raw/);
 * ```
 */
export function bundleClient({ selections = true }: BundleOptions = {}): Promise<ClientScripts> {
  const kept = bundled.get(selections);
  if (kept !== undefined) return kept;
  const made = bundleAnew(selections);
  bundled.set(selections, made);
  made.catch(() => bundled.delete(selections));
  return made;
}

/** What this process has bundled, with and without selections: reports made one after the other share it. */
const bundled = new Map<boolean, Promise<ClientScripts>>();

async function bundleAnew(selections: boolean): Promise<ClientScripts> {
  const url = (file: string) => new URL(file, import.meta.url).href;
  const imports = {
    ...project.imports,
    zod: url("client/unchecked.ts"),
    [url("../figures/_jupyter.ts")]: url("client/no_jupyter.ts"),
  };
  // Not a file, which would stay where a run is ended from outside.
  const map = `data:application/json,${encodeURIComponent(JSON.stringify({ imports }))}`;
  const [reading, loader, program] = await Promise.all(
    ["reading/reading", "loader", ...selections ? ["program"] : []].map((name) => bundle(name, map)),
  );
  return { reading, loader, ...selections ? { program } : {} };
}

async function bundle(name: string, importMap: string): Promise<string> {
  const path = (file: string) => fileURLToPath(new URL(file, import.meta.url));
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
      path(`client/${name}.ts`),
    ],
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  if (!success) throw new ReportError(`Kan inte bygga rapportens skript: ${text(stderr)}`);
  // Modules may wait for something, scripts may not; and a script's text must not end its element.
  return `(async()=>{${text(stdout)}})();`.replace(/<\/(?=script)/gi, "<\\/");
}
