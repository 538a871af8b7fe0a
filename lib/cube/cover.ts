import * as z from "zod";
import { offeringWords } from "../reference/offering_words.ts";
import { joinNames } from "../reference/sentence.ts";
import type { Status } from "./cell.ts";

/**
 * How a delivery treats a deviation: reported, in cells of its own; within, among those who wait actively; or unknown,
 * as an aggregate without a column for it may have left them out or not.
 */
export type DeviationCover = "reported" | "within" | "unknown";

/** How a delivery treats PvV and MoV. */
export interface DeviationCovers {
  /** Patientvald väntan. */
  readonly pvv: DeviationCover;
  /** Medicinskt orsakad väntan. */
  readonly mov: DeviationCover;
}

/** A dimension that a delivery may break down or not. */
export type CoveredDimension = "sjukhus" | "vardutbud" | "agarform" | "hemregion";
/** The dimensions that a delivery may break down or not. */
export const COVERED_DIMENSIONS: readonly CoveredDimension[] = [
  "sjukhus",
  "vardutbud",
  "agarform",
  "hemregion",
];

/** What a delivery covers of a region, month and status (omfattning). What is outside is unknown, never zero. */
export interface Cover extends DeviationCovers {
  /** The dimensions that it breaks down; `null` where that is not known. */
  readonly by: readonly CoveredDimension[] | null;
  /** The vårdutbud that it holds: all, or only these. */
  readonly vardutbud: "all" | readonly string[];
  /** The limits in whole days that its bands report exactly, ascending; "days" for all, `null` where that is not known. */
  readonly limits: "days" | readonly number[] | null;
}

/** How a delivery treats a deviation, checked. */
export const DeviationCover: z.ZodType<DeviationCover> = z.enum(["reported", "within", "unknown"]);

/** What a delivery covers, checked. */
export const Cover: z.ZodType<Cover> = z.strictObject({
  by: z.array(z.enum(["sjukhus", "vardutbud", "agarform", "hemregion"])).nullable(),
  vardutbud: z.union([z.literal("all"), z.array(z.string()).min(1)]),
  pvv: DeviationCover,
  mov: DeviationCover,
  limits: z.union([z.literal("days"), z.array(z.int().nonnegative())]).nullable(),
});

/** The cover of a delivery that was kept before covers were. */
export const UNKNOWN_COVER: Cover = {
  by: null,
  vardutbud: "all",
  pvv: "unknown",
  mov: "unknown",
  limits: null,
};

/** Both deviations are reported, as the published measures need. */
export const REPORTED: DeviationCovers = { pvv: "reported", mov: "reported" };

/** A region, month and status with what was delivered of it. */
export interface CoveredSlot {
  /** The region. */
  readonly region: string;
  /** The month. */
  readonly manad: string;
  /** Waiting or performed. */
  readonly status: Status;
  /** What the delivery covers of it. */
  readonly cover: Cover;
}

/** A region that does not answer a question, and why: a Swedish clause that stands after a colon. */
export interface Gap {
  /** The region. */
  readonly region: string;
  /** Why: "leveransen anger inte PvV och MoV". */
  readonly reason: string;
}

/** What is asked of the deliveries of one month and status. */
export interface CoverQuestion {
  /** The vårdutbud; `null` for all. @default {null} */
  readonly vardutbud?: readonly string[] | null;
  /** Whether one ownership is asked for. @default {false} */
  readonly agarform?: boolean;
  /** Whether one hospital is asked for. @default {false} */
  readonly sjukhus?: boolean;
  /**
   * How PvV and MoV are counted: without ("exkl"), with ("inkl"), or as another delivery treats them. Where no region
   * can do the first or the second, the regions that treat them alike are counted as delivered. @default {"exkl"}
   */
  readonly deviations?: "exkl" | "inkl" | DeviationCovers;
}

/** Who answers a question, and for what. */
export interface Answering {
  /** The regions whose deliveries answer, in the order given. */
  readonly regions: readonly string[];
  /** The other regions that have delivered. */
  readonly gaps: readonly Gap[];
  /** The vårdutbud that the answer is of; `null` for all. Where all were asked for and nobody has delivered all, those that everybody has. */
  readonly vardutbud: readonly string[] | null;
  /** How PvV and MoV are treated by all who answer. */
  readonly deviations: DeviationCovers;
}

