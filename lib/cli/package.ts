import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import project from "../../deno.json" with { type: "json" };
import { type Command, runCommand, text, ToldError, UsageError, type Values } from "./_command.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Builds the npm package: `deno task package`. */
export const packageCommand: Command = {
  name: "package",
  summary: "Bygger paketet för npm, som Node 20 och Deno kan använda utanför den här mappen.",
  uses: ["[--ut MAPP]"],
  options: {
    ut: { value: "MAPP", says: "mappen som paketet byggs i (annars reports/paket); den får inte finnas" },
  },
  example: "--ut ../paket",
  notes:
    "Typer och data följer med. Läsa in, räkna och rita går i Node och i Deno; anteckningsböcker och rapporter behöver Deno.",
  run: async (values: Values, positionals) => {
    if (positionals.length > 0) throw new UsageError("Kommandot tar inget utöver val");
    const folder = resolve(text(values, "ut") ?? `${ROOT}reports/paket`);
    await buildPackage(folder);
    console.log(`${folder}
En fil att skicka:     npm pack ${folder}
I det egna projektet:  npm install vantelage@FILEN`);
    return 0;
  },
};

/** What Node 20 lacks of the language, from core-js. */
const LANGUAGE = [
  "array/from-async",
  "disposable-stack/index",
  "iterator/index",
  "map/group-by",
  "object/group-by",
  "promise/try",
  "promise/with-resolvers",
  "regexp/escape",
  "set/index",
  "symbol/async-dispose",
  "symbol/dispose",
  "typed-array/from-base64",
  "typed-array/to-base64",
];

/** What only the package needs, for Node. */
const FOR_NODE = { "@deno/shim-deno": "0.19.2", "@hpcc-js/wasm-zstd": "1.12.5", "core-js": "3.51.0" };

/**
 * What runs first in Node: the language of today, and `Deno` where the code asks for it. A store is locked as Deno locks it, so
 * that one who loads with Node and one who loads with Deno wait for each other: flock and perl lock a file that we hold open.
 */
const START = `${LANGUAGE.map((name) => `import "core-js/actual/${name}.js";`).join("\n")}
import { spawnSync } from "node:child_process";
import { fsyncSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Deno } from "@deno/shim-deno";

function flock(file, wait) {
  const ways = [
    ["flock", ["-x", ...wait ? [] : ["-n"], "3"]],
    ["perl", ["-e", \`open(my $f, "+<&=3") && flock($f, \${wait ? 2 : 6}) or exit 1\`]],
  ];
  for (const [command, args] of ways) {
    const { error, status } = spawnSync(command, args, { stdio: ["ignore", "ignore", "ignore", file.rid] });
    if (error === undefined) return status === 0;
  }
  throw new Error("Lagret går inte att låsa från Node på den här datorn, som saknar flock och perl. Använd Deno");
}

Object.assign(Deno.FsFile.prototype, {
  lock: function () { this.lockSync(); return Promise.resolve(); },
  lockSync: function () { if (!flock(this, true)) throw new Error("Lagret gick inte att låsa"); },
  tryLockSync: function () { return flock(this, false); },
  sync: function () { fsyncSync(this.rid); return Promise.resolve(); },
});
// Node's own errors count as Deno's by their code: not all that the shim does turns them into one.
const CODES = {
  AlreadyExists: ["EEXIST"],
  IsADirectory: ["EISDIR"],
  NotADirectory: ["ENOTDIR"],
  NotCapable: [],
  NotFound: ["ENOENT"],
  PermissionDenied: ["EACCES", "EPERM"],
};
const errors = { ...Deno.errors };
for (const [name, codes] of Object.entries(CODES)) {
  errors[name] ??= class extends Error {};
  const { prototype } = errors[name];
  Object.defineProperty(errors[name], Symbol.hasInstance, {
    value: (error) => codes.includes(error?.code) || Object.prototype.isPrototypeOf.call(prototype, error),
  });
}
globalThis.navigator ??= { hardwareConcurrency: availableParallelism() };
const internal = Symbol("no kernel");
globalThis.Deno ??= {
  ...Deno,
  errors,
  internal,
  [internal]: {},
  execPath: needsDeno,
};

export function needsDeno() {
  throw new Error("Anteckningsböcker och rapporter körs av Deno, inte av Node: kör samma skript med deno run");
}
`;

