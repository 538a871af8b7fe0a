import assert from "node:assert/strict";
import {
  backtestFigure,
  deferredDebt,
  projectionFan,
  scenarioComparison,
  workOffFigure,
} from "../../lib/figures/mod.ts";
import { about, deferredRows, fanRows, outcomeRows, workOffRows } from "./_projection_rows.ts";

const options = { manad: "2024-04" };
const baseline = { from: "2023-05", to: "2024-04" };

Deno.test("projectionFan() says that a measure grows or shrinks only when all of the 80 % interval does", () => {
  const to = (value: number, spread: number) =>
    projectionFan([
      { manad: "2024-04", outcome: 100, projected: null },
      { manad: "2024-05", outcome: null, projected: about(value, spread) },
    ], options).headline;
  assert.equal(to(120, 10), "Antalet väntande växer troligen till maj 2024, från 100 till 107–133");
  assert.equal(to(80, 10), "Antalet väntande minskar troligen till maj 2024, från 100 till 67–93");
  assert.equal(to(110, 10), "Antalet väntande blir ungefär som nu till maj 2024: 97–123");
});

Deno.test("projectionFan() draws what it has: no projection, no outcome, no paths, a share", () => {
  assert.equal(projectionFan([], options).headline, "Det finns ingen framskrivning");
  assert.equal(projectionFan(fanRows.slice(0, 3), options).headline, "Det finns ingen framskrivning");
  assert.match(
    projectionFan(fanRows.slice(13), options).headline,
    /^Antalet väntande blir troligen .* i april 2025$/,
  );
  const bare = { ...about(80, 0), low80: null, high80: null, low95: null, high95: null };
  const point = projectionFan([{ manad: "2024-05", outcome: null, projected: bare }], options);
  assert.equal(point.headline, "Antalet väntande blir 80 i maj 2024");
  const share = projectionFan([{ manad: "2024-05", outcome: null, projected: about(0.3, 0.01) }], {
    ...options,
    measure: "overShare",
  });
  assert.match(share.headline, /^Andelen över 90 dagar blir troligen 28,7–31,3\u00a0% i maj 2024$/);
  const without = projectionFan(fanRows, {
    ...options,
    omitted: [{ region: "Region Dalarna", reason: "För kort tid" }],
  });
  assert.match(without.note!, /Dalarna ingår inte: För kort tid\.$/);
  const gap = projectionFan([{ ...fanRows[0], outcome: null }, ...fanRows.slice(1)], options);
  assert.match(gap.note!, /^Uppgift saknas för april 2023\./);
  for (const figure of [point, share, gap, projectionFan(fanRows.slice(0, 3), options)]) {
    assert.doesNotMatch(figure.html(), /NaN|undefined|Infinity/);
  }
});

Deno.test("scenarioComparison() names the shortest list, and says when no scenario shortens it", () => {
  assert.match(
    scenarioComparison(outcomeRows, options).headline,
    /^Kortast blir kön med ”20 % färre nya beslut”/,
  );
  assert.match(
    scenarioComparison([outcomeRows[0], outcomeRows[2]], options).headline,
    /^Inget scenario gör kön kortare/,
  );
  assert.match(
    scenarioComparison(outcomeRows.slice(0, 1), options).headline,
    /väntar i april 2025 om inget ändras$/,
  );
  assert.equal(scenarioComparison([], options).headline, "Det finns inga scenarier");
  const { rows } = scenarioComparison(outcomeRows, options).table;
  assert.deepEqual(
    rows.map(({ cells }) => cells.vantande).slice(1),
    outcomeRows.slice(1)
      .map(({ waiting }) => waiting.value).sort((a, b) => a - b),
  );
  assert.ok(rows.some(({ cells }) => cells.skillnad === "−3\u00a0463"));
});

