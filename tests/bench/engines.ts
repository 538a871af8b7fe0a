/**
 * Measures how quickly the engines read, judge, keep and make the cube of register deliveries, beside the engine's own
 * typed read of the same file. Each measurement is made in a process of its own, one at a time.
 *
 *     deno task bench engines [--rows 500000,1000000,2000000,4000000] [--engine wasm,native,polars,pandas]
 *                             [--work raw,judge,keep] [--rounds 3]
 *
 * raw: a typed read by `read_csv` and one GROUP BY with the cube's dimensions. judge: the file is read, looked through
 * for personal numbers, judged by the contract, and made a cube. keep: all of that, and kept in a store. Where python3
 * ($PYTHON) has them, Polars and pandas with pandera judge and count the same file (peers.py). The rounds take turns, and
 * the fastest of each is shown, as what else the machine does only ever slows.
 */
import { cpuUsage } from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findPersonalNumbers, profiles, type Reading, recognise } from "../../lib/contract/mod.ts";
import { cubeQuery } from "../../lib/cube/mod.ts";
import { type Database, type Engine, ENGINES, literal, openDatabase } from "../../lib/database/mod.ts";
import { readExtract } from "../../lib/extract/mod.ts";
import { makeSample } from "../../lib/sample/mod.ts";
import { loadFile } from "../../lib/store/mod.ts";
import { ACCEPTED, judge } from "../../lib/store/judge.ts";
import { peakMemory } from "./_peak_memory.ts";
import { writeRegisterFile } from "./_register_file.ts";

/** What is measured. */
const WORK = { raw: readRaw, judge: readAndJudge, keep: readJudgeAndKeep };
type Work = keyof typeof WORK;

interface Measurement {
  /** Wall time of the work alone; the engine's start and the writing of the file are not in it. */
  seconds: number;
  /** Processor time of the work, of all threads; on a busy machine it says more than the wall's. */
  processor: number;
  /** The most memory that the process has held, MiB. */
  peak: number;
  /** Cells in the cube, to see that the same work was done. */
  cells: number;
}

/** Columns of the register file that are no text. */
const RAW_TYPES: Readonly<Record<string, string>> = {
  beslut_datum: "TIMESTAMP",
  start_datum: "TIMESTAMP",
  matperiod: "DATE",
  fodelsear: "INTEGER",
  vantetid_dagar: "INTEGER",
};

async function readRaw(database: Database, path: string): Promise<number> {
  const bytes = await Deno.readFile(path);
  const [header] = new TextDecoder().decode(bytes.subarray(0, 4096)).split("\r\n");
  const names = header.split(";");
  const columns = names.map((name) => `'${name}': '${RAW_TYPES[name] ?? "VARCHAR"}'`).join(", ");
  await database.run(
    `CREATE TABLE ra AS FROM read_csv(${
      literal(database.registerText("ra.csv", bytes))
    }, auto_detect = false, header = true,
      delim = ';', quote = '"', escape = '"', new_line = '\\r\\n', columns = {${columns}})`,
  );
  // The cube's own query, over the file's spellings.
  const rows = `(SELECT * REPLACE (CAST(beslut_datum AS DATE) AS beslut_datum,
    CAST(start_datum AS DATE) AS start_datum, strftime(matperiod, '%Y-%m') AS matperiod,
    CASE status WHEN 'VANTANDE' THEN 'vantande' ELSE 'genomforda' END AS status) FROM ra)`;
  return await makeCube(database, recognise(names, profiles), rows);
}

async function readAndJudge(database: Database, path: string): Promise<number> {
  const extract = await readExtract(path);
  if (findPersonalNumbers(extract).length > 0) {
    throw new Error("Cannot measure as the file must pass the gate");
  }
  const reading = recognise(extract.header, profiles);
  await judge(database, extract, reading);
  return await makeCube(database, reading, ACCEPTED);
}

