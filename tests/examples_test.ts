import { ROOT } from "./_checkout.ts";

/** A block of TypeScript that a comment or a text shows, and where. */
interface Example {
  place: string;
  code: string;
}

const examples = [...filesIn("lib"), "README.md", "CONTRIBUTING.md"].flatMap(examplesOf);
const folder = await Deno.makeTempDir();
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
await Promise.all(examples.map(({ code }, index) => Deno.writeTextFile(`${folder}/${index}.ts`, code)));
// A module of its own each, in this process: `deno test --doc` starts anew for each, and needs a minute more. Another
// module names them all, so that Deno follows the imports of all at once.
const all = examples.map((_, index) => `() => import("./${index}.ts")`);
await Deno.writeTextFile(`${folder}/all.ts`, `export const runs = [${all}];`);
const { runs }: { runs: (() => Promise<unknown>)[] } = await import(`file://${folder}/all.ts`);
for (const [index, { place }] of examples.entries()) {
  Deno.test(`the example at ${place} runs as it stands`, async () => void await runs[index]());
}

function filesIn(folder: string): string[] {
  return [...Deno.readDirSync(`${ROOT}${folder}`)].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesIn(`${folder}/${name}`) : /\.(ts|md)$/.test(name) ? [`${folder}/${name}`] : []
  );
}

function examplesOf(file: string): Example[] {
  const text = Deno.readTextFileSync(`${ROOT}${file}`);
  return [...text.matchAll(/^( \* )?```ts\n([^]*?)^( \* )?```$/gm)].map((match) => ({
    place: `${file}:${text.slice(0, match.index).split("\n").length}`,
    code: match[2].replace(/^ \* ?/gm, "").replaceAll(
      'from "./',
      `from "${new URL(".", `file://${ROOT}${file}`)}`,
    ),
  }));
}
