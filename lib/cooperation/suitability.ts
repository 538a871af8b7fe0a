import * as z from "zod";
import { type DataKind, dataKind, readDataFolder, SafeText } from "../form/mod.ts";
import { dataFolder } from "../reference/mod.ts";
import standard from "../../data/lamplighet/standard.json" with { type: "json" };
import type { SignalConditions } from "./signal.ts";

/** How many of those who wait have an age. */
export interface AgeCount {
  /** Whole years, in the year of the month looked at. */
  readonly alder: number;
  /** Contacts. */
  readonly antal: number;
}

/** How many meet a condition that the deliveries say nothing of (lämplighet). Assumptions; data, never code. */
export interface Suitability {
  /** Where the shares come from. */
  readonly underlag: string;
  /** The share of patients in ASA class 1, at most 2, at most 3 and at most 4, each 0–1. */
  readonly asa: readonly number[];
  /** The share whose operation is on a given side, 0–1. */
  readonly sida: number;
  /** The share that meets a limit of age, where ages are not delivered, 0–1. */
  readonly alder: number;
}

const share = z.number().min(0).max(1);

/** The assumed shares, checked. */
export const Suitability: z.ZodType<Suitability> = z.strictObject({
  underlag: SafeText,
  asa: z.array(share).length(4),
  sida: share,
  alder: share,
});

/** Assumed shares as files of data (lamplighet). */
export const suitabilityKind: DataKind<Suitability> = dataKind({
  folder: "lamplighet",
  title: "Lämplighet",
  about:
    "Antagna andelar som uppfyller villkor som leveranserna inget säger om (rapport 42). Utan egna gäller programmets.",
  schema: Suitability,
  fields: {
    asa: "andelen patienter i ASA-klass 1, högst 2, högst 3 och högst 4, 0–1",
    sida: "andelen som opereras på en viss sida, 0–1",
    alder: "andelen inom en åldersgräns där åldrar inte levereras, 0–1",
  },
  template: Suitability.parse(standard),
  claims: () => ["de antagna andelarna"],
});

/** The shares that hold unless others are given (data/lamplighet/standard.json). */
export const ASSUMED_SUITABILITY: Suitability = Suitability.parse(standard);

/**
 * Reads the assumed shares of one's own.
 *
 * @param folder The folder. @default lamplighet in the data folder
 * @returns The shares; {@linkcode ASSUMED_SUITABILITY} where there are none.
 * @throws {OwnDataError} If a file has another layout, or there are two.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { ASSUMED_SUITABILITY, readSuitability } from "vantelage/cooperation";
 * assert.equal(await readSuitability(await Deno.makeTempDir()), ASSUMED_SUITABILITY);
 * ```
 */
export async function readSuitability(
  folder: string = `${dataFolder()}/${suitabilityKind.folder}`,
): Promise<Suitability> {
  return (await readDataFolder(suitabilityKind, folder)).at(0) ?? ASSUMED_SUITABILITY;
}

/** How many of a list meet conditions, and whether that was counted. */
export interface SuitableShare {
  /** The share, 0–1: those of the conditions multiplied. */
  readonly andel: number;
  /** Whether some of it is assumed. */
  readonly antagen: boolean;
}

/**
 * The share of a list that meets the conditions of an offer (andel lämpliga).
 *
 * Ages are counted where they are delivered. ASA class and side are in no delivery: their shares are assumed, as is that
 * of an age without ages. A language that is spoken shuts nobody out. Conditions are taken not to depend on each other.
 *
 * @param conditions Whom the offer takes.
 * @param ages The ages of those over the limit; none when the deliveries do not report.
 * @param suitability The assumed shares.
 * @returns The share; 1 without conditions.
 *
 * @example Half are young enough, and 80 % of these are taken to be healthy enough
 * ```ts
 * import assert from "node:assert/strict";
 * import { ASSUMED_SUITABILITY, suitableShare } from "vantelage/cooperation";
 * const ages = [{ alder: 70, antal: 3 }, { alder: 82, antal: 3 }];
 * const conditions = { alder_till: 75, asa_hogst: 2 };
 * assert.deepEqual(suitableShare(conditions, ages, { ...ASSUMED_SUITABILITY, asa: [0.2, 0.8, 0.99, 1] }),
 *   { andel: 0.4, antagen: true });
 * ```
 */
export function suitableShare(
  conditions: SignalConditions,
  ages: readonly AgeCount[] | undefined,
  suitability: Suitability = ASSUMED_SUITABILITY,
): SuitableShare {
  const { asa_hogst, alder_fran = 0, alder_till = Infinity, sida } = conditions;
  const count = (of: readonly AgeCount[]) => of.reduce((sum, { antal }) => sum + antal, 0);
  const known = ages === undefined ? 0 : count(ages), limited = alder_fran > 0 || alder_till < Infinity;
  const ofAge = !limited
    ? 1
    : ages === undefined || known === 0
    ? suitability.alder
    : count(ages.filter(({ alder }) => alder_fran <= alder && alder <= alder_till)) / known;
  const asa = asa_hogst === undefined ? 1 : suitability.asa[asa_hogst - 1];
  const side = sida === undefined ? 1 : suitability.sida;
  return { andel: ofAge * asa * side, antagen: asa < 1 || side < 1 || (limited && known === 0) };
}

/**
 * Whom an offer takes, in words (villkor).
 *
 * @param conditions The conditions.
 * @returns "ASA-klass högst 2, högst 75 år"; empty without conditions that shut anybody out.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { conditionText } from "vantelage/cooperation";
 * assert.equal(conditionText({ asa_hogst: 2, alder_till: 75, sprak: "finska" }), "ASA-klass högst 2, högst 75 år");
 * ```
 */
export function conditionText({ asa_hogst, alder_fran, alder_till, sida }: SignalConditions): string {
  return [
    asa_hogst === undefined ? null : `ASA-klass högst ${asa_hogst}`,
    alder_fran === undefined ? null : `lägst ${alder_fran} år`,
    alder_till === undefined ? null : `högst ${alder_till} år`,
    sida === undefined ? null : `bara ${sida} sida`,
  ].filter((part) => part !== null).join(", ");
}
