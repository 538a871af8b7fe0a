import { join } from "node:path";
import { aggregateLayout, bandRowLayout, registerLayout } from "../contract/mod.ts";
import { type Command, makeFolder, runCommand, text, UsageError, writeNew } from "./_command.ts";
import { type Template, templateFiles } from "./_template.ts";

/** The templates there are. */
export const TEMPLATES: readonly Template[] = [
  { name: "mall_register", layout: registerLayout() },
  { name: "mall_aggregat", layout: aggregateLayout() },
  { name: "mall_bandrader", layout: bandRowLayout() },
];

/** Writes templates for those who deliver: `deno task mall`. */
export const mallCommand: Command = {
  name: "mall",
  help:
    `Skriver mallar att skicka till dem som levererar: tabellen med en exempelrad, kodlistor och en sida anvisningar.

  deno task mall [--out MAPP]

  --out MAPP    mappen som mallarna skrivs i (annars mallar); en fil som finns skrivs inte över

mall_register     väntetidsregistrets 35 kolumner, en insats per rad
mall_aggregat     antal med en kolumn per väntetidsband
mall_bandrader    antal med en rad per väntetidsband
Var och en skrivs som arbetsbok (xlsx) och som CSV, och kan läsas in som den är.`,
  options: { out: { type: "string" } },
  run: async (values, positionals) => {
    if (positionals.length > 0) throw new UsageError(`Okänt argument "${positionals[0]}"`);
    const folder = text(values, "out") ?? "mallar";
    await makeFolder(folder);
    await writeTemplates(folder);
    return 0;
  },
};

/**
 * Writes the templates for those who deliver, and names them.
 *
 * @param folder Where; it must exist.
 * @throws {ToldError} If one of them is there.
 */
export async function writeTemplates(folder: string): Promise<void> {
  for (const template of TEMPLATES) {
    for (const { name, content } of await templateFiles(template)) {
      const path = join(folder, name);
      await writeNew(path, content);
      console.log(path);
    }
  }
}

if (import.meta.main) await runCommand(mallCommand);
