import assert from "node:assert/strict";
import { countBetween, countContacts, quantile, type WaitCell } from "../../lib/numeric/mod.ts";

interface BandRow {
  id: string;
  method: string;
  inputs: { counts: number[] };
  expected: {
    total_excl_pvv_mov: number;
    over_90: number;
    over_365: number;
    interpolated_median: number;
    published_median: number;
  };
}

const BANDS: [number, number | null][] = [[0, 30], [31, 60], [61, 90], [91, 365], [366, null]];

Deno.test("quantile() and countBetween() give the reference values of the April 2024 bands", async (t) => {
  const file = new URL("../../../shared/vectors/swedish.json", import.meta.url);
  const present = await Deno.stat(file).then(() => true, () => false);
  await t.step({
    name: "swedish.json, method band_row",
    ignore: !present,
    fn: async () => {
      const rows = (JSON.parse(await Deno.readTextFile(file)).vectors as BandRow[]).filter((row) =>
        row.method === "band_row"
      );
      assert.equal(rows.length, 4);
      for (const { id, inputs, expected } of rows) {
        const cells: WaitCell[] = BANDS.map(([lo, hi], index) => ({ lo, hi, antal: inputs.counts[index] }));
        assert.equal(countContacts(cells), expected.total_excl_pvv_mov, id);
        assert.equal(countBetween(cells, 91, null).value, expected.over_90, id);
        assert.equal(countBetween(cells, 366, null).value, expected.over_365, id);
        const median = quantile(cells, 0.5)!;
        assert.ok(Math.abs(median.value - expected.interpolated_median) < 1e-6, `${id}: ${median.value}`);
        assert.ok(median.low <= expected.published_median && expected.published_median <= median.high!, id);
      }
    },
  });
});
