import assert from "node:assert/strict";
import fc from "fast-check";
import { reliefRows, universityHospitals } from "../../lib/plan/mod.ts";
import { flow } from "./_plan.ts";

const [first, second] = universityHospitals;
const done = (utforare: string, antal: number, rest: Parameters<typeof flow>[0] = {}) =>
  flow({ utforare, antal, ...rest });
const room = (antal: number, region = "Region Gävleborg", manad = "2024-01") => ({
  region,
  vardutbud: "Gråstarr",
  manad,
  antal,
});
const basic = { leastHospitals: 1, leastVolume: 5 };

Deno.test("reliefRows() moves at most what is done, at most what there is room for in that month", () => {
  const flows = [done(first, 10), done(first, 3, { manad: "2024-02" }), done("Gävle sjukhus", 5)];
  const moved = (...spare: ReturnType<typeof room>[]) => reliefRows(flows, spare, basic)[0].kan_flytta;
  assert.equal(moved(room(4)), 4);
  assert.equal(moved(room(40)), 10);
  assert.equal(moved(room(4), room(9, "Region Dalarna", "2024-02")), 7);
  assert.equal(moved(), 0);
});

Deno.test("reliefRows() shares the room between the two in proportion, and takes none in their own regions", () => {
  const flows = [done(first, 30), done(second, 10), done("Gävle sjukhus", 5)];
  const rows = reliefRows(flows, [room(8), room(99, "Region Uppsala"), room(99, "Region Örebro län")], basic);
  assert.deepEqual(rows.map(({ sjukhus, kan_flytta }) => [sjukhus, kan_flytta]), [[first, 6], [second, 2]]);
});

Deno.test("reliefRows() calls basic what enough others do, never a residual group, and tells patients from elsewhere", () => {
  const flows = [
    done(first, 10),
    done(first, 4, { hemregion: "Region Dalarna", utforarregion: "Region Uppsala", kalla: "samverkan" }),
    done("Gävle sjukhus", 5),
    done("Falu lasarett", 4),
    done(first, 10, { vardutbud: "Kirurgi övriga" }),
    done("Gävle sjukhus", 50, { vardutbud: "Kirurgi övriga" }),
    done("Kliniken", 50, { agarform: "privat" }),
  ];
  const [row, ...rest] = reliefRows(flows, [], basic);
  assert.deepEqual([row.antal, row.fran_andra, row.andra_sjukhus, rest], [14, 4, 1, []]);
  assert.deepEqual(reliefRows(flows, [], { ...basic, leastHospitals: 2 }), []);
});

Deno.test("reliefRows() never moves more than is done or than there is room for", () => {
  const counts = fc.record({ one: fc.nat(30), two: fc.nat(30), room: fc.nat(40) });
  fc.assert(
    fc.property(counts, ({ one, two, room: antal }) => {
      const rows = reliefRows(
        [done(first, one), done(second, two), done("Gävle sjukhus", 9)],
        [room(antal)],
        basic,
      );
      const moved = rows.reduce((sum, { kan_flytta }) => sum + kan_flytta, 0);
      assert.equal(moved, Math.min(antal, one + two));
      for (const { antal, kan_flytta } of rows) assert.ok(kan_flytta <= antal);
    }),
    { numRuns: 60 },
  );
});
