/** What became of one mutant. */
export interface MutantResult {
  readonly nr: number;
  readonly outcome: string;
  readonly failures: readonly string[];
  readonly milliseconds: number;
}

/** So many are loaded by one process, and then another takes over: one that goes wrong does not spoil the rest. */
const BATCH = 250;
/** A mutant that takes longer hangs; the first of a process waits for its code to be read. */
const LIMIT_MILLISECONDS = 60_000;
/** Processes at work side by side. */
const PROCESSES = 2;

/**
 * Reads, judges and loads damaged files: each is kept or stopped with a Swedish word, judged as it is loaded, its
 * records always add up, and nothing crashes or hangs.
 */
export async function mutants(count: number, seed: string): Promise<boolean> {
  const results: MutantResult[] = [], started = performance.now();
  let next = 1;
  const work = async () => {
    while (next <= count) {
      const first = next, last = Math.min(count, first + BATCH - 1);
      next = last + 1;
      for (let nr = first; nr <= last;) {
        const done = await loadMutants(seed, nr, last);
        results.push(...done);
        nr = done.at(-1)!.nr + 1;
      }
      console.error(`${results.length} av ${count}`);
    }
  };
  await Promise.all(Array.from({ length: PROCESSES }, work));
  const failed = results.filter(({ failures }) => failures.length > 0).sort((a, b) => a.nr - b.nr);
  for (const { nr, failures } of failed.slice(0, 20)) console.error(`mutant ${nr}: ${failures.join("; ")}`);
  const outcomes = Object.entries(Object.groupBy(results, ({ outcome }) => outcome))
    .map(([outcome, mutants = []]) => ({ outcome, count: mutants.length })).sort((a, b) => b.count - a.count);
  console.log(
    [
      `${results.length} mutants of the seed "${seed}": ${failed.length} failures`,
      `slowest ${Math.round(Math.max(...results.map(({ milliseconds }) => milliseconds)))} ms`,
      `all in ${Math.round((performance.now() - started) / 1000)} s`,
      ...outcomes.map(({ outcome, count }) => `${count} ${outcome}`),
    ].join(", "),
  );
  return failed.length === 0 && results.length === count;
}

/** Has a process load mutants, as far as it comes; the last of the results is of the one that ended it. */
async function loadMutants(seed: string, first: number, last: number): Promise<MutantResult[]> {
  const process = new Deno.Command("deno", {
    args: ["run", "-A", "--no-check", import.meta.resolve("./_load_mutants.ts"), seed, `${first}`, `${last}`],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const results: MutantResult[] = [], decoder = new TextDecoder();
  let rest = "", hung = false;
  const watch = () =>
    setTimeout(() => {
      hung = true;
      process.kill("SIGKILL");
    }, LIMIT_MILLISECONDS);
  let timer = watch();
  for await (const part of process.stdout) {
    const lines = (rest + decoder.decode(part, { stream: true })).split("\n");
    rest = lines.pop()!;
    results.push(...lines.map((line): MutantResult => JSON.parse(line)));
    clearTimeout(timer);
    timer = watch();
  }
  clearTimeout(timer);
  const { code, signal } = await process.status;
  const reached = results.at(-1)?.nr ?? first - 1;
  if (code === 0 && reached === last) return results;
  const nr = Math.min(last, reached + 1);
  const why = hung ? `took over ${LIMIT_MILLISECONDS / 1000} s` : `ended its process (${signal ?? code})`;
  return [...results.filter((result) => result.nr !== nr), {
    nr,
    outcome: "fel",
    failures: [why],
    milliseconds: 0,
  }];
}
