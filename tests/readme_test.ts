import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

Deno.test("the scripts of README.md run as they stand", async () => {
  const text = await Deno.readTextFile(`${ROOT}README.md`);
  const scripts = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, script]) => script);
  assert.ok(scripts.length > 0);
  for (const script of scripts) {
    const file = await Deno.makeTempFile({ suffix: ".ts" });
    await Deno.writeTextFile(file, script);
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        "--check",
        "--config",
        `${ROOT}deno.json`,
        "--allow-read",
        "--allow-write",
        "--allow-env",
        "--allow-sys=cpus",
        file,
      ],
      cwd: ROOT,
    }).output();
    assert.equal(code, 0, new TextDecoder().decode(stderr));
    await Deno.remove(file);
  }
});

Deno.test("README.md names every folder of lib/ and every task", async () => {
  const text = await Deno.readTextFile(`${ROOT}README.md`);
  const folders = [...Deno.readDirSync(`${ROOT}lib`)].filter((entry) => entry.isDirectory).map((entry) =>
    entry.name
  );
  for (const folder of folders) assert.match(text, new RegExp(`^\\| ${folder}\\s+\\|`, "m"), folder);
  const { tasks } = JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`));
  for (const task of Object.keys(tasks)) assert.ok(text.includes(`deno task ${task}`), task);
});
