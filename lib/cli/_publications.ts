/**
 * What has been made for the public of a store, and how its numbers were protected: two reports of the same numbers,
 * protected in two ways, can be laid side by side. Kept in the store, as it names the deliveries and their hashes.
 */
import { createHash } from "node:crypto";
import * as z from "zod";
import { Month } from "../calendar/mod.ts";
import type { ProtectionRule } from "../disclosure/mod.ts";
import type { Provenance, Report } from "../report/mod.ts";
import { ToldError } from "./_command.ts";

/** The file in the store. */
const FILE = "publicerat.json";

/** A report of a month also follows so many months before it. */
const MONTHS_BEFORE = 24;

/** A public report that was written. */
interface Publication {
  readonly manad: Month;
  readonly rule: ProtectionRule;
  /** When the run began, as ISO 8601. */
  readonly started: string;
  /** The deliveries that the month was made of. */
  readonly inputs: readonly { readonly file: string; readonly sha256: string }[];
  /** The pages written. */
  readonly reports: readonly { readonly fileName: string; readonly sha256: string }[];
}

const Hash = z.string();
const Publications: z.ZodType<Publication[]> = z.array(z.strictObject({
  manad: Month,
  rule: z.strictObject({ k: z.int(), mode: z.enum(["suppress", "round"]), base: z.int() }),
  started: z.string(),
  inputs: z.array(z.strictObject({ file: z.string(), sha256: Hash })),
  reports: z.array(z.strictObject({ fileName: z.string(), sha256: Hash })),
}));

async function publicationsOf(store: string): Promise<Publication[]> {
  const path = `${store}/${FILE}`;
  try {
    return Publications.parse(JSON.parse(await Deno.readTextFile(path)));
  } catch (cause) {
    if (cause instanceof Deno.errors.NotFound) return [];
    throw new ToldError(`Kan inte läsa ${path}, som säger vad som har publicerats`);
  }
}

/**
 * Refuses a rule when a report that holds some of the same months was protected by another.
 *
 * @param store The store's folder.
 * @param manad The month to be published.
 * @param rule How it is to be protected.
 * @throws {ToldError} If there is such a report: what one hides the other may tell.
 */
export async function checkRule(store: string, manad: Month, rule: ProtectionRule): Promise<void> {
  const before = (await publicationsOf(store)).find((each) => conflicts(each, manad, rule));
  if (before === undefined) return;
  throw new ToldError(
    `Inga rapporter skrivs: ${manad} med ${ruleText(rule)}, men en publik rapport för ${before.manad} med ${
      ruleText(before.rule)
    } är redan gjord ur samma lager. Den som lägger dem bredvid varandra kan räkna fram dolda tal. Använd samma regel, eller dra in den rapporten och lägg till --ersatt`,
  );
}

/**
 * Remembers a public report, and forgets those that it could not lie beside: they have been withdrawn.
 *
 * @param store The store's folder.
 * @param run The month, the rule, when the run began, its deliveries and its pages.
 * @returns Whether the month was published before of other deliveries.
 */
export async function recordPublication(
  store: string,
  { manad, rule, started, provenance, reports }: {
    readonly manad: Month;
    readonly rule: ProtectionRule;
    readonly started: string;
    readonly provenance: Provenance;
    readonly reports: readonly Report[];
  },
): Promise<boolean> {
  const before = (await publicationsOf(store)).filter((each) => !conflicts(each, manad, rule));
  const inputs = provenance.deliveries.map(({ file, sha256 }) => ({ file, sha256 }));
  const pages = reports.map(({ fileName, html }) => ({
    fileName,
    sha256: createHash("sha256").update(html).digest("hex"),
  }));
  const { k, mode, base } = rule;
  const all: Publication[] = [...before, { manad, rule: { k, mode, base }, started, inputs, reports: pages }];
  const path = `${store}/${FILE}`;
  await Deno.writeTextFile(`${path}.part`, `${JSON.stringify(all, null, 1)}\n`);
  await Deno.rename(`${path}.part`, path);
  const hashes = (of: Publication["inputs"]) => of.map(({ sha256 }) => sha256).sort().join();
  return before.some((each) => each.manad === manad && hashes(each.inputs) !== hashes(inputs));
}

/** Whether a publication holds some of the months that one of a month holds, protected in another way. */
function conflicts(each: Publication, manad: Month, rule: ProtectionRule): boolean {
  return isOtherRule(each.rule, rule) &&
    Math.abs(monthNumber(each.manad) - monthNumber(manad)) <= MONTHS_BEFORE;
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
