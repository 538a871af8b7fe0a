/**
 * Forecasts of statsmodels 0.14.5 for 36 months of operations with a summer stop: ETSModel (Holt-Winters; its trend weight
 * is α β), ExponentialSmoothing (Holt) and ThetaModel without season, with the weights and the start given.
 *
 * @module
 */
import assert from "node:assert/strict";
import { holtForecast, holtWintersForecast, thetaForecast } from "../../../lib/analysis/projection/mod.ts";

// deno-fmt-ignore
const OPERATIONS = [
  412, 398, 431, 405, 388, 352, 198, 256, 420, 441, 433, 301,
  420, 401, 440, 398, 395, 360, 205, 261, 428, 452, 440, 310,
  431, 395, 452, 410, 401, 349, 210, 270, 441, 460, 438, 322,
];

function near(actual: readonly number[] | undefined, expected: readonly number[]): void {
  assert.equal(actual?.length, expected.length);
  expected.forEach((value, index) =>
    assert.ok(Math.abs(actual![index] - value) < 1e-6, `${index}: ${actual![index]} of ${value}`)
  );
}

Deno.test("holtForecast() gives the values of statsmodels, damped and not", () => {
  const weights = { alpha: 0.4, beta: 0.25 };
  const plain = holtForecast(OPERATIONS, 6, weights).value;
  near(plain?.ahead, [383.22806684, 385.53676984, 387.84547284, 390.15417584, 392.46287884, 394.77158184]);
  const damped = holtForecast(OPERATIONS, 6, { ...weights, phi: 0.9 }).value;
  near(damped?.ahead, [384.83826281, 386.58740446, 388.16163194, 389.57843668, 390.85356095, 392.00117278]);
  near([damped!.squaredErrors], [298889.6264953068]);
});

Deno.test("thetaForecast() gives the values of statsmodels, and finds a weight where none is given", () => {
  const theta = thetaForecast(OPERATIONS, 6, { alpha: 0.3 }).value;
  near(theta?.ahead, [377.40049621, 377.3895567, 377.37861718, 377.36767767, 377.35673816, 377.34579865]);
  near([theta!.slope], [-0.021879021879021]);
  const found = thetaForecast(OPERATIONS, 1).value!; // its best weight is 0.0597, the grid has 0.05
  assert.equal(found.alpha, 0.05);
  assert.ok(Math.abs(found.ahead[0] - 379.65) < 2);
});

Deno.test("holtWintersForecast() gives the values of statsmodels, damped and not", () => {
  const weights = { alpha: 0.3, beta: 0.2, gamma: 0.25 };
  const plain = holtWintersForecast(OPERATIONS, 14, weights).value;
  // deno-fmt-ignore
  near(plain?.ahead, [
    434.75090333, 414.40584896, 456.93800515, 423.63243008, 413.24531901, 373.92466315, 225.3442658,
    283.73092284, 450.21539089, 470.74098383, 458.18638882, 331.85461031, 448.60544657, 428.2603922,
  ]);
  near([plain!.squaredErrors], [1471.0637918901984]);
  const damped = holtWintersForecast(OPERATIONS, 14, { ...weights, phi: 0.9 }).value;
  // deno-fmt-ignore
  near(damped?.ahead, [
    434.26734163, 413.6162835, 455.73399234, 421.94067104, 410.97601845, 371.00846511, 221.70460001,
    279.3206434, 445.00717462, 464.72980932, 451.37252337, 324.21131813, 440.00502769, 418.78020095,
  ]);
});

Deno.test("holtWintersForecast() and thetaForecast() need their seasons, and refuse weights that make no sense", () => {
  assert.equal(holtWintersForecast(OPERATIONS.slice(0, 23), 1).value, null);
  assert.equal(thetaForecast([1, 2], 1).value, null);
  assert.throws(() => holtWintersForecast(OPERATIONS, 1, { gamma: 2 }), /gamma must lie in \[0, 1\]: got 2/);
  assert.throws(() => thetaForecast(OPERATIONS, 0), /horizon must be a whole number >= 1: got 0/);
});
