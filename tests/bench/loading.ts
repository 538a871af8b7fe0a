/**
 * Measures how quickly register deliveries are read, judged and kept, and what it takes of memory, next to peers that do
 * the like with the same file. Each measurement is made in a process of its own, one at a time.
 *
 *     deno task bench loading [--rows 500000,1000000,2000000,4000000] [--work judge,keep]
 *                             [--peer duckdb,polars,polars-streaming,pandas] [--rounds 3]
 *
 * judge: the file is read, looked through for personal numbers, judged by the contract, and its accepted rows are counted
 * into the cube. keep: all of that, and kept in a store. duckdb: native DuckDB's own typed read of the file and one GROUP
 * BY with the cube's dimensions, without judging anything. Where python3 ($PYTHON) has them, Polars and pandas with pandera
 * judge and count the same file (peers.py). The rounds take turns, and the fastest of each is shown, as what else the
 * machine does only ever slows.
 */
import { DuckDBInstance } from "@duckdb/node-api";
import { cpuUsage } from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { profiles, recognise } from "../../lib/contract/mod.ts";
import { cubeQuery } from "../../lib/cube/mod.ts";
import { literal } from "../../lib/database/mod.ts";
import { judge, openDelivery } from "../../lib/judge/mod.ts";
import { makeSample } from "../../lib/sample/mod.ts";
import { loadFile, openStore } from "../../lib/store/mod.ts";
import { peakMemory } from "./_peak_memory.ts";
import { writeRegisterFile } from "./_register_file.ts";

/** What is measured; each gives the number of cells, to see that the same work was done. */
const WORK = { judge: readAndJudge, keep: readJudgeAndKeep, duckdb: readByDuckdb };
type Work = keyof typeof WORK;
const OWN = ["judge", "keep"] as const satisfies readonly Work[];

interface Measurement {
  /** Wall time of the work alone; the start of the process and the writing of the file are not in it. */
  seconds: number;
  /** Processor time of the work, of all threads; on a busy machine it says more than the wall's. */
  processor: number;
  /** The most memory that the process has held, MiB. */
  peak: number;
  /** Cells in the cube. */
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

async function readByDuckdb(path: string): Promise<number> {
  using file = await Deno.open(path);
  const start = new Uint8Array(4096);
  await file.read(start);
  const [header] = new TextDecoder().decode(start).split("\r\n");
  const names = header.split(";");
  const columns = names.map((name) => `'${name}': '${RAW_TYPES[name] ?? "VARCHAR"}'`).join(", ");
  const instance = await DuckDBInstance.create(":memory:"), connection = await instance.connect();
  await connection.run(
    `CREATE TABLE ra AS FROM read_csv(${literal(path)}, auto_detect = false, header = true, delim = ';',
      quote = '"', escape = '"', new_line = '\\r\\n', columns = {${columns}})`,
  );
  // The cube's own query, over the file's spellings.
  const rows = `(SELECT * REPLACE (CAST(beslut_datum AS DATE) AS beslut_datum,
    CAST(start_datum AS DATE) AS start_datum, strftime(matperiod, '%Y-%m') AS matperiod,
    CASE status WHEN 'VANTANDE' THEN 'vantande' ELSE 'genomforda' END AS status) FROM ra)`;
  await connection.run(`CREATE TABLE kub AS ${cubeQuery(recognise(names, profiles), rows)}`);
  const counted = await connection.runAndReadAll("SELECT count(*)::INTEGER FROM kub");
  return Number(counted.getRows()[0][0]);
}

async function readAndJudge(path: string): Promise<number> {
  const { extract, reading } = await openDelivery(path);
  return judge(extract, reading).cells.columns.lo.length;
}

async function readJudgeAndKeep(path: string): Promise<number> {
  const folder = await Deno.makeTempDir();
  try {
    await loadFile(folder, path);
    using store = await openStore(folder);
    return store.deliveries[0].files.filter(({ kind }) => kind === "cells").reduce(
      (sum, { rows }) => sum + rows,
      0,
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Does one piece of work here and writes what it took. */
async function measure(work: Work, path: string): Promise<void> {
  const start = performance.now(), before = cpuUsage();
  const cells = await WORK[work](path);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = cpuUsage(before);
  const measured = { seconds, processor: (user + system) / 1e6, peak: peakMemory(), cells };
  console.log(JSON.stringify(measured satisfies Measurement));
}

/** Who is measured, and how it is started. */
interface Contender {
  readonly name: string;
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
  contenders: readonly Contender[],
  rounds: number,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const sample = makeSample();
    print(["rows", "MiB", "what", "seconds", "processor s", "peak MiB", "cells or rows"]);
    print(["--:", "--:", "---", "--:", "--:", "--:", "--:"]);
    for (const rows of sizes) {
      const path = `${folder}/register.csv`;
      await writeRegisterFile(path, sample, rows);
      const size = ((await Deno.stat(path)).size / 2 ** 20).toFixed(0);
      const measured = await fastest(contenders, path, rounds);
      for (const [index, { name }] of contenders.entries()) {
        const own = measured[index];
        const shown = own === null
          ? ["failed"]
          : [own.seconds.toFixed(2), own.processor.toFixed(2), own.peak.toFixed(0), own.cells];
        print([rows, size, name, ...shown]);
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
 * Measures loading and prints a table.
 *
 * @param args As the module says.
 */
export async function loading(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: "string", default: "500000,1000000,2000000,4000000" },
      rounds: { type: "string", default: "3" },
      work: { type: "string" },
      peer: { type: "string" },
    },
  });
  const here = [...chosen(values.work, OWN), ...chosen(values.peer, ["duckdb"])].map((work): Contender => ({
    name: work,
    command: [Deno.execPath(), "run", "--quiet", "--allow-all", import.meta.filename!, work],
  }));
  const python = chosen(values.peer, await peers()).map((peer): Contender => ({
    name: peer,
    command: [PYTHON, PEERS, peer],
  }));
  await compare(values.rows.split(",").map(Number), [...here, ...python], Number(values.rounds));
}

if (import.meta.main) {
  const [work, path] = Deno.args;
  await measure(work as Work, path);
  Deno.exit(); // a program that opened native DuckDB may else end with an error (see openDatabase)
}
