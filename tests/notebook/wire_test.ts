import assert from "node:assert/strict";
import { decodeMessage, encodeRequest } from "../../lib/notebook/_wire.ts";

Deno.test("decodeMessage() reads what encodeRequest() wrote", () => {
  const message = decodeMessage(encodeRequest("execute_request", "id", { code: "å" }, "nyckel"), "nyckel");
  assert.deepEqual(message, { type: "execute_request", parent: "", metadata: {}, content: { code: "å" } });
});

Deno.test("decodeMessage() refuses a message signed with another key, changed or cut short", () => {
  const frames = encodeRequest("execute_request", "id", { code: "1" }, "nyckel");
  assert.throws(() => decodeMessage(frames, "annan"), /must be signed/);
  const changed = [...frames.slice(0, 5), new TextEncoder().encode('{"code":"2"}')];
  assert.throws(() => decodeMessage(changed, "nyckel"), /must be signed/);
  assert.throws(() => decodeMessage(frames.slice(0, 4), "nyckel"), /must have six parts: got 4 frames/);
});