/** What starts a Deno of its own, by the name of its module. */
const NEEDS_DENO: Readonly<Record<string, readonly string[]>> = {
  "./report": ["report", "bundleClient"],
  "./notebook": ["startKernel", "runNotebook", "runNotebooks", "runNotebookForEach"],
};

/** Zstandard, which node:zlib has from Node 22.15; a store's files are packed with it. */
const ZLIB = `import * as zlib from "node:zlib";

const zstd = "zstdCompressSync" in zlib ? null : await (await import("@hpcc-js/wasm-zstd")).Zstd.load();

export * from "node:zlib";
export const zstdDecompressSync = zlib.zstdDecompressSync ?? ((bytes) => zstd.decompress(bytes));
export const zstdCompressSync = zlib.zstdCompressSync ??
  ((bytes, { params }) => zstd.compress(bytes, Object.values(params)[0]));
`;

/**
 * Builds the package: `deno pack` finds the files and writes the types, esbuild writes the code for Node 20.
 *
 * @param folder Where it is written; must not be there.
 * @throws {ToldError} If the folder is there, or one of the programs fails.
 */
export async function buildPackage(folder: string): Promise<void> {
  await makeNew(folder);
  const tarball = `${folder}.tgz`;
  await run(Deno.execPath(), "pack", "--quiet", "--allow-dirty", "--no-source-maps", "--output", tarball);
  await run("tar", "-xzf", tarball, "-C", folder, "--strip-components=1");
  await Deno.remove(tarball);
  const packed = files(`${folder}/lib`).filter((path) => /(?<!\.d)\.(?:ts|js)$/.test(path));
  for (const path of packed) await Deno.remove(path);
  const { build } = await import("esbuild"); // not above: it reads the environment, and completion imports this
  await build({
    absWorkingDir: ROOT,
    entryPoints: packed.filter(isOffered).map((path) =>
      ROOT + relative(folder, path.replace(/\.js$/, ".ts"))
    ),
    outdir: `${folder}/lib`,
    outbase: `${ROOT}lib`,
    format: "esm",
    target: "node20",
    supported: { "import-attributes": true },
    charset: "utf8",
  });
  const named = new Set<string>();
  for (const path of files(`${folder}/lib`).filter((path) => path.endsWith(".js"))) {
    const code = forPackage(await Deno.readTextFile(path), path);
    for (const [, name] of code.matchAll(/["`]((?:@[\w.-]+\/)?[\w.-]+)(?:\/[^"`\s]*)?["`]/g)) named.add(name);
    await Deno.writeTextFile(path, code);
  }
  for (const path of files(`${folder}/lib`).filter((path) => path.endsWith(".d.ts"))) {
    const types = await Deno.readTextFile(path);
    // Deno leaves members that are named by a symbol out of the types.
    const whole = types.replace(/class \w+ implements Disposable \{/, "$&\n  [Symbol.dispose](): void;");
    if (whole !== types) await Deno.writeTextFile(path, whole);
  }
  await writeEntries(folder, named);
}

async function makeNew(folder: string): Promise<void> {
  await Deno.mkdir(dirname(folder), { recursive: true });
  try {
    await Deno.mkdir(folder);
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    throw new ToldError(`${folder} finns redan. Ta bort mappen, eller ange en annan med --ut`);
  }
}

/** Runs a program in the checkout. */
async function run(command: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, { args, cwd: ROOT, stdout: "null" }).output();
  if (!success) throw new ToldError(`Paketet gick inte att bygga: ${new TextDecoder().decode(stderr)}`);
}

/** The files under a folder. */
function files(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? files(`${folder}/${name}`) : [`${folder}/${name}`]
  );
}

