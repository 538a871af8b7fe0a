import fc from "fast-check";
import type { FreeCapacity, Transfer, TransferList, TransferProblem } from "../../lib/cooperation/mod.ts";
import { travelBetween } from "../../lib/reference/mod.ts";

export const KNEE = "Knäled protes";
export const ACCEPTANCE = [{ km: 120, andel: 0.8 }, { km: 250, andel: 0.4 }];

/** A region's list. */
export function list(
  region: string,
  vantande: number,
  over: number,
  different: Partial<TransferList> = {},
): TransferList {
  return {
    region: `Region ${region}`,
    sjukhus: null,
    vardutbud: KNEE,
    vantande,
    over,
    medelvantan: 90,
    ...different,
  };
}

/** A region's free capacity. */
export function room(region: string, manad: string, antal: number, vardutbud: string = KNEE): FreeCapacity {
  return { region: `Region ${region}`, sjukhus: null, vardutbud, manad, antal, kalla: "signal" };
}

/** Every rule that transfers break, worked out from the rules' words and not from the model. */
export function broken({ lists, free, rules }: TransferProblem, transfers: readonly Transfer[]): string[] {
  const { smallestGroup = 5, acceptance = ACCEPTANCE, displacement = 0, contracts = [], months } = rules;
  const found: string[] = [];
  const must = (holds: boolean, words: string) => holds || found.push(words);
  const sum = (rows: readonly Transfer[]) => rows.reduce((total, { antal }) => total + antal, 0);
  const accepts = (km: number) =>
    Math.max(0, ...acceptance.filter((step) => km <= step.km).map(({ andel }) => andel));
  for (const { antal, manad, fran, till, resa, vardutbud } of transfers) {
    must(Number.isInteger(antal) && antal >= smallestGroup, "whole groups, none too small");
    must(months.includes(manad), "only in the months");
    must(fran.region !== till.region, "between regions");
    must(accepts(resa.km) > 0, "no way is longer than the longest accepted");
    must(resa.km === travelBetween(fran, till, rules.distances)?.km, "the way is that between the places");
    must(
      !free.some((row) => row.region === fran.region && row.vardutbud === vardutbud && row.antal > 0),
      "who has room sends nobody",
    );
  }
  const pairs = transfers.map(({ fran, till, manad, vardutbud }) =>
    `${fran.region} ${till.region} ${manad} ${vardutbud}`
  );
  must(new Set(pairs).size === pairs.length, "one row for two places and a month");
  for (const own of lists) {
    const same = transfers.filter(({ vardutbud }) => vardutbud === own.vardutbud);
    const out = same.filter(({ fran }) => fran.region === own.region);
    const received = sum(same.filter(({ till }) => till.region === own.region));
    for (const { km } of acceptance) {
      const far = out.filter(({ resa }) => accepts(resa.km) <= accepts(km));
      must(sum(far) <= accepts(km) * own.over + 1e-9, "no more travel than accept");
    }
    must(sum(out) <= own.over, "only those over the limit");
    const all = lists.filter(({ vardutbud }) => vardutbud === own.vardutbud);
    const total = all.reduce((n, { over }) => n + over, 0) /
      Math.max(1, all.reduce((n, { vantande }) => n + vantande, 0));
    const limit = rules.receiverShare ?? total;
    must(
      received === 0 || own.over + displacement * received <= limit * own.vantande + 1e-6,
      "no receiver beyond its own limit",
    );
    for (const manad of months) {
      const taken = sum(same.filter((row) => row.till.region === own.region && row.manad === manad));
      const offered = free.filter((row) =>
        row.region === own.region && row.manad === manad && row.vardutbud === own.vardutbud
      ).reduce((n, { antal }) => n + antal, 0);
      must(taken <= offered, "no more than the free capacity");
    }
  }
  for (const { fran, till, vardutbud, minst, hogst, slut } of contracts) {
    const covered = transfers.filter((row) =>
      row.fran.region === fran && row.till.region === till && row.vardutbud === vardutbud
    );
    must(sum(covered) >= minst && sum(covered) <= (hogst ?? Infinity), "agreements are kept");
    must(covered.every(({ manad }) => slut === null || manad <= slut), "no agreement is used after its end");
  }
  return found;
}

const REGIONS = ["Dalarna", "Gävleborg", "Värmland", "Västmanland", "Örebro län"];

/** Problems of some regions, with up to `most` operations a month and place. */
export function problems(
  regions: number,
  most: number,
  months: readonly string[],
): fc.Arbitrary<TransferProblem> {
  return fc.record({
    lists: fc.tuple(
      ...REGIONS.slice(0, regions).map((region) =>
        fc.tuple(fc.nat(3 * most), fc.nat(3 * most)).map(([over, more]) =>
          list(region, over + more, over, { medelvantan: 20 + 5 * over })
        )
      ),
    ),
    free: fc.array(
      fc.tuple(
        fc.constantFrom(...REGIONS.slice(0, regions)),
        fc.constantFrom(...months),
        fc.integer({ min: 1, max: most }),
      )
        .map(([region, manad, antal]) => room(region, manad, antal)),
      { maxLength: regions },
    ),
    rules: fc.record({
      months: fc.constant(months),
      smallestGroup: fc.integer({ min: 1, max: 3 }),
      acceptance: fc.constant(ACCEPTANCE),
      receiverShare: fc.constantFrom(0.3, 0.6, 1),
      displacement: fc.constantFrom(0, 0, 0.5),
    }),
  });
}
