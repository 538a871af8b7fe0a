import assert from "node:assert/strict";
import fc from "fast-check";
import { writeEntry } from "../../lib/store/_history.ts";
import { compactStore, type Delivery, loadFile, openStore, verifyStore } from "../../lib/store/mod.ts";
import { readManifest } from "../../lib/store/manifest.ts";
import { commit, madeUp } from "./_commits.ts";
import {
  contentsOf,
  copyFolder,
  registerFile,
  temporaryFolder,
  times,
  waiting,
  writeOlder,
} from "./_deliveries.ts";

const folder = temporaryFolder();
let stores = 0;
const newStore = () => `${folder}/lager${++stores}`;
const historyOf = async (store: string) =>
  (await contentsOf(store)).filter((line) => line.startsWith("history/"));

const withoutLock = async (store: string) =>
  (await contentsOf(store)).filter((line) => !line.startsWith("las "));

const REGIONS = ["Region Dalarna", "Region Uppsala"], MONTHS = ["2024-03", "2024-04"];

/** One step in the life of a store. */
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant("add"),
      region: fc.constantFrom(...REGIONS),
      manad: fc.constantFrom(...MONTHS),
      loaded: fc.nat(9),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("change"), at: fc.nat(99), loaded: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("withdraw"), at: fc.nat(99) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("compact") }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("stop before the manifest") }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("copy") }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("make older") }) },
);
type Step = {
  readonly does: string;
  readonly at?: number;
  readonly region?: string;
  readonly manad?: string;
  readonly loaded?: number;
};

/** Takes a step with the store and with the deliveries that it should hold; gives the store and these. */
async function take(
  { does, at = 0, region, manad, loaded }: Step,
  store: string,
  held: readonly Delivery[],
): Promise<[string, readonly Delivery[]]> {
  const chosen = held[at % held.length];
  switch (does) {
    case "add": {
      const added = madeUp((held.at(-1)?.sequence ?? 0) + 1, { region, manad, loaded });
      await commit(store, (before) => [...before, added]);
      return [store, [...held, added]];
    }
    case "change": {
      if (chosen === undefined) return [store, held];
      const changed = { ...chosen, loaded: loaded ?? 0 };
      const change = (before: readonly Delivery[]) =>
        before.map((delivery) => delivery.sequence === changed.sequence ? changed : delivery);
      await commit(store, change);
      return [store, change(held)];
    }
    case "withdraw": {
      if (chosen === undefined) return [store, held];
      const change = (before: readonly Delivery[]) =>
        before.filter(({ sequence }) => sequence !== chosen.sequence);
      await commit(store, change);
      return [store, change(held)];
    }
    case "compact":
      await Deno.mkdir(store, { recursive: true });
      await compactStore(store, { now: new Date() });
      return [store, held];
    case "copy": {
      await Deno.mkdir(store, { recursive: true });
      const copy = newStore();
      await copyFolder(store, copy);
      return [copy, held];
    }
    case "make older":
      if (held.length > 0) await writeOlder(store, 3, held);
      return [store, held];
    default: {
      await commit(store, (before) => before);
      const { head } = await readManifest(store), commitNumber = (head?.commit ?? 0) + 1;
      await writeEntry(store, { commit: commitNumber, before: head, deliveries: [madeUp(99)], removed: [] });
      return [store, held];
    }
  }
}

Deno.test("A store holds what it was given, whatever is committed, compacted, withdrawn, copied, stopped or lifted", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      let store = newStore(), held: readonly Delivery[] = [];
      let before = new Map<string, string>();
      for (const one of steps) {
        [store, held] = await take(one, store, held);
        using opened = await openStore(store);
        assert.deepEqual(opened.deliveries, held);
        const latest = new Map(
          held.map((delivery) => [delivery.slots[0].region + delivery.slots[0].manad, delivery]),
        );
        assert.deepEqual(
          opened.holdings.map(({ region, manad, delivery }) => [region + manad, delivery.loaded]).sort(),
          [...latest].map(([slot, { loaded }]) => [slot, loaded]).sort(),
        );
        // No commit changes a file of another.
        const now = new Map(
          (await Deno.stat(store).then(() => historyOf(store), () => [])).map((line) => {
            const [path, ...content] = line.split(" ");
            return [path, content.join(" ")];
          }),
        );
        for (const [path, content] of now) assert.equal(before.get(path) ?? content, content);
        before = now;
      }
    }),
    { numRuns: 60, seed: 20261130 },
  );
});

