import { answerQuestion, type DraftQuestion, type FileAnswers, type ProfileDraft } from "../contract/mod.ts";

/** More questions than this no one answers in a terminal. */
const MOST_QUESTIONS = 3;

/**
 * Asks what a draft leaves open, one question at a time, and drafts again with each answer.
 *
 * @param draft Drafts with what has been said.
 * @param said What the command line says already.
 * @param ask Puts a question to a person; `null` or nothing leaves it open.
 * @returns The last draft.
 */
export function draftWithAnswers(
  draft: (answers: FileAnswers) => ProfileDraft,
  said: FileAnswers,
  ask: (question: string) => string | null,
): ProfileDraft {
  const left = new Set<string>();
  let answers = said, current = draft(answers);
  for (let asked = 0; asked < MOST_QUESTIONS; asked++) {
    const question = current.questions.find(({ says }) => !left.has(says));
    if (question === undefined) break;
    const answer = answered(question, ask);
    if (answer === null) left.add(question.says);
    else current = draft(answers = joined(answers, answer));
  }
  return current;
}

/** The answer to a question; asked once again where it cannot be read. */
function answered(question: DraftQuestion, ask: (question: string) => string | null): FileAnswers | null {
  const first = ask(`${question.says}\n>`)?.trim() ?? "";
  if (first === "") return null;
  const read = answerQuestion(question, first);
  if (read !== null) return read;
  const how = question.about === "enhet"
    ? "dag, vecka, manad eller bortse"
    : "ett band som 31-60, antal, pvv, mov eller bortse";
  return answerQuestion(
    question,
    ask(`"${first}" går inte att läsa. Svara med ${how}, eller med inget\n>`) ?? "",
  );
}

function joined(a: FileAnswers, b: FileAnswers): FileAnswers {
  return {
    ...a,
    ...b,
    bands: { ...a.bands, ...b.bands },
    columns: { ...a.columns, ...b.columns },
    ignored: [...a.ignored ?? [], ...b.ignored ?? []],
  };
}
