import assert from "node:assert/strict";
import { loadFiles, registerLayout, writeSample } from "../../lib/mod.ts";
import { run } from "./_run.ts";

/** The published table of April 2024, as the planning group printed it. */
const PUBLISHED: [string, ...number[]][] = [
  ["Region Dalarna", 1787, 1259, 960, 2096, 546, 69, 6648, 322, 333, 23.13, 25.41, 287451],
  ["Region Gävleborg", 1166, 709, 477, 799, 63, 48, 3214, 167, 254, 11.23, 12.71, 286085],
  ["Region Sörmland", 1361, 782, 598, 1078, 93, 53, 3912, 131, 8, 12.94, 13.4, 302310],
  ["Region Uppsala", 1873, 1269, 988, 2002, 478, 64, 6610, 745, 886, 16.33, 20.36, 404714],
  ["Region Värmland", 1901, 1200, 880, 2058, 836, 69, 6875, 229, 174, 24.24, 25.66, 283661],
  ["Region Västmanland", 2390, 1180, 790, 1361, 127, 42, 5848, 334, 180, 20.81, 22.64, 280965],
  ["Region Örebro län", 2096, 1276, 1074, 2265, 375, 63, 7086, 366, 332, 22.98, 25.24, 308413],
  [
    "Sjukvårdsregion Mellansverige",
    12574,
    7675,
    5767,
    11659,
    2518,
    60,
    40193,
    2294,
    2167,
    18.66,
    20.73,
    2153599,
  ],
];
const KEYS = [
  "region",
  "d0_30",
  "d31_60",
  "d61_90",
  "d91_365",
  "d366",
  "median",
  "antal",
  "pvv",
  "mov",
  "per_1000_exkl",
  "per_1000_inkl",
  "invanare",
];

Deno.test("the commands, from sample to table", async (t) => {
  const folder = await Deno.makeTempDir();
  const store = `${folder}/lager`;
  const sample = await writeSample(`${folder}/prov`, { months: ["2024-04"] });
  const files = sample.filter(({ kind }) => kind === "register").map(({ name }) => name);
  await loadFiles(store, files.map((name) => `${folder}/prov/${name}`));

  await t.step("table --by region gives the published table, digit for digit", async () => {
    const { code, out } = await run(
      "table",
      "--store",
      store,
      "--by",
      "region",
      "--manad",
      "2024-04",
      "--format",
      "json",
    );
    assert.equal(code, 0);
    const expected = PUBLISHED.map((row) => Object.fromEntries(KEYS.map((key, index) => [key, row[index]])));
    assert.deepEqual(JSON.parse(out), expected);
  });

  await t.step(
    "table --by vardutbud ranks the groups by those over 90 days, PvV and MoV among them",
    async () => {
      const { out } = await run("table", "--store", store, "--by", "vardutbud", "--format", "json");
      const rows = JSON.parse(out) as { vardutbud: string; over_90_inkl: number }[];
      const groups = rows.slice(0, -1);
      assert.deepEqual(
        groups.map((row) => row.over_90_inkl),
        groups.map((row) => row.over_90_inkl).sort((a, b) => b - a),
      );
      assert.equal(groups[2].vardutbud, "Ögon övriga");
      assert.equal(groups[2].over_90_inkl, 1029);
      assert.ok(Math.abs(groups[0].over_90_inkl - 2000) <= 50 && groups[0].vardutbud === "Gråstarr");
    },
  );

  await t.step("table writes CSV that Excel cannot take for formulas, and text in columns", async () => {
    const csv = await run("table", "--store", store, "--by", "sjukhus", "--format", "csv");
    assert.match(csv.out.split("\r\n")[0], /^region;sjukhus;d0_30;/);
    const text = await run("table", "--store", store, "--vardutbud", "knäprotes", "--status", "genomforda");
    assert.match(text.out, /inom_90/);
  });

  await t.step("an unknown value names the nearest, and exits with 2", async () => {
    const group = await run("table", "--store", store, "--vardutbud", "Gråstar");
    assert.deepEqual([group.code, /Närmast: Gråstarr/.test(group.err)], [2, true]);
    const by = await run("table", "--store", store, "--by", "regon");
    assert.deepEqual([by.code, /närmast är region/.test(by.err)], [2, true]);
    const option = await run("table", "--sture", store);
    assert.deepEqual([option.code, /närmast är --store/.test(option.err)], [2, true]);
    const month = await run("table", "--store", store, "--manad", "2019-01");
    assert.deepEqual([month.code, /2024-04/.test(month.err)], [1, true]);
  });

  await t.step(
    "load --json ends with one JSON line that adds up, and the same file twice changes nothing",
    async () => {
      const path = `${folder}/prov/${files[0]}`;
      const manifest = await Deno.readTextFile(`${store}/manifest.json`);
      const { code, out } = await run("load", path, "--store", store, "--json");
      const report = JSON.parse(out.trimEnd().split("\n").at(-1)!);
      assert.equal(code, 0);
      assert.deepEqual(Object.keys(report), ["file", "read", "loaded", "rejected", "skipped", "findings"]);
      assert.equal(report.read, report.loaded + report.rejected + report.skipped);
      assert.deepEqual(Object.keys(report.findings[0]), ["rule", "level", "count", "first"]);
      assert.equal(await Deno.readTextFile(`${store}/manifest.json`), manifest);
    },
  );

  await Deno.remove(folder, { recursive: true });
});

