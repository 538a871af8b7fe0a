/**
 * What the sentences of a page claim: patterns with named parts, and for each the check of the claim against the store's
 * cells. A sentence that no pattern knows is listed by the check, never passed over.
 */
import {
  between,
  careNamed,
  careWords,
  type Cell,
  covered,
  delivered,
  type Group,
  groupsBy,
  inScope,
  median,
  MEMBERS,
  type Scope,
  shareOf,
  shortOf,
  type Span,
  sum,
  townOf,
} from "./_counts.ts";
import { monthOf, numberFault, readNumber, wordNumber, workingDays, yearBefore } from "./_numbers.ts";
import type { Table } from "./_page.ts";

/** What a figure compares. */
export type Place = "region" | "sjukhus" | "ort" | "vardutbud";

/** What a sentence is checked against. */
export interface Context {
  /** All cells of the store. */
  readonly cells: readonly Cell[];
  /** What the figure is about. */
  readonly scope: Scope;
  /** The vårdutbud that the deliveries cover; `null` for all. What is outside is unknown, also where nobody is counted. */
  readonly care: readonly string[] | null;
  readonly place: Place;
  /** The figure's subtitle; empty elsewhere. */
  readonly subtitle: string;
  /** The figure's tables, for claims about what only they show. */
  readonly tables: readonly Table[];
}

/** What is wrong, each as a sentence; none when the claim is true. */
export type Faults = (string | null)[];
type Parts = Readonly<Record<string, string>>;
/** A kind of sentence: how it reads, and the check of what it claims. */
export interface Pattern {
  readonly name: string;
  readonly is: RegExp;
  readonly check: (parts: Parts, context: Context) => Faults;
}

/** Fewer contacts than this are never ranked. */
const LEAST = 20;

/** A part of a group's contacts, and how many contacts there are. */
interface Measured {
  readonly name: string;
  readonly part: Span;
  readonly of: number;
}

/** The groups of a scope. Contacts without a name for the place are no group. */
export function groupsOf(cells: readonly Cell[], place: Place, agarform?: string): Group[] {
  return groupsBy(cells, (cell) => keyOf(cell, place, agarform)).named.filter((group) =>
    sum(group.cells) > 0
  );
}

/** What a cell's place is called; a region of which one ownership is shown says so. */
function keyOf(cell: Cell, place: Place, agarform?: string): string | null {
  if (place === "region") return regionLabel(cell.region, agarform);
  if (place === "ort") return cell.sjukhus === null ? null : townOf(cell.sjukhus);
  return cell[place];
}

/** A region's name on a page, with the ownership that is chosen. */
export function regionLabel(region: string, agarform?: string): string {
  return agarform === undefined ? shortOf(region) : `${shortOf(region)} (${agarform})`;
}

const isYear = (of: string) => /ett år/.test(of);
/** The limit that words name: "över 90 dagar", "över ett år". */
function limitIn(of: string, scope: Scope): number {
  const days = /(\d+) dagar/.exec(of);
  return isYear(of) ? 365 : days ? Number(days[1]) : scope.limit;
}

/** A measure by its words. */
function measured(group: Group, of: string, { scope }: Context): Measured {
  const { name, cells } = group;
  if (/PvV och MoV|av eget val/.test(of)) {
    const part = sum(cells.filter(({ avvikelse }) => avvikelse !== null));
    return { name, part: { low: part, high: part, guess: part }, of: sum(cells) };
  }
  const limit = limitIn(of, scope);
  if (isWithin(of)) {
    const those = covered(cells);
    return { name, part: between(those, 0, limit), of: sum(those) };
  }
  return { name, part: between(cells, limit + 1, null), of: sum(cells) };
}

/** Whether a measure is of those operated within the limit. */
const isWithin = (of: string) => /(?:opererade|genomförda|^) ?inom \d+/.test(of);

/** The cells that a measure is of: those over a limit wait, unless the page shows those operated. */
function cellsFor(of: string, { cells, scope }: Context): Cell[] {
  if (/PvV och MoV|av eget val/.test(of)) return inScope(cells, { ...scope, status: "vantande", inkl: true });
  const isDone = isWithin(of) || scope.status === "genomforda" && !/^väntande/.test(of);
  return inScope(cells, { ...scope, status: isDone ? "genomforda" : "vantande" });
}

function allMeasured(of: string, context: Context): Measured[] {
  return groupsOf(cellsFor(of, context), context.place, context.scope.agarform).map((group) =>
    measured(group, of, context)
  )
    .filter(({ of }) => of > 0);
}

/** All contacts of a scope as one group. */
function total(of: string, context: Context): Measured {
  return measured({ name: "alla", cells: cellsFor(of, context) }, of, context);
}

/** Names in a sentence: "A", "A och B", "A, B och C"; one that holds such a word itself is known by its whole. */
export function namesIn(text: string, known: readonly string[]): string[] {
  const same = (a: string, b: string) => a.localeCompare(b, "sv", { sensitivity: "accent" }) === 0;
  // A vårdutbud has words of its own in running text.
  const spellings = known.flatMap((name) => [[name, name], ...careWords(name).map((word) => [word, name])])
    .sort(([a], [b]) => b.length - a.length);
  const names: string[] = [];
  let rest = text.trim();
  while (rest !== "") {
    const found = spellings.find(([word]) =>
      same(rest.slice(0, word.length), word) && /^(?:$|, | och )/.test(rest.slice(word.length))
    );
    const taken = found?.[0] ?? /^(.*?)(?:, | och |$)/.exec(rest)![1];
    names.push(found?.[1] ?? taken);
    rest = rest.slice(taken.length).replace(/^(?:, | och )/, "");
  }
  return names;
}

/** The one group that a sentence names, or what is wrong. */
function named(name: string, all: readonly Measured[]): Measured | string {
  const [own] = namesIn(name, all.map(({ name }) => name));
  return all.find((group) => group.name === own) ?? `"${name}" has no contacts here: ${list(all)}`;
}

const list = (all: readonly Measured[]) => all.map(({ name }) => name).join(", ") || "nobody has";
const share = ({ part, of }: Measured): Span => shareOf(part, of);
const number = ({ part }: Measured): Span => part;
const printedShare = (value: number) => (Math.round(value * 1000 + 1e-9) / 10).toFixed(1);
const printedCount = (value: number) => String(Math.round(value));

/** What is wrong with saying that some groups have the most, or the least, of a number. */
function extremeFault(
  names: string,
  all: readonly Measured[],
  value: (group: Measured) => Span,
  options: { readonly most: boolean; readonly print: (value: number) => string; readonly maybe?: boolean },
): Faults {
  const { most, print, maybe = false } = options;
  const known = all.filter((group) => value(group).guess !== null);
  const best = known.map((group) => value(group).guess!).sort((a, b) => most ? b - a : a - b)[0];
  if (best === undefined) return [`names ${names}, but nobody's number is known`];
  const right = known.filter((group) => print(value(group).guess!) === print(best));
  const counted = /^(\p{L}+) (?:regioner|sjukhus|orter|enheter|grupper)$/u.exec(names);
  if (counted && wordNumber(counted[1]) !== null) {
    return wordNumber(counted[1]) === right.length ? [] : [`says ${names}, but they are ${list(right)}`];
  }
  const claimed = namesIn(names, all.map(({ name }) => name)).sort();
  const side = most ? "most" : "least";
  if (claimed.join() !== right.map(({ name }) => name).sort().join()) {
    return [`names ${claimed.join(", ")} as the ${side}, but it is ${list(right)} with ${print(best)}`];
  }
  if (maybe) return [];
  // Without "troligen" it must hold whatever the truth is.
  const worst = right.map((group) => most ? value(group).low : value(group).high ?? Infinity)
    .sort((a, b) => most ? a - b : b - a)[0];
  const doubt = all.filter((group) =>
    !right.includes(group) &&
    (most ? (value(group).high ?? Infinity) > worst : value(group).low < worst)
  );
  return doubt.map(({ name }) => `says for certain that ${names} has the ${side}, but ${name} may have it`);
}

/** The groups that may be ranked, and what is wrong when a sentence ranks another. */
function ranked(all: readonly Measured[], context: Context): Measured[] {
  return all.filter(({ of, part }) => of >= LEAST && (part.guess !== null || context.place === "ort"));
}

function rankedFault(names: string, all: readonly Measured[]): Faults {
  return namesIn(names, all.map(({ name }) => name)).flatMap((name) => {
    const group = all.find((each) => each.name === name);
    return group !== undefined && group.of < LEAST ? [`ranks ${name}, which has only ${group.of}`] : [];
  });
}

/** What is wrong with a share of one named place. */
function shareFault(name: string, text: string, of: string, context: Context): Faults {
  const all = allMeasured(of, context);
  // Several that read the same are named with one share.
  return namesIn(name, all.map(({ name }) => name)).flatMap((each) => {
    const group = named(each, all);
    if (typeof group === "string") return [group];
    const fault = text === "ingen" ? numberFault("0", group.part) : numberFault(text, share(group));
    return fault === null ? [] : [`${each} ${fault}`];
  });
}

