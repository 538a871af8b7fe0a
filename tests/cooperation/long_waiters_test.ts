import assert from "node:assert/strict";
import { proposeTransfers, transferGoalRow, transferLists } from "../../lib/cooperation/mod.ts";

const vardutbud = "Knäled protes";
const place = (region: string) => ({ region: `Region ${region}`, sjukhus: null });

/** Room for 20 in Örebro; Värmland is nearer than Dalarna, where as many wait over the limit, most of them over a year. */
function problem(longWeight?: number, lange = 18) {
  const list = { vardutbud, vantande: 100, over: 60, medelvantan: 90 };
  return {
    lists: [
      { ...place("Värmland"), ...list },
      { ...place("Dalarna"), ...list, lange },
      { ...place("Örebro län"), vardutbud, vantande: 100, over: 5, medelvantan: 40 },
    ],
    free: [{ ...place("Örebro län"), vardutbud, manad: "2024-06", antal: 20, kalla: "signal" as const }],
    rules: { months: ["2024-06"], ...(longWeight === undefined ? {} : { longWeight }) },
  };
}
const sentFrom = async (rules: ReturnType<typeof problem>, region: string) =>
  (await proposeTransfers(rules) ?? []).filter(({ fran }) => fran.region === `Region ${region}`)
    .reduce((sum, { antal }) => sum + antal, 0);

Deno.test("proposeTransfers() moves those who have waited over a year before others, though it helps no more people", async () => {
  assert.equal(await sentFrom(problem(), "Dalarna"), 20, "18 of them, and groups of at least ten");
  assert.equal(await sentFrom(problem(0.5, 10), "Dalarna"), 10);
  const [with50, without] = [problem(), problem(0)];
  const rows = await Promise.all(
    [with50, without].map(async (rules) => transferGoalRow("", with50, await proposeTransfers(rules) ?? [])),
  );
  assert.equal(rows[0].over, rows[1].over);
  assert.ok(rows[0].lange > rows[1].lange);
});

Deno.test("transferLists() counts those over a year, and no more than are surely there", () => {
  const cell = (lo: number, hi: number | null, antal: number) =>
    ({ status: "vantande", avvikelse: null, region: "Region Dalarna", vardutbud, lo, hi, antal }) as const;
  assert.equal(transferLists([cell(365, 365, 3), cell(366, 366, 2), cell(500, null, 4)])[0].lange, 6);
  assert.equal(transferLists([cell(91, null, 9)])[0].lange, 0);
});

Deno.test("proposeTransfers() refuses a weight below 0", async () => {
  await assert.rejects(proposeTransfers(problem(-1)), /longWeight must be a number >= 0: got -1/);
});
