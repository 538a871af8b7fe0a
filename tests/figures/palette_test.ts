import assert from "node:assert/strict";
import {
  bandTones,
  type ColourName,
  darkPalette,
  lightPalette,
  type Palette,
} from "../../lib/figures/mod.ts";

const THEMES: readonly (readonly [string, Palette])[] = [["light", lightPalette], ["dark", darkPalette]];
const TONES = ["late", "late-soft", "b1", "b2", "b3", "b4", "b5", "n1", "n2"] as const;

/** The linear red, green and blue of "#rrggbb". */
function linear(colour: string): number[] {
  return [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16) / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
}

function luminance(colour: string): number {
  const [red, green, blue] = linear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear light. */
const DEFICIENCIES: Readonly<Record<string, readonly (readonly number[])[]>> = {
  none: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [
    -0.003882,
    -0.048116,
    1.051998,
  ]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [
    -0.01182,
    0.04294,
    0.968881,
  ]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [
    0.004733,
    0.691367,
    0.3039,
  ]],
};

/** CIE L*a*b* (D65) of a colour as somebody with the deficiency sees it. */
function lab(colour: string, deficiency: string): number[] {
  const seen = DEFICIENCIES[deficiency].map((row) =>
    Math.min(1, Math.max(0, row.reduce((sum, factor, index) => sum + factor * linear(colour)[index], 0)))
  );
  const [x, y, z] = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    .map((row, axis) =>
      row.reduce((sum, factor, index) => sum + factor * seen[index], 0) / [0.9505, 1, 1.089][axis]
    )
    .map((part) => part > 0.008856 ? Math.cbrt(part) : 7.787 * part + 16 / 116);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

for (const [theme, palette] of THEMES) {
  Deno.test(`the ${theme} palette gives text at least 4.5:1 against its ground`, () => {
    const texts: (readonly [ColourName, ColourName])[] = [
      ...(["ink", "muted", "link", "late", "b5"] as const).map((name) => [name, "paper"] as const),
      ["muted", "wash"],
      ...TONES.map((tone) => [`on-${tone}`, tone] as const),
    ];
    for (const [text, ground] of texts) {
      const ratio = contrast(palette[text], palette[ground]);
      assert.ok(ratio >= 4.5, `${text} on ${ground}: ${ratio.toFixed(2)}`);
    }
  });

  Deno.test(`the ${theme} palette gives marks at least 3:1 against the ground`, () => {
    for (const tone of TONES) {
      const ratio = contrast(palette[tone], palette.paper);
      assert.ok(ratio >= 3, `${tone}: ${ratio.toFixed(2)}`);
    }
  });

  for (const deficiency of Object.keys(DEFICIENCIES)) {
    Deno.test(`the ${theme} palette tells the bands, and strong from soft, apart with ${deficiency}`, () => {
      const pairs = [
        ...bandTones.flatMap((a, index) => bandTones.slice(index + 1).map((b) => [a, b] as const)),
        ["late", "late-soft"] as const,
        ["n1", "n2"] as const,
      ];
      for (const [a, b] of pairs) {
        const [first, second] = [lab(palette[a], deficiency), lab(palette[b], deficiency)];
        const distance = Math.hypot(...first.map((part, index) => part - second[index]));
        assert.ok(distance >= 15, `${a} and ${b}: ${distance.toFixed(1)}`);
      }
    });
  }
}
