/**
 * Which code this process runs: what its files were when it was loaded, what has changed since, and how to load it
 * again. The one module that is never loaded again itself, since it is the memory of the others.
 *
 * A module that Deno has loaded stays as it was until the process ends. From the first {@linkcode loadAnew} on, every
 * module under lib/ is therefore asked for by its address with a version behind it, `mod.ts?v=2`, however deep it is
 * imported: a new version is a new module. Packages keep their one instance.
 */
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { ENTRIES } from "./_entries.ts";

/** Modules of the code and all that they export. */
export type Code = Readonly<Record<string, unknown>>;

const LIB = new URL("../", import.meta.url).href;
const ADDRESSES = new Set(ENTRIES.values());

let loaded = isOnDisk() ? filesNow() : new Map<string, number>();
let version = 0;
let attempts = 0;
let hooked = false;
let tell: ((files: string[]) => void) | null = null;
let told = "";

/** Whether the code lies in files that someone can edit, and not on a package registry. */
export function isOnDisk(): boolean {
  return LIB.startsWith("file:");
}

function codeFolder(): string {
  return fileURLToPath(LIB);
}

/** The files, as paths from lib/, that are no longer what they were when the code was loaded; sorted. */
export function changedFiles(): string[] {
  const now = filesNow();
  const paths = new Set([...loaded.keys(), ...now.keys()]);
  return [...paths].filter((path) => loaded.get(path) !== now.get(path)).sort();
}

/** The code that runs now of some of the {@linkcode ENTRIES}. */
export async function currentCode(names: readonly string[]): Promise<Code> {
  const modules = names.flatMap((name) => ENTRIES.get(name) ?? []).map((address) => import(address));
  return Object.assign({}, ...await Promise.all(modules));
}

/**
 * Loads some of the {@linkcode ENTRIES} from their files; what imports them, or another, from now on gets new code. If
 * that fails, the code that ran goes on running.
 */
export async function loadAnew(names: readonly string[]): Promise<Code> {
  hook();
  const [before, files] = [version, filesNow()];
  version = ++attempts; // never a number that was tried before: Deno remembers failures too
  try {
    const code = await currentCode(names);
    loaded = files;
    return code;
  } catch (error) {
    version = before;
    throw error;
  }
}

/**
 * Calls back with the files that have changed, when there are any: when one more of them is saved, and each time that
 * something outside lib/ imports "vantelage" or a sub-export. A later callback takes the place of the earlier.
 */
export function tellOfChanges(callback: (files: string[]) => void): void {
  hook();
  if (tell === null) void watch();
  tell = callback;
}

function tellIfChanged(): void {
  const files = changedFiles();
  told = files.join();
  if (files.length > 0) tell?.(files);
}

async function watch(): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  for await (const { kind } of Deno.watchFs(codeFolder())) {
    if (kind === "access") continue;
    clearTimeout(timer); // an editor may write a file several times in a moment
    timer = setTimeout(() => {
      if (changedFiles().join() !== told) tellIfChanged();
    }, 200);
  }
}

function hook(): void {
  if (hooked) return;
  hooked = true;
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      if (ADDRESSES.has(resolved.url) && !context.parentURL?.startsWith(LIB)) tellIfChanged();
      const versioned = version > 0 && resolved.url.startsWith(LIB) && resolved.url !== import.meta.url;
      return versioned ? { ...resolved, url: `${resolved.url}?v=${version}` } : resolved;
    },
  });
}

/** When each module of the folder was last written, by its path from lib/. */
function filesNow(folder: string = codeFolder(), prefix = ""): Map<string, number> {
  return new Map(
    [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }): [string, number][] => {
      const path = `${folder}/${name}`;
      if (isDirectory) return [...filesNow(path, `${prefix}${name}/`)];
      return /\.(?:ts|json)$/.test(name)
        ? [[`${prefix}${name}`, Deno.statSync(path).mtime?.getTime() ?? 0]]
        : [];
    }),
  );
}
