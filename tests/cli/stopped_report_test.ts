import assert from "node:assert/strict";
import { loadFiles } from "../../lib/store/mod.ts";
import { permissionsOf, ROOT } from "../_checkout.ts";
import { runsWith, until } from "../_processes.ts";
import { registerFile, waiting } from "../store/_deliveries.ts";

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
          ...["--anteckningsbok", "01", "--lager", `${folder}/lager`, "--ut", `${folder}/ut`],
        ],
        ...{ env: { TMPDIR: temporary }, stdout: "null", stderr: "null" },
      }).spawn();
      await until(() => left().length > 0, "a kernel has been started");
      assert.ok(await runsWith(temporary));
      report.kill(signal);
      assert.equal((await report.status).code, code);
      await until(async () => !await runsWith(temporary), `no kernel is left after ${signal}`);
      await until(() => left().length === 0, `no folder is left after ${signal}`);
    }
    await Deno.remove(folder, { recursive: true });
  },
});
