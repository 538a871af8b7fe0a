import { parseArgs } from "node:util";
import { SignalError } from "../cooperation/mod.ts";
import { Day, type Month, monthName } from "../calendar/mod.ts";
import type { Status } from "../cube/mod.ts";
import { DeliveryError } from "../judge/mod.ts";
import { type Store, StoreError } from "../store/mod.ts";
import { namedCluster } from "../store/cluster_place.ts";
import { storeAround } from "../store/store_around.ts";
import { ExtractError } from "../extract/mod.ts";
import { DisclosureError } from "../disclosure/disclosure_error.ts";
import { OwnDataError } from "../form/mod.ts";
import { ReportError } from "../report/mod.ts";
import { careOfferings, memberRegions, nearestNames, regionShortName } from "../reference/mod.ts";
import { helpOf, olderNames } from "./_help.ts";

/** An option: without `value` it is given or not, with it takes a text. */
export interface Option {
  /** What --help says of it. */
  readonly says: string;
  /** What its value is called in --help: "MAPP". */
  readonly value?: string;
  /** Whether it may be given several times. @default {false} */
  readonly many?: boolean;
  /** The values that there are, or those most likely, for the shell's completion. */
  readonly among?: readonly string[];
  /** Its name before version 0.2, which is still taken. */
  readonly was?: string;
}

/** A command's options by name. */
export type Options = Readonly<Record<string, Option>>;

/** Names that options take, for the shell's completion. */
export const REGIONS: readonly string[] = memberRegions.map(regionShortName);
/** The vårdutbud, likewise. */
export const OFFERINGS: readonly string[] = careOfferings.map(({ namn }) => namn);

/** The store's folder, of every command that reads or writes one. */
export const STORE: Options = {
  lager: { value: "MAPP", says: "lagrets mapp (annars VANTELAGE_STORE, annars data/store)", was: "store" },
};

/** Gives up the network, where no cluster answers for the store. */
export const givesNetwork = (values: Values): readonly Deno.PermissionDescriptor[] =>
  text(values, "lager") === undefined && namedCluster() !== null ? [] : [{ name: "net" }];

/** Values by option name; `multiple` options give lists. */
export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** One command of the command line. */
export interface Command {
  /** What it is called by: `deno task NAME`. */
  readonly name: string;
  /** What it does: one sentence or two, in Swedish. */
  readonly summary: string;
  /** Ways to call it: what comes after its name. */
  readonly uses: readonly string[];
  /** Its options; --help is always there. */
  readonly options: Options;
  /** A call that can be pasted: what comes after its name. */
  readonly example: string;
  /** What else one must know. */
  readonly notes?: string;
  /** The exit statuses beyond 0. @default {"1 något gick fel, 2 fel använt"} */
  readonly statuses?: string;
  /** Its actions: what its first argument may be. */
  readonly actions?: readonly string[];
  /**
   * The permissions of its task that this call can do without: they are given up for good before it runs. None when
   * left out.
   */
  readonly gives?: (values: Values, positionals: readonly string[]) => readonly Deno.PermissionDescriptor[];
  /** Does the work. Gives the exit status: 0 done, 1 the data or a notebook failed, 3 some of several did. */
  readonly run: (values: Values, positionals: readonly string[]) => Promise<number>;
}

/** The command line was used wrongly: exit status 2. */
export class UsageError extends Error {
  /** The name of the error. */
  override readonly name: string = "UsageError";
}

/** The exit status where some of several files or pages failed. */
const PARTLY = 3;

/**
 * The exit status of a command that does several things, of which some may fail.
 *
 * @param failed How many failed.
 * @param all How many there were.
 * @returns 0 none failed, 1 all did, 3 some did.
 */
export function statusOf(failed: number, all: number): number {
  return failed === 0 ? 0 : failed < all ? PARTLY : 1;
}

/**
 * Runs a command with this process's arguments and exits: 0 done, 1 the data or a notebook failed, 2 wrong use, 3 some of
 * several failed.
 *
 * @param command The command.
 * @param args The arguments.
 */
export async function runCommand(command: Command, args: readonly string[] = Deno.args): Promise<never> {
  Deno.exit(await exitStatus(command, args));
}

