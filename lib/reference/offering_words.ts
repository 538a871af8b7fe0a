import data from "../../data/reference/offering_words.json" with { type: "json" };
import { lowerFirst } from "./sentence.ts";

/** What a vårdutbud is called in a sentence. */
export interface OfferingWords {
  /** The group: "grå starr". */
  readonly ord: string;
  /** What somebody waits for: "operation av grå starr". */
  readonly vantan: string;
  /** Several of its operations: "operationer av grå starr". */
  readonly flertal: string;
}

/** The words of each vårdutbud, by the name that the cells and tables use. */
export const allOfferingWords: ReadonlyMap<string, OfferingWords> = new Map(Object.entries(data));

/**
 * A vårdutbud inside a sentence: running text has words where tables have the register's label.
 *
 * @param vardutbud The name of a vårdutbud.
 * @returns For example "grå starr" for Gråstarr; of a name that we do not know, the name with a small first letter.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { offeringWords } from "vantelage/reference";
 * assert.equal(`Störst är glappet för ${offeringWords("Gråstarr")}`, "Störst är glappet för grå starr");
 * assert.equal(offeringWords("Tandkirurgi"), "tandkirurgi");
 * ```
 */
export function offeringWords(vardutbud: string): string {
  return allOfferingWords.get(vardutbud)?.ord ?? lowerFirst(vardutbud);
}

/**
 * What somebody on the list of a vårdutbud waits for, inside a sentence.
 *
 * @param vardutbud The name of a vårdutbud.
 * @returns For example "operation av grå starr" for Gråstarr, "knäprotes" for Knäled protes; as for
 *   {@linkcode offeringWords} of a name that we do not know.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { awaitedWords } from "vantelage/reference";
 * assert.equal(`Flest väntar på ${awaitedWords("Gallsten")}`, "Flest väntar på operation av gallsten");
 * ```
 */
export function awaitedWords(vardutbud: string): string {
  return allOfferingWords.get(vardutbud)?.vantan ?? lowerFirst(vardutbud);
}

/**
 * What several operations of a vårdutbud are called inside a sentence.
 *
 * @param vardutbud The name of a vårdutbud.
 * @returns For example "knäproteser"; for a name we do not know, "operationer (the name)".
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { operationsName } from "vantelage/reference";
 * assert.equal(operationsName("Knäled protes"), "knäproteser");
 * assert.equal(operationsName("Tandkirurgi"), "operationer (Tandkirurgi)");
 * ```
 */
export function operationsName(vardutbud: string): string {
  return allOfferingWords.get(vardutbud)?.flertal ?? `operationer (${vardutbud})`;
}
