import assert from "node:assert/strict";
import { openStore } from "../../lib/store/mod.ts";
import { registerFile, temporaryFolder, times, waiting } from "../store/_deliveries.ts";
import { run } from "./_run.ts";

const folder = await Deno.realPath(temporaryFolder());

async function write(name: string, text: string): Promise<string> {
  await Deno.writeTextFile(`${folder}/${name}`, text);
  return `${folder}/${name}`;
}

const march = { ...waiting, matperiod: "2024-03-31" };

Deno.test("load tells what came of each file, for a program too, and none, some and all stopped apart", async () => {
  const store = `${folder}/utfall`, good = await write("april.csv", registerFile(times(3, waiting)));
  const newer = await write("april2.csv", registerFile(times(4, waiting)));
  const bad = await write("okänd.csv", "Tid,Län,Kö\n2024-04,Dalarna,30\n");
  const outcomes = async (...files: string[]) => {
    const { code, out } = await run("load", ...files, "--lager", store, "--json");
    return [code, out.trim().split("\n").map((line) => JSON.parse(line).outcome)];
  };
  assert.deepEqual(await outcomes(good, good, newer), [0, ["kept", "unchanged", "replaced"]]);
  assert.deepEqual(await outcomes(newer, bad), [3, ["unchanged", "stopped"]]);
  assert.deepEqual(await outcomes(bad), [1, ["stopped"]]);
  const validated = async (...files: string[]) => (await run("validate", ...files, "--lager", store)).code;
  assert.deepEqual([await validated(newer), await validated(newer, bad), await validated(bad)], [0, 3, 1]);
  using opened = await openStore(store);
  const [{ inlast }] = opened.deliveries;
  assert.equal(inlast?.dag, new Date().toISOString().slice(0, 10));
  assert.match((await run("store", "list", "--lager", store)).out, /inläst \d{4}-\d\d-\d\d/);
});

Deno.test("an option with one value is not taken twice, nor a parameter", async () => {
  for (
    const [args, says] of [
      [["table", "--lager", "a", "--lager", "b"], /--lager är angivet två gånger/],
      [
        ["report", "--parameter", "manad=2024-03", "--parameter", "manad=2024-04"],
        /--parameter manad är angivet två gånger/,
      ],
    ] as const
  ) {
    const [command, ...rest] = args, { code, err } = await run(command, ...rest);
    assert.equal(code, 2);
    assert.match(err, says);
  }
});

Deno.test("a damaged, cut or missing file is told by what reads it, and heals by loading its delivery again", async (t) => {
  const store = `${folder}/skadat`, out = `${folder}/ut`;
  const both = await write(
    "mars_april.csv",
    registerFile([...times(9, march), ...times(9, waiting), {
      ...waiting,
      beslut_datum: "x",
    }]),
  );
  const april = await write("rattad.csv", registerFile(times(9, waiting)));
  assert.equal((await run("load", both, april, "--lager", store)).code, 0);
  const { deliveries: [first] } = await openStore(store);
  const kept = (kind: string, manad: string | null) =>
    `${store}/${first.files.find((file) => file.kind === kind && file.manad === manad)?.path}`;
  const ask = {
    cells: [["table", "--manad", "2024-03"], [
      "store",
      "export",
      "--ut",
      out,
    ], ["store", "verify"]],
    rejected: [["rejected", "--fil", "mars_april.csv", "--ut", `${out}.csv`], ["store", "verify"]],
    rows: [["store", "verify"]],
  };
  const page = (
    name: string,
  ) => ["report", "--anteckningsbok", name, "--parameter", "manad=2024-03", "--ut", out];
  const pages: Record<string, string[][]> = { cells: [page("01")], rows: [page("41")] };
  const harm: Record<string, (path: string) => Promise<void>> = {
    flipped: async (path) => {
      const bytes = await Deno.readFile(path);
      bytes[9] ^= 1;
      await Deno.writeFile(path, bytes);
    },
    cut: (path) => Deno.truncate(path, 20),
    missing: (path) => Deno.remove(path),
  };
  for (const [kind, commands] of Object.entries(ask)) {
    for (const [how, damage] of Object.entries(harm)) {
      await t.step(`${kind} ${how}`, async () => {
        await damage(kept(kind, kind === "rejected" ? null : "2024-03"));
        // Pages take a second each: they are tried with one kind of damage.
        for (const [command, ...args] of [...commands, ...how === "flipped" ? pages[kind] ?? [] : []]) {
          const { code, err } = await run(command, ...args, "--lager", store);
          assert.equal(code, 1, `${command}: ${err}`);
          assert.match(err, /(saknas i lagret|är skadad)[^]*Läs in dess leverans igen: mars_april\.csv\./);
        }
        const healed = await run("load", both, "--lager", store, "--json");
        assert.deepEqual([healed.code, JSON.parse(healed.out).outcome], [0, "restored"]);
        assert.equal((await run("store", "verify", "--lager", store)).code, 0);
      });
    }
  }
  await t.step("what is newer stays in force", async () => {
    using opened = await openStore(store);
    const inForce = opened.holdings.map(({ manad, delivery: { file } }) => [manad, file]);
    assert.deepEqual(inForce, [["2024-03", "mars_april.csv"], ["2024-04", "rattad.csv"]]);
  });
});

Deno.test("a store without rows has cells and no rows, and says what it cannot be asked", async () => {
  const store = `${folder}/utan`;
  const path = await write("utan.csv", registerFile([...times(9, march), { ...march, beslut_datum: "x" }]));
  const first = await run("load", path, "--lager", store, "--utan-rader");
  assert.match(first.out, /Raderna sparas inte/);
  const later = await write("senare.csv", registerFile(times(9, waiting)));
  assert.match((await run("load", later, "--lager", store)).out, /Raderna sparas inte/);
  const kinds = [...Deno.readDirSync(store)].map(({ name }) => name).filter((name) => !/json|las/.test(name));
  assert.deepEqual(kinds.toSorted(), ["avrundning.nyckel", "cells", "history"]);
  assert.match((await run("table", "--lager", store, "--format", "csv")).out, /Dalarna;0;0;9/);
  const rejected = await run("rejected", "--fil", "utan.csv", "--ut", `${folder}/u.csv`, "--lager", store);
  assert.equal(rejected.code, 1);
  assert.match(rejected.err, /utan rader, så de underkända raderna i utan\.csv är inte sparade/);
  assert.match((await run("store", "list", "--lager", store)).out, /utan rader/);
  assert.equal((await run("store", "verify", "--lager", store)).code, 0);
  const again = await run("load", path, "--lager", store, "--json");
  assert.equal(JSON.parse(again.out).outcome, "unchanged");
  using opened = await openStore(store);
  await assert.rejects(opened.fields(["lkf"], { status: "vantande", manad: "2024-03" }), /utan rader/);
  await assert.rejects(opened.tables("rader"), /utan rader/);
});
