import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeText, type ExtractEncoding, ExtractError } from "../../lib/extract/mod.ts";
import { encode, utf8 } from "./_files.ts";

const TEXT = "sjukhus;dagar\r\nÖrebro – USÖ;12\r\n";
const decode = (bytes: Uint8Array): string => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

Deno.test("decodeText() takes valid UTF-8 as it is, without a copy", () => {
  const bytes = utf8(TEXT);
  const { text, ...rest } = decodeText(bytes, "april.csv");
  assert.deepEqual(rest, { encoding: "utf-8", bom: false, assumed: false, cut: false, notes: [] });
  assert.equal(text.buffer, bytes.buffer);
});

Deno.test("decodeText() leaves the byte order mark out and tells of it", () => {
  for (const encoding of ["utf-8", "utf-16le", "utf-16be"] as const) {
    const { text, ...rest } = decodeText(encode(TEXT, encoding, true), "april.csv");
    assert.deepEqual(rest, { encoding, bom: true, assumed: false, cut: false, notes: [] });
    assert.equal(decode(text), TEXT);
  }
});

Deno.test("decodeText() knows UTF-16 without a mark by its NUL bytes, and says that it assumes", () => {
  for (const encoding of ["utf-16le", "utf-16be"] as const) {
    const { text, ...rest } = decodeText(encode(TEXT, encoding), "april.csv");
    const notes = [`Teckenkodning: ${encoding.toUpperCase()} (antagen: filen saknar byte order mark)`];
    assert.deepEqual(rest, { encoding, bom: false, assumed: true, cut: false, notes });
    assert.equal(decode(text), TEXT);
  }
});

