import assert from "node:assert/strict";
import fc from "fast-check";
import { fromBase85, toBase85 } from "../../../lib/report/client/base85.ts";

Deno.test("fromBase85() reads what toBase85() wrote, which has no character that HTML or JSON reads", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
    const text = toBase85(bytes);
    assert.deepEqual(fromBase85(text), bytes);
    assert.doesNotMatch(text, /[<&"\\\s]/);
    assert.equal(JSON.stringify(text).length, text.length + 2);
  }));
  assert.equal(toBase85(new Uint8Array(400)).length, 500);
  assert.throws(() => fromBase85("<<<<<"), RangeError);
});
