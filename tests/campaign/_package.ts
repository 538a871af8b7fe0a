import { ROOT } from "../_checkout.ts";

/** Loads a delivery, and asks for a table, a picture and a report, as a project of its own does. */
const SCRIPT = `import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { loadFiles, openStore, overLimitByRegion, pictureSvg, select, tableText } from "vantelage";
import { report } from "vantelage/report";
const folder = mkdtempSync(tmpdir() + "/paket"), store = folder + "/store";
const rows = "2024-04;väntande;Dalarna;30;30;20;20\\n2024-04;väntande;Uppsala;40;30;20;10\\n";
writeFileSync(folder + "/april.csv", "månad;status;region;0-30;31-60;61-90;91-365\\n" + rows);
const [{ loaded }] = await loadFiles(store, [folder + "/april.csv"]);
const opened = await openStore(store), april = await select(opened, { manad: "2024-04" });
const figure = overLimitByRegion(april.waiting("region"), april.options);
const made = { notebooks: ["notebooks/egen.ipynb"], store, out: folder + "/rapport" };
console.log(JSON.stringify({
  loaded,
  table: /Dalarna .*20,0/.test(tableText(april)),
  svg: pictureSvg(figure).startsWith("<svg xmlns"),
  png: (await figure.png()).length > 10_000,
  report: await Promise.resolve().then(() => report(made)).then(() => "done", (error) => error.message),
}));
`;

/** A notebook of the project's own. */
const NOTEBOOK = JSON.stringify({
  cells: [
    { cell_type: "markdown", id: "a", metadata: {}, source: "# En egen fråga" },
    {
      cell_type: "code",
      id: "b",
      metadata: {},
      source: 'import { openStore } from "vantelage";\n(await openStore()).latestMonth()',
      execution_count: null,
      outputs: [],
    },
  ],
  metadata: { kernelspec: { name: "deno", display_name: "Deno", language: "typescript" } },
  nbformat: 4,
  nbformat_minor: 5,
});

const MADE = { loaded: 2, table: true, svg: true, png: true };

const SAYS = {
  node: "Anteckningsböcker och rapporter körs av Deno, inte av Node: kör samma skript med deno run",
  deno: "done",
};

/**
 * The npm package, built, packed by npm and installed in an empty folder: one script in Node and in Deno, whose types are
 * checked. It asks the npm registry for the packages that are needed.
 */
export async function packages(): Promise<boolean> {
  const folder = await Deno.makeTempDir(), project = `${folder}/project`;
  await said(ROOT, Deno.execPath(), "task", "package", "--ut", `${folder}/package`);
  await Deno.mkdir(`${project}/notebooks`, { recursive: true });
  await Deno.writeTextFile(`${project}/script.mjs`, SCRIPT);
  await Deno.writeTextFile(`${project}/script.ts`, SCRIPT);
  await Deno.writeTextFile(`${project}/notebooks/egen.ipynb`, NOTEBOOK);
  await Deno.writeTextFile(`${project}/package.json`, '{ "type": "module" }\n');
  const tarball = (await said(project, "npm", "pack", "--silent", `${folder}/package`)).trim();
  await said(project, "npm", "install", "--no-audit", "--no-fund", `vantelage@file:${tarball}`);
  const { size } = await Deno.stat(`${project}/${tarball}`);
  console.log(`${tarball}: ${(size / 1e6).toFixed(1)} MB`);
  const answers = {
    node: await said(project, "node", "script.mjs"),
    deno: await said(project, Deno.execPath(), "run", "--quiet", "--check", "--allow-all", "script.ts"),
  };
  await Deno.remove(folder, { recursive: true });
  return Object.entries(SAYS).map(([by, report]) => {
    const answer = answers[by as keyof typeof answers].trim();
    console.log(`${by}: ${answer}`);
    return answer === JSON.stringify({ ...MADE, report });
  }).every(Boolean);
}

/** What a program writes, run in a folder. */
async function said(cwd: string, command: string, ...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(command, { args, cwd, env: { NO_COLOR: "1" } })
    .output();
  if (!success) throw new Error(`${command} ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}
