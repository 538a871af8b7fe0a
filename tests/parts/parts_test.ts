import assert from "node:assert/strict";
import { ROOT } from "../_checkout.ts";
import { filesOf, PARTS, testFiles } from "./_parts.ts";

Deno.test("every test file is in one part, and deno task test runs every part", async () => {
  assert.deepEqual(Object.keys(PARTS).flatMap(filesOf).sort(), testFiles(".").sort());
  const { tasks } = JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`));
  assert.deepEqual(
    /tests\/.*/.exec(tasks.test)?.[0].split(" "),
    Object.keys(PARTS).map((part) => `tests/parts/${part}.ts`),
  );
});
