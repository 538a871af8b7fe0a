import assert from "node:assert/strict";
import {
  type FindingItem,
  findings,
  keyFigures,
  largestGroups,
  monthFindings,
  monthKeyFigures,
} from "../../lib/figures/mod.ts";
import type { SeriesPoint } from "../../lib/indicators/mod.ts";
import { aprilByGroup, aprilByRegion, waitRow } from "./_rows.ts";

const options = { manad: "2024-04" };

Deno.test("monthFindings() finds what April 2024 shows, with sizes and the figures that show it", () => {
  const found = monthFindings(aprilByRegion, aprilByGroup, options);
  assert.deepEqual(
    found.map(({ figure }) => figure?.kind),
    ["overLimitByRegion", "longWaitersByRegion", "largestGroups", "deviationsByRegion"],
  );
  const { kind, headline, subtitle } = largestGroups(aprilByGroup, { ...options, top: 22 });
  assert.deepEqual(found[2].figure, { kind, headline, subtitle }, "however many groups the figure draws");
  assert.deepEqual(
    found.map(withoutFigure),
    [
      {
        text: "Värmland har störst andel över 90 dagar, Västmanland minst",
        detail: "42,1\u00a0% mot 25,4\u00a0%",
      },
      {
        text: "Flest har väntat över ett år i Värmland, 836 av alla 2\u00a0518",
        detail: "6,3\u00a0% av alla väntande",
      },
      {
        text: "Grå starr är den största gruppen över 90 dagar, knäprotes den näst största",
        detail: "2\u00a0000 och 1\u00a0100, inkl. PvV och MoV",
      },
      {
        text: "4\u00a0461 väntar av eget val eller medicinska skäl",
        detail: "10,0\u00a0% av alla",
      },
    ],
  );
});

const withoutFigure = ({ figure: _, ...item }: FindingItem) => item;

Deno.test("monthFindings() leaves out what has nothing to compare", () => {
  const rows = [
    waitRow("Region Dalarna", [4, 0, 0, 0, 0]),
    waitRow("Totalt", [4, 0, 0, 0, 0], { total: true }),
  ];
  assert.deepEqual(monthFindings(rows, [], options).map(withoutFigure), [{
    text: "Ingen har väntat över 90 dagar",
  }]);
  assert.deepEqual(monthFindings([], [], options), [{ text: "Ingen väntar" }]);
});

Deno.test("findings() escapes its texts and the places they lead to", () => {
  assert.equal(
    findings([{ text: "<b>1</b>", detail: "a & b" }]).html(),
    '<ul class="findings"><li>&lt;b&gt;1&lt;/b&gt;, a &amp; b.</li></ul>',
  );
  const figure = { kind: "barFigure", headline: "a", subtitle: "b" };
  assert.match(
    findings([{ text: "a", figure }]).html(() => '"><script>'),
    /href="#&quot;&gt;&lt;script&gt;"/,
  );
});

Deno.test("keyFigures() is a list of terms, each with its number and what it is set against", () => {
  const panel = keyFigures([{ label: "Över <90>", value: "14\u00a0177", note: "35,3\u00a0%", tone: "late" }]);
  assert.equal(
    panel.html(),
    '<dl class="tiles"><div class="late"><dt>Över &lt;90&gt;</dt><dd class="figure">14\u00a0177</dd>' +
      '<dd class="about">35,3\u00a0%</dd></div></dl>',
  );
  assert.equal(panel.text(), "Över <90>: 14\u00a0177 (35,3\u00a0%)");
});

Deno.test("keyFigures() draws the months as a line from zero, with gaps, and needs two of them", () => {
  const html = (line: (number | null)[]) =>
    keyFigures([{ label: "a", value: "4", change: "+2 på ett år", line }]).html();
  assert.match(
    html([2, null, 2, 4]),
    /<dd class="change">\+2 på ett år<\/dd><dd class="line"><svg viewBox="0 0 104 26"/,
  );
  // From 23 at nought to 3 at the most.
  assert.match(html([2, null, 2, 4]), /<path d="M3,13M68.3,13L101,3"\/><circle cx="101" cy="3" r="3"\/>/);
  assert.doesNotMatch(html([null, 4]), /svg/);
  assert.doesNotMatch(html([0, 0]), /svg/);
});

Deno.test("monthKeyFigures() sets each number against the year before, and operations per working day", () => {
  const months = (value: number, yearBefore: number | null, missing: string[] = []) => [{
    manad: "2024-04" as const,
    value,
    yearBefore,
    change: yearBefore === null ? null : value - yearBefore,
    regions: ["Region Dalarna"],
    missing,
  }];
  const row = { ...waitRow("Region Dalarna", [3, 0, 0, 12, 0]), total: true };
  const text = (performed: SeriesPoint[]) =>
    monthKeyFigures([row], options, {
      waiting: months(15, 17),
      over: months(12, 12),
      long: months(0, null),
      performed,
    }).text();
  // 15 315 / 21 = 729,3 and 13 252 / 18 = 736,2.
  assert.match(
    text(months(15_315, 13_252)),
    /^Väntande: 15 \(−2 på ett år; .*\)\nÖver 90 dagar: 12 \(±0 på ett år; 80,0\u00a0% .*\)\nÖver 365 dagar: 0 \(0,0.*\)\nOpererade i april: 15\u00a0315 \(−0,9\u00a0% per arbetsdag på ett år\)\n/,
  );
  assert.doesNotMatch(text(months(15_315, 13_252, ["Region Uppsala"])), /Opererade/);
});

Deno.test("monthFindings() gives no size of a group without anybody over the limit, nor of those without a group", () => {
  const group = (name: string, over: number) => waitRow(name, [1, 0, 0, over, 0], { region: null });
  const groups = [group("Gallsten", 3), group("Gråstarr", 0), group("Vårdutbud anges inte", 9)];
  const bands = [3, 0, 0, 12, 0];
  const region = [
    waitRow("Region Dalarna", bands),
    waitRow("Sjukvårdsregion Mellansverige", bands, { region: null, total: true }),
  ];
  const finding = monthFindings(region, groups, options).find(({ text }) => text.startsWith("Gall"));
  assert.deepEqual(finding && withoutFigure(finding), {
    text: "Gallsten är den enda angivna gruppen med väntande över 90 dagar",
    detail: "3, inkl. PvV och MoV",
  });
});
