import assert from "node:assert/strict";
import { holdFolder } from "../../lib/report/shared_folder.ts";

for (const os of [Deno.build.os, "windows"] as const) {
  Deno.test(`holdFolder() lets the next run in when the one before has let go, and tidies (${os === "windows" ? "by a file, as on Windows" : "by the folder"})`, async () => {
    const folder = await Deno.makeTempDir(), entered: string[] = [];
    await Deno.writeTextFile(`${folder}/index.html.${crypto.randomUUID()}.part`, "halv");
    const first = await holdFolder(folder, os);
    const second = holdFolder(folder, os).then((held) => (entered.push("second"), held));
    // The second has had every chance to come in, and waits.
    for (let turn = 0; turn < 20; turn++) await new Promise((done) => setTimeout(done, 1));
    entered.push("first lets go");
    first[Symbol.dispose]();
    (await second)[Symbol.dispose]();
    assert.deepEqual(entered, ["first lets go", "second"]);
    const left = [...Deno.readDirSync(folder)].map(({ name }) => name);
    assert.deepEqual(left, os === "windows" ? [".skrivs"] : []);
  });
}
