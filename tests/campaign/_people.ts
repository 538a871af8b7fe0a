import { peopleTrial } from "../judge/_people_trial.ts";

/** Reads aggregates written in many ways; whether each counts its people, or is stopped. */
export function people(count: number, seed: string): Promise<boolean> {
  const { right, stopped, wrong } = peopleTrial(count, seed);
  for (const { seed, got, people, kinds } of wrong.slice(0, 20)) {
    console.log(`fil "${seed}": ${got} räknades av ${people} (${kinds})`);
  }
  console.log(`${count} filer: ${right} rätt, ${stopped} stoppade, ${wrong.length} med ett annat antal`);
  return Promise.resolve(wrong.length === 0);
}
