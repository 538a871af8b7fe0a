import { dayNumber, firstDay, lastDay, type Month, monthRange } from "../calendar/mod.ts";
import { seededRandom } from "../numeric/mod.ts";
import { careOfferings, hospitals } from "../reference/mod.ts";
import { groupTable } from "./_group_table.ts";
import { NO_HOSPITAL, personDrawer } from "./_person.ts";
import { type Draft, regionQueue } from "./_queue.ts";
import { DAYS, FIRST_DAY } from "./_season.ts";
import { assumptions, publishedApril } from "./targets.ts";

/** Options for {@linkcode makeSample}. */
export interface SampleOptions {
  /** Any text; the same text gives the same contacts. @default {"mellansverige"} */
  seed?: string;
}

/** How a contact left the queue, by {@linkcode Sample.slut}. */
export const OUTCOMES = ["väntande", "genomförd", "avförd"] as const;

/**
 * Made-up contacts (vårdkontakter): one a position, the same position in every array. A region's contacts lie
 * together, in the order of their decisions. Days are day numbers ({@linkcode dayNumber}).
 */
export interface Sample {
  /** The seed that made them. */
  seed: string;
  /** How many contacts there are. */
  antal: number;
  /** The official names that `region` points into, and where each region's contacts begin and end. */
  regioner: { region: string; prefix: string; from: number; to: number }[];
  /** Index in `regioner`. */
  region: Uint8Array;
  /** Index in `hospitals` (lib/reference); 255 when the contact is linked to no hospital. */
  sjukhus: Uint8Array;
  /** Index in `careOfferings` (lib/reference). */
  vardutbud: Uint8Array;
  /** The day of the decision to operate. */
  beslut_datum: Int32Array;
  /** The day the contact was performed or withdrawn; −1 when it still waits on 30 April 2024. */
  slut_datum: Int32Array;
  /** 0 still waiting on 30 April 2024, 1 performed, 2 withdrawn without operation ({@linkcode OUTCOMES}). */
  slut: Uint8Array;
  /** 0 none, 1 PvV, 2 MoV. */
  avvikelse: Uint8Array;
  /** 1 under the guarantee (JA), 0 not (NEJ). */
  vardgaranti: Uint8Array;
  /** 1 man, 2 kvinna. */
  kon: Uint8Array;
  /** Year of birth. */
  fodelsear: Uint16Array;
  /** Home municipality, SCB's four digits as a number; 0 unknown. */
  lkf: Uint16Array;
}

/** The seed of the sample that the project ships reports of. */
export const DEFAULT_SEED = "mellansverige";
/** The months of the aggregated history. */
export const HISTORY_MONTHS: readonly Month[] = monthRange("2021-01", "2023-03");
/** The months that are delivered contact by contact. */
export const REGISTER_MONTHS: readonly Month[] = monthRange("2023-04", "2024-04");

/**
 * Makes the contacts of the seven regions who waited or were operated on from January 2021 to April 2024.
 *
 * Nobody in it exists. Those waiting on 30 April 2024 carry the published table exactly ({@linkcode publishedApril}):
 * every band, median, PvV and MoV of every region, and the patient groups over 90 days. Before that month the flows
 * are a queue's: decisions arrive by season, stays are drawn, and capacity stands still in summer.
 *
 * @param options The seed.
 * @returns Some 640 000 contacts.
 *
 * @example A region's contacts lie together
 * ```ts
 * import assert from "node:assert/strict";
 * import { makeSample } from "vantelage";
 * const sample = makeSample();
 * assert.equal(sample.regioner[0].region, "Region Dalarna");
 * assert.equal(sample.regioner[6].to, sample.antal);
 * ```
 */
export function makeSample({ seed = DEFAULT_SEED }: SampleOptions = {}): Sample {
  const groups = groupTable(seededRandom(`${seed}/grupper`));
  const queues = publishedApril.regioner.map((published, index) => {
    const { region } = published;
    const assumed = assumptions.regioner.find((entry) => entry.region === region)!;
    const random = seededRandom(`${seed}/${region}/kö`);
    return { region, prefix: assumed.prefix, drafts: regionQueue(published, assumed, groups[index], random) };
  });
  const sample = emptySample(seed, queues.reduce((sum, { drafts }) => sum + drafts.length, 0));
  let from = 0;
  for (const { region, prefix, drafts } of queues) {
    fill(sample, from, drafts, personDrawer(region, seededRandom(`${seed}/${region}/personer`)));
    sample.regioner.push({ region, prefix, from, to: from + drafts.length });
    from += drafts.length;
  }
  return sample;
}

/**
 * The positions of a region's contacts that wait at the end of a month (väntande).
 *
 * @param sample The contacts.
 * @param region Index in `sample.regioner`.
 * @param month A month from "2021-01" to "2024-04".
 * @returns Positions, in the order of the decisions.
 *
 * @example Dalarna, April 2024: 6 648 and 322 with PvV and 333 with MoV
 * ```ts
 * import assert from "node:assert/strict";
 * import { makeSample, waitingContacts } from "vantelage";
 * assert.equal(waitingContacts(makeSample(), 0, "2024-04").length, 6648 + 322 + 333);
 * ```
 */
