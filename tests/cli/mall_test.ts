import assert from "node:assert/strict";
import { readExtract } from "../../lib/extract/mod.ts";
import { run } from "./_run.ts";

const NAMES = ["mall_register", "mall_aggregat", "mall_bandrader"];

Deno.test("data mall writes templates for deliveries that load as they are, with the table's sheet chosen", async () => {
  const folder = await Deno.makeTempDir(), out = `${folder}/mallar`;
  const { code, err } = await run("data", "mall", "leverans", "--ut", out);
  assert.equal(code, 0, err);
  const rows = { mall_register: 2, mall_aggregat: 1, mall_bandrader: 8 };
  for (const [name, count] of Object.entries(rows)) {
    for (const ending of ["xlsx", "csv"]) {
      const loaded = await run(
        "load",
        `${out}/${name}.${ending}`,
        "--lager",
        `${folder}/${name}_${ending}`,
        "--strikt",
      );
      assert.equal(loaded.code, 0, loaded.err);
      assert.match(loaded.out, new RegExp(`${count} lästa = ${count} godtagna \\+ 0 underkända`), name);
      assert.doesNotMatch(loaded.out, /Kolumner som inte används/);
    }
    const [workbook, csv] = await Promise.all(
      ["xlsx", "csv"].map((ending) => readExtract(`${out}/${name}.${ending}`)),
    );
    assert.equal(workbook.sheet, "Leverans");
    assert.deepEqual(workbook.header, csv.header);
    assert.deepEqual(workbook.fields(0), csv.fields(0));
  }
  const again = await run("data", "mall", "leverans", "--ut", out);
  assert.deepEqual([again.code, /finns redan och skrivs inte över/.test(again.err)], [1, true]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("data mall's instructions name every column, and its code lists the names that are known", async () => {
  const folder = await Deno.makeTempDir();
  await run("data", "mall", "leverans", "--ut", folder);
  for (const name of NAMES) {
    const { header } = await readExtract(`${folder}/${name}.csv`);
    const page = await Deno.readTextFile(`${folder}/${name}_las_mig.txt`);
    for (const column of header) assert.ok(page.includes(`\n${column}: `), `${name}: ${column}`);
    assert.match(page, /exempel\. Ta bort/);
    assert.ok(page.split("\n").length <= 60, "one page");
    const lists = await readExtract(`${folder}/${name}.xlsx`, { sheet: "Kodlistor" });
    const entries = Array.from({ length: lists.good }, (_, record) => lists.fields(record).join("|"));
    const [region, hospital] = name === "mall_register"
      ? ["regionkod|57|Region Dalarna", "sjukhusnamn|Falu lasarett|Region Dalarna"]
      : ["region|Region Dalarna|", "sjukhus|Falu lasarett|Region Dalarna"];
    assert.ok(entries.includes(region) && entries.includes(hospital), name);
  }
  await Deno.remove(folder, { recursive: true });
});
