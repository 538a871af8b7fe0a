import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Collects the garbage when a file's tests are done; to be called by every test file that opens native DuckDB.
 *
 * What its addon has let go of is finalized when it is collected, and by Deno 2.9.5 once more, which ends the process,
 * when a test file ends in between (denoland/deno#36499). So may a program that ends by itself; commands end by
 * `Deno.exit`, which does not, and so only tests need this.
 */
export function collectNativeGarbage(): void {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  Deno.test.afterAll(async () => {
    for (let times = 0; times < 2; times++) {
      collect();
      // Finalizers run in the next turn.
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });
}
