import assert from "node:assert/strict";
import { loadFiles } from "../../lib/store/mod.ts";
import { permissionsOf, ROOT } from "../_checkout.ts";
import { registerFile, waiting } from "../store/_deliveries.ts";

/** Whether a process of this system was started with a text among its arguments; Linux only. */
function runsWith(text: string): boolean {
  return [...Deno.readDirSync("/proc")].some(({ name }) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return Deno.readTextFileSync(`/proc/${name}/cmdline`).includes(text);
    } catch (error) {
      // It has ended meanwhile, before or while it was read.
      if (error instanceof Deno.errors.NotFound || error instanceof Error && /ESRCH/.test(error.message)) {
        return false;
      }
      throw error;
    }
  });
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
    for (let turn = 0; turn < 600 && !runsWith(temporary); turn++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.ok(runsWith(temporary), "a kernel has been started");
    report.kill("SIGINT");
    assert.equal((await report.status).code, 130);
    assert.ok(!runsWith(temporary));
    assert.deepEqual([...Deno.readDirSync(temporary)].map(({ name }) => name), []);
    await Deno.remove(folder, { recursive: true });
  },
});
