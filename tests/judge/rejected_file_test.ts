import assert from "node:assert/strict";
import { profiles, recognise } from "../../lib/contract/mod.ts";
import { parseExtract } from "../../lib/extract/mod.ts";
import { judge, mergeCorrected, rejectedCsv } from "../../lib/judge/mod.ts";

const parse = (text: string, name = "april.csv") => parseExtract(new TextEncoder().encode(text), name);

/** The rejected records of a delivery as they are written to be corrected. */
function rejectedOf(text: string): string {
  const extract = parse(text), { header, delimiter } = extract;
  const { rejected } = judge(extract, recognise(header, profiles));
  assert.equal(rejected.length, 1);
  return rejectedCsv(rejected, { header, delimiter });
}

for (const delimiter of [";", "\t", ",", "|"] as const) {
  Deno.test(`rejectedCsv() writes records of a file whose last column has no name, parted by ${JSON.stringify(delimiter)}`, () => {
    const text = ["månad|status|region|0-30|", "2024-04|väntande|Dalarna|x|", "2024-04|väntande|Dalarna|7"]
      .join("\n")
      .replaceAll("|", delimiter);
    const written = parse(rejectedOf(text), "underkanda.csv");
    assert.deepEqual(written.header.slice(2), ["månad", "status", "region", "0-30", ""]);
    assert.equal(written.good, 1);
    const corrected = parse(
      rejectedOf(text).replace(`${delimiter}x${delimiter}`, `${delimiter}9${delimiter}`),
    );
    const merged = parse(mergeCorrected(parse(text), corrected));
    assert.deepEqual([merged.fields(0)[3], merged.fields(1)[3]], ["9", "7"]);
  });
}