Deno.test("decodeText() assumes Windows-1252 for what is not UTF-8", () => {
  const { text, ...rest } = decodeText(encode(TEXT, "windows-1252"), "april.csv");
  const notes = ["Teckenkodning: Windows-1252 (antagen: filen är inte giltig UTF-8)"];
  assert.deepEqual(rest, { encoding: "windows-1252", bom: false, assumed: true, cut: false, notes });
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

/** Bytes as Python's codecs write them, and not as the code under test decodes them. */
const WRITTEN: readonly [ExtractEncoding, text: string, bytes: readonly number[]][] = [
  ["cp850", "Örebro", [0x99, 0x72, 0x65, 0x62, 0x72, 0x6f]],
  ["cp850", "GÄVLE", [0x47, 0x8e, 0x56, 0x4c, 0x45]],
  ["cp850", "gråstarr", [0x67, 0x72, 0x86, 0x73, 0x74, 0x61, 0x72, 0x72]],
  ["cp850", "idé", [0x69, 0x64, 0x82]],
  ["macintosh", "Åmål", [0x81, 0x6d, 0x8c, 0x6c]],
  ["macintosh", "väntande", [0x76, 0x8a, 0x6e, 0x74, 0x61, 0x6e, 0x64, 0x65]],
  ["macintosh", "idé", [0x69, 0x64, 0x8e]],
  ["windows-1252", "Ängelholm", [0xc4, 0x6e, 0x67, 0x65, 0x6c, 0x68, 0x6f, 0x6c, 0x6d]],
  ["windows-1252", "“3–5” patient’s 10\u00a0000 m²", [
    ...[0x93, 0x33, 0x96, 0x35, 0x94, 0x20, ...utf8("patient"), 0x92, 0x73, 0x20, 0x31, 0x30, 0xa0],
    ...[0x30, 0x30, 0x30, 0x20, 0x6d, 0xb2],
  ]],
  ["windows-1252", "5 † ‡ 3 ‰", [0x35, 0x20, 0x86, 0x20, 0x87, 0x20, 0x33, 0x20, 0x89]],
  ["iso-8859-15", "väntat, 5 €", [
    ...[0x76, 0xe4, 0x6e, 0x74, 0x61, 0x74, 0x2c, 0x20, 0x35, 0x20, 0xa4],
  ]],
];

Deno.test("decodeText() recognises an encoding by a single Swedish word, and says so", () => {
  for (const [expected, text, bytes] of WRITTEN) {
    const { encoding, assumed, notes, ...decoded } = decodeText(Uint8Array.from(bytes), "april.csv");
    assert.deepEqual([decode(decoded.text), encoding, assumed], [text, expected, true]);
    assert.equal(notes.length, 1);
  }
  assert.deepEqual(decodeText(Uint8Array.from(WRITTEN[0][2]), "april.csv").notes, [
    "Teckenkodning: CP850 (antagen: så blir å, ä och ö bokstäver i ord; CP437 ger samma text)",
  ]);
});

Deno.test("decodeText() recognises any table of Swedish words in every encoding that it offers", () => {
  const words = fc.constantFrom(
    ..."väntande,GÄVLE,Örebro län,Åre,åtgärd,kön,Luleå,Malmö,idé,Öresund"
      .split(","),
  );
  for (const encoding of ["windows-1252", "macintosh", "cp850"] as const) {
    fc.assert(fc.property(fc.array(words), (cells) => {
      const text = ["väntande", "Örebro", ...cells].join(";");
      assert.equal(decode(decodeText(encode(`${text};å`, encoding), "april.csv").text), `${text};å`);
    }));
  }
});

Deno.test("decodeText() never reads words in another encoding, however few of them are Swedish: it asks", () => {
  const words = fc.constantFrom("à la carte", "idé", "Åre", "kön", "déjà vu");
  for (const encoding of ["windows-1252", "macintosh", "cp850"] as const) {
    fc.assert(fc.property(fc.array(words), (cells) => {
      const text = ["väntande", "Örebro", ...cells].join(";");
      try {
        assert.equal(decode(decodeText(encode(text, encoding), "april.csv").text), text);
      } catch (error) {
        assert(error instanceof ExtractError, String(error));
      }
    }));
  }
});

Deno.test("decodeText() asks if two encodings are about as likely, or none is", () => {
  const asks = (bytes: readonly number[], message: RegExp) =>
    assert.throws(() => decodeText(Uint8Array.from(bytes), "april.csv"), (error) => {
      assert(error instanceof ExtractError);
      assert.match(error.message, message);
      return true;
    });
  asks(
    [0x81, ...utf8("re")],
    /lika bra i Mac Roman och CP850\..* --teckenkod macintosh eller --teckenkod cp850\./,
  );
  const half = [...encode("Västerås;Örebro\n", "cp850"), ...encode("Västerås;Örebro\n", "windows-1252")];
  asks(half, /passar ingen|lika bra i/);
  asks(
    [...encode("\u0090\u0081", "windows-1252"), 0xb0, 0xdb],
    /passar ingen .* --teckenkod windows-1252 eller/,
  );
});

Deno.test("decodeText() does not read UTF-8 with a few stray bytes as another encoding, and names their lines", () => {
  const rows = Array.from({ length: 300 }, (_, row) => `2024-04;väntande;Sjukhus ${row}\r\n`);
  const withStray = (...lines: number[]) =>
    Uint8Array.from(rows.flatMap((row, at) => [
      ...utf8(row),
      ...lines.includes(at + 2) ? [0xe5, 0x3b, 0x0d, 0x0a] : [],
    ]));
  const says = (bytes: Uint8Array, line: number, message: RegExp) =>
    assert.throws(() => decodeText(bytes, "april.csv"), (error) => {
      assert(error instanceof ExtractError);
      assert.equal(error.line, line);
      assert.match(error.message, message);
      return true;
    });
  says(withStray(151), 151, /filen är UTF-8, men 1 rad har tecken i en annan teckenkodning \(rad 151\)\./);
  says(withStray(151, 200), 151, /2 rader .* \(rad 151 och 201\)\. .* eller rätta raderna/);
  says(withStray(2, 3, 4, 5, 6, 7, 8), 2, /7 rader .* \(rad 2, 4, 6, 8, 10 och 2 till\)/);
  says(withStray(2), 2, /--teckenkod windows-1252/);
  assert.equal(decodeText(withStray(2), "april.csv", "windows-1252").encoding, "windows-1252");
  const garbledOnce = [...encode("GÃ¤vle;" + "Västerås;".repeat(20), "windows-1252")];
  assert.equal(decodeText(Uint8Array.from(garbledOnce), "april.csv").encoding, "windows-1252");
});

Deno.test("decodeText() refuses bytes that are marked or given as UTF-8 and are not, naming the line", () => {
  const mixed = Uint8Array.of(...utf8("\ufeffa;b\r\nå;1\r\n"), 0xe5, 0x3b, 0x31, 0x0a);
  assert.throws(
    () => decodeText(mixed, "april.csv"),
    (error) =>
      error instanceof ExtractError && error.line === 3 &&
      /märkt som UTF-8, .* \(rad 3\)/.test(error.message),
  );
  assert.throws(
    () => decodeText(encode("å\nb", "windows-1252"), "april.csv", "utf-8"),
    (error) => error instanceof ExtractError && error.line === 1 && /angiven som UTF-8/.test(error.message),
  );
});

Deno.test("decodeText() composes letters with a loose accent, counts them and keeps the lines", () => {
  const text = "kön;Västerås\r\nÅre;é\n😀\u0301;\u0301\n";
  const { notes, ...decoded } = decodeText(utf8(text.normalize("NFD").replace("Å", "\u212b")), "april.csv");
  assert.equal(decode(decoded.text), text.normalize("NFC"));
  assert.deepEqual(notes, [
    "Tecken: 5 bokstäver skrivna med lös accent (NFD) lästes som hela (NFC); " +
    "en plats senare på samma rad räknar var och en som ett tecken",
  ]);
  for (const encoding of ["utf-16le", "utf-16be"] as const) {
    assert.equal(decode(decodeText(encode("a\u030a", encoding, true), "april.csv").text), "å");
  }
  assert.deepEqual(decodeText(utf8("Ж́ µΩ ₿ … ﬁ"), "april.csv").notes, []);
});

Deno.test("decodeText() composes across the chunks it works by", () => {
  for (let shift = 0; shift < 4; shift++) {
    const text = "x".repeat((1 << 20) - 2 - shift) + "a\u030aa\u030aa\u030a" + "o\u0308".repeat(9);
    assert.equal(decode(decodeText(utf8(text), "april.csv").text), text.normalize("NFC"));
  }
});

Deno.test("decodeText() takes nothing for UTF-8", () => {
  assert.deepEqual(decodeText(new Uint8Array(), "april.csv").encoding, "utf-8");
});
