import assert from "node:assert/strict";
import { countContacts, seededRandom } from "../../lib/numeric/mod.ts";
import { loadFile, openStore } from "../../lib/store/mod.ts";
import { registerFile, temporaryFolder, times, waiting } from "./_deliveries.ts";
import { collectNativeGarbage } from "../_native.ts";

collectNativeGarbage();

const work = temporaryFolder();
const file = (name: string, count: number, more: Record<string, string> = {}) => {
  const path = `${work}/${name}`;
  Deno.writeTextFileSync(path, registerFile(times(count, { ...waiting, ...more })));
  return path;
};

/** A process that is ready to load a file as soon as it is told to. */
async function loader(folder: string, path: string) {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", import.meta.resolve("./_load_once.ts"), folder, path],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = process.stdout.getReader();
  await reader.read();
  const go = async () => {
    const writer = process.stdin.getWriter();
    await writer.write(Uint8Array.of(10));
    await writer.close();
  };
  const end = async () => {
    let said = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      said += new TextDecoder().decode(part.value);
    }
    return { code: (await process.status).code, said: said.trim() };
  };
  return { process, go, end };
}

Deno.test("loadFile() of two processes at once keeps both deliveries", async () => {
  const folder = `${work}/lager1`;
  const first = await loader(folder, file("d.csv", 3)),
    second = await loader(folder, file("u.csv", 5, { regionkod: "12" }));
  await Promise.all([first.go(), second.go()]);
  assert.deepEqual(await Promise.all([first.end(), second.end()]), [{ code: 0, said: "kept" }, {
    code: 0,
    said: "kept",
  }]);
  using store = await openStore(folder);
  assert.deepEqual(store.deliveries.map(({ sequence }) => sequence), [1, 2]);
  assert.equal(countContacts(await store.cells({ by: ["region"] })), 8);
});

Deno.test("A store whose writer is killed at any moment holds the state before or after", async () => {
  const folder = `${work}/lager2`, before = file("fore.csv", 3), after = file("efter.csv", 2000);
  await loadFile(folder, before);
  const random = seededRandom("avbrott");
  const states: number[] = [];
  for (let kill = 0; kill < 2; kill++) {
    const { process, go, end } = await loader(folder, after);
    let hasEnded = false;
    const ended = process.status.then(() => hasEnded = true);
    await go();
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, random.integer(80)))]);
    // A load that was faster than the kill has kept its delivery.
    if (!hasEnded) process.kill("SIGKILL");
    await end();
    using store = await openStore(folder);
    const contacts = countContacts(await store.cells({ by: ["region"] }));
    assert.ok(contacts === 3 || contacts === 2000, `kill ${kill}: ${contacts} contacts`);
    assert.equal(store.latestMonth(), "2024-04");
    states.push(contacts);
    if (contacts === 2000) await loadFile(folder, before, { accept: ["godta-mindre"] });
  }
  assert.equal(states.length, 2);
  assert.equal((await loadFile(folder, after)).outcome, "kept");
  using store = await openStore(folder, { engine: "native" });
  assert.equal(await store.rows("rader", { status: "vantande", manad: "2024-04" }), 2000);
});
