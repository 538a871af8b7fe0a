import assert from "node:assert/strict";
import { checkRule, recordPublication } from "../../lib/cli/_publications.ts";
import type { ProtectionRule } from "../../lib/disclosure/mod.ts";

const FIVE: ProtectionRule = { k: 5, mode: "suppress", base: 5 };
const TWENTY: ProtectionRule = { ...FIVE, k: 20 }, ROUNDED: ProtectionRule = { ...FIVE, mode: "round" };

const published = (manad: string, rule: ProtectionRule, sha256 = "a1") => ({
  ...{ manad, rule, started: "2024-05-20T08:00:00Z", reports: [] },
  provenance: {
    deliveries: [{ file: "a.csv", sha256, manad, read: 1, loaded: 1, rejected: 0, skipped: 0 }],
    ...{ version: {}, synthetic: false },
  },
});

Deno.test("checkRule() refuses another rule for a report that holds some of the same months", async () => {
  const store = await Deno.makeTempDir();
  await checkRule(store, "2024-04", FIVE);
  await recordPublication(store, published("2024-04", FIVE));
  await checkRule(store, "2024-04", FIVE);
  await checkRule(store, "2024-05", { ...FIVE, base: 10 });
  await checkRule(store, "2026-05", TWENTY);
  for (const [manad, rule] of [["2024-04", TWENTY], ["2023-01", ROUNDED], ["2026-04", TWENTY]] as const) {
    await assert.rejects(
      checkRule(store, manad, rule),
      /Inga rapporter skrivs.*för 2024-04 med tal under 5 dolda/,
    );
  }
});

Deno.test("recordPublication() forgets what it replaces, and tells when a month comes of other deliveries", async () => {
  const store = await Deno.makeTempDir();
  assert.equal(await recordPublication(store, published("2024-04", FIVE)), false);
  assert.equal(await recordPublication(store, published("2024-04", FIVE)), false);
  assert.equal(await recordPublication(store, published("2024-04", FIVE, "b2")), true);
  assert.equal(await recordPublication(store, published("2024-04", TWENTY, "c3")), false);
  await checkRule(store, "2024-04", TWENTY);
  await Deno.writeTextFile(`${store}/publicerat.json`, "{");
  await assert.rejects(checkRule(store, "2024-04", TWENTY), /Kan inte läsa .*publicerat\.json/);
});
