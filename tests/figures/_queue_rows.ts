import { type ListFlow, type QueueRow, strikeBalance } from "../../lib/analysis/queueing/mod.ts";
import {
  aalenJohansen,
  exitCells,
  type ExitsByMixRow,
  exitTable,
  type ListedToday,
  type Outcome,
  type TwoWaitsRow,
} from "../../lib/analysis/survival/mod.ts";
import { standardisedFunnel } from "../../lib/analysis/variation/mod.ts";
import { exactly } from "../../lib/numeric/mod.ts";

/** A month's balance, from what came, was operated and left. */
export function flow(
  manad: string,
  [start, decided, performed, withdrawn, end = start + decided - performed - withdrawn]: number[],
): ListFlow {
  const decisions = { value: decided, low: decided, high: decided };
  return strikeBalance({ manad, start, decisions, performed, withdrawn, end });
}

/** Twelve months of cataracts, made up; in February six came to the list unseen. */
export const twelveFlows: readonly ListFlow[] = [
  flow("2023-05", [4793, 1720, 1580, 123]),
  flow("2023-06", [4810, 1381, 1075, 100]),
  flow("2023-07", [5016, 802, 263, 26]),
  flow("2023-08", [5529, 1516, 1214, 120]),
  flow("2023-09", [5711, 1663, 1854, 181]),
  flow("2023-10", [5339, 1793, 1920, 147]),
  flow("2023-11", [5065, 1924, 1751, 139]),
  flow("2023-12", [5099, 1183, 1092, 97]),
  flow("2024-01", [5093, 1479, 1407, 122]),
  flow("2024-02", [5043, 1741, 1580, 139, 5071]),
  flow("2024-03", [5071, 1600, 1367, 111]),
  flow("2024-04", [5193, 1506, 1546, 145]),
];

/** A list's measures, from those that a test has something to say about. */
export function queueRow(name: string, rest: Partial<QueueRow> = {}): QueueRow {
  return {
    name,
    queue: 900,
    growth: 12,
    decisionsPerWeek: 71.25,
    performedPerWeek: 66.5,
    withdrawn: 240,
    leavingPerWeek: 240 / 52,
    load: { value: 71.25 / 66.5 },
    netLoad: { value: (71.25 - 240 / 52) / 66.5 },
    targetQueue: 362.7,
    queueRatio: { value: 900 / 362.7 },
    course: "relief",
    requiredPerWeek: 81.6,
    shortfallPerWeek: 15.1,
    pressure: { value: { value: 2.1, zone: "overloaded" } },
    ...rest,
  };
}

/** Three lists in three zones. */
export const queueRows: readonly QueueRow[] = [
  queueRow("Gråstarr"),
  queueRow("Gallsten", {
    queue: 300,
    course: "hold",
    queueRatio: { value: 0.8 },
    shortfallPerWeek: 0,
    pressure: { value: { value: 0.9, zone: "within" } },
  }),
  queueRow("Ljumskbråck", {
    queue: 0,
    course: "hold",
    load: { value: null, reason: "Inga operationer utfördes" },
    netLoad: { value: null, reason: "Inga operationer utfördes" },
    queueRatio: { value: null, reason: "Inga nya beslut" },
    pressure: { value: null, reason: "Ingen väntar" },
  }),
];

/** What becomes of 400 contacts: waits that grow ever longer, every eleventh leaves without an operation. */
export const exitRows = exitTable(aalenJohansen(exitCells(
  Array.from({ length: 400 }, (_, index) => ({
    days: Math.round(2 + index ** 1.6 / 31),
    outcome: (index % 11 === 5 ? "withdrawn" : index % 9 === 0 ? "waiting" : "operated") as Outcome,
  })),
)));

/** A list's two waits. */
export function waitsRow(name: string, today: number | null, now: number | null = 60): TwoWaitsRow {
  const unknown = { value: null, reason: "Andelen nås inte" };
  const days = (value: number | null) => value === null ? unknown : { value };
  return {
    name,
    listedToday: {
      days: days(today),
      low: days(today === null ? null : today - 6),
      high: today === null ? unknown : { value: today + 9 },
    },
    onTheListNow: now === null ? { value: null, reason: "Ingen väntar" } : { value: exactly(now) },
  };
}

/** The two waits of four regions, one of them not yet known. */
export const waitsRows: readonly TwoWaitsRow[] = [
  waitsRow("Region Uppsala", 71, 64),
  waitsRow("Region Värmland", 96, 69),
  waitsRow("Region Västmanland", 49, 42),
  waitsRow("Region Dalarna", null, 69),
];

const listed = (
  row: string,
  column: string,
  joined: number,
  [days, low, high]: (number | null)[],
): ListedToday => {
  const of = (value: number | null) =>
    value === null ? { value, reason: "Andelen nås inte så länge någon har följts" } : { value };
  return { row, column: `Region ${column}`, joined, wait: { days: of(days), low: of(low), high: of(high) } };
};

/** The waits of who is listed today, for three vårdutbud in two regions: few, not known, and one end of an interval. */
export const listedRows: readonly ListedToday[] = [
  listed("Knäled protes", "Uppsala", 210, [74, 66, 85]),
  listed("Knäled protes", "Värmland", 190, [171, 150, null]),
  listed("Gråstarr", "Uppsala", 600, [null, null, null]),
  listed("Gråstarr", "Värmland", 12, [60, 40, 80]),
  listed("Gallsten", "Uppsala", 40, [50, 42, 61]),
];

const mixed = (name: string, value: number | null, own: number): ExitsByMixRow => ({
  name: `Region ${name}`,
  operated: value === null
    ? { value, reason: "Bara 40 procent av blandningen kan bestämmas här" }
    : { value: { value, low: value - 0.03, high: value + 0.03 } },
  own: { value: own },
  known: value === null ? 0.4 : 1,
  lacking: [],
});

/** Three regions' shares with the same mix, one of them not known. */
export const mixedRows: readonly ExitsByMixRow[] = [
  mixed("Uppsala", 0.71, 0.66),
  mixed("Värmland", 0.52, 0.58),
  mixed("Dalarna", null, 0.8),
];

const kinds = (unit: string, [knees, kneesOver, eyes, eyesOver]: number[]) =>
  [["Knäled protes", knees, kneesOver], ["Gråstarr", eyes, eyesOver]].map(([kind, all, over]) => ({
    unit,
    kind: String(kind),
    cells: [
      { lo: 40, hi: 40, antal: Number(all) - Number(over) },
      { lo: 200, hi: 200, antal: Number(over) },
    ],
  }));

/** Waits over 90 days in four regions whose lists hold different things. */
export const standardised = standardisedFunnel([
  ...kinds("Region Dalarna", [400, 200, 100, 20]),
  ...kinds("Region Uppsala", [100, 50, 900, 190]),
  ...kinds("Region Värmland", [300, 240, 300, 120]),
  ...kinds("Region Örebro län", [300, 60, 300, 20]),
], { measure: { overDays: 90 }, overDispersion: "none" });
export const standardisedRows = standardised.value?.rows ?? [];
