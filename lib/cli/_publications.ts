/**
 * What has been made for the public of a store, of what, and how its numbers were protected: two reports of the same
 * months, protected in two ways or made of other deliveries, can be laid side by side. Kept in the store, as it names
 * the deliveries and their hashes.
 */
import { createHash } from "node:crypto";
import * as z from "zod";
import { Month } from "../calendar/mod.ts";
import type { ProtectionRule } from "../disclosure/mod.ts";
import type { Provenance, Report } from "../report/mod.ts";
import type { Holding } from "../store/mod.ts";
import { lockStore } from "../store/load.ts";
import { writeDurably } from "../store/writing.ts";
import { ToldError } from "./_command.ts";

/** The file in the store. */
const FILE = "publicerat.json";

/** A report of a month also follows so many months before it. */
const MONTHS_BEFORE = 24;

/** A month of a public report, with a hash of the deliveries that held it. */
interface PublishedSource {
  readonly manad: Month;
  /** Of each region and status with the SHA-256 of its delivery. */
  readonly sha256: string;
}

/** What a public report shows and how. */
export interface PublicRun {
  /** The month to be published. */
  readonly manad: Month;
  /** How its numbers are protected. */
  readonly rule: ProtectionRule;
  /** The months that its pages show, with what they are made of. */
  readonly months: readonly PublishedSource[];
}

/** A public report that was written. */
interface Publication extends PublicRun {
  /** When the run began, as ISO 8601. */
  readonly started: string;
  /** The deliveries that the month was made of. */
  readonly inputs: readonly { readonly file: string; readonly sha256: string }[];
  /** The pages written. */
  readonly reports: readonly { readonly fileName: string; readonly sha256: string }[];
  /** When the run with --ersatt began that took its place, as ISO 8601; not there while it stands. */
  readonly withdrawn?: string;
}

const Hash = z.string();
const Publications: z.ZodType<Publication[]> = z.array(z.strictObject({
  manad: Month,
  rule: z.strictObject({ k: z.int(), mode: z.enum(["suppress", "round"]), base: z.int() }),
  months: z.array(z.strictObject({ manad: Month, sha256: Hash })).default([]),
  started: z.string(),
  inputs: z.array(z.strictObject({ file: z.string(), sha256: Hash })),
  reports: z.array(z.strictObject({ fileName: z.string(), sha256: Hash })),
  withdrawn: z.string().optional(),
}));

/**
 * The months that a public report of a month shows, each with a hash of the deliveries that hold it.
 *
 * @param manad The month to be published.
 * @param holdings What the store holds.
 * @returns The months in order; those that the store has nothing of are left out.
 */
export function publishedSources(manad: Month, holdings: readonly Holding[]): PublishedSource[] {
  const shown = holdings.filter((holding) => {
    const before = monthNumber(manad) - monthNumber(holding.manad);
    return before >= 0 && before <= MONTHS_BEFORE;
  });
  return [...Map.groupBy(shown, ({ manad }) => manad)].map(([manad, of]) => {
    const lines = of.map(({ region, status, delivery }) => `${region}|${status}|${delivery.sha256}\n`).sort();
    return { manad, sha256: createHash("sha256").update(lines.join("")).digest("hex") };
  }).sort((a, b) => a.manad < b.manad ? -1 : 1);
}

/**
 * Refuses a public report that could be laid beside one that stands: of some of the same months, protected by another
 * rule or made of other deliveries.
 *
 * @param store The store's folder.
 * @param run The report.
 * @throws {ToldError} If there is such a report: what one hides the other may tell.
 */
export async function checkPublication(store: string, run: PublicRun): Promise<void> {
  refuseBeside(await publicationsOf(store), run);
}

/**
 * Records a public report before it is written. Checks again under the store's lock, as another run may have been
 * recorded since {@linkcode checkPublication}.
 *
 * @param store The store's folder.
 * @param run The report, when its run began, its deliveries and its pages.
 * @param options Whether reports that it could not be laid beside have been withdrawn; they are marked as such.
 * @throws {ToldError} If there is such a report and it has not been withdrawn.
 */
