import assert from "node:assert/strict";
import { goalTable, proposalTable, scenarioTable, spareTable } from "../../lib/figures/mod.ts";
import { binding, proposals } from "./_cooperation_rows.ts";

Deno.test("scenarioTable() says why nothing is proposed instead of a row of noughts for each change", () => {
  const none = ["Som föreslaget", "Mer kapacitet"].map((andring) => ({ andring, flyttas: 0, over: 9 }));
  const figure = scenarioTable(none, { binding });
  assert.equal(
    figure.headline,
    "Inget förslag, vad som än ändras: den lediga kapaciteten räcker inte till fler",
  );
  assert.equal(figure.table.rows.length, 1);
  const some = [none[0], { ...none[1], flyttas: 3, over: 6 }];
  assert.equal(scenarioTable(some, { binding }).headline, "Mest ändrar: mer kapacitet");
  assert.equal(scenarioTable(some, { binding }).table.rows.length, 2);
});

Deno.test("proposalTable() tells what a proposal rests on, and warns only where nobody has offered the room", () => {
  const figure = proposalTable(proposals, []);
  assert.deepEqual(figure.table.rows.map(({ cells }) => String(cells.grund).split(".")[0]), [
    "Signal från mottagaren",
    "Signal från mottagaren",
    "Beräkning",
  ]);
  assert.match(figure.note ?? "", /ingen har erbjudit platserna, fråga mottagaren först/);
  const asked = proposalTable(proposals.map((each) => ({ ...each, behov: true, villkor: "" })), []);
  assert.deepEqual(asked.table.rows.map(({ cells }) => cells.grund), [
    "Signaler från båda",
    "Signaler från båda",
    "Beräkning, och signal från avsändaren",
  ]);
  const signalled = proposals.filter(({ kalla }) => kalla === "signal");
  assert.doesNotMatch(proposalTable(signalled, []).note ?? "", /erbjudit/);
});

Deno.test("spareTable() and goalTable() have true headlines for nothing", () => {
  assert.equal(spareTable([], { share: 0.25 }).headline, "Ingen lista har flöden att räkna på");
  const goals = { namn: "I dag", over: 9, skillnad: 0.1, km: 0, storst: 0.4 };
  assert.equal(goalTable([goals, goals]).headline, "Förslagen gör inte att färre väntar över gränsen");
  const beside = (rule: number) =>
    goalTable([goals, { ...goals, over: rule }, { ...goals, over: goals.over - 9 }]).headline;
  assert.equal(
    beside(goals.over - 7),
    "Nio färre över gränsen med förslagen, två färre än med en enkel regel",
  );
  assert.equal(
    beside(goals.over - 9),
    "Nio färre över gränsen med förslagen, lika många som med en enkel regel",
  );
});