/** Nobody waits over a limit: as far as is known, or for certain. */
function nobodyOver(of: string, sure: boolean, context: Context, cells = cellsFor(of, context)): Faults {
  const { low, high } = between(cells, limitIn(of, context.scope) + 1, null);
  if (low > 0) return [`says nobody, but ${low} have`];
  const { manad, status } = context.scope;
  if (sum(cells) === 0 && delivered(context.cells, manad, status).length === 0) {
    return ["says nobody, but nothing is delivered"];
  }
  return !sure && high !== 0 ? [`says nobody, but up to ${high} may have`] : [];
}

/** Whether the deliveries cover the vårdutbud of the scope. */
export function isCovered({ care, scope: { vardutbud } }: Context): boolean {
  return care === null || vardutbud === undefined || care.includes(vardutbud);
}

/** A month's value of a figure month by month; `null` where nobody has delivered it. */
export function monthly(context: Context, manad: string): { value: Span | null; of: "share" | "count" } {
  const month = monthOrBounds(context, manad), { value } = month;
  // A series that says that it is estimated shows its best guess without bounds.
  if (value === null || value.guess === null || !/uppskattad ur intervall/.test(context.subtitle)) {
    return month;
  }
  return { ...month, value: { low: value.guess, high: value.guess, guess: value.guess } };
}

function monthOrBounds(context: Context, manad: string): { value: Span | null; of: "share" | "count" } {
  const { cells, scope, subtitle } = context;
  const isWork = /^Antal (?:operationer|genomförda)/.test(subtitle) || /^Andel genomförda/.test(subtitle);
  const status = isWork ? "genomforda" : "vantande";
  const isShare = /^Andel/.test(subtitle);
  const at = inScope(cells, { ...scope, manad, status });
  const told = isCovered(context) && delivered(cells, manad, status).length > 0;
  const limit = /(?:över|inom) (\d+) dagar/.exec(subtitle)?.[1];
  if (told && / förändring sedan samma månad året innan/.test(subtitle)) {
    const then = sum(inScope(cells, { ...scope, manad: yearBefore(manad), status }));
    if (delivered(cells, yearBefore(manad), status).length === 0) return { value: null, of: "count" };
    const change = sum(at) / workingDays(manad) - then / workingDays(yearBefore(manad));
    return { value: { low: change, high: change, guess: change }, of: "count" };
  }
  if (!told) return { value: null, of: isShare ? "share" : "count" };
  if (isWork && isShare) {
    const those = covered(at), of = sum(those);
    return { value: of === 0 ? null : shareOf(between(those, 0, Number(limit)), of), of: "share" };
  }
  const counted = limit === undefined ? sum(at) : between(at, Number(limit) + 1, null);
  const span = typeof counted === "number" ? { low: counted, high: counted, guess: counted } : counted;
  if (!isShare) return { value: span, of: "count" };
  return { value: sum(at) === 0 ? null : shareOf(span, sum(at)), of: "share" };
}

/** The members that have not delivered a month of a figure month by month. */
function missingIn(context: Context, manad: string): string[] {
  const { cells, subtitle } = context;
  const has = !isCovered(context)
    ? []
    : delivered(cells, manad, /operationer|genomförda/.test(subtitle) ? "genomforda" : "vantande");
  return membersOf(context).filter((short) => !has.includes(short));
}

/** What is wrong with giving an open band as the reason: only PvV and MoV have no days. */
function openBandFault(of: string, context: Context): string | null {
  const limit = limitIn(of, context.scope);
  return inScope(context.cells, context.scope).some(({ lo, hi }) => lo <= limit && hi === null)
    ? null
    : "says that it is not delivered how long all have waited, but it is";
}

/** The members that a scope is of. */
function membersOf({ scope: { region } }: Context): string[] {
  return MEMBERS.filter(({ name }) => region === undefined || name === region).map(({ short }) => short);
}

function missingFault(text: string, context: Context, manad: string): Faults {
  const right = missingIn(context, manad);
  const claimed = text === "inga" || text === "" ? [] : namesIn(text, MEMBERS.map(({ short }) => short));
  return claimed.join() === right.join()
    ? []
    : [`says that ${text || "nobody"} lack ${manad}, but ${right.join(", ") || "nobody"} do`];
}

/** What is wrong with a change since the year before. */
export function changeFault(text: string, context: Context, manad: string): Faults {
  const now = monthly(context, manad), then = monthly(context, yearBefore(manad));
  const found = /^(?:([+\-±])?(.+?)(?: (fler|färre|högre|lägre|längre|kortare))?)$/.exec(text);
  if (!found) return [`"${text}" is no change`];
  if (now.value === null || then.value === null) return [`says a change of ${text}, but a month is missing`];
  if (now.value.guess === null || then.value.guess === null) {
    return [`says a change of ${text} of what is unknown`];
  }
  const [, sign, size, word] = found, isDaily = / per arbetsdag/.test(text);
  const days = workingDays;
  const change = isDaily
    ? now.value.guess / days(manad) / (then.value.guess / days(yearBefore(manad))) - 1
    : now.value.guess - then.value.guess;
  const bare = size.replace(/ (?:procentenheter|fler|färre) ?.*$/, "").replace(/ per arbetsdag$/, "");
  const isPoints = now.of === "share" && !isDaily;
  const fault = numberFault(isPoints ? `${bare.replace(/ ?%$/, "")} %` : bare, Math.abs(change));
  if (fault !== null) return [`change ${fault}`];
  const more = sign === "+" || ["fler", "högre", "längre"].includes(word ?? "") || / fler/.test(text);
  const less = sign === "-" || ["färre", "lägre", "kortare"].includes(word ?? "") || / färre/.test(text);
  if (Math.abs(change) > 1e-9 && (more && change < 0 || less && change > 0)) {
    return [`says ${text}, but the change is ${change}`];
  }
  return [];
}

/** The members and a chosen hospital, as the panels of regions month by month name them, each with its own context. */
function trendPlaces(context: Context): { name: string; own: Context }[] {
  const { scope } = context;
  if (scope.sjukhus !== undefined) return [{ name: scope.sjukhus, own: context }];
  return MEMBERS.filter(({ name }) => scope.region === undefined || name === scope.region)
    .map(({ name, short }) => ({ name: short, own: { ...context, scope: { ...scope, region: name } } }));
}

/** A place's change since the year before as a proportion, and whether it is of enough to be compared; `null` without one. */
function trendChange(
  { scope, cells, subtitle, ...rest }: Context,
): { change: number; compared: boolean } | null {
  const own = { scope, cells, subtitle, ...rest };
  const [now, then] = [scope.manad, yearBefore(scope.manad)].map((manad) =>
    monthly(own, manad).value?.guess ?? null
  );
  if (now === null || then === null) return null;
  const status = /^Andel genomförda/.test(subtitle) ? "genomforda" : "vantande";
  return { change: now - then, compared: sum(inScope(cells, { ...scope, status })) >= LEAST };
}

/** Whether a number is not known, or only between which numbers it lies. */
function isUnknown(value: Span | null): boolean {
  return value === null || value.low !== value.high;
}

/** What is wrong with a change "+6,8 procentenheter" of a place. */
function trendFault(text: string, right: number): string | null {
  const found = /^([+\-−±])(.+) procentenheter$/.exec(text);
  if (!found) return `"${text}" is no change`;
  const fault = numberFault(`${found[2]} %`, Math.abs(right));
  if (fault !== null) return `change ${fault}`;
  const sign = Math.abs(right) < 0.0005 ? "±" : right > 0 ? "+" : "-";
  const said = found[1].replace("−", "-");
  return said === sign || Math.abs(Math.abs(right) - 0.0005) < 1e-9
    ? null
    : `says ${text}, but the change is ${right}`;
}

/** What is wrong with a table of places month by month; `null` for any other table. */
export function trendTableFaults({ columns, rows }: Table, context: Context): Faults | null {
  if (columns[1] !== "På ett år") return null;
  return rows.flatMap((row) => {
    const own = trendPlaces(context).find(({ name }) => name === row[0])?.own;
    if (own === undefined) return [`${row[0]} is no place of the page`];
    const change = trendChange(own);
    return [
      /\d/.test(row[1])
        ? change === null ? `compares ${row[0]}` : trendFault(row[1], change.change)
        : change === null
        ? null
        : `says no comparison of ${row[0]}`,
      ...columns.slice(2).map((month, at) => {
        const fault = numberFault(row[at + 2], monthly(own, monthOf(month) ?? "").value);
        return fault === null ? null : `${row[0]} ${month} ${fault}`;
      }),
    ];
  });
}

