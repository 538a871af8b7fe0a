/** A warning in the notebook when the code it runs is older than its files. */
import { changedFiles, isOnDisk, tellOfChanges } from "./_code.ts";
import { INSIDE } from "./_owner.ts";

/**
 * From now on the analyst sees it, below the cell that ran last, when a module of lib/ is saved, and in a cell that
 * imports or begins a walk with code that is older than its files. Only where an analyst sits, in Jupyter: not in a
 * run or in a script.
 */
export function warnOfStaleCode(): void {
  if (INSIDE in globalThis || !/\$deno\$jupyter\w*\.mts$/.test(Deno.mainModule) || !isOnDisk()) return;
  tellOfChanges(warn);
  const files = changedFiles();
  if (files.length > 0) warn(files);
}

function warn(files: readonly string[]): void {
  const named = files.slice(0, 3).map((file) => `lib/${file}`).join(", ");
  const more = files.length > 3 ? ` och ${files.length - 3} filer till` : "";
  const before = `Koden är äldre än sina filer: ${named}${more} har ändrats. Kör `;
  const after = " för att få den nya koden; data är kvar.";
  const style = "border-left:4px solid #b45309;background:#fef3c7;color:#451a03;padding:.5em .8em";
  void Deno.jupyter.display({
    "text/html": `<div role="status" style="${style}">${before}<code>await reload()</code>${after}</div>`,
    "text/plain": `${before}await reload()${after}`,
  }, { raw: true });
}
