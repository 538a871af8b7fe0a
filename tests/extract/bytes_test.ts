import assert from "node:assert/strict";
import fc from "fast-check";
import { rareBytes } from "../../lib/extract/_walk.ts";

Deno.test("rareBytes() finds NUL and every byte beyond ASCII, wherever the bytes begin and end", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(5), (content, offset) => {
    const bytes = new Uint8Array(offset + content.length + 3).fill(0x80);
    bytes.set(content, offset);
    const seen = rareBytes(bytes.subarray(offset, offset + content.length));
    for (let byte = 0; byte < 256; byte++) {
      if (byte === 0 || byte >= 0x80) assert.equal(seen[byte] === 1, content.includes(byte), String(byte));
    }
  }));
});
