import assert from "node:assert/strict";
import { seededRandom } from "../../lib/numeric/mod.ts";
import { openBrowser } from "../browser/_browser.ts";
import { STORES } from "./_stores.ts";
import { foundText, newTrial, renderStore, tryChoices, tryPages } from "./_trial.ts";

Deno.test({
  name: "the first page and a queue's page of one month say what is true, also after choices in a browser",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const folder = await Deno.makeTempDir(), trial = newTrial();
    const store = STORES.find(({ name }) => name === "en_manad")!;
    const rendered = await renderStore(folder, store, ["01", "12"]);
    tryPages(trial, rendered);
    const browser = await openBrowser();
    const random = seededRandom("prov 3");
    await tryChoices(trial, rendered, { browser, random, drawn: 0, only: ["plats", "vardutbud", "status"] });
    await browser.close();
    assert.deepEqual(trial.found.map(foundText), []);
    assert.deepEqual([...trial.unknown.keys()], []);
    assert.ok([...trial.counts.values()].reduce((sum, { seen }) => sum + seen, 0) > 250);
    await Deno.remove(folder, { recursive: true });
  },
});
