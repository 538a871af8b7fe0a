/**
 * What has been made for the public of a store: of what, by which rule, and every number that it shows or hides. Two
 * reports of the same months can be laid side by side, so a later one is protected against those that stand, or
 * refused. Kept in the store, as it names the deliveries and their hashes.
 */
import { createHash } from "node:crypto";
import { type Month, monthName } from "../calendar/mod.ts";
import { type Status, STATUSES } from "../cube/mod.ts";
import { joinNames } from "../reference/mod.ts";
import type { Provenance, Report } from "../report/mod.ts";
import { type PublishedPoint, PublishedRecord, type StandingPages } from "../selection/mod.ts";
import type { Delivery, Holding } from "../store/mod.ts";
import { lockStore } from "../store/lock.ts";
import { makeFolders, writeDurably } from "../store/writing.ts";
import { ToldError } from "./_command.ts";
import {
  type HeldBy,
  type Publication,
  Publications,
  type PublicRun,
  type PublishedSource,
  type Replaced,
} from "./_publication.ts";
import {
  conflictOf,
  givenAway,
  isBeside,
  isChanged,
  isShownIn,
  lateRegions,
} from "./_publication_conflicts.ts";

/** The file in the store, and the folder with the numbers of each report. */
const FILE = "publicerat.json", FOLDER = "publicerat";

/** What stands published when a report begins. */
export interface Standing extends StandingPages {
  /** The reports that it is protected against, by {@linkcode idOf}. */
  readonly seen: ReadonlySet<string>;
}

/**
 * The months that a public report of a month shows, each with a hash of the deliveries that hold it.
 *
 * @param manad The month to be published.
 * @param holdings What the store holds.
 * @returns The months in order; those that the store has nothing of are left out.
 */
export function publishedSources(manad: Month, holdings: readonly Holding[]): PublishedSource[] {
  const shown = holdings.filter((holding) => isShownIn(holding.manad, manad));
  return [...Map.groupBy(shown, ({ manad }) => manad)].map(([manad, of]) => {
    const lines = of.map(({ region, status, delivery }) => `${region}|${status}|${delivery.sha256}\n`).sort();
    return { manad, sha256: createHash("sha256").update(lines.join("")).digest("hex") };
  }).sort((a, b) => a.manad < b.manad ? -1 : 1);
}

/**
 * The deliveries that hold a month.
 *
 * @param manad The month.
 * @param holdings What the store holds.
 * @returns One for each region and status.
 */
export function heldBy(manad: Month, holdings: readonly Holding[]): HeldBy[] {
  return holdings.filter((holding) => holding.manad === manad)
    .map(({ region, status, delivery: { sha256 } }) => ({ region, status, sha256 }));
}

/**
 * What a public report must be protected against: the reports that stand of the same months.
 *
 * @param store The store's folder.
 * @param run The report.
 * @param options Whether reports that it cannot be laid beside are withdrawn.
 * @returns Their numbers.
 * @throws {ToldError} If there is a report that it cannot be protected against and that has not been withdrawn.
 */
export async function standingPages(
  store: string,
  run: PublicRun,
  { replace }: { readonly replace: boolean },
): Promise<Standing> {
  const all = await publicationsOf(store), beside = await pagesBeside(store, all, run, replace);
  if (!replace) refuseBeside(beside);
  const records = beside.flatMap(({ each, record, conflict }) =>
    record === null || conflict !== null ? [] : [{ each, record }]
  );
  const points = new Map<Month, PublishedPoint>(), changed = new Set<Month>();
  for (const { each, record } of records) {
    for (const point of record.points) {
      if (!isShownIn(point.manad, run.manad)) continue;
      points.set(point.manad, point);
      if (point.manad !== run.manad && isChanged(each, run, point.manad)) changed.add(point.manad);
    }
  }
  const fewer = records.filter(({ each }) => each.manad === run.manad && each.held.length < run.held.length)
    .sort((a, b) => a.each.held.length - b.each.held.length);
  const beforeOf = (status: Status) =>
    fewer.filter(({ each }) => lateRegions(each, run, status).length > 0)
      .flatMap(({ record }) => record.tables[status] ?? []);
  return {
    before: { vantande: beforeOf("vantande"), genomforda: beforeOf("genomforda") },
    points: [...points.values()],
    words: [
      ...fewer.map(({ each }) => {
        const late = [...new Set(STATUSES.flatMap((status) => lateRegions(each, run, status)))];
        return `Reviderad: månaden publicerades ${each.started.slice(0, 10)} utan ${
          joinNames(late)
        }. Det som visades då står kvar, och det som var dolt då är dolt.`;
      }),
      ...changed.size === 0 ? [] : [
        `${
          joinNames([...changed].sort().map(monthName))
        } visas som publicerat: leveranser som har rättats eller kommit sedan dess ingår inte.`,
      ],
    ],
    seen: new Set(all.map(idOf)),
  };
}

