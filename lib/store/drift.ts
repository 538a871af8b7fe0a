import { addMonths, type Month, monthName } from "../calendar/mod.ts";
import { type Finding, renamedHeaders } from "../contract/mod.ts";
import { usualSpan } from "./_usual.ts";
import { type Delivery, type DeliveryDraft, holders, type Slot, slotKey } from "./delivery.ts";
import { SHAPE_BANDS, type SlotShape } from "./shape.ts";

/** The rules of {@linkcode driftFindings}. */
export const DRIFT_RULES: readonly string[] = [
  "kolumner_omdopta",
  "kolumner_saknas",
  "kolumner_nya",
  "varden_nya",
  "antal_rader_ovanligt",
  "vantetider_ovanliga",
  "saknade_varden_ovanligt",
  "manader_saknas",
];

/** Rows vary at least this much between months, also where they have not so far: a share of the median. */
const LEAST_DEVIATION = 0.05;
/** Shares vary at least this much, beside what chance does; those of bands more, as they have seasons. */
const LEAST_SHARE_DEVIATION = 0.01, LEAST_BAND_DEVIATION = 0.02;
/** What a sentence names at most; the rest is counted. */
const MOST_NAMED = 5;

/**
 * What a delivery has otherwise than what was accepted before of the same regions: columns, names, numbers of rows, how
 * long they wait, what is missing, months. Nothing is read but the manifest. One finding for each cause, however many
 * regions and months it shows in.
 *
 * @param deliveries Every delivery kept before it.
 * @param draft The delivery.
 * @returns Findings of level warn and info.
 */
export function driftFindings(deliveries: readonly Delivery[], draft: DeliveryDraft): Finding[] {
  const before = [...holders(deliveries)].map(([key, delivery]): Held => ({
    slot: delivery.slots.find((slot) => slotKey(slot) === key)!,
    delivery,
  })).filter(({ delivery }) => delivery.layout === draft.layout);
  const finding = (rule: string, level: "info" | "warn", says: string, found: readonly string[]): Finding[] =>
    found.length === 0
      ? []
      : [{ rule, level, says: `${says}: ${named(found)}`, count: found.length, first: null }];
  const { renamed, missing, added, file } = columnChanges(before.map(({ delivery }) => delivery), draft);
  const each = (look: (before: readonly Held[], slot: Slot) => string[]) =>
    draft.slots.flatMap((slot) => look(before, slot));
  return [
    ...finding("kolumner_omdopta", "warn", `kolumner som troligen hette annat i ${file}`, renamed),
    ...finding("kolumner_saknas", "warn", `kolumner som fanns i ${file} saknas nu`, missing),
    ...finding("kolumner_nya", "info", `kolumner som inte fanns i ${file}`, added),
    ...finding(
      "varden_nya",
      "info",
      "namn som inte har förekommit förut i samma regioner",
      newValues(before, draft),
    ),
    ...finding(
      "antal_rader_ovanligt",
      "warn",
      "antalet rader avviker från tidigare månaders",
      each((before, slot) => unusualRows(before, draft, slot)),
    ),
    ...finding(
      "vantetider_ovanliga",
      "warn",
      "väntetiderna fördelar sig annorlunda än tidigare månader",
      each((before, slot) => unusualBands(before, draft, slot)),
    ),
    ...finding(
      "saknade_varden_ovanligt",
      "warn",
      "fler värden saknas än tidigare månader",
      each((before, slot) => unusualMissing(before, draft, slot)),
    ),
    ...finding(
      "manader_saknas",
      "info",
      "månader har hoppats över sedan den förra leveransen",
      each((before, slot) => missingMonths(before.map(({ slot }) => slot), draft, slot)),
    ),
  ];
}

interface Held {
  readonly slot: Slot;
  readonly delivery: Delivery;
}

function named(found: readonly string[]): string {
  const more = found.length - MOST_NAMED;
  return found.slice(0, MOST_NAMED).join("; ") + (more > 0 ? ` och ${more} till` : "");
}

/** A slot as it is told: region, month, status. */
export function slotName({ region, manad, status }: Slot): string {
  return `${region}, ${monthName(manad)}, ${status === "vantande" ? "väntande" : "genomförda"}`;
}

/** The headers beside those of the newest delivery of the same profile and some of the same regions. */
function columnChanges(
  before: readonly Delivery[],
  draft: DeliveryDraft,
): { renamed: string[]; missing: string[]; added: string[]; file: string } {
  const regions = new Set(draft.slots.map(({ region }) => region));
  const [last] = before
    .filter(({ profile, slots }) =>
      profile === draft.profile && slots.some(({ region }) => regions.has(region))
    )
    .toSorted((a, b) => b.sequence - a.sequence);
  const earlier = last?.header, now = draft.header;
  if (earlier === undefined || now === undefined) return { renamed: [], missing: [], added: [], file: "" };
  const gone = earlier.filter((name) => !now.includes(name)),
    come = now.filter((name) => !earlier.includes(name));
  const renamed = renamedHeaders(gone, come);
  return {
    renamed: renamed.map(({ from, to }) => `${to} (förut ${from})`),
    missing: gone.filter((name) => !renamed.some(({ from }) => from === name)),
    added: come.filter((name) => !renamed.some(({ to }) => to === name)),
    file: last.file,
  };
}

