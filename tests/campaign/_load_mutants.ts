/**
 * A process that reads, judges and loads mutants: seed, first number, last number. It prints a line of JSON for each, so
 * that whoever started it sees which one a crash or a hang is to blame on.
 */
import { profiles } from "../../lib/contract/mod.ts";
import { ExtractError, readExtract } from "../../lib/extract/mod.ts";
import { DeliveryError, type LoadReport } from "../../lib/judge/mod.ts";
import { countContacts } from "../../lib/numeric/mod.ts";
import { judgeFile, loadFile, openStore } from "../../lib/store/mod.ts";
import { mutant } from "./_mutant.ts";
import type { MutantResult } from "./_mutants.ts";

/** Everything that is not wrong is kept, so that it must be read again. */
const OPTIONS = { profiles, minAccepted: 0, accept: ["godta-mindre", "godta-antal", "godta-summa"] };
const [seed, first, last] = Deno.args;
const folder = await Deno.makeTempDir(), path = `${folder}/mutant.csv`, store = `${folder}/lager`;
let unhandled = 0;
globalThis.addEventListener("unhandledrejection", (event) => {
  unhandled++;
  event.preventDefault();
});
for (let nr = Number(first); nr <= Number(last); nr++) {
  const started = performance.now(), failures: string[] = [];
  await Deno.writeFile(path, mutant(seed, nr));
  const outcome = await trial((why) => failures.push(why));
  if (nr % 50 === 0 || nr === Number(last)) await tryStore((why) => failures.push(why));
  if (unhandled > 0) failures.push(`${unhandled} unhandled rejections`);
  unhandled = 0;
  const result: MutantResult = { nr, outcome, failures, milliseconds: performance.now() - started };
  console.log(JSON.stringify(result));
}
await Deno.remove(folder, { recursive: true });
// Without it native DuckDB's addon may end the process by finalizing twice what it has let go of (denoland/deno#36499).
Deno.exit(0);

type Fail = (why: string) => void;

/** Reads the file, judges it and loads it: both verdicts say the same. */
async function trial(fail: Fail): Promise<string> {
  try {
    const { records, good, broken, header, fields, place, raw } = await readExtract(path);
    if (records !== good + broken.length) fail("readExtract() loses records");
    for (let record = 0; record < good; record++) {
      if (fields(record).length !== header.length) fail("a record has other fields than the header");
      for (const column of header.keys()) place(record, column);
      raw(record);
    }
  } catch (error) {
    if (!(error instanceof ExtractError)) fail(`readExtract(): ${error}`);
  }
  const judged = await reported(async () => {
    const { delivery, rejected, replaces } = await judgeFile(store, path, OPTIONS);
    if (rejected.length !== delivery.rejected) fail("rejected records are lost");
    const stops = delivery.findings.some(({ level }) => level === "stop");
    const { reading = null } = delivery, about = { ...delivery, reading, replaces, covers: delivery.slots };
    return stops
      ? { ...about, loaded: 0, rejected: about.read - about.skipped, outcome: "stopped" }
      : { ...about, outcome: "kept" };
  }, fail);
  const loaded = await reported(() => loadFile(store, path, OPTIONS), fail);
  if (judged === null || loaded === null) return "fel";
  for (const { read, loaded: kept, rejected, skipped } of [judged, loaded]) {
    if (read !== kept + rejected + skipped) fail("records do not add up");
  }
  // What the same file kept before was compared with other deliveries.
  if (loaded.outcome !== "unchanged") {
    const [one, other] = [judged, loaded].map(verdict);
    if (one !== other) fail(`judgeFile() says ${one}, loadFile() says ${other}`);
  }
  const [worst] = loaded.findings;
  return loaded.outcome === "stopped" ? `stopped by ${worst.rule}` : loaded.outcome;
}

async function reported(work: () => Promise<LoadReport>, fail: Fail): Promise<LoadReport | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DeliveryError) return error.report;
    fail(error instanceof Error ? error.stack ?? error.message : String(error));
    return null;
  }
}

/** What a judgement and a load must say alike. */
function verdict({ outcome, read, loaded, rejected, skipped, findings }: LoadReport): string {
  const found = findings.map(({ rule, level, count, first }) => `${rule} ${level} ${count} ${first}`)
    .toSorted();
  return JSON.stringify({ outcome, read, loaded, rejected, skipped, found });
}

/** Every kept delivery adds up, and its cells are the same in native DuckDB and read without an engine. */
async function tryStore(fail: Fail): Promise<void> {
  using opened = await openStore(store, { engine: "native" });
  for (const { read, loaded, rejected, skipped } of opened.deliveries) {
    if (read !== loaded + rejected + skipped) fail("a kept delivery does not add up");
  }
  const contacts = countContacts(await opened.cells({ by: [] }));
  const [{ antal }] = await (await opened.tables("celler")).query<{ antal: number }>(
    "SELECT coalesce(sum(antal), 0)::DOUBLE AS antal FROM celler",
  );
  if (antal !== contacts) fail(`DuckDB counts ${antal} contacts, the store ${contacts}`);
}
