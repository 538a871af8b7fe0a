import assert from "node:assert/strict";
import { sampleData } from "../_checkout.ts";
import { changeSignals, enterSignal, readSignals, SignalError } from "../../lib/cooperation/mod.ts";
import { signalCommand } from "../../lib/cli/signal.ts";
import { given } from "./_signals.ts";

const REGION = "Region Värmland";

Deno.test("changeSignals() leaves the file as it was when the change is refused", async () => {
  const folder = await Deno.makeTempDir();
  await changeSignals(folder, REGION, (file) => enterSignal(file, given("varmland-1", "2024-04-02")));
  const before = await Deno.readTextFile(`${folder}/varmland.json`);
  const refused = changeSignals(
    folder,
    REGION,
    (file) => enterSignal(file, given("varmland-1", "2024-04-03")),
  );
  await assert.rejects(refused, SignalError);
  assert.equal(await Deno.readTextFile(`${folder}/varmland.json`), before);
  assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["varmland.json"]);
});

Deno.test("changeSignals() refuses the second of two who write at once", async () => {
  const folder = await Deno.makeTempDir();
  const write = (number: number) =>
    changeSignals(folder, REGION, (file) => enterSignal(file, given(`varmland-${number}`, "2024-04-02")));
  const outcomes = await Promise.allSettled([write(1), write(2)]);
  const refused = outcomes.find(({ status }) => status === "rejected");
  assert.match(String(refused?.status === "rejected" && refused.reason), /Någon annan skriver/);
  assert.equal((await readSignals({ folder })).length, 1);
});

Deno.test("readSignals() names the file that it cannot read", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/uppsala.json`, '{"region": "Region Uppsala"');
  await assert.rejects(readSignals({ folder }), /uppsala\.json: \d+ fel\n/);
  const other = JSON.stringify({ region: "Region Dalarna", syntetisk: true, handelser: [] });
  await Deno.writeTextFile(`${folder}/uppsala.json`, other);
  await assert.rejects(
    readSignals({ folder }),
    /uppsala\.json: filen säger Region Dalarna, .* i dalarna\.json/,
  );
});

Deno.test("data/signaler is made up, marked so, and shows needs and offers of every region", async () => {
  const signals = await readSignals({ folder: sampleData("signaler") });
  assert.ok(signals.every(({ syntetisk }) => syntetisk));
  assert.equal(new Set(signals.map(({ region }) => region)).size, 7);
  assert.deepEqual(new Set(signals.map(({ slag }) => slag)), new Set(["behov", "formaga"]));
});

Deno.test("deno task signal gives, changes and withdraws a signal, and shows what stands", async () => {
  const data = await Deno.makeTempDir();
  const { log } = console;
  const told: string[] = [];
  console.log = (text: string) => told.push(text);
  try {
    const run = (options: Record<string, string>, ...positionals: string[]) =>
      signalCommand.run({ data, ...options }, positionals);
    const need = { region: "värmland", vardutbud: "knäprotes", slag: "behov", antal: "40", fran: "2024-05" };
    await run(
      { ...need, till: "2024-08", roll: "vårdlots", asa: "3", alder: "40-", dag: "2024-04-02" },
      "add",
    );
    await run({ antal: "25", dag: "2024-04-09" }, "change", "varmland-1");
    await run({ dag: "2024-04-30" }, "list");
    await run({ skal: "Löst på annat sätt", dag: "2024-05-02" }, "withdraw", "varmland-1");
    await run({ dag: "2024-05-02" }, "list");
    await run({ dag: "2024-05-02" }, "undo", "varmland-1");
    await run({ dag: "2024-05-02" }, "list");
    await Deno.copyFile(`${sampleData("signaler")}/dalarna.json`, `${data}/signaler/dalarna.json`);
    await assert.rejects(
      run({ ...need, region: "dalarna", till: "2030-08", roll: "vårdlots" }, "add"),
      /påhittade exempel[^]*Inget har ändrats[^]*--data MAPP/,
    );
  } finally {
    console.log = log;
  }
  assert.match(
    told[2],
    /varmland-1 {2}Värmland, behov: 25 knäproteser per månad, 2024-05–2024-08.*\(öppen, 21 dagar gammal\)/,
  );
  assert.equal(told[4], "Inga signaler gäller 2024-05-02.");
  assert.match(told[6], /behov: 25 knäproteser per månad.*23 dagar gammal/);
  const [before] = (await readSignals({ folder: `${data}/signaler`, asAt: "2024-04-08" }))
    .filter(({ region }) => region === "Region Värmland");
  assert.deepEqual([before.antal, before.villkor, before.galler_till], [
    40,
    { asa_hogst: 3, alder_fran: 40 },
    "2024-07-01",
  ]);
});
