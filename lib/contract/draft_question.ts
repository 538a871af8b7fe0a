import { readBandLabel } from "./_band_label.ts";
import type { Roles } from "./_roles.ts";
import type { Told } from "./told.ts";

/** What only a person can say of a file: the unit of its bands, or what a column counts. */
export interface DraftQuestion {
  /** Of what it asks. */
  readonly about: "enhet" | "kolumn" | "band";
  /** The column; empty where it asks of all bands. */
  readonly column: string;
  /** The question, Swedish. */
  readonly says: string;
}

/** Fields that count, and that a column may be said to be. */
const COUNTING: readonly string[] = ["antal", "pvv", "mov"];

/** What a reading leaves open; the columns that count something not understood come last. */
export function questionsOf({ stops, profile }: Roles, counting: readonly string[]): DraftQuestion[] {
  return [
    ...stops.flatMap(({ about, names, says }): DraftQuestion[] =>
      about === "enhet"
        ? [{
          about,
          column: "",
          says: `Vilken enhet har banden ${
            names.join(", ")
          }: dag, vecka eller manad? (nyckeln band, i dagar)`,
        }]
        : about === "band" && profile.troskelvarden === undefined
        ? [{ about, column: names[0], says }]
        : []
    ),
    ...counting.map((column) => ({
      about: "kolumn" as const,
      column,
      says: `Vad räknar kolumnen ${column}: ett väntetidsband, till exempel 31-60 (nyckeln band), ${
        COUNTING.join(", ")
      } (nyckeln kolumner), eller inget som ska läsas (nyckeln bortse)?`,
    })),
  ];
}

/**
 * What a person's answer to a question says of the file.
 *
 * @param question The question.
 * @param answer dag, vecka or manad; a band as a label; antal, pvv or mov; or bortse.
 * @returns Options for another draft; `null` where the answer is none of these.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { answerQuestion } from "vantelage";
 * const question = { about: "kolumn", column: "Grupp B", says: "Vad räknar kolumnen Grupp B?" } as const;
 * assert.deepEqual(answerQuestion(question, "31-60"), { bands: { "Grupp B": "31-60" } });
 * assert.deepEqual(answerQuestion(question, "bortse"), { ignored: ["Grupp B"] });
 * assert.equal(answerQuestion(question, "vet inte"), null);
 * ```
 */
export function answerQuestion({ about, column }: DraftQuestion, answer: string): Told | null {
  const said = answer.trim().toLowerCase();
  if (about === "enhet") {
    return said === "dag" || said === "vecka" || said === "manad" ? { unit: said } : null;
  }
  if (said === "bortse") return { ignored: [column] };
  if (COUNTING.includes(said)) return { columns: { [said]: column } };
  return readBandLabel(answer) === null ? null : { bands: { [column]: answer.trim() } };
}
