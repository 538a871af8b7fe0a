import assert from "node:assert/strict";
import {
  cellsOf,
  cellsTogether,
  LayoutError,
  profiles,
  type Reading,
  recognise,
} from "../../lib/contract/mod.ts";
import { parseExtract } from "../../lib/extract/mod.ts";

const read = (...rows: readonly string[]): Reading => {
  const text = ["månad;status;region;väntetid;antal", ...rows].join("\n");
  const extract = parseExtract(new TextEncoder().encode(text), "april.csv");
  const look = { values: cellsOf(extract), together: cellsTogether(extract), beside: extract.beside };
  return recognise(extract.header, profiles, {}, look);
};
const FINE = ["0-30", "31-90", ">90"].map((band) => `2024-04;väntande;Dalarna;${band};5`);
const WIDE = ["0-90", ">90"].map((band) => `2024-04;väntande;Uppsala;${band};7`);

Deno.test("recognise() reads labels that share days in different regions, months or statuses", () => {
  assert.equal(read(...FINE, ...WIDE).layout.name, "bandrader");
  const later = WIDE.map((row) => row.replace("Uppsala", "Dalarna").replace("2024-04", "2024-05"));
  assert.equal(read(...FINE, ...later).layout.name, "bandrader");
  const performed = WIDE.map((row) => row.replace("Uppsala", "Dalarna").replace("väntande", "genomförda"));
  assert.equal(read(...FINE, ...performed).layout.name, "bandrader");
});

Deno.test("recognise() proposes to leave a label out only where that loses nobody", () => {
  const refused = (message: RegExp, ...rows: readonly string[]) =>
    assert.throws(
      () => read(...rows),
      (error) => error instanceof LayoutError && message.test(error.message),
    );
  const twice = "2024-04;väntande;Dalarna;0-90;10";
  refused(/0-90 i kolumnen väntetid .*--bortse "väntetid=0-90"\.$/s, ...FINE, twice);
  refused(/lämna inte bort etiketten/, ...FINE, twice, ...WIDE);
});
