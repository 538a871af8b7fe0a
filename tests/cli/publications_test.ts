import assert from "node:assert/strict";
import {
  heldBy,
  publishedSources,
  recordPublication,
  type Standing,
  standingPages,
} from "../../lib/cli/_publications.ts";
import type { ProtectionRule, PublishedTables } from "../../lib/disclosure/mod.ts";
import { offeringKey, placeKey } from "../../lib/disclosure/mod.ts";
import type { PublishedPoint, PublishedRecord } from "../../lib/selection/mod.ts";
import type { Holding } from "../../lib/store/mod.ts";

const FIVE: ProtectionRule = { k: 5, mode: "suppress", base: 5 };
const TWENTY: ProtectionRule = { ...FIVE, k: 20 }, ROUNDED: ProtectionRule = { ...FIVE, mode: "round" };

const point = (manad: string, waiting: number): PublishedPoint => ({
  ...{ manad, definition: "exkl. PvV och MoV", regions: ["Region Dalarna"] },
  values: { overShare: 0.5, waiting, median: 60 },
});

/** What a page shows of all who wait in a region. */
const tables = (waiting: number | null): PublishedTables => ({
  regions: ["Region Dalarna"],
  counts: [[placeKey({ region: "Region Dalarna" }), offeringKey(), "antal", waiting]],
});

/** A public run of a month, made of deliveries with this hash; another month of the same pages may have its own. */
const published = (
  manad: string,
  rule: ProtectionRule,
  sha256 = "a1",
  { before = {}, late = [], record = { tables: {}, points: [point(manad, 100)] } }: {
    readonly before?: Record<string, string>;
    readonly late?: readonly string[];
    readonly record?: PublishedRecord;
  } = {},
) => ({
  ...{ manad, rule, started: `2024-05-20T08:00:00Z ${sha256}`, reports: [], record },
  definition: "exkl. PvV och MoV",
  months: Object.entries({ ...before, [manad]: [sha256, ...late].join("+") })
    .map(([manad, sha256]) => ({ manad, sha256 })),
  held: [["Region Dalarna", sha256], ...late.map((region) => [region, "l8"])]
    .map(([region, sha256]) => ({ region, status: "vantande" as const, sha256 })),
  provenance: {
    deliveries: [{ file: "a.csv", sha256, manad, read: 1, loaded: 1, rejected: 0, skipped: 0 }],
    ...{ version: {}, synthetic: false },
  },
});
type Run = ReturnType<typeof published>;
const STANDS = { replace: false }, REPLACE = { replace: true };

/** Writes a report as the command does. */
async function publish(
  store: string,
  run: Run,
  options = STANDS,
): Promise<{ standing: Standing; said: string[] }> {
  const standing = await standingPages(store, run, options);
  return { standing, said: await recordPublication(store, run, { ...options, standing }) };
}

Deno.test("standingPages() refuses another rule for a report that holds some of the same months", async () => {
  const store = await Deno.makeTempDir();
  await publish(store, published("2024-04", FIVE));
  await standingPages(store, published("2024-04", FIVE), STANDS);
  await standingPages(store, published("2024-05", { ...FIVE, base: 10 }), STANDS);
  await standingPages(store, published("2026-05", TWENTY), STANDS);
  for (const [manad, rule] of [["2024-04", TWENTY], ["2023-01", ROUNDED], ["2026-04", TWENTY]] as const) {
    await assert.rejects(
      standingPages(store, published(manad, rule), STANDS),
      /Inga rapporter skrivs.*för 2024-04 med tal under 5 dolda/,
    );
  }
});

Deno.test("standingPages() refuses a month that was published of another delivery of a region", async () => {
  const store = await Deno.makeTempDir();
  await publish(store, published("2024-03", FIVE, "a1"));
  await assert.rejects(
    standingPages(store, published("2024-03", FIVE, "b2"), STANDS),
    /Inga rapporter skrivs: Region Dalarna har en annan leverans för 2024-03.*kan avslöja dolda tal.*--ersatt/,
  );
  const before = { "2024-03": "a1" };
  await publish(store, published("2024-04", FIVE, "c3", { before }));
  await assert.rejects(
    standingPages(store, published("2024-03", FIVE, "a1", { late: ["Region Uppsala"] }), STANDS),
    /2024-03 har andra leveranser än när den publika rapporten för 2024-04 gjordes/,
    "April's page follows March as it was",
  );
});

Deno.test("standingPages() lets earlier months stand as they were published, and says which have changed since", async () => {
  const store = await Deno.makeTempDir();
  const record = { tables: {}, points: [point("2024-02", 90), point("2024-03", 100)] };
  await publish(store, published("2024-03", FIVE, "a1", { before: { "2024-02": "f1" }, record }));
  const later = published("2024-04", FIVE, "c3", { before: { "2024-02": "f1", "2024-03": "b2" } });
  const { points, words } = await standingPages(store, later, STANDS);
  assert.deepEqual(points.map(({ manad, values }) => [manad, values.waiting]), [["2024-02", 90], [
    "2024-03",
    100,
  ]]);
  assert.match(words.join(), /^mars 2024 visas som publicerat/);
  const wrong = { ...later, record: { tables: {}, points: [point("2024-03", 101)] } };
  await assert.rejects(publish(store, wrong), /skulle 0 dolda tal visas och 1 tal vara andra/);
});