/**
 * Records a public report with its numbers before it is written. Checks again under the store's lock, as another run
 * may have been recorded since {@linkcode standingPages}.
 *
 * @param store The store's folder.
 * @param run The report, its numbers, when its run began, its deliveries and its pages.
 * @param options What it was protected against, and whether reports that it could not be laid beside are withdrawn.
 * @returns What each report that it takes the place of gives away together with it, as sentences.
 * @throws {ToldError} If a report stands that it could not be laid beside.
 */
export async function recordPublication(
  store: string,
  { manad, rule, months, held, definition, started, record, provenance, reports }: PublicRun & {
    readonly started: string;
    readonly record: PublishedRecord;
    readonly provenance: Provenance;
    readonly reports: readonly Report[];
  },
  { replace, standing }: { readonly replace: boolean; readonly standing: Standing },
): Promise<string[]> {
  using _lock = await lockStore(store);
  const { k, mode, base } = rule,
    run: PublicRun = { manad, rule: { k, mode, base }, months, held, definition };
  const before = await publicationsOf(store), beside = await pagesBeside(store, before, run, replace);
  if (!replace) refuseBeside(beside);
  const replaced: Replaced[] = [], gone = new Set<string>();
  for (const { each, record: numbers, conflict } of beside) {
    const given = numbers === null
      ? { revealed: 0, changed: 0 }
      : givenAway(numbers, record, manad === each.manad);
    const reason = conflict ?? (replace && given.revealed + given.changed > 0 ? "den visar andra tal" : null);
    if (reason !== null) {
      replaced.push({ started: each.started, reason, ...given });
      gone.add(idOf(each));
    } else if (!standing.seen.has(idOf(each)) && months.some(({ manad }) => isChanged(each, run, manad))) {
      throw new ToldError(
        "Inga rapporter skrivs: en annan publik rapport av andra leveranser gjordes under tiden. Kör om",
      );
    } else if (given.revealed + given.changed > 0) {
      throw new ToldError(
        `Inga rapporter skrivs: tillsammans med rapporten för ${each.manad} skulle ${given.revealed} dolda tal visas och ${given.changed} tal vara andra än de publicerade`,
      );
    }
  }
  const content = new TextEncoder().encode(`${JSON.stringify(record)}\n`);
  const numbers = `${FOLDER}/${hashOf(content)}.json`;
  const now: Publication = {
    ...{ manad, rule: run.rule, months, held },
    started,
    inputs: provenance.deliveries.map(({ file, sha256 }) => ({ file, sha256 })),
    reports: reports.map(({ fileName, html }) => ({ fileName, sha256: hashOf(html) })),
    numbers,
    ...replaced.length > 0 && { replaced },
  };
  const all = [...before.map((each) => gone.has(idOf(each)) ? { ...each, withdrawn: started } : each), now];
  await makeFolders(`${store}/${FOLDER}`);
  await writeDurably(`${store}/${numbers}`, content);
  await writePublications(store, all);
  return replaced.map(({ started, reason, revealed, changed }) =>
    `Ersätter den publika rapporten från ${started}: ${reason}. Den som har båda ser ${revealed} tal som var dolda, och ${changed} tal som har ändrats`
  );
}

/** A public report and its numbers. */
export interface PublishedNumbers extends Pick<Publication, "manad" | "started" | "rule"> {
  /** Whether another has taken its place. */
  readonly isWithdrawn: boolean;
  /** Its numbers. */
  readonly record: PublishedRecord;
}

/**
 * The numbers of every public report of a store, also of those that were withdrawn: somebody may have kept them.
 *
 * @param store The store's folder.
 * @returns One for each report that was recorded with its numbers, in order.
 */
