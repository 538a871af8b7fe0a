import assert from "node:assert/strict";
import { run } from "./_run.ts";

const folder = Deno.makeTempDirSync();
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
Deno.writeTextFileSync(`${folder}/fil.csv`, "Tid,Län\n2024-04,Dalarna\n");
Deno.writeTextFileSync(`${folder}/halv.ipynb`, "{");

const CASES: readonly { args: [string, ...string[]]; code: number; says: RegExp }[] = [
  { args: ["load", "fil.csv", "--lager"], code: 2, says: /^--lager behöver ett värde\n/ },
  { args: ["load", "fil.csv", "--json=ja"], code: 2, says: /^--json tar inget värde\n/ },
  {
    args: ["profile", `${folder}/fil.csv`, "--ut", `${folder}/finns-inte/p.json`],
    code: 1,
    says: /p\.json kan inte skrivas: mappen finns inte/,
  },
  {
    args: ["report", "--anteckningsbok", `${folder}/finns-inte.ipynb`, "--lager", folder],
    code: 2,
    says: /finns-inte\.ipynb": filen finns inte/,
  },
  {
    args: ["report", "--anteckningsbok", `${folder}/halv.ipynb`, "--lager", folder],
    code: 1,
    says: /halv\.ipynb": innehållet är inte JSON/,
  },
  {
    args: ["signal", "list", "--data", `${folder}/finns-inte`],
    code: 1,
    says: /finns inte\. Ange de egna uppgifternas mapp med --data/,
  },
  { args: ["signal", "lst"], code: 2, says: /Fick "lst", närmast är list\n/ },
];

for (const { args, code, says } of CASES) {
  Deno.test(`${args[0]} tells what is wrong with ${args.slice(1).join(" ").replaceAll(folder, "")}, and no stack trace`, async () => {
    const result = await run(...args);
    assert.deepEqual([result.code, result.out], [code, ""]);
    assert.match(result.err, says);
    assert.doesNotMatch(result.err, /\n {4}at /);
  });
}
