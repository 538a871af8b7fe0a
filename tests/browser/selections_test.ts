import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

// What drives the browser looks at the whole machine before it starts, so it runs by itself, with its own permissions.
Deno.test("a report with selections holds in a real browser: offline, by keyboard, with axe, without JavaScript", async () => {
  const steps = fileURLToPath(new URL("_selections.ts", import.meta.url));
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "--quiet", "--no-check", "--allow-all", steps],
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  assert.ok(success, text(stdout) + text(stderr));
});
