import assert from "node:assert/strict";
import { denoCommand, writeKernelspec } from "../../lib/cli/kernel.ts";

Deno.test("the kernel is started by the path of Deno, and by npx where its cache holds Deno", async () => {
  const { deno } = Deno.version, npx = Deno.build.os === "windows" ? "npx.cmd" : "npx";
  assert.deepEqual(denoCommand("/home/anna/.deno/bin/deno"), ["/home/anna/.deno/bin/deno"]);
  for (
    const path of ["/home/anna/.npm/_npx/7a4f/node_modules/deno/deno", "C:\\npm-cache\\_npx\\7a4f\\deno.exe"]
  ) {
    assert.deepEqual(denoCommand(path), [npx, "--prefer-offline", "-y", `deno@${deno}`]);
  }
  const folder = await Deno.makeTempDir();
  const file = await writeKernelspec(folder, "vantelage", "Vänteläge");
  assert.deepEqual(JSON.parse(await Deno.readTextFile(file)).argv, [
    ...denoCommand(Deno.execPath()),
    ...["jupyter", "--quiet", "--kernel", "--conn", "{connection_file}"],
  ]);
  await Deno.remove(folder, { recursive: true });
});
