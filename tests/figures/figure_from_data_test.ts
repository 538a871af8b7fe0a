import assert from "node:assert/strict";
import {
  figureFromData,
  findings,
  keyFigures,
  overLimitByRegion,
  panelFromData,
} from "../../lib/figures/mod.ts";
import { everyFigure } from "./_every_figure.ts";

Deno.test("figureFromData() gives every kind of figure back after a journey as JSON", () => {
  for (const figure of Object.values(everyFigure())) {
    assert.equal(figureFromData(JSON.parse(JSON.stringify(figure))).html(), figure.html());
  }
});

Deno.test("figureFromData() refuses what is not the data of a figure", () => {
  const [figure] = Object.values(everyFigure());
  const data = figure.toJSON();
  assert.throws(() => figureFromData({ ...data, kind: "toString" }), {
    name: "TypeError",
    message: /^Cannot rebuild the figure as its kind must be one of overLimitByRegion, .*: got "toString"$/,
  });
  assert.throws(() => figureFromData({ ...data, rows: [{ name: "Dalarna" }] }), { name: "ZodError" });
  assert.throws(
    () => figureFromData({ ...data, options: { manad: "2024-13" } }),
    /Månaden ska skrivas åååå-mm/,
  );
  assert.throws(() => figureFromData(null), { name: "ZodError" });
});

Deno.test("panelFromData() gives panels back, and refuses what is not the data of one", () => {
  const figure = overLimitByRegion([], { manad: "2024-04" });
  for (
    const panel of [keyFigures([{ label: "Väntande", value: "7" }]), findings([{ text: "a", figure }])]
  ) {
    assert.equal(panelFromData(JSON.parse(JSON.stringify(panel))).html(), panel.html());
  }
  assert.throws(() => panelFromData({ kind: "tiles", items: [] }), { name: "TypeError" });
});