export function waitingContacts(sample: Sample, region: number, month: Month): number[] {
  const census = dayNumber(lastDay(month));
  return positions(
    sample,
    region,
    (index) =>
      sample.beslut_datum[index] <= census && (sample.slut[index] === 0 || sample.slut_datum[index] > census),
  );
}

/**
 * The positions of a region's contacts that were performed in a month (genomförda).
 *
 * @param sample The contacts.
 * @param region Index in `sample.regioner`.
 * @param month A month from "2021-01" to "2024-04".
 * @returns Positions, in the order of the decisions.
 *
 * @example Hardly anything is done in July
 * ```ts
 * import assert from "node:assert/strict";
 * import { makeSample, performedContacts } from "vantelage";
 * const sample = makeSample();
 * assert.ok(performedContacts(sample, 0, "2023-07").length < performedContacts(sample, 0, "2023-10").length / 2);
 * ```
 */
export function performedContacts(sample: Sample, region: number, month: Month): number[] {
  const first = dayNumber(firstDay(month)), last = dayNumber(lastDay(month));
  return positions(
    sample,
    region,
    (index) =>
      sample.slut[index] === 1 && first <= sample.slut_datum[index] && sample.slut_datum[index] <= last,
  );
}

/**
 * The made-up vardkontakt_id of a contact: a region's three letters and six signs, the same in every month.
 *
 * @param sample The contacts.
 * @param index The contact's position.
 * @returns For example "DAL-7F3K2A"; unique in the sample, and never a number of ten or twelve digits.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { contactId, makeSample } from "vantelage";
 * assert.match(contactId(makeSample(), 0), /^DAL-[0-9A-Z]{6}$/);
 * ```
 */
export function contactId(sample: Sample, index: number): string {
  const { prefix } = sample.regioner[sample.region[index]];
  let code = (Math.imul(index, 0x2545f491) + 0x1b873593) & 0x3fffffff; // odd factor: no two contacts meet
  let signs = "";
  for (let place = 0; place < 6; place++, code >>>= 5) signs += ID_SIGNS[code & 31];
  return `${prefix}-${signs}`;
}

const ID_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function positions(sample: Sample, region: number, holds: (index: number) => boolean): number[] {
  const { from, to } = sample.regioner[region];
  const found: number[] = [];
  for (let index = from; index < to; index++) if (holds(index)) found.push(index);
  return found;
}

function emptySample(seed: string, antal: number): Sample {
  return {
    seed,
    antal,
    regioner: [],
    region: new Uint8Array(antal),
    sjukhus: new Uint8Array(antal),
    vardutbud: new Uint8Array(antal),
    beslut_datum: new Int32Array(antal),
    slut_datum: new Int32Array(antal),
    slut: new Uint8Array(antal),
    avvikelse: new Uint8Array(antal),
    vardgaranti: new Uint8Array(antal),
    kon: new Uint8Array(antal),
    fodelsear: new Uint16Array(antal),
    lkf: new Uint16Array(antal),
  };
}

function fill(
  sample: Sample,
  from: number,
  drafts: readonly Draft[],
  person: ReturnType<typeof personDrawer>,
): void {
  const offerings = assumptions.vardutbud.map(({ namn }) =>
    careOfferings.findIndex((entry) => entry.namn === namn)
  );
  drafts.forEach((draft, number) => {
    const index = from + number;
    const drawn = person(draft.group, Number(DAYS[draft.decision - FIRST_DAY].slice(0, 4)));
    sample.region[index] = sample.regioner.length;
    sample.sjukhus[index] = drawn.hospital;
    sample.vardutbud[index] = offerings[draft.group];
    sample.beslut_datum[index] = draft.decision;
    sample.slut_datum[index] = draft.end;
    sample.slut[index] = draft.outcome;
    sample.avvikelse[index] = draft.deviation;
    sample.vardgaranti[index] = drawn.guarantee ? 1 : 0;
    sample.kon[index] = drawn.sex;
    sample.fodelsear[index] = drawn.birthYear;
    sample.lkf[index] = drawn.lkf;
  });
}

/**
 * The hospital of a contact.
 *
 * @param sample The contacts.
 * @param index The contact's position.
 * @returns Its name in `hospitals`, or `null` when the contact is linked to none.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { contactHospital, hospitals, makeSample } from "vantelage";
 * const name = contactHospital(makeSample(), 0);
 * assert.equal(hospitals.find(({ namn }) => namn === name)?.region, "Region Dalarna");
 * ```
 */
export function contactHospital(sample: Sample, index: number): string | null {
  return sample.sjukhus[index] === NO_HOSPITAL ? null : hospitals[sample.sjukhus[index]].namn;
}
