import { openDatabase } from "../../lib/database/mod.ts";
import { collectNativeGarbage } from "../_native.ts";
import { assertJudgesAgree } from "./_agree.ts";
import { KINDS } from "./_deliveries.ts";

collectNativeGarbage();
const database = await openDatabase({ engine: "native" });
Deno.test.afterAll(() => database.close());

/** `deno test -A tests/judge/second_judge_test.ts -- 5000 17` draws 5000 files of each kind by the seed 17. */
const [runs, seed] = Deno.args.filter((argument) => /^\d+$/.test(argument)).map(Number);

for (const kind of KINDS) {
  Deno.test(`judge() and DuckDB agree on every record, rule, place and cell of any delivery: ${kind.name}`, async () => {
    await assertJudgesAgree(database, kind, { runs: runs ?? 25, seed });
  });
}
