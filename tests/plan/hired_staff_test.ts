import assert from "node:assert/strict";
import { sampleData } from "../_checkout.ts";
import { hiredShares, readStaffCosts } from "../../lib/plan/mod.ts";

const row = (manad: string, hyrpersonal_tkr: number, anstalld_tkr: number) => ({
  region: "Region Dalarna",
  manad,
  hyrpersonal_tkr,
  anstalld_tkr,
});

Deno.test("hiredShares() divides the sums, not the months' shares", () => {
  const [dalarna] = hiredShares([row("2024-01", 10, 90), row("2024-02", 0, 300)], ["2024-01", "2024-02"]);
  assert.deepEqual(dalarna, { region: "Region Dalarna", andel: { value: 0.025 } });
});

Deno.test("hiredShares() has no share where a month, every month or every krona is missing, and says which", () => {
  const reason = (...rows: ReturnType<typeof row>[]) => {
    const { andel } = hiredShares(rows, ["2024-01", "2024-02"])[0];
    return andel.value === null ? andel.reason : andel.value;
  };
  assert.equal(reason(), "Inte levererat");
  assert.equal(reason(row("2024-01", 1, 1)), "1 månad saknas");
  assert.equal(reason(row("2024-01", 0, 0), row("2024-02", 0, 0)), "Inga personalkostnader");
});

Deno.test("hiredShares() has a row for each of the seven, two of which have not delivered in the checkout's file", async () => {
  const shares = hiredShares(await readStaffCosts(sampleData("hyrpersonal")), ["2024-04"]);
  assert.equal(shares.length, 7);
  assert.deepEqual(shares.filter(({ andel }) => andel.value === null).map(({ region }) => region), [
    "Region Sörmland",
    "Region Västmanland",
  ]);
});
