import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { openCluster } from "../../lib/database/mod.ts";

/** The version that is fetched where TRINO_HOME names none. */
const VERSION = "476";

const ARCHIVE =
  `https://repo1.maven.org/maven2/io/trino/trino-server/${VERSION}/trino-server-${VERSION}.tar.gz`;

/** The least Java that it runs on. */
const JAVA = 24;

/** A coordinator and its workers. */
export interface Trino extends AsyncDisposable {
  /** Where the coordinator listens. */
  readonly port: number;
  /** Ends a worker as a power cut does (SIGKILL). */
  killWorker(): Promise<void>;
  /** Starts a worker, and waits until the coordinator counts on it. */
  startWorker(): Promise<void>;
  /** What the processes that run hold of memory, MiB, and have used of the processors, seconds. */
  use(): Promise<{ memory: number; cpu: number }>;
}

/**
 * Starts a coordinator and two workers, each with 1.6 GiB of heap at most, and a catalog `hive` with tables on the files below a
 * folder, which "local:///" names.
 */
export async function startTrino(folder: string, root: string): Promise<Trino> {
  const home = await trinoHome(), javaHome = await findJava();
  const plugins = `${folder}/plugin`, running: { name: string; child: Deno.ChildProcess }[] = [];
  await Deno.mkdir(plugins, { recursive: true });
  // With these two alone it starts several times as fast.
  for (const name of ["hive", "exchange-filesystem"]) {
    await Deno.symlink(`${home}/plugin/${name}`, `${plugins}/${name}`);
  }
  const port = freePort();

  async function start(name: string, listens: number): Promise<void> {
    const etc = `${folder}/${name}/etc`, isCoordinator = listens === port;
    await write(etc, {
      "node.properties": ["node.environment=prov", `node.id=${name}`, `node.data-dir=${folder}/${name}/data`],
      "jvm.config": ["-server", "-Xmx1600M", "-XX:+UseG1GC", "-Djdk.attach.allowAttachSelf=true"],
      "config.properties": [
        `coordinator=${isCoordinator}`,
        ...isCoordinator ? ["node-scheduler.include-coordinator=false"] : [],
        `http-server.http.port=${listens}`,
        "node.internal-address=127.0.0.1",
        `discovery.uri=http://127.0.0.1:${port}`,
        `plugin.dir=${plugins}`,
      ],
      "log.properties": ["io.trino=WARN"],
      "exchange-manager.properties": [
        "exchange-manager.name=filesystem",
        `exchange.base-directories=${folder}/exchange`,
      ],
      "catalog/hive.properties": [
        "connector.name=hive",
        "hive.metastore=file",
        "hive.metastore.catalog.dir=local:///metastore",
        "fs.native-local.enabled=true",
        `local.location=${root}`,
      ],
    });
    const child = new Deno.Command(`${home}/bin/launcher`, {
      args: ["run", "--etc-dir", etc],
      env: { JAVA_HOME: javaHome, PATH: `${javaHome}/bin:/usr/bin:/bin` },
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    running.push({ name, child });
  }

  let workers = 0;
  const startWorker = async () => await start(`arbetare${++workers}`, freePort());
  const counted = async (count: number) => {
    using cluster = openCluster({
      cluster: `http://127.0.0.1:${port}`,
      catalog: "system",
      schema: "runtime",
      user: "prov",
      retries: 0,
    });
    for (let second = 0; second < 180; second++) {
      const sql = "SELECT count(*) AS n FROM system.runtime.nodes WHERE state = 'active' AND NOT coordinator";
      const [{ n }] = await cluster.query<{ n: number }>(sql).catch(() => [{ n: -1 }]);
      if (n >= count) return;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    throw new Error(`Trino did not start: fewer than ${count} workers after 180 s`);
  };

  await Deno.mkdir(`${folder}/exchange`, { recursive: true });
  await start("samordnare", port);
  await startWorker();
  await startWorker();
  const stop = async () => {
    for (const { child } of running.splice(0)) {
      child.kill("SIGKILL");
      await child.status;
    }
  };
  try {
    await counted(2);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    port,
    killWorker: async () => {
      const [{ child }] = running.splice(running.findIndex(({ name }) => name !== "samordnare"), 1);
      child.kill("SIGKILL");
      await child.status;
    },
    startWorker: async () => {
      await startWorker();
      await counted(running.length - 1);
    },
    use: async () => {
      const pids = running.map(({ child }) => `${child.pid}`).join(",");
      const { stdout } = await new Deno.Command("ps", { args: ["-o", "rss=,cputimes=", "-p", pids] })
        .output();
      const rows = new TextDecoder().decode(stdout).trim().split("\n").map((line) =>
        line.trim().split(/\s+/).map(Number)
      );
      return {
        memory: rows.reduce((sum, [rss]) => sum + rss / 1024, 0),
        cpu: rows.reduce((sum, [, cpu]) => sum + cpu, 0),
      };
    },
    [Symbol.asyncDispose]: stop,
  };
}

async function write(etc: string, files: Readonly<Record<string, readonly string[]>>): Promise<void> {
  await Deno.mkdir(`${etc}/catalog`, { recursive: true });
  for (const [name, lines] of Object.entries(files)) {
    await Deno.writeTextFile(`${etc}/${name}`, `${lines.join("\n")}\n`);
  }
}

/** The unpacked server: TRINO_HOME, else what was fetched before, else fetched now (783 MiB) into the temporary folder. */
async function trinoHome(): Promise<string> {
  const named = Deno.env.get("TRINO_HOME");
  if (named) return named;
  const kept = `${tmpdir()}/trino-server-${VERSION}`;
  if (existsSync(`${kept}/bin/launcher`)) return kept;
  console.log(`Hämtar ${ARCHIVE}`);
  await done("curl", ["-fsSL", "-o", `${kept}.tar.gz`, ARCHIVE]);
  await done("tar", ["-xzf", `${kept}.tar.gz`, "-C", tmpdir()]);
  await Deno.remove(`${kept}.tar.gz`);
  return kept;
}

/** JAVA_HOME where it is new enough, else the newest below /usr/lib/jvm. */
async function findJava(): Promise<string> {
  const named = Deno.env.get("JAVA_HOME"), folder = "/usr/lib/jvm";
  const others = existsSync(folder)
    ? Array.from(Deno.readDirSync(folder), ({ name }) => `${folder}/${name}`)
    : [];
  for (const home of [...named ? [named] : [], ...others]) {
    const release = await Deno.readTextFile(`${home}/release`).catch(() => "");
    if (Number(/JAVA_VERSION="(\d+)/.exec(release)?.[1] ?? 0) >= JAVA) return home;
  }
  throw new Error(
    `Trino ${VERSION} behöver Java ${JAVA} eller senare. Ange var: JAVA_HOME=/… deno task campaign cluster`,
  );
}

async function done(program: string, args: readonly string[]): Promise<void> {
  const { success } = await new Deno.Command(program, {
    args: [...args],
    stdout: "inherit",
    stderr: "inherit",
  }).output();
  if (!success) throw new Error(`${program} misslyckades`);
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
