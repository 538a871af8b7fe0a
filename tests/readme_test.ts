import assert from "node:assert/strict";
import { ROOT } from "./_checkout.ts";

Deno.test("README.md names every folder of lib/ and every task", async () => {
  const text = await Deno.readTextFile(`${ROOT}README.md`);
  const folders = [...Deno.readDirSync(`${ROOT}lib`)].filter((entry) => entry.isDirectory).map((entry) =>
    entry.name
  );
  for (const folder of folders) assert.match(text, new RegExp(`^\\| ${folder}\\s+\\|`, "m"), folder);
  const { tasks } = JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`));
  for (const task of Object.keys(tasks)) assert.ok(text.includes(`deno task ${task}`), task);
});
