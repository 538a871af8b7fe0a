import assert from "node:assert/strict";
import fc from "fast-check";
import {
  deviationsByRegion,
  largestGroups,
  longWaitersByRegion,
  monthFindings,
  overLimitByHospital,
  overLimitByRegion,
  waitingByBandFigure,
  waitTableFigure,
} from "../../lib/figures/mod.ts";
import { waitRow } from "./_rows.ts";

const count = fc.oneof(fc.constant(0), fc.nat(3), fc.nat(90_000));
const row = fc.record({
  name: fc.string({ minLength: 1 }),
  bands: fc.array(count, { minLength: 5, maxLength: 5 }),
  pvv: count,
  mov: count,
  total: fc.boolean(),
}).map(({ name, bands, ...rest }) => waitRow(name, bands, rest));

Deno.test("no figure and no finding writes what is not a number, whoever waits and whatever they are called", () => {
  const options = { manad: "2024-04" };
  fc.assert(
    fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
      const figures = [
        overLimitByRegion(rows, options),
        overLimitByHospital(rows, options),
        longWaitersByRegion(rows, options),
        deviationsByRegion(rows, options),
        waitingByBandFigure(rows, options),
        largestGroups(rows, options),
        waitTableFigure(rows, { ...options, by: "region" }),
      ];
      for (const figure of figures) {
        assert.doesNotMatch(figure.html(), /NaN|undefined|Infinity|width="-/);
        assert.ok(figure.headline.length > 0);
      }
      assert.ok(monthFindings(rows, rows, options).length > 0);
    }),
    { numRuns: 60 },
  );
});