Deno.test("backtestFigure() sets the errors next to those of simple forecasts, and says which of them is as good", () => {
  const projected = { value: 90, low80: 80, high80: 99, low95: 70, high95: 110 };
  const row = (region: string | null, yearBefore: number, horizon = 12) =>
    ({
      region,
      origin: "2023-04",
      horizon,
      measure: "waiting",
      outcome: 100,
      projected,
      method: "weighed",
      simple: { yearBefore, last: 130, drift: 140, damped: 150, theta: 160, holtWinters: 170 },
    }) as const;
  const figure = backtestFigure([row(null, 90, 6), row("A", 80), row("B", 70), row(null, 95)], options);
  assert.deepEqual(figure.table.rows.map(({ cells }) => Object.values(cells)), [
    ["Väntande, alla tillsammans", 6, 1, 0.1, 0.1, 0.3, 0.4, 0.5, 0.6, 0.7, 0, 1],
    ["Väntande, en region", 12, 2, 0.1, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0, 1],
    ["Väntande, alla tillsammans", 12, 1, 0.1, 0.05, 0.3, 0.4, 0.5, 0.6, 0.7, 0, 1],
  ]);
  const beside = (region: number, together: number) =>
    backtestFigure([row("A", region), row(null, together)], options).headline.replace(
      /^.*? för alla tillsammans/,
      "",
    );
  assert.equal(beside(80, 80), ", mindre än alla enkla prognosers");
  assert.equal(
    beside(90, 95),
    ", inte mindre än de enkla prognosernas (året innan 10,0\u00a0% för en region)",
  );
  assert.equal(beside(90, 80), "; bara för alla tillsammans är det mindre än den bästa enkla prognosens");
  assert.equal(
    backtestFigure([], options).headline,
    "För få månader är levererade för att pröva framskrivningen",
  );
});

Deno.test("projectionFan() says for which months a simple forecast is shown", () => {
  const shown = fanRows.map((row, index) => index < 16 ? row : { ...row, method: "yearBefore" as const });
  assert.match(
    projectionFan(shown, options).note!,
    /^För augusti 2024–april 2025 visas samma månad ett år tidigare: ingen metod/,
  );
});

Deno.test("deferredDebt() tells the debt and its peak, and more than usual as more", () => {
  assert.equal(
    deferredDebt(deferredRows, { ...options, baseline }).headline,
    "9\u00a0900 operationer färre än vanligt sedan februari 2021, till januari 2022; störst var skulden i juni 2021, 12\u00a0000",
  );
  const more = { count: 110, expected: 100, missing: -10, cumulated: -10, standardError: 4 };
  const row = { region: null, manad: "2021-02", performed: more, decisions: more };
  assert.equal(
    deferredDebt([row], { ...options, baseline }).headline,
    "10 operationer fler än vanligt sedan februari 2021, till februari 2021, och 10 fler beslut",
  );
  assert.doesNotMatch(deferredDebt([row], { ...options, baseline }).html(), /NaN|undefined|Infinity/);
  const gap = deferredDebt([row, { ...row, manad: "2021-05" }], { ...options, baseline });
  assert.match(gap.note!, /^Mars 2021 och april 2021 saknas och ingår inte i summan\./);
  assert.equal(deferredDebt([], { ...options, baseline }).headline, "Ingen månad kan jämföras");
});

Deno.test("workOffFigure() says what there is to make up, or that there is nothing", () => {
  const figure = workOffFigure(workOffRows, { ...options, baseline, months: 24 });
  assert.match(
    figure.headline,
    /^5\u00a0200 operationer att ta igen i Dalarna i april 2024: 217 fler i månaden i 24 månader/,
  );
  const none = [{ ...workOffRows[1], region: null }];
  assert.match(
    workOffFigure(none, { ...options, baseline, months: 24 }).headline,
    /^Ingen vårdskuld i april 2024/,
  );
  assert.equal(workOffFigure([], { ...options, baseline, months: 24 }).headline, "Ingen region kan jämföras");
});