/**
 * Which deliveries answer a question alike, and why the others do not.
 *
 * @param slots The deliveries of one month and status.
 * @param question What is asked.
 * @returns The regions that answer and those that do not.
 *
 * @example One region has delivered one vårdutbud only
 * ```ts
 * import assert from "node:assert/strict";
 * import { answering, type Cover } from "vantelage/cube";
 * const whole: Cover = { by: ["vardutbud"], vardutbud: "all", pvv: "reported", mov: "reported", limits: "days" };
 * const slots = [
 *   { region: "Region Dalarna", manad: "2024-04", status: "vantande", cover: { ...whole, vardutbud: ["Gråstarr"] } },
 *   { region: "Region Uppsala", manad: "2024-04", status: "vantande", cover: whole },
 * ] as const;
 * assert.deepEqual(answering(slots, {}).gaps, [{ region: "Region Dalarna", reason: "leveransen omfattar bara grå starr" }]);
 * assert.deepEqual(answering(slots, { vardutbud: ["Gråstarr"] }).regions, ["Region Dalarna", "Region Uppsala"]);
 * ```
 */
export function answering(slots: readonly CoveredSlot[], question: CoverQuestion = {}): Answering {
  const { agarform = false, sjukhus = false, deviations = "exkl" } = question;
  const vardutbud = question.vardutbud ?? sharedOfferings(slots);
  const kinds = slots.map((slot) => ({
    ...slot,
    lacks: lacksKind(slot.cover, vardutbud, { agarform, sjukhus }),
  }));
  const rest = kinds.filter(({ lacks }) => lacks === null);
  const treated = slots[0]?.status === "genomforda" ? ANY : treatment(rest, deviations);
  const gaps = kinds.flatMap(({ region, cover, lacks }): Gap[] => {
    const reason = lacks ?? (treated.suits(cover) ? null : lacksDeviations(cover));
    return reason === null ? [] : [{ region, reason }];
  });
  const without = new Set(gaps.map(({ region }) => region));
  return {
    regions: slots.map(({ region }) => region).filter((region) => !without.has(region)),
    gaps,
    vardutbud,
    deviations: treated.covers,
  };
}

/** The vårdutbud that all have delivered where nobody has delivered all; else `null`. */
function sharedOfferings(slots: readonly CoveredSlot[]): readonly string[] | null {
  const lists = slots.flatMap(({ cover: { vardutbud } }) => vardutbud === "all" ? [] : [vardutbud]);
  if (lists.length === 0 || lists.length < slots.length) return null;
  const shared = lists[0].filter((name) => lists.every((list) => list.includes(name)));
  return shared.length === 0 ? null : shared;
}

/** Why a delivery does not distinguish what is asked for; `null` where it does. */
function lacksKind(
  { by, vardutbud: held }: Cover,
  asked: readonly string[] | null,
  { agarform, sjukhus }: { readonly agarform: boolean; readonly sjukhus: boolean },
): string | null {
  const whole = held === "all";
  if (asked === null && !whole) return `leveransen omfattar ${onlyOfferings(held)}`;
  if (asked !== null) {
    const absent = whole ? [] : asked.filter((name) => !held.includes(name));
    if (absent.length > 0) return `leveransen omfattar inte ${joinNames(absent.map(offeringWords))}`;
    const isAllOfIt = !whole && held.length === asked.length;
    if (by !== null && !by.includes("vardutbud") && !isAllOfIt) {
      return "leveransen anger inte vårdutbud";
    }
  }
  if (sjukhus && by !== null && !by.includes("sjukhus")) return "leveransen anger inte sjukhus";
  return agarform && by !== null && !by.includes("agarform") ? "leveransen anger inte ägarform" : null;
}

/** How PvV and MoV are treated in an answer, and by which deliveries. */
interface Treatment {
  readonly covers: DeviationCovers;
  readonly suits: (cover: DeviationCovers) => boolean;
}

const ANY: Treatment = { covers: REPORTED, suits: () => true };
const TREATMENTS: Readonly<Record<"exkl" | "inkl", Treatment>> = {
  exkl: { covers: REPORTED, suits: ({ pvv, mov }) => pvv === "reported" && mov === "reported" },
  inkl: {
    covers: { pvv: "within", mov: "within" },
    suits: ({ pvv, mov }) => pvv !== "unknown" && mov !== "unknown",
  },
};

