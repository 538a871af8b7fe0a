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

/** Waits until something holds; it must within half a minute. */
async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let turn = 0; turn < 600 && !await holds(); turn++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.ok(await holds(), what);
}

Deno.test({
  name:
    "report that is stopped or killed leaves no kernel and no temporary folder, also while a kernel starts",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const folder = await Deno.makeTempDir(), temporary = `${folder}/tmp`;
    await Deno.mkdir(temporary);
    await Deno.writeTextFile(`${folder}/april.csv`, registerFile([waiting]));
    await loadFiles(`${folder}/lager`, [`${folder}/april.csv`]);
    const left = () => [...Deno.readDirSync(temporary)].map(({ name }) => name);
    for (const [signal, code] of [["SIGINT", 130], ["SIGKILL", 137]] as const) {
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
      await until(() => left().length > 0 && runsWith(temporary), "a kernel has been started");
      report.kill(signal);
      assert.equal((await report.status).code, code);
      await until(async () => !await runsWith(temporary), `no kernel is left after ${signal}`);
      await until(() => left().length === 0, `no folder is left after ${signal}`);
    }
    await Deno.remove(folder, { recursive: true });
  },
});
