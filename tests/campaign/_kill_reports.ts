import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { publishedNumbers } from "../../lib/cli/_publications.ts";
import type { Random } from "../../lib/numeric/mod.ts";
import { loadFile } from "../../lib/store/mod.ts";
import { permissionsOf, ROOT } from "../_checkout.ts";
import { runsWith, until } from "../_processes.ts";
import { wait } from "./_kills.ts";

const HEADER = "månad;status;region;sjukhus;vårdutbud;0-30;31-60;61-90;91-365;366+;pvv;mov";
const ROWS = [
  "2024-04;väntande;Dalarna;Falu lasarett;Gallsten;40;20;10;25;5;3;2",
  "2024-04;väntande;Uppsala;Akademiska sjukhuset;Gallsten;90;50;31;17;1;4;0",
  "2024-04;väntande;Örebro län;Karlskoga lasarett;Gråstarr;12;9;30;11;0;0;1",
];

/** How far a report had come when it was ended. */
const PHASES = {
  before: "before its kernel",
  kernel: "with a kernel that ran or started",
  after: "after its kernel, before its last page",
  done: "when it had written all",
} as const;
type Phase = keyof typeof PHASES;

/**
 * Ends reports, public and internal by turns, at any of their moments, by SIGTERM and SIGKILL by turns. No process and no
 * temporary file of it stays, every page is whole and every public one in the store's list with its numbers, and the next
 * report leaves nothing half written. Linux only.
 */
export async function killedReports(count: number, random: Random): Promise<boolean> {
  const folder = await Deno.makeTempDir(), temporary = `${folder}/tmp`, store = `${folder}/lager`;
  await Deno.mkdir(temporary);
  await Deno.writeTextFile(`${folder}/april.csv`, [HEADER, ...ROWS, ""].join("\n"));
  await loadFile(store, `${folder}/april.csv`);
  const outs = [`${folder}/publik`, `${folder}/internt`];
  const commands = [["--mottagare", "publik"], ["--anteckningsbok", "01"]];
  const start = async (turn: number) =>
    new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--no-check", ...await permissionsOf("report"), `${ROOT}lib/cli/report.ts`],
        ...[...commands[turn], "--lager", store, "--ut", outs[turn]],
      ],
      ...{ env: { TMPDIR: temporary }, stdout: "null", stderr: "null" },
    }).spawn();
  const left = () => [...Deno.readDirSync(temporary)].length;
  const spans: number[] = [];
  for (const turn of [0, 1]) {
    const started = performance.now();
    assert.equal((await (await start(turn)).status).code, 0);
    spans.push(performance.now() - started);
  }
  const phases = new Map<Phase, number>();
  let wrong = 0, halves = 0;
  for (let kill = 0; kill < count; kill++) {
    const turn = kill % 2,
      out = outs[turn],
      pages = new Map(namesIn(out).map((name) => [name, timeOf(name)]));
    const report = await start(turn);
    let hadKernel = false, hasEnded = false;
    report.status.then(() => hasEnded = true);
    const end = performance.now() + random.next() * spans[turn] * 1.1;
    while (!hasEnded && performance.now() < end) {
      await wait(5);
      hadKernel ||= left() > 0;
    }
    const hasKernel = left() > 0;
    if (!hasEnded) report.kill(kill % 4 < 2 ? "SIGKILL" : "SIGTERM");
    await report.status;
    await until(async () => !await runsWith(temporary), "no process of a report is left");
    const isWhole = namesIn(out).every(isWholeFile) && left() === 0 && await isListed(store, outs[0]);
    if (!isWhole) wrong++;
    halves += namesIn(out).filter((name) => name.endsWith(".part")).length;
    const isNew = [...pages].every(([name, time]) => timeOf(name) !== time);
    const phase = isNew ? "done" : hasKernel ? "kernel" : hadKernel ? "after" : "before";
    phases.set(phase, (phases.get(phase) ?? 0) + 1);
  }
  for (const turn of [0, 1]) {
    if ((await (await start(turn)).status).code !== 0) wrong++;
    if (namesIn(outs[turn]).some((name) => name.endsWith(".part"))) wrong++;
  }
  await Deno.remove(folder, { recursive: true });
  const took = spans.map(Math.round).join(" and ");
  console.log(
    `${count} reports ended that take ${took} ms: ${halves} half written files, removed by the next report, ${wrong} times anything else was wrong`,
  );
  for (const [phase, says] of Object.entries(PHASES)) {
    console.log(`  ${phases.get(phase as Phase) ?? 0} ended ${says}`);
  }
  return wrong === 0;
}

function namesIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => `${folder}/${name}`);
}

function timeOf(file: string): number | undefined {
  return Deno.statSync(file).mtime?.getTime();
}

/** Whether a page or a list of pages has its end. */
function isWholeFile(file: string): boolean {
  if (file.endsWith(".part")) return true; // nobody opens it
  const text = Deno.readTextFileSync(file);
  if (file.endsWith(".json")) return typeof JSON.parse(text) === "object";
  return text.startsWith("<!doctype html>") && text.trimEnd().endsWith("</html>");
}

/** Whether the store's list can be read with all its numbers, and names every public page that lies there. */
async function isListed(store: string, out: string): Promise<boolean> {
  await publishedNumbers(store);
  const list = await Deno.readTextFile(`${store}/publicerat.json`);
  return namesIn(out).filter((file) => file.endsWith("_publicera.html")).every((file) =>
    list.includes(createHash("sha256").update(Deno.readFileSync(file)).digest("hex"))
  );
}
