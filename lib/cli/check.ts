import project from "../../deno.json" with { type: "json" };
import { checkNotebooks } from "../notebook/mod.ts";
import { type Command, runCommand, UsageError } from "./_command.ts";
import { wordFindings } from "./_words.ts";

/** The texts whose blocks of TypeScript are checked. */
const TEXTS = [
  "README.md",
  "CONTRIBUTING.md",
  ...["", "indicators/", "report/"].map((at) => `lib/${at}README.md`),
];

/** What is checked, each by a deno command. */
const STEPS: readonly { name: string; args: readonly string[] }[] = [
  { name: "formatering", args: ["fmt", "--check", "--quiet"] },
  { name: "lint", args: ["lint", "--quiet"] },
  { name: "typer", args: ["check", "--quiet", "--doc", "lib", "tests"] },
  { name: "typer i texterna", args: ["check", "--quiet", "--doc-only", ...TEXTS] },
  { name: "paket", args: ["publish", "--dry-run", "--quiet", "--allow-dirty", "--no-check"] },
  {
    name: "lager",
    args: ["test", "--quiet", "--allow-read", "--allow-run", "--allow-env", "tests/layers_test.ts"],
  },
];

/** Checks the code without running it: `deno task check`. */
export const checkCommand: Command = {
  name: "check",
  summary: "Granskar koden: formatering, lint, typer, lager, dokumentation, anteckningsböcker och ordval.",
  uses: [""],
  options: {},
  example: "",
  statuses: "1 något att rätta",
  run: async (_, positionals) => {
    if (positionals.length > 0) throw new UsageError(`Okänt argument "${positionals[0]}"`);
    let failed = 0;
    for (const { name, args } of STEPS) {
      const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args: [...args] })
        .output();
      console.log(`${success ? "rätt" : "FEL "}  ${name}`);
      if (success) continue;
      failed++;
      const decoder = new TextDecoder();
      console.error(
        decoder.decode(args[0] === "doc" ? stderr : stdout) +
          (args[0] === "doc" ? "" : decoder.decode(stderr)),
      );
    }
    const undocumented = await documentationFindings();
    console.log(`${undocumented.length === 0 ? "rätt" : "FEL "}  dokumentation`);
    for (const finding of undocumented) console.error(finding);
    const findings = [
      ...await checkNotebooks(notebooksIn("notebooks")),
      ...await checkNotebooks(notebooksIn("notebooks/lar"), {
        imports: ["vantelage", "arquero", "@observablehq/plot"],
      }),
    ];
    console.log(`${findings.length === 0 ? "rätt" : "FEL "}  anteckningsböcker`);
    for (const { notebook, cell, line, rule, message } of findings) {
      console.error(`${notebook}: cell ${cell}, rad ${line}: ${message} (${rule})`);
    }
    const words = [
      ...filesIn("lib", /\.(ts|md)$/),
      ...filesIn("data", /\.md$/),
      "README.md",
      "CONTRIBUTING.md",
    ]
      .flatMap((path) => wordFindings(path, Deno.readTextFileSync(path)));
    console.log(`${words.length === 0 ? "rätt" : "FEL "}  ordval`);
    for (const finding of words) console.error(finding);
    return failed + undocumented.length + findings.length + words.length > 0 ? 1 : 0;
  },
};

function filesIn(folder: string, kind: RegExp): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesIn(`${folder}/${name}`, kind) : kind.test(name) ? [`${folder}/${name}`] : []
  );
}

/** zod's own types: the linter takes any type of a package for private, though a caller has the package's documentation. */
const ZOD_TYPES = /references private type '(ZodType|ZodString|output)'/;

/** What `deno doc --lint` says of all that is exported, without what it says of zod's types. */
async function documentationFindings(): Promise<string[]> {
  const { stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--lint", "--quiet", ...Object.values(project.exports)],
    env: { NO_COLOR: "1" },
  }).output();
  return new TextDecoder().decode(stderr).split(/^(?=error)/m)
    .filter((finding) => finding.startsWith("error[") && !ZOD_TYPES.test(finding));
}

if (import.meta.main) await runCommand(checkCommand);

function notebooksIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => `${folder}/${name}`)
    .filter((path) => path.endsWith(".ipynb")).sort();
}
