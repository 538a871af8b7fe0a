import assert from "node:assert/strict";
import fc from "fast-check";
import { operationRateErrors, operationRates, spareReckoning } from "../../lib/cooperation/mod.ts";
import {
  addMonths,
  comparedWithLastYear,
  deferredCare,
  flowsOfCells,
  monthRange,
  moreOperations,
} from "../../lib/mod.ts";
import { seededRandom } from "../../lib/numeric/mod.ts";

const asAt = "2024-04",
  vardutbud = "Gråstarr",
  REGIONS = ["Region Dalarna", "Region Uppsala", "Region Värmland"];
const months = monthRange(addMonths(asAt, -26), asAt), random = seededRandom("borttagen månad");

/** Three lists of 27 months, none alike. */
const CELLS = REGIONS.flatMap((region) =>
  months.flatMap((manad) => {
    const cell = (status: "vantande" | "genomforda", days: number, mean: number) => (
      { manad, status, region, vardutbud, avvikelse: null, lo: days, hi: days, antal: random.poisson(mean) }
    );
    return [
      ...[10, 40, 70, 100, 200].map((days, index) => cell("vantande", days, 60 - 8 * index)),
      ...[14, 50, 120].map((days) => cell("genomforda", days, 20)),
    ];
  })
);
type Cells = typeof CELLS;

/** What each analysis says of a region, and whether it says that something is missing there. */
const ANALYSES: Readonly<
  Record<string, (cells: Cells) => (region: string) => { says: unknown; lacks: boolean }>
> = {
  deferredCare: (cells) => {
    const { rows, absent, missing } = deferredCare(cells, {
      ...comparedWithLastYear(asAt),
      span: { from: addMonths(asAt, -24), to: addMonths(asAt, -12) },
    });
    return (region) => ({
      says: rows.filter((row) => row.region === region),
      lacks: [...absent, ...missing].some((each) => each.region === region),
    });
  },
  moreOperations: (cells) => {
    const { rows } = moreOperations(cells, { asAt });
    return (region) => {
      const row = rows.find((each) => each.region === region);
      return {
        says: row === undefined ? null : [row.now, row.hold, row.shortList],
        lacks: (row?.now.value ?? null) === null,
      };
    };
  },
  flowsOfCells: (cells) => (region) => {
    const own = cells.filter((cell) => cell.region === region);
    const { flows, missing } = flowsOfCells(own, { from: addMonths(asAt, -11), asAt });
    return { says: flows, lacks: missing.length > 0 };
  },
  spareReckoning: (cells) => (region) => {
    const row = spareReckoning(cells, { asAt, months: ["2024-06"] }).find((each) => each.region === region);
    return { says: row, lacks: row === undefined };
  },
  operationRates: (cells) => (region) => ({
    says: [
      operationRates(cells, { asAt }).find((rate) => rate.region === region),
      operationRateErrors(cells, { asAt }).get(region),
    ],
    lacks: false,
  }),
};

Deno.test("A month removed from one region changes what no analysis observes of another, and is missed where it is used", () => {
  const whole = new Map(
    Object.entries(ANALYSES).flatMap(([name, analyse]) => {
      const say = analyse(CELLS);
      return REGIONS.map((region) => [`${name} ${region}`, say(region)] as const);
    }),
  );
  assert.ok([...whole.values()].every(({ lacks }) => !lacks));
  fc.assert(
    fc.property(
      fc.constantFrom(...REGIONS),
      fc.constantFrom(...monthRange(addMonths(asAt, -11), asAt)),
      fc.constantFrom("vantande" as const, "genomforda" as const),
      (without, manad, status) => {
        const cells = CELLS.filter((cell) =>
          cell.region !== without || cell.manad !== manad || cell.status !== status
        );
        for (const [name, analyse] of Object.entries(ANALYSES)) {
          const say = analyse(cells);
          for (const region of REGIONS) {
            const found = say(region), before = whole.get(`${name} ${region}`);
            if (region !== without) assert.deepEqual(found, before, `${name} ${region}`);
            else if (name !== "operationRates") {
              assert.ok(found.lacks, `${name} says nothing of ${manad} ${status}`);
            }
          }
        }
      },
    ),
    { numRuns: 5, seed: 17 },
  );
});
