import assert from "node:assert/strict";
import { permissionsOf, ROOT } from "./_checkout.ts";

Deno.test("the scripts of CONTRIBUTING.md run as they stand", async (t) => {
  const text = await Deno.readTextFile(`${ROOT}CONTRIBUTING.md`);
  const sections = text.split(/^## /m).filter((section) => section.includes("```ts\n"));
  assert.deepEqual(sections.map((section) => section.split("\n")[0]), [
    "Add an indicator",
    "Add a figure",
    "Add a profile",
    "Add a notebook",
  ]);
  const folder = await Deno.makeTempDir();
  const files = await Promise.all(sections.map(async (section, i) => {
    const file = `${folder}/${i}.ts`;
    await Deno.writeTextFile(file, /```ts\n([^]*?)```/.exec(section)![1]);
    return file;
  }));
  const config = ["--quiet", "--config", `${ROOT}deno.json`];
  await t.step("types", () => deno("check", ...config, ...files));
  for (const [i, file] of files.entries()) {
    const title = sections[i].split("\n")[0];
    await t.step(title, async () => deno("run", ...config, ...await permissionsOf("load"), file));
  }
  await Deno.remove(folder, { recursive: true });
});

async function deno(...args: string[]): Promise<void> {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  })
    .output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
}

Deno.test("CONTRIBUTING.md names only tasks and files that exist", async () => {
  const text = await Deno.readTextFile(`${ROOT}CONTRIBUTING.md`);
  const { tasks } = JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`));
  for (const [, task] of text.matchAll(/deno task (\w+)/g)) assert.ok(task in tasks, task);
  for (const [, path] of text.matchAll(/\]\((?!http)([^)#]+)/g)) await Deno.stat(`${ROOT}${path}`);
});