export async function recordPublication(
  store: string,
  { manad, rule, months, started, provenance, reports }: PublicRun & {
    readonly started: string;
    readonly provenance: Provenance;
    readonly reports: readonly Report[];
  },
  { replace }: { readonly replace: boolean },
): Promise<void> {
  using _lock = await lockStore(store);
  const { k, mode, base } = rule;
  const now: Publication = {
    manad,
    rule: { k, mode, base },
    months,
    started,
    inputs: provenance.deliveries.map(({ file, sha256 }) => ({ file, sha256 })),
    reports: reports.map(({ fileName, html }) => ({
      fileName,
      sha256: createHash("sha256").update(html).digest("hex"),
    })),
  };
  const before = await publicationsOf(store);
  if (!replace) refuseBeside(before, now);
  const all = [
    ...before.map((each) => conflictOf(each, now) === null ? each : { ...each, withdrawn: started }),
    now,
  ];
  await writeDurably(`${store}/${FILE}`, new TextEncoder().encode(`${JSON.stringify(all, null, 1)}\n`));
}

async function publicationsOf(store: string): Promise<Publication[]> {
  const path = `${store}/${FILE}`;
  try {
    return Publications.parse(JSON.parse(await Deno.readTextFile(path)));
  } catch (cause) {
    if (cause instanceof Deno.errors.NotFound) return [];
    throw new ToldError(
      `Kan inte läsa ${path}, som säger vad som har publicerats. Hämta tillbaka filen från en säkerhetskopia`,
    );
  }
}

function refuseBeside(before: readonly Publication[], run: PublicRun): void {
  for (const each of before) {
    const conflict = conflictOf(each, run);
    if (conflict === null) continue;
    const what = conflict.changed === null
      ? `${run.manad} med ${ruleText(run.rule)}, men en publik rapport för ${each.manad} med ${
        ruleText(each.rule)
      } är redan gjord ur samma lager. Den som lägger dem bredvid varandra kan räkna fram dolda tal. Använd samma regel, eller dra in den rapporten och lägg till --ersatt`
      : `${conflict.changed} har andra leveranser än när den publika rapporten för ${each.manad} gjordes. Skillnaderna mellan sidorna kan avslöja dolda tal. Dra in den rapporten och lägg till --ersatt`;
    throw new ToldError(`Inga rapporter skrivs: ${what}`);
  }
}

/** Why a report may not be laid beside one that stands: its rule, or the first month of other deliveries; `null` when it may. */
function conflictOf(each: Publication, run: PublicRun): { readonly changed: Month | null } | null {
  if (each.withdrawn !== undefined) return null;
  if (Math.abs(monthNumber(each.manad) - monthNumber(run.manad)) > MONTHS_BEFORE) return null;
  if (isOtherRule(each.rule, run.rule)) return { changed: null };
  // A report from before the months were recorded: nobody knows what it was made of.
  if (each.months.length === 0) return { changed: run.manad };
  const made = new Map(each.months.map(({ manad, sha256 }) => [manad, sha256]));
  const changed = run.months.find(({ manad, sha256 }) => made.has(manad) && made.get(manad) !== sha256);
  return changed === undefined ? null : { changed: changed.manad };
}

function isOtherRule(one: ProtectionRule, other: ProtectionRule): boolean {
  if (one.mode !== other.mode) return true;
  return one.mode === "round" ? one.base !== other.base : one.k !== other.k;
}

function ruleText({ k, mode, base }: ProtectionRule): string {
  return mode === "round" ? `tal avrundade till multiplar av ${base}` : `tal under ${k} dolda`;
}

function monthNumber(manad: Month): number {
  return 12 * Number(manad.slice(0, 4)) + Number(manad.slice(5));
}
