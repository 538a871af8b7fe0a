import assert from "node:assert/strict";
import { Profile, registerLayout } from "../../lib/contract/mod.ts";
import { type Judged, ruleResults } from "../../lib/judge/mod.ts";

const header = Object.keys(registerLayout().shape);
const finding = (rule: string, count: number) =>
  ({ rule, level: "error", says: "", count, first: `a.csv:${count}:1` }) as const;
const delivery: Judged = {
  profile: "register",
  layout: "register",
  header,
  read: 100,
  skipped: 10,
  findings: [finding("dubblett", 3), finding("fel_antal_falt", 5), finding("manader_saknas", 1)],
};
const named = (judged: Judged, name: string) => ruleResults(judged).find(({ rule }) => rule === name);

Deno.test("ruleResults() counts each rule on the records that could be read and were not skipped", () => {
  assert.deepEqual(named(delivery, "dubblett"), {
    rule: "dubblett",
    says: named(delivery, "dubblett")!.says,
    fields: ["vardkontakt_id"],
    level: "error",
    tested: 85,
    failed: 3,
    share: 3 / 85,
    reached: "error",
    first: "a.csv:3:1",
  });
  const passed = named(delivery, "start_fore_beslut")!;
  assert.deepEqual([passed.tested, passed.failed, passed.share, passed.reached, passed.first], [
    85,
    0,
    0,
    null,
    null,
  ]);
});

Deno.test("ruleResults() leaves out what is no rule of the records, and rules of columns that were not there", () => {
  assert.equal(named(delivery, "manader_saknas"), undefined);
  const without = { ...delivery, header: header.filter((name) => name !== "lkf") };
  assert.ok(named(delivery, "lkf_ogiltigt"));
  assert.equal(named(without, "lkf_ogiltigt"), undefined);
  assert.ok(
    named({ ...without, header: undefined }, "lkf_ogiltigt"),
    "what is not known to be absent is listed",
  );
  assert.equal(new Set(ruleResults(delivery).map(({ rule }) => rule)).size, ruleResults(delivery).length);
});

Deno.test("ruleResults() has no share where no record was tried, and knows the limits of a profile", () => {
  assert.equal(named({ ...delivery, read: 10 }, "start_fore_beslut")?.share, null);
  const rtt: Judged = { profile: "rtt", layout: "aggregat", header: [], read: 1, skipped: 0, findings: [] };
  assert.ok(named(rtt, "over_364_fler_an_over_126"));
});

Deno.test("ruleResults() has the rules of the bands and limits of a profile of one's own", () => {
  const own = (more: object) => Profile.parse({ namn: "egen", beskrivning: "", layout: "aggregat", ...more });
  const judged: Judged = {
    ...delivery,
    profile: "egen",
    layout: "aggregat",
    header: ["inom 30", "mer", "manad"],
  };
  const bands = own({ band: [{ namn: "inom 30", lo: 0, hi: 30 }, { namn: "mer", lo: 31, hi: null }] });
  const names = ruleResults({ ...judged, ownProfile: bands }).map(({ rule }) => rule);
  assert.deepEqual(names.filter((name) => /^d\d/.test(name)), ["d0_30_ogiltigt", "d31_ogiltigt"]);
  const limits = own({ troskelvarden: [{ namn: "inom 30", over: 40 }, { namn: "mer", over: 70 }] });
  assert.ok(named({ ...judged, ownProfile: limits }, "over_70_fler_an_over_40"));
});
