import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type FlowCell,
  flowsOfCells,
  flowsOfSpells,
  isOnList,
  type ListSpell,
} from "../../../lib/analysis/queueing/mod.ts";
import { daysBetween, lastDay, monthOf, monthRange } from "../../../lib/calendar/mod.ts";
import { spells } from "./_spells.ts";

const months = { from: "2024-01", asAt: "2024-03" };

Deno.test("flowsOfSpells() counts each contact once where it belongs", () => {
  const flows = flowsOfSpells([
    { decided: "2023-12-31", left: null, exit: null },
    { decided: "2024-01-31", left: "2024-01-31", exit: "operated" },
    { decided: "2024-01-01", left: "2024-02-01", exit: "operated" },
    { decided: "2024-02-29", left: "2024-03-01", exit: "withdrawn" },
  ], months);
  assert.deepEqual(
    flows.map((
      flow,
    ) => [flow.start, flow.decisions.value, flow.performed, flow.withdrawn, flow.end, flow.rest.value]),
    [[1, 2, 1, 0, 2, 0], [2, 1, 1, 0, 2, 0], [2, 0, 0, 1, 1, 0]],
  );
});

Deno.test("flowsOfSpells() accounts for every contact of any list, whatever the order", () => {
  fc.assert(fc.property(spells, (list) => {
    const flows = flowsOfSpells(list, months);
    for (const flow of flows) assert.equal(flow.rest.value, 0);
    assert.deepEqual(flowsOfSpells(list.toReversed(), months), flows);
  }));
});

Deno.test("flowsOfSpells() as at a month gives the same from a longer history", () => {
  fc.assert(fc.property(spells, (list) => {
    const known = list.filter(({ decided }) => decided <= lastDay("2024-02")).map((spell) =>
      spell.left !== null && spell.left > lastDay("2024-02") ? { ...spell, left: null, exit: null } : spell
    );
    const options = { from: "2024-01", asAt: "2024-02" };
    assert.deepEqual(flowsOfSpells(list, options), flowsOfSpells(known, options));
    assert.deepEqual(flowsOfSpells(list, months).slice(0, 2), flowsOfSpells(known, options));
  }));
});

Deno.test("flowsOfSpells() refuses somebody who left before the decision", () => {
  const spell = { decided: "2024-01-02", left: "2024-01-01", exit: "operated" } as const;
  assert.throws(() => flowsOfSpells([spell], months), RangeError);
});

Deno.test("flowsOfCells() bounds what flowsOfSpells() knows, and finds withdrawals in the rest", () => {
  fc.assert(fc.property(spells, (list) => {
    const { flows } = flowsOfCells(cellsOf(list), months);
    const known = new Map(flowsOfSpells(list, months).map((flow) => [flow.manad, flow]));
    for (const flow of flows) {
      const truth = known.get(flow.manad)!;
      assert.deepEqual([flow.start, flow.performed, flow.end], [truth.start, truth.performed, truth.end]);
      const lost = list.filter((spell) =>
        // decided and withdrawn within one month: on no delivery at all
        spell.exit === "withdrawn" && monthOf(spell.decided) === flow.manad &&
        monthOf(spell.left!) === flow.manad
      ).length;
      const decisions = truth.decisions.value - lost;
      assert.ok(flow.decisions.low <= decisions && decisions <= flow.decisions.high);
      assert.ok(flow.decisions.low <= flow.decisions.value && flow.decisions.value <= flow.decisions.high);
      const unseen = -(truth.withdrawn! - lost);
      assert.ok(flow.rest.low <= unseen && unseen <= flow.rest.high);
    }
  }));
});

Deno.test("flowsOfCells() as at a month gives the same from a longer history and in any order", () => {
  fc.assert(fc.property(spells, (list) => {
    const cells = cellsOf(list), options = { from: "2024-01", asAt: "2024-02" };
    const known = cells.filter((cell) => cell.manad <= "2024-02").reverse();
    assert.deepEqual(flowsOfCells(cells, options), flowsOfCells(known, options));
  }));
});

Deno.test("flowsOfCells() names a month without its delivery instead of counting zero", () => {
  const cell = { manad: "2024-02", lo: 1, hi: 1, antal: 1 } as const;
  const { flows, missing } = flowsOfCells([{ ...cell, status: "vantande" }], months);
  assert.deepEqual(flows, []);
  assert.deepEqual(missing, [
    { manad: "2024-01", reason: "Leverans av väntande månaden före saknas" },
    { manad: "2024-02", reason: "Leverans av väntande månaden före saknas" },
    { manad: "2024-03", reason: "Leverans av väntande saknas" },
  ]);
});

Deno.test("flowsOfCells() places a band's operations by the days of the band", () => {
  const cell = (
    manad: string,
    status: "vantande" | "genomforda",
    lo: number,
    hi: number | null,
    antal: number,
  ) => ({ manad, status, lo, hi, antal });
  const cells = (band: FlowCell) => [
    cell("2024-03", "vantande", 40, 40, 1),
    cell("2024-04", "vantande", 70, 70, 1),
    band,
  ];
  const options = { from: "2024-04", asAt: "2024-04" };
  const decisions = (lo: number, hi: number | null) =>
    flowsOfCells(cells(cell("2024-04", "genomforda", lo, hi, 10)), options).flows[0].decisions;
  // by hand: of April's 30 days of operation the decision lay in April for 30 − w of them
  const byDay = Array.from({ length: 31 }, (_, w) => decisions(w, w).value);
  assert.equal(byDay[15], 5);
  const even = byDay.reduce((sum, value) => sum + value, 0) / 31;
  assert.ok(Math.abs(decisions(0, 30).value - even) < 1e-12);
  assert.deepEqual(decisions(31, 60), { value: 0, low: 0, high: 0 });
  assert.deepEqual(decisions(0, null), { value: 0, low: 0, high: 10 });
});

/** What the monthly deliveries of a list would hold, with nobody's identity. */
function cellsOf(list: readonly ListSpell[]): FlowCell[] {
  return monthRange("2023-12", "2024-04").flatMap((manad) => [
    ...list.filter((spell) => isOnList(spell, lastDay(manad)))
      .map((spell) => cellOf(manad, "vantande", daysBetween(spell.decided, lastDay(manad)))),
    ...list.filter((spell) => spell.exit === "operated" && monthOf(spell.left!) === manad)
      .map((spell) => cellOf(manad, "genomforda", daysBetween(spell.decided, spell.left!))),
  ]);
}

function cellOf(manad: string, status: "vantande" | "genomforda", days: number): FlowCell {
  return { manad, status, lo: days, hi: days, antal: 1 };
}
