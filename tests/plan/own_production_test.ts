import assert from "node:assert/strict";
import { ownProduction, type OwnProductionCell } from "../../lib/plan/mod.ts";
import { ownProductionFigure } from "../../lib/figures/mod.ts";

const DALARNA = "Region Dalarna";
const cell = (manad: string, days: number, antal: number, different: Partial<OwnProductionCell> = {}) => ({
  ...{
    manad,
    region: DALARNA,
    hemregion: DALARNA,
    agarform: "offentlig" as const,
    status: "genomforda" as const,
  },
  ...{ avvikelse: null, vardgaranti: true, lo: days, hi: days, antal, ...different },
});

Deno.test("ownProduction() counts what a region's own hospitals do for its inhabitants within 90 days, per working day", () => {
  const cells = [
    // April 2024 has 21 working days, April 2023 has 18.
    ...[cell("2024-04", 90, 42), cell("2024-04", 91, 42), cell("2023-04", 90, 54), cell("2023-04", 91, 36)],
    // Of choice, elsewhere, for others and privately: not own production within the limit.
    cell("2024-04", 10, 21, { avvikelse: "PvV" }),
    cell("2024-04", 10, 5, { region: "Region Uppsala" }),
    cell("2024-04", 10, 5, { hemregion: "Region Uppsala" }),
    ...[cell("2024-04", 10, 40, { agarform: "privat" }), cell("2023-04", 10, 18, { agarform: "privat" })],
  ];
  const flow = {
    hemregion: DALARNA,
    utforarregion: "Region Stockholm",
    utforare: null,
    agarform: "privat",
  } as const;
  const bought = [{ ...flow, manad: "2024-04", vardutbud: "Gråstarr", antal: 2, kalla: "privat" as const }];
  const options = { manad: "2024-04", performed: (region: string) => region === DALARNA, bought: () => true };
  const rows = ownProduction(cells, bought, options), [row] = rows;
  assert.deepEqual([row.nu?.egen, row.nu?.inom, row.nu?.andel?.value, row.nu?.kopt], [105, 42, 0.5, 42]);
  assert.deepEqual([row.fore?.egen, row.fore?.inom, row.fore?.kopt], [90, 54, 18]);
  assert.equal(row.forandring, 42 / 21 / (54 / 18) - 1);
  // 5 a day both years: own care did not fall, so nothing was bought in its place.
  assert.equal(row.ersatt, 0);
  // With 84 it fell by one a day, 21 in the month, and what was bought rose by as many.
  const fewer = cells.filter(({ avvikelse }) => avvikelse === null);
  assert.equal(ownProduction(fewer, bought, options)[0].ersatt, 21);
  // What is not delivered is unknown, never nought.
  assert.ok(rows.slice(1).every(({ nu, fore, ersatt }) => nu === null && fore === null && ersatt === null));
  assert.equal(ownProduction(cells, bought, { ...options, bought: () => false })[0].nu?.kopt, null);
  assert.equal(
    ownProductionFigure(rows, { manad: "2024-04" }).headline,
    "42 operationer gjordes hemma inom 90 dagar, färre per arbetsdag än året före i Dalarna",
  );
});