/**
 * Runs a command, prints what an analyst needs to know of what went wrong, and does not exit.
 *
 * @param command The command.
 * @param args The arguments.
 * @returns The exit status.
 */
export async function exitStatus(command: Command, args: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = parse(command, args);
    if (values.help) {
      console.log(helpOf(command));
      return 0;
    }
    for (const name of ["ut", "data"]) await refuseStore(name, text(values, name));
    for (const permission of command.gives?.(values, positionals) ?? []) {
      await Deno.permissions.revoke(permission);
    }
    return await command.run(values, positionals);
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\nSe deno task ${command.name} --help`);
      return 2;
    }
    if (error instanceof Deno.errors.NotCapable) {
      console.error(`Kommandot saknar en rättighet, och har inte gjort klart: ${error.message}`);
      return 1;
    }
    if (isTold(error)) {
      console.error(error.message);
      return 1;
    }
    throw error;
  }
}

/** Errors whose message is written for the analyst. */
function isTold(error: unknown): error is Error {
  return error instanceof DeliveryError || error instanceof StoreError || error instanceof ExtractError ||
    error instanceof ToldError || error instanceof SignalError || error instanceof ReportError ||
    error instanceof OwnDataError || error instanceof DisclosureError ||
    error instanceof Deno.errors.PermissionDenied;
}

/** Something went wrong with the data or a notebook, and the message says what to do: exit status 1. */
export class ToldError extends Error {
  /** The name of the error. */
  override readonly name: string = "ToldError";
}

function parse(command: Command, given: readonly string[]): { values: Values; positionals: string[] } {
  const options = { ...command.options, help: { says: "visar detta" } } satisfies Options;
  const args = withNewNames(given, olderNames(options));
  for (const arg of args) {
    if (arg === "--") break;
    const name = /^--([^=]+)/.exec(arg)?.[1];
    if (name === undefined || Object.hasOwn(options, name)) continue;
    const near = nearestNames(name, Object.keys(options), 1);
    throw new UsageError(`Okänt val --${name}${near.length > 0 ? `, närmast är --${near[0]}` : ""}`);
  }
  try {
    const parsed = parseArgs({
      args,
      options: Object.fromEntries(
        Object.entries<Option>(options).map(([name, { value, many = false }]) => [name, {
          type: value === undefined ? "boolean" as const : "string" as const,
          multiple: many,
          ...name === "help" && { short: "h" },
        }]),
      ),
      allowPositionals: true,
      strict: true,
      tokens: true,
    });
    refuseTwice(parsed.tokens.flatMap((token) => token.kind === "option" ? [token.name] : []), options);
    return parsed;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const name = /--([\w-]+)/.exec(error.message)?.[1] ?? "", option = command.options[name];
    throw new UsageError(
      option === undefined
        ? `Kommandot kan inte läsas: ${error.message}`
        : `--${name} ${option.value === undefined ? "tar inget" : "behöver ett"} värde`,
      { cause: error },
    );
  }
}

/** Options by the names that they have now; anyone who gives an older one is asked to change it, or to leave it out. */
function withNewNames(args: readonly string[], renamed: ReadonlyMap<string, string>): string[] {
  const end = args.indexOf("--"), left: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const [, name = "", rest = ""] = (end < 0 || at < end) && /^--([^=]+)(=.*)?$/s.exec(args[at]) || [];
    const now = renamed.get(name);
    if (name === GONE) {
      console.error(`--${name} behövs inte, då ingen motor väljs längre; valet tas bort i nästa version`);
      if (rest === "") at++;
    } else if (now !== undefined) {
      console.error(`--${name} heter nu --${now}; det gamla namnet tas bort i nästa version`);
      left.push(`--${now}${rest}`);
    } else left.push(args[at]);
  }
  return left;
}

/** An option of version 0.1 that scripts give with a value; nothing is chosen by it. */
const GONE = "engine";

/** Refuses an option that was given twice and takes one value: the last would win in silence. */
function refuseTwice(names: readonly string[], options: Options): void {
  const twice = names.find((name, at) => names.indexOf(name) < at && options[name].many !== true);
  if (twice !== undefined) throw new UsageError(`--${twice} är angivet två gånger. Ange det en gång`);
}

/**
 * One of some allowed values of an option.
 *
 * @param values What was given.
 * @param name The option.
 * @param allowed The values allowed.
 * @param fallback What holds when it is not given.
 * @returns The value.
 * @throws {UsageError} If it is none of them; the nearest is named.
 */
export function oneOf<T extends string>(values: Values, name: string, allowed: readonly T[], fallback: T): T {
  const value = text(values, name);
  if (value === undefined) return fallback;
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  const near = nearestNames(value, allowed, 1);
  throw new UsageError(
    `--${name} ska vara ${allowed.join(", ")}: fick "${value}"${
      near.length > 0 ? `, närmast är ${near[0]}` : ""
    }`,
  );
}

/**
 * The text of an option that takes one.
 *
 * @param values What was given.
 * @param name The option.
 * @returns The text, `undefined` when it was not given.
 */
export function text(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

/**
 * The texts of an option that may be given several times.
 *
 * @param values What was given.
 * @param name The option.
 * @returns The texts in order.
 */
export function texts(values: Values, name: string): string[] {
  return [values[name] ?? []].flat().filter((value) => typeof value === "string");
}

/**
 * "name=value" options as an object.
 *
 * @param values What was given.
 * @param name The option.
 * @returns Names to values.
 * @throws {UsageError} If one has no "=", or two have one name.
 */
export function pairs(values: Values, name: string): Record<string, string> {
  const found = new Map<string, string>();
  for (const pair of texts(values, name)) {
    const at = pair.indexOf("="), key = pair.slice(0, at);
    if (at < 1) throw new UsageError(`--${name} ska skrivas namn=värde: fick "${pair}"`);
    if (found.has(key)) {
      throw new UsageError(
        `--${name} ${key} är angivet två gånger, med ${found.get(key)} och ${pair.slice(at + 1)}`,
      );
    }
    found.set(key, pair.slice(at + 1));
  }
  return Object.fromEntries(found);
}

/**
 * Reports how far long work has come, on standard error: one line that changes on a terminal, few lines elsewhere.
 *
 * @param what What is being done, in Swedish.
 * @returns A function to call after each part.
 */
export function progress(what: string): (done: number, total: number, name?: string) => void {
  const terminal = Deno.stderr.isTerminal();
  let told = 0;
  return (done, total, name = "") => {
    if (terminal) {
      Deno.stderr.writeSync(
        new TextEncoder().encode(`\r\x1b[K${what}: ${done} av ${total} ${name}${done === total ? "\n" : ""}`),
      );
    } else if (done === total || done >= told + Math.ceil(total / 5)) {
      told = done;
      console.error(`${what}: ${done} av ${total}`);
    }
  };
}

/**
 * Rows of cells as lines whose columns stand under each other.
 *
 * @param rows The rows, the head first; all of one length.
 * @param isNumeric Whether a column stands to the right.
 * @returns A line a row.
 */
export function aligned(rows: readonly (readonly string[])[], isNumeric: readonly boolean[]): string[] {
  const widths = isNumeric.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row.map((cell, column) => isNumeric[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))
      .join("  ").trimEnd()
  );
}

/**
 * Writes a file that is not there yet.
 *
 * @param path Where; the option --ut chose it.
 * @param content Its text or bytes.
 * @throws {ToldError} If there is such a file, or no such folder.
 */
export async function writeNew(path: string, content: string | Uint8Array): Promise<void> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  try {
    await Deno.writeFile(path, bytes, { createNew: true });
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) {
      throw new ToldError(`${path} finns redan och skrivs inte över. Ange en annan fil med --ut`);
    }
    if (!(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory)) throw error;
    throw new ToldError(`${path} kan inte skrivas: mappen finns inte. Ange en annan fil med --ut`);
  }
}

/**
 * What is said of a store that holds nothing of what was asked for.
 *
 * @param store The store.
 * @param status The status that was asked for.
 * @returns The error to throw.
 */
export function emptyStore(store: Store, status: Status): ToldError {
  const lacks = store.holdings.length === 0 ? "är tomt" : `har inga ${statusWord(status)}`;
  return new ToldError(
    `Lagret ${store.folder} ${lacks}. Läs in leveranser med deno task load FIL…, eller exempeldata med deno task sample --las-in.`,
  );
}

/**
 * What a status is called.
 *
 * @param status The status.
 * @returns The word inside a sentence.
 */
export function statusWord(status: Status): string {
  return status === "vantande" ? "väntande" : "genomförda";
}

/** What is given in the place of a month for the latest that any region has delivered. */
export const NEWEST = "senaste";

/**
 * The month shown where none is given, and what to say where a later one is there.
 *
 * @param store The store.
 * @param status The status that is shown. @default waiting; where nobody has delivered those, performed
 * @param option How the later month is asked for.
 * @returns The month; `null` where the store has none.
 */
export function defaultMonth(
  store: Store,
  { status, option }: { readonly status?: Status; readonly option: string },
): Month | null {
  const manad = store.latestMonth(status), newest = store.newestMonth(status);
  if (manad !== null && newest !== null && newest !== manad) {
    console.error(
      `Visar ${
        monthName(manad)
      }, den senaste månad som alla som brukar har levererat. Det finns leveranser till och med ${
        monthName(newest)
      }: ${option}`,
    );
  }
  return manad;
}

/**
 * Names the months that a store has.
 *
 * @param months Some months in order.
 * @returns The first and the last, or the only one.
 */
export function monthSpan(months: readonly string[]): string {
  return months.length === 1 ? months[0] : `${months[0]} till ${months[months.length - 1]}`;
}

/**
 * An action of a command: its first argument.
 *
 * @param given What was given.
 * @param allowed The actions there are.
 * @returns The action.
 * @throws {UsageError} If it is none of them; the nearest is named.
 */
export function actionOf<T extends string>(given: string | undefined, allowed: readonly T[]): T {
  const found = allowed.find((action) => action === given);
  if (found !== undefined) return found;
  const near = given === undefined ? [] : nearestNames(given, allowed, 1);
  throw new UsageError(
    `Ange vad som ska göras: ${allowed.join(", ")}${given === undefined ? "" : `. Fick "${given}"`}${
      near.length > 0 ? `, närmast är ${near[0]}` : ""
    }`,
  );
}

/**
 * Refuses a folder that is not there: a misspelt one would otherwise be taken for an empty one.
 *
 * @param says What is said then.
 * @param path The folder.
 * @throws {ToldError} If there is none.
 */
export async function mustBeThere(says: string, path: string): Promise<void> {
  try {
    await Deno.stat(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new ToldError(says, { cause: error });
  }
}

/** Refuses to write in a store: what a load has kept is found by its manifest, and another file could replace it. */
async function refuseStore(option: string, path: string | undefined): Promise<void> {
  const store = path === undefined ? null : await storeAround(path);
  if (store === null) return;
  throw new UsageError(
    `--${option} ska ligga utanför lagret: ${path} är eller ligger i lagret ${store}. Inget har skrivits. Ange en annan plats med --${option}`,
  );
}

/**
 * Makes a folder that files are to be written in.
 *
 * @param path Where; the option --ut chose it. A folder that is there already stays as it is.
 * @throws {UsageError} If there is a file of this name, or on the way to it, or it is or lies in a store.
 */
export async function makeFolder(path: string): Promise<void> {
  await refuseStore("ut", path);
  try {
    await Deno.mkdir(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists || error instanceof Deno.errors.NotADirectory)) {
      throw error;
    }
    throw new UsageError(`--ut ska vara en mapp: ${path} är en fil, eller ligger under en`, {
      cause: error,
    });
  }
}

/** Where the sample is written unless another is given. */
export const DEFAULT_SAMPLE = "data/sample";

/**
 * A value that must be given.
 *
 * @param values What was given.
 * @param name The option.
 * @throws {UsageError} If it was not.
 */
export function needed(values: Values, name: string): string {
  const value = text(values, name);
  if (value === undefined) throw new UsageError(`Ange --${name}`);
  return value;
}

/**
 * The day on which something happened.
 *
 * @param values What was given; --dag. @default today
 * @throws {UsageError} If it is no day, or lies ahead.
 */
export function dayOf(values: Values): Day {
  const today = new Date().toISOString().slice(0, 10), day = Day.safeParse(text(values, "dag") ?? today);
  if (!day.success) throw new UsageError(`--dag: ${day.error.issues[0].message}`);
  if (day.data > today) throw new UsageError(`--dag kan inte ligga i framtiden: fick ${day.data}`);
  return day.data;
}
