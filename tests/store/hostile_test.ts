import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import { toCsv } from "../../lib/extract/mod.ts";
import { overLimitByHospital } from "../../lib/figures/mod.ts";
import { select } from "../../lib/selection/mod.ts";
import { loadFile, openStore } from "../../lib/store/mod.ts";
import { temporaryFolder } from "./_deliveries.ts";

const work = temporaryFolder();

Deno.test("loadFile() keeps names made to break SQL and HTML as they are, and a figure shows them as text", async () => {
  const name = `<img src=x onerror="alert(1)"> '); DROP TABLE typade; --`;
  const path = `${work}/'; DROP TABLE accepterade; --<b>.csv`;
  await Deno.writeTextFile(
    path,
    toCsv([
      [
        "månad",
        "status",
        "region",
        "sjukhus",
        "0-30",
        "över 365",
        `x"); DROP TABLE typade; --`,
        "<script>alert(1)</script>",
      ],
      ["2024-04", "väntande", "Dalarna", name, "30", "2", "'; DELETE FROM typade; --", "%s%n\u202e"],
    ]),
  );
  const report = await loadFile(`${work}/lager`, path);
  assert.deepEqual([report.read, report.loaded], [1, 1]);
  using store = await openStore(`${work}/lager`);
  const [{ sjukhus }] = await store.cells({ by: ["sjukhus"] });
  assert.equal(sjukhus, name);
  assert.deepEqual(store.deliveries[0].values?.sjukhus, [name]);

  const april = await select(store, { manad: "2024-04" });
  const html = overLimitByHospital(april.waiting("sjukhus"), { manad: "2024-04" }).html();
  const { document } = parseHTML(`<html><body>${html}</body></html>`);
  assert.equal(document.querySelectorAll("img, script").length, 0);
  assert.ok(document.body.textContent?.includes("<img src=x"));
});