/** What is wrong with what a headline says of the regions that have changed. */
function trendsFault(parts: Parts, context: Context): Faults {
  const { word, up, all, known, first, alone, size } = parts;
  const places = trendPlaces(context).map(({ name, own }) => ({ name, ...trendChange(own) }));
  const compared = places.flatMap(({ name, change, compared }) =>
    change !== undefined && compared ? [{ name, change }] : []
  );
  const those = compared.filter(({ change }) => word === "Högre" ? change > 0.0005 : change < -0.0005);
  const most = Math.max(0, ...those.map(({ change }) => Math.abs(change)));
  const named = (first ?? alone ?? "").split(/, | och /).filter((name) => name !== "");
  const right = those.filter(({ change }) => Math.abs(change) > most - 0.0005).map(({ name }) => name);
  return [
    all !== undefined && wordNumber(all) !== compared.length
      ? `compares ${all}, not ${compared.length}`
      : null,
    up !== undefined && wordNumber(up) !== those.length ? `says ${up}, but ${those.length} are` : null,
    up === undefined && those.length !== compared.length ? `says all, but ${those.length} are` : null,
    known === undefined && places.some(({ change, compared }) => change !== undefined && !compared) &&
      places.length > 1
      ? "passes over those that are too few"
      : null,
    /^\p{L}+ regioner$/u.test(named[0] ?? "") || named.every((name) => right.includes(name))
      ? null
      : `names ${named.join(", ")}, but it is ${right.join(", ")}`,
    trendFault(size, word === "Högre" ? most : -most),
  ];
}

const N = String.raw`(?:\d[\d ]*(?:,\d+)?|\d[\d ]*(?:,\d+)?–\d[\d ]*(?:,\d+)?)`;
const P = String.raw`(?:(?:omkring |≈ |minst |högst )?\d[\d ]*(?:,\d+)?(?: %)?(?:–\d[\d ]*(?:,\d+)?)? %)`;
const ABOUT = String.raw`(?:omkring |≈ |minst |högst )?`;
const LARGE = String.raw`de[nt]? näst största`;
const OVER = String.raw`(?:opererade efter väntan )?över (?:\d+ dagar|ett år)`;
const HAVE = String.raw`(?:har|hade)`;
const AMONG = String.raw`(?: av de opererade)?`;
const OF = String.raw`(?:${OVER}|opererade inom \d+ dagar|PvV och MoV)`;
/** A pattern of a whole sentence. */
export function pattern(name: string, text: string, check: Pattern["check"]): Pattern {
  return { name, is: new RegExp(`^(?:${text})$`, "u"), check };
}

/** A ranking of shares, with the sizes that a finding adds. */
function rankOfShares(
  { among, top, maybe, of, bottom, sizes, topSize, bottomSize }: Parts,
  context: Context,
): Faults {
  const all = allMeasured(of, context), compared = ranked(all, context);
  const number = among === undefined ? null : wordNumber(among);
  const options = { print: printedShare, maybe: maybe !== undefined };
  const [first, last] = sizes === undefined ? [topSize, bottomSize] : sizes.split(" mot ");
  const at = (most: boolean) => {
    const values = compared.map((group) => share(group).guess!);
    return most ? Math.max(...values) : Math.min(...values);
  };
  return [
    ...rankedFault(top, all),
    ...rankedFault(bottom ?? "", all),
    number !== null && number !== compared.length
      ? `compares ${among}, but ${compared.length} can be compared: ${list(compared)}`
      : null,
    compared.length < 2 ? `ranks, but only ${list(compared)} can be compared` : null,
    ...extremeFault(top, compared, share, { most: true, ...options }),
    ...bottom === undefined ? [] : extremeFault(bottom, compared, share, { most: false, ...options }),
    first === undefined ? null : numberFault(first, at(true)),
    last === undefined ? null : numberFault(last, at(false)),
  ];
}

/** The contacts of a group of vårdutbud over a limit, with PvV and MoV. */
function largest(context: Context): Measured[] {
  const { scope } = context, isWithout = !scope.inkl && isUntimed(context);
  const cells = inScope(context.cells, { ...scope, inkl: !isWithout });
  if (isWithout) {
    return groupsOf(cells, "vardutbud").map(({ name, cells }) => (
      { name, part: between(cells, scope.limit + 1, null), of: sum(cells) }
    ));
  }
  const told = scope.status === "genomforda" || reportsDeviations(context.cells, scope.manad);
  return groupsOf(cells, "vardutbud").map(({ name, cells }) => {
    const part = between(cells, scope.limit + 1, null);
    // How many more there are with PvV and MoV is unknown where they are not reported.
    return { name, part: told ? part : { ...part, high: null, guess: null }, of: sum(cells) };
  });
}

/** Whether PvV and MoV are delivered without how long they have waited: groups are then counted without them. */
function isUntimed({ cells, scope }: Context): boolean {
  return scope.status === "vantande" &&
    inScope(cells, { ...scope, inkl: true }).some(({ avvikelse, lo, hi }) =>
      avvikelse !== null && hi === null && lo <= scope.limit
    );
}

/** The number of a group by what is said to be counted: without PvV and MoV where the sentence says that they are not reported. */
function saidOf({ part }: Measured, said: string, definition: string): Span | number {
  return definition.endsWith("anges inte") && !said.startsWith("minst") ? part.low : part;
}

/** The measure that a figure's subtitle names. */
function measureIn({ subtitle, scope: { limit } }: Context): string {
  if (/båda tillsammans/.test(subtitle)) return "PvV och MoV";
  if (/genomförda inom/.test(subtitle)) return `opererade inom ${limit} dagar`;
  return /över 365/.test(subtitle) ? "över ett år" : `över ${limit} dagar`;
}

/** Whether the deliveries of a month tell of PvV and MoV. */
export function reportsDeviations(cells: readonly Cell[], manad: string): boolean {
  return cells.some((cell) => cell.manad === manad && cell.status === "vantande" && cell.avvikelse !== null);
}

/** Orders the groups of vårdutbud by the fewest that surely have waited, as what may be is open. */
const surely = ({ part }: Measured): Span => ({ ...part, guess: part.low });

