import assert from "node:assert/strict";
import { dirname } from "node:path";
import { workbookFile } from "../lib/cli/_workbook_file.ts";
import { readExtract } from "../lib/extract/mod.ts";
import { ROOT } from "./_checkout.ts";

Deno.test({
  name: "README.md's way of an own delivery runs as it is written: load, correct, load again, table",
  ignore: Deno.build.os === "windows",
  async fn() {
    const [, section] = /^## Load your own\n([^]*?)^## /m.exec(await Deno.readTextFile(`${ROOT}README.md`)) ??
      [];
    const blocks = (kind: string) => [...section.matchAll(new RegExp(`^\`{3}${kind}\\n([^]*?)\`{3}$`, "gm"))];
    const [begin, load, correct] = blocks("sh").map(([, block]) => block), [[, april]] = blocks("csv");
    const settings = begin.split("\n").filter((line) => line.startsWith("export ")).join("\n");
    const home = await Deno.makeTempDir(), folder = `${home}/vantelage`;
    const { stdout: info } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
    const shell = async (script: string) => {
      const { code, stdout, stderr } = await new Deno.Command("sh", {
        args: ["-ec", `${settings}\n${script}`],
        cwd: ROOT,
        env: {
          ...{ HOME: home, NO_COLOR: "1", DENO_DIR: JSON.parse(new TextDecoder().decode(info)).denoDir },
          PATH: `${dirname(Deno.execPath())}:${Deno.env.get("PATH")}`,
        },
      }).output();
      assert.equal(code, 0, new TextDecoder().decode(stderr));
      return new TextDecoder().decode(stdout);
    };
    await shell(begin);
    await Deno.writeTextFile(`${folder}/april.csv`, april);
    assert.match(
      await shell(load),
      /2 lästa = 1 godtagna \+ 1 underkända[^]*april\.csv:3:40[^]*Menade du Gråstarr/,
    );
    const rejected = `${folder}/april_underkanda.xlsx`,
      { header, good, fields } = await readExtract(rejected);
    const records = Array.from({ length: good }, (_, record) => fields(record));
    const rows = [
      header,
      ...records.map((cells) => cells.map((cell) => cell === "Gråstar" ? "Gråstarr" : cell)),
    ];
    await Deno.writeFile(rejected, await workbookFile([{ name: "Rättade", rows }]));
    const told = await shell(correct);
    assert.match(told, /2 lästa = 2 godtagna[^]*\nRegion Dalarna +Mora lasarett +12 [^]*ersatt i 1 av 1/);
    await Deno.remove(home, { recursive: true });
  },
});

Deno.test("README.md's first script runs from a folder outside the checkout, and prints the table", async () => {
  const [, script] = /```ts\n([^]*?)```/.exec(await Deno.readTextFile(`${ROOT}README.md`)) ?? [];
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/tabell.ts`, script);
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "-A", `--config=${ROOT}deno.json`, "tabell.ts"],
    cwd: folder,
    env: { NO_COLOR: "1" },
  }).output();
  const printed = new TextDecoder().decode(stdout);
  assert.match(
    printed,
    /^2 of 2 records accepted\nRegion +0–30.*\nDalarna +30 +30 +20 +20 +0 +20,0/,
    new TextDecoder().decode(stderr),
  );
});
