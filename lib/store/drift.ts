import { addMonths, type Month } from "../calendar/mod.ts";
import type { Finding } from "./finding.ts";
import type { DeliveryDraft } from "./load.ts";
import { type Delivery, holders, type Slot, slotKey } from "./manifest.ts";

/** The rules of {@linkcode driftFindings}. */
export const DRIFT_RULES: readonly string[] = [
  "kolumner_saknas",
  "kolumner_nya",
  "antal_rader_ovanligt",
  "manader_saknas",
];

/** Fewer earlier months than this say nothing of what is usual. */
const MIN_MONTHS = 4;
/** How many robust standard deviations from the median are still usual. */
const USUAL_DEVIATIONS = 5;
/** Rows vary at least this much between months, also where they have not so far: a share of the median. */
const LEAST_DEVIATION = 0.05;
/** The standard deviation of a normal distribution for each unit of median absolute deviation. */
const DEVIATIONS_PER_MAD = 1.4826;

/**
 * What a delivery has otherwise than what was accepted before of the same regions: columns, numbers of rows, months.
 * Nothing is read but the manifest. One finding for each cause, however many regions and months it shows in.
 *
 * @param deliveries Every delivery kept before it.
 * @param draft The delivery.
 * @returns Findings of level warn and info.
 */
export function driftFindings(deliveries: readonly Delivery[], draft: DeliveryDraft): Finding[] {
  const before = [...holders(deliveries)].map(([key, delivery]) => ({
    slot: delivery.slots.find((slot) => slotKey(slot) === key)!,
    delivery,
  })).filter(({ delivery }) => delivery.layout === draft.layout);
  const finding = (rule: string, level: "info" | "warn", says: string, count: number): Finding[] =>
    count === 0 ? [] : [{ rule, level, says, count, first: null }];
  const { missing, added, file } = columnChanges(before.map(({ delivery }) => delivery), draft);
  const rows = draft.slots.flatMap((slot) => unusualRows(before, draft, slot));
  const gaps = draft.slots.flatMap((slot) => missingMonths(before.map(({ slot }) => slot), draft, slot));
  return [
    ...finding(
      "kolumner_saknas",
      "warn",
      `kolumner som fanns i ${file} saknas nu: ${missing.join(", ")}`,
      missing.length,
    ),
    ...finding(
      "kolumner_nya",
      "info",
      `kolumner som inte fanns i ${file}: ${added.join(", ")}`,
      added.length,
    ),
    ...finding(
      "antal_rader_ovanligt",
      "warn",
      `antalet rader avviker från tidigare månaders: ${rows.join("; ")}`,
      rows.length,
    ),
    ...finding(
      "manader_saknas",
      "info",
      `månader har hoppats över sedan den förra leveransen: ${gaps.join(", ")}`,
      gaps.length,
    ),
  ];
}

/** The headers beside those of the newest delivery of the same profile and some of the same regions. */
function columnChanges(
  before: readonly Delivery[],
  draft: DeliveryDraft,
): { missing: string[]; added: string[]; file: string } {
  const regions = new Set(draft.slots.map(({ region }) => region));
  const [last] = before
    .filter(({ profile, slots }) =>
      profile === draft.profile && slots.some(({ region }) => regions.has(region))
    )
    .toSorted((a, b) => b.sequence - a.sequence);
  const earlier = last?.header, now = draft.header;
  if (earlier === undefined || now === undefined) return { missing: [], added: [], file: "" };
  return {
    missing: earlier.filter((name) => !now.includes(name)),
    added: now.filter((name) => !earlier.includes(name)),
    file: last.file,
  };
}

interface Held {
  readonly slot: Slot;
  readonly delivery: Delivery;
}

function unusualRows(before: readonly Held[], draft: DeliveryDraft, slot: Slot): string[] {
  const { region, manad, status } = slot;
  const now = rowsOf(draft, slot);
  const earlier = before
    .filter(({ slot }) => slot.region === region && slot.status === status && slot.manad < manad)
    .flatMap(({ slot, delivery }) => rowsOf(delivery, slot) ?? []);
  if (now === undefined || earlier.length < MIN_MONTHS) return [];
  const median = medianOf(earlier);
  const deviation = DEVIATIONS_PER_MAD * medianOf(earlier.map((rows) => Math.abs(rows - median)));
  const allowed = USUAL_DEVIATIONS * Math.max(deviation, LEAST_DEVIATION * median);
  if (Math.abs(now - median) <= allowed) return [];
  const [low, high] = [Math.max(0, Math.ceil(median - allowed)), Math.floor(median + allowed)];
  return [`${region} ${manad} ${status} har ${now}, väntat ${low}–${high}`];
}

/** A slot's rows: known where the delivery holds no other region of that month and status. */
export function rowsOf({ slots, files }: DeliveryDraft, { manad, status }: Slot): number | undefined {
  return slots.filter((slot) => slot.manad === manad && slot.status === status).length === 1
    ? files.find((file) => file.kind === "rows" && file.manad === manad && file.status === status)?.rows
    : undefined;
}

/** The months between a slot's and the last one before it that anybody delivered of its region and status. */
function missingMonths(before: readonly Slot[], draft: DeliveryDraft, slot: Slot): string[] {
  const { region, status } = slot;
  const last = [...before, ...draft.slots]
    .filter((other) => other.region === region && other.status === status && other.manad < slot.manad)
    .map(({ manad }) => manad).toSorted().at(-1);
  const gaps: string[] = [];
  if (last === undefined) return gaps;
  for (let month: Month = addMonths(last, 1); month < slot.manad; month = addMonths(month, 1)) {
    gaps.push(`${region} ${month} ${status}`);
  }
  return gaps;
}

function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b), half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
}
