import assert from "node:assert/strict";
import { backtest, backtestScore } from "../../../lib/analysis/projection/mod.ts";
import { evenHistory } from "./_history.ts";

const history = evenHistory({ region: "Region Dalarna", perDay: 12, chance: 0.012 }, "2022-01", "2024-06");
const options = { origins: ["2023-04", "2023-06", "2024-01"], horizons: [6, 12] };
const rows = backtest(history, options);

Deno.test("backtest() compares each origin, horizon and measure whose outcome is there", () => {
  const compared = rows.filter(({ region, measure }) => region !== null && measure === "waiting")
    .map(({ origin, horizon }) => `${origin} +${horizon}`);
  assert.deepEqual(compared, ["2023-04 +6", "2023-04 +12", "2023-06 +6", "2023-06 +12"]);
  const [row] = rows;
  const at = (manad: string) =>
    history.filter((cell) => cell.manad === manad && cell.status === "vantande")
      .reduce((sum, { antal }) => sum + antal, 0);
  assert.ok(Math.abs(row.outcome - at("2023-10")) < 1e-6);
  assert.ok(Math.abs(row.simple.yearBefore - at("2022-10")) < 1e-6);
});

Deno.test("backtest() does not look at what came after an origin", () => {
  const changed = history.map((cell) => cell.manad > "2023-04" ? { ...cell, antal: 2 * cell.antal } : cell);
  const of = (all: typeof rows) => all.filter(({ origin }) => origin === "2023-04");
  const again = of(backtest(changed, options));
  assert.deepEqual(
    again.map(({ projected, method, simple }) => [projected, method, simple]),
    of(rows).map(({ projected, method, simple }) => [projected, method, simple]),
  );
  assert.ok(again[0].outcome > 1.9 * rows[0].outcome);
});

Deno.test("backtestScore() finds a list without chance nearly as projected, and mostly inside the intervals", () => {
  const score = backtestScore(rows.filter(({ measure }) => measure === "waiting")).value!;
  assert.ok(score.projected < 0.02 * rows[0].outcome, `${score.projected}`);
  assert.ok(score.within95.value! >= 0.75); // of four comparisons of the same list
  const bare = { value: 90, low80: null, high80: null, low95: null, high95: null };
  assert.equal(backtestScore([{ ...rows[0], projected: bare }]).value!.within80.value, null);
  assert.equal(backtestScore([]).value, null);
});
