import assert from "node:assert/strict";
import { profiles, recognise } from "../../lib/contract/mod.ts";
import { type Database, DatabaseError, openDatabase } from "../../lib/database/mod.ts";
import { type Extract, parseExtract } from "../../lib/extract/mod.ts";
import { judge, readTyped } from "../../lib/store/judge.ts";
import { collectNativeGarbage } from "../_native.ts";
import { withParts } from "./_database.ts";

collectNativeGarbage();

/** A delivery whose records have line breaks inside quotes. */
function delivery(records: number): Extract {
  const lines = Array.from({ length: records }, (_, i) => {
    const broken = `\r\nx;y""${i}`.repeat(i % 3 === 0 ? 2 : 1);
    return `2024-04;väntande;Dalarna;"rad ${i}${broken}";${i}`;
  });
  const text = ["månad;status;region;sjukhus;0-30", ...lines].join("\r\n");
  return parseExtract(new TextEncoder().encode(text), "x.csv");
}

async function assertRead(database: Database, records: number): Promise<void> {
  const extract = delivery(records);
  await readTyped(database, extract, recognise(extract.header, profiles));
  assert.deepEqual(
    await database.query(
      "SELECT count(*) AS n FROM typade WHERE starts_with(sjukhus, 'rad ' || nr || ' x;y') AND d0_30 = nr",
    ),
    [{ n: records }],
  );
}

Deno.test("readTyped() numbers many records, with line breaks inside quotes, in native DuckDB", async () => {
  using database = await openDatabase({ engine: "native" });
  await assertRead(database, 300_000);
});

Deno.test("judge() stops a delivery of which more is wrong than anybody corrects, and says which rules", async () => {
  using database = await openDatabase({ engine: "native" });
  const text = `månad;status;region;0-30\n${
    "2024-04;väntande;Dalarna;x\n".repeat(3)
  }2024-04;väntande;Dalarna;1\n`;
  const extract = parseExtract(new TextEncoder().encode(text), "x.csv");
  const judged = (mostSetAside: number) =>
    judge(database, extract, recognise(extract.header, profiles), { mostSetAside });
  assert.deepEqual(
    (await judged(2)).findings.map(({ rule, level, count }) => ({ rule, level, count })),
    [
      { rule: "for_manga_underkanda", level: "stop", count: 3 },
      { rule: "d0_30_ogiltigt", level: "error", count: 3 },
      { rule: "antal_saknas", level: "error", count: 3 },
    ],
  );
  assert.equal((await judged(3)).rejected.length, 3);
});

Deno.test("readTyped() reads with one thread where native DuckDB says that several cannot", async () => {
  using native = await openDatabase({ engine: "native" });
  const asked: boolean[] = [];
  // Whether it says so depends on the file's size, its every byte and the number of threads.
  const database = withParts(native, {
    run: async (sql, parameters) => {
      asked.push(sql.includes("parallel = false"));
      if (!asked.at(-1)) throw new DatabaseError("The Parallel CSV Reader does not support this file");
      await native.run(sql, parameters);
    },
  });
  await assertRead(database, 10);
  assert.deepEqual(asked, [false, true]);
});

Deno.test("judge() throws when the engine gives a wrong record another's number", async () => {
  using native = await openDatabase({ engine: "native" });
  const database = withParts(native, {
    run: async (sql, parameters) => {
      await native.run(sql.replace("row_number() OVER ()", "row_number() OVER (ORDER BY c0)"), parameters);
    },
  });
  const text = "månad;status;region;0-30\n2024-04;väntande;Dalarna;x\n2024-03;väntande;Dalarna;1\n";
  const extract = parseExtract(new TextEncoder().encode(text), "x.csv");
  await assert.rejects(
    judge(database, extract, recognise(extract.header, profiles)),
    /number its records as the file does: record 1 does not break d0_30_ogiltigt/,
  );
});
