import assert from "node:assert/strict";
import { DATA_VARIABLE, dataFolder } from "../../lib/reference/mod.ts";
import { ROOT } from "../_checkout.ts";

Deno.test("dataFolder() gives the sample's data to a store with the sample alone, and only where none lies next to it", async () => {
  const named = Deno.env.get(DATA_VARIABLE);
  Deno.env.delete(DATA_VARIABLE);
  const home = await Deno.makeTempDir(), folder = `${home}/lager`, own = `${home}/uppgifter`;
  try {
    assert.equal(dataFolder({ folder, sample: false }), own);
    assert.equal(dataFolder({ folder, sample: true }), `${ROOT}data`);
    await Deno.mkdir(own);
    assert.equal(dataFolder({ folder, sample: true }), own);
    Deno.env.set(DATA_VARIABLE, `${home}/annan`);
    assert.equal(dataFolder({ folder, sample: true }), `${home}/annan`);
  } finally {
    if (named === undefined) Deno.env.delete(DATA_VARIABLE);
    else Deno.env.set(DATA_VARIABLE, named);
    await Deno.remove(home, { recursive: true });
  }
});
