/** Which code a text's imports reach: name by name, through the modules that only hand names on. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ENTRIES } from "./_entries.ts";

/** What every run rests on beside what its notebook imports: the versions of packages, and what runs in the kernel first. */
const ALWAYS = ["../../deno.json", "../../deno.lock", "./_inside.ts", "./_owner.ts"]
  .map((path) => new URL(path, import.meta.url).href);

/** Asks for every name that a module exports. */
const ALL = "*";

/** What a name in a list of exports is said to be. */
const GLOSS = /(?<=^\s+[\w$ ]+,) \/\/.*$/gm;

/** `import … from "…"` and `export … from "…"`; the clause has neither a call, a value nor a text. */
const FROM = /^(import|export)\s+(type\s+)?([^;"'`(=:]*?)\s*\bfrom\s*["']([^"']+)["']/gm;

/** Modules that are loaded for what they do, or later, or by another thread. */
const LOADED = [
  /^import\s*["']([^"']+)["']/gm,
  /\bimport\(\s*["']([^"']+)["']\s*\)/g,
  /\bnew URL\(\s*["'](\.[^"']*\.ts)["']/g,
];

const OWN =
  /^export\s+(?:default\s+)?(?:async\s+|abstract\s+)*(?:function\*?|const|let|class|interface|type|enum)\s+([\w$]+)/gm;
const LISTED = /^export\s+(?:type\s+)?\{([^}]*)\}\s*;/gm;

interface Link {
  readonly specifier: string;
  /** What is asked for there, with the name that it has here. */
  readonly names: readonly { readonly there: string; readonly here: string }[];
}

interface Module {
  readonly imports: readonly Link[];
  readonly handsOn: readonly Link[];
  readonly own: ReadonlySet<string>;
  readonly sha256: string;
}

/** The modules of a checkout, read when they are first asked for. */
export class CodeGraph {
  readonly #modules = new Map<string, Module>();
  readonly #exports = new Map<string, ReadonlySet<string>>();
  readonly #addresses = new Map<string, string | null>();

  /**
   * What says whether the code that a text runs has changed: its imports, what these import, and so on, but of a
   * module that only hands on names only those that are asked for.
   *
   * @param source The text: a notebook's cells.
   * @param path The file that it stands in.
   * @returns The files reached, by address, with their SHA-256; sorted.
   */
  reached(source: string, path: string): [address: string, sha256: string][] {
    const reached = new Set<string>();
    const visit = (address: string): void => {
      if (reached.has(address)) return;
      reached.add(address);
      follow(this.#module(address).imports, address);
    };
    const follow = (links: readonly Link[], from: string): void => {
      for (const { specifier, names } of links) {
        const address = this.#addressOf(specifier, from);
        if (address === null) continue;
        for (const { there } of names) for (const module of this.#modulesOf(address, there)) visit(module);
      }
    };
    follow(parse(source).imports, pathToFileURL(path).href);
    for (const address of [...ALWAYS, ...configurations(path)]) {
      if (existsSync(fileURLToPath(address))) visit(address);
    }
    return [...reached].sort().map((address) => [address, this.#module(address).sha256]);
  }

  /** Where a specifier leads; asked of the disk once. */
  #addressOf(specifier: string, from: string): string | null {
    const folder = from.slice(0, from.lastIndexOf("/")), key = `${folder} ${specifier}`;
    let address = this.#addresses.get(key);
    if (address === undefined) this.#addresses.set(key, address = addressOf(specifier, from));
    return address;
  }

  #module(address: string): Module {
    const known = this.#modules.get(address);
    if (known !== undefined) return known;
    const bytes = readFileSync(fileURLToPath(address));
    const isCode = /\.[cm]?[jt]sx?$/.test(address);
    const module = {
      ...parse(isCode ? bytes.toString() : ""),
      sha256: createHash("sha256").update(bytes).digest("hex"),
    };
    this.#modules.set(address, module);
    return module;
  }

  /** The modules in which a name that a module exports is declared. */
  #modulesOf(address: string, name: string): string[] {
    const { own, handsOn } = this.#module(address);
    if (name === ALL) return [address, ...handsOn.flatMap((link) => this.#handed(link, address, ALL))];
    if (own.has(name) || name === "default") return [address];
    return handsOn.flatMap((link) => this.#handed(link, address, name));
  }

  #handed({ specifier, names }: Link, from: string, name: string): string[] {
    const address = this.#addressOf(specifier, from);
    if (address === null) return [];
    return names.flatMap(({ there, here }) => {
      if (name === ALL || here === name) return this.#modulesOf(address, there);
      return here === ALL && this.#exportsOf(address).has(name) ? this.#modulesOf(address, name) : [];
    });
  }

  #exportsOf(address: string): ReadonlySet<string> {
    const known = this.#exports.get(address);
    if (known !== undefined) return known;
    const { own, handsOn } = this.#module(address), names = new Set(own);
    this.#exports.set(address, names); // before the rest: modules may hand on to each other
    for (const { specifier, names: handed } of handsOn) {
      const from = this.#addressOf(specifier, address);
      for (const { here } of handed) {
        if (here !== ALL) names.add(here);
        else if (from !== null) { for (const name of this.#exportsOf(from)) names.add(name); }
      }
    }
    return names;
  }
}

function parse(source: string): Omit<Module, "sha256"> {
  const imports: Link[] = [], handsOn: Link[] = [], own = new Set<string>();
  for (const [, kind, isType, clause, specifier] of source.replaceAll(GLOSS, "").matchAll(FROM)) {
    const link = { specifier, names: isType === undefined ? namesOf(clause) : [] };
    (kind === "import" ? imports : handsOn).push(link);
  }
  for (const pattern of LOADED) {
    for (const [, specifier] of source.matchAll(pattern)) {
      imports.push({ specifier, names: [{ there: ALL, here: ALL }] });
    }
  }
  for (const [, name] of source.matchAll(OWN)) own.add(name);
  for (const [, list] of source.matchAll(LISTED)) for (const { here } of namesOf(`{${list}}`)) own.add(here);
  return { imports, handsOn, own };
}

/** The names of a clause; those that are types only stand for no code that runs. */
function namesOf(clause: string): Link["names"] {
  if (/^\*\s*$/.test(clause)) return [{ there: ALL, here: ALL }];
  const [, space] = /\*\s*as\s+([\w$]+)/.exec(clause) ?? [];
  const [, first] = /^([\w$]+)/.exec(clause) ?? [], [, list = ""] = /\{([^}]*)\}/.exec(clause) ?? [];
  const listed = list.split(",").map((part) => part.trim()).filter((part) =>
    part !== "" && !/^type\s/.test(part)
  );
  return [
    ...space === undefined ? [] : [{ there: ALL, here: space }],
    ...first === undefined ? [] : [{ there: "default", here: first }],
    ...listed.map((part) => {
      const [there, here = there] = part.split(/\s+as\s+/);
      return { there, here };
    }),
  ];
}

/** Where what a notebook's imports mean may stand, from its folder upwards. */
function configurations(path: string): string[] {
  const above = dirname(path) === path ? [] : configurations(dirname(path));
  return [
    ...["deno.json", "deno.jsonc", "deno.lock"].map((name) => pathToFileURL(`${dirname(path)}/${name}`).href),
    ...above,
  ];
}

/** The file that a specifier means; `null` for a package, whose version the lock file says. */
function addressOf(specifier: string, from: string): string | null {
  const entry = ENTRIES.get(specifier);
  if (entry !== undefined) return entry;
  if (!/^(?:\.{0,2}\/|file:)/.test(specifier)) return null;
  const { href } = new URL(specifier, from);
  return existsSync(fileURLToPath(href)) ? href : null;
}
