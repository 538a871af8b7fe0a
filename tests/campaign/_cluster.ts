import { profiles, recognise, registerLayout } from "../../lib/contract/mod.ts";
import { cubeQuery, DIMENSIONS } from "../../lib/cube/mod.ts";
import { type Cluster, literal, openCluster, SQL_DIALECTS } from "../../lib/database/mod.ts";
import {
  CLUSTER_VARIABLE,
  clusterPlace,
  loadFile,
  openStore,
  publishTables,
  type Store,
  STORE_VARIABLE,
} from "../../lib/store/mod.ts";
import { registerFile, times, waiting } from "../store/_deliveries.ts";
import { startTrino, type Trino } from "./_trino.ts";

/** The notebooks whose pages are compared. */
const REPORTS = [
  "01_vantelaget",
  "10_knaprotes",
  "30_produktion_och_ko",
  "42_forslag_om_produktionssamverkan",
];

/**
 * The sample on a cluster of a coordinator and two workers on this machine, beside the same store in its folder: every
 * cell, the cube made of the rows there, four pages byte by byte, and a worker that is killed in the middle of a question.
 *
 * @param count 0 to let it run, for questions of one's own, until it is interrupted.
 */
export async function cluster(count: number): Promise<boolean> {
  const folder = await Deno.makeTempDir(), root = `${folder}/data`, store = `${root}/lager`;
  const began = performance.now(), results: boolean[] = [];
  const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
  const step = async (what: string, work: () => Promise<readonly [isRight: boolean, told: string]>) => {
    const since = performance.now(), [isRight, told] = await work();
    results.push(isRight);
    console.log(`${isRight ? "rätt" : "FEL "}  ${what.padEnd(46)} ${seconds(since).padStart(8)}  ${told}`);
  };
  try {
    await step("exempeldata, två leveranser ersatta", async () => {
      await deno("lib/cli/sample.ts", ["--las-in", "--lager", store, "--ut", `${folder}/filer`], {});
      await replaceDeliveries(folder, store);
      using opened = await openStore(store);
      const replaced = opened.deliveries.flatMap(({ slots }) => slots).length - opened.holdings.length;
      return [replaced === 2, `${opened.deliveries.length} leveranser, ${replaced} ersatta`];
    });
    await using trino = await startTrino(`${folder}/trino`, root);
    console.log(`      samordnare och två arbetare igång ${seconds(began)} efter start`);
    const wire = countingProxy(trino.port), address = `http://prov@127.0.0.1:${wire.port}/hive/vantelage`;
    using asked = openCluster({ ...clusterPlace(address), repeats: 0 });
    const location = "local:///lager";
    for (const time of ["första gången", "en gång till"]) {
      await step(`publicerat, ${time}`, async () => {
        const { tables, files } = await publishTables(store, asked, { location, now: new Date() });
        return [tables.length === 3, `${files} filer som ${tables.join(", ")}`];
      });
    }
    if (count === 0) {
      console.log(`export ${CLUSTER_VARIABLE}=${address}   # Ctrl-C avslutar`);
      await new Promise<void>((resolve) => Deno.addSignalListener("SIGINT", resolve));
      return true;
    }
    await step("varje cell, hämtad", () => everyCell(store, address));
    await step("varje cell, räknad ur raderna i klustret", () => everyCellOfRows(asked, store));
    for (const name of REPORTS) {
      const before = wire.bytes();
      await step(`sidan ${name.slice(0, 2)}`, async () => {
        const [there, at] = await pageOf(name, `${folder}/there`, {
          [CLUSTER_VARIABLE]: address,
          [STORE_VARIABLE]: `${folder}/tomt`,
        });
        const [here, ownAt] = await pageOf(name, `${folder}/here`, {
          [CLUSTER_VARIABLE]: "",
          [STORE_VARIABLE]: store,
        });
        const differs = here.split("").findIndex((sign, index) => sign !== there[index]);
        const wrong = there !== here
          ? `olika från tecken ${differs}; `
          : here.length <= 30_000
          ? "för kort; "
          : "";
        return [
          wrong === "",
          `${wrong}${at.toFixed(0)} s, mappen ${ownAt.toFixed(0)} s; ${
            ((wire.bytes() - before) / 1e6).toFixed(1)
          } MB över nätet`,
        ];
      });
    }
    await killedWorkers(trino, address, step);
    const { memory, cpu } = await trino.use();
    console.log(
      `      tre processer håller ${memory.toFixed(0)} MiB och har använt ${
        cpu.toFixed(0)
      } s processor; i allt ${seconds(began)}`,
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  return results.every((isRight) => isRight);
}

/** Delivers a region's waiting list of a month again, twice. */
async function replaceDeliveries(folder: string, store: string): Promise<void> {
  for (const count of [7, 9]) {
    const path = `${folder}/syntetisk_${count}.csv`;
    await Deno.writeTextFile(
      path,
      registerFile(times(count, { ...waiting, matperiod: "2023-06-30", beslut_datum: "2023-02-01" })),
    );
    const { outcome } = await loadFile(store, path, { accept: ["godta-mindre", "godta-avvikande"] });
    if (outcome !== "kept") throw new Error(`The delivery was not kept: ${outcome}`);
  }
}

async function everyCell(store: string, address: string): Promise<readonly [boolean, string]> {
  using there = await openStore(clusterPlace(address)), here = await openStore(store);
  const cells = await there.cells(), own = await here.cells();
  const different = cells.findIndex((cell, index) => JSON.stringify(cell) !== JSON.stringify(own[index]));
  return [
    cells.length === own.length && different < 0,
    `${cells.length} av ${own.length} lika${different < 0 ? "" : `, olika från ${different}`}`,
  ];
}

/**
 * Makes the cube of the accepted rows there, some months at a time, and asks which cells have not the same count as those
 * that are published.
 */
async function everyCellOfRows(asked: Cluster, store: string): Promise<readonly [boolean, string]> {
  using opened = await openStore(store);
  const months = [...new Set(opened.holdings.map(({ manad }) => manad))];
  let cells = 0, different = 0;
  for (let first = 0; first < months.length; first += 4) {
    const [counted] = await asked.query<{ cells: number; different: number }>(
      cubeOfRows(opened, months.slice(first, first + 4)),
    );
    cells += counted.cells;
    different += counted.different;
  }
  return [cells > 0 && different === 0, `${cells} celler, ${different} olika`];
}

function cubeOfRows({ deliveries }: Store, months: readonly string[]): string {
  const header = deliveries.find(({ layout }) => layout === "aggregat")?.header ?? [];
  const where = `WHERE manad IN (${months.map(literal).join(", ")})`,
    key = [...DIMENSIONS, "lo", "hi"].join(", ");
  const cubes = [
    [recognise(Object.keys(registerLayout().shape), profiles), "rader"],
    [recognise(header, profiles), "aggregat"],
  ] as const;
  const texts = cubes.map(([reading, table]) =>
    `SELECT ${key}, antal, 0 AS publicerat FROM (${
      cubeQuery(reading, `(SELECT * FROM ${table} ${where}) AS valda`, SQL_DIALECTS.Trino)
    }) AS kub`
  );
  return `SELECT count(*) AS cells, count_if(antal <> publicerat) AS different FROM (
    SELECT ${key}, sum(antal) AS antal, sum(publicerat) AS publicerat FROM (
      ${texts.join(" UNION ALL ")} UNION ALL SELECT ${key}, 0, antal FROM celler ${where}
    ) AS alla GROUP BY ${key}) AS jamforda`;
}

/** The page that a report writes, without the moment it was made at, and how long it took, in seconds. */
async function pageOf(
  name: string,
  out: string,
  env: Record<string, string>,
): Promise<[page: string, seconds: number]> {
  const since = performance.now();
  await deno("lib/cli/report.ts", ["--anteckningsbok", `notebooks/${name}.ipynb`, "--ut", out], env);
  return [await Deno.readTextFile(`${out}/${name}.html`), (performance.now() - since) / 1000];
}

async function deno(path: string, args: readonly string[], env: Record<string, string>): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-check", "-A", path, ...args],
    env,
  }).output();
  if (!success) throw new Error(`${path} ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
}

/** What comes of a question whose worker is killed in the middle of it. */
async function killedWorkers(
  trino: Trino,
  address: string,
  step: (what: string, work: () => Promise<readonly [boolean, string]>) => Promise<void>,
): Promise<void> {
  // Some ten seconds of work with an answer that is known: each cell against itself, many times over.
  const sql =
    `SELECT count(*) AS n, sum(c.antal * t.x) AS summa FROM celler AS c CROSS JOIN UNNEST(sequence(1, 400)) AS t(x)
    WHERE length(concat(c.region, CAST(t.x AS VARCHAR))) > 0`;
  const place = clusterPlace(address);
  using whole = openCluster(place);
  const [right] = await whole.query(
    `SELECT count(*) * 400 AS n, sum(antal) * (400 * 401 / 2) AS summa FROM celler`,
  );
  const isRight = (rows: readonly unknown[]) => JSON.stringify(rows) === JSON.stringify([right]);
  const cases = [
    {
      what: "utan återtag: ett tydligt fel",
      options: { repeats: 0 },
      ends: (said: string) => / as Trino did not answer it: [A-Z_]+$/.test(said),
    },
    {
      what: "frågan ställd en gång till: rätt svar",
      options: { repeats: 1 },
      ends: (said: string) => said === "rätt svar",
    },
    {
      what: "retry_policy=TASK: rätt svar",
      options: { repeats: 0, session: { retry_policy: "TASK" } },
      ends: (said: string) => said === "rätt svar",
    },
  ];
  for (const { what, options, ends } of cases) {
    await step(`arbetare dödad, ${what}`, async () => {
      using cluster = openCluster({ ...place, ...options });
      let isDone = false;
      const answer = cluster.query(sql).then(
        (rows) => isRight(rows) ? "rätt svar" : `fel svar: ${JSON.stringify(rows)}`,
        (error: Error) => error.message,
      ).finally(() => isDone = true);
      await new Promise((resolve) => setTimeout(resolve, 4000));
      const wasDone = isDone;
      await trino.killWorker();
      const said = await answer;
      await trino.startWorker();
      return [!wasDone && ends(said), `${wasDone ? "för sent: " : ""}${said.slice(-120)}`];
    });
  }
}

/** A way to a port of this machine that counts what passes, both ways. */
function countingProxy(to: number): { readonly port: number; readonly bytes: () => number } {
  let bytes = 0;
  const counted = () =>
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        bytes += chunk.length;
        controller.enqueue(chunk);
      },
    });
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  (async () => {
    for await (const client of listener) {
      const server = await Deno.connect({ hostname: "127.0.0.1", port: to });
      const ways = [[client, server], [server, client]] as const;
      // Either end may go at any moment; the other is then told by its own end.
      for (const [from, into] of ways) {
        from.readable.pipeThrough(counted()).pipeTo(into.writable).catch(() => undefined);
      }
    }
  })();
  return { port: listener.addr.port, bytes: () => bytes };
}