Deno.test("A commit that is missing, cut, damaged or another's is named, with a line that brings it back", async () => {
  const store = newStore(), backup = newStore(), path = `${folder}/april.csv`;
  await Deno.writeTextFile(path, registerFile([waiting]));
  for (let number = 1; number <= 4; number++) await commit(store, (before) => [...before, madeUp(number)]);
  await copyFolder(store, backup);
  const names = (await historyOf(store)).map((line) => line.split(" ")[0]), whole = await withoutLock(store);
  const ways: ((file: string, other: string) => Promise<void>)[] = [
    (file) => Deno.remove(file),
    (file) => Deno.truncate(file, 100),
    async (file) => {
      const bytes = await Deno.readFile(file);
      bytes[bytes.length >> 1] ^= 1;
      await Deno.writeFile(file, bytes);
    },
    (file, other) => Deno.copyFile(other, file),
    (file) => Deno.writeTextFile(file, ""),
  ];
  for (const [index, name] of names.entries()) {
    for (const spoil of ways) {
      await spoil(`${store}/${name}`, `${store}/${names[(index + 1) % names.length]}`);
      const before = await withoutLock(store);
      let said = "";
      for (
        const work of [
          () => openStore(store),
          () => verifyStore(store),
          () => loadFile(store, path),
          () => compactStore(store, { now: new Date("2100-01-01") }),
        ]
      ) {
        await assert.rejects(work, (error: Error) => {
          assert.equal(error.name, "StoreError");
          assert.match(error.message, new RegExp(`skadat: ${name} (saknas|har inte den kontrollsumma)`));
          said = error.message;
          return true;
        });
      }
      assert.deepEqual(await withoutLock(store), before);
      const [line] = /cp "[^"]+" "[^"]+"/.exec(said) ?? [""];
      const { success } = await new Deno.Command("sh", {
        args: ["-c", line.replace("SÄKERHETSKOPIA", backup)],
      }).output();
      assert.ok(success, line);
      assert.deepEqual(await withoutLock(store), whole);
    }
  }
});

Deno.test("A store without its manifest is damaged where only its history is left", async () => {
  const store = newStore();
  await commit(store, () => [madeUp(1)]);
  await Deno.remove(`${store}/manifest.json`);
  await assert.rejects(openStore(store), /skadat: manifest\.json saknas/);
});

Deno.test("An older manifest from a backup gives the state of its commit, and the next commit goes on from it", async () => {
  const store = newStore();
  for (let number = 1; number <= 3; number++) {
    await commit(store, (before) => [...before, madeUp(number)]);
    await Deno.copyFile(`${store}/manifest.json`, `${store}-${number}.json`);
  }
  await Deno.copyFile(`${store}-2.json`, `${store}/manifest.json`);
  assert.equal((await openStore(store)).deliveries.length, 2);
  await commit(store, (before) => [...before, madeUp(3, { loaded: 7 })]);
  assert.deepEqual((await openStore(store)).deliveries.map(({ loaded }) => loaded), [1, 1, 7]);
  await Deno.copyFile(`${store}-3.json`, `${store}/manifest.json`);
  assert.deepEqual((await openStore(store)).deliveries.map(({ loaded }) => loaded), [1, 1, 1]);
});

Deno.test("Readers beside a writer that commits and compacts see whole states, and never an older one", async () => {
  const store = newStore();
  await commit(store, () => [madeUp(1)]);
  const readers = [1, 2].map(() => {
    const process = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", import.meta.resolve("./_read_often.ts"), store],
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    return { process, said: process.stdout.getReader() };
  });
  for (const { said } of readers) await said.read();
  for (let number = 2; number <= 30; number++) {
    await commit(store, (before) => [...before, madeUp(number)]);
    await compactStore(store, { now: new Date() });
  }
  for (const { process, said } of readers) {
    await process.stdin.close();
    const { value } = await said.read();
    await said.cancel();
    assert.equal((await process.status).code, 0);
    assert.ok(Number(new TextDecoder().decode(value)) > 5);
  }
});

Deno.test("A store goes on when the clock is set back, and compactStore() removes nothing that seems to come from the future", async () => {
  const store = newStore(), path = `${folder}/klocka.csv`, future = new Date("2042-01-01");
  for (const count of [3, 4]) {
    await Deno.writeTextFile(path, registerFile(times(count, waiting)));
    await loadFile(store, path);
    await Deno.writeTextFile(`${store}/cells/rest.parquet`, "");
    for (const line of await contentsOf(store)) {
      await Deno.utime(`${store}/${line.split(" ")[0]}`, future, future);
    }
  }
  using opened = await openStore(store);
  assert.deepEqual(opened.deliveries.map(({ loaded }) => loaded), [3, 4]);
  const removed = await compactStore(store, { now: new Date("2026-11-30") });
  assert.ok(removed.every((name) => name.startsWith("history/")), removed.join());
  assert.deepEqual((await verifyStore(store)).damaged, []);
});

const confined = newStore(), absent = newStore();
Deno.test({
  name: "openStore() needs no right above the store's folder, also where there is none",
  permissions: { read: [confined, absent], write: [confined] },
  fn: async () => {
    await commit(confined, () => [madeUp(1)]);
    assert.equal((await openStore(confined)).deliveries.length, 1);
    assert.equal((await openStore(absent)).deliveries.length, 0);
  },
});

Deno.test("The hundredth commit of a store writes as much as the second", async () => {
  const store = newStore(), sizes: number[] = [];
  for (let number = 1; number <= 100; number++) {
    await commit(store, (deliveries) => [...deliveries, madeUp(1000 + number)]);
    const { history } = await readManifest(store);
    assert.equal(history.length, number);
    sizes.push(
      (await Deno.stat(`${store}/${history[number - 1]}`)).size +
        (await Deno.stat(`${store}/manifest.json`)).size,
    );
  }
  assert.ok(Math.max(...sizes.slice(1)) - Math.min(...sizes.slice(1)) <= 8, sizes.join(" "));
  assert.ok(sizes[99] < 1200, `${sizes[99]}`);
});
