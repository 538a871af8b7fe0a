import assert from "node:assert/strict";
import {
  aggregateLayout,
  bandRowLayout,
  exampleRows,
  judgeRecord,
  type Layout,
  layoutColumns,
  profiles,
  recognise,
  registerLayout,
} from "../../lib/contract/mod.ts";
import data from "../../data/reference/columns.json" with { type: "json" };
import { ROOT } from "../_checkout.ts";

const LAYOUTS: readonly Layout[] = [registerLayout(), aggregateLayout(), bandRowLayout()];
const README = `${ROOT}data/profiles/README.md`;
const REQUIRED = { yes: "yes", kept: "should be there", no: "no" } as const;

/** The columns of a layout as a table of data/profiles/README.md. */
function tableOf(layout: Layout): string {
  const rows = layoutColumns(layout).map(({ header, meaning, form, required }) =>
    `| ${header} | ${meaning.en} | ${form.en} | ${REQUIRED[required]} |`
  );
  return ["| column | meaning | form | required |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

Deno.test("data/profiles/README.md describes every column of every layout as the code has it", async () => {
  let text = await Deno.readTextFile(README);
  for (const layout of LAYOUTS) {
    const place = new RegExp(`(?<=<!-- columns of ${layout.name} -->\n\n)[^]*?(?=\n\n<!--)`);
    const written = place.exec(text)?.[0], table = tableOf(layout);
    if (written !== undefined && Deno.env.get("UPDATE_SNAPSHOTS") === "1") {
      text = text.replace(place, () => table);
      await Deno.writeTextFile(README, text);
    } else {
      assert.equal(
        written,
        table,
        "write it again: UPDATE_SNAPSHOTS=1 deno test -A tests/contract/layout_columns_test.ts",
      );
    }
  }
});

Deno.test("columns.json describes no column that no layout has", () => {
  const fields = (layouts: readonly Layout[]) => layouts.flatMap(({ shape }) => Object.keys(shape));
  const [register, ...aggregates] = LAYOUTS;
  for (const [described, layouts] of [[data.register, [register]], [data.aggregat, aggregates]] as const) {
    assert.deepEqual(Object.keys(described).filter((field) => !fields(layouts).includes(field)), []);
  }
  for (const layout of LAYOUTS) {
    const columns = exampleRows(layout).flatMap((row) => Object.keys(row));
    assert.deepEqual(columns.filter((field) => layout.shape[field] === undefined), []);
  }
});

Deno.test("layoutColumns() names headers that are read as their fields, and example rows that break no rule", () => {
  for (const layout of LAYOUTS) {
    const columns = layoutColumns(layout).filter(({ field }) => field !== "d91_365");
    const { sources } = recognise(columns.map(({ header }) => header), profiles);
    assert.deepEqual(
      columns.map(({ field }) => sources[field]),
      columns.map((_, column) => ({ columns: [column] })),
      layout.name,
    );
    for (const row of exampleRows(layout)) {
      const { breaches, skipped } = judgeRecord(layout, row);
      assert.deepEqual([breaches, skipped], [[], null]);
    }
  }
});
