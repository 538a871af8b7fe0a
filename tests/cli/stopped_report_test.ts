import assert from "node:assert/strict";
import { loadFiles } from "../../lib/store/mod.ts";
import { permissionsOf, ROOT } from "../_checkout.ts";
import { registerFile, waiting } from "../store/_deliveries.ts";

/** Looks for a text among the arguments of all processes, by a program of its own: it needs every permission. */
const LOOK = `
  const text = Deno.env.get("SOUGHT");
  Deno.exit([...Deno.readDirSync("/proc")].some(({ name }) => {
    if (!/^[0-9]+$/.test(name)) return false;
    try {
      return Deno.readTextFileSync("/proc/" + name + "/cmdline").includes(text);
    } catch (error) {
      // It has ended meanwhile, before or while it was read.
      if (error instanceof Deno.errors.NotFound || /ESRCH/.test(error.message)) return false;
      throw error;
    }
  }) ? 10 : 0);
`;

/** Whether a process of this system was started with a text among its arguments; Linux only. */
async function runsWith(text: string): Promise<boolean> {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", LOOK],
    env: { SOUGHT: text },
  }).output();
  assert.ok(code === 0 || code === 10, new TextDecoder().decode(stderr));
  return code === 10;
}

Deno.test({
  name: "report that is stopped leaves no kernel and no temporary folder, also while a kernel starts",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const folder = await Deno.makeTempDir(), temporary = `${folder}/tmp`;
    await Deno.mkdir(temporary);
    await Deno.writeTextFile(`${folder}/april.csv`, registerFile([waiting]));
    await loadFiles(`${folder}/lager`, [`${folder}/april.csv`]);
    const report = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--no-check",
        ...await permissionsOf("report"),
        `${ROOT}lib/cli/report.ts`,
        ...["--notebook", "01", "--store", `${folder}/lager`, "--out", `${folder}/ut`],
      ],
      ...{ env: { TMPDIR: temporary }, stdout: "null", stderr: "null" },
    }).spawn();
    for (let turn = 0; turn < 300 && !await runsWith(temporary); turn++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.ok(await runsWith(temporary), "a kernel has been started");
    report.kill("SIGINT");
    assert.equal((await report.status).code, 130);
    assert.ok(!await runsWith(temporary));
    assert.deepEqual([...Deno.readDirSync(temporary)].map(({ name }) => name), []);
    await Deno.remove(folder, { recursive: true });
  },
});
