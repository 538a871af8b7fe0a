/** Warnings in the notebook: the code it runs is older than its files, or a name that it imports is not there. */
import { changedFiles, isOnDisk, tellOfChanges } from "./_code.ts";
import { readDocumentation } from "./_documentation.ts";
import { misspeltNames, unknownName } from "./_misspelt.ts";
import { INSIDE } from "./_owner.ts";

/**
 * From now on the analyst sees it, below the cell that ran last, when a module of lib/ is saved, and in a cell that
 * imports or begins a walk with code that is older than its files, and of imports that were misspelt. Only where an analyst sits, in Jupyter: not in a
 * run or in a script.
 */
export function warnOfStaleCode(): void {
  if (INSIDE in globalThis || !/\$deno\$jupyter\w*\.mts$/.test(Deno.mainModule) || !isOnDisk()) return;
  tellOfChanges(warn);
  const files = changedFiles();
  if (files.length > 0) warn(files);
  void warnOfMisspelt();
}

async function warnOfMisspelt(): Promise<void> {
  const known = await readDocumentation();
  const said = (await misspeltNames(known)).flatMap((asked) => unknownName(asked, known) ?? []);
  if (said.length > 0) tell(`${said.join(". ")}.`);
}

function warn(files: readonly string[]): void {
  const named = files.slice(0, 3).map((file) => `lib/${file}`).join(", ");
  const more = files.length > 3 ? ` och ${files.length - 3} filer till` : "";
  tell(
    `Koden är äldre än sina filer: ${named}${more} har ändrats. Kör `,
    "await reload()",
    " för att få den nya koden; data är kvar.",
  );
}

/** Shows a warning below the cell; code in it stands as code. */
function tell(before: string, code = "", after = ""): void {
  const style = "border-left:4px solid #b45309;background:#fef3c7;color:#451a03;padding:.5em .8em";
  void Deno.jupyter.display({
    "text/html": `<div role="status" style="${style}">${escaped(before)}<code>${code}</code>${
      escaped(after)
    }</div>`,
    "text/plain": `${before}${code}${after}`,
  }, { raw: true });
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
