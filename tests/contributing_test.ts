import assert from "node:assert/strict";
import { ROOT } from "./_checkout.ts";

Deno.test("CONTRIBUTING.md shows a worked example of each kind of addition", async () => {
  const text = await Deno.readTextFile(`${ROOT}CONTRIBUTING.md`);
  const sections = text.split(/^## /m).filter((section) => section.includes("```ts\n"));
  assert.deepEqual(sections.map((section) => section.split("\n")[0]), [
    "Add an indicator",
    "Add a figure",
    "Add a profile",
    "Add a notebook",
  ]);
});

Deno.test("CONTRIBUTING.md names only tasks and files that exist", async () => {
  const text = await Deno.readTextFile(`${ROOT}CONTRIBUTING.md`);
  const { tasks } = JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`));
  for (const [, task] of text.matchAll(/deno task (\w+)/g)) assert.ok(task in tasks, task);
  for (const [, path] of text.matchAll(/\]\((?!http)([^)#]+)/g)) await Deno.stat(`${ROOT}${path}`);
});
