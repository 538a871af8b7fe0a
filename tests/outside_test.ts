import assert from "node:assert/strict";
import { ROOT } from "./_checkout.ts";

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
    /^2 of 2 records accepted\nRegion Dalarna 20 0\.2\n/,
    new TextDecoder().decode(stderr),
  );
});
