import { readBandLabel } from "./_band_label.ts";
import type { Roles } from "./_roles.ts";
import type { FileAnswers } from "./file_answers.ts";

/** What only a person can say of a file: the unit of its bands, or what a column counts. */
export interface DraftQuestion {
  /** Of what it asks. */
  readonly about: "enhet" | "kolumn" | "band";
  /** The headers or labels of which it asks. */
  readonly names: readonly string[];
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
          names,
          says: `Vilken enhet har banden ${
            names.join(", ")
          }: dag, vecka eller manad (nyckeln band, i dagar), eller är de inga väntetider (nyckeln bortse)?`,
        }]
        : about === "band" && profile.troskelvarden === undefined
        ? [{ about, names: names.slice(0, 1), says }]
        : []
    ),
    ...counting.map((column) => ({
      about: "kolumn" as const,
      names: [column],
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
 * @param answer dag, vecka or manad; a band as a label; antal, pvv or mov; or bortse, where it counts no wait.
 * @returns Options for another draft; `null` where the answer is none of these.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { answerQuestion } from "vantelage/contract";
 * const question = { about: "kolumn", names: ["Grupp B"], says: "Vad räknar kolumnen Grupp B?" } as const;
 * assert.deepEqual(answerQuestion(question, "31-60"), { bands: { "Grupp B": "31-60" } });
 * assert.deepEqual(answerQuestion(question, "bortse"), { ignored: ["Grupp B"] });
 * assert.equal(answerQuestion(question, "vet inte"), null);
 * ```
 */
export function answerQuestion({ about, names }: DraftQuestion, answer: string): FileAnswers | null {
  const said = answer.trim().toLowerCase(), [name] = names;
  if (said === "bortse") return { ignored: names };
  if (about === "enhet") {
    return said === "dag" || said === "vecka" || said === "manad" ? { unit: said } : null;
  }
  if (COUNTING.includes(said)) return { columns: { [said]: name } };
  return readBandLabel(answer) === null ? null : { bands: { [name]: answer.trim() } };
}
