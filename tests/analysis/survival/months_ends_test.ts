import assert from "node:assert/strict";
import { addDays, daysBetween, lastDay, monthOf, monthRange } from "../../../lib/calendar/mod.ts";
import { linkContacts } from "../../../lib/analysis/queueing/mod.ts";
import { aalenJohansen, exitsAfter, exitsInWindow } from "../../../lib/analysis/survival/mod.ts";
import { seededRandom } from "../../../lib/numeric/mod.ts";

/** Contacts decided evenly over two years, with a chance a day to be operated and to leave. */
function drawn(perDay: { operated: number; withdrawn: number }, count: number) {
  const random = seededRandom("månadsslut");
  const exponential = (rate: number) => Math.floor(-Math.log(1 - random.next()) / rate);
  return Array.from({ length: count }, (_, index) => {
    const decided = addDays("2022-01-01", random.integer(730));
    const operated = exponential(perDay.operated), withdrawn = exponential(perDay.withdrawn);
    return {
      id: `${index}`,
      decided,
      left: addDays(decided, Math.min(operated, withdrawn)),
      exit: operated <= withdrawn ? "operated" as const : "withdrawn" as const,
    };
  });
}

/** The same as deliveries of months' ends show them. */
function delivered(contacts: ReturnType<typeof drawn>) {
  const waitingAt = (day: string) => contacts.filter(({ decided, left }) => decided <= day && left > day);
  const months = monthRange("2023-01", "2023-12").map((manad) => ({
    manad,
    waiting: waitingAt(lastDay(manad)),
    performed: contacts.filter(({ left, exit }) => exit === "operated" && monthOf(left) === manad)
      .map((contact) => ({ contact, operated: contact.left })),
  }));
  return linkContacts(waitingAt("2022-12-31"), months);
}

Deno.test("exitsInWindow() at months' ends finds those who leave in the month of the decision, whom nobody delivers", () => {
  const perDay = { operated: 0.008, withdrawn: 0.002 };
  const spells = delivered(drawn(perDay, 60_000));
  const window = { from: "2023-01-01", to: "2023-12-31" };
  const all = perDay.operated + perDay.withdrawn;
  const left = (days: number) => perDay.withdrawn / all * (1 - Math.exp(-all * days));
  const curve = (withdrawals: "on_the_day" | "at_months_end") =>
    aalenJohansen(exitsInWindow(spells, { ...window, withdrawals }));
  const atMonthsEnd = curve("at_months_end");
  for (const days of [20, 45, 90, 180]) {
    const { withdrawn, operated } = exitsAfter(atMonthsEnd, days).value!;
    assert.ok(Math.abs(withdrawn / left(days) - 1) < 0.08, `${days}: ${withdrawn} of ${left(days)}`);
    assert.ok(
      Math.abs(operated - left(days) * perDay.operated / perDay.withdrawn) < 0.02,
      `${days}: ${operated}`,
    );
  }
  // taken as seen on the day, as many are missed as leave before the first month's end
  assert.ok(exitsAfter(curve("on_the_day"), 90).value!.withdrawn < 0.9 * left(90));
});

Deno.test("exitsInWindow() at months' ends spreads who left over the month, and counts each once", () => {
  const window = { from: "2024-01-01", to: "2024-04-30", withdrawals: "at_months_end" } as const;
  const wait = { decided: "2024-02-20", left: "2024-03-16", exit: "withdrawn" } as const;
  const cells = exitsInWindow([wait], window);
  assert.equal(cells.length, 31);
  assert.ok(Math.abs(cells.reduce((sum, { antal }) => sum + antal, 0) - 1) < 1e-12);
  assert.deepEqual([cells[0].lo, cells[30].lo, cells[0].withdrawalEntryDays], [10, 40, 9]);
  // who waited when the window began was seen at its edge already
  const [old] = exitsInWindow([{ ...wait, decided: "2023-12-20" }], window);
  assert.deepEqual([old.entryDays, old.withdrawalEntryDays], [11, undefined]);
  const operated = exitsInWindow([{ ...wait, exit: "operated" }], window);
  assert.deepEqual(operated.map(({ lo, antal }) => [lo, antal]), [[
    daysBetween("2024-02-20", "2024-03-16"),
    1,
  ]]);
});
