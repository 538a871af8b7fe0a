import { ROOT } from "./_checkout.ts";

/** A block of TypeScript that a comment or a text shows, and where. */
interface Example {
  place: string;
  code: string;
}

for (const { place, code } of [...filesIn("lib"), "README.md", "CONTRIBUTING.md"].flatMap(examplesOf)) {
  // As a module of its own, in this process: `deno test --doc` starts anew for each, and needs a minute more.
  Deno.test(`the example at ${place} runs as it stands`, async () => {
    await import(`data:application/typescript,${encodeURIComponent(code)}`);
  });
}

function filesIn(folder: string): string[] {
  return [...Deno.readDirSync(`${ROOT}${folder}`)].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesIn(`${folder}/${name}`) : name.endsWith(".ts") ? [`${folder}/${name}`] : []
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
