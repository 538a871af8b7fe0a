/**
 * What is true of a store, by plain sums over its cells: written apart from lib/, so that a statement and its check do
 * not share a mistake.
 */
import offerings from "../../data/reference/care_offerings.json" with { type: "json" };
import hospitals from "../../data/reference/hospitals.json" with { type: "json" };
import words from "../../data/reference/offering_words.json" with { type: "json" };
import regions from "../../data/reference/regions.json" with { type: "json" };
import type { CubeCell } from "../../lib/mod.ts";

/** A cell as the store gives it. */
export type Cell = CubeCell;

/** What is counted. */
export interface Scope {
  readonly manad: string;
  readonly status: "vantande" | "genomforda";
  /** The region's official name. */
  readonly region?: string;
  readonly sjukhus?: string;
  readonly vardutbud?: string;
  readonly agarform?: string;
  /** Whether PvV and MoV are among the waiting. */
  readonly inkl: boolean;
  /** The limit in days. */
  readonly limit: number;
}

/** A number that the deliveries may leave in doubt; `high` is `null` without a bound. */
export interface Span {
  readonly low: number;
  readonly high: number | null;
  /** The best guess, with contacts even over the days of their band; `null` where a band is open. */
  readonly guess: number | null;
}

/** Contacts with a name. */
export interface Group {
  readonly name: string;
  readonly cells: readonly Cell[];
}

/** The seven member regions by the names that pages use, in Swedish order. */
export const MEMBERS: readonly { readonly name: string; readonly short: string }[] = regions.regioner
  .filter(({ mellansverige }) => mellansverige)
  .map(({ namn, kortnamn }) => ({ name: namn, short: kortnamn }))
  .sort((a, b) => a.short.localeCompare(b.short, "sv"));

const WORDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(words).map(([name, forms]) => [name, Object.values(forms)]),
);

/** What a vårdutbud is called, in running text and by the register, in small letters. */
export function careWords(vardutbud: string): string[] {
  const alias: readonly string[] = offerings.vardutbud.find(({ namn }) => namn === vardutbud)?.alias ?? [];
  return [vardutbud, ...alias, ...WORDS.get(vardutbud) ?? []].map((word) => word.toLocaleLowerCase("sv"));
}

/** The register's label of a vårdutbud by any of its names; the name itself where it is not known. */
export function careNamed(word: string): string {
  const small = word.toLocaleLowerCase("sv");
  return offerings.vardutbud.find(({ namn }) => careWords(namn).includes(small))?.namn ?? word;
}

/** How a page writes a region. */
export function shortOf(region: string): string {
  return regions.regioner.find(({ namn }) => namn === region)?.kortnamn ?? region;
}

/** The inhabitants of a region, or `null` where they are unknown. */
export function inhabitants(region: string): number | null {
  return regions.regioner.find(({ namn }) => namn === region)?.invanare.at(-1)?.antal ?? null;
}

/** The town of a hospital; `null` where it is unknown. */
export function townOf(sjukhus: string): string | null {
  return hospitals.find(({ namn }) => namn === sjukhus)?.ort ?? null;
}

/** The cells of a scope. Without PvV and MoV unless it has them in, or counts operations. */
export function inScope(cells: readonly Cell[], scope: Scope): Cell[] {
  return cells.filter((cell) =>
    cell.manad === scope.manad && cell.status === scope.status &&
    (scope.region === undefined || cell.region === scope.region) &&
    (scope.sjukhus === undefined || cell.sjukhus === scope.sjukhus) &&
    (scope.vardutbud === undefined || cell.vardutbud === scope.vardutbud) &&
    (scope.agarform === undefined || cell.agarform === scope.agarform) &&
    (scope.inkl || scope.status === "genomforda" || cell.avvikelse === null)
  );
}

/** How many. */
export function sum(cells: readonly Cell[]): number {
  let total = 0;
  for (const { antal } of cells) total += antal;
  return total;
}

/** How many waited from one day to another; `null` is without end. */
export function between(cells: readonly Cell[], from: number, to: number | null): Span {
  let low = 0, high = 0;
  let guess: number | null = 0;
  for (const { lo, hi, antal } of cells) {
    const first = Math.max(lo, from), last = Math.min(hi ?? Infinity, to ?? Infinity);
    if (first > last || antal === 0) continue;
    high += antal;
    const whole = lo >= from && (to === null || hi !== null && hi <= to);
    if (whole) low += antal;
    if (guess === null) continue;
    guess = whole ? guess + antal : hi === null ? null : guess + antal * (last - first + 1) / (hi - lo + 1);
  }
  return { low, high, guess };
}

/** A number as a share of another. */
export function shareOf(span: Span, of: number): Span {
  return {
    low: span.low / of,
    high: span.high === null ? null : span.high / of,
    guess: span.guess === null ? null : span.guess / of,
  };
}

/** The operations that the guarantee covers. */
export function covered(cells: readonly Cell[]): Cell[] {
  return cells.filter(({ vardgaranti, avvikelse }) => vardgaranti === true && avvikelse !== "PvV");
}

/** The median wait; between the two in the middle of an even number. */
export function median(cells: readonly Cell[]): Span | null {
  const n = sum(cells);
  if (n === 0) return null;
  const middle = (day: (cell: Cell) => number): number => {
    const sorted = cells.filter(({ antal }) => antal > 0).toSorted((a, b) => day(a) - day(b));
    const at = (rank: number) => {
      let passed = 0;
      for (const cell of sorted) if ((passed += cell.antal) >= rank) return day(cell);
      throw new RangeError(`Cannot find rank ${rank} as there are only ${passed}`);
    };
    return (at(Math.floor((n + 1) / 2)) + at(Math.ceil((n + 1) / 2))) / 2;
  };
  const low = middle(({ lo }) => lo), high = middle(({ hi }) => hi ?? Infinity);
  return { low, high: high === Infinity ? null : high, guess: low === high ? low : null };
}

/** The mean wait. */
export function mean(cells: readonly Cell[]): Span | null {
  const n = sum(cells);
  if (n === 0) return null;
  let low = 0, high: number | null = 0;
  for (const { lo, hi, antal } of cells) {
    if (antal === 0) continue;
    low += lo * antal;
    high = high === null || hi === null ? null : high + hi * antal;
  }
  return { low: low / n, high: high === null ? null : high / n, guess: low === high ? low / n : null };
}

/** Contacts by what they have in common; those without it have the name `null`. */
export function groupsBy(
  cells: readonly Cell[],
  key: (cell: Cell) => string | null,
): { readonly named: Group[]; readonly unnamed: Cell[] } {
  const named = new Map<string, Cell[]>(), unnamed: Cell[] = [];
  for (const cell of cells) {
    const name = key(cell);
    if (name === null) unnamed.push(cell);
    else if (named.has(name)) named.get(name)!.push(cell);
    else named.set(name, [cell]);
  }
  return { named: [...named].map(([name, cells]) => ({ name, cells })), unnamed };
}

/** The member regions with any cell of a month and status, by their short names. */
export function delivered(cells: readonly Cell[], manad: string, status: Scope["status"]): string[] {
  const has = new Set(
    cells.filter((cell) => cell.manad === manad && cell.status === status).map(({ region }) => region),
  );
  return MEMBERS.filter(({ name }) => has.has(name)).map(({ short }) => short);
}
