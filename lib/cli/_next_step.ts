import { basename, dirname, extname, join, resolve } from "node:path";
import { type Options, STORE, text, texts, type Values } from "./_command.ts";

/**
 * A word as it is typed on a command line.
 *
 * @param word A file's name, say.
 * @returns The word, in quotes where it holds more than letters, digits and the like.
 */
export function typed(word: string): string {
  if (/^[\p{L}\d_.,/:=+%-]+$/u.test(word)) return word;
  const isWindows = Deno.build.os === "windows";
  if (isWindows || !/["$`\\!]/.test(word)) return `"${word}"`;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * A command to run next, on one line that can be pasted.
 *
 * @param task The task.
 * @param words Its arguments.
 * @returns The line.
 */
export function nextStep(task: string, ...words: readonly string[]): string {
  return ["deno task", task, ...words.map(typed)].join(" ");
}

/** Options whose value is a path, and is so when it ends as files of that kind do. */
const PATHS: Readonly<Record<string, RegExp>> = { lager: /^/, data: /^/, profil: /\.json$/ };

/**
 * Some of the options of this call, as another command takes them: paths are full.
 *
 * @param values What was given.
 * @param options The options to pass on.
 * @returns Words of a command line.
 */
export function givenOptions(values: Values, options: Options): string[] {
  return Object.keys(options).flatMap((name) => {
    if (values[name] === true) return [`--${name}`];
    return texts(values, name).flatMap((value) => {
      const given = PATHS[name]?.test(value) ? resolve(value) : value;
      return given.startsWith("-") ? [`--${name}=${given}`] : [`--${name}`, given];
    });
  });
}

/**
 * The option --lager of a command to run next, where one was given here.
 *
 * @param values What was given.
 * @returns Words of a command line.
 */
export function givenStore(values: Values): string[] {
  return text(values, "lager") === undefined ? [] : givenOptions(values, STORE);
}

/**
 * The path of a new file next to another: "april.csv" and "_rattad.csv" give "april_rattad.csv".
 *
 * @param path The other file.
 * @param ending What comes after its name without ending.
 * @returns A full path where there is no file yet.
 */
export function newNextTo(path: string, ending: string): string {
  const whole = resolve(path), stem = join(dirname(whole), basename(whole, extname(whole)));
  for (let number = 1;; number++) {
    const free = number === 1 ? `${stem}${ending}` : `${stem}_${number}${ending}`;
    if (!isThere(free)) return free;
  }
}

function isThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    // A folder that may not be looked in: the command that writes there says so.
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotCapable) return false;
    throw error;
  }
}
