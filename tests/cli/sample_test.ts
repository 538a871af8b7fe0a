import assert from "node:assert/strict";
import { sampleData } from "../_checkout.ts";
import { waitTable } from "../../lib/indicators/mod.ts";
import { isExact } from "../../lib/numeric/mod.ts";
import { inhabitants, MELLANSVERIGE } from "../../lib/reference/mod.ts";
import { monthRange } from "../../lib/calendar/mod.ts";
import {
  greedyTransfers,
  proposeTransfers,
  readSignals,
  signalledCapacity,
  transferEffects,
  transferGoals,
  transferLists,
} from "../../lib/cooperation/mod.ts";
import { broken } from "../cooperation/_transfer_problems.ts";
import { makeSample, type PlacedProblem, publishedApril } from "../../lib/sample/mod.ts";
import { registerDelivery } from "../../lib/sample/_delivery.ts";
import { quirks } from "../../lib/sample/_quirks.ts";
import { rowWriter } from "../../lib/sample/_register_row.ts";
import { loadFiles, openStore } from "../../lib/store/mod.ts";
import { temporaryFolder } from "../store/_deliveries.ts";
import { PUBLISHED } from "../indicators/_cells.ts";
import { run } from "./_run.ts";

const folder = temporaryFolder();
const sample = makeSample();
const earlier: Record<string, string> = {
  "Region Värmland": "2024-03",
  "Region Sörmland": "2023-11",
  "Region Örebro län": "2024-02",
};
const problems: PlacedProblem[] = [], rows: Record<string, number> = {}, paths: string[] = [];
for (const quirk of quirks) {
  const writer = rowWriter(sample, quirk);
  for (const month of [earlier[quirk.region] ?? [], "2024-04"].flat()) {
    const delivery = registerDelivery(sample, quirk, writer, month);
    problems.push(...delivery.problems);
    rows[delivery.name] = delivery.rows;
    paths.push(`${folder}/${delivery.name}`);
    await Deno.writeFile(`${folder}/${delivery.name}`, delivery.bytes);
  }
}
const lager = `${folder}/lager`;
const reports = await loadFiles(lager, paths);
const store = await openStore(lager);
globalThis.addEventListener("unload", () => store[Symbol.dispose]());

Deno.test("loadFiles() sets aside exactly the sample's wrong rows, each for its reason and at its line", async () => {
  const found = [];
  for (const delivery of store.deliveries) {
    for (const { file, line, rules } of await store.rejected(delivery)) {
      found.push(`${file}:${line} ${rules.join(" ")}`);
    }
  }
  const expected = problems.filter(({ level }) => level === "error").map(({ file, line, rule }) =>
    `${file}:${line} ${rule}`
  );
  assert.deepEqual(found.toSorted(), expected.toSorted());
  assert.equal(found.length, 40);
});

Deno.test("loadFiles() counts each row of the sample once, and warns of what is only odd", () => {
  for (const report of reports) {
    const own = problems.filter(({ file }) => file === report.file);
    const wrong = own.filter(({ level }) => level === "error").length;
    assert.deepEqual(
      [report.read, report.loaded, report.rejected, report.skipped, report.outcome],
      [rows[report.file], rows[report.file] - wrong, wrong, 0, "kept"],
      report.file,
    );
    const odd = Object.entries(
      Object.groupBy(own.filter(({ level }) => level === "warn"), ({ rule }) => rule),
    )
      .map(([rule, found = []]) => [rule, found.length]);
    const warned = report.findings.filter(({ level }) => level === "warn").map((
      { rule, count },
    ) => [rule, count]);
    assert.deepEqual(warned.toSorted(), odd.toSorted(), report.file);
  }
});

Deno.test("waitTable() of the loaded sample is the published table of April 2024 in every figure", async () => {
  const cells = await store.cells({ where: { manad: "2024-04", status: "vantande" } });
  const table = waitTable(cells, { by: "region", manad: "2024-04", delivered: store.regionsOf("2024-04") });
  const regions = publishedApril.regioner.toSorted((a, b) =>
    new Intl.Collator("sv").compare(a.region, b.region)
  );
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const whole = {
    region: MELLANSVERIGE,
    band: regions[0].band.map((_, band) => sum(regions.map((region) => region.band[band]))),
    median: publishedApril.median,
    pvv: sum(regions.map(({ pvv }) => pvv)),
    mov: sum(regions.map(({ mov }) => mov)),
  };
  for (const [index, { region, band, median, pvv, mov }] of [...regions, whole].entries()) {
    const row = table[index], persons = inhabitants(region, "2024-04")!;
    assert.ok([...row.bands, row.median!, row.over, row.long, row.overIncluding].every(isExact));
    assert.deepEqual(
      {
        name: row.name,
        bands: row.bands.map(({ value }) => value),
        median: row.median?.value,
        antal: row.antal,
        pvv: row.pvv,
        mov: row.mov,
        over: row.over.value,
        long: row.long.value,
        inhabitants: row.inhabitants,
        per1000: row.per1000?.toFixed(2),
        per1000Including: row.per1000Including?.toFixed(2),
      },
      {
        name: region,
        bands: band,
        median,
        antal: sum(band),
        pvv,
        mov,
        over: band[3] + band[4],
        long: band[4],
        inhabitants: persons,
        per1000: (1000 * sum(band) / persons).toFixed(2),
        per1000Including: (1000 * (sum(band) + pvv + mov) / persons).toFixed(2),
      },
    );
  }
  assert.equal(table.length, 8);
});

