import { seededRandom } from "../../lib/numeric/mod.ts";
import { aggregateFile } from "./_aggregate_files.ts";
import { outcomeOf } from "./_people.ts";

/** What came of many files that were written by chance. */
export interface PeopleTrial {
  /** Files whose people are those in the cells. */
  readonly right: number;
  /** Files that were stopped. */
  readonly stopped: number;
  /** Of the others, what was counted, what the file holds, and how it was written. */
  readonly wrong: readonly {
    readonly seed: string;
    readonly got: number;
    readonly people: number;
    readonly kinds: string;
  }[];
}

/** Reads `count` aggregates written by chance. The same seed gives the same files. */
export function peopleTrial(count: number, seed: string): PeopleTrial {
  let right = 0, stopped = 0;
  const wrong: PeopleTrial["wrong"][number][] = [];
  for (let file = 0; file < count; file++) {
    const own = `${seed} ${file}`, random = seededRandom(own);
    const { text, people, kinds } = aggregateFile((most) => random.integer(most));
    const outcome = outcomeOf(text);
    if (outcome.stopped !== null) stopped++;
    else if (outcome.people === people) right++;
    else wrong.push({ seed: own, got: outcome.people, people, kinds: kinds.join("; ") });
  }
  return { right, stopped, wrong };
}