/** Headlines and findings. */
export const SENTENCES: readonly Pattern[] = [
  pattern(
    "störst andel, minst",
    `(?:Av (?<among>\\p{L}+) (?:regioner|sjukhus|enheter) som kan jämföras har )?(?<top>.+?)(?: har)? (?<maybe>troligen )?störst andel (?<of>${OF})(?:, (?<topSize>${P}); (?<bottom2>.+?) minst, (?<bottomSize>${P})|, (?<bottom>.+?) minst(?:, (?<sizes>${P} mot ${P}))?)`,
    (parts, context) => rankOfShares({ ...parts, bottom: parts.bottom ?? parts.bottom2 }, context),
  ),
  pattern(
    "samma andel",
    `(?:De (?<count>\\p{L}+) \\p{L}+(?: som kan jämföras)?|(?<who>.+?)) har (?:troligen |ungefär )?samma andel (?<of>${OF}), (?<p>${P})`,
    ({ count, who, of, p }, context) => {
      const compared = ranked(allMeasured(of, context), context);
      const names = who === undefined ? null : namesIn(who, compared.map(({ name }) => name)).sort();
      return [
        count !== undefined && wordNumber(count) !== compared.length
          ? `says ${count} of ${compared.length}`
          : null,
        names !== null && names.join() !== compared.map(({ name }) => name).sort().join()
          ? `names ${who}, but those compared are ${list(compared)}`
          : null,
        ...compared.map((group) => {
          const fault = numberFault(p, share(group));
          return fault === null ? null : `${group.name} ${fault}`;
        }),
      ];
    },
  ),
  pattern(
    "bara en kan jämföras",
    `Bara (?<who>.+?) har tillräckligt många för en jämförelse: (?<p>${P}) (?<of>${OF})`,
    ({ who, p, of }, context) => {
      const compared = ranked(allMeasured(of, context), context);
      return [
        compared.length === 1 ? null : `says that one can be compared, but ${list(compared)} can`,
        ...shareFault(who, p, of, context),
      ];
    },
  ),
  pattern(
    "för få",
    `Andelarna (?<of>${OF}) räknas på färre än 20 var, för få för att jämföras`,
    ({ of }, context) => {
      const all = allMeasured(of, context), compared = ranked(all, context);
      return [
        compared.length === 0 ? null : `says too few, but ${list(compared)} can be compared`,
        all.length < 2 ? `says that several are too few, but there is only ${list(all)}` : null,
      ];
    },
  ),
  pattern(
    "ingen över",
    `Ingen${AMONG} ${HAVE} (?<sure>säkert )?väntat (?<of>över \\d+ dagar|över ett år)`,
    ({ sure, of }, context) => nobodyOver(of, sure !== undefined, context),
  ),
  pattern(
    "ingen över på kartan",
    `Ingen${AMONG} ${HAVE} (?<sure>säkert )?väntat (?<of>över \\d+ dagar) på något sjukhus på kartan`,
    ({ sure, of }, context) => {
      const at = cellsFor(of, context).filter(({ sjukhus }) => sjukhus !== null && townOf(sjukhus) !== null);
      return nobodyOver(of, sure !== undefined, context, at);
    },
  ),
  pattern(
    "inget sjukhus",
    `Inget sjukhus har (?<sure>säkert )?väntande (?<of>över \\d+ dagar)`,
    ({ sure, of }, context) =>
      nobodyOver(
        of,
        sure !== undefined,
        context,
        cellsFor(of, context).filter(({ sjukhus }) => sjukhus !== null),
      ),
  ),
  pattern(
    "inget av dem som jämförs",
    `Inget av sjukhusen som jämförs har (?<sure>säkert )?väntande (?<of>över \\d+ dagar)`,
    ({ of }, context) =>
      ranked(allMeasured(of, context), context).filter(({ part }) => part.low > 0).map(({ name }) =>
        `says none, but ${name} has`
      ),
  ),
  pattern(
    "ingen väntar",
    `Ingen väntar(?<where> i de regioner som har levererat| på något sjukhus)?`,
    ({ where }, context) => {
      const waiting = inScope(context.cells, { ...context.scope, status: "vantande" });
      const has = delivered(context.cells, context.scope.manad, "vantande");
      return [
        sum(waiting) === 0 ? null : `says nobody, but ${sum(waiting)} wait`,
        has.length === 0 ? "says nobody, but no region has delivered those waiting" : null,
        where === undefined && membersOf(context).some((short) => !has.includes(short))
          ? `says nobody, but only ${has.join(", ")} have delivered`
          : null,
      ];
    },
  ),
  pattern("inget levererat", "Ingen region har levererat väntande", (_, context) => {
    const has = delivered(context.cells, context.scope.manad, "vantande");
    return [has.length === 0 ? null : `says that none has delivered, but ${has.join(", ")} have`];
  }),
  pattern(
    "en plats andel",
    `(?:I|På) (?<who>.+?) ${HAVE} (?<p>${P}|ingen) (?:av de väntande |av de opererade )?väntat (?<of>över \\d+ dagar|över ett år)(?:, (?:i|på) (?<other>.+?) (?<q>${P}|ingen))?(?<rest>, .*)?`,
    ({ who, p, of, other, q }, context) => {
      const all = allMeasured(of, context), known = ranked(all, context);
      return [
        ...shareFault(who, p, of, context),
        ...other === undefined ? [] : [
          ...shareFault(other, q, of, context),
          ...rankedFault(`${who} och ${other}`, all),
          ...extremeFault(who, known, share, { most: true, print: printedShare, maybe: /omkring/.test(p) }),
          ...extremeFault(other, known, share, { most: false, print: printedShare, maybe: true }),
        ],
        other === undefined && all.length > 1 &&
          namesIn(who, all.map(({ name }) => name)).length !== all.length &&
          !ranked(all, context).every(({ name }) => who.includes(name))
          ? `speaks of ${who} alone, but there are ${list(all)}`
          : null,
      ];
    },
  ),
  pattern(
    "ett sjukhus andel",
    `(?<who>.+?): (?<p>${P}) av de väntande har väntat (?<of>över \\d+ dagar)`,
    ({ who, p, of }, context) => {
      const compared = ranked(allMeasured(of, context), context);
      return [
        ...shareFault(who, p, of, context),
        compared.length === 1 ? null : `names one, but ${list(compared)} can be compared`,
      ];
    },
  ),
  pattern(
    "en plats opererades",
    `(?:I|På) (?<who>.+?) opererades (?<p>${P}) (?<of>inom \\d+ dagar)`,
    ({ who, p, of }, context) => shareFault(who, p, `opererade ${of}`, context),
  ),
  pattern(
    "en plats av eget val",
    `(?:I|På) (?<who>.+?) väntar (?<p>${P}) (?<of>av eget val eller medicinska skäl)`,
    ({ who, p, of }, context) => shareFault(who, p, of, context),
  ),
  pattern(
    "N väntar, M av dem",
    `(?<n>${N}) väntar, (?<m>${ABOUT}${N}|ingen) av dem(?: \\((?<p>${P})\\))? över (?<days>\\d+) dagar`,
    ({ n, m, p, days }, context) => {
      const all = total(`över ${days} dagar`, context);
      return [
        numberFault(n, all.of),
        m === "ingen" ? numberFault("0", all.part) : numberFault(m, all.part),
        p === undefined ? null : numberFault(p, share(all)),
      ];
    },
  ),
  pattern(
    "N är genomförda",
    `(?<n>${N}) är genomförda; av dem(?: som omfattas av vårdgarantin)? (?<p>${P}) inom (?<days>\\d+) dagar`,
    ({ n, p, days }, context) => {
      const all = total(`opererade inom ${days} dagar`, context);
      const done = inScope(context.cells, { ...context.scope, status: "genomforda" });
      return [numberFault(n, sum(done)), numberFault(p, share(all))];
    },
  ),
  pattern(
    "flest över ett år",
    `Flest${AMONG} ${HAVE} (?<maybe>troligen )?väntat över ett år (?:i|på) (?<who>.+?), (?<n>${ABOUT}${N})(?<each> i varje)? av alla (?<all>${N})(?:, (?<p>${P}) av alla (?:väntande|genomförda|opererade))?`,
    ({ maybe, who, n, all, p }, context) => {
      const groups = allMeasured("över ett år", context), everybody = total("över ett år", context);
      const most = Math.max(...groups.map(({ part }) => part.guess ?? 0));
      return [
        ...extremeFault(who, groups, number, { most: true, print: printedCount, maybe: maybe !== undefined }),
        numberFault(n, most),
        numberFault(all, everybody.part),
        p === undefined ? null : numberFault(p, share(everybody)),
      ];
    },
  ),
  pattern(
    "alla över ett år",
    `(?:Alla (?<n>${N})|Den enda) som ${HAVE} väntat över ett år (?:väntar|opererades) (?:i|på) (?<who>.+?)(?:, (?<p>${P}) av alla (?:väntande|genomförda|opererade))?`,
    ({ n = "1", who, p }, context) => {
      const groups = allMeasured("över ett år", context), everybody = total("över ett år", context);
      return [
        numberFault(n, everybody.part),
        ...groups.filter(({ name, part }) => name !== who && part.high !== 0).map(({ name }) =>
          `says that all wait in ${who}, but some may in ${name}`
        ),
        p === undefined ? null : numberFault(p, share(everybody)),
      ];
    },
  ),
  pattern(
    "antal över ett år",
    `(?:I|På) (?<who>.+?) ${HAVE} (?<n>${ABOUT}${N}|ingen)${AMONG} väntat över ett år(?:, (?<p>${P}) av alla (?:väntande|genomförda|opererade))?`,
    ({ who, n, p }, context) => {
      const group = named(who, allMeasured("över ett år", context));
      if (typeof group === "string") return [group];
      return [
        numberFault(n === "ingen" ? "0" : n, group.part),
        p === undefined ? null : numberFault(p, share(total("över ett år", context))),
      ];
    },
  ),
  pattern(
    "flest i en ort",
    `(?:Flest (?:opererade efter väntan )?över (?<days>\\d+) dagar (?:väntar|opererades) (?<maybe>troligen )?i (?<who>.+?)|Av orterna på kartan har (?<maybe2>troligen )?(?<who2>.+?) flest (?:opererade efter väntan )?över (?<days2>\\d+) dagar), (?<n>${ABOUT}${N})(?<each> i varje)? av alla (?<all>${ABOUT}${N})`,
    ({ days: first, days2, maybe: probably, maybe2, who: town, who2, n, all }, context) => {
      const days = first ?? days2,
        maybe = probably ?? maybe2,
        who = town ?? who2,
        isOfMap = who2 !== undefined;
      const of = `över ${days} dagar`, towns = allMeasured(of, context);
      const unplaced = cellsFor(of, context).filter((cell) => keyOf(cell, "ort") === null);
      const most = Math.max(...towns.map(({ part }) => part.guess ?? 0));
      const elsewhere = between(unplaced, Number(days) + 1, null);
      return [
        ...extremeFault(who, towns, number, { most: true, print: printedCount, maybe: maybe !== undefined }),
        numberFault(n, most),
        most === 0 ? `says that ${who} has the most, but it has nobody` : null,
        numberFault(/^omkring/.test(n) ? `omkring ${all}` : all, total(of, context).part),
        !isOfMap && elsewhere.low > most
          ? `says most in ${who} (${most}), but ${elsewhere.low} wait where no town is known`
          : null,
      ];
    },
  ),
  pattern(
    "från till",
    `Från (?<p>${P}) (?<of>över \\d+ dagar) på (?<low>.+?) till (?<q>${P}) på (?<high>.+?)`,
    ({ p, of, low, q, high }, context) => {
      const all = allMeasured(of, context), compared = ranked(all, context);
      return [
        ...rankedFault(`${low} och ${high}`, all),
        ...extremeFault(low, compared, share, { most: false, print: printedShare, maybe: true }),
        ...extremeFault(high, compared, share, { most: true, print: printedShare, maybe: true }),
        ...shareFault(low, p, of, context),
        ...shareFault(high, q, of, context),
      ];
    },
  ),
  pattern(
    "största gruppen",
    `(?<who>.+?) är (?<maybe>troligen )?den största gruppen (?:opererade efter väntan )?över (?<days>\\d+) dagar, (?<second>.+?) ${LARGE}(?:, (?<a>${ABOUT}${N}) och (?<b>${ABOUT}${N}), (?<definition>.+))?`,
    ({ maybe, who, second, a, b, definition }, context) => {
      const all = largest(context).sort((x, y) => y.part.low - x.part.low);
      const rest = all.slice(1);
      return [
        ...extremeFault(who, all, maybe === undefined ? number : surely, {
          most: true,
          print: printedCount,
          maybe: maybe !== undefined,
        }),
        ...extremeFault(second, rest, surely, { most: true, print: printedCount, maybe: true }),
        a === undefined ? null : numberFault(a, saidOf(all[0], a, definition)),
        b === undefined ? null : numberFault(b, saidOf(all[1], b, definition)),
      ];
    },
  ),
  pattern(
    "enda gruppen",
    `(?<who>.+?) är den enda (?:kända )?gruppen (?:med )?(?:väntande )?(?:opererade efter väntan )?över (?<days>\\d+) dagar(?:, (?<a>${ABOUT}${N}), (?<definition>.+))?`,
    ({ who, a, definition }, context) => {
      const all = largest(context).filter(({ part }) => part.low > 0);
      return [
        all.length === 1 && all[0].name === careNamed(who) ? null : `names ${who}, but they are ${list(all)}`,
        a === undefined ? null : numberFault(a, saidOf(all[0], a, definition)),
      ];
    },
  ),
  pattern(
    "av eget val",
    `(?<n>${N}) väntar av eget val eller medicinska skäl(?:, (?<p>${P}) av alla)?`,
    ({ n, p }, context) => {
      const all = total("PvV och MoV", context);
      return [numberFault(n, all.part), p === undefined ? null : numberFault(p, share(all))];
    },
  ),
  pattern(
    "lika många över ett år",
    `I (?<who>.+?) ${HAVE} (?:ungefär )?lika många${AMONG} väntat över ett år, (?<n>${ABOUT}${N}) i varje(?:, (?<p>${P}) av alla väntande)?`,
    ({ who, n, p }, context) => {
      const groups = allMeasured("över ett år", context);
      return [
        ...namesIn(who, groups.map(({ name }) => name)).map((name) => {
          const group = named(name, groups);
          return typeof group === "string" ? group : numberFault(n, group.part);
        }),
        p === undefined ? null : numberFault(p, share(total("över ett år", context))),
      ];
    },
  ),
  pattern(
    "lika stora grupper",
    `(?<who>.+?) har (?:ungefär )?lika många över (?<days>\\d+) dagar, (?<n>${ABOUT}${N}) var(?:, .+)?`,
    ({ who, n }, context) => {
      const all = largest(context);
      return namesIn(who, all.map(({ name }) => name)).map((name) => {
        const group = named(name, all);
        return typeof group === "string" ? group : numberFault(n, group.part);
      });
    },
  ),
  pattern("ingen operation", "Ingen operation är genomförd", (_, context) => {
    const done = sum(inScope(context.cells, { ...context.scope, status: "genomforda" }));
    return [
      done === 0 ? null : `says none, but ${done} are`,
      delivered(context.cells, context.scope.manad, "genomforda").length === 0
        ? "says none, but nothing is delivered"
        : null,
    ];
  }),
  pattern("ingen opererades", "Ingen opererades (?<of>inom \\d+ dagar)", ({ of }, context) => {
    const { part } = total(`opererade ${of}`, context);
    return [part.high === 0 ? null : `says nobody, but ${part.low} to ${part.high} were`];
  }),
  pattern("ingen av eget val", "Ingen väntar av eget val eller medicinska skäl", (_, context) => {
    const { part } = total("PvV och MoV", context);
    return [
      part.low === 0 ? null : `says nobody, but ${part.low} do`,
      reportsDeviations(context.cells, context.scope.manad)
        ? null
        : "says nobody, but PvV and MoV are not delivered",
    ];
  }),
  pattern("anges inte", "PvV och MoV anges inte", (_, context) => {
    const told = cellsFor("PvV och MoV", context).filter(({ avvikelse }) => avvikelse !== null);
    return [sum(told) === 0 ? null : `says that they are not reported, but ${sum(told)} are`];
  }),
  pattern(
    "månadens värde",
    `(?<month>\\p{L}+ \\d{4}): (?<value>${P}|${N})(?: dagar)?(?:, utan (?<without>.+)|, (?<same>som ett år tidigare)|, lika många per arbetsdag som ett år tidigare|, (?<change>.+?) än ett år tidigare)?`,
    ({ month, value, without, same, change }, context) => {
      const manad = monthOf(month);
      if (manad === null) return [`"${month}" is no month`];
      const { value: right } = monthly(context, manad);
      const told = context.cells.filter(({ status }) =>
        status === "vantande" || /operationer/.test(context.subtitle)
      )
        .map(({ manad }) => manad);
      return [
        manad !== context.scope.manad
          ? `speaks of ${manad}, but the page is of ${context.scope.manad}`
          : null,
        right === null ? `says ${value}, but nothing is delivered` : numberFault(value, right),
        ...missingFault(without ?? "", context, manad),
        ...change === undefined ? [] : changeFault(change, context, manad),
        ...same === undefined ? [] : changeFault("±0", context, manad),
        change !== undefined && !told.includes(yearBefore(manad))
          ? "compares with a year that is not delivered"
          : null,
      ];
    },
  ),
  pattern(
    "regionernas utveckling",
    "(?<word>Högre|Lägre) andel (?:över|opererade inom) \\d+ dagar än för ett år sedan (?:" +
      "[ip]å? (?:(?<up>\\p{L}+) av (?<all>\\p{L}+) regioner|båda regionerna|alla \\p{L}+ regioner|de två regioner)" +
      "(?<known> som kan jämföras)?(?:, mest i (?<first>[^:]+)|, (?<only>[^:]+))|[ip]å? (?<alone>[^:]+)): (?<size>.+)",
    (parts, context) => trendsFault({ ...parts, first: parts.first ?? parts.only }, context),
  ),
  pattern(
    "andelens ändring",
    `(?<value>${P}) har väntat över (?<limit>\\d+) dagar(?:, mot (?<than>.+?))?(?:, utan (?<without>.+))?`,
    ({ value, limit, than = "", without = "" }, context) => {
      const own = { ...context, subtitle: `Andel väntande över ${limit} dagar` }, { manad } = context.scope;
      return [
        numberFault(value, monthly(own, manad).value),
        ...missingFault(without, own, manad),
        ...than.split(" och ").filter((part) => part !== "").map((part) => {
          const found = new RegExp(`^(${P}) i (\\p{L}+)(?: (\\d{4}))?$`, "u").exec(part);
          if (found === null) return `"${part}" is not understood`;
          const before = manad.endsWith("-01") ? Number(manad.slice(0, 4)) - 1 : manad.slice(0, 4);
          const month = monthOf(`${found[2]} ${found[3] ?? before}`);
          return month === null ? `"${part}" is no month` : numberFault(found[1], monthly(own, month).value);
        }),
      ];
    },
  ),
  pattern(
    "som för ett år sedan",
    "(?:.+: som|Som) för ett år sedan(?: i .+)?",
    (_, context) =>
      trendPlaces(context).map(({ own, name }) => {
        const found = trendChange(own);
        return found === null || !found.compared || Math.abs(found.change) < 0.0005 + 1e-9
          ? null
          : `says no change, but ${name} has ${found.change}`;
      }),
  ),
  pattern(
    "ingen jämförbar",
    "Ingen region går att jämföra med året innan",
    (_, context) =>
      trendPlaces(context).map(({ own, name }) =>
        trendChange(own)?.compared ? `says that none can be compared, but ${name} can` : null
      ),
  ),
  pattern(
    "en region",
    `(?<name>[^:]+): (?<value>${P}), (?:inte jämförd med året innan|(?<change>.+) på ett år)`,
    ({ name, value, change }, context) => {
      const own = trendPlaces(context).find((place) => place.name === name)?.own;
      if (own === undefined) return [`${name} is no place of the page`];
      const found = trendChange(own);
      return [
        numberFault(value, monthly(own, own.scope.manad).value),
        change === undefined
          ? found === null ? null : "says no comparison, but there is one"
          : found === null
          ? "compares what cannot be"
          : trendFault(change, found.change),
      ];
    },
  ),
  pattern(
    "talet finns inte",
    "Talet är okänt eller finns inte för någon månad i perioden",
    (_, context) =>
      // Where one region's number is unknown, that of all together is.
      isUnknown(monthly(context, context.scope.manad).value)
        ? []
        : trendPlaces(context).map(({ own, name }) =>
          isUnknown(monthly(own, own.scope.manad).value)
            ? null
            : `says that no number is known, but ${name} has one`
        ),
  ),
  pattern("inga uppgifter", "Inga uppgifter finns för perioden", (_, context) => {
    const { value } = monthly(context, context.scope.manad);
    return [value === null ? null : "says that nothing is delivered, but something is"];
  }),
  pattern(
    "lika stor andel",
    `Andelen (?<of>över \\d+ dagar) är (?:ungefär )?lika stor i alla regioner, (?<p>${P})`,
    ({ of, p }, context) => {
      const all = allMeasured(of, { ...context, place: "region" });
      return [
        all.length < 2 ? `says that all regions are alike, but only ${list(all)} is there` : null,
        ...all.map((group) => {
          const fault = numberFault(p, share(group));
          return fault === null ? null : `${group.name} ${fault}`;
        }),
      ];
    },
  ),
  pattern(
    "medianen skiljer",
    `Medianen skiljer (?<about>omkring )?(?<days>${N}) dagar mellan regionerna, (?<low>.+?) (?<a>${N}) dagar, (?<high>.+?) (?<b>${N}) dagar`,
    ({ about, days, low, a, high, b }, context) => {
      const cells = inScope(context.cells, { ...context.scope, status: "vantande" });
      const regions = groupsOf(cells, "region", context.scope.agarform).filter((group) =>
        sum(group.cells) >= LEAST
      );
      const fault = (names: string, value: string) =>
        namesIn(names, regions.map(({ name }) => name)).map((name) => {
          const group = regions.find((each) => each.name === name);
          if (group === undefined) return `ranks ${name}, which has too few`;
          const right = median(group.cells)!;
          const wrong = numberFault(right.low === right.high ? value : `omkring ${value}`, right);
          return wrong === null ? null : `${name}'s median ${wrong}`;
        });
      const outside = regions.filter((group) => {
        const { guess } = median(group.cells)!;
        return guess !== null && (Math.round(guess) < Number(a) || Math.round(guess) > Number(b));
      });
      return [
        ...fault(low, a),
        ...fault(high, b),
        Number(b) - Number(a) === Number(days) ? null : `says ${days}, but ${b} less ${a} is not that`,
        about === undefined && regions.some((group) => median(group.cells)!.guess === null)
          ? "says the medians for certain, but they are estimated"
          : null,
        outside.length > 0 ? `leaves out ${outside.map(({ name }) => name).join(", ")}` : null,
      ];
    },
  ),
  pattern(
    "flest över",
    `(?:Av (?<among>\\p{L}+) sjukhus som kan jämföras har )?(?<who>.+?)(?: har)? (?<maybe>troligen )?flest (?<of>${OVER}), (?<n>${ABOUT}${N}) (?:väntande|genomförda)(?: i varje)?`,
    ({ among, who, maybe, of, n }, context) => {
      // A count is compared however few there are: only a share of a handful says nothing.
      const all = allMeasured(of, { ...context, place: "sjukhus" }).filter(({ part }) => part.guess !== null);
      const nowhere = cellsFor(of, context).filter(({ sjukhus }) => sjukhus === null);
      return [
        ...extremeFault(who, all, number, { most: true, print: printedCount, maybe: maybe !== undefined }),
        numberFault(n, Math.max(...all.map(({ part }) => part.guess ?? 0))),
        among !== undefined && wordNumber(among) !== all.length
          ? `says ${among}, but they are ${list(all)}`
          : null,
        among === undefined && between(nowhere, limitIn(of, context.scope) + 1, null).low > 0
          ? "compares all hospitals, but some wait where no hospital is given"
          : null,
      ];
    },
  ),
  pattern("inget sjukhus har många", "På inget sjukhus väntar minst 20, så inga jämförs", (_, context) => {
    const compared = ranked(allMeasured("över 90 dagar", context), context);
    return [compared.length === 0 ? null : `says none, but ${list(compared)} have 20 or more`];
  }),
  pattern("sjukhus anges inte", "Leveranserna anger inte vid vilka sjukhus man väntar", (_, context) => {
    const told = cellsFor("över 90 dagar", context).filter(({ sjukhus }) => sjukhus !== null);
    return [sum(told) === 0 ? null : "says that no hospital is given, but some are"];
  }),
  pattern("inga genomförda", "Leveranserna har inga genomförda operationer", (_, context) => {
    const done = inScope(context.cells, { ...context.scope, status: "genomforda" });
    return [sum(done) === 0 ? null : `says none, but there are ${sum(done)}`];
  }),
  pattern(
    "öppet band",
    `Hur många (?:som har|av de opererade som hade) väntat (?<of>över \\d+ dagar|över ett år) är okänt: leveranserna säger inte hur länge alla har väntat(?:, (?<p>${P}) av alla väntande)?`,
    ({ of, p }, context) => {
      const all = total(of, context), { part } = all;
      return [
        part.low === part.high ? `says unknown, but it is ${part.low}` : null,
        p === undefined ? null : numberFault(p, share(all)),
        openBandFault(of, context),
      ];
    },
  ),
  pattern(
    "okänt i",
    "Okänt i (?<where>.+?)(?:: leveransen omfattar inte (?<what>.+))?",
    ({ where, what }, context) => {
      const { scope, cells } = context;
      const told = cells.filter(({ manad, vardutbud }) =>
        manad === scope.manad && what !== undefined && vardutbud === careNamed(what)
      );
      const has = delivered(cells, scope.manad, scope.status), count = /^(\p{L}+) regioner$/u.exec(where);
      return [
        what !== undefined && told.length > 0 ? `says that ${what} is not delivered, but it is` : null,
        count && wordNumber(count[1]) !== has.length
          ? `says ${where}, but ${has.join(", ")} have delivered`
          : null,
        !count && namesIn(where, has).some((name) => !has.includes(name))
          ? `${where} have not delivered at all`
          : null,
      ];
    },
  ),
  pattern(
    "regioner saknas",
    "(?<count>\\p{L}+) av sju regioner saknas i (?<month>\\p{L}+ \\d{4})",
    ({ count, month }, context) => {
      const manad = monthOf(month) ?? "";
      const has = MEMBERS.filter(({ name }) =>
        context.cells.some((cell) => cell.manad === manad && cell.region === name)
      );
      const right = MEMBERS.length - has.length;
      return [
        wordNumber(count) === right ? null : `says ${count}, but ${right} are missing`,
        manad === context.scope.manad ? null : `speaks of ${manad}`,
      ];
    },
  ),
  pattern(
    "bara en kan räknas",
    "Bara (?<who>.+?) kan räknas, så det finns inget att jämföra med",
    ({ who }, context) => {
      const has = delivered(context.cells, context.scope.manad, "vantande");
      return [has.join() === who ? null : `says only ${who}, but ${has.join(", ")} have delivered`];
    },
  ),
  pattern(
    "bara en har väntande",
    "Bara (?<who>.+?) har väntande, så det finns inget att jämföra",
    ({ who }, context) => {
      const has = delivered(context.cells, context.scope.manad, "vantande");
      return [
        has.length < MEMBERS.length
          ? `says that only ${who} has anybody waiting, but ${
            has.length === 1 ? "no other region has delivered" : `${has.join(", ")} have delivered`
          }`
          : null,
      ];
    },
  ),
];

