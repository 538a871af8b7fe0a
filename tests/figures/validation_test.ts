import assert from "node:assert/strict";
import { deviationFigure, type ShownResult, validationFigure } from "../../lib/figures/mod.ts";

const result = (
  file: string,
  rule: string,
  failed: number,
  level: ShownResult["level"] = "error",
): ShownResult => ({
  file,
  rule,
  says: `${rule} är fel`,
  fields: ["a", "b"],
  level,
  tested: 5000,
  failed,
  first: failed > 0 ? `${file}:7:1` : null,
});
const results = [
  result("a.csv", "x", 0),
  result("a.csv", "y", 2, "warn"),
  result("b.csv", "x", 1),
  result("b.csv", "y", 0, "warn"),
  result("b.csv", "z", 0),
];

Deno.test("validationFigure() shows the broken rules over all deliveries, the most serious first", () => {
  const figure = validationFigure(results, { manad: "2024-04" });
  assert.equal(figure.headline, "Två av tre regler bröts av någon rad");
  assert.deepEqual(
    figure.table?.rows.map((
      { cells },
    ) => [cells.says, cells.tested, cells.passed, cells.failed, cells.share, cells.reached, cells.first]),
    [
      ["x är fel", 10000, 9999, 1, "under 0,1\u00a0%", "Fel", "b.csv:7:1"],
      ["y är fel", 10000, 9998, 2, "under 0,1\u00a0%", "Varning", "a.csv:7:1"],
    ],
  );
});

Deno.test("validationFigure() by delivery shows only what was broken, and says when nothing was", () => {
  const figure = validationFigure(results, { manad: "2024-04", byDelivery: true });
  assert.deepEqual(figure.table?.rows.map(({ cells }) => [cells.file, cells.says]), [["b.csv", "x är fel"], [
    "a.csv",
    "y är fel",
  ]]);
  assert.equal(
    validationFigure([results[0]], { manad: "2024-04" }).headline,
    "Ingen rad bröt mot någon regel",
  );
  assert.equal(validationFigure([], { manad: "2024-04" }).headline, "Ingen leverans har prövats");
});

Deno.test("deviationFigure() counts deliveries, not deviations", () => {
  const deviation = { file: "a.csv", level: "info", says: "nya kolumner: x", count: 1 } as const;
  const figure = deviationFigure([deviation, { ...deviation, level: "warn" }], { manad: "2024-04" });
  assert.equal(figure.headline, "En leverans avviker från det vanliga");
  assert.deepEqual(figure.table?.rows.map(({ cells }) => cells.level), ["Varning", "Upplysning"]);
});
