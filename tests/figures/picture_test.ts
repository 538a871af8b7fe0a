import assert from "node:assert/strict";
import * as Plot from "@observablehq/plot";
import { drawingDocument, Figure, picturePng, pictureSvg } from "../../lib/figures/mod.ts";
import { chart } from "../document/_page.ts";

Deno.test("pictureSvg() names letters and colours, and carries headline, subtitle and mark", () => {
  const svg = pictureSvg(chart, { invented: ["leveranser"] });
  assert.match(svg, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="712" [^>]*font-family="Inter, /);
  assert.equal(svg.match(/xmlns=/g)!.length, 1);
  assert.doesNotMatch(svg, /var\(--|NaN|undefined/);
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text).join(" ");
  for (const text of [chart.headline, chart.subtitle, "Syntetiska data"]) {
    assert.ok(texts.includes(text), text);
  }
  assert.doesNotMatch(pictureSvg(chart, { invented: ["priser"] }), /Påhittade|Syntetiska/);
});

Deno.test("pictureSvg() takes Plot's own figure with its title and legend", () => {
  const rows = [{ region: "Örebro län", antal: 3, slag: "över" }, {
    region: "Dalarna",
    antal: 5,
    slag: "under",
  }];
  const own = Plot.plot({
    document: drawingDocument(),
    title: "Eget",
    color: { legend: true },
    marks: [Plot.barX(rows, { x: "antal", y: "region", fill: "slag" })],
  });
  const svg = pictureSvg(own, { invented: ["leveranser"] });
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
  assert.deepEqual(texts.slice(0, 3), ["Eget", "under", "över"]);
  assert.equal(texts.at(-1), "Syntetiska data");
  assert.throws(() => pictureSvg("<p>inget</p>"), { name: "TypeError", message: /must be an svg/ });
});

Deno.test("Figure.png() draws the figure's letters and marks without a browser", async () => {
  const png = await chart.png({ scale: 1, invented: [] }), view = new DataView(png.buffer);
  const [, width, height] = /width="(\d+)" height="([\d.]+)"/.exec(pictureSvg(chart, { invented: [] }))!;
  assert.deepEqual([view.getUint32(16), view.getUint32(20)], [Number(width), Math.round(Number(height))]);
  // Without letters it would be as small as that of the same chart without texts.
  const bare = pictureSvg(chart, { invented: [] }).replace(/<text\b[^]*?<\/text>/g, "");
  assert.ok(png.length > 1.5 * (await picturePng(bare, { scale: 1, titled: false, invented: [] })).length);
  await assert.rejects(new Figure({ ...chart.toJSON(), chart: undefined }).png(), TypeError);
});
