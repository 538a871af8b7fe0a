import assert from "node:assert/strict";
import { addDays, firstDay, lastDay, monthRange } from "../../lib/calendar/mod.ts";
import { readPlan } from "../../lib/plan/mod.ts";
import { loadFiles } from "../../lib/store/mod.ts";
import { registerFile, times, waiting } from "../store/_deliveries.ts";
import { run } from "./_run.ts";

Deno.test("plan says what it needs: a year, a month, and a store that knows where patients live", async () => {
  const folder = await Deno.makeTempDir();
  const wrong = await run("plan", "--ar", "24");
  assert.deepEqual([wrong.code, wrong.err.split("\n")[0]], [2, 'Skriv året som --ar ÅÅÅÅ: fick "24"']);
  const month = await run("plan", "--ar", "2024", "--till", "maj");
  assert.deepEqual([month.code, month.err.split("\n")[0]], [
    2,
    'Skriv månaden som --till åååå-mm: fick "maj"',
  ]);
  const empty = await run("plan", "--ar", "2024", "--lager", `${folder}/store`, "--ut", folder);
  assert.deepEqual([empty.code, empty.out], [1, ""]);
  assert.match(empty.err, /store är tomt\. Läs in leveranser/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("plan drafts the year after twelve months of operations, as its next version", async () => {
  const folder = await Deno.makeTempDir(), store = `${folder}/lager`, out = `${folder}/planer`;
  const gallstones = { ...waiting, kva_kod: "JKA21", mvo_kod: "301", aktivitetskod: "" };
  const operated = (manad: string) => ({
    ...{ ...gallstones, status: "GENOMFORD", matperiod: lastDay(manad), lkf: "2080" },
    ...{ beslut_datum: addDays(firstDay(manad), -30), start_datum: addDays(firstDay(manad), 9) },
    slut_datum: addDays(firstDay(manad), 9),
  });
  const months = monthRange("2022-12", "2023-12");
  await Deno.writeTextFile(
    `${folder}/dalarna.csv`,
    registerFile([
      ...months.flatMap((manad) => times(5, operated(manad))),
      ...["2022-12", "2023-12"].flatMap((manad) =>
        times(7, { ...gallstones, matperiod: lastDay(manad), beslut_datum: addDays(lastDay(manad), -10) })
      ),
    ]),
  );
  const [loaded] = await loadFiles(store, [`${folder}/dalarna.csv`]);
  assert.equal(loaded.loaded, 13 * 5 + 2 * 7, JSON.stringify(loaded.findings));

  const args = ["--ar", "2024", "--lager", store, "--ut", out];
  const first = await run("plan", ...args);
  assert.deepEqual([first.code, first.out], [0, `${out}/2024_v1.json\n`], first.err);
  assert.match(first.err, /Region Dalarna kan inte skrivas fram, så behovet följer listorna i stället/);
  assert.match(first.err, /köpts utanför sjukvårdsregionen är inte levererad av Region Dalarna, /);
  const text = await Deno.readTextFile(`${out}/2024_v1.json`);
  const plan = await readPlan(2024, out);
  assert.deepEqual([plan.version, plan.faststalld, plan.syntetisk], [1, null, false]);
  const row = plan.rader.find(({ region, vardutbud }) =>
    region === "Region Dalarna" && vardutbud === "Gallsten"
  );
  const sum = (numbers: readonly number[] = []) => numbers.reduce((all, number) => all + number, 0);
  // Five operations in each of twelve months, and a list as long at the end as at the start.
  assert.deepEqual([sum(row?.egen), sum(row?.behov)], [60, 60]);

  const second = await run("plan", ...args, "--till", "2023-12");
  assert.deepEqual([second.code, second.out], [0, `${out}/2024_v2.json\n`], second.err);
  assert.equal(await Deno.readTextFile(`${out}/2024_v1.json`), text, "the first version stays as it was");

  await Deno.writeTextFile(`${out}/2024_v3.json`, "{}");
  const broken = await run("plan", ...args);
  assert.deepEqual([broken.code, broken.out], [1, ""]);
  assert.match(broken.err, /2024_v3\.json/);
  assert.doesNotMatch(broken.err, /\n {4}at /, "no stack trace");
  await Deno.remove(folder, { recursive: true });
});
