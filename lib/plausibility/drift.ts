import { addMonths, type Month } from "../calendar/mod.ts";
import { type Finding, renamedHeaders } from "../contract/mod.ts";
import {
  type ComparedDelivery,
  type EarlierDelivery,
  type HeldSlot,
  rowsOf,
  shapeOf,
} from "./compared_delivery.ts";
import { fewNames, percent, slotName } from "./_wording.ts";
import { SHAPE_BANDS, type SlotName, type SlotShape } from "./slot_shape.ts";
import { usualSpan } from "./_usual_span.ts";

/** Rows vary at least this much between months, also where they have not so far: a share of the median. */
const LEAST_DEVIATION = 0.05;
/** Shares vary at least this much, beside what chance does; those of bands more, as they have seasons. */
const LEAST_SHARE_DEVIATION = 0.01, LEAST_BAND_DEVIATION = 0.02;

/**
 * How a delivery differs from what was kept before of the same regions: columns, names, numbers of rows, waits, missing
 * values, months. One finding for each kind of difference, however many regions and months it shows in.
 *
 * @param held What is kept before it.
 * @param draft The delivery.
 * @returns Findings of level warn and info.
 */
export function driftFindings(held: readonly HeldSlot[], draft: ComparedDelivery): Finding[] {
  const before = held.filter(({ delivery }) => delivery.layout === draft.layout);
  const finding = (rule: string, level: "info" | "warn", says: string, found: readonly string[]): Finding[] =>
    found.length === 0
      ? []
      : [{ rule, level, says: `${says}: ${fewNames(found)}`, count: found.length, first: null }];
  const { renamed, missing, added, file } = columnChanges(before.map(({ delivery }) => delivery), draft);
  const each = (look: (before: readonly HeldSlot[], slot: SlotName) => string[]) =>
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

/** How the headers differ from those of the newest delivery of the same profile and some of the same regions. */
function columnChanges(
  before: readonly EarlierDelivery[],
  draft: ComparedDelivery,
): { renamed: string[]; missing: string[]; added: string[]; file: string } {
  const regions = new Set(draft.slots.map(({ region }) => region));
  const [last] = before
    .filter(({ profile, slots }) =>
      profile === draft.profile && slots.some(({ region }) => regions.has(region))
    )
    .toSorted((a, b) => b.sequence - a.sequence);
  const earlier = last?.header, now = draft.header;
  if (earlier === undefined || now === undefined) return { renamed: [], missing: [], added: [], file: "" };
  const gone = earlier.filter((name) => name !== "" && !now.includes(name)),
    come = now.filter((name) => name !== "" && !earlier.includes(name));
  const renamed = renamedHeaders(gone, come);
  return {
    renamed: renamed.map(({ from, to }) => `${to} (förut ${from})`),
    missing: gone.filter((name) => !renamed.some(({ from }) => from === name)),
    added: come.filter((name) => !renamed.some(({ to }) => to === name)),
    file: last.file,
  };
}

/** Names of hospitals, vårdutbud and codes that no earlier delivery of any of the draft's regions has had. */
function newValues(before: readonly HeldSlot[], draft: ComparedDelivery): string[] {
  const regions = new Set(draft.slots.map(({ region }) => region));
  const earlier = before.filter(({ slot }) => regions.has(slot.region))
    .flatMap(({ delivery }) => delivery.values === undefined ? [] : [delivery.values]);
  if (earlier.length === 0) return [];
  return Object.entries(draft.values ?? {}).flatMap(([dimension, names]) => {
    const known = new Set(earlier.flatMap((values) => values[dimension] ?? []));
    // A dimension that was not broken down before is a new column, not new values.
    return known.size === 0
      ? []
      : names.filter((name) => !known.has(name)).map((name) => `${dimension} "${name}"`);
  });
}

function unusualRows(before: readonly HeldSlot[], draft: ComparedDelivery, slot: SlotName): string[] {
  const now = rowsOf(draft, slot);
  const earlier = earlierMonths(before, slot).flatMap(({ slot, delivery }) => rowsOf(delivery, slot) ?? []);
  const usual = usualSpan(earlier, (median) => LEAST_DEVIATION * median);
  if (now === undefined || usual === null || (now >= usual.low && now <= usual.high)) return [];
  return [
    `${slotName(slot)} har ${now}, väntat ${Math.max(0, Math.ceil(usual.low))}–${Math.floor(usual.high)}`,
  ];
}

function unusualBands(before: readonly HeldSlot[], draft: ComparedDelivery, slot: SlotName): string[] {
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

function unusualMissing(before: readonly HeldSlot[], draft: ComparedDelivery, slot: SlotName): string[] {
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

function earlierMonths(before: readonly HeldSlot[], { region, manad, status }: SlotName): HeldSlot[] {
  return before.filter(({ slot }) => slot.region === region && slot.status === status && slot.manad < manad);
}

function earlierShapes(before: readonly HeldSlot[], slot: SlotName): SlotShape[] {
  return earlierMonths(before, slot).flatMap(({ slot, delivery }) => shapeOf(delivery, slot) ?? []);
}

/** The months between a slot's and the last one before it that anybody delivered of its region and status. */
function missingMonths(before: readonly SlotName[], draft: ComparedDelivery, slot: SlotName): string[] {
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
