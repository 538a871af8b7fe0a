import * as z from "zod";
import { type DataKind, dataKind, readDataFolder, SafeText } from "../form/mod.ts";
import { dataFolder } from "../reference/mod.ts";
import standard from "../../data/prioritering/standard.json" with { type: "json" };

/** Who is operated first on a joint list (prioriteringsregel). It is data (data/prioritering), never code. */
export interface PriorityRule {
  /** The rule's name. */
  readonly namn: string;
  /** What it says, in Swedish, for the reader of a report. */
  readonly beskrivning: string;
  /** The limit that waits are set against, whole days. */
  readonly grans_dagar: number;
  /** How much the wait in proportion to the limit weighs. */
  readonly vikt_vantan: number;
  /** The most that the wait counts, in limits. */
  readonly tak_vantan: number;
  /** How much the wait in proportion to the time from decision to måldatum weighs. */
  readonly vikt_maldatum: number;
  /** The most that it counts, in such times. */
  readonly tak_maldatum: number;
}

/** A priority rule, checked. */
export const PriorityRule: z.ZodType<PriorityRule> = z.strictObject({
  namn: SafeText,
  beskrivning: SafeText,
  grans_dagar: z.int().positive(),
  vikt_vantan: z.number().nonnegative(),
  tak_vantan: z.number().positive(),
  vikt_maldatum: z.number().nonnegative(),
  tak_maldatum: z.number().positive(),
});

/** Priority rules as files of data (prioritering). */
export const priorityKind: DataKind<PriorityRule> = dataKind({
  folder: "prioritering",
  title: "Prioriteringsregel",
  about:
    "Vem som opereras först på en gemensam lista (rapport 41). Utan en egen regel gäller programmets, som är ett exempel att samtala om.",
  schema: PriorityRule,
  fields: {
    namn: "vad regeln kallas",
    beskrivning: "vad den säger, för rapportens läsare",
    grans_dagar: "gränsen som väntan ställs mot",
    vikt_vantan: "hur mycket väntan i förhållande till gränsen väger",
    tak_vantan: "det mesta som väntan räknas, i gränser",
    vikt_maldatum: "hur mycket väntan i förhållande till medicinskt måldatum väger",
    tak_maldatum: "det mesta som den räknas, i tider till måldatum",
  },
  template: PriorityRule.parse(standard),
  identity: ["namn"],
});

/** The rule that holds unless another is given (data/prioritering/standard.json). */
export const STANDARD_PRIORITY: PriorityRule = PriorityRule.parse(standard);

/**
 * Reads the priority rule of one's own.
 *
 * @param folder The folder. @default prioritering in the data folder
 * @returns The rule of the first file by name; {@linkcode STANDARD_PRIORITY} where there is none.
 * @throws {OwnDataError} If a file is no rule, or two have the same name.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readPriorityRule, STANDARD_PRIORITY } from "vantelage/cooperation";
 * assert.equal(await readPriorityRule(await Deno.makeTempDir()), STANDARD_PRIORITY);
 * ```
 */
export async function readPriorityRule(
  folder: string = `${dataFolder()}/${priorityKind.folder}`,
): Promise<PriorityRule> {
  return (await readDataFolder(priorityKind, folder)).at(0) ?? STANDARD_PRIORITY;
}

/** How long somebody has waited, and how long it is to the medical target date. */
export interface Wait {
  /** Whole days since the decision. */
  readonly dagar: number;
  /** Whole days until medicinskt måldatum, negative when it has passed; `null` without one. */
  readonly tillMaldatum: number | null;
}

/**
 * The priority of somebody who waits (prioritet): the larger, the sooner.
 *
 * Formula: weight × min(wait / limit, cap) + weight × min(wait / time from decision to måldatum, cap). Without a
 * måldatum it is taken to be at the limit; one at or before the decision counts as the cap.
 *
 * @param wait How long.
 * @param rule The rule.
 * @returns A plain number >= 0.
 *
 * @example 90 days waited, måldatum was after 60 of them
 * ```ts
 * import assert from "node:assert/strict";
 * import { priority, STANDARD_PRIORITY } from "vantelage/cooperation";
 * assert.equal(priority({ dagar: 90, tillMaldatum: -30 }, STANDARD_PRIORITY), 1 + 1.5);
 * assert.equal(priority({ dagar: 90, tillMaldatum: null }, STANDARD_PRIORITY), 2);
 * ```
 */
export function priority({ dagar, tillMaldatum }: Wait, rule: PriorityRule): number {
  const { grans_dagar, vikt_vantan, tak_vantan, vikt_maldatum, tak_maldatum } = rule;
  const time = tillMaldatum === null ? grans_dagar : dagar + tillMaldatum;
  const towards = time > 0 ? dagar / time : tak_maldatum;
  return vikt_vantan * Math.min(dagar / grans_dagar, tak_vantan) +
    vikt_maldatum * Math.min(towards, tak_maldatum);
}
