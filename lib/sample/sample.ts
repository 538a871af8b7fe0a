import { type Month, monthRange } from "../calendar/mod.ts";
import { seededRandom } from "../numeric/mod.ts";
import { careOfferings } from "../reference/mod.ts";
import { groupTable } from "./_group_table.ts";
import { personDrawer } from "./_person.ts";
import { type Draft, regionQueue } from "./_queue.ts";
import { DAYS, FIRST_DAY } from "./_season.ts";
import { assumptions, publishedApril } from "./targets.ts";

/** Options for {@linkcode makeSample}. */
export interface SampleOptions {
  /** Any text; the same text gives the same contacts. @default {"mellansverige"} */
  seed?: string;
}

/**
 * Made-up contacts (vårdkontakter): one a position, the same position in every array. A region's contacts lie
 * together, in the order of their decisions. Days are day numbers (`dayNumber` of lib/calendar).
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
  /** 0 still waiting on 30 April 2024, 1 performed, 2 withdrawn without operation. */
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
export const SAMPLE_SEED: string = "mellansverige";
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
 * import { makeSample } from "vantelage/sample";
 * const sample = makeSample();
 * assert.equal(sample.regioner[0].region, "Region Dalarna");
 * assert.equal(sample.regioner[6].to, sample.antal);
 * ```
 */
export function makeSample({ seed = SAMPLE_SEED }: SampleOptions = {}): Sample {
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
