import assert from "node:assert/strict";
import { forPackage } from "../../lib/cli/package.ts";

/** Code in a folder of the package, next to one file that has become .js. */
async function packed(source: string): Promise<string> {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/there.js`, "");
  const code = forPackage(source, `${folder}/own.js`);
  await Deno.remove(folder, { recursive: true });
  return code;
}

Deno.test("forPackage() leads addresses of code that is in the package to .js, and no other", async () => {
  assert.equal(
    await packed(`import "./there.ts"; new URL("./there.ts", import.meta.url); log("gone.ts");`),
    `import "./there.js"; new URL("./there.js", import.meta.url); log("gone.ts");`,
  );
});

Deno.test("forPackage() names packages as npm does, with the path that deno.json gives", async () => {
  assert.equal(
    await packed(`import excel from "write-excel-file";`),
    `import excel from "write-excel-file/universal";`,
  );
});

Deno.test("forPackage() asks nothing of Node's own modules that Node 20 lacks", async () => {
  assert.equal(
    await packed(`import { zstdDecompressSync } from "node:zlib";`),
    `import { zstdDecompressSync } from "../../node/zlib.js";`,
  );
  assert.equal(
    await packed(`import { SourceMap, registerHooks } from "node:module";`),
    `import nodeModule from "node:module";\nconst { SourceMap, registerHooks } = nodeModule;`,
  );
});