/** What a page says of what its reader chose. */
export const CHOSEN: readonly Pattern[] = [
  pattern("gäller", "Det här gäller (?<what>.+)", ({ what }, { scope }) => scopeFaults(what, scope)),
];

/** What is wrong with the words of a scope: where, of what, whose. */
export function scopeFaults(words: string, { region, sjukhus, vardutbud, agarform }: Scope): Faults {
  const says = (text: string) => words.toLowerCase().includes(text.toLowerCase());
  const where = sjukhus ?? (region === undefined ? undefined : shortOf(region));
  return [
    where !== undefined && !says(where) ? `does not say ${where}` : null,
    vardutbud !== undefined && !careWords(vardutbud).some(says) ? `does not say ${vardutbud}` : null,
    agarform !== undefined && !says(agarform) ? `does not say ${agarform}` : null,
    agarform === undefined && /privat ägarform|offentlig ägarform/.test(words) ? "says an ownership" : null,
  ];
}

/** What stands in notes. */
export const NOTES: readonly Pattern[] = [
  pattern(
    "inte levererat i perioden",
    "Inte levererat i perioden: (?<who>.+)",
    ({ who }, context) =>
      who.split(/, | och /).map((name) => {
        const own = trendPlaces(context).find((place) => place.name === name)?.own;
        return own === undefined || monthly(own, own.scope.manad).value === null
          ? null
          : `says that ${name} lacks`;
      }),
  ),
  pattern(
    "talet finns inte för",
    "Talet är okänt eller finns inte för (?<who>.+)",
    ({ who }, context) =>
      who.split(/, | och /).map((name) => {
        const place = trendPlaces(context).find((place) => place.name === name), manad = monthOf(name);
        const own = place?.own ?? context;
        const { value } = monthly(own, manad ?? own.scope.manad);
        return value === null || value.guess === null ? null : `says that ${name} has no number`;
      }),
  ),
  pattern(
    "utan jämförelse",
    "Utan jämförelse med året innan: (?<who>.+)",
    ({ who }, context) =>
      who.split(/, | och /).map((name) => {
        const own = trendPlaces(context).find((place) => place.name === name)?.own;
        return own !== undefined && trendChange(own) === null ? null : `says that ${name} cannot be compared`;
      }),
  ),
  pattern(
    "av färre",
    "Av färre än 20 jämförs inte: (?<who>.+)",
    ({ who }, context) =>
      who.split(/, | och /).map((name) => {
        const own = trendPlaces(context).find((place) => place.name === name)?.own;
        return own !== undefined && trendChange(own)?.compared === false
          ? null
          : `says that ${name} is of few`;
      }),
  ),
  pattern(
    "små rutor",
    "Streckad linje: alla tillsammans|Samma skala i alla rutor; skuggat: juni–augusti",
    () => [],
  ),
  pattern(
    "inte levererat",
    "(?<who>.+?) har inte levererat (?<month>\\p{L}+ \\d{4}) och ingår inte",
    ({ who, month }, context) => {
      const manad = monthOf(month) ?? "";
      const isWork = /genomförda|operationer/i.test(context.subtitle);
      const has = delivered(context.cells, manad, isWork ? "genomforda" : "vantande");
      const right = membersOf(context).filter((short) => !has.includes(short));
      const claimed = namesIn(who, MEMBERS.map(({ short }) => short));
      return [
        claimed.join() === right.join() ? null : `says ${who}, but those missing are ${right.join(", ")}`,
      ];
    },
  ),
  pattern("för få", "Andelar av färre än 20 jämförs inte: (?<who>.+)", ({ who }, context) => {
    const few = allMeasured(measureIn(context), context).filter(({ of }) => of < LEAST).map(({ name }) =>
      name
    ).sort();
    const claimed = namesIn(who, few).sort();
    return [
      claimed.join() === few.join() ? null : `says ${who}, but those with too few are ${few.join(", ")}`,
    ];
  }),
  pattern(
    "utan sjukhus",
    "(?:Väntande|De) utan angivet sjukhus står i tabellen, inte i diagrammet",
    (_, context) => {
      const without = cellsFor("över 90 dagar", context).filter(({ sjukhus }) => sjukhus === null);
      return [sum(without) > 0 ? null : "says that some have no hospital, but all have"];
    },
  ),
  pattern(
    "konturer",
    "Konturer: (?:färre än 20 väntande|andelar av färre än 20), för få för att jämföras",
    (_, context) => {
      const few = allMeasured(measureIn(context), context).filter(({ of }) => of < LEAST);
      return [few.length > 0 ? null : "says that some are too few, but none is"];
    },
  ),
  pattern(
    "saknas för",
    "Uppgift saknas för (?<months>.+)",
    ({ months }, context) =>
      months.split(/, | och /).map((month) => {
        const manad = monthOf(month);
        if (manad === null) return `"${month}" is no month`;
        return monthly(context, manad).value === null ? null : `says that ${month} is missing, but it is not`;
      }),
  ),
  pattern(
    "ringar",
    "Ringar är månader (?<sets>.+)",
    ({ sets }, context) =>
      sets.split("; ").flatMap((set): Faults => {
        const found = /^utan (.+?): (.+)$/.exec(set);
        if (found === null) return [`"${set}" is not understood`];
        return found[2].split(/, | och /).flatMap((month) =>
          missingFault(found[1], context, monthOf(month) ?? "")
        );
      }),
  ),
  pattern(
    "arbetsdagar",
    "Året innan jämförs per arbetsdag: (?<month>\\p{L}+ \\d{4}) har (?<days>\\d+), (?<before>\\p{L}+ \\d{4}) (?<then>\\d+)",
    ({ month, days, before, then }, context) => {
      const manad = monthOf(month) ?? "", earlier = monthOf(before) ?? "";
      return [
        manad === context.scope.manad ? null : `speaks of ${manad}`,
        earlier === yearBefore(manad) ? null : `compares with ${earlier}`,
        workingDays(manad) === Number(days) ? null : `says ${days} working days`,
        workingDays(earlier) === Number(then) ? null : `says ${then} working days`,
      ];
    },
  ),
  pattern(
    "året innan saknas",
    "Året innan finns inte med här, så ingen månad jämförs med det",
    (_, context) => {
      const { manad: last } = context.scope, months = new Set(context.cells.map(({ manad }) => manad));
      const both = [...months].filter((manad) => manad <= last && manad >= yearBefore(last)).filter((manad) =>
        months.has(yearBefore(manad)) && monthly(context, manad).value !== null &&
        monthly(context, yearBefore(manad)).value !== null
      );
      return [
        both.length === 0 ? null : `says that the year before is not there, but ${both.join(", ")} have it`,
      ];
    },
  ),
  pattern("axeln", "Axeln börjar vid (?<from>.+)", ({ from }, context) => {
    const { manad: last } = context.scope;
    const months = [...new Set(context.cells.map(({ manad }) => manad))]
      .filter((manad) => manad <= last && manad >= yearBefore(last));
    const start = readNumber(from);
    const least = Math.min(...months.flatMap((manad) => monthly(context, manad).value?.low ?? []));
    return [
      start?.value !== null && start !== null && start.value <= least + 0.0005
        ? null
        : `begins at ${from}, over ${least}`,
    ];
  }),
  pattern(
    "okänd ort",
    `(?<n>(?:Omkring )?${N}(?:–${N})?) (?<of>(?:opererade efter väntan )?över \\d+ dagar) (?:väntar|opererades) där ingen ort är känd`,
    ({ n, of }, context) => {
      const without = cellsFor(of, context).filter((cell) => keyOf(cell, "ort") === null);
      return [numberFault(n.toLowerCase(), between(without, limitIn(of, context.scope) + 1, null))];
    },
  ),
  pattern("okänt läge", "Utan känt läge och inte på kartan: (?<n>\\d+) sjukhus", ({ n }, context) => {
    const unknown = groupsOf(cellsFor("över 90 dagar", context), "sjukhus").filter(({ name }) =>
      townOf(name) === null
    );
    return [numberFault(n, unknown.length)];
  }),
  pattern(
    "öppet band",
    "Hur många (?:som har|av de opererade som hade) väntat över (?<days>\\d+) dagar är okänt där leveransen inte säger hur länge alla har väntat: (?<who>.+)",
    ({ days, who }, context) => [
      openBandFault(`över ${days} dagar`, context),
      ...who.split(/, | och /).map((each) => {
        const found = /^(.+?) ([\d ]+–[\d ]+|(?:minst|högst) [\d ]+)$/.exec(each);
        if (found === null) return `"${each}" is not understood`;
        if (found[1] === "Sjukhus anges inte") return "names those without a hospital as a hospital";
        const unstated = /^Sjukhus anges inte \((.+)\)$/.exec(found[1])?.[1];
        if (unstated !== undefined) {
          const those = cellsFor(`över ${days} dagar`, { ...context, scope: { ...context.scope } })
            .filter(({ sjukhus, region }) => sjukhus === null && region.endsWith(unstated));
          return numberFault(found[2], between(those, Number(days) + 1, null));
        }
        const places: readonly Place[] = context.place === "ort" ? ["sjukhus"] : [context.place, "region"];
        const groups = places.map((place) =>
          named(found[1], allMeasured(`över ${days} dagar`, { ...context, place }))
        );
        const group = groups.find((each) => typeof each !== "string") ?? groups[0];
        return typeof group === "string" ? group : numberFault(found[2], group.part);
      }),
    ],
  ),
  pattern(
    "omfattar inte",
    "(?<who>.+?) ingår inte: leveransen omfattar inte (?<what>.+)",
    ({ what }, { cells, scope }) => {
      const told = cells.filter(({ manad, vardutbud }) =>
        manad === scope.manad && vardutbud === careNamed(what)
      );
      return [told.length > 0 ? `says that ${what} is not delivered, but it is` : null];
    },
  ),
  pattern("mörkare", "Mörkare: (?<who>.+)", ({ who }, context) => {
    const known = largest(context).map(({ name }) => name);
    return namesIn(who, known).map((name) => known.includes(name) ? null : `${name} has no contacts here`);
  }),
  pattern("ingen väntar i", "Ingen väntar (?:i|på) (?<who>.+)", ({ who }, context) => {
    const groups = allMeasured("över 90 dagar", context);
    return namesIn(who, [...groups.map(({ name }) => name), ...MEMBERS.map(({ short }) => short)]).map(
      (name) => {
        const group = groups.find((each) => each.name === name);
        const short = name.replace(/ \(.+\)$/, "");
        if (group !== undefined) return `says that nobody waits in ${name}, but ${group.of} do`;
        return MEMBERS.some((member) => member.short === short) &&
            !delivered(context.cells, context.scope.manad, "vantande").includes(short)
          ? `says that nobody waits in ${name}, which has not delivered`
          : null;
      },
    );
  }),
  // What a note explains and claims of no data.
  pattern(
    "förklaring",
    "(?:Andelar som inte får plats i sin stapel står i tabellen|Antalet räknar alla genomförda|Per 1 000 invånare: exkl\\. och inkl\\. PvV och MoV|Orternas lägen är ungefärliga(?:; sjukhus i samma ort är en cirkel)?|Namn som inte får plats står i tabellen|Länsgränser: SCB|Figuren gäller dem som väntar och visas inte för genomförda|Figuren följer inte urvalet|exkl\\. och inkl\\. PvV och MoV)",
    () => [],
  ),
];

