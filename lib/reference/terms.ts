import * as z from "zod";
import data from "../../data/reference/terms.json" with { type: "json" };
import { allOfferingWords } from "./offering_words.ts";

/** A term of the field: the one word that every text uses for one thing. */
export interface FieldTerm {
  /** The term, as the glossary has it. */
  readonly term: string;
  /** What its entry in the glossary of a report is called. Not there: it has no entry. */
  readonly id?: string;
  /** What it means, in Swedish; "{sista dagen}" is the month's last day. */
  readonly betydelse?: string;
  /** The forms in running text that lead to the entry, as a regular expression. */
  readonly former?: string;
  /** Words that mean the same and are not used, as a regular expression. */
  readonly inte?: string;
}

/** A term, checked. */
export const FieldTerm: z.ZodType<FieldTerm> = z.strictObject({
  term: z.string(),
  id: z.string().regex(/^[a-z]+$/).optional(),
  betydelse: z.string().optional(),
  former: z.string().optional(),
  inte: z.string().optional(),
}).refine(({ id, betydelse }) => (id === undefined) === (betydelse === undefined));

/** The terms of the field, in the order in which a glossary is read. */
export const terms: readonly FieldTerm[] = z.array(FieldTerm).parse(data);

/** The register's names of vårdutbud, which tables and messages may hold. */
const LABELS = new RegExp(
  [...allOfferingWords.keys()].map((name) => name.replace(/[()]/g, "\\$&")).join("|"),
  "gu",
);

/**
 * The words in a text that our terms have another word for. The register's names of vårdutbud (Gråstarr) are let
 * through, written as the register has them.
 *
 * @param text A Swedish text.
 * @returns Each word that was found, with the term to use, in the order of the terms.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { otherWords } from "vantelage/reference";
 * assert.deepEqual(otherWords("Antal kontakter och åtgärder"), [
 *   { word: "kontakter", term: "Insats" }, { word: "åtgärder", term: "Operation" }]);
 * ```
 */
export function otherWords(text: string): { readonly word: string; readonly term: string }[] {
  const plain = text.replaceAll(LABELS, (label) => " ".repeat(label.length));
  return terms.flatMap(({ term, inte }) =>
    inte === undefined ? [] : [...plain.matchAll(wholeWords(inte))].map(([word]) => ({ word, term }))
  );
}

/** A pattern of whole words; an underscore is part of a name in code or of a file. */
function wholeWords(words: string): RegExp {
  return new RegExp(`(?<![\\p{L}_])(?:${words})(?![\\p{L}_])`, "giu");
}
