import assert from "node:assert/strict";
import { assertSnapshot } from "../_snapshot.ts";
import { everyFigure } from "./_every_figure.ts";

for (const [name, figure] of Object.entries(everyFigure())) {
  Deno.test(`${name}() is drawn as when it was last looked at, without a warning`, async () => {
    const { warn } = console;
    const warnings: unknown[][] = [];
    console.warn = (...words) => warnings.push(words);
    try {
      const html = figure.html({ id: "f1", number: "Figur 1" });
      assert.deepEqual(warnings, []);
      await assertSnapshot(new URL(`./__snapshots__/${name}.html`, import.meta.url), `${html}\n`);
    } finally {
      console.warn = warn;
    }
  });
}
