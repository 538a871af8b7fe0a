import assert from "node:assert/strict";
import { readFace } from "../lib/notebook/_documentation.ts";
import { ROOT } from "./_checkout.ts";

const MAP = `${ROOT}lib/README.md`;

Deno.test("lib/README.md names every folder of lib/, and lib/cli/README.md every task", async () => {
  const map = await Deno.readTextFile(MAP), text = await Deno.readTextFile(`${ROOT}lib/cli/README.md`);
  const folders = [...Deno.readDirSync(`${ROOT}lib`)].filter((entry) => entry.isDirectory).map((entry) =>
    entry.name
  ).filter((name) => name !== "decisions");
  for (const folder of folders) assert.match(map, new RegExp(`^\\| ${folder}\\s+\\|`, "m"), folder);
  const { tasks } = JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`));
  for (const task of Object.keys(tasks)) assert.ok(text.includes(`deno task ${task}`), task);
});

/** The names of the face by group, as a table. */
async function faceTable(): Promise<string> {
  const groups = Map.groupBy(await readFace(), ([, { group }]) => group);
  const rows = [...groups].map(([group, names]) =>
    `| ${group} | ${names.map(([name]) => `\`${name}\``).join(", ")} |`
  );
  return ["| group | names |", "| --- | --- |", ...rows].join("\n");
}

/** Every text below a folder of the checkout. */
function textsIn(folder: string): string[] {
  return [...Deno.readDirSync(`${ROOT}${folder}`)].flatMap(({ name, isDirectory }) =>
    isDirectory ? textsIn(`${folder}${name}/`) : name.endsWith(".md") ? [`${folder}${name}`] : []
  );
}

const TEXTS = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...["lib/", "data/", "tests/"].flatMap(textsIn),
];

Deno.test("The texts link only to files and headings that exist", async () => {
  const anchor = (heading: string) =>
    heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-");
  const missing: string[] = [];
  for (const file of TEXTS) {
    const text = await Deno.readTextFile(`${ROOT}${file}`);
    for (const [, path, heading] of text.matchAll(/\]\((?!http)([^)#]*)(?:#([^)]+))?\)/g)) {
      const target = new URL(path === "" ? file.replace(/.*\//, "") : path, `file://${ROOT}${file}`);
      const there = await Deno.stat(target).then(() => true, () => false);
      const headings = there && heading !== undefined
        ? [...(await Deno.readTextFile(target)).matchAll(/^#+ (.*)$/gm)].map(([, each]) => anchor(each))
        : [];
      if (!there || heading !== undefined && !headings.includes(heading)) {
        missing.push(`${file}: ${path}#${heading ?? ""}`);
      }
    }
  }
  assert.deepEqual(missing, []);
});

Deno.test("README.md is at most 200 lines", async () => {
  const lines = (await Deno.readTextFile(`${ROOT}README.md`)).split("\n").length - 1;
  assert.ok(lines <= 200, `it has ${lines}: move reference to the README of the folder it is about`);
});

Deno.test("The names of the glossary are in the code of lib/", async () => {
  const glossary = await Deno.readTextFile(`${ROOT}lib/GLOSSARY.md`), code = sourceText(`${ROOT}lib`);
  const rows = [...glossary.matchAll(/^\| .+ \| .+ \| (.+) \|$/gm)].map(([, names]) => names);
  const names = rows.flatMap((row) => [...row.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  assert.ok(rows.length > 20);
  assert.deepEqual(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(code)), []);
});

function sourceText(folder: string): string {
  return [...Deno.readDirSync(folder)].map(({ name, isDirectory }) => {
    if (isDirectory) return sourceText(`${folder}/${name}`);
    return name.endsWith(".ts") ? Deno.readTextFileSync(`${folder}/${name}`) : "";
  }).join("\n");
}

Deno.test("lib/README.md lists the names of the face in their groups", async () => {
  const text = await Deno.readTextFile(MAP);
  const place = /(?<=<!-- deno-fmt-ignore-start -->\n\n)[^]*?(?=\n\n<!-- deno-fmt-ignore-end -->)/;
  const written = place.exec(text)?.[0], table = await faceTable();
  if (written !== undefined && Deno.env.get("UPDATE_SNAPSHOTS") === "1") {
    await Deno.writeTextFile(MAP, text.replace(place, () => table));
    return;
  }
  assert.equal(written, table, "write it again: UPDATE_SNAPSHOTS=1 deno test -A tests/readme_test.ts");
});

const ANALYSES = [...Deno.readDirSync(`${ROOT}lib/analysis`)].filter(({ isDirectory }) => isDirectory)
  .map(({ name }) => name).sort();

Deno.test("lib/analysis/README.md names only functions that there are, and each folder of analysis has one of its own", async () => {
  const text = await Deno.readTextFile(`${ROOT}lib/analysis/README.md`), named = new Set<string>();
  for (const [, name] of text.matchAll(/`([a-zA-Z]+)`/g)) if (!/Days$|^brokenAt$/.test(name)) named.add(name);
  const offered: Record<string, unknown> = {
    ...await import("../lib/analysis/mod.ts"),
    ...await import("../lib/plan/mod.ts"),
    ...await import("../lib/cooperation/mod.ts"),
  };
  assert.deepEqual([...named].filter((name) => typeof offered[name] !== "function"), []);
  for (const folder of ANALYSES) {
    const own: Record<string, unknown> = await import(`../lib/analysis/${folder}/mod.ts`);
    assert.ok([...named].some((name) => name in own), folder);
  }
});

Deno.test("The cells that README.md shows are those of the notebook that it names", async () => {
  const text = await Deno.readTextFile(`${ROOT}README.md`);
  const notebook = await Deno.readTextFile(`${ROOT}notebooks/lar/fem_fragor.ipynb`);
  const cells: { source: string[] }[] = JSON.parse(notebook).cells;
  const code = cells.map(({ source }) => source.join("")).join("\n");
  const [, shown] = /```js\n([^]*?)```/.exec(text) ?? [];
  const asked = [...shown.matchAll(/(?:select|tabulate)\(.*\)(?=;)/g)].map(([call]) => call);
  assert.equal(asked.length, 3);
  for (const call of asked) assert.ok(code.includes(call), call);
});
