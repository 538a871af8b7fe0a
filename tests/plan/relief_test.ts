import assert from "node:assert/strict";
import fc from "fast-check";
import { reliefRows, universityHospitals, universityProposals } from "../../lib/plan/mod.ts";
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

Deno.test("universityProposals() moves no more than one lacks and the other did beyond its order, and tells of chance", () => {
  const row = (sjukhus: string, omrade: string, hittills: number, utfall: number) => ({
    ...{
      ar: 2024,
      region: "Region Dalarna",
      volym: 300,
      manader: ["2024-01"],
      andel: { value: utfall / hittills },
    },
    ...{ sjukhus, omrade, hittills, utfall },
  });
  const outcomes = [
    // Behind by 30 of 100, more than two standard deviations (20); the other did 12 more, in two rows.
    ...[row("A", "Ortopedi", 100, 70), row("B", "Ortopedi", 40, 50), row("B", "Ortopedi", 20, 22)],
    // Behind by 15 of 100, within chance; the other did 40 more.
    ...[row("A", "Ögon", 100, 85), row("B", "Ögon", 60, 100)],
    // Nobody else does it, and nobody is ahead.
    ...[row("A", "Brännskadevård", 26, 10), row("A", "Urologi", 50, 30), row("B", "Urologi", 50, 50)],
  ];
  const relief = [{
    sjukhus: "A",
    vardutbud: "Gråstarr",
    antal: 90,
    fran_andra: 9,
    andra_sjukhus: 12,
    kan_flytta: 7,
  }];
  assert.deepEqual(
    universityProposals(outcomes, relief).map((
      { fran, till, vad, antal, overSlump },
    ) => [fran, till, vad, antal, overSlump]),
    [
      ["A", "B", "Ögon", 15, false],
      ["A", "B", "Ortopedi", 12, true],
      ["A", null, "Gråstarr", 7, true],
    ],
  );
});