/** What alternative texts say. */
export const ALTERNATIVES: readonly Pattern[] = [
  pattern(
    "från till",
    `Liggande staplar: andel (?<of>över \\d+ dagar|genomförda inom \\d+ dagar) (?:per \\p{L}+|på (?<count>\\p{L}+) sjukhus), (?:(?<none>men ingen väntar)|från (?<top>.+?) (?<p>${P}) till (?<bottom>.+?) (?<q>${P})|(?<one>.+?) (?<r>${P}))\\.(?: (?<all>[^.]+?) (?<s>${P})\\.)?`,
    ({ of, count, top, p, bottom, q, one, r, none, s }, context) => {
      const what = of.replace("genomförda", "opererade"), all = allMeasured(what, context);
      return [
        ...top === undefined ? [] : [
          ...shareFault(top, p, what, context),
          ...shareFault(bottom, q, what, context),
          ...all.filter((group) => group.of >= LEAST).flatMap((group) => {
            const { guess } = share(group), [first, last] = [readNumber(p)?.value, readNumber(q)?.value];
            if (guess === null || first == null || last == null) return [];
            return guess > first + 0.0006 || guess < last - 0.0006
              ? [`leaves out ${group.name} with ${guess}`]
              : [];
          }),
        ],
        ...one === undefined ? [] : shareFault(one, r, what, context),
        none !== undefined && all.length > 0 ? `says that nobody waits, but they do at ${list(all)}` : null,
        s === undefined ? null : numberFault(s, share(total(what, context))),
        count !== undefined && wordNumber(count) !== all.length && !(count === "inga" && all.length === 0)
          ? `says ${count} hospitals, but there are ${list(all)}`
          : null,
      ];
    },
  ),
  pattern(
    "staplar delade",
    "Liggande staplar delade vid \\d+ dagar, en per \\p{L}+\\.(?<rows>.*)",
    ({ rows }, context) => {
      const groups = groupsOf(inScope(context.cells, context.scope), context.place, context.scope.agarform);
      return rows.split(/\.(?: |$)/).map((row) => row.trim()).filter((row) => row !== "").flatMap(
        (row): Faults => {
          const [who, bands] = row.split(/: (.*)/), group = groups.find(({ name }) => name === who);
          if (group === undefined) return [`${who} has nobody waiting`];
          return [...bands.matchAll(/(?:(\d+)–(\d+)|över (\d+)) dagar (.+? %)(?:, |$)/g)].map(
            ([text, lo, hi, over, p]) => {
              const from = over === undefined ? Number(lo) : Number(over) + 1;
              const part = between(group.cells, from, over === undefined ? Number(hi) : null);
              const fault = numberFault(p, shareOf(part, sum(group.cells)));
              return fault === null ? null : `${who} ${text} ${fault}`;
            },
          );
        },
      );
    },
  ),
  pattern(
    "antal per",
    "Liggande staplar: antal (?<of>(?:opererade efter väntan )?över \\d+ dagar) per (?<what>\\p{L}+)\\. (?<rows>.*?)\\.?",
    ({ of, what, rows }, context) => {
      if (/^Ingen/.test(rows)) return [];
      const all = what === "vårdutbud" ? largest(context) : allMeasured(of, context);
      const known = all.map(({ name }) => name).sort((a, b) => b.length - a.length);
      const limit = limitIn(of, context.scope);
      return splitRows(rows, known).map(([name, text]) => {
        const group = all.find((each) => each.name === name);
        if (group === undefined) return `"${name} ${text}": no such group`;
        const own = what === "vårdutbud" ? group.part : between(
          groupsOf(cellsFor(of, context), context.place, context.scope.agarform)
            .find((each) => each.name === name)!.cells,
          limit + 1,
          null,
        );
        const fault = numberFault(text, own);
        return fault === null ? null : `${name} ${fault}`;
      });
    },
  ),
  pattern(
    "PvV och MoV",
    "Liggande staplar: andel PvV och MoV per \\p{L}+\\. (?<rows>.*)",
    ({ rows }, context) => {
      const groups = groupsOf(cellsFor("PvV och MoV", context), context.place, context.scope.agarform);
      return rows.split(/\.(?: |$)/).filter((row) => row !== "").flatMap((row): Faults => {
        const found = /^(.+?): PvV (.+?), MoV (.+)$/.exec(row),
          group = groups.find(({ name }) => name === found?.[1]);
        if (found === null || group === undefined) return [`"${row}" is not understood`];
        return (["PvV", "MoV"] as const).map((kind, index) => {
          const part = sum(group.cells.filter(({ avvikelse }) => avvikelse === kind)) / sum(group.cells);
          const fault = numberFault(found[2 + index], part);
          return fault === null ? null : `${found[1]} ${kind} ${fault}`;
        });
      });
    },
  ),
  pattern(
    "karta",
    "Karta med en cirkel per ort, (?<of>(?:opererade efter väntan )?över \\d+ dagar): (?<rows>.*?)\\.?",
    ({ of, rows }, context) => {
      if (/^ingen/i.test(rows)) return [];
      const towns = allMeasured(of, { ...context, place: "ort" });
      return [...rows.matchAll(/(.+?) ((?:omkring )?[\d ]+) \((.+?)\)(?:, |$)/g)].flatMap(
        ([, name, n, p]): Faults => {
          const town = towns.find((each) => each.name === name);
          return town === undefined
            ? [`nobody waits in ${name}`]
            : [numberFault(n, town.part), numberFault(p, share(town))].map((fault) =>
              fault && `${name} ${fault}`
            );
        },
      );
    },
  ),
  pattern(
    "regionernas linjer",
    "(?:En linje för varje region|Linje): andel .+?, \\p{L}+ \\d{4}(?:–\\p{L}+ \\d{4})?\\. (?<rows>.*)\\.",
    ({ rows }, context) =>
      rows.split("; ").flatMap((row) => {
        const found = new RegExp(
          `^(?<name>.+) (?<value>${P}|okänt|saknas), (?:inte jämförd med året innan|(?<change>.+) på ett år)$`,
          "u",
        ).exec(row)?.groups;
        const own = trendPlaces(context).find(({ name }) => name === found?.name)?.own;
        if (found === undefined || own === undefined) return [`"${row}" is not understood`];
        const { value } = monthly(own, own.scope.manad), change = trendChange(own);
        return [
          /\d/.test(found.value)
            ? numberFault(found.value, value)
            : value?.guess != null
            ? `says ${found.value}`
            : null,
          found.change === undefined
            ? change === null ? null : `says no comparison of ${found.name}`
            : change === null
            ? `compares ${found.name}`
            : trendFault(found.change, change.change),
        ];
      }),
  ),
  pattern(
    "linje",
    "Linje: .+?, ?.*|Linje: (?<label>.+?) (?<span>\\p{L}+ \\d{4}(?:–\\p{L}+ \\d{4})?)\\. (?<rows>.*)\\.",
    () => [],
  ),
];

