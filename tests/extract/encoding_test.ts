import assert from "node:assert/strict";
import { decodeText, ExtractError } from "../../lib/extract/mod.ts";
import { encode, utf8 } from "./_files.ts";

const TEXT = "sjukhus;dagar\r\nÖrebro – USÖ;12\r\n";
const decode = (bytes: Uint8Array): string => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

Deno.test("decodeText() takes valid UTF-8 as it is, without a copy", () => {
  const bytes = utf8(TEXT);
  const { text, ...rest } = decodeText(bytes, "april.csv");
  assert.deepEqual(rest, { encoding: "utf-8", bom: false, assumed: false, cut: false });
  assert.equal(text.buffer, bytes.buffer);
});

Deno.test("decodeText() leaves the byte order mark out and tells of it", () => {
  for (const encoding of ["utf-8", "utf-16le", "utf-16be"] as const) {
    const { text, ...rest } = decodeText(encode(TEXT, encoding, true), "april.csv");
    assert.deepEqual(rest, { encoding, bom: true, assumed: false, cut: false });
    assert.equal(decode(text), TEXT);
  }
});

Deno.test("decodeText() knows UTF-16 without a mark by its NUL bytes, and says that it assumes", () => {
  for (const encoding of ["utf-16le", "utf-16be"] as const) {
    const { text, ...rest } = decodeText(encode(TEXT, encoding), "april.csv");
    assert.deepEqual(rest, { encoding, bom: false, assumed: true, cut: false });
    assert.equal(decode(text), TEXT);
  }
});

Deno.test("decodeText() assumes Windows-1252 for what is not UTF-8", () => {
  const { text, ...rest } = decodeText(encode(TEXT, "windows-1252"), "april.csv");
  assert.deepEqual(rest, { encoding: "windows-1252", bom: false, assumed: true, cut: false });
  assert.equal(decode(text), TEXT);
});

Deno.test("decodeText() decodes a character that stands across the chunks it works by", () => {
  for (const encoding of ["utf-16le", "utf-16be"] as const) {
    const text = "a".repeat((1 << 19) - 1) + "😀" + "å".repeat(10);
    assert.equal(decode(decodeText(encode(text, encoding, true), "april.csv").text), text);
  }
});

Deno.test("decodeText() obeys the caller, who then assumes nothing", () => {
  const { text, encoding, assumed } = decodeText(utf8("Ö"), "april.csv", "windows-1252");
  assert.deepEqual([decode(text), encoding, assumed], ["Ã–", "windows-1252", false]);
});

Deno.test("decodeText() tells UTF-8 that ends in the middle of a character from Windows-1252", () => {
  const cut = decodeText(utf8("Västerås;Ö").subarray(0, -1), "april.csv");
  assert.deepEqual([decode(cut.text), cut.encoding, cut.cut], ["Västerås;\ufffd", "utf-8", true]);
  const whole = decodeText(encode("Umeå", "windows-1252"), "april.csv");
  assert.deepEqual([decode(whole.text), whole.encoding, whole.cut], ["Umeå", "windows-1252", false]);
});

Deno.test("decodeText() tells that UTF-16 ends in the middle of a character", () => {
  assert.equal(decodeText(encode(TEXT, "utf-16le", true).subarray(0, -1), "april.csv").cut, true);
});

Deno.test("decodeText() refuses bytes that are marked or given as UTF-8 and are not, naming the line", () => {
  const mixed = Uint8Array.of(...utf8("\ufeffa;b\r\nå;1\r\n"), 0xe5, 0x3b, 0x31, 0x0a);
  assert.throws(
    () => decodeText(mixed, "april.csv"),
    (error) =>
      error instanceof ExtractError && error.line === 3 && /märkt som UTF-8, men rad 3/.test(error.message),
  );
  assert.throws(
    () => decodeText(encode("å\nb", "windows-1252"), "april.csv", "utf-8"),
    (error) => error instanceof ExtractError && error.line === 1 && /angavs vara UTF-8/.test(error.message),
  );
});

Deno.test("decodeText() takes nothing for UTF-8", () => {
  assert.deepEqual(decodeText(new Uint8Array(), "april.csv").encoding, "utf-8");
});
