import assert from "node:assert/strict";
import { encode } from "../../lib/sample/_encode.ts";

Deno.test("encode() is undone by the decoder of the same encoding", () => {
  const text = "Örebro;Gävle\r\nVästmanland";
  for (const encoding of ["utf-8", "utf-16le", "windows-1252"] as const) {
    assert.equal(new TextDecoder(encoding).decode(encode(text, encoding)), text);
  }
  assert.equal(new TextDecoder().decode(encode(text, "utf-8-bom")), text);
});

Deno.test("encode() begins UTF-16 and UTF-8 with byte order mark as they should", () => {
  assert.deepEqual([...encode("å", "utf-16le")], [0xff, 0xfe, 0xe5, 0x00]);
  assert.deepEqual([...encode("å", "utf-8-bom")], [0xef, 0xbb, 0xbf, 0xc3, 0xa5]);
  assert.deepEqual([...encode("å", "windows-1252")], [0xe5]);
});

Deno.test("encode() throws for a sign that windows-1252 would need another byte for", () => {
  assert.throws(() => encode("–", "windows-1252"), RangeError);
});