Deno.test("waitTable() of the loaded sample ranks the patient groups as published", async () => {
  const cells = await store.cells({ where: { manad: "2024-04", status: "vantande" } });
  const ranked = waitTable(cells, { by: "vardutbud", manad: "2024-04" }).slice(0, -1);
  const over = new Map(ranked.map(({ name, overIncluding }) => [name, overIncluding.value]));
  for (const { vardutbud, over_90_inkl, avrundning } of publishedApril.patientgrupper) {
    assert.ok(
      Math.abs(over.get(vardutbud)! - over_90_inkl) <= avrundning,
      `${vardutbud}: ${over.get(vardutbud)}`,
    );
  }
  const large = ranked.filter(({ overIncluding }) => overIncluding.value > 200).map(({ name }) => name);
  assert.deepEqual(
    large.toSorted(),
    publishedApril.patientgrupper.map(({ vardutbud }) => vardutbud).toSorted(),
  );
});

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

Deno.test("the commands answer from the loaded sample", async (t) => {
  await t.step("table --per region gives the published table, digit for digit", async () => {
    const { code, out } = await run(
      "table",
      "--lager",
      lager,
      "--per",
      "region",
      "--manad",
      "2024-04",
      "--format",
      "json",
    );
    assert.equal(code, 0);
    const expected = PUBLISHED.map((row) => ({
      ...Object.fromEntries(KEYS.map((key, index) => [key, row[index]])),
      underlag: "syntetiska data",
    }));
    assert.deepEqual(JSON.parse(out), expected);
  });

  await t.step(
    "table --per vardutbud ranks the groups by those over 90 days, PvV and MoV among them",
    async () => {
      const { out } = await run("table", "--lager", lager, "--per", "vardutbud", "--format", "json");
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
    const csv = await run("table", "--lager", lager, "--per", "sjukhus", "--format", "csv");
    assert.match(csv.out.split("\r\n")[0], /^region;sjukhus;d0_30;/);
    const text = await run("table", "--lager", lager, "--vardutbud", "knäprotes", "--status", "genomforda");
    assert.match(text.out, /inom_90/);
  });

  await t.step("an unknown value names the nearest, and exits with 2", async () => {
    const group = await run("table", "--lager", lager, "--vardutbud", "Gråstar");
    assert.deepEqual([group.code, /Närmast: Gråstarr/.test(group.err)], [2, true]);
    const by = await run("table", "--lager", lager, "--per", "regon");
    assert.deepEqual([by.code, /närmast är region/.test(by.err)], [2, true]);
    const option = await run("table", "--lagr", lager);
    assert.deepEqual([option.code, /närmast är --lager/.test(option.err)], [2, true]);
    const month = await run("table", "--lager", lager, "--manad", "2019-01");
    assert.deepEqual([month.code, /2024-04/.test(month.err)], [1, true]);
  });

  await t.step(
    "load --json ends with one JSON line that adds up, and the same file twice changes nothing",
    async () => {
      const path = paths[0];
      const manifest = await Deno.readTextFile(`${lager}/manifest.json`);
      const { code, out } = await run("load", path, "--lager", lager, "--json");
      const report = JSON.parse(out.trimEnd().split("\n").at(-1)!);
      assert.equal(code, 0);
      assert.deepEqual(Object.keys(report), [
        "file",
        "outcome",
        "profile",
        "read",
        "loaded",
        "rejected",
        "skipped",
        "reading",
        "assumed",
        "replaces",
        "covers",
        "omfattar",
        "findings",
      ]);
      assert.match(report.reading.understood, /en insats per rad/);
      assert.equal(report.read, report.loaded + report.rejected + report.skipped);
      assert.deepEqual(Object.keys(report.findings[0]), ["rule", "level", "count", "first"]);
      assert.equal(await Deno.readTextFile(`${lager}/manifest.json`), manifest);
    },
  );
});

Deno.test("proposals on the sample keep every operation, spare every receiver, lower the worst region and beat the simple rule", async () => {
  const manad = "2024-04", asAt = "2024-04-30", months = monthRange("2024-05", "2024-10");
  const some = ["Gråstarr", "Knäled protes"]; // Two groups will do: each is a programme of its own.
  const free = signalledCapacity(await readSignals({ folder: sampleData("signaler"), asAt }), {
    asAt,
    months,
  })
    .filter(({ vardutbud }) => some.includes(vardutbud));
  const lists = transferLists(await store.cells({ where: { manad, status: "vantande" } }));
  const problem = { lists, free, rules: { months } };
  const moved = await proposeTransfers(problem) ?? [];
  assert.deepEqual(broken(problem, moved), []);
  const [today, simple, best] = [[], greedyTransfers(problem), moved].map((each) =>
    transferGoals(problem, each)
  );
  assert.equal(today.over, 14_177);
  assert.equal(best.over, today.over - moved.reduce((sum, { antal }) => sum + antal, 0));
  assert.ok(best.over < simple.over && simple.over < today.over);
  assert.ok(best.skillnad < simple.skillnad && best.storst < today.storst);
  const effects = transferEffects(problem, moved).filter(({ tarEmot }) => tarEmot > 0);
  assert.ok(effects.length === 3 && effects.every(({ fore, efter }) => efter <= fore));
});