Deno.test("standingPages() protects a late region's page against the page without it", async () => {
  const store = await Deno.makeTempDir(), record = { tables: { vantande: tables(40) }, points: [] };
  await publish(store, published("2024-04", FIVE, "a1", { record }));
  const late = published("2024-04", FIVE, "a1", { late: ["Region Uppsala"], record });
  const { standing } = await publish(store, late);
  assert.deepEqual(standing.before, { vantande: [tables(40)], genomforda: [] });
  assert.match(
    standing.words.join(),
    /^Reviderad: månaden publicerades 2024-05-20 utan Region Uppsala/,
  );
  assert.deepEqual((await standingPages(store, late, STANDS)).before.vantande, [tables(40)]);
});

Deno.test("standingPages() refuses a month that would be counted in another way, or beside a page to be replaced", async () => {
  const store = await Deno.makeTempDir();
  await publish(store, published("2024-04", FIVE, "a1"));
  const other = { ...published("2024-05", FIVE, "b2"), definition: "PvV och MoV anges inte" };
  await assert.rejects(
    standingPages(store, other, STANDS),
    /2024-04 är publicerad exkl\. PvV och MoV och skulle nu räknas PvV och MoV anges inte/,
  );
  const late = published("2024-04", FIVE, "a1", { late: ["Region Uppsala"] });
  const { standing, said } = await publish(store, late, REPLACE);
  assert.deepEqual(standing.before.vantande, []);
  assert.match(said.join(), /Ersätter den publika rapporten/);
});

Deno.test("recordPublication() refuses a page that shows what another hides, whatever it was made of", async () => {
  const store = await Deno.makeTempDir();
  const of = (waiting: number | null) => ({ record: { tables: { vantande: tables(waiting) }, points: [] } });
  await publish(store, published("2024-04", FIVE, "a1", of(null)));
  await publish(store, published("2024-04", FIVE, "a1", of(null)));
  await assert.rejects(publish(store, published("2024-04", FIVE, "a1", of(4))), /skulle 1 dolda tal visas/);
});

Deno.test("recordPublication() marks as withdrawn what --ersatt takes the place of, and says what both give away", async () => {
  const store = await Deno.makeTempDir();
  const of = (waiting: number | null) => ({ record: { tables: { vantande: tables(waiting) }, points: [] } });
  await publish(store, published("2021-01", FIVE, "z9"));
  await publish(store, published("2024-04", FIVE, "a1", of(null)));
  const { said } = await publish(store, published("2024-04", FIVE, "b2", of(21)), REPLACE);
  assert.match(
    said.join(),
    /Ersätter.*annan leverans för 2024-04.*ser 1 tal som var dolda, och 0 tal som har ändrats/,
  );
  await publish(store, published("2024-04", TWENTY, "c3"), REPLACE);
  await standingPages(store, published("2024-04", TWENTY, "c3"), STANDS);
  const kept = JSON.parse(await Deno.readTextFile(`${store}/publicerat.json`));
  assert.deepEqual(
    kept.map(({ withdrawn = "" }: { withdrawn?: string }) => withdrawn.split(" ")[1]),
    [undefined, "b2", "c3", undefined],
  );
  assert.deepEqual(kept[2].replaced.map(({ revealed }: { revealed: number }) => revealed), [1]);
  await Deno.writeTextFile(`${store}/${kept[3].numbers}`, "{}");
  await assert.rejects(standingPages(store, published("2024-04", TWENTY, "c3"), STANDS), /Kan inte läsa/);
  await Deno.writeTextFile(`${store}/publicerat.json`, "{");
  await assert.rejects(
    standingPages(store, published("2024-04", TWENTY), STANDS),
    /Kan inte läsa .*publicerat\.json/,
  );
});

Deno.test("recordPublication() lets one of two reports by two rules that were started together be written", async () => {
  const store = await Deno.makeTempDir();
  const runs = [FIVE, TWENTY, FIVE, TWENTY].map((rule) => published("2024-04", rule));
  const standing = await Promise.all(runs.map((run) => standingPages(store, run, STANDS)));
  const results = await Promise.allSettled(
    runs.map((run, index) => recordPublication(store, run, { ...STANDS, standing: standing[index] })),
  );
  const rules = runs.filter((_, index) => results[index].status === "fulfilled").map(({ rule }) => rule.k);
  assert.equal(rules.length, 2);
  assert.equal(new Set(rules).size, 1);
});

Deno.test("recordPublication() refuses a page that was not protected against one of fewer regions made meanwhile", async () => {
  const store = await Deno.makeTempDir(),
    late = published("2024-04", FIVE, "a1", { late: ["Region Uppsala"] });
  const standing = await standingPages(store, late, STANDS);
  await publish(store, published("2024-04", FIVE, "a1"));
  await assert.rejects(
    recordPublication(store, late, { ...STANDS, standing }),
    /gjordes under tiden. Kör om/,
  );
});

Deno.test("standingPages() refuses beside a report of which nobody recorded the months", async () => {
  const store = await Deno.makeTempDir();
  const { manad, rule, started } = published("2024-04", FIVE);
  const record = { manad, rule, started, inputs: [], reports: [] };
  await Deno.writeTextFile(`${store}/publicerat.json`, JSON.stringify([record]));
  await assert.rejects(standingPages(store, published("2024-04", FIVE), STANDS), /andra leveranser/);
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
  assert.deepEqual(heldBy("2024-04", all), [{ region: "A", status: "vantande", sha256: "2" }]);
});
