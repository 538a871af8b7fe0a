import fc from "fast-check";
import { careOfferings, memberRegions } from "../../lib/reference/mod.ts";
import type { CareFlow, Plan, PlanRow } from "../../lib/plan/mod.ts";

/** The same number for each month. */
export const every = (antal: number): number[] => Array.from({ length: 12 }, () => antal);

/** A plan of rows. */
export function planWith(rader: readonly PlanRow[], rest: Partial<Plan> = {}): Plan {
  return { ar: 2024, version: 1, faststalld: null, underlag: "Prov", syntetisk: true, rader, ...rest };
}

/** A flow, own care in Dalarna unless something else is said. */
export function flow(rest: Partial<CareFlow> = {}): CareFlow {
  return {
    manad: "2024-01",
    hemregion: "Region Dalarna",
    utforarregion: "Region Dalarna",
    utforare: "Falu lasarett",
    agarform: "offentlig",
    vardutbud: "Gråstarr",
    antal: 1,
    kalla: "egen",
    ...rest,
  };
}

const months = fc.array(fc.nat(300), { minLength: 12, maxLength: 12 });

/** Any plan, with regions and vårdutbud in any order, each pair once. */
export const arbitraryPlan: fc.Arbitrary<Plan> = fc.uniqueArray(
  fc.record({
    region: fc.constantFrom(...memberRegions),
    vardutbud: fc.constantFrom(...careOfferings.map(({ namn }) => namn)),
    behov: months,
    egen: months,
    samverkan: months,
    utanfor: months,
    privat: months,
  }, { noNullPrototype: true }),
  { selector: ({ region, vardutbud }) => `${region} ${vardutbud}`, maxLength: 12 },
).map((rader) => planWith(rader));
