import * as z from "zod";
import { careOfferings, MemberRegion } from "../reference/mod.ts";
import { readFolder, SafeText } from "../form/mod.ts";
import { planFolder } from "./plan_folder.ts";

/** The areas that an example may be about: the specialities of data/reference, or all of them. */
export const knowledgeAreas: readonly string[] = [
  ...new Set(careOfferings.map(({ omrade }) => omrade)),
  "Alla områden",
];

/** An example of production planning that a region shares with the others. */
export interface KnowledgeExample {
  /** What it is called. */
  readonly rubrik: string;
  /** The region that shares it. */
  readonly region: string;
  /** The speciality it is about, or "Alla områden". */
  readonly omrade: string;
  /** What was done, in a sentence. */
  readonly vad: string;
  /** What came of it, in a sentence. */
  readonly effekt: string;
  /** Whom to ask: a role, never a person. */
  readonly kontakt: string;
  /** Whether it is made up. */
  readonly syntetisk: "ja" | "nej";
  /** How it was done, in paragraphs. */
  readonly text: readonly string[];
}

/** How many paragraphs a text may have, and how many lines a paragraph. */
const MOST = 50;

/** An example, checked: every text without personal numbers, addresses or telephone numbers. */
export const KnowledgeExample: z.ZodType<KnowledgeExample> = z.strictObject({
  rubrik: SafeText,
  region: MemberRegion,
  omrade: z.enum(knowledgeAreas, { error: `Området ska vara ett av ${knowledgeAreas.join(", ")}` }),
  vad: SafeText,
  effekt: SafeText,
  kontakt: SafeText,
  syntetisk: z.enum(["ja", "nej"]),
  text: z.array(z.array(SafeText).min(1).max(MOST, `Ett stycke har fler än ${MOST} rader`))
    .max(MOST, `Texten har fler än ${MOST} stycken`)
    .transform((paragraphs) => paragraphs.map((lines) => lines.join(" "))),
});

/**
 * Reads one example: front matter between lines of `---`, a name and a text on each line, then paragraphs.
 *
 * @param markdown The file's text.
 * @returns The example.
 * @throws {SyntaxError} If there is no front matter, or a line of it is not a name and a text.
 * @throws {z.ZodError} If a field is missing, unknown or not allowed.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseKnowledgeExample } from "vantelage/plan";
 * const example = parseKnowledgeExample(`---
 * rubrik: Samma rum hela dagen
 * region: Dalarna
 * omrade: Ortopedi
 * vad: Ett rum för proteser
 * effekt: En operation till om dagen
 * kontakt: Verksamhetschef, ortopedi
 * syntetisk: ja
 * ---
 *
 * Så gjordes det.
 * `);
 * assert.deepEqual([example.region, example.text], ["Region Dalarna", ["Så gjordes det."]]);
 * ```
 */
export function parseKnowledgeExample(markdown: string): KnowledgeExample {
  const [, head, body] = /^---\r?\n([^]*?)\r?\n---\r?\n([^]*)$/.exec(markdown) ?? [];
  if (head === undefined) throw new SyntaxError("filen ska börja med uppgifter mellan två rader med ---");
  const fields = head.split(/\r?\n/).map((line) => {
    const [, name, text] = /^(\p{L}+):(.*\S)/u.exec(line) ?? [];
    if (name === undefined) throw new SyntaxError(`raden "${line}" ska vara ett namn, ett kolon och en text`);
    return [name, text.trim()] as const;
  });
  const text = body.split(/\r?\n\s*\r?\n/).map((paragraph) =>
    paragraph.split(/\r?\n/).filter((line) => line.trim() !== "")
  )
    .filter((lines) => lines.length > 0);
  return KnowledgeExample.parse({ ...Object.fromEntries(fields), text });
}

/**
 * Reads the knowledge bank (kunskapsbank).
 *
 * @param folder The folder. @default kunskapsbank in the data folder
 * @returns The examples by area and name; none when the folder is not there.
 * @throws {OwnDataError} If a file is no example.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readKnowledgeBank } from "vantelage/plan";
 * assert.deepEqual(await readKnowledgeBank(await Deno.makeTempDir()), []);
 * ```
 */
export async function readKnowledgeBank(
  folder: string = planFolder("kunskapsbank"),
): Promise<KnowledgeExample[]> {
  const swedish = new Intl.Collator("sv");
  return (await readFolder("kunskapsbank", folder, ".md", parseKnowledgeExample)).sort((a, b) =>
    swedish.compare(a.omrade, b.omrade) || swedish.compare(a.rubrik, b.rubrik)
  );
}