/** What an export reaches has become .js; of the rest, which is asked for by its address, the commands are left out. */
const isOffered = (path: string) => path.endsWith(".js") || !/\/lib\/cli\/\w+\.ts$/.test(path);

/**
 * Code whose addresses of other code lead to .js, and whose names of packages are those that npm knows. What Node 20 lacks of
 * node:module serves the kernel alone, so it may be missing there.
 *
 * @param source The code.
 * @param path Where it lies in the package.
 * @returns The code for the package.
 */
export function forPackage(source: string, path: string): string {
  return source
    .replace(
      /import (\{[^}]*\}) from "node:module";/g,
      'import nodeModule from "node:module";\nconst $1 = nodeModule;',
    )
    .replace(/(["`])([\w./]*\w)\.ts\1/g, (whole, quote, name) => {
      const there = [dirname(path), `${dirname(path)}/client`].map((folder) => resolve(folder, `${name}.js`));
      return there.some((file) => existsSync(file)) ? `${quote}${name}.js${quote}` : whole;
    })
    .replace(/(import \{[^}]*\bzstd[^}]*\} from )"node:zlib"/g, '$1"../../node/zlib.js"')
    .replace(/(\bfrom\s*|\bimport\(?\s*)"([^".][^"]*)"/g, (whole, before, name) => {
      const target = IMPORTS.get(name);
      return target === undefined ? whole : `${before}"${target.name}${target.path}"`;
    });
}

/** The packages of deno.json, by the names that the code imports them by. */
const IMPORTS = new Map(
  Object.entries(project.imports).flatMap(([as, target]) => {
    const [, name, version, path = ""] = /^npm:\/?((?:@[^/]+\/)?[^/@]+)@([^/]+)(\/.*)?$/.exec(target) ?? [];
    return name === undefined ? [] : [[as, { name, version, path }] as const];
  }),
);

/**
 * Writes what each name leads to: in Node a module that starts it first, in Deno the module itself. `deno pack` misses packages
 * that are read by their address, so the package needs each that its code names.
 */
async function writeEntries(folder: string, named: ReadonlySet<string>): Promise<void> {
  const packed = JSON.parse(await Deno.readTextFile(`${folder}/package.json`));
  await Deno.mkdir(`${folder}/node`);
  await Deno.writeTextFile(`${folder}/node/start.js`, START);
  await Deno.writeTextFile(`${folder}/node/zlib.js`, ZLIB);
  const entries = await Promise.all(
    Object.entries(project.exports).map(async ([name, source]) => {
      const code = source.replace(/\.ts$/, ".js"), node = `./node/${name === "." ? "mod" : name.slice(2)}.js`;
      const refused = (NEEDS_DENO[name] ?? []).map((own) => `needsDeno as ${own}`);
      await Deno.writeTextFile(
        `${folder}/${node}`,
        `export { ${refused.join(", ")} } from "./start.js";\nexport * from ".${code}";\n`,
      );
      return [name, { types: source.replace(/\.ts$/, ".d.ts"), deno: code, node, default: code }];
    }),
  );
  const dependencies = [...IMPORTS.values()].filter(({ name }) => named.has(name) || name === "@types/d3")
    .map(({ name, version }) => [name, version]);
  const described = {
    ...packed,
    main: "./node/mod.js",
    engines: { node: ">=20.15" },
    exports: { ...Object.fromEntries(entries), "./package.json": "./package.json" },
    dependencies: { ...Object.fromEntries(dependencies), ...FOR_NODE },
  };
  await Deno.writeTextFile(`${folder}/package.json`, `${JSON.stringify(described, null, 2)}\n`);
  const configuration = JSON.stringify(project, null, 2).replaceAll(/(\.\/lib\/[^"\s]*)\.ts"/g, '$1.js"');
  await Deno.writeTextFile(`${folder}/deno.json`, `${configuration}\n`);
}

if (import.meta.main) await runCommand(packageCommand);
