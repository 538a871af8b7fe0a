import assert from "node:assert/strict";
import asc from "assemblyscript/asc";
import { ROOT } from "./_checkout.ts";

/** Makes WebAssembly of a source, as base64. */
async function compiled(source: string): Promise<string> {
  const options = [
    "-O3",
    "--noAssert",
    "--runtime",
    "stub",
    "--enable",
    "simd,bulk-memory",
    "--use",
    "abort=",
  ];
  const made: Uint8Array[] = [];
  const { error, stderr } = await asc.main(["source.ts", ...options, "-o", "made.wasm"], {
    readFile: (name: string) => name === "source.ts" ? source : null,
    writeFile: (_: string, bytes: string | Uint8Array) => {
      if (typeof bytes !== "string") made.push(bytes);
    },
    listFiles: () => [],
  });
  assert.equal(error, null, stderr.toString());
  assert.equal(made.length, 1);
  return made[0].toBase64();
}

for (const path of ["extract/_walk", "judge/_cell_keys"]) {
  Deno.test(`lib/${path}_code.ts is what is made of its source`, async () => {
    const file = `${ROOT}lib/${path}_code.ts`;
    const [, name] = path.split("/_"),
      code = await compiled(await Deno.readTextFile(`${ROOT}lib/${path}.as`));
    const text = `/** WebAssembly that is made of _${name}.as, as base64. */\n` +
      `export const ${name.toUpperCase()}_CODE: string =\n  "${code}";\n`;
    if (Deno.env.get("UPDATE_SNAPSHOTS") === "1") return await Deno.writeTextFile(file, text);
    assert.ok(
      await Deno.readTextFile(file) === text,
      "make it again: UPDATE_SNAPSHOTS=1 deno test -A tests/wasm_test.ts",
    );
  });
}
