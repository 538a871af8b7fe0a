import assert from "node:assert/strict";
import { asFunction } from "../../lib/notebook/_together.ts";

Deno.test("asFunction() takes only cells that leave no trace, and of which it is certain what they show", () => {
  const plain = [
    'import { openStore as open, type Store } from "vantelage";',
    "import { planCells } from 'vantelage/plan';",
    "const [a, b] = [1, 2];\nlet c = { ...{ a }, b };\nc = { a: b, b: a };",
    "using lager = await open();\nawait lager.cells({ where: { manad: '2024-04' } });",
    "a / b; // det sista",
    "`${a} av ${b}`",
    "Object.values(c)",
    'const text = "globalThis";',
  ];
  for (const source of plain) assert.notEqual(asFunction([source]), null, source);
  const others = [
    ...["globalThis.a = 1", "Deno.cwd()", "import { z } from 'zod';", 'await import("zod")'],
    ...[
      "var a = 1",
      "function f() {}",
      "if (a) b",
      "a; b",
      "a, b",
      "/a/.test(b)",
      "regions[0] = 1",
      "a.b ||= 1",
    ],
    ...[
      "`${globalThis.a = 1}`",
      "names.sort()",
      "a\nb",
      "a.b++",
      "Object.assign(a, b)",
      "setTimeout(a)",
      "this",
    ],
    ...[
      "provideDocument()",
      "new Function('a')",
      "a.constructor",
      "(0, eval)('1')",
      "vantelage_shown",
      "Math.max = 1",
    ],
  ];
  for (const source of others) assert.equal(asFunction(["1", source]), null, source);
});
