import * as z from "zod";
import data from "../../data/reference/care_offerings.json" with { type: "json" };
import { knownName } from "./_known_name.ts";
import { nameKey } from "./name_key.ts";

/** A group of operations that wait in one queue (vårdutbud), and the codes that put a contact in it. */
export interface CareOfferingEntry {
  /** The name we use. */
  readonly namn: string;
  /** Its speciality. */
  readonly omrade: string;
  /** SKR's activity codes. */
  readonly aktivitet: readonly string[];
  /** Prefixes of KVÅ codes that belong to it. */
  readonly kva: readonly string[];
  /** Prefixes of KVÅ codes that do not, though one of `kva` fits. */
  readonly utom_kva: readonly string[];
  /** The field of activity (MVO). */
  readonly mvo: string;
  /** Whether it holds what is left of its field of activity. */
  readonly restgrupp: boolean;
  /** Whether it is surgery. */
  readonly operation: boolean;
  /** Its most common codes, and what the diagnosis is called. */
  readonly vanligast: { readonly kva: string; readonly icd: string; readonly diagnos: string };
  /** Spellings met. */
  readonly alias: readonly string[];
}

/** A vårdutbud, checked. */
export const CareOfferingEntry: z.ZodType<CareOfferingEntry> = z.strictObject({
  namn: z.string(),
  omrade: z.string(),
  aktivitet: z.array(z.string()),
  kva: z.array(z.string()),
  utom_kva: z.array(z.string()).default([]),
  mvo: z.string(),
  restgrupp: z.boolean().default(false),
  operation: z.boolean().default(true),
  vanligast: z.strictObject({ kva: z.string(), icd: z.string(), diagnos: z.string() }),
  alias: z.array(z.string()),
});

/** The vårdutbud, in the order in which codes are tried: the first that fits holds, residual groups come last. */
export const careOfferings: readonly CareOfferingEntry[] = z.array(CareOfferingEntry).parse(data.vardutbud);

/** The vårdutbud of a contact whose codes fit none of the groups. */
export const UNKNOWN_CARE_OFFERING: string = data.okant;

/** The names that mark a row as a total over vårdutbud, never a vårdutbud. */
export const careOfferingTotals: readonly string[] = data.alla;

/** Every spelling of a vårdutbud that we accept, by its key, to the name we use. */
export const careOfferingNames: ReadonlyMap<string, string> = new Map(
  [...careOfferings, { namn: UNKNOWN_CARE_OFFERING, alias: [] }].flatMap(({ namn, alias }) =>
    [namn, ...alias].map((name) => [nameKey(name), namn] as const)
  ),
);

/**
 * The vårdutbud that are one kind of operation each: neither what is left of a speciality nor what is no surgery. Room
 * for one of them is room for another.
 */
export const namedOperations: ReadonlySet<string> = new Set(
  careOfferings.filter(({ restgrupp, operation }) => operation && !restgrupp).map(({ namn }) => namn),
);

/** The name of a vårdutbud in any accepted spelling; reads "knäprotes" as "Knäled protes", and names the nearest for a misspelt one. */
export const CareOffering: z.ZodType<string, string> = knownName("Vårdutbudet", careOfferingNames);
/** The name of a vårdutbud. */
export type CareOffering = string;

/** The codes of a contact that decide its vårdutbud. */
export interface CareCodes {
  /** SKR's five-character activity code (aktivitetskod). */
  aktivitetskod: string | null;
  /** The KVÅ code. */
  kva_kod: string | null;
  /** The three-digit field of activity (MVO). */
  mvo_kod: string | null;
}

/**
 * The vårdutbud of a contact, by its codes: first the activity code, then the KVÅ code, then what is left of its
 * speciality; the first group that fits holds.
 *
 * @param codes The contact's codes.
 * @returns The name, {@linkcode UNKNOWN_CARE_OFFERING} when no group fits.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { careOfferingOf } from "vantelage/reference";
 * assert.equal(careOfferingOf({ aktivitetskod: null, kva_kod: "NGB49", mvo_kod: "311" }), "Knäled protes");
 * assert.equal(careOfferingOf({ aktivitetskod: null, kva_kod: "NCL99", mvo_kod: "311" }), "Ortopedi övriga");
 * ```
 */
export function careOfferingOf({ aktivitetskod, kva_kod, mvo_kod }: CareCodes): string {
  const starts = (prefixes: readonly string[]) =>
    kva_kod !== null && prefixes.some((prefix) => kva_kod.startsWith(prefix));
  return (careOfferings.find((entry) => aktivitetskod !== null && entry.aktivitet.includes(aktivitetskod)) ??
    careOfferings.find((entry) => starts(entry.kva) && !starts(entry.utom_kva)) ??
    careOfferings.find((entry) => entry.restgrupp && entry.mvo === mvo_kod))?.namn ?? UNKNOWN_CARE_OFFERING;
}
