import assert from "node:assert/strict";
import fc from "fast-check";
import {
  flowsOfSpells,
  linkContacts,
  type ListSpell,
  type SeenContact,
  type SeenMonth,
} from "../../../lib/analysis/queueing/mod.ts";
import { addDays, addMonths, firstDay, lastDay, monthOf, monthRange } from "../../../lib/calendar/mod.ts";

const contact = (id: string, decided: string): SeenContact => ({ id, decided });
const stays = (spells: readonly ListSpell[]) =>
  spells.map(({ decided, listed = null, left, exit }) => [decided, listed, left, exit]);

Deno.test("linkContacts() tells who was operated, who left unseen, who waits, and who came late", () => {
  const [a, b, c, d, e] = [
    contact("a", "2024-01-05"),
    contact("b", "2024-01-06"),
    contact("c", "2024-03-07"),
    contact("d", "2024-02-08"),
    contact("e", "2024-02-09"),
  ];
  const spells = linkContacts([a, b], [
    { manad: "2024-03", waiting: [a, c, d], performed: [{ contact: e, operated: "2024-03-20" }] },
    { manad: "2024-04", waiting: [d], performed: [{ contact: c, operated: "2024-04-02" }] },
  ]);
  assert.deepEqual(stays(spells), [
    ["2024-01-05", null, "2024-04-16", "withdrawn"],
    ["2024-01-06", null, "2024-03-16", "withdrawn"],
    ["2024-02-09", "2024-03-01", "2024-03-20", "operated"],
    ["2024-03-07", null, "2024-04-02", "operated"],
    ["2024-02-08", "2024-03-01", null, null],
  ]);
});

Deno.test("linkContacts() begins a new stay for who comes back, or is operated and still waits", () => {
  const a = contact("a", "2024-01-05");
  const spells = linkContacts([a], [
    { manad: "2024-02", waiting: [], performed: [] },
    { manad: "2024-03", waiting: [a], performed: [] },
    { manad: "2024-04", waiting: [a], performed: [{ contact: a, operated: "2024-04-30" }] },
  ]);
  assert.deepEqual(stays(spells), [
    ["2024-01-05", null, "2024-02-15", "withdrawn"],
    ["2024-01-05", "2024-03-01", "2024-04-30", "operated"],
    ["2024-01-05", "2024-04-01", null, null],
  ]);
});

Deno.test("linkContacts() counts an operation in the month that delivered it", () => {
  const [a, b] = [contact("a", "2024-01-05"), contact("b", "2024-01-06")];
  const spells = linkContacts([a, b], [{
    manad: "2024-03",
    waiting: [],
    performed: [{ contact: a, operated: "2024-02-28" }, { contact: b, operated: "2024-04-02" }],
  }]);
  assert.deepEqual(spells.map(({ left }) => left), ["2024-03-01", "2024-03-31"]);
});

Deno.test("linkContacts() refuses months that do not follow each other", () => {
  const month = (manad: string) => ({ manad, waiting: [], performed: [] });
  assert.throws(() => linkContacts([], [month("2024-02"), month("2024-04")]), RangeError);
  assert.deepEqual(linkContacts([], []), []);
});

const FROM = "2024-01", MONTHS = monthRange(FROM, "2024-05");

/** Contacts decided from December to April, each of which stays some days and leaves in one of two ways. */
const contacts = fc.array(
  fc.record({ day: fc.nat(150), stay: fc.nat(120), operated: fc.boolean() }),
  { maxLength: 40 },
).map((drawn) =>
  drawn.map(({ day, stay, operated }, index) => ({
    id: `${index}`,
    decided: addDays("2023-12-01", day),
    left: addDays("2023-12-01", day + stay),
    operated,
  }))
);

function deliveries(list: readonly (SeenContact & { left: string; operated: boolean })[]): {
  before: SeenContact[];
  months: SeenMonth<SeenContact>[];
} {
  const waiting = (day: string) => list.filter(({ decided, left }) => decided <= day && left > day);
  return {
    before: waiting(lastDay(addMonths(FROM, -1))),
    months: MONTHS.map((manad) => ({
      manad,
      waiting: waiting(lastDay(manad)),
      performed: list.filter(({ operated, left }) => operated && monthOf(left) === manad)
        .map((each) => ({ contact: each, operated: each.left })),
    })),
  };
}

Deno.test("linkContacts() gives flows that are those delivered, and balance without a rest", () => {
  fc.assert(
    fc.property(contacts, (list) => {
      const { before, months } = deliveries(list);
      const flows = flowsOfSpells(linkContacts(before, months), { from: FROM, asAt: "2024-05" });
      flows.forEach(({ end, performed, decisions, withdrawn, rest }, index) => {
        const { manad } = months[index], first = firstDay(manad), last = lastDay(manad);
        assert.deepEqual([end, performed, rest.value], [
          months[index].waiting.length,
          months[index].performed.length,
          0,
        ]);
        // who is decided and leaves unoperated within one month is never seen
        const seen = list.filter(({ decided, left, operated }) =>
          operated || left > lastDay(monthOf(decided))
        );
        assert.equal(decisions.value, seen.filter(({ decided }) => monthOf(decided) === manad).length);
        assert.equal(
          withdrawn,
          seen.filter(({ left, operated }) => !operated && left >= first && left <= last).length,
        );
      });
    }),
    { numRuns: 60 },
  );
});

Deno.test("linkContacts() of a longer history is, as at a month, what the shorter one gives, in any order", () => {
  fc.assert(
    fc.property(contacts, (list) => {
      const { before, months } = deliveries(list);
      const asAt = { from: FROM, asAt: "2024-03" };
      const short = flowsOfSpells(linkContacts(before, months.slice(0, 3)), asAt);
      assert.deepEqual(flowsOfSpells(linkContacts(before, months), asAt), short);
      const turned = months.map(({ manad, waiting, performed }) => ({
        manad,
        waiting: waiting.toReversed(),
        performed: performed.toReversed(),
      }));
      assert.deepEqual(flowsOfSpells(linkContacts(before.toReversed(), turned), asAt), short);
    }),
    { numRuns: 60 },
  );
});