/** "A 1, B 2–3" by the names that are known, as names may hold a comma. */
function splitRows(text: string, known: readonly string[]): [string, string][] {
  const rows: [string, string][] = [];
  let rest = text;
  while (rest !== "") {
    const name = known.find((each) => rest.startsWith(`${each} `)) ?? /^\D+/.exec(rest)?.[0].trim() ?? rest;
    const found = /^\s*(.+?)(?:, (?=\p{L})|$)/u.exec(rest.slice(name.length));
    rows.push([name, found?.[1] ?? ""]);
    rest = rest.slice(name.length + (found?.[0].length ?? rest.length));
  }
  return rows;
}

/** What is said of a month in an alternative text's line: "april 2024 30,4 %". */
export function lineFaults(alt: string, context: Context): Faults {
  const rows = alt.split(/\. (.*)/)[1] ?? "";
  return [...rows.matchAll(/(\p{L}+ \d{4}) (saknas|-?[\d ]+(?:,\d+)?(?: %)?)(?:, |\.|$)/gu)].map(
    ([, month, text]) => {
      const right = monthly(context, monthOf(month) ?? "").value;
      const fault = numberFault(text, right);
      return fault === null ? null : `${month} ${fault}`;
    },
  );
}

/** The value of a month for a table month by month, and its faults. */
export function monthRowFaults(row: readonly string[], columns: readonly string[], context: Context): Faults {
  const manad = monthOf(row[0]);
  if (manad === null) return [`"${row[0]}" is no month`];
  return columns.flatMap((column, index): Faults => {
    const text = row[index];
    if (column.startsWith("Månaden|")) {
      const fault = numberFault(text, monthly(context, manad).value);
      return [fault === null ? null : `${row[0]} ${fault}`];
    }
    if (column.startsWith("Året innan|")) {
      if (readNumber(text)?.missing) return [];
      const fault = numberFault(text, monthly(context, yearBefore(manad)).value);
      return [fault === null ? null : `${row[0]}, the year before: ${fault}`];
    }
    if (column.startsWith("Förändring")) {
      if (readNumber(text)?.missing) return [];
      return changeFault(column.endsWith("per arbetsdag") ? `${text} per arbetsdag` : text, context, manad);
    }
    if (column === "Saknade regioner") return missingFault(text, context, manad);
    return [];
  });
}

/** Checks a sentence. @returns What is wrong; `null` when no pattern understands it. */
export function checkSentence(text: string, patterns: readonly Pattern[], context: Context): string[] | null {
  for (const { is, check } of patterns) {
    const found = is.exec(text);
    if (found) return check({ ...found.groups }, context).filter((fault) => fault !== null);
  }
  return null;
}

/** The total of a scope for key figures: how many, and over a limit. */
export function totalOver(days: number, context: Context): { part: Span; of: number } {
  const { part, of } = total(`över ${days} dagar`, context);
  return { part, of };
}
