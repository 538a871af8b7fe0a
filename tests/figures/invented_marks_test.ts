import assert from "node:assert/strict";
import { Figure, lightPalette, overLimitByRegion } from "../../lib/figures/mod.ts";
import { everyFigure } from "./_every_figure.ts";
import { aprilByRegion } from "./_rows.ts";

const READ = Symbol.for("vantelage.invented");
const made = Object.entries(everyFigure()).filter(([name]) => name !== "tableFigure" && name !== "barFigure");

Deno.test("every figure of lib/figures says what it rests on, and is marked for that and nothing else", () => {
  for (const [name, figure] of made) {
    const { rests } = figure;
    assert.ok(rests !== undefined && rests.length > 0, name);
    const mark = /<figcaption>[^]*<span class="mark">(.*?)<\/span><\/figcaption>/;
    for (const source of rests) assert.match(figure.html({ invented: [source] }), mark, `${name} ${source}`);
    const others = ["leveranser", "avtal", "priser", "planer", "signaler", "ctpet", "kunskapsbank"]
      .filter((source) => !rests.includes(source));
    assert.doesNotMatch(figure.html({ invented: others }), mark, name);
    assert.deepEqual(new Figure(figure.toJSON()).rests, rests, "what it rests on is handed over");
  }
});

Deno.test("a figure of one's own is marked whatever made-up data was read, as nobody says what it rests on", () => {
  const figure = new Figure({
    ...{ kind: "egen", headline: "Tre", subtitle: "", alt: "" },
    table: { caption: "", columns: [], rows: [] },
  });
  assert.match(
    figure.html({ invented: ["priser"] }),
    /<span class="mark">Påhittade uppgifter ingår: priser</,
  );
});

Deno.test("an image of its own and a text carry the mark; a page's chart leaves it to the page", () => {
  const before = Reflect.get(globalThis, READ),
    figure = overLimitByRegion(aprilByRegion, { manad: "2024-04" });
  const heightOf = (svg: string) => Number(/viewBox="0 0 \d+ ([\d.]+)"/.exec(svg)?.[1]);
  try {
    Reflect.set(globalThis, READ, []);
    const plain = figure.svg(680, { palette: lightPalette });
    assert.doesNotMatch(plain + figure.text(), /Syntetiska/);
    Reflect.set(globalThis, READ, ["leveranser", "avtal"]);
    const image = figure.svg(680, { palette: lightPalette });
    assert.match(image, /<text [^>]*fill="#[0-9a-f]{6}"[^>]*>Syntetiska data<\/text><\/svg>$/);
    assert.equal(heightOf(image), heightOf(plain) + 22);
    assert.doesNotMatch(figure.svg(680), /Syntetiska/);
    assert.match(figure.text(), /^[^\n]+\n[^\n]+\nSyntetiska data\n/);
  } finally {
    if (before === undefined) Reflect.deleteProperty(globalThis, READ);
    else Reflect.set(globalThis, READ, before);
  }
});
