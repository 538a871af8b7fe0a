import assert from "node:assert/strict";
import { checkPublication, publishedSources, recordPublication } from "../../lib/cli/_publications.ts";
import type { ProtectionRule } from "../../lib/disclosure/mod.ts";
import type { Holding } from "../../lib/store/mod.ts";

const FIVE: ProtectionRule = { k: 5, mode: "suppress", base: 5 };
const TWENTY: ProtectionRule = { ...FIVE, k: 20 }, ROUNDED: ProtectionRule = { ...FIVE, mode: "round" };

/** A public run of a month, made of deliveries with this hash; another month of the same pages may have its own. */
const published = (
  manad: string,
  rule: ProtectionRule,
  sha256 = "a1",
  before: Record<string, string> = {},
) => ({
  ...{ manad, rule, started: `2024-05-20T08:00:00Z ${sha256}`, reports: [] },
  months: Object.entries({ ...before, [manad]: sha256 }).map(([manad, sha256]) => ({ manad, sha256 })),
  provenance: {
    deliveries: [{ file: "a.csv", sha256, manad, read: 1, loaded: 1, rejected: 0, skipped: 0 }],
    ...{ version: {}, synthetic: false },
  },
});
const STANDS = { replace: false }, REPLACE = { replace: true };

Deno.test("checkPublication() refuses another rule for a report that holds some of the same months", async () => {
  const store = await Deno.makeTempDir();
  await checkPublication(store, published("2024-04", FIVE));
  await recordPublication(store, published("2024-04", FIVE), STANDS);
  await checkPublication(store, published("2024-04", FIVE));
  await checkPublication(store, published("2024-05", { ...FIVE, base: 10 }));
  await checkPublication(store, published("2026-05", TWENTY));
  for (const [manad, rule] of [["2024-04", TWENTY], ["2023-01", ROUNDED], ["2026-04", TWENTY]] as const) {
    await assert.rejects(
      checkPublication(store, published(manad, rule)),
      /Inga rapporter skrivs.*för 2024-04 med tal under 5 dolda/,
    );
  }
});

Deno.test("checkPublication() refuses a month that was published of other deliveries, also in a later month's series", async () => {
  const store = await Deno.makeTempDir();
  await recordPublication(store, published("2024-03", FIVE, "a1", { "2024-02": "f1" }), STANDS);
  const changed = /Inga rapporter skrivs: 2024-03 har andra leveranser.*kan avslöja dolda tal.*--ersatt/;
  await assert.rejects(checkPublication(store, published("2024-03", FIVE, "b2")), changed);
  await assert.rejects(
    checkPublication(store, published("2024-04", FIVE, "c3", { "2024-03": "b2" })),
    changed,
  );
  await checkPublication(store, published("2024-04", FIVE, "c3", { "2024-03": "a1", "2023-03": "d4" }));
});

Deno.test("recordPublication() marks as withdrawn what --ersatt takes the place of, and that alone", async () => {
  const store = await Deno.makeTempDir();
  await recordPublication(store, published("2021-01", FIVE, "z9"), STANDS);
  await recordPublication(store, published("2024-04", FIVE), STANDS);
  await recordPublication(store, published("2024-04", FIVE, "b2"), REPLACE);
  await recordPublication(store, published("2024-04", TWENTY, "c3"), REPLACE);
  await checkPublication(store, published("2024-04", TWENTY, "c3"));
  const kept = JSON.parse(await Deno.readTextFile(`${store}/publicerat.json`));
  assert.deepEqual(
    kept.map(({ withdrawn = "" }: { withdrawn?: string }) => withdrawn.split(" ")[1]),
    [undefined, "b2", "c3", undefined],
  );
  await Deno.writeTextFile(`${store}/publicerat.json`, "{");
  await assert.rejects(
    checkPublication(store, published("2024-04", TWENTY)),
    /Kan inte läsa .*publicerat\.json/,
  );
});

Deno.test("recordPublication() lets one of two reports by two rules that were started together be written", async () => {
  const store = await Deno.makeTempDir();
  const runs = [FIVE, TWENTY, FIVE, TWENTY].map((rule) => published("2024-04", rule));
  await Promise.all(runs.map((run) => checkPublication(store, run)));
  const results = await Promise.allSettled(runs.map((run) => recordPublication(store, run, STANDS)));
  const rules = runs.filter((_, index) => results[index].status === "fulfilled").map(({ rule }) => rule.k);
  assert.equal(rules.length, 2);
  assert.equal(new Set(rules).size, 1);
});

Deno.test("checkPublication() refuses beside a report of which nobody recorded the months", async () => {
  const store = await Deno.makeTempDir();
  const { manad, rule, started } = published("2024-04", FIVE);
  const record = { manad, rule, started, inputs: [], reports: [] };
  await Deno.writeTextFile(`${store}/publicerat.json`, JSON.stringify([record]));
  await assert.rejects(checkPublication(store, published("2024-04", FIVE)), /andra leveranser/);
});

Deno.test("publishedSources() follows the month and the 24 before it, and sees which delivery holds what", () => {
  const held = (manad: string, region: string, sha256: string) =>
    ({ manad, region, status: "vantande", delivery: { sha256 } }) as Holding;
  const all = [held("2022-03", "A", "1"), held("2022-04", "A", "1"), held("2024-04", "A", "2")];
  const [first, ...rest] = publishedSources("2024-04", [...all, held("2024-05", "A", "3")]);
  assert.deepEqual([first.manad, ...rest.map(({ manad }) => manad)], ["2022-04", "2024-04"]);
  const late = publishedSources("2024-04", [...all, held("2024-04", "B", "2")]);
  assert.equal(late[0].sha256, first.sha256);
  assert.notEqual(late[1].sha256, rest[0].sha256);
});
