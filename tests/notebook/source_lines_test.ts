import assert from "node:assert/strict";
import { failingLine, syntaxIssue } from "../../lib/notebook/_source_lines.ts";

Deno.test("syntaxIssue() gives message and line, and null when all is well", () => {
  assert.deepEqual(syntaxIssue("const z = 1;\nconst y = = 2;"), { message: "Expression expected", line: 2 });
  assert.equal(syntaxIssue("const x: number = 1;\nawait x"), null);
});

Deno.test("failingLine() is null for a stack that never enters the cell", () => {
  assert.equal(failingLine("1", ["Error: x", "    at f (file:///lib.ts:1:1)"]), null);
  assert.equal(failingLine("1", [""]), null);
});
