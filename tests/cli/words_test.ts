import assert from "node:assert/strict";
import { wordFindings } from "../../lib/cli/_words.ts";

Deno.test("wordFindings() reads all of a text, and of a module its comments alone", () => {
  assert.deepEqual(wordFindings("a.md", "plain\nWhoever is told"), [
    'a.md:2: "Whoever", bättre anyone who',
    'a.md:2: "told", bättre reported, given or distinguished',
  ]);
  assert.deepEqual(wordFindings("a.ts", 'const told = "anew";\n  // drawn anew\n'), [
    'a.ts:2: "anew", bättre again',
  ]);
});