export async function publishedNumbers(
  store: string,
): Promise<PublishedNumbers[]> {
  const all = (await publicationsOf(store)).filter(({ numbers }) => numbers !== undefined);
  return await Promise.all(all.map(async (each) => ({
    ...{ manad: each.manad, started: each.started, rule: each.rule },
    isWithdrawn: each.withdrawn !== undefined,
    record: await recordOf(store, each),
  })));
}

/**
 * Forgets the numbers of the public reports that show months of which something is erased, and what the list says of
 * deliveries that lose something. Nobody can protect a page against numbers that are not known, so that a later public
 * report of these months is refused without --ersatt. The files go with the erasure.
 *
 * @param store The store's folder.
 * @param erased The months whose numbers go, and the deliveries that lose something.
 * @param at When.
 * @returns How many reports' numbers went.
 */
export async function erasePublished(
  store: string,
  { months, touched }: {
    readonly months: readonly Month[];
    readonly touched: readonly Pick<Delivery, "sha256">[];
  },
  at: Date,
): Promise<number> {
  using _lock = await lockStore(store);
  const before = await publicationsOf(store), lost = new Set(touched.map(({ sha256 }) => sha256));
  const after = before.map((each): Publication => {
    const { numbers, ...rest } = each;
    const isShown = numbers !== undefined && months.some((manad) => isShownIn(manad, each.manad));
    return {
      ...isShown ? { ...rest, erased: at.toISOString() } : each,
      inputs: each.inputs.filter(({ sha256 }) => !lost.has(sha256)),
      held: isShown ? each.held.filter(({ sha256 }) => !lost.has(sha256)) : each.held,
    };
  });
  if (JSON.stringify(after) !== JSON.stringify(before)) await writePublications(store, after);
  return after.filter(({ numbers }, at) => numbers !== before[at].numbers).length;
}

async function writePublications(store: string, all: readonly Publication[]): Promise<void> {
  await writeDurably(`${store}/${FILE}`, new TextEncoder().encode(`${JSON.stringify(all, null, 1)}\n`));
}

async function publicationsOf(store: string): Promise<Publication[]> {
  const path = `${store}/${FILE}`;
  try {
    return Publications.parse(JSON.parse(await Deno.readTextFile(path)));
  } catch (cause) {
    if (cause instanceof Deno.errors.NotFound) return [];
    throw unreadable(path, cause);
  }
}

/** The numbers of a report that was recorded with them. */
async function recordOf(store: string, { numbers }: Publication): Promise<PublishedRecord> {
  const path = `${store}/${numbers}`;
  try {
    const content = await Deno.readFile(path);
    if (`${FOLDER}/${hashOf(content)}.json` !== numbers) throw new RangeError("its hash is another");
    return PublishedRecord.parse(JSON.parse(new TextDecoder().decode(content)));
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function unreadable(path: string, cause: unknown): ToldError {
  return new ToldError(
    `Kan inte läsa ${path}, som säger vad som har publicerats. Hämta tillbaka filen från en säkerhetskopia`,
    { cause },
  );
}

function hashOf(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** What distinguishes a report from others. */
function idOf({ started, manad, numbers }: Publication): string {
  return [started, manad, numbers].join();
}

/** A report that stands and shows some of the same months, its numbers, and why the new one cannot be laid beside it. */
interface PageBeside {
  readonly each: Publication;
  readonly record: PublishedRecord | null;
  readonly conflict: string | null;
}

async function pagesBeside(
  store: string,
  all: readonly Publication[],
  run: PublicRun,
  replace: boolean,
): Promise<PageBeside[]> {
  return await Promise.all(
    all.filter((each) => isBeside(each, run)).map(async (each) => {
      const record = each.numbers === undefined ? null : await recordOf(store, each);
      return { each, record, conflict: conflictOf(each, record, run, replace) };
    }),
  );
}

function refuseBeside(beside: readonly PageBeside[]): void {
  for (const { conflict } of beside) {
    if (conflict === null) continue;
    throw new ToldError(
      `Inga rapporter skrivs: ${conflict}. Skillnaderna mellan sidorna kan avslöja dolda tal. Dra in den rapporten och lägg till --ersatt`,
    );
  }
}