async function readJudgeAndKeep(database: Database, path: string): Promise<number> {
  const folder = await Deno.makeTempDir();
  try {
    return (await loadFile(folder, path)).loaded;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function makeCube(database: Database, reading: Reading, rows: string): Promise<number> {
  await database.run(`CREATE TABLE kub AS ${cubeQuery(reading, rows)}`);
  return (await database.query<{ cells: number }>("SELECT count(*) AS cells FROM kub"))[0].cells;
}

/** Does one piece of work here and writes what it took. */
async function measure(work: Work, engine: Engine, path: string): Promise<void> {
  using database = await openDatabase({ engine });
  const start = performance.now(), before = cpuUsage();
  const cells = await WORK[work](database, path);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = cpuUsage(before);
  const measured = { seconds, processor: (user + system) / 1e6, peak: peakMemory(), cells };
  console.log(JSON.stringify(measured satisfies Measurement));
}

/** What is measured together: an engine at some work, or a peer at judging. */
interface Contender {
  readonly engine: string;
  readonly work: Work;
  readonly command: readonly [program: string, ...args: string[]];
}

const PYTHON = Deno.env.get("PYTHON") ?? "python3";
const PEERS = fileURLToPath(new URL("./peers.py", import.meta.url));

/** The peers that python3 can import; none where there is no python3. */
async function peers(): Promise<string[]> {
  try {
    const { success, stdout } = await new Deno.Command(PYTHON, { args: [PEERS, "available"] }).output();
    return success ? JSON.parse(new TextDecoder().decode(stdout)) : [];
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return [];
  }
}

/** Measures in a process of its own; `null` when it fails, and why on standard error. */
async function measureApart(
  [program, ...args]: Contender["command"],
  path: string,
): Promise<Measurement | null> {
  const { code, stdout } = await new Deno.Command(program, { args: [...args, path], stderr: "inherit" })
    .output();
  return code === 0 ? JSON.parse(new TextDecoder().decode(stdout)) as Measurement : null;
}

/** The fastest of each contender's rounds, which take turns so that a busy moment strikes them alike. */
async function fastest(
  contenders: readonly Contender[],
  path: string,
  rounds: number,
): Promise<(Measurement | null)[]> {
  const best: (Measurement | null)[] = contenders.map(() => null);
  for (let round = 0; round < rounds; round++) {
    for (const [index, { command }] of contenders.entries()) {
      const measured = await measureApart(command, path), before = best[index];
      if (measured !== null && (before === null || measured.seconds < before.seconds)) best[index] = measured;
    }
  }
  return best;
}

function print(cells: readonly (string | number)[]): void {
  console.log(`| ${cells.join(" | ")} |`);
}

async function compare(
  sizes: readonly number[],
  engines: readonly string[],
  works: readonly Work[],
  rounds: number,
): Promise<void> {
  const contenders = engines.flatMap((engine): Contender[] =>
    ENGINES.some((own) => own === engine)
      ? works.map((work) => ({
        engine,
        work,
        command: [Deno.execPath(), "run", "--quiet", "--allow-all", import.meta.filename!, work, engine],
      }))
      : [{ engine, work: "judge", command: [PYTHON, PEERS, engine] }]
  );
  const folder = await Deno.makeTempDir();
  try {
    const sample = makeSample();
    print([
      "rows",
      "MiB",
      "engine",
      "work",
      "seconds",
      "× raw",
      "processor s",
      "× raw",
      "peak MiB",
      "cells or rows",
    ]);
    print(["--:", "--:", "---", "---", "--:", "--:", "--:", "--:", "--:", "--:"]);
    for (const rows of sizes) {
      const path = `${folder}/register.csv`;
      await writeRegisterFile(path, sample, rows);
      const size = ((await Deno.stat(path)).size / 2 ** 20).toFixed(0);
      const measured = await fastest(contenders, path, rounds);
      for (const [index, { engine, work }] of contenders.entries()) {
        const own = measured[index];
        const raw = measured[
          contenders.findIndex((other) => other.engine === engine && other.work === "raw")
        ];
        const shown = own === null ? ["failed"] : [
          own.seconds.toFixed(2),
          raw ? (own.seconds / raw.seconds).toFixed(2) : "",
          own.processor.toFixed(2),
          raw ? (own.processor / raw.processor).toFixed(2) : "",
          own.peak.toFixed(0),
          own.cells,
        ];
        print([rows, size, engine, work, ...shown]);
      }
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The chosen ones of some names, or all. */
function chosen<T extends string>(given: string | undefined, names: readonly T[]): T[] {
  return names.filter((name) => given === undefined || given.split(",").includes(name));
}

/**
 * Measures the engines and prints a table.
 *
 * @param args As the module says.
 */
export async function engines(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: "string", default: "500000,1000000,2000000,4000000" },
      rounds: { type: "string", default: "3" },
      engine: { type: "string" },
      work: { type: "string" },
    },
  });
  await compare(
    values.rows.split(",").map(Number),
    chosen(values.engine, [...ENGINES, ...await peers()]),
    chosen(values.work, Object.keys(WORK) as Work[]),
    Number(values.rounds),
  );
}

if (import.meta.main) {
  const [work, engine, path] = Deno.args;
  await measure(work as Work, engine as Engine, path);
  Deno.exit(); // a program that opened native may else end with an error (see openDatabase)
}
