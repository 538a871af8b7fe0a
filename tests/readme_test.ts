import assert from "node:assert/strict";
import * as face from "../lib/mod.ts";
import { ROOT } from "./_checkout.ts";

const MAP = `${ROOT}lib/README.md`;

Deno.test("lib/README.md names every folder of lib/, and README.md every task", async () => {
  const map = await Deno.readTextFile(MAP), text = await Deno.readTextFile(`${ROOT}README.md`);
  const folders = [...Deno.readDirSync(`${ROOT}lib`)].filter((entry) => entry.isDirectory).map((entry) =>
    entry.name
  );
  for (const folder of folders) assert.match(map, new RegExp(`^\\| ${folder}\\s+\\|`, "m"), folder);
  const { tasks } = JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`));
  for (const task of Object.keys(tasks)) assert.ok(text.includes(`deno task ${task}`), task);
});

/** The functions and classes that each folder offers by the public face, as a table. */
async function apiTable(folders: readonly string[]): Promise<string> {
  const rows = await Promise.all(folders.map(async (folder) => {
    const offered: Record<string, unknown> = await import(`../lib/${folder}/mod.ts`);
    const names = Object.keys(offered).filter((name) => name in face && typeof offered[name] === "function")
      .sort(new Intl.Collator("en").compare);
    return `| ${folder} | ${names.map((name) => `\`${name}\``).join(", ")} |`;
  }));
  return ["| folder | functions and classes |", "| --- | --- |", ...rows].join("\n");
}

Deno.test("The texts link only to files that exist", async () => {
  for (const folder of ["", "lib/", "lib/analysis/", "lib/disclosure/", "tests/"]) {
    const text = await Deno.readTextFile(`${ROOT}${folder}README.md`);
    for (const [, path] of text.matchAll(/\]\((?!http)([^)#]+)/g)) await Deno.stat(`${ROOT}${folder}${path}`);
  }
});

Deno.test("lib/README.md lists the functions of every folder as they are", async () => {
  const text = await Deno.readTextFile(MAP);
  const folders = [...text.matchAll(/^\| ([a-z]+)\s+\| .*\?(?: \(.*\))?\s+\|$/gm)].map(([, name]) => name)
    .flatMap((name) => name === "analysis" ? ANALYSES.map((analysis) => `analysis/${analysis}`) : [name])
    .filter((name) => name !== "cli");
  assert.ok(folders.length > 10, "the map was not found");
  const place = /(?<=<!-- deno-fmt-ignore-start -->\n\n)[^]*?(?=\n\n<!-- deno-fmt-ignore-end -->)/;
  const written = place.exec(text)?.[0], table = await apiTable(folders);
  if (written !== undefined && Deno.env.get("UPDATE_SNAPSHOTS") === "1") {
    await Deno.writeTextFile(MAP, text.replace(place, () => table));
    return;
  }
  assert.equal(written, table, "write it anew: UPDATE_SNAPSHOTS=1 deno test -A tests/readme_test.ts");
});

const ANALYSES = [...Deno.readDirSync(`${ROOT}lib/analysis`)].filter(({ isDirectory }) => isDirectory)
  .map(({ name }) => name).sort();

Deno.test("lib/analysis/README.md names only functions that there are, and each folder of analysis has one of its own", async () => {
  const text = await Deno.readTextFile(`${ROOT}lib/analysis/README.md`), named = new Set<string>();
  for (const [, name] of text.matchAll(/`([a-zA-Z]+)`/g)) if (!/Days$|^brokenAt$/.test(name)) named.add(name);
  const offered: Record<string, unknown> = await import("../lib/mod.ts");
  assert.deepEqual([...named].filter((name) => typeof offered[name] !== "function"), []);
  for (const folder of ANALYSES) {
    const own: Record<string, unknown> = await import(`../lib/analysis/${folder}/mod.ts`);
    assert.ok([...named].some((name) => name in own), folder);
  }
});