Deno.test("load says what is wrong with a file, and leaves the store as it was", async (t) => {
  const folder = await Deno.makeTempDir();
  const store = `${folder}/lager`;
  const header = Object.keys(registerLayout().shape).join(";");
  const cases: [string, string | null, RegExp][] = [
    ["saknas.csv", null, /finns inte/],
    ["tom.csv", "", /tom/],
    ["bara_rubrik.csv", `${header}\n`, /inga rader/],
    [
      "fel_layout.csv",
      "beslutdatum;regonkod;x\n2024-01-01;57;1\n",
      /regionkod.*Troligen omdöpta|Troligen omdöpta/s,
    ],
    [
      "personnummer.csv",
      `${header}\n2024-01-01;;;2024-04;;;;;;JA;;57;;;;;;ring 811228-9874;;;;1;1950;2080;;;;;;;A1;2;;VANTANDE;120\n`,
      /personnummer/,
    ],
  ];
  for (const [name, content] of cases) {
    if (content !== null) await Deno.writeTextFile(`${folder}/${name}`, content);
  }
  const names = cases.map(([name]) => name);
  // A folder is no file either.
  const { code, out, err } = await run(
    "load",
    ...names.map((name) => `${folder}/${name}`),
    folder,
    "--store",
    store,
    "--json",
  );
  assert.equal(code, 1);
  assert.ok(!`${out}${err}`.includes("811228"), "a personal number is never shown");
  const reports = out.trimEnd().split("\n").map((line) => JSON.parse(line));
  const said = err.split(/^(?=\S+: STOPPAD)/m);
  for (const [index, [name, , message]] of cases.entries()) {
    await t.step(name, () => {
      const { file, read, loaded, rejected, skipped } = reports[index];
      assert.deepEqual([file, loaded], [name, 0]);
      assert.equal(read, loaded + rejected + skipped);
      assert.match(said.find((part) => part.startsWith(`${name}: `)) ?? "", message);
    });
  }
  await t.step("a folder", () => assert.match(err, /mapp/));
  await t.step("the store is as empty as before", async () => {
    assert.match((await run("table", "--store", store)).err, /tomt/);
  });
  await t.step("no file at all is wrong use", async () => {
    assert.equal((await run("load", "--store", store)).code, 2);
  });
  await t.step("a store of a newer version", async () => {
    await Deno.mkdir(store, { recursive: true });
    await Deno.writeTextFile(
      `${store}/manifest.json`,
      JSON.stringify({ format: "vantelage-store", version: 99, deliveries: [] }),
    );
    const { code, err } = await run("table", "--store", store);
    assert.deepEqual([code, /nyare version/.test(err)], [1, true]);
  });
  await Deno.remove(folder, { recursive: true });
});

Deno.test("every command answers --help in Swedish", async () => {
  for (const command of ["load", "table", "sample", "report", "check"]) {
    const { code, out } = await run(command, "--help");
    assert.equal(code, 0, command);
    assert.match(out, new RegExp(`deno task ${command}`));
  }
});
