import { monthName } from "../calendar/mod.ts";
import { joinNames } from "../reference/sentence.ts";
import { type Cover, type CoveredSlot, onlyOfferings, unreportedOf } from "./cover.ts";

const STATUS_WORDS = { vantande: "väntande", genomforda: "genomförda" } as const;
const DIMENSION_WORDS = {
  sjukhus: "sjukhus",
  vardutbud: "vårdutbud",
  agarform: "ägarform",
  hemregion: "hemregion",
} as const;

/**
 * What a delivery covers, as a person can check it: one sentence for all regions and months that are covered alike.
 *
 * @param slots What was delivered.
 * @returns Swedish sentences without full stop; none without slots.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { coverSentences } from "vantelage/cube";
 * const cover = { by: ["sjukhus"], vardutbud: ["Gråstarr"], pvv: "unknown", mov: "unknown", limits: [30, 90] } as const;
 * assert.deepEqual(coverSentences([{ region: "Region Dalarna", manad: "2024-04", status: "vantande", cover }]), [
 *   "Region Dalarna, april 2024: väntande, bara grå starr; per sjukhus; PvV och MoV anges inte; väntetiderna delas vid 30 och 90 dagar, inte däröver",
 * ]);
 * ```
 */
export function coverSentences(slots: readonly CoveredSlot[]): string[] {
  const alike = Map.groupBy(slots, ({ status, cover }) => JSON.stringify([status, cover]));
  return [...alike.values()].map((same) => {
    const [{ status, cover }] = same;
    return `${wherePart(same)}: ${
      [
        `${STATUS_WORDS[status]}, ${offeringsPart(cover)}`,
        breakdownPart(cover),
        ...status === "vantande" ? [deviationsPart(cover)] : [],
        limitsPart(cover),
      ].join("; ")
    }`;
  });
}

/**
 * What the deliveries of a month do not cover, as every page says it.
 *
 * @param slots What was delivered.
 * @returns Swedish sentences; none where all is covered.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { uncoveredSentences } from "vantelage/cube";
 * const cover = { by: [], vardutbud: "all", pvv: "unknown", mov: "unknown", limits: [30, 90] } as const;
 * assert.deepEqual(uncoveredSentences([{ region: "Region Dalarna", manad: "2024-04", status: "vantande", cover }]),
 *   ["Region Dalarna anger inte PvV och MoV, så hur många som väntar utan dem är okänt."]);
 * ```
 */
export function uncoveredSentences(slots: readonly CoveredSlot[]): string[] {
  const says = slots.flatMap(({ region, status, cover }) => {
    const unreported = joinNames(unreportedOf(cover)), { vardutbud } = cover;
    return [
      ...unreported === "" ? [] : [{
        region,
        text: status === "vantande"
          ? `anger inte ${unreported}, så hur många som väntar utan dem är okänt.`
          : `anger inte ${unreported} för genomförda, så andelen inom gränsen räknar också dem.`,
      }],
      ...vardutbud === "all" ? [] : [{
        region,
        text: `har levererat ${onlyOfferings(vardutbud)} av ${
          STATUS_WORDS[status]
        }: andra vårdutbud är okända.`,
      }],
    ];
  });
  return [...Map.groupBy(says, ({ text }) => text)].map(([text, same]) =>
    `${joinNames(same.map(({ region }) => region))} ${text}`
  );
}

function wherePart(slots: readonly CoveredSlot[]): string {
  const regions = [...new Set(slots.map(({ region }) => region))];
  const months = [...new Set(slots.map(({ manad }) => manad))].sort();
  const span = months.length === 1
    ? monthName(months[0])
    : `${months.length} månader, ${monthName(months[0])}–${monthName(months[months.length - 1])}`;
  return `${joinNames(regions)}, ${span}`;
}

function offeringsPart({ vardutbud, by }: Cover): string {
  if (vardutbud === "all") {
    return by === null || by.includes("vardutbud") ? "alla vårdutbud" : "alla vårdutbud tillsammans";
  }
  return onlyOfferings(vardutbud);
}

function breakdownPart({ by }: Cover): string {
  if (by === null) return "uppdelningen är inte känd";
  return by.length === 0 ? "inte uppdelat" : `per ${joinNames(by.map((name) => DIMENSION_WORDS[name]))}`;
}

function deviationsPart(cover: Cover): string {
  const unreported = unreportedOf(cover);
  return unreported.length === 0 ? "PvV och MoV anges" : `${joinNames(unreported)} anges inte`;
}

function limitsPart({ limits }: Cover): string {
  if (limits === null) return "väntetidernas gränser är inte kända";
  if (limits === "days") return "väntetid i dagar";
  if (limits.length === 0) return "utan väntetider";
  return `väntetiderna delas vid ${joinNames(limits.map(String))} dagar, inte däröver`;
}