function treatment(
  slots: readonly CoveredSlot[],
  wanted: NonNullable<CoverQuestion["deviations"]>,
): Treatment {
  if (typeof wanted !== "string") return alike(wanted);
  const suited = slots.filter(({ cover }) => TREATMENTS[wanted].suits(cover));
  if (slots.length === 0 || suited.length > 0) {
    const areReported = suited.every(({ cover }) => TREATMENTS.exkl.suits(cover));
    return { ...TREATMENTS[wanted], ...areReported && { covers: REPORTED } };
  }
  const groups = Map.groupBy(slots, ({ cover: { pvv, mov } }) => `${pvv} ${mov}`);
  const [[{ cover: { pvv, mov } }]] = [...groups.values()].sort((a, b) => b.length - a.length);
  return alike({ pvv, mov });
}

function alike(covers: DeviationCovers): Treatment {
  return { covers, suits: ({ pvv, mov }) => pvv === covers.pvv && mov === covers.mov };
}

/** Why a delivery does not treat PvV and MoV as the answer does. */
function lacksDeviations(cover: DeviationCovers): string {
  const unreported = unreportedOf(cover);
  return unreported.length > 0
    ? `leveransen anger inte ${joinNames(unreported)}`
    : "leveransen anger PvV och MoV, men inte de andra";
}

/**
 * The deviations that are not reported.
 *
 * @param covers How PvV and MoV are treated.
 * @returns Their names, in order.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { unreportedOf } from "vantelage/cube";
 * assert.deepEqual(unreportedOf({ pvv: "reported", mov: "unknown" }), ["MoV"]);
 * ```
 */
export function unreportedOf({ pvv, mov }: DeviationCovers): string[] {
  return [...pvv === "reported" ? [] : ["PvV"], ...mov === "reported" ? [] : ["MoV"]];
}

/** More vårdutbud than these are counted, not named. */
const MOST_NAMED = 3;

/**
 * Some vårdutbud in words.
 *
 * @param names The vårdutbud.
 * @returns "bara grå starr och gallsten", or their number where they are more than three.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { onlyOfferings } from "vantelage/cube";
 * assert.equal(onlyOfferings(["Gråstarr", "Gallsten"]), "bara grå starr och gallsten");
 * ```
 */
export function onlyOfferings(names: readonly string[]): string {
  return `bara ${
    names.length > MOST_NAMED ? `${names.length} vårdutbud` : joinNames(names.map(offeringWords))
  }`;
}

/**
 * Who of those who wait are counted, in words.
 *
 * @param covers How the deliveries treat PvV and MoV.
 * @param including Whether PvV and MoV are counted too.
 * @returns "exkl. PvV och MoV" or "inkl. PvV och MoV" only where that is known to be so.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { countedWords } from "vantelage/cube";
 * assert.equal(countedWords({ pvv: "reported", mov: "reported" }), "exkl. PvV och MoV");
 * assert.equal(countedWords({ pvv: "within", mov: "within" }), "PvV och MoV anges inte");
 * ```
 */
export function countedWords(covers: DeviationCovers, including = false): string {
  const unreported = unreportedOf(covers);
  if (including && covers.pvv !== "unknown" && covers.mov !== "unknown") return "inkl. PvV och MoV";
  if (unreported.length === 0) return "exkl. PvV och MoV";
  const other = unreported.length === 2 ? "" : `exkl. ${unreported[0] === "PvV" ? "MoV" : "PvV"}, `;
  return `${other}${joinNames(unreported)} anges inte`;
}

/**
 * Whom the share of those operated in time is counted on, in words, where that is not those whom the guarantee covers
 * without PvV. Only rows of single contacts say whom it covers; an aggregate counts all.
 *
 * @param slots The deliveries of those operated that answer.
 * @returns A definition; `null` for the usual one.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { guaranteeWords } from "vantelage/cube";
 * const cover = { by: [], vardutbud: "all", pvv: "reported", mov: "reported", limits: [30, 90] } as const;
 * assert.equal(guaranteeWords([{ region: "Region Dalarna", manad: "2024-04", status: "genomforda", cover }]),
 *   "andelen räknar alla genomförda: vårdgaranti anges inte");
 * ```
 */
export function guaranteeWords(slots: readonly CoveredSlot[]): string | null {
  const rows = slots.filter(({ cover: { limits } }) => limits === "days");
  if (slots.length > 0 && rows.length === 0) return "andelen räknar alla genomförda: vårdgaranti anges inte";
  const lacking = rows.some(({ cover: { pvv } }) => pvv !== "reported")
    ? ["andelen räknar dem som omfattas av vårdgarantin, PvV anges inte av alla"]
    : [];
  if (rows.length < slots.length) {
    return `${
      lacking[0] ?? "andelen räknar dem som omfattas av vårdgarantin, exkl. PvV"
    }, och alla där vårdgaranti inte anges`;
  }
  return lacking[0] ?? null;
}
