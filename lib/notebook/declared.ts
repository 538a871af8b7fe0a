import type { Notebook } from "./ipynb.ts";

/**
 * The names of the parameters that a notebook declares, read from its code without running it.
 *
 * @param notebook The notebook.
 * @returns The keys of the object that it gives `parameters()`; none when it declares none.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { declaredParameters } from "vantelage";
 * const source = "const { manad } = parameters({ manad: Month.default(store.latestMonth() ?? '') });";
 * const notebook = { path: "a.ipynb", name: "a", language: "typescript" as const, cells: [{ kind: "code" as const, source, index: 0 }] };
 * assert.deepEqual(declaredParameters(notebook), ["manad"]);
 * ```
 */
export function declaredParameters(notebook: Notebook): string[] {
  const names: string[] = [];
  for (const { source } of notebook.cells.filter(({ kind }) => kind === "code")) {
    const call = /\bparameters\(\s*\{/.exec(source);
    if (!call) continue;
    let depth = 1, key = true, word = "";
    for (const character of source.slice(call.index + call[0].length)) {
      if (depth === 1 && key && /[\p{L}\p{N}_$]/u.test(character)) word += character;
      else if (depth === 1 && character === ":" && key && word !== "") {
        names.push(word);
        [key, word] = [false, ""];
      } else if (depth === 1 && character === ",") [key, word] = [true, ""];
      if ("{([".includes(character)) depth++;
      else if ("})]".includes(character) && --depth === 0) break;
    }
  }
  return names;
}