/** Names of hospitals, vårdutbud and codes that no earlier delivery of any of the draft's regions has had. */
function newValues(before: readonly Held[], draft: DeliveryDraft): string[] {
  const regions = new Set(draft.slots.map(({ region }) => region));
  const earlier = before.filter(({ slot }) => regions.has(slot.region))
    .flatMap(({ delivery }) => delivery.values === undefined ? [] : [delivery.values]);
  if (earlier.length === 0) return [];
  return Object.entries(draft.values ?? {}).flatMap(([dimension, names]) => {
    const known = new Set(earlier.flatMap((values) => values[dimension] ?? []));
    // A dimension that was not told apart before is a new column, not new values.
    return known.size === 0
      ? []
      : names.filter((name) => !known.has(name)).map((name) => `${dimension} "${name}"`);
  });
}

function unusualRows(before: readonly Held[], draft: DeliveryDraft, slot: Slot): string[] {
  const now = rowsOf(draft, slot);
  const earlier = earlierMonths(before, slot).flatMap(({ slot, delivery }) => rowsOf(delivery, slot) ?? []);
  const usual = usualSpan(earlier, (median) => LEAST_DEVIATION * median);
  if (now === undefined || usual === null || (now >= usual.low && now <= usual.high)) return [];
  return [
    `${slotName(slot)} har ${now}, väntat ${Math.max(0, Math.ceil(usual.low))}–${Math.floor(usual.high)}`,
  ];
}

function unusualBands(before: readonly Held[], draft: DeliveryDraft, slot: Slot): string[] {
  const shares = ({ bands }: SlotShape) => {
    const total = bands.reduce((sum, count) => sum + count, 0);
    return { total, of: bands.map((count) => total === 0 ? 0 : count / total) };
  };
  const now = shapeOf(draft, slot),
    earlier = earlierShapes(before, slot).map(shares).filter(({ total }) => total > 0);
  if (now === undefined) return [];
  const { total, of } = shares(now);
  const strange = SHAPE_BANDS.flatMap(({ name }, band) => {
    const usual = total === 0
      ? null
      : usualSpan(earlier.map((share) => share.of[band]), chance(total, LEAST_BAND_DEVIATION));
    if (usual === null || (of[band] >= usual.low && of[band] <= usual.high)) return [];
    return [
      `${name} är ${percent(of[band])}, väntat ${percent(Math.max(0, usual.low))}–${
        percent(Math.min(1, usual.high))
      }`,
    ];
  });
  return strange.length === 0 ? [] : [`${slotName(slot)}: ${strange.join(", ")}`];
}

function unusualMissing(before: readonly Held[], draft: DeliveryDraft, slot: Slot): string[] {
  const now = shapeOf(draft, slot), earlier = earlierShapes(before, slot);
  if (now === undefined) return [];
  return Object.entries(now.missing).flatMap(([field, count]) => {
    const share = count / now.rows;
    const usual = usualSpan(
      earlier.map(({ missing, rows }) => (missing[field] ?? 0) / rows),
      chance(now.rows, LEAST_SHARE_DEVIATION),
    );
    return usual === null || share <= usual.high
      ? []
      : [`${field} saknas i ${percent(share)} av ${slotName(slot)}, väntat högst ${percent(usual.high)}`];
  });
}

/** A share's standard deviation by chance alone, and a little more. */
function chance(total: number, least: number): (share: number) => number {
  return (share) => Math.max(least, Math.sqrt(share * (1 - share) / total));
}

function percent(share: number): string {
  return share.toLocaleString("sv-SE", { style: "percent", maximumFractionDigits: 1 });
}

function earlierMonths(before: readonly Held[], { region, manad, status }: Slot): Held[] {
  return before.filter(({ slot }) => slot.region === region && slot.status === status && slot.manad < manad);
}

function earlierShapes(before: readonly Held[], slot: Slot): SlotShape[] {
  return earlierMonths(before, slot).flatMap(({ slot, delivery }) => shapeOf(delivery, slot) ?? []);
}

function shapeOf({ shapes }: DeliveryDraft, { region, manad, status }: Slot): SlotShape | undefined {
  return shapes?.find((shape) => shape.region === region && shape.manad === manad && shape.status === status);
}

/** A slot's rows; of deliveries kept before 2026-11-23 known where they hold no other region of that month and status. */
export function rowsOf(delivery: DeliveryDraft, slot: Slot): number | undefined {
  const { slots, files } = delivery, { manad, status } = slot;
  const known = shapeOf(delivery, slot)?.rows;
  if (known !== undefined) return known;
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
    gaps.push(slotName({ region, manad: month, status }));
  }
  return gaps;
}
